"""The state after each entry, and the way back from the last of them without reading the journal."""

from datetime import datetime

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import Body, Entry, Retracted, SolutionAdded
from benchapp.domain.journal.state import replay
from benchapp.presenters.session.state_history import StateHistory
from benchapp.store.journal.journal import Journal
from tests.making import solution


def test_the_last_entry_is_taken_back_from_memory_and_an_older_one_by_the_journal(
    journal: Journal, clock: SteppedClock
) -> None:
    now: datetime = clock.now().wall
    read: list[int] = []

    def entries() -> list[Entry]:
        read.append(len(journal))
        return journal.entries()

    history = StateHistory(replay(journal.entries()), entries)

    def write(body: Body) -> Entry:
        entry = journal.append(body, recorded=now, happened=now)
        history.follow(entry)
        return entry

    first = write(SolutionAdded(solution("s1")))
    write(SolutionAdded(solution("s2")))
    before = history.state
    third = write(SolutionAdded(solution("s3")))

    write(Retracted(third.id))
    assert history.state is before
    assert read == []

    write(Retracted(first.id))
    assert set(history.state.solutions) == {"s2"}
    assert len(read) == 1
