"""Steps of an incubation that fall outside the lab's working hours."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from benchapp.domain.incubations.steps import Step
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.working_hours import outside_hours


class OutOfHours(Struct, frozen=True):
    """A step outside working hours.

    Attributes:
        step: Which.
        at: When, local.
        before: The nearest working time before it.
        after: And after it.
    """

    step: Step
    at: datetime
    before: datetime
    after: datetime


def steps_out_of_hours(steps: Iterable[tuple[Step, datetime]], rules: LabRules) -> tuple[OutOfHours, ...]:
    """Return those steps that fall outside working hours.

    Args:
        steps: Each step with when it is due, local.
        rules: The lab's rules.
    """
    nearest = ((step, at, outside_hours(at, rules)) for step, at in steps)
    return tuple(OutOfHours(step, at, *around) for step, at, around in nearest if around is not None)
