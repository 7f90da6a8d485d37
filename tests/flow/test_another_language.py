"""The window speaks another language at once, and everything that was typed is still there."""

import gc
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from benchapp.base import paths
from benchapp.domain.compounds.compound_input import Field
from benchapp.selftest.scenario import Scenario
from benchapp.ui.text.language import ENGLISH, set_language
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import QuickScenario, with_index


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path, bundled_index: Path) -> Iterator[Scenario]:
    made = QuickScenario(qapp, with_index(tmp_path, bundled_index))
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


# Each language is named by itself.
_BY_THEMSELVES = frozenset({"settings.language", "notes.first.language"})
_CELLS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
# A part between two values that is shorter than this may be in any text, also in the title of a source.
_PART = 18


@cache
def own_texts(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the texts that are others in the other language, and the long parts between the values of the rest."""
    file = paths.resources() / "languages" / "de.po"
    pairs = [
        (str(message.id), str(message.string))
        for message in read_po(BytesIO(file.read_bytes()), locale="de")
        if message.id and message.string
    ]
    own, other = (0, 1) if language == "en" else (1, 0)
    others = {pair[other] for pair in pairs}
    # "Start" is shorter than what a source may be called.
    whole = frozenset(pair[own] for pair in pairs if pair[own] not in others and len(pair[own]) > len("Start"))
    parts = {part.strip() for pair in pairs if "{" in pair[own] for part in re.split(r"\{[^}]*\}|[|;]", pair[own])}
    told_apart = "\n".join(others)
    return whole, tuple(part for part in parts if len(part) >= _PART and part not in told_apart)


def texts_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """Yield each text of a window, also one of a tip or in a list, with the name of what shows it."""
    for widget in (window, *window.findChildren(QWidget)):
        name = widget.objectName()
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield name, widget.text()
        if isinstance(widget, QLineEdit):
            yield name, widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from ((name, widget.itemText(place)) for place in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex()))
            places = (model.index(row, column) for row in range(model.rowCount()) for column in columns)
            yield from ((name, str(place.data(role) or "")) for place in places for role in _CELLS)
            headings = (model.headerData(column, Qt.Orientation.Horizontal) for column in columns)
            yield from ((name, heading) for heading in headings if isinstance(heading, str))
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()):
            yield name, text
        for action in widget.actions():
            yield name, action.text()


@cache
def is_of(text: str, language: str) -> bool:
    """Return whether a text is one of a language alone, or holds a part of one."""
    whole, parts = own_texts(language)
    named = {"en": ("well plate", "in medium"), "de": ("Well-Platte", "in Medium", "jetzt")}[language]
    return text in whole or any(part in text for part in (*parts, *named))


def left_over(window: QWidget, language: str) -> set[str]:
    """Return the texts of a window that are still in a language that was left."""
    texts = {(name, re.sub(r"<[^>]*>", "", text)) for name, text in set(texts_of(window))}
    return {f"{name}: {text}" for name, text in texts if name not in _BY_THEMSELVES and is_of(text, language)}


@pytest.mark.parametrize(("left", "chosen"), [("en", "de"), pytest.param("de", "en", marks=pytest.mark.torture)])
def test_no_text_of_the_language_that_was_left_is_on_any_page(left: str, chosen: str, bench: Scenario) -> None:
    plates = {"en": "96-well plate", "de": "96-Well-Platte"}
    if left != "en":
        bench.speak(left)
    bench.begin_with_stock()
    bench.dose_cells()
    # One runs, and another one waits to be started.
    for vessel in ("plate 1", plates[left]):
        bench.press("rail.pages.calculate")
        bench.type_into("calculate.dilute.vessel", vessel)
        bench.press("calculate.dilute.made")
        bench.press("calculate.actions.incubate")
        bench.press("incubate.start.every48")
        if vessel == "plate 1":
            bench.press("incubate.start.write")
    assert bench.read("incubate.start.name") == f"H929 {plates[left]}"
    for page in PageName:
        bench.program.window.show_page(page)

    bench.speak(chosen)

    window = bench.program.window
    said = set()
    for page in PageName:
        window.show_page(page)
        bench.beat()
        bench.make_whole_compound_page()
        said |= {f"{page.value}: {text}" for text in left_over(window, left)}
    assert said == set()
    assert bench.read("incubate.start.name") == f"H929 {plates[chosen]}"


def kept_of_the_program() -> Counter[str]:
    """Count what there is of the program's own that Python has wrapped, by class."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return Counter(type(one).__qualname__ for one in gc.get_objects() if type(one).__module__.startswith("benchapp."))


@pytest.mark.parametrize("changes", [2, pytest.param(10, marks=pytest.mark.torture)])
def test_nothing_of_a_window_that_was_made_again_is_kept(bench: Scenario, changes: int) -> None:
    bench.begin_with_stock()
    for page in (PageName.CALCULATE, PageName.INCUBATE, PageName.JOURNAL, PageName.TODAY):
        bench.program.window.make(page)
    bench.speak("de")
    before = kept_of_the_program()

    for change in range(changes):
        bench.speak("en" if change % 2 == 0 else "de")

    after = kept_of_the_program()
    assert before["Rooms"] == 1, "one of each program would be kept"
    more = {name: (before[name], count) for name, count in after.items() if count > before[name] + 2}
    assert not more
