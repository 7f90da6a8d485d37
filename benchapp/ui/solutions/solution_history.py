"""What was entered of a solution, in order, and the recipe it was made by."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from benchapp.domain.journal.entries import Entry, SolutionMade
from benchapp.domain.units.spans import span_text
from benchapp.presenters.solutions.last_taken import LastTaken
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_step
from benchapp.ui.widgets.labels import heading, text_label
from benchapp.ui.widgets.layout import vbox


class SolutionHistory(Struct, frozen=True):
    """What was entered of a solution.

    Attributes:
        lines: When and by whom it was, and what happened, of each entry.
        recipe: The steps as they were followed; empty where it was made by none.
    """

    lines: tuple[tuple[str, str], ...]
    recipe: tuple[str, ...] = ()


def history_of(
    solution: str,
    entries: Sequence[tuple[Entry, bool]],
    words: Callable[[Entry], str],
    when: Callable[[datetime], str],
    where: Callable[[Entry], str] = lambda _: "",
) -> SolutionHistory:
    """Return the history of a solution in words.

    Args:
        solution: Its id.
        entries: What was entered, and whether each entry was undone.
        words: Words an entry.
        when: Gives an instant in words.
        where: Gives the name of the computer on which an entry was recorded; "" where there is one alone.
    """
    lines = []
    recipe: tuple[str, ...] = ()
    for entry, undone in entries:
        body = entry.body
        late = when(entry.recorded_at) != when(entry.happened_at)
        recorded = tr("recorded {when}", when=when(entry.recorded_at)) if late else ""
        head = " · ".join(part for part in (when(entry.happened_at), recorded, entry.person, where(entry)) if part)
        lines.append((head, f"{tr('(undone) ') if undone else ''}{words(entry)}"))
        if isinstance(body, SolutionMade) and body.solution.id == solution:
            recipe = tuple(" ".join(part for part in say_step(step.code, step.values) if part) for step in body.steps)
    return SolutionHistory(tuple(lines), recipe)


def last_taken_text(last: LastTaken | None) -> str:
    """Return who took something of a solution last, where and how long ago; "" for nobody."""
    if last is None:
        return ""
    who = (
        tr("by {person} on {computer}", person=last.person, computer=last.computer)
        if last.person
        else tr("on {computer}", computer=last.computer)
    )
    ago = tr("just now") if last.ago < timedelta(minutes=1) else tr("{span} ago", span=span_text(last.ago))
    if last.thawed:
        return tr("Last thawed {who}, {ago}", who=who, ago=ago)
    return tr("Last used {who}, {ago}", who=who, ago=ago)


class HistoryView(QWidget):
    """Shows the history of a solution.

    Args:
        history: The history.
        name: Stable object name.
    """

    def __init__(self, history: SolutionHistory, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        lines: list[QWidget] = []
        for head, sentence in history.lines:
            lines += [text_label(head, size="small", tone="muted"), text_label(sentence, size="small")]
        if history.recipe:
            lines.append(heading(tr("Recipe as it was followed")))
        lines += [text_label(f"{number}  {step}", size="small") for number, step in enumerate(history.recipe, 1)]
        self.setLayout(vbox(*lines))
