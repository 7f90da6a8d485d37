"""What an alarm and a step ask for, in a sentence: on Today, in the Now strip, in the alarm's window."""

from collections.abc import Callable
from datetime import datetime, timedelta

from benchapp.domain.incubations.step_status import MISSED_AFTER, Phase, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.spans import clock_text, span_text
from benchapp.presenters.incubations.today import Preparation, Task
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.incubation_texts import step_title
from benchapp.ui.text.language import aliquots, show, shown, tr


def redose_sentence(task: Task) -> str:
    """Return what a re-dose asks for: dose, volume, plate, and what to thaw from where."""
    incubation = task.stand.running.incubation
    volume = show(task.redose_ul * 1e-6, Kind.VOLUME)
    first = tr(
        "Re-dose {concentration}, {volume}, {incubation}.",
        concentration=incubation.concentration,
        volume=volume,
        incubation=incubation.name,
    )
    if incubation.doses > 1:
        first = tr(
            "Re-dose all {doses} doses of {incubation}, {concentration} and down.",
            doses=incubation.doses,
            incubation=incubation.name,
            concentration=incubation.concentration,
        )
    return f"{first} {take_sentence(task)}"


def take_sentence(task: Task) -> str:
    """Return what is taken off the shelf for it."""
    if task.in_hand is not None:
        return tr("{label} is still within its use-by.", label=task.in_hand.kept.solution.label)
    if task.stock is None:
        return tr("No stock is in hand: prepare one. Make it fresh.")
    kept, hand = task.stock.kept, task.hand
    if hand is not None and hand.uses_opened(task.stock_ul):
        where = f"{hand.opened_place}; " if hand.opened_place else ""
        left = show(hand.opened_ul * 1e-6, Kind.VOLUME)
        return tr(
            "Take {label}, the tube that is open ({where}{left} in it). Make it fresh.",
            label=kept.solution.label,
            where=where,
            left=left,
        )
    place = hand.place if hand is not None else kept.solution.place
    where = f"{place}; " if place else ""
    count = hand.sealed(task.stock_ul) if hand is not None else 1
    tubes = aliquots(max(1, count))
    return tr(
        "Thaw {tubes} of {label} ({where}{left} left). Make it fresh.",
        tubes=tubes,
        label=kept.solution.label,
        where=where,
        left=kept.left,
    )


def day_step(task: Task, local: Callable[[datetime], datetime]) -> tuple[str, str, str]:
    """Return a task of the day for the hood: when, what, and the smaller line."""
    stand = task.stand
    if stand.step.kind is StepKind.REDOSE:
        return day_and_time(local(stand.due)), redose_sentence(task), tr("Make it from the Today page.")
    return day_and_time(local(stand.due)), step_sentence(stand), ""


def step_sentence(stand: StepStatus) -> str:
    """Return what a step that is no re-dose asks for."""
    name = stand.running.incubation.name
    if stand.step.kind is StepKind.END:
        return tr("{name}: the end. Read out.", name=name)
    return tr("{name}: {step}; the vehicle control too.", name=name, step=step_title(stand))


def together_sentence(one: Preparation, before: str) -> str:
    """Return what is made once for several plates: how much, of which stock, and what is left of it."""
    first = one.tasks[0]
    incubation = first.stand.running.incubation
    names = ", ".join(task.stand.running.incubation.name for task in one.tasks)
    made, control = (show(ul * 1e-6, Kind.VOLUME) for ul in (one.redose_ul, one.control_ul))
    dose = f"{shown(incubation.concentration)} {incubation.compound_name}"
    sentence = tr(
        "Make {made} for {dose} and up to {control} of vehicle control, for {names}, before {before}.",
        made=made,
        dose=dose,
        control=control,
        names=names,
        before=before,
    )
    if first.stock is None:
        return tr("{sentence} No stock is in hand: prepare one.", sentence=sentence)
    label = first.stock.kept.solution.label
    if one.tubes == 0:
        return tr("{sentence} Take {label}, the tube that is open.", sentence=sentence, label=label)
    tubes = aliquots(one.tubes)
    return tr(
        "{sentence} Thaw {tubes} of {label}; {left} left after it.",
        sentence=sentence,
        tubes=tubes,
        label=label,
        left=one.left,
    )


def alarm_sentence(stand: StepStatus) -> str:
    """Return what an alarm says, with how late it is seen."""
    name = stand.running.incubation.name
    if stand.step.kind is StepKind.END:
        late = tr(" {span} ago", span=span_text(stand.left)) if stand.late >= MISSED_AFTER else ""
        return tr("{name}: the incubation ended{late}.", name=name, late=late)
    late = tr(" The alarm came {span} ago.", span=span_text(stand.late)) if stand.late >= MISSED_AFTER else ""
    due = tr("is overdue") if stand.phase is Phase.DUE else tr("is due in {clock}", clock=clock_text(stand.left))
    return tr("{name}: {step} {due}.{late}", name=name, step=step_title(stand), due=due, late=late)


def late_sentence(stand: StepStatus) -> str:
    """Return what it means that an alarm was not seen in time; "" while it is in time."""
    if stand.left >= -MISSED_AFTER:
        return ""
    late = -stand.left
    planned = timedelta(seconds=stand.step.due_s)
    match stand.step.kind:
        case StepKind.END:
            return tr(
                "It has lasted {lasted} instead of {planned}; note it with the result.",
                lasted=span_text(planned + late),
                planned=span_text(planned),
            )
        case StepKind.REDOSE:
            every = timedelta(seconds=stand.running.incubation.plan.every_s)
            return tr(
                "The dose was not renewed for {time} instead of {every}.",
                time=span_text(every + late),
                every=span_text(every),
            )
        case _:
            return tr("It is {span} late.", span=span_text(late))
