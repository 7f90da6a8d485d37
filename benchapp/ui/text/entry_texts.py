"""The sentence of each journal entry, and of each fault of the journal."""

from collections.abc import Callable
from datetime import timedelta

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import PlannedStep, StepKind
from benchapp.domain.journal.chain_faults import ChainFaultAnswered, ChainFaultFound
from benchapp.domain.journal.entries import (
    DOSING,
    AlarmAcknowledged,
    AlarmSnoozed,
    AliquotThawed,
    AmountTaken,
    ChainStarted,
    ClockChanged,
    Entry,
    HalfLifeChosen,
    IncubationPaused,
    IncubationResumed,
    IncubationStarted,
    IncubationStopped,
    LabRuleSet,
    LengthChanged,
    PersonNamed,
    PipettesSet,
    PlanChosen,
    PortionMoved,
    PortionSplit,
    RecipeSaved,
    RedoseGiven,
    RedoseSkipped,
    Retracted,
    SolutionAdded,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    StepAdded,
    StepDone,
    StepMoved,
    Taken,
)
from benchapp.domain.journal.state import LabState
from benchapp.domain.messages import Message
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.durations import span_text
from benchapp.ui.text.incubation_texts import plan_text, planned_text
from benchapp.ui.text.language import aliquots, percents, plain, term, tr
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.rule_texts import rule_title
from benchapp.ui.text.solution_texts import solution_text


def fault_text(code: str, sequence: int) -> str:
    """Say what is wrong with the journal at a place of a chain."""
    if code not in set(Message):
        return tr("A fault that only a newer version of the program can name.")
    return say(Message(code), {"sequence": sequence})


class EntryWords:
    """Words journal entries.

    Args:
        bench: Gives the bench, for the names of what entries refer to.
        find: Finds an entry, for what was undone.
    """

    def __init__(self, bench: Callable[[], LabState], find: Callable[[str], Entry | None]) -> None:
        self._bench = bench
        self._find = find

    def __call__(self, entry: Entry) -> str:
        """Return an entry's sentence."""
        return self.sentence(entry)

    def sentence(self, entry: Entry) -> str:
        """Return an entry's sentence."""
        match entry.body:
            case ChainStarted(reason=reason):
                return (
                    tr("The journal begins")
                    if reason == "new"
                    else tr("The journal continues here ({reason})", reason=term(reason))
                )
            case PersonNamed(name):
                return tr("{name} works here", name=name)
            case PipettesSet(pipettes):
                return tr("Pipettes set: {list}", list=", ".join(pipette.name for pipette in pipettes))
            case LabRuleSet(rule, value, was):
                return tr(
                    "Lab rule “{rule}”: {was} → {value}",
                    rule=rule_title(rule),
                    was=plain(was),
                    value=plain(value),
                )
            case RecipeSaved(name):
                return tr("Saved the recipe “{name}”", name=name)
            case ClockChanged(by_s):
                return say(Message.CLOCK_CHANGED, {"by_s": by_s})
            case ChainFaultFound(code, _, sequence):
                return tr("The check of the journal found: {fault}", fault=fault_text(code, sequence))
            case ChainFaultAnswered(found, reason):
                known = self._find(found)
                fault = known.body if known is not None else None
                what = fault_text(fault.code, fault.sequence) if isinstance(fault, ChainFaultFound) else ""
                return tr("Looked into what the check had found: {fault} {reason}", fault=what, reason=reason)
            case Retracted(undone):
                known = self._find(undone)
                return tr("Undone: {sentence}", sentence=self.sentence(known)) if known else tr("Undone: an entry")
            case SolutionAdded() | SolutionMade() | SolutionFilled() | SolutionDiscarded():
                return self._solution(entry)
            case AliquotThawed() | PortionMoved() | AmountTaken() | PortionSplit():
                return self._handling(entry)
            case _:
                return self._incubation(entry)

    def _solution(self, entry: Entry) -> str:
        match entry.body:
            case SolutionAdded(solution):
                about = tr(" (age approximate)") if solution.made_about else ""
                return tr(
                    "Added {label}: {solution}, {kept}{about}",
                    label=solution.label,
                    solution=solution_text(solution),
                    kept=_kept(solution),
                    about=about,
                )
            case SolutionMade(solution, thawed, count) as body:
                origin = (
                    tr(", from {tubes} of {label}, thawed", tubes=aliquots(count), label=self._label(thawed))
                    if thawed
                    else ""
                )
                origin += "".join(tr(", from {taken}", taken=self._taken(taken)) for taken in body.taken)
                return tr(
                    "Made {label}: {solution}, {kept}{origin}{why}",
                    label=solution.label,
                    solution=solution_text(solution),
                    kept=_kept(solution),
                    origin=origin,
                    why=_why(body.reason),
                )
            case SolutionFilled() as body:
                told = (
                    body.made_by,
                    body.lot,
                    body.lot_expiry,
                    body.solvent_lot,
                    body.solvent_expiry,
                    term(body.storage),
                    {"dark": tr("keep from light"), "light": tr("need not be dark")}.get(body.light, ""),
                )
                said = ", ".join(part for part in (*told, body.place) if part)
                return tr("Filled in for {label}: {said}", label=self._label(body.solution), said=said)
            case SolutionDiscarded(solution, reason) as body:
                some = (
                    tr("{tubes} of ", tubes=aliquots(body.count))
                    if body.count
                    else tr("a part of ")
                    if body.portion
                    else ""
                )
                return tr("Discarded {some}{label}: {reason}", some=some, label=self._label(solution), reason=reason)
            case _:
                return self._handling(entry)

    def _handling(self, entry: Entry) -> str:
        match entry.body:
            case AliquotThawed(solution, count):
                return tr("Thawed {tubes} of {label}", tubes=aliquots(count), label=self._label(solution))
            case PortionMoved() as body:
                where = ", ".join(part for part in (term(body.storage), body.place) if part)
                return tr(
                    "Put {tubes} of {label} at {where}",
                    tubes=aliquots(body.count),
                    label=self._label(body.solution),
                    where=where,
                )
            case AmountTaken() as body:
                told = body.purpose
                if told.startswith(DOSING):
                    told = told.replace(DOSING, tr("dosing"), 1)
                purpose = tr(" for {purpose}", purpose=told) if told else ""
                return tr(
                    "Took {volume} of {label}{purpose}",
                    volume=body.volume,
                    label=self._label(body.solution),
                    purpose=purpose,
                )
            case PortionSplit() as body:
                return tr(
                    "Split a tube of {label} into {count} of {each}",
                    label=self._label(body.solution),
                    count=body.count,
                    each=body.each,
                )
            case _:
                return entry.kind

    def _incubation(self, entry: Entry) -> str:
        match entry.body:
            case IncubationStarted(incubation) as body:
                length = span_text(_seconds(incubation.length_s))
                vehicle = f"{percents(*incubation.vehicle_ends)} {incubation.vehicle}"
                return tr(
                    "Started {incubation}: {concentration} {compound_name}, {vehicle}, {length}, {plan}{used}{why}",
                    incubation=incubation.name,
                    concentration=incubation.concentration,
                    compound_name=incubation.compound_name,
                    vehicle=vehicle,
                    length=length,
                    plan=plan_text(incubation.plan),
                    used=self._put_on(body),
                    why=_why(body.reason),
                )
            case RedoseGiven() as body:
                made = tr(" with {label}", label=self._label(body.solution)) if body.solution and not body.taken else ""
                given = tr(
                    "Re-dose {step} of {name} given{made}",
                    step=body.step + 1,
                    name=self._name(body.incubation),
                    made=made or self._put_on(body),
                )
                return f"{given} ({body.note})" if body.note else given
            case RedoseSkipped() as body:
                return tr(
                    "Re-dose {step} of {name} left out: {reason}",
                    step=body.step + 1,
                    name=self._name(body.incubation),
                    reason=body.reason,
                )
            case PlanChosen() as body:
                return f"{self._name(body.incubation)}: {plan_text(body.plan)}"
            case AlarmAcknowledged() as body:
                late = tr(", {span} after it came", span=span_text(_seconds(body.late_s))) if body.late_s >= 1 else ""
                return tr("Alarm of {name} seen{late}", name=self._name(body.incubation), late=late)
            case IncubationStopped() as body:
                return tr("Stopped {name}: {reason}", name=self._name(body.incubation), reason=body.reason)
            case _:
                return self._step(entry)

    def _step(self, entry: Entry) -> str:
        match entry.body:
            case StepAdded() as body:
                return tr(
                    "Planned for {name}: {planned}", name=self._name(body.incubation), planned=planned_text(body.step)
                )
            case StepMoved(step=step) as body:
                what = self._step_name(body.incubation, step.number)
                return tr(
                    "Moved {what} of {name} to {after}{why}",
                    what=what,
                    name=self._name(body.incubation),
                    after=_after(step),
                    why=_why(body.reason),
                )
            case StepDone() as body:
                found = ", ".join(
                    f"{tr(name.replace('_', ' '))} {value}" for name, value in sorted(body.values.items())
                )
                what = self._step_name(body.incubation, body.step)
                found = f" ({found})" if found else ""
                return tr("Done for {name}: {what}{found}", name=self._name(body.incubation), what=what, found=found)
            case IncubationPaused() as body:
                return tr("Paused {name}{why}", name=self._name(body.incubation), why=_why(body.reason))
            case IncubationResumed() as body:
                return tr("{name} resumed", name=self._name(body.incubation))
            case LengthChanged() as body:
                length = span_text(_seconds(body.length_s))
                return tr(
                    "{name} lasts {length} in all{why}",
                    name=self._name(body.incubation),
                    length=length,
                    why=_why(body.reason),
                )
            case AlarmSnoozed() as body:
                return tr("Alarm of {name} snoozed", name=self._name(body.incubation))
            case HalfLifeChosen(half_life=half_life) as body:
                if half_life is None:
                    return tr("No half-life for {name} any more", name=self._name(body.incubation))
                return tr(
                    "Half-life for {name}: {hours}\u202fh in {matrix} ({source})",
                    name=self._name(body.incubation),
                    hours=plain(half_life.hours),
                    matrix=half_life.matrix,
                    source=half_life.source,
                )
            case _:
                return entry.kind

    def _step_name(self, incubation: str, number: int) -> str:
        running = self._bench().incubations.get(incubation)
        if running is None:
            return tr("a step")
        step = next((one for one in running.steps() if one.number == number), None)
        if step is None or step.kind is StepKind.END:
            return tr("the end")
        return tr("re-dose {number}", number=number + 1) if step.planned is None else planned_text(step.planned)

    def _put_on(self, body: IncubationStarted | RedoseGiven) -> str:
        """Return what was put on the cells of which solution, and of which the rest was discarded."""
        used = "".join(tr(", with {taken}", taken=self._taken(taken)) for taken in body.taken)
        gone = ", ".join(self._label(one) for one in body.discarded)
        return used + (tr(", the rest of {labels} discarded", labels=gone) if gone else "")

    def _taken(self, taken: Taken) -> str:
        volume = tr("{volume} of ", volume=taken.volume) if taken.volume else ""
        thawed = tr(" ({tubes} thawed)", tubes=aliquots(taken.count)) if taken.thawed else ""
        return f"{volume}{self._label(taken.solution)}{thawed}"

    def _label(self, solution: str) -> str:
        kept = self._bench().solutions.get(solution)
        return kept.solution.label if kept else tr("a solution no longer in the journal")

    def _name(self, incubation: str) -> str:
        running: Running | None = self._bench().incubations.get(incubation)
        return running.incubation.name if running else tr("an incubation no longer in the journal")


def _why(reason: str) -> str:
    return tr(". Why: {reason}", reason=reason) if reason else ""


def _after(step: PlannedStep) -> str:
    return tr("{span} after the start", span=span_text(_seconds(step.due_s)))


def _kept(solution: Solution) -> str:
    count = aliquots(solution.aliquots) if solution.aliquots > 1 else tr("1 tube")
    each = tr(" of {aliquot_volume}", aliquot_volume=solution.aliquot_volume) if solution.aliquot_volume else ""
    where = "".join(f", {part}" for part in (term(solution.storage or ""), solution.place) if part)
    return f"{count}{each}{where}"


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
