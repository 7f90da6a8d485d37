"""A compound in a plan: its stock and doses on one scale, and how far it stays dissolved."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.ingredients import Ingredient, check_strength, ingredient, known_of
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units

# 10 mM of 500 g/mol are 5 mg/mL.
MOLAR = Ingredient("x", 0.01, (1e-5,), Kind.MOLARITY, 500.0)
BY_MASS = Ingredient("x", 5.0, (5e-3,), Kind.MASS_CONCENTRATION, 500.0)
UNITS = Ingredient("x", 1000.0, (10.0,), Kind.ACTIVITY_CONCENTRATION, 500.0)


@pytest.mark.parametrize(
    ("one", "mg_ml", "molar"),
    [
        (MOLAR, 5.0, 0.01), (BY_MASS, 5.0, 0.01), (UNITS, None, None),
        (Ingredient("x", 0.01, (), Kind.MOLARITY), None, 0.01),
        (Ingredient("x", 5.0, (), Kind.MASS_CONCENTRATION), 5.0, None),
    ],
)  # fmt: skip
def test_a_stock_is_compared_by_mass_and_by_amount_as_far_as_the_molar_mass_tells(
    one: Ingredient, mg_ml: float | None, molar: float | None
) -> None:
    assert one.mg_ml(one.stock) == (None if mg_ml is None else pytest.approx(mg_ml))
    assert one.molar(one.stock) == (None if molar is None else pytest.approx(molar))


def limited(one: Ingredient, mg_ml: float | None, *, falls_out: bool = False) -> Ingredient:
    return Ingredient(
        one.compound, one.stock, one.doses, one.kind, one.molar_mass, dissolves_mg_ml=mg_ml, falls_out=falls_out
    )


@pytest.mark.parametrize(
    ("one", "watery", "part"),
    [
        # 0.4 mg/mL of a stock of 5 mg/mL is 8 % of it, whichever way that is counted.
        (limited(MOLAR, 0.4), False, 0.08), (limited(BY_MASS, 0.4), True, 0.08),
        # Nothing on file: no intermediate in medium, unless the stock is in water already.
        (limited(MOLAR, None), False, 0.0), (limited(MOLAR, None), True, math.inf),
        (limited(MOLAR, None, falls_out=True), True, 0.0),
        # Units cannot be held against any solubility; what falls out of buffer goes into none all the same.
        (limited(UNITS, None), False, math.inf), (limited(UNITS, None, falls_out=True), False, 0.0),
        (limited(UNITS, None, falls_out=True), True, 0.0),
    ],
)  # fmt: skip
def test_an_intermediate_in_medium_is_made_as_strong_as_stays_dissolved(
    one: Ingredient, watery: bool, part: float
) -> None:
    assert one.stays_dissolved(one.stock, watery=watery) == pytest.approx(part)


@given(molar=st.floats(1e-4, 0.1), part=st.floats(1e-6, 1), molar_mass=st.floats(50, 1500))
def test_stock_and_dose_come_to_one_scale(units: Units, molar: float, part: float, molar_mass: float) -> None:
    by_mass = units.of(molar * part * molar_mass, "g/L")
    one = ingredient(units.of(molar, "M"), [by_mass], units.of(molar_mass, "g/mol"))

    # 1 g/L is 1 mg/mL.
    assert one.kind is Kind.MOLARITY
    assert one.molar_mass == pytest.approx(molar_mass)
    assert one.doses[0] / one.stock == pytest.approx(part)


def test_a_stock_without_doses_is_on_its_own_scale(units: Units) -> None:
    one = ingredient(units.read("2 mg/mL"), [])

    assert (one.kind, one.stock, one.doses, one.constant) == (Kind.MASS_CONCENTRATION, 2.0, (), False)


@pytest.mark.parametrize(
    ("stock", "doses", "code"),
    [
        # By mass and by amount at once: each alone could be brought to the scale of the stock, not both.
        ("5 mg/mL", ("1 ug/mL", "1 uM"), Message.CANNOT_MIX),
        ("5 mg/mL", ("1 x",), Message.CANNOT_MIX),
        ("5 mg/mL", ("0 uM",), Message.NOT_POSITIVE),
        ("0 mM", ("1 uM",), Message.NOT_POSITIVE),
    ],
)
def test_doses_on_several_scales_are_refused(
    units: Units, stock: str, doses: tuple[str, ...], code: MessageCode
) -> None:
    with pytest.raises(CalculationError) as refused:
        ingredient(units.read(stock), [units.read(dose) for dose in doses], units.read("500 g/mol"))

    assert refused.value.code is code


@pytest.mark.parametrize(("dose", "strength", "fits"), [(1e-3, 10.0, True), (1e-3, 10.1, False), (0.01, 1.0, True)])
def test_a_dose_made_stronger_than_its_stock_names_the_most_that_can_be_had(
    dose: float, strength: float, fits: bool
) -> None:
    one = Ingredient("x", 0.01, (dose, dose / 10), Kind.MOLARITY)
    if fits:
        check_strength(one, strength)
        return
    with pytest.raises(CalculationError) as refused:
        check_strength(one, strength)

    assert refused.value.code is Message.TARGET_ABOVE_STOCK
    assert refused.value.values["molar"] == pytest.approx(0.01 / strength)


def test_what_a_page_says_of_water_goes_with_the_compound(lenalidomide: Monograph) -> None:
    assert known_of(MOLAR, lenalidomide).dissolves_mg_ml == pytest.approx(0.4)
    assert known_of(MOLAR, None) == MOLAR
