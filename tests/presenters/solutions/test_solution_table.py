"""The table of solutions follows the journal, and what failed once is tried again."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from tests.making import solution


class FailsOnce(dict[str, SolutionState]):
    """Solutions that cannot be gone through at first, as when a file of the program is missing for a moment."""

    failed = False

    def values(self) -> Iterator[SolutionState]:  # type: ignore[override]
        if not self.failed:
            self.failed = True
            raise OSError
        return iter(super().values())


def test_what_could_not_be_followed_at_first_is_followed_with_the_next_beat(
    book: JournalSession, clock: SteppedClock
) -> None:
    table = SolutionTable(book)
    table.refresh(clock.now())
    book.record(SolutionAdded(solution("s1", made=clock.now())))
    state = book.bench
    before = replace(state, solutions={})
    book._history.state = before
    table.refresh(clock.now())
    assert table.find("s1") is None

    book._history.state = replace(state, solutions=FailsOnce(state.solutions))
    with pytest.raises(OSError):
        table.refresh(clock.now())
    table.follow(clock.now())

    assert [row.kept.solution.id for row in table.rows] == ["s1"]
