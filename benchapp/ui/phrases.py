"""Phrases in which several pages name the same things: instants, values, solutions, entries."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from benchapp.domain.amounts import THIN_SPACE
from benchapp.domain.bench import Bench
from benchapp.domain.durations import span_text
from benchapp.domain.entries import (
    AlarmAcknowledged,
    AliquotThawed,
    AmountTaken,
    ChainStarted,
    ClockChanged,
    Entry,
    IncubationStarted,
    IncubationStopped,
    LabRuleSet,
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
    Taken,
)
from benchapp.domain.freshness import PARENT_RULE, Freshness, State
from benchapp.domain.incubations import Plan, Running, Standing, StepKind
from benchapp.domain.kinds import SHOWN_AS
from benchapp.domain.messages import Message
from benchapp.domain.monograph import Basis, Claim, Context, Relation, Source, Use, Value
from benchapp.domain.solutions import Limit, LimitKind, Solution
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
    down = " and down" if incubation.doses > 1 else ""
    return f"re-dose {incubation.concentration.shown()}{down} {incubation.compound_name.lower()}"


class EntryWords:
    """Words journal entries.

    Args:
        bench: Gives the bench, for the names of what entries refer to.
        entries: Gives the entries, for what was undone.
    """

    def __init__(self, bench: Callable[[], Bench], entries: Callable[[], list[Entry]]) -> None:
        self._bench = bench
        self._entries = entries

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
                known = next((one for one in self._entries() if one.id == undone), None)
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
                told = (body.made_by, body.lot, body.lot_expiry, body.solvent_lot, body.solvent_expiry, body.storage)
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
                return entry.kind

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


def _kept(solution: Solution) -> str:
    count = f"{solution.aliquots} aliquots" if solution.aliquots > 1 else "1 tube"
    each = f" of {solution.aliquot_volume.shown()}" if solution.aliquot_volume else ""
    where = "".join(
        f", {part}" for part in (solution.storage.value if solution.storage else "", solution.place) if part
    )
    return f"{count}{each}{where}"


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
