"""Measure how long the event loop is held up over the acted-out bench day, and name what holds it up longest.

    python packaging/bench_blocking.py [--check]

With --check the status is 1 where something takes longer than 50 ms.

Every event that Qt delivers, and every press of a button, is timed by a watchdog around it; what lies inside another is
counted with it. A person feels what takes longer than about 50 ms. Modules are compiled first, as in a built program.
Qt delivers thousands of events inside one that makes a page, and the watchdog is asked about each: what that costs is
measured, and taken off.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from benchapp.selftest.scenario import Scenario
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.layout import Card, grid
from benchapp.ui.widgets.theme import Theme

LIMIT_MS = 50


PAGES = 7


def making_a_page(application: QApplication) -> float:
    """Make a page of fields several times; give the milliseconds of the fastest."""
    theme = Theme(application)
    theme.load_typeface()
    theme.apply(dark=False)
    took = []
    for _ in range(PAGES):
        began = time.perf_counter()
        fields = [LabelledField(f"field {number}", f"bench.{number}") for number in range(60)]
        card = Card("page")
        card.body.addLayout(grid(6, *fields))
        card.show()
        took.append((time.perf_counter() - began) * 1000)
        card.close()
    return min(took)


class Watched(QApplication):
    """An application that times what it delivers.

    Attributes:
        held: Milliseconds, and what took them.
        costs_ms: What the watchdog costs an event that lies inside another.
        act: What is being acted out.
    """

    def __init__(self) -> None:
        super().__init__(["bench"])
        self.held: list[tuple[float, str]] = []
        self.act = "start"
        self._depth = 0
        self._inside = 0
        self._painted = False
        self.costs_ms = 0.0

    def weigh_itself(self) -> None:
        """Measure what the watchdog costs an event: the same page is made here, and by a process without one."""
        self._depth, self._inside = 1, 0
        watched_ms = making_a_page(self)
        events = self._inside / PAGES
        self._depth = 0
        # The program is to find the application as it is at its start.
        self.setStyleSheet("")
        done = subprocess.run([sys.executable, __file__, "--plain"], capture_output=True, text=True, check=True)
        self.costs_ms = max(0.0, watched_ms - float(done.stdout.split()[-1])) / events

    def timed(self, what: str, work: Any) -> Any:
        """Do something, and note how long it took, unless it is part of something that is timed."""
        if self._depth:
            return work()
        self._depth += 1
        self._inside = 0
        began = time.perf_counter()
        try:
            return work()
        finally:
            self._depth -= 1
            took_ms = (time.perf_counter() - began) * 1000 - self._inside * self.costs_ms
            self.held.append((took_ms, f"{self.act}: {what}"))

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Time one event."""
        if self._depth:
            self._inside += 1
            return super().notify(receiver, event)
        kind, name = event.type(), receiver.objectName() or type(receiver).__name__
        if kind is QEvent.Type.Expose and not self._painted:
            # The first window: how long a start takes is measured by bench_running.py.
            self._painted = True
            return super().notify(receiver, event)
        if kind is QEvent.Type.DeferredDelete and name == "window":
            # The program has ended, and nobody looks at it any more.
            return super().notify(receiver, event)
        return bool(self.timed(f"{kind.name} to {name}", lambda: super(Watched, self).notify(receiver, event)))


class Timed(Scenario):
    """A scenario whose presses are timed as one thing each, as a click is; so is what is chosen in a menu."""

    def press(self, name: str) -> None:
        """Press a button, or choose in the menu of one."""
        watched = QApplication.instance()
        if not isinstance(watched, Watched):
            raise TypeError(type(watched))
        from PySide6.QtGui import QAction
        from PySide6.QtWidgets import QAbstractButton

        action = self.program.window.findChild(QAction, name)
        if isinstance(action, QAction) and action.isEnabled() and action.isVisible():
            watched.timed(f"choice of {name}", action.trigger)
            self.settle()
            return
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
    application.weigh_itself()
    with tempfile.TemporaryDirectory() as folder:
        rehearsal = Timed(application, Path(folder))
        for act in rehearsal.steps():
            application.act = act.title
            act.run()
        rehearsal.end()
    held = sorted(application.held, reverse=True)
    over = [one for one in held if one[0] > LIMIT_MS]
    print(f"the event loop over the bench day: {len(held)} events, {len(over)} above {LIMIT_MS} ms")
    print(f"(the watchdog's own {application.costs_ms * 1000:.1f} µs an event taken off); the longest:")
    for took, what in held[: max(12, len(over))]:
        print(f"  {took:6.1f} ms  {what}")
    return held[0][0]


if __name__ == "__main__":
    if sys.argv[1:] == ["--plain"]:
        print(making_a_page(QApplication([])))
    else:
        longest_ms = measure_blocking()
        sys.exit(1 if longest_ms > LIMIT_MS and sys.argv[1:] == ["--check"] else 0)
