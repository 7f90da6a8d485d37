"""The diary: every entry of the journal, the latest first, with when it happened and when it was recorded."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from benchapp.domain.entries import Entry, Retracted
from benchapp.presenters.book import Book

_NO_PARENT = QModelIndex()


class DiaryColumn(IntEnum):
    """The columns."""

    HAPPENED = 0
    RECORDED = 1
    WHAT = 2
    PERSON = 3


class DiaryRole(IntEnum):
    """What a cell answers beside its text."""

    ENTRY = Qt.ItemDataRole.UserRole
    UNDONE = Qt.ItemDataRole.UserRole + 1


class Diary(QAbstractTableModel):
    """The journal as a table; nothing is read before `open` is called.

    Args:
        book: The journal.
        word: Gives an entry's sentence.
        when: Gives an instant as people read it.
        headers: Titles of the columns.
    """

    def __init__(
        self, book: Book, word: Callable[[Entry], str], when: Callable[[datetime], str], headers: tuple[str, ...]
    ) -> None:
        super().__init__()
        self._book = book
        self._word = word
        self._when = when
        self._headers = headers
        self._rows: list[Entry] = []
        self._undone: set[str] = set()
        self._opened = False
        book.recorded.connect(self._on_recorded)

    def open(self) -> None:
        """Read the journal, when the page is first shown."""
        if self._opened:
            return
        self._opened = True
        self.beginResetModel()
        self._rows = list(reversed(self._book.entries()))
        self._undone = {entry.body.entry for entry in self._rows if isinstance(entry.body, Retracted)}
        self.endResetModel()

    def _on_recorded(self, entry: Entry) -> None:
        if not self._opened:
            return
        self.beginInsertRows(_NO_PARENT, 0, 0)
        self._rows.insert(0, entry)
        self.endInsertRows()
        if isinstance(entry.body, Retracted):
            self._undone.add(entry.body.entry)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(DiaryColumn) - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Give how many entries there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Give how many columns there are."""
        return 0 if parent.isValid() else len(DiaryColumn)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give one cell."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        entry = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(entry, DiaryColumn(index.column()))
            case DiaryRole.ENTRY:
                return entry
            case DiaryRole.UNDONE:
                return entry.id in self._undone
            case _:
                return None

    def _text(self, entry: Entry, column: DiaryColumn) -> str:
        match column:
            case DiaryColumn.HAPPENED:
                return self._when(entry.happened_at)
            case DiaryColumn.RECORDED:
                return self._when(entry.recorded_at)
            case DiaryColumn.WHAT:
                return self._word(entry)
            case DiaryColumn.PERSON:
                return entry.person
