"""Conversion between units of one dimension, and between scales: through a molar mass, an activity, a density, a count.

All strengths of a solution meet in its molarity or its mass per volume. What leads there is asked only where it is
needed: the molar mass, the specific activity of a lot, the density of the solution, and how many equivalents or
particles there are in a mole.
"""

from typing import Any

from msgspec import Struct

from benchapp.domain.codes import MessageCode
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
# Strengths that are counted in another way than as moles or mass in a volume.
BY_COUNT = frozenset({Kind.NORMALITY, Kind.OSMOLARITY, Kind.OSMOLALITY})
BY_MASS = frozenset({Kind.MOLALITY, Kind.OSMOLALITY, Kind.PERCENT_WW})
_OF_MASS = frozenset({Kind.MASS_CONCENTRATION, Kind.PERCENT_WW})
_STRENGTHS = BY_COUNT | BY_MASS | {Kind.MOLARITY, Kind.MASS_CONCENTRATION, Kind.ACTIVITY_CONCENTRATION}


class Composition(Struct, frozen=True):
    """What is known of a solution besides its strength, as far as it is needed.

    Attributes:
        density: Of the solution.
        equivalents: How many equivalents a mole of what is dissolved gives, in Eq/mol.
        particles: How many particles a mole of it gives, in Osm/mol.
    """

    density: Quantity | None = None
    equivalents: Quantity | None = None
    particles: Quantity | None = None


class _Known(Struct, frozen=True):
    """All that leads from one scale to another, as far as it is known."""

    solution: Composition
    molar_mass: Quantity | None
    activity: Quantity | None

    @property
    def mass(self) -> Quantity:
        """The molar mass.

        Raises:
            CalculationError: It is not known.
        """
        return _needed(self.molar_mass, Message.NEEDS_MOLAR_MASS, "molar_mass")

    @property
    def specific(self) -> Quantity:
        """The specific activity.

        Raises:
            CalculationError: It is not known.
        """
        return _needed(self.activity, Message.NEEDS_SPECIFIC_ACTIVITY, "molar_mass")

    @property
    def density(self) -> Quantity:
        """The density of the solution.

        Raises:
            CalculationError: It is not known.
        """
        return _needed(self.solution.density, Message.NEEDS_DENSITY, "density")

    def each(self, kind: Kind) -> Quantity:
        """Return how many equivalents, or particles, a mole gives.

        Raises:
            CalculationError: It is not known.
        """
        if kind is Kind.NORMALITY:
            return _needed(self.solution.equivalents, Message.NEEDS_EQUIVALENTS, "each")
        return _needed(self.solution.particles, Message.NEEDS_PARTICLES, "each")


def _needed(value: Quantity | None, code: MessageCode, field: str) -> Quantity:
    if value is None:
        raise CalculationError(code, field=field)
    return value


_NOTHING_KNOWN = Composition()


def convert(
    value: Quantity, unit: Quantity, per: Quantity | None = None, solution: Composition = _NOTHING_KNOWN
) -> Quantity:
    """Return `value` in the unit of `unit`.

    Args:
        value: What to convert.
        unit: One of the unit wanted; its number is not looked at.
        per: The molar mass, needed between mass and amount, and between mg/mL and molar; or the specific activity,
            needed between mass and activity, and between mg/mL and U/mL.
        solution: Its density, needed between what is counted by its mass and what is counted by its volume; and how
            many equivalents or particles a mole gives, for N and Osm.

    A plain per cent is one of whatever the other is: of 100 ppm, which is a mass per mass, 0.01 %.

    Raises:
        CalculationError: The two measure different things, or what leads from one to the other is missing.
    """
    have, want = kind_of(value), kind_of(unit)
    of_activity = per is not None and kind_of(per) is Kind.SPECIFIC_ACTIVITY
    known = _Known(solution, None if of_activity else per, per if of_activity else None)
    if have is want:
        return to(value, unit.units)
    if have is not None and _BY_ACTIVITY.get(have) is want:
        return to(value / known.specific if have in _ACTIVITIES else value * known.specific, unit.units)
    if {have, want} == {Kind.MASS, Kind.AMOUNT}:
        return to(value * known.mass if have is Kind.AMOUNT else value / known.mass, unit.units)
    if Kind.PERCENT in (have, want) and have in PERCENTS and want in PERCENTS:
        # Each kind of per cent has one unit.
        same: Quantity = value.m * unit.units
        return same
    if have in _STRENGTHS and want in _STRENGTHS:
        return to(_strength(value, have, unit, want, known), unit.units)
    return to(same_scale(value, unit, known.molar_mass)[0], unit.units)


def _strength(value: Quantity, have: Kind, unit: Quantity, want: Kind, known: _Known) -> Quantity:
    """Return one strength of a solution on the scale of another.

    Raises:
        CalculationError: Something that leads there is missing, or both are counts of different things.
    """
    kinds = {have, want}
    # Equivalents and particles are two numbers: sulfuric acid has two of the one and three of the other. From units of
    # activity to moles there are two figures as well, of which one is asked.
    both_counts = kinds <= BY_COUNT and Kind.NORMALITY in kinds
    if both_counts or (Kind.ACTIVITY_CONCENTRATION in kinds and not kinds & _OF_MASS):
        raise CalculationError(Message.CANNOT_MIX, field="unit", first=have.value, second=want.value)
    if have in BY_MASS and want in BY_MASS:
        return _from_molality(_molality(value, have, known), unit, want, known)
    return _to_scale(_by_volume(value, have, known), unit, want, known)


def _molality(value: Quantity, have: Kind, known: _Known) -> Quantity:
    """Return what is counted by a mass of solvent or of solution as moles for a mass of solvent."""
    if have is Kind.OSMOLALITY:
        return _quantity(value / known.each(have))
    if have is Kind.PERCENT_WW:
        part = _part(float(value.m_as("percent_ww")) / 100)
        return _quantity(part / (1 - part) / known.mass)
    return value


def _from_molality(molality: Quantity, unit: Quantity, want: Kind, known: _Known) -> Quantity:
    if want is Kind.OSMOLALITY:
        return _quantity(molality * known.each(want))
    if want is Kind.PERCENT_WW:
        held = float((molality * known.mass).m_as(""))
        return _per_cent(held / (1 + held), unit)
    return molality


def _part(part: float) -> float:
    """Return the part of a solution that is dissolved, which leaves some of it for the solvent.

    Raises:
        CalculationError: It does not.
    """
    if part >= 1:
        raise CalculationError(Message.NO_SOLVENT_LEFT, field="value")
    return part


def _per_cent(part: float, unit: Quantity) -> Quantity:
    # Per cent by mass has one unit.
    return _quantity(100 * part * unit.units)


def _quantity(product: Any) -> Quantity:
    """Return a product of quantities as one: pint's types do not tell."""
    made: Quantity = product
    return made


def _by_volume(value: Quantity, have: Kind, known: _Known) -> Quantity:
    """Return any strength as moles or mass in a volume."""
    if have in {Kind.NORMALITY, Kind.OSMOLARITY}:
        return _quantity(value / known.each(have))
    if have is Kind.PERCENT_WW:
        return _quantity(float(value.m_as("percent_ww")) / 100 * known.density)
    if have in {Kind.MOLALITY, Kind.OSMOLALITY}:
        molality = _molality(value, have, known)
        # The solvent and what is dissolved in it, in the volume that both take up.
        return _quantity(molality * known.density / (1 + float((molality * known.mass).m_as(""))))
    return _quantity(value / known.specific) if have is Kind.ACTIVITY_CONCENTRATION else value


def _to_scale(value: Quantity, unit: Quantity, want: Kind, known: _Known) -> Quantity:
    """Return moles or mass in a volume on another scale."""
    if want is Kind.MOLARITY:
        return as_molar(value, known.molar_mass)
    if want in {Kind.NORMALITY, Kind.OSMOLARITY}:
        return _quantity(as_molar(value, known.molar_mass) * known.each(want))
    mass = as_mass(value, known.molar_mass)
    if want is Kind.MASS_CONCENTRATION:
        return mass
    if want is Kind.ACTIVITY_CONCENTRATION:
        return _quantity(mass * known.specific)
    part = _part(float((mass / known.density).m_as("")))
    if want is Kind.PERCENT_WW:
        return _per_cent(part, unit)
    return _from_molality(as_molar(value, known.molar_mass) / (known.density * (1 - part)), unit, want, known)
