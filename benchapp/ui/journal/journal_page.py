"""The journal page: everything that happened, in order and filtered, with Undo, backups and stories."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from benchapp.domain.journal.state import LabState
from benchapp.domain.messages import BenchError
from benchapp.presenters.journal.journal_table import JournalColumn, JournalFilter, JournalTable
from benchapp.ui.journal.chain_faults import ChainFaults
from benchapp.ui.text.language import counted, mark_text, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import flat_button, push_button
from benchapp.ui.widgets.fields import DropDown, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import restyle, text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, set_tab_order, toggle_visible
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.progress_line import ProgressLine

HEADERS = (mark_text("Happened"), mark_text("Recorded"), mark_text("What"), mark_text("By"))
_TIMES = (
    (mark_text("any time"), 0),
    (mark_text("today"), 1),
    (mark_text("last 7 days"), 7),
    (mark_text("last 30 days"), 30),
    (mark_text("last year"), 365),
)
_ROW_HEIGHT = 56
# Width of the column of people, px; twice that where a name needs it.
_PERSON = 72
# A list longer than this is no choice any more; older ones are found by their words.
_MOST_OFFERED = 300


class JournalPage(Page):
    """The journal as a table, the latest first.

    Args:
        diary: The entries.
        undo: Takes back the last action; gives its sentence.
        bench: Gives what holds now, for what can be filtered by.
        now: Gives the present, in the zone shown.

    Signals:
        story_wanted: The story of an incubation is wanted; its id.
        check_wanted: The chain is to be checked.
        backup_wanted: A backup is to be made.
        copy_wanted: A copy into another folder is wanted.
        restore_wanted: A backup is to be put back: its path.
        export_wanted: The lines that are shown are to be exported.
    """

    story_wanted = Signal(str)
    check_wanted = Signal()
    backup_wanted = Signal()
    copy_wanted = Signal()
    restore_wanted = Signal(object)
    export_wanted = Signal()

    def __init__(
        self, diary: JournalTable, undo: Callable[[], str], bench: Callable[[], LabState], now: Callable[[], datetime]
    ) -> None:
        super().__init__(tr("Journal"))
        self._diary = diary
        self._undo = undo
        self._bench = bench
        self._now = now
        self.filter = QLineEdit()
        self.filter.setObjectName("journal.filter.text")
        self.filter.setAccessibleName(tr("Filter the journal"))
        self.filter.setPlaceholderText(tr("Filter: words, label, 2026-11-23"))
        self.filter.textChanged.connect(self._on_filter)
        self.compound = self._box("compound", tr("Compound"))
        self.incubation = self._box("incubation", tr("Incubation"))
        self.solution = self._box("solution", tr("Solution"))
        self.person = self._box("person", tr("Person"))
        self.time = self._box("time", tr("Time"))
        for text, days in _TIMES:
            self.time.addItem(tr(text), days)
        self.state = text_label("", size="small", tone="muted")
        self.state.setObjectName("journal.chain.state")
        self.found = text_label("", size="small", tone="muted", wrap=False)
        self.found.setObjectName("journal.filter.found")
        self._make_table()
        undo_button = push_button(tr("Undo last"), "journal.actions.undo", self.undo_last)
        self.first = self.search_line = self.filter
        self.story = push_button(tr("Report"), "journal.actions.story", self._ask_story)
        self.story.setEnabled(False)
        keep = push_button(tr("Backups"), "journal.actions.backups", lambda: toggle_visible(self.backups))
        export = push_button(tr("Export"), "journal.actions.export", self.export_wanted.emit)
        title = text_label(tr("Journal"), size="large", wrap=False)
        top = hbox(title, self.filter, export, keep, undo_button, spacing=12)
        top.setStretch(1, 1)
        boxes = (self.time, self.compound, self.incubation, self.solution, self.person)
        self.content.addLayout(top)
        self.content.addLayout(flow(*boxes, 1, spacing=8))
        check = flat_button(tr("Check again"), "journal.chain.check", self.check_wanted.emit)
        line = hbox(self.state, self.found, self.story, check, spacing=12)
        line.setStretch(0, 1)
        self.content.addLayout(line)
        self.faults = ChainFaults()
        self.content.addWidget(self.faults)
        self.backups = Card(tr("Backups"))
        self.content.addWidget(self.backups)
        self._make_backups()
        self.content.addWidget(self.table, 1)
        diary.modelReset.connect(self._count)
        diary.cut_short.connect(self._on_cut_short)
        diary.rowsInserted.connect(self._count)

    def _box(self, name: str, what: str) -> QComboBox:
        box = DropDown()
        box.setObjectName(f"journal.filter.{name}")
        box.setAccessibleName(tr("Filter by {what}", what=what))
        narrow(box, 9)
        box.activated.connect(self._on_filter)
        return box

    def _make_table(self) -> None:
        self.table = QTableView()
        self.table.setObjectName("journal.entries.table")
        self.table.setAccessibleName(tr("Journal entries"))
        self.table.setModel(self._diary)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        # Of one height for all: measuring every sentence of a long journal takes seconds.
        vertical = self.table.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(_ROW_HEIGHT)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in (
            (JournalColumn.HAPPENED, 164),
            (JournalColumn.RECORDED, 164),
            (JournalColumn.PERSON, _PERSON),
        ):
            header.resizeSection(column, width)
        header.setSectionResizeMode(JournalColumn.WHAT, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(320)

    def _make_backups(self) -> None:
        said = tr(
            "A copy is made and checked each day, and within minutes of new entries; those of the last seven days "
            "that have one and the last four copies are kept. To protect the journal if this computer is lost, copy "
            "it to a stick or a server now and then."
        )
        self.backups.body.addWidget(text_label(said, size="small", tone="muted"))
        now = push_button(tr("Back up now"), "journal.backups.now", self.backup_wanted.emit, primary=True)
        self.copy_it = push_button(tr("Copy to a folder"), "journal.backups.copy", self.copy_wanted.emit)
        self.backup_state = text_label("", size="small", wrap=False)
        self.backup_state.setObjectName("journal.backups.state")
        self.backups.body.addLayout(flow(now, self.copy_it, self.backup_state, 1))
        self.progress = ProgressLine(tr("Backup"), "journal.backups.progress")
        self.backups.body.addWidget(self.progress)
        self._kept = QVBoxLayout()
        self._kept.setSpacing(4)
        self.backups.body.addLayout(self._kept)
        self.backups.hide()

    def open(self) -> None:
        """Read the journal, when the page is shown, and offer what can be filtered by."""
        self._diary.open()
        bench = self._bench()
        compounds = {one.solution.compound: one.solution.compound_name for one in bench.solutions.values()}
        compounds |= {one.incubation.compound: one.incubation.compound_name for one in bench.incubations.values()}
        latest_runs = list(bench.incubations.values())[-_MOST_OFFERED:]
        latest_made = list(bench.solutions.values())[-_MOST_OFFERED:]
        incubations = {one.incubation.id: one.incubation.name for one in reversed(latest_runs)}
        solutions = {one.solution.id: one.solution.label for one in reversed(latest_made)}
        for box, what, choices in (
            (self.compound, tr("any compound"), compounds),
            (self.incubation, tr("any incubation"), incubations),
            (self.solution, tr("any solution"), solutions),
            (self.person, tr("anybody"), {name: name for name in bench.people}),
        ):
            _offer(box, what, choices)
        metrics = self.table.fontMetrics()
        longest = max((metrics.horizontalAdvance(name) for name in bench.people), default=0)
        self.table.horizontalHeader().resizeSection(JournalColumn.PERSON, min(max(_PERSON, longest + 24), 2 * _PERSON))

    def _on_filter(self, _value: object = None) -> None:
        days = int(self.time.currentData() or 0)
        since = None
        if days:
            since = self._now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
        subject = str(self.incubation.currentData() or self.solution.currentData() or "")
        wanted = JournalFilter(
            self.filter.text(),
            str(self.compound.currentData() or ""),
            subject,
            str(self.person.currentData() or ""),
            since,
        )
        self._diary.set_filter(wanted)
        self.story.setEnabled(bool(self.incubation.currentData()))

    def _ask_story(self) -> None:
        self.story_wanted.emit(str(self.incubation.currentData()))

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
            unknown: How many entries of other computers only a newer version of the program understands.
            answered: How many findings of earlier checks were looked into.
        """
        if sentences:
            self.state.setProperty("tone", "past")
            self.state.setText("■ " + " ".join(sentences) + tr(" What is on paper or in a backup counts."))
        else:
            self.state.setProperty("tone", "muted")
            whole = tr("✓ The chain is intact; last entry {head}. Tamper-evident, not tamper-proof.", head=head[:12])
            newer = tr(
                " Not shown, as it takes a newer version of this program: {count:entries} from other computers.",
                count=unknown,
            )
            if answered:
                whole = tr(
                    "✓ The check found nothing new; last entry {head}. Looked into before, and kept in the journal: "
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

    def show_backups(self, latest: str, backups: Sequence[tuple[str, Path]]) -> None:
        """Show the backups there are.

        Args:
            latest: What is said of the last one.
            backups: Of each its words and its file.
        """
        clear_layout(self._kept)
        self.backup_state.setText(latest)
        tabbed: list[QWidget] = [self.copy_it]
        for number, (words_of, file) in enumerate(backups):
            words = text_label(words_of, size="small")
            restore = partial(self.restore_wanted.emit, file)
            back = flat_button(tr("Restore"), f"journal.backups.restore{number}", restore)
            line = hbox(words, back)
            line.setStretch(0, 1)
            holder = QWidget()
            holder.setLayout(line)
            self._kept.addWidget(holder)
            tabbed.append(back)
        set_tab_order(*tabbed, self.table)

    def undo_last(self) -> None:
        """Undo the last action, or show why it cannot be undone."""
        try:
            undone = self._undo()
        except BenchError as error:
            self.said.emit(say_error(error))
        else:
            self.said.emit(tr("Undone: {undone}", undone=undone))


def _offer(box: QComboBox, what: str, choices: dict[str, str]) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(what, "")
    for key, name in choices.items():
        box.addItem(name, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
