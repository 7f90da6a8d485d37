"""Tubes as they are mixed: names, volumes, what is made up to a mark, and how far off each part may be."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES, transfer
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.mixing import Lab, Supply, TubePlan, poured_ul
from benchapp.domain.recipes.recipes import off_by
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.recipes.worst_case import Dispensing, in_common, in_wells

LAB = Lab(LabRules(), USUAL_PIPETTES)
STOCK, DMSO, MEDIUM = (
    Supply("stock", pure_vehicle=True, stock=True),
    Supply("DMSO", pure_vehicle=True),
    Supply("medium"),
)


def rack(*more: Supply) -> TubePlan:
    return TubePlan(LAB, (STOCK, DMSO, MEDIUM, *more))


def test_one_name_stands_for_one_thing() -> None:
    with pytest.raises(CalculationError) as refused:
        TubePlan(LAB, (STOCK, Supply("stock")))
    assert (refused.value.code, refused.value.values["name"]) == (Message.NAME_TAKEN, "stock")

    plan = rack()
    plan.mix("A", ("medium", 90.0), ("stock", 10.0))
    for name in ("A", "medium"):
        with pytest.raises(CalculationError) as refused:
            plan.mix(name, ("medium", 90.0), ("stock", 10.0))
        assert refused.value.code is Message.NAME_TAKEN


@pytest.mark.parametrize(
    ("diluent_ul", "stock_ul", "made_up"),
    [
        # 100 mL in a 100 mL cylinder; 0.5 mL are less than the smallest measures, 3 L more than the largest holds.
        (99_000.0, 1000.0, True),
        (450.0, 50.0, False),
        (2_000_000.0, 1_000_000.0, False),
        # Nothing is made up with nothing.
        (0.0, 10_000.0, False),
    ],
)
def test_what_one_cylinder_measures_is_made_up_to_its_mark(diluent_ul: float, stock_ul: float, made_up: bool) -> None:
    tube = rack().mix("A", ("medium", diluent_ul), ("stock", stock_ul), make_up=True)

    assert tube.made_up is made_up
    assert tube.volume_ul == pytest.approx(diluent_ul + stock_ul)
    assert tube.parts["stock"] == pytest.approx(stock_ul / (diluent_ul + stock_ul))


def test_so_little_diluent_that_rounding_takes_it_is_not_made_up() -> None:
    # 20 mL with a 25 mL serological pipette, and 50 µL more: the 25 mL cylinder is read to 0.25 mL, its mark 20 mL.
    tube = rack().mix("A", ("medium", 50.0), ("stock", 20_000.0), make_up=True)

    assert not tube.made_up
    assert [pour.source for pour in tube.pours] == ["medium", "stock"]


def test_of_what_is_made_up_the_mark_and_the_stock_alone_are_off() -> None:
    tube = rack().mix("A", ("medium", 90_000.0), ("stock", 10_000.0), make_up=True)
    off = in_wells((tube,), "stock", 0.0, None)["A"]

    # The 100 mL cylinder ± 1 mL of 100 mL, and the 10 mL serological pipette ± 0.05 mL of 10 mL.
    assert off.typical == pytest.approx(math.hypot(1 / 100, 0.05 / 10))
    assert off.worst == pytest.approx(1.005 / 0.99 - 1, rel=1e-6)


@given(first=st.floats(20, 900), second=st.floats(20, 900), third=st.floats(20, 900))
def test_the_parts_of_a_tube_add_up_to_one(first: float, second: float, third: float) -> None:
    plan = rack(Supply("other", pure_vehicle=True, stock=True))
    plan.mix("A", ("DMSO", first), ("stock", second), ("other", third))
    tube = plan.mix("B", ("medium", second), ("A", 20.0))

    assert sum(tube.parts.values()) == pytest.approx(1.0)
    # All of A is vehicle.
    assert plan.tubes["A"].in_vehicle
    assert tube.vehicle_percent == pytest.approx(100 * (1 - tube.parts["medium"]))
    assert plan.left_ul("A") == pytest.approx(plan.tubes["A"].volume_ul - plan.drawn_ul("A"))
    assert plan.drawn_ul("nothing") == 0.0


def test_what_all_tubes_take_of_one_supply_adds_up() -> None:
    rack = TubePlan(LAB, (Supply("medium"), Supply("stock", stock=True)))
    tubes = [rack.mix(name, ("medium", 900.0), ("stock", 100.0)) for name in ("A", "B")]

    assert poured_ul(tubes, "medium") == 1800
    assert poured_ul(tubes, "water") == 0


def test_a_volume_that_is_none_is_refused_as_such() -> None:
    for ul in (0.0, -1.0, math.nan):
        with pytest.raises(CalculationError) as refused:
            LAB.into_well(ul)
        assert refused.value.code is Message.NOT_POSITIVE


def test_less_than_any_pipette_sets_into_a_well_names_the_smallest() -> None:
    with pytest.raises(CalculationError) as refused:
        LAB.into_well(1.0, "well_volume")

    values = refused.value.values
    assert (refused.value.code, values["smallest_ul"], values["field"]) == (
        Message.PER_WELL_TOO_LITTLE,
        2,
        "well_volume",
    )


def test_what_no_pipette_sets_cannot_be_set_within_any_error() -> None:
    assert not LAB.settable(1.0)
    assert not LAB.sets_within(1.0, 1000.0)
    # 3 µL are set ± 0.2: too far off for themselves, near enough for 100 µL.
    assert not LAB.settable(3.0)
    assert LAB.sets_within(3.0, 100.0)


def test_without_a_pipette_or_an_accepted_error_nothing_is_little_enough() -> None:
    assert LAB.least_ul() == pytest.approx(0.2 / 0.05)
    assert Lab(LabRules(), ()).least_ul() == math.inf
    assert Lab(LabRules(pipette_error_percent=0.0), USUAL_PIPETTES).least_ul() == math.inf


def test_the_part_of_doses_that_is_off_together_comes_of_what_they_share() -> None:
    plan = rack()
    plan.mix("A", ("medium", 900.0), ("stock", 100.0))
    doses = [plan.mix(name, ("medium", 900.0), ("A", 100.0)) for name in ("1", "2")]

    # 100 ± 1.6 µL of the stock into 900 ± 8 µL are behind both; the second dilution is of each alone.
    shared = math.hypot(1.6 / 100, 8 / 900) * 0.9
    assert in_common(doses, "stock", None) == pytest.approx(shared)
    way = transfer(100.0, USUAL_PIPETTES)
    assert in_common(doses, "stock", Dispensing(way, strength=2.0)) == pytest.approx(math.hypot(shared, 1.6 / 100 / 2))
    assert in_common(doses, "another", None) == 0.0
    assert in_common([], "stock", None) == 0.0


def test_what_decides_how_far_off_a_dose_is_is_said_where_it_is_known() -> None:
    assert off_by(Uncertainty(0.02, 0.05, 5.0, "P20", 0.8), "A").values == {
        "error": 2.0, "worst": 5.0, "tube": "A", "main_ul": 5.0, "main_pipette": "P20", "share": 80.0,
    }  # fmt: skip
    assert off_by(Uncertainty(0.02, 0.05)).values == {"error": 2.0, "worst": 5.0, "tube": ""}


@pytest.mark.parametrize(
    ("factor", "left"),
    [
        # 1 µL of 101 cannot be set, and leaving it out is 1 % off; 2 µL can be; a tenth is too much to leave out.
        (1.01, True), (1.02, False), (1.1, False),
    ],
)  # fmt: skip
def test_diluent_too_little_to_set_is_left_out_where_that_is_no_larger_error(factor: float, left: bool) -> None:
    assert LAB.left_undiluted(factor * 100.0, factor) is left
    assert not LAB.left_undiluted(5.0, 1.1)
