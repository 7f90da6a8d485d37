"""The list of solutions as a table that is read, sorted and chosen from by mouse and keys."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.solutions.freshness import State
from benchapp.domain.solutions.solutions import Storage
from benchapp.presenters.solutions.solution_list import ListColumn, SolutionList
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.solutions.solution_delegate import HIGH_ROW, PADDING, ROW_HEIGHT, SMALLER, SolutionDelegate
from benchapp.ui.text.language import term, tr
from benchapp.ui.widgets.theme import Tokens

# What a column has beside its longest words, and its title for the arrow of the order, px.
_SPARE, _ARROW = 6, 16
# Narrower than this, the list leaves out who made it, and names may take two lines, px.
_WIDE = 900


@qt_overrides
class SolutionView(QTableView):
    """The list.

    Args:
        solutions: The list as a model.
        tokens: Gives the colours of the theme.

    Signals:
        chosen_changed: Other solutions were chosen.
        opened: One was opened: double click, Enter.
        discard_wanted: What is chosen is to be discarded: Delete.
        menu_wanted: The menu of what is chosen is wanted; where, on the screen.
    """

    chosen_changed = Signal()
    opened = Signal()
    discard_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, solutions: SolutionList, tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self._list = solutions
        # What was chosen before the rows became others, and the row that was current then.
        self._before: tuple[tuple[str, ...], str, int] = ((), "", -1)
        self._known: set[str] = set()
        self.setObjectName("solutions.list.table")
        self.setProperty("list", "true")
        self.setAccessibleName(tr("Solutions"))
        solutions.modelAboutToBeReset.connect(self._remember)
        self.setModel(solutions)
        solutions.modelReset.connect(self._choose_again)
        self.setItemDelegate(SolutionDelegate(tokens, self))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(120)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        self._set_header()
        self.doubleClicked.connect(self.opened)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(ListColumn.NAME, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(ListColumn.MADE, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.fit_columns(narrow=False)

    def fit_columns(self, *, narrow: bool) -> None:
        """Give each column the room its words need in the language that is spoken; a narrow list breaks them."""
        self.ensurePolished()
        metrics = self.fontMetrics()

        def widest(*texts: str) -> int:
            parts = [part for text in texts for part in (text.split(" ") if narrow else [text])]
            return max(map(metrics.horizontalAdvance, parts))

        measure = metrics.horizontalAdvance
        until = round(measure(tr("until {when}", when="Mon 28 Nov")) * SMALLER)
        more = round(measure(tr("+ {count} more places", count=2)) * SMALLER)
        samples = {
            ListColumn.MADE: max(measure("Mon 28 Nov"), measure("2026-12-28"), measure(tr("about"))),
            ListColumn.USE_BY: max(until, *(widest(f"●\u202f{term(state)}") for state in State)),
            ListColumn.LEFT: measure("18 × 999 µL"),
            ListColumn.PLACE: max(measure("Box 3, B4"), more, *(widest(term(storage)) for storage in Storage)),
            ListColumn.PERSON: measure("Mara Lind"),
        }
        for column, width in samples.items():
            title = measure(self._list.headerData(column, Qt.Orientation.Horizontal)) + _ARROW
            self.setColumnWidth(column, max(width + _SPARE, title) + 2 * PADDING)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Measure the columns in the font that is shown."""
        super().showEvent(event)
        self.fit_columns(narrow=self.width() < _WIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave out who made it where there is no room, and make room for names of two lines."""
        narrow = event.size().width() < _WIDE
        self.setColumnHidden(ListColumn.PERSON, narrow)
        self.fit_columns(narrow=narrow)
        self.verticalHeader().setDefaultSectionSize(HIGH_ROW if narrow else ROW_HEIGHT)
        super().resizeEvent(event)

    # -- what is chosen ----------------------------------------------------------------------------------------

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the solutions that are chosen, in their order."""
        return tuple(row.kept.solution.id for row in self.chosen_rows())

    def chosen_rows(self) -> list[SolutionRow]:
        """Return the solutions that are chosen, in their order."""
        chosen = self.selectionModel().selection()
        parts = (chosen.at(number) for number in range(chosen.count()))
        places = sorted({place for part in parts for place in range(part.top(), part.bottom() + 1)})
        return [self._list.row(place) for place in places]

    def choose_new(self, solutions: Iterable[str]) -> None:
        """Choose what there was not when it was last asked; where nothing is chosen, the first in the list.

        Args:
            solutions: The ids of all there are now.
        """
        before, self._known = self._known, set(solutions)
        new = [ident for ident in self._list.ids() if ident not in before] if before else []
        if new or not self.chosen_rows():
            self.choose((new or self._list.ids())[:1])

    def choose(self, solutions: Iterable[str]) -> None:
        """Choose solutions, and bring the first into view."""
        places = {ident: place for place, ident in enumerate(self._list.ids())}
        chosen = [places[ident] for ident in solutions if ident in places]
        selection = QItemSelection()
        last = len(ListColumn) - 1
        for place in chosen:
            selection.select(self._list.index(place, 0), self._list.index(place, last))
        model = self.selectionModel()
        if chosen:
            model.setCurrentIndex(self._list.index(chosen[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if chosen:
            self.scrollTo(self._list.index(chosen[0], 0))

    def _remember(self) -> None:
        chosen, current = self.chosen(), self.currentIndex()
        self._before = (chosen, chosen[0] if chosen else "", current.row())

    def _choose_again(self) -> None:
        """Choose what was chosen before; where it is not shown any more, what is in its place."""
        chosen, _, place = self._before
        there = [ident for ident in chosen if self._list.place_of(ident) is not None]
        if not there and self._list.rowCount():
            place = min(max(place, 0), self._list.rowCount() - 1)
            there = [self._list.row(place).kept.solution.id]
        self.choose(there)
        self.chosen_changed.emit()

    # -- keys and the menu -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Open with Enter, ask to discard with Delete; other keys as in any list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.discard_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 (Qt's name)
        """Ask for the menu: at the pointer, or under the row where a key asked for it."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            under = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(PADDING, 0)
            at = self.viewport().mapToGlobal(under)
        else:
            at = event.globalPos()
        if self.chosen():
            self.menu_wanted.emit(at)
        event.accept()
