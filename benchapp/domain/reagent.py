"""Bottled reagents: from % w/w and density to a molar concentration, and how much to take."""

from msgspec import Struct

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.quantities import PERCENTS, Quantity, as_molar, kind_of, positive, to


class Reagent(Struct, frozen=True):
    """A bottled reagent.

    Attributes:
        concentration: Molar concentration of what is in the bottle.
        take: Volume to take for the target; None where no target was given.
        diluent: Volume to make up with, to the final volume.
    """

    concentration: Quantity
    take: Quantity | None = None
    diluent: Quantity | None = None


def solve_reagent(
    percent_ww: Quantity,
    density: Quantity,
    molar_mass: Quantity,
    *,
    target: Quantity | None = None,
    volume: Quantity | None = None,
) -> Reagent:
    """Return the concentration of a reagent, and the volume of it for a target.

    Args:
        percent_ww: Mass of the compound per mass of reagent, in per cent, above 0 to 100.
        density: Mass of reagent per volume.
        molar_mass: Of the compound.
        target: Concentration wanted, molar or mass per volume.
        volume: Final volume.

    Raises:
        CalculationError: A per cent outside its range, a target without a volume, or one above the bottle.
    """
    if kind_of(percent_ww) not in PERCENTS or not 0 < percent_ww.m <= 100:
        raise CalculationError(Message.PERCENT_RANGE, field="percent_ww")
    positive(density, "density")
    positive(molar_mass, "molar_mass")
    concentration = to(density * (float(percent_ww.m) / 100) / molar_mass, "mol/L")
    if target is None and volume is None:
        return Reagent(concentration)
    if target is None or volume is None:
        raise CalculationError(Message.TOO_FEW_GIVEN, missing="target" if target is None else "volume")
    wanted = as_molar(target, molar_mass)
    take = volume * float((wanted / concentration).m_as(""))
    if take > volume:
        raise CalculationError(Message.TARGET_ABOVE_STOCK, field="target")
    return Reagent(concentration, take, volume - take)
