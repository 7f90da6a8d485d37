"""Re-dosing: what each method does to volume, vehicle and concentration in the well.

Between doses the compound may stay whole or go to nothing; nobody knows, so both ends are carried along as a
range. The vehicle stays.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct


class Method(StrEnum):
    """How a re-dose is given."""

    FULL_CHANGE = "full change"
    HALF_CHANGE_1X = "half change at 1×"
    HALF_CHANGE_2X = "half change at 2×"
    SPIKE = "spike on top"


class Well(Struct, frozen=True):
    """What is in a well, relative to the dose aimed at.

    Attributes:
        volume_ul: Volume in the well, µL.
        low: Concentration if all had gone before each re-dose, as a part of the target.
        high: Concentration if all remained, as a part of the target.
        vehicle_percent: Vehicle, cumulative, % v/v.
    """

    volume_ul: float
    low: float
    high: float
    vehicle_percent: float


def redosed(well: Well, method: Method, dose_vehicle_percent: float, spike_ul: float = 0.0) -> Well:
    """Give the well after one re-dose.

    Args:
        well: Before it; everything may have gone or remained.
        method: How it is given.
        dose_vehicle_percent: Vehicle that a whole dose at the target brings, % v/v.
        spike_ul: Volume of a spike, µL; it brings a whole dose for the volume that is then in the well.
    """
    if method is Method.FULL_CHANGE:
        return Well(well.volume_ul, 1.0, 1.0, dose_vehicle_percent)
    if method is Method.SPIKE:
        volume = well.volume_ul + spike_ul
        kept = well.volume_ul / volume
        return Well(volume, 1.0, well.high * kept + 1.0, well.vehicle_percent * kept + dose_vehicle_percent)
    strength = 1.0 if method is Method.HALF_CHANGE_1X else 2.0
    return Well(
        well.volume_ul,
        strength / 2,
        well.high / 2 + strength / 2,
        well.vehicle_percent / 2 + dose_vehicle_percent * strength / 2,
    )


def course(
    volume_ul: float, vehicle_percent: float, method: Method, doses: int, spike_ul: float = 0.0
) -> Iterator[Well]:
    """Give the well after the first dose and after each of `doses` re-doses."""
    well = Well(volume_ul, 1.0, 1.0, vehicle_percent)
    yield well
    for _ in range(doses):
        well = redosed(well, method, vehicle_percent, spike_ul)
        yield well


def volume_to_add_ul(method: Method, well_ul: float, spike_ul: float = 0.0) -> float:
    """Tell what one re-dose adds to each well, µL."""
    if method is Method.FULL_CHANGE:
        return well_ul
    return spike_ul if method is Method.SPIKE else well_ul / 2


def strength_to_add(method: Method, well_ul: float, spike_ul: float = 0.0) -> float:
    """Tell how many times the target concentration the solution added must have."""
    if method is Method.HALF_CHANGE_2X:
        return 2.0
    return (well_ul + spike_ul) / spike_ul if method is Method.SPIKE else 1.0
