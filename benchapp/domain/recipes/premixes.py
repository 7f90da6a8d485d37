"""Several stocks in one vehicle: mixed first in the vehicle, then treated as one stock.

A premix keeps one total vehicle percentage for everything made of it, and it is where volumes too small for a tube
in medium can be set. A compound of which very little is needed is weakened in the vehicle before.
"""

from collections.abc import Mapping

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.mixing import TubePlan
from benchapp.domain.recipes.round_volumes import round_take
from benchapp.domain.units.kinds import TOLERANCE

# A part of the premix smaller than this is set as a larger volume of a weaker solution.
_SMALLEST_SHARE = 0.05
# A premix may be this many times larger for the sake of a round volume.
_ROOM = 1.1
_WEAKER = (1.0, 10.0, 100.0, 1000.0, 10000.0)


def vehicle_needed(parts: Mapping[str, float], least: float = 0.0) -> float:
    """Return the part of a tube that has to be vehicle for these parts of stocks, weakened ones included.

    Args:
        parts: Part of each stock in the tube.
        least: Part that is wanted as vehicle at least.
    """
    total = max(sum(parts.values()), least)
    if len(parts) < 2:
        return total
    # More vehicle may ask for more of them to be weakened. Each round does so to one of them at least, and there are so
    # many ways to weaken each: after so many rounds nothing changes any more.
    for _ in range(len(parts) * len(_WEAKER)):
        needed = sum(part * _weaker(part / total) for part in parts.values())
        total = needed if needed > total * (1 + TOLERANCE) else total
    return total


def _weaker(share: float) -> float:
    """Return how many times a stock is weakened before it makes this share of a premix."""
    return next((factor for factor in _WEAKER if share * factor >= _SMALLEST_SHARE), _WEAKER[-1])


def premix(rack: TubePlan, name: str, parts: Mapping[str, float], total: float, volume_ul: float, vehicle: str) -> str:
    """Make what is used as a stock: one stock as it is, or several mixed with vehicle.

    Args:
        rack: Holds the tubes.
        name: For the premix; what is weakened before gets the name with a number.
        parts: Part of each stock in the tube that is aimed at; empty for the vehicle alone.
        total: Part of that tube that is vehicle.
        volume_ul: What is taken of it afterwards, µL.
        vehicle: Name of the vehicle.

    Returns:
        Name of the source.

    Raises:
        CalculationError: One of the volumes is too small for every pipette.
    """
    if not parts:
        return vehicle
    if len(parts) == 1:
        ((source, part),) = parts.items()
        if part >= total * (1 - TOLERANCE):
            return source
    factors = {source: _weaker(part / total) for source, part in parts.items()}
    shares = {source: part / total * factors[source] for source, part in parts.items()}
    lab = rack.lab
    least = max(volume_ul + lab.rules.dead_volume_ul, lab.rules.smallest_mix_ul)
    needed = max(least, *(lab.least_ul() / share for share in shares.values()))
    rest = 1 - sum(shares.values())
    if rest < -TOLERANCE:
        raise CalculationError(Message.PREMIX_TOO_FINE, ul=needed * min(shares.values()), settable_ul=lab.least_ul())
    if rest > TOLERANCE:
        needed = max(needed, min(lab.least_ul() / rest, needed * 20))
    least_share = min(shares.values()) * needed
    rounder = round_take(least_share, least_share, least_share * _ROOM, needed / least_share - 1, lab) / least_share
    for grow in (rounder, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0):
        if all(lab.settable(needed * grow * share) for share in shares.values()):
            needed *= grow
            break
    else:
        raise CalculationError(Message.PREMIX_TOO_FINE, ul=needed * min(shares.values()), settable_ul=lab.least_ul())
    pours: list[tuple[str, float]] = []
    # Less than any pipette can set changes the parts by less than they are off anyway.
    if rest > TOLERANCE and rest * needed >= min((one.low_ul for one in lab.pipettes), default=0.0):
        pours.append((vehicle, rest * needed))
    for number, (source, share) in enumerate(shares.items(), 1):
        taken = share * needed
        pours.append((_weakened(rack, f"{name}{number}", source, factors[source], taken, vehicle), taken))
    rack.mix(name, *pours)
    return name


def _weakened(rack: TubePlan, name: str, source: str, factor: float, taken_ul: float, vehicle: str) -> str:
    """Make a weaker solution of a stock in the vehicle, in steps of at most a hundred; give its name."""
    if factor <= 1:
        return source
    steps = [min(factor, 100.0)] + ([factor / 100.0] if factor > 100 else [])
    needed = taken_ul
    sizes: list[float] = []
    for step in reversed(steps):
        total = max(needed + rack.lab.rules.dead_volume_ul, rack.lab.least_ul() * step, rack.lab.rules.smallest_mix_ul)
        sizes.insert(0, total)
        needed = total / step
    before = source
    for place, (step, total) in enumerate(zip(steps, sizes, strict=True)):
        made = name if place == len(steps) - 1 else f"{name}a"
        rack.mix(made, (vehicle, total - total / step), (before, total / step))
        before = made
    return before
