"""The records by which a form can be completed: one button for each reading, each with its form and molar mass."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.identities.identity import Added, FoundRecord, IdentityRecord
from benchapp.presenters.compounds.compound_form import CompoundForm
from benchapp.presenters.compounds.identity_lookup import IdentityLookup
from benchapp.store.identities.identity_file import IdentityFile
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders
from benchapp.ui.compounds.compound_form_page import CompoundFormPage
from benchapp.ui.compounds.identity_offers import IdentityOffers
from benchapp.ui.text.compounds.identity_texts import caution_words, filled_words, form_words, found_line, record_line
from tests.making_identities import DOXORUBICIN, DOXORUBICIN_HCL, HYDRATE, PUROMYCIN, SALT, STREPTOMYCIN, identity_file


@pytest.fixture
def file(tmp_path: Path) -> IdentityFile:
    return IdentityFile(identity_file(tmp_path))


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> CompoundFormPage:
    library = Library(Folders(tmp_path / "bundled", tmp_path / "own"))
    lookup = IdentityLookup(identity_file(tmp_path), library, filled_words)
    form = CompoundForm(library, lambda: "2026-11-24", lookup, usual_source="vial label")
    made = CompoundFormPage(form, lambda: None)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("cas", "form", "line"),
    [
        (DOXORUBICIN, "no salt, no water", "Doxorubicin · 543.52 g/mol, no salt, no water · CAS 23214-92-8"),
        (DOXORUBICIN_HCL, "HCl", "Doxorubicin hydrochloride · 579.98 g/mol with HCl · CAS 25316-40-9"),
        (
            STREPTOMYCIN,
            "3 H2SO4 (sulfate) for 2 of the compound",
            "Streptomycin sulfate · 1457.38 g/mol with 3 H2SO4 (sulfate) for 2 of the compound · CAS 3810-74-0",
        ),
        (SALT, "no water", "Sodium chloride · 58.44 g/mol, no water · CAS 7647-14-5"),
        (HYDRATE, "6 H2O", "Magnesium chloride hexahydrate · 203.30 g/mol with 6 H2O · CAS 7791-18-6"),
    ],
)
def test_a_record_says_which_form_its_molar_mass_is_of(file: IdentityFile, cas: str, form: str, line: str) -> None:
    record = file.with_cas(cas)

    assert record is not None
    assert form_words(record) == form
    assert record_line(FoundRecord(record, "")) == line
    first = line.removesuffix(f" · CAS {cas}")
    assert found_line(FoundRecord(record, "")).startswith(f"{first}\nCAS {cas} · Identity only: check the label")


def test_the_hydroxide_of_a_base_is_no_water() -> None:
    lye = IdentityRecord(0, "1310-73-2", "sodium hydroxide", "NaHO", "[Na+].[OH-]", (Added("H2O"),))
    hydrate = IdentityRecord(0, "", "sodium hydroxide hydrate", "NaHO·H2O", "[Na+].[OH-].O", (Added("H2O", 2),))

    assert (form_words(lye), form_words(hydrate)) == ("no water", "2 H2O")
    assert record_line(FoundRecord(lye, "NaOH")) == "NaOH · 40.00 g/mol, no water · CAS 1310-73-2"


@pytest.mark.parametrize(
    ("smiles", "said"),
    [
        ("Cc1cc(-c2ccc(N)c(S(=O)(=O)O)c2)cc(S(=O)(=O)O)c1", True),
        ("O=S(=O)(O)c1cccc(S(=O)(=O)O)c1", True),
        ("O=S(=O)(O)CCN1CCN(CCO)CC1", False),
        ("CS(=O)(=O)OCCCCOS(C)(=O)=O", False),
    ],
)
def test_the_free_acid_of_a_dye_is_said_to_be_no_salt(smiles: str, said: bool) -> None:
    record = IdentityRecord(0, "72-57-1", "trypan blue", "C34H28N6O14S4", smiles)

    assert ("bottles mostly hold its sodium salt" in caution_words(record)) is said


def test_what_its_names_say_and_no_record_holds_is_to_be_checked(file: IdentityFile) -> None:
    puromycin, streptomycin = file.with_cas(PUROMYCIN), file.with_cas(STREPTOMYCIN)

    assert puromycin is not None
    assert streptomycin is not None
    assert "there are also forms with H2O, HCl, which are not on file" in caution_words(puromycin)
    assert "one formula holds 2 of the compound" in caution_words(streptomycin)


def test_one_record_is_taken_by_a_press_and_of_several_one_is_chosen(file: IdentityFile, qtbot: QtBot) -> None:
    taken = list[FoundRecord]()
    offers = IdentityOffers(taken.append)
    qtbot.addWidget(offers.button)
    both = file.named("adriamycin")

    offers.show_offers(both)
    assert offers.button.text() == "Fill in: 2 records ▾"
    offers.button.click()
    assert [action.text() for action in offers.menu.actions()][:2] == [record_line(one) for one in both]
    assert not offers.menu.actions()[-1].isEnabled()
    offers.menu.actions()[1].trigger()
    assert taken == [both[1]]
    offers.menu.close()

    offers.show_offers(both[:1])
    assert offers.button.text() == "Fill in: 543.52 g/mol, no salt, no water"
    offers.button.click()
    assert taken[-1] == both[0]
    offers.show_offers(())
    assert offers.button.isHidden()


def test_a_name_completes_the_form_with_the_form_that_is_chosen(page: CompoundFormPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.rows[Field.NAME].value.line, "Doxorubicin HCl")
    page.offers.button.click()
    lines = [action.text() for action in page.offers.menu.actions()]
    assert [line.split(" · ")[1] for line in lines[:2]] == [
        "579.98 g/mol with HCl", "543.52 g/mol, no salt, no water",
    ]  # fmt: skip
    page.offers.menu.actions()[0].trigger()
    page.offers.menu.close()

    shown = {name: page.rows[name].value.line.text() for name in (Field.NAME, Field.CAS, Field.FORM, Field.MOLAR_MASS)}
    assert shown == {
        Field.NAME: "Doxorubicin HCl", Field.CAS: DOXORUBICIN_HCL, Field.FORM: "HCl", Field.MOLAR_MASS: "579.98",
    }  # fmt: skip
    assert page.rows[Field.FORMULA].value.line.text() == "C27H29NO11·HCl"
    assert page.offers.button.isHidden()
    assert "check the label" in page.rows[Field.MOLAR_MASS].link.text()
    assert any("Identity only: check the label" in label.text() for label in page.findChildren(QLabel))
    page.save.click()
    assert page.problem.text() == ""
    assert not any("Identity only" in label.text() for label in page.findChildren(QLabel))


def test_a_cas_number_completes_the_form_with_its_name(page: CompoundFormPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.rows[Field.CAS].value.line, PUROMYCIN)
    page.offers.button.click()

    assert page.rows[Field.NAME].value.line.text() == "Puromycin"
    assert page.rows[Field.MOLAR_MASS].value.line.text() == "471.51"
    assert any("also forms with H2O, HCl, which" in label.text() for label in page.findChildren(QLabel))
    # The structure comes with the record, and what nobody typed stays folded away.
    assert not page.rows[Field.SMILES].isVisibleTo(page)
