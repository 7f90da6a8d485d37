"""Seeding cells: from a count to what goes into each well.

Cells are numbers, not amounts: a count per mL, a number for a well. Dead cells are left out by the viability.
"""

import re

from msgspec import Struct

from benchapp.domain.grammar import read_typed
from benchapp.domain.messages import CalculationError, Message, QuantityError
from benchapp.domain.quantities import TOLERANCE

_TEN_TO = re.compile(r"\s*[x×*·]\s*10\s*(?:\^|\*\*)?\s*(?P<power>[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})", re.IGNORECASE)
_OF_CELLS = re.compile(r"\s*(?:cells?)?\s*(?:(?:/|per)\s*(?:ml|well))?\s*$", re.IGNORECASE)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
MOST = 1e12


def read_count(text: str, *, decimal_comma: bool = False) -> float:
    """Read a number of cells: "1.2e6", "1.2e6 cells/mL", "1,2 × 10^6 /mL", "20000 per well".

    Raises:
        QuantityError: It is not one number, or not more than zero.
    """
    bare = _OF_CELLS.sub("", text, count=1)
    match = _TEN_TO.search(bare)
    number = (
        bare if match is None else f"{bare[: match.start()]}e{match['power'].translate(_RAISED)}{bare[match.end() :]}"
    )
    typed = read_typed(number, decimal_comma=decimal_comma, unit_needed=False)
    if typed.unit:
        raise QuantityError(Message.NOT_A_COUNT, text=text)
    if typed.number <= 0:
        raise QuantityError(Message.NOT_POSITIVE)
    if typed.number > MOST:
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    return typed.number


class Seeding(Struct, frozen=True):
    """What is mixed, and what each well gets.

    Attributes:
        per_ml: Viable cells per mL of what is dispensed.
        total_ml: Volume made, overage included.
        cells: Viable cells in it.
        take_ml: Volume of the counted suspension.
        medium_ml: Medium on top of it.
    """

    per_ml: float
    total_ml: float
    cells: float
    take_ml: float
    medium_ml: float


def seed(
    counted: float, viable_percent: float, per_well: float, wells: int, well_ml: float, overage_percent: float
) -> Seeding:
    """Work out a suspension that gives each well its cells.

    Args:
        counted: Cells counted per mL, living and dead.
        viable_percent: How many of them live, above 0 to 100 %.
        per_well: Living cells wanted in a well.
        wells: Number of wells.
        well_ml: Volume that each gets, mL.
        overage_percent: Made beyond what is needed, %.

    Raises:
        CalculationError: A per cent outside its range; or the suspension is too thin, with the volume per mL of it
            into which it would have to be taken up.
    """
    if not 0 < viable_percent <= 100:
        raise CalculationError(Message.PERCENT_RANGE, field="viable")
    per_ml = per_well / well_ml
    total = wells * well_ml * (1 + overage_percent / 100)
    living = counted * viable_percent / 100
    cells = per_ml * total
    if per_ml > living * (1 + TOLERANCE):
        thin = {"living": living, "per_ml": per_ml, "spin_ml": cells / living, "up_ml": total}
        raise CalculationError(Message.SUSPENSION_TOO_THIN, field="counted", **thin)
    take = cells / living
    return Seeding(per_ml, total, cells, take, max(0.0, total - take))
