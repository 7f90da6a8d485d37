"""The form for a compound of one's own, without the program around it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListView
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.domain.compounds.biologics.handling import kept_unfrozen
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.library_item import LibraryItem
from benchapp.presenters.compounds.compound_form import CompoundForm
from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.store.library.library_index import Folders
from benchapp.ui.compounds.compound_fields import LABEL
from benchapp.ui.compounds.compound_form_page import CompoundFormPage


@pytest.fixture
def writable(tmp_path: Path, qapp: QApplication) -> Library:
    return Library(Folders(paths.resources() / "monographs", tmp_path))


@pytest.fixture
def page(writable: Library, qtbot: QtBot) -> CompoundFormPage:
    made = CompoundFormPage(CompoundForm(writable, lambda: "2026-11-24", usual_source="vial label"), lambda: None)
    qtbot.addWidget(made)
    return made


def test_a_compound_is_typed_and_saved(page: CompoundFormPage, writable: Library, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.rows[Field.NAME].value.line, "Testimib")
    qtbot.keyClicks(page.rows[Field.FORMULA].value.line, "C6H6")
    assert page.source.text() == "vial label"
    page.source.line.clear()
    page.source.line.textEdited.emit("")
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


def test_tab_goes_down_the_values_and_past_every_source(page: CompoundFormPage, qtbot: QtBot) -> None:
    order, widget = list[str](), page.rows[Field.NAME].entry
    while widget is not page.save:
        if widget.objectName().startswith("form."):
            order.append(widget.objectName())
        following = widget.nextInFocusChain()
        assert following is not None
        widget = following

    values = [page.rows[name].entry.objectName() for name, _, _ in LABEL]
    assert order[: len(values) + 2] == [*values, "form.all.source", "form.more.unfold"]
    assert not any("own_source" in name for name in order)


def test_the_rest_is_folded_with_a_count_and_opens_where_it_is_wrong(page: CompoundFormPage, qtbot: QtBot) -> None:
    page.show()
    assert not page.rows[Field.DOSE].isVisible()
    assert page.unfold.text().endswith("0 of 14 filled in")

    qtbot.keyClicks(page.rows[Field.NAME].value.line, "Testimib")
    qtbot.keyClicks(page.rows[Field.MOLAR_MASS].value.line, "300")
    page._form.tell(Field.DOSE, "10")
    page.save.click()
    assert page.rows[Field.DOSE].isVisible()
    assert page.unfold.text().startswith("▾")
    assert page.unfold.text().endswith("1 of 14 filled in")

    page.unfold.click()
    assert not page.rows[Field.DOSE].isVisible()


def test_a_solvent_is_completed_in_its_line_and_written_as_it_is_offered(page: CompoundFormPage, qtbot: QtBot) -> None:
    line = page.rows[Field.SOLVENT].value.line
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    line.setFocus()
    QTest.keyClicks(line, "dms")

    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible() and isinstance(one, QListView)]
    assert line.text().casefold() == "dmso"
    line.editingFinished.emit()
    assert line.text() == "DMSO"
    assert page._form.entered.text(Field.SOLVENT) == "DMSO"


def test_a_value_gets_a_source_of_its_own_by_its_link(page: CompoundFormPage, qtbot: QtBot) -> None:
    row = page.rows[Field.MOLAR_MASS]
    page.show()
    assert row.link.property("plain") == "source"
    assert not row.source.isVisible()

    row.link.linkActivated.emit("source")
    assert row.source.isVisible()
    qtbot.keyClicks(row.source.line, "product sheet")

    assert row.link.property("plain") == "product sheet"
    assert page._form.entered.source_of(Field.MOLAR_MASS) == "product sheet"
    assert page._form.entered.source_of(Field.NAME) == "vial label"


def test_an_antibody_of_ones_own_is_chosen_and_asks_for_no_molar_mass(page: CompoundFormPage, qtbot: QtBot) -> None:
    kinds = page.rows[Field.KIND].entry
    assert isinstance(kinds, QComboBox)
    assert (kinds.currentText(), kinds.accessibleName()) == ("small molecule", "What it is")
    qtbot.keyClicks(page.rows[Field.NAME].value.line, "Anti-CD19")
    kinds.setCurrentIndex(kinds.findData("antibody"))
    kinds.activated.emit(kinds.currentIndex())
    assert page.rows[Field.MOLAR_MASS].value.line.placeholderText() == "if it is known"
    qtbot.keyClicks(page.rows[Field.HANDLING].value.line, "do not freeze")

    with qtbot.waitSignal(page.saved) as saved:
        page.save.click()
    assert saved.args is not None
    (filed,) = saved.args
    assert (filed.monograph.kind.value, kept_unfrozen(filed.monograph)) == ("antibody", True)
    assert kinds.currentText() == "small molecule"


def test_the_source_of_all_lies_below_every_field_of_the_label(page: CompoundFormPage, qtbot: QtBot) -> None:
    """On a row of its own, whether the label has an even or an odd number of fields."""
    page.resize(1000, 900)
    page.show()
    qtbot.wait(1)
    for name, _, _ in LABEL:
        assert not page.rows[name].geometry().intersects(page.source.geometry()), name


def test_the_fields_of_each_card_end_at_one_line_in_two_columns(page: CompoundFormPage, qtbot: QtBot) -> None:
    page.unfold.click()
    page.resize(900, 900)
    page.show()
    qtbot.wait(1)

    # What is wide goes over both columns, from the left.
    rights = {row.mapTo(page.inner, QPoint(row.width(), 0)).x() for row in page.rows.values() if row.isVisible()}
    assert len(rights) == 2


def test_half_a_number_is_not_judged_while_it_is_typed(page: CompoundFormPage, qtbot: QtBot) -> None:
    page.show()
    line, field = page.rows[Field.MOLAR_MASS].value.line, page.rows[Field.MOLAR_MASS].value
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    heights = set()
    for key in "392.47":
        qtbot.keyClicks(line, key)
        heights.add(field.sizeHint().height())
        assert field.said() == ""
    assert len(heights) == 1

    # Rested, or left, it is.
    line.clear()
    qtbot.keyClicks(line, "3")
    qtbot.waitUntil(lambda: bool(field.said()))
    qtbot.keyClicks(line, "92.47")
    page.rows[Field.FORMULA].value.line.setFocus()
    qtbot.waitUntil(lambda: not field.said())


def test_a_reason_that_was_taken_back_is_said_again(page: CompoundFormPage, qtbot: QtBot) -> None:
    page.show()
    row = page.rows[Field.CAS].value
    row.line.setFocus()
    qtbot.waitUntil(row.line.hasFocus)
    qtbot.keyClicks(row.line, "191732-72-5")
    qtbot.waitUntil(lambda: bool(row.said()))
    qtbot.keyClicks(row.line, "7")
    assert not row.said()
    row.line.backspace()
    row.line.textEdited.emit(row.line.text())
    qtbot.waitUntil(lambda: "191732-72-5" in row.said())
