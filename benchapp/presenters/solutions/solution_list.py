"""The list of solutions as its page shows it: filtered, in an order, and following what is done with them."""

from collections.abc import Callable, Iterable
from enum import IntEnum, StrEnum
from typing import Any, Protocol

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.solutions.freshness import State
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable

_NO_PARENT = QModelIndex()
_GONE = frozenset({State.USED_UP, State.DISCARDED})


class ListColumn(IntEnum):
    """The columns."""

    NAME = 0
    MADE = 1
    USE_BY = 2
    LEFT = 3
    PLACE = 4
    PERSON = 5


class ListRole(IntEnum):
    """What a cell answers beside its text."""

    ROW = Qt.ItemDataRole.UserRole


class InState(StrEnum):
    """Which solutions are wanted, by their state."""

    IN_HAND = "in hand"
    FRESH = "fresh"
    EXPIRING = "expiring or past use-by"
    GONE = "used up or discarded"
    ANY = "any state"


_STATES = {
    InState.IN_HAND: frozenset(State) - _GONE,
    InState.FRESH: frozenset({State.FRESH}),
    InState.EXPIRING: frozenset({State.USE_SOON, State.PAST}),
    InState.GONE: _GONE,
    InState.ANY: frozenset(State),
}


class SolutionFilter(Struct, frozen=True):
    """Which solutions are wanted.

    Attributes:
        text: Words that all are in what is searched; "" for any.
        state: Their state.
        compound: UUID of their compound; "" for any.
    """

    text: str = ""
    state: InState = InState.IN_HAND
    compound: str = ""

    def apply(self, rows: Iterable[SolutionRow], searched: Callable[[SolutionRow], str]) -> list[SolutionRow]:
        """Return the solutions that are wanted.

        Args:
            rows: The solutions.
            searched: Returns what is searched of one, in small letters; it is asked only where there are words.
        """
        kept = [row for row in rows if row.freshness.state in _STATES[self.state]]
        if self.compound:
            kept = [row for row in kept if row.kept.solution.compound == self.compound]
        for word in plain_spaces(self.text.casefold()).split():
            kept = [row for row in kept if word in searched(row)]
        return kept


class CellWords(Protocol):
    """Words the cells of the list."""

    def title(self, column: ListColumn) -> str:
        """Return the title of a column."""

    def cell(self, row: SolutionRow, column: ListColumn) -> str:
        """Return what a cell shows: one line, or two."""

    def tip(self, row: SolutionRow, column: ListColumn) -> str:
        """Return what is known beyond that, as a tip."""

    def searched(self, row: SolutionRow) -> str:
        """Return everything by which a solution is found."""


_ANSWERED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        ListRole.ROW,
    }
)


@qt_overrides
class SolutionList(QAbstractTableModel):
    """The solutions that are wanted, in the order that is wanted. While nobody watches it, it follows nothing.

    Args:
        solutions: All of them.
        words: Words the cells.

    Signals:
        found: What is wanted was looked for anew.
    """

    found = Signal()

    def __init__(self, solutions: SolutionTable, words: CellWords) -> None:
        super().__init__()
        self._solutions = solutions
        self._words = words
        self._rows: list[SolutionRow] = []
        self._filter = SolutionFilter()
        self._order = (ListColumn.MADE, Qt.SortOrder.DescendingOrder)
        # What is searched of each solution, with the state it was made from: to word it takes longer than to search it.
        self._searched: dict[str, tuple[object, str]] = {}
        # The words of the cells that were painted, each with the row that it was made from.
        self._worded: dict[tuple[str, ListColumn], tuple[SolutionRow, str]] = {}
        self._watched = False
        solutions.changed.connect(self._on_change)
        solutions.judged.connect(self._on_change)
        self.look()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Return how many solutions are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(ListColumn)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell."""
        # A view asks for many roles of each cell that it paints, and most have no answer.
        if role not in _ANSWERED or not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row, column = self._rows[index.row()], ListColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._cell(row, column).replace("\n", ", ")
            case Qt.ItemDataRole.ToolTipRole:
                return self._words.tip(row, column)
            case ListRole.ROW:
                return row
            case _:
                return None

    def _cell(self, row: SolutionRow, column: ListColumn) -> str:
        """Return the words of a cell; as long as its row is the same they are looked up."""
        key = (_id(row), column)
        known = self._worded.get(key)
        if known is None or known[0] is not row:
            known = self._worded[key] = (row, self._words.cell(row, column))
        return known[1]

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.title(ListColumn(section))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put them in the order of a column; what is equal there is in the order of making, the latest first."""
        self._order = (ListColumn(column), order)
        self.look()

    def set_filter(self, wanted: SolutionFilter) -> None:
        """Show only what is wanted."""
        if wanted != self._filter:
            self._filter = wanted
            self.look()

    def filter(self) -> SolutionFilter:
        """Return what is wanted."""
        return self._filter

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the solutions that are shown, in their order."""
        return tuple(_id(row) for row in self._rows)

    def row(self, place: int) -> SolutionRow:
        """Return the solution of a row."""
        return self._rows[place]

    def place_of(self, solution: str) -> int | None:
        """Return the row of a solution; None where it is not shown."""
        return next((place for place, row in enumerate(self._rows) if _id(row) == solution), None)

    def count(self, wanted: SolutionFilter) -> int:
        """Return how many solutions another filter would find."""
        return len(wanted.apply(self._solutions.rows, self._text))

    def compounds(self) -> dict[str, str]:
        """Return the names of the compounds there are solutions of, by their UUID and in the order of the alphabet."""
        names = {row.kept.solution.compound: row.kept.solution.compound_name for row in self._solutions.rows}
        return dict(sorted(names.items(), key=lambda one: one[1].casefold()))

    def watch(self, *, on: bool) -> None:
        """Follow what happens, and look now; or no more, while the page is out of view."""
        self._watched = on
        if on:
            self.look()

    def _on_change(self) -> None:
        if self._watched:
            self.look()

    def _text(self, row: SolutionRow) -> str:
        known = self._searched.get(_id(row))
        if known is not None and known[0] is row.kept:
            return known[1]
        text = plain_spaces(self._words.searched(row).casefold())
        self._searched[_id(row)] = (row.kept, text)
        return text

    def look(self) -> None:
        """Look for what is wanted among all solutions as they are now."""
        column = self._order[0]
        wanted = self._filter.apply(self._solutions.rows, self._text)
        wanted.sort(key=lambda row: row.kept.solution.made.wall, reverse=True)
        backwards = self._order[1] is Qt.SortOrder.DescendingOrder
        if column is not ListColumn.MADE or not backwards:
            wanted.sort(key=lambda row: self._key(row, column), reverse=backwards)
        self._take(wanted)
        self.found.emit()

    def _key(self, row: SolutionRow, column: ListColumn) -> Any:
        solution = row.kept.solution
        match column:
            case ListColumn.MADE:
                return solution.made.wall
            case ListColumn.USE_BY:
                left = row.freshness.left
                return (row.kept.gone, left is None, 0.0 if left is None else left.total_seconds())
            case ListColumn.LEFT:
                return sum(one.portion.count for one in row.portions)
            case ListColumn.PERSON:
                return solution.made_by.casefold()
            case _:
                return self._words.cell(row, column).casefold()

    def _take(self, rows: list[SolutionRow]) -> None:
        """Show these rows; where they are the same ones in another order, who chose one keeps it."""
        before, after = [_id(row) for row in self._rows], [_id(row) for row in rows]
        if before == after:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(ListColumn) - 1))
        elif len(before) == len(after) and set(before) == set(after):
            self.layoutAboutToBeChanged.emit()
            places = {ident: place for place, ident in enumerate(after)}
            old = self.persistentIndexList()
            self._rows = rows
            self.changePersistentIndexList(old, [self.index(places[before[one.row()]], one.column()) for one in old])
            self.layoutChanged.emit()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()


def _id(row: SolutionRow) -> str:
    return row.kept.solution.id
