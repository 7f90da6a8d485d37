"""SIGTERM ends the program in order, though Python has nothing to do while the event loop waits."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchapp.system.end_signal import EndSignal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGTERM")


@pytest.fixture
def end_signal(qapp: QApplication) -> Iterator[EndSignal]:
    before = signal.getsignal(signal.SIGTERM)
    made = EndSignal(qapp)
    yield made
    made.end()
    made.deleteLater()
    assert signal.getsignal(signal.SIGTERM) == before


def test_the_loop_ends_when_the_system_asks_for_it(end_signal: EndSignal) -> None:
    loop, heard = QEventLoop(), [0]
    end_signal.asked.connect(lambda: heard.append(1))
    end_signal.asked.connect(loop.quit)
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGTERM))
    too_long = QTimer(singleShot=True, interval=20_000)
    too_long.timeout.connect(loop.quit)
    too_long.start()
    loop.exec()
    too_long.stop()

    assert heard == [0, 1]
