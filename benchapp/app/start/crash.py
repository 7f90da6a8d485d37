"""Crashes: the report is in a file before anything is shown, and nothing is sent anywhere.

What reaches the event loop without being a `BenchError` is a defect; so is what background work raises, which is
said where its answer was awaited. Everything that was confirmed is saved already, so running timers keep running.
"""

import faulthandler
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from benchapp import __version__
from benchapp.store.files import read_plain, share

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def report_text(error: BaseException) -> str:
    """Write a crash report: what happened where, versions, no data of the person's."""
    import platform  # noqa: PLC0415 (a start without a crash does not need them)
    import traceback  # noqa: PLC0415

    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return f"Bench Companion {__version__}\nPython {platform.python_version()} on {platform.platform()}\n\n" + "".join(
        lines
    )


def keep_report(file: Path, error: BaseException) -> Path | None:
    """Write a crash report to a file.

    Returns:
        The file; None where it could not be written.
    """
    return _write(file, report_text(error))


def _write(file: Path, text: str) -> Path | None:
    try:
        # A name of a file that is not UTF-8 may be in it.
        with _opened(file) as stream:
            stream.write(text)
        share(file)
    except OSError:
        return None
    return file


def _opened(file: Path) -> TextIO:
    """Open a file to be written, without waiting for whoever reads a pipe in its place."""

    def opener(path: str, flags: int) -> int:
        return os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o600)

    return open(file, "w", encoding="utf-8", errors="backslashreplace", opener=opener)


def watch(report: Path, show: Callable[[str], None]) -> Hook:
    """Send what nobody caught to a file, then to the screen.

    Args:
        report: The file.
        show: Shows the text; called after the file is written.

    Returns:
        The hook, as installed.
    """

    def hook(_kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
        text = report_text(error)
        if _write(report, text) is None:
            text += "\n(The report could not be written to a file.)\n"
        show(text)

    sys.excepthook = hook
    return hook


def watch_faults(file: Path) -> TextIO | None:
    """Make the interpreter write where it was to a file when it dies.

    Returns:
        The open file, to be kept open; None where it cannot be written.
    """
    try:
        stream = _opened(file)
        share(file)
    except OSError:
        return None
    faulthandler.enable(stream)
    return stream


def last_words(file: Path) -> str:
    """Return what the interpreter wrote when it died the last time; "" if it did not."""
    try:
        # A power cut may have left anything in it.
        return read_plain(file).decode("utf-8", "replace").strip("\0")
    except OSError:
        return ""
