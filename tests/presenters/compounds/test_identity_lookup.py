"""Identities beside the library: what has a page is no mere identity, and every reading of a name is offered."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.domain.compounds.compound_input import CompoundInput, Field
from benchapp.domain.compounds.identities.identity import FoundRecord
from benchapp.domain.compounds.library_item import Origin
from benchapp.domain.compounds.monograph import Basis
from benchapp.presenters.compounds.compound_form import CompoundForm
from benchapp.presenters.compounds.identity_lookup import IdentityLookup
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders
from benchapp.ui.text.compounds.identity_texts import filled_words
from tests.making_identities import DOXORUBICIN, DOXORUBICIN_HCL, PUROMYCIN, identity_file


@pytest.fixture
def writable(tmp_path: Path, qapp: QApplication) -> Library:
    # Of none of these substances there is a monograph.
    return Library(Folders(tmp_path / "bundled", tmp_path / "own"))


@pytest.fixture
def lookup(tmp_path: Path, writable: Library) -> IdentityLookup:
    return IdentityLookup(identity_file(tmp_path), writable, filled_words)


@pytest.fixture
def form(writable: Library, lookup: IdentityLookup) -> CompoundForm:
    return CompoundForm(writable, lambda: "2026-11-24", lookup, usual_source="vial label")


def numbers(found: tuple[FoundRecord, ...]) -> list[str]:
    return [one.record.cas for one in found]


def test_what_is_found_is_shown_as_it_was_typed(lookup: IdentityLookup) -> None:
    assert [one.shown_name for one in lookup.search("DOXOrubicin")] == ["DOXOrubicin", "Doxorubicin hydrochloride"]
    assert [one.shown_name for one in lookup.search(DOXORUBICIN_HCL)] == ["Doxorubicin hydrochloride"]


def test_what_was_saved_has_a_page_and_is_no_identity_any_more(form: CompoundForm, lookup: IdentityLookup) -> None:
    form.begin_new("Doxorubicin HCl", DOXORUBICIN_HCL)
    saved = form.save()

    assert saved.origin is Origin.OWN
    identity = saved.monograph.identity
    assert (identity.name, identity.cas) == ("Doxorubicin HCl", DOXORUBICIN_HCL)
    assert (identity.forms[0].name, identity.forms[0].molar_mass) == ("HCl", "579.98")
    source = saved.monograph.sources[identity.forms[0].source]
    assert source.title.startswith("check the label: identity record, PubChem (CAS 25316-40-9, in chemicals 1.5.2)")
    assert identity.forms[0].basis is Basis.COMPUTED
    assert numbers(lookup.search("doxorubicin")) == [DOXORUBICIN]


@pytest.mark.parametrize(
    ("texts", "offered"),
    [
        ({Field.NAME: "Adriamycin"}, [DOXORUBICIN, DOXORUBICIN_HCL]),
        # The base comes with its salt, and the salt with its base: none is taken for the other.
        ({Field.NAME: "doxorubicin"}, [DOXORUBICIN, DOXORUBICIN_HCL]),
        ({Field.NAME: "doxorubicin HCl"}, [DOXORUBICIN_HCL, DOXORUBICIN]),
        ({Field.NAME: "DOX", Field.CAS: DOXORUBICIN}, [DOXORUBICIN, DOXORUBICIN_HCL]),
        # Nothing of the base is offered under the name of a salt that is not on file.
        ({Field.NAME: "puromycin dihydrochloride"}, []),
        ({Field.NAME: "puromycin"}, [PUROMYCIN]),
        ({Field.NAME: "doxo"}, []),
        ({Field.CAS: "25316-40-8"}, []),
        ({}, []),
    ],
)
def test_every_reading_is_offered(lookup: IdentityLookup, texts: dict[Field, str], offered: list[str]) -> None:
    assert numbers(lookup.offers(CompoundInput(texts))) == offered


def test_the_form_is_completed_and_what_is_typed_over_is_the_labels(form: CompoundForm, qtbot: QtBot) -> None:
    form.begin_new()
    form.tell(Field.NAME, "Adriamycin")
    with qtbot.waitSignal(form.completed):
        form.complete(form.offers[1])

    assert form.entered.text(Field.NAME) == "Adriamycin"
    assert form.entered.text(Field.MOLAR_MASS) == "579.98"
    assert form.entered.source_of(Field.MOLAR_MASS).startswith("check the label: identity record")
    assert form.offers == ()
    assert not form.problems

    form.tell(Field.MOLAR_MASS, "580")
    assert form.entered.source_of(Field.MOLAR_MASS) == "vial label"
    assert form.entered.source_of(Field.FORMULA).startswith("check the label: identity record")


def test_without_a_file_nothing_is_offered_and_everything_works(tmp_path: Path, writable: Library) -> None:
    lookup = IdentityLookup(tmp_path / "none.dat", writable, filled_words)
    form = CompoundForm(writable, lambda: "2026-11-24", lookup)
    form.begin_new("Doxorubicin", DOXORUBICIN)

    assert lookup.search("doxorubicin") == ()
    assert form.entered.text(Field.NAME) == "Doxorubicin"
    assert form.offers == ()


def bundled(writable: Library) -> CompoundForm:
    lookup = IdentityLookup(paths.resources() / "identities" / "identities.dat", writable, filled_words)
    return CompoundForm(writable, lambda: "2026-11-24", lookup, usual_source="vial label")


@pytest.mark.parametrize(
    ("name", "formula", "form", "mass"),
    [
        ("magnesium chloride hexahydrate", "MgCl2·6H2O", "6 H2O", 203.30),
        ("calcium chloride dihydrate", "CaCl2·2H2O", "2 H2O", 147.01),
        ("glucose monohydrate", "C6H12O6·H2O", "H2O", 198.17),
    ],
)
def test_a_hydrate_without_a_record_is_worked_out_from_what_is_dry(
    writable: Library, name: str, formula: str, form: str, mass: float
) -> None:
    desk = bundled(writable)
    desk.begin_new(name)

    entered = desk.entered
    assert (entered.text(Field.FORMULA), entered.text(Field.FORM), entered.text(Field.CAS)) == (formula, form, "")
    assert entered.sources[Field.FORMULA].startswith("check the label: identity record, ")
    identity = desk.save().monograph.identity
    assert float(identity.forms[0].molar_mass) == pytest.approx(mass, abs=0.01)


@pytest.mark.parametrize("name", ["magnesium sulfate heptahydrate", "unobtainium dihydrate", "magnesium chloride"])
def test_nothing_is_worked_out_for_what_has_a_record_or_has_none_dry(writable: Library, name: str) -> None:
    desk = bundled(writable)
    desk.begin_new(name)

    assert desk.entered.text(Field.FORMULA) == ""
