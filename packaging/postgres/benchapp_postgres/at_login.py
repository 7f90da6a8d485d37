"""Starting with the login, only where somebody asked for it: XDG, Windows, macOS."""

import os
import plistlib
import shlex
import subprocess
import sys
from pathlib import Path

from benchapp.domain.messages import BenchError
from benchapp.store.files import reason_of, remove_file, write_whole
from benchapp_postgres.troubles import TroubleError, of_folder

# A plain string, so that the branches of other systems are type-checked here as well.
_SYSTEM = str(sys.platform)
_NAME = "benchapp-postgres"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"


def command() -> list[str]:
    """Return what starts the program; on Windows the one of the two that opens no window."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "benchapp_postgres", "sync"]
    program = Path(sys.executable)
    return [str(program.with_name("benchapp-postgres-quiet.exe") if _SYSTEM == "win32" else program), "sync"]


def entry_file(home: Path) -> Path:
    """Return the file that has the program started at login."""
    if _SYSTEM == "darwin":
        return home / "Library" / "LaunchAgents" / "companion.bench.postgres.plist"
    configuration = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return configuration / "autostart" / f"{_NAME}.desktop"


def set_start_at_login(wanted: bool, home: Path) -> None:
    """Set whether the program starts with the login.

    Raises:
        TroubleError: The system does not take it.
    """
    try:
        if _SYSTEM == "win32":
            _set_in_registry(wanted)
        elif wanted:
            write_whole(entry_file(home), _agent() if _SYSTEM == "darwin" else _desktop_entry())
        else:
            remove_file(entry_file(home))
    except BenchError as error:
        raise of_folder(error) from error


def _desktop_entry() -> bytes:
    line = " ".join(shlex.quote(part) for part in command())
    text = f"[Desktop Entry]\nType=Application\nName={_NAME}\nExec={line}\nNoDisplay=true\n"
    return text.encode()


def _agent() -> bytes:
    properties = {"Label": "companion.bench.postgres", "ProgramArguments": command(), "RunAtLoad": True}
    return plistlib.dumps({**properties, "KeepAlive": {"SuccessfulExit": False}})


def _set_in_registry(wanted: bool) -> None:
    import winreg

    try:
        access = winreg.KEY_SET_VALUE  # type: ignore[attr-defined,unused-ignore]
        with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, _RUN, 0, access) as key:  # type: ignore[attr-defined,unused-ignore]
            if wanted:
                line = subprocess.list2cmdline(command())
                winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, line)  # type: ignore[attr-defined,unused-ignore]
            else:
                winreg.DeleteValue(key, _NAME)  # type: ignore[attr-defined,unused-ignore]
    except FileNotFoundError:
        return
    except OSError as error:
        raise TroubleError(f"The start at login cannot be set: {reason_of(error)}.", lasting=True) from error
