"""Doses from a highest one: by a factor, a number of points, a lowest one; any of the four from the others."""

import math

from msgspec import Struct

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.kinds import TOLERANCE

HALF_LOG = math.sqrt(10)
MOST_POINTS = 48


class DoseSteps(Struct, frozen=True):
    """Doses in equal steps.

    Attributes:
        top: The highest, in any unit.
        factor: How many times weaker each is than the one before.
        points: How many.
    """

    top: float
    factor: float
    points: int

    @property
    def lowest(self) -> float:
        """The lowest, in the unit of the highest."""
        return self.top / self.factor ** (self.points - 1)

    def doses(self) -> tuple[float, ...]:
        """Return the doses, the highest first."""
        return tuple(self.top / self.factor**place for place in range(self.points))


def solve_steps(*, top: float | None, factor: float | None, points: int | None, lowest: float | None) -> DoseSteps:
    """Solve for the one of four that is not given.

    Where the number of points follows, the lowest dose is reached or passed.

    Raises:
        CalculationError: Not exactly three are given, or they do not go together.
    """
    given = [
        name
        for name, value in zip(("top", "factor", "points", "lowest"), (top, factor, points, lowest), strict=True)
        if value is not None
    ]
    if len(given) != 3:
        code = Message.TOO_FEW_GIVEN if len(given) < 3 else Message.TOO_MANY_GIVEN
        raise CalculationError(code, missing="top, factor, points, lowest", field="lowest" if len(given) > 3 else "")
    if factor is not None and not factor > 1 + TOLERANCE:
        raise CalculationError(Message.FACTOR_TOO_SMALL, field="factor")
    if points is not None and not 1 <= points <= MOST_POINTS:
        raise CalculationError(Message.TOO_MANY_DOSES, field="points", most=MOST_POINTS)
    if top is None:
        return _positive(
            DoseSteps((lowest or 0.0) * (factor or 0.0) ** ((points or 1) - 1), factor or 0.0, points or 1)
        )
    if lowest is None:
        return _positive(DoseSteps(top, factor or 0.0, points or 1))
    if lowest >= top * (1 - TOLERANCE):
        raise CalculationError(Message.LOWEST_ABOVE_TOP, field="lowest")
    if factor is None:
        if points == 1:
            raise CalculationError(Message.LOWEST_ABOVE_TOP, field="points")
        return _positive(DoseSteps(top, (top / lowest) ** (1 / ((points or 2) - 1)), points or 2))
    needed = 1 + math.ceil(math.log(top / lowest) / math.log(factor) - 1e-6)
    if needed > MOST_POINTS:
        raise CalculationError(Message.TOO_MANY_DOSES, field="factor", most=MOST_POINTS)
    return _positive(DoseSteps(top, factor, needed))


def _positive(steps: DoseSteps) -> DoseSteps:
    if not (steps.top > 0 and steps.lowest > 0 and math.isfinite(steps.top)):
        raise CalculationError(Message.NOT_POSITIVE, field="top")
    return steps
