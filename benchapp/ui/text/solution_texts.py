"""Solutions in words: what one is, how fresh it is, and the rule that set its use-by."""

from datetime import timedelta

from benchapp.domain.buffers.shelf_life import RECIPE_RULE
from benchapp.domain.lab.lab_rules import RULE_NAMES
from benchapp.domain.lab.pipettes import LARGEST_TUBE_UL
from benchapp.domain.messages import Message
from benchapp.domain.solutions.freshness import Freshness, State
from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solutions import PARENT_RULE, Limit, LimitKind, Solution, SolutionPurpose
from benchapp.domain.units.amounts import volume_amount
from benchapp.domain.units.kinds import TOLERANCE
from benchapp.domain.units.spans import days_text, months_as_said, span_text
from benchapp.ui.text.language import aliquots, called, counted, shown, term, tr
from benchapp.ui.text.message_texts import say

STATE_CHIPS = {
    State.FRESH: "fresh",
    State.USE_SOON: "soon",
    State.PAST: "past",
    State.NO_LIMIT: "muted",
    State.USED_UP: "muted",
    State.DISCARDED: "muted",
}


def solvent_text(solvent: str) -> str:
    """Return a vehicle or a medium; one that nobody named is called so in any language: "medium", "Medium"."""
    return tr("medium") if solvent.casefold() == "medium" else term(solvent)


def solution_text(solution: Solution) -> str:
    """Return what a solution is called: "Lenalidomide 10 mM in DMSO", of a series with its lowest dose."""
    if solution.role is SolutionPurpose.BUFFER:
        return solution.compound_name
    doses = solution.doses
    until = tr(" to {doses} ({count} tubes)", doses=called(doses[-1]), count=len(doses)) if len(doses) > 1 else ""
    named = f"{solution.compound_name} {called(solution.concentration)}{until}"
    if not solution.solvent:
        return named
    return tr("{solution} in {medium}", solution=named, medium=solvent_text(solution.solvent))


def limit_text(freshness: Freshness) -> str:
    """Return the rule that set a use-by."""
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
    """Return one limit in words; one that came from what it was made of names that."""
    code = RULE_WORDS[limit.kind]
    if limit.rule == PARENT_RULE:
        code = Message.RULE_PARENT
    elif limit.rule == RECIPE_RULE:
        code = Message.RULE_RECIPE_LIFE
    elif limit.kind is LimitKind.AGE and limit.rule not in RULE_NAMES:
        code = Message.RULE_STATED
    elif limit.rule == "working_room_h":
        code = Message.RULE_WORKING
    storage = limit.storage.value if limit.storage else ""
    return say(
        code,
        {
            "life": life_of(limit),
            "span_s": limit.span_s,
            "source": limit.source,
            "most": limit.span_s,
            "storage": storage,
        },
    )


def life_of(limit: Limit) -> str:
    """Return how long a limit is as it was said: "6 months", "182 d"."""
    if limit.months:
        return counted(*months_as_said(limit.months))
    return span_text(timedelta(seconds=limit.span_s))


def freshness_text(freshness: Freshness) -> str:
    """Return a state with the time left: "fresh · 1 h 20 min left"."""
    left = freshness.left
    state = term(freshness.state)
    return state if left is None else f"{state} · {left_text(freshness)}"


def left_text(freshness: Freshness) -> str:
    """Return the time left, or since it was over: "1 h 20 min left"; "" for no end."""
    left = freshness.left
    if left is None:
        return ""
    if freshness.state is State.PAST:
        return tr("{span} ago", span=days_text(abs(left)))
    return tr("{span} left", span=days_text(left))


def place_text(portion: Portion) -> str:
    """Return where tubes are: "−20 °C, box 3"; "" where nobody stated it."""
    return ", ".join(part for part in (term(portion.storage or ""), portion.place) if part)


def vessels_text(solution: Solution) -> str:
    """Return in how many vessels a solution was made: "18 aliquots", "1 tube", "1 bottle"."""
    if solution.aliquots > 1:
        return aliquots(solution.aliquots)
    volume = solution.aliquot_volume
    return tr("1 bottle") if volume and volume.microlitres > LARGEST_TUBE_UL * (1 + TOLERANCE) else tr("1 tube")


def tubes_text(portion: Portion) -> str:
    """Return how many tubes of which volume: "7 × 100 µL"."""
    volume = shown(volume_amount(portion.volume_ul)) if portion.volume_ul is not None else tr("volume not given")
    return f"{portion.count} × {volume}"


def portion_text(portion: Portion, before: int = 0) -> str:
    """Return tubes that are kept alike in words: "7 × 100 µL, −20 °C, box 3 · thawed once".

    Args:
        portion: The tubes.
        before: How often what they were made of had been thawed.
    """
    stock = tr(" ({before} of them as its stock)", before=before) if before else ""
    thaws = {0: "", 1: tr(" · thawed once"), 2: tr(" · thawed twice")}.get(
        portion.thaws, tr(" · thawed {count} times", count=portion.thaws)
    ) + stock
    opened = tr(" · open") if portion.opened and not portion.thaws else ""
    return f"{tubes_text(portion)}, {place_text(portion) or tr('place not given')}{thaws}{opened}"
