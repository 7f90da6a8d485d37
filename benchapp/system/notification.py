"""Notifications of the desktop: an extra beside the alarm's own window, never relied upon."""

import shutil
import subprocess
import sys

_SYSTEM = str(sys.platform)
_LONGEST_S = 5


def notifier() -> tuple[str, ...] | None:
    """Return the command that shows a notification here; None where there is none."""
    if _SYSTEM == "darwin":
        return ("/usr/bin/osascript",)
    if _SYSTEM == "linux" and shutil.which("notify-send"):
        return ("notify-send", "--urgency=critical", "--app-name=Bench Companion")
    return None


def notify(title: str, text: str) -> bool:
    """Show a notification; made for a worker.

    Returns:
        Whether the desktop took it; not whether it showed it.
    """
    command = notifier()
    if command is None:
        return False
    arguments = [*command, title, text]
    if _SYSTEM == "darwin":
        quoted = [part.replace("\\", "").replace('"', "'") for part in (text, title)]
        arguments = [*command, "-e", f'display notification "{quoted[0]}" with title "{quoted[1]}"']
    try:
        done = subprocess.run(arguments, capture_output=True, timeout=_LONGEST_S, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
