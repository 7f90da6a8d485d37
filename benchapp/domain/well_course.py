"""What is in a well along an incubation: volume, vehicle, and between which ends the compound is.

Without a half-life only the upper end is a line: nothing lost. With one, whose source and matrix are named, the
lower end decays between the steps.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from benchapp.domain.incubations import Running, lived_at
from benchapp.domain.moments import BootSpan
from benchapp.domain.redose import Change, Well, changed
from benchapp.domain.steps import Step, StepKind

_HOUR = 3600.0


class CoursePoint(Struct, frozen=True):
    """The well after one step.

    Attributes:
        step: Which; None for the first dose.
        at_s: When, s after the start: when it was done, or when it is due.
        done: Whether it was done.
        well: Afterwards.
        change: What it does.
    """

    step: Step | None
    at_s: float
    done: bool
    well: Well
    change: Change


def well_course(running: Running, anchors: Sequence[BootSpan] = ()) -> tuple[CoursePoint, ...]:
    """Give the well after the first dose and after each step that was done or is planned, in order of time.

    What was left out is not there; the end and what changes nothing are.
    """
    incubation = running.incubation
    well = Well(incubation.well_ul, 1.0, 1.0, incubation.vehicle_percent)
    points = [CoursePoint(None, 0.0, True, well, Change(1.0, 0.0, incubation.well_ul))]
    timed = []
    for step in running.steps():
        if step.number in running.skipped:
            continue
        at = running.done_at(step)
        at_s = step.due_s if at is None else lived_at(running, at, anchors).total_seconds()
        timed.append((at_s, at is not None, step))
    for at_s, done, step in sorted(timed, key=lambda one: (one[0], one[2].number)):
        change = step.change(well.volume_ul, incubation.plan.method, incubation.plan.spike_ul)
        well = changed(well, change, incubation.vehicle_percent) if step.kind is not StepKind.END else well
        points.append(CoursePoint(step, at_s, done, well, change))
    return tuple(points)


def volume_before(running: Running, step: Step) -> float:
    """Tell what is in a well just before a step, µL: feeds, spikes and splits before it counted."""
    points = well_course(running)
    place = next((place for place, point in enumerate(points) if point.step and point.step.number == step.number), 1)
    return points[place - 1].well.volume_ul


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
    """Give the band over a course.

    Args:
        points: The course.
        length_s: Until when, s.
        half_life_h: h; 0 where none was chosen.
        samples: How many points between two steps.
    """
    found: list[BandPoint] = []
    high, low = 1.0, 1.0
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
