"""What an alarm and a step ask for, in a sentence: on Today, in the Now strip, in the alarm's window."""

from datetime import timedelta

from benchapp.domain.amounts import show
from benchapp.domain.durations import clock_text, span_text
from benchapp.domain.incubations import MISSED_AFTER, Phase, Standing
from benchapp.domain.kinds import Kind
from benchapp.domain.steps import StepKind
from benchapp.presenters.today import Preparation, Task
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
    return f"{first} {take_sentence(task)}"


def take_sentence(task: Task) -> str:
    """Give what is taken off the shelf for it."""
    if task.in_hand is not None:
        return f"{task.in_hand.kept.solution.label} is still within its use-by."
    if task.stock is None:
        return "No stock is in hand: prepare one. Make it fresh."
    kept, hand = task.stock.kept, task.hand
    if hand is not None and hand.uses_opened(task.stock_ul):
        where = f"{hand.opened_place}; " if hand.opened_place else ""
        left = show(hand.opened_ul * 1e-6, Kind.VOLUME)
        return f"Take {kept.solution.label}, the tube that is open ({where}{left} in it). Make it fresh."
    place = hand.place if hand is not None else kept.solution.place
    where = f"{place}; " if place else ""
    count = hand.sealed(task.stock_ul) if hand is not None else 1
    tubes = "1 aliquot" if count <= 1 else f"{count} aliquots"
    return f"Thaw {tubes} of {kept.solution.label} ({where}{kept.left} left). Make it fresh."


def step_sentence(stand: Standing) -> str:
    """Give what a step that is no re-dose asks for."""
    name = stand.running.incubation.name
    if stand.step.kind is StepKind.END:
        return f"{name}: the end. Read out."
    return f"{name}: {step_title(stand)}; the vehicle control too."


def together_sentence(one: Preparation, before: str) -> str:
    """Give what is made once for several plates: how much, of which stock, and what is left of it."""
    first = one.tasks[0]
    incubation = first.stand.running.incubation
    names = ", ".join(task.stand.running.incubation.name for task in one.tasks)
    made, control = (show(ul * 1e-6, Kind.VOLUME) for ul in (one.redose_ul, one.control_ul))
    dose = f"{incubation.concentration.shown()} {incubation.compound_name}"
    sentence = f"Make {made} for {dose} and up to {control} of vehicle control, for {names}, before {before}."
    if first.stock is None:
        return f"{sentence} No stock is in hand: prepare one."
    label = first.stock.kept.solution.label
    if one.tubes == 0:
        return f"{sentence} Take {label}, the tube that is open."
    tubes = "1 aliquot" if one.tubes == 1 else f"{one.tubes} aliquots"
    return f"{sentence} Thaw {tubes} of {label}; {one.left} left after it."


def alarm_sentence(stand: Standing) -> str:
    """Give what an alarm says, with how late it is seen."""
    name = stand.running.incubation.name
    if stand.step.kind is StepKind.END:
        late = f" {span_text(stand.left)} ago" if stand.late >= MISSED_AFTER else ""
        return f"{name}: the incubation ended{late}."
    late = f" The alarm came {span_text(stand.late)} ago." if stand.late >= MISSED_AFTER else ""
    due = "is overdue" if stand.phase is Phase.DUE else f"is due in {clock_text(stand.left)}"
    return f"{name}: a {step_title(stand)} {due}.{late}"


def late_sentence(stand: Standing) -> str:
    """Give what it means that an alarm was not seen in time; "" while it is in time."""
    if stand.left >= -MISSED_AFTER:
        return ""
    late = -stand.left
    planned = timedelta(seconds=stand.step.due_s)
    match stand.step.kind:
        case StepKind.END:
            return (
                f"It has lasted {span_text(planned + late)} instead of {span_text(planned)}; note it with the result."
            )
        case StepKind.REDOSE:
            every = timedelta(seconds=stand.running.incubation.plan.every_s)
            return f"The dose was not renewed for {span_text(every + late)} instead of {span_text(every)}."
        case _:
            return f"It is {span_text(late)} late."
