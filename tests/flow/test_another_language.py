"""The window speaks another language at once, and everything that was typed is still there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QToolButton
from shiboken6 import isValid

from benchapp.domain.compounds.compound_input import Field
from benchapp.selftest.scenario import Scenario
from benchapp.ui.text.language import ENGLISH, set_language
from benchapp.ui.window.pages import PageName


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Scenario]:
    made = Scenario(qapp, tmp_path)
    yield made
    set_language(ENGLISH)
    made.end()


def language_of(bench: Scenario) -> str:
    box = bench.program.window.findChild(QComboBox, "notes.first.language")
    assert box is not None
    return str(box.currentData())


def test_what_was_typed_on_each_page_is_in_the_window_that_speaks_german(bench: Scenario) -> None:
    bench.program.rooms.calculator.show_tool("dilute")
    for name, text in (("c1", "10.5 mM"), ("c2", "10 uM"), ("wells", "24"), ("cells", "H929")):
        bench.type_into(f"calculate.dilute.{name}", text)
    bench.program.rooms.calculator.show_tool("stock")
    bench.type_into("calculate.stock.mass", "4.87 mg")
    bench.type_into("calculate.stock.lot", "L240611")
    bench.program.rooms.compounds.add()
    bench.program.rooms.compounds.form.tell(Field.NAME, "Testimib")
    bench.press("rail.pages.incubate")
    bench.type_into("incubate.start.length", "36 h")
    bench.press("rail.pages.journal")
    bench.type_into("journal.filter.text", "thalidomide")
    left = bench.program.window

    bench.speak("de")

    program = bench.program
    assert program.window.page is PageName.SETTINGS
    assert not isValid(left)
    assert program.window.rail.widget.findChild(QToolButton, "rail.help.menu").text() == "Hilfe"  # type: ignore[union-attr]
    forms = program.rooms.calculator.forms
    assert [forms.dose.text(name) for name in ("c1", "c2", "wells", "cells")] == ["10,5 mM", "10 uM", "24", "H929"]
    assert (forms.dose.text("medium"), forms.dose.text("vessel")) == ("Medium", "96-Well-Platte")
    assert forms.stock.text("mass") == "4,87 mg"
    lot = program.window.findChild(QLineEdit, "calculate.stock.lot")
    assert lot is not None
    assert lot.text() == "L240611"
    assert program.rooms.compounds.form.entered.text(Field.NAME) == "Testimib"
    assert program.rooms.incubations.form.text("length") == "36 h"
    assert bench.read("journal.filter.text") == "thalidomide"

    bench.speak("en")
    assert bench.program.rooms.calculator.forms.stock.text("mass") == "4.87 mg"
    assert bench.read("calculate.stock.lot") == "L240611"


def test_the_first_start_offers_language_look_and_a_name(bench: Scenario) -> None:
    notes = bench.program.window.notes
    assert notes.texts() == ("examples",)
    assert language_of(bench) == "en"
    bench.type_into("notes.first.person", "AK")

    bench.speak("de")
    assert bench.read("notes.first.person") == "AK"
    assert language_of(bench) == "de"
    bench.press("notes.examples.understood")

    assert bench.program.services.session.person == "AK"
    assert "examples" not in bench.program.window.notes.texts()
