"""What a well holds after a re-dose, as recipe, cautions and form say it, beside an exact simulation of the well."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells, Running
from benchapp.domain.incubations.redose import Method, usual_spike_ul
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.incubations.well_course import Brought, Redosing, redosing, well_course, widest
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.lab.plates import FORMATS, Content, Layout, lay_out
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import BenchError, Message, Severity
from benchapp.domain.recipes.dose_recipe import DosePlan, plan_dose
from benchapp.domain.recipes.dose_series import SeriesRequest
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab, Supply
from benchapp.domain.recipes.plate_plan import Axis, PlatePlan, PlateRequest
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.recipes.series.series_recipe import Surroundings, plate_recipe
from benchapp.domain.recipes.worst_case import Dispensing
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units
from benchapp.ui.paper.bench_sheet import BenchSheet, sheet_text
from benchapp.ui.paper.pages import html_of
from benchapp.ui.paper.sheet_pages import sheet_pages
from benchapp.ui.text.course_texts import course_lines
from benchapp.ui.text.message_texts import say_step
from tests.making import incubation
from tests.oracle import Poured

RULES = LabRules()
LAST = {
    Method.FULL_CHANGE: Message.STEP_REPLACE,
    Method.HALF_CHANGE_1X: Message.STEP_REPLACE_HALF,
    Method.HALF_CHANGE_2X: Message.STEP_REPLACE_HALF,
    Method.SPIKE: Message.STEP_ADD_TO_WELLS,
}


def running(
    method: Method, doses: int = 3, *, well_ul: float = 100.0, spike_ul: float = 5.0, percent: float = 0.1
) -> Running:
    begun = incubation(every_h=24, length_h=24 * (doses + 1), method=method)
    plan = replace(begun.plan, spike_ul=spike_ul)
    return Running(replace(begun, well_ul=well_ul, vehicle_percent=percent, plan=plan))


def redoses(one: Running) -> list[Step]:
    return [step for step in one.steps() if step.kind is StepKind.REDOSE]


def given_as(one: Running, number: int) -> Redosing:
    return redosing(one, redoses(one)[number])


def planned(
    units: Units,
    monograph: Monograph,
    redose: Redosing,
    *,
    target: str = "10 uM",
    stock: str = "10 mM",
    wells: int = 24,
    cells: Cells | None = None,
) -> tuple[DosePlan, DoseRequest]:
    request = DoseRequest(
        stock=units.read(stock),
        target=units.read(target),
        molar_mass=units.read("259.26 g/mol"),
        cells=cells or Cells("H929", "human", wells=wells),
        per_well_ul=redose.add_ul,
        well_ul=redose.change.volume_ul,
        strength=redose.strength,
        last_step=LAST[redose.method],
        control_wells=6,
        redose=redose,
        dosed=units.read(target),
    )
    return plan_dose(request, monograph, RULES, USUAL_PIPETTES), request


class ExactWell:
    """A well in exact amounts, once with all of the compound left before each step and once with nothing of it."""

    def __init__(self, volume: Fraction, concentration: Fraction, vehicle: Fraction) -> None:
        self.volume = volume
        self.stable = self.lost = volume * concentration
        self.vehicle = volume * vehicle

    def take_off(self, volume: Fraction) -> None:
        left = (self.volume - volume) / self.volume
        self.stable, self.lost, self.vehicle = self.stable * left, self.lost * left, self.vehicle * left
        self.volume -= volume

    def put_in(self, volume: Fraction, concentration: Fraction, vehicle: Fraction) -> None:
        self.lost += volume * concentration
        self.stable += volume * concentration
        self.vehicle += volume * vehicle
        self.volume += volume

    def redose(self, method: Method, spike: Fraction, concentration: Fraction, vehicle: Fraction) -> None:
        """Give a dose of a solution that holds `concentration` and `vehicle`, by the method's own words."""
        self.lost = Fraction(0)
        if method is Method.SPIKE:
            self.put_in(spike, concentration, vehicle)
            return
        fresh = self.volume if method is Method.FULL_CHANGE else self.volume / 2
        self.take_off(fresh)
        self.put_in(fresh, concentration, vehicle)

    def strength(self, method: Method, spike: Fraction) -> Fraction:
        if method is Method.SPIKE:
            return (self.volume + spike) / spike
        return Fraction(2) if method is Method.HALF_CHANGE_2X else Fraction(1)


@pytest.mark.parametrize(
    ("method", "number", "low", "high", "percent"),
    [
        (Method.FULL_CHANGE, 0, 10.0, 10.0, 0.1),
        (Method.FULL_CHANGE, 2, 10.0, 10.0, 0.1),
        (Method.HALF_CHANGE_1X, 0, 5.0, 10.0, 0.1),
        (Method.HALF_CHANGE_1X, 2, 5.0, 10.0, 0.1),
        (Method.HALF_CHANGE_2X, 0, 10.0, 15.0, 0.15),
        (Method.HALF_CHANGE_2X, 2, 10.0, 18.75, 0.1875),
        # 100/105 of a dose and a dose; then 105/110 of that and a dose; 110/115 of that and a dose.
        (Method.SPIKE, 0, 10.0, 19.52, 0.1952),
        (Method.SPIKE, 1, 10.0, 28.64, 0.2864),
        (Method.SPIKE, 2, 10.0, 37.39, 0.3739),
    ],
)
def test_the_recipe_of_a_re_dose_says_what_is_in_the_well_after_it(
    units: Units, lenalidomide: Monograph, method: Method, number: int, low: float, high: float, percent: float
) -> None:
    plan, _ = planned(units, lenalidomide, given_as(running(method), number))

    assert plan.low.m_as("uM") == pytest.approx(low, rel=0.01)
    assert plan.high.m_as("uM") == pytest.approx(high, rel=0.01)
    assert plan.vehicle_percent == pytest.approx(percent, rel=0.01)
    # The form of the incubation says the same.
    well = well_course(running(method))[number + 1].well
    assert (well.low * 10, well.high * 10, well.vehicle_percent) == pytest.approx((low, high, percent), rel=0.001)


def test_steps_working_and_paper_name_the_range_and_the_whole_vehicle(units: Units, lenalidomide: Monograph) -> None:
    plan, _ = planned(units, lenalidomide, given_as(running(Method.HALF_CHANGE_2X), 0))

    control, last = (line for line in plan.recipe.steps if line.code is Message.STEP_REPLACE_HALF)
    said = say_step(last.code, last.values)[2].replace("\u202f", " ")
    assert said == "then in the well: 10 µM if fully lost, 15 µM if stable, 0.15 % DMSO in all"
    assert say_step(control.code, control.values)[2].replace("\u202f", " ") == "then in the well: 0.15 % DMSO in all"
    sheet = BenchSheet("Lenalidomide", plan.recipe)
    for text in (sheet_text(sheet), html_of(sheet_pages(sheet), lambda _: "")):
        assert "15\u202fµM if stable" in text
        assert "0.5 × 0.1\u202f% + 0.1\u202f% = 0.15\u202f%" in text


def test_cautions_are_judged_at_the_whole_vehicle(units: Units, lenalidomide: Monograph) -> None:
    t_cells = Cells("donor 3", "human", wells=24, kind="T cells")

    first, _ = planned(units, lenalidomide, given_as(running(Method.SPIKE), 0), cells=t_cells)
    third, _ = planned(units, lenalidomide, given_as(running(Method.SPIKE), 2), cells=t_cells)

    assert Message.VEHICLE_NOTE in {one.code for one in first.recipe.cautions}
    (loud,) = [one for one in third.recipe.cautions if one.code is Message.VEHICLE_SENSITIVE_CELLS]
    assert loud.severity is Severity.CAUTION
    assert loud.values["percent"] == pytest.approx(0.374, rel=0.01)


def test_re_doses_made_together_name_the_widest_range(units: Units, lenalidomide: Monograph) -> None:
    one = running(Method.HALF_CHANGE_2X)

    plan, _ = planned(units, lenalidomide, widest([given_as(one, 0), given_as(one, 2)]))

    assert (plan.low.m_as("uM"), plan.high.m_as("uM")) == pytest.approx((10, 18.75), rel=0.01)
    assert plan.vehicle_percent == pytest.approx(0.1875, rel=0.01)


@given(
    method=st.sampled_from(Method),
    number=st.integers(0, 6),
    well=st.sampled_from((20.0, 50.0, 100.0, 200.0, 700.0, 2000.0, 30000.0)),
    spike=st.sampled_from((0.0, 2.0, 5.0, 10.0)),
    percent=st.floats(0.01, 0.5),
    target=st.sampled_from(("10 uM", "1 uM", "100 nM", "33 uM")),
)
@example(method=Method.SPIKE, number=0, well=2000.0, spike=2.0, percent=0.5, target="10 uM")
def test_whatever_the_method_and_number_the_recipe_agrees_with_an_exact_simulation(
    units: Units,
    lenalidomide: Monograph,
    method: Method,
    number: int,
    well: float,
    spike: float,
    percent: float,
    target: str,
) -> None:
    spike_ul = spike or usual_spike_ul(well)
    one = running(method, 7, well_ul=well, spike_ul=spike_ul, percent=percent)
    redose = given_as(one, number)
    try:
        plan, request = planned(units, lenalidomide, redose, target=target)
    except BenchError:
        return
    dose, dose_vehicle = Fraction(request.target.m_as("mol/L")), Fraction(percent) / 100
    exact = ExactWell(Fraction(well), dose, dose_vehicle)
    for _ in range(number):
        strength = exact.strength(method, Fraction(spike_ul))
        exact.redose(method, Fraction(spike_ul), dose * strength, dose_vehicle * strength)
    stock = Supply("stock", pure_vehicle=True, stock=True)
    poured = Poured((stock, Supply("DMSO", pure_vehicle=True), Supply("medium")), USUAL_PIPETTES)
    poured.pour(plan.tubes)
    # A spike that is small beside its well may be the stock itself.
    last = plan.tubes[-1].name if plan.tubes else "stock"
    held = poured.parts[last]["stock"] * Fraction(request.stock.m_as("mol/L"))
    exact.redose(method, Fraction(spike_ul), held, poured.vehicle(last))

    assert poured.wrong == []
    assert plan.low.m_as("mol/L") == pytest.approx(float(exact.lost / exact.volume), rel=1e-9)
    assert plan.high.m_as("mol/L") == pytest.approx(float(exact.stable / exact.volume), rel=1e-9)
    assert plan.vehicle_percent / 100 == pytest.approx(float(exact.vehicle / exact.volume), rel=1e-9)
    assert redose.change.volume_ul == pytest.approx(float(exact.volume))
    # What is aimed at in what is added is a whole dose for the well as it then is.
    assert plan.in_well.m_as("mol/L") == pytest.approx(float(dose), rel=0.06)


# -- plates ----------------------------------------------------------------------------------------------------------

EIGHT = tuple(10e-6 / 10 ** (place / 2) for place in range(8))
ONE = Ingredient("lenalidomide", 10e-3, EIGHT, Kind.MOLARITY, 259.26)
IN_WELLS = {
    Method.FULL_CHANGE: Message.STEP_REPLACE_IN,
    Method.HALF_CHANGE_1X: Message.STEP_REPLACE_HALF_IN,
    Method.HALF_CHANGE_2X: Message.STEP_REPLACE_HALF_IN,
    Method.SPIKE: Message.STEP_ADD_INTO,
}


def plate(redose: Redosing, *, scheme_seed: int = 0) -> PlatePlan:
    doses = tuple(Content(WellUse.DOSE, (level,)) for level in range(len(EIGHT)))
    request = PlateRequest(
        lay_out(FORMATS[96], Layout(doses, 3, 3, 3, 3)),
        (Axis((ONE,)),),
        per_well_ul=redose.add_ul,
        well_ul=redose.change.volume_ul,
        strength=redose.strength,
        last_step=IN_WELLS[redose.method],
        redose=redose,
    )
    return plan_plate(request, Lab(RULES, USUAL_PIPETTES))


def test_spikes_of_a_plate_rise_as_its_wells_fill() -> None:
    one = running(Method.SPIKE)

    assert [given_as(one, number).strength for number in range(3)] == pytest.approx([21, 22, 23])
    for number in range(3):
        top = plate(given_as(one, number)).in_well(Content(WellUse.DOSE, (0,)))[0][0]
        assert top == pytest.approx(10e-6, rel=0.02)


@given(method=st.sampled_from(Method), number=st.integers(0, 5), percent=st.floats(0.02, 0.3))
@settings(max_examples=30)
def test_every_well_of_a_plate_agrees_with_an_exact_simulation(method: Method, number: int, percent: float) -> None:
    one = running(method, 6, percent=percent)
    plan = plate(given_as(one, number))
    (series,) = plan.series
    poured = Poured(series.supplies, USUAL_PIPETTES)
    poured.pour(series.tubes)

    for level, dose in enumerate(series.doses):
        wanted, vehicle = Fraction(dose.wanted[0]), Fraction(percent) / 100
        exact = ExactWell(Fraction(100), wanted, vehicle)
        for _ in range(number):
            strength = exact.strength(method, Fraction(5))
            exact.redose(method, Fraction(5), wanted * strength, vehicle * strength)
        held = poured.parts[dose.tube]["stock"] * Fraction(10, 1000)
        exact.redose(method, Fraction(5), held, poured.vehicle(dose.tube))
        found = plan.after(Content(WellUse.DOSE, (level,)))

        assert found.low[0] == pytest.approx(float(exact.lost / exact.volume), rel=1e-9)
        assert found.high[0] == pytest.approx(float(exact.stable / exact.volume), rel=1e-9)
        assert found.vehicle_percent / 100 == pytest.approx(float(exact.vehicle / exact.volume), rel=1e-9)


def test_blanks_hold_the_end_volume_and_get_each_step(lenalidomide: Monograph) -> None:
    doses = tuple(Content(WellUse.DOSE, (level,)) for level in range(len(EIGHT)))
    laid = lay_out(FORMATS[96], Layout(doses, 3, 3, 3, 3))
    around = Surroundings((lenalidomide,), Cells("H929", "human"), RULES)
    first = PlateRequest(laid, (Axis((ONE,)),), 100, 200, 2.0, Message.STEP_ADD_INTO)

    def blanks(request: PlateRequest) -> tuple[MessageCode, float]:
        recipe = plate_recipe(plan_plate(request, Lab(RULES, USUAL_PIPETTES)), around)
        (line,) = [one for one in recipe.steps if "where" in one.values and "A11" in str(one.values["where"])]
        return line.code, float(str(line.values["ul"]))

    assert laid.at("A11").use is WellUse.BLANK
    assert blanks(first) == (Message.STEP_BLANKS, 200)
    for method, code, ul in (
        (Method.HALF_CHANGE_1X, Message.STEP_REPLACE_HALF_IN, 100),
        (Method.HALF_CHANGE_2X, Message.STEP_REPLACE_HALF_IN, 100),
        (Method.FULL_CHANGE, Message.STEP_REPLACE_IN, 200),
        (Method.SPIKE, Message.STEP_ADD_INTO, 5),
    ):
        redose = given_as(running(method, well_ul=200), 0)
        request = replace(
            first, per_well_ul=redose.add_ul, strength=redose.strength, last_step=IN_WELLS[method], redose=redose
        )
        assert blanks(request) == (code, ul)
    # Medium for three untreated wells and three blanks, with a tenth beyond.
    assert plan_plate(first, Lab(RULES, USUAL_PIPETTES)).medium_wells_ul == pytest.approx(1.1 * (300 + 600))


@pytest.mark.parametrize(
    ("well_ul", "spike_ul"),
    [(20, 2), (50, 5), (100, 5), (200, 5), (500, 5), (700, 7), (2000, 20), (12345, 120), (30000, 300)],
)
def test_the_volume_of_a_spike_follows_the_vessel(well_ul: float, spike_ul: float) -> None:
    assert usual_spike_ul(well_ul) == pytest.approx(spike_ul)


@pytest.mark.parametrize(("well_ul", "wells", "strength"), [(2000, 6, 101), (30000, 1, 101)])
def test_large_wells_and_flasks_can_be_spiked(
    units: Units, lenalidomide: Monograph, well_ul: float, wells: int, strength: float
) -> None:
    one = running(Method.SPIKE, well_ul=well_ul, spike_ul=usual_spike_ul(well_ul))

    plan, request = planned(units, lenalidomide, given_as(one, 0), wells=wells)

    assert request.strength == pytest.approx(strength)
    # A tenth of what is put in is vehicle, and no longer two fifths.
    assert plan.tubes[-1].vehicle_percent == pytest.approx(10.1, rel=0.02)


def test_what_may_pile_up_in_a_well_is_compared_with_what_dissolves(lenalidomide: Monograph) -> None:
    # 0.4 mg/mL on file: 1 mM is 0.259 mg/mL, and three spikes may leave 3.7 doses.
    strong = replace(ONE, doses=(1e-3, 1e-4))
    around = Surroundings((lenalidomide,), Cells("H929", "human"), RULES)
    doses = tuple(Content(WellUse.DOSE, (level,)) for level in range(2))
    request = PlateRequest(
        lay_out(FORMATS[96], Layout(doses, 3, 3)), (Axis((replace(strong, stock=0.03),)),), 100, 100, 1.0,
        Message.STEP_REPLACE_HALF_IN,
    )  # fmt: skip

    def highest(redose: Redosing | None) -> float:
        one = replace(request, redose=redose)
        recipe = plate_recipe(plan_plate(one, Lab(RULES, USUAL_PIPETTES)), around)
        return max(float(str(line.values["mg_ml"])) for line in recipe.cautions if "mg_ml" in line.values)

    first = highest(None)
    later = highest(Redosing(Method.HALF_CHANGE_2X, given_as(running(Method.HALF_CHANGE_2X), 2).before))
    assert first == pytest.approx(0.259, rel=0.02)
    assert later == pytest.approx(0.259 * 1.875, rel=0.02)


@pytest.mark.parametrize("method", list(Method))
def test_what_is_taken_off_and_put_in_counts_in_how_far_off_a_dose_is(
    units: Units, lenalidomide: Monograph, method: Method
) -> None:
    plan, request = planned(units, lenalidomide, given_as(running(method), 0))

    # Of 100 µL, 50 µL ± 1.6 µL (P200) taken off and put in are 1.6 % of the dose each where nothing of it was left;
    # of a full change all is what was put in; 5 µL ± 0.2 µL (P20) onto 100 µL are 0.2 ÷ 5 × 100 ÷ 105.
    halved = [1.6 / 50 * 50 / 100, 1.6 / 100]
    slips = {
        Method.FULL_CHANGE: [],
        Method.HALF_CHANGE_1X: halved,
        Method.HALF_CHANGE_2X: halved,
        Method.SPIKE: [0.2 / 5 * 100 / 105],
    }[method]
    assert request.per_well_ul == {Method.FULL_CHANGE: 100, Method.SPIKE: 5}.get(method, 50)
    assert plan.off.typical**2 == pytest.approx(plan.error**2 + sum(slip**2 for slip in slips), rel=1e-6)
    assert plan.off.worst >= plan.off.typical


def test_a_pipette_that_takes_off_too_much_puts_in_too_much() -> None:
    way = Lab(RULES, USUAL_PIPETTES).into_well(50.0)
    half = Dispensing(way, taken=way, beside_ul=50.0)

    # 51.6 µL beside 48.4 µL in place of 50 beside 50.
    assert half.change({"P200": 1.0}) == pytest.approx(51.6 / 100 * 2)
    assert half.change({"P200": -1.0}) == pytest.approx(48.4 / 100 * 2)
    assert Dispensing(way).change({"P200": 1.0}) == 1.0


@pytest.mark.parametrize("count", [1, 2])
def test_half_changes_of_a_plate_count_what_is_taken_off(count: int) -> None:
    """One tube into a well or two: each is a share of the 50 µL, and 50 µL are taken off before."""
    one = Ingredient("stock", 10e-3, (10e-6, 1e-6), Kind.MOLARITY, 259.26, "stock")
    lab, share_ul = Lab(RULES, USUAL_PIPETTES), 50.0 / count
    wanted = SeriesRequest((one,), (500, 500), strength=count, per_well_ul=share_ul, series_in_well=count, kept_ul=50.0)
    halved, dosed = plan_series(wanted, lab), plan_series(replace(wanted, kept_ul=0.0), lab)

    # Without a change of medium what is put in is diluted by the other tubes of the well alone.
    before, put_in, taken = 1.6 / share_ul * (1 - 1 / count), 1.6 / share_ul * (100 - share_ul) / 100, 1.6 / 100
    for dose, first in zip(halved.doses, dosed.doses, strict=True):
        more = put_in**2 + taken**2 - before**2
        assert dose.off[0].typical ** 2 == pytest.approx(first.off[0].typical ** 2 + more)
        assert dose.off[0].worst > first.off[0].worst


def test_spikes_still_to_come_are_shown_as_a_range_after_each_with_all_vehicle() -> None:
    course = well_course(running(Method.SPIKE, 3))
    lines = course_lines(running(Method.SPIKE, 3), course)

    # 5 µL of 21×, 22× and 23× onto 100 µL: (100·0.1 + 105·0.1)/105, then (105·0.1952 + 110·0.1)/110, and so on.
    assert [line.split("→ ")[1].replace("\u202f", " ") for line in lines[:4]] == [
        "10 µM, 100 µL, 0.1 % DMSO",
        "10 to 19.5 µM, 105 µL, 0.195 % DMSO",
        "10 to 28.6 µM, 110 µL, 0.286 % DMSO",
        "10 to 37.4 µM, 115 µL, 0.374 % DMSO",
    ]


@pytest.mark.parametrize("method", list(Method))
def test_a_re_dose_to_come_brings_the_vehicle_that_the_last_one_brought(method: Method) -> None:
    one = running(method, 3)
    strength = given_as(one, 0).strength
    usual = well_course(one)
    as_given = well_course(one, (), [Brought(0.1, {0: 0.3 * strength})])
    again = well_course(one, (), [Brought(0.1, {n: 0.3 * given_as(one, n).strength for n in range(3)})])

    assert [p.well.vehicle_percent for p in as_given] == pytest.approx([p.well.vehicle_percent for p in again])
    assert as_given[3].well.vehicle_percent > usual[3].well.vehicle_percent
