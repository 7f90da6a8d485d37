"""Entries that come in late: the state is worked out again from a point that lies before them.

What follows from a set of entries does not depend on when each came in. An entry of another computer may belong before
some that are known here, so it is not applied on top of them: what follows that point is replayed with it.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from msgspec import Struct

from benchapp.domain.journal.entries import Entry
from benchapp.domain.journal.state import LabState, replay, retracted

# How far before the latest entry a checkpoint lies: most of what comes in was written since.
BEFORE_LATEST = timedelta(days=1)

# Place of an entry in the order of the journal.
Place = tuple[int, str, int]


class Checkpoint(Struct, frozen=True):
    """The state at one place of the journal.

    Attributes:
        place: Of the last entry that it follows from.
        state: What follows from all entries up to there that are not taken back.
    """

    place: Place
    state: LabState


def replay_all(entries: Iterable[Entry], before: timedelta = BEFORE_LATEST) -> tuple[LabState, Checkpoint | None]:
    """Return what follows from all entries, and a checkpoint; None where the journal is not as old as that.

    Args:
        entries: All, in their order.
        before: How far before the latest entry the checkpoint lies.
    """
    kept = list(entries)
    if not kept:
        return LabState(), None
    bound = kept[-1].lamport - before / timedelta(milliseconds=1)
    # What is taken back later leaves no trace in the checkpoint either.
    undone = retracted(kept)
    early = [entry for entry in kept if entry.lamport <= bound]
    if not early:
        return replay(kept), None
    checkpoint = Checkpoint(early[-1].place, replay(early, undone=undone))
    late = [entry for entry in kept if entry.place > checkpoint.place]
    return replay(late, checkpoint.state), checkpoint


def state_with(
    arrived: Sequence[Entry], checkpoint: Checkpoint | None, since: Callable[[Place], Sequence[Entry]]
) -> LabState | None:
    """Return what follows from all entries when some have come in; None where all have to be replayed.

    Args:
        arrived: What has come in.
        checkpoint: From where it can be replayed.
        since: Returns all entries after a place, those that came in among them.
    """
    if checkpoint is None or any(entry.place <= checkpoint.place for entry in arrived):
        return None
    late = since(checkpoint.place)
    if retracted(arrived) - {entry.id for entry in late}:
        return None
    return replay(late, checkpoint.state)
