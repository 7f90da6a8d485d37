"""What follows from an entry follows in one order, whoever was connected first, and each of it once."""

from itertools import permutations

import pytest

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import IncubationStarted, SolutionAdded
from benchapp.presenters.incubations.heartbeat import Heartbeat
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from tests.making import incubation, solution

MADE = ("solutions", "timers", "heartbeat", "readers")


class Followers:
    """What follows the journal, made in an order, and what a reader of each signal finds."""

    def __init__(self, book: JournalSession, order: tuple[str, ...]) -> None:
        self._book = book
        self.schedule = Schedule(book)
        self.seen: list[tuple[str, int, int]] = []
        for name in order:
            getattr(self, f"make_{name}")()
        self.heartbeat.beat.connect(self.solutions.follow)
        self.heartbeat.beat.connect(self.timers.refresh)
        self.timers.rowsInserted.connect(lambda: self._see("timers"))
        self.solutions.changed.connect(lambda: self._see("solutions"))

    def make_solutions(self) -> None:
        self.solutions = SolutionTable(self._book)

    def make_timers(self) -> None:
        self.timers = TimerList(self._book, self.schedule)

    def make_heartbeat(self) -> None:
        # Its table of solutions only tells it how long nothing changes.
        self.heartbeat = Heartbeat(self._book, self.schedule, SolutionTable(self._book))

    def make_readers(self) -> None:
        self._book.recorded.connect(lambda _entry: self._see("recorded"))
        self._book.changed.connect(lambda: self._see("changed"))

    def _see(self, signal: str) -> None:
        """Keep how many solutions and timers there are for whoever hears a signal."""
        self.seen.append((signal, len(self.solutions.rows), len(self.timers.statuses)))


@pytest.mark.parametrize("order", list(permutations(MADE)))
def test_whoever_hears_of_a_change_finds_the_solutions_and_the_timers_as_they_are_after_it(
    book: JournalSession, clock: SteppedClock, order: tuple[str, ...]
) -> None:
    followers = Followers(book, order)
    made = solution("w", made=clock.now())

    book.record_all([SolutionAdded(made), IncubationStarted(incubation("i1", 168, 48, clock.now()))])

    assert followers.seen == [
        ("solutions", 1, 0), ("timers", 1, 1), ("recorded", 1, 1), ("recorded", 1, 1), ("changed", 1, 1),
    ]  # fmt: skip
    assert followers.solutions.round == 1
