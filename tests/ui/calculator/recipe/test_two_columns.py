import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.calculator.recipe.two_columns import INPUTS_WIDTH, LOW, NARROW, TwoColumns
from benchapp.ui.widgets.layout import vbox


class Columns:
    """Two columns in a window of a size, with or without an answer."""

    def __init__(self, qtbot: QtBot, width: int, height: int, *, answered: bool) -> None:
        self.answered = answered
        self.inputs, self.answer = QWidget(), QWidget()
        self.tabs = QPushButton("Dilute")
        self.widget = TwoColumns(self.inputs, self.answer, self.tabs, (), lambda: self.answered)
        self.inputs.setLayout(vbox(self.widget.done))
        qtbot.addWidget(self.widget)
        self.widget.resize(width, height)
        self.widget.show()
        qtbot.wait(1)

    @property
    def shown(self) -> tuple[bool, bool]:
        return self.inputs.isVisible(), self.answer.isVisible()


def test_a_large_window_shows_both(qtbot: QtBot) -> None:
    columns = Columns(qtbot, NARROW + 100, LOW + 100, answered=False)

    assert columns.shown == (True, True)
    assert columns.inputs.width() == INPUTS_WIDTH
    assert columns.widget.summary.isHidden()


@pytest.mark.parametrize(("width", "height"), [(NARROW - 1, LOW + 100), (NARROW + 100, LOW - 1)])
def test_a_small_window_shows_the_fields_until_there_is_an_answer_and_then_either(
    qtbot: QtBot, width: int, height: int
) -> None:
    columns = Columns(qtbot, width, height, answered=False)
    assert columns.shown == (True, False)
    assert columns.inputs.width() == width
    columns.widget.show_summary("")
    assert not columns.widget.done.isEnabled()

    columns.answered = True
    columns.widget.show_summary("10 µM in 24 wells")
    turned: list[bool] = []
    columns.widget.turned.connect(turned.append)
    assert columns.tabs.isVisible()
    columns.widget.done.click()
    assert columns.shown == (False, True)
    assert not columns.tabs.isVisible()
    assert columns.widget.summary.text() == "10 µM in 24 wells · Edit"

    columns.widget.summary.click()
    assert columns.shown == (True, False)
    tabs, inputs = (one.mapTo(columns.widget, QPoint()) for one in (columns.tabs, columns.inputs))
    assert tabs.y() < inputs.y()
    assert turned == [False, True]


def test_a_window_that_becomes_small_begins_with_the_answer_where_there_is_one(qtbot: QtBot) -> None:
    columns = Columns(qtbot, NARROW + 100, LOW + 100, answered=True)

    columns.widget.resize(NARROW - 100, LOW - 100)
    assert columns.shown == (False, True)
    columns.answered = False
    columns.widget.begin()
    assert columns.shown == (True, False)

    columns.widget.resize(NARROW + 100, LOW + 100)
    assert columns.shown == (True, True)


def test_a_wide_window_leaves_a_margin_and_the_button_says_what_it_shows(qtbot: QtBot) -> None:
    columns = Columns(qtbot, 2400, LOW + 100, answered=False)
    assert columns.widget.maximumWidth() == 1500

    columns.widget.name_answer(recipe=False)
    assert (columns.widget.done.text(), columns.widget.done.accessibleName()) == ("Show the answer", "Show the answer")
    columns.widget.name_answer(recipe=True)
    assert columns.widget.done.text() == "Show the recipe"


@pytest.mark.parametrize(
    ("width", "height", "crowded", "short"),
    [
        (1260, 640, True, False),
        (1260, 560, False, True),
        (1480, 640, False, False),
        (1480, 560, False, False),
        (NARROW - 1, 640, False, True),
    ],
)
def test_a_picture_goes_under_the_fields_where_the_answer_is_narrow_and_the_column_high_enough(
    qtbot: QtBot, width: int, height: int, crowded: bool, short: bool
) -> None:
    """Where neither place has room for it, it is shown when it is asked for."""
    columns = Columns(qtbot, 1600, 900, answered=True)
    rearranged: list[bool] = []
    columns.widget.rearranged.connect(lambda: rearranged.append(columns.widget.crowded))
    columns.widget.resize(width, height)
    assert columns.widget.crowded is crowded
    assert columns.widget.short is short
    assert rearranged == ([crowded] if crowded or short else [])
