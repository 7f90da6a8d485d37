"""A counting chamber: from the cells in its squares to cells per mL, and how far chance and uneven filling put it off.

Cells lie in the squares as chance has it: N counted cells are uncertain by √N, and squares that were filled evenly
differ from each other no more than a Poisson distribution lets them.
"""

import math
import re
from collections.abc import Sequence

from msgspec import Struct

from benchapp.domain.messages import CalculationError, Caution, Message, QuantityError, Severity
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.numerals import tidied, whole


class Square(Struct, frozen=True):
    """A square of a counting chamber.

    Attributes:
        name: Which square of which chamber.
        ul: Volume over it, µL.
        source: Whose figures: side and depth as its maker gives them.
    """

    name: str
    ul: float
    source: str


_LO, _HECHT = "LO-Laboroptik", "Hecht Assistent"
# Area times depth. Another chamber's are written on its rim, and are typed.
SQUARES = {
    "neubauer": Square("Neubauer improved, large square", 0.1, _LO),
    "neubauer_group": Square("Neubauer improved, group square", 0.004, _LO),
    "thoma_group": Square("Thoma, group square", 0.004, _HECHT),
    "fuchs_rosenthal": Square("Fuchs-Rosenthal, large square", 0.2, _LO),
    "fuchs_rosenthal_small": Square("Fuchs-Rosenthal, small square", 0.0125, _LO),
}
MOST_SQUARES, MOST_IN_SQUARE = 100, 100_000
# From this many counted cells on, chance alone puts the count off by no more than a tenth.
ENOUGH_CELLS = 100
# More cells than this in one square are hard to keep apart; a choice of this program.
MANY_IN_SQUARE = 200
# Squares filled evenly are further apart than this once in a hundred counts (index of dispersion, R. A. Fisher).
_ONCE_IN_A_HUNDRED = 2.326
_PARTS = late_pattern(r"[\s,;+/|]+")


def read_counts(text: str, field: str) -> tuple[int, ...]:
    """Read the cells in each square: "45, 52, 48", "45 52 48", "45+52"; () for nothing.

    Args:
        text: As typed.
        field: Whose text it is.

    Raises:
        QuantityError: One of them is no whole number, or there are more than a chamber has.
    """
    if len(text) > MOST_SQUARES * 8:
        raise QuantityError(Message.TOO_MANY_SQUARES, most=MOST_SQUARES, field=field)
    parts = [part for part in _PARTS.split(tidied(text)) if part]
    wrong = next((part for part in parts if re.fullmatch(r"[0-9]{1,6}", part) is None), None)
    if wrong is not None:
        raise QuantityError(Message.NOT_COUNTED, text=wrong, field=field)
    if len(parts) > MOST_SQUARES:
        raise QuantityError(Message.TOO_MANY_SQUARES, most=MOST_SQUARES, field=field)
    return tuple(whole(part) for part in parts)


class Counted(Struct, frozen=True):
    """What the squares come to.

    Attributes:
        live: Living cells in each square.
        dead: Dead ones; () where no dye distinguished them.
        square_ul: Volume over a square, µL.
        factor: How many times the suspension was diluted, the dye counted.
    """

    live: tuple[int, ...]
    dead: tuple[int, ...]
    square_ul: float
    factor: float

    @property
    def cells(self) -> tuple[int, ...]:
        """All cells in each square."""
        return tuple(a + b for a, b in zip(self.live, self.dead, strict=True)) if self.dead else self.live

    @property
    def total(self) -> int:
        """All cells that were counted."""
        return sum(self.cells)

    @property
    def per_ml(self) -> float:
        """Cells per mL of the suspension, living and dead."""
        return self._per_ml(self.cells)

    @property
    def living_per_ml(self) -> float:
        """Living cells per mL of the suspension."""
        return self._per_ml(self.live)

    def _per_ml(self, counts: Sequence[int]) -> float:
        return sum(counts) / (len(counts) * self.square_ul) * 1000 * self.factor

    @property
    def viable_percent(self) -> float | None:
        """How many of them live, per cent; None without a dye."""
        return 100 * sum(self.live) / self.total if self.dead else None

    @property
    def by_chance(self) -> float:
        """How far off chance alone puts the number of all cells, as a part of it."""
        return 1 / math.sqrt(self.total)

    @property
    def spread(self) -> float | None:
        """Standard deviation of the squares as a part of their mean; None for one square."""
        cells = self.cells
        if len(cells) < 2:
            return None
        mean = self.total / len(cells)
        return math.sqrt(sum((one - mean) ** 2 for one in cells) / (len(cells) - 1)) / mean

    @property
    def uneven(self) -> bool:
        """Whether the squares differ by more than chance lets evenly filled ones."""
        cells, free = self.cells, len(self.cells) - 1
        if not free:
            return False
        mean = self.total / len(cells)
        index: float = sum((one - mean) ** 2 for one in cells) / mean
        # Wilson and Hilferty: the cube root of a χ² is as good as normal.
        normal = (math.cbrt(index / free) - (1 - 2 / (9 * free))) / math.sqrt(2 / (9 * free))
        return normal > _ONCE_IN_A_HUNDRED


def count(live: Sequence[int], dead: Sequence[int], square_ul: float, factor: float) -> Counted:
    """Work out a count.

    Args:
        live: Living cells in each square.
        dead: Dead ones in the same squares; () where no dye was used.
        square_ul: Volume over a square, µL.
        factor: How many times the suspension was diluted, the dye counted; at least 1.

    Raises:
        CalculationError: No cells were counted, the squares do not match, or a figure cannot be.
    """
    if dead and len(dead) != len(live):
        raise CalculationError(Message.SQUARES_DIFFER, live=len(live), dead=len(dead), field="dead")
    if not sum(live) + sum(dead):
        raise CalculationError(Message.NONE_COUNTED, field="live")
    if not square_ul > 0:
        raise CalculationError(Message.NOT_POSITIVE, field="square")
    if not factor >= 1:
        raise CalculationError(Message.DILUTED_BELOW_ONE, field="dilution")
    return Counted(tuple(live), tuple(dead), square_ul, factor)


def cautions(counted: Counted) -> list[Caution]:
    """Return what makes a count doubtful: too few cells, too many in a square, or squares too far apart."""
    said = []
    if counted.total < ENOUGH_CELLS:
        values = {"cells": counted.total, "chance": 100 * counted.by_chance, "enough": ENOUGH_CELLS}
        said.append(Caution(Message.COUNTED_FEW, Severity.CAUTION, {**values}))
    most = max(counted.cells)
    if most > MANY_IN_SQUARE:
        said.append(Caution(Message.COUNTED_MANY, Severity.CAUTION, {"cells": most, "most": MANY_IN_SQUARE}))
    if counted.uneven:
        ends = {"low": min(counted.cells), "high": most}
        said.append(Caution(Message.SQUARES_UNEVEN, Severity.CAUTION, {**ends}))
    return said
