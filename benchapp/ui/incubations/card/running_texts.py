"""A running incubation in words: what is treated, what comes next and when."""

from collections.abc import Callable
from datetime import datetime, timedelta

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.lab.clock_changes import clock_change
from benchapp.domain.units.spans import span_text
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.incubation_texts import also_text, dose_text, plan_text, step_title, vessel_text
from benchapp.ui.text.language import counted, tr
from benchapp.ui.text.solution_texts import solvent_text


def about_text(running: Running) -> str:
    """Return the dose, the cells and the plan: "10 µM Lenalidomide · human, 24 wells · single dose"."""
    incubation = running.incubation
    cells = incubation.cells
    known = (
        cells.species,
        tr("passage {passage}", passage=cells.passage) if cells.passage else "",
        cells.viability and tr("{viability} viable", viability=cells.viability),
        cells.density,
        cells.medium and solvent_text(cells.medium),
        vessel_text(cells.vessel),
        counted("wells", cells.wells),
    )
    about = ", ".join(part for part in known if part)
    dose = f"{dose_text(running)} {incubation.compound_name}"
    if incubation.doses > 1:
        down = tr(" and down ({doses} doses)", doses=incubation.doses)
        dose = f"{incubation.compound_name} {dose_text(running)}{down}"
    return " · ".join(part for part in (dose, also_text(running), about, plan_text(incubation.plan)) if part)


def exact_text(running: Running) -> str:
    """Return what the dose is exactly, where it is called by a round number; "" where that is exact."""
    exact = dose_text(running, exact=True)
    return "" if exact == dose_text(running) else tr("{dose} by the volumes used", dose=exact)


def next_text(status: StepStatus) -> str:
    """Return what comes next: "until re-dose 10 µM Lenalidomide", "overdue: count"."""
    if status.running.paused:
        return tr("paused, {step}", step=step_title(status))
    if status.phase is not Phase.DUE:
        return tr("until {step}", step=step_title(status))
    if status.step.kind is StepKind.END:
        return tr("since the end; not yet recorded as done")
    return tr("overdue: {step}", step=step_title(status))


def when_text(status: StepStatus, end: datetime, local: Callable[[datetime], datetime]) -> str:
    """Return when the next step is due, when it ends and when it began.

    Args:
        status: The next step.
        end: When the incubation ends, local.
        local: Gives an instant in the time zone shown.
    """
    incubation = status.running.incubation
    last = (
        tr(", last well {span} later", span=span_text(timedelta(seconds=incubation.last_well_s)))
        if incubation.last_well_s
        else ""
    )
    change = clock_change(local(status.due - status.left), end)
    clocks = (
        tr(" · clocks change by {span} before that; the time that passes is not affected", span=_signed(change))
        if change
        else ""
    )
    return tr(
        "due {due} · ends {end}{clocks} · first well {start}{last}",
        due=day_and_time(local(status.due)),
        end=day_and_time(end),
        clocks=clocks,
        start=day_and_time(local(incubation.start.wall)),
        last=last,
    )


def _signed(change: timedelta) -> str:
    return f"{'+' if change > timedelta() else '−'}{span_text(abs(change))}"
