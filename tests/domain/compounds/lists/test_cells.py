"""Cells of a list: what stands for nothing, CAS numbers that spreadsheets made dates of, molar masses, solubilities."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.identifiers import check_digit
from benchapp.domain.compounds.lists.cells import mass_and_form, read_cas_cell, read_solubilities, says_nothing
from benchapp.domain.messages import BenchError, Message


@pytest.mark.parametrize(
    ("field", "text", "nothing"),
    [
        (Field.NAME, " N/A ", True), (Field.NAME, "-", True), (Field.NAME, "Na", True), (Field.NAME, "x", False),
        # Sodium is a formula in this very spelling.
        (Field.FORMULA, "Na", False), (Field.FORMULA, "na", True), (Field.CAS, "NOCAS_12", True),
        (Field.NAME, "NOCAS_12", False), (Field.CAS, "50-02-2", False),
    ],
)  # fmt: skip
def test_what_stands_for_no_entry_is_none(field: Field, text: str, nothing: bool) -> None:
    assert says_nothing(field, text) is nothing


# 50-02-2 is dexamethasone, 64-17-5 ethanol and 58-08-2 caffeine.
@pytest.mark.parametrize("text", ["50-02-2", "50–02–2", " 50-02-2 ", "CAS 50-02-2"])
def test_a_cas_number_is_taken_as_it_is(text: str) -> None:
    read = read_cas_cell(text)

    assert (read.cas, read.note) == ("50-02-2", None)


@pytest.mark.parametrize(
    ("text", "cas"),
    [
        ("0050-02-2", "50-02-2"), ("50-2-2", "50-02-2"), ("50 02 2", "50-02-2"), ("50022", "50-02-2"),
        ("64175", "64-17-5"), ("0191732726", "191732-72-6"), ("2050-02-02", "50-02-2"),
        ("1950-02-02 00:00:00", "50-02-2"),
        ("1964-17-05", "64-17-5"), ("02/02/1950", "50-02-2"), ("08/02/1958", "58-08-2"), ("2.8.1958", "58-08-2"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_made_of_a_cas_number_is_made_one_again_and_said(text: str, cas: str) -> None:
    read = read_cas_cell(text)

    assert read.cas == cas
    assert read.note is not None
    assert (read.note.code, read.note.values["cas"]) == (Message.CAS_READ_AS, cas)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("50-02-3", Message.CAS_WRONG), ("50-02-2 / 64-17-5", Message.CAS_SEVERAL), ("abc", Message.CAS_SHAPE),
        # No CAS number is below 50-00-0.
        ("49-00-1", Message.CAS_WRONG), ("49003", Message.CAS_SHAPE), ("5802", Message.CAS_SHAPE),
        # Days that no number gives.
        ("7/5/1964", Message.CAS_DATE), ("2020-12-31", Message.CAS_DATE), ("12/31/2020", Message.CAS_DATE),
    ],
)  # fmt: skip
def test_what_is_no_cas_number_is_left_out_with_its_reason(text: str, code: MessageCode) -> None:
    with pytest.raises(BenchError) as refused:
        read_cas_cell(text)

    assert refused.value.code is code


def test_a_wrong_check_digit_is_said_with_the_right_one() -> None:
    with pytest.raises(BenchError) as refused:
        read_cas_cell("Cas: 50-02-9!")

    assert refused.value.values == {"cas": "50-02-9", "digit": 2}


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_a_date_is_made_a_number_only_where_the_check_digit_says_so(day: date) -> None:
    try:
        cas = read_cas_cell(day.isoformat()).cas
    except BenchError as refused:
        assert refused.code is Message.CAS_DATE
        return
    first, second, last = cas.split("-")
    assert (int(second), int(last)) == (day.month, day.day)
    assert first in {str(day.year), f"{day.year % 100}"}
    assert check_digit(cas) == int(last)


@pytest.mark.parametrize(
    ("text", "mass", "form"),
    [
        ("259.26", "259.26", ""), ("MW: 259.26", "259.26", ""), ("259.26;", "259.26", ""),
        ("259.26 (free base)", "259.26", "free base"), ("295.7 (hydrochloride)", "295.7", "hydrochloride"),
        ("295.7 (HCl salt)", "295.7", "HCl salt"), ("259.26 (average)", "259.26", ""),
        # What nobody knows stays, and is refused with the figure.
        ("259.26 (foo bar)", "259.26 (foo bar)", ""),
    ],
)  # fmt: skip
def test_a_molar_mass_is_distinguished_from_the_form_that_it_is_of(text: str, mass: str, form: str) -> None:
    assert mass_and_form(text) == (mass, form)


# What a cell says, as solvent, relation, figure with its unit or words, and how it was dissolved.
SAID: dict[str, list[tuple[str, str, str, str]]] = {
    "10 mM in DMSO": [("DMSO", "=", "10 mM", "")],
    "DMSO : ≥ 32 mg/mL (72.32 mM)": [("DMSO", "≥", "32 mg/mL", "")],
    "Insoluble in water": [("water", "qualitative", "insoluble", "")],
    "DMSO: 10 mM; Water: < 1 mg/mL": [("DMSO", "=", "10 mM", ""), ("water", "≤", "1 mg/mL", "")],
    "DMSO 12 mg/mL Ethanol 3 mg/mL": [("DMSO", "=", "12 mg/mL", ""), ("ethanol", "=", "3 mg/mL", "")],
    "10 mM (DMSO), 1 mM (water)": [("DMSO", "=", "10 mM", ""), ("water", "=", "1 mM", "")],
    "DMSO: 10 mM / water: 1 mM": [("DMSO", "=", "10 mM", ""), ("water", "=", "1 mM", "")],
    "DMSO 10 mM (25 °C)": [("DMSO", "=", "10 mM", "25 °C")],
    "in vitro: DMSO 10 mM": [("DMSO", "=", "10 mM", "")],
    # Words belong to the figure before them.
    "10 mg/mL in DMSO, clear": [("DMSO", "=", "10 mg/mL", "clear")],
    "DMSO: 32 mg/mL (need ultrasonic and warming)": [("DMSO", "=", "32 mg/mL", "need ultrasonic and warming")],
    "DMSO ≥ 32 mg/mL (72.32 mM; need ultrasonic)": [("DMSO", "≥", "32 mg/mL", "need ultrasonic")],
    "PBS (pH 7.4): 5 mg/mL": [("PBS", "=", "5 mg/mL", "pH 7.4")],
    # The water of a bath dissolves nothing.
    "DMSO 50 mg/mL warmed in a 50 °C water bath": [("DMSO", "=", "50 mg/mL", "warmed in a 50 °C water bath")],
    "DMSO: (10 mM)": [("DMSO", "=", "10 mM", "")], "DMSO - 5 mg/mL": [("DMSO", "=", "5 mg/mL", "")],
    # Tried up to there, and dissolved.
    "soluble to 100 mM in DMSO": [("DMSO", "≥", "100 mM", "")],
    "up to 10 mM in DMSO at RT": [("DMSO", "≥", "10 mM", "at RT")],
    "Soluble to 25 mM in water and to 100 mM in DMSO": [("water", "≥", "25 mM", ""), ("DMSO", "≥", "100 mM", "")],
    "soluble in DMSO": [("DMSO", "qualitative", "soluble, no figure", "")],
    "slightly soluble in water": [("water", "qualitative", "slightly soluble, no figure", "")],
    "wenig löslich in Wasser": [("water", "qualitative", "wenig löslich, no figure", "")],
    "insoluble in DMSO/ethanol": [("DMSO / ethanol", "qualitative", "insoluble", "")],
    "": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SAID.items())
def test_a_cell_says_of_each_solvent_how_much_dissolves(text: str, wanted: list[tuple[str, str, str, str]]) -> None:
    read = read_solubilities(text, "", "")

    found = [
        (one.solvent, one.value.relation.value, one.value.text or f"{one.value.number} {one.value.unit}", one.condition)
        for one in read.said
    ]
    assert found == wanted
    assert read.problems == ()


PROBLEMS = {
    "51": Message.SOLVENT_UNKNOWN, "10 mM": Message.SOLVENT_UNKNOWN, "10 mM in DMSO/PBS": Message.SOLVENT_MIXTURE,
    "DMSO/ethanol soluble": Message.SOLVENT_MIXTURE, "DMSO 5 g": Message.WRONG_KIND,
    "DMSO 0 mg/mL": Message.NOT_POSITIVE, "DMSO -5 mg/mL": Message.NEGATIVE, "DMSO 5 foo": Message.UNKNOWN_UNIT,
    "DMSO: 32 mg/mL (foo 5)": Message.NOT_A_NUMBER, "mM in DMSO": Message.NO_NUMBER,
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), PROBLEMS.items())
def test_what_cannot_be_taken_of_a_cell_is_said(text: str, code: MessageCode) -> None:
    read = read_solubilities(text, "", "")

    assert read.said == ()
    assert [problem.code for problem in read.problems] == [code]


def test_a_bare_figure_takes_solvent_and_unit_from_elsewhere() -> None:
    (said,) = read_solubilities("51", "DMSO", "mg/mL").said
    assert (said.solvent, said.value.number, said.value.unit) == ("DMSO", "51", "mg/mL")

    (problem,) = read_solubilities("51", "DMSO", "").problems
    assert problem.code is Message.NO_UNIT


def test_one_bad_statement_leaves_the_others() -> None:
    read = read_solubilities("DMSO: 10 mM; water: 5 foo", "", "")

    assert [one.solvent for one in read.said] == ["DMSO"]
    assert [problem.code for problem in read.problems] == [Message.UNKNOWN_UNIT]
