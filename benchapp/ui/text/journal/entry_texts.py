"""The sentence of each journal entry, and of each fault of the journal."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import assert_never

from benchapp.domain.incubations.steps import PlannedStep
from benchapp.domain.journal.chain_faults import ChainFaultAnswered, ChainFaultFound
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    AliquotThawed,
    AmountTaken,
    ChainsApart,
    ChainStarted,
    ClockChanged,
    CompoundShared,
    CompoundWithdrawn,
    ComputerNamed,
    ComputerRetired,
    Entry,
    HalfLifeChosen,
    IncubationBody,
    IncubationBrought,
    IncubationPaused,
    IncubationResumed,
    IncubationStarted,
    IncubationStopped,
    JoinedBody,
    LabRuleSet,
    LengthChanged,
    NoteAdded,
    PersonNamed,
    PipettesSet,
    PlanChosen,
    PortionMoved,
    PortionSplit,
    QuestionAnswered,
    RecipeRemoved,
    RecipeSaved,
    RedoseGiven,
    RedoseSkipped,
    Retracted,
    RingsHere,
    SolutionAdded,
    SolutionBrought,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    StepAdded,
    StepBody,
    StepDone,
    StepMoved,
)
from benchapp.domain.journal.lab_compounds import EDITS
from benchapp.domain.journal.state import LabState
from benchapp.domain.messages import Message, every_message
from benchapp.domain.units.spans import span_text
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.incubation_texts import plan_text, planned_text
from benchapp.ui.text.journal.correction_texts import Local
from benchapp.ui.text.journal.entry_names import EntryNames, named_solution, why_text
from benchapp.ui.text.journal.note_texts import note_title
from benchapp.ui.text.journal.solution_sentences import SolutionSentences
from benchapp.ui.text.language import plain, term, tr, vehicle_share
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.recipe_texts import instrument
from benchapp.ui.text.rule_texts import rule_title, rule_value

# So much of a sentence names an entry.
_NAMED_BY = 60
# An alarm that was answered sooner was answered in time.
_NOTICED = timedelta(seconds=1)


def fault_text(code: str, sequence: int) -> str:
    """Return what is wrong with the journal at a place of a chain."""
    if code not in every_message().values():
        return tr("A fault that only a newer version of the program can name.")
    return say(code, {"sequence": sequence})


def _shared_text(body: RecipeSaved | RecipeRemoved | CompoundShared | CompoundWithdrawn) -> str:
    """Return the sentence of an entry about a recipe, or about a compound that the lab shares."""
    match body:
        case RecipeSaved(name):
            return tr("Saved the recipe “{name}”", name=name)
        case RecipeRemoved(name):
            return tr("Removed the recipe “{name}”", name=name)
        case CompoundWithdrawn(name=name) if body.was.startswith(EDITS):
            return tr("Took back the edits of “{name}”", name=name)
        case CompoundShared(name=name) if body.hash.startswith(EDITS):
            return tr("Edited the bundled compound “{name}”", name=name)
        case CompoundWithdrawn(name=name):
            return tr("Removed the compound “{name}”", name=name)
        case CompoundShared(name=name, was=""):
            return tr("Entered the compound “{name}”", name=name)
        case CompoundShared(name=name):
            return tr("Corrected the compound “{name}”", name=name)


class EntryWords:
    """Words journal entries.

    Args:
        bench: Returns the bench, for the names of what entries refer to.
        find: Finds an entry, for what was undone.
        local: Returns an instant in the time zone shown: that of this computer, wherever the entry was written.
    """

    def __init__(self, bench: Callable[[], LabState], find: Callable[[str], Entry | None], local: Local) -> None:
        self._names = EntryNames(bench)
        self._local = local
        self._solutions = SolutionSentences(self._names, local)
        self._find = find

    def __call__(self, entry: Entry) -> str:
        """Return an entry's sentence."""
        return self.sentence(entry)

    def sentence(self, entry: Entry) -> str:
        """Return an entry's sentence."""
        body = entry.body
        match body:
            case ChainStarted() | ChainsApart() | SolutionBrought() | IncubationBrought():
                return _of_chain(body)
            case ComputerNamed() | ComputerRetired() | PersonNamed():
                return self._named(body)
            case PipettesSet(pipettes):
                return tr("Pipettes set: {list}", list=", ".join(instrument(pipette.name) for pipette in pipettes))
            case LabRuleSet(rule, value, was, in_months=in_months, was_in_months=was_in_months):
                return tr(
                    "Lab rule “{rule}”: {was} → {value}",
                    rule=rule_title(rule),
                    was=rule_value(rule, was, in_months=was_in_months),
                    value=rule_value(rule, value, in_months=in_months or False),
                )
            case RecipeSaved() | RecipeRemoved() | CompoundShared() | CompoundWithdrawn():
                return _shared_text(body)
            case ClockChanged(by_s):
                return say(Message.CLOCK_CHANGED, {"by_s": by_s})
            case ChainFaultFound(code, _, sequence):
                return tr("The check of the journal found: {fault}", fault=fault_text(code, sequence))
            case ChainFaultAnswered() | Retracted() | NoteAdded() | QuestionAnswered():
                return self._of_another(body)
            case SolutionAdded() | SolutionMade() | SolutionFilled() | SolutionCorrected():
                return self._solutions.of_solution(body)
            case AliquotThawed() | PortionMoved() | AmountTaken() | PortionSplit() | SolutionDiscarded():
                return self._solutions.of_tubes(body)
            case _:
                return self._incubation(body, entry.happened_at)

    def _named(self, body: ComputerNamed | ComputerRetired | PersonNamed) -> str:
        """Return the sentence of an entry about a computer, or about who works there."""
        match body:
            case PersonNamed(name):
                return tr("{name} works here", name=name)
            case ComputerNamed(name, where):
                place = f" ({where})" if where else ""
                return tr("This computer is called “{name}”{place}", name=name, place=place)
            case ComputerRetired():
                name = self._names.computer(body.installation)
                if body.retired:
                    return tr("{name} is not used any more; its alarms ring here", name=name)
                return tr("{name} is used again", name=name)

    def _of_another(self, body: ChainFaultAnswered | Retracted | NoteAdded | QuestionAnswered) -> str:
        """Return the sentence of an entry that is about another one."""
        match body:
            case ChainFaultAnswered(found, reason):
                known = self._find(found)
                fault = known.body if known is not None else None
                what = fault_text(fault.code, fault.sequence) if isinstance(fault, ChainFaultFound) else ""
                return tr("Resolved a finding of the check: {fault} {reason}", fault=what, reason=reason)
            case QuestionAnswered(question, answer):
                asked, _, entry = question.partition(":")
                known = self._find(entry)
                about = self.sentence(known) if known is not None else ""
                from benchapp.ui.text.journal.question_texts import answered_text  # noqa: PLC0415 (a lab's alone)

                return answered_text(asked, answer, about)
            case Retracted(undone):
                known = self._find(undone)
                return tr("Undone: {sentence}", sentence=self.sentence(known)) if known else tr("Undone: an entry")
            case NoteAdded():
                about = self._names.target(body.target, body.step)
                if not about:
                    known = self._find(body.target)
                    about = tr("“{sentence}”", sentence=_short(self.sentence(known))) if known else tr("an entry")
                return tr("{title} on {about}: {text}", title=note_title(body.kind), about=about, text=body.text)

    def _late(self, body: AlarmAcknowledged, at: datetime) -> str:
        """Return how long after its step was due an alarm was acknowledged, or before: it comes some time ahead.

        Where the step was due before its incubation was entered, no alarm rang.
        """
        late = (
            at - body.due_at if body.due_at else _seconds(body.late_s - self._names.lead_s(body.incubation, body.step))
        )
        span = span_text(abs(late))
        if self._names.entered_after(body.incubation, at - late):
            return tr("; it was due {span} before, and entered after that", span=span)
        if abs(late) < _NOTICED:
            return ""
        return (
            tr(", {span} after it was due", span=span)
            if late > _NOTICED
            else tr(", {span} before it was due", span=span)
        )

    def _incubation(self, body: IncubationBody, at: datetime) -> str:
        match body:
            case IncubationStarted(incubation):
                length = span_text(_seconds(incubation.length_s))
                vehicle = vehicle_share(*incubation.vehicle_ends, incubation.vehicle)
                return tr(
                    "Started {incubation}: {concentration} {compound_name}, {vehicle}, {length}, {plan}{used}{why}",
                    incubation=incubation.name,
                    concentration=incubation.concentration,
                    compound_name=incubation.compound_name,
                    vehicle=vehicle,
                    length=length,
                    plan=plan_text(incubation.plan),
                    used=self._put_on(body),
                    why=why_text(body.reason),
                )
            case PlanChosen():
                return f"{self._names.incubation(body.incubation)}: {plan_text(body.plan)}"
            case AlarmAcknowledged():
                name, late = self._names.incubation(body.incubation), self._late(body, at)
                return tr("Alarm of {name} acknowledged{late}", name=name, late=late)
            case IncubationStopped():
                return tr("Stopped {name}: {reason}", name=self._names.incubation(body.incubation), reason=body.reason)
            case IncubationPaused():
                return tr("Paused {name}{why}", name=self._names.incubation(body.incubation), why=why_text(body.reason))
            case IncubationResumed():
                return tr("{name} resumed", name=self._names.incubation(body.incubation))
            case LengthChanged():
                length = span_text(_seconds(body.length_s))
                name, why = self._names.incubation(body.incubation), why_text(body.reason)
                ends = tr(", until {time}", time=date_and_time(self._local(body.until))) if body.until else ""
                return tr("{name} lasts {length} in all{why}", name=name, length=f"{length}{ends}", why=why)
            case AlarmSnoozed():
                name, until = self._names.incubation(body.incubation), date_and_time(self._local(body.until.wall))
                return tr("Alarm of {name} snoozed until {time}", name=name, time=until)
            case RingsHere():
                name = self._names.incubation(body.incubation)
                return tr("{name} rings here too", name=name) if body.on else tr("{name} does not ring here", name=name)
            case HalfLifeChosen(half_life=half_life):
                if half_life is None:
                    return tr("No half-life for {name} any more", name=self._names.incubation(body.incubation))
                return tr(
                    "Half-life for {name}: {hours}\u202fh in {matrix} ({source})",
                    name=self._names.incubation(body.incubation),
                    hours=plain(half_life.hours),
                    matrix=tr(half_life.matrix),
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
                    "Planned for {name}: {planned}, {due}",
                    name=name,
                    planned=planned_text(body.step),
                    due=self._due(body.step),
                )
            case StepMoved(step=step):
                what = self._names.step(body.incubation, step.number)
                return tr(
                    "Moved {what} of {name} to {after}{why}",
                    what=what,
                    name=name,
                    after=self._due(step),
                    why=why_text(body.reason),
                )
            case StepDone():
                found = ", ".join(f"{tr(key.replace('_', ' '))} {value}" for key, value in sorted(body.values.items()))
                what = self._names.step(body.incubation, body.step)
                found = f" ({found})" if found else ""
                if body.planned is None and self._names.is_end(body.incubation, body.step):
                    return tr("{name} ended{found}", name=name, found=found)
                return tr("Done for {name}: {what}{found}", name=name, what=what, found=found)
            case _:
                assert_never(body)

    def _due(self, step: PlannedStep) -> str:
        """Return when a step is due: the time of an appointment, else how long after the start."""
        if step.due_at is not None:
            return date_and_time(self._local(step.due_at))
        return tr("{span} after the start", span=span_text(_seconds(step.due_s)))

    def _put_on(self, body: IncubationStarted | RedoseGiven) -> str:
        """Return what was put on the cells of which solution, and of which the rest was discarded."""
        used = "".join(tr(", with {taken}", taken=self._names.taken(taken)) for taken in body.taken)
        gone = ", ".join(self._names.label(solution) for solution in body.discarded)
        return used + (tr(", the rest of {labels} discarded", labels=gone) if gone else "")


def _of_chain(body: ChainStarted | JoinedBody) -> str:
    """Return the sentence of the beginning of a chain, or of what a computer brings along that joins a lab."""
    match body:
        case ChainStarted(reason="new"):
            return tr("The journal begins")
        case ChainStarted(reason="joined"):
            return tr("This computer shares with the lab what is recorded from here on")
        case ChainStarted(reason=reason):
            return tr("The journal continues here ({reason})", reason=term(reason))
        case ChainsApart():
            if body.apart:
                return tr("What was recorded before stays on this computer")
            return tr("What had stayed on this computer is shared as well")
        case SolutionBrought(solution):
            return tr("Brought into the lab: {what}", what=named_solution(solution))
        case IncubationBrought(incubation):
            return tr("Brought into the lab: {what}", what=incubation.name)


def _short(sentence: str) -> str:
    """Return the beginning of a sentence, which tells which it is."""
    return sentence if len(sentence) <= _NAMED_BY else f"{sentence[:_NAMED_BY].rstrip(' ,')}…"


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
