"""Incubations as values: instants that are due, never countdowns.

Nothing here runs. An incubation knows when it began on both clocks and how long it is; what remains is a
subtraction, so it survives sleep, restart and a busy event loop. Callers pass `now`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.incubations.redose import Method, volume_to_add_ul
from benchapp.domain.incubations.steps import (
    ADDED_NUMBERS,
    FIRST_ADDED,
    FIRST_DOSE,
    AlsoDosed,
    Corrected,
    Done,
    DoneTwice,
    HalfLife,
    Pause,
    PlannedStep,
    Step,
    StepKind,
)
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.units.amounts import Amount, multiplied
from benchapp.domain.units.moments import BootSpan, Moment, elapsed


class Dosing(StrEnum):
    """Where the cells are when the dose comes."""

    RESUSPENDED = "resuspended in dosed medium"
    ADDED = "already in a volume, a volume is added"
    SPIKED = "a spike on top"
    REPLACED = "medium replaced"


# How cells grow; decides how medium is taken off them.
ADHERENT = "adherent"
SUSPENSION = "suspension"


class Cells(Struct, frozen=True, gc=False):
    """What is treated.

    Attributes:
        name: Line or donor: "H929".
        species: "human", "mouse", "rat"; "" where not given.
        passage: Passage number; 0 where not given.
        vessel: Plate or flask.
        wells: Wells dosed.
        kind: "line", "T cells", "PBMC", …; decides how careful to be about vehicle.
        viability: Living of all, as entered: "94 %"; "" where not.
        density: As entered: "5e5 per mL".
        medium: What they grow in.
        growth: `ADHERENT` or `SUSPENSION`; "" where not given.
    """

    name: str
    species: str = ""
    passage: int = 0
    vessel: str = ""
    wells: int = 1
    kind: str = "line"
    viability: str = ""
    density: str = ""
    medium: str = ""
    growth: str = ""


class Plan(Struct, frozen=True, gc=False):
    """Whether and how the dose is renewed.

    Attributes:
        every_s: Time between re-doses, s; 0 for a single dose.
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


def dosed_wells(percent_by_well: Mapping[str, float]) -> tuple[str, ...]:
    """Return those kinds of well, as text, that get compound."""
    return tuple(well for well in percent_by_well if well.startswith(WellUse.DOSE))


def vehicle_ends(percent: float, percent_by_well: Mapping[str, float]) -> tuple[float, float]:
    """Return the least and the most vehicle in dosed wells, % v/v.

    Args:
        percent: In all of them, where their kinds are not known.
        percent_by_well: In each kind of well, by its content as text.
    """
    held = [percent_by_well[well] for well in dosed_wells(percent_by_well)] or [percent]
    return min(held), max(held)


class Incubation(Struct, frozen=True, gc=False):
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
        vehicle_percent: In the wells of the highest dose after dosing, % v/v.
        start: When the first well was dosed.
        last_well_s: How much later the last well was, s.
        length_s: How long, from the first well, s.
        length_source: Where the length is from: a fact id, or "" for one's own.
        plan: Whether the dose is renewed.
        solution: Id of the working solution it was dosed with; "" where not given.
        stock: Id of the stock that is thawed for re-doses; "" where not given.
        overage_percent: Made beyond what is needed, %.
        tool: The calculator that planned several doses at once ("plate", "combine"); "" where all wells have one dose.
        inputs: What was in its fields, by name: a re-dose is planned from them again.
        doses: How many doses there are; `concentration` is the highest.
        also: Ids of further solutions it was dosed with.
        until: Where its end is an appointment, the instant on the wall clock; `length_s` is then as it was planned.
        zone: Name of the zone in which that was made.
        end_number: The end's number among the steps; −1 in older journals, where it followed the re-doses.
        percent_by_well: Vehicle in each kind of well after dosing, % v/v, by the content of the well as text; empty
            where only the wells with the most are known.
        moves: Other times for re-doses than the plan's, chosen before the start.
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
    also: tuple[str, ...] = ()
    until: datetime | None = None
    zone: str = ""
    end_number: int = -1
    percent_by_well: Mapping[str, float] = field(default_factory=dict)
    moves: tuple[PlannedStep, ...] = ()

    def steps(self) -> Iterator[Step]:
        """Yield the steps in the order of the plan, the end last."""
        moved = {step.number: step for step in self.moves}
        number = 0
        if self.plan.every_s > 0 and self.plan.method is not None:
            due_s = self.plan.every_s
            while due_s < self.length_s:
                to = moved.get(number)
                at_s, at = (due_s, None) if to is None else (to.due_s, to.due_at)
                yield Step(number, StepKind.REDOSE, at_s, self.plan.lead_s, due_at=at)
                number += 1
                due_s += self.plan.every_s
        end = number if self.end_number < 0 else self.end_number
        yield Step(end, StepKind.END, self.length_s, 0.0, due_at=self.until)

    @property
    def dosed_wells(self) -> tuple[str, ...]:
        """The kinds of well that get compound, as text; none where they are not known."""
        return dosed_wells(self.percent_by_well)

    @property
    def vehicle_ends(self) -> tuple[float, float]:
        """The least and the most vehicle in dosed wells after the first dose, % v/v."""
        return vehicle_ends(self.vehicle_percent, self.percent_by_well)

    def redose_ul(self, well_ul: float = 0.0) -> float:
        """Return the volume to make for one re-dose of all wells, with overage, µL.

        Args:
            well_ul: What is in a well before it, µL; 0 for what was there at the start.
        """
        if self.plan.method is None:
            return 0.0
        one = volume_to_add_ul(self.plan.method, well_ul or self.well_ul, self.plan.spike_ul)
        return one * self.cells.wells * (1 + self.overage_percent / 100)


class Running(Struct, frozen=True, gc=False):
    """An incubation with what has happened to it.

    Attributes:
        incubation: As started, with what was decided since.
        given: Re-doses given, by number, with when.
        skipped: Numbers of the steps left out on purpose.
        acknowledged: Alarms acknowledged, by step number, with how late in seconds.
        stopped: Why it was stopped early; None while it is not.
        added: Steps that were added, by number.
        moved: Other times for steps, by number.
        did: Steps done that are no re-doses, by number.
        snoozed: Until when an alarm was put off, by step number.
        pauses: Times that do not count.
        half_life: What a band is drawn by; None where nobody chose.
        given_with: Ids of the solutions that re-doses were given with, by number; "" where not given.
        heard: Numbers of the steps whose alarm was acknowledged and that wait to be done all the same; the end was
            done by that in the first versions.
        corrected: What doses really brought, by number, where what they were given with was corrected afterwards; the
            first dose has `FIRST_DOSE`.
        also: The further solutions that it was dosed with, by their ids.
        entered: When its start was written down, which may be long after it; None where that is not known.
        home: The chain in which it was started: the computer that writes it rings for it. "" where that is not known.
        done_in: The chain in which a step was recorded as done, by its number.
        twice: Steps that were recorded as done on two computers.
        unplanned: Ids of the entries that recorded a step which by then was no more.
        by: Who started it; "" where not given.
        rings_in: The chains of the other computers on which it was asked to ring too.
        apart: Whether it is of before this computer joined a lab, and no other one has it.
    """

    incubation: Incubation
    given: Mapping[int, Moment] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    acknowledged: Mapping[int, float] = field(default_factory=dict)
    stopped: str | None = None
    added: Mapping[int, PlannedStep] = field(default_factory=dict)
    moved: Mapping[int, PlannedStep] = field(default_factory=dict)
    did: Mapping[int, Done] = field(default_factory=dict)
    snoozed: Mapping[int, Moment] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    half_life: HalfLife | None = None
    given_with: Mapping[int, str] = field(default_factory=dict)
    heard: frozenset[int] = frozenset()
    corrected: Mapping[int, Corrected] = field(default_factory=dict)
    also: Mapping[str, AlsoDosed] = field(default_factory=dict)
    entered: datetime | None = None
    home: str = ""
    done_in: Mapping[int, str] = field(default_factory=dict)
    twice: tuple[DoneTwice, ...] = ()
    unplanned: tuple[str, ...] = ()
    by: str = ""
    rings_in: frozenset[str] = frozenset()
    apart: bool = False

    @property
    def dosed_with(self) -> Mapping[int, str]:
        """The id of the solution that each dose was given with, by number; "" where not given."""
        return {FIRST_DOSE: self.incubation.solution or self.incubation.stock, **self.given_with}

    @property
    def really_dosed(self) -> Amount | None:
        """The concentration in the well after the first dose, where a correction changed it; None where none did."""
        corrected = self.corrected.get(FIRST_DOSE)
        return None if corrected is None else multiplied(self.incubation.concentration, corrected.times)

    @property
    def end(self) -> Step:
        """The end."""
        return next(step for step in self.steps() if step.kind is StepKind.END)

    @property
    def over(self) -> bool:
        """Whether nothing of it runs or waits any more."""
        if self.stopped is not None:
            return True
        if not self.acknowledged and not self.did:
            return False
        known = self.incubation.end_number
        return self._ended_with(known if known >= 0 else self.end.number)

    def _ended_with(self, end: int) -> bool:
        """Return whether the end was done, by the number that it has."""
        return end in self.did or (end in self.acknowledged and end not in self.heard)

    @property
    def paused(self) -> bool:
        """Whether its time is stopped."""
        return bool(self.pauses) and self.pauses[-1].end is None

    def steps(self) -> tuple[Step, ...]:
        """Return the steps in the order in which they fall due."""
        steps = [*self.incubation.steps()]
        steps += [Step(one.number, one.kind, one.due_s, one.lead_s, one, one.due_at) for one in self.added.values()]
        found = []
        for step in steps:
            to = self.moved.get(step.number)
            found.append(step if to is None else replace(step, due_s=to.due_s, due_at=to.due_at))
        return tuple(sorted(found, key=lambda step: (step.due_s, step.kind is StepKind.END, step.number)))

    def open_steps(self) -> tuple[Step, ...]:
        """Return the steps that are not done; none when it is over."""
        return () if self.over else tuple(step for step in self.steps() if not self.done(step))

    def done(self, step: Step) -> bool:
        """Return whether a step is done: given, done or left out; for its alarm to be acknowledged is not enough."""
        if step.kind is StepKind.END:
            return self._ended_with(step.number)
        return step.number in self.skipped or self.done_at(step) is not None

    def done_at(self, step: Step) -> Moment | None:
        """Return when a step was done; None where it was not."""
        did = self.did.get(step.number)
        return did.at if did is not None else self.given.get(step.number)

    def next_number(self, below: Callable[[int], int]) -> int:
        """Return the number of a step to be added, by chance, so that two computers that each add one never clash.

        Args:
            below: Gives a whole number by chance, from 0 up to below a limit.
        """
        while (number := FIRST_ADDED + below(ADDED_NUMBERS)) in self.added:
            pass
        return number


def lived_at(running: Running, at: Moment, anchors: Sequence[BootSpan] = ()) -> timedelta:
    """Return how much of an incubation's time had passed at a moment; what was paused does not count."""
    passed = elapsed(running.incubation.start, at, anchors)
    for pause in running.pauses:
        begun = elapsed(pause.start, at, anchors)
        if pause.end is not None:
            begun = min(begun, elapsed(pause.start, pause.end, anchors))
        passed -= begun
    return max(timedelta(), passed)
