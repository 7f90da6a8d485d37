"""How far off a concentration may be: each pipetting that leads to it, what they come to, and which of them decides.

There are two figures. "Typical": each pipetting is off by the permitted error of its pipette, on its own, and
the squares add up. "At worst": the permitted errors are systematic ones (ISO 8655), so one pipette is off the same
way every time it is used, and the ways of different pipettes are the least favourable. The random limits of the
standard are smaller, and are in neither figure.
"""

import math
from collections.abc import Iterable, Mapping

from msgspec import Struct


class Slip(Struct, frozen=True):
    """What one volume, as far off as its pipette may be, changes in a concentration.

    Attributes:
        key: Which pouring; the same one counts once, however many ways lead from it.
        pipette: Name of the pipette; "" for what is not pipetted, such as a stock's own error.
        ul: The volume, µL; 0 where there is none.
        part: Relative change of the concentration where the volume is too large by all that is permitted.
    """

    key: str
    pipette: str
    ul: float
    part: float


class Uncertainty(Struct, frozen=True):
    """How far off a concentration may be.

    Attributes:
        typical: Each pipetting off by its limit on its own, as a part.
        worst: Each pipette off by its limit the same way every time, in the worst combination, as a part.
        main_ul: The volume that contributes most to `typical`, µL; 0 where that is not a volume.
        main_pipette: The pipette that sets it; "" where that is not a volume.
        main_share: Its share of the squares, from 0 to 1.
    """

    typical: float = 0.0
    worst: float = 0.0
    main_ul: float = 0.0
    main_pipette: str = ""
    main_share: float = 0.0


def uncertainty(slips: Iterable[Slip], worst: float = 0.0) -> Uncertainty:
    """Return what slips come to, with the worst case that was found beside them; at worst it is never less."""
    known = tuple(slips)
    main = max(known, key=lambda slip: abs(slip.part), default=None)
    total = sum(slip.part**2 for slip in known)
    if main is None or total <= 0:
        return Uncertainty(worst=worst)
    typical = math.sqrt(total)
    return Uncertainty(typical, max(typical, worst), main.ul, main.pipette, main.part**2 / total)


def combined(weighted: Iterable[tuple[float, Mapping[str, Slip]]]) -> dict[str, Slip]:
    """Return slips of several sources as those of their mixture, each with the weight of its source."""
    found: dict[str, Slip] = {}
    for weight, slips in weighted:
        for key, slip in slips.items():
            before = found[key].part if key in found else 0.0
            found[key] = Slip(key, slip.pipette, slip.ul, before + weight * slip.part)
    return found
