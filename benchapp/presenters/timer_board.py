"""The timer board: every running incubation, one a row, with what is due next."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from benchapp.domain.durations import clock_text
from benchapp.domain.entries import AlarmAcknowledged
from benchapp.domain.incubations import Phase, Standing, next_standing, ringing
from benchapp.domain.moments import Moment
from benchapp.presenters.book import Book

_NO_PARENT = QModelIndex()


class Role(IntEnum):
    """What a row answers beside its text."""

    STANDING = Qt.ItemDataRole.UserRole
    INCUBATION = Qt.ItemDataRole.UserRole + 1


class TimerBoard(QAbstractListModel):
    """Every incubation that runs; the text is the time left, `Role.STANDING` the `Standing`.

    Args:
        book: Where the incubations are.

    Signals:
        came_due: An alarm came: incubation id, step number, how late in seconds; once for each.
        rings_changed: Which alarms ring has changed.
    """

    came_due = Signal(str, int, float)
    rings_changed = Signal()

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book
        self._rows: list[Standing] = []
        self._announced: set[tuple[str, int]] = set()
        self._ringing: tuple[Standing, ...] = ()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Give how many incubations run."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give one row: the time left as text, or the `Standing`."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        stand = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return clock_text(stand.left)
            case Role.STANDING:
                return stand
            case Role.INCUBATION:
                return stand.running.incubation.id
            case _:
                return None

    @property
    def standings(self) -> tuple[Standing, ...]:
        """What is due next of each running incubation."""
        return tuple(self._rows)

    @property
    def ringing(self) -> tuple[Standing, ...]:
        """Every alarm that has come and nobody has acknowledged, oldest first."""
        return self._ringing

    def refresh(self, now: Moment) -> None:
        """Look again: rows come and go, what remains changes, alarms are announced once."""
        running = self._book.bench.running()
        stands = [stand for one in running if (stand := next_standing(one, now, self._book.anchors)) is not None]
        self._match_rows(stands)
        if self._rows:
            self._rows = stands
            self.dataChanged.emit(self.index(0), self.index(len(stands) - 1))
        rings = sorted(
            (stand for one in running for stand in ringing(one, now, self._book.anchors)),
            key=lambda stand: stand.due,
        )
        before = {(stand.running.incubation.id, stand.step.number) for stand in self._ringing}
        self._ringing = tuple(rings)
        for stand in rings:
            key = (stand.running.incubation.id, stand.step.number)
            if key not in self._announced:
                self._announced.add(key)
                self.came_due.emit(*key, stand.late.total_seconds())
        if before != {(stand.running.incubation.id, stand.step.number) for stand in rings}:
            self.rings_changed.emit()

    def _match_rows(self, stands: list[Standing]) -> None:
        wanted = [stand.running.incubation.id for stand in stands]
        for row in range(len(self._rows) - 1, -1, -1):
            if self._rows[row].running.incubation.id not in wanted:
                self.beginRemoveRows(_NO_PARENT, row, row)
                del self._rows[row]
                self.endRemoveRows()
        for row, stand in enumerate(stands):
            if row >= len(self._rows) or self._rows[row].running.incubation.id != wanted[row]:
                self.beginInsertRows(_NO_PARENT, row, row)
                self._rows.insert(row, stand)
                self.endInsertRows()

    def acknowledge(self, stand: Standing, person: str = "") -> None:
        """Keep that somebody saw an alarm.

        Raises:
            BenchError: It could not be saved; the alarm can be silenced but stays.
        """
        body = AlarmAcknowledged(stand.running.incubation.id, stand.step.number, stand.late.total_seconds())
        self._book.record(body, person=person)

    def needs_attention(self) -> bool:
        """Tell whether anything is due or rings."""
        return bool(self._ringing) or any(stand.phase is Phase.DUE for stand in self._rows)
