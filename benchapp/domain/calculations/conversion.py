"""Conversion between units of one dimension, through the molar mass to amounts, through the specific activity to U."""

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import PERCENTS, Quantity, as_mass, as_molar, kind_of, same_scale, to

# What the specific activity of a preparation (U/mg, on its label) turns into each other.
_BY_ACTIVITY = {
    Kind.MASS: Kind.ACTIVITY,
    Kind.ACTIVITY: Kind.MASS,
    Kind.MASS_CONCENTRATION: Kind.ACTIVITY_CONCENTRATION,
    Kind.ACTIVITY_CONCENTRATION: Kind.MASS_CONCENTRATION,
}
_ACTIVITIES = (Kind.ACTIVITY, Kind.ACTIVITY_CONCENTRATION)


def convert(value: Quantity, unit: Quantity, per: Quantity | None = None) -> Quantity:
    """Return `value` in the unit of `unit`.

    Args:
        value: What to convert.
        unit: One of the unit wanted; its number is not looked at.
        per: The molar mass, needed between mass and amount, and between mg/mL and molar; or the specific activity,
            needed between mass and activity, and between mg/mL and U/mL.

    A plain per cent is one of whatever the other is: of 100 ppm, which is a mass per mass, 0.01 %.

    Raises:
        CalculationError: The two measure different things, or what leads from one to the other is missing.
    """
    have, want = kind_of(value), kind_of(unit)
    if have is want:
        return to(value, unit.units)
    specific = per if per is not None and kind_of(per) is Kind.SPECIFIC_ACTIVITY else None
    if have is not None and _BY_ACTIVITY.get(have) is want:
        if specific is None:
            raise CalculationError(Message.NEEDS_SPECIFIC_ACTIVITY, field="molar_mass")
        return to(value / specific if have in _ACTIVITIES else value * specific, unit.units)
    molar_mass = per if specific is None else None
    if want is Kind.MOLARITY and have is Kind.MASS_CONCENTRATION:
        return to(as_molar(value, molar_mass), unit.units)
    if want is Kind.MASS_CONCENTRATION and have is Kind.MOLARITY:
        return to(as_mass(value, molar_mass), unit.units)
    if {have, want} == {Kind.MASS, Kind.AMOUNT}:
        if molar_mass is None:
            raise CalculationError(Message.NEEDS_MOLAR_MASS, field="molar_mass")
        exchanged = value * molar_mass if have is Kind.AMOUNT else value / molar_mass
        return to(exchanged, unit.units)
    if Kind.PERCENT in (have, want) and have in PERCENTS and want in PERCENTS:
        # Each kind of per cent has one unit.
        same: Quantity = value.m * unit.units
        return same
    return to(same_scale(value, unit, molar_mass)[0], unit.units)
