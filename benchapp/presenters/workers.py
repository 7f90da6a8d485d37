"""Work off the GUI thread: values in, values out, on the one pool that `main` makes."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from benchapp.domain.messages import BenchError
from benchapp.presenters.report import Report

T = TypeVar("T")


class _Returned(QObject):
    """Carries a worker's answer to the thread of whoever asked.

    Signals:
        came_back: The work, and its value or the `BenchError` it raised.
    """

    came_back = Signal(object, object)


class _Work(QRunnable):
    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[BenchError], object] | None,
        report: Report | None,
    ) -> None:
        super().__init__()
        self._work = work
        self.report = report
        self.done = done
        self.failed = failed
        self.returned = _Returned()
        self.setAutoDelete(False)

    def run(self) -> None:
        """Do the work; called by the pool."""
        try:
            value = self._work()
        except BenchError as error:
            self.returned.came_back.emit(self, error)
        else:
            self.returned.came_back.emit(self, value)


class Workers(QObject):
    """Hands work to the pool; answers come back by a queued signal on the thread this lives in.

    Args:
        pool: The pool.
    """

    def __init__(self, pool: QThreadPool) -> None:
        super().__init__()
        self._pool = pool
        self._going: set[_Work] = set()
        self._ended = False

    def do(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BenchError], object] | None = None,
        report: Report | None = None,
    ) -> None:
        """Do something in the background.

        Args:
            work: Takes nothing and returns a value; touches no registry in use, no model and no widget.
            done: Called with the value, later, on this thread.
            failed: Called with a `BenchError`.
            report: What the work tells how far it is; told here that it has ended.
        """
        task = _Work(work, done, failed, report)
        self._going.add(task)
        # A bound method of an object of this thread: Qt queues the call.
        task.returned.came_back.connect(self._on_came_back)
        self._pool.start(task)

    @Slot(object, object)
    def _on_came_back(self, task: _Work, value: object) -> None:
        self._going.discard(task)
        if self._ended:
            return
        if task.report is not None:
            task.report.ended.emit()
        if not isinstance(value, BenchError):
            task.done(value)
        elif task.failed is not None:
            task.failed(value)

    def end(self) -> None:
        """Let what was begun come to its end, and tell nobody: whoever asked is going."""
        self._ended = True
        for task in self._going:
            if task.report is not None:
                task.report.stop()
        self.wait()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._going)

    def wait(self, most_ms: int = 5000) -> bool:
        """Wait until the pool is empty; tell whether that was reached."""
        return self._pool.waitForDone(most_ms)
