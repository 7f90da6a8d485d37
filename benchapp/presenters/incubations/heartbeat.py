"""One heartbeat for the whole program: it asks the clock and hands one `now` to every model."""

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from benchapp.domain.units.moments import Moment
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.session import qt_numbers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable

# The heartbeat only asks the clock again; nothing counts ticks, so a slow or suspended machine is late by one
# beat at most.
HEARTBEAT_MS = 1000
HIDDEN_MS = 5000
# The anchor of the clocks is renewed each minute (presenters/session/anchor_record.py).
RESTING_MS = 60_000
# The longest interval a timer is armed for; a later alarm is reached in more than one go.
LONGEST_MS = 60_000


class Heartbeat(QObject):
    """Asks the clock each second, and precisely when the next alarm is due.

    A laptop on battery has this program open all day: a second in which nothing can have changed but the times
    left is announced as such, and costs half as much. It is a beat again in each new minute, when something is
    written, falls due, rings or is judged again, and when a clock was set or the computer slept.

    Args:
        book: Whose clock.
        agenda: What runs.
        solution_table: What is in hand.

    Attributes:
        told: Whether the system tells of another start, which is looked for with each beat as well: where nothing runs
            in the whole lab, a hidden program then wakes once a minute.

    Signals:
        beat: One `Moment` for every model.
        passed: A `Moment` at which only the times left are others than at the last.
    """

    beat = Signal(object)
    passed = Signal(object)

    def __init__(self, book: JournalSession, agenda: Schedule, solution_table: SolutionTable) -> None:
        super().__init__()
        self._book = book
        self._agenda = agenda
        self._solution_table = solution_table
        self._minute_ends_s = 0.0
        self._hidden = False
        self.told = False
        self._timer = QTimer(self)
        self._timer.setInterval(HEARTBEAT_MS)
        self._timer.timeout.connect(self.tick)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setProperty("timerType", qt_numbers.PRECISE_TIMER)
        self._due.timeout.connect(self.ask)
        book.changed.connect(self.ask)

    def start(self) -> None:
        """Begin, with a first beat at once."""
        self._timer.start()
        self.ask()

    def stop(self) -> None:
        """Stop both timers."""
        self._timer.stop()
        self._due.stop()

    def set_hidden(self, hidden: bool) -> None:
        """Beat more slowly while nobody looks and nothing runs; who looks again sees what holds now."""
        seen_again = self._hidden and not hidden
        self._hidden = hidden
        self._set_pace()
        if seen_again and self._timer.isActive():
            self.ask()

    def _set_pace(self) -> None:
        pace = HEARTBEAT_MS
        if self._hidden and not self._agenda.running():
            elsewhere = self._book.elsewhere
            rests = self.told and (elsewhere is None or not elsewhere.running())
            pace = RESTING_MS if rests else HIDDEN_MS
        if pace != self._timer.interval():
            self._timer.setInterval(pace)

    def tick(self) -> None:
        """Ask the clock, and tell whether only time has passed or everybody has to look again."""
        now = self._book.now()
        if now.boot_s < self._minute_ends_s and self._agenda.only_time(now) and self._solution_table.only_time(now):
            self.passed.emit(now)
        else:
            self._tell(now)

    def ask(self) -> None:
        """Ask the clock and tell everybody."""
        self._tell(self._book.now())

    def _tell(self, now: Moment) -> None:
        self._minute_ends_s = now.boot_s + 60 - now.wall.second - now.wall.microsecond / 1e6
        self._book.beat(now)
        self.beat.emit(now)
        self._set_pace()
        self._arm(now)

    def _arm(self, now: Moment) -> None:
        if not self._timer.isActive():
            return
        soonest = self._agenda.soonest(now)
        if soonest is None or soonest > timedelta(milliseconds=LONGEST_MS):
            self._due.stop()
        else:
            self._due.start(int(soonest.total_seconds() * 1000) + 1)
