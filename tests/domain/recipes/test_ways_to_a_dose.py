"""Which way a dose takes to the well, and how far off it may be when it is there."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.calculations.stock_recipe import StockRequest, plan_stock
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.dose_recipe import DosePlan, plan_dose
from benchapp.domain.recipes.dose_route import Route, route
from benchapp.domain.recipes.dose_series import Scheme, SeriesRequest
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab, Supply, TubePlan
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.recipes.series.series_recipe import Surroundings, series_recipe
from benchapp.domain.recipes.tube_steps import tube_steps
from benchapp.domain.recipes.worst_case import Dispensing, in_wells
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units
from benchapp.store.library.library import Library
from benchapp.ui.text.message_texts import say, say_step
from tests.oracle import SMALL, TEN, check_dose

RULES = LabRules()
LAB = Lab(RULES, USUAL_PIPETTES)


def asked(
    units: Units,
    *,
    stock: str = "10 mM",
    target: str = "10 uM",
    present_ul: float = 0.0,
    added_ul: float = 100.0,
    wells: int = 24,
    control_wells: int = 6,
    medium: str = "medium",
    last_step: MessageCode | None = Message.STEP_ADD_TO_WELLS,
) -> DoseRequest:
    well = present_ul + added_ul
    return DoseRequest(
        stock=units.read(stock),
        target=units.read(target),
        molar_mass=units.of(259.26, "g/mol"),
        cells=Cells("H929", wells=wells),
        per_well_ul=added_ul,
        well_ul=well,
        strength=well / added_ul,
        last_step=last_step,
        overage_percent=10.0 if last_step else 0.0,
        control_wells=control_wells if last_step else 0,
        medium=medium,
    )


def planned(request: DoseRequest, monograph: Monograph) -> DosePlan:
    plan = plan_dose(request, monograph, RULES, USUAL_PIPETTES)
    assert check_dose(plan, request, USUAL_PIPETTES, 0.06) == []
    return plan


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def words(plan: DosePlan) -> list[str]:
    return [plain(" ".join(say_step(line.code, line.values))) for line in plan.recipe.steps]


def cautions(plan: DosePlan) -> list[str]:
    return [plain(say(one.code, one.values)) for one in plan.recipe.cautions]


# -- how far off --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("present_ul", "added_ul", "wells", "percent"),
    [
        # 5.5 µL with 49 µL: √((0.2 × 0.9 ÷ 5.5)² + (1.6 ÷ 54.5)²) = 4.4 %, and 0.2 ÷ 2 × 200 ÷ 202 = 9.9 %.
        (200.0, 2.0, 24, 10.8),
        # 4.2 µL with 196 µL: √((0.2 × 0.98 ÷ 4.2)² + (1.6 ÷ 200)²) = 4.7 %, and 0.2 ÷ 5 × 100 ÷ 105 = 3.8 %.
        (100.0, 5.0, 24, 6.1),
        (30000.0, 30.0, 1, 5.3),
    ],
)
def test_the_pipetting_into_the_wells_counts(
    units: Units, lenalidomide: Monograph, present_ul: float, added_ul: float, wells: int, percent: float
) -> None:
    plan = planned(asked(units, present_ul=present_ul, added_ul=added_ul, wells=wells), lenalidomide)

    assert round(100 * plan.off.typical, 1) == percent
    assert plan.off.worst >= plan.off.typical


def test_what_decides_is_named(units: Units, lenalidomide: Monograph) -> None:
    plan = planned(asked(units, present_ul=200.0, added_ul=2.0), lenalidomide)

    line = next(line for line in plan.recipe.working if line.code is Message.WORK_OFF)

    assert plain(say(line.code, line.values)) == "± 10.8 % typical, ± 16.9 % at worst; 84 % of it is the 2 µL (P20)"
    assert any("at worst" in said for said in cautions(plan))


def half_log(count: int, scheme: Scheme) -> SeriesRequest:
    doses = tuple(10e-6 / math.sqrt(10) ** place for place in range(count))
    one = Ingredient("lenalidomide", 0.01, doses, Kind.MOLARITY, 259.26, dissolves_mg_ml=0.4)
    return SeriesRequest((one,), (500.0,) * count, 500.0, scheme=scheme)


@pytest.mark.parametrize(
    ("count", "scheme", "typical", "worst"),
    [
        (8, Scheme.MATCHED, 9.0, 13.1),
        (10, Scheme.MATCHED, 9.7, 16.0),
        (10, Scheme.IN_VEHICLE, 8.6, 16.9),
        (10, Scheme.DIRECT, 13.3, 54.9),
    ],
)
def test_a_pipette_that_is_off_is_off_the_same_way_every_time(
    count: int, scheme: Scheme, typical: float, worst: float
) -> None:
    # Without overage no volume is rounded: 232 µL of 734 µL are carried from tube to tube.
    plan = plan_series(half_log(count, scheme), Lab(RULES.with_rule("overage_percent", 0.0), USUAL_PIPETTES))

    assert round(100 * max(max(dose.errors) for dose in plan.doses), 1) == typical
    assert round(100 * max(dose.worst.worst for dose in plan.doses), 1) == worst


@given(take=st.floats(4, 200), total=st.floats(300, 3000), strength=st.floats(1, 200))
def test_nothing_within_the_limits_is_further_off_than_the_worst(take: float, total: float, strength: float) -> None:
    rack = TubePlan(LAB, [Supply("stock", pure_vehicle=True, stock=True), Supply("medium")])
    rack.mix("A", ("medium", total - take), ("stock", take))
    rack.mix("B", ("medium", 180.0), ("A", 20.0))
    dispensing = Dispensing(LAB.transfer(20.0), strength)
    tubes = tuple(rack.tubes.values())

    off = in_wells(tubes, "stock", 0.0, dispensing)["B"]

    for signs in ((1, 1, 1), (-1, 1, -1), (0.3, -0.7, 1), (-1, -1, 1)):
        of = dict(zip(("P20", "P200", "P1000"), signs, strict=True))
        parts = {"stock": 1.0, "medium": 0.0}
        for tube in tubes:
            ways = [(pour.way, pour.source) for pour in tube.pours]
            poured = [(way.volume_ul + of[way.pipette] * way.error_ul, source) for way, source in ways]
            parts[tube.name] = sum(ul * parts[source] for ul, source in poured) / sum(ul for ul, _ in poured)
        given_ul = dispensing.way.volume_ul + of[dispensing.way.pipette] * dispensing.way.error_ul
        there = (strength - 1) * dispensing.way.volume_ul
        dose = parts["B"] * given_ul / (given_ul + there)
        assert abs(dose / (tubes[-1].parts["stock"] / strength) - 1) <= off.worst * (1 + 1e-9)


# -- the stock as it is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "present_ul", "added_ul", "reached"),
    [
        ("10 uM", 30000.0, 30.0, 9.990),
        ("10 uM", 2000.0, 2.0, 9.990),
        ("9.99 uM", 30000.0, 30.0, 9.990),
        ("99 uM", 200.0, 2.0, 99.01),
        ("25 uM", 400.0, 1.0, 24.94),
    ],
)
def test_stock_goes_in_undiluted_where_that_meets_the_dose(
    units: Units, lenalidomide: Monograph, target: str, present_ul: float, added_ul: float, reached: float
) -> None:
    pipettes = (SMALL, *USUAL_PIPETTES)
    request = asked(units, target=target, present_ul=present_ul, added_ul=added_ul, wells=6)

    plan = plan_dose(request, lenalidomide, RULES, pipettes)

    assert plan.tubes == plan.control == ()
    assert check_dose(plan, request, pipettes, 0.01) == []
    assert plan.in_well.to("uM").m == pytest.approx(reached, rel=1e-4)
    assert plan.stock_ul == pytest.approx(6 * added_ul)
    assert plan.vehicle_percent == plan.control_percent == pytest.approx(100 * added_ul / (present_ul + added_ul))
    steps = words(plan)
    assert any("of stock to each of 6 wells." in step for step in steps)
    assert any("of DMSO to each of 6 vehicle control wells." in step for step in steps)


def test_stronger_than_the_stock_names_the_most(units: Units, lenalidomide: Monograph) -> None:
    with pytest.raises(CalculationError) as refused:
        planned(asked(units, target="60 uM", present_ul=400.0, added_ul=2.0), lenalidomide)

    assert refused.value.code is Message.TARGET_ABOVE_STOCK
    assert "49.75 µM at most" in plain(say(refused.value.code, refused.value.values))


# -- too little for a well ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("added_ul", [0.5, 1.9, 0.05])
def test_less_than_the_smallest_pipette_sets_is_refused_for_a_well(
    units: Units, lenalidomide: Monograph, added_ul: float
) -> None:
    with pytest.raises(CalculationError) as refused:
        planned(asked(units, present_ul=500 * added_ul, added_ul=added_ul), lenalidomide)

    assert refused.value.code is Message.PER_WELL_TOO_LITTLE
    assert "acoustic" in say(refused.value.code, refused.value.values)


def test_every_step_into_the_wells_names_its_pipette(units: Units, lenalidomide: Monograph) -> None:
    plan = planned(asked(units, present_ul=50.0, added_ul=50.0), lenalidomide)

    assert [step for step in words(plan) if " wells." in step and not step.startswith("P200: ")] == []


# -- nanomolar doses ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["5 nM", "1 nM", "0.1 nM", "100 nM"])
def test_nanomolar_doses_go_through_a_sub_stock_in_the_vehicle(
    units: Units, lenalidomide: Monograph, target: str
) -> None:
    plan = planned(asked(units, target=target), lenalidomide)

    assert [tube.in_vehicle for tube in plan.tubes[:-1]] == [True] * (len(plan.tubes) - 1)
    assert plan.vehicle_percent == pytest.approx(0.1, rel=0.02)
    assert plan.control_percent == pytest.approx(0.1, rel=0.02)
    assert plan.in_well.to("nM").m == pytest.approx(units.read(target).to("nM").m, rel=0.03)


def test_five_nanomolar_takes_four_tubes(units: Units, lenalidomide: Monograph) -> None:
    plan = planned(asked(units, target="5 nM"), lenalidomide)

    held = [one.parts["stock"] * 10e-3 for one in plan.tubes]
    assert held == pytest.approx([100e-6, 5e-6, 5e-9], rel=5e-3)
    assert len(plan.tubes) + len(plan.control) == 4


def test_a_nanomolar_spike_of_a_thousandth_is_the_sub_stock_itself(units: Units, lenalidomide: Monograph) -> None:
    plan = planned(asked(units, target="5 nM", present_ul=2000.0, added_ul=2.0), lenalidomide)

    assert all(tube.in_vehicle for tube in plan.tubes)
    assert plan.control == ()
    assert plan.control_percent == pytest.approx(0.0999, rel=0.01)


def test_a_stock_is_diluted_in_its_own_vehicle(units: Units, lenalidomide: Monograph) -> None:
    request = asked(units, target="1 mM", added_ul=500.0, wells=1, medium="DMSO", last_step=None)

    plan = planned(request, lenalidomide)

    assert [pour.source for pour in plan.tubes[-1].pours] == ["DMSO", "stock"]
    assert plan.in_well.to("mM").m == pytest.approx(1.0, rel=1e-3)
    weak = planned(asked(units, target="1 uM", added_ul=500.0, wells=1, medium="DMSO", last_step=None), lenalidomide)
    assert all(tube.in_vehicle for tube in weak.tubes)


@pytest.mark.parametrize("medium", ["A", "B", "V", "VA"])
def test_a_diluent_may_be_called_like_a_tube(units: Units, lenalidomide: Monograph, medium: str) -> None:
    plan = planned(asked(units, target="3 uM", medium=medium), lenalidomide)

    assert medium not in {tube.name for tube in (*plan.tubes, *plan.control)}


def test_where_nothing_is_known_of_the_solubility_no_tube_in_medium_is_made(
    units: Units, lenalidomide: Monograph
) -> None:
    unknown = replace(lenalidomide, solubility=())
    plan = planned(asked(units, stock="100 mM"), unknown)

    assert [tube.in_vehicle for tube in plan.tubes] == [*[True] * (len(plan.tubes) - 1), False]


def test_small_pipettes_meet_the_limit_from_less(units: Units, lenalidomide: Monograph) -> None:
    assert Lab(RULES, (SMALL, *USUAL_PIPETTES)).least_ul() == pytest.approx(1.6)
    assert Lab(RULES, (TEN, *USUAL_PIPETTES)).least_ul() == pytest.approx(2.4)


def test_a_stock_by_mass_is_worked_without_the_molar_mass(units: Units, lenalidomide: Monograph) -> None:
    mass, target, molar = units.read("10 mg"), units.read("2 mg/mL"), units.of(579.99, "g/mol")

    plan = plan_stock(StockRequest(mass, False, target, molar, "DMSO"), lenalidomide, RULES, USUAL_PIPETTES)

    line = plan.recipe.working[0]
    assert plain(say(line.code, line.values)) == "V = m ÷ c = 10 mg ÷ 2 mg/mL = 5 mL"


# -- plates and series ----------------------------------------------------------------------------------------------


def test_a_plate_states_the_dose_that_the_stock_as_it_is_reaches() -> None:
    one = Ingredient("lenalidomide", 0.01, (10e-6, 1e-6), Kind.MOLARITY, 259.26)
    request = SeriesRequest((one,), (30.0, 30.0), strength=1001.0, per_well_ul=30.0)

    plan = plan_series(request, LAB)

    assert (plan.doses[0].wanted[0], plan.doses[1].wanted[0]) == (10e-6, 1e-6)
    assert plan.doses[0].reached[0] == pytest.approx(9.990e-6, rel=1e-4)
    recipe = series_recipe(plan, Surroundings((None,), Cells("", wells=1), RULES))
    said = [plain(say(note.code, note.values)) for note in recipe.cautions if note.code is Message.UNDILUTED]
    assert said
    assert "9.99 µM is reached instead of 10 µM (−0.1 %)" in said[0]


@pytest.mark.parametrize("left_ul", [2000.0, 3000.0, 4000.0])
def test_a_series_in_the_vehicle_is_made_larger_rather_than_through_intermediates(left_ul: float) -> None:
    wanted = replace(half_log(8, Scheme.IN_VEHICLE), left_ul=(left_ul,) * 8, matched_vehicle_ul=left_ul)

    plan = plan_series(wanted, LAB)

    # Seven sub-stocks, eight doses and the control; with intermediates they would be 25.
    assert len(plan.tubes) == 16
    assert len(tube_steps(plan.tubes, plan.request.ingredients, "DMSO", plan.together)) <= 28


# -- the order of ways ----------------------------------------------------------------------------------------------


def test_above_what_stays_in_solution_the_sub_stock_comes_first(units: Units, lenalidomide: Monograph) -> None:
    lower = replace(lenalidomide, solubility=())

    below, above = (planned(asked(units, target="1 uM"), page) for page in (lenalidomide, lower))

    assert [tube.in_vehicle for tube in above.tubes[:-1]] == [True] * (len(above.tubes) - 1)
    assert below.in_well.m_as("uM") == pytest.approx(above.in_well.m_as("uM"), rel=0.01)
    assert above.control_percent == pytest.approx(above.vehicle_percent, rel=0.02)


def test_a_control_of_hardly_any_vehicle_is_medium(units: Units, lenalidomide: Monograph) -> None:
    # In water there is no toxicity to match by a fixed part, so 5 nM brings 0.00005 % of it.
    request = replace(asked(units, target="5 nM"), vehicle="water")

    plan = planned(request, lenalidomide)

    assert plan.vehicle_percent == pytest.approx(5e-5, rel=0.02)
    assert plan.control == ()
    assert Message.STEP_CONTROL_MEDIUM in {line.code for line in plan.recipe.steps}


def test_31_ul_onto_31_ml_is_not_made_of_stock_and_a_little_medium(units: Units, lenalidomide: Monograph) -> None:
    plan = planned(asked(units, present_ul=31000.0, added_ul=31.0, wells=1, control_wells=1), lenalidomide)

    assert plan.tubes == ()
    assert plan.in_well.m_as("uM") == pytest.approx(9.990, rel=1e-4)


# -- stocks in water ------------------------------------------------------------------------------------------------

# What falls out of buffer is in medium at no more than the solution for the wells, as their dose needs it.
ADDED, TAKEN_UP, SPIKED, LARGER_SPIKE = (100.0, 100.0), (0.0, 100.0), (200.0, 2.0), (200.0, 5.0)


@pytest.fixture
def doxorubicin(library: Library) -> Monograph:
    opened = library.open(library.search("doxorubicin")[0].headline.id)
    assert opened is not None
    return opened.monograph


def of_doxorubicin(
    units: Units, target: str, volumes: tuple[float, float], vehicle: str = "water", stock: str = "2 mg/mL"
) -> DoseRequest:
    present, added = volumes
    request = asked(units, stock=stock, target=target, present_ul=present, added_ul=added)
    return replace(request, vehicle=vehicle, molar_mass=units.of(579.99, "g/mol"))


@pytest.mark.parametrize("volumes", [ADDED, TAKEN_UP, SPIKED, LARGER_SPIKE])
@pytest.mark.parametrize("target", ["0.1 nM", "5 nM", "100 nM", "1 uM", "10 uM", "25 uM", "30 uM"])
@pytest.mark.parametrize("vehicle", ["water", "0.9 % NaCl"])
def test_what_falls_out_of_buffer_meets_medium_at_the_working_dose_only(
    units: Units, doxorubicin: Monograph, target: str, volumes: tuple[float, float], vehicle: str
) -> None:
    plan = planned(of_doxorubicin(units, target, volumes, vehicle, "3.448 mM"), doxorubicin)

    request = plan.request
    assert request is not None
    dose = units.read(target).m_as("uM")
    in_medium = [one.parts["stock"] * 2000 / 579.99 * 1000 for one in plan.tubes if not one.in_vehicle]
    assert all(held <= dose * request.strength * 1.03 for held in in_medium)
    assert plan.control_percent == pytest.approx(plan.vehicle_percent, rel=0.03)
    if volumes == SPIKED:
        assert in_medium == []
        assert plan.vehicle_percent == pytest.approx(0.99, rel=0.01)


def test_five_nanomolar_from_a_stock_in_water_goes_through_a_sub_stock_in_water(
    units: Units, doxorubicin: Monograph
) -> None:
    plan = plan_dose(of_doxorubicin(units, "5 nM", TAKEN_UP), doxorubicin, RULES, USUAL_PIPETTES)

    # 2 mg/mL is 3.448 mM; 5 µM in water, then 1:1000.
    assert [one.in_vehicle for one in plan.tubes] == [True, True, False]
    held = [one.parts["stock"] * 2 / 579.99 for one in plan.tubes]
    assert held == pytest.approx([34.48e-6, 5e-6, 5e-9], rel=5e-3)
    assert plan.vehicle_percent == pytest.approx(0.1, rel=0.01)
    assert any("water into tube A" in step for step in words(plan))


def test_one_micromolar_from_a_stock_in_water_needs_no_intermediate_in_medium(
    units: Units, doxorubicin: Monograph
) -> None:
    plan = plan_dose(of_doxorubicin(units, "1 uM", TAKEN_UP), doxorubicin, RULES, USUAL_PIPETTES)

    assert [one.in_vehicle for one in plan.tubes[:-1]] == [True] * (len(plan.tubes) - 1)
    assert plan.in_well.m_as("uM") == pytest.approx(1.0, rel=5e-3)
    assert plan.vehicle_percent <= 0.1 * 1.01


@pytest.mark.parametrize("scheme", [Scheme.MATCHED, Scheme.PLAIN, Scheme.IN_VEHICLE])
def test_a_series_of_what_falls_out_of_buffer_has_no_tube_in_medium_above_its_highest_dose(scheme: Scheme) -> None:
    doses = (100e-9, 30e-9, 10e-9, 3e-9)
    one = Ingredient("doxorubicin", 3.448e-3, doses, Kind.MOLARITY, 579.99, falls_out=True)
    request = SeriesRequest((one,), (1000.0,) * 4, 1000.0, scheme=scheme, vehicle="water")

    plan, free = (
        plan_series(replace(request, ingredients=(each,)), LAB) for each in (one, replace(one, falls_out=False))
    )

    in_medium = [tube.parts.get("stock", 0.0) * 3.448e-3 for tube in plan.tubes if not tube.in_vehicle]
    assert max(in_medium) <= 100e-9 * 1.03
    if scheme is not Scheme.IN_VEHICLE:
        assert max(tube.parts.get("stock", 0.0) * 3.448e-3 for tube in free.tubes) > 1e-6
        assert not any(tube.in_vehicle for tube in free.tubes)


def test_of_a_stock_in_water_an_intermediate_in_medium_is_within_what_is_on_file(
    units: Units, lenalidomide: Monograph
) -> None:
    # 0.4 mg/mL is the lowest figure on file: 1.54 mM.
    plan = planned(replace(asked(units, stock="100 mM", target="5 nM"), vehicle="water"), lenalidomide)

    strong = [one.parts["stock"] * 0.1 for one in plan.tubes if not one.in_vehicle]
    assert max(strong) <= 1.543e-3 * 1.001


@given(dose=st.floats(1e-10, 3e-5), strength=st.floats(1, 200), batch=st.floats(100, 20000))
def test_no_way_of_what_falls_out_of_buffer_has_an_intermediate_in_medium(
    dose: float, strength: float, batch: float
) -> None:
    one = Ingredient("doxorubicin", 3.448e-3, (dose,), Kind.MOLARITY, 579.99, falls_out=True)
    if dose * strength > one.stock:
        return

    path = route((one,), strength, batch, LAB, watery=True).path(batch, LAB)

    assert all(path.in_vehicle[:-1])


# -- ways that cannot be gone --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "watery"), [(Kind.ACTIVITY_CONCENTRATION, False), (Kind.ACTIVITY_CONCENTRATION, True)]
)
def test_a_dose_that_intermediates_in_medium_cannot_reach_goes_through_a_sub_stock(kind: Kind, watery: bool) -> None:
    """A million million times weaker: four intermediates of a hundred are not enough, dilutions of a sub-stock are."""
    one = Ingredient("cytokine", 1e6, (1e-6,), kind)

    way = route((one,), 1.0, 1000.0, LAB, watery=watery)

    assert way.weaker == pytest.approx(1e9)
    with pytest.raises(CalculationError):
        replace(way, weaker=0.0).path(1000.0, LAB)
    assert math.prod(way.path(1000.0, LAB).factors) == pytest.approx(1e12)


@pytest.mark.parametrize(
    ("ratio", "batch_ul", "factors"),
    [
        # A tenfold dilution of 50 µL takes 5 µL; 150 times is set in two steps, by a P1000 alone too.
        (10.0, 50.0, (10.0,)), (150.0, 300.0, (50.0, 3.0)), (1e3, 1000.0, (100.0, 10.0)),
        # Nothing but a larger batch can be set of a third less than the stock.
        (1.5, 300.0, (1.5,)),
    ],
)  # fmt: skip
def test_what_is_diluted_with_its_own_vehicle_takes_as_few_steps_as_can_be_set(
    ratio: float, batch_ul: float, factors: tuple[float, ...]
) -> None:
    lab = LAB if ratio == 10.0 else Lab(RULES, USUAL_PIPETTES[2:3])

    path = Route(ratio, pure=True).path(batch_ul, lab)

    assert path.factors == pytest.approx(factors)
    assert path.totals_ul[-1] >= batch_ul
    assert path.scale_up == pytest.approx(path.totals_ul[-1] / batch_ul)
    assert all(lab.dilutes(total, factor) for total, factor in zip(path.totals_ul, path.factors, strict=True))


def test_steps_name_the_compounds_of_a_tube_and_what_is_added_before_the_last() -> None:
    one = Ingredient("lenalidomide", 0.01, (1e-5,), Kind.MOLARITY, 259.26, "len")
    other = Ingredient("venetoclax", 0.02, (1e-5,), Kind.MOLARITY, 868.44, "ven")
    supplies = (*(Supply(name, pure_vehicle=True, stock=True) for name in ("len", "ven")), Supply("medium"))
    rack = TubePlan(LAB, supplies)
    tube = rack.mix("A", ("medium", 800.0), ("len", 100.0), ("ven", 100.0))

    first, also, last = tube_steps((tube,), (one, other), "DMSO")

    assert [line.code for line in (first, also, last)] == [
        Message.STEP_PUT_DILUENT, Message.STEP_ADD_ALSO, Message.STEP_ADD_TO_TUBE,
    ]  # fmt: skip
    assert (also.values["what"], last.values["what"]) == ("len", "ven")
    # A tenth of each.
    assert (last.values["compound"], last.values["compound_2"]) == ("lenalidomide", "venetoclax")
    assert [last.values["molar"], last.values["molar_2"]] == pytest.approx([0.001, 0.002])
