import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchapp.system.garbage import GarbageCollector


class Ring:
    """Garbage that only a collector finds; notes on which thread it goes."""

    def __init__(self, gone: list[int]) -> None:
        self.itself = self
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[GarbageCollector]:
    made = GarbageCollector(qapp)
    made.begin()
    yield made
    made.end()
    made.deleteLater()
    assert gc.isenabled()


def make_many(kept: list[object]) -> None:
    """Make more than enough objects for Python to look for garbage; what is let go again does not count."""
    kept += [[place] for place in range(2 * gc.get_threshold()[0])]


def let_it_rest() -> None:
    loop = QEventLoop()
    QTimer.singleShot(20, loop.quit)
    loop.exec()


def test_what_a_worker_makes_lets_nothing_go_on_its_thread(collector: GarbageCollector) -> None:
    gone: list[int] = []
    kept: list[object] = []
    Ring(gone)
    worker = threading.Thread(target=make_many, args=(kept,))
    worker.start()
    worker.join()
    assert not gone
    let_it_rest()
    assert gone == [threading.get_ident()]


def test_nothing_is_looked_for_where_little_was_made(collector: GarbageCollector) -> None:
    gc.collect()
    gone: list[int] = []
    Ring(gone)
    collector.look()
    assert not gone


def test_old_garbage_is_found_where_much_was_made(collector: GarbageCollector) -> None:
    gone: list[int] = []
    ring = Ring(gone)
    gc.collect()
    del ring
    for _ in range(3 * gc.get_threshold()[1] * gc.get_threshold()[2]):
        kept: list[object] = []
        make_many(kept)
        collector.look()
        if gone:
            break
    assert gone == [threading.get_ident()]


def test_a_closed_window_is_left_to_its_own_thread(collector: GarbageCollector) -> None:
    threads: list[int] = []
    kept: list[object] = []

    class Watched(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.itself = Ring(threads)
            self.back = [self]

    Watched()
    worker = threading.Thread(target=make_many, args=(kept,))
    worker.start()
    worker.join()
    assert not threads
    let_it_rest()
    assert threads == [threading.get_ident()]
