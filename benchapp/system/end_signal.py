"""The end that the system asks for: at a log-out or a shutdown the program ends as it does when somebody closes it."""

import os
import signal
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Signal


def end_when_told(application: QCoreApplication) -> None:
    """Let an application end when the system asks for it; Windows sends no signal."""
    if os.name == "posix":
        EndSignal(application).asked.connect(partial(application.exit, 0))


class EndSignal(QObject):
    """Hears SIGTERM while the event loop waits; only on systems that send it.

    Args:
        parent: With which it goes.

    Signals:
        asked: The program is to end.
    """

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Python's own handlers run when Python runs next, and the loop may wait for a minute: a byte wakes it.
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        os.set_blocking(self._writing, False)
        self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_byte)
        self._wakes_before = signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        self._handler_before = signal.signal(signal.SIGTERM, lambda _number, _frame: self.asked.emit())

    def _on_byte(self) -> None:
        # With this Python runs, and the handler before it.
        os.read(self._reading, 64)

    def end(self) -> None:
        """Leave the signal to whatever heard it before."""
        signal.signal(signal.SIGTERM, self._handler_before)
        signal.set_wakeup_fd(self._wakes_before)
        self._notifier.setEnabled(False)
        os.close(self._reading)
        os.close(self._writing)
