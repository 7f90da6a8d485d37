"""Virus for cells: how much for a multiplicity of infection, and how many cells it reaches.

Particles meet cells by chance: of cells with m particles each on average, e⁻ᵐ get none and m e⁻ᵐ just one (Poisson;
Ellis and Delbrück, J. Gen. Physiol. 22:365, 1939).
"""

import math
import re

from msgspec import Struct

from benchapp.domain.calculations.seeding import read_count
from benchapp.domain.messages import CalculationError, Caution, Message, QuantityError, Severity
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.fields import COUNT
from benchapp.domain.units.kinds import TOLERANCE
from benchapp.domain.units.numerals import chosen, fixed_point, numeral_at, tidied

_INFECTIOUS = late_pattern(
    r"\s*(?:TU|PFU|pfu|IFU|IU|FFU|CFU|BFU|(?:transducing|infectious|plaque[- ]forming|focus[- ]forming) units?|KBE|PBE"
    r"|infektiöse (?:Einheiten|Partikel))\s*(?=/|\s?per\b|\s?pro\b|$)",
    re.IGNORECASE,
)
_DOSES = late_pattern(r"(?:TCID|CCID)\s?_?50", re.IGNORECASE)
_GENOMES = late_pattern(
    r"\b(?:vg|gc|vp|genomes?|genome copies|genomkopien|particles|partikel|copies|kopien)\b", re.IGNORECASE
)
MOST_MOI = 10_000.0


def read_titre(text: str, *, decimal_comma: bool = False) -> float:
    """Read a titre, infectious units per mL: "1e8 TU/mL", "2 × 10^7 PFU/mL".

    Raises:
        QuantityError: It is none, or counts what need not be infectious.
    """
    tidy = tidied(text)
    if _DOSES.search(tidy) is not None:
        raise QuantityError(Message.TITRE_IN_DOSES, text=text)
    if _GENOMES.search(tidy) is not None:
        raise QuantityError(Message.TITRE_IN_GENOMES, text=text)
    try:
        return read_count(_INFECTIOUS.sub("", tidy), decimal_comma=decimal_comma, per="mL")
    except QuantityError as error:
        if error.code in {Message.NOT_A_COUNT, Message.COUNT_VAGUE, Message.COUNT_PER}:
            raise QuantityError(Message.NOT_A_TITRE, text=text) from error
        raise QuantityError(error.code, **{**error.values, "text": text}) from error


def read_moi(text: str, *, decimal_comma: bool = False) -> float:
    """Read a multiplicity of infection: "5", "0.3", "MOI 10".

    Raises:
        QuantityError: It is none.
    """
    tidy = re.sub(r"^moi\s*[:=]?\s*|\s*moi$", "", tidied(text), flags=re.IGNORECASE)
    try:
        numeral = numeral_at(tidy, decimal_comma=decimal_comma, sense=COUNT)
        number = fixed_point(chosen(numeral.readings, "", text, decimal_comma=decimal_comma, sense=COUNT))
    except QuantityError as error:
        if error.code == Message.TWO_READINGS:
            raise
        raise QuantityError(Message.NOT_A_MOI, text=text) from error
    if numeral.end != len(tidy) or not 0 < number <= MOST_MOI:
        raise QuantityError(Message.NOT_A_MOI, text=text)
    return number


class Infection(Struct, frozen=True):
    """Virus for the cells of one well.

    Attributes:
        moi: Infectious units for each cell.
        units: Infectious units for the well.
        virus_ml: Volume of the virus that holds them.
    """

    moi: float
    units: float
    virus_ml: float

    @property
    def infected(self) -> float:
        """The part of the cells that meets at least one unit."""
        return -math.expm1(-self.moi)

    @property
    def once(self) -> float:
        """The part of the cells that meets just one."""
        return self.moi * math.exp(-self.moi)


def infect(titre: float, cells: float, moi: float, well_ml: float) -> Infection:
    """Work out how much virus a well gets.

    Args:
        titre: Infectious units per mL.
        cells: Cells in the well.
        moi: Infectious units for each.
        well_ml: Volume in which the virus is added to the well, mL.

    Raises:
        CalculationError: That volume does not hold so much virus.
    """
    units = cells * moi
    virus_ml = units / titre
    if virus_ml > well_ml * (1 + TOLERANCE):
        raise CalculationError(Message.TITRE_TOO_LOW, need_ml=virus_ml, well_ml=well_ml, field="titre")
    return Infection(moi, units, virus_ml)


# Above it, more cells meet several units than just one: e^m - 1 - m = m.
SEVERAL_FROM = 1.2564


def infection_cautions(infection: Infection) -> list[Caution]:
    """Return what is good to know of a multiplicity: that most infected cells meet more than one unit."""
    if infection.moi <= SEVERAL_FROM:
        return []
    several = infection.infected - infection.once
    return [Caution(Message.MOI_SEVERAL, Severity.NOTE, {"several": 100 * several, "once": 100 * infection.once})]
