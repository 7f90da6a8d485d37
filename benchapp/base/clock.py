"""The clock: the only place where the present comes from.

Everything else is given `now`. The real adapters are in `system.clocks`; the stepped one here runs a bench day in
a moment, for `--self-test`, `--tour` and the tests.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from benchapp.domain.units.moments import Moment


class Clock(Protocol):
    """Reads the present on both clocks.

    Attributes:
        zone: The time zone in which instants are shown.
    """

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which instants are shown."""
        ...

    def now(self) -> Moment:
        """Return the present moment."""
        ...


class SteppedClock:
    """A clock that moves only when it is set: it can run, sleep, be set wrong, and reboot.

    Args:
        start: Where it begins, aware.
        zone: Name of the time zone.
    """

    def __init__(self, start: datetime | None = None, zone: str = "UTC") -> None:
        self._wall = start or datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
        self._boot_s = 1000.0
        self._boots = 1
        self.zone = ZoneInfo(zone)

    def now(self) -> Moment:
        """Return the present moment."""
        return Moment(self._wall.astimezone(UTC), self._boot_s, f"boot-{self._boots}")

    def advance(self, **span: float) -> None:
        """Advance the clock, awake or asleep: `advance(hours=2)`."""
        step = timedelta(**span)
        self._wall += step
        self._boot_s += step.total_seconds()

    def jump(self, **span: float) -> None:
        """Set the wall clock without time passing."""
        self._wall += timedelta(**span)

    def reboot(self, **off: float) -> None:
        """Switch off, and on again after some time."""
        self._wall += timedelta(**off)
        self._boot_s = 20.0
        self._boots += 1
