"""The entries of the journal as a table, with what was noted under each, and what can be done with one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.journal.state import LabState
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.journal.journal_table import JournalColumn, JournalLine, JournalRole, JournalTable
from benchapp.ui.text.language import tr
from benchapp.ui.text.markup import keep_ids_whole
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.widgets.keys import bound_to

_ROW_HEIGHT = 56
# What a note adds to that.
_NOTE_HEIGHT = 20
# Width of the column of people, px; twice that where a name needs it.
_COMPUTER = 108
_PERSON = 72
# What an entry names beyond these is found by the filter.
_MOST_OPENED = 6
_LINE_END = "\u2028"


@qt_overrides
class _WithNotes(QStyledItemDelegate):
    """Draws what happened, and below it what was noted on it."""

    def initStyleOption(  # noqa: N802 (Qt's name)
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add the notes to the sentence."""
        super().initStyleOption(option, index)
        option.text = keep_ids_whole(option.text)
        noted = str(index.data(JournalRole.NOTES) or "")
        if noted:
            option.text = f"{option.text}{_LINE_END}{noted.replace(chr(10), _LINE_END)}"


class EntryView(QTableView):
    """The journal, the latest first.

    Args:
        diary: The entries.
        bench: Gives what holds now, for the names of what entries are about.

    Signals:
        note_wanted: Something is to be noted on an entry: its `JournalLine`.
        solution_wanted: A solution is to be shown: its label id.
        incubation_wanted: An incubation is to be shown: its id.
        report_wanted: The report of an incubation is to be shown: its id.
        undo_wanted: The last entry is to be taken back.
    """

    note_wanted = Signal(object)
    solution_wanted = Signal(str)
    incubation_wanted = Signal(str)
    report_wanted = Signal(str)
    undo_wanted = Signal()

    def __init__(self, diary: JournalTable, bench: Callable[[], LabState]) -> None:
        super().__init__()
        self._diary = diary
        self._bench = bench
        self.setObjectName("journal.entries.table")
        self.setAccessibleName(tr("Journal entries"))
        self.setModel(diary)
        self.setItemDelegateForColumn(JournalColumn.WHAT, _WithNotes(self))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self._set_columns()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.doubleClicked.connect(self.open_first)
        for action, do in (("note", self.ask_note), ("open_entry", self.open_first)):
            for keys in bound_to(action):
                shortcut = QShortcut(QKeySequence(keys), self, do)
                # Qt for Python takes no context with a function: Enter in any other field would be taken from it.
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        for changed in (diary.modelReset, diary.rowsInserted, diary.dataChanged):
            changed.connect(self._fit_rows)

    def _set_columns(self) -> None:
        # Of one height for all: measuring every sentence of a long journal takes seconds.
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in (
            (JournalColumn.HAPPENED, 164),
            (JournalColumn.RECORDED, 164),
            (JournalColumn.PERSON, _PERSON),
            (JournalColumn.COMPUTER, _COMPUTER),
        ):
            header.resizeSection(column, width)
        header.setSectionResizeMode(JournalColumn.WHAT, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(112)

    def make_room_for(self, people: tuple[str, ...]) -> None:
        """Make the column of people as wide as their names need, within reason."""
        longest = max((self.fontMetrics().horizontalAdvance(name) for name in people), default=0)
        self.horizontalHeader().resizeSection(JournalColumn.PERSON, min(max(_PERSON, longest + 24), 2 * _PERSON))

    def show_computers(self, *, shown: bool) -> None:
        """Show which computer each entry was written on, where there are several."""
        self.setColumnHidden(JournalColumn.COMPUTER, not shown)

    def _fit_rows(self) -> None:
        """Give entries on which something was noted the height for that."""
        noted = self._bench().notes
        vertical = self.verticalHeader()
        for row, line in enumerate(self._diary.lines):
            wanted = _ROW_HEIGHT + _NOTE_HEIGHT * len(noted.get(line.id, ()))
            if vertical.sectionSize(row) != wanted:
                vertical.resizeSection(row, wanted)

    # -- what can be done with an entry -----------------------------------------------------------------------

    def line(self) -> JournalLine | None:
        """Return the entry that is chosen; None for none."""
        index = self.currentIndex()
        return index.data(JournalRole.LINE) if index.isValid() else None

    def subjects(self, line: JournalLine) -> list[tuple[str, Callable[[], None]]]:
        """Return what an entry names, each with what shows it."""
        bench = self._bench()
        found: list[tuple[str, Callable[[], None]]] = []
        for name in sorted(line.subjects):
            if name in bench.incubations:
                running = bench.incubations[name]
                found.append((running.incubation.name, partial(self.incubation_wanted.emit, name)))
            elif name in bench.solutions:
                solution = bench.solutions[name].solution
                found.append((solution_text(solution), partial(self.solution_wanted.emit, solution.label)))
        return found[:_MOST_OPENED]

    def open_first(self) -> None:
        """Show what the chosen entry names."""
        line = self.line()
        subjects = self.subjects(line) if line is not None else []
        if subjects:
            subjects[0][1]()

    def ask_note(self) -> None:
        """Ask for a note on the chosen entry."""
        line = self.line()
        if line is not None:
            self.note_wanted.emit(line)

    def menu(self) -> QMenu:
        """Return what can be done with the chosen entry."""
        made = QMenu(self)
        made.setObjectName("journal.entries.menu")
        line = self.line()
        if line is None:
            return made
        for name, show in self.subjects(line):
            _add(made, tr("Open {name}", name=name), show)
        for name in sorted(line.subjects & self._bench().incubations.keys()):
            of = self._bench().incubations[name].incubation.name
            _add(made, tr("Report of {name}", name=of), partial(self.report_wanted.emit, name))
        made.addSeparator()
        note = _add(made, tr("Add note…"), self.ask_note)
        note.setShortcut(QKeySequence(bound_to("note")[0]))
        _add(made, tr("Copy"), self.copy)
        if line.id == self._diary.undoable:
            undo = _add(made, tr("Undo"), self.undo_wanted.emit)
            undo.setShortcut(QKeySequence(bound_to("undo")[0]))
        return made

    def _show_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.setCurrentIndex(index)
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(at))

    def copy(self) -> None:
        """Copy the chosen entry as a line of text, with what was noted on it."""
        line = self.line()
        if line is None:
            return
        shown = (column for column in JournalColumn if not self.isColumnHidden(column))
        # When it was recorded and when it came in are two lines of one cell.
        cells = [self.currentIndex().siblingAtColumn(column).data().replace("\n", ", ") for column in shown]
        noted = self.currentIndex().data(JournalRole.NOTES)
        QGuiApplication.clipboard().setText(plain_spaces("\t".join(cells) + (f"\n{noted}" if noted else "")))


def _add(menu: QMenu, text: str, do: Callable[[], object]) -> QAction:
    made = menu.addAction(text)
    made.triggered.connect(lambda _checked=False: do())
    return made
