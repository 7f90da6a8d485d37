import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.calculations.dose_steps import HALF_LOG
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.lab.plates import (
    EMPTY,
    FORMATS,
    Content,
    Layout,
    PlateMap,
    lay_out,
    lay_out_checkerboard,
    place_of,
    read_edits,
    row_name,
    spelled,
    well_name,
    written,
)
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import BenchError, CalculationError, Message
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.plate_plan import Axis, PlatePlan, PlateRequest
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.recipes.series.series_recipe import Surroundings, plate_recipe
from benchapp.domain.units.kinds import Kind
from tests.oracle import REFUSALS, check_plate, random_plate

EIGHT = tuple(10e-6 / HALF_LOG**place for place in range(8))
ONE = Ingredient("lenalidomide", 10e-3, EIGHT, Kind.MOLARITY, 259.26, dissolves_mg_ml=0.4)
OTHER = Ingredient("pinometostat", 10e-3, (1e-6, 1e-7), Kind.MOLARITY, 562.7, "other stock", dissolves_mg_ml=0.4)


def layout(replicates: int = 3, count: int = 8, **more: int) -> Layout:
    return Layout(tuple(Content(WellUse.DOSE, (level,)) for level in range(count)), replicates, **more)  # type: ignore[arg-type]


def plate(laid: PlateMap, *axes: Axis, strength: float = 2.0, plates: int = 1) -> PlatePlan:
    request = PlateRequest(laid, axes or (Axis((ONE,)),), 100, 100 * strength, strength, Message.STEP_ADD_INTO)
    return plan_plate(request if plates == 1 else _times(request, plates), Lab(LabRules(), USUAL_PIPETTES))


def _times(request: PlateRequest, plates: int) -> PlateRequest:
    from msgspec.structs import replace

    return replace(request, plates=plates)


def test_each_dose_is_a_column_with_its_replicates_down_it() -> None:
    laid = lay_out(FORMATS[96], layout(vehicle=3, untreated=3, blanks=2))

    assert [laid.at(well) for well in ("A1", "B1", "C1")] == [Content(WellUse.DOSE, (0,))] * 3
    assert laid.at("A8") == Content(WellUse.DOSE, (7,))
    assert [laid.at(well).use for well in ("A9", "A10", "A11", "C11", "D1")] == [
        WellUse.VEHICLE, WellUse.UNTREATED, WellUse.BLANK, WellUse.EMPTY, WellUse.EMPTY,
    ]  # fmt: skip
    assert laid.treated() == 8 * 3 + 3 + 3


def test_edge_wells_stay_empty_on_request() -> None:
    laid = lay_out(FORMATS[96], layout(replicates=3, count=8, vehicle=3, edge_empty=True))

    assert laid.at("A1") is EMPTY
    assert laid.at("B2") == Content(WellUse.DOSE, (0,))
    assert not any(FORMATS[96].at_edge(ord(well[0]) - 65, int(well[1:]) - 1) for well in laid.wells)


def test_what_does_not_fit_side_by_side_goes_further_down_and_in_the_end_is_refused() -> None:
    assert lay_out(FORMATS[384], layout(replicates=4, count=48)).counts()[Content(WellUse.DOSE, (47,))] == 4
    assert lay_out(FORMATS[24], layout(replicates=3, count=8)).at("A1").levels == (0,)
    with pytest.raises(CalculationError) as refused:
        lay_out(FORMATS[24], layout(replicates=4, count=8))
    assert refused.value.code is Message.PLATE_FULL
    assert (refused.value.values["wanted"], refused.value.values["room"]) == (32, 24)


def test_a_checkerboard_holds_every_pair_and_its_corner_is_the_vehicle_control() -> None:
    laid = lay_out_checkerboard(FORMATS[96], 4, 3, Layout((), 2, vehicle=3, untreated=2))

    for first in range(-1, 4):
        for second in range(-1, 3):
            pair = (first, second)
            content = Content(WellUse.VEHICLE) if pair == (-1, -1) else Content(WellUse.DOSE, pair)
            assert laid.counts()[content] == (3 if content.use is WellUse.VEHICLE else 2)
    assert laid.at("A1").levels == (0, 0)
    assert laid.at("E4").use is WellUse.VEHICLE


def test_blocks_that_do_not_stand_side_by_side_follow_each_other() -> None:
    laid = lay_out_checkerboard(FORMATS[384], 10, 10, Layout((), 3, untreated=3))

    assert len(laid.wells) == 3 * 121 + 3
    assert laid.counts()[Content(WellUse.DOSE, (9, 9))] == 3


def test_a_checkerboard_too_large_is_refused() -> None:
    with pytest.raises(CalculationError) as refused:
        lay_out_checkerboard(FORMATS[24], 6, 6, Layout((), 1))

    assert refused.value.code is Message.PLATE_FULL


def test_wells_are_spelled_as_ranges() -> None:
    assert spelled(["B2", "B3", "B4", "D7"]) == "B2–B4, D7"
    assert spelled(["A1", "B1", "C1"]) == "A1–C1"
    assert spelled([]) == ""


def test_edits_survive_as_text_and_nonsense_is_left_out() -> None:
    edits = {"B2": Content(WellUse.DOSE, (0, -1)), "H12": Content(WellUse.BLANK), "C3": EMPTY}

    assert read_edits(written(edits)) == edits
    assert read_edits("Z99=dose 1; A1=gold; B1; =dose 1; B2=dose x") == {}


def test_the_tubes_are_enough_for_the_wells_with_overage() -> None:
    plan = plate(lay_out(FORMATS[96], layout(vehicle=6)))

    assert {total.tube: total.wells for total in plan.totals} == {**{str(n): 3 for n in range(1, 9)}, "V": 6}
    for total in plan.totals:
        assert total.made_ul >= total.wells_ul * 1.1
    assert plan.in_well(Content(WellUse.DOSE, (0,)))[0] == pytest.approx((10e-6,), rel=0.01)
    assert plan.in_well(Content(WellUse.UNTREATED)) == ((0.0,), 0.0)


def test_three_plates_take_three_times_the_medium() -> None:
    laid = lay_out(FORMATS[96], layout(vehicle=6))

    one, three = plate(laid), plate(laid, plates=3)

    assert [total.wells for total in three.totals] == [3 * total.wells for total in one.totals]
    assert three.used_ul("medium") == pytest.approx(3 * one.used_ul("medium"), rel=0.2)


def test_painting_a_well_changes_what_has_to_be_made() -> None:
    laid = lay_out(FORMATS[96], layout(vehicle=3)).painted(["H12", "H11"], Content(WellUse.DOSE, (0,)))

    assert plate(laid).totals[0].wells == 5


def test_a_plate_without_a_dose_is_refused() -> None:
    with pytest.raises(CalculationError) as refused:
        plate(PlateMap(FORMATS[96], {"A1": Content(WellUse.VEHICLE)}))

    assert refused.value.code is Message.NO_DOSE_ON_PLATE


def test_in_a_checkerboard_every_well_holds_the_same_vehicle() -> None:
    laid = lay_out_checkerboard(FORMATS[96], 8, 2, Layout((), 1))
    plan = plate(laid, Axis((ONE,), "L"), Axis((OTHER,), "R"))

    wells = [content for content in laid.wells.values() if content.use in {WellUse.DOSE, WellUse.VEHICLE}]
    levels = [plan.in_well(content)[1] for content in wells]
    assert plan.share_ul == 50
    assert levels == pytest.approx([0.11] * len(wells), rel=0.02)
    assert plan.in_well(Content(WellUse.DOSE, (0, 0)))[0] == pytest.approx((10e-6, 1e-6), rel=0.02)
    assert plan.in_well(Content(WellUse.DOSE, (-1, 1)))[0] == pytest.approx((0, 1e-7), rel=0.02)


def test_the_steps_name_every_well_once_and_a_missing_control_is_said(lenalidomide: Monograph) -> None:
    laid = lay_out(FORMATS[96], layout(untreated=3, blanks=3))
    around = Surroundings((lenalidomide,), Cells("H929", "human"), LabRules())

    recipe = plate_recipe(plate(laid), around)

    filled = [line for line in recipe.steps if "where" in line.values]
    assert sum(int(str(line.values["wells"])) for line in filled) == len(laid.wells)
    assert Message.NO_VEHICLE_CONTROL in {caution.code for caution in recipe.cautions}


def test_mouse_cells_are_said_once_for_both_compounds(lenalidomide: Monograph) -> None:
    laid = lay_out_checkerboard(FORMATS[96], 8, 2, Layout((), 1))
    around = Surroundings((lenalidomide, lenalidomide), Cells("B16", "mouse"), LabRules())

    recipe = plate_recipe(plate(laid, Axis((ONE,), "L"), Axis((OTHER,), "R")), around)

    assert [caution.code for caution in recipe.cautions].count(Message.MOUSE_CEREBLON) == 1


@given(seed=st.integers(0, 10**9))
def test_every_plate_is_right_by_the_oracle_or_refused_with_a_reason(seed: int) -> None:
    dice = random.Random(seed)
    try:
        plan = plan_plate(random_plate(dice), Lab(LabRules(), USUAL_PIPETTES))
    except BenchError as refused:
        assert refused.code in REFUSALS
        return

    assert check_plate(plan, USUAL_PIPETTES) == []


def test_a_plate_of_1536_wells_has_rows_of_two_letters() -> None:
    plate = FORMATS[1536]
    names = list(plate.names())

    assert len(set(names)) == 1536
    assert (names[0], names[48], names[-1]) == ("A1", "B1", "AF48")
    assert [row_name(row) for row in (25, 26, 31)] == ["Z", "AA", "AF"]
    assert all(well_name(*place_of(name)) == name for name in names)
    assert spelled(["Z1", "AA1", "AB1"]) == "Z1–AB1"
    assert spelled(["AF47", "AF48"]) == "AF47–AF48"
    edits = {"AF48": Content(WellUse.BLANK), "Z9": Content(WellUse.DOSE, (3,))}
    assert read_edits(written(edits)) == edits


@pytest.mark.parametrize(("wells", "border"), [(6, 6), (96, 36), (384, 76), (1536, 156)])
def test_the_border_is_every_well_at_the_edge(wells: int, border: int) -> None:
    assert len(FORMATS[wells].border()) == len(set(FORMATS[wells].border())) == border


def test_a_large_plate_is_planned_and_laid_out() -> None:
    laid = lay_out(FORMATS[1536], layout(replicates=8, count=8, vehicle=16, edge_empty=True))
    request = PlateRequest(laid, (Axis((ONE,)),), 5, 5, 1, Message.STEP_TAKE_UP_INTO)

    plan = plan_plate(request, Lab(LabRules(), USUAL_PIPETTES))

    assert [total.wells for total in plan.totals] == [8] * 8 + [16]
    assert not set(laid.wells) & set(FORMATS[1536].border())


@pytest.mark.parametrize(
    ("wells", "edge_empty", "length_h", "free", "used"),
    [
        (96, True, 0, True, False),
        (96, True, 72, True, False),
        (96, True, 24, False, False),
        (96, False, 72, False, True),
        (96, False, 24, False, False),
        (384, False, 0, False, True),
        (48, False, 72, False, False),
    ],
)
def test_the_recipe_fills_a_free_border_and_says_where_it_is_used(
    lenalidomide: Monograph, wells: int, edge_empty: bool, length_h: float, free: bool, used: bool
) -> None:
    laid = lay_out(FORMATS[wells], layout(vehicle=3, edge_empty=edge_empty))
    around = Surroundings((lenalidomide,), Cells("H929", "human"), LabRules(), length_s=length_h * 3600)

    recipe = plate_recipe(plate(laid), around)

    assert (Message.STEP_BORDER in {line.code for line in recipe.steps}) is free
    assert (Message.BORDER_USED in {one.code for one in recipe.cautions}) is used


def test_wells_are_filled_from_the_vehicle_up_to_the_highest_dose(lenalidomide: Monograph) -> None:
    laid = lay_out(FORMATS[96], layout(vehicle=3, untreated=3, blanks=3))
    around = Surroundings((lenalidomide,), Cells("H929", "human"), LabRules())

    recipe = plate_recipe(plate(laid), around)

    filled = [str(line.values["what"]) for line in recipe.steps if "where" in line.values]
    assert filled == ["medium", "medium", "V", *(str(number) for number in range(8, 0, -1))]
    order = [line.code for line in recipe.steps].index(Message.STEP_DOSING_ORDER)
    assert order < [line.values.get("what") for line in recipe.steps].index("V", order)


def test_a_plate_whose_wells_would_overflow_is_questioned(lenalidomide: Monograph) -> None:
    around = Surroundings((lenalidomide,), Cells("H929", "human"), LabRules())

    full = plate_recipe(plate(lay_out(FORMATS[384], layout()), strength=2.0), around)
    usual = plate_recipe(plate(lay_out(FORMATS[96], layout()), strength=2.0), around)

    assert Message.WELL_OVERFLOWS in {caution.code for caution in full.cautions}
    assert not {Message.WELL_OVERFLOWS, Message.WELL_TOO_FULL} & {caution.code for caution in usual.cautions}
