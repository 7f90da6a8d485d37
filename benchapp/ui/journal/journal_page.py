"""The journal page: everything that happened, in order and filtered, with notes, Undo, backups and reports."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.journal.state import LabState
from benchapp.domain.messages import BenchError
from benchapp.presenters.journal.journal_table import JournalFilter, JournalLine, JournalTable
from benchapp.presenters.journal.notes import NoteForm
from benchapp.ui.journal.backups_card import BackupsCard
from benchapp.ui.journal.entry_view import EntryView
from benchapp.ui.journal.fault_card import FaultCard
from benchapp.ui.journal.filter_bar import FilterBar
from benchapp.ui.journal.note_form import NoteFields
from benchapp.ui.text.formatting import DAYS_OF_WEEK, near_time
from benchapp.ui.text.language import counted, day, mark_text, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import flat_button, push_button, toggle_button
from benchapp.ui.widgets.labels import restyle, text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, scroll_area, vbox
from benchapp.ui.widgets.page import Page

HEADERS = (mark_text("Happened"), mark_text("Recorded"), mark_text("What"), mark_text("By"), mark_text("Computer"))
# Lines that are longer are hard to read, px; and what is left beside them.
_WIDEST, _MARGIN = 1200, 24
# In a narrower page the report is in the menu of an entry, px.
_ROOM_FOR_ALL = 860
# So much of a sentence names an entry.
_NAMED_BY = 90


def came_text(came: datetime, recorded: datetime) -> str:
    """Return when an entry came in, seen from when it was recorded: a line of that column has room for no more."""
    far = abs((came.date() - recorded.date()).days) >= DAYS_OF_WEEK
    return tr("↓ came in {when}", when=day(came) if far else near_time(came, recorded))


@qt_overrides
class JournalPage(Page):
    """The journal as a table, the latest first.

    Args:
        diary: The entries.
        undo: Takes back the last action; gives its sentence.
        bench: Gives what holds now, for what can be filtered by.
        now: Gives the present, in the zone shown.
        notes: Writes notes.

    Signals:
        report_wanted: The report of an incubation is wanted; its id.
        check_wanted: The chain is to be checked.
        export_wanted: The lines that are shown are to be exported.
    """

    report_wanted = Signal(str)
    check_wanted = Signal()
    export_wanted = Signal()

    def __init__(
        self,
        diary: JournalTable,
        undo: Callable[[], str],
        bench: Callable[[], LabState],
        now: Callable[[], datetime],
        notes: NoteForm,
    ) -> None:
        super().__init__(tr("Journal"), scrolls=False)
        self._diary = diary
        self._undo = undo
        self._bench = bench
        self._notes = notes
        self.filters = FilterBar(now)
        self.filters.wanted.connect(self._on_filter)
        self.first = self.search_line = self.filters.text
        self.state = text_label("", size="small", tone="muted")
        self.state.setObjectName("journal.chain.state")
        self.found = text_label("", size="small", tone="muted", wrap=False)
        self.found.setObjectName("journal.filter.found")
        self.table = EntryView(diary, bench)
        self.table.note_wanted.connect(self.ask_note)
        self.table.undo_wanted.connect(self.undo_last)
        self.table.report_wanted.connect(self.report_wanted)
        self.backups = BackupsCard()
        self.faults = FaultCard()
        self._note_place = QVBoxLayout()
        self._lay_out()
        diary.modelReset.connect(self._count)
        diary.cut_short.connect(self._on_cut_short)
        diary.rowsInserted.connect(self._count)
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        diary.modelReset.connect(self._on_chosen)

    def save_sheet(self) -> bool:
        """Export the lines that are shown."""
        self.export_wanted.emit()
        return True

    def _lay_out(self) -> None:
        self.note = push_button(tr("Add note…"), "journal.actions.note.open", self.table.ask_note)
        self.note.setEnabled(False)
        self.report = push_button(tr("Report"), "journal.actions.story", self._ask_report)
        self.report.setEnabled(False)
        undo = push_button(tr("Undo last"), "journal.actions.undo", self.undo_last)
        export = push_button(tr("Export"), "journal.actions.export", self.export_wanted.emit)
        self._keep = toggle_button(tr("Backups"), "journal.actions.backups", self._toggle_backups)
        top = hbox(self.filters.text, self.note, self.report, undo, export, self._keep, spacing=8)
        top.setStretch(0, 1)
        check = flat_button(tr("Check again"), "journal.chain.check", self.check_wanted.emit)
        line = hbox(self.state, self.found, check, spacing=12)
        line.setStretch(0, 1)
        self._entries = QWidget()
        column = vbox(self.filters, self._note_place, self.table, spacing=8)
        column.setStretch(2, 1)
        self._entries.setLayout(column)
        inner = QWidget()
        inner.setLayout(vbox(self.backups, 1))
        # In the place of the table: beside it neither would have room in a small window.
        self._backups_area = scroll_area(inner)
        self._backups_area.hide()
        self.content.addLayout(top)
        self.content.addWidget(self.faults)
        self.content.addWidget(self._backups_area, 1)
        self.content.addWidget(self._entries, 1)
        self.content.addLayout(line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep lines at a width that can be read."""
        super().resizeEvent(event)
        self.report.setVisible(self.width() >= _ROOM_FOR_ALL)
        margins = self.content.contentsMargins()
        right = max(_MARGIN, self.width() - _WIDEST - _MARGIN)
        if margins.right() != right:
            self.content.setContentsMargins(margins.left(), margins.top(), right, margins.bottom())

    def open(self) -> None:
        """Read the journal, when the page is shown, and offer what can be filtered by."""
        self._diary.open()
        bench = self._bench()
        self.filters.offer(bench)
        self.table.make_room_for(bench.people)
        self.table.show_computers(shown=bench.computers.several)

    def _toggle_backups(self) -> None:
        shown = self._keep.isChecked()
        self._backups_area.setVisible(shown)
        self._entries.setVisible(not shown)

    def _on_filter(self, wanted: JournalFilter) -> None:
        self._diary.set_filter(wanted)
        self.report.setEnabled(bool(self._incubation()))

    def _on_chosen(self, *_indexes: object) -> None:
        self.note.setEnabled(self.table.line() is not None)
        self.report.setEnabled(bool(self._incubation()))

    def _incubation(self) -> str:
        """Return the incubation that is filtered by, or that the chosen entry names; "" for none."""
        line = self.table.line()
        named = [] if line is None else [one for one in sorted(line.subjects) if one in self._bench().incubations]
        return str(self.filters.incubation.currentData() or "") or next(iter(named), "")

    def _ask_report(self) -> None:
        self.report_wanted.emit(self._incubation())

    # -- notes -------------------------------------------------------------------------------------------------

    def ask_note(self, line: JournalLine) -> None:
        """Ask for a note on an entry, above the table."""
        sentence = line.sentence if len(line.sentence) <= _NAMED_BY else f"{line.sentence[:_NAMED_BY].rstrip()}…"
        clear_layout(self._note_place)
        form = NoteFields(
            "journal.note", tr("Note on: {sentence}", sentence=sentence), self._notes, line.id, self._noted
        )
        form.left.connect(self._close_note)
        card = Card()
        card.body.addWidget(form)
        self._note_place.addWidget(card)
        # In a small window there is no room for both.
        self.filters.hide()
        form.begin()

    def _close_note(self) -> None:
        clear_layout(self._note_place)
        self.filters.show()
        self.table.setFocus()

    def _noted(self) -> None:
        self._close_note()
        self.did.emit(tr("Note saved."))

    # -- what is said -----------------------------------------------------------------------------------------

    def _on_cut_short(self, error: BenchError) -> None:
        self.said.emit(say_error(error))
        self._count()

    def _count(self) -> None:
        shown, there = self._diary.rowCount(), self._diary.count
        words = (
            counted("entries", there)
            if shown == there
            else tr("{there:entries}, {shown} shown", shown=shown, there=there)
        )
        self.found.setText(tr("the latest {words}", words=words) if self._diary.is_cut else words)

    def show_chain(self, sentences: list[str], head: str, unknown: int = 0, answered: int = 0) -> None:
        """Show what the check of the chain found.

        Args:
            sentences: What is wrong with it.
            head: Hash of the last entry.
            unknown: How many entries of other computers this version of the program cannot read.
            answered: How many findings of earlier checks were looked into.
        """
        if sentences:
            self.state.setProperty("tone", "past")
            self.state.setText("■ " + " ".join(sentences) + tr(" Trust the paper record or a backup."))
        else:
            self.state.setProperty("tone", "muted")
            whole = tr("✓ Journal intact; last entry {head}. Tamper-evident, not tamper-proof.", head=head[:12])
            newer = tr(
                " Not shown, as this version of the program cannot read them: {count:entries} from other computers. "
                "They are kept and passed on; the newest version may show them.",
                count=unknown,
            )
            if answered:
                whole = tr(
                    "✓ The check found nothing new; last entry {head}. Resolved before and kept in the journal: "
                    "{count}.",
                    head=head[:12],
                    count=answered,
                )
            self.state.setText(whole + newer if unknown else whole)
        restyle(self.state)

    def show_unchecked(self, why: str) -> None:
        """Show that the check of the chain came to no end, and why."""
        self.state.setProperty("tone", "past")
        self.state.setText(tr("■ Not checked. {why}", why=why))
        restyle(self.state)

    def undo_last(self) -> None:
        """Undo the last action, or show why it cannot be undone."""
        try:
            undone = self._undo()
        except BenchError as error:
            self.said.emit(say_error(error))
        else:
            self.said.emit(tr("Undone: {undone}", undone=undone))
