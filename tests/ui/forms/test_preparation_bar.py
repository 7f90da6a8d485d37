"""The bar that records: what was just made can be labelled where it was recorded."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchapp.domain.journal.entries import Retracted
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.forms.preparation_bar import PreparationBar


def stock_of_a_vial(book: JournalSession, compounds: CurrentCompound, units: Units) -> StockForm:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    desk.set_text("mass", "4.87 mg")
    desk.set_text("concentration", "10 mM")
    return desk


def test_labels_of_what_was_recorded_are_offered_until_something_else_is_planned(
    book: JournalSession, compounds: CurrentCompound, units: Units, qtbot: QtBot
) -> None:
    desk = stock_of_a_vial(book, compounds, units)
    bar = PreparationBar("test", desk.made, desk.read_when, desk.once)
    qtbot.addWidget(bar)
    wanted = list[str]()
    bar.labels_wanted.connect(wanted.append)
    assert bar.labels.isHidden()

    assert bar.write() == ""
    assert not bar.labels.isHidden()
    bar.labels.click()

    assert wanted == list(book.bench.solutions)
    desk.set_text("concentration", "5 mM")
    bar.ask_what(taken=False, possible=True)
    assert bar.labels.isHidden()


def test_what_was_undone_has_no_labels(
    book: JournalSession, compounds: CurrentCompound, units: Units, qtbot: QtBot
) -> None:
    desk = stock_of_a_vial(book, compounds, units)
    bar = PreparationBar("test", desk.made, desk.read_when, desk.once)
    qtbot.addWidget(bar)
    assert bar.write() == ""

    last = book.undoable()
    assert last is not None
    book.record(Retracted(last.id))
    bar.ask_what(taken=False, possible=True)

    assert bar.labels.isHidden()


def test_a_time_typed_for_one_compound_is_not_kept_for_the_next(
    book: JournalSession, compounds: CurrentCompound, units: Units, qtbot: QtBot
) -> None:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    bar = PreparationBar("test", desk.made, desk.read_when, desk.once)
    qtbot.addWidget(bar)
    bar.fields.ago.fill("yesterday 16:00")

    bar.clear_compound()

    assert bar.fields.ago.text() == "now"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_in_the_time_records_and_the_time_is_wholly_in_view(
    key: Qt.Key, book: JournalSession, compounds: CurrentCompound, units: Units, qtbot: QtBot
) -> None:
    desk = stock_of_a_vial(book, compounds, units)
    bar = PreparationBar("test", desk.made, desk.read_when, desk.once, now=book.local_now)
    qtbot.addWidget(bar)
    bar.resize(100, 200)
    bar.show()
    bar.edit.click()
    line = bar.fields.ago.line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)

    line.setText("yesterday 16:00")
    assert line.fontMetrics().horizontalAdvance(line.text()) < line.width() - 16
    qtbot.keyClick(line, key)

    (made,) = book.bench.solutions.values()
    assert book.local(made.solution.made.wall).hour == 16
