"""What an entry about a solution does to it: thawing, moving, taking, splitting, filling in, throwing away."""

from collections.abc import Sequence

from msgspec.structs import replace

from benchapp.domain.journal.solution_entries import (
    AliquotThawed,
    AmountTaken,
    Handling,
    PortionMoved,
    PortionSplit,
    SolutionDiscarded,
    SolutionFilled,
    Taken,
)
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.solutions.freshness import limits_for, of_parent
from benchapp.domain.solutions.portions import Portion, Portions, initial_portion, moved
from benchapp.domain.solutions.solution_state import SolutionState
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
from benchapp.domain.units.moments import Moment


def apply_to_solution(kept: SolutionState, body: Handling, new_id: str) -> SolutionState:
    """Return a solution after something was done to some of its tubes.

    What is said of a portion that is not there changes nothing.

    Args:
        kept: Before it.
        body: What was done.
        new_id: Id of the portion that came of it.
    """
    if isinstance(body, SolutionDiscarded):
        return _discarded(kept, body)
    portion = kept.portions.find(body.portion)
    if portion is None:
        return kept
    match body:
        case AliquotThawed(count=count, at=at):
            return _changed(kept, portion, count, moved(portion, Storage.ROOM, at, thaw=not portion.frozen), new_id)
        case PortionMoved(count=count, storage=storage, place=place, at=at):
            to = Storage(storage) if storage else None
            return _changed(kept, portion, count, moved(portion, to, at, place=place), new_id)
        case AmountTaken(volume=volume, at=at):
            return _drawn(kept, portion, 1, volume.microlitres, at, new_id)
        case PortionSplit(count=count, each=each, at=at):
            liquid = moved(portion, Storage.ROOM, at) if portion.frozen else portion
            opened = _changed(kept, portion, 1, liquid, new_id) if portion.frozen else kept
            of = opened.portions.find(new_id if portion.frozen else portion.id) or portion
            return replace(opened, portions=opened.portions.split(of, count, each.microlitres, new_id))


def _changed(kept: SolutionState, portion: Portion, count: int, changed: Portion, new_id: str) -> SolutionState:
    count = min(count, portion.count)
    thawed = count if changed.thaws > portion.thaws else 0
    portions = kept.portions.with_some(portion, count, changed, new_id)
    return replace(kept, portions=portions, thawed=kept.thawed + thawed)


def _drawn(
    kept: SolutionState, portion: Portion, count: int, ul: float | None, at: Moment, new_id: str
) -> SolutionState:
    thawed = min(count, portion.count) if portion.frozen else 0
    portions = kept.portions.drawn(portion, count, ul, at, new_id)
    return replace(kept, portions=portions, thawed=kept.thawed + thawed)


def _discarded(kept: SolutionState, body: SolutionDiscarded) -> SolutionState:
    if not body.portion:
        # What is thrown away is handled no more.
        return replace(kept, portions=Portions(()), discarded=body.reason)
    portion = kept.portions.find(body.portion)
    if portion is None:
        return kept
    left = kept.portions.without(portion, body.count)
    return replace(kept, portions=left, discarded=None if left.all else body.reason)


def drawn(kept: SolutionState, taken: Taken, at: Moment, new_id: str) -> SolutionState:
    """Return a solution after something was taken of it to make another."""
    portion = kept.portions.find(taken.portion)
    if portion is None:
        return kept
    ul = None if taken.volume is None else taken.volume.microlitres
    return _drawn(kept, portion, taken.count, ul, at, new_id)


def used_up(kept: SolutionState, count: int) -> SolutionState:
    """Return a solution of which aliquots were thawed and used up, as the first versions of the journal say it."""
    thawed = kept.thawed + count
    left = kept
    while count > 0 and (portion := left.portions.find("")) is not None:
        gone = min(count, portion.count)
        left = replace(left, portions=left.portions.without(portion, gone))
        count -= gone
    return replace(left, thawed=thawed)


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
    return replace(kept, solution=solution, portions=portions, filled=(*kept.filled, *names))


def with_expiries(limits: tuple[Limit, ...], dates: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Return limits with other dates on lots; what it was made of keeps its own dates."""
    own = (limit for limit in limits if limit.kind is not LimitKind.EXPIRY or limit.rule == PARENT_RULE)
    return (*own, *dates)


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
    found = limits_for(solution.role, rules, solvent=solution.solvent)
    more = tuple(one for one in found if one.rule == rule and one.rule not in known)
    return replace(kept, solution=replace(solution, limits=(*solution.limits, *more))) if more else kept


def follows(kept: SolutionState, before: Solution, after: Solution) -> SolutionState:
    """Return a solution after the lot, or the date on a lot, of one that it was made of was corrected.

    A lot that was stated for the solution itself stays.

    Args:
        kept: What was made of it.
        before: What it was made of, before the correction.
        after: And after it.
    """
    solution, lot = kept.solution, kept.solution.lot
    if "lot" not in kept.filled and before.lot != after.lot:
        lot = _lot_after(solution, before, after)
    limits = solution.limits
    if before.limits != after.limits:
        dated = [limit for limit in limits if limit.kind is LimitKind.EXPIRY and limit.source == after.label]
        kept_limits = [limit for limit in limits if limit not in dated]
        dates = (of_parent(limit, after) for limit in after.limits if limit.kind is LimitKind.EXPIRY)
        limits = tuple(dict.fromkeys((*kept_limits, *dates)))
    return replace(kept, solution=replace(solution, lot=lot, limits=limits))


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
