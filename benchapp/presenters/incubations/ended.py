"""The incubations that are over, for the list under those that run."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from benchapp.domain.incubations.incubations import Running, lived_at
from benchapp.domain.mappings import loaded
from benchapp.domain.units.moments import BootSpan, Moment
from benchapp.presenters.session.journal_session import JournalSession


class Ended(Struct, frozen=True):
    """An incubation that is over.

    Attributes:
        running: The incubation.
        at: When its end was done, or its alarm acknowledged; None where it was stopped early.
        late: How much later than planned that was; None where it was stopped early.
    """

    running: Running
    at: datetime | None
    late: timedelta | None


def count_ended(book: JournalSession) -> int:
    """Return how many incubations are over."""
    return len(book.bench.incubations) - len(book.bench.running())


def latest_ended(book: JournalSession, most: int) -> tuple[Ended, ...]:
    """Return the incubations that are over, the one that began last first.

    Args:
        book: Where they are.
        most: How many at most.
    """
    over = [running for running in loaded(book.bench.incubations).values() if running.over]
    over.sort(key=lambda running: running.incubation.start.wall, reverse=True)
    now, anchors = book.now(), book.anchors
    return tuple(_ended(running, now, anchors) for running in over[:most])


def _ended(running: Running, now: Moment, anchors: Sequence[BootSpan]) -> Ended:
    end = running.end
    done = running.done_at(end)
    if running.stopped is not None:
        return Ended(running, None, None)
    planned = end.due_at or now.wall + timedelta(seconds=end.due_s) - lived_at(running, now, anchors)
    if done is None:
        late = timedelta(seconds=running.acknowledged[end.number])
        return Ended(running, planned + late, late)
    if end.due_at is not None:
        return Ended(running, done.wall, done.wall - end.due_at)
    late = lived_at(running, done, anchors) - timedelta(seconds=end.due_s)
    return Ended(running, done.wall, late)
