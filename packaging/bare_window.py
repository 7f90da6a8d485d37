"""A bare QWidget window that prints how long it took to its first paint: what every start is measured against."""

import os
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class Painted(QObject):
    """Ends the program after the first paint of the widget it watches."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Look out for the paint."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False


def done() -> None:
    """Print the milliseconds since the process was started, and end."""
    print((time.monotonic_ns() - int(os.environ["BENCHAPP_STARTED_NS"])) / 1e6)
    application.quit()


application = QApplication([])
window = QWidget()
window.resize(1366, 768)
painted = Painted()
window.installEventFilter(painted)
window.show()
application.exec()
