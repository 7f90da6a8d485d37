"""Two columns for one figure: the wrong one of a salt and its free base is a wrong dose, so a person is asked."""

import pytest

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.compound_input import CompoundInput, Field, parse_input
from benchapp.domain.compounds.lists.cells import LeftOut
from benchapp.domain.compounds.lists.headings import Columns, choose_column, match_columns
from benchapp.domain.compounds.lists.rows import read_row
from benchapp.domain.compounds.lists.weighed_columns import Two, form_missing
from benchapp.domain.messages import Message

MASSES = ("Name", "MW", "Salt MW (kDa)")
FORMULAS = ("Name", "Formula", "Molecular formula", "MW")
# Benzene is 78.11 g/mol, toluene 92.14.
BENZENE, TOLUENE = "C6H6", "C7H8"


def read(
    headings: tuple[str, ...], cells: tuple[str, ...], choice: tuple[Field, int] | None = None
) -> tuple[CompoundInput, list[LeftOut], Two | None]:
    columns = match_columns(headings)
    return read_row("list.csv, row 2", cells, choose_column(columns, headings, *choice) if choice else columns)


@pytest.mark.parametrize(
    ("cells", "taken", "unit", "said"),
    [
        # 290 g/mol and 0.29 kDa are one figure; 250 and 0.29 kDa are two, of which one is the salt.
        (("290", "0.29"), "290", "", None), (("250", "0.29"), "250", "", Message.ROW_TWO_COLUMNS),
        # Where the first says nothing, the other is read, in its own unit, and that is said.
        (("", "0.29"), "0.29", "kDa", Message.OTHER_COLUMN_READ), (("250", "n/a"), "250", "", None),
        (("250", "foo"), "250", "", None), (("250",), "250", "", None), (("foo", "0.29"), "foo", "", None),
        (("250", "0 g/mol"), "250", "", None),
    ],
)  # fmt: skip
def test_two_molar_masses_of_a_row(cells: tuple[str, ...], taken: str, unit: str, said: MessageCode | None) -> None:
    entered, left, two = read(MASSES, ("A", *cells))

    assert (entered.text(Field.MOLAR_MASS), entered.units.get(Field.MOLAR_MASS, "")) == (taken, unit)
    found = [two[1].code] if two else [one.reason.code for one in left]
    assert found == ([said] if said else [])


def test_what_is_asked_names_both_columns_with_what_they_say() -> None:
    _, _, two = read(MASSES, ("A", "250", "0.29"))

    assert two is not None
    assert (two[0], two[1].values) == (
        Field.MOLAR_MASS, {"heading": "MW", "first": "250", "other": "Salt MW (kDa)", "second": "0.29"},
    )  # fmt: skip


def test_whoever_chose_a_column_is_not_asked_again() -> None:
    entered, left, two = read(MASSES, ("A", "250", "0.29"), (Field.MOLAR_MASS, 1))
    assert (entered.text(Field.MOLAR_MASS), left, two) == ("250", [], None)

    entered, left, two = read(FORMULAS, ("A", BENZENE, TOLUENE, ""), (Field.FORMULA, 1))
    assert (entered.text(Field.FORMULA), left, two) == (BENZENE, [], None)


@pytest.mark.parametrize(
    ("cells", "taken", "said"),
    [
        ((BENZENE, BENZENE, ""), BENZENE, None), ((BENZENE, TOLUENE, ""), BENZENE, Message.ROW_TWO_COLUMNS),
        # The molar mass says which of them is weighed.
        ((BENZENE, TOLUENE, "92.14"), TOLUENE, Message.OTHER_FORMULA_FITS),
        ((BENZENE, TOLUENE, "78.11"), BENZENE, None),
        (("", TOLUENE, "92.14"), TOLUENE, Message.OTHER_COLUMN_READ), (("", TOLUENE, "50"), "", None),
        (("", TOLUENE, ""), TOLUENE, Message.OTHER_COLUMN_READ), ((BENZENE, "foo", ""), BENZENE, None),
        # A molar mass that cannot be read decides nothing.
        ((BENZENE, TOLUENE, "foo"), BENZENE, Message.ROW_TWO_COLUMNS),
    ],
)  # fmt: skip
def test_two_formulas_of_a_row(cells: tuple[str, ...], taken: str, said: MessageCode | None) -> None:
    entered, left, two = read(FORMULAS, ("A", *cells))

    assert entered.text(Field.FORMULA) == taken
    found = [two[1].code] if two else [one.reason.code for one in left]
    assert found == ([said] if said else [])


@pytest.mark.parametrize(("cells", "taken"), [(("", "C7H8·HCl"), ""), (("C7H8", ""), "C7H8")])
def test_the_formula_of_a_salt_is_not_that_of_the_compound(cells: tuple[str, ...], taken: str) -> None:
    entered, left, two = read(("Name", "Formula", "Salt formula"), ("A", *cells))

    assert (entered.text(Field.FORMULA), left, two) == (taken, [], None)


# -- a salt whose molar mass is that of the base ----------------------------------------------------------------------


def missing(texts: dict[Field, str], headings: tuple[str, ...] = ("Name", "MW")) -> tuple[str, float] | None:
    columns: Columns = match_columns(headings)
    said = form_missing(parse_input(CompoundInput({Field.NAME: "A", **texts}, source="list.csv")), columns)
    if said is None:
        return None
    assert said.code is Message.FORM_NOT_WEIGHED
    return str(said.values["form"]), float(str(said.values["figure"]))


WITHOUT = ("Name", "MW (free base)")


@pytest.mark.parametrize(
    ("texts", "headings", "said"),
    [
        # A hydrochloride without chlorine, a sodium salt without sodium.
        ({Field.FORM: "hydrochloride", Field.FORMULA: "C7H8"}, ("Name", "Formula"), ("hydrochloride", 92.14)),
        ({Field.NAME: "foo sodium salt", Field.FORMULA: "C7H8"}, ("Name", "Formula"), ("sodium", 92.14)),
        ({Field.FORM: "hydrochloride", Field.FORMULA: "C7H8ClN"}, ("Name", "Formula"), None),
        # The heading says that the mass is that of the base.
        ({Field.FORM: "maleate", Field.MOLAR_MASS: "250"}, WITHOUT, ("maleate", 250.0)),
        ({Field.FORM: "maleate", Field.MOLAR_MASS: "250"}, ("Name", "MW"), None),
        ({Field.NAME: "foo mesylate hydrate", Field.MOLAR_MASS: "250"}, WITHOUT, ("mesylate", 250.0)),
        # The cell says so beside the figure.
        ({Field.NAME: "foo hydrochloride", Field.MOLAR_MASS: "250", Field.FORM: "free base"}, ("Name", "MW"),
         ("hydrochloride", 250.0)),
        # No salt is named, or it is the whole name; and nothing is weighed without a mass.
        ({Field.FORM: "crystals", Field.MOLAR_MASS: "250"}, WITHOUT, None),
        ({Field.NAME: "sodium", Field.MOLAR_MASS: "250"}, WITHOUT, None),
        ({Field.FORM: "hydrochloride"}, ("Name", "MW"), None),
    ],
)  # fmt: skip
def test_a_salt_with_the_molar_mass_of_its_base_is_said(
    texts: dict[Field, str], headings: tuple[str, ...], said: tuple[str, float] | None
) -> None:
    found = missing(texts, headings)

    assert (None if found is None else found[0]) == (None if said is None else said[0])
    assert (0.0 if found is None else found[1]) == pytest.approx(0.0 if said is None else said[1], abs=0.01)
