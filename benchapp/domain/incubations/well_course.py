"""What is in a well along an incubation: volume, vehicle, and between which ends the compound is.

Without a half-life only the upper end is a line: nothing lost. With one, whose source and matrix are named, the
lower end decays between the steps.
"""

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running, lived_at
from benchapp.domain.incubations.redose import (
    Change,
    Method,
    Well,
    change_of,
    changed,
    strength_to_add,
    volume_to_add_ul,
)
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.units.moments import BootSpan

_HOUR = 3600.0


class Brought(Struct, frozen=True):
    """What the doses of an incubation really brought into wells of one kind.

    Attributes:
        first_percent: Vehicle that the first dose left in the well, % v/v.
        given_percent: Vehicle in the solution that a re-dose was given with, % v/v, by the number of the re-dose; where
            it is not known a dose brings what the one before it brought.
        given_doses: How many doses strong that solution was; just what was wanted where it is not known.
        first_doses: How many times what was wanted the first dose brought, after a correction of its solution.
        first_vehicle: And how many times the vehicle.
    """

    first_percent: float
    given_percent: Mapping[int, float] = field(default_factory=dict)
    given_doses: Mapping[int, float] = field(default_factory=dict)
    first_doses: float = 1.0
    first_vehicle: float = 1.0


class CoursePoint(Struct, frozen=True):
    """The wells after one step.

    Attributes:
        step: Which; None for the first dose.
        at_s: When, s after the start: when it was done, or when it is due.
        done: Whether it was done.
        well: Afterwards, with the vehicle of the wells that hold most of it.
        change: What it does.
        least_percent: Vehicle in the wells that hold least of it, % v/v.
    """

    step: Step | None
    at_s: float
    done: bool
    well: Well
    change: Change
    least_percent: float


def well_course(
    running: Running, anchors: Sequence[BootSpan] = (), brought: Sequence[Brought] = ()
) -> tuple[CoursePoint, ...]:
    """Return the wells after the first dose and after each step that was done or is planned, in order of time.

    What was left out is not there; the end and what changes nothing are.

    Args:
        running: The incubation with what happened to it.
        anchors: The boots seen.
        brought: The vehicle that the doses brought, one for each kind of well; each brought what the one before it did
            where none is given.
    """
    kinds = [_course(running, anchors, one) for one in brought or (Brought(running.incubation.vehicle_percent),)]
    points = []
    for same in zip(*kinds, strict=True):
        most = max(same, key=lambda point: point.well.vehicle_percent)
        points.append(replace(most, least_percent=min(point.least_percent for point in same)))
    return tuple(points)


def _course(running: Running, anchors: Sequence[BootSpan], brought: Brought) -> list[CoursePoint]:
    """Return the course of wells of one kind."""
    incubation = running.incubation
    first = brought.first_percent
    well = Well(incubation.well_ul, brought.first_doses, brought.first_doses, first * brought.first_vehicle)
    points = [CoursePoint(None, 0.0, True, well, Change(1.0, 0.0, incubation.well_ul), well.vehicle_percent)]
    timed = []
    for step in running.steps():
        if step.number in running.skipped:
            continue
        at = running.done_at(step)
        at_s = step.due_s if at is None else lived_at(running, at, anchors).total_seconds()
        timed.append((at_s, at is not None, step))
    each = first
    for at_s, done, step in sorted(timed, key=lambda one: (one[0], one[2].number)):
        method, spike_ul = incubation.plan.method, incubation.plan.spike_ul
        change = step.change(well.volume_ul, method, spike_ul)
        percent, reached = first, 1.0
        if step.kind is StepKind.REDOSE and method is not None:
            strength = strength_to_add(method, well.volume_ul, spike_ul)
            each = brought.given_percent.get(step.number, each * strength) / strength
            percent = each
            reached = brought.given_doses.get(step.number, strength) / strength
        well = changed(well, change, percent, reached) if step.kind is not StepKind.END else well
        change = replace(change, added=change.added * reached)
        points.append(CoursePoint(step, at_s, done, well, change, well.vehicle_percent))
    return points


def well_before(
    running: Running, step: Step, anchors: Sequence[BootSpan] = (), brought: Sequence[Brought] = ()
) -> Well:
    """Return the well just before a step: feeds, spikes and splits before it counted."""
    points = well_course(running, anchors, brought)
    place = next((place for place, point in enumerate(points) if point.step and point.step.number == step.number), 1)
    return points[place - 1].well


def volume_before(running: Running, step: Step, anchors: Sequence[BootSpan] = ()) -> float:
    """Return what is in a well just before a step, µL."""
    return well_before(running, step, anchors).volume_ul


class Redosing(Struct, frozen=True):
    """One re-dose that is to be made: the well as it finds it, and how it is given.

    Attributes:
        method: How it is given.
        before: The well before it, relative to the dose of the incubation.
        spike_ul: Volume of a spike, µL.
    """

    method: Method
    before: Well
    spike_ul: float = 0.0

    @property
    def change(self) -> Change:
        """What it does to the well."""
        return change_of(self.method, self.before.volume_ul, self.spike_ul)

    @property
    def add_ul(self) -> float:
        """What is put into each well, µL."""
        return volume_to_add_ul(self.method, self.before.volume_ul, self.spike_ul)

    @property
    def kept_ul(self) -> float:
        """What stays in each well of the medium where a part of it is taken off, µL; 0 where nothing is, or all."""
        halved = self.method in {Method.HALF_CHANGE_1X, Method.HALF_CHANGE_2X}
        return self.before.volume_ul - self.add_ul if halved else 0.0

    @property
    def strength(self) -> float:
        """How many times the dose the solution put in must hold."""
        return strength_to_add(self.method, self.before.volume_ul, self.spike_ul)

    def of_wells_with(self, vehicle_percent: float) -> "Redosing":
        """Return the same re-dose of wells that hold another vehicle before it, % v/v."""
        return replace(self, before=replace(self.before, vehicle_percent=vehicle_percent))

    def after(self, dose_vehicle_percent: float, reached: float = 1.0) -> Well:
        """Return the well after it.

        Args:
            dose_vehicle_percent: Vehicle of the solution put in, divided by its strength, % v/v.
            reached: What the solution really holds, divided by its strength, as a part of the dose.
        """
        return changed(self.before, self.change, dose_vehicle_percent, reached)


def redosing(
    running: Running, step: Step, anchors: Sequence[BootSpan] = (), brought: Sequence[Brought] = ()
) -> Redosing:
    """Return what a re-dose of an incubation finds and does."""
    plan = running.incubation.plan
    return Redosing(plan.method or Method.FULL_CHANGE, well_before(running, step, anchors, brought), plan.spike_ul)


def widest(of: Sequence[Redosing]) -> Redosing:
    """Return one re-dose in place of several given together: the ends between which all of their wells are."""
    wells = [one.before for one in of]
    before = Well(
        wells[0].volume_ul,
        min(well.low for well in wells),
        max(well.high for well in wells),
        max(well.vehicle_percent for well in wells),
    )
    return replace(of[0], before=before)


class BandPoint(Struct, frozen=True):
    """Between which ends the compound is, in doses, at one time.

    Attributes:
        at_s: s after the start.
        high: If nothing was lost.
        low: By the half-life; None without one.
    """

    at_s: float
    high: float
    low: float | None


def band(
    points: Sequence[CoursePoint], length_s: float, half_life_h: float, samples: int = 24
) -> tuple[BandPoint, ...]:
    """Return the band over a course.

    Args:
        points: The course.
        length_s: Until when, s.
        half_life_h: h; 0 where none was chosen.
        samples: How many points between two steps.
    """
    found: list[BandPoint] = []
    high = low = points[0].well.high if points else 1.0
    for place, point in enumerate(points):
        if place:
            high = high * point.change.kept + point.change.added
            low = low * point.change.kept + point.change.added
        until = points[place + 1].at_s if place + 1 < len(points) else max(length_s, point.at_s)
        span = max(0.0, until - point.at_s)
        for sample in range(samples + 1):
            ago = span * sample / samples
            decayed = low * math.exp(-math.log(2) * ago / (half_life_h * _HOUR)) if half_life_h else None
            found.append(BandPoint(point.at_s + ago, high, decayed))
        if half_life_h:
            low *= math.exp(-math.log(2) * span / (half_life_h * _HOUR))
    return tuple(found)
