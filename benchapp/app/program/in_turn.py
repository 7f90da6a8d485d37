"""Work of the windows' thread in parts: while it is done, the program answers."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal


class InTurn(QObject):
    """Does one part after the other, with the event loop between them.

    Signals:
        done: Nothing is left to be done.
    """

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[Callable[[], object]] = []

    @property
    def idle(self) -> bool:
        """Whether nothing is left to be done."""
        return not self._parts

    def add(self, *parts: Callable[[], object]) -> None:
        """Line up parts behind those that wait."""
        if self.idle and parts:
            QTimer.singleShot(0, self, self._do_next)
        self._parts += parts

    def end(self) -> None:
        """Do nothing any more."""
        self._parts.clear()

    def _do_next(self) -> None:
        if not self._parts:
            return
        try:
            # It counts as left until it is done, and may line up others.
            self._parts[0]()
        finally:
            del self._parts[:1]
            if self._parts:
                QTimer.singleShot(0, self, self._do_next)
            else:
                self.done.emit()
