"""Lines of text show what comes from a file as it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.labels import CHIP_MARKS, bold, heading, rich_label, set_chip, set_tip, state_chip, text_label

MARKUP = "<b>10 µM</b> & more"


def test_a_label_shows_markup_as_it_is_typed(qtbot: QtBot) -> None:
    label = text_label(MARKUP, size="small", tone="muted", strong=True)
    qtbot.addWidget(label)

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert (label.property("text_size"), label.property("tone"), label.property("weight")) == (
        "small",
        "muted",
        "strong",
    )


def test_bold_text_in_a_rich_label_is_escaped(qtbot: QtBot) -> None:
    label = rich_label(bold(MARKUP))
    qtbot.addWidget(label)

    assert label.textFormat() is Qt.TextFormat.RichText
    assert "&lt;b&gt;10 µM&lt;/b&gt; &amp; more" in label.text()


@pytest.mark.parametrize(("state", "mark"), CHIP_MARKS.items())
def test_a_chip_never_shows_a_colour_without_its_mark(qtbot: QtBot, state: str, mark: str) -> None:
    chip = state_chip("no limit", "muted")
    qtbot.addWidget(chip)
    set_chip(chip, "state", state)

    assert (chip.text(), chip.property("chip")) == (f"{mark} state", state)


def test_a_tip_reads_nothing_as_markup_and_none_stays_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tip(widget, MARKUP)
    assert widget.toolTip() == "<p>&lt;b&gt;10 µM&lt;/b&gt; &amp; more</p>"
    set_tip(widget, "")
    assert widget.toolTip() == ""


def test_a_heading_is_in_capitals(qtbot: QtBot) -> None:
    label = heading("Solubility")
    qtbot.addWidget(label)
    assert label.text() == "SOLUBILITY"


def test_a_label_answers_its_height_anew_after_each_change(qtbot: QtBot) -> None:
    label = text_label("one two three four five six seven eight nine ten", wrap=True)
    qtbot.addWidget(label)
    high = label.heightForWidth(60)
    assert label.heightForWidth(60) == high > label.heightForWidth(600)
    label.setText("one")
    low = label.heightForWidth(60)
    assert low < high
    font = label.font()
    font.setPixelSize(40)
    label.setFont(font)
    assert label.heightForWidth(60) > low
    label.setText("one two three four five six seven eight nine ten")
    wrapped = label.heightForWidth(60)
    label.setWordWrap(False)
    assert label.heightForWidth(60) < wrapped


def test_the_id_of_a_solution_is_never_torn_and_is_read_and_copied_as_it_is(qtbot: QtBot) -> None:
    label = text_label("The open tube of lenalidomide 10 mM, BC-XE1N1F.")
    qtbot.addWidget(label)
    assert label.text().endswith("BC-XE1N1F.")
    for width in range(40, 300, 20):
        layout = QTextLayout(QLabel.text(label), label.font())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        starts = [layout.lineAt(place).textStart() for place in range(layout.lineCount())]
        assert not any(QLabel.text(label)[at:].startswith("XE1N1F") for at in starts)

    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    assert QLabel.text(label) == label.text()
