"""Measure how long the event loop is held up over the acted-out bench day, and name what holds it up longest.

    python packaging/bench_blocking.py

Every event that Qt delivers, and every press of a button, is timed by a watchdog around it; what lies inside another is
counted with it. A person feels what takes longer than about 50 ms. Modules are compiled first, as in a built program.
"""

from __future__ import annotations

import compileall
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from benchapp.rehearsal import Rehearsal

LIMIT_MS = 50


class Watched(QApplication):
    """An application that times what it delivers.

    Attributes:
        held: Milliseconds, and what took them.
        act: What is being acted out.
    """

    def __init__(self) -> None:
        super().__init__(["bench"])
        self.held: list[tuple[float, str]] = []
        self.act = "start"
        self._depth = 0

    def timed(self, what: str, work: Any) -> Any:
        """Do something, and note how long it took, unless it is part of something that is timed."""
        if self._depth:
            return work()
        self._depth += 1
        began = time.perf_counter()
        try:
            return work()
        finally:
            self._depth -= 1
            self.held.append(((time.perf_counter() - began) * 1000, f"{self.act}: {what}"))

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Time one event."""
        if self._depth:
            return super().notify(receiver, event)
        kind, name = event.type(), receiver.objectName() or type(receiver).__name__
        return bool(self.timed(f"{kind.name} to {name}", lambda: super(Watched, self).notify(receiver, event)))


class Timed(Rehearsal):
    """A rehearsal whose presses are timed as one thing each, as a click is."""

    def press(self, name: str) -> None:
        """Press a button."""
        watched = QApplication.instance()
        if not isinstance(watched, Watched):
            raise TypeError(type(watched))
        from PySide6.QtWidgets import QAbstractButton

        button = self.find(QAbstractButton, name)
        if not isinstance(button, QAbstractButton) or not button.isEnabled():
            super().press(name)
            return
        watched.timed(f"press of {name}", button.click)
        self.settle()


def measure_blocking() -> float:
    """Print the longest, and give its milliseconds."""
    compileall.compile_dir(Path(__file__).parent.parent / "benchapp", quiet=2)
    application = Watched()
    with tempfile.TemporaryDirectory() as folder:
        rehearsal = Timed(application, Path(folder))
        for act in rehearsal.acts():
            application.act = act.title
            act.run()
        rehearsal.end()
    held = sorted(application.held, reverse=True)
    over = [one for one in held if one[0] > LIMIT_MS]
    print(f"the event loop over the bench day: {len(held)} events, {len(over)} above {LIMIT_MS} ms; the longest:")
    for took, what in held[: max(12, len(over))]:
        print(f"  {took:6.1f} ms  {what}")
    return held[0][0]


if __name__ == "__main__":
    measure_blocking()
