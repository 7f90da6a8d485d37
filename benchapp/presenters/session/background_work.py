"""Work off the GUI thread: values in, values out, on the one pool that `cli` makes; and that thread's own, in parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QThread, QThreadPool, QTimer, Signal, Slot

from benchapp.domain.messages import BenchError, Message, Work

if TYPE_CHECKING:
    from benchapp.presenters.session.progress import Progress

T = TypeVar("T")

# Long enough to tell one fault from another where no report of it could be written.
_MOST_SIGNS = 200


class _Returned(QObject):
    """Carries a worker's answer to the thread of whoever asked.

    Signals:
        came_back: The task, its value, and the `BenchError` in place of one; None where it went well.
    """

    came_back = Signal(object, object, object)


class _Task:
    """What was asked for, and whom the answer is for.

    The pool is given a method of it: a `QRunnable` would be kept for good by Qt for Python, with all that it holds.
    """

    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[BenchError], object],
        report: Progress | None,
        fault: Callable[[BaseException], BenchError],
    ) -> None:
        self.work = work
        self.done = done
        self.failed = failed
        self.report = report
        self.fault = fault

    def run(self, returned: _Returned) -> None:
        """Do the work; called by the pool. Whatever becomes of it comes back."""
        value: Any = None
        failure: BenchError | None = None
        try:
            value = self.work()
        except BenchError as error:
            failure = error
        except BaseException as error:  # noqa: BLE001 (on this thread nobody else would learn of it)
            failure = self.fault(error)
        returned.came_back.emit(self, value, failure)

    def let_go(self) -> None:
        """Hold nothing any more: the worker's thread may be the last to drop this, and no widget may end there."""
        del self.work, self.done, self.failed, self.report, self.fault


class Workers(QObject):
    """Hands work to the pool; answers come back by a queued signal on the thread this lives in.

    Args:
        pool: The pool.
        keep_report: Writes the report of a defect on the worker's thread; returns its file, None where that failed.
    """

    def __init__(self, pool: QThreadPool, keep_report: Callable[[BaseException], Path | None] = lambda _: None) -> None:
        super().__init__()
        self._pool = pool
        self._keep_report = keep_report
        self._going: set[_Task] = set()
        self._ended = False
        self._returned = _Returned()
        # A bound method of an object of this thread: Qt queues the call.
        self._returned.came_back.connect(self._on_came_back)

    def do(
        self,
        what: Work,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BenchError], object],
        report: Progress | None = None,
    ) -> None:
        """Do something in the background; of `done` and `failed`, one is called, once, later and on this thread.

        Args:
            what: What it is, for the message about a defect.
            work: Takes nothing and returns a value; touches no registry in use, no model and no widget.
            done: Called with the value.
            failed: Called with the `BenchError` that the work raised, or with one that tells of its defect: says it
                where the answer was awaited.
            report: Where the work reports how far it is, and here that it has ended.
        """
        task = _Task(work, done, failed, report, lambda error: self._fault(what, error))
        self._going.add(task)
        self._pool.start(partial(task.run, self._returned))

    def _fault(self, what: Work, error: BaseException) -> BenchError:
        """Write the report of a defect; return what is said of it."""
        try:
            file = self._keep_report(error)
        except Exception:  # noqa: BLE001 (where memory is out, writing about it fails as well)
            file = None
        if isinstance(error, MemoryError):
            return BenchError(Message.NO_MEMORY, what=what)
        if file is not None:
            return BenchError(Message.WORK_FAILED, what=what, file=str(file))
        fault = f"{type(error).__name__}: {error}"[:_MOST_SIGNS]
        return BenchError(Message.WORK_FAILED_UNWRITTEN, what=what, fault=fault)

    @Slot(object, object, object)
    def _on_came_back(self, task: _Task, value: object, failure: BenchError | None) -> None:
        # Before any signal: what `done` or `failed` raises goes to the crash report, and nothing waits for it.
        self._going.discard(task)
        done, failed, report = task.done, task.failed, task.report
        task.let_go()
        if self._ended:
            return
        if report is not None:
            report.ended.emit()
        if failure is None:
            done(value)
        else:
            failed(failure)

    def rest(self, span_s: float) -> None:
        """Wait for so many seconds; called by work on its thread. Other work has its place in the pool meanwhile."""
        self._pool.releaseThread()
        QThread.msleep(round(span_s * 1000))
        self._pool.reserveThread()

    def end(self) -> None:
        """Wait for what was begun, and report nothing: whoever asked for it is closing."""
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


# What a part returns that has more to do: it is called again, before the next one.
MORE = "more"


class InTurn(QObject):
    """Does one part after the other, with the event loop between them, and between the pieces of one.

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
        more = False
        try:
            # It counts as left until it is done, and may line up others.
            more = self._parts[0]() is MORE
        finally:
            if not more:
                del self._parts[:1]
            if self._parts:
                QTimer.singleShot(0, self, self._do_next)
            else:
                self.done.emit()
