"""The worst that the permitted errors of the pipettes can do, with the last pipetting, into the wells, counted.

A permitted error is systematic: a pipette that gives too much gives too much every time. So each pipette is taken
as off by its whole limit one way or the other, every combination is poured again, and the furthest from right is the
worst.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from msgspec import Struct

from benchapp.domain.mixing import Tube
from benchapp.domain.pipettes import Transfer
from benchapp.domain.uncertainty import Slip, Uncertainty, combined, uncertainty

# With more pipettes than this in one plan, those that come last in it are taken as off upwards only.
_MOST_COMBINED = 8


class Dispensing(Struct, frozen=True):
    """The pipetting into the wells.

    Attributes:
        way: What goes into one well, as a pipette sets it.
        strength: How many times it is diluted there; 1 where it is all that the well holds.
        number: Whether what is put in is counted, as cells are, whatever volume they are in afterwards.
    """

    way: Transfer
    strength: float = 1.0
    number: bool = False

    @property
    def matters(self) -> bool:
        """Whether it changes anything: the concentration of all that a well holds is that of what was put in."""
        return self.number or self.strength > 1

    def slip(self) -> Slip:
        """Return what it changes in the dose: nothing where the well holds nothing else."""
        way = self.way
        change = way.error_ul / way.volume_ul * (1.0 if self.number else 1 - 1 / self.strength)
        return Slip("well", way.pipette, way.volume_ul, change)

    def change(self, sign: float) -> float:
        """Return how many times the dose is what it should be, the pipette off by its limit."""
        if self.number:
            return 1 + sign * self.way.error_ul / self.way.volume_ul
        there = (self.strength - 1) * self.way.volume_ul
        added = self.way.volume_ul + sign * self.way.error_ul
        return added / (added + there) * self.strength


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
    last = {"well": dispensing.slip()} if dispensing is not None and dispensing.matters else {}
    return {
        tube.name: uncertainty(combined([(1.0, tube.slips[stock]), (1.0, last)]).values(), worst[tube.name])
        for tube in tubes
        if tube.name in worst
    }


def undiluted(stock_error: float, dispensing: Dispensing) -> Uncertainty:
    """Return how far off the dose may be where the stock itself goes into the wells."""
    own = [Slip("stock", "", 0.0, stock_error)] if stock_error else []
    signs = (-1.0, 1.0)
    worst = max(abs(dispensing.change(sign) * (1 + own_sign * stock_error) - 1) for sign in signs for own_sign in signs)
    return uncertainty([*own, dispensing.slip()], worst)


def _worst(tubes: Sequence[Tube], stock: str, stock_error: float, dispensing: Dispensing | None) -> dict[str, float]:
    found: dict[str, float] = {}
    for signs in _combinations(tubes, dispensing):
        parts = _poured(tubes, stock, signs)
        given = 1.0 if dispensing is None else dispensing.change(signs[dispensing.way.pipette])
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
        names = {dispensing.way.pipette: None, **names}
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
