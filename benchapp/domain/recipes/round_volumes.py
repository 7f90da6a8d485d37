"""Volumes that are easy to read, set and remember: a batch is made a little larger where that makes them round.

Nothing is rounded away from what is wanted: the diluent follows what is taken, so a dose stays the same but for the
increments of the pipettes, and only how much is made of it changes.
"""

import math

from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.messages import CalculationError
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.kinds import TOLERANCE

# Four further shots are as much trouble as one more figure.
_SHOT = 0.25
# A figure less is worth this much of the dose.
_FIGURE_IS_WORTH = 1e-3


# More than this is not made for the sake of round volumes alone, as a part of what is needed.
_MOST_ROOM = 0.05


def room_for_rounding(half_overage: float) -> float:
    """Return by how much a batch may be larger or smaller, as a part of what is needed: half of its overage, or less.

    Args:
        half_overage: Half of what is made beyond need, as a part of it.
    """
    return min(half_overage, _MOST_ROOM)


def round_take(wanted_ul: float, least_ul: float, most_ul: float, beside: float, lab: Lab) -> float:
    """Return the roundest volume to take, within what may be taken; the one wanted where none is rounder.

    Args:
        wanted_ul: What would be taken, µL.
        least_ul: The least that may be, µL.
        most_ul: The most that may be, µL.
        beside: How many times as much diluent goes with it; 0 for none.
        lab: What these hands can do.
    """
    if least_ul <= 0 or most_ul <= least_ul:
        return wanted_ul
    well_set = lab.settable(wanted_ul)
    best, lowest = wanted_ul, _trouble(wanted_ul, beside, lab)
    distance = math.inf
    for ul in _two_figures(least_ul, most_ul):
        if well_set and not lab.settable(ul):
            continue
        trouble = _trouble(ul, beside, lab)
        if (trouble, abs(ul - wanted_ul)) < (lowest, distance if best != wanted_ul else 0.0):
            best, lowest, distance = ul, trouble, abs(ul - wanted_ul)
    return best


def _two_figures(least_ul: float, most_ul: float) -> list[float]:
    step = 10.0 ** (math.floor(math.log10(least_ul) + TOLERANCE) - 1)
    first = math.ceil(least_ul / step * (1 - TOLERANCE))
    last = math.floor(most_ul / step * (1 + TOLERANCE))
    return [round(count * step, 9) for count in range(first, last + 1)]


def _trouble(take_ul: float, beside: float, lab: Lab) -> float:
    """Return how many figures have to be set; further shots and what rounding does to the dose count as figures too."""
    try:
        take = lab.transfer(take_ul)
        if not beside:
            return _figures(take)
        diluent = lab.transfer(take.volume_ul * beside)
    except CalculationError:
        return math.inf
    off = (1 + diluent.volume_ul / take.volume_ul) / (1 + beside) - 1
    return _figures(take) + _figures(diluent) + abs(off) / _FIGURE_IS_WORTH


def _figures(way: Transfer) -> float:
    return len(f"{way.set_ul:.6f}".replace(".", "").strip("0")) + _SHOT * (way.times - 1)
