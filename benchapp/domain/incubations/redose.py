"""Re-dosing: what each method does to volume, vehicle and concentration in the well.

Between doses the compound may stay whole or go to nothing; nobody knows, so both ends are carried along as a
range. The vehicle stays.
"""

from enum import StrEnum

from msgspec import Struct

from benchapp.domain.units.amounts import round_figures


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


# Vehicle that differs by a smaller part is the same: that much comes of the increments of pipettes.
_ALIKE = 0.01


def differs(least_percent: float, most_percent: float) -> bool:
    """Return whether the vehicle of wells differs by more than the increments of pipettes make it differ."""
    return least_percent < most_percent * (1 - _ALIKE)


def change_of(method: Method, volume_ul: float, spike_ul: float = 0.0) -> Change:
    """Return what a re-dose does to a well.

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


def changed(well: Well, change: Change, dose_vehicle_percent: float, reached: float = 1.0) -> Well:
    """Return the well after a change.

    Args:
        well: Before it; everything may have gone or remained.
        change: What is done.
        dose_vehicle_percent: Vehicle that a whole dose at the target brings, % v/v.
        reached: What a whole dose really brings of the compound, as a part of the target.
    """
    return Well(
        change.volume_ul,
        change.added * reached,
        well.high * change.kept + change.added * reached,
        well.vehicle_percent * change.kept + dose_vehicle_percent * change.added,
    )


# A spike that a pipette sets well and that hardly fills the well: a hundredth of it, but no less than 5 µL and no more
# than a tenth of the well. A choice of this program, to be typed over.
_SPIKE_PART, _LEAST_SPIKE_UL, _MOST_SPIKE_PART = 0.01, 5.0, 0.1


def usual_spike_ul(well_ul: float) -> float:
    """Return the volume of a spike that suits a well or flask, µL, to two figures."""
    wanted = min(max(_LEAST_SPIKE_UL, well_ul * _SPIKE_PART), well_ul * _MOST_SPIKE_PART)
    return round_figures(wanted, 2)


def volume_to_add_ul(method: Method, well_ul: float, spike_ul: float = 0.0) -> float:
    """Return what one re-dose adds to each well, µL."""
    if method is Method.FULL_CHANGE:
        return well_ul
    return spike_ul if method is Method.SPIKE else well_ul / 2


def strength_to_add(method: Method, well_ul: float, spike_ul: float = 0.0) -> float:
    """Return how many times the target concentration the solution added must have."""
    if method is Method.HALF_CHANGE_2X:
        return 2.0
    return (well_ul + spike_ul) / spike_ul if method is Method.SPIKE else 1.0
