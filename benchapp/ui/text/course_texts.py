"""What is in the wells after each step of an incubation, in words."""

from collections.abc import Sequence
from datetime import timedelta

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.incubations.well_course import CoursePoint
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.spans import span_text
from benchapp.ui.text.incubation_texts import also_text, planned_text
from benchapp.ui.text.language import plain, shown, tr, vehicle_share


def unit_of(dose: Amount) -> str:
    """Return the unit of a dose as it follows a number, with the blank before it."""
    return shown(dose).removeprefix(shown(dose).split("\u202f")[0])


def step_words(step: Step) -> str:
    """Return what a step is."""
    if step.planned is not None:
        return planned_text(step.planned)
    return tr("the end") if step.kind is StepKind.END else tr("re-dose {step}", step=step.number + 1)


def course_lines(running: Running, course: Sequence[CoursePoint]) -> list[str]:
    """Return a line for each step: when, the compound from all lost to nothing lost, the volume, all vehicle so far."""
    incubation = running.incubation
    dose, unit = incubation.concentration, unit_of(incubation.concentration)
    first, lines = ", ".join(part for part in (tr("first dose"), also_text(running)) if part), []
    for point in course:
        what = first if point.step is None else step_words(point.step)
        well = point.well
        low, high = well.low * dose.value, well.high * dose.value
        ends = (
            f"{plain(high, 3)}{unit}"
            if plain(low, 3) == plain(high, 3)
            else tr("{low} to {high}{unit}", low=plain(low, 3), high=plain(high, 3), unit=unit)
        )
        at = span_text(timedelta(seconds=point.at_s)) if point.at_s else tr("start")
        lines.append(
            tr(
                "{at}: {what}{planned} → {ends}, {volume_ul}\u202fµL, {vehicle}",
                at=at,
                what=what,
                planned="" if point.done else tr(" (planned)"),
                ends=ends,
                volume_ul=plain(well.volume_ul, 4),
                vehicle=vehicle_share(point.least_percent, well.vehicle_percent, incubation.vehicle),
            )
        )
    return lines
