"""Find on a page marks what it finds and goes from one to the next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.text.markup import keep_units_whole
from benchapp.ui.widgets.labels import bold, rich_label, text_label
from benchapp.ui.widgets.layout import vbox
from benchapp.ui.window.keys.find_bar import FindBar, plain_text


def test_it_marks_what_it_finds_and_goes_round(qtbot: QtBot) -> None:
    page, seen = QWidget(), list[QWidget]()
    qtbot.addWidget(page)
    first, second, other = text_label("Soluble in DMSO"), rich_label(bold("DMSO & ethanol")), text_label("Storage")
    page.setLayout(vbox(first, second, other))
    bar = FindBar(page, seen.append)
    page.layout().addWidget(bar)  # type: ignore[union-attr]
    page.show()
    bar.begin()
    qtbot.keyClicks(bar.line, "dmso")
    assert bar.count.text() == "1 of 2"
    assert (first.property("found"), second.property("found"), other.property("found")) == ("here", "true", None)
    assert plain_text(second) == "DMSO & ethanol"

    qtbot.keyClick(bar, Qt.Key.Key_Return)
    assert (bar.count.text(), seen[-1]) == ("2 of 2", second)
    qtbot.keyClick(bar, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "1 of 2"

    bar.line.clear()
    qtbot.keyClicks(bar.line, "ammonia")
    assert bar.count.text() == "Not on this page"
    assert first.property("found") == ""
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_a_unit_that_is_kept_in_one_line_is_found_as_it_is_typed(qtbot: QtBot) -> None:
    label = text_label(keep_units_whole("≥ 7.5 mg/mL"))
    qtbot.addWidget(label)
    assert plain_text(label) == "≥ 7.5 mg/mL" != label.text()
