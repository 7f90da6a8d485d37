"""The table of all compounds: filtered, sorted, and with what the lab has in hand of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any, TypeAlias

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.compounds.lab_stocks import LabStock
from benchapp.domain.compounds.library_item import Origin
from benchapp.domain.units.kinds import in_base
from benchapp.store.library.library import Library
from benchapp.store.library.listing import ListedCompound

_NO_PARENT = QModelIndex()


class CompoundColumn(IntEnum):
    """The columns."""

    NAME = 0
    OTHER_NAMES = 1
    FORM = 2
    MOLAR_MASS = 3
    STOCK = 4
    DOSE = 5
    IN_HAND = 6
    WHOSE = 7


class CompoundRole(IntEnum):
    """What a cell answers beside its text."""

    ROW = Qt.ItemDataRole.UserRole


class CompoundRow(Struct, frozen=True):
    """One compound.

    Attributes:
        compound: What the library has of it.
        stock: What the lab has and makes of it; None where it never made a stock.
        text: All that it is found by, in small letters.
    """

    compound: ListedCompound
    stock: LabStock | None
    text: str


Words: TypeAlias = Callable[[CompoundRow, CompoundColumn], str]


class CompoundFilter(Struct, frozen=True):
    """What is wanted; empty fields want everything.

    Attributes:
        text: Words that are all in a name, a number, a class or a form.
        whose: "bundled", "own" for what was added by itself, or the name of a collection.
        solvent: What it dissolves in.
        group: A class of compounds.
        in_hand: Whether a stock must be in hand.
    """

    text: str = ""
    whose: str = ""
    solvent: str = ""
    group: str = ""
    in_hand: bool = False

    def apply(self, rows: Iterable[CompoundRow]) -> list[CompoundRow]:
        """Return the rows that are wanted."""
        kept = list(rows)
        for word in self.text.casefold().split():
            kept = [row for row in kept if word in row.text]
        if self.whose:
            kept = [row for row in kept if whose(row.compound) == self.whose]
        if self.solvent:
            kept = [row for row in kept if self.solvent in row.compound.summary.dissolves_in]
        if self.group:
            kept = [row for row in kept if self.group in row.compound.summary.classes]
        if self.in_hand:
            kept = [row for row in kept if row.stock is not None and row.stock.in_hand]
        return kept


def whose(compound: ListedCompound) -> str:
    """Return whose a compound is: "bundled", "own", or the name of the collection that it came in."""
    return Origin.BUNDLED.value if compound.origin is Origin.BUNDLED else compound.collection or Origin.OWN.value


class Offered(Struct, frozen=True):
    """What can be filtered by, as it occurs: whose, solvents and classes, the frequent ones first."""

    whose: tuple[str, ...]
    solvents: tuple[str, ...]
    groups: tuple[str, ...]


@qt_overrides
class CompoundTable(QAbstractTableModel):
    """Every compound of the library; `CompoundRole.ROW` carries its `CompoundRow`.

    Args:
        library: Where the compounds are.
        stocks: Gives what the lab has in hand of each.
        headers: Titles of the columns.
        words: Words a cell.
    """

    def __init__(
        self, library: Library, stocks: Callable[[], Mapping[str, LabStock]], headers: Sequence[str], words: Words
    ) -> None:
        super().__init__()
        self._library = library
        self._stocks = stocks
        # As of which state of the library, and with which stocks, the compounds are shown.
        self._shown: tuple[int, Mapping[str, LabStock]] = (-1, {})
        self._compounds: tuple[ListedCompound, ...] = ()
        self._headers = tuple(headers)
        self._words = words
        self._every: list[CompoundRow] = []
        self._rows: list[CompoundRow] = []
        self._filter = CompoundFilter()
        self._sorted = (CompoundColumn.NAME, Qt.SortOrder.AscendingOrder)

    # -- what it holds ----------------------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Show what is in the library and in hand now; return whether anything had changed."""
        before, stocks = self._shown, self._stocks()
        if self._library.changes != before[0]:
            self._compounds = self._library.listed()
        # Asked for afterwards: to list the compounds may itself renew the index.
        now = (self._library.changes, stocks)
        if now == before:
            return False
        self._shown = now
        self.beginResetModel()
        self._every = [CompoundRow(one, stocks.get(one.id), _text(one)) for one in self._compounds]
        self._order()
        self._rows = self._filter.apply(self._every)
        self.endResetModel()
        return True

    def set_filter(self, wanted: CompoundFilter) -> None:
        """Show what is wanted."""
        self.beginResetModel()
        self._filter = wanted
        self._rows = wanted.apply(self._every)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self.beginResetModel()
        self._sorted = (CompoundColumn(column), order)
        self._order()
        self._rows = self._filter.apply(self._every)
        self.endResetModel()

    def _order(self) -> None:
        """Put all compounds in order, which a filter keeps: one types in it, and sorts once."""
        column, order = self._sorted
        self._every.sort(key=lambda row: row.compound.name.casefold())
        if column is not CompoundColumn.NAME:
            self._every.sort(key=lambda row: self._sort_key(row, column))
        if order is Qt.SortOrder.DescendingOrder:
            self._every.reverse()

    def _sort_key(self, row: CompoundRow, column: CompoundColumn) -> tuple[float, str]:
        """Return by what a row is sorted; in rising order, what says nothing there comes last."""
        match column:
            case CompoundColumn.MOLAR_MASS:
                return float(row.compound.summary.molar_mass or 0), ""
            case CompoundColumn.DOSE:
                known = (in_base(dose.number, dose.unit) for dose in row.compound.summary.doses if dose.number)
                return min((one[1] for one in known if one is not None), default=float("inf")), ""
            case CompoundColumn.IN_HAND:
                return -float(row.stock.tubes if row.stock is not None else 0), ""
            case _:
                text = self._words(row, column).casefold()
                return float(not text), text

    @property
    def filter(self) -> CompoundFilter:
        """What is wanted."""
        return self._filter

    @property
    def rows(self) -> tuple[CompoundRow, ...]:
        """What is shown."""
        return tuple(self._rows)

    @property
    def count(self) -> int:
        """How many compounds there are."""
        return len(self._every)

    @property
    def offered(self) -> Offered:
        """What can be filtered by."""
        summaries = [row.compound.summary for row in self._every]
        return Offered(
            _by_frequency(whose(row.compound) for row in self._every),
            _by_frequency(solvent for one in summaries for solvent in one.dissolves_in),
            tuple(sorted({group for one in summaries for group in one.classes}, key=str.casefold)),
        )

    def place_of(self, compound: str) -> int:
        """Return in which row a compound is; −1 where it is not shown."""
        return next((place for place, row in enumerate(self._rows) if row.compound.id == compound), -1)

    # -- as Qt asks for it ------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Return how many compounds are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(CompoundColumn)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._words(row, CompoundColumn(index.column()))
            case CompoundRole.ROW:
                return row
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case _:
                return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    """Return how a column is aligned: figures that are compared are aligned."""
    side = Qt.AlignmentFlag.AlignRight if column == CompoundColumn.MOLAR_MASS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _text(compound: ListedCompound) -> str:
    summary = compound.summary
    known = (compound.name, compound.cas, summary.form, *summary.other_names, *compound.codes, *summary.classes)
    return "\n".join(known).casefold()


def _by_frequency(words: Iterable[str]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return tuple(sorted(counts, key=lambda word: (-counts[word], word.casefold())))
