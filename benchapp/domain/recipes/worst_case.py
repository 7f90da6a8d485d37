"""The worst that the permitted errors of the pipettes can do, with the last pipetting, into the wells, counted.

A permitted error is systematic: a pipette that gives too much gives too much every time. So each pipette is taken
as off by its whole limit one way or the other, every combination is poured again, and the furthest from right is the
worst.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from msgspec import Struct

from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.recipes.mixing import Tube
from benchapp.domain.recipes.uncertainty import Slip, Uncertainty, combined, uncertainty

# With more pipettes than this in one plan, those that come last in it are taken as off upwards only.
_MOST_COMBINED = 8


class Dispensing(Struct, frozen=True):
    """The pipetting into the wells.

    Attributes:
        way: What goes into one well, as a pipette sets it.
        strength: How many times it is diluted there; 1 where it is all that the well holds.
        number: Whether what is put in is counted, as cells are, whatever volume they are in afterwards.
        taken: What was taken off the well before, where a part of its medium is changed; None where nothing was, or
            all.
        beside_ul: What else the well then holds, µL: the medium that was left, and what comes of other tubes.
    """

    way: Transfer
    strength: float = 1.0
    number: bool = False
    taken: Transfer | None = None
    beside_ul: float = 0.0

    @property
    def there_ul(self) -> float:
        """What else the well holds afterwards, µL."""
        return self.beside_ul if self.taken is not None else (self.strength - 1) * self.way.volume_ul

    def slips(self) -> tuple[Slip, ...]:
        """Return what it changes in the dose: nothing where the well holds nothing else.

        Of a change of medium the least is meant that the well can hold, nothing of the dose before it being left: there
        an error counts most. Of medium taken off too much is gone, and the dose that follows is diluted less.
        """
        way = self.way
        if self.number:
            return (Slip("well", way.pipette, way.volume_ul, way.error_ul / way.volume_ul),)
        if not self.there_ul > 0:
            return ()
        well_ul = self.there_ul + way.volume_ul
        put_in = Slip("well", way.pipette, way.volume_ul, way.error_ul / way.volume_ul * self.there_ul / well_ul)
        if self.taken is None:
            return (put_in,)
        return put_in, Slip("taken off", self.taken.pipette, self.taken.volume_ul, self.taken.error_ul / well_ul)

    def pipettes(self) -> tuple[str, ...]:
        """Return the names of what it is pipetted with."""
        return (self.way.pipette, *(() if self.taken is None else (self.taken.pipette,)))

    def change(self, signs: Mapping[str, float]) -> float:
        """Return how many times the dose is what it should be, each pipette off by its limit upwards or downwards."""
        volume, off = self.way.volume_ul, signs[self.way.pipette] * self.way.error_ul
        if self.number:
            return 1 + off / volume
        gone = 0.0 if self.taken is None else signs[self.taken.pipette] * self.taken.error_ul
        return (volume + off) / (volume + off + self.there_ul - gone) * (volume + self.there_ul) / volume


def in_wells(
    tubes: Sequence[Tube], stock: str, stock_error: float, dispensing: Dispensing | None
) -> dict[str, Uncertainty]:
    """Return how far off the concentration of a stock's compound may be in the wells of each tube.

    Args:
        tubes: In the order of making.
        stock: Name of the stock.
        stock_error: Relative error of its own concentration.
        dispensing: How the wells get it; None where that is not known, and what the tubes hold is meant.
    """
    worst = _worst(tubes, stock, stock_error, dispensing)
    last = {} if dispensing is None else {slip.key: slip for slip in dispensing.slips()}
    return {
        tube.name: uncertainty(combined([(1.0, tube.slips[stock]), (1.0, last)]).values(), worst[tube.name])
        for tube in tubes
        if tube.name in worst
    }


def in_common(tubes: Sequence[Tube], stock: str, dispensing: Dispensing | None) -> float:
    """Return how far off all doses typically are together, as a part: what led to every one of them.

    It moves a whole curve along the axis of the doses, and no dose against another. The stock's own error is in it, and
    the pipetting that all doses come of; 0 where nothing was the same for all.

    Args:
        tubes: Those of the doses.
        stock: Name of the stock.
        dispensing: How the wells get it; None where that is not known.
    """
    last = {} if dispensing is None else {slip.key: slip for slip in dispensing.slips()}
    each = [combined([(1.0, tube.slips[stock]), (1.0, last)]) for tube in tubes if stock in tube.slips]
    if not each:
        return 0.0
    shared = set.intersection(*(set(one) for one in each))
    return math.sqrt(sum(min(abs(one[key].part) for one in each) ** 2 for key in shared))


def undiluted(stock_error: float, dispensing: Dispensing) -> Uncertainty:
    """Return how far off the dose may be where the stock itself goes into the wells."""
    own = [Slip("stock", "", 0.0, stock_error)] if stock_error else []
    changes = [dispensing.change(signs) for signs in _combinations((), dispensing)]
    worst = max(abs(change * (1 + sign * stock_error) - 1) for change in changes for sign in (-1.0, 1.0))
    return uncertainty([*own, *dispensing.slips()], worst)


def _worst(tubes: Sequence[Tube], stock: str, stock_error: float, dispensing: Dispensing | None) -> dict[str, float]:
    found: dict[str, float] = {}
    for signs in _combinations(tubes, dispensing):
        parts = _poured(tubes, stock, signs)
        given = 1.0 if dispensing is None else dispensing.change(signs)
        for tube in tubes:
            if not tube.parts.get(stock, 0.0):
                continue
            right = parts[tube.name] / tube.parts[stock] * given
            off = max(abs(right * (1 + stock_error) - 1), abs(right * (1 - stock_error) - 1))
            found[tube.name] = max(found.get(tube.name, 0.0), off)
    return found


def _combinations(tubes: Sequence[Tube], dispensing: Dispensing | None) -> Iterator[dict[str, float]]:
    names = dict.fromkeys(pour.way.pipette for tube in tubes for pour in tube.pours)
    if dispensing is not None:
        names = {**dict.fromkeys(dispensing.pipettes()), **names}
    free, fixed = list(names)[:_MOST_COMBINED], list(names)[_MOST_COMBINED:]
    for signs in product((-1.0, 1.0), repeat=len(free)):
        yield {**dict(zip(free, signs, strict=True)), **dict.fromkeys(fixed, 1.0)}


def _poured(tubes: Sequence[Tube], stock: str, signs: Mapping[str, float]) -> dict[str, float]:
    """Return the part of the stock in each tube, every pipette off by its limit."""
    parts: dict[str, float] = {stock: 1.0}
    for tube in tubes:
        total, held = 0.0, 0.0
        for place, pour in enumerate(tube.pours):
            way = pour.way
            ul = way.volume_ul + signs[way.pipette] * way.error_ul
            if tube.made_up:
                # The diluent comes up to the mark, whatever was poured before.
                total = ul + tube.volume_ul - way.volume_ul if not place else total
            else:
                total += ul
            held += ul * parts.get(pour.source, 0.0)
        parts[tube.name] = held / total if total > 0 else 0.0
    return parts
