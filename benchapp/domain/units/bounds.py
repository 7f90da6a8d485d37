"""What can be on a bench at all: an amount beyond is a slip of the number or its unit, and is refused.

Each bound is one of nature or of the vessels there are, wide enough that nothing real is refused.
"""

from enum import StrEnum
from math import inf

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.kinds import TOLERANCE, Kind

# Molecules in a mole; exact since 2019 (SI Brochure, 9th edition).
AVOGADRO = 6.02214076e23
# Of the inorganic liquids only mercury is denser than selenium bromide, Se2Br2, with 3.6 g/mL (CRC Handbook, as the
# package chemicals has it; bromine weighs 3.10), g/L.
DENSEST_LIQUID_G_L = 3600.0
# The smallest step that any balance shows, mg: an ultra-microbalance shows seven decimals of a gram (Mettler Toledo,
# Micro-Weighing Guide).
FINEST_BALANCE_MG = 1e-4


class Beyond(StrEnum):
    """Why an amount cannot be."""

    VESSEL = "nothing on a bench holds more than 1000 L"
    BACTERIUM = "less than 1 fL is smaller than a bacterium"
    WEIGHT = "nothing on a bench weighs more than 1000 kg"
    MOLECULE = "that is less than one molecule"
    WATER = "even pure water is no more than 55.5 M"
    EMPTY_WELL = "100 µL of it would hold less than one molecule"
    METAL = "no substance weighs more than 23 g/mL"
    WHOLE = "a part is never more than the whole, 100 %"
    THINNED = "of a 1 M solution, 1 µL would hold less than one molecule"
    HYDROGEN = "no atom is lighter than 1 g/mol"


_NOTHING = (0.0, None)
# The least and the most of each kind in its base unit, each with why. One molecule in 100 µL is 1.7e-20 mol/L, and
# nothing is lighter than 1 g/mol; osmium, the densest element, weighs 22.59 g/mL (CRC Handbook, as the package
# chemicals has it; Guinness World Records).
_BOUNDS: dict[Kind, tuple[tuple[float, Beyond | None], tuple[float, Beyond | None]]] = {
    Kind.VOLUME: ((1e-15, Beyond.BACTERIUM), (1e3, Beyond.VESSEL)),
    Kind.MASS: (_NOTHING, (1e6, Beyond.WEIGHT)),
    Kind.AMOUNT: ((1 / AVOGADRO, Beyond.MOLECULE), (inf, None)),
    Kind.MOLARITY: ((1e4 / AVOGADRO, Beyond.EMPTY_WELL), (60.0, Beyond.WATER)),
    Kind.MASS_CONCENTRATION: ((1e4 / AVOGADRO, Beyond.EMPTY_WELL), (23e3, Beyond.METAL)),
    Kind.PERCENT_VV: (_NOTHING, (100.0, Beyond.WHOLE)),
    # The assay of a label is above 100 % where the standard is not pure.
    Kind.PERCENT_WW: (_NOTHING, (110.0, Beyond.WHOLE)),
    Kind.FOLD: (_NOTHING, (AVOGADRO / 1e6, Beyond.THINNED)),
    Kind.MOLAR_MASS: ((1.0, Beyond.HYDROGEN), (inf, None)),
}


def beyond(kind: Kind, base: float) -> Beyond | None:
    """Return why an amount cannot be on a bench; None where it can.

    Args:
        kind: What is measured.
        base: The amount in the base unit of its kind; zero is for its field to judge.
    """
    if kind not in _BOUNDS or not base:
        return None
    (least, too_little), (most, too_much) = _BOUNDS[kind]
    if base < least * (1 - TOLERANCE):
        return too_little
    return too_much if base > most * (1 + TOLERANCE) else None


def check_weighed(mass_mg: float, field: str, *, done: bool = False) -> None:
    """Refuse to weigh what no balance shows.

    Args:
        mass_mg: What is weighed.
        field: Where it is said.
        done: Whether it was weighed already, and is not to be.

    Raises:
        CalculationError: It is less than the finest balance reads to.
    """
    if mass_mg < FINEST_BALANCE_MG * (1 - TOLERANCE):
        code = Message.NEVER_WEIGHED if done else Message.TOO_LITTLE_TO_WEIGH
        raise CalculationError(code, mass_g=mass_mg / 1000, finest_g=FINEST_BALANCE_MG / 1000, field=field)


def check_strength(g_l: float, field: str) -> None:
    """Refuse a solution that would hold more of the solid than any liquid weighs.

    Raises:
        CalculationError: It would.
    """
    if g_l > DENSEST_LIQUID_G_L * (1 + TOLERANCE):
        raise CalculationError(Message.STRONGER_THAN_ANY, mg_ml=g_l, most_mg_ml=DENSEST_LIQUID_G_L, field=field)
