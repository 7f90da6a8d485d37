"""Which entry can be undone, and which Undo takes back next."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    Body,
    Entry,
    IncubationStarted,
    RedoseGiven,
    Retracted,
    SolutionAdded,
    SolutionCorrected,
    SolutionMade,
)
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.solution_state import SolutionState

# What the program writes by itself, or a person in answer to it: Undo takes none of it back. What was done to a
# compound of the library has a way back of its own there.
_NEVER_UNDONE = frozenset(
    {
        "ChainStarted",
        "Retracted",
        "ClockChanged",
        "ChainFaultFound",
        "ChainFaultAnswered",
        "CompoundShared",
        "CompoundWithdrawn",
        "ChainsApart",
        "SolutionBrought",
        "IncubationBrought",
    }
)


# What nothing that is made or dosed later is computed from.
_WITHOUT_EFFECT = frozenset({"name", "vendor", "made_by", "place", "container", "dark"})
# Which amounts say of each other how much there was.
_AMOUNTS = frozenset({"mass", "stock_volume", "solvent_volume", "aliquot_volume", "concentration"})
_NO_SOLUTIONS: Mapping[str, SolutionState] = {}


def check_undo(
    entry_id: str,
    entries: Iterable[Entry],
    own: Collection[str] = (),
    solutions: Mapping[str, SolutionState] = _NO_SOLUTIONS,
) -> Entry:
    """Return the entry that would be undone.

    Args:
        entry_id: Which.
        entries: All, or that one and every later one.
        own: The chains of this computer; none where all are.
        solutions: All that are known, for what was made from what.

    Raises:
        BenchError: It is not there, is undone already, cannot be undone, or a later live entry rests on it.
    """
    return check_undo_all({entry_id}, entries, own, solutions)[0]


def check_undo_all(
    together: Collection[str],
    entries: Iterable[Entry],
    own: Collection[str] = (),
    solutions: Mapping[str, SolutionState] = _NO_SOLUTIONS,
    apart: Collection[str] = (),
) -> list[Entry]:
    """Return the entries that would be undone together, the last first; those undone already are left out.

    Args:
        together: Their ids.
        entries: All, or these and every later one.
        own: The chains of this computer; none where all are.
        solutions: All that are known, for what was made from what.
        apart: Chains that stay on this computer: what it wrote before it joined a lab is not taken back in that.

    Raises:
        BenchError: None is there or can be undone, or a later live entry rests on one.
    """
    kept = list(entries)
    undone = {entry.body.entry for entry in kept if isinstance(entry.body, Retracted)}
    live = [entry for entry in kept if entry.id not in undone]
    wanted = [entry for entry in live if entry.id in together and entry.kind not in _NEVER_UNDONE]
    if not wanted:
        raise BenchError(Message.NOTHING_TO_UNDO)
    if any(entry.chain in apart for entry in wanted):
        raise BenchError(Message.UNDO_BEFORE_LAB)
    if own and any(entry.chain not in own for entry in wanted):
        raise BenchError(Message.UNDO_ELSEWHERE)
    made = frozenset[str]().union(*(entry.body.creates(entry.id) for entry in wanted))
    earlier: list[Body] = []
    going = {entry.id for entry in wanted}
    for entry in live:
        if entry.id in going:
            earlier.append(entry.body)
        elif earlier and (_refers(entry.body, made) or any(_knows(entry.body, one, solutions) for one in earlier)):
            raise BenchError(Message.NEEDED_BY_LATER, kind=entry.kind, entry=entry.id)
    return wanted[::-1]


def back_to(wanted: Collection[str], latest_first: Iterable[Entry]) -> list[Entry]:
    """Return the entries from the first of those that are wanted on, in their order.

    Args:
        wanted: Ids.
        latest_first: The entries, the latest first: no more of them is looked at than is needed.
    """
    missing, later = set(wanted), list[Entry]()
    for entry in latest_first:
        if not missing:
            break
        later.append(entry)
        missing.discard(entry.id)
    return later[::-1]


def _refers(later: Body, made: frozenset[str]) -> bool:
    """Return whether something later rests on what is made; that an alarm was heard or put off goes with its plate."""
    if isinstance(later, AlarmSnoozed) or (isinstance(later, AlarmAcknowledged) and not later.ends):
        return False
    return bool(later.refers() & made)


def _knows(later: Body, wanted: Body, solutions: Mapping[str, SolutionState]) -> bool:
    """Return whether something later was computed from what a correction says.

    So is a further correction of the same fields: it says how many times that is. And so is what was made of the
    solution, or dosed with it: it was planned by what was known then.
    """
    if not isinstance(wanted, SolutionCorrected):
        return False
    changed = frozenset(wanted.after.changed())
    if isinstance(later, SolutionCorrected):
        further = frozenset(later.after.changed())
        together = _AMOUNTS if changed & _AMOUNTS else changed
        return later.solution == wanted.solution and bool((changed | together) & further)
    if not isinstance(later, SolutionMade | SolutionAdded | IncubationStarted | RedoseGiven):
        return False
    return bool(changed - _WITHOUT_EFFECT) and bool(later.refers() & _made_from(wanted.solution, solutions))


def _made_from(solution: str, solutions: Mapping[str, SolutionState]) -> set[str]:
    """Return the ids of a solution and of all that was made from it."""
    found, more = {solution}, {solution}
    while more:
        more = {name for name, kept in solutions.items() if more & set(kept.solution.made_from)} - found
        found |= more
    return found


def last_undoable(latest_first: Iterable[Entry], own: Collection[str] = ()) -> Entry | None:
    """Return the latest entry of a person's that is still live; None where there is none.

    Args:
        latest_first: The entries, the latest first: no more of them is looked at than is needed.
        own: The chains of this computer, whose entries alone it takes back; none where all are.
    """
    undone: set[str] = set()
    mute = _NEVER_UNDONE | {"AlarmAcknowledged"}
    for entry in latest_first:
        if isinstance(entry.body, Retracted):
            undone.add(entry.body.entry)
        elif entry.id not in undone and entry.kind not in mute and (not own or entry.chain in own):
            return entry
    return None


def resting_on(body: Body, names: Mapping[str, str]) -> Body:
    """Return a body that rests on entries written anew, and on the tubes that came of them, by the ids they have now.

    Args:
        body: As it was written.
        names: The new id of each entry, by its old one.
    """
    found: Body = _with_names(body, names)
    return found


def _with_names(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        # "id", and for what came of one entry: "id+", "id:1", "id:1+".
        entry = value.partition("+")[0].partition(":")[0]
        return names[entry] + value[len(entry) :] if entry in names else value
    if isinstance(value, Struct):
        found = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = {name: again for name, held in found.items() if (again := _with_names(held, names)) != held}
        return replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        return tuple(_with_names(held, names) for held in value)
    return value
