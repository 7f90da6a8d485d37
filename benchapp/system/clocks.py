"""The real clocks: a count of seconds that includes sleep, and which boot it is, for each system.

A boot id is never derived from the wall clock. Where it cannot be had, each start of the program counts as
another boot, and the wall gap between starts serves.
"""

import os
import re
import struct
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from benchapp.domain.units.moments import Moment

# A plain string, so that the branches of other systems are type-checked here as well.
_SYSTEM = str(sys.platform)
_UNKNOWN_BOOT = f"start-{uuid.uuid4()}"


class SystemClock:
    """The clock of this machine.

    Args:
        zone: The time zone in which instants are shown, or its name; a name that is not known is UTC.
        installation: Id of this installation; its beginning is part of each boot id, so that two machines whose
            systems count boots from 1 never have the same.
    """

    def __init__(self, zone: str | ZoneInfo, installation: str = "") -> None:
        self.zone = zone if isinstance(zone, ZoneInfo) else _named(zone) or ZoneInfo("UTC")
        self._seconds = _seconds_since_boot()
        self._boot_id = f"{installation[:8]}:{boot_id()}" if installation else boot_id()

    def now(self) -> Moment:
        """Return the present moment."""
        return Moment(datetime.now(UTC), self._seconds(), self._boot_id)


class SystemZone(NamedTuple):
    """The system's time zone.

    Attributes:
        zone: The zone.
        found: Whether it is the system's; where not, it is only today's offset, and clocks that change are not known.
    """

    zone: ZoneInfo
    found: bool = True


def system_zone(etc: Path = Path("/etc"), environment: Mapping[str, str] = os.environ) -> SystemZone:
    """Return the system's time zone: by its name, else by its rules, else by today's offset.

    The environment variable TZ comes first, as for every program: a name, a file, or rules ("CET-1CEST,M3.5.0,…").
    Then `localtime`: a link to a named file, or a copy of one, whose name another file gives or whose rules are read.
    Qt's answer would be the same and takes 15 ms of the start, so it is asked only where there is no such file.

    Args:
        etc: Where the system keeps its settings.
        environment: The environment variables.
    """
    variable = environment.get("TZ", "").removeprefix(":")
    if variable:
        return _zone_of_variable(variable) or _todays_offset()
    localtime = etc / "localtime"
    if localtime.exists():
        return _zone_of_file(localtime, etc) or _todays_offset()
    if _SYSTEM == "linux":
        # Without that file the C library itself goes by UTC.
        return SystemZone(ZoneInfo("UTC"))
    from PySide6.QtCore import QTimeZone  # noqa: PLC0415 (Windows keeps no such file)

    named = _named(bytes(QTimeZone.systemTimeZoneId().data()).decode())
    return SystemZone(named) if named is not None else _todays_offset()


def _named(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _zone_of_variable(variable: str) -> SystemZone | None:
    if variable.startswith("/"):
        return _zone_of_file(Path(variable))
    named = _named(variable)
    if named is not None:
        return SystemZone(named)
    rules = _zone_of_rules(variable)
    return SystemZone(rules) if rules is not None else None


def _zone_of_file(file: Path, etc: Path | None = None) -> SystemZone | None:
    """Return the zone of a file of zone data: by where it lies, by the name beside it, or by its rules."""
    _, found, name = str(file.resolve()).partition("zoneinfo/")
    named = _named(name.removeprefix("posix/").removeprefix("right/")) if found else None
    if named is not None:
        return SystemZone(named)
    try:
        data = file.read_bytes()
        rules = ZoneInfo.from_file(BytesIO(data), key=file.name)
    except (OSError, ValueError, struct.error):
        return None
    for name in _names_beside(etc) if etc is not None else ():
        named = _named(name)
        # A name that was left behind when the file was replaced would be the wrong zone.
        if named is not None and _alike(named, rules):
            return SystemZone(named)
    return SystemZone(rules)


def _names_beside(etc: Path) -> Iterator[str]:
    """Yield the names that files of other systems give the zone: Debian's and Gentoo's, and CentOS's."""
    for file, before in (("timezone", ""), ("sysconfig/clock", "ZONE=")):
        try:
            lines = (etc / file).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            continue
        for line in lines:
            if line.startswith(before) and not line.startswith("#"):
                yield line.removeprefix(before).strip().strip('"')


def _alike(one: ZoneInfo, other: ZoneInfo) -> bool:
    """Return whether two zones have the same time through this year and the next, hour changes included."""
    begin = datetime(datetime.now(UTC).year, 1, 1, tzinfo=UTC)
    days = (begin + timedelta(days=day) for day in range(0, 730, 5))
    return all(day.astimezone(one).utcoffset() == day.astimezone(other).utcoffset() for day in days)


def _zone_of_rules(rules: str) -> ZoneInfo | None:
    """Return the zone of rules as POSIX writes them; None where they are none.

    The reader of zone data takes such rules in the last line of a file (RFC 9636), so it is given a file with nothing
    else in it.
    """
    if re.match(r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?[0-9]", rules) is None:
        return None
    head = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    block = struct.pack(">lbb", 0, 0, 0) + b"UTC\0"
    try:
        return ZoneInfo.from_file(BytesIO(head + block + head + block + f"\n{rules}\n".encode()), key=rules)
    except (ValueError, struct.error, IndexError):
        return None


def _todays_offset() -> SystemZone:
    """Return the offset that the system's clock has now, under a name that says no more."""
    minutes = -(time.altzone if time.localtime().tm_isdst > 0 else time.timezone) // 60
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    name = f"<{sign}{hours:02}{rest:02}>" if rest else f"<{sign}{hours:02}>"
    rules = f"{name}{'+' if sign == '-' else '-'}{hours}:{rest:02}"
    return SystemZone(_zone_of_rules(rules) or ZoneInfo("UTC"), found=False)


def _seconds_since_boot() -> Callable[[], float]:
    if _SYSTEM == "linux":
        return lambda: time.clock_gettime(time.CLOCK_BOOTTIME)
    if _SYSTEM == "win32":
        import ctypes  # noqa: PLC0415 (only Windows needs it)

        # GetTickCount64 counts the time asleep as well.
        ticks: Any = vars(ctypes)["windll"].kernel32.GetTickCount64
        ticks.restype = ctypes.c_uint64
        return lambda: float(ticks()) / 1000
    if _SYSTEM == "darwin":
        # On macOS this clock goes on while the machine sleeps, unlike time.monotonic.
        return lambda: time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic


def boot_id() -> str:
    """Return which boot this is."""
    try:
        if _SYSTEM == "linux":
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8").strip()
        if _SYSTEM == "win32":
            return _windows_boot_id()
        if _SYSTEM == "darwin":
            import subprocess  # noqa: PLC0415 (only macOS needs it)

            asked = ["/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"]
            done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=5)  # noqa: S603
            return done.stdout.strip() or _UNKNOWN_BOOT
    except (OSError, RuntimeError, ValueError):
        return _UNKNOWN_BOOT
    return _UNKNOWN_BOOT


def _windows_boot_id() -> str:
    import winreg  # noqa: PLC0415 (Windows only)

    where = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, where) as key:  # type: ignore[attr-defined,unused-ignore]
        return f"boot-{winreg.QueryValueEx(key, 'BootId')[0]}"  # type: ignore[attr-defined,unused-ignore]
