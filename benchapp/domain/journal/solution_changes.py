"""What an entry about a solution does to it: thawing, moving, taking, splitting, filling in, throwing away."""

from collections.abc import Sequence

from msgspec.structs import replace

from benchapp.domain.journal.computers import Unseen
from benchapp.domain.journal.solution_entries import (
    AliquotThawed,
    AmountTaken,
    Handling,
    PortionMoved,
    PortionSplit,
    SolutionChange,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionFilled,
    Taken,
)
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.solutions.freshness import limits_for, of_parent
from benchapp.domain.solutions.handling import Handled, How
from benchapp.domain.solutions.portions import initial_portion
from benchapp.domain.solutions.solution_state import SolutionState, handled
from benchapp.domain.solutions.solutions import (
    COMPOUNDS_JOINED_BY,
    LOTS_JOINED_BY,
    PARENT_RULE,
    Limit,
    LimitKind,
    Solution,
    Storage,
)
from benchapp.domain.units.amounts import volume_amount
from benchapp.domain.units.moments import Moment, elapsed


def unseen(body: SolutionChange, entry: str) -> Unseen:
    """Return what an entry says of a solution that is not there: its beginning was undone elsewhere."""
    match body:
        case SolutionFilled():
            return Unseen(entry, body.solution, filled=body)
        case SolutionCorrected():
            return Unseen(entry, body.solution, corrected=body)
        case _:
            return Unseen(entry, body.solution, done=_told(body, entry))


def _told(body: Handling, new_id: str) -> Handled:
    match body:
        case SolutionDiscarded():
            return Handled(How.DISCARDED, body.portion, body.count, new_id=new_id, reason=body.reason)
        case AliquotThawed():
            return Handled(How.THAWED, body.portion, body.count, body.at, new_id=new_id)
        case PortionMoved():
            to = Storage(body.storage) if body.storage else None
            return Handled(How.MOVED, body.portion, body.count, body.at, new_id=new_id, storage=to, place=body.place)
        case AmountTaken():
            return Handled(How.TAKEN, body.portion, 1, body.at, body.volume.microlitres, new_id)
        case PortionSplit():
            return Handled(How.SPLIT, body.portion, body.count, body.at, body.each.microlitres, new_id)


def drawing(taken: Taken, at: Moment, new_id: str, made: str = "") -> Handled:
    """Return how something is taken of a solution: to make another, which is named, or to dose cells."""
    ul = None if taken.volume is None else taken.volume.microlitres
    return Handled(How.TAKEN, taken.portion, taken.count, at, ul, new_id, made=made)


def taken_besides(kept: SolutionState, more: Taken) -> SolutionState:
    """Return a solution of which more was taken than was recorded, or less, out of a tube that is still there."""
    if not more.portion:
        return kept
    ul = None if more.volume is None else more.volume.microlitres
    return handled(kept, Handled(How.BESIDES, more.portion, ul=ul))


def used_up(kept: SolutionState, count: int) -> SolutionState:
    """Return a solution of which aliquots were thawed and used up, as the first versions of the journal say it."""
    return handled(kept, Handled(How.USED_UP, "", count))


_FIELDS = ("made_by", "lot", "place", "lot_expiry", "solvent_lot", "solvent_expiry")


def filled_in(kept: SolutionState, body: SolutionFilled) -> SolutionState:
    """Return a solution after something missing was added, or something wrong corrected.

    A storage that is entered holds from the beginning, for what has not been handled since. This may move a use-by
    later: what was wrong was never so.
    """
    entered = {name: value for name in _FIELDS if (value := getattr(body, name))}
    storage = Storage(body.storage) if body.storage else kept.solution.storage
    limits = with_expiries(kept.solution.limits, body.expiries) if body.expiries else kept.solution.limits
    dark = body.light == "dark" if body.light else kept.solution.dark
    solution = replace(kept.solution, **entered, storage=storage, limits=limits, dark=dark)
    names = (*entered, "storage") if body.storage else tuple(entered)
    portions = kept.portions
    first = next((portion for portion in portions.all if portion.id == solution.id), None)
    if first is not None and ({"storage", "place"} & set(names)):
        again = replace(initial_portion(solution), count=first.count, volume_ul=first.volume_ul)
        portions = portions.with_some(first, first.count, again, first.id)
    return replace(kept, solution=solution, portions=portions, filled=tuple(dict.fromkeys((*kept.filled, *names))))


def with_expiries(limits: tuple[Limit, ...], dates: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Return limits with other dates on lots; what it was made of keeps its own dates."""
    own = (limit for limit in limits if limit.kind is not LimitKind.EXPIRY or limit.rule == PARENT_RULE)
    return (*own, *dates)


def in_other_solvent(limits: tuple[Limit, ...], own: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Return limits with others that follow from what a solution is; what it was made of and dates on lots stay."""
    return (*own, *(one for one in limits if one.rule == PARENT_RULE or one.kind is LimitKind.EXPIRY))


def with_stock_volume(kept: SolutionState, taken: Sequence[Taken]) -> SolutionState:
    """Return a solution with what was taken of the one it was made from, where all of that is known."""
    volumes = [one.volume for one in taken if one.solution in kept.solution.parents]
    known = [volume.microlitres for volume in volumes if volume is not None]
    if len(kept.solution.parents) != 1 or not known or len(known) < len(volumes):
        return kept
    return replace(kept, stock_volume=volume_amount(sum(known)))


def with_rule(kept: SolutionState, rules: LabRules, rule: str) -> SolutionState:
    """Return a stock that had waited for a lab rule, with the limit that it sets; none where that is none."""
    solution = kept.solution
    known = {one.rule for one in solution.limits}
    found = limits_for(solution.role, rules, solvent=solution.liquid)
    more = tuple(one for one in found if one.rule == rule and one.rule not in known)
    return replace(kept, solution=replace(solution, limits=(*solution.limits, *more))) if more else kept


def follows(kept: SolutionState, before: Solution, after: Solution) -> SolutionState:
    """Return a solution after the lot, a date, the age or the vehicle of one that it was made of was corrected.

    A lot that was stated for the solution itself stays, and so does the vehicle of what was made of several. Of the
    medium that it is in, only what it does not outlive follows.

    Args:
        kept: What was made of it.
        before: What it was made of, before the correction.
        after: And after it.
    """
    solution, lot = kept.solution, kept.solution.lot
    in_it = solution.diluent == before.id
    if "lot" not in kept.filled and before.lot != after.lot and not in_it:
        lot = _lot_after(solution, before, after)
    limits = solution.limits
    if before.limits != after.limits:
        dated = [limit for limit in limits if limit.kind is LimitKind.EXPIRY and limit.source == after.label]
        kept_limits = [limit for limit in limits if limit not in dated]
        dates = (of_parent(limit, after) for limit in after.limits if limit.kind is LimitKind.EXPIRY)
        limits = tuple(dict.fromkeys((*kept_limits, *dates)))
    limits = tuple(_aged(limit, solution, before, after) for limit in limits)
    alone = len(solution.parents) == 1 and solution.vehicle == before.vehicle and not in_it
    vehicle = after.vehicle if alone else solution.vehicle
    return replace(kept, solution=replace(solution, lot=lot, limits=limits, vehicle=vehicle))


# Spans that were computed at one moment differ by less than this, s.
_SAME_S = 1.0


def _aged(limit: Limit, solution: Solution, before: Solution, after: Solution) -> Limit:
    """Return a limit of a solution after it was corrected how old that is of which it has it."""
    if limit.kind is not LimitKind.AGE or limit.rule != PARENT_RULE or limit.source != after.label:
        return limit
    old, new = _ages(before), _ages(after)
    if [(one.rule, one.storage) for one in old] != [(one.rule, one.storage) for one in new]:
        # In another solvent it has other limits; what was made of it keeps those it had then.
        return limit
    for was, now in zip(old, new, strict=True):
        left_s, right_s = _left_s(was, before, solution), _left_s(now, after, solution)
        if limit.storage in {None, was.storage} and abs(limit.span_s - left_s) < _SAME_S:
            return limit if right_s == left_s else replace(limit, span_s=right_s)
    return limit


def _left_s(limit: Limit, of: Solution, solution: Solution) -> float:
    """Return what a limit left when something was made of a solution, s."""
    return max(0.0, (limit.span_from(of.made.wall) - elapsed(of.made, solution.made)).total_seconds())


def _ages(solution: Solution) -> list[Limit]:
    return [limit for limit in solution.limits if limit.kind in {LimitKind.AGE, LimitKind.PARENT}]


def _lot_after(solution: Solution, before: Solution, after: Solution) -> str:
    """Return the lot of a solution after that of one it was made of became another; of several, each with its name."""
    names = solution.compound_name.split(COMPOUNDS_JOINED_BY)
    if len(names) == 1:
        return after.lot if solution.lot == before.lot else solution.lot
    name = after.compound_name
    if name not in names:
        return solution.lot
    parts = f"{LOTS_JOINED_BY}{solution.lot}{LOTS_JOINED_BY}"
    if before.lot:
        was, now = (f"{LOTS_JOINED_BY}{name} {lot}{LOTS_JOINED_BY}" for lot in (before.lot, after.lot))
        return parts.replace(was, now, 1).removeprefix(LOTS_JOINED_BY).removesuffix(LOTS_JOINED_BY)
    if f"{LOTS_JOINED_BY}{name} " in parts:
        return solution.lot
    added = (f"{name} {after.lot}", solution.lot) if name == names[0] else (solution.lot, f"{name} {after.lot}")
    return LOTS_JOINED_BY.join(lot for lot in added if lot)
