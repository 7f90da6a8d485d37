"""Which incubations and solutions are of this computer."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import SolutionAdded, SolutionDiscarded
from benchapp.domain.mappings import LazyMapping
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.presenters.session.journal_session import JournalSession, SessionReading
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.snapshot import load_bench
from tests.making import BEGIN, solution


def session(folder: Path, installation: str) -> JournalSession:
    journal = Journal(folder / "journal.sqlite", Writer(installation, BEGIN))
    return JournalSession(journal, SteppedClock(), folder / "anchors.json", folder / "snapshot")


def test_what_was_begun_here_or_came_with_the_folder_is_of_this_computer(tmp_path: Path, qapp: QApplication) -> None:
    first = session(tmp_path, "first")
    (begun,) = first.own_chains
    first.close()
    reading: SessionReading = session(tmp_path, "the same folder, moved")

    assert begun not in reading.own_chains
    assert reading.inherited_chains == (begun,)
    assert [reading.is_here(home) for home in (begun, reading.own_chains[0], "", "another's")] == [
        True, True, True, False,
    ]  # fmt: skip
    reading.close()  # type: ignore[attr-defined]


class Later:
    """Takes work, to be done or failed when a test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], None], Callable[[None], object], Callable[[BenchError], object]]] = []

    def __call__(
        self, work: Callable[[], None], done: Callable[[None], object], failed: Callable[[BenchError], object]
    ) -> None:
        self.waiting.append((work, done, failed))


def test_the_snapshot_is_saved_in_the_background_one_at_a_time(tmp_path: Path, qapp: QApplication) -> None:
    clock, later = SteppedClock(BEGIN), Later()
    journal = Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))
    one = JournalSession(journal, clock, tmp_path / "anchors.json", tmp_path / "snapshot")
    one.aside = later

    def minute() -> None:
        clock.advance(minutes=2)
        one.beat(clock.now())

    one.record(SolutionAdded(solution("s1")))
    minute()
    one.record(SolutionAdded(solution("s2")))
    minute()
    ((work, done, failed),) = later.waiting
    work()
    assert list(load_bench(journal, tmp_path / "snapshot").bench.solutions) == ["s1", "s2"]
    assert not load_bench(journal, tmp_path / "snapshot").current
    done(None)
    minute()
    later.waiting[1][0]()
    loaded = load_bench(journal, tmp_path / "snapshot")
    assert (loaded.bench, loaded.current) == (one.bench, True)
    failed(BenchError(Message.NO_MEMORY, what=Work.SNAPSHOT))
    minute()

    assert len(later.waiting) == 3
    one.close()


def test_a_snapshot_that_cannot_be_saved_is_tried_again(tmp_path: Path, qapp: QApplication) -> None:
    clock = SteppedClock(BEGIN)
    (tmp_path / "snapshot").mkdir()
    journal = Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))
    one = JournalSession(journal, clock, tmp_path / "anchors.json", tmp_path / "snapshot")
    one.record(SolutionAdded(solution("s1")))
    clock.advance(minutes=2)
    one.beat(clock.now())
    (tmp_path / "snapshot").rmdir()
    one.close()

    with closing(Journal(tmp_path / "journal.sqlite", read_only=True)) as again:
        assert load_bench(again, tmp_path / "snapshot").current


def test_what_is_gone_is_fetched_by_whoever_saves_the_snapshot_and_not_at_the_bench(
    tmp_path: Path, qapp: QApplication
) -> None:
    first = session(tmp_path, "here")
    first.record_all([SolutionAdded(solution("gone")), SolutionDiscarded("gone", "used up")])
    first.close()
    clock, later = SteppedClock(BEGIN), Later()
    journal = Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))
    one = JournalSession(journal, clock, tmp_path / "anchors.json", tmp_path / "snapshot")
    one.aside = later

    one.record(SolutionAdded(solution("s1")))
    clock.advance(minutes=2)
    one.beat(clock.now())

    kept = one.bench.solutions
    assert isinstance(kept, LazyMapping)
    assert (kept.fetched, len(later.waiting)) == (False, 1)
    save, done, _ = later.waiting.pop()
    save()
    done(None)
    assert kept.fetched
    one.close()
    with closing(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))) as again:
        assert list(load_bench(again, tmp_path / "snapshot").bench.solutions) == ["gone", "s1"]
