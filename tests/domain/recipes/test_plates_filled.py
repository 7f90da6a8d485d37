"""Plates as they are filled: what each well gets of which tube, what is left of it, and in what order."""

import math

import pytest
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.incubations.redose import Method, Well
from benchapp.domain.incubations.well_course import Redosing
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.lab.plates import FORMATS, Content, Layout, PlateMap, lay_out, lay_out_checkerboard
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.dose_series import Scheme
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.plate_plan import Axis, PlatePlan, PlateRequest, short_names
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.recipes.series.series_recipe import Surroundings, plate_recipe
from benchapp.domain.units.kinds import Kind
from tests.oracle import check_plate

LAB = Lab(LabRules(), USUAL_PIPETTES)
LEN = Ingredient("Lenalidomide", 10e-3, (10e-6, 1e-6), Kind.MOLARITY, 259.26, "len stock", dissolves_mg_ml=0.4)
VEN = Ingredient("Venetoclax", 10e-3, (1e-6, 1e-7), Kind.MOLARITY, 868.44, "ven stock", dissolves_mg_ml=0.4)
# The same dose of a second compound in every tube of the first.
PARTNER = replace(VEN, doses=(1e-6, 1e-6))
VEHICLE = Content(WellUse.VEHICLE)


@pytest.mark.parametrize(
    ("compounds", "names"),
    [
        (("venetoclax", "lenalidomide"), ("Ven", "Len")),
        # As many letters more as it takes to tell them apart.
        (("lenalidomide", "lenvatinib"), ("Lena", "Lenv")),
        (("MG-132", "MG-262"), ("MG1", "MG2")),
        (("ABT", "ABT-737"), ("ABT", "ABT7")),
        # Two that nothing tells apart are numbered.
        (("JQ1", "jq1"), ("JQ11", "jq12")),
        (("!", "abc"), ("X", "Abc")),
    ],
)
def test_tubes_are_named_by_a_few_letters_of_their_compound(compounds: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert short_names(compounds) == names


def in_columns(*, vehicle: int = 3, untreated: int = 3, blanks: int = 2) -> PlateMap:
    doses = tuple(Content(WellUse.DOSE, (level,)) for level in range(2))
    return lay_out(FORMATS[24], Layout(doses, 3, vehicle, untreated, blanks))


CHECKERBOARD = lay_out_checkerboard(FORMATS[24], 2, 2, Layout((), 2, 3, 1, 1))


def asked(
    laid: PlateMap, *axes: Axis, last_step: MessageCode = Message.STEP_REPLACE_IN, **more: object
) -> PlateRequest:
    return PlateRequest(laid, axes, 500.0, 500.0, 1.0, last_step, **more)  # type: ignore[arg-type]


def planned(request: PlateRequest) -> PlatePlan:
    plan = plan_plate(request, LAB)
    assert check_plate(plan, USUAL_PIPETTES) == []
    return plan


def steps(plan: PlatePlan, *monographs: Monograph | None) -> tuple[Line, ...]:
    of_all = monographs or (None,) * len(plan.ingredients)
    return plate_recipe(plan, Surroundings(of_all, Cells("H929", "human"), LabRules())).steps


def test_of_two_tubes_the_medium_is_taken_off_once() -> None:
    plan = planned(asked(CHECKERBOARD, Axis((LEN,), "L"), Axis((VEN,), "V")))

    lines = steps(plan)
    (taken,) = [line for line in lines if line.code is Message.STEP_TAKE_ALL_OFF]
    # Two blocks of 3 × 3 and one vehicle control more than their two corners.
    assert (taken.values["wells"], taken.values["ul"]) == (19, 500.0)
    added = [line for line in lines if line.code is Message.STEP_ADD_INTO]
    assert [(line.values["what"], line.values["wells"], line.values["ul"]) for line in added] == [
        ("LV", 7, 250.0), ("L2", 6, 250.0), ("L1", 6, 250.0), ("VV", 7, 250.0), ("V2", 6, 250.0), ("V1", 6, 250.0),
    ]  # fmt: skip
    assert lines.index(taken) < lines.index(added[0])
    # Each well gets half of each tube, so that each of them holds twice the dose.
    assert plan.in_well(Content(WellUse.DOSE, (0, 1)))[0] == pytest.approx((10e-6, 1e-7), rel=0.02)
    assert plan.in_well(Content(WellUse.DOSE, (0, -1)))[0] == pytest.approx((10e-6, 0.0), rel=0.02)
    assert plan.in_well(Content(WellUse.UNTREATED)) == ((0.0, 0.0), 0.0)


def test_with_half_the_medium_left_half_is_taken_off_once() -> None:
    request = asked(CHECKERBOARD, Axis((LEN,), "L"), Axis((VEN,), "V"), last_step=Message.STEP_REPLACE_HALF_IN)

    codes = [line.code for line in steps(planned(request))]

    assert codes.count(Message.STEP_TAKE_OFF) == 1
    assert Message.STEP_TAKE_ALL_OFF not in codes


def test_with_a_partner_vehicle_controls_get_vehicle_alone() -> None:
    plan = planned(asked(in_columns(), Axis((LEN, PARTNER))))

    assert plan.request.axes[0].has_partner
    (series,) = plan.series
    assert series.vehicle_alone is not None
    filled = {line.values["what"]: line.values["wells"] for line in steps(plan) if line.code is Message.STEP_REPLACE_IN}
    assert filled == {"medium": 3, series.vehicle_alone.tube: 3, "2": 3, "1": 3}
    held, vehicle = plan.in_well(VEHICLE)
    assert held == (0.0, 0.0)
    assert vehicle == pytest.approx(plan.in_well(Content(WellUse.DOSE, (0,)))[1], rel=0.02)


def test_without_a_partner_nothing_but_its_tubes_is_made() -> None:
    plan = planned(asked(in_columns(), Axis((LEN,))))

    assert not plan.request.axes[0].has_partner
    assert plan.series[0].vehicle_alone is None
    assert [total.tube for total in plan.totals] == ["1", "2", "V"]


def test_what_is_made_is_what_wells_and_weaker_tubes_take_and_what_is_left() -> None:
    plan = planned(asked(in_columns(), Axis((LEN,))))

    # Three wells of 500 µL take 1500 µL of the highest dose; the next dose is diluted from it.
    into_next = sum(pour.way.volume_ul for tube in plan.series[0].tubes for pour in tube.pours if pour.source == "1")
    assert into_next > 0
    assert plan.wells_ul == pytest.approx(1500 + into_next)
    first = next(tube for tube in plan.series[0].tubes if tube.name == "1")
    assert plan.made_ul == pytest.approx(first.volume_ul)
    assert plan.made_ul >= plan.wells_ul + LabRules().dead_volume_ul


def test_medium_of_untreated_wells_and_blanks_is_used_up_too() -> None:
    plan = planned(asked(in_columns(), Axis((LEN,))))
    without = planned(asked(in_columns(untreated=0, blanks=0), Axis((LEN,))))

    # Three untreated wells and two blanks of 500 µL, and a tenth more.
    assert plan.used_ul("medium") - without.used_ul("medium") == pytest.approx(1.1 * 5 * 500)
    assert plan.used_ul("len stock") == without.used_ul("len stock") > 0
    assert plan.used_ul("ven stock") == 0.0


def test_the_vehicle_that_each_kind_of_well_is_given_is_kept_by_its_content() -> None:
    plan = planned(asked(in_columns(), Axis((LEN,)), scheme=Scheme.PLAIN))

    # 10 µM and 1 µM of 10 mM are 0.1 and 0.01 %, the control as much as the highest; twice as much in what is put in.
    held = plan.percent_by_well()
    assert held == {
        "dose 0": pytest.approx(0.1, rel=0.01), "dose 1": pytest.approx(0.01, rel=0.02),
        "vehicle control": pytest.approx(0.1, rel=0.01),
    }  # fmt: skip
    assert plan.percent_by_well(2.0) == {well: pytest.approx(2 * percent, rel=1e-5) for well, percent in held.items()}


@pytest.mark.parametrize("percent", [0.3, 0.5])
def test_a_vehicle_of_one_s_own_is_shared_by_both_series(percent: float) -> None:
    plan = planned(asked(CHECKERBOARD, Axis((LEN,), "L"), Axis((VEN,), "V"), vehicle_percent=percent))

    for content in dict.fromkeys(one for one in CHECKERBOARD.wells.values() if one.treated):
        assert plan.in_well(content)[1] == pytest.approx(percent, rel=0.02), content


def test_less_vehicle_than_the_stocks_bring_is_refused_with_the_least() -> None:
    # 10 µM and 1 µM, each of 10 mM: 0.1 % and 0.01 %.
    with pytest.raises(CalculationError) as refused:
        plan_plate(asked(CHECKERBOARD, Axis((LEN,), "L"), Axis((VEN,), "V"), vehicle_percent=0.1), LAB)

    assert refused.value.code is Message.VEHICLE_TOO_LITTLE
    assert refused.value.values["percent"] == 0.1
    assert float(str(refused.value.values["least"])) == pytest.approx(0.11)


def test_a_plate_without_a_dose_is_refused() -> None:
    laid = in_columns().painted([well for well, one in in_columns().wells.items() if one.use is WellUse.DOSE], VEHICLE)

    with pytest.raises(CalculationError) as refused:
        plan_plate(asked(laid, Axis((LEN,))), LAB)

    assert refused.value.code is Message.NO_DOSE_ON_PLATE


def test_a_dose_that_was_painted_away_stays_in_the_series() -> None:
    laid = in_columns()
    laid = laid.painted([well for well, one in laid.wells.items() if one.levels == (0,)], Content())

    plan = planned(asked(laid, Axis((LEN,))))

    assert {total.tube: total.wells for total in plan.totals} == {"1": 0, "2": 3, "V": 3}


@pytest.mark.parametrize("vehicle", ["DMSO", "ethanol"])
def test_dmso_is_warmed_before_it_is_taken(vehicle: str) -> None:
    codes = [line.code for line in steps(planned(asked(in_columns(), Axis((LEN,)), vehicle=vehicle)))]

    assert (Message.STEP_WARM in codes) is (vehicle == "DMSO")


def test_a_plate_without_a_vehicle_control_is_questioned() -> None:
    for vehicle, said in ((3, False), (0, True)):
        plan = planned(asked(in_columns(vehicle=vehicle), Axis((LEN,))))
        cautions = plate_recipe(plan, Surroundings((None,), Cells("H929"), LabRules())).cautions
        assert (Message.NO_VEHICLE_CONTROL in {caution.code for caution in cautions}) is said


@pytest.mark.parametrize(
    ("edge_empty", "length_h", "filled"), [(True, 72, True), (True, 20, False), (False, 72, False)]
)
def test_a_free_border_is_filled_where_evaporation_counts(edge_empty: bool, length_h: float, filled: bool) -> None:
    doses = tuple(Content(WellUse.DOSE, (level,)) for level in range(2))
    laid = lay_out(FORMATS[96], Layout(doses, 3, 3, edge_empty=edge_empty))
    plan = planned(PlateRequest(laid, (Axis((LEN,)),), 100.0, 100.0, 1.0, Message.STEP_REPLACE_IN))
    recipe = plate_recipe(plan, Surroundings((None,), Cells("H929"), LabRules(), length_s=length_h * 3600.0))

    border = [line for line in recipe.steps if line.code is Message.STEP_BORDER]
    # 12 wells in two rows, and 8 in two columns, of which four are corners.
    assert [(line.values["wells"], line.values["ul"]) for line in border] == ([(36, 100.0)] if filled else [])
    assert (Message.BORDER_USED in {caution.code for caution in recipe.cautions}) is not edge_empty


def test_no_wells_of_medium_are_no_step() -> None:
    codes = [line.code for line in steps(planned(asked(in_columns(untreated=0, blanks=0), Axis((LEN,)))))]

    assert Message.STEP_BLANKS not in codes
    assert codes.count(Message.STEP_REPLACE_IN) == 3


def redosed(before: dict[Content, float]) -> PlatePlan:
    redose = Redosing(Method.HALF_CHANGE_2X, Well(500.0, 0.2, 1.0, 0.1))
    request = PlateRequest(
        CHECKERBOARD, (Axis((LEN,), "L"), Axis((VEN,), "V")), redose.add_ul, redose.change.volume_ul, redose.strength,
        Message.STEP_REPLACE_HALF_IN, redose=redose, before_percent=before,
    )  # fmt: skip
    return plan_plate(request, LAB)


def test_wells_that_held_different_vehicle_are_shown_with_both_ends() -> None:
    top = Content(WellUse.DOSE, (0, 0))
    alike, apart = redosed({}), redosed({top: 0.3})

    def said(plan: PlatePlan) -> dict[object, Line]:
        return {line.values["what"]: line for line in steps(plan) if line.code is Message.STEP_ADD_INTO}

    assert all("least_percent" not in line.values for line in said(alike).values())
    # Of six wells that get the highest dose, two held 0.3 % and not 0.1 %; half of that is left.
    line = said(apart)["L1"]
    assert float(str(line.values["percent"])) - float(str(line.values["least_percent"])) == pytest.approx(0.1)
    # Two compounds are in the wells: each is named; between its ends is half of the dose that was there, or nothing.
    assert line.values["compound"] == "Lenalidomide"
    low, high = (float(str(line.values[name])) for name in ("molar_low", "molar_high"))
    assert high - low == pytest.approx(0.5 * 10e-6, rel=0.02)
    assert "compound" not in said(apart)["LV"].values


def test_a_re_dose_is_worked_out_for_the_highest_doses() -> None:
    top = Content(WellUse.DOSE, (0, 0))
    plan = redosed({top: 0.3})
    recipe = plate_recipe(plan, Surroundings((None, None), Cells("H929", "human"), LabRules()))

    lines = [line for line in recipe.working if line.code is Message.WORK_REDOSE]
    assert [line.values["compound"] for line in lines] == ["Lenalidomide", "Venetoclax"]
    for line in lines:
        assert (line.values["kept"], line.values["before_percent"]) == (0.5, 0.3)
        assert float(str(line.values["added_percent"])) == pytest.approx(plan.after(top).vehicle_percent - 0.15)
    assert math.isclose(plan.after(Content(WellUse.UNTREATED)).vehicle_percent, 0.0)
