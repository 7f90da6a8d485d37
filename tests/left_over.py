"""What a test leaves behind: windows that are open, timers that run."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget


@contextmanager
def nothing_left_over() -> Iterator[None]:
    """Raise AssertionError where a window is left open or a timer running that was made inside.

    Looking through all objects after each test would take a large part of the whole run: those there are at the
    beginning are set aside.
    """
    already_open = _visible_windows()
    gc.collect(1)
    gc.freeze()
    made_next = [already_open]
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    # The program sets aside what it was started with; that is to be looked at as well.
    if not any(entry is made_next for entry in gc.get_objects()):
        gc.unfreeze()
    fail_for_what_is_left(already_open)


def fail_for_what_is_left(already_open: frozenset[QWidget] = frozenset()) -> None:
    """Raise AssertionError where another window is open or a timer runs, of what is not set aside; hide the windows."""
    windows = _visible_windows() - already_open
    objects = gc.get_objects()
    kinds = {kind for kind in set(map(type, objects)) if issubclass(kind, QTimer)}
    timers = [entry for entry in objects if type(entry) in kinds and _active(entry)]
    for window in windows:
        window.hide()
    assert not windows, f"left open: {windows}"
    assert not timers, f"left running: {timers}"


def _visible_windows() -> frozenset[QWidget]:
    return frozenset(widget for widget in QApplication.topLevelWidgets() if widget.isVisible())


def _active(timer: QTimer) -> bool:
    try:
        return timer.isActive()
    except RuntimeError:
        return False
