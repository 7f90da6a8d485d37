"""Starting with the login, only where somebody asked for it: XDG, Windows, macOS."""

import os
import plistlib
import shlex
import sys
from pathlib import Path

from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import reason_of, remove_file, write_whole

_SYSTEM = str(sys.platform)
_NAME = "Bench Companion"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"


def command() -> list[str]:
    """Return what starts this program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--in-background"]
    return [sys.executable, "-m", "benchapp", "--in-background"]


def entry_file(home: Path | None = None) -> Path:
    """Return the file that has this program started at login."""
    home = home or Path.home()
    if _SYSTEM == "darwin":
        return home / "Library" / "LaunchAgents" / "companion.bench.plist"
    configuration = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return configuration / "autostart" / "benchapp.desktop"


def starts_at_login(home: Path | None = None) -> bool:
    """Return whether it starts with the login."""
    if _SYSTEM == "win32":
        return _in_registry()
    return entry_file(home).exists()


def set_start_at_login(wanted: bool, home: Path | None = None) -> None:
    """Set whether the program starts with the login.

    Raises:
        BenchError: The system does not take it.
    """
    if _SYSTEM == "win32":
        _set_in_registry(wanted)
        return
    file = entry_file(home)
    if not wanted:
        remove_file(file)
        return
    write_whole(file, _agent() if _SYSTEM == "darwin" else _desktop_entry())


def _desktop_entry() -> bytes:
    line = " ".join(shlex.quote(part) for part in command())
    text = f"[Desktop Entry]\nType=Application\nName={_NAME}\nExec={line}\nX-GNOME-Autostart-enabled=true\n"
    return text.encode()


def _agent() -> bytes:
    return plistlib.dumps({"Label": "companion.bench", "ProgramArguments": command(), "RunAtLoad": True})


def _in_registry() -> bool:
    import winreg  # noqa: PLC0415 (Windows only)

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:  # type: ignore[attr-defined,unused-ignore]
            winreg.QueryValueEx(key, _NAME)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True


def _set_in_registry(wanted: bool) -> None:
    import subprocess  # noqa: PLC0415 (Windows only)
    import winreg  # noqa: PLC0415

    try:
        access = winreg.KEY_SET_VALUE  # type: ignore[attr-defined,unused-ignore]
        with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, _RUN, 0, access) as key:  # type: ignore[attr-defined,unused-ignore]
            if wanted:
                line = subprocess.list2cmdline(command())
                winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, line)  # type: ignore[attr-defined,unused-ignore]
            elif _in_registry():
                winreg.DeleteValue(key, _NAME)  # type: ignore[attr-defined,unused-ignore]
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=_RUN, reason=reason_of(error)) from error
