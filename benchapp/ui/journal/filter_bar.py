"""What the journal is filtered by: words, time, kind, compound, incubation, solution, person, computer."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from benchapp.domain.journal.computers import Computers
from benchapp.domain.journal.state import LabState
from benchapp.presenters.journal.journal_table import GROUPS, JournalFilter
from benchapp.ui.text.journal.entry_names import named_solution
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.widgets.fields import FilterBox, let_be_emptied, offer_choices
from benchapp.ui.widgets.flow import flow

_TIMES = (
    (mark_text("any time"), 0),
    (mark_text("today"), 1),
    (mark_text("last 7 days"), 7),
    (mark_text("last 30 days"), 30),
    (mark_text("last year"), 365),
)
_GROUPS = {
    "solutions": mark_text("solutions"),
    "incubations": mark_text("incubations"),
    "corrections": mark_text("corrections and notes"),
    "other": mark_text("settings and checks"),
}
_LATE = "late"
# A list longer than this is no choice any more; older ones are found by their words.
_MOST_OFFERED = 300


class FilterBar(QWidget):
    """A line for words, and lists of what entries are about.

    Args:
        now: Gives the present, in the zone shown.

    Attributes:
        text: The line for words; it is laid out by the page.

    Signals:
        wanted: Other entries are wanted: the `JournalFilter`.
    """

    wanted = Signal(object)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.text = QLineEdit()
        self.text.setObjectName("journal.filter.text")
        self.text.setAccessibleName(tr("Filter the journal"))
        self.text.setPlaceholderText(tr("Filter: words, label, day"))
        let_be_emptied(self.text)
        self.text.textChanged.connect(self._on_filter)
        self.time = self._box("time", tr("Time"))
        for text, days in _TIMES:
            self.time.addItem(tr(text), days)
        self.group = self._box("group", tr("Kind of entry"))
        self.compound = self._box("compound", tr("Compound"))
        self.incubation = self._box("incubation", tr("Incubation"))
        self.solution = self._box("solution", tr("Solution"))
        self.person = self._box("person", tr("Person"))
        self.computer = self._box("computer", tr("Computer"))
        boxes = (self.time, self.group, self.compound, self.incubation, self.solution, self.person, self.computer)
        self.setLayout(flow(*boxes, spacing=8))
        self._offer_computers(Computers())

    def _box(self, name: str, what: str) -> QComboBox:
        box = FilterBox(f"journal.filter.{name}", what)
        box.activated.connect(self._on_filter)
        return box

    def offer(self, bench: LabState) -> None:
        """Offer what can be filtered by now; what was chosen stays."""
        compounds = {one.solution.compound: one.solution.compound_name for one in bench.solutions.values()}
        compounds |= {one.incubation.compound: one.incubation.compound_name for one in bench.incubations.values()}
        latest_runs = list(bench.incubations.values())[-_MOST_OFFERED:]
        latest_made = list(bench.solutions.values())[-_MOST_OFFERED:]
        incubations = {one.incubation.id: one.incubation.name for one in reversed(latest_runs)}
        solutions = {one.solution.id: named_solution(one.solution) for one in reversed(latest_made)}
        for box, what, choices in (
            (self.compound, tr("any compound"), compounds),
            (self.incubation, tr("any incubation"), incubations),
            (self.solution, tr("any solution"), solutions),
            (self.person, tr("anybody"), {name: name for name in bench.people}),
        ):
            offer_choices(box, what, choices)
        self._offer_computers(bench.computers)

    def _offer_computers(self, computers: Computers) -> None:
        """Offer the computers of a lab, and what came in late from them; of one alone there is nothing to choose."""
        groups = {name: tr(text) for name, text in _GROUPS.items()}
        late = {_LATE: tr("came in late")} if computers.several else {}
        offer_choices(self.group, tr("every entry"), groups | late)
        names = sorted({computers.name_of(chain) for chain in computers.installations}) if computers.several else []
        offer_choices(self.computer, tr("any computer"), {name: name for name in names})
        self.computer.setVisible(computers.several)

    def _on_filter(self, _value: object = None) -> None:
        days = int(self.time.currentData() or 0)
        since = None
        if days:
            since = self._now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
        self.wanted.emit(
            JournalFilter(
                self.text.text(),
                str(self.compound.currentData() or ""),
                str(self.incubation.currentData() or self.solution.currentData() or ""),
                str(self.person.currentData() or ""),
                since,
                GROUPS.get(str(self.group.currentData() or ""), frozenset()),
                str(self.computer.currentData() or ""),
                self.group.currentData() == _LATE,
            )
        )
