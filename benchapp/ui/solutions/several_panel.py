"""Several solutions that are chosen in the list, with what can be done with all of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from benchapp.domain.solutions.solutions import Storage
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.forms.inline_form import InlineForm, InlineOptions
from benchapp.ui.forms.opening_card import OpeningCard
from benchapp.ui.text.language import tr
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label

_MOST_NAMED = 12


class SeveralPanel(OpeningCard):
    """Several solutions that are chosen, with what can be done with all of them.

    Args:
        rows: The solutions.
        label: Prints labels of solutions.
        discard: Writes that all that is left of them was thrown away, with why.
    """

    def __init__(
        self,
        rows: Sequence[SolutionRow],
        label: Callable[[Sequence[str]], object],
        discard: Callable[[Sequence[str], str], object],
    ) -> None:
        super().__init__()
        self._ids = tuple(row.kept.solution.id for row in rows if not row.kept.gone)
        self._write = discard
        self.name = "solutions.several"
        self.body.addWidget(text_label(tr("{count} solutions chosen", count=len(rows)), size="large"))
        for row in rows[:_MOST_NAMED]:
            solution = row.kept.solution
            self.body.addWidget(text_label(f"{solution_text(solution)} · {solution.label}", size="small"))
        if len(rows) > _MOST_NAMED:
            more = tr("and {count} more", count=len(rows) - _MOST_NAMED)
            self.body.addWidget(text_label(more, size="small", tone="muted"))
        self._actions = QWidget()
        line = flow(spacing=6)
        if self._ids:
            line.addWidget(push_button(tr("Labels"), f"{self.name}.labels", partial(label, self._ids)))
            self.discard = push_button(tr("Discard all"), f"{self.name}.discard.open", self._ask_discard)
            line.addWidget(self.discard)
        line.addStretch(1)
        self._actions.setLayout(line)
        self.body.addWidget(self._actions)

    def buttons(self) -> tuple[QAbstractButton, ...]:
        """Return the buttons of what can be done with them."""
        return tuple(self._actions.findChildren(QPushButton))

    def ask_to_discard(self) -> None:
        """Ask whether all of them are discarded, where that can be written."""
        if self._ids and self.discard.isEnabled():
            self.discard.click()

    def _ask_discard(self) -> None:
        about = tr("Discard all that is left of {count:solutions}", count=len(self._ids))

        def write(texts: Mapping[str, str], _storage: Storage | None) -> None:
            self._write(self._ids, texts["reason"])

        fields = [("reason", tr("Why"), "")]
        options = InlineOptions(about=lambda _texts: about, columns=1)
        name = f"{self.name}.discard"
        form = partial(InlineForm, name, fields, tr("Discard all"), write, lambda: None, options)
        self.open("discard", form, self._actions)
