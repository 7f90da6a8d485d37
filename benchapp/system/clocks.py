"""The real clocks: a count of seconds that includes sleep, and which boot it is, for each system.

A boot id is never derived from the wall clock. Where it cannot be had, each start of the program counts as
another boot, and the wall gap between starts serves.
"""

import os
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from benchapp.domain.moments import Moment

# A plain string, so that the branches of other systems are type-checked here as well.
_SYSTEM = str(sys.platform)
_UNKNOWN_BOOT = f"start-{uuid.uuid4()}"


class SystemClock:
    """The clock of this machine.

    Args:
        zone: Name of the system's time zone; UTC where it is not known.
        installation: Id of this installation; its beginning is part of each boot id, so that two machines whose
            systems count boots from 1 never have the same.
    """

    def __init__(self, zone: str, installation: str = "") -> None:
        try:
            self.zone = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            self.zone = ZoneInfo("UTC")
        self._seconds = _seconds_since_boot()
        self._boot_id = f"{installation[:8]}:{boot_id()}" if installation else boot_id()

    def now(self) -> Moment:
        """Give the present moment."""
        return Moment(datetime.now(UTC), self._seconds(), self._boot_id)


def zone_name(zone_file: Path = Path("/etc/localtime"), environment: Mapping[str, str] = os.environ) -> str:
    """Give the name of the system's time zone: "Europe/Berlin"; "UTC" where it cannot be told.

    Read from where the system keeps it; Qt's answer is the same and takes 15 ms of the start, so it is asked only
    where there is no such file.
    """
    told = environment.get("TZ", "").removeprefix(":")
    if told and not told.startswith("/"):
        return told
    _, found, name = str(zone_file.resolve()).partition("zoneinfo/")
    if found:
        return name
    if _SYSTEM == "linux":
        return "UTC"
    from PySide6.QtCore import QTimeZone  # noqa: PLC0415 (Windows keeps no such file)

    return bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"


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
    """Tell which boot this is."""
    try:
        if _SYSTEM == "linux":
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
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
