"""Solutions in words: what one is, how fresh it is, and the rule that set its use-by."""

from benchapp.domain.lab.lab_rules import RULE_NAMES
from benchapp.domain.messages import Message
from benchapp.domain.solutions.freshness import Freshness, State
from benchapp.domain.solutions.solutions import PARENT_RULE, Limit, LimitKind, Solution
from benchapp.domain.units.spans import span_text
from benchapp.ui.text.language import called, term, tr
from benchapp.ui.text.message_texts import say

STATE_CHIPS = {
    State.FRESH: "fresh",
    State.USE_SOON: "soon",
    State.PAST: "past",
    State.NO_LIMIT: "muted",
    State.USED_UP: "muted",
    State.DISCARDED: "muted",
}


def solution_text(solution: Solution) -> str:
    """Return what a solution is called: "Lenalidomide 10 mM in DMSO", of a series with its lowest dose."""
    doses = solution.doses
    until = tr(" to {doses} ({count} tubes)", doses=called(doses[-1]), count=len(doses)) if len(doses) > 1 else ""
    return tr(
        "{compound} {concentration}{until} in {medium}",
        compound=solution.compound_name,
        concentration=called(solution.concentration),
        until=until,
        medium=term(solution.medium or solution.vehicle),
    )


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
    elif limit.kind is LimitKind.AGE and limit.rule not in RULE_NAMES:
        code = Message.RULE_STATED
    elif limit.rule == "working_room_h":
        code = Message.RULE_WORKING
    storage = limit.storage.value if limit.storage else ""
    return say(code, {"span_s": limit.span_s, "source": limit.source, "most": limit.span_s, "storage": storage})


def freshness_text(freshness: Freshness) -> str:
    """Return a state with the time left: "fresh · 1 h 20 min left"."""
    left = freshness.left
    if left is None:
        return term(freshness.state)
    if freshness.state is State.PAST:
        return tr("{state} · {span} ago", state=term(freshness.state), span=span_text(left))
    return tr("{state} · {span} left", state=term(freshness.state), span=span_text(left))
