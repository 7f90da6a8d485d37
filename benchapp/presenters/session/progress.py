"""How far a piece of background work is, and the wish that it stops."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from benchapp.domain.messages import BenchError, Message

T = TypeVar("T")


class Progress(QObject):
    """Reported by a worker, looked at on the thread that made it.

    Signals:
        moved: How much is done, and how much there is.
        ended: Nothing more comes, whether it was done or stopped.
    """

    moved = Signal(int, int)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stopped = False

    def stop(self) -> None:
        """Ask the work to stop; it does so at its next step."""
        self._stopped = True

    def tell(self, done: int, whole: int) -> None:
        """Report how far it is; called by the worker.

        Raises:
            BenchError: It is to stop.
        """
        if self._stopped:
            raise BenchError(Message.STOPPED)
        # A signal of an object of another thread: Qt queues it.
        self.moved.emit(done, whole)

    def through(self, things: Iterable[T], whole: int, every: int = 50) -> Iterator[T]:
        """Go through things that come one after the other, `whole` of them.

        Raises:
            BenchError: It is to stop.
        """
        for place, one in enumerate(things):
            if place % every == 0:
                self.tell(place, whole)
            yield one
