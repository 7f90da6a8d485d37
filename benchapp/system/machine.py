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
    """Return an id of this machine; its name where the system keeps none."""
    try:
        found = _windows_id() if _SYSTEM == "win32" else _mac_id() if _SYSTEM == "darwin" else ""
    except (OSError, RuntimeError, ValueError):
        found = ""
    return found or former_machine_id()


def former_machine_id() -> str:
    """Return the id by which journals knew this machine before Windows and macOS were asked for theirs."""
    for file in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            text = Path(file).read_text(encoding="utf-8").strip()
        except OSError:
            continue
        if text:
            return text
    return platform.node()


def _windows_id() -> str:
    import winreg  # noqa: PLC0415 (Windows only)

    # The 64-bit view, whichever program asks: the id is not in the other one.
    access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY  # type: ignore[attr-defined,unused-ignore]
    where = r"SOFTWARE\Microsoft\Cryptography"
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, where, 0, access) as key:  # type: ignore[attr-defined,unused-ignore]
        return str(winreg.QueryValueEx(key, "MachineGuid")[0])  # type: ignore[attr-defined,unused-ignore]


def _mac_id() -> str:
    import subprocess  # noqa: PLC0415 (only macOS needs it)

    asked = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=5)  # noqa: S603
    _, _, rest = done.stdout.partition('"IOPlatformUUID" = "')
    return rest.partition('"')[0]


def identify() -> None:
    """Set the program's id for Windows, before its first window: its windows group under its own icon."""
    if _SYSTEM == "win32":
        import ctypes  # noqa: PLC0415 (only Windows needs it)

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)  # type: ignore[attr-defined,unused-ignore]


def has_display(environment: Mapping[str, str] = os.environ, sockets: Path = Path("/tmp/.X11-unix")) -> bool:  # noqa: S108
    """Return whether a window can be shown: Qt itself ends the program where it cannot.

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
