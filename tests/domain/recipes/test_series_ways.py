"""Which way a series or a plate takes: one rule with a single dose, and batches that save tubes."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.solubility import aqueous_limit
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import SMALL_PIPETTES, USUAL_PIPETTES
from benchapp.domain.lab.plates import FORMATS, Layout, lay_out_checkerboard
from benchapp.domain.messages import Message
from benchapp.domain.recipes.dose_recipe import plan_dose
from benchapp.domain.recipes.dose_series import Scheme, SeriesPlan, SeriesRequest
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.larger_batches import for_many
from benchapp.domain.recipes.mixing import Lab, Tube
from benchapp.domain.recipes.plate_plan import Axis, PlateRequest
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.recipes.series.series_recipe import Surroundings, series_recipe
from benchapp.domain.recipes.tube_steps import tube_steps
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units
from tests.oracle import check_plate, check_series

RULES = LabRules()
LAB = Lab(RULES, USUAL_PIPETTES)
MASS = 384.25


def request(
    top: float,
    *,
    limit: float | None,
    scheme: Scheme = Scheme.MATCHED,
    count: int = 8,
    left_ul: float = 500.0,
    stock: float = 10e-3,
    strength: float = 1.0,
) -> SeriesRequest:
    doses = tuple(top / math.sqrt(10) ** place for place in range(count))
    one = Ingredient("bortezomib", stock, doses, Kind.MOLARITY, MASS, dissolves_mg_ml=limit)
    return SeriesRequest((one,), (left_ul,) * count, left_ul, scheme=scheme, strength=strength)


def planned(asked: SeriesRequest) -> SeriesPlan:
    plan = plan_series(asked, LAB)
    assert check_series(plan, USUAL_PIPETTES) == []
    return plan


def stronger_than_the_doses(plan: SeriesPlan) -> list[Tube]:
    """Return the tubes in medium that hold more than the highest dose does."""
    source = plan.request.ingredients[0].source
    top = plan.request.ingredients[0].doses[0] * plan.request.strength / plan.request.ingredients[0].stock
    return [tube for tube in plan.tubes if not tube.in_vehicle and tube.parts.get(source, 0.0) > top * 1.05]


def steps(plan: SeriesPlan) -> int:
    return len(tube_steps(plan.tubes, plan.request.ingredients, "DMSO", plan.together))


# -- the order of ways ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [None, 3.3])
@pytest.mark.parametrize("scheme", [Scheme.MATCHED, Scheme.IN_VEHICLE, Scheme.PLAIN])
def test_a_nanomolar_series_begins_with_sub_stocks_in_the_vehicle(scheme: Scheme, limit: float | None) -> None:
    plan = planned(request(5e-9, limit=limit, scheme=scheme))

    # 10 mM, 1:100, 1:20 is 5 µM, of which a thousandth is 5 nM in 0.1 %.
    sub_stocks = [tube.parts["stock"] * 10e-3 for tube in plan.tubes if tube.in_vehicle][:2]
    assert sub_stocks == pytest.approx([100e-6, 5e-6], rel=5e-3)
    assert stronger_than_the_doses(plan) == []
    assert plan.matched_vehicle is not None
    assert plan.doses[0].vehicle_percent == pytest.approx(0.1, rel=5e-3)
    assert plan.matched_vehicle.vehicle_percent == pytest.approx(plan.doses[0].vehicle_percent, rel=5e-3)
    if scheme is not Scheme.PLAIN:
        assert plan.doses[-1].vehicle_percent == pytest.approx(0.1, rel=5e-3)


def test_each_from_the_stock_a_nanomolar_dose_has_no_strong_tube_in_medium() -> None:
    plan = planned(request(5e-9, limit=None, scheme=Scheme.DIRECT, count=4))

    # A twentieth of a sub-stock goes into medium, not a hundredth of the stock.
    strongest = max(tube.parts.get("stock", 0.0) * 10e-3 for tube in plan.tubes if not tube.in_vehicle)
    assert strongest <= 1e-6 * 1.01
    assert plan.doses[0].vehicle_percent == pytest.approx(0.1, rel=0.01)


@pytest.mark.parametrize(
    ("top", "limit", "intermediates"),
    [
        # 10 µM from 10 mM: 100 µM lies between, 0.038 mg/mL.
        (10e-6, 0.4, [100e-6]),
        # It falls out above 0.02 mg/mL, so what lies between is half as strong.
        (10e-6, 0.02, [50e-6]),
        # Above 0.004 mg/mL, which is the dose itself, and where nothing is known, nothing lies between.
        (10e-6, 0.004, []),
        (10e-6, None, []),
        (1e-6, None, []),
    ],
)
def test_an_intermediate_in_medium_is_made_only_where_it_stays_in_solution(
    top: float, limit: float | None, intermediates: list[float]
) -> None:
    plan = planned(request(top, limit=limit))

    between = [tube.parts["stock"] * 10e-3 for tube in stronger_than_the_doses(plan)]
    assert between == pytest.approx(intermediates, rel=0.01)
    assert all(dose.vehicle_percent == pytest.approx(0.1, rel=0.01) for dose in plan.doses)
    assert plan.matched_vehicle is not None
    assert plan.matched_vehicle.vehicle_percent == pytest.approx(0.1, rel=0.01)


def test_ten_micromolar_of_something_unknown_takes_a_larger_first_tube(lenalidomide: Monograph) -> None:
    plan = planned(request(10e-6, limit=None))
    recipe = series_recipe(plan, Surroundings((lenalidomide,), Cells("H929"), RULES))

    # 4 µL is the least that a P20 sets within 5 %: 4 mL of it, where 731 µL would do.
    said = next(caution for caution in recipe.cautions if caution.code is Message.TUBE_GROWN)
    assert said.values["tube"] == "1"
    assert said.values["ul"] == pytest.approx(4000, rel=2e-3)
    assert said.values["wanted_ul"] == pytest.approx(732, rel=0.06)
    assert plan.used_ul["stock"] == pytest.approx(4.0)


@pytest.mark.parametrize("target", ["5 nM", "80 nM", "1 uM", "10 uM"])
@pytest.mark.parametrize("known", [True, False])
def test_a_series_of_one_dose_goes_the_way_of_a_single_dose(
    units: Units, lenalidomide: Monograph, target: str, known: bool
) -> None:
    page = lenalidomide if known else replace(lenalidomide, solubility=())
    dose = float(units.read(target).m_as("mol/L"))
    one = Ingredient("lenalidomide", 10e-3, (dose,), Kind.MOLARITY, 259.26, dissolves_mg_ml=aqueous_limit(page))

    series = plan_series(SeriesRequest((one,), (2640.0,), 660.0), LAB)
    asked = DoseRequest(
        units.read("10 mM"),
        units.read(target),
        units.of(259.26, "g/mol"),
        Cells("H929", wells=24),
        per_well_ul=100.0,
        well_ul=100.0,
        strength=1.0,
        last_step=Message.STEP_RESUSPEND,
        control_wells=6,
    )
    single = plan_dose(asked, page, RULES, USUAL_PIPETTES)

    ours = [tube for tube in series.tubes if tube.parts.get("stock")]
    assert [tube.in_vehicle for tube in ours] == [tube.in_vehicle for tube in single.tubes]
    assert series.doses[0].vehicle_percent == pytest.approx(single.vehicle_percent, rel=0.01)
    assert series.doses[0].reached[0] == pytest.approx(float(single.in_well.m_as("mol/L")), rel=0.01)


def test_in_a_checkerboard_of_nanomolar_doses_both_share_the_usual_vehicle() -> None:
    doses = (5e-9, 1e-9)
    first = Ingredient("bortezomib", 10e-3, doses, Kind.MOLARITY, MASS, "one", dissolves_mg_ml=3.3)
    second = Ingredient("carfilzomib", 10e-3, doses, Kind.MOLARITY, 719.9, "other")
    laid = lay_out_checkerboard(FORMATS[96], 2, 2, Layout((), 3))
    asked = PlateRequest(
        laid, (Axis((first,), "B"), Axis((second,), "C")), 100.0, 200.0, 2.0, Message.STEP_ADD_TO_WELLS
    )

    plan = plan_plate(asked, LAB)

    assert check_plate(plan, USUAL_PIPETTES) == []
    levels = [plan.in_well(content)[1] for content in laid.wells.values()]
    assert levels == pytest.approx([0.1] * len(levels), rel=0.01)


def test_two_compounds_in_one_tube_go_through_the_vehicle_where_both_are_nanomolar() -> None:
    first = Ingredient("bortezomib", 10e-3, (5e-9, 1e-9), Kind.MOLARITY, MASS, "one")
    second = Ingredient("carfilzomib", 10e-3, (10e-9, 2e-9), Kind.MOLARITY, 719.9, "other")

    plan = planned(SeriesRequest((first, second), (500.0,) * 2, 500.0))

    assert [dose.vehicle_percent for dose in plan.doses] == pytest.approx([0.1, 0.1], rel=0.01)
    strongest = max(tube.parts.get("one", 0.0) for tube in plan.tubes if not tube.in_vehicle)
    assert strongest * 10e-3 == pytest.approx(5e-9, rel=0.02)


def test_a_vehicle_that_was_asked_for_is_kept() -> None:
    asked = replace(request(5e-9, limit=None), vehicle_percent=0.05)

    plan = planned(asked)

    assert [dose.vehicle_percent for dose in plan.doses] == pytest.approx([0.05] * 8, rel=0.01)
    assert stronger_than_the_doses(plan) == []


def test_a_stock_in_water_needs_no_vehicle() -> None:
    plan = planned(replace(request(5e-9, limit=None), vehicle="water"))

    assert plan.doses[0].vehicle_percent == pytest.approx(5e-5, rel=0.02)


# -- a batch that saves tubes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("left_ul", "made_ul"), [(2000.0, 4000.0), (1000.0, 4000.0), (500.0, 4000.0)])
def test_in_the_vehicle_each_dose_is_made_large_enough_to_need_no_intermediate(left_ul: float, made_ul: float) -> None:
    plan = planned(request(10e-6, limit=0.4, scheme=Scheme.IN_VEHICLE, left_ul=left_ul))

    assert plan.batch is not None
    assert plan.batch.ul == pytest.approx(made_ul)
    assert (plan.batch.wanted_ul, plan.batch.tubes) == (left_ul, 9)
    assert (len(plan.tubes), steps(plan)) == (16, 26)
    volumes = {tube.name: tube.volume_ul for tube in plan.tubes}
    assert [volumes[dose.tube] for dose in plan.doses] == pytest.approx([made_ul] * 8, rel=2e-3)


def test_what_is_saved_is_said_and_no_more_stock_is_taken(lenalidomide: Monograph) -> None:
    large = planned(request(10e-6, limit=0.4, scheme=Scheme.IN_VEHICLE))
    # Just too little for ten times as much, so that intermediates are made.
    small = planned(request(10e-6, limit=0.4, scheme=Scheme.IN_VEHICLE, left_ul=399.0))

    recipe = series_recipe(large, Surroundings((lenalidomide,), Cells("H929"), RULES))

    said = next(caution.values for caution in recipe.cautions if caution.code is Message.BATCH_SAVES)
    assert said["tubes"] == len(small.tubes) - len(large.tubes) == 9
    assert said["steps"] == steps(small) - steps(large) == 18
    assert said["ul"] == pytest.approx(4000)
    assert said["wanted_ul"] == 500
    # 9 × (3996 − 450 − 396) µL: what goes into the doses, less what goes into intermediates.
    assert said["more_ul"] == pytest.approx(9 * (3996 - 450 - 396))
    assert large.used_ul["stock"] <= small.used_ul["stock"] * (1 + 1e-9)
    assert large.scale_up == 1


@pytest.mark.parametrize(
    ("left_ul", "count"),
    [
        # More than ten times as much.
        (100.0, 8),
        # 49 × 3.15 mL of medium more.
        (500.0, 48),
        # More than a 15 mL tube holds: 4 µL in 40 mL.
        (4000.0, 4),
    ],
)
def test_a_batch_is_not_made_larger_without_bound(left_ul: float, count: int) -> None:
    ratio = 10_000.0 if left_ul == 4000.0 else 1000.0

    path, batch = for_many(left_ul, ratio, count + 1, LAB, in_medium=0.01)

    assert batch is None
    assert path.scale_up == 1
    assert len(path.factors) == 2


def test_small_pipettes_need_a_smaller_batch() -> None:
    path, batch = for_many(500.0, 1000.0, 9, Lab(RULES, (*SMALL_PIPETTES, *USUAL_PIPETTES)))

    # ISO 8655: a P2 may be 0.08 µL off, which is 5 % of 1.6 µL.
    assert batch is not None
    assert path.take_ul == pytest.approx(1.6)
    assert batch.ul == pytest.approx(1600)


@given(left_ul=st.floats(50, 12_000), ratio=st.floats(2, 20_000), count=st.integers(2, 48))
def test_a_larger_batch_never_takes_more_stock(left_ul: float, ratio: float, count: int) -> None:
    path, batch = for_many(left_ul, ratio, count, LAB)

    _, none = for_many(left_ul, ratio, 1000, LAB)
    assert path.totals_ul[-1] >= left_ul * (1 - 1e-9)
    if batch is not None:
        assert batch.more_ul > 0
        assert path.take_ul <= max(LAB.least_ul(), left_ul / ratio) * 2
        assert none is None or none.tubes == 0 or none.more_ul <= 50_000
    if batch is not None and batch.tubes:
        assert batch.ul <= 10 * left_ul * (1 + 1e-9)
        assert batch.more_ul <= 50_000


@settings(max_examples=40)
@given(
    top=st.floats(-10, -4.5).map(lambda power: 10**power),
    limit=st.sampled_from([None, 1e-3, 0.1, 5.0]),
    scheme=st.sampled_from([Scheme.MATCHED, Scheme.IN_VEHICLE]),
    strength=st.sampled_from([1.0, 2.0, 10.0]),
)
def test_whatever_the_dose_the_control_matches_and_nothing_unknown_lies_between(
    top: float, limit: float | None, scheme: Scheme, strength: float
) -> None:
    plan = planned(request(top, limit=limit, scheme=scheme, strength=strength, count=4, left_ul=1000.0))

    assert plan.matched_vehicle is not None
    for dose in plan.doses:
        assert dose.vehicle_percent == pytest.approx(plan.matched_vehicle.vehicle_percent, rel=0.01)
    for tube in stronger_than_the_doses(plan):
        assert limit is not None
        assert tube.parts["stock"] * 10e-3 * MASS <= limit * 1.01


def test_the_worst_along_a_series_in_the_vehicle_is_that_of_every_pipette_at_its_limit() -> None:
    plan = planned(request(10e-6, limit=0.4, scheme=Scheme.IN_VEHICLE, count=10))

    last = plan.doses[-1]
    worst = 0.0
    pipettes = sorted({pour.way.pipette for tube in plan.tubes for pour in tube.pours})
    for signs in product((-1, 1), repeat=len(pipettes)):
        off = dict(zip(pipettes, signs, strict=True))
        parts = {"stock": 1.0}
        for tube in plan.tubes:
            poured = [(p.way.volume_ul + off[p.way.pipette] * p.way.error_ul, p.source) for p in tube.pours]
            held = sum(ul * parts.get(source, 0.0) for ul, source in poured)
            parts[tube.name] = held / sum(ul for ul, _ in poured)
        worst = max(worst, abs(parts[last.tube] * 10e-3 / last.reached[0] - 1))
    assert last.worst.worst == pytest.approx(worst, rel=1e-6)


@pytest.mark.parametrize(
    ("factor", "left_ul", "pipettes"),
    [
        # Twice 170 µL beside 170 µL: both with the P200, whose error then cancels out of every step.
        (3.0, 340.0, {"P200"}),
        (2.0, 150.0, {"P200"}),
        # 310 and 670 µL are both for the P1000.
        (10**0.5, 670.0, {"P1000"}),
    ],
)
def test_both_volumes_of_a_step_are_set_with_one_pipette(factor: float, left_ul: float, pipettes: set[str]) -> None:
    doses = tuple(10e-6 / factor**place for place in range(8))
    one = Ingredient("lenalidomide", 10e-3, doses, Kind.MOLARITY, 259.26, dissolves_mg_ml=0.4)

    plan = plan_series(SeriesRequest((one,), (left_ul,) * 8, left_ul), LAB)

    assert {pour.way.pipette for tube in plan.tubes if tube.name in set("2345678") for pour in tube.pours} == pipettes
    first, last = plan.doses[0].worst, plan.doses[-1].worst
    assert last.worst < (first.worst + 0.001 if pipettes == {"P200"} else 0.16)
    # What led to the first dose led to all of them.
    assert plan.common[0] == pytest.approx(first.typical, rel=1e-6)
    assert plan.common[0] < last.typical


def test_doses_that_are_made_of_the_stock_each_on_its_own_have_only_its_error_in_common() -> None:
    one = Ingredient(
        "lenalidomide", 10e-3, (100e-6, 50e-6), Kind.MOLARITY, 259.26, dissolves_mg_ml=0.4, stock_error=0.03
    )

    plan = plan_series(SeriesRequest((one,), (1000.0,) * 2, 0.0, scheme=Scheme.DIRECT), LAB)

    assert plan.common == pytest.approx((0.03,))
