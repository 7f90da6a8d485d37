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


class Change(Struct, frozen=True):
    """What is done to a well: a part of what was there stays, and so many doses come to it.

    Attributes:
        kept: What stays of anything dissolved, as concentration after by concentration before.
        added: What comes to it, in doses: of the compound, and of the vehicle that a dose brings.
        volume_ul: Afterwards, µL.
    """

    kept: float
    added: float
    volume_ul: float


class Well(Struct, frozen=True):
    """What is in a well, relative to the dose aimed at.

    Attributes:
        volume_ul: Volume in the well, µL.
        low: Concentration if all had gone before each step, as a part of the target.
        high: Concentration if all remained, as a part of the target.
        vehicle_percent: Vehicle, cumulative, % v/v.
    """

    volume_ul: float
    low: float
    high: float
    vehicle_percent: float


def change_of(method: Method, volume_ul: float, spike_ul: float = 0.0) -> Change:
    """Give what a re-dose does to a well.

    Args:
        method: How it is given.
        volume_ul: In the well before it, µL.
        spike_ul: Volume of a spike, µL; it brings a whole dose for the volume that is then in the well.
    """
    match method:
        case Method.FULL_CHANGE:
            return Change(0.0, 1.0, volume_ul)
        case Method.HALF_CHANGE_1X:
            return Change(0.5, 0.5, volume_ul)
        case Method.HALF_CHANGE_2X:
            return Change(0.5, 1.0, volume_ul)
        case Method.SPIKE:
            volume = volume_ul + spike_ul
            return Change(volume_ul / volume, 1.0, volume)


def changed(well: Well, change: Change, dose_vehicle_percent: float) -> Well:
    """Give the well after a change.

    Args:
        well: Before it; everything may have gone or remained.
        change: What is done.
        dose_vehicle_percent: Vehicle that a whole dose at the target brings, % v/v.
    """
    return Well(
        change.volume_ul,
        change.added,
        well.high * change.kept + change.added,
        well.vehicle_percent * change.kept + dose_vehicle_percent * change.added,
    )


def redosed(well: Well, method: Method, dose_vehicle_percent: float, spike_ul: float = 0.0) -> Well:
    """Give the well after one re-dose."""
    return changed(well, change_of(method, well.volume_ul, spike_ul), dose_vehicle_percent)


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
