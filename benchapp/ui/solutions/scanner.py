"""A scanner that types: a fast burst of keys that is a label id is taken, and the field it fell into is put back."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.label_ids import LONG, PREFIX, SHORT, read_label

# No hand types nine keys this fast, and no scanner is slower.
BETWEEN_KEYS_MS = 35
LENGTHS = (len(PREFIX) + SHORT, len(PREFIX) + LONG)


@qt_overrides
class Scanner(QObject):
    """Watches the keys of the whole program.

    Args:
        application: Whose keys.

    Signals:
        scanned: A label id was scanned.
    """

    scanned = Signal(str)

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application
        self._clock = QElapsedTimer()
        self._clock.start()
        self._last_ms = -BETWEEN_KEYS_MS
        self._burst = ""
        self._field: QLineEdit | None = None
        self._before = ""
        self._cursor = 0
        self._just_taken = False
        # Only where the keys go: whatever looks at every event of the program makes all of it slower.
        self._watched: QWidget | None = None
        application.focusChanged.connect(self._on_focus)
        self._on_focus(None, application.focusWidget())

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now
        if now is not None:
            now.installEventFilter(self)

    def stop(self) -> None:
        """Watch no longer."""
        self._application.focusChanged.disconnect(self._on_focus)
        self._on_focus(None, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Look at each key once, where it goes to; take the Enter that ends a scan."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return watched is self._watched and self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        stamp = event.timestamp()
        now = int(stamp) if stamp else self._clock.elapsed()
        fast = 0 <= now - self._last_ms <= BETWEEN_KEYS_MS
        self._last_ms = now
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            taken, self._just_taken = self._just_taken and fast, False
            self._burst = ""
            return taken
        text = event.text()
        if not text or not text.isprintable():
            # The Shift of a scanner's capitals comes between its keys.
            if event.key() != Qt.Key.Key_Shift:
                self._burst = ""
            return False
        if not fast or not self._burst:
            self._begin()
        self._burst += text
        self._just_taken = False
        return len(self._burst) in LENGTHS and self._take()

    def _begin(self) -> None:
        self._burst = ""
        focused = self._application.focusWidget()
        self._field = focused if isinstance(focused, QLineEdit) else None
        if self._field is not None:
            self._before, self._cursor = self._field.text(), self._field.cursorPosition()

    def _take(self) -> bool:
        if not self._burst.upper().startswith(PREFIX):
            return False
        try:
            label = read_label(self._burst)
        except BenchError:
            return False
        self._burst = ""
        if self._field is not None:
            self._field.setText(self._before)
            self._field.setCursorPosition(self._cursor)
            self._field.textEdited.emit(self._before)
        self._just_taken = True
        self.scanned.emit(label)
        return True
