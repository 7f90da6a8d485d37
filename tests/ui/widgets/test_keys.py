"""The table of keys: what it lists is what is bound, and a press is read by it."""

from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.keys import IN_HOOD, KEYS, bind, bind_record, bound_to, pressed

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def test_qt_reads_every_key_and_no_key_does_two_things_in_one_place() -> None:
    for keys in KEYS.values():
        bound = [sequence for key in keys for sequence in key.bound]
        assert all(not QKeySequence(sequence).isEmpty() for sequence in bound)
        assert len(set(bound)) == len(bound)
        assert all(bool(key.action) == bool(key.bound) for key in keys)


def test_an_action_without_a_key_has_none() -> None:
    assert bound_to("find") == ("Ctrl+K",)
    assert bound_to("dance") == ()


def test_a_bound_key_does_its_action_wherever_the_focus_is(qtbot: QtBot) -> None:
    window, done = QWidget(), list[str]()
    qtbot.addWidget(window)
    bind(window, "find", lambda: done.append("find"))
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)

    QTest.keyClick(window, Qt.Key.Key_K, CTRL)

    assert done == ["find"]
    window.close()


def test_the_key_that_records_belongs_to_the_page_with_the_focus(qtbot: QtBot) -> None:
    window, done = QWidget(), list[str]()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    lines = {}
    for name in ("one", "two"):
        page = QWidget()
        lines[name] = QLineEdit(page)
        layout.addWidget(page)
        bind_record(page, partial(done.append, name))
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)

    lines["two"].setFocus()
    QTest.keyClick(lines["two"], Qt.Key.Key_Return, CTRL)

    assert done == ["two"]
    window.close()


@pytest.mark.parametrize(
    ("key", "modifiers", "action"),
    [
        (Qt.Key.Key_Space, NONE, "press_button"),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.KeypadModifier, "next_step"),
        (Qt.Key.Key_PageUp, NONE, "step_before"),
        (Qt.Key.Key_Enter, CTRL | Qt.KeyboardModifier.KeypadModifier, "record_steps"),
        (Qt.Key.Key_Return, CTRL, "record_steps"),
        (Qt.Key.Key_Return, NONE, "press_button"),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier, "leave"),
        (Qt.Key.Key_A, NONE, ""),
    ],
)
def test_a_press_in_the_hood_view_means_what_the_table_says(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, action: str
) -> None:
    assert pressed(QKeyEvent(QEvent.Type.KeyPress, key, modifiers), IN_HOOD) == action
