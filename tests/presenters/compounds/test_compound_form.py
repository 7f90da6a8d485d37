"""What is entered for a compound: read as it is typed, put aside, saved as a monograph or as edits."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.facts import words_on_handling
from benchapp.domain.compounds.identity_facts import SubstanceKind
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.compounds.compound_form import CompoundForm, TypedLanguage
from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.store.library.library_index import Folders


@pytest.fixture
def writable(tmp_path: Path, qapp: QApplication) -> Library:
    return Library(Folders(paths.resources() / "monographs", tmp_path))


@pytest.fixture
def form(writable: Library) -> CompoundForm:
    return CompoundForm(writable, lambda: "2026-11-24")


@pytest.fixture
def bundled(writable: Library) -> LibraryItem:
    found = writable.open(FIRST_COMPOUND)
    assert found is not None
    return found


def enter(form: CompoundForm, **texts: str) -> None:
    for name, text in texts.items():
        form.tell(Field[name.upper()], text)


def test_a_new_compound_is_saved_and_the_form_is_empty_again(
    form: CompoundForm, writable: Library, qtbot: QtBot
) -> None:
    form.begin_new()
    enter(form, name="Testimib", formula="C6H6")
    with pytest.raises(BenchError) as missing:
        form.save()
    assert missing.value.code is Message.SOURCE_NEEDED
    form.tell_source_of_all("label")

    with qtbot.waitSignal(form.begun):
        saved = form.save()

    assert writable.open(saved.monograph.id) == saved
    assert saved.origin is Origin.OWN
    assert not form.is_changed


def test_what_was_typed_and_not_saved_is_there_again(form: CompoundForm, bundled: LibraryItem) -> None:
    form.begin_new()
    enter(form, name="Testimib")
    form.begin_edit(bundled, bundled.monograph.identity.forms[0])
    assert form.entered.text(Field.NAME) == "Lenalidomide"

    form.begin_new()

    assert form.entered.text(Field.NAME) == "Testimib"


def test_a_name_that_is_taken_is_a_problem_and_a_number_a_remark(form: CompoundForm) -> None:
    form.begin_new()
    enter(form, name="Revlimid", cas="191732-72-6")

    assert form.reading.problems[Field.NAME].code is Message.NAME_KNOWN
    assert form.reading.remarks[Field.CAS].code is Message.CAS_KNOWN
    # As labels print it.
    enter(form, cas="CAS No. 191732-72-6")
    assert form.reading.remarks[Field.CAS].values == {"cas": "191732-72-6", "name": "Lenalidomide"}


def test_of_a_bundled_compound_only_what_is_said_of_it_is_edited(form: CompoundForm, bundled: LibraryItem) -> None:
    form.begin_edit(bundled, bundled.monograph.identity.forms[0])
    assert form.editing == bundled
    assert form.bundled
    assert not form.can_change(Field.CAS)
    assert not form.is_changed

    enter(form, storage="4 °C")
    assert form.problems[Field.STORAGE].code is Message.SOURCE_NEEDED
    form.tell_source(Field.STORAGE, "my own measurement")
    saved = form.save()

    assert saved.bundled == bundled.monograph
    assert saved.overlay is not None


def test_one_of_ones_own_becomes_a_new_version(form: CompoundForm, writable: Library) -> None:
    form.begin_new()
    enter(form, name="Testimib", formula="C6H6")
    form.tell_source_of_all("label")
    first = form.save()

    form.begin_edit(first, first.monograph.identity.forms[0])
    enter(form, name="Testimab")
    form.tell_source(Field.NAME, "a new label")
    second = form.save()

    assert second.monograph.id == first.monograph.id
    assert writable.open(first.monograph.id) == second
    assert second.monograph.identity.name == "Testimab"


def test_a_new_compound_begins_with_the_usual_source_and_the_name_that_was_looked_for(writable: Library) -> None:
    form = CompoundForm(writable, lambda: "2026-11-24", usual_source="vial label")
    form.begin_new("venetoclax")
    assert form.entered.text(Field.NAME) == "venetoclax"
    assert form.entered.source_of(Field.NAME) == "vial label"

    form.tell(Field.MOLAR_MASS, "868.44")
    form.begin_new()
    assert form.entered.text(Field.MOLAR_MASS) == "868.44", "what was typed and not saved is still there"
    form.begin_new("navitoclax")
    assert form.entered.text(Field.MOLAR_MASS) == "", "and is of no other name"


def test_a_salt_that_was_looked_for_by_its_formula_needs_no_molar_mass(form: CompoundForm) -> None:
    form.begin_new("MgCl2·6H2O")

    assert form.entered.text(Field.FORMULA) == "MgCl2·6H2O"
    assert form.reading.molar_mass == pytest.approx(203.30, abs=0.01)
    form.begin_new("U0126")
    assert form.entered.text(Field.FORMULA) == ""


def test_the_classes_of_a_compound_are_listed_and_can_be_changed(writable: Library) -> None:
    form = CompoundForm(writable, lambda: "2026-11-24", usual_source="vial label")
    for name, text in ((Field.NAME, "Testimib"), (Field.MOLAR_MASS, "300"), (Field.CLASSES, "BCL2 inhibitor; BH3 ;")):
        form.tell(name, text)
    saved = form.save()
    assert saved.monograph.classes == ("BCL2 inhibitor", "BH3")

    form.begin_edit(saved, saved.monograph.identity.forms[0])
    assert form.entered.text(Field.CLASSES) == "BCL2 inhibitor; BH3"
    form.tell(Field.CLASSES, "BCL2 inhibitor")
    form.tell_source(Field.CLASSES, "label")
    assert form.save().monograph.classes == ("BCL2 inhibitor",)


def test_a_bundled_serum_can_be_edited_though_it_has_no_molar_mass(form: CompoundForm, writable: Library) -> None:
    found = writable.open(writable.search("FBS")[0].headline.id)
    assert found is not None
    form.begin_edit(found, found.monograph.identity.forms[0])
    assert not form.can_change(Field.KIND)
    enter(form, handling="do not vortex; no freeze–thaw; low-bind tubes")
    form.tell_source(Field.HANDLING, "lot 7")

    saved = form.save().monograph
    assert saved.kind is SubstanceKind.SERUM
    assert list(words_on_handling(saved)) == ["do not vortex", "low-bind tubes", "no freeze–thaw"]


def test_what_is_on_file_is_shown_in_the_language_of_the_form_and_typed_back_it_is_no_change(writable: Library) -> None:
    german = TypedLanguage(decimal_comma=True, worded=lambda word: "wie verkauft" if word == "as sold" else word)
    form = CompoundForm(writable, lambda: "2026-11-24", language=german)
    form.begin_new()
    enter(form, name="Testimib", molar_mass="392,47", solubility="0,5 mg/mL", solvent="DMSO")
    form.tell_source_of_all("label")
    saved = form.save()
    form.begin_edit(saved, saved.monograph.identity.forms[0])

    assert form.shown_text(Field.MOLAR_MASS) == "392,47 g/mol"
    assert form.shown_text(Field.SOLUBILITY) == "0,5 mg/mL"
    assert form.shown_text(Field.FORM) == "wie verkauft"
    form.tell(Field.MOLAR_MASS, "392,48 g/mol")
    changed = [form.is_changed]
    assert form.shown_text(Field.MOLAR_MASS) == "392,48 g/mol"
    form.tell(Field.MOLAR_MASS, "392,47 g/mol")
    form.tell(Field.FORM, "wie verkauft")
    assert [*changed, form.is_changed] == [True, False]
    assert not form.problems
