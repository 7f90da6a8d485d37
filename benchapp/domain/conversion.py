"""Conversion between units of one dimension, and between mass and amount through the molar mass."""

from benchapp.domain.kinds import Kind
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.quantities import Quantity, as_mass, as_molar, kind_of, same_scale, to


def convert(value: Quantity, unit: Quantity, molar_mass: Quantity | None = None) -> Quantity:
    """Return `value` in the unit of `unit`.

    Args:
        value: What to convert.
        unit: One of the unit wanted; its number is not looked at.
        molar_mass: Needed between mass and amount, and between mg/mL and molar.

    Raises:
        CalculationError: The two measure different things, or the molar mass is missing.
    """
    have, want = kind_of(value), kind_of(unit)
    if have is want:
        return to(value, unit.units)
    if want is Kind.MOLARITY and have is Kind.MASS_CONCENTRATION:
        return to(as_molar(value, molar_mass), unit.units)
    if want is Kind.MASS_CONCENTRATION and have is Kind.MOLARITY:
        return to(as_mass(value, molar_mass), unit.units)
    if {have, want} == {Kind.MASS, Kind.AMOUNT}:
        if molar_mass is None:
            raise CalculationError(Message.NEEDS_MOLAR_MASS, field="molar_mass")
        exchanged = value * molar_mass if have is Kind.AMOUNT else value / molar_mass
        return to(exchanged, unit.units)
    return to(same_scale(value, unit, molar_mass)[0], unit.units)
