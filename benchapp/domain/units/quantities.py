"""Quantities as calculators see them: pint's, typed by what they measure.

Free of pint at run time: the type is an alias, and a kind is read off a quantity's dimensions.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.kinds import Kind

if TYPE_CHECKING:
    import pint

    Quantity: TypeAlias = pint.Quantity[float]
else:
    Quantity = Any


_DIMENSIONS: dict[frozenset[tuple[str, int]], Kind] = {
    frozenset({("[mass]", 1)}): Kind.MASS,
    frozenset({("[substance]", 1)}): Kind.AMOUNT,
    frozenset({("[volume]", 1)}): Kind.VOLUME,
    frozenset({("[substance]", 1), ("[volume]", -1)}): Kind.MOLARITY,
    frozenset({("[mass]", 1), ("[volume]", -1)}): Kind.MASS_CONCENTRATION,
    frozenset({("[mass]", 1), ("[substance]", -1)}): Kind.MOLAR_MASS,
    frozenset({("[fraction]", 1)}): Kind.PERCENT,
    frozenset({("[volume_fraction]", 1)}): Kind.PERCENT_VV,
    frozenset({("[mass_fraction]", 1)}): Kind.PERCENT_WW,
    frozenset({("[fold]", 1)}): Kind.FOLD,
    frozenset({("[time]", 1)}): Kind.TIME,
    frozenset({("[activity]", 1)}): Kind.ACTIVITY,
    frozenset({("[activity]", 1), ("[volume]", -1)}): Kind.ACTIVITY_CONCENTRATION,
    frozenset({("[activity]", 1), ("[mass]", -1)}): Kind.SPECIFIC_ACTIVITY,
    frozenset({("[equivalents]", 1), ("[volume]", -1)}): Kind.NORMALITY,
    frozenset({("[substance]", 1), ("[mass]", -1)}): Kind.MOLALITY,
    frozenset({("[osmoles]", 1), ("[volume]", -1)}): Kind.OSMOLARITY,
    frozenset({("[osmoles]", 1), ("[mass]", -1)}): Kind.OSMOLALITY,
}
PERCENTS = (Kind.PERCENT, Kind.PERCENT_VV, Kind.PERCENT_WW)


def kind_of(quantity: Quantity) -> Kind | None:
    """Return what a quantity measures; None where it is none of the kinds this program knows."""
    return _kind_of(quantity.dimensionality)


# A dose plan asks some hundred times for the kinds of a dozen dimensions.
@lru_cache(maxsize=256)
def _kind_of(dimensionality: Any) -> Kind | None:
    return _DIMENSIONS.get(frozenset((str(name), int(str(power))) for name, power in dimensionality.items()))


def to(quantity: Quantity, unit: Any) -> Quantity:
    """Return a quantity in another unit of its dimension."""
    converted: Quantity = quantity.to(unit)
    return converted


def as_molar(concentration: Quantity, molar_mass: Quantity | None) -> Quantity:
    """Turn a mass per volume into a molar concentration; leave a molar one as it is.

    Raises:
        CalculationError: The concentration is per mass and no molar mass is known.
    """
    if kind_of(concentration) is not Kind.MASS_CONCENTRATION:
        return concentration
    if molar_mass is None:
        raise CalculationError(Message.NEEDS_MOLAR_MASS, field="molar_mass")
    return to(concentration / molar_mass, "mol/L")


def as_mass(concentration: Quantity, molar_mass: Quantity | None) -> Quantity:
    """Turn a molar concentration into a mass per volume; leave a mass per volume as it is.

    Raises:
        CalculationError: The concentration is molar and no molar mass is known.
    """
    if kind_of(concentration) is not Kind.MOLARITY:
        return concentration
    if molar_mass is None:
        raise CalculationError(Message.NEEDS_MOLAR_MASS, field="molar_mass")
    return to(concentration * molar_mass, "g/L")


def same_scale(first: Quantity, second: Quantity, molar_mass: Quantity | None) -> tuple[Quantity, Quantity]:
    """Bring two concentrations to one dimension, through the molar mass where molar and mass units mix.

    A plain per cent beside a stated one ("100 % (v/v)" to "20 %") is read as the stated kind.

    Raises:
        CalculationError: They cannot be mixed (a fold with a molarity), or the molar mass is missing.
    """
    kinds = (kind_of(first), kind_of(second))
    if kinds[0] is kinds[1]:
        return first, second
    if set(kinds) == {Kind.MOLARITY, Kind.MASS_CONCENTRATION}:
        return as_molar(first, molar_mass), as_molar(second, molar_mass)
    if Kind.PERCENT in kinds and all(kind in PERCENTS for kind in kinds):
        stated = first if kinds[1] is Kind.PERCENT else second
        return (first.m * stated.units, second.m * stated.units)
    raise CalculationError(
        Message.CANNOT_MIX,
        field="c2",
        first=kinds[0].value if kinds[0] else "",
        second=kinds[1].value if kinds[1] else "",
    )


def positive(quantity: Quantity, field: str) -> Quantity:
    """Return the quantity back where it is above zero.

    Raises:
        CalculationError: It is zero.
    """
    if not quantity.m > 0:
        raise CalculationError(Message.NOT_POSITIVE, field=field)
    return quantity
