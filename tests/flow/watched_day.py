"""What comes up on a bench day beside its pages, what takes the wheel, and what cannot be reached."""

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListView, QPushButton, QToolButton, QWidget

from benchapp.ui.widgets.page import Page
from tests.flow.reached import by_colour_alone, nameless, small, ways_back


class WindowWatch(QObject):
    """Remembers every window that was shown."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.shown: list[str] = []
        self._application = application
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if isinstance(watched, QListView) and watched.windowType() is Qt.WindowType.Popup:
                # The names that are offered while one is typed; the field keeps the keys.
                assert watched.focusProxy() is not None
                return False
            text = watched.text() if isinstance(watched, QLabel | QPushButton) else ""
            self.shown.append(f"{type(watched).__name__} {watched.objectName()} {text}".strip())
        return False

    def end(self) -> None:
        self._application.removeEventFilter(self)


def turn(widget: QWidget, notches: int) -> bool:
    """Turn the wheel over a control; tell whether the control took it."""
    middle = widget.rect().center()
    event = QWheelEvent(
        QPointF(middle),
        QPointF(widget.mapToGlobal(middle)),
        QPoint(0, 0),
        QPoint(0, notches * 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def unfold(window: QWidget) -> list[QToolButton]:
    """Open each line in view that has fields behind it; return those lines."""
    folded = [one for one in window.findChildren(QToolButton) if one.property("fold") and one.isVisible()]
    opened = [one for one in folded if not one.isChecked()]
    for one in opened:
        one.click()
    return opened


class Watched(Struct):
    """What came up on a bench day, and what the wheel did to its lists.

    Attributes:
        windows: Each window that was shown.
        lists: The names of the lists the wheel was turned over.
        changed: Those that took it.
        pages: The pages on which each control was looked at.
        unreached: What has no name, is too small, is not reached in order, or says its state by colour alone.
    """

    windows: list[str] = []
    lists: set[str] = set()
    changed: list[str] = []
    pages: int = 0
    unreached: list[str] = []

    def turn_wheel(self, scene: str, window: QWidget) -> None:
        """Turn the wheel over each list in view, also over those in what is folded."""
        opened = unfold(window)
        for box in window.findChildren(QComboBox):
            if not box.isVisible() or not box.isEnabled() or box.count() < 2:
                continue
            before = box.currentIndex()
            for notches in (-1, 1):
                turn(box, notches)
                if box.currentIndex() != before:
                    self.changed.append(f"{scene}: {box.objectName()}")
            self.lists.add(box.objectName())
        for line in opened:
            line.click()

    def reach(self, scene: str, window: QWidget) -> None:
        """Look at each control as somebody needs it who uses the keyboard, a screen reader, or gloves."""
        found = [*nameless(window), *small(window), *by_colour_alone(window)]
        for page in window.findChildren(Page):
            if page.isVisible():
                self.pages += 1
                found += ways_back(window, page)
        self.unreached += [f"{scene}: {line}" for line in found]
