"""What runs on other computers: its times by their clocks, and what of it rings here, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import StepStatus, next_standing, standing
from benchapp.domain.journal.state import LabState
from benchapp.domain.lab.presence import OtherClock, Presence, SeenComputer
from benchapp.domain.units.moments import BootSpan, Moment

# An alarm that nobody has answered for so long rings on the others too.
UNANSWERED = timedelta(minutes=10)
# An alarm that came longer ago rings on no other computer any more: it is only shown.
TOO_OLD = timedelta(hours=12)
# Whether somebody answered an alarm is only known where the folder was looked into within this.
_LATELY = timedelta(minutes=5)
# What is shown of times by another clock is as exact as this without a word.
_EXACT = timedelta(minutes=1)
_NEVER = timedelta(days=36500)


class OpenJournal(Protocol):
    """The journal that is open."""

    @property
    def bench(self) -> LabState:
        """Everything that holds now."""

    @property
    def anchors(self) -> Sequence[BootSpan]:
        """The boots seen."""

    def is_here(self, home: str) -> bool:
        """Return whether a chain is of this computer."""


class RingReason(StrEnum):
    """Why an alarm of another computer rings here."""

    ASKED = "asked"
    AWAY = "away"
    UNANSWERED = "unanswered"


class ElsewhereStatus(Struct, frozen=True):
    """What comes next of an incubation that runs on another computer.

    Attributes:
        status: The step.
        computer: What people call that computer.
        by: Who started it; "" where not given.
        within: How exactly its times are known; None where they are by the wall clocks alone.
        asked: Whether it was asked to ring here too.
        away: Whether that computer is away.
        seen: When that computer was seen last, on the clock here; None where it was not since the start.
        rings: Why an alarm of it rings here just now; None where none does.
        closed: When the program was closed on that computer; None where it was not.
        place: Where that computer is; "" where nobody said.
    """

    status: StepStatus
    computer: str
    by: str
    within: timedelta | None
    asked: bool
    away: bool
    seen: Moment | None
    rings: RingReason | None = None
    closed: datetime | None = None
    place: str = ""

    @property
    def state(self) -> tuple[object, ...]:
        """What of it is shown beside the time that passes."""
        exact = self.within // _EXACT if self.within is not None else None
        seen = self.closed or (self.seen.wall if self.away and self.seen is not None else None)
        named = f"{self.computer}\n{self.place}"
        return self.status.key, self.status.phase, named, exact, self.asked, self.away, seen, self.rings

    @property
    def about(self) -> bool:
        """Whether its times are less exact than is shown without a word."""
        return self.within is None or self.within >= _EXACT


class Elsewhere:
    """What runs on the other computers of the lab.

    Args:
        session: The open journal.
        presence: Returns what is known of the other computers; None where this one is in no lab.
        unanswered: Returns whether an alarm rings here that nobody has answered for some time.
    """

    def __init__(
        self,
        session: OpenJournal,
        presence: Callable[[], Presence | None],
        unanswered: Callable[[], bool] = lambda: True,
    ) -> None:
        self._session = session
        self._presence = presence
        self._unanswered = unanswered
        self._known: _Known | None = None

    def running(self) -> tuple[Running, ...]:
        """Return what runs on other computers."""
        return tuple(one for one in self._session.bench.running() if not self._session.is_here(one.home))

    def seen(self, home: str) -> SeenComputer | None:
        """Return what is known of the computer that writes a chain; None where it has left no sign."""
        presence = self._presence()
        if presence is None or not presence.computers:
            return None
        same = self._session.bench.computers.of_same(home)
        found = [one for chain, one in presence.computers.items() if chain in same]
        return min(found, key=lambda one: one.without, default=None)

    def unseen_for(self, now: Moment) -> timedelta | None:
        """Return how long ago the folder was looked into, whole: for so long nobody knows here what others did.

        Returns:
            The span; the greatest of all where it was not since the start, None in no lab.
        """
        presence = self._presence()
        if presence is None:
            return None
        looked = presence.looked
        same = looked is not None and looked.boot_id == now.boot_id
        return timedelta(seconds=max(0.0, now.boot_s - looked.boot_s)) if looked and same else timedelta.max

    def _clock(self, home: str) -> OtherClock | None:
        found = self.seen(home)
        return found.clock if found is not None else None

    def clocks(self, running: Running, now: Moment) -> tuple[Moment, Sequence[BootSpan]]:
        """Return a moment, and the boots seen, by the clock by which an incubation runs."""
        if self._session.is_here(running.home) or (clock := self._clock(running.home)) is None:
            return now, self._session.anchors
        return clock.there(now), clock.sign.boots

    def next(self, now: Moment) -> list[ElsewhereStatus]:
        """Return what comes next of each incubation that runs on another computer, the soonest first."""
        found = [one for running in self.running() if (one := self.of(running, now)) is not None]
        return sorted(found, key=lambda one: one.status.left)

    def of(self, running: Running, now: Moment) -> ElsewhereStatus | None:
        """Return what comes next of an incubation that runs on another computer; None where it is over."""
        status = next_standing(running, *self.clocks(running, now))
        if status is None:
            return None
        seen = self.seen(running.home)
        clock = seen.clock if seen is not None else None
        called = self._session.bench.computers.called(running.home)
        return ElsewhereStatus(
            replace(status, due=now.wall + status.left),
            called.name,
            running.by,
            clock.within if clock is not None else None,
            self._asked(running),
            seen is not None and seen.away,
            seen.at if seen is not None and not (seen.old and seen.away) else None,
            next((why for one, why in self._look(now).rings if one.key[0] == running.incubation.id), None),
            seen.closed_at(now) if seen is not None else None,
            called.place,
        )

    def rings(self, now: Moment) -> tuple[list[StepStatus], timedelta | None]:
        """Return what rings here of what runs elsewhere, and how long until the next of it may; None for never."""
        known = self._look(now)
        passed = timedelta(seconds=now.boot_s - known.at.boot_s)
        rings = [replace(one, left=one.left - passed, late=one.late + passed) for one, _ in known.rings]
        return rings, known.wait - passed if known.wait < _NEVER else None

    def _asked(self, running: Running) -> bool:
        return any(self._session.is_here(chain) for chain in running.rings_in)

    def _look(self, now: Moment) -> _Known:
        bench, presence, unanswered = self._session.bench, self._presence(), self._unanswered()
        known = self._known
        if (
            known is None
            or known.of != (id(bench), id(presence), unanswered)
            or known.at.boot_id != now.boot_id
            or not known.at.boot_s <= now.boot_s < known.at.boot_s + known.wait.total_seconds()
        ):
            found = _Known(now, (id(bench), id(presence), unanswered), (bench, presence), [], _NEVER)
            if presence is not None:
                for running in self.running():
                    self._judge(running, presence, now, found)
            self._known = known = found
        return known

    def _judge(self, running: Running, presence: Presence, now: Moment, found: _Known) -> None:
        """Add what rings here of an incubation, and when the next of it may."""
        asked, seen = self._asked(running), self.seen(running.home)
        away = seen is not None and seen.away
        lately = presence.looked is not None and timedelta(seconds=now.boot_s - presence.looked.boot_s) <= _LATELY
        there, anchors = self.clocks(running, now)
        for step in running.open_steps():
            status = standing(running, step, there, anchors)
            wait = status.left - timedelta(seconds=step.lead_s)
            if status.rings:
                reason = _reason(
                    status, asked=asked, away=away, unanswered=self._unanswered() and lately and seen is not None
                )
                if reason is not None:
                    found.rings.append((replace(status, due=now.wall + status.left), reason))
                    found.expect(TOO_OLD - status.late)
                else:
                    found.expect(UNANSWERED - status.unanswered)
            elif running.paused and step.due_at is None:
                continue
            else:
                found.expect(wait)
                if (until := running.snoozed.get(step.number)) is not None:
                    found.expect(until.wall - now.wall)


class _Known:
    """What was worked out at a moment, and for how long it holds."""

    def __init__(
        self,
        at: Moment,
        of: tuple[int, int, bool],
        kept: tuple[object, object],
        rings: list[tuple[StepStatus, RingReason]],
        wait: timedelta,
    ) -> None:
        self.at = at
        self.of = of
        # What the ids are of: as long as it is there, nothing else has them.
        self._kept = kept
        self.rings = rings
        self.wait = wait

    def expect(self, wait: timedelta) -> None:
        """Have it worked out anew after a span."""
        if timedelta() < wait < self.wait:
            self.wait = wait


def _reason(status: StepStatus, *, asked: bool, away: bool, unanswered: bool) -> RingReason | None:
    """Return why an alarm rings here; None where it does not."""
    if asked:
        return RingReason.ASKED
    if status.late > TOO_OLD:
        return None
    if away:
        return RingReason.AWAY
    return RingReason.UNANSWERED if unanswered and status.unanswered >= UNANSWERED else None
