"""Vehicle: how much of the solvent of a stock arrives with the dose.

The volume fraction of vehicle is the dilution of the stock, whatever lies between: 10 µM from 10 mM in pure
DMSO is 0.1 % v/v.
"""

from msgspec import Struct

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.kinds import TOLERANCE
from benchapp.domain.units.quantities import PERCENTS, Quantity, kind_of, positive, same_scale


class Vehicle(Struct, frozen=True):
    """The vehicle of a dose.

    Attributes:
        vehicle: Volume fraction in the end, in per cent; None where not asked.
        stock: Concentration of the stock in pure vehicle.
        final: Concentration in the end.
        volume: Final volume.
        vehicle_volume: Volume of vehicle in it.
        diluent: The rest of the volume.
        stock_factor: How many times the final concentration a stock in pure vehicle must be.
    """

    vehicle: Quantity | None = None
    stock: Quantity | None = None
    final: Quantity | None = None
    volume: Quantity | None = None
    vehicle_volume: Quantity | None = None
    diluent: Quantity | None = None
    stock_factor: float | None = None


def solve_vehicle(
    *,
    stock: Quantity | None = None,
    final: Quantity | None = None,
    vehicle: Quantity | None = None,
    volume: Quantity | None = None,
    molar_mass: Quantity | None = None,
    percent: Quantity,
) -> Vehicle:
    """Relate stock, final concentration, vehicle fraction and volume.

    Args:
        stock: Concentration of the stock in pure vehicle.
        final: Concentration wanted in the end.
        vehicle: Vehicle in the end, per cent v/v.
        volume: Final volume.
        molar_mass: Needed where molar and mass units mix.
        percent: One per cent, the unit in which a computed vehicle is given.

    Raises:
        CalculationError: Too little is given, or the vehicle would be outside 0 to 100 %.
    """
    if vehicle is not None and (kind_of(vehicle) not in PERCENTS or not 0 < vehicle.m <= 100 * (1 + TOLERANCE)):
        raise CalculationError(Message.PERCENT_RANGE, field="vehicle")
    if stock is not None and final is not None and vehicle is None:
        strong, weak = same_scale(positive(stock, "stock"), positive(final, "final"), molar_mass)
        fraction = float((weak / strong).m_as(""))
        if fraction > 1 + TOLERANCE:
            raise CalculationError(Message.TARGET_ABOVE_STOCK, field="final")
        vehicle = percent * (fraction * 100)
    if vehicle is None:
        raise CalculationError(Message.TOO_FEW_GIVEN, missing="vehicle")
    fraction = float(vehicle.m) / 100
    if stock is None and final is not None:
        stock = final / fraction
    elif final is None and stock is not None:
        final = stock * fraction
    part = None if volume is None else volume * fraction
    return Vehicle(
        vehicle=vehicle,
        stock=stock,
        final=final,
        volume=volume,
        vehicle_volume=part,
        diluent=None if volume is None or part is None else volume - part,
        stock_factor=1 / fraction,
    )
