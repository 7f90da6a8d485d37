"""Keeping the computer awake near an alarm, only where somebody asked for it and only on mains."""

import sys
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

_SYSTEM = str(sys.platform)


def on_mains(supplies: Path = Path("/sys/class/power_supply")) -> bool:
    """Return whether the computer runs on mains; a computer without a battery does."""
    if _SYSTEM == "win32":
        return _windows_on_mains()
    if _SYSTEM != "linux":
        return True
    mains, battery = [], False
    for supply in supplies.glob("*"):
        with suppress(OSError):
            kind = (supply / "type").read_text(encoding="ascii").strip()
            battery |= kind == "Battery"
            if kind in {"Mains", "USB"}:
                mains.append((supply / "online").read_text(encoding="ascii").strip() == "1")
    return any(mains) if mains else not battery


def _windows_on_mains() -> bool:
    import ctypes  # noqa: PLC0415 (only Windows needs it)

    class Status(ctypes.Structure):
        _fields_ = (
            ("line", ctypes.c_ubyte),
            ("battery", ctypes.c_ubyte),
            ("percent", ctypes.c_ubyte),
            ("saver", ctypes.c_ubyte),
            ("life", ctypes.c_ulong),
            ("full", ctypes.c_ulong),
        )

    status = Status()
    vars(ctypes)["windll"].kernel32.GetSystemPowerStatus(ctypes.byref(status))
    return bool(status.line == 1)


class KeepAwake:
    """Holds off the sleep that comes of itself; a closed lid or a pressed button sleeps all the same."""

    def __init__(self) -> None:
        self._mode: AbstractContextManager[Any] | None = None

    @property
    def held(self) -> bool:
        """Whether it holds sleep off now."""
        return self._mode is not None

    def hold(self) -> bool:
        """Hold sleep off; tell whether the system took it. Made for a worker."""
        from wakepy import keep  # noqa: PLC0415 (only who asks for it waits for it)

        if self._mode is not None:
            return True
        mode = keep.running(on_fail="pass")
        entered = mode.__enter__()
        if not entered.active:
            mode.__exit__(None, None, None)
            return False
        self._mode = mode
        return True

    def let_go(self) -> None:
        """Allow the computer to sleep again."""
        mode, self._mode = self._mode, None
        if mode is not None:
            mode.__exit__(None, None, None)
