"""The agenda: the state of every running incubation now, recomputed only where something can have changed."""

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import StepStatus, next_alarm, next_standing, ringing
from benchapp.domain.units.moments import Moment, only_time_passed
from benchapp.presenters.session.journal_session import JournalSession

_NEVER_S = 1e12
_DAY_S = 86400.0


class CachedStatus(Struct, frozen=True):
    """The status of one incubation at a moment; until something changes, only time passes.

    Attributes:
        running: The incubation.
        at: The moment.
        next: The step that wants attention first; None when it is over.
        rings: Its alarms that ring.
        wait_s: Until its next alarm comes, s.
        until_s: On the boot clock, when something about it changes but the time that is left.
    """

    running: Running
    at: Moment
    next: StepStatus | None
    rings: tuple[StepStatus, ...]
    wait_s: float
    until_s: float


class Schedule:
    """The status of what runs; a thousand incubations cost a few milliseconds a beat.

    Args:
        book: Where the incubations are.
    """

    def __init__(self, book: JournalSession) -> None:
        self._book = book
        self._looked: dict[str, CachedStatus] = {}
        self._bench: object = None
        self._running: tuple[Running, ...] = ()
        self._others = 0
        # One beat hands one moment to everybody: it is worked out once.
        self._now: Moment | None = None
        self._of: tuple[Running, ...] = ()
        self._stands: list[StepStatus] = []
        self._rings: list[StepStatus] = []
        self._soonest: timedelta | None = None
        self._still: list[bool] = []
        # When what runs is due, on the boot clock: what is paused has no such time.
        self._dues_s: list[float] = []
        self._until_s = 0.0

    def running(self) -> tuple[Running, ...]:
        """Return what runs on this computer, the oldest first: what others started rings with them."""
        bench = self._book.bench
        if bench is not self._bench:
            self._bench = bench
            running = bench.running()
            self._running = tuple(one for one in running if self._book.is_here(one.home))
            self._others = len(running) - len(self._running)
        return self._running

    @property
    def others(self) -> int:
        """How many run on other computers of the lab."""
        self.running()
        return self._others

    def look(self, now: Moment) -> tuple[list[StepStatus], list[StepStatus]]:
        """Return what wants attention first of each incubation, and every alarm that rings."""
        running = self.running()
        if now is not self._now or running is not self._of:
            self._now, self._of = now, running
            self._work_out(now, running)
        return self._stands, self._rings

    def soonest(self, now: Moment) -> timedelta | None:
        """Return how long until the next alarm of all; None where none is left."""
        self.look(now)
        return self._soonest

    def only_time(self, now: Moment) -> bool:
        """Return whether since the last look nothing has changed but the times left; a ringing alarm grows later."""
        before = self._now
        return (
            before is not None
            and self.running() is self._of
            and not self._rings
            and now.boot_s < self._until_s
            and only_time_passed(before, now)
        )

    def shown_until_s(self, now: Moment, by_second: timedelta) -> float:
        """Return until when on the boot clock every time left is shown as it is now.

        Args:
            now: The present moment.
            by_second: Times shorter than this are shown by the second, longer ones by the minute; those that are
                overdue by the second for a day, and not at all where this is nothing.
        """
        if self._rings:
            return now.boot_s
        until_s, within_s = _NEVER_S, by_second.total_seconds()
        for due_s in self._dues_s if within_s else ():
            left_s = due_s - now.boot_s
            if -_DAY_S < left_s < within_s:
                return now.boot_s
            # A minute less is shown from its first second on.
            until_s = min(until_s, now.boot_s + (left_s + 1) % 60)
        return until_s

    def times(self, now: Moment) -> list[StepStatus]:
        """Return what wants attention first of each incubation as at the last look, with the times left of now."""
        passed = timedelta(seconds=now.boot_s - self._now.boot_s) if self._now is not None else timedelta()
        return [
            status if still else replace(status, left=status.left - passed)
            for status, still in zip(self._stands, self._still, strict=True)
        ]

    def _work_out(self, now: Moment, running: tuple[Running, ...]) -> None:
        looked: dict[str, CachedStatus] = {}
        statuses: list[StepStatus] = []
        stills: list[bool] = []
        rings: list[StepStatus] = []
        soonest = _NEVER_S
        boot_s = now.boot_s
        for one in running:
            identity = one.incubation.id
            known = self._looked.get(identity)
            same = known is not None and known.running is one and only_time_passed(known.at, now)
            if known is None or not same or boot_s >= known.until_s:
                known = self._anew(one, now)
            looked[identity] = known
            still = one.paused and (known.next is None or known.next.step.due_at is None)
            passed_s = 0.0 if still else boot_s - known.at.boot_s
            passed = timedelta(seconds=passed_s)
            if known.next is not None:
                stills.append(still)
                statuses.append(replace(known.next, left=known.next.left - passed) if passed_s else known.next)
            rings += [replace(ring, left=ring.left - passed, late=ring.late + passed) for ring in known.rings]
            soonest = min(soonest, known.wait_s - passed_s)
        self._until_s = min((one.until_s for one in looked.values()), default=_NEVER_S)
        if (elsewhere := self._book.elsewhere) is not None:
            others, wait = elsewhere.rings(now)
            rings += others
            if wait is not None:
                soonest = min(soonest, wait.total_seconds())
                self._until_s = min(self._until_s, boot_s + wait.total_seconds())
        self._looked, self._stands, self._still, self._rings = looked, statuses, stills, rings
        left = (one.left for one, still in zip(statuses, stills, strict=True) if not still)
        self._dues_s = [boot_s + one.total_seconds() for one in left]
        self._soonest = timedelta(seconds=soonest) if soonest < _NEVER_S / 2 else None

    def clock_of(self, running: Running, now: Moment) -> Moment:
        """Return a moment by the clock by which an incubation runs: that of the computer on which it was started."""
        elsewhere = self._book.elsewhere
        return now if elsewhere is None else elsewhere.clocks(running, now)[0]

    def _anew(self, running: Running, now: Moment) -> CachedStatus:
        anchors = self._book.anchors
        step = next_standing(running, now, anchors)
        wait = next_alarm(running, now, anchors)
        wait_s = _NEVER_S if wait is None else wait.total_seconds()
        left_s = step.left.total_seconds() if step is not None and step.left > timedelta() else _NEVER_S
        return CachedStatus(
            running, now, step, ringing(running, now, anchors), wait_s, now.boot_s + min(wait_s, left_s)
        )
