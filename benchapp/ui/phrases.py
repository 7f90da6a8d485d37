"""Phrases in which several pages name the same things: instants, values, solutions, entries."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from benchapp.domain.amounts import THIN_SPACE, show
from benchapp.domain.bench import Bench
from benchapp.domain.durations import span_text
from benchapp.domain.entries import (
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
from benchapp.domain.freshness import Freshness, State
from benchapp.domain.incubations import Plan, Running, Standing
from benchapp.domain.kinds import SHOWN_AS, Kind
from benchapp.domain.messages import Message
from benchapp.domain.monograph import Basis, Claim, Context, Relation, Source, Use, Value
from benchapp.domain.solutions import PARENT_RULE, Limit, LimitKind, Solution
from benchapp.domain.steps import PlannedStep, StepKind
from benchapp.ui.words import say

STATE_CHIPS = {
    State.FRESH: "fresh",
    State.USE_SOON: "soon",
    State.PAST: "past",
    State.NO_LIMIT: "muted",
    State.USED_UP: "muted",
    State.DISCARDED: "muted",
}
STANDING_CHIPS = {
    "supported": "fresh",
    "single source": "soon",
    "disputed": "past",
    "contradicted": "past",
    "no source": "muted",
}
# A kind of statement is a word with a sign, as a standing is.
BASIS_MARKS = {
    Basis.MEASURED: "◉",
    Basis.VENDOR_CLAIM: "◇",
    Basis.ESTIMATE: "≈",
    Basis.COMPUTED: "∑",
    Basis.OPINION: "❞",
}
NO_VALUE = "no value found"
_MORE_UNITS = {"degC": "°C", "d": "d", "h": "h"}


def day_and_time(instant: datetime) -> str:
    """Give an instant with its weekday: "Mon 23 Nov, 14:05"."""
    return f"{instant:%a} {instant.day} {instant:%b}, {instant:%H:%M}"


def date_and_time(instant: datetime) -> str:
    """Give an instant as a label and a log write it, with its year: "2026-11-23 14:05"."""
    return f"{instant:%Y-%m-%d %H:%M}"


def value_text(value: Value | None) -> str:
    """Give a stated value with its relation kept: "≥ 100.8 mg/mL", "0.4–0.5 mg/mL"."""
    if value is None:
        return NO_VALUE
    if value.relation is Relation.QUALITATIVE:
        return value.text
    unit = SHOWN_AS.get(value.unit) or _MORE_UNITS.get(value.unit) or value.unit.replace("uM", "µM").replace("ug", "µg")
    number = value.number.replace("-", "−")
    if value.relation is Relation.RANGE:
        number = f"{number}–{value.high}"
    sign = "" if value.relation in {Relation.EQUAL, Relation.RANGE} else f"{value.relation.value} "
    return f"{sign}{number}{THIN_SPACE}{unit}".strip()


def context_text(context: Context) -> str:
    """Give what a value holds for, in one line."""
    parts = (context.target, context.cells, context.species, context.system, context.solvent, context.form)
    return ", ".join(part for part in parts if part)


def use_text(use: Use) -> str:
    """Give a card's dose and time: "10 µM · 7 d"."""
    return f"{value_text(use.dose)} · {value_text(use.time)}"


def source_text(key: str, sources: Mapping[str, Source]) -> str:
    """Give a source as people read it."""
    source = sources.get(key)
    if source is None:
        return key
    return f"{source.title}{f', doi {source.doi}' if source.doi else ''} ({source.kind})"


def basis_text(basis: Basis) -> str:
    """Give a kind of statement with its sign: "◉ measured"."""
    return f"{BASIS_MARKS[basis]} {basis.value}"


def claim_text(claim: Claim, sources: Mapping[str, Source]) -> str:
    """Give a claim with its source, for the clipboard."""
    value = "" if claim.value is None else f" {value_text(claim.value)}."
    return (
        f"{claim.statement}{value} [{source_text(claim.source, sources)}; {claim.basis.value}; {claim.standing.value}]"
    )


def solution_text(solution: Solution) -> str:
    """Give what a solution is: "10 mM Lenalidomide in DMSO", of a series with its lowest dose."""
    doses = solution.doses
    until = f" to {doses[-1].shown()} ({len(doses)} tubes)" if len(doses) > 1 else ""
    return f"{solution.concentration.shown()}{until} {solution.compound_name} in {solution.medium or solution.vehicle}"


def limit_text(freshness: Freshness) -> str:
    """Give the rule that set a use-by."""
    limit = freshness.limit
    if limit is None:
        return say(Message.NO_LIMIT_SET)
    return limit_words(limit)


RULE_WORDS = {
    LimitKind.AGE: Message.RULE_AGE,
    LimitKind.LIQUID: Message.RULE_LIQUID,
    LimitKind.WARM: Message.RULE_WARM,
    LimitKind.THAW: Message.RULE_THAW,
    LimitKind.THAWS: Message.RULE_THAWS,
    LimitKind.EXPIRY: Message.RULE_EXPIRY,
    LimitKind.PARENT: Message.RULE_PARENT,
}


def limit_words(limit: Limit) -> str:
    """Give one limit in words; one that came from what it was made of names that."""
    code = Message.RULE_PARENT if limit.rule == PARENT_RULE else RULE_WORDS[limit.kind]
    return say(code, {"span_s": limit.span_s, "source": limit.source, "most": f"{limit.span_s:g}"})


def freshness_text(freshness: Freshness) -> str:
    """Give a state with the time left: "fresh · 1 h 20 min left"."""
    left = freshness.left
    if left is None:
        return freshness.state.value
    if freshness.state is State.PAST:
        return f"{freshness.state.value} · {span_text(left)} ago"
    return f"{freshness.state.value} · {span_text(left)} left"


def plan_text(plan: Plan) -> str:
    """Give whether and how the dose is renewed."""
    if plan.method is None:
        return "single dose by design" if plan.chosen else "single dose, not decided"
    hours = plan.every_s / 3600
    return f"re-dose every {hours:g}{THIN_SPACE}h, {plan.method.value}"


def step_title(stand: Standing) -> str:
    """Give what a step asks for: "re-dose 10 µM lenalidomide", "ends"."""
    incubation = stand.running.incubation
    if stand.step.kind is StepKind.END:
        return "the end"
    planned = stand.step.planned
    if planned is not None:
        return planned_text(planned)
    down = " and down" if incubation.doses > 1 else ""
    return f"re-dose {incubation.concentration.shown()}{down} {incubation.compound_name.lower()}"


def planned_text(step: PlannedStep) -> str:
    """Give what a step that was added asks for: "split 1:3 into dosed medium"."""
    volume = show(step.ul * 1e-6, Kind.VOLUME) if step.ul else ""
    into = "dosed" if step.dosed else "plain"
    match step.kind:
        case StepKind.CHANGE:
            part = "" if step.part >= 1 else f"{step.part * 100:.0f}{THIN_SPACE}% "
            words = f"{part}medium change with {into} medium"
        case StepKind.FEED:
            words = f"feed {volume} of {into} medium"
        case StepKind.SPLIT:
            words = f"split 1:{step.ratio:g} into {into} medium"
        case StepKind.COUNT:
            words = f"count ({volume} taken)" if volume else "count"
        case StepKind.VOLUME:
            words = f"volume now {volume}" if volume else "measure the volume"
        case _:
            words = step.kind.value
    return f"{words}: {step.note}" if step.note else words


class EntryWords:
    """Words journal entries.

    Args:
        bench: Gives the bench, for the names of what entries refer to.
        find: Finds an entry, for what was undone.
    """

    def __init__(self, bench: Callable[[], Bench], find: Callable[[str], Entry | None]) -> None:
        self._bench = bench
        self._find = find

    def __call__(self, entry: Entry) -> str:
        """Give an entry's sentence."""
        return self.sentence(entry)

    def sentence(self, entry: Entry) -> str:
        """Give an entry's sentence."""
        match entry.body:
            case ChainStarted(reason=reason):
                return "The journal begins" if reason == "new" else f"The journal goes on here ({reason})"
            case PersonNamed(name):
                return f"{name} works here"
            case PipettesSet(pipettes):
                return f"Pipettes set: {', '.join(pipette.name for pipette in pipettes)}"
            case LabRuleSet(rule, value, was):
                return f"Lab rule {rule.replace('_', ' ')}: {was:g} → {value:g}"
            case RecipeSaved(name):
                return f"Saved the recipe “{name}”"
            case ClockChanged(by_s):
                return say(Message.CLOCK_CHANGED, {"by_s": by_s})
            case Retracted(undone):
                known = self._find(undone)
                return f"Undone: {self.sentence(known)}" if known else "Undone: an entry"
            case SolutionAdded() | SolutionMade() | SolutionFilled() | SolutionDiscarded():
                return self._solution(entry)
            case AliquotThawed() | PortionMoved() | AmountTaken() | PortionSplit():
                return self._handling(entry)
            case _:
                return self._incubation(entry)

    def _solution(self, entry: Entry) -> str:
        match entry.body:
            case SolutionAdded(solution):
                about = " (age told as about)" if solution.made_about else ""
                return f"Added {solution.label}: {solution_text(solution)}, {_kept(solution)}{about}"
            case SolutionMade(solution, thawed, count) as body:
                origin = f", from {count} thawed aliquot of {self._label(thawed)}" if thawed else ""
                origin += "".join(f", from {self._taken(taken)}" for taken in body.taken)
                return f"Made {solution.label}: {solution_text(solution)}, {_kept(solution)}{origin}{_why(body.reason)}"
            case SolutionFilled() as body:
                told = (
                    body.made_by,
                    body.lot,
                    body.lot_expiry,
                    body.solvent_lot,
                    body.solvent_expiry,
                    body.storage,
                    {"dark": "keep from light", "light": "need not be dark"}.get(body.light, ""),
                )
                said = ", ".join(part for part in (*told, body.place) if part)
                return f"Filled in for {self._label(body.solution)}: {said}"
            case SolutionDiscarded(solution, reason) as body:
                some = f"{tubes_text(body.count)} of " if body.count else "a part of " if body.portion else ""
                return f"Discarded {some}{self._label(solution)}: {reason}"
            case _:
                return self._handling(entry)

    def _handling(self, entry: Entry) -> str:
        match entry.body:
            case AliquotThawed(solution, count):
                return f"Thawed {tubes_text(count)} of {self._label(solution)}"
            case PortionMoved() as body:
                where = ", ".join(part for part in (body.storage, body.place) if part)
                return f"Put {tubes_text(body.count)} of {self._label(body.solution)} at {where}"
            case AmountTaken() as body:
                purpose = f" for {body.purpose}" if body.purpose else ""
                return f"Took {body.volume.shown()} of {self._label(body.solution)}{purpose}"
            case PortionSplit() as body:
                return f"Split a tube of {self._label(body.solution)} into {body.count} of {body.each.shown()}"
            case _:
                return entry.kind

    def _incubation(self, entry: Entry) -> str:
        match entry.body:
            case IncubationStarted(incubation) as body:
                length = span_text(_seconds(incubation.length_s))
                vehicle = f"{incubation.vehicle_percent:.3g}{THIN_SPACE}% {incubation.vehicle}"
                return (
                    f"Started {incubation.name}: {incubation.concentration.shown()} {incubation.compound_name}, "
                    f"{vehicle}, {length}, {plan_text(incubation.plan)}{_why(body.reason)}"
                )
            case RedoseGiven() as body:
                made = f" with {self._label(body.solution)}" if body.solution else ""
                return f"Re-dose {body.step + 1} of {self._name(body.incubation)} given{made}"
            case RedoseSkipped() as body:
                return f"Re-dose {body.step + 1} of {self._name(body.incubation)} left out: {body.reason}"
            case PlanChosen() as body:
                return f"{self._name(body.incubation)}: {plan_text(body.plan)}"
            case AlarmAcknowledged() as body:
                late = f", {span_text(_seconds(body.late_s))} after it came" if body.late_s >= 1 else ""
                return f"Alarm of {self._name(body.incubation)} seen{late}"
            case IncubationStopped() as body:
                return f"Stopped {self._name(body.incubation)}: {body.reason}"
            case _:
                return self._step(entry)

    def _step(self, entry: Entry) -> str:
        match entry.body:
            case StepAdded() as body:
                return f"Planned for {self._name(body.incubation)}: {planned_text(body.step)}"
            case StepMoved(step=step) as body:
                what = self._step_name(body.incubation, step.number)
                return f"Moved {what} of {self._name(body.incubation)} to {_after(step)}{_why(body.reason)}"
            case StepDone() as body:
                found = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in sorted(body.values.items()))
                what = self._step_name(body.incubation, body.step)
                return f"Done for {self._name(body.incubation)}: {what}{f' ({found})' if found else ''}"
            case IncubationPaused() as body:
                return f"Paused {self._name(body.incubation)}{_why(body.reason)}"
            case IncubationResumed() as body:
                return f"{self._name(body.incubation)} goes on"
            case LengthChanged() as body:
                length = span_text(_seconds(body.length_s))
                return f"{self._name(body.incubation)} lasts {length} in all{_why(body.reason)}"
            case AlarmSnoozed() as body:
                return f"Alarm of {self._name(body.incubation)} put off"
            case HalfLifeChosen(half_life=half_life) as body:
                if half_life is None:
                    return f"No half-life for {self._name(body.incubation)} any more"
                return (
                    f"Half-life for {self._name(body.incubation)}: {half_life.hours:g}{THIN_SPACE}h in "
                    f"{half_life.matrix} ({half_life.source})"
                )
            case _:
                return entry.kind

    def _step_name(self, incubation: str, number: int) -> str:
        running = self._bench().incubations.get(incubation)
        if running is None:
            return "a step"
        step = next((one for one in running.steps() if one.number == number), None)
        if step is None or step.kind is StepKind.END:
            return "the end"
        return f"re-dose {number + 1}" if step.planned is None else planned_text(step.planned)

    def _taken(self, taken: Taken) -> str:
        volume = f"{taken.volume.shown()} of " if taken.volume else ""
        thawed = f" ({tubes_text(taken.count)} thawed)" if taken.thawed else ""
        return f"{volume}{self._label(taken.solution)}{thawed}"

    def _label(self, solution: str) -> str:
        kept = self._bench().solutions.get(solution)
        return kept.solution.label if kept else "a solution no longer in the journal"

    def _name(self, incubation: str) -> str:
        running: Running | None = self._bench().incubations.get(incubation)
        return running.incubation.name if running else "an incubation no longer in the journal"


def tubes_text(count: int) -> str:
    """Give a number of tubes in words."""
    return "1 aliquot" if count == 1 else f"{count} aliquots"


def _why(reason: str) -> str:
    return f". Why: {reason}" if reason else ""


def _after(step: PlannedStep) -> str:
    return f"{span_text(_seconds(step.due_s))} after the start"


def _kept(solution: Solution) -> str:
    count = f"{solution.aliquots} aliquots" if solution.aliquots > 1 else "1 tube"
    each = f" of {solution.aliquot_volume.shown()}" if solution.aliquot_volume else ""
    where = "".join(
        f", {part}" for part in (solution.storage.value if solution.storage else "", solution.place) if part
    )
    return f"{count}{each}{where}"


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
