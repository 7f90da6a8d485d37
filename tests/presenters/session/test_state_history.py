"""The state after each entry, and the way back from the last of them without reading the journal."""

from datetime import datetime

import pytest

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import Body, Entry, Retracted, SolutionAdded
from benchapp.domain.journal.state import LabState, replay
from benchapp.domain.messages import BenchError, Message
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

    history = StateHistory(replay(journal.entries()), lambda: replay(entries()))

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


def test_a_state_that_could_not_follow_an_entry_is_not_kept_as_one_that_does(
    journal: Journal, clock: SteppedClock
) -> None:
    now = clock.now().wall

    def unreadable() -> LabState:
        raise BenchError(Message.EMPTY)

    history = StateHistory(LabState(), unreadable)
    first = journal.append(SolutionAdded(solution("s1")), recorded=now, happened=now)
    history.follow(first)
    history.follow(journal.append(SolutionAdded(solution("s2")), recorded=now, happened=now))
    assert not history.behind

    with pytest.raises(BenchError):
        history.follow(journal.append(Retracted(first.id), recorded=now, happened=now))

    # A snapshot of it would hide the entry from every later start.
    assert history.behind
