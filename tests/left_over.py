"""What a test leaves behind: windows that are open, timers that run."""

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken


class Running(Struct, frozen=True):
    """What is open and what runs at a moment.

    Attributes:
        windows: The windows in view.
        timers: The timers that run.
    """

    windows: frozenset[QWidget] = frozenset()
    timers: frozenset[QTimer] = frozenset()


def running_now() -> Running:
    """Return what is open and what runs; Qt for Python knows each of its objects, so none is looked for."""
    windows = (widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
    timers = (one for one in Shiboken.getAllValidWrappers() if isinstance(one, QTimer) and one.isActive())
    return Running(frozenset(windows), frozenset(timers))


@contextmanager
def nothing_left_over() -> Iterator[None]:
    """Raise AssertionError where a window is left open or a timer running that was not before; hide the windows."""
    before = running_now()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    after = running_now()
    windows, timers = after.windows - before.windows, after.timers - before.timers
    for window in windows:
        window.hide()
    assert not windows, f"left open: {windows}"
    assert not timers, f"left running: {timers}"


def _of_the_program() -> set[QObject]:
    """Return what the program has made of its own classes, and is not a part of something else."""
    found = (one for one in Shiboken.getAllValidWrappers() if isinstance(one, QObject))
    return {one for one in found if type(one).__module__.startswith("benchapp.") and one.parent() is None}


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Destroy at the end every window and every object of the program that was not there before.

    What one does on a signal of another keeps the one, on the side of Qt, where Python looks for no garbage. What
    nobody destroys would stay with all that is in it until the process ends, and each look for timers that run, before
    and after each test, would go through all of it.
    """
    windows, made = set(QApplication.topLevelWidgets()), _of_the_program()
    yield
    for window in set(QApplication.topLevelWidgets()) - windows:
        if window.parent() is None:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for one in _of_the_program() - made:
        if Shiboken.isValid(one):
            Shiboken.delete(one)
