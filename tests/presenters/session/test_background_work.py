"""What becomes of background work, with a real pool: it comes back, whatever it raises."""

import gc
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchapp.app.start.crash import keep_report
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.progress import Progress
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.progress_line import ProgressLine


class Wanted:
    """Whoever asked, and what came back."""

    def __init__(self, workers: Workers, qtbot: QtBot) -> None:
        self.workers = workers
        self.answers: list[object] = []
        self.errors: list[BenchError] = []
        self._qtbot = qtbot

    def do(self, work: Callable[[], object], report: Progress | None = None) -> None:
        """Ask for work, and wait until it is over."""
        self.workers.do(Work.EXPORT, work, self.answers.append, self.errors.append, report)
        self.wait()

    def wait(self) -> None:
        """Wait until what was asked for is over."""
        self._qtbot.waitUntil(lambda: not self.workers.busy)


@pytest.fixture
def wanted(qtbot: QtBot, tmp_path: Path) -> Wanted:
    return Wanted(Workers(QThreadPool(), lambda error: keep_report(tmp_path / "crash.txt", error)), qtbot)


def raises(error: BaseException) -> Callable[[], object]:
    def work() -> object:
        raise error

    return work


def test_an_answer_comes_back_on_the_thread_that_asked(wanted: Wanted) -> None:
    wanted.do(lambda: 6 * 7)

    assert wanted.answers == [42]
    assert wanted.errors == []


def test_other_work_goes_on_where_one_rests(qtbot: QtBot) -> None:
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    wanted, others = Wanted(Workers(pool), qtbot), threading.Event()

    def resting() -> bool:
        for _ in range(200):
            wanted.workers.rest(0.01)
            if others.is_set():
                return True
        return False

    wanted.workers.do(Work.CLOSING, resting, wanted.answers.append, wanted.errors.append)
    wanted.do(others.set)

    assert wanted.answers == [None, True]
    assert pool.maxThreadCount() == 1


@pytest.mark.parametrize("value", [None, BenchError(Message.FOLDER_ON_NETWORK, file="x", service="NFS"), ValueError()])
def test_what_work_returns_is_an_answer_whatever_it_is(wanted: Wanted, value: object) -> None:
    # A judgement of the data folder is a message, and no failure of the judging.
    wanted.do(lambda: value)

    assert wanted.answers == [value]
    assert wanted.errors == []


@pytest.mark.parametrize(
    "error",
    [
        KeyError("well"),
        OSError(28, "No space left on device"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
        RecursionError("too deep"),
        AssertionError(),
        StopIteration(),
        SystemExit(3),
        KeyboardInterrupt(),
        GeneratorExit(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_work_raises_comes_back_and_a_report_of_it_is_written(
    wanted: Wanted, tmp_path: Path, error: BaseException
) -> None:
    wanted.do(raises(error))

    assert wanted.answers == []
    (said,) = wanted.errors
    assert said.code is Message.WORK_FAILED
    assert said.values["file"] == str(tmp_path / "crash.txt")
    assert say_error(said).startswith("The export failed because of a fault in the program.")
    assert str(tmp_path / "crash.txt") in say_error(said)
    assert type(error).__name__ in (tmp_path / "crash.txt").read_text(encoding="utf-8")
    # The pool goes on.
    wanted.do(lambda: 1)
    assert wanted.answers == [1]


def test_what_a_person_can_do_something_about_is_no_defect(wanted: Wanted, tmp_path: Path) -> None:
    wanted.do(raises(BenchError(Message.READ_ONLY, file="x")))

    assert [error.code for error in wanted.errors] == [Message.READ_ONLY]
    assert not (tmp_path / "crash.txt").exists()


def test_too_little_memory_is_said_as_that(wanted: Wanted) -> None:
    wanted.do(lambda: bytearray(sys.maxsize))

    (said,) = wanted.errors
    assert said.code is Message.NO_MEMORY
    assert say_error(said).startswith("The export failed: this computer has too little free memory")


def no_report(_error: BaseException) -> Path | None:
    return None


def report_that_fails(_error: BaseException) -> Path | None:
    raise MemoryError


@pytest.mark.parametrize("keep", [no_report, report_that_fails])
def test_where_no_report_can_be_written_the_fault_itself_is_named(
    qtbot: QtBot, keep: Callable[[BaseException], Path | None]
) -> None:
    wanted = Wanted(Workers(QThreadPool(), keep), qtbot)

    wanted.do(raises(KeyError("well" * 1000)))

    (said,) = wanted.errors
    assert said.code is Message.WORK_FAILED_UNWRITTEN
    assert "KeyError: 'wellwell" in say_error(said)
    assert len(say_error(said)) < 500


def test_a_report_is_written_whatever_the_fault_names_and_not_where_a_folder_lies(tmp_path: Path) -> None:
    # A file name that is not UTF-8 reaches Python as a lone surrogate.
    assert keep_report(tmp_path / "crash.txt", ValueError("\udcff.xlsx")) == tmp_path / "crash.txt"
    assert "\\udcff.xlsx" in (tmp_path / "crash.txt").read_text(encoding="utf-8")
    assert keep_report(tmp_path, ValueError()) is None


@pytest.mark.parametrize("error", [KeyError("x"), BenchError(Message.STOPPED), MemoryError()])
def test_the_progress_ends_with_the_work_however_it_ends(wanted: Wanted, qtbot: QtBot, error: BaseException) -> None:
    line = ProgressLine("Export", "export")
    qtbot.addWidget(line)
    report = Progress()
    line.watch(report)

    wanted.do(raises(error), report)

    assert line.isHidden()
    assert len(wanted.errors) == 1


@pytest.mark.parametrize("failing", [False, True])
def test_an_answer_that_cannot_be_shown_is_a_crash_and_holds_up_nothing(
    wanted: Wanted, qtbot: QtBot, *, failing: bool
) -> None:
    def broken(_value: object) -> None:
        raise ZeroDivisionError

    report = Progress()
    ended: list[QThread] = []
    report.ended.connect(lambda: ended.append(QThread.currentThread()))
    with qtbot.captureExceptions() as crashes:
        wanted.workers.do(Work.EXPORT, raises(KeyError()) if failing else list, broken, broken, report)
        qtbot.waitUntil(lambda: not wanted.workers.busy)

    assert [kind for kind, _, _ in crashes] == [ZeroDivisionError]
    assert ended == [QThread.currentThread()]
    wanted.do(lambda: 1)
    assert wanted.answers == [1]


@pytest.mark.parametrize("failing", [False, True])
def test_nothing_of_what_was_asked_is_held_when_it_is_over_and_it_goes_on_the_thread_that_asked(
    wanted: Wanted, *, failing: bool
) -> None:
    gone_on: list[int] = []

    class Page:
        """What the work and its answer belong to."""

        def work(self) -> object:
            return raises(KeyError("well"))() if failing else 1

        def show(self, _answer: object) -> None:
            pass

    for _ in range(20):
        page = Page()
        weakref.finalize(page, lambda: gone_on.append(threading.get_ident()))
        wanted.workers.do(Work.EXPORT, page.work, page.show, page.show)
        del page
        wanted.wait()
    wanted.workers.wait()
    # An error holds where it was raised in a circle.
    gc.collect()

    assert gone_on == [threading.get_ident()] * 20


def test_after_the_end_no_answer_reaches_what_may_be_gone(qapp: QApplication, tmp_path: Path) -> None:
    workers = Workers(QThreadPool(), lambda error: keep_report(tmp_path / "crash.txt", error))
    written: list[str] = []
    answers: list[object] = []

    workers.do(Work.BACKUP, lambda: written.append("the backup"), answers.append, answers.append)
    workers.do(Work.BACKUP, raises(KeyError("late")), answers.append, answers.append)
    workers.end()
    qapp.processEvents()

    assert written == ["the backup"]
    assert not workers.busy
    assert answers == []
    assert "late" in (tmp_path / "crash.txt").read_text(encoding="utf-8")
