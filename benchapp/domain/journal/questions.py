"""What two computers recorded without knowing of each other, and what somebody has to say of it.

Both are kept and the careful reading holds meanwhile. The questions follow from the state, so each computer has the
same; who answers one answers it everywhere.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from benchapp.domain.journal.mappings import loaded
from benchapp.domain.journal.state import LabState


class QuestionKind(StrEnum):
    """What is asked."""

    TUBE = "tube"
    GONE = "gone"
    STEP = "step"
    LABEL = "label"
    RULE = "rule"
    UNDONE = "undone"


class OpenQuestion(Struct, frozen=True):
    """One question.

    Attributes:
        key: What tells it from others; the same on each computer.
        kind: What is asked.
        about: Id of the solution or the incubation; the name of the rule.
        entry: Id of the later entry; of the later solution of two with one label.
        other: What the later did not know of: id of the tube, of the earlier solution; number of the step; the value.
        answers: The answers that are offered.
    """

    key: str
    kind: QuestionKind
    about: str
    entry: str
    other: str
    answers: tuple[str, ...]


def open_questions(state: LabState) -> tuple[OpenQuestion, ...]:
    """Return what nobody has answered yet."""
    return tuple(one for one in _questions(state) if one.key not in state.settled)


def _questions(state: LabState) -> Iterator[OpenQuestion]:
    labels: dict[str, str] = {}
    for name, kept in loaded(state.solutions).items():
        for one in kept.disputes:
            kind, answers = (QuestionKind.TUBE, ("two", "same")) if one.apart else (QuestionKind.GONE, ("seen",))
            yield OpenQuestion(f"{kind}:{one.entry}", kind, name, one.entry, one.now, answers)
        label = kept.solution.label
        if label and not kept.gone:
            if label in labels:
                yield OpenQuestion(f"label:{name}", QuestionKind.LABEL, name, name, labels[label], ("seen",))
            labels.setdefault(label, name)
    for name, running in loaded(state.incubations).items():
        for twice in running.twice:
            key, number = f"step:{twice.entry}", str(twice.number)
            yield OpenQuestion(key, QuestionKind.STEP, name, twice.entry, number, ("once", "twice"))
    for unseen in state.unseen:
        kind = QuestionKind.RULE if unseen.rule else QuestionKind.UNDONE
        about, answers = unseen.rule or unseen.about, ("first", "second") if unseen.rule else ("seen",)
        yield OpenQuestion(f"{kind}:{unseen.entry}", kind, about, unseen.entry, unseen.other, answers)
