"""An identity record: names that are one, and how a record is shown and goes into a form."""

import pytest

from benchapp.domain.compounds.compound_input import CompoundInput, Field, parse_input
from benchapp.domain.compounds.identities.completion import (
    FilledWords,
    completed,
    is_completed,
    is_named,
    molar_mass,
    typed_cas,
)
from benchapp.domain.compounds.identities.identity import Added, FoundRecord, IdentityRecord, added_of, name_key

HYDROCHLORIDE = IdentityRecord(
    1, "25316-40-9", "doxorubicin hydrochloride", "C27H29NO11·HCl", "CCN.Cl", (Added("HCl"),), origin="PubChem"
)
WORDS = FilledWords("HCl", "identity record, PubChem")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("β-Alanine", "beta-alanine"),
        ("Doxorubicin HCl", "doxorubicin hydrochloride"),
        ("puromycin 2HCl", "Puromycin dihydrochloride"),
        ("puromycin · 2 HCl", "Puromycin dihydrochloride"),
        ("Kanamycin sulphate", "kanamycin sulfate"),
        ("CC-5013", "cc5013"),
    ],
)
def test_ways_to_write_a_name_are_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_base_and_its_salt_are_two() -> None:
    assert name_key("doxorubicin") != name_key("doxorubicin HCl")


def test_what_is_beside_the_compound_is_read() -> None:
    assert added_of("2HCl.H2O") == (Added("HCl", 2), Added("H2O"))
    assert added_of("") == ()


def test_a_record_is_shown_under_the_name_it_was_found_by() -> None:
    assert FoundRecord(HYDROCHLORIDE, "").shown_name == "Doxorubicin hydrochloride"
    assert FoundRecord(HYDROCHLORIDE, "n,n-dimethyl").shown_name == "n,n-dimethyl"
    assert is_named(FoundRecord(HYDROCHLORIDE, "doxorubicin hydrochloride"), "Doxorubicin HCl")
    assert not is_named(FoundRecord(HYDROCHLORIDE, ""), "Doxorubicin HCl")


def test_a_form_is_completed_with_the_salt_and_with_whose_record_it_is() -> None:
    entered = CompoundInput({Field.SUPPLIER: "someone"}, source="vial label")

    filled = completed(entered, FoundRecord(HYDROCHLORIDE, ""), WORDS, decimal_comma=False)

    assert filled.text(Field.NAME) == "Doxorubicin hydrochloride"
    assert filled.text(Field.MOLAR_MASS) == "579.98"
    assert filled.text(Field.FORM) == "HCl"
    assert filled.text(Field.SUPPLIER) == "someone"
    assert filled.source_of(Field.MOLAR_MASS) == "identity record, PubChem"
    assert filled.source_of(Field.SUPPLIER) == "vial label"
    reading = parse_input(filled)
    assert not reading.problems
    assert reading.remarks[Field.MOLAR_MASS].agrees
    assert is_completed(filled, HYDROCHLORIDE)
    assert not is_completed(entered, HYDROCHLORIDE)


def test_a_typed_name_stays_and_keeps_its_source() -> None:
    entered = CompoundInput({Field.NAME: "DOX"}, source="vial label")

    filled = completed(entered, FoundRecord(HYDROCHLORIDE, ""), WORDS, decimal_comma=True)

    assert filled.text(Field.NAME) == "DOX"
    assert filled.source_of(Field.NAME) == "vial label"
    assert filled.text(Field.MOLAR_MASS) == "579,98"
    assert molar_mass(HYDROCHLORIDE) == pytest.approx(579.98, abs=0.01)


def test_a_cas_number_counts_when_it_is_whole() -> None:
    assert typed_cas(CompoundInput({Field.CAS: " CAS 25316-40-9"})) == "25316-40-9"
    assert typed_cas(CompoundInput({Field.CAS: "25316-40-8"})) == ""
    assert typed_cas(CompoundInput({})) == ""


def test_an_acid_with_two_sulfonic_groups_is_hardly_ever_what_a_bottle_holds() -> None:
    acid = IdentityRecord(1, "", "a dye", "", "O=S(=O)(O)c1ccc(N)cc1N=NC1=CC=C(C=C1)S(=O)(=O)O")

    assert acid.is_acid_of_dyes
    assert not IdentityRecord(2, "", "its salt", "", acid.smiles, (Added("Na"),)).is_acid_of_dyes
    assert not IdentityRecord(3, "", "sulfanilic acid", "", "Nc1ccc(S(=O)(=O)O)cc1").is_acid_of_dyes
