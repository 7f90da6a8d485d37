"""The status of a step at a moment: its phase, the time left, and whether its alarm rings."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from benchapp.domain.incubations.incubations import Running, lived_at
from benchapp.domain.incubations.steps import Step
from benchapp.domain.units.moments import BootSpan, Moment

# Later than this, the alarm was missed: the program was not running or the machine slept.
MISSED_AFTER = timedelta(seconds=60)


class Phase(StrEnum):
    """The state of a step now."""

    WAITING = "waiting"
    LEAD = "prepare"
    DUE = "due"
    DONE = "done"


class StepStatus(Struct, frozen=True):
    """The status of one step of a running incubation at a moment.

    Attributes:
        running: The incubation.
        step: The step.
        phase: Waiting, prepare, due, done.
        left: Time until due; negative when overdue.
        due: The instant on the wall clock as it is now.
        rings: Whether its alarm has come, and nobody has acknowledged it or put it off.
        late: How long ago the alarm came; zero before.
    """

    running: Running
    step: Step
    phase: Phase
    left: timedelta
    due: datetime
    rings: bool
    late: timedelta

    @property
    def rang(self) -> timedelta | None:
        """How long ago its alarm could first be heard; None where the step was due before it was entered.

        Of an incubation that was entered after its start, nothing rang before that.
        """
        entered = self.running.entered
        if entered is None:
            return self.late
        if entered - self.due >= MISSED_AFTER:
            return None
        return max(timedelta(), min(self.late, self.due - self.left - entered))

    @property
    def unanswered(self) -> timedelta:
        """For how long somebody could have answered its alarm: not before it was entered, by a clock that is right."""
        entered, now = self.running.entered, self.due - self.left
        return self.late if entered is None or entered > now else min(self.late, now - entered)

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from every other: the incubation and the number of the step."""
        return self.running.incubation.id, self.step.number


def standing(running: Running, step: Step, now: Moment, anchors: Sequence[BootSpan] = ()) -> StepStatus:
    """Return the state of a step.

    A duration counts time that has passed; an appointment follows the wall clock.

    Args:
        running: The incubation with what happened to it.
        step: One of its steps.
        now: The present moment.
        anchors: The boots seen.
    """
    if step.due_at is not None:
        left = step.due_at - now.wall
    else:
        left = timedelta(seconds=step.due_s) - lived_at(running, now, anchors)
    alarm_in = left - timedelta(seconds=step.lead_s)
    if running.done(step):
        phase = Phase.DONE
    elif left <= timedelta():
        phase = Phase.DUE
    else:
        phase = Phase.LEAD if alarm_in <= timedelta() else Phase.WAITING
    seen = step.number in running.acknowledged or running.over or _put_off(running, step, now) > timedelta()
    rings = phase in {Phase.LEAD, Phase.DUE} and not seen
    return StepStatus(running, step, phase, left, now.wall + left, rings, max(timedelta(), -alarm_in))


def _put_off(running: Running, step: Step, now: Moment) -> timedelta:
    """Return for how much longer an alarm is put off."""
    until = running.snoozed.get(step.number)
    if until is None:
        return timedelta()
    if until.boot_id and until.boot_id == now.boot_id:
        return timedelta(seconds=until.boot_s - now.boot_s)
    return until.wall - now.wall


def next_standing(running: Running, now: Moment, anchors: Sequence[BootSpan] = ()) -> StepStatus | None:
    """Return the state of the step that wants attention first; None when the incubation is over.

    That is the latest step that is due, for an earlier one that was never recorded must not hide the end; where
    nothing is due, the next one.
    """
    statuses = [standing(running, step, now, anchors) for step in running.open_steps()]
    due = [status for status in statuses if status.phase is Phase.DUE]
    return due[-1] if due else min(statuses, key=lambda status: status.left, default=None)


def ringing(running: Running, now: Moment, anchors: Sequence[BootSpan] = ()) -> tuple[StepStatus, ...]:
    """Return every alarm of an incubation that has come and is not acknowledged, oldest first."""
    if running.over:
        return ()
    statuses = (standing(running, step, now, anchors) for step in running.steps())
    return tuple(status for status in statuses if status.rings)


def next_alarm(running: Running, now: Moment, anchors: Sequence[BootSpan] = ()) -> timedelta | None:
    """Return how long until the next alarm of an incubation, or one that was put off; None where none is left."""
    if running.over:
        return None
    waits = []
    for step in running.steps():
        status = standing(running, step, now, anchors)
        if status.phase is not Phase.DONE:
            if not running.paused or step.due_at is not None:
                waits.append(status.left - timedelta(seconds=step.lead_s))
            waits.append(_put_off(running, step, now))
    return min((wait for wait in waits if wait > timedelta()), default=None)
