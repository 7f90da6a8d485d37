"""Batches that are made larger than asked for, where an intermediate for each of many tubes would cost more."""

import math

from msgspec import Struct

from benchapp.domain.recipes.intermediates import MOST_LARGER, DilutionPath, find_path, least_larger
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.kinds import TOLERANCE

# What a 15 mL tube is filled with and still mixed, and a share of a bottle of medium that nobody minds, µL.
_MOST_IN_A_TUBE_UL = 12_000.0
_MOST_MORE_MEDIUM_UL = 50_000.0


class LargerBatch(Struct, frozen=True):
    """Batches that are larger than asked for, and what that saves.

    Attributes:
        ul: Volume of each, µL.
        wanted_ul: What was asked for, µL.
        tubes: How many intermediates are not made; each of them takes two steps.
        more_ul: Medium that is taken for it beyond what the way with intermediates takes, µL.
    """

    ul: float
    wanted_ul: float
    tubes: int
    more_ul: float


def for_many(
    batch_ul: float, ratio: float, count: int, lab: Lab, *, in_medium: float = math.inf
) -> tuple[DilutionPath, LargerBatch | None]:
    """Find the way to a batch that many tubes of a series go, and what is saved where they are made larger.

    An intermediate for each of them would cost a tube and two steps, and most of it would be thrown away. So each is
    made just so large that what it takes can be set, as long as it fits a tube and the medium is not too much, and
    no more of the source is taken than an intermediate would take.

    Args:
        batch_ul: Volume of each batch, µL.
        ratio: How many times weaker than its source, at least 1.
        count: How many go this way.
        lab: What these hands can do.
        in_medium: As in `find_path`, for the strongest of them.

    Raises:
        CalculationError: No way fits.
    """
    straight = None
    if not (ratio <= 1 + TOLERANCE or lab.dilutes(batch_ul, ratio) or lab.left_undiluted(batch_ul, ratio)):
        straight = least_larger(batch_ul, ratio, lab, MOST_LARGER)
    # Where it can be made larger straight, that is a way in any case.
    asked = find_path(batch_ul, ratio, lab, in_medium=in_medium)
    larger = asked if straight is None else straight
    ul = larger.totals_ul[-1]
    if larger.scale_up <= 1 or larger.take_ul > asked.take_ul * (1 + TOLERANCE):
        return asked, None
    saved = len(asked.factors) - 1
    more_ul = count * (larger.diluent_ul - asked.diluent_ul)
    if saved and (ul > _MOST_IN_A_TUBE_UL or more_ul > _MOST_MORE_MEDIUM_UL):
        return asked, None
    if not saved:
        more_ul = count * (ul - batch_ul)
    return larger, LargerBatch(ul, batch_ul, count * saved, more_ul)
