"""A test that leaves a window open or a timer running fails, and what it leaves is destroyed on its own thread."""

import faulthandler
import gc
import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import Shiboken

from benchapp.presenters.session.background_work import InTurn
from tests.left_over import nothing_kept, nothing_left_over


class Beat(QTimer):
    pass


def watched(test: Callable[[], None]) -> None:
    with nothing_left_over():
        test()


@pytest.mark.parametrize("kind", [QTimer, Beat])
@pytest.mark.parametrize("frozen", [False, True], ids=["plain", "set aside by the program"])
def test_a_timer_that_is_left_running_is_found(kind: type[QTimer], frozen: bool, qapp: QApplication) -> None:
    timers: list[QTimer] = []

    def leave_one() -> None:
        timers.append(kind())
        timers[0].start(100_000)
        if frozen:
            gc.freeze()

    with pytest.raises(AssertionError, match="left running"):
        watched(leave_one)
    timers[0].stop()


def test_a_timer_that_belongs_to_a_hidden_window_is_found(qapp: QApplication) -> None:
    window = QWidget()
    timer = QTimer(window)
    with pytest.raises(AssertionError, match="left running"):
        watched(lambda: timer.start(100_000))
    timer.stop()


def test_a_window_that_is_left_open_is_found_and_hidden(qapp: QApplication) -> None:
    window = QWidget()
    with pytest.raises(AssertionError, match="left open"):
        watched(window.show)
    assert not window.isVisible()


def test_a_window_that_keeps_itself_is_destroyed_and_one_of_before_is_not(qapp: QApplication) -> None:
    class Keeping(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.destroyed.connect(lambda: gone.append(self.windowTitle))
            QPushButton(self).clicked.connect(partial(QWidget.close, self))

    gone: list[object] = []
    before = QWidget()
    with nothing_kept():
        Keeping()
        gc.collect()
        assert not gone
    assert len(gone) == 1
    assert Shiboken.isValid(before)


def test_what_the_program_made_and_keeps_itself_is_destroyed_and_what_is_of_before_is_not(qapp: QApplication) -> None:
    gone: list[object] = []
    before = InTurn()
    with nothing_kept():
        made = InTurn()
        made.destroyed.connect(lambda: gone.append("made"))
        made.objectNameChanged.connect(partial(made.setProperty, "kept"))
        del made
        gc.collect()
        assert not gone
    assert len(gone) == 1
    assert Shiboken.isValid(before)


def test_what_was_there_before_is_left_to_the_look_after_the_module(qapp: QApplication) -> None:
    timer = QTimer()

    def module() -> None:
        timer.start(100_000)
        watched(lambda: None)

    with pytest.raises(AssertionError, match="left running"):
        watched(module)
    timer.stop()


def test_what_is_tidy_passes(qapp: QApplication) -> None:
    def tidy() -> None:
        window, timer = QWidget(), QTimer()
        window.show()
        timer.start(100_000)
        timer.stop()
        window.close()

    watched(tidy)


def test_what_another_thread_makes_lets_no_window_go_there(qapp: QApplication) -> None:
    threads: list[int] = []

    class Closed(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.back = [self]

        def __del__(self) -> None:
            threads.append(threading.get_ident())

    def make_many() -> None:
        kept = [[place] for place in range(3 * gc.get_threshold()[0])]
        assert kept

    Closed()
    other = threading.Thread(target=make_many)
    other.start()
    other.join()
    assert not threads
    gc.collect()
    assert threads == [threading.get_ident()]


@pytest.mark.parametrize("disabled", [True, False])
def test_a_process_that_dies_says_where_whatever_the_test_before_did(disabled: bool) -> None:
    assert faulthandler.is_enabled()
    if disabled:
        faulthandler.disable()
