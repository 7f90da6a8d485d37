"""The sentence of each journal entry, and of each fault of the journal."""

from collections.abc import Callable
from datetime import timedelta
from typing import assert_never

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
    Handling,
    IncubationBody,
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
    StepBody,
    StepDone,
    StepMoved,
    Taken,
)
from benchapp.domain.journal.state import LabState
from benchapp.domain.messages import Message
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.spans import span_text
from benchapp.ui.text.incubation_texts import plan_text, planned_text
from benchapp.ui.text.language import aliquots, percents, plain, term, tr
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.rule_texts import rule_title
from benchapp.ui.text.solution_texts import solution_text


def fault_text(code: str, sequence: int) -> str:
    """Return what is wrong with the journal at a place of a chain."""
    if code not in set(Message):
        return tr("A fault that only a newer version of the program can name.")
    return say(Message(code), {"sequence": sequence})


class _Names:
    """What entries refer to, by the names on the bench."""

    def __init__(self, bench: Callable[[], LabState]) -> None:
        self._bench = bench

    def label(self, solution: str) -> str:
        kept = self._bench().solutions.get(solution)
        return kept.solution.label if kept else tr("a solution no longer in the journal")

    def incubation(self, incubation: str) -> str:
        running: Running | None = self._bench().incubations.get(incubation)
        return running.incubation.name if running else tr("an incubation no longer in the journal")

    def step(self, incubation: str, number: int) -> str:
        running = self._bench().incubations.get(incubation)
        if running is None:
            return tr("a step")
        found = next((step for step in running.steps() if step.number == number), None)
        if found is None or found.kind is StepKind.END:
            return tr("the end")
        return tr("re-dose {number}", number=number + 1) if found.planned is None else planned_text(found.planned)

    def taken(self, taken: Taken) -> str:
        volume = tr("{volume} of ", volume=taken.volume) if taken.volume else ""
        thawed = tr(" ({tubes} thawed)", tubes=aliquots(taken.count)) if taken.thawed else ""
        return f"{volume}{self.label(taken.solution)}{thawed}"


class EntryWords:
    """Words journal entries.

    Args:
        bench: Returns the bench, for the names of what entries refer to.
        find: Finds an entry, for what was undone.
    """

    def __init__(self, bench: Callable[[], LabState], find: Callable[[str], Entry | None]) -> None:
        self._names = _Names(bench)
        self._find = find

    def __call__(self, entry: Entry) -> str:
        """Return an entry's sentence."""
        return self.sentence(entry)

    def sentence(self, entry: Entry) -> str:
        """Return an entry's sentence."""
        body = entry.body
        match body:
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
            case SolutionAdded() | SolutionMade() | SolutionFilled():
                return self._solution(body)
            case AliquotThawed() | PortionMoved() | AmountTaken() | PortionSplit() | SolutionDiscarded():
                return self._handling(body)
            case _:
                return self._incubation(body)

    def _solution(self, body: SolutionAdded | SolutionMade | SolutionFilled) -> str:
        match body:
            case SolutionAdded(solution):
                about = tr(" (age approximate)") if solution.made_about else ""
                return tr(
                    "Added {label}: {solution}, {kept}{about}",
                    label=solution.label,
                    solution=solution_text(solution),
                    kept=_kept(solution),
                    about=about,
                )
            case SolutionMade(solution, thawed, count):
                origin = (
                    tr(", from {tubes} of {label}, thawed", tubes=aliquots(count), label=self._names.label(thawed))
                    if thawed
                    else ""
                )
                origin += "".join(tr(", from {taken}", taken=self._names.taken(taken)) for taken in body.taken)
                return tr(
                    "Made {label}: {solution}, {kept}{origin}{why}",
                    label=solution.label,
                    solution=solution_text(solution),
                    kept=_kept(solution),
                    origin=origin,
                    why=_why(body.reason),
                )
            case SolutionFilled():
                entered = (
                    body.made_by,
                    body.lot,
                    body.lot_expiry,
                    body.solvent_lot,
                    body.solvent_expiry,
                    term(body.storage),
                    {"dark": tr("keep from light"), "light": tr("need not be dark")}.get(body.light, ""),
                )
                said = ", ".join(part for part in (*entered, body.place) if part)
                return tr("Filled in for {label}: {said}", label=self._names.label(body.solution), said=said)
            case _:
                assert_never(body)

    def _handling(self, body: Handling) -> str:
        match body:
            case AliquotThawed(solution, count):
                return tr("Thawed {tubes} of {label}", tubes=aliquots(count), label=self._names.label(solution))
            case PortionMoved():
                where = ", ".join(part for part in (term(body.storage), body.place) if part)
                return tr(
                    "Put {tubes} of {label} at {where}",
                    tubes=aliquots(body.count),
                    label=self._names.label(body.solution),
                    where=where,
                )
            case AmountTaken():
                text = body.purpose
                if text.startswith(DOSING):
                    text = text.replace(DOSING, tr("dosing"), 1)
                purpose = tr(" for {purpose}", purpose=text) if text else ""
                return tr(
                    "Took {volume} of {label}{purpose}",
                    volume=body.volume,
                    label=self._names.label(body.solution),
                    purpose=purpose,
                )
            case PortionSplit():
                return tr(
                    "Split a tube of {label} into {count} of {each}",
                    label=self._names.label(body.solution),
                    count=body.count,
                    each=body.each,
                )
            case SolutionDiscarded(solution, reason):
                some = (
                    tr("{tubes} of ", tubes=aliquots(body.count))
                    if body.count
                    else tr("a part of ")
                    if body.portion
                    else ""
                )
                return tr(
                    "Discarded {some}{label}: {reason}", some=some, label=self._names.label(solution), reason=reason
                )
            case _:
                assert_never(body)

    def _incubation(self, body: IncubationBody) -> str:
        match body:
            case IncubationStarted(incubation):
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
            case PlanChosen():
                return f"{self._names.incubation(body.incubation)}: {plan_text(body.plan)}"
            case AlarmAcknowledged():
                late = tr(", {span} after it came", span=span_text(_seconds(body.late_s))) if body.late_s >= 1 else ""
                return tr("Alarm of {name} acknowledged{late}", name=self._names.incubation(body.incubation), late=late)
            case IncubationStopped():
                return tr("Stopped {name}: {reason}", name=self._names.incubation(body.incubation), reason=body.reason)
            case IncubationPaused():
                return tr("Paused {name}{why}", name=self._names.incubation(body.incubation), why=_why(body.reason))
            case IncubationResumed():
                return tr("{name} resumed", name=self._names.incubation(body.incubation))
            case LengthChanged():
                length = span_text(_seconds(body.length_s))
                return tr(
                    "{name} lasts {length} in all{why}",
                    name=self._names.incubation(body.incubation),
                    length=length,
                    why=_why(body.reason),
                )
            case AlarmSnoozed():
                return tr("Alarm of {name} snoozed", name=self._names.incubation(body.incubation))
            case HalfLifeChosen(half_life=half_life):
                if half_life is None:
                    return tr("No half-life for {name} any more", name=self._names.incubation(body.incubation))
                return tr(
                    "Half-life for {name}: {hours}\u202fh in {matrix} ({source})",
                    name=self._names.incubation(body.incubation),
                    hours=plain(half_life.hours),
                    matrix=half_life.matrix,
                    source=half_life.source,
                )
            case _:
                return self._step(body)

    def _step(self, body: StepBody) -> str:
        name = self._names.incubation(body.incubation)
        match body:
            case RedoseGiven():
                made = (
                    tr(" with {label}", label=self._names.label(body.solution))
                    if body.solution and not body.taken
                    else ""
                )
                given = tr(
                    "Re-dose {step} of {name} given{made}",
                    step=body.step + 1,
                    name=name,
                    made=made or self._put_on(body),
                )
                return f"{given} ({body.note})" if body.note else given
            case RedoseSkipped():
                return tr(
                    "Re-dose {step} of {name} left out: {reason}",
                    step=body.step + 1,
                    name=name,
                    reason=body.reason,
                )
            case StepAdded():
                return tr(
                    "Planned for {name}: {planned}",
                    name=name,
                    planned=planned_text(body.step),
                )
            case StepMoved(step=step):
                what = self._names.step(body.incubation, step.number)
                return tr(
                    "Moved {what} of {name} to {after}{why}",
                    what=what,
                    name=name,
                    after=_after(step),
                    why=_why(body.reason),
                )
            case StepDone():
                found = ", ".join(f"{tr(key.replace('_', ' '))} {value}" for key, value in sorted(body.values.items()))
                what = self._names.step(body.incubation, body.step)
                found = f" ({found})" if found else ""
                return tr(
                    "Done for {name}: {what}{found}",
                    name=name,
                    what=what,
                    found=found,
                )
            case _:
                assert_never(body)

    def _put_on(self, body: IncubationStarted | RedoseGiven) -> str:
        """Return what was put on the cells of which solution, and of which the rest was discarded."""
        used = "".join(tr(", with {taken}", taken=self._names.taken(taken)) for taken in body.taken)
        gone = ", ".join(self._names.label(solution) for solution in body.discarded)
        return used + (tr(", the rest of {labels} discarded", labels=gone) if gone else "")


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
