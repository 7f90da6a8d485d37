"""How long a buffer or medium may be used: the earliest of its own life and of what its parts have left."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from benchapp.domain.solutions.freshness import expiry
from benchapp.domain.solutions.solutions import Limit, LimitKind
from benchapp.domain.units.durations import ParsedDuration

# Rule of the life that its recipe states.
RECIPE_RULE = "recipe_life"


class PartDate(Struct, frozen=True):
    """A date on the label of a part.

    Attributes:
        name: Of the part.
        lot: Its lot; "" where not given.
        until: The end of that day, aware.
    """

    name: str
    lot: str
    until: datetime


def buffer_limits(
    life: ParsedDuration | None, recipe: str, dates: Iterable[PartDate], inherited: Sequence[Limit] = ()
) -> tuple[Limit, ...]:
    """Return every limit of a buffer or medium made now; the earliest decides.

    Args:
        life: How long it keeps by its recipe; None where that says nothing.
        recipe: Name of the recipe.
        dates: The dates on its parts.
        inherited: What it has from parts that were made here.
    """
    own: tuple[Limit, ...] = ()
    if life is not None:
        own = (Limit(LimitKind.AGE, life.span.total_seconds(), RECIPE_RULE, recipe, months=life.months),)
    return (*own, *(expiry(one.until, one.name, one.lot) for one in dates), *inherited)


def left_of(limit: Limit, now: datetime) -> timedelta | None:
    """Return what a limit leaves of something made now and never thawed; None where it does not count yet."""
    if limit.kind is LimitKind.EXPIRY:
        return None if limit.until is None else limit.until - now
    if limit.kind in {LimitKind.AGE, LimitKind.PARENT, LimitKind.LIQUID}:
        return limit.span_from(now)
    return None


def earliest(limits: Iterable[Limit], now: datetime) -> tuple[timedelta, Limit] | None:
    """Return the limit that ends first, with what it leaves; None where none counts."""
    found = [(left, limit) for limit in limits if (left := left_of(limit, now)) is not None]
    return min(found, key=lambda one: one[0], default=None)
