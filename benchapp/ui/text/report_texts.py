"""The words of an incubation's report: what it was, and what each of its steps is called."""

from collections.abc import Callable
from datetime import datetime

from benchapp.domain.incubations.incubations import Cells, Running
from benchapp.domain.incubations.steps import HalfLife, StepKind
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.incubation_texts import (
    also_given,
    dose_text,
    dosing_text,
    plan_text,
    planned_text,
    vehicle_text,
    vessel_text,
)
from benchapp.ui.text.language import plain, term, tr
from benchapp.ui.text.solution_texts import solvent_text


def report_step(running: Running, number: int) -> str:
    """Return what a step is called in the report."""
    step = next(step for step in running.steps() if step.number == number)
    if step.planned is not None:
        return plain_spaces(planned_text(step.planned))
    return term("end") if step.kind is StepKind.END else tr("re-dose {number}", number=number + 1)


def report_facts(running: Running, local: Callable[[datetime], datetime]) -> tuple[tuple[str, str], ...]:
    """Return what an incubation was: the name of each fact, and its value; what is not known is left out.

    Args:
        running: The incubation.
        local: Returns an instant in the time zone shown.
    """
    incubation = running.incubation
    cells = incubation.cells
    facts = (
        (
            tr("Compound"),
            tr(
                "{compound_name}, {concentration} in the well, {vehicle}",
                compound_name=incubation.compound_name,
                concentration=dose_text(running, exact=True),
                vehicle=vehicle_text(running),
            ),
        ),
        (tr("Also dosed with"), also_given(running, exact=True)),
        (tr("Cells"), _cells(cells)),
        (
            tr("Vessel"),
            tr(
                "{vessel}, {wells:wells}, {well_ul} µL per well",
                vessel=vessel_text(cells.vessel),
                wells=cells.wells,
                well_ul=plain(incubation.well_ul, 4),
            ).lstrip(", "),
        ),
        (tr("Medium"), solvent_text(cells.medium) if cells.medium else ""),
        (
            tr("Dosed"),
            tr(
                "{dosing}, first well {date_and_time}",
                dosing=dosing_text(incubation.dosing.value),
                date_and_time=date_and_time(local(incubation.start.wall)),
            ),
        ),
        (tr("Dosing plan"), plan_text(incubation.plan)),
        (tr("Half-life"), _half_life(running.half_life)),
        (tr("Stopped"), running.stopped or ""),
    )
    return tuple((name, plain_spaces(value)) for name, value in facts if value)


def _cells(cells: Cells) -> str:
    known = (
        cells.name,
        cells.species,
        tr("passage {passage}", passage=cells.passage) if cells.passage else "",
        cells.viability,
        cells.density,
    )
    return ", ".join(part for part in known if part)


def _half_life(half_life: HalfLife | None) -> str:
    if half_life is None:
        return tr("none assumed")
    return tr(
        "{hours} h in {matrix} ({source})",
        hours=plain(half_life.hours),
        matrix=tr(half_life.matrix),
        source=half_life.source,
    )
