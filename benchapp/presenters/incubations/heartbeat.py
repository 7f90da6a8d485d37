"""One heartbeat for the whole program: it asks the clock and hands one `now` to every model."""

from collections.abc import Callable
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
# While no time that is shown runs by the second; what is typed is kept with it (app/program/drafts.py).
CALM_MS = 3000
HIDDEN_MS = 5000
# The anchor of the clocks is renewed each minute (presenters/session/anchor_record.py).
RESTING_MS = 60_000
# What is looked at from time to time, is so at every third beat, and at each where they are slower.
_LOOK_AFTER_S = 2.5
# How much after a minute has ended it is looked: the system lets a timer come a little early.
_AFTER_MS = 200
# The longest interval a timer is armed for; a later alarm is reached in more than one go. Between two beats that tell
# everybody a minute can pass, and the pace after it.
LONGEST_MS = 120_000
# Now beside the page runs by the second within the last day, everything else within the last hour.
_CLOCK_FROM, _SECONDS_FROM = timedelta(days=1), timedelta(hours=1)


class Heartbeat(QObject):
    """Asks the clock as often as what is shown changes, and precisely when the next alarm is due.

    A laptop on battery has this program open all day: a look at which nothing can have changed but the times
    left is announced as such, and costs half as much. It is a beat again in each new minute, when something is
    written, falls due, rings or is judged again, and when a clock was set or the computer slept.

    Args:
        book: Whose clock.
        agenda: What runs.
        solution_table: What is in hand.

    Attributes:
        told: Whether the system tells of another start, which is looked for with each beat as well: where nothing runs
            in the whole lab, a hidden program then wakes once a minute.
        clock_in_view: Returns whether somebody can see a clock that runs by the second all day long.

    Signals:
        beat: One `Moment` for every model.
        passed: A `Moment` at which only the times left are others than at the last.
        now_and_then: A `Moment` every three seconds or so, for what is looked at because nothing tells of it.
    """

    beat = Signal(object)
    passed = Signal(object)
    now_and_then = Signal(object)

    def __init__(self, book: JournalSession, agenda: Schedule, solution_table: SolutionTable) -> None:
        super().__init__()
        self._book = book
        self._agenda = agenda
        self._solution_table = solution_table
        self._minute_ends_s = self._looked_s = self._stays_s = 0.0
        self._hidden = False
        self.told = False
        self.clock_in_view: Callable[[], bool] = lambda: True
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
        self.set_pace()
        if seen_again and self._timer.isActive():
            self.ask()

    def set_pace(self) -> None:
        """Beat as fast as what is in view asks for."""
        self._take_pace(self._book.now())

    def _take_pace(self, now: Moment) -> None:
        self._stays_s = self._shown_until_s(now)
        pace = self._pace(now)
        if pace != self._timer.interval():
            self._timer.setInterval(pace)

    def _pace(self, now: Moment) -> int:
        if self._hidden and not self._agenda.running():
            elsewhere = self._book.elsewhere
            rests = self.told and (elsewhere is None or not elsewhere.running())
            return RESTING_MS if rests else HIDDEN_MS
        if not self.told:
            return HEARTBEAT_MS
        longest = HIDDEN_MS if self._hidden else CALM_MS
        left_ms = (self._stays_s - now.boot_s) * 1000 + _AFTER_MS
        return longest if left_ms > longest else max(HEARTBEAT_MS, round(left_ms))

    def _shown_until_s(self, now: Moment) -> float:
        """Return until when on the boot clock all that is shown stays as it is."""
        clock = self.clock_in_view()
        by_second = timedelta() if self._hidden and not clock else _CLOCK_FROM if clock else _SECONDS_FROM
        times = self._agenda.shown_until_s(now, by_second)
        return times if self._hidden else min(self._minute_ends_s, self._solution_table.until_s, times)

    def tick(self) -> None:
        """Ask the clock, and tell whether only time has passed or everybody has to look again."""
        now = self._book.now()
        if now.boot_s < self._minute_ends_s and self._agenda.only_time(now) and self._solution_table.only_time(now):
            if now.boot_s >= self._stays_s:
                self.passed.emit(now)
            self._take_pace(now)
        else:
            self._tell(now)
        if not 0 <= now.boot_s - self._looked_s < _LOOK_AFTER_S:
            self._looked_s = now.boot_s
            self.now_and_then.emit(now)

    def ask(self) -> None:
        """Ask the clock and tell everybody."""
        self._tell(self._book.now())

    def _tell(self, now: Moment) -> None:
        self._minute_ends_s = now.boot_s + 60 - now.wall.second - now.wall.microsecond / 1e6
        self._book.beat(now)
        self.beat.emit(now)
        self._take_pace(now)
        self._arm(now)

    def _arm(self, now: Moment) -> None:
        if not self._timer.isActive():
            return
        soonest = self._agenda.soonest(now)
        if soonest is None or soonest > timedelta(milliseconds=LONGEST_MS):
            self._due.stop()
        else:
            self._due.start(int(soonest.total_seconds() * 1000) + 1)
