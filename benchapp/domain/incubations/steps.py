"""Steps of an incubation: what falls due, and what each does to volume, vehicle and compound in a well."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from benchapp.domain.incubations.redose import Change, Method, change_of
from benchapp.domain.units.amounts import Amount, multiplied
from benchapp.domain.units.moments import Moment

# Number of the first dose, where doses are counted: re-doses follow from 0.
FIRST_DOSE = -1
# The end's number, and the first number of a step that was added; re-doses count from 0.
END_NUMBER = 999
FIRST_ADDED = 1000
# From there on, a number by chance: among a hundred steps two are the same in 2 of a million cases.
ADDED_NUMBERS = 2**31


class StepKind(StrEnum):
    """What is to be done when a step is due."""

    REDOSE = "re-dose"
    CHANGE = "medium change"
    FEED = "feed"
    COUNT = "count"
    SPLIT = "split"
    READ_OUT = "read-out"
    VOLUME = "volume now"
    END = "end"


class PlannedStep(Struct, frozen=True, gc=False):
    """A step that somebody added.

    Attributes:
        number: Its number in its incubation.
        kind: What is to be done.
        due_s: Seconds after the start.
        lead_s: How much before that the alarm comes, s.
        part: Part of the medium that is changed, of a medium change.
        ul: Volume fed or taken, or the volume found, µL in each well.
        ratio: Of a split 1:n, n.
        dosed: Whether the fresh medium carries the dose, of a change, feed or split.
        note: What it is for.
        due_at: Of an appointment, the instant on the wall clock; None for a duration.
        zone: Name of the zone in which it was made.
    """

    number: int
    kind: StepKind
    due_s: float
    lead_s: float = 0.0
    part: float = 1.0
    ul: float = 0.0
    ratio: float = 0.0
    dosed: bool = False
    note: str = ""
    due_at: datetime | None = None
    zone: str = ""

    def change(self, volume_ul: float) -> Change:
        """Return what it does to a well that holds `volume_ul`."""
        fresh = 1.0 if self.dosed else 0.0
        match self.kind:
            case StepKind.CHANGE:
                return Change(1 - self.part, self.part * fresh, volume_ul)
            case StepKind.FEED:
                kept = volume_ul / (volume_ul + self.ul)
                return Change(kept, (1 - kept) * fresh, volume_ul + self.ul)
            case StepKind.SPLIT if self.ratio > 1:
                return Change(1 / self.ratio, (1 - 1 / self.ratio) * fresh, volume_ul)
            case StepKind.COUNT:
                return Change(1.0, 0.0, max(0.0, volume_ul - self.ul))
            case StepKind.VOLUME if self.ul > 0:
                # Water went, the rest stayed: everything dissolved is stronger.
                return Change(volume_ul / self.ul, 0.0, self.ul)
            case _:
                return Change(1.0, 0.0, volume_ul)


class Step(Struct, frozen=True):
    """One thing that falls due.

    Attributes:
        number: Its number: re-doses from 0, what was added from `FIRST_ADDED`.
        kind: What is to be done.
        due_s: Seconds after the start, the time paused not counted.
        lead_s: How much before that the alarm comes, s.
        planned: What was added; None for a re-dose of the plan and for the end.
        due_at: Of an appointment, the instant on the wall clock; None for a duration.
    """

    number: int
    kind: StepKind
    due_s: float
    lead_s: float
    planned: PlannedStep | None = None
    due_at: datetime | None = None

    def change(self, volume_ul: float, method: Method | None, spike_ul: float) -> Change:
        """Return what it does to a well that holds `volume_ul`.

        Args:
            volume_ul: Before it, µL.
            method: How a re-dose of the plan is given.
            spike_ul: Volume of a spike, µL.
        """
        if self.planned is not None:
            return self.planned.change(volume_ul)
        if self.kind is StepKind.REDOSE and method is not None:
            return change_of(method, volume_ul, spike_ul)
        return Change(1.0, 0.0, volume_ul)


class Corrected(Struct, frozen=True, gc=False):
    """What a dose really brought, after a correction of what it was given with.

    Attributes:
        times: How many times the compound that was recorded.
        vehicle_times: And the vehicle.
        solution: Id of the solution that was corrected last.
    """

    times: float
    vehicle_times: float
    solution: str


class DoneTwice(Struct, frozen=True, gc=False):
    """That a step was recorded as done on two computers, and neither knew of the other.

    Attributes:
        number: Which step.
        entry: Id of the later entry.
        at: When, by the later entry; the earlier one holds.
    """

    number: int
    entry: str
    at: Moment


class AlsoDosed(Struct, frozen=True, gc=False):
    """A further solution that the first dose was given with, beside the one that was planned.

    Attributes:
        compound: Name of its compound.
        recorded: Its concentration when the cells were dosed.
        times: How many times that it really held, after its correction.
        cause: Id of the solution that was corrected last; "" where none was.
    """

    compound: str
    recorded: Amount
    times: float = 1.0
    cause: str = ""

    @property
    def concentration(self) -> Amount:
        """What it really held."""
        return multiplied(self.recorded, self.times) if self.cause else self.recorded


class Done(Struct, frozen=True, gc=False):
    """That a step was done.

    Attributes:
        at: When.
        values: What was found: "cells_per_ml", "viability_percent", "note"; as text.
    """

    at: Moment
    values: dict[str, str] = field(default_factory=dict)


class Pause(Struct, frozen=True, gc=False):
    """A time that does not count.

    Attributes:
        start: From when.
        end: Until when; None while it lasts.
        reason: Why.
    """

    start: Moment
    end: Moment | None = None
    reason: str = ""


class HalfLife(Struct, frozen=True, gc=False):
    """A half-life that somebody chose for a band.

    Attributes:
        hours: h.
        source: Whose figure.
        matrix: In what it was measured.
    """

    hours: float
    source: str
    matrix: str
