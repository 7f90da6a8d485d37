"""A cascade: from tube to tube, solved backwards from what is wanted in each."""

import math
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from benchapp.domain.units.kinds import TOLERANCE

# One tube may be made this many times larger than it has to be, for the sake of one setting.
MOST_UNLIKE = 2.0


class CascadeStep(Struct, frozen=True):
    """One step down.

    Attributes:
        take_ul: Taken from the tube above, µL.
        diluent_ul: Put in before, µL.
        factor: How many times weaker than the tube above.
        dose: Whether the tube holds a dose, or only lies between two.
    """

    take_ul: float
    diluent_ul: float
    factor: float
    dose: bool


class Cascade(Struct, frozen=True):
    """A series after its first tube.

    Attributes:
        steps: The steps down.
        top_ul: Volume of the first tube, µL.
    """

    steps: tuple[CascadeStep, ...]
    top_ul: float


def split(factors: Sequence[float], most: float) -> list[tuple[float, bool]]:
    """Return steps of at most `most`, and whether each ends at a dose: what is larger goes in equal steps."""
    steps: list[tuple[float, bool]] = []
    for factor in factors:
        count = 1 if factor <= most * (1 + TOLERANCE) else math.ceil(math.log(factor) / math.log(most) - TOLERANCE)
        steps += [(factor ** (1 / count), place == count - 1) for place in range(count)]
    return steps


def _as_it_is(take_ul: float, _factor: float) -> float:
    return take_ul


def cascade(
    steps: Sequence[tuple[float, bool]],
    lefts: Sequence[float],
    between_ul: float,
    rounded: Callable[[float, float], float] = _as_it_is,
) -> Cascade:
    """Return the volumes of a cascade that leaves what is wanted in each dose tube, solved from the last back.

    One factor throughout gives one setting throughout, as at the bench, where the tubes are to hold about the same;
    where one needs far more than the others, one setting for all would waste compound.

    Args:
        steps: How many times each is weaker than the one before, and whether it holds a dose.
        lefts: Wanted in each dose tube, µL.
        between_ul: Wanted in a tube that only lies between, µL.
        rounded: Gives what is carried for a volume that is needed and its factor, no less than that.
    """
    if not steps:
        return Cascade((), lefts[0])
    factors = [factor for factor, _ in steps]
    alike = max(lefts) <= min(lefts) * MOST_UNLIKE
    if alike and max(factors) <= min(factors) * (1 + 1e-6):
        factor, left = factors[0], max(*lefts, between_ul if not all(dose for _, dose in steps) else 0.0)
        take = rounded(left / (factor - 1), factor)
        down = (CascadeStep(take, take * (factor - 1), factor, dose) for factor, dose in steps)
        return Cascade(tuple(down), left + take)
    remaining = list(lefts)
    size = remaining.pop()
    backwards: list[CascadeStep] = []
    for place in range(len(steps) - 1, -1, -1):
        factor, dose = steps[place]
        take = rounded(size / factor, factor)
        backwards.append(CascadeStep(take, take * (factor - 1), factor, dose))
        above_is_dose = place == 0 or steps[place - 1][1]
        size = take + (remaining.pop() if above_is_dose else between_ul)
    return Cascade(tuple(reversed(backwards)), size)


def named(steps: Sequence[CascadeStep], first: int) -> Iterator[tuple[str, CascadeStep]]:
    """Yield the tubes below dose `first` with their names: doses by number, what lies between with a letter."""
    dose, between = first, 0
    for step in steps:
        if step.dose:
            dose, between = dose + 1, 0
            yield str(dose), step
        else:
            yield f"{dose}{chr(ord('a') + between)}", step
            between += 1
