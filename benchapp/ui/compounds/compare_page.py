"""Two compounds side by side, topic by topic, with the differences marked."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from benchapp.domain.compounds.comparison import Agreement, ComparisonRow, Said, Topic, compare
from benchapp.domain.compounds.monograph import Claim, Monograph, Source, Unknown, Use
from benchapp.domain.messages import BenchError
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.compounds.compound_cards import subscripts
from benchapp.ui.text.compound_texts import NO_VALUE, source_text, use_text, value_text
from benchapp.ui.text.language import decimal, mark_text, term, tr
from benchapp.ui.text.markup import keep_units_whole
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button, toggle_button
from benchapp.ui.widgets.labels import set_tip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, vbox
from benchapp.ui.widgets.page import Page
from benchapp.ui.window.search_field import SearchField

TOPICS = {
    Topic.FORMULA: mark_text("Formula"),
    Topic.MOLAR_MASS: mark_text("Molar mass, g/mol"),
    Topic.CAS: mark_text("CAS"),
    Topic.SOLUBILITY: mark_text("Solubility"),
    Topic.STORAGE: mark_text("Storage of the solid"),
    Topic.STOCK: mark_text("Stability of a stock"),
    Topic.WORKING: mark_text("Working solution"),
    Topic.ELSEWHERE: mark_text("Stability under other conditions"),
    Topic.USES: mark_text("Doses and times"),
    Topic.EFFECTS: mark_text("Effects on cells"),
    Topic.MECHANISM: mark_text("What it does"),
    Topic.BENCHMARKS: mark_text("Benchmarks"),
    Topic.COMBINATIONS: mark_text("Combinations"),
    Topic.PITFALLS: mark_text("Pitfalls and limits"),
    Topic.HAZARDS: mark_text("Hazards"),
    Topic.UNKNOWNS: mark_text("Not published"),
}
_WRITTEN = {Topic.FORMULA: subscripts, Topic.MOLAR_MASS: decimal}
MARKS = {
    Agreement.SAME: (mark_text("the same"), "muted"),
    Agreement.DIFFERS: (mark_text("differs"), "soon"),
    Agreement.ONE_SIDE: (mark_text("one only"), "note"),
    Agreement.UNKNOWN: (NO_VALUE, "muted"),
}


class ComparePage(Page):
    """Compares the open compound with another.

    Args:
        compounds: Which compound is open.
        host: The window, over which the list of results is shown.
        back: Goes back to the compound page.

    Signals:
        compared: Another pair is shown.
    """

    compared = Signal()

    def __init__(self, compounds: CurrentCompound, host: QWidget, back: Callable[[], object]) -> None:
        super().__init__(tr("Compare"))
        self.keep_readable()
        self._compounds = compounds
        self._other: Monograph | None = None
        self._only_differences = False
        self.finder = SearchField(compounds.search, host, "compare.other", mark_text("Compare with: name, CAS, code"))
        self.finder.setMinimumWidth(340)
        self.finder.chosen.connect(self.compare_with)
        self.first = self.finder
        self.only = toggle_button(tr("Only differences"), "compare.filter.differences", self._toggle)
        top = hbox(self.finder, self.only, 1, push_button(tr("Back to the compound"), "compare.actions.back", back))
        self.content.addLayout(top)
        self._table = Card()
        self._table.body.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(self._table)
        self.content.addStretch(1)
        compounds.chosen.connect(self.show_comparison)
        self.show_comparison()

    @property
    def rows(self) -> tuple[ComparisonRow, ...]:
        """The rows that are shown."""
        mine = self._compounds.monograph
        if mine is None or self._other is None:
            return ()
        rows = compare(mine, self._other)
        same = {Agreement.SAME, Agreement.UNKNOWN}
        return tuple(row for row in rows if not self._only_differences or row.agreement not in same)

    def compare_with(self, compound: str) -> None:
        """Show the open compound beside another."""
        try:
            opened = self._compounds.library.open(compound)
        except BenchError as error:
            self.said.emit(say_error(error))
            return
        self._other = opened.monograph if opened is not None else None
        self.show_comparison()

    def _toggle(self) -> None:
        self._only_differences = self.only.isChecked()
        self.show_comparison()

    def show_comparison(self) -> None:
        """Show the table again."""
        clear_layout(self._table.body)
        mine, other = self._compounds.monograph, self._other
        if mine is None or other is None:
            hint = text_label(
                tr("{part} beside another: find the other one above.", part=mine.identity.name)
                if mine is not None
                else tr("Choose the other compound above."),
                tone="muted",
            )
            hint.setContentsMargins(16, 16, 16, 16)
            self._table.body.addWidget(hint)
            return
        body = QFrame()
        grid = QGridLayout(body)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for column, stretch in ((0, 2), (1, 5), (2, 5), (3, 0)):
            grid.setColumnStretch(column, stretch)
        for column, name in ((1, mine.identity.name), (2, other.identity.name)):
            grid.addWidget(text_label(name, size="large"), 0, column)
        for place, row in enumerate(self.rows, 1):
            self._show_row(grid, place, row, mine, other)
        self._table.body.addWidget(body)
        self.compared.emit()

    def _show_row(self, grid: QGridLayout, place: int, row: ComparisonRow, mine: Monograph, other: Monograph) -> None:
        top = Qt.AlignmentFlag.AlignTop
        topic = tr(TOPICS[row.topic])
        title = f"{topic}\n{term(row.about)}" if row.about else topic
        grid.addWidget(text_label(keep_units_whole(title), tone="muted"), place, 0, top)
        left, right = row.left, row.right
        written = _WRITTEN.get(row.topic)
        if written is not None:
            left, right = tuple(map(written, map(str, left))), tuple(map(written, map(str, right)))
        grid.addWidget(_side(left, mine.sources), place, 1, top)
        grid.addWidget(_side(right, other.sources), place, 2, top)
        word, tone = MARKS[row.agreement]
        grid.addWidget(state_chip(tr(word), tone), place, 3, top)


def _side(said: tuple[Said, ...], sources: dict[str, Source]) -> QWidget:
    if not said:
        return text_label(tr(NO_VALUE), tone="muted")
    lines = [text_label(keep_units_whole(_words(one))) for one in said[:_MOST]]
    tips = "\n".join(source_text(one.source, sources) for one in said if isinstance(one, Claim | Use))
    if len(said) > _MOST:
        lines.append(
            text_label(tr("and {count} more on its page", count=len(said) - _MOST), size="small", tone="muted")
        )
    side = QWidget()
    side.setLayout(vbox(*lines, spacing=4))
    set_tip(side, tips)
    return side


_MOST = 6


def _words(said: Said) -> str:
    match said:
        case Claim():
            value = f"{value_text(said.value)}: " if said.value and said.value.number else ""
            return f"{value}{tr(said.statement)} ({term(said.standing)})"
        case Use():
            return f"{tr(said.title)}: {use_text(said)} ({term(said.standing)})"
        case Unknown():
            return tr(said.what)
        case _:
            return said
