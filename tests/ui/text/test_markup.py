"""Text between tags is what the standard library would write, and no line of it ends inside a unit."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchapp.ui.text.markup import escape, keep_ids_whole, keep_units_whole, without_joiner


@given(st.text())
def test_it_is_written_as_the_standard_library_does(text: str) -> None:
    assert escape(text) == html.escape(text)
    assert html.unescape(escape(text)) == text


@pytest.mark.parametrize("unit", ["g/mol", "mg/mL", "µg/mL", "U/mL"])
def test_no_line_ends_inside_a_unit(qtbot: QtBot, unit: str) -> None:
    label = QLabel()
    label.setWordWrap(True)
    qtbot.addWidget(label)

    def lines(text: str) -> int:
        label.setText(text)
        narrow = label.fontMetrics().horizontalAdvance(unit) - 2
        return round(label.heightForWidth(narrow) / label.fontMetrics().lineSpacing())

    assert lines(unit) == 2
    assert lines(keep_units_whole(unit)) == 1
    assert keep_units_whole(unit).replace("\u2060", "") == unit


@pytest.mark.parametrize("text", ["https://openstax.org/books/chemistry/pages", "Light / dark", "cells/medium", "1/2"])
def test_what_is_no_unit_breaks_as_before(text: str) -> None:
    assert keep_units_whole(text) == text


def test_no_line_ends_inside_the_id_of_a_solution_and_a_link_stays_as_it_is() -> None:
    assert keep_ids_whole("BC-XE1N1F · 17 left") == "BC-\u2060XE1N1F · 17 left"
    assert without_joiner(keep_ids_whole("from BC-XE1N1F")) == "from BC-XE1N1F"
    link = "<a href='solution:BC-XE1N1F'>BC-XE1N1F</a>"
    assert keep_ids_whole(link) == "<a href='solution:BC-XE1N1F'>BC-\u2060XE1N1F</a>"
