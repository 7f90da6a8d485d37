"""What belongs on a label is entered once, and filled in again."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.domain.units.durations import read_duration
from benchapp.ui.forms.label_fields import LabelFields
from tests.making import solution

STOCK = replace(solution(), made_by="Mara", lot="A4211")


def label_fields(qtbot: QtBot, stock: Solution | None = None) -> LabelFields:
    fields = LabelFields("test", read_duration, None, None if stock is None else lambda: stock, None)
    qtbot.addWidget(fields)
    return fields


def test_what_is_the_same_as_last_time_is_filled_in_and_read_back(qtbot: QtBot) -> None:
    fields = label_fields(qtbot)
    fields.fill_as_last_time(STOCK, fallback=None)
    fields.ago.fill("10 min ago")

    details = fields.details("a reason")

    assert (details.person, details.lot, details.storage) == ("Mara", "A4211", Storage.FREEZER_20)
    assert (details.ago, details.about, details.reason) == (timedelta(minutes=10), False, "a reason")


def test_who_works_here_has_made_it_unless_somebody_else_is_typed(qtbot: QtBot) -> None:
    fields = label_fields(qtbot)
    fields.fill_as_last_time(STOCK, fallback=None, person="AK")
    assert fields.person.text() == "AK"

    fields.person.line.setText("Mara")
    fields.person.line.setModified(True)
    fields.fill_as_last_time(STOCK, fallback=None, person="AK")
    assert fields.person.text() == "Mara"


def test_the_storage_that_a_page_states_goes_before_that_of_last_time(qtbot: QtBot) -> None:
    fields = label_fields(qtbot)
    fields.fill_as_last_time(STOCK, fallback=Storage.FREEZER_80)

    assert fields.storage.chosen is Storage.FREEZER_80


def test_the_lot_of_a_dilution_is_that_of_its_stock(qtbot: QtBot) -> None:
    fields = label_fields(qtbot, STOCK)
    fields.fill_as_last_time(None, fallback=None)

    assert (fields.lot.text(), fields.lot.line.isReadOnly()) == ("A4211", True)


def test_a_stock_that_is_only_taken_is_stored_nowhere(qtbot: QtBot) -> None:
    fields = label_fields(qtbot)
    fields.show_taken(taken=True)

    assert fields.ago.title() == "Taken on"
    assert fields.lot.isHidden()
    assert fields.place.isHidden()


def test_a_time_that_cannot_be_read_is_shown_under_the_line(qtbot: QtBot) -> None:
    fields = label_fields(qtbot)
    fields.ago.line.setText("banana")
    fields.ago.line.textEdited.emit("banana")

    assert "banana" in fields.read.text()
    assert fields.ago.line.property("wrong") == "true"
    with pytest.raises(BenchError):
        fields.details("")

    fields.reset()
    assert (fields.read.text(), fields.ago.text()) == ("", "now")
