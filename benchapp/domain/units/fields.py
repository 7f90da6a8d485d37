"""What makes sense in a field: which of two readings is meant, and which figure is to be questioned.

A figure that is questioned is taken all the same; whoever typed it sees what may have been meant.
"""

from benchapp.domain.messages import Caution, Message, Severity
from benchapp.domain.units.kinds import Kind, worth
from benchapp.domain.units.numerals import Sense

# Below it a purity or viability is more likely a part of one (0.98) typed as per cent.
LOW_PERCENT = 10.0
# An assumption of this program: few liquids of a bench are beyond, such as bromine (3.10 g/mL, CRC Handbook).
DENSITIES_G_ML = (0.5, 3.0)


def _density(number: float, unit: str, _large: bool) -> bool:
    known = worth(unit)
    return known is None or 0.05 <= number * known[1] / 1000 <= 25


def _share(number: float, _unit: str, _large: bool) -> bool:
    return LOW_PERCENT <= number <= 120


def _ratio(number: float, _unit: str, large: bool) -> bool:
    # Nobody writes a part as 2.500; one of 1.333 may be meant.
    return large or round(number * 1000) % 10 != 0


def _factor(number: float, _unit: str, large: bool) -> bool:
    if large:
        return round(number) % 100 == 0
    return number > 1 and number != int(number)


DENSITY = Sense("density", _density, at_temperature=True)
PURITY = Sense("purity", _share, share=True)
VIABILITY = Sense("viability", _share, share=True)
# Per cents of which nobody takes 98: each with an example of its own where it cannot be read.
OVERAGE = Sense("overage")
VEHICLE = Sense("vehicle")
WATER_CONTENT = Sense("water content")
RATIO = Sense("ratio", _ratio, own_sign=True)
FACTOR = Sense("factor", _factor)
EACH = Sense("each", lambda number, _unit, _large: number <= 100, own_sign=True)
# Nobody tells a time to a thousandth of a minute; 1.500 h is asked about behind either sign.
LENGTH = Sense("length", lambda _number, unit, large: large or unit not in {"min", "s"}, own_sign=True)
# A counter shows 1.250 (× 10⁶) and a list 20.000: both are asked about.
COUNT = Sense("count", lambda _number, _unit, _large: True, own_sign=True)

_DOUBTS = {
    "purity": (Message.PURITY_DOUBTED, LOW_PERCENT, 100.0),
    "viability": (Message.VIABILITY_DOUBTED, LOW_PERCENT, 100.0),
    "density": (Message.DENSITY_DOUBTED, *DENSITIES_G_ML),
}


def doubt(sense: Sense, base: float) -> Caution | None:
    """Return what is to be questioned about a figure; None where it can well be.

    Args:
        sense: What the field asks for.
        base: The figure in the base unit of its kind: per cent, or g/L for a density.
    """
    if sense.field not in _DOUBTS:
        return None
    code, low, high = _DOUBTS[sense.field]
    figure = base / 1000 if sense is DENSITY else base
    if low <= figure <= high:
        return None
    # A part of one typed as per cent; a density typed in kg/m³ or g/L.
    meant = figure * 100 if figure <= 1 and sense is not DENSITY else figure / 1000
    likely = low <= meant <= high and sense is not DENSITY
    return Caution(code, Severity.CAUTION, {"figure": figure, "meant": meant if likely else None})


PERCENTS_OF = (Kind.PERCENT, Kind.PERCENT_WW)
