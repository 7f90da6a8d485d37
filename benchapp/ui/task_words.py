"""What an alarm and a re-dose ask for, in a sentence: on Today, in the Now strip and in the line that confirms."""

from benchapp.domain.amounts import show
from benchapp.domain.durations import clock_text, span_text
from benchapp.domain.incubations import MISSED_AFTER, Phase, Standing, StepKind
from benchapp.domain.kinds import Kind
from benchapp.presenters.today import Task
from benchapp.ui.phrases import step_title


def redose_sentence(task: Task) -> str:
    """Give what a re-dose asks for: dose, volume, plate, and what to thaw from where."""
    incubation = task.stand.running.incubation
    volume = show(task.redose_ul * 1e-6, Kind.VOLUME)
    first = f"Re-dose {incubation.concentration.shown()}, {volume}, {incubation.name}."
    if incubation.doses > 1:
        first = (
            f"Re-dose all {incubation.doses} doses of {incubation.name}, {incubation.concentration.shown()} and down."
        )
    if task.in_hand is not None:
        return f"{first} {task.in_hand.kept.solution.label} is still within its use-by."
    if task.stock is None:
        return f"{first} No stock is in hand: prepare one. Make it fresh."
    kept = task.stock.kept
    where = f"{kept.solution.place}; " if kept.solution.place else ""
    return f"{first} Thaw 1 aliquot of {kept.solution.label} ({where}{kept.left} left). Make it fresh."


def alarm_sentence(stand: Standing) -> str:
    """Give what an alarm says, with how late it is seen."""
    name = stand.running.incubation.name
    if stand.step.kind is StepKind.END:
        late = f" {span_text(stand.left)} ago" if stand.late >= MISSED_AFTER else ""
        return f"{name}: the incubation ended{late}."
    late = f" The alarm came {span_text(stand.late)} ago." if stand.late >= MISSED_AFTER else ""
    due = "is overdue" if stand.phase is Phase.DUE else f"is due in {clock_text(stand.left)}"
    return f"{name}: a {step_title(stand)} {due}.{late}"
