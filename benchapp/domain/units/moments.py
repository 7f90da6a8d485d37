"""Instants with an anchor on the clock that nobody can set.

A `Moment` is the wall clock together with the boot clock, which counts sleep and ignores corrections. Time that
has passed is boot-clock time within each boot plus the wall gap between boots, never negative: so a timer
survives sleep, restart, reboot and a corrected clock. Nothing here counts down.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

# A wall clock that differs from the boot clock by more than this was set, not drifting.
CLOCK_TOLERANCE = timedelta(seconds=5)
# Between two beats the clocks may differ by this much, and only time has passed, s.
_SAME_S = 0.5
# Enough for years of daily reboots; older boots matter to nothing that still runs.
SPANS_KEPT = 2000


class Moment(Struct, frozen=True, gc=False):
    """One instant on both clocks.

    Attributes:
        wall: The wall clock, aware, in UTC.
        boot_s: Seconds on the boot clock, sleep included; may be negative for an instant entered afterwards.
        boot_id: Which boot; "" where only the wall clock is known ("about three months ago").
    """

    wall: datetime
    boot_s: float = 0.0
    boot_id: str = ""

    def __post_init__(self) -> None:
        if self.wall.tzinfo is None:
            msg = "an instant without its time zone"
            raise ValueError(msg)

    def before(self, ago: timedelta) -> "Moment":
        """Return the moment this long before: what was entered "10 min ago"."""
        return replace(self, wall=self.wall - ago, boot_s=self.boot_s - ago.total_seconds())


class BootSpan(Struct, frozen=True):
    """What was seen of one boot.

    Attributes:
        first: The first moment seen in it.
        last: The latest; renewed each minute and when the wall clock is set.
    """

    first: Moment
    last: Moment


Anchors = tuple[BootSpan, ...]


def renewed(anchors: Anchors, now: Moment) -> Anchors:
    """Return the anchors with `now` as the latest moment of its boot."""
    if anchors and anchors[-1].last.boot_id == now.boot_id:
        return (*anchors[:-1], BootSpan(anchors[-1].first, now))
    return (*anchors[-SPANS_KEPT + 1 :], BootSpan(now, now))


def elapsed(start: Moment, now: Moment, anchors: Sequence[BootSpan] = ()) -> timedelta:
    """Return how much time has passed from `start` to `now`.

    Args:
        start: When it began; its boot may be gone.
        now: The present moment, or an earlier one that another computer may have recorded.
        anchors: The boots seen, oldest first.

    Returns:
        Boot-clock time within each boot plus the wall gap between boots; never negative.
    """
    if start.boot_id and start.boot_id == now.boot_id:
        return max(timedelta(), timedelta(seconds=now.boot_s - start.boot_s))
    if (earlier := _in_a_boot_seen(now, anchors)) is not None:
        return elapsed(start, earlier, anchors)
    total, last, later = _within_first_boot(start, anchors)
    for span in later:
        end = now if span.first.boot_id == now.boot_id else span.last
        total += max(timedelta(), span.first.wall - last.wall)
        total += max(timedelta(), timedelta(seconds=end.boot_s - span.first.boot_s))
        last = end
        if end is now:
            return total
    return total + max(timedelta(), now.wall - last.wall)


def _in_a_boot_seen(instant: Moment, anchors: Sequence[BootSpan]) -> Moment | None:
    """Return an earlier instant that another computer recorded, on the clock of the boot in which it fell here.

    Returns:
        None where it is of a boot that was seen here, or fell in none.
    """
    if not anchors or instant.wall >= anchors[-1].last.wall:
        return None
    if any(span.first.boot_id == instant.boot_id for span in reversed(anchors)):
        return None
    for span in reversed(anchors):
        if span.first.wall <= instant.wall <= span.last.wall:
            since_s = (instant.wall - span.first.wall).total_seconds()
            return Moment(instant.wall, span.first.boot_s + since_s, span.first.boot_id)
    return None


def _within_first_boot(start: Moment, anchors: Sequence[BootSpan]) -> tuple[timedelta, Moment, Sequence[BootSpan]]:
    """Return the time seen of the boot of `start`, the last moment seen of it, and the boots after it."""
    for place, span in enumerate(anchors):
        if start.boot_id and span.first.boot_id == start.boot_id:
            seen = timedelta(seconds=span.last.boot_s - start.boot_s)
            if seen < timedelta():
                return timedelta(), start, anchors[place + 1 :]
            return seen, span.last, anchors[place + 1 :]
    return timedelta(), start, [span for span in anchors if span.first.wall >= start.wall]


def wall_disagreement(anchors: Anchors, now: Moment) -> timedelta:
    """Return by how much the wall clock was set since the last anchor of this boot.

    Returns:
        Positive when it was set forward; zero within the tolerance, and when the boot is a new one.
    """
    if not anchors or anchors[-1].last.boot_id != now.boot_id:
        return timedelta()
    last = anchors[-1].last
    by = (now.wall - last.wall) - timedelta(seconds=now.boot_s - last.boot_s)
    return by if abs(by) > CLOCK_TOLERANCE else timedelta()


def only_time_passed(before: Moment, now: Moment) -> bool:
    """Return whether it is the same boot, later, and no clock was set: what was worked out then only grew older."""
    passed_s = now.boot_s - before.boot_s
    set_by_s = (now.wall - before.wall).total_seconds() - passed_s
    return before.boot_id == now.boot_id and passed_s >= 0 and -_SAME_S < set_by_s < _SAME_S


def wall_only(wall: datetime) -> Moment:
    """Return a moment of which only the wall clock is known."""
    return Moment(wall.astimezone(UTC))


def to_second(instant: datetime) -> datetime:
    """Return an instant to the nearest second: as computed from two clocks, 8:00 may be a little before it."""
    return (instant + timedelta(milliseconds=500)).replace(microsecond=0)
