"""The alarm sound through the system's own player, off the GUI thread, with a time limit."""

import shutil
import subprocess
import sys
from pathlib import Path

_SYSTEM = str(sys.platform)
_LONGEST_S = 20
_LINUX_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))


def player() -> tuple[str, ...] | None:
    """Return the command that plays a WAV file here; None where there is none."""
    if _SYSTEM == "win32":
        return ("winsound",)
    if _SYSTEM == "darwin":
        return ("/usr/bin/afplay",)
    return next((command for command in _LINUX_PLAYERS if shutil.which(command[0])), None)


def play(file: Path) -> bool:
    """Play a WAV file; made for a worker.

    Returns:
        Whether a player took it; not whether anybody heard it.
    """
    command = player()
    if command is None:
        return False
    if command[0] == "winsound":
        import winsound  # noqa: PLC0415 (Windows only)

        winsound.PlaySound(str(file), winsound.SND_FILENAME)  # type: ignore[attr-defined,unused-ignore]
        return True
    try:
        done = subprocess.run([*command, str(file)], capture_output=True, timeout=_LONGEST_S, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
