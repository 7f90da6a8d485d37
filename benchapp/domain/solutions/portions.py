"""Portions: the tubes of one solution that have been kept alike, and what handling does to them.

A solution begins as one portion of all its aliquots. Whoever thaws, moves, splits or takes from some of them makes a
portion of its own, with an id of its own, so that every tube keeps its time in liquid and its thaws. Nothing done to
a portion takes a thaw back or gives it time.
"""

from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.solutions.solutions import FREEZERS, Solution, Storage, freezes_in
from benchapp.domain.units.moments import BootSpan, Moment, elapsed

# Less than this is what stays at the wall of a tube: the tube is empty.
EMPTY_UL = 0.05


class Portion(Struct, frozen=True, gc=False):
    """Tubes of one solution that have been kept alike.

    Attributes:
        id: Id of the entry that made it so; the solution's id for what was never handled.
        count: How many tubes.
        volume_ul: In each, µL; None where not given.
        storage: How they are kept; None where not given.
        place: Box and position.
        since: When they came to where they are.
        liquid: Spans before that in which they were not frozen.
        thaws: How often each was thawed.
        thawed: When the first time; None where never.
        warm: Spans before that at 37 °C.
        seen: Everywhere they have been kept.
        opened: Whether something was taken from them, or they were thawed.
        solid_in: Where their solvent is solid.
    """

    id: str
    count: int
    volume_ul: float | None
    storage: Storage | None
    place: str
    since: Moment
    liquid: tuple[tuple[Moment, Moment], ...] = ()
    thaws: int = 0
    thawed: Moment | None = None
    warm: tuple[tuple[Moment, Moment], ...] = ()
    seen: frozenset[Storage] = frozenset()
    opened: bool = False
    solid_in: frozenset[Storage] = FREEZERS

    @property
    def frozen(self) -> bool:
        """Whether they are known to be frozen."""
        return self.storage in self.solid_in

    def liquid_time(self, now: Moment, anchors: Sequence[BootSpan] = ()) -> timedelta:
        """Return how long they have been liquid in all; where nobody stated how they are kept, all the time counts."""
        before = sum((elapsed(start, end, anchors) for start, end in self.liquid), timedelta())
        return before if self.frozen else before + elapsed(self.since, now, anchors)

    def warm_time(self, now: Moment, anchors: Sequence[BootSpan] = ()) -> timedelta:
        """Return how long they have been at 37 °C in all."""
        before = sum((elapsed(start, end, anchors) for start, end in self.warm), timedelta())
        return before + elapsed(self.since, now, anchors) if self.storage is Storage.WARM else before


def initial_portion(solution: Solution) -> Portion:
    """Return a solution as it begins: all its tubes, untouched."""
    volume = solution.aliquot_volume
    return Portion(
        id=solution.id,
        count=solution.aliquots,
        volume_ul=None if volume is None else volume.microlitres,
        storage=solution.storage,
        place=solution.place,
        since=solution.made,
        thaws=solution.thaws_before,
        seen=frozenset() if solution.storage is None else frozenset({solution.storage}),
        solid_in=freezes_in(solution.liquid),
    )


def moved(portion: Portion, to: Storage | None, at: Moment, *, place: str = "", thaw: bool = False) -> Portion:
    """Return a portion after it was put elsewhere: thawed, frozen again, warmed.

    Args:
        portion: Before it.
        to: Where; None for another place of the same kind.
        at: When.
        place: Box and position; "" keeps what is known only while the storage stays.
        thaw: Whether it was thawed although it was not entered that it was frozen.
    """
    storage = portion.storage if to is None else to
    if storage is portion.storage and not thaw:
        return replace(portion, place=place or portion.place)
    thawing = thaw or (portion.frozen and storage not in portion.solid_in)
    liquid = portion.liquid if portion.frozen else (*portion.liquid, (portion.since, at))
    return replace(
        portion,
        storage=storage,
        place=place,
        since=at,
        liquid=liquid,
        thaws=portion.thaws + thawing,
        thawed=portion.thawed or (at if thawing else None),
        warm=(*portion.warm, (portion.since, at)) if portion.storage is Storage.WARM else portion.warm,
        seen=portion.seen if storage is None else portion.seen | {storage},
        opened=portion.opened or thawing,
    )


def taken(portion: Portion, ul: float | None) -> Portion:
    """Return a portion after an amount was taken from each tube; None where nobody knows how much."""
    left = None if ul is None or portion.volume_ul is None else max(0.0, portion.volume_ul - ul)
    return replace(portion, volume_ul=left, opened=True)


def is_empty(portion: Portion) -> bool:
    """Return whether nothing is left in it."""
    return portion.count <= 0 or (portion.volume_ul is not None and portion.volume_ul < EMPTY_UL)


class Portions(Struct, frozen=True, gc=False):
    """All portions of one solution; each change gives new ones.

    Attributes:
        all: What is left, in the order in which it came to be.
    """

    all: tuple[Portion, ...]

    def find(self, wanted: str) -> Portion | None:
        """Return the portion of an id; "" means the next sealed tube, the frozen ones first."""
        if wanted:
            return next((one for one in self.all if one.id == wanted), None)
        sealed = [one for one in self.all if not one.opened] or list(self.all)
        return next((one for one in sealed if one.frozen), sealed[0] if sealed else None)

    def with_some(self, of: Portion, count: int, changed: Portion, new_id: str) -> "Portions":
        """Return the portions after `count` tubes of one became like `changed`; an empty one is gone."""
        count = min(count, of.count)
        rest = replace(of, count=of.count - count)
        made = replace(changed, id=new_id, count=count)
        kept: list[Portion] = []
        for one in self.all:
            if one.id != of.id:
                kept.append(one)
                continue
            kept += [part for part in (rest, made) if not is_empty(part)]
        return Portions(tuple(kept))

    def without(self, of: Portion, count: int = 0) -> "Portions":
        """Return the portions after tubes of one were thrown away; all of them where no count is given."""
        left = of.count - count if count else 0
        kept = (replace(one, count=left) if one.id == of.id else one for one in self.all)
        return Portions(tuple(one for one in kept if not is_empty(one)))

    def drawn(self, of: Portion, count: int, ul: float | None, at: Moment, new_id: str) -> "Portions":
        """Return the portions after an amount was taken out of `count` tubes, thawing them where they are frozen.

        The tubes are emptied one after the other; what is left of the last one stays, opened.

        Args:
            of: Out of which portion.
            count: How many tubes were taken out.
            ul: What was taken in all, µL; None where nobody knows.
            at: When.
            new_id: Id of what is left.
        """
        liquid = moved(of, Storage.ROOM, at) if of.frozen else of
        count = min(count, of.count)
        if ul is None or of.volume_ul is None:
            return self.with_some(of, count, taken(liquid, None), new_id)
        emptied = min(count, int((ul + EMPTY_UL) / of.volume_ul)) if of.volume_ul > 0 else count
        rest_ul = max(0.0, ul - emptied * of.volume_ul)
        kept = Portions(self.all).without(of, emptied) if emptied else Portions(self.all)
        left = next((one for one in kept.all if one.id == of.id), None)
        if left is None or emptied == count:
            return kept
        # What was taken out and not needed is open all the same.
        opened = kept.with_some(left, 1, taken(replace(liquid, count=1), rest_ul), new_id)
        further = count - emptied - 1
        still = next((one for one in opened.all if one.id == of.id), None)
        return opened.with_some(still, further, liquid, f"{new_id}+") if further > 0 and still is not None else opened

    def split(self, of: Portion, count: int, each_ul: float, new_id: str) -> "Portions":
        """Return the portions after one tube was split into `count` of `each_ul`; what is left stays in its tube."""
        pieces = replace(of, volume_ul=each_ul)
        kept = self.all
        if of.volume_ul is not None:
            rest = replace(of, count=1, volume_ul=max(0.0, of.volume_ul - count * each_ul), opened=True)
        else:
            rest = replace(of, count=0)
        made: list[Portion] = []
        for one in kept:
            if one.id != of.id:
                made.append(one)
                continue
            parts = (
                replace(of, count=of.count - 1),
                replace(rest, id=f"{new_id}+"),
                replace(pieces, id=new_id, count=count),
            )
            made += [part for part in parts if not is_empty(part)]
        return Portions(tuple(made))
