"""What was entered of a solution, in order, and the recipe it was made by."""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from benchapp.domain.journal.entries import Entry, SolutionMade
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
) -> SolutionHistory:
    """Return the history of a solution in words.

    Args:
        solution: Its id.
        entries: What was entered, and whether each entry was undone.
        words: Words an entry.
        when: Gives an instant in words.
    """
    lines = []
    recipe: tuple[str, ...] = ()
    for entry, undone in entries:
        body = entry.body
        late = when(entry.recorded_at) != when(entry.happened_at)
        recorded = tr("recorded {when}", when=when(entry.recorded_at)) if late else ""
        head = " · ".join(part for part in (when(entry.happened_at), recorded, entry.person) if part)
        lines.append((head, f"{tr('(undone) ') if undone else ''}{words(entry)}"))
        if isinstance(body, SolutionMade) and body.solution.id == solution:
            recipe = tuple(" ".join(part for part in say_step(step.code, step.values) if part) for step in body.steps)
    return SolutionHistory(tuple(lines), recipe)


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
