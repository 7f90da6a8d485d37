"""Freshness: a use-by that is the earliest of all limits, and says which one set it.

Where no limit is known the answer is "no limit set", never "fresh". Freezing stops the liquid clock and never
resets it; no other handling moves a use-by later, and a limit that has ever held goes on holding.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.lab import solvents
from benchapp.domain.lab.lab_rules import RULE_NAMES, RULE_SPANS, LabRules
from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import PARENT_RULE, Limit, LimitKind, Solution, SolutionPurpose, Storage
from benchapp.domain.units.moments import BootSpan, Moment, elapsed


class State(StrEnum):
    """The state of a solution now."""

    FRESH = "fresh"
    USE_SOON = "use soon"
    PAST = "past use-by"
    NO_LIMIT = "no limit set"
    USED_UP = "used up"
    DISCARDED = "discarded"


class Freshness(Struct, frozen=True):
    """The judgement of one solution at one moment.

    Attributes:
        state: In one word.
        left: Time to the use-by, negative when past; None without a limit.
        use_by: The instant on the wall clock as it is now; None without a limit.
        limit: The limit that set it; None without one.
        life: The whole span of that limit; None without one.
    """

    state: State
    left: timedelta | None = None
    use_by: datetime | None = None
    limit: Limit | None = None
    life: timedelta | None = None

    @property
    def usable(self) -> bool:
        """Whether it may be offered: there, and not past its use-by."""
        return self.state not in {State.PAST, State.USED_UP, State.DISCARDED}

    def keeps(self, ahead: timedelta) -> bool:
        """Return whether its use-by comes no sooner than in that time; what has no limit keeps."""
        return self.left is None or self.left >= ahead


def judge(
    kept: SolutionState, now: Moment, anchors: Sequence[BootSpan] = (), rules: LabRules | None = None
) -> Freshness:
    """Judge a solution by the portion of it that keeps longest.

    Args:
        kept: The solution with what has happened to it.
        now: The present moment.
        anchors: The boots seen.
        rules: For the length of "use soon"; the defaults where none are given.

    Returns:
        State, time left, and the limit that decides.
    """
    return of_portions(kept, (judge_portion(kept.solution, one, now, anchors, rules) for one in kept.portions.all))


def of_portions(kept: SolutionState, judged: Iterable[Freshness]) -> Freshness:
    """Return how fresh a solution is by the judgements of its portions: as the one that keeps longest."""
    if kept.discarded is not None:
        return Freshness(State.DISCARDED)
    if kept.gone:
        return Freshness(State.USED_UP)
    return max(judged, key=_how_long)


def _how_long(judged: Freshness) -> tuple[bool, timedelta]:
    return judged.usable, timedelta.max if judged.left is None else judged.left


def judge_portion(
    solution: Solution, portion: Portion, now: Moment, anchors: Sequence[BootSpan] = (), rules: LabRules | None = None
) -> Freshness:
    """Judge one portion of a solution by the limits that hold for it."""
    rules = rules or LabRules()
    decisive: tuple[timedelta, Limit] | None = None
    for limit in solution.limits:
        left = time_left(limit, solution, portion, now, anchors)
        if left is not None and (decisive is None or left < decisive[0]):
            decisive = (left, limit)
    if decisive is None:
        return Freshness(State.NO_LIMIT)
    left, limit = decisive
    life = limit.span_from(solution.made.wall)
    if limit.until is not None:
        life = max(timedelta(), limit.until - solution.made.wall)
    soon = min(life * rules.soon_part, timedelta(hours=rules.soon_at_most_h))
    state = State.PAST if left < timedelta() else State.USE_SOON if left <= soon else State.FRESH
    return Freshness(state, left, now.wall + left, limit, life)


def time_left(
    limit: Limit, solution: Solution, portion: Portion, now: Moment, anchors: Sequence[BootSpan]
) -> timedelta | None:
    """Return what a limit leaves a portion; None where it does not count for it now.

    The liquid time of what is frozen does not pass, so it decides nothing until it is used up.
    """
    if limit.storage is not None and limit.storage not in portion.seen:
        return None
    span = timedelta(seconds=limit.span_s)
    match limit.kind:
        case LimitKind.AGE | LimitKind.PARENT:
            return limit.span_from(solution.made.wall) - elapsed(solution.made, now, anchors)
        case LimitKind.LIQUID:
            left = span - portion.liquid_time(now, anchors)
            return None if portion.frozen and left >= timedelta() else left
        case LimitKind.WARM:
            # Once it has been warm it is said what is left for the next time, too.
            begun = bool(portion.warm) or portion.storage is Storage.WARM
            return span - portion.warm_time(now, anchors) if begun else None
        case LimitKind.THAW:
            thawed = portion.thawed
            return None if thawed is None else limit.span_from(thawed.wall) - elapsed(thawed, now, anchors)
        case LimitKind.THAWS:
            # It was good until it was first thawed: whatever is done to it afterwards does not change that.
            first = portion.thawed or solution.made
            over = portion.thaws > limit.span_s
            return -elapsed(first, now, anchors) - timedelta(seconds=1) if over else None
        case LimitKind.EXPIRY:
            # A date on a label is an appointment: it follows the wall clock.
            return None if limit.until is None else limit.until - now.wall


def inherited(solution: Solution, portion: Portion, now: Moment, anchors: Sequence[BootSpan] = ()) -> tuple[Limit, ...]:
    """Return the limits that what is made of a portion now has from it: it never outlives them.

    Time counts on from what the portion has behind it; liquid time goes on counting only while the child is liquid.
    """
    return tuple(_inherited(limit, solution, portion, now, anchors) for limit in solution.limits)


def _inherited(limit: Limit, solution: Solution, portion: Portion, now: Moment, anchors: Sequence[BootSpan]) -> Limit:
    own = of_parent(limit, solution)
    span = timedelta(seconds=limit.span_s)
    match limit.kind:
        case LimitKind.AGE | LimitKind.PARENT:
            left = limit.span_from(solution.made.wall) - elapsed(solution.made, now, anchors)
            where = None if limit.storage in portion.seen else limit.storage
            return replace(own, kind=LimitKind.AGE, span_s=_seconds(left), storage=where, months=0)
        case LimitKind.LIQUID:
            return replace(own, span_s=_seconds(span - portion.liquid_time(now, anchors)))
        case LimitKind.WARM:
            return replace(own, span_s=_seconds(span - portion.warm_time(now, anchors)))
        case LimitKind.THAW:
            began = time_left(limit, solution, portion, now, anchors)
            return own if began is None else replace(own, kind=LimitKind.AGE, span_s=_seconds(began), months=0)
        case LimitKind.THAWS | LimitKind.EXPIRY:
            return own


def of_parent(limit: Limit, parent: Solution) -> Limit:
    """Return a limit of a solution as that of what was made of it."""
    return replace(limit, rule=PARENT_RULE, source=parent.label)


def _seconds(left: timedelta) -> float:
    return max(0.0, left.total_seconds())


class StatedLife(Struct, frozen=True):
    """How long a solution like this keeps in one storage, as its compound's page states it.

    Attributes:
        storage: Where.
        span_s: How long after making, s.
        fact: Id of the fact.
        source: Key of its source.
        months: How many months of the calendar that is as it is stated; 0 where it is stated otherwise.
    """

    storage: Storage
    span_s: float
    fact: str
    source: str
    months: int = 0


def limits_for(
    role: SolutionPurpose,
    rules: LabRules,
    *,
    solvent: str = solvents.DMSO,
    stated: Sequence[StatedLife] = (),
    parents: Sequence[Limit] = (),
) -> tuple[Limit, ...]:
    """Return the limits that hold for a solution made now.

    What the compound's page states for a storage takes the place of the lab's rule for it.

    Args:
        role: What it is for.
        rules: The lab's rules at this moment.
        solvent: What it is dissolved in.
        stated: What the page states of such a solution (`benchapp.domain.compounds.stability.stated_lives`).
        parents: What it has from what it was made of (`inherited`): a dilution never outlives its parent.

    Returns:
        Every limit; the earliest decides.
    """
    stated_for = {life.storage for life in stated}
    limits = [
        Limit(LimitKind.AGE, life.span_s, life.fact, life.source, life.storage, months=life.months) for life in stated
    ]
    kind = solvents.family(solvent)
    if role is not SolutionPurpose.STOCK and (kind.watery or kind is solvents.Family.OTHER):
        # A diluent that is not known by name is a medium.
        limits += _of_working(rules, stated_for)
    else:
        if kind is solvents.Family.DMSO:
            limits += _of_dmso_stock(rules, stated_for)
        elif not stated_for and rules.stock_other_d > 0:
            limits.append(_rule(rules, LimitKind.AGE, "stock_other_d"))
        if rules.stock_thawed_h > 0:
            limits.append(_rule(rules, LimitKind.THAW, "stock_thawed_h"))
        if rules.most_thaws > 0:
            limits.append(Limit(LimitKind.THAWS, rules.most_thaws, "most_thaws", "lab rule"))
    return (*limits, *parents)


# Which rule says how long a stock in DMSO keeps in the cold.
COLD_RULES = {
    Storage.FRIDGE: "stock_fridge_d",
    Storage.FREEZER_20: "stock_frozen_20_d",
    Storage.FREEZER_80: "stock_frozen_80_d",
}


def rule_to_ask(solution: Solution, rules: LabRules) -> str:
    """Return the rule that the lab has to be asked for a stock, as nothing else limits it; "" where there is none."""
    if solution.role is not SolutionPurpose.STOCK:
        return ""
    return rule_for_stock(solution.limits, solution.vehicle or solution.liquid, solution.storage, rules)


def rule_for_stock(limits: Sequence[Limit], vehicle: str, storage: Storage | None, rules: LabRules) -> str:
    """Return the rule that the lab has to be asked for a stock with such limits; "" where there is none."""
    own = [one for one in limits if one.kind is LimitKind.AGE and one.rule != PARENT_RULE]
    if any(one.rule not in RULE_NAMES for one in own):
        return ""
    if solvents.family(vehicle) is solvents.Family.DMSO:
        rule = "" if storage is None else COLD_RULES.get(storage, "")
    else:
        rule = "stock_other_d"
    return "" if rule in rules.asked else rule


def _rule(rules: LabRules, kind: LimitKind, rule: str, storage: Storage | None = None) -> Limit:
    """Return the limit that a rule sets; in months where the lab said months and the time is not added up."""
    span_s = (getattr(rules, rule) * RULE_SPANS[rule]).total_seconds()
    months = rules.months(rule) if kind in {LimitKind.AGE, LimitKind.THAW} else 0
    return Limit(kind, span_s, rule, "lab rule", storage, months=months)


def _of_working(rules: LabRules, stated_for: Collection[Storage]) -> list[Limit]:
    """Return the lab's limits of every watery working solution: one for all, whatever it was made of."""
    limits = []
    if not stated_for:
        limits.append(_rule(rules, LimitKind.AGE, "working_room_h"))
    else:
        # Where the page states nothing the lab's rule goes on holding.
        limits += [
            _rule(rules, LimitKind.AGE, "working_room_h", storage)
            for storage in Storage
            if storage not in stated_for and storage is not Storage.WARM
        ]
    if Storage.WARM not in stated_for:
        limits.append(_rule(rules, LimitKind.WARM, "working_warm_h"))
    return limits


def _of_dmso_stock(rules: LabRules, stated_for: Collection[Storage]) -> list[Limit]:
    """Return the lab's limits of a stock in DMSO, which is solid in the refrigerator too."""
    limits = []
    if Storage.ROOM not in stated_for:
        limits.append(_rule(rules, LimitKind.LIQUID, "stock_liquid_h"))
    for storage, rule in COLD_RULES.items():
        if getattr(rules, rule) > 0 and storage not in stated_for:
            limits.append(_rule(rules, LimitKind.AGE, rule, storage))
    return limits


def expiry(until: datetime, component: str, lot: str) -> Limit:
    """Return the limit that a date on a component's label sets.

    Args:
        until: The end of that day, aware.
        component: Whose: the compound, or the solvent.
        lot: Its lot; "" where not given.
    """
    return Limit(LimitKind.EXPIRY, 0.0, "lot_expiry", f"{component} lot {lot}" if lot else component, until=until)
