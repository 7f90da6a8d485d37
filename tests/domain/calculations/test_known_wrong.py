"""Answers that other tools have given wrongly, and what is right; each case is one somebody reported."""

import math

import pytest

from benchapp.domain.calculations.dilution import dilute, read_ratio
from benchapp.domain.calculations.stock import Stock, solve_stock
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import QuantityError
from benchapp.domain.recipes.dose_series import Scheme, SeriesRequest
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units


def test_ten_times_the_amount_is_ten_times_the_mass(units: Units) -> None:
    """A notebook gave 8.522 mg for 200 mmol and 8522 mg for 20 mmol of the same compound."""
    molar_mass = units.read("42.61 g/mol")

    def mass(amount: str) -> float:
        known = Stock(amount=units.read(amount), molar_mass=molar_mass, volume=units.read("1 L"))
        solved = solve_stock(known)
        assert solved.mass is not None
        return float(solved.mass.m_as("mg"))

    assert mass("200 mmol") == pytest.approx(8522)
    assert mass("20 mmol") == pytest.approx(852.2)


@pytest.mark.parametrize(("typed", "number"), [("2,1 mM", 2.1), ("1,5 mM", 1.5), ("204.23 mM", 204.23)])
def test_a_decimal_sign_is_never_dropped(typed: str, number: float) -> None:
    """2,1 was taken for 21, 1,5 for 15, and 204.23 for 20423."""
    assert read_typed(typed).number == number


def test_what_could_be_a_group_sign_is_asked_and_not_guessed() -> None:
    with pytest.raises(QuantityError):
        read_typed("1,500 mM")


def test_the_vehicle_is_carried_through_every_step_of_a_series() -> None:
    """A tool stated the vehicle of the first tube for all of them: in plain medium it falls with the dose."""
    doses = tuple(10e-6 / 10**place for place in range(4))
    one = Ingredient("x", 10e-3, doses, Kind.MOLARITY)
    plan = plan_series(SeriesRequest((one,), (500.0,) * 4, scheme=Scheme.PLAIN), Lab(LabRules(), USUAL_PIPETTES))

    assert [dose.vehicle_percent for dose in plan.doses] == pytest.approx([0.1, 0.01, 0.001, 0.0001], rel=0.02)


def test_one_to_ten_is_two_different_dilutions() -> None:
    ratio = read_ratio("1:10")

    assert (ratio.factor(in_all=True), ratio.factor(in_all=False)) == (10, 11)


def test_two_equal_parts_are_as_much_as_both_together(units: Units) -> None:
    """A printed answer added 200 mL and 200 mL to 40 mL."""
    solved = dilute(c1=units.read("2x"), c2=units.read("1x"), v1=units.read("200 mL"))

    assert solved.v2.m_as("mL") == pytest.approx(400)


def test_the_salt_needs_more_than_the_base(units: Units) -> None:
    """A CAS number of a salt that gives the base leaves a stock too weak by the ratio of the molar masses."""
    wanted = {"concentration": units.read("10 mM"), "volume": units.read("1 mL")}
    base = solve_stock(Stock(molar_mass=units.read("259.26 g/mol"), **wanted)).mass
    salt = solve_stock(Stock(molar_mass=units.read("282.25 g/mol"), **wanted)).mass

    assert base is not None
    assert salt is not None
    assert float((salt / base).m_as("")) == pytest.approx(282.25 / 259.26)


def test_five_unequal_doses_from_one_stock_have_an_answer() -> None:
    """0.05, 0.10, 0.25, 0.5 and 1.5 mM from 10 mM: asked where equal factors were all that was offered."""
    doses = (1.5e-3, 0.5e-3, 0.25e-3, 0.10e-3, 0.05e-3)
    one = Ingredient("x", 10e-3, doses, Kind.MOLARITY)
    for scheme in (Scheme.MATCHED, Scheme.IN_VEHICLE, Scheme.DIRECT, Scheme.PLAIN):
        request = SeriesRequest((one,), (1000.0,) * 5, scheme=scheme)
        plan = plan_series(request, Lab(LabRules(), USUAL_PIPETTES))
        for dose, wanted in zip(plan.doses, doses, strict=True):
            assert math.isclose(dose.reached[0], wanted, rel_tol=0.02)
