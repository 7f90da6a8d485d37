"""The form for a compound of one's own, without the program around it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.library_item import LibraryItem
from benchapp.presenters.compounds.compound_form import CompoundForm
from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.store.library.library_index import Folders
from benchapp.ui.compounds.compound_form_page import CompoundFormPage


@pytest.fixture
def writable(tmp_path: Path, qapp: QApplication) -> Library:
    return Library(Folders(paths.resources() / "monographs", tmp_path))


@pytest.fixture
def page(writable: Library, qtbot: QtBot) -> CompoundFormPage:
    made = CompoundFormPage(CompoundForm(writable, lambda: "2026-11-24"), lambda: None)
    qtbot.addWidget(made)
    return made


def test_a_compound_is_typed_and_saved(page: CompoundFormPage, writable: Library, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.rows[Field.NAME].value.line, "Testimib")
    qtbot.keyClicks(page.rows[Field.FORMULA].value.line, "C6H6")
    page.save.click()
    assert "source" in page.problem.text().casefold()

    qtbot.keyClicks(page.source.line, "label")
    with qtbot.waitSignal(page.saved) as saved:
        page.save.click()

    assert saved.args is not None
    (filed,) = saved.args
    assert isinstance(filed, LibraryItem)
    assert writable.open(filed.monograph.id) == filed
    assert page.rows[Field.NAME].value.line.text() == ""


def test_what_cannot_be_read_is_said_beside_its_field(page: CompoundFormPage, qtbot: QtBot) -> None:
    row = page.rows[Field.CAS]

    qtbot.keyClicks(row.value.line, "191732-72-5")

    assert any("191732-72-5" in label.text() for label in row.value.findChildren(QLabel))


def test_what_a_bundled_compound_is_cannot_be_changed(page: CompoundFormPage, writable: Library) -> None:
    filed = writable.open(FIRST_COMPOUND)
    assert filed is not None

    page._form.begin_edit(filed, filed.monograph.identity.forms[0])

    assert page.rows[Field.CAS].value.line.isReadOnly()
    assert not page.rows[Field.STORAGE].value.line.isReadOnly()
    page.save.click()
    assert page.problem.text() == "Nothing was changed."
