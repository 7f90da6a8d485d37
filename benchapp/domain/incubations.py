"""Incubations as values: instants that are due, never countdowns.

Nothing here runs. An incubation knows when it began on both clocks and how long it is; what remains is a
subtraction, so it survives sleep, restart and a busy event loop. Callers pass `now`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field

from benchapp.domain.amounts import Amount
from benchapp.domain.moments import BootSpan, Moment, elapsed
from benchapp.domain.redose import Method, volume_to_add_ul

# Later than this, the alarm was missed: the program was not running or the machine slept.
MISSED_AFTER = timedelta(seconds=60)


class Dosing(StrEnum):
    """Where the cells are when the dose comes."""

    RESUSPENDED = "resuspended in dosed medium"
    ADDED = "already in a volume, a volume is added"
    SPIKED = "a spike on top"


class StepKind(StrEnum):
    """What is to be done when a step is due."""

    REDOSE = "re-dose"
    END = "end"


class Phase(StrEnum):
    """How a step stands now."""

    WAITING = "waiting"
    LEAD = "prepare"
    DUE = "due"
    DONE = "done"


class Cells(Struct, frozen=True):
    """What is treated.

    Attributes:
        name: Line or donor: "H929".
        species: "human", "mouse", "rat"; "" where not told.
        passage: Passage number; 0 where not told.
        vessel: Plate or flask.
        wells: Wells dosed.
        kind: "line", "T cells", "PBMC", …; decides how careful to be about vehicle.
    """

    name: str
    species: str = ""
    passage: int = 0
    vessel: str = ""
    wells: int = 1
    kind: str = "line"


class Plan(Struct, frozen=True):
    """Whether and how the dose is renewed.

    Attributes:
        every_s: Time between re-doses, s; 0 for a single dose by design.
        method: How it is given; None for a single dose.
        spike_ul: Volume of a spike, µL.
        lead_s: How long before it is due the alarm comes, s.
        chosen: Whether somebody chose it; until then the program asks.
    """

    every_s: float = 0.0
    method: Method | None = None
    spike_ul: float = 0.0
    lead_s: float = 1800.0
    chosen: bool = False


class Incubation(Struct, frozen=True):
    """An incubation as it was started.

    Attributes:
        id: UUID.
        name: What people call it: "H929 plate 3".
        cells: What is treated.
        compound: UUID of the compound.
        compound_name: Its name then.
        dosing: Where the cells were.
        well_ul: Volume in a well after dosing, µL.
        concentration: In the well after dosing.
        vehicle: Vehicle.
        vehicle_percent: In the well after dosing, % v/v.
        start: When the first well was dosed.
        last_well_s: How much later the last well was, s.
        length_s: How long, from the first well, s.
        length_source: Whose word the length is: a fact id, or "" for one's own.
        plan: Whether the dose is renewed.
        solution: Id of the working solution it was dosed with; "" where not told.
        stock: Id of the stock that is thawed for re-doses; "" where not told.
        overage_percent: Made beyond what is needed, %.
        tool: The calculator that planned several doses at once ("plate", "combine"); "" where all wells have one dose.
        inputs: What stood in its fields, by name: a re-dose is planned from them again.
        doses: How many doses there are; `concentration` is the highest.
    """

    id: str
    name: str
    cells: Cells
    compound: str
    compound_name: str
    dosing: Dosing
    well_ul: float
    concentration: Amount
    vehicle: str
    vehicle_percent: float
    start: Moment
    last_well_s: float
    length_s: float
    length_source: str = ""
    plan: Plan = field(default_factory=Plan)
    solution: str = ""
    stock: str = ""
    overage_percent: float = 10.0
    tool: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    doses: int = 1

    def steps(self) -> Iterator["Step"]:
        """Give the steps in the order in which they fall due, the end last."""
        number = 0
        if self.plan.every_s > 0 and self.plan.method is not None:
            due_s = self.plan.every_s
            while due_s < self.length_s:
                yield Step(number, StepKind.REDOSE, due_s, self.plan.lead_s)
                number += 1
                due_s += self.plan.every_s
        yield Step(number, StepKind.END, self.length_s, 0.0)

    def redose_ul(self) -> float:
        """Tell the volume to make for one re-dose of all wells, with overage, µL."""
        if self.plan.method is None:
            return 0.0
        one = volume_to_add_ul(self.plan.method, self.well_ul, self.plan.spike_ul)
        return one * self.cells.wells * (1 + self.overage_percent / 100)


class Step(Struct, frozen=True):
    """One thing that falls due.

    Attributes:
        number: Place among the steps, from 0.
        kind: What is to be done.
        due_s: Seconds after the start.
        lead_s: How much before that the alarm comes, s.
    """

    number: int
    kind: StepKind
    due_s: float
    lead_s: float


class Running(Struct, frozen=True):
    """An incubation with what has happened to it.

    Attributes:
        incubation: As started.
        given: Re-doses given, by number, with when.
        skipped: Numbers of the re-doses left out on purpose.
        acknowledged: Alarms acknowledged, by step number, with how late in seconds.
        stopped: Why it was stopped early; None while it is not.
    """

    incubation: Incubation
    given: Mapping[int, Moment] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    acknowledged: Mapping[int, float] = field(default_factory=dict)
    stopped: str | None = None

    @property
    def over(self) -> bool:
        """Whether nothing of it runs or waits any more."""
        last = max(step.number for step in self.incubation.steps())
        return self.stopped is not None or last in self.acknowledged

    def open_steps(self) -> tuple[Step, ...]:
        """Give the steps that are not done; none when it is over."""
        return () if self.over else tuple(step for step in self.incubation.steps() if not self.done(step))

    def done(self, step: Step) -> bool:
        """Tell whether a step is done: a re-dose when given or left out, the end when acknowledged."""
        if step.kind is StepKind.END:
            return step.number in self.acknowledged
        return step.number in self.given or step.number in self.skipped


class Standing(Struct, frozen=True):
    """How one step of a running incubation stands at a moment.

    Attributes:
        running: The incubation.
        step: The step.
        phase: Waiting, prepare, due, done.
        left: Time until due; negative when overdue.
        due: The instant on the wall clock as it stands now.
        rings: Whether its alarm has come and nobody has acknowledged it.
        late: How long ago the alarm came; zero before.
    """

    running: Running
    step: Step
    phase: Phase
    left: timedelta
    due: datetime
    rings: bool
    late: timedelta


def standing(running: Running, step: Step, now: Moment, anchors: Sequence[BootSpan] = ()) -> Standing:
    """Tell how a step stands.

    Args:
        running: The incubation with what happened to it.
        step: One of its steps.
        now: The present moment.
        anchors: The boots seen.
    """
    left = timedelta(seconds=step.due_s) - elapsed(running.incubation.start, now, anchors)
    alarm_in = left - timedelta(seconds=step.lead_s)
    if running.done(step):
        phase = Phase.DONE
    elif left <= timedelta():
        phase = Phase.DUE
    else:
        phase = Phase.LEAD if alarm_in <= timedelta() else Phase.WAITING
    rings = phase in {Phase.LEAD, Phase.DUE} and step.number not in running.acknowledged and not running.over
    return Standing(running, step, phase, left, now.wall + left, rings, max(timedelta(), -alarm_in))


def next_standing(running: Running, now: Moment, anchors: Sequence[BootSpan] = ()) -> Standing | None:
    """Tell how the step stands that wants attention first; None when the incubation is over.

    That is the latest step that is due, for an earlier one that was never recorded must not hide the end; where
    nothing is due, the next one.
    """
    stands = [standing(running, step, now, anchors) for step in running.open_steps()]
    due = [stand for stand in stands if stand.phase is Phase.DUE]
    return due[-1] if due else next(iter(stands), None)


def ringing(running: Running, now: Moment, anchors: Sequence[BootSpan] = ()) -> tuple[Standing, ...]:
    """Give every alarm of an incubation that has come and is not acknowledged, oldest first."""
    if running.over:
        return ()
    stands = (standing(running, step, now, anchors) for step in running.incubation.steps())
    return tuple(stand for stand in stands if stand.rings)


def next_alarm(running: Running, now: Moment, anchors: Sequence[BootSpan] = ()) -> timedelta | None:
    """Tell how long until the next alarm of an incubation that has not come yet; None where none is left."""
    if running.over:
        return None
    waits = [
        stand.left - timedelta(seconds=stand.step.lead_s)
        for step in running.incubation.steps()
        if (stand := standing(running, step, now, anchors)).phase is not Phase.DONE
    ]
    return min((wait for wait in waits if wait > timedelta()), default=None)
