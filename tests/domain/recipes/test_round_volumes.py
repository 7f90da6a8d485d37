"""Round volumes: what is made is changed within the overage, the dose is not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import SMALL_PIPETTES, USUAL_PIPETTES
from benchapp.domain.lab.plates import FORMATS, Content, Layout, lay_out
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Message
from benchapp.domain.recipes.dose_recipe import DosePlan, plan_dose
from benchapp.domain.recipes.dose_series import Scheme, SeriesPlan, SeriesRequest
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.plate_plan import Axis, PlateRequest
from benchapp.domain.recipes.round_volumes import round_take
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units
from benchapp.ui.text.message_texts import say
from tests.oracle import check_dose, check_plate, check_series

RULES = LabRules()
LAB = Lab(RULES, USUAL_PIPETTES)
NO_ROOM = Lab(RULES.with_rule("overage_percent", 0.0), USUAL_PIPETTES)


def dosed(
    units: Units, page: Monograph, wells: int, per_well_ul: float, target: str = "10 uM", overage: float = 10.0
) -> DosePlan:
    request = DoseRequest(
        units.read("10 mM"),
        units.read(target),
        units.of(259.26, "g/mol"),
        Cells("H929", wells=wells),
        per_well_ul=per_well_ul,
        well_ul=per_well_ul,
        strength=1.0,
        last_step=Message.STEP_RESUSPEND,
        overage_percent=overage,
    )
    plan = plan_dose(request, page, RULES, USUAL_PIPETTES)
    assert check_dose(plan, request, USUAL_PIPETTES, 0.06) == []
    return plan


def taken(plan: DosePlan) -> float:
    return plan.tubes[-1].pours[-1].way.set_ul


@pytest.mark.parametrize(
    ("wells", "per_well_ul", "target", "exact_ul", "round_ul"),
    [
        # 53 × 88 µL + 10 % = 5.13 mL: 5.13 µL of stock. 5 mL is still 7 % more than the wells take.
        (53, 88.0, "10 uM", 5.13, 5.0),
        # 6 × 150.3 µL + 10 % = 992 µL.
        (6, 150.3, "1 mM", 99.2, 100.0),
        # 24 × 100 µL + 10 % = 2.64 mL, by way of 100 µM.
        (24, 100.0, "10 uM", 264.0, 260.0),
        # Round as it is.
        (10, 1000.0, "10 uM", 11.0, 11.0),
    ],
)
def test_a_batch_is_made_so_that_its_volumes_are_round(
    units: Units,
    lenalidomide: Monograph,
    wells: int,
    per_well_ul: float,
    target: str,
    exact_ul: float,
    round_ul: float,
) -> None:
    plan = dosed(units, lenalidomide, wells, per_well_ul, target)

    last = plan.tubes[-1]
    assert plan.batch_ul * last.pours[-1].way.volume_ul / last.volume_ul == pytest.approx(exact_ul, rel=3e-3)
    assert taken(plan) == pytest.approx(round_ul)
    assert plan.in_well.m_as("M") == pytest.approx(units.read(target).m_as("M"), rel=2e-3)


def test_another_volume_than_was_worked_out_is_said(units: Units, lenalidomide: Monograph) -> None:
    plan, same = dosed(units, lenalidomide, 24, 100.0), dosed(units, lenalidomide, 10, 1000.0)

    (line,) = [line for line in plan.recipe.working if line.code is Message.WORK_BATCH_ROUND]
    assert say(line.code, line.values).replace("\u202f", " ").startswith("2.6 mL is made, for round volumes")
    assert Message.WORK_BATCH_ROUND not in {line.code for line in same.recipe.working}


def test_without_overage_nothing_is_rounded(units: Units, lenalidomide: Monograph) -> None:
    plan = dosed(units, lenalidomide, 53, 96.8, overage=0.0)

    assert taken(plan) == pytest.approx(5.15, abs=0.02)
    assert plan.tubes[-1].volume_ul >= 53 * 96.8


@pytest.mark.parametrize(
    ("factor", "left_ul", "carried_ul", "diluent_ul"),
    [
        (math.sqrt(10), 500.0, 250.0, 540.0),
        (math.sqrt(10), 200.0, 100.0, 216.0),
        (3.0, 500.0, 250.0, 500.0),
        (2.0, 150.0, 150.0, 150.0),
        (10.0, 300.0, 34.0, 306.0),
    ],
)
def test_what_is_carried_down_a_series_is_round(
    factor: float, left_ul: float, carried_ul: float, diluent_ul: float
) -> None:
    doses = tuple(10e-6 / factor**place for place in range(6))
    one = Ingredient("lenalidomide", 10e-3, doses, Kind.MOLARITY, 259.26, dissolves_mg_ml=0.4)

    plan = plan_series(SeriesRequest((one,), (left_ul,) * 6, left_ul), LAB)

    assert check_series(plan, USUAL_PIPETTES) == []
    below = [tube for tube in plan.tubes if tube.name in {"2", "3", "4", "5", "6"}]
    assert {(tube.pours[1].way.volume_ul, tube.pours[0].way.volume_ul) for tube in below} == {(carried_ul, diluent_ul)}
    for dose in plan.doses:
        assert dose.reached[0] == pytest.approx(dose.wanted[0], rel=5e-3)
        volume = next(tube.volume_ul for tube in plan.tubes if tube.name == dose.tube)
        assert volume - plan.used_ul.get(dose.tube, 0.0) >= left_ul * 0.99


@pytest.mark.parametrize("scheme", list(Scheme))
def test_a_rounder_series_takes_no_more_than_a_tenth_more(scheme: Scheme) -> None:
    doses = tuple(10e-6 / math.sqrt(10) ** place for place in range(6))
    one = Ingredient("lenalidomide", 10e-3, doses, Kind.MOLARITY, 259.26, dissolves_mg_ml=0.4)
    request = SeriesRequest((one,), (5000.0,) * 6, 5000.0, scheme=scheme)

    as_it_is, rounder = plan_series(request, NO_ROOM), plan_series(request, LAB)

    assert check_series(rounder, USUAL_PIPETTES) == []
    assert rounder.used_ul["stock"] <= as_it_is.used_ul["stock"] * 1.21
    assert figures(rounder) <= figures(as_it_is)


def figures(plan: SeriesPlan) -> int:
    """Count the figures that have to be set."""
    pours = [pour.way.set_ul for tube in plan.tubes for pour in tube.pours]
    return sum(len(f"{ul:.6f}".replace(".", "").strip("0")) for ul in pours)


def test_a_plate_keeps_its_overage() -> None:
    doses = tuple(10e-6 / math.sqrt(10) ** place for place in range(8))
    one = Ingredient("lenalidomide", 10e-3, doses, Kind.MOLARITY, 259.26, dissolves_mg_ml=0.4)
    contents = tuple(Content(WellUse.DOSE, (place,)) for place in range(8))
    laid = lay_out(FORMATS[96], Layout(contents, 3, vehicle=6))

    plan = plan_plate(PlateRequest(laid, (Axis((one,)),), 100.0, 100.0, 1.0, Message.STEP_RESUSPEND), LAB)

    assert check_plate(plan, USUAL_PIPETTES) == []
    for total in plan.totals:
        assert total.made_ul >= total.wells_ul * 1.1


@given(
    wanted=st.floats(math.log(0.3), math.log(20_000)).map(math.exp),
    room=st.floats(0, 0.2),
    beside=st.one_of(st.just(0.0), st.floats(0.5, 1000)),
    small=st.booleans(),
)
def test_what_is_taken_is_within_what_may_be_and_as_well_set(
    wanted: float, room: float, beside: float, small: bool
) -> None:
    lab = Lab(RULES, (*SMALL_PIPETTES, *USUAL_PIPETTES) if small else USUAL_PIPETTES)
    least, most = wanted * (1 - room / 2), wanted * (1 + room)

    found = round_take(wanted, least, most, beside, lab)

    assert least * (1 - 1e-9) <= found <= most * (1 + 1e-9)
    assert lab.settable(found) or not lab.settable(wanted)
    if found != wanted:
        assert len(f"{found:.6e}".partition("e")[0].replace(".", "").rstrip("0")) <= 2
    assert round_take(wanted, wanted, wanted, beside, lab) == wanted


@given(wells=st.integers(1, 384), per_well_ul=st.floats(10, 2000), overage=st.sampled_from([0.0, 5.0, 10.0, 20.0]))
def test_half_of_the_overage_is_always_left(
    units: Units, lenalidomide: Monograph, wells: int, per_well_ul: float, overage: float
) -> None:
    plan = dosed(units, lenalidomide, wells, per_well_ul, "30 uM", overage)

    made, needed = plan.tubes[-1].volume_ul, wells * per_well_ul
    # Serological pipettes are set in steps of 0.1 and 0.2 mL.
    steps = 200.0 * (1 + needed / 25_000) if needed > 5000 else 4.0
    assert made >= needed * (1 + overage / 200) - steps
    assert made >= needed * (1 - 1e-9)
