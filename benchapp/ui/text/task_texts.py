"""What an alarm and a step ask for, in a sentence: on Today, in the Now strip, in the alarm's window."""

from collections.abc import Callable
from datetime import datetime, timedelta

from benchapp.domain.incubations.step_status import MISSED_AFTER, Phase, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.spans import clock_text, span_text
from benchapp.presenters.incubations.agenda import AgendaSteps
from benchapp.presenters.incubations.today import Preparation, Task
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.incubation_texts import method_text, step_title
from benchapp.ui.text.language import Shown, aliquots, called, counted, mark_text, show, tr, volume_in_it
from benchapp.ui.text.solution_texts import solution_text

# What tells the two buttons of an alarm apart.
ACKNOWLEDGED_MEANS = mark_text("Stops the alarm. The step stays open until it is recorded as done.")
DONE_MEANS = mark_text("Records the step as done just now, and stops its alarm.")

_MINUTE = timedelta(minutes=1)


def redose_sentence(task: Task) -> str:
    """Return what a re-dose asks for: dose, volume, plate, and what to thaw from where."""
    incubation = task.status.running.incubation
    asked: dict[str, Shown] = {"concentration": called(incubation.concentration), "incubation": incubation.name}
    if task.redose_ul:
        volume = show(task.redose_ul * 1e-6, Kind.VOLUME)
        first = tr("Re-dose {concentration}, {volume}, {incubation}.", **asked, volume=volume)
    else:
        first = tr("Re-dose {concentration}, {incubation}.", **asked)
    if incubation.doses > 1:
        first = tr(
            "Re-dose all {doses} doses of {incubation}, {concentration} and down.",
            doses=incubation.doses,
            incubation=incubation.name,
            concentration=called(incubation.concentration),
        )
    return f"{first} {take_sentence(task)}"


def take_sentence(task: Task) -> str:
    """Return what is taken of what is in hand for it."""
    if task.in_hand is not None:
        ready = task.in_hand.kept.solution
        return tr("{solution} ({label}) is still within its use-by.", solution=solution_text(ready), label=ready.label)
    if task.stock is None:
        return tr("No stock is in hand: prepare one. Make it fresh.")
    stock = task.stock.kept.solution
    if task.hand is not None and task.hand.uses_opened(task.stock_ul):
        return tr(
            "Take the opened tube of {stock} ({place}; {volume}). Make it fresh.",
            stock=solution_text(stock),
            place=opened_place(task),
            volume=volume_in_it(task.hand.opened_ul),
        )
    count = task.hand.sealed(task.stock_ul) if task.hand is not None else 1
    return tr(
        "Thaw {tubes} of {stock} ({place}; {left} left). Make it fresh.",
        tubes=aliquots(max(1, count)),
        stock=solution_text(stock),
        place=thawed_place(task),
        left=task.stock.kept.left,
    )


def day_step(task: Task, local: Callable[[datetime], datetime]) -> tuple[str, str, str]:
    """Return a task of the day for the hood: when, what, and the smaller line."""
    status = task.status
    if status.step.kind is StepKind.REDOSE:
        return day_and_time(local(status.due)), redose_sentence(task), tr("Make it from the Today page.")
    return day_and_time(local(status.due)), step_sentence(status), ""


def step_sentence(status: StepStatus) -> str:
    """Return what a step that is no re-dose asks for."""
    name = status.running.incubation.name
    if status.step.kind is StepKind.END:
        return tr("{name}: the end. Read out.", name=name)
    return tr("{name}: {step}; the vehicle control too.", name=name, step=step_title(status))


def alarm_sentence(status: StepStatus) -> str:
    """Return what an alarm says, with how late it is seen."""
    name = status.running.incubation.name
    if status.step.kind is StepKind.END:
        late = tr(" {span} ago", span=span_text(status.left)) if status.late >= MISSED_AFTER else ""
        return tr("{name}: the incubation ended{late}.", name=name, late=late)
    rang = status.rang
    if rang is None:
        late = tr(" It was due {span} ago and entered after that.", span=span_text(status.left))
    else:
        late = tr(" The alarm came {span} ago.", span=span_text(rang)) if rang >= MISSED_AFTER else ""
    due = tr("is overdue") if status.phase is Phase.DUE else tr("is due in {clock}", clock=clock_text(status.left))
    return tr("{name}: {step} {due}.{late}", name=name, step=step_title(status), due=due, late=late)


def late_sentence(status: StepStatus) -> str:
    """Return what it means that an alarm was not seen in time; "" while it is in time."""
    if status.left >= -MISSED_AFTER:
        return ""
    late = -status.left
    planned = timedelta(seconds=status.step.due_s)
    every = timedelta(seconds=status.running.incubation.plan.every_s)
    kind = status.step.kind
    if kind is StepKind.END and (lasted := span_text(planned + late)) != span_text(planned):
        return tr(
            "It has lasted {lasted} instead of {planned}; note it with the result.",
            lasted=lasted,
            planned=span_text(planned),
        )
    if kind is StepKind.REDOSE and (time := span_text(every + late)) != span_text(every):
        return tr("The dose was not renewed for {time} instead of {every}.", time=time, every=span_text(every))
    # As spans are written, the few minutes would not be seen in a longer one.
    return tr("It is {span} late.", span=span_text(late))


def others_text(count: int) -> str:
    """Return how many incubations run on other computers; "" for none."""
    if count == 1:
        return tr("1 on another computer")
    return tr("{count} on other computers", count=count) if count else ""


def agenda_headline(steps: AgendaSteps, running: int, when: Callable[[datetime], str], others: int = 0) -> str:
    """Return in a line what is next: what is overdue, what is due today, or what comes when nothing is due.

    Args:
        steps: What is to be done.
        running: How many incubations run.
        when: Words an instant.
        others: How many run on other computers.
    """
    if steps.overdue:
        return tr("{steps} overdue", steps=counted("steps", len(steps.overdue)))
    if steps.next is None:
        if running:
            return tr("Nothing is planned")
        return tr("Nothing runs on this computer") if others else tr("No incubation running")
    coming = tr(
        "Next: {when}, {step}, {name}",
        when=when(steps.next.due),
        step=step_title(steps.next),
        name=steps.next.running.incubation.name,
    )
    return coming if steps.today else tr("Nothing due today. {coming}", coming=coming)


def agenda_step(status: StepStatus) -> tuple[str, str]:
    """Return a step as a line of the agenda: which plate and what, and the smaller words under it."""
    name = status.running.incubation.name
    if status.step.kind is StepKind.END:
        title = tr("{name}: end of the incubation", name=name)
    else:
        title = tr("{name}: {step}", name=name, step=step_title(status))
    late = late_sentence(status)
    if late:
        return title, late
    match status.step.kind:
        case StepKind.END:
            return title, tr("Stop the incubation and read out.")
        case StepKind.REDOSE:
            method = status.running.incubation.plan.method
            return title, method_text(method) if method is not None else ""
        case _:
            return title, tr("The vehicle control gets the same step.")


def agenda_time(left: timedelta) -> str:
    """Return how long until a step is due, or how late it is, in whole minutes that have passed or are left."""
    if abs(left) < MISSED_AFTER:
        return tr("now")
    span = span_text(abs(left) // _MINUTE * _MINUTE)
    return tr("{span} late", span=span) if left < timedelta() else tr("in {span}", span=span)


def prepare_line(one: Preparation, word: Callable[[datetime], str]) -> tuple[str, str]:
    """Return what is taken of the stock, and the smaller words: where it is, how much is made of it, for what.

    Args:
        one: What is made.
        word: Words an instant.
    """
    first = one.tasks[0]
    incubation = first.status.running.incubation
    names = ", ".join(task.status.running.incubation.name for task in one.tasks)
    when = word(first.status.due)
    dose = f"{called(incubation.concentration)} {incubation.compound_name}"
    made, control = (show(ul * 1e-6, Kind.VOLUME) for ul in (one.redose_ul, one.control_ul))
    if incubation.doses > 1:
        then = tr("Make all {doses} doses, {dose} and down, for {names}, {when}.", doses=incubation.doses, dose=dose,
                  names=names, when=when)  # fmt: skip
    elif not one.redose_ul:
        then = tr("Make {dose} and its vehicle control, for {names}, {when}.", dose=dose, names=names, when=when)
    else:
        then = tr("Make {made} for {dose} and up to {control} of vehicle control, for {names}, {when}.", made=made,
                  dose=dose, control=control, names=names, when=when)  # fmt: skip
    if first.in_hand is not None and len(one.tasks) == 1:
        ready = first.in_hand.kept.solution
        words = tr("Use {solution}", solution=solution_text(ready))
        return words, tr("{label} is still within its use-by then. For {names}, {when}.", label=ready.label,
                         names=names, when=when)  # fmt: skip
    if first.stock is None:
        return tr("Prepare a stock of {compound}: none is in hand", compound=incubation.compound_name), then
    stock = first.stock.kept.solution
    if incubation.doses == 1 and one.tubes == 0:
        title, where = tr("Take the opened tube of {stock}", stock=solution_text(stock)), opened_place(first)
    else:
        tubes = aliquots(max(1, one.tubes))
        title, where = tr("Thaw {tubes} of {stock}", tubes=tubes, stock=solution_text(stock)), thawed_place(first)
        if incubation.doses == 1:
            where = f"{where}; " + tr("{left} left after it", left=one.left)
    return title, f"{where}. {then}"


def opened_place(task: Task) -> str:
    """Return where the opened tube of its stock is."""
    label = task.stock.kept.solution.label if task.stock is not None else ""
    place = task.hand.opened_place if task.hand is not None else ""
    return ", ".join(part for part in (label, place) if part)


def thawed_place(task: Task) -> str:
    """Return where the frozen tubes of its stock are."""
    stock = task.stock.kept.solution if task.stock is not None else None
    place = task.hand.place if task.hand is not None else (stock.place if stock is not None else "")
    return ", ".join(part for part in (stock.label if stock is not None else "", place) if part)
