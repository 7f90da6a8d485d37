"""What keeps the program from starting is said in a window that names the file and what to do, with its buttons."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partialmethod
from pathlib import Path

import pytest
from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QSysInfo, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QWidget

from benchapp import cli
from benchapp.base.paths import DataFolder
from benchapp.domain.messages import BenchError, Message
from benchapp.selftest.scenario import Scenario
from benchapp.system.single import SingleRun
from benchapp.ui.text.language import ENGLISH, set_language
from benchapp.ui.window.blocking_dialogs import ask_restore
from benchapp.ui.window.cannot_start import show_problem
from tests.store.another_user import ANOTHER, as_another_user, folder_for_two
from tests.store.journal.test_backups import journal_of
from tests.store.test_file_errors import opened

posix = pytest.mark.skipif(os.name != "posix", reason="modes, owners and locks of POSIX")
second_user = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root, to be a second user")


class Seen(Struct, frozen=True):
    """What a window showed.

    Attributes:
        text: Its sentence, as it is drawn.
        buttons: What its buttons say.
        plain: Whether its text is drawn as it is, without mark-up.
        default: The button that Enter presses.
    """

    text: str
    buttons: tuple[str, ...]
    plain: bool
    default: str = ""


class Person:
    """Looks at each window that opens, and presses the button that is wanted; the last one answers all later windows.

    Args:
        presses: What the buttons say that are pressed, in order.
    """

    def __init__(self, *presses: str) -> None:
        self._presses = list(presses)
        self.seen: list[Seen] = []

    def __enter__(self) -> "Person":
        set_language(ENGLISH)
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._presses.clear()
        QCoreApplication.processEvents()

    def _wait(self) -> None:
        QTimer.singleShot(0, self._look)

    def _look(self) -> None:
        if not self._presses:
            return
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box.isVisible():
            words = {_word(box, button): button for button in box.buttons()}
            shown = box.findChild(QLabel, "qt_msgbox_label")
            assert isinstance(shown, QLabel)
            default = next((name for name, one in words.items() if one is box.defaultButton()), "")
            plain = shown.textFormat() is Qt.TextFormat.PlainText
            self.seen.append(Seen(shown.text(), tuple(words), plain, default))
            wanted = self._presses[0] if len(self._presses) == 1 else self._presses.pop(0)
            if wanted not in words:
                # Nobody would answer the window, and the test would wait for ever.
                box.reject()
                raise AssertionError(f"{wanted} is not among {', '.join(words)}")
            words[wanted].click()
        self._wait()


def _word(box: QMessageBox, button: QAbstractButton) -> str:
    """Return what a button says, or which of Qt's own it is: those speak the language of a test before."""
    own = box.standardButton(button)
    return button.text().replace("&", "") if own is QMessageBox.StandardButton.NoButton else str(own.name)


@pytest.fixture
def seen_by_a_person(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    """Have dialogs shown off-screen too, where the program itself would not wait for an answer."""
    monkeypatch.setattr(cli, "_is_seen", lambda: True)


@pytest.fixture
def soon_unanswered(seen_by_a_person: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for an answer for a moment only."""
    monkeypatch.setattr(SingleRun, "is_answered", partialmethod(SingleRun.is_answered, 0.05))


@pytest.fixture
def shared() -> Iterator[Path]:
    with folder_for_two() as folder:
        yield folder


def claim(folder: Path, *presses: str) -> tuple[int | SingleRun, list[Seen]]:
    with Person(*presses) as person:
        got = cli._claim(DataFolder(folder), None)
    return got, person.seen


@contextmanager
def no_permission(path: Path, mode: int, *, own: bool) -> Iterator[None]:
    """Be somebody whom a file's or a folder's mode keeps out, its owner or another user."""
    before = path.stat().st_mode
    if own:
        os.chown(path, ANOTHER, ANOTHER)
    path.chmod(mode)
    with as_another_user():
        yield
    if path.exists():
        path.chmod(before)


def expect(seen: Seen, file: object, remedy: str, *buttons: str) -> None:
    assert str(file) in seen.text
    assert remedy in seen.text
    assert seen.buttons == buttons
    assert seen.plain
    # A place that no value was put into, and a value that is not there, are no sentence.
    assert "{" not in seen.text
    assert "None" not in seen.text


# -- the data folder --------------------------------------------------------------------------------------------


@second_user
@pytest.mark.parametrize(
    ("own", "remedy"), [(False, "Ask root to share it with you"), (True, "Allow it in the properties of the folder")]
)
def test_a_folder_that_may_not_be_opened(shared: Path, own: bool, remedy: str, seen_by_a_person: None) -> None:
    folder = shared / "lab <b>data & more"
    folder.mkdir()
    with no_permission(folder, 0o000, own=own):
        got, (seen,) = claim(folder, "Close")

    assert got == 1
    expect(seen, folder, remedy, "Try again", "Close")
    assert "Nothing was changed" in seen.text


def test_a_file_where_the_folder_belongs_can_be_moved_while_the_window_is_open(
    tmp_path: Path, seen_by_a_person: None
) -> None:
    folder = tmp_path / "data"
    folder.write_text("")

    class Mover(Person):
        def _look(self) -> None:
            super()._look()
            if len(self.seen) == 2 and folder.is_file():
                folder.unlink()

    with Mover("Try again", "Try again", "Close") as person:
        got = cli._claim(DataFolder(folder), None)

    assert isinstance(got, SingleRun), "once the file is gone, trying again goes on"
    got.release()
    assert [one.text for one in person.seen] == [person.seen[0].text] * 2
    expect(person.seen[0], folder, "Choose another folder, or give that file another name", "Try again", "Close")


@posix
def test_a_folder_whose_name_is_no_text_or_too_long(tmp_path: Path, seen_by_a_person: None) -> None:
    cases = {
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/latin1_\xfc")): ("latin1_\ufffd", "Give the folder another name"),
        tmp_path / ("x" * 300): ("x" * 300, "choose another folder"),
    }
    for folder, (name, remedy) in cases.items():
        got, (seen,) = claim(folder, "Close")
        assert got == 1
        expect(seen, name, remedy, "Try again", "Close")


# -- another program has it -------------------------------------------------------------------------------------


def test_a_program_that_ends_meanwhile_is_no_reason_to_ask(
    tmp_path: Path, seen_by_a_person: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = DataFolder(tmp_path)
    ending = SingleRun(folder.lock, folder.request)
    assert ending.take()

    def end_without_an_answer(_: SingleRun) -> bool:
        ending.release()
        return False

    monkeypatch.setattr(SingleRun, "is_answered", end_without_an_answer)
    got, seen = claim(tmp_path, "No")

    assert seen == []
    assert isinstance(got, SingleRun)
    got.release()


HOLDS = """
import sys, time
from pathlib import Path
from benchapp.system.single import SingleRun
from benchapp.base.paths import DataFolder
folder = DataFolder(Path(sys.argv[1]))
single = SingleRun(folder.lock, folder.request)
print(single.take(), flush=True)
while True:
    time.sleep(0.02)
    if sys.argv[2] == "answers":
        single.asked()
"""


@contextmanager
def held(folder: Path, how: str, screen: str) -> Iterator[int]:
    environment = {**os.environ, "DISPLAY": screen}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder), how], stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process.pid
    finally:
        process.kill()
        process.communicate()


@posix
def test_a_program_in_another_session_is_named_with_its_user(
    tmp_path: Path, seen_by_a_person: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    with held(tmp_path, "answers", ":77"):
        owner = DataFolder(tmp_path).lock.owner()
        got, (seen,) = claim(tmp_path, "Close")

    assert got == 0
    expect(seen, tmp_path, "Close it there first, or use a data folder of your own", "Close")
    assert f"(user {owner})" in seen.text


@posix
def test_a_program_that_hangs_is_named_by_its_process(tmp_path: Path, soon_unanswered: None) -> None:
    with held(tmp_path, "hangs", os.environ.get("DISPLAY", "")) as pid:
        got, seen = claim(tmp_path, "Try again", "Close")

    assert got == 1
    assert len(seen) == 2
    expect(seen[1], tmp_path, "Wait a moment and try again", "Try again", "Close")
    assert f"(process {pid})" in seen[1].text


@posix
@pytest.mark.parametrize("press", ["Yes", "No"])
def test_a_folder_in_use_on_another_computer_is_asked_about(
    tmp_path: Path, seen_by_a_person: None, press: str, capsys: pytest.CaptureFixture[str]
) -> None:
    DataFolder(tmp_path).lock.write_text("4711\nbenchapp\nlaptop-<b>7</b>\nanother-machine\nboot\n")
    got, (seen,) = claim(tmp_path, press)

    expect(seen, tmp_path, "it can be used here", "Yes", "No")
    assert "laptop-<b>7</b>" in seen.text
    assert seen.default == "No"
    if press == "No":
        assert got == 0
        assert "in use on laptop-<b>7</b>" in capsys.readouterr().out
        return
    assert isinstance(got, SingleRun)
    assert QSysInfo.machineHostName() in DataFolder(tmp_path).lock.read_text()
    got.release()


@posix
def test_a_program_that_hangs_and_that_its_lock_does_not_name(tmp_path: Path, soon_unanswered: None) -> None:
    with held(tmp_path, "hangs", ""):
        DataFolder(tmp_path).lock.write_bytes(b"")
        got, (seen,) = claim(tmp_path, "Close")

    assert got == 1
    expect(seen, tmp_path, "if it hangs, end it first", "Try again", "Close")
    assert "process 0" not in seen.text


@second_user
def test_a_lock_that_may_not_be_read_is_asked_about_and_taken_over(shared: Path, soon_unanswered: None) -> None:
    shared.chmod(0o777)
    lock = DataFolder(shared).lock
    lock.write_text("99999999\nbenchapp\n")
    with no_permission(lock, 0o600, own=False):
        got, (seen,) = claim(shared, "Yes")
        assert isinstance(got, SingleRun)
        got.release()
    expect(seen, shared, "If no other window of Bench Companion is open with it, it can be used here", "Yes", "No")


@second_user
def test_a_lock_that_may_neither_be_read_nor_removed_is_named_with_its_owner(
    shared: Path, soon_unanswered: None
) -> None:
    shared.chmod(0o1777)
    lock = DataFolder(shared).lock
    lock.write_text("99999999\nbenchapp\n")
    with no_permission(lock, 0o600, own=False):
        got, seen = claim(shared, "Yes", "Close")
    assert got == 1
    assert len(seen) == 2
    expect(seen[1], lock, "Ask root to share the folder with you", "Try again", "Close")


# -- the journal ------------------------------------------------------------------------------------------------


@second_user
@pytest.mark.parametrize(
    ("mode", "own", "remedy"),
    [
        (0o600, False, "Ask root to share the folder with you, or use a data folder of your own"),
        (0o000, True, "Allow reading and writing in the properties of the file, then try again"),
    ],
)
def test_a_journal_that_may_not_be_read(
    shared: Path, mode: int, own: bool, remedy: str, seen_by_a_person: None
) -> None:
    journal = journal_of(shared / "journal.sqlite")
    shared.chmod(0o777)
    with no_permission(journal, mode, own=own), Person("Close") as person:
        assert not cli._show_problem(refused(lambda: opened(shared)), again=True)

    (seen,) = person.seen
    expect(seen, journal, remedy, "Try again", "Close")
    assert "damaged" not in seen.text.replace("It is not damaged", "")


def test_a_folder_in_the_place_of_the_journal(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "journal.sqlite").mkdir()
    with Person("Try again") as person:
        assert show_problem(refused(lambda: opened(tmp_path)), again=True)

    expect(person.seen[0], tmp_path / "journal.sqlite", "Give that folder another name", "Try again", "Close")


def refused(work: Callable[[], object]) -> BenchError:
    with pytest.raises(BenchError) as error:
        work()
    return error.value


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (BenchError(Message.FILE_IN_USE, file="/lab/journal.sqlite"), "Try again in a moment"),
        (BenchError(Message.CANNOT_BE_READ, file="/lab/journal.sqlite", reason="I/O error"), "Check the drive"),
        (BenchError(Message.WRITE_UNFINISHED, file="/lab/journal.sqlite", owner="mk"), "Let mk open it once"),
        (BenchError(Message.FOLDER_UNUSABLE, file="/lab", reason="No space left"), "choose another folder"),
        (BenchError(Message.JOURNAL_NOT_MENDED, file="/lab/x", damage="cut", reason="No space left"), "Make room"),
    ],
    ids=lambda value: str(getattr(value, "code", "")),
)
def test_every_other_reason_names_the_file_and_a_remedy(error: BenchError, remedy: str, qapp: QApplication) -> None:
    with Person("Close", "Close") as person:
        assert not show_problem(error, again=True)
        assert not show_problem(error)

    expect(person.seen[0], error.values["file"], remedy, "Try again", "Close")
    assert person.seen[1].buttons == ("Close",)


# -- notes in the window ----------------------------------------------------------------------------------------


def test_a_journal_that_goes_while_it_is_open_is_written_back_at_a_press(rehearsal: Scenario, tmp_path: Path) -> None:
    program, journal = rehearsal.program, rehearsal.folder.journal
    held_entries = [one.id for one in program.services.session.entries()]
    journal.unlink()
    program.rooms.backups.look()

    said = rehearsal.read("notes.place.text")
    rehearsal.expect(said, str(journal), "was deleted or moved", "write it back")
    assert note_button(rehearsal, "place").text() == "Write it back"
    rehearsal.press("notes.place.act")
    assert "place" not in program.window.notes.texts()
    assert journal.is_file()
    assert [one.id for one in program.services.session.entries()] == held_entries

    journal.write_bytes(journal_of(tmp_path / "other.sqlite", 2).read_bytes())
    program.rooms.backups.look()
    rehearsal.expect(rehearsal.read("notes.place.text"), str(journal), "was replaced by another file", "Start again")
    assert note_button(rehearsal, "place").text() == "Start again"
    rehearsal.expect(rehearsal.read("notes.held.text"), "is kept as the backup", "restore that backup")

    program.shell.note_zone_unknown()
    rehearsal.expect(rehearsal.read("notes.zone.text"), "UTC+01:00", "Set the time zone in the settings of the system")
    rehearsal.press("notes.zone.understood")
    assert "zone" not in program.window.notes.texts()


def note_button(rehearsal: Scenario, key: str) -> QAbstractButton:
    button = rehearsal.find(QAbstractButton, f"notes.{key}.act")
    assert isinstance(button, QAbstractButton)
    return button


def test_a_backup_named_like_markup_is_shown_as_it_is_and_enter_keeps_the_journal(qapp: QApplication) -> None:
    asked_about = QWidget()
    for press, restored in (("Cancel", False), ("Restore", True)):
        with Person(press) as person:
            assert ask_restore(asked_about, "<img src='x'><b>2026-11-25</b> & more") is restored

        seen = person.seen[0]
        assert seen.plain
        assert "<img src='x'><b>2026-11-25</b> & more" in seen.text
        assert seen.default == "Cancel"
