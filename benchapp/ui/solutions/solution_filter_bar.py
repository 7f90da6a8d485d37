"""What is wanted of the solutions: words, a state, a compound; and how many were found."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from benchapp.presenters.solutions.solution_list import InState, SolutionFilter
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.widgets.fields import DropDown, let_be_emptied, narrow, offer_choices
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label

STATES = {
    InState.IN_HAND: mark_text("in hand"),
    InState.FRESH: mark_text("fresh"),
    InState.EXPIRING: mark_text("expiring or past use-by"),
    InState.GONE: mark_text("used up or discarded"),
    InState.ANY: mark_text("any state"),
}


class SolutionFilterBar(QWidget):
    """Asks which solutions are wanted.

    Args:
        add: The button that adds a solution, at the end of the line.

    Signals:
        changed: Something else is wanted: the `SolutionFilter`.
    """

    changed = Signal(object)

    def __init__(self, add: QWidget) -> None:
        super().__init__()
        self.text = QLineEdit()
        self.text.setObjectName("solutions.filter.text")
        self.text.setAccessibleName(tr("Find a solution"))
        self.text.setPlaceholderText(tr("Find: name, code, lot, place…"))
        self.text.setMinimumWidth(210)
        let_be_emptied(self.text)
        self.state = DropDown()
        self.state.setObjectName("solutions.filter.state")
        self.state.setAccessibleName(tr("State"))
        for state, words in STATES.items():
            self.state.addItem(tr(words), state)
        narrow(self.state, 12)
        self.compound = DropDown()
        self.compound.setObjectName("solutions.filter.compound")
        self.compound.setAccessibleName(tr("Compound"))
        narrow(self.compound, 13)
        # The compounds that are offered; None before there was anything to offer.
        self._offered: dict[str, str] | None = None
        self.offer_compounds({})
        self.found = text_label("", size="small", tone="muted", wrap=False)
        self.found.setObjectName("solutions.filter.found")
        self.setLayout(flow(self.text, self.state, self.compound, self.found, 1, add, spacing=8))
        self.text.textChanged.connect(self._on_changed)
        self.state.activated.connect(self._on_changed)
        self.compound.activated.connect(self._on_changed)

    def wanted(self) -> SolutionFilter:
        """Return what is wanted."""
        state = InState(self.state.currentData())
        return SolutionFilter(self.text.text(), state, str(self.compound.currentData() or ""))

    def show_wanted(self, wanted: SolutionFilter) -> None:
        """Want something else."""
        blockers = [QSignalBlocker(self.text)]
        self.text.setText(wanted.text)
        self.state.setCurrentIndex(self.state.findData(wanted.state))
        self.compound.setCurrentIndex(max(0, self.compound.findData(wanted.compound)))
        del blockers
        self._on_changed()

    def offer_compounds(self, compounds: Mapping[str, str]) -> None:
        """Offer the compounds of which there are solutions, by their UUIDs."""
        if compounds == self._offered:
            return
        self._offered = dict(compounds)
        before = self.wanted()
        offer_choices(self.compound, tr("any compound"), compounds)
        # One compound is no choice.
        self.compound.setVisible(len(compounds) > 1)
        if self.wanted() != before:
            # The wanted compound has no solution any more, as after Undo, and is not offered: any is wanted.
            self._on_changed()

    def show_found(self, count: int) -> None:
        """Show how many were found."""
        self.found.setText(tr("{count:solutions}", count=count))

    def _on_changed(self, _value: object = None) -> None:
        self.changed.emit(self.wanted())
