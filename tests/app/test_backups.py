"""When backups are made: one a day, and after the work; by a stepped clock and workers that wait."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from benchapp.app.backups import BackupService
from benchapp.app.start.crash import keep_report
from benchapp.app.start.startup import open_journal
from benchapp.base.clock import SteppedClock
from benchapp.base.paths import DataFolder
from benchapp.domain.journal.entries import PersonNamed, SolutionAdded
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.presenters.session.background_work import T, Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.progress import Progress
from benchapp.store.journal import closing as years
from benchapp.store.journal import joining
from benchapp.store.journal.backups import Backup, heads_in
from benchapp.store.journal.bases import closed_by
from benchapp.store.journal.journal_file import JournalFile
from tests.making import solution
from tests.store.journal.test_backups import ids_of, journal_of


class HeldWorkers(Workers):
    """Work that waits until it is let run, on this thread.

    Args:
        clock: Moved on while a piece of work is done.
        seconds: How long each copy takes.
    """

    def __init__(self, clock: SteppedClock, seconds: float = 0) -> None:
        super().__init__(QThreadPool())
        self.waiting: list[Callable[[], object]] = []
        self.clock = clock
        self.seconds = seconds
        self.reports: list[Progress] = []
        self.ending = False

    def rest(self, span_s: float) -> None:
        """Let no time pass; while somebody ends the program, what goes on is asked to stop."""
        assert span_s > 0
        if self.ending:
            for report in self.reports:
                report.stop()

    def do(
        self,
        what: Work,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BenchError], object],
        report: Progress | None = None,
    ) -> None:
        """Keep what is to be done."""
        assert what
        if report is not None:
            self.reports.append(report)

        def run() -> None:
            self.clock.advance(seconds=self.seconds if report is not None and what != Work.CLOSING else 0)
            try:
                value = work()
            except BenchError as error:
                failed(error)
            else:
                done(value)

        self.waiting.append(run)

    def run(self) -> None:
        """Do all that waits, and what is asked for meanwhile."""
        while self.waiting:
            self.waiting.pop(0)()


class Lab:
    """A data folder with its journal and what keeps it safe, and nothing else of the program."""

    def __init__(self, folder: Path, clock: SteppedClock, seconds: float = 0) -> None:
        self.folder = DataFolder(folder)
        self.clock = clock
        self.workers = HeldWorkers(clock, seconds)
        self.book = JournalSession(
            open_journal(self.folder, clock, "machine"), clock, self.folder.anchors, self.folder.snapshot
        )
        self.service = BackupService(self.book, self.folder, self.workers, None)
        self.noted: list[str] = []
        self.service.noted.connect(lambda _key, error: self.noted.append(error.code))

    def pass_time(self, minutes: int) -> None:
        """Let minutes pass, with a beat each twenty seconds."""
        for _ in range(3 * minutes):
            self.clock.advance(seconds=20)
            self.service.beat(self.clock.now())
            self.workers.run()

    def write(self, name: str = "Mara") -> None:
        """Write one entry."""
        self.book.record(PersonNamed(name))

    def kinds(self) -> list[str]:
        """Return what the backups were made for, the oldest first."""
        return ["daily" if one.daily else "work" for one in reversed(self.service.backups())]

    def newest(self) -> Backup:
        """Return the newest backup."""
        return self.service.backups()[0]

    def holds_all(self) -> bool:
        """Return whether the newest backup holds every entry."""
        return heads_in(self.newest().file) == self.book.heads()


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC), "UTC")


@pytest.fixture
def lab(tmp_path: Path, clock: SteppedClock) -> Iterator[Lab]:
    made = Lab(tmp_path / "data", clock)
    yield made
    made.book.close()


def test_the_first_start_makes_the_backup_of_the_day_and_idle_hours_make_none(lab: Lab) -> None:
    lab.service.start()
    lab.workers.run()
    lab.pass_time(3 * 60)

    assert lab.kinds() == ["daily"]
    assert lab.holds_all()


def test_what_is_written_is_backed_up_after_five_minutes_and_no_earlier(lab: Lab) -> None:
    lab.service.start()
    lab.workers.run()
    lab.pass_time(1)
    lab.write()
    lab.pass_time(3)
    assert lab.kinds() == ["daily"]

    lab.pass_time(2)
    assert lab.kinds() == ["daily", "work"]
    assert lab.holds_all()

    lab.pass_time(60)
    assert lab.kinds() == ["daily", "work"]


def test_after_a_quiet_hour_the_first_entry_is_backed_up_within_a_minute(lab: Lab) -> None:
    lab.service.start()
    lab.workers.run()
    lab.pass_time(60)
    lab.write()
    lab.pass_time(1)

    assert lab.kinds() == ["daily", "work"]
    assert lab.holds_all()


def test_whoever_works_all_day_loses_no_more_than_six_minutes(lab: Lab) -> None:
    lab.service.start()
    lab.workers.run()
    for number in range(90):
        lab.write(f"person {number}")
        lab.pass_time(1)
        behind = lab.clock.now().wall - lab.newest().made.replace(tzinfo=UTC)
        assert behind.total_seconds() <= 6 * 60

    assert lab.kinds() == ["daily", *["work"] * 4]


def test_a_new_day_has_its_backup_though_nothing_was_written(lab: Lab) -> None:
    lab.service.start()
    lab.workers.run()
    lab.clock.advance(hours=16)
    lab.pass_time(2)

    assert lab.kinds() == ["daily", "daily"]


def test_a_start_backs_up_what_the_last_run_did_not(tmp_path: Path, clock: SteppedClock) -> None:
    before = Lab(tmp_path / "data", clock)
    before.service.start()
    before.workers.run()
    before.write()
    before.book.abandon()
    for boots in (False, True):
        if boots:
            clock.reboot(minutes=2)
        lab = Lab(tmp_path / "data", clock)
        lab.service.start()
        lab.workers.run()
        assert lab.kinds() == ["daily", "work"]
        assert lab.holds_all()
        lab.book.close()


def test_a_long_copy_is_made_less_often_so_that_it_takes_a_hundredth_of_the_time(
    tmp_path: Path, clock: SteppedClock
) -> None:
    lab = Lab(tmp_path / "data", clock, seconds=12)
    lab.service.start()
    lab.workers.run()
    lab.write()
    lab.pass_time(19)
    assert lab.kinds() == ["daily"]

    lab.pass_time(2)
    assert lab.kinds() == ["daily", "work"]
    lab.book.close()


def test_a_computer_that_slept_over_a_copy_makes_the_next_within_the_hour(tmp_path: Path, clock: SteppedClock) -> None:
    lab = Lab(tmp_path / "data", clock, seconds=8 * 3600)
    lab.service.start()
    lab.workers.run()
    lab.workers.seconds = 0
    lab.write()
    lab.pass_time(62)

    assert lab.kinds() == ["daily", "work"]
    assert lab.holds_all()
    lab.book.close()


def test_one_that_failed_is_tried_again_and_said_once(lab: Lab) -> None:
    lab.folder.backups.write_text("a file where the folder should be")
    lab.service.start()
    lab.workers.run()
    lab.pass_time(20)
    assert lab.noted == [Message.BACKUPS_IS_FILE]

    lab.folder.backups.unlink()
    lab.pass_time(6)
    assert lab.kinds() == ["work"]
    assert lab.holds_all()


def test_one_that_is_asked_for_while_another_is_written_comes_after_it_and_is_the_newest(lab: Lab) -> None:
    """The clock stands still: all of this is in one second."""
    lab.service.start()
    lab.workers.run()
    lab.write("before")
    lab.service.back_up(work=True)
    lab.write("after")
    lab.service.back_up()
    lab.service.back_up(work=True)
    assert len(lab.workers.waiting) == 1
    lab.workers.run()

    assert lab.newest().daily
    assert lab.holds_all()
    lab.write("another second")
    lab.clock.advance(seconds=1)
    lab.service.back_up()
    lab.workers.run()
    assert lab.holds_all()


def test_a_journal_that_is_written_over_is_said_kept_and_not_backed_up(lab: Lab, tmp_path: Path) -> None:
    lab.service.start()
    lab.workers.run()
    lab.pass_time(1)
    lab.write("since the backup")
    held = [entry.id for entry in lab.book.entries()]
    other = journal_of(tmp_path / "other.sqlite", 2).read_bytes()
    with lab.folder.journal.open("rb+") as opened:
        opened.write(other)
        opened.truncate()

    lab.service.look()
    lab.pass_time(30)

    assert lab.noted == [Message.JOURNAL_REPLACED, Message.JOURNAL_HELD]
    assert ids_of(lab.newest().file) == held
    assert len(lab.service.backups()) == 2
    assert lab.folder.journal.read_bytes() == other
    lab.service.back_up()
    assert not lab.workers.waiting


@pytest.mark.parametrize("error", [RuntimeError("a defect"), MemoryError(), SystemExit(1)], ids=repr)
def test_a_backup_that_fails_by_a_defect_is_said_and_the_next_one_is_made(
    tmp_path: Path, clock: SteppedClock, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, error: BaseException
) -> None:
    folder = DataFolder(tmp_path / "data")
    book = JournalSession(open_journal(folder, clock, "machine"), clock, folder.anchors, folder.snapshot)
    workers = Workers(QThreadPool(), partial(keep_report, folder.crash))
    service = BackupService(book, folder, workers, None)
    noted: list[str] = []
    ended: list[bool] = []
    service.noted.connect(lambda key, said: noted.extend((key, said.code)))
    service.begun.connect(lambda report: report.ended.connect(lambda: ended.append(True)))

    def failing(*_given: object, **_named: object) -> Backup:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr("benchapp.app.backups.make_backup", failing)
        service.back_up()
        # Asked for while the other is made: it is made after it, and fails as well, which is not said twice.
        service.back_up()
        qtbot.waitUntil(lambda: not workers.busy)
    assert noted == ["backup", Message.NO_MEMORY if isinstance(error, MemoryError) else Message.WORK_FAILED]
    assert ended == [True, True]
    assert service.backups() == ()

    service.back_up()
    qtbot.waitUntil(lambda: not workers.busy)
    assert len(service.backups()) == 1
    book.close()


def test_a_folder_that_is_synchronised_is_said(tmp_path: Path, clock: SteppedClock, qtbot: QtBot) -> None:
    folder = DataFolder(tmp_path / "Dropbox" / "data")
    book = JournalSession(open_journal(folder, clock, "machine"), clock, folder.anchors, folder.snapshot)
    workers = Workers(QThreadPool())
    service = BackupService(book, folder, workers, None)
    noted: list[str] = []
    service.noted.connect(lambda key, said: noted.extend((key, said.code)))

    service.start()
    qtbot.waitUntil(lambda: not workers.busy)

    assert noted == ["folder", Message.FOLDER_SYNCHRONISED]
    book.close()


def test_a_long_year_that_is_over_is_closed_and_the_next_start_takes_it_out_of_the_journal(
    tmp_path: Path, clock: SteppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(years, "FEWEST", 4)
    lab = Lab(tmp_path / "data", clock)
    entry = lab.book.record(SolutionAdded(solution("of last year")))
    for number in range(5):
        lab.write(str(number))
    lab.service.start()
    lab.workers.run()
    assert closed_by(lab.folder.journal) == ()
    clock.advance(days=150)
    # The program went on over the end of the year, and goes on.
    lab.write("this year")
    lab.pass_time(1)
    (base,) = closed_by(lab.folder.journal)
    before, state = ids_of(lab.folder.journal), lab.book.bench
    lab.write("later")
    assert lab.book.trouble() is None
    lab.book.close()

    again = Lab(tmp_path / "data", clock)
    again.service.start()
    again.workers.run()
    again.write("after")
    again.pass_time(10)

    assert again.book.trouble() is None
    assert again.noted == lab.noted == []
    assert ids_of(lab.folder.journal)[: len(before)] == before
    assert again.book.bench.solutions == state.solutions
    with closing(JournalFile(lab.folder.journal, read_only=True)) as file:
        assert len(list(file.own_rows())) == len(ids_of(lab.folder.journal)) - 6
    assert again.holds_all()
    with pytest.raises(BenchError) as refused:
        again.book.undo(entry.id)
    assert refused.value.code == Message.UNDO_CLOSED
    again.book.close()
    # The closed year is lost: the start takes it from the backups; lost there too, the rest is shown.
    (lab.folder.root / base.file).unlink()
    healed = Lab(tmp_path / "data", clock)
    assert healed.book.why_read_only is None
    healed.book.close()
    (lab.folder.root / base.file).unlink()
    (lab.folder.backups / base.file).unlink()
    viewer = Lab(tmp_path / "data", clock)
    viewer.service.start()
    viewer.workers.run()
    viewer.pass_time(10)
    assert viewer.noted == [Message.JOURNAL_YEARS_LACKING]
    assert list(viewer.book.bench.solutions) == ["of last year"]
    viewer.book.close()


def test_a_program_that_ends_does_not_wait_until_closed_years_are_deleted(
    tmp_path: Path, clock: SteppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(years, "FEWEST", 4)
    monkeypatch.setattr(joining, "AT_ONCE", 2)
    lab = Lab(tmp_path / "data", clock)
    for number in range(9):
        lab.write(str(number))
    clock.advance(days=150)
    lab.write("this year")
    lab.service.start()
    lab.workers.run()
    assert closed_by(lab.folder.journal)
    lab.book.close()
    before = ids_of(lab.folder.journal)

    def left() -> int:
        with closing(JournalFile(lab.folder.journal, read_only=True)) as file:
            return len(list(file.own_rows()))

    whole = left()
    ended = Lab(tmp_path / "data", clock)
    ended.service.start()
    ended.workers.ending = True
    ended.workers.run()
    ended.book.close()
    assert whole - 2 == left()
    assert ended.noted == []

    again = Lab(tmp_path / "data", clock)
    again.service.start()
    again.workers.run()
    again.book.close()
    assert left() < whole - 6
    assert ids_of(lab.folder.journal) == before
