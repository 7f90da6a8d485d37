"""Entries that come in late: the state is worked out again from a point that lies before them.

What follows from a set of entries does not depend on when each came in. An entry of another computer may belong before
some that are known here, so it is not applied on top of them: what follows that point is replayed with it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.journal.entries import Entry
from benchapp.domain.journal.state import LabState, replay, retracted


def replay_apart(entries: Iterable[Entry], apart: Collection[str]) -> LabState:
    """Return what follows from entries of which those of some chains stayed on this computer.

    Args:
        entries: All, in their order.
        apart: The chains that are shared with nobody.
    """
    base, shared = _parted(entries, apart)
    return replay(shared, base)


def _parted(entries: Iterable[Entry], apart: Collection[str]) -> tuple[LabState, list[Entry]]:
    """Return what is left of what stayed on this computer, and the entries that are shared."""
    kept = list(entries)
    base = set_apart(replay(entry for entry in kept if entry.chain in apart)) if apart else LabState()
    return base, [entry for entry in kept if entry.chain not in apart]


def set_apart(state: LabState) -> LabState:
    """Return what is left of a state once a lab is shared that knows nothing of it.

    Solutions, incubations and what was noted of them are kept by their ids, which nobody else has. Rules, recipes,
    people, questions and compounds would meet those of the others, and mean something else here than there.
    """
    solutions = {name: replace(one, apart=True, disputes=()) for name, one in state.solutions.items()}
    incubations = {
        name: replace(one, apart=True, twice=(), unplanned=(), done_in={}, rings_in=frozenset[str]())
        for name, one in state.incubations.items()
    }
    return LabState(solutions=solutions, incubations=incubations, notes=state.notes, faults=state.faults)


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


def replay_all(
    entries: Iterable[Entry], before: timedelta = BEFORE_LATEST, apart: Collection[str] = ()
) -> tuple[LabState, Checkpoint | None]:
    """Return what follows from all entries, and a checkpoint; None where the journal is not as old as that.

    Args:
        entries: All, in their order.
        before: How far before the latest entry the checkpoint lies.
        apart: The chains that are shared with nobody: they come before all others, wherever a checkpoint lies.
    """
    base, kept = _parted(entries, apart)
    if not kept:
        return base, None
    bound = kept[-1].lamport - before / timedelta(milliseconds=1)
    # What is taken back later leaves no trace in the checkpoint either.
    undone = retracted(kept)
    early = [entry for entry in kept if entry.lamport <= bound]
    if not early:
        return replay(kept, base), None
    checkpoint = Checkpoint(early[-1].place, replay(early, base, undone))
    late = [entry for entry in kept if entry.place > checkpoint.place]
    return replay(late, checkpoint.state), checkpoint


def state_with(
    arrived: Sequence[Entry], checkpoint: Checkpoint | None, since: Callable[[Place], Sequence[Entry]]
) -> LabState | None:
    """Return what follows from all entries when some have come in; None where all have to be replayed.

    Args:
        arrived: What has come in.
        checkpoint: From where it can be replayed.
        since: Returns all entries after a place, those that came in among them; of the shared chains alone.
    """
    if checkpoint is None or any(entry.place <= checkpoint.place for entry in arrived):
        return None
    late = since(checkpoint.place)
    if retracted(arrived) - {entry.id for entry in late}:
        return None
    return replay(late, checkpoint.state)
