"""Measure for how long the event loop is held up while a computer joins a lab with many entries.

    python packaging/bench_joining.py [entries]

Another computer's entries (100,000 unless told) lie in the folder. The first look takes them in with the real workers,
a minute passes, so that what makes the next start fast is saved, and a timer of the event loop notes the longest gaps.
The same loop with nothing to do is measured before, in the same run.
"""

import gc
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench_lab import fill, written
from PySide6.QtCore import QCoreApplication, QEventLoop, QThreadPool, QTimer

from benchapp.base.clock import SteppedClock
from benchapp.domain.messages import Work
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.lab_exchange import LabExchange, LabMember
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.lab.exchange import Exchange
from benchapp.store.lab.held_rows import RowsInFile
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.system.garbage import GarbageCollector
from tests.making import BEGIN

LIMIT_MS = 100
_IDLE_S = 1.0


class Gaps:
    """Notes how long the event loop did nothing else, in a timer that comes as often as it can."""

    def __init__(self) -> None:
        self.longest: list[float] = []
        self._last = time.perf_counter()
        self.timer = QTimer()
        self.timer.timeout.connect(self._on_turn)
        self.timer.start(1)

    def _on_turn(self) -> None:
        now = time.perf_counter()
        self.longest.append((now - self._last) * 1000)
        self._last = now

    def taken(self) -> list[float]:
        """Return the longest gaps since this was asked last, ms, the longest first."""
        found, self.longest = sorted(self.longest, reverse=True)[:5], []
        return found


def given(root: Path, count: int) -> LabMember:
    """Make the folder of a lab in which another computer has written so many entries."""
    (root / "lab").mkdir()
    lab = LabFolder(root / "lab").make("Lab")
    there = Journal(root / "there" / "journal.sqlite", Writer("there", BEGIN))
    fill(there, count, 0)
    rows = RowsInFile(there.path)
    Exchange(LabFolder(root / "lab"), rows, there.own).look(written(1))
    rows.close()
    there.close()
    return LabMember(str(root / "lab"), lab.lab, lab.name)


def measure(root: Path, count: int) -> float:
    """Print the longest gaps; return the longest while joining, ms."""
    application = QCoreApplication.instance() or QCoreApplication([])
    member = given(root, count)
    collector = GarbageCollector(application)
    gc.collect()
    gc.freeze()
    collector.begin()
    here, workers = root / "here", Workers(QThreadPool.globalInstance())
    clock = SteppedClock(BEGIN)
    journal = Journal(here / "journal.sqlite", Writer("here", BEGIN))
    session = JournalSession(journal, clock, here / "anchors.json", here / "snapshot")
    session.aside = partial(workers.do, Work.SNAPSHOT)
    exchange = LabExchange(session, workers, "bench")
    gaps, loop = Gaps(), QEventLoop()
    QTimer.singleShot(int(_IDLE_S * 1000), loop.quit)
    loop.exec()
    idle = gaps.taken()
    session.arrived.connect(lambda: (clock.advance(minutes=2), session.beat(clock.now()), loop.quit()))
    begun = time.perf_counter()
    exchange.join(member)
    loop.exec()
    took = time.perf_counter() - begun
    QTimer.singleShot(int(_IDLE_S * 1000), loop.quit)
    loop.exec()
    joining = gaps.taken()
    exchange.leave()
    workers.end()
    session.close()
    collector.end()
    for what, found in (("nothing to do", idle), (f"joining {count}, {took:.1f} s", joining)):
        sys.stdout.write(f"{what:32} longest gaps {', '.join(f'{gap:.0f}' for gap in found)} ms\n")
    return joining[0]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        longest = measure(Path(made), int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    sys.exit(0 if longest < LIMIT_MS else 1)
