"""The agenda: how every running incubation stands now, worked out anew only where something can have changed."""

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.incubations import Running, Standing, next_alarm, next_standing, ringing
from benchapp.domain.moments import Moment
from benchapp.presenters.book import Book

# The wall clock may differ by this much from what the boot clock says before everything is worked out anew.
_SAME = timedelta(milliseconds=500)


class Looked(Struct, frozen=True):
    """How one incubation stood at a moment.

    Attributes:
        running: The incubation.
        at: The moment.
        next: The step that wants attention first; None when it is over.
        rings: Its alarms that ring.
        wait: Until its next alarm comes; None where none is left.
        until: Until something about it changes but the time that is left.
    """

    running: Running
    at: Moment
    next: Standing | None
    rings: tuple[Standing, ...]
    wait: timedelta | None
    until: timedelta


class Agenda:
    """How what runs stands; a thousand incubations cost a few milliseconds a beat.

    Args:
        book: Where the incubations are.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._looked: dict[str, Looked] = {}
        self._bench: object = None
        self._running: tuple[Running, ...] = ()

    def running(self) -> tuple[Running, ...]:
        """Give what runs, the oldest first."""
        bench = self._book.bench
        if bench is not self._bench:
            self._bench, self._running = bench, bench.running()
        return self._running

    def look(self, now: Moment) -> tuple[Looked, ...]:
        """Tell how everything stands."""
        looked = tuple(self._one(running, now) for running in self.running())
        self._looked = {one.running.incubation.id: one for one in looked}
        return looked

    def soonest(self, now: Moment) -> timedelta | None:
        """Tell how long until the next alarm of all; None where none is left."""
        return min((one.wait for one in self.look(now) if one.wait is not None), default=None)

    def _one(self, running: Running, now: Moment) -> Looked:
        before = self._looked.get(running.incubation.id)
        if before is None or before.running is not running or before.at.boot_id != now.boot_id:
            return self._anew(running, now)
        passed = timedelta(seconds=now.boot_s - before.at.boot_s)
        set_by = now.wall - before.at.wall - passed
        if not timedelta() <= passed < before.until or not -_SAME < set_by < _SAME:
            return self._anew(running, now)
        return before if running.paused else self._moved_on(before, now, passed)

    def _moved_on(self, before: Looked, now: Moment, passed: timedelta) -> Looked:
        step = before.next
        return replace(
            before,
            at=now,
            next=None if step is None else replace(step, left=step.left - passed),
            rings=tuple(replace(one, left=one.left - passed, late=one.late + passed) for one in before.rings),
            wait=None if before.wait is None else before.wait - passed,
            until=before.until - passed,
        )

    def _anew(self, running: Running, now: Moment) -> Looked:
        anchors = self._book.anchors
        step = next_standing(running, now, anchors)
        wait = next_alarm(running, now, anchors)
        changes = [one for one in (wait, None if step is None else step.left) if one is not None and one > timedelta()]
        until = min(changes, default=timedelta.max)
        return Looked(running, now, step, ringing(running, now, anchors), wait, until)
