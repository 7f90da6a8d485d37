"""What two computers recorded without knowing of each other, and what somebody has to say of it.

Both are kept and the careful reading holds meanwhile. The questions follow from the state, so each computer has the
same; who answers one answers it everywhere.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.journal.computers import Unseen
from benchapp.domain.journal.entries import Body, CompoundShared, CompoundWithdrawn, Entry, LabRuleSet, QuestionAnswered
from benchapp.domain.journal.lab_compounds import same_names
from benchapp.domain.journal.state import LabState
from benchapp.domain.lab.lab_rules import rule_read
from benchapp.domain.mappings import loaded


class QuestionKind(StrEnum):
    """What is asked."""

    TUBE = "tube"
    GONE = "gone"
    STEP = "step"
    LABEL = "label"
    RULE = "rule"
    UNDONE = "undone"
    NO_TUBE = "no tube"
    NO_STEP = "no step"
    COMPOUND = "compound"
    SAME_NAME = "name"


class OpenQuestion(Struct, frozen=True):
    """One question.

    Attributes:
        key: What tells it from others; the same on each computer.
        kind: What is asked.
        about: Id of the solution, the incubation or the compound; the name of the rule.
        entry: Id of the later entry; of the later solution of two with one label.
        other: What the later did not know of: id of the tube, of the earlier solution or compound, of the entry that
            corrected a compound; number of the step; the value.
        answers: The answers that are offered.
    """

    key: str
    kind: QuestionKind
    about: str
    entry: str
    other: str
    answers: tuple[str, ...]

    @property
    def recorded(self) -> str:
        """The id of the later entry, also where that made several tubes or left some."""
        return self.entry.partition("+")[0].partition(":")[0]


def open_questions(state: LabState) -> tuple[OpenQuestion, ...]:
    """Return what nobody has answered yet."""
    return tuple(one for one in _questions(state) if one.key not in state.settled)


def _questions(state: LabState) -> Iterator[OpenQuestion]:
    labels: dict[str, str] = {}
    for name, kept in loaded(state.solutions).items():
        if kept.apart:
            # Nobody else would be asked the same.
            continue
        for one in kept.disputes:
            kind = QuestionKind.GONE if one.known else QuestionKind.NO_TUBE
            kind, answers = (QuestionKind.TUBE, ("two", "same")) if one.apart else (kind, ("seen",))
            yield OpenQuestion(f"{kind}:{one.entry}", kind, name, one.entry, one.now, answers)
        label = kept.solution.label
        if label and not kept.gone:
            if label in labels:
                yield OpenQuestion(f"label:{name}", QuestionKind.LABEL, name, name, labels[label], ("seen",))
            labels.setdefault(label, name)
    for name, running in loaded(state.incubations).items():
        for twice in running.twice if not running.apart else ():
            key, number = f"step:{twice.entry}", str(twice.number)
            yield OpenQuestion(key, QuestionKind.STEP, name, twice.entry, number, ("once", "twice"))
        for entry in running.unplanned:
            yield OpenQuestion(f"{QuestionKind.NO_STEP}:{entry}", QuestionKind.NO_STEP, name, entry, "", ("seen",))
    yield from _of_unseen(state)
    yield from _of_compounds(state)


def _of_unseen(state: LabState) -> Iterator[OpenQuestion]:
    undone: set[str] = set()
    for unseen in state.unseen:
        if unseen.rule:
            key = f"{QuestionKind.RULE}:{unseen.entry}"
            yield OpenQuestion(key, QuestionKind.RULE, unseen.rule, unseen.entry, unseen.other, ("first", "second"))
        elif unseen.about not in undone and (key := _of_undone(unseen)) not in state.settled:
            # One answer is for all that rests on one thing.
            undone.add(unseen.about)
            yield OpenQuestion(key, QuestionKind.UNDONE, unseen.about, unseen.entry, "", ("back", "seen"))


def _of_undone(unseen: Unseen) -> str:
    return f"{QuestionKind.UNDONE}:{unseen.entry}"


def _of_compounds(state: LabState) -> Iterator[OpenQuestion]:
    for name, known in state.compounds.items():
        for later, earlier in known.unseen:
            kind, key = QuestionKind.COMPOUND, f"compound:{later}"
            yield OpenQuestion(key, kind, name, later, earlier, ("first", "second"))
    for earlier, later in same_names(state.compounds):
        entry = state.compounds[later].first.entry
        # What something was made of stays, whatever is said.
        free = [answer for answer, other in (("first", later), ("second", earlier)) if not _is_used(state, other)]
        yield OpenQuestion(f"name:{entry}", QuestionKind.SAME_NAME, later, entry, earlier, ("both", *free))


def _is_used(state: LabState, compound: str) -> bool:
    """Return whether there is a solution or an incubation of a compound."""
    solutions = (kept for kept in state.solutions.values() if not kept.apart)
    incubations = (running for running in state.incubations.values() if not running.apart)
    return any(kept.solution.compound == compound for kept in solutions) or any(
        running.incubation.compound == compound for running in incubations
    )


def answering(
    question: OpenQuestion,
    answer: str,
    state: LabState,
    find: Callable[[str], Entry | None],
    origin: Callable[[str], Entry | None] = lambda _: None,
) -> tuple[Body, ...]:
    """Return what is recorded for an answer: that it was given, and what follows from it.

    Args:
        question: The question.
        answer: One of the answers that it offers.
        state: What holds.
        find: Finds an entry.
        origin: Finds the entry by which a solution or an incubation came to be, also of one that was undone.
    """
    if question.kind is QuestionKind.UNDONE:
        return _answering_undone(question, answer, state, origin)
    about = question.about if question.kind not in {QuestionKind.RULE, QuestionKind.COMPOUND, _NAME} else ""
    said = QuestionAnswered(question.key, answer, about)
    if question.kind is QuestionKind.RULE and answer == "first":
        rules, rule = state.rules, question.about
        value, in_months = rule_read(question.other)
        was, was_in_months = float(getattr(rules, rule)), rule in rules.in_months
        return said, LabRuleSet(rule, value, was, (), in_months, was_in_months)
    if question.kind is QuestionKind.COMPOUND:
        wanted = find(question.other if answer == "first" else question.entry)
        current = state.compounds[question.about].current.hash
        if wanted is not None and isinstance(wanted.body, CompoundShared) and wanted.body.hash != current:
            return said, replace(wanted.body, was=current)
    if question.kind is _NAME and answer != "both":
        name = question.about if answer == "first" else question.other
        going = state.compounds[name].current
        return said, CompoundWithdrawn(name, going.name, going.hash)
    return (said,)


def _answering_undone(
    question: OpenQuestion, answer: str, state: LabState, origin: Callable[[str], Entry | None]
) -> tuple[Body, ...]:
    """Return what is recorded where somebody says whether something is brought back, for all that rests on it."""
    alike = [_of_undone(one) for one in state.unseen if one.about == question.about]
    said = tuple(QuestionAnswered(key, answer, question.about) for key in alike if key not in state.settled)
    begun = origin(question.about) if answer == "back" else None
    return (*said, begun.body) if begun is not None else said


_NAME = QuestionKind.SAME_NAME
