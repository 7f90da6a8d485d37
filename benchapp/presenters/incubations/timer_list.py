"""The list of timers: every running incubation, one a row, with what is due next."""

from collections.abc import Sequence
from datetime import timedelta
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Signal

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.incubations.step_status import StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.journal.entries import AlarmAcknowledged, AlarmSnoozed, StepDone
from benchapp.domain.units.moments import Moment
from benchapp.domain.units.spans import clock_text
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.session import qt_numbers
from benchapp.presenters.session.journal_session import JournalSession

_NO_PARENT = QModelIndex()


class TimerRole(IntEnum):
    """What a row answers beside its text."""

    STANDING = qt_numbers.USER_ROLE
    INCUBATION = qt_numbers.USER_ROLE + 1


@qt_overrides
class TimerList(QAbstractListModel):
    """Every incubation that runs; the text is the time left, `TimerRole.STANDING` the `StepStatus`.

    It follows the journal; for the time that passes it is refreshed.

    Args:
        book: Where the incubations are.
        agenda: Their states.

    Signals:
        came_due: Alarms came, or came again after they were put off: the `StepStatus`s, all at once.
        rings_changed: Which alarms ring has changed.
    """

    came_due = Signal(object)
    rings_changed = Signal()

    def __init__(self, book: JournalSession, agenda: Schedule) -> None:
        super().__init__()
        self._book = book
        self._agenda = agenda
        self._rows: list[StepStatus] = []
        self._keys: set[tuple[str, int]] = set()
        self._ringing: tuple[StepStatus, ...] = ()
        book.timers_outdated.connect(self.refresh)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Return how many incubations run."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = qt_numbers.DISPLAY_ROLE) -> Any:
        """Return one row: the time left as text, or the `StepStatus`."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        status = self._rows[index.row()]
        match role:
            case qt_numbers.DISPLAY_ROLE:
                return clock_text(status.left)
            case TimerRole.STANDING:
                return status
            case TimerRole.INCUBATION:
                return status.running.incubation.id
            case _:
                return None

    @property
    def statuses(self) -> tuple[StepStatus, ...]:
        """What is due next of each running incubation."""
        return tuple(self._rows)

    @property
    def others(self) -> int:
        """How many incubations run on other computers of the lab."""
        return self._agenda.others

    def number_of(self, incubation: str) -> int:
        """Return the place of an incubation among all that were started here, for a mark that it keeps."""
        book = self._book
        here = (name for name, one in book.bench.incubations.items() if book.is_here(one.home))
        return next((place for place, one in enumerate(here) if one == incubation), 0)

    @property
    def ringing(self) -> tuple[StepStatus, ...]:
        """Every alarm that has come and nobody has acknowledged, oldest first."""
        return self._ringing

    def refresh(self, now: Moment) -> None:
        """Look again: rows come and go, what remains changes, alarms are announced once."""
        statuses, ringing = self._agenda.look(now)
        if not (statuses or ringing or self._rows or self._keys):
            return
        self._match_rows(statuses)
        if self._rows:
            self._rows = statuses
            self._tell_times()
        rings = sorted(ringing, key=lambda status: status.due)
        before, keys = self._keys, {status.key for status in rings}
        self._ringing, self._keys = tuple(rings), keys
        new = [status for status in rings if status.key not in before]
        if new:
            self.came_due.emit(new)
        if before != keys:
            self.rings_changed.emit()

    def pass_time(self, now: Moment) -> None:
        """Show the times left of now, where the agenda tells that nothing else has changed."""
        if self._rows:
            self._rows = self._agenda.times(now)
            self._tell_times()

    def _tell_times(self) -> None:
        # Each second: an index asked for would ask back how many rows there are.
        self.dataChanged.emit(self.createIndex(0, 0), self.createIndex(len(self._rows) - 1, 0))

    def _match_rows(self, statuses: list[StepStatus]) -> None:
        wanted = [status.running.incubation.id for status in statuses]
        if wanted == [status.running.incubation.id for status in self._rows]:
            return
        kept = set(wanted)
        for row in range(len(self._rows) - 1, -1, -1):
            if self._rows[row].running.incubation.id not in kept:
                self.beginRemoveRows(_NO_PARENT, row, row)
                del self._rows[row]
                self.endRemoveRows()
        for row, status in enumerate(statuses):
            if row >= len(self._rows) or self._rows[row].running.incubation.id != wanted[row]:
                self.beginInsertRows(_NO_PARENT, row, row)
                self._rows.insert(row, status)
                self.endInsertRows()

    def acknowledge(self, statuses: Sequence[StepStatus], person: str = "") -> None:
        """Keep that somebody heard alarms, all or none; with that of an end, the earlier ones of its incubation.

        Raises:
            BenchError: It could not be saved; the alarms can be silenced but stay.
        """
        keys = {status.key for status in statuses}
        ended = {status.running.incubation.id for status in statuses if status.step.kind is StepKind.END}
        earlier = [one for one in self._ringing if one.running.incubation.id in ended and one.key not in keys]
        bodies = [
            AlarmAcknowledged(
                status.running.incubation.id,
                status.step.number,
                status.late.total_seconds(),
                status.step.due_s,
                status.step.due_at,
                ends=False,
            )
            for status in (*earlier, *statuses)
        ]
        self._book.record_all(bodies, person=person)

    def end(self, status: StepStatus, person: str = "") -> None:
        """Keep that the end of an incubation was done just now.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(StepDone(status.running.incubation.id, status.step.number, self._book.now()), person=person)

    def snooze(self, statuses: Sequence[StepStatus], span: timedelta, person: str = "") -> None:
        """Keep that alarms are put off: until an instant, which a restart does not move.

        Raises:
            BenchError: It could not be saved.
        """
        now = self._book.now()
        bodies = [
            AlarmSnoozed(
                status.running.incubation.id,
                status.step.number,
                self._agenda.clock_of(status.running, now).before(-span),
                status.step.due_s,
                status.step.due_at,
            )
            for status in statuses
        ]
        self._book.record_all(bodies, person=person)
