"""A buffer made to a volume: masses, volumes and vessels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.buffers.buffer_plan import Making, plan_buffer
from benchapp.domain.buffers.buffer_recipe import RecipePart
from benchapp.domain.buffers.components import Component, Way
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import Pipette
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units
from tests.domain.buffers.making_buffers import CONCENTRATE, LAB, SALT, SERUM, planned, recipe

TABLET = RecipePart("inhibitor", "1 tablet per 50 mL")


def test_salts_are_dissolved_in_four_fifths_and_topped_up_to_a_mark(units: Units) -> None:
    plan = planned(units, recipe(SALT, ph="7.4"), 0.5)

    assert plan.making is Making.DISSOLVED
    assert plan.start_ul == pytest.approx(400_000)
    assert plan.mark is not None
    assert (plan.mark.pipette, plan.large) == ("500 mL measuring cylinder", False)
    # 4.00314 g on a balance that reads 10 mg.
    assert (plan.parts[0].set_g, plan.parts[0].readability_g) == (4.0, 0.01)


@pytest.mark.parametrize(
    ("litres", "set_g", "readability_g", "little"),
    [(1.0, 1.0, 0.01, False), (0.1, 0.1, 0.001, False), (0.0123, 0.0123, 0.0001, False), (0.002, 0.002, 0.0001, True)],
)
def test_a_balance_shows_three_digits_of_what_is_weighed(
    litres: float, set_g: float, readability_g: float, little: bool, units: Units
) -> None:
    part = planned(units, recipe(RecipePart("BSA", "0.1 % w/v")), litres).parts[0]

    assert (part.set_g, part.readability_g, part.too_little) == (set_g, readability_g, little)


def test_what_is_more_than_the_largest_cylinder_needs_a_vessel_with_a_mark(units: Units) -> None:
    assert planned(units, recipe(SALT), 5.0).large


def test_liquids_are_topped_up_in_a_cylinder_where_nothing_must_stay_sterile(units: Units) -> None:
    plan = planned(units, recipe(CONCENTRATE), 0.5)

    assert plan.making is Making.TO_THE_MARK
    assert plan.rest_ul == pytest.approx(450_000)
    assert not plan.large


def test_sterile_liquids_are_measured_and_no_cylinder_is_used(units: Units) -> None:
    plan = planned(units, recipe(SERUM, diluent="RPMI-1640", sterile="aseptic"), 0.1)

    assert plan.making is Making.MIXED
    assert plan.diluent is not None
    assert (plan.diluent.pipette, plan.diluent.times, plan.diluent.volume_ul) == ("25 mL serological", 4, 89_600)
    assert plan.mark is None
    assert not plan.large


def test_into_a_full_bottle_goes_as_much_as_was_taken_out(units: Units) -> None:
    sterile = recipe(SERUM, diluent="RPMI-1640", sterile="aseptic", bottle="500 mL")
    plan = planned(units, sterile, 1.0, 0.5)

    assert (plan.making, plan.bottles) == (Making.IN_ITS_BOTTLE, 2)
    assert plan.diluent is not None
    assert plan.diluent.volume_ul == pytest.approx(100_000)
    assert planned(units, sterile, 0.3, 0.5).making is Making.MIXED


def test_more_than_a_few_fillings_take_a_cylinder_under_the_hood_too(units: Units) -> None:
    plan = planned(units, recipe(SERUM, diluent="RPMI-1640", sterile="aseptic"), 1.0)

    assert plan.diluent is not None
    assert plan.diluent.pipette == "1 L measuring cylinder"
    without = Lab(LabRules(), (Pipette("P1000", 200, 1000, 2, 8),))
    assert planned(units, recipe(SERUM, sterile="aseptic"), 0.005, lab=without).making is Making.MIXED


@pytest.mark.parametrize("diluent", ["ethanol", "water"])
def test_alcohol_and_water_are_made_up_to_a_mark_however_little(diluent: str, units: Units) -> None:
    other = RecipePart("ethanol" if diluent == "water" else "water", "70 % v/v", "96 % v/v")

    assert planned(units, recipe(other, diluent=diluent), 0.005).making is Making.TO_THE_MARK


def test_a_recipe_of_liquids_alone_needs_no_diluent(units: Units) -> None:
    plan = planned(units, recipe(RecipePart("FBS", "90 % v/v"), RecipePart("DMSO", "10 % v/v"), diluent=""), 0.005)

    assert (plan.rest_ul, plan.diluent, plan.start_ul) == (0.0, None, 0.0)


def test_whole_tablets_are_counted(units: Units) -> None:
    assert planned(units, recipe(TABLET), 0.15).parts[0].amount == 3


@pytest.mark.parametrize(
    ("parts", "litres", "code", "field"),
    [
        ((), 1.0, Message.BUFFER_PARTS_NEEDED, "parts"),
        ((SERUM, RecipePart("DMSO", "95 % v/v")), 1.0, Message.BUFFER_OVERFULL, "parts"),
        ((TABLET,), 0.12, Message.BUFFER_PART_OF_ONE, "volume"),
        ((TABLET,), 0.01, Message.BUFFER_PART_OF_ONE, "volume"),
        ((SALT,), 0.0005, Message.BUFFER_TOO_LITTLE, "volume"),
        ((RecipePart("EDTA", "1 µM", "0.5 M"),), 0.01, Message.BUFFER_NO_PIPETTE, "volume"),
    ],
)
def test_what_cannot_be_made_is_refused(
    parts: tuple[RecipePart, ...], litres: float, code: str, field: str, units: Units
) -> None:
    with pytest.raises(CalculationError) as refused:
        planned(units, recipe(*parts), litres)

    assert (refused.value.code, refused.value.values["field"]) == (code, field)


def test_what_is_missing_must_be_named(units: Units) -> None:
    with pytest.raises(CalculationError) as refused:
        planned(units, recipe(SERUM, diluent=""))

    assert refused.value.code == Message.BUFFER_DILUENT_NEEDED


def test_a_volume_that_is_none_is_refused_by_the_pipettes(units: Units) -> None:
    none = Component("nothing", Way.LIQUID, 0.0, 1.0, Kind.PERCENT_VV)
    with pytest.raises(CalculationError) as refused:
        plan_buffer(recipe(), (none,), 1.0, LAB)

    assert refused.value.code == Message.NOT_POSITIVE


_SHARES = st.lists(st.floats(0.02, 60), min_size=1, max_size=5)


@given(_SHARES, st.floats(0.02, 2.0), st.floats(1.0, 20.0))
def test_amounts_grow_with_the_volume_and_liquids_never_exceed_it(
    shares: list[float], litres: float, times: float
) -> None:
    parts = [Component(f"liquid {at}", Way.LIQUID, one / 100, one, Kind.PERCENT_VV) for at, one in enumerate(shares)]
    parts.append(Component("salt", Way.WEIGHED, 8.0, 8.0, Kind.MASS_CONCENTRATION))
    made = recipe()
    if sum(shares) > 100 * (1 + 1e-9):
        with pytest.raises(CalculationError) as refused:
            plan_buffer(made, parts, litres, LAB)
        assert refused.value.code == Message.BUFFER_OVERFULL
        return
    small, large = plan_buffer(made, parts, litres, LAB), plan_buffer(made, parts, litres * times, LAB)

    for one, grown in zip(small.parts, large.parts, strict=True):
        assert grown.amount == pytest.approx(one.amount * times)
    for plan in (small, large):
        poured = sum(one.amount for one in plan.parts if one.component.liquid)
        assert poured <= plan.volume_ul * (1 + 1e-9)
        assert poured + plan.rest_ul == pytest.approx(plan.volume_ul)
        for one in plan.parts:
            unit = 1.0 if one.component.way is Way.WEIGHED else 1e-6
            reached = one.component.reached(one.amount * unit, plan.volume_ul * 1e-6)
            assert reached == pytest.approx(one.component.target)


def test_a_part_that_no_balance_shows_is_refused_by_its_name(units: Units) -> None:
    with pytest.raises(CalculationError) as refused:
        planned(units, recipe(RecipePart("NaCl", "8 fg/mL")), litres=0.1)

    assert (refused.value.code, refused.value.values["name"]) == (Message.BUFFER_CANNOT_WEIGH, "NaCl")
    # 8 fg/mL × 100 mL = 0.8 pg.
    assert refused.value.values["mass_g"] == pytest.approx(8e-13)
