"""Widgets are put together, and taken out again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import (
    Card,
    clear_layout,
    grid,
    hbox,
    scroll_area,
    set_tab_order,
    splitter,
    titled,
    toggle_visible,
    vbox,
)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_grid_goes_on_in_the_next_line_where_a_span_has_no_room(host: QWidget) -> None:
    first, second, wide, last = QLabel(), QLabel(), QLabel(), QLabel()
    made = grid(3, first, second, (wide, 2), last)
    host.setLayout(made)

    cells = [[made.itemAtPosition(line, place) for place in range(3)] for line in range(2)]
    found = [[cell.widget() if cell is not None else None for cell in line] for line in cells]
    assert found == [[first, second, None], [wide, wide, last]]


def test_a_cleared_layout_holds_nothing_and_nothing_of_it_is_found(host: QWidget) -> None:
    line, inner = QLineEdit(host), QLineEdit(host)
    line.setObjectName("outer.line")
    inner.setObjectName("inner.line")
    layout = vbox(line, hbox(inner, 1))
    host.setLayout(layout)
    host.show()
    clear_layout(layout)

    assert layout.count() == 0
    assert line.isHidden()
    assert inner.isHidden()
    assert (host.findChild(QLineEdit, "outer.line"), host.findChild(QLineEdit, "inner.line")) == (None, None)


def test_tab_goes_through_controls_in_the_order_given(host: QWidget, qtbot: QtBot) -> None:
    first, second, third = QLineEdit(), QLineEdit(), QLineEdit()
    host.setLayout(hbox(third, first, second))
    set_tab_order(first, second, third)
    host.show()
    first.setFocus()
    reached = []
    for _ in range(2):
        qtbot.keyClick(host.focusWidget(), Qt.Key.Key_Tab)
        reached.append(host.focusWidget())

    assert reached == [second, third]


def test_a_card_takes_a_title_and_the_colour_of_a_state(host: QWidget) -> None:
    card = Card("Stock", tone="soon")
    host.setLayout(vbox(card))
    card.set_tone("past")
    assert card.property("tone") == "past"
    assert [label.text() for label in card.findChildren(QLabel)] == ["STOCK"]


def test_what_is_put_into_another_widget_is_in_it(host: QWidget) -> None:
    left, right, scrolled = text_label("list"), text_label("card"), QWidget()
    host.setLayout(QVBoxLayout())
    under_title = titled("Solvent", QLineEdit())
    parts = splitter(left, under_title, (200, 400))
    area = scroll_area(scrolled)
    for widget in (parts, area, right):
        host.layout().addWidget(widget)  # type: ignore[union-attr]

    assert [parts.widget(0), parts.widget(1)] == [left, under_title]
    assert area.widget() is scrolled
    toggle_visible(right)
    assert right.isHidden()
