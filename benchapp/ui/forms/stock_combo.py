"""The choice of a stock in hand."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.widgets.fields import DropDown, narrow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import vbox


class StockCombo(QWidget):
    """Shows the stocks in hand that may be used.

    Args:
        name: Stable object name of the list.
        offered: Returns the stocks.
        chosen: Receives the id of the one chosen, "" for a concentration as typed.
        title: What is above it.
        parent: What it is in; put there afterwards, all of it would be styled once more.
    """

    def __init__(
        self,
        name: str,
        offered: Callable[[], Sequence[SolutionRow]],
        chosen: Callable[[str], object],
        title: str = mark_text("Stock solution"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._offer = offered
        self._chosen = chosen
        self._shown: tuple[object, ...] | None = None
        self.box = DropDown(self)
        self.box.setObjectName(name)
        self.box.setAccessibleName(tr("Stock solution"))
        narrow(self.box, 10)
        self._title = text_label(tr(title), self, tone="muted", wrap=False)
        self.setLayout(vbox(self._title, self.box, 1))
        self.box.activated.connect(self._on_activated)

    def say_whose(self, compound: str) -> None:
        """Name the compound of which it is a stock."""
        text = tr("Stock solution of {compound}", compound=compound)
        if self._title.text() != text:
            self._title.setText(text)
            self.box.setAccessibleName(text)

    def refresh(self, current: str) -> None:
        """Show what is in hand now, with one chosen."""
        offered = self._offer()
        key = (current, *((row.kept.solution.id, row.kept.left) for row in offered))
        if key == self._shown:
            return
        self._shown = key
        self.box.clear()
        self.box.addItem(tr("not from my stocks") if offered else tr("no stock in hand"), "")
        for row in offered:
            solution = row.kept.solution
            left = tr("{left} left", left=row.kept.left) if solution.aliquots > 1 else ""
            parts = (solution_text(solution), left, solution.place, solution.label)
            self.box.addItem(" · ".join(part for part in parts if part), solution.id)
        self.box.setCurrentIndex(max(0, self.box.findData(current)))

    def _on_activated(self, _index: int) -> None:
        self._chosen(str(self.box.currentData() or ""))


def activity_note(label: str) -> str:
    """Return where the activity of a lot that was filled in comes from; "" of one that was typed.

    Args:
        label: Of the solution that it was recorded with.
    """
    return tr("of this lot, as recorded with {label}", label=label) if label else ""
