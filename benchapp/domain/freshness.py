"""Freshness: a use-by that is the earliest of all limits, and says which one set it.

Where no limit is known the answer is "no limit set", never "fresh". Freezing stops the liquid clock and never
resets it; nothing that is done to a solution moves its use-by later.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from benchapp.domain.moments import BootSpan, Moment, elapsed
from benchapp.domain.rules import LabRules
from benchapp.domain.solutions import InHand, Limit, LimitKind, Role, Solution, Storage


class State(StrEnum):
    """How a solution stands now."""

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
        use_by: The instant on the wall clock as it stands now; None without a limit.
        limit: The limit that set it; None without one.
        life: The whole span of that limit; None without one.
    """

    state: State
    left: timedelta | None = None
    use_by: datetime | None = None
    limit: Limit | None = None
    life: timedelta | None = None


def judge(kept: InHand, now: Moment, anchors: Sequence[BootSpan] = (), rules: LabRules | None = None) -> Freshness:
    """Judge a solution.

    Args:
        kept: The solution with what has happened to it.
        now: The present moment.
        anchors: The boots seen.
        rules: For the length of "use soon"; the defaults where none are given.

    Returns:
        State, time left, and the limit that decides.
    """
    if kept.discarded is not None:
        return Freshness(State.DISCARDED)
    if kept.left <= 0:
        return Freshness(State.USED_UP)
    return judge_limits(kept.solution, now, anchors, rules or LabRules())


def judge_limits(solution: Solution, now: Moment, anchors: Sequence[BootSpan], rules: LabRules) -> Freshness:
    """Judge by the limits alone."""
    decisive: tuple[timedelta, Limit] | None = None
    for limit in solution.limits:
        if limit.storage is not None and limit.storage is not solution.storage:
            continue
        if limit.kind is LimitKind.LIQUID and solution.frozen:
            continue
        left = timedelta(seconds=limit.span_s) - elapsed(solution.made, now, anchors)
        if decisive is None or left < decisive[0]:
            decisive = (left, limit)
    if decisive is None:
        return Freshness(State.NO_LIMIT)
    left, limit = decisive
    life = timedelta(seconds=limit.span_s)
    soon = min(life * rules.soon_part, timedelta(hours=rules.soon_at_most_h))
    state = State.PAST if left < timedelta() else State.USE_SOON if left <= soon else State.FRESH
    return Freshness(state, left, now.wall + left, limit, life)


def limits_for(
    role: Role,
    storage: Storage | None,
    rules: LabRules,
    *,
    fresh_fact: str,
    parent: tuple[str, Freshness] | None = None,
) -> tuple[Limit, ...]:
    """Give the limits that hold for a solution made now.

    Args:
        role: What it is for.
        storage: How it is kept; None where not told.
        rules: The lab's rules at this moment.
        fresh_fact: Id of the claim that asks for fresh solutions; "" where the monograph has none.
        parent: Label and freshness of what it was made from: a dilution never outlives its parent.

    Returns:
        Every limit; the earliest decides.
    """
    hour = 3600.0
    limits: list[Limit] = []
    if role is not Role.STOCK and fresh_fact:
        warm = storage is Storage.WARM
        rule = "working_warm_h" if warm else "working_room_h"
        span = rules.working_warm_h if warm else rules.working_room_h
        limits.append(Limit(LimitKind.AGE, span * hour, rule, "lab rule"))
    if role is Role.STOCK:
        limits.append(Limit(LimitKind.LIQUID, rules.stock_liquid_h * hour, "stock_liquid_h", "lab rule"))
        frozen = (
            (Storage.FREEZER_20, "stock_frozen_20_d", rules.stock_frozen_20_d),
            (Storage.FREEZER_80, "stock_frozen_80_d", rules.stock_frozen_80_d),
        )
        limits.extend(
            Limit(LimitKind.AGE, days * 24 * hour, rule, "lab rule", where) for where, rule, days in frozen if days > 0
        )
    if parent is not None and parent[1].left is not None:
        left_s = max(0.0, parent[1].left.total_seconds())
        limits.append(Limit(LimitKind.PARENT, left_s, "parent", parent[0]))
    return tuple(limits)
