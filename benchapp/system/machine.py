"""What tells one machine from another, and whether it has a display."""

import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

_SYSTEM = str(sys.platform)
# As the installer writes it (packaging/windows/benchapp.nsi).
APP_ID = "BenchCompanion.BenchCompanion"


def machine_id() -> str:
    """Give an id of this machine; its name where the system keeps none."""
    for file in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            text = Path(file).read_text(encoding="ascii").strip()
        except OSError:
            continue
        if text:
            return text
    return platform.node()


def identify() -> None:
    """Tell Windows which program this is, before its first window: its windows group under its own icon."""
    if _SYSTEM == "win32":
        import ctypes  # noqa: PLC0415 (only Windows needs it)

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)  # type: ignore[attr-defined,unused-ignore]


def has_display(environment: Mapping[str, str] = os.environ, sockets: Path = Path("/tmp/.X11-unix")) -> bool:  # noqa: S108
    """Tell whether a window can be shown: Qt itself ends the program where it cannot.

    Args:
        environment: The environment variables.
        sockets: Where local X servers have their sockets.
    """
    if _SYSTEM != "linux" or environment.get("QT_QPA_PLATFORM"):
        return True
    if environment.get("WAYLAND_DISPLAY"):
        return True
    display = environment.get("DISPLAY", "")
    if display.startswith(":"):
        number = display[1:].partition(".")[0]
        return (sockets / f"X{number}").exists()
    return bool(display)
