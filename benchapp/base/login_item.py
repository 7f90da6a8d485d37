"""What starts with the login: a desktop entry, on macOS an agent, on Windows a value in the registry."""

import os
import plistlib
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from benchapp.base.paths import replace_file

_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_PLAIN = re.compile(r"[\w@+=:,./-]+", re.ASCII)


class LoginItem(Struct, frozen=True):
    """A program that can start with the login of whoever asked for it.

    Attributes:
        name: What people call it.
        stem: Of its desktop entry.
        label: By which macOS knows it.
        command: What starts it.
        again: Whether macOS starts it again where it has failed.
        system: As Python names it; a plain string, so that every branch is type-checked here.
    """

    name: str
    stem: str
    label: str
    command: tuple[str, ...]
    again: bool = False
    system: str = str(sys.platform)

    def place(self, home: Path) -> str:
        """Return where the system is told: a file, or a key of the registry."""
        return _RUN if self.system == "win32" else str(self._file(home))

    def is_set(self, home: Path) -> bool:
        """Return whether it starts with the login."""
        return self._in_registry() if self.system == "win32" else self._file(home).exists()

    def set(self, wanted: bool, home: Path) -> None:
        """Let it start with the login, or no more.

        Raises:
            OSError: The system does not take it.
        """
        if self.system == "win32":
            self._set_in_registry(wanted)
            return
        file = self._file(home)
        if not wanted:
            # Nothing lies under what is no folder either.
            with suppress(FileNotFoundError, NotADirectoryError):
                file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, self._agent() if self.system == "darwin" else self._desktop_entry())

    def _file(self, home: Path) -> Path:
        if self.system == "darwin":
            return home / "Library" / "LaunchAgents" / f"{self.label}.plist"
        configuration = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
        return configuration / "autostart" / f"{self.stem}.desktop"

    def _desktop_entry(self) -> bytes:
        line = " ".join(map(_in_desktop_entry, self.command))
        text = f"[Desktop Entry]\nType=Application\nName={self.name}\nExec={line}\nX-GNOME-Autostart-enabled=true\n"
        return text.encode()

    def _agent(self) -> bytes:
        properties = {"Label": self.label, "ProgramArguments": list(self.command), "RunAtLoad": True}
        return plistlib.dumps(properties | ({"KeepAlive": {"SuccessfulExit": False}} if self.again else {}))

    def _in_registry(self) -> bool:
        import winreg  # noqa: PLC0415 (Windows only)

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:  # type: ignore[attr-defined,unused-ignore]
                winreg.QueryValueEx(key, self.name)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

    def _set_in_registry(self, wanted: bool) -> None:
        import winreg  # noqa: PLC0415 (Windows only)

        access = winreg.KEY_SET_VALUE  # type: ignore[attr-defined,unused-ignore]
        with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, _RUN, 0, access) as key:  # type: ignore[attr-defined,unused-ignore]
            if wanted:
                line = subprocess.list2cmdline(self.command)
                winreg.SetValueEx(key, self.name, 0, winreg.REG_SZ, line)  # type: ignore[attr-defined,unused-ignore]
            else:
                with suppress(FileNotFoundError):
                    winreg.DeleteValue(key, self.name)  # type: ignore[attr-defined,unused-ignore]


def _in_desktop_entry(part: str) -> str:
    """Return a part of a command as the Desktop Entry Specification quotes it; the file escapes backslashes again."""
    if _PLAIN.fullmatch(part):
        return part
    quoted = re.sub(r'(["`$\\])', r"\\\1", part).replace("%", "%%")
    return '"' + quoted.replace("\\", "\\\\") + '"'
