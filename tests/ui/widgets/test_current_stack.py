"""A stack is as high as the page in view."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.current_stack import CurrentStack


def test_a_stack_is_as_high_as_what_it_shows(qtbot: QtBot) -> None:
    stack, low, high = CurrentStack(), QWidget(), QWidget()
    qtbot.addWidget(stack)
    low.setMinimumHeight(20)
    high.setMinimumHeight(500)
    for page in (low, high):
        page.setMinimumWidth(10)
        stack.addWidget(page)
    heights = []
    for page in (low, high):
        stack.setCurrentWidget(page)
        heights.append(max(stack.sizeHint().height(), page.minimumHeight()))

    assert not stack.hasHeightForWidth()
    assert heights == [20, 500]


def test_a_stack_asks_for_its_height_again_when_it_is_seen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(CurrentStack, "updateGeometry", lambda self: asked.append(self.isVisible()))
    stack = CurrentStack()
    qtbot.addWidget(stack)
    stack.addWidget(QWidget())
    stack.show()
    asked.clear()

    stack.hide()
    stack.show()
    assert asked == [True]
