"""A list that opens shows by "…" that its text has no room: a number cut short reads as another one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.fields import DropDown

TEXT = "free base (racemate) · 259.26 g/mol"


def drawn(box: DropDown) -> str:
    """Return the text that is drawn in a list while it is closed."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    return option.currentText


@pytest.fixture
def box(qtbot: QtBot) -> DropDown:
    made = DropDown()
    made.addItem(TEXT)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    return made


def test_where_there_is_room_the_whole_text_is_drawn(box: DropDown) -> None:
    box.resize(box.fontMetrics().horizontalAdvance(TEXT) + 80, 40)
    assert drawn(box) == TEXT


@pytest.mark.parametrize("width", range(80, 260, 20))
def test_where_there_is_none_it_ends_in_an_ellipsis_that_fits(box: DropDown, width: int) -> None:
    box.resize(width, 40)
    text = drawn(box)
    assert text.endswith("…")
    assert TEXT.startswith(text[:-1])
    assert box.fontMetrics().horizontalAdvance(text) < width
    assert box.currentText() == TEXT


def test_the_wheel_does_not_bring_the_keys_to_a_list(qtbot: QtBot) -> None:
    box = DropDown()
    qtbot.addWidget(box)

    assert box.focusPolicy() is Qt.FocusPolicy.StrongFocus
