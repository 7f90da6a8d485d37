"""What is asked where two computers had not known of each other, what was answered, and the buttons for it."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.journal.entries import CompoundShared, Entry, IncubationStarted, SolutionAdded, SolutionMade
from benchapp.domain.journal.questions import OpenQuestion, QuestionKind
from benchapp.domain.journal.state import LabState
from benchapp.domain.lab.lab_rules import rule_read
from benchapp.ui.text.language import mark_text, molar_mass_text, tr
from benchapp.ui.text.rule_texts import rule_title, rule_value
from benchapp.ui.text.solution_texts import solution_text

_ANSWERS = {
    "tube:two": mark_text("There were two tubes"),
    "tube:same": mark_text("It is the same tube"),
    "step:once": mark_text("Done once"),
    "step:twice": mark_text("Done twice"),
    "rule:first": mark_text("Keep the earlier value"),
    "rule:second": mark_text("Keep the later value"),
    "undone:back": mark_text("Bring it back"),
    "undone:seen": mark_text("Leave it undone"),
    "compound:first": mark_text("Keep the earlier version"),
    "compound:second": mark_text("Keep the later version"),
    "name:both": mark_text("Keep both"),
    "name:first": mark_text("Keep the earlier one"),
    "name:second": mark_text("Keep the later one"),
}
_ASKED = {
    QuestionKind.TUBE: mark_text("an aliquot that two computers took out"),
    QuestionKind.GONE: mark_text("a tube that was already used up or discarded"),
    QuestionKind.STEP: mark_text("a step that two computers recorded"),
    QuestionKind.LABEL: mark_text("two solutions with one label"),
    QuestionKind.RULE: mark_text("a lab rule that two computers set"),
    QuestionKind.UNDONE: mark_text("an entry about something that was undone"),
    QuestionKind.NO_TUBE: mark_text("an entry about a tube that was undone"),
    QuestionKind.NO_STEP: mark_text("a step that was no longer planned"),
    QuestionKind.COMPOUND: mark_text("a compound that two computers corrected"),
    QuestionKind.SAME_NAME: mark_text("a compound that two computers entered"),
}


def answer_text(kind: str, answer: str) -> str:
    """Return an answer, as its button and the journal word it."""
    return tr(_ANSWERS.get(f"{kind}:{answer}", mark_text("Noted")))


def answered_text(kind: str, answer: str, about: str) -> str:
    """Return the sentence of the journal for an answer.

    Args:
        kind: What was asked.
        answer: The answer.
        about: The sentence of the later entry; "" where it is not there.
    """
    known = kind in set(QuestionKind)
    asked = tr(_ASKED[QuestionKind(kind)]) if known else tr("something that a newer version asked")
    said = answer_text(kind, answer)
    if not about:
        return tr("Settled, {asked}: {answer}", asked=asked, answer=said)
    return tr("Settled, {asked}: {answer} (“{about}”)", asked=asked, answer=said, about=about)


class QuestionWords:
    """Words questions.

    Args:
        state: Gives what holds.
        find: Finds an entry.
        sentence: Words an entry.
        when: Gives an instant in words.
        origin: Finds the entry by which a solution or an incubation came to be, also of one that was undone.
    """

    def __init__(
        self,
        state: Callable[[], LabState],
        find: Callable[[str], Entry | None],
        sentence: Callable[[Entry], str],
        when: Callable[[datetime], str],
        origin: Callable[[str], Entry | None] = lambda _: None,
    ) -> None:
        self._origin = origin
        self._state = state
        self._find = find
        self._sentence = sentence
        self._when = when

    def __call__(self, question: OpenQuestion) -> tuple[str, str]:
        """Return what is asked, and what it rests on: who recorded what, where and when."""
        later = self._told(question.entry)
        match question.kind:
            case QuestionKind.TUBE:
                return (
                    tr("{solution}: one tube, or two?", solution=self._solution(question.about)),
                    self._both(question.other, later),
                )
            case QuestionKind.GONE:
                return tr("{solution}: used after it was gone", solution=self._solution(question.about)), later
            case QuestionKind.NO_TUBE:
                words = tr(
                    "{solution}: the entry that this tube came from was undone", solution=self._solution(question.about)
                )
                return words, later
            case QuestionKind.NO_STEP:
                name = self._state().incubations[question.about].incubation.name
                return tr("{incubation}: recorded, but the step was no longer planned", incubation=name), later
            case QuestionKind.STEP:
                name = self._state().incubations[question.about].incubation.name
                return tr("{incubation}: one step recorded twice", incubation=name), later
            case QuestionKind.LABEL:
                label = self._state().solutions[question.about].solution.label
                names = [self._dated(one) for one in (question.other, question.about)]
                words = tr("Print a new label for one of them: {first} · {second}", first=names[0], second=names[1])
                return tr("{label} is on two solutions", label=label), words
            case QuestionKind.RULE:
                value, in_months = rule_read(question.other)
                other = rule_value(question.about, value, in_months=in_months)
                words = tr("{later}. Before that it was {other}.", later=later, other=other)
                return tr("Lab rule “{rule}”: set on two computers", rule=rule_title(question.about)), words
            case QuestionKind.UNDONE:
                name = self._undone(question.about)
                if name:
                    return tr("{solution} was undone, but an entry uses it", solution=name), later
                return tr("An entry uses something that was undone"), later
            case QuestionKind.COMPOUND:
                name = self._state().compounds[question.about].current.name
                return tr("{compound}: corrected on two computers", compound=name), self._versions(question)
            case QuestionKind.SAME_NAME:
                name = self._state().compounds[question.about].current.name
                return tr("{compound}: entered on two computers", compound=name), self._versions(question)

    def _versions(self, question: OpenQuestion) -> str:
        """Return two versions of a compound, or two compounds, with who entered each and the figures that differ."""
        known = self._state().compounds.get(question.other)
        entries = (question.other if known is None else known.first.entry, question.entry)
        told, figures = [self._told(one) for one in entries], [_figures(self._find(one)) for one in entries]
        if figures[0] != figures[1]:
            told = [f"{said}, {figure}" if figure else said for said, figure in zip(told, figures, strict=True)]
        return "\n".join(told)

    def _solution(self, name: str) -> str:
        kept = self._state().solutions.get(name)
        return solution_text(kept.solution) if kept is not None else ""

    def _undone(self, about: str) -> str:
        """Return what a solution or an incubation that was undone is called; "" where it is not there."""
        origin = self._origin(about)
        body = origin.body if origin is not None else None
        if isinstance(body, IncubationStarted):
            return body.incubation.name
        if not isinstance(body, SolutionAdded | SolutionMade):
            return ""
        found = body.solution
        return f"{solution_text(found)} ({found.label})" if found.label else solution_text(found)

    def _dated(self, name: str) -> str:
        """Return a solution with when and on which computer it was made, which tells it from one with its label."""
        state = self._state()
        kept = state.solutions[name]
        made = self._when(kept.solution.made.wall)
        where = ", ".join(one for one in (made, state.computers.name_of(kept.home)) if one)
        return f"{self._solution(name)} ({where})"

    def _both(self, other: str, later: str) -> str:
        earlier = self._told(other.partition("+")[0].partition(":")[0])
        return f"{earlier}\n{later}" if earlier else later

    def _told(self, entry_id: str) -> str:
        """Return who recorded an entry, where and when; "" where it is none."""
        entry = self._find(entry_id.partition("+")[0].partition(":")[0])
        if entry is None:
            return ""
        computer, person = self._state().computers.name_of(entry.chain), entry.person
        both = bool(person and computer)
        who = tr("{name} on {computer}", name=person, computer=computer) if both else person or computer
        # Who and when come first: the sentence may end with a label in brackets.
        when = ", ".join(filter(None, (who, self._when(entry.happened_at))))
        return tr("{when}: {sentence}", when=when, sentence=self._sentence(entry))


def _figures(entry: Entry | None) -> str:
    """Return CAS number and molar mass of a shared compound; "" where only a newer program can read it."""
    body = entry.body if entry is not None else None
    if not isinstance(body, CompoundShared):
        return ""
    try:
        forms = msgspec.json.decode(body.content, type=Monograph).identity.forms
        mass = molar_mass_text(forms[0].molar_mass) if forms else ""
    except (msgspec.DecodeError, ValueError, RecursionError):
        mass = ""
    return ", ".join(text for text in (f"CAS {body.cas}" if body.cas else "", mass) if text)
