"""Pipettes and measuring cylinders: which one to take, what number to set, and how far off that may be.

Settings are whole multiples of the increment. The permitted error is absolute, set by the nominal volume and the
same at every setting (ISO 8655, ISO 4788), so the relative error grows as the volume falls. What would take too many
shots of the largest pipette is measured in a cylinder.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.kinds import TOLERANCE

# The largest tube that labs commonly have; more than it holds is made in a bottle, µL.
LARGEST_TUBE_UL = 50_000.0
# An error that a bench accepts without a second thought; below it, fewer shots are worth more than accuracy.
SMALL_ERROR = 0.05
# More shots than this from an air-displacement pipette, and a serological one is taken.
MOST_SHOTS = 5
# As many shots are worth it to set both volumes of a dilution with one pipette: its error then cancels out.
MOST_FOR_ONE = 2
# More than this from a serological one, and a measuring cylinder is taken: 50 mL, as much as a tube holds.
MOST_SEROLOGICAL = 2


class Pipette(Struct, frozen=True):
    """One pipette of the lab.

    Attributes:
        name: As people call it: "P200".
        low_ul: Smallest volume it is made for, µL.
        high_ul: Nominal (largest) volume, µL.
        step_ul: Increment of the setting, µL.
        error_ul: Largest systematic error at any setting, µL.
        serological: Whether it is a serological pipette, for millilitres of medium.
    """

    name: str
    low_ul: float
    high_ul: float
    step_ul: float
    error_ul: float
    serological: bool = False


# Ranges as printed on the common models. Errors of P20, P200 and P1000: maximum permissible systematic errors of
# ISO 8655-2:2002 for 20, 200 and 1000 µL. Serological: half a division of the scale. A lab edits all of them.
USUAL_PIPETTES = (
    Pipette("P20", 2, 20, 0.02, 0.20),
    Pipette("P200", 20, 200, 0.2, 1.6),
    Pipette("P1000", 200, 1000, 2, 8),
    Pipette("10 mL serological", 1000, 10000, 100, 50, serological=True),
    Pipette("25 mL serological", 5000, 25000, 200, 100, serological=True),
)


# For less than a P20 sets well; ranges and errors as above, for 2 and 10 µL.
SMALL_PIPETTES = (Pipette("P2", 0.2, 2, 0.002, 0.08), Pipette("P10", 1, 10, 0.02, 0.12))


# Maximum permissible systematic errors of ISO 8655-2:2002 for single-channel air-displacement pipettes, µL by
# nominal volume in µL; for a nominal volume in between, that of the next larger one holds.
_ISO_ERRORS = (
    (1, 0.05), (2, 0.08), (5, 0.125), (10, 0.12), (20, 0.2), (50, 0.5), (100, 0.8), (200, 1.6), (500, 4.0),
    (1000, 8.0), (2000, 16.0), (5000, 40.0), (10000, 60.0),
)  # fmt: skip


def iso_error_ul(nominal_ul: float) -> float:
    """Return the largest systematic error that ISO 8655-2:2002 permits at a nominal volume, µL.

    Beyond the table it grows with the volume, as the last two entries of it do.
    """
    within = next((error for nominal, error in _ISO_ERRORS if nominal_ul <= nominal), None)
    return within if within is not None else nominal_ul * _ISO_ERRORS[-1][1] / _ISO_ERRORS[-1][0]


def _cylinder(name: str, nominal_ml: float, division_ml: float, error_ml: float) -> Pipette:
    # Read to half a division, from a tenth of the nominal volume on.
    return Pipette(name, 100 * nominal_ml, 1000 * nominal_ml, 500 * division_ml, 1000 * error_ml)


# Nominal volumes, divisions and largest errors of graduated measuring cylinders of class B in ISO 4788:2005; those of
# class A are half as large. A lab that owns better ones is off by less than is said.
CYLINDERS = (
    _cylinder("10 mL measuring cylinder", 10, 0.2, 0.2),
    _cylinder("25 mL measuring cylinder", 25, 0.5, 0.5),
    _cylinder("50 mL measuring cylinder", 50, 1, 1),
    _cylinder("100 mL measuring cylinder", 100, 1, 1),
    _cylinder("250 mL measuring cylinder", 250, 2, 2),
    _cylinder("500 mL measuring cylinder", 500, 5, 5),
    _cylinder("1 L measuring cylinder", 1000, 10, 10),
    _cylinder("2 L measuring cylinder", 2000, 20, 20),
)


class Transfer(Struct, frozen=True):
    """One volume as pipettes and cylinders can set it.

    Attributes:
        pipette: Name of the pipette, or of the measuring cylinder.
        times: How many equal shots.
        set_ul: The number to set, µL.
        wanted_ul: The volume that was asked for, µL.
        error_ul: Largest systematic error of all shots together, µL.
    """

    pipette: str
    times: int
    set_ul: float
    wanted_ul: float
    error_ul: float

    @property
    def volume_ul(self) -> float:
        """What is really moved, µL."""
        return self.times * self.set_ul

    @property
    def relative_error(self) -> float:
        """Rounding and pipette error together, as a part of the volume asked for."""
        return (abs(self.volume_ul - self.wanted_ul) + self.error_ul) / self.wanted_ul


def transfer(volume_ul: float, pipettes: Sequence[Pipette], *, fewest: bool = False) -> Transfer:
    """Choose a pipette and a setting for a volume.

    Args:
        volume_ul: Volume wanted, µL, above zero.
        pipettes: The lab's.
        fewest: Whether fewer shots count more than a smaller error, as where the same goes into many wells.

    Returns:
        The way with the fewest shots whose error is small, the smallest error deciding between them; where no
        error is small, the way with the smallest. What takes too many shots is measured in a cylinder.

    Raises:
        CalculationError: It is smaller than the smallest pipette can set, or there is no pipette.
    """
    return _transfer(volume_ul, tuple(pipettes), fewest)


# One field changed asks for most volumes of a plan once more.
@lru_cache(maxsize=4096, typed=True)
def _transfer(volume_ul: float, pipettes: tuple[Pipette, ...], fewest: bool) -> Transfer:
    if not volume_ul > 0 or not math.isfinite(volume_ul):
        raise CalculationError(Message.NOT_POSITIVE, field="volume")
    ways = [way for pipette in pipettes if (way := _way(volume_ul, pipette)) is not None]
    if not ways:
        smallest = min((pipette.low_ul for pipette in pipettes), default=0.0)
        raise CalculationError(Message.NO_PIPETTE, volume_ul=volume_ul, smallest_ul=smallest)
    best = _best(ways, pipettes, fewest=fewest)
    if best.times <= (MOST_SEROLOGICAL if _is_serological(best, pipettes) else MOST_SHOTS):
        return best
    measured = in_cylinder(volume_ul)
    return measured if measured is not None and measured.relative_error <= SMALL_ERROR else best


def with_pipette(way: Transfer, name: str, pipettes: Sequence[Pipette]) -> Transfer:
    """Return the same volume set with another pipette, in two shots at most; as it was where that one cannot.

    Args:
        way: The volume as it was to be set.
        name: Name of the other pipette.
        pipettes: The lab's.
    """
    other = next((one for one in pipettes if one.name == name and not one.serological), None)
    found = _way(way.volume_ul, other) if other is not None else None
    if found is None or found.times > MOST_FOR_ONE or abs(found.volume_ul - way.volume_ul) > TOLERANCE * way.volume_ul:
        return way
    return replace(found, wanted_ul=way.wanted_ul) if found.error_ul <= way.error_ul else way


def in_cylinder(volume_ul: float) -> Transfer | None:
    """Return a volume as the smallest measuring cylinder that holds it measures it; None for less than it can.

    More than the largest holds is measured in equal parts.
    """
    smallest = next((one for one in CYLINDERS if volume_ul <= one.high_ul * (1 + TOLERANCE)), CYLINDERS[-1])
    return _way(volume_ul, smallest)


def _best(ways: Sequence[Transfer], pipettes: Sequence[Pipette], *, fewest: bool) -> Transfer:
    if fewest:
        # A serological pipette is read to a division: what is little for it is set with another one.
        read = [way for way in ways if way.relative_error <= SMALL_ERROR or not _is_serological(way, pipettes)]
        return min(read or ways, key=lambda way: (way.times, way.relative_error))
    hand = [way for way in ways if way.times <= MOST_SHOTS and not _is_serological(way, pipettes)]
    good = [way for way in hand or ways if way.relative_error <= SMALL_ERROR * (1 + TOLERANCE)]
    if good:
        return min(good, key=lambda way: (way.times, way.relative_error))
    return min(hand or ways, key=lambda way: (way.relative_error, way.times))


def _is_serological(way: Transfer, pipettes: Sequence[Pipette]) -> bool:
    return any(pipette.serological for pipette in pipettes if pipette.name == way.pipette)


def _way(volume_ul: float, pipette: Pipette) -> Transfer | None:
    times = max(1, math.ceil(volume_ul / pipette.high_ul * (1 - TOLERANCE)))
    steps = round(volume_ul / times / pipette.step_ul)
    setting = round(steps * pipette.step_ul, 6)
    if setting < pipette.low_ul * (1 - TOLERANCE) or setting > pipette.high_ul * (1 + TOLERANCE):
        return None
    return Transfer(pipette.name, times, setting, volume_ul, times * pipette.error_ul)
