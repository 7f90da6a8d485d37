"""Reports when the window has been painted: what can wait, waits for it."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from benchapp.base.qt_overrides import qt_overrides


@qt_overrides
class FirstPaint(QObject):
    """Reports when a window has been painted for the first time.

    Args:
        window: The window.

    Signals:
        seen: It has been painted and the event loop runs.
    """

    seen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Wait for the paint event, and for what follows it."""
        if watched is self._window and event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self.seen.emit)
        return False
