"""Returns the focus to where it was, when what had it goes: a form that was written, a button that was pressed.

Qt would give them to whatever comes next, and after the last control of a page that is the first of the window: a list
in which an arrow key chooses another molar mass.
"""

import weakref
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

# So many places are remembered; a form with its fields and what opened it fit in.
_REMEMBERED = 24


class FocusPlace:
    """A control that had the keys, to be found again where it was made again under the same name."""

    def __init__(self, widget: QWidget) -> None:
        self.name = widget.objectName()
        self._widget = weakref.ref(widget)

    def find(self, window: QWidget) -> QWidget | None:
        """Return the control if it can take the keys now, or the one of its name; None where there is none."""
        widget = self._widget()
        if widget is not None and isValid(widget) and _takes_keys(widget, window):
            return widget
        # Parts of Qt's own controls are called alike everywhere.
        if not self.name or self.name.startswith("qt_"):
            return None
        # By the name, as Qt would hand over all controls of a window in several milliseconds.
        named = window.findChildren(QWidget, self.name)
        return next((one for one in named if _takes_keys(one, window)), None)


class FocusReturn(QObject):
    """Remembers where the keys were in a window.

    Args:
        window: The window.
        home: Returns what receives the focus where nothing that had it is left; None for nothing.
    """

    def __init__(self, window: QWidget, home: Callable[[], QWidget | None]) -> None:
        super().__init__(window)
        self._window = window
        self._home = home
        self._places: deque[FocusPlace] = deque(maxlen=_REMEMBERED)
        # While controls go and are made again in one go: where the keys were before, and what has them meanwhile.
        self._before: list[FocusPlace] = []
        self._meanwhile: QWidget | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._look_again)
        focused = window.focusWidget()
        if focused is not None:
            self._places.append(FocusPlace(focused))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_moved)

    def _on_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new.window() is self._window and new is not self._meanwhile:
            self._places.append(FocusPlace(new))

    def give_back(self) -> bool:
        """Give the keys back if what has them cannot take them any more; return whether it was so."""
        window = self._window
        focused = window.focusWidget()
        if focused is not None and (_takes_keys(focused, window) or not window.isVisible()):
            return False
        if not self._before:
            self._before = list(self._places)
        found = self._last() or self._home()
        if found is None:
            return False
        self._meanwhile = found
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        self._again.start(0)
        return True

    def _last(self) -> QWidget | None:
        places = (place.find(self._window) for place in reversed(self._before))
        return next((place for place in places if place is not None), None)

    def _look_again(self) -> None:
        """Find the control that was made again meanwhile, unless the focus was set elsewhere."""
        meanwhile, found = self._meanwhile, self._last()
        self._before, self._meanwhile = [], None
        if found is not None and found is not meanwhile and self._window.focusWidget() is meanwhile:
            found.setFocus(Qt.FocusReason.OtherFocusReason)


def _takes_keys(widget: QWidget, window: QWidget) -> bool:
    return (
        widget.window() is window
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    )
