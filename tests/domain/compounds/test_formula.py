import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.compounds.formula import Fit, FormulaError, compare, read_formula, salt_formula
from benchapp.domain.messages import Message

ELEMENTS = st.sampled_from(["C", "H", "N", "O", "S", "Cl", "Br", "Na", "B", "F"])
FORMULAS = st.lists(st.tuples(ELEMENTS, st.integers(1, 60)), min_size=1, max_size=6).map(
    lambda parts: "".join(f"{element}{count}" for element, count in parts)
)


@pytest.mark.parametrize(
    ("text", "kept", "mass"),
    [
        ("C13H13N3O3", "C13H13N3O3", 259.26),
        ("C₁₃H₁₃N₃O₃", "C13H13N3O3", 259.26),
        (" C13 H13 N3 O3 ", "C13H13N3O3", 259.26),
        ("C13H13N3O3.HCl", "C13H13N3O3·HCl", 295.72),
        ("C13H13N3O3·0.5H2O", "C13H13N3O3·0.5H2O", 268.27),
        ("C13H13N3O3.0,5 H2O", "C13H13N3O3·0.5H2O", 268.27),
        ("C13H13N3O3*1/2H2O", "C13H13N3O3·0.5H2O", 268.27),
        ("C13H13N3O3.2H2O", "C13H13N3O3·2H2O", 295.29),
        ("C13H13N3O3 x HCl", "C13H13N3O3·HCl", 295.72),
        ("(C13H13N3O3)2·H2O", "(C13H13N3O3)2·H2O", 536.54),
        ("D2O", "D2O", 20.03),
        ("C2H6OS", "C2H6OS", 78.13),
    ],
)
def test_a_formula_is_read_as_it_is_printed(text: str, kept: str, mass: float) -> None:
    formula = read_formula(text)

    assert formula.text == kept
    assert formula.molar_mass == pytest.approx(mass, abs=0.01)


@pytest.mark.parametrize(
    "text",
    ["EtOH", "C0", "C13H13N3O3.", "x", "C(H", "C)H", "C99999999", "C1/0H", "0C", "c6h6", "C13-H", "=CMD", "C6H6;DROP",
     "C²", "Xx2", "H2O<b>", "·", "[C", "C" * 300, "1e9H", "C6H6 0/0 H2O"],
)  # fmt: skip
def test_what_is_no_formula_is_refused_with_the_part_at_fault(text: str) -> None:
    with pytest.raises(FormulaError) as error:
        read_formula(text)

    assert error.value.code is Message.FORMULA_WRONG
    assert error.value.values["text"]


@pytest.mark.parametrize(
    "text",
    ["C10H12N2O xH2O", "C10H12N2O·xH2O", "C10H12N2O · x H2O", "C10H12N2O·nH2O", "C10H12N2O x H2O", "C10H12N2O·(H2O)x"],
)
def test_water_that_is_left_open_is_no_single_water(text: str) -> None:
    with pytest.raises(FormulaError) as error:
        read_formula(text)
    assert error.value.code is Message.FORMULA_OPEN_WATER


@pytest.mark.parametrize("text", ["13CH4", "15NH3", "2HCl", "13C6H12O6·H2O", "18OH2"])
def test_a_number_before_a_formula_is_no_multiple_of_it(text: str) -> None:
    """13CH4 is methane of carbon-13, 17.035 g/mol, and not 13 × 16.04 = 208.55."""
    with pytest.raises(FormulaError) as error:
        read_formula(text)
    assert error.value.code is Message.FORMULA_ISOTOPE
    assert read_formula("[13C]H4").molar_mass == pytest.approx(17.035, abs=0.001)


@pytest.mark.parametrize(
    ("text", "mass"),
    [("2C10H12N2O·H2SO4", 450.51), ("C10H12N2O x 2H2O", 212.25), ("C10H12N2O × H2O", 194.23), ("C6H6x HCl", 114.57)],
)
def test_a_multiple_and_a_counted_water_are_read(text: str, mass: float) -> None:
    assert read_formula(text).molar_mass == pytest.approx(mass, abs=0.01)


def test_nothing_is_no_formula() -> None:
    with pytest.raises(FormulaError) as error:
        read_formula("   ")

    assert error.value.code is Message.EMPTY_FORMULA


@given(FORMULAS, FORMULAS)
def test_parts_weigh_what_they_weigh_alone(first: str, second: str) -> None:
    both = read_formula(f"{first}·2{second}")

    assert both.molar_mass == pytest.approx(read_formula(first).molar_mass + 2 * read_formula(second).molar_mass)
    assert read_formula(both.text).molar_mass == pytest.approx(both.molar_mass)


@given(FORMULAS, st.integers(1, 3))
def test_a_mass_printed_with_decimals_agrees_with_its_formula(text: str, decimals: int) -> None:
    formula = read_formula(text)

    # A light molecule printed with one decimal is off by more than a heavy one may be.
    if formula.molar_mass > 200:
        assert compare(formula, round(formula.molar_mass, decimals)).fit is Fit.AGREES


@pytest.mark.parametrize(
    ("formula", "stated", "fit", "other"),
    [
        ("C28H41BrClN7O4", 653.2, Fit.MONOISOTOPIC, ""),
        ("C28H41BrClN7O4", 655.04, Fit.AGREES, ""),
        ("C28H41BrClN7O4", 618.58, Fit.ANOTHER_FORM, "− HCl"),
        ("C13H13N3O3", 259.3, Fit.AGREES, ""),
        ("C13H13N3O3", 259.0957, Fit.MONOISOTOPIC, ""),
        ("C13H13N3O3", 268.27, Fit.ANOTHER_FORM, "+ 0.5 H2O"),
        ("C13H13N3O3", 281.25, Fit.ANOTHER_FORM, "Na for H"),
        ("C13H13N3O3", 300.0, Fit.DIFFERS, ""),
    ],
)
def test_a_stated_mass_is_distinguished_from_another_form(formula: str, stated: float, fit: Fit, other: str) -> None:
    compared = compare(read_formula(formula), stated)

    assert (compared.fit, compared.other) == (fit, other)


def test_two_molecules_in_a_formula_are_counted() -> None:
    hemihydrate = read_formula("C26H28N6O7")

    assert compare(hemihydrate, 268.27, 2.0).fit is Fit.AGREES
    assert compare(hemihydrate, 268.28, 2.0).fit is Fit.AGREES
    assert math.isclose(compare(hemihydrate, 268.27, 2.0).computed, hemihydrate.molar_mass / 2)


@pytest.mark.parametrize(
    ("text", "kept", "mass"),
    [
        ("C10H12N2O 2HCl", "C10H12N2O·2HCl", 249.14),
        ("C10H12N2O 2H2O", "C10H12N2O·2H2O", 212.25),
        ("C10H12N2O 2 HCl", "C10H12N2O·2HCl", 249.14),
        ("C10H12N2O x 2HCl", "C10H12N2O·2HCl", 249.14),
        ("Na2HPO4 7H2O", "Na2HPO4·7H2O", 268.07),
        ("KCl 2 HCl", "KCl·2HCl", 147.47),
        ("C13H13N3O3 1/2 H2O", "C13H13N3O3·0.5H2O", 268.27),
        ("C13H13N3O3·½H2O", "C13H13N3O3·0.5H2O", 268.27),
        ("C 13 H 13 N 3 O 3", "C13H13N3O3", 259.26),
        ("C13 H13 N3 O3", "C13H13N3O3", 259.26),
    ],
)
def test_a_number_behind_a_blank_begins_a_part(text: str, kept: str, mass: float) -> None:
    read = read_formula(text)

    assert read.text == kept
    assert read.molar_mass == pytest.approx(mass, abs=0.006)


@pytest.mark.parametrize("text", ["C16H18N3S+", "SO4^2-", "SO4 2-", "[C10H12N2]2+", "C6H5O7³⁻", "Na⁺"])
def test_an_ion_alone_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(FormulaError) as refused:
        read_formula(text)
    assert refused.value.code is Message.FORMULA_CHARGED


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("KH2PO4", "KH2PO4"),
        ("MgCl2·6H2O", "MgCl2·6H2O"),
        ("MgCl2 6H2O", "MgCl2·6H2O"),
        ("CaCl2 x 2 H2O", "CaCl2·2H2O"),
        ("(NH4)2SO4", "(NH4)2SO4"),
        ("Na₂HPO₄", "Na2HPO4"),
        ("Na2B4O7·10H2O", "Na2B4O7·10H2O"),
        ("FeCl3", "FeCl3"),
    ],
)
def test_the_formula_of_a_salt_is_told_from_a_name(text: str, formula: str) -> None:
    assert salt_formula(text) == formula


@pytest.mark.parametrize(
    "text",
    ["U0126", "SB203580", "KN93", "KN-93", "KU55933", "KT5720", "CoQ10", "NaCl solution", "PBS", "CD28", "IL-2", "CaM",
     "LiT2", "C646", "K252a", "", "H2O"],
)  # fmt: skip
def test_the_code_of_a_drug_is_no_formula_of_a_salt(text: str) -> None:
    assert salt_formula(text) == ""
