"""Steps of an incubation that fall outside the lab's working hours, and the times to which they can be moved."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from benchapp.domain.incubations.steps import PlannedStep, Step, StepKind
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.working_hours import outside_hours

# Whoever plans for sooner than this is still in the lab then.
STILL_THERE = timedelta(hours=1)


class OutOfHours(Struct, frozen=True):
    """A step outside working hours.

    Attributes:
        step: Which.
        at: When, local.
        before: The nearest working time before it; None where that has passed.
        after: And after it; None where the incubation is over by then.
        later: Of a re-dose, how many come after it.
    """

    step: Step
    at: datetime
    before: datetime | None
    after: datetime | None
    later: int = 0


def due_times(
    steps: Iterable[Step], begin: datetime, local: Callable[[datetime], datetime]
) -> tuple[tuple[Step, datetime], ...]:
    """Return each step of an incubation that is planned with when it is due, local.

    Args:
        steps: The steps.
        begin: When the first well was dosed.
        local: Returns an instant in the time zone shown.
    """
    return tuple((step, local(step.due_at or begin + timedelta(seconds=step.due_s))) for step in steps)


def steps_out_of_hours(
    steps: Iterable[tuple[Step, datetime]], rules: LabRules, now: datetime
) -> tuple[OutOfHours, ...]:
    """Return those steps that fall outside working hours.

    Args:
        steps: Each step with when it is due, local.
        rules: The lab's rules.
        now: The present, local; no step is moved to before it.
    """
    found = []
    timed = list(steps)
    end = next((at for step, at in timed if step.kind is StepKind.END), None)
    for step, at in timed:
        around = outside_hours(at, rules) if at - now > STILL_THERE else None
        if around is not None:
            before, after = around
            late = end is not None and step.kind is not StepKind.END and after >= end
            redosed = step.kind is StepKind.REDOSE
            later = sum(one.kind is StepKind.REDOSE and due > at for one, due in timed) if redosed else 0
            found.append(OutOfHours(step, at, before if before > now else None, None if late else after, later))
    return tuple(found)


class MovedRedoses:
    """Re-doses of an incubation that is planned, moved away from the times of its plan."""

    def __init__(self) -> None:
        self._times: dict[int, datetime] = {}

    def put(self, number: int, at: datetime) -> None:
        """Move one.

        Args:
            number: Its number.
            at: To when, local.
        """
        self._times[number] = at

    def move(self, step: Step, at: datetime, steps: Sequence[tuple[Step, datetime]], *, later: bool) -> None:
        """Move one, alone or with those after it by as much; one that would come after the end stays where it is.

        Args:
            step: Which.
            at: To when, local.
            steps: Each step with when it was due before, local.
            later: Whether those after it are moved too.
        """
        due = {one.number: when for one, when in steps}
        end = next(when for one, when in steps if one.kind is StepKind.END)
        by = at - due[step.number]
        for one, when in steps:
            if later and one.kind is StepKind.REDOSE and when > due[step.number] and when + by < end:
                self.put(one.number, when + by)
        self.put(step.number, at)

    def forget(self) -> None:
        """Plan all of them at the times of the plan again."""
        self._times.clear()

    def follow(self, field: str) -> None:
        """Plan all of them anew, where the field is changed that their times follow from."""
        if field in {"ago", "every"}:
            self.forget()

    def steps(self, begin: datetime, zone: str) -> tuple[PlannedStep, ...]:
        """Return what is moved.

        Args:
            begin: When the first well was dosed.
            zone: Name of the zone of the times.
        """
        start = begin.astimezone(UTC)
        return tuple(
            PlannedStep(number, StepKind.REDOSE, (at.astimezone(UTC) - start).total_seconds(), due_at=at, zone=zone)
            for number, at in sorted(self._times.items())
        )
