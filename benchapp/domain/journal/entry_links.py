"""What an entry brings into being, and what it rests on: Undo takes nothing back that something later rests on."""

from collections.abc import Sequence

from benchapp.domain.journal.chain_faults import ChainFaultAnswered
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    AliquotThawed,
    AmountTaken,
    Body,
    Entry,
    HalfLifeChosen,
    IncubationPaused,
    IncubationResumed,
    IncubationStarted,
    IncubationStopped,
    LengthChanged,
    PlanChosen,
    PortionMoved,
    PortionSplit,
    RedoseGiven,
    RedoseSkipped,
    Retracted,
    SolutionAdded,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    StepAdded,
    StepDone,
    StepMoved,
    Taken,
)


def portion_id(entry: Entry, place: int = 0) -> str:
    """Return the id of the portion that an entry makes; one that takes of several solutions makes several."""
    return entry.id if place == 0 else f"{entry.id}:{place}"


def creates(entry: Entry) -> frozenset[str]:
    """Return the ids that an entry brings into being, its own included."""
    match entry.body:
        case SolutionMade(solution) as body:
            return frozenset({entry.id, solution.id, *_portions(entry, body.taken)})
        case SolutionAdded(solution):
            return frozenset({entry.id, solution.id})
        case IncubationStarted(incubation) as body:
            return frozenset({entry.id, incubation.id, *_portions(entry, body.taken)})
        case RedoseGiven() as body:
            return frozenset({entry.id, *_portions(entry, body.taken)})
        case AliquotThawed() | PortionMoved() | AmountTaken() | PortionSplit():
            return frozenset(_with_rest(entry.id))
        case _:
            return frozenset({entry.id})


def _portions(entry: Entry, taken: Sequence[Taken]) -> set[str]:
    return _with_rest(*(portion_id(entry, place) for place in range(len(taken))))


def _with_rest(*portions: str) -> set[str]:
    return {one for portion in portions for one in (portion, f"{portion}+")}


def _taken_of(taken: Sequence[Taken]) -> set[str]:
    return {one for each in taken for one in (each.solution, each.portion)}


def refers_to(body: Body) -> frozenset[str]:
    """Return the ids of what an entry rests on."""
    match body:
        case SolutionMade():
            return frozenset({*body.solution.parents, body.thawed, *_taken_of(body.taken)} - {""})
        case IncubationStarted():
            known = {body.incubation.solution, body.incubation.stock, *body.incubation.also}
            return frozenset({*known, *_taken_of(body.taken)} - {""})
        case RedoseGiven():
            return frozenset({body.incubation, body.solution, *_taken_of(body.taken)} - {""})
        case SolutionAdded():
            return frozenset(body.solution.parents)
        case SolutionFilled():
            return frozenset({body.solution})
        case AliquotThawed() | PortionMoved() | AmountTaken() | PortionSplit() | SolutionDiscarded():
            return frozenset({body.solution, body.portion} - {""})
        case AlarmAcknowledged() | IncubationStopped() | RedoseSkipped() | PlanChosen() | LengthChanged():
            return frozenset({body.incubation})
        case StepAdded() | StepMoved() | StepDone() | IncubationPaused() | IncubationResumed():
            return frozenset({body.incubation})
        case AlarmSnoozed() | HalfLifeChosen():
            return frozenset({body.incubation})
        case Retracted():
            return frozenset({body.entry})
        case ChainFaultAnswered():
            return frozenset({body.found})
        case _:
            return frozenset()
