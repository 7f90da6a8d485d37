"""Returns the focus to where it was, when what had it goes: a form that was written, a button that was pressed.

Qt would give them to whatever comes next, and after the last control of a page that is the first of the window: a list
in which an arrow key chooses another molar mass.
"""

import weakref
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QRegularExpression, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

# So many places are remembered; a form with its fields and what opened it fit in.
_REMEMBERED = 24


class FocusPlace:
    """A control that had the keys, to be found again where it was made again under the same name."""

    def __init__(self, widget: QWidget) -> None:
        self.name = widget.objectName()
        self._widget = weakref.ref(widget)

    def same(self, window: QWidget) -> QWidget | None:
        """Return the control itself if it can take the keys now."""
        widget = self._widget()
        return widget if widget is not None and isValid(widget) and _takes_keys(widget, window) else None


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
        named: dict[str, QWidget] | None = None
        for place in reversed(self._before):
            if (same := place.same(self._window)) is not None:
                return same
            if named is None:
                named = self._named()
            if place.name in named:
                return named[place.name]
        return None

    def _named(self) -> dict[str, QWidget]:
        """Return what can take the keys of the names that had them: one search, which goes through the whole window."""
        # Parts of Qt's own controls are called alike everywhere.
        names = {place.name for place in self._before if place.name and not place.name.startswith("qt_")}
        if not names:
            return {}
        pattern = QRegularExpression(f"^(?:{'|'.join(map(QRegularExpression.escape, sorted(names)))})$")
        found: dict[str, QWidget] = {}
        # By their names, as Qt would hand over all controls of a window in several milliseconds.
        for one in self._window.findChildren(QWidget, pattern):
            if _takes_keys(one, self._window):
                found.setdefault(one.objectName(), one)
        return found

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
