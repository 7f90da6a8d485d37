"""Re-doses of wells that do not all get one tube: what of the vehicle they hold in all, counted by hand.

A well holds so many µL of vehicle. What is taken off takes its part of it, what is put in brings its own, and what is
stated must be the one divided by the other, for every kind of well and however often it was dosed before.
"""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import Dosing, Running
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.journal.entries import RedoseGiven
from benchapp.domain.journal.reports.well_contents import brought
from benchapp.domain.lab.plates import Content
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.plate_plan import PlatePlan
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.export.plate_export import plate_table
from benchapp.ui.text.message_texts import say_step

BOTH, FIRST_ALONE, SECOND_ALONE = (Content(WellUse.DOSE, levels) for levels in ((0, 0), (0, -1), (-1, 0)))
CONTROL = Content(WellUse.VEHICLE)
# 250 µL on 250 µL in each of 24 wells; 10 µM of 10 mM and 1 µM of 1 mM bring 0.1 % each.
TWO = {
    "format": "24", "c1": "10 mM", "solvent": "DMSO", "top": "10 uM", "points": "2",
    "compound_2": "pinometostat", "c1_2": "1 mM", "solvent_2": "DMSO", "top_2": "1 uM",
    "present_volume": "250 uL", "added_volume": "250 uL", "replicates": "3", "vehicle_wells": "3",
    "untreated": "1", "blanks": "1",
}  # fmt: skip


@pytest.fixture
def combine(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> Iterator[PlateForm]:
    desk = CombineForm(book, compounds, solution_table)
    desk.use_units(units)
    yield desk
    desk.compute()


@pytest.fixture
def plate(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> Iterator[PlateForm]:
    desk = PlateForm(book, compounds, solution_table)
    desk.use_units(units)
    yield desk
    desk.compute()


def plan_with(desk: PlateForm, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        desk.set_text(name, text)
    desk.compute()


def plan_of(desk: PlateForm) -> PlatePlan:
    assert desk.answer.errors == {}
    assert desk.answer.plan is not None
    return desk.answer.plan


def began(
    desk: PlateForm | DoseForm, book: JournalSession, compounds: CurrentCompound, method: Method, spike: str = ""
) -> tuple[Running, list[Step]]:
    """Make the first doses, start the incubation, and return it with its re-doses."""
    form = IncubationForm(book, compounds)
    prepared = desk.prepared(desk.made(PreparationDetails(reason="a test")))
    assert prepared is not None
    form.prepare(prepared)
    form.set_text("length", "10 d")
    form.choose_redose("48 h", method)
    if spike:
        form.set_text("spike", spike)
    started = form.start("Mara")
    running = book.bench.incubations[started]
    return running, [step for step in running.steps() if step.kind is StepKind.REDOSE]


def give(desk: PlateForm | DoseForm, book: JournalSession, running: Running, step: Step) -> Running:
    """Make what the desk plans and give it."""
    made = desk.made(PreparationDetails(reason="a test"))
    book.record(RedoseGiven(running.incubation.id, step.number, book.now(), made))
    return book.bench.incubations[running.incubation.id]


def stated(plan: PlatePlan, content: Content) -> float:
    return plan.after(content).vehicle_percent


def in_steps(desk: PlateForm) -> list[float]:
    """Return the vehicle that the steps into dosed wells name, % v/v."""
    assert desk.answer.recipe is not None
    return [float(str(line.values["percent"])) for line in desk.answer.recipe.steps if line.values.get("redose")]


def into_well(plan: PlatePlan, content: Content) -> float:
    """Return how much vehicle a well is given, µL, by what the tubes hold that go into it."""
    vehicle_ul = 0.0
    for series, level in zip(plan.series, content.levels or (-1,) * len(plan.series), strict=True):
        dose = series.doses[level] if level >= 0 else series.vehicle_alone or series.matched_vehicle
        assert dose is not None
        tube = next(one for one in series.tubes if one.name == dose.tube)
        vehicle_ul += plan.share_ul * tube.vehicle_percent / 100
    return vehicle_ul


def test_four_spikes_of_a_hundredth_add_up_in_wells_of_two_compounds(
    combine: CombineForm, book: JournalSession, compounds: CurrentCompound
) -> None:
    plan_with(combine, TWO)
    running, steps = began(combine, book, compounds, Method.SPIKE, "5 uL")

    # 5 µL into 500, 505, 510, 515 µL are 101 to 104 doses: 2.5 µL of each compound, at twice that. Each brings 0.1 % to
    # the well, and what was there is diluted by the 5 µL:
    #   0.2 × 500/505 + 0.2 = 0.3980      0.3980 × 505/510 + 0.2 = 0.5941
    #   0.5941 × 510/515 + 0.2 = 0.7883   0.7883 × 515/520 + 0.2 = 0.9808
    for step, strength, percent in zip(
        steps, (101, 102, 103, 104), (0.398020, 0.594118, 0.788350, 0.980769), strict=True
    ):
        combine.begin_redose(running, step)
        plan = plan_of(combine)
        assert plan.request.strength == pytest.approx(strength)
        for content in (BOTH, FIRST_ALONE, SECOND_ALONE, CONTROL):
            assert stated(plan, content) == pytest.approx(percent, rel=0.01)
        assert stated(plan, Content(WellUse.UNTREATED)) == stated(plan, Content(WellUse.BLANK)) == 0.0
        assert in_steps(combine) == pytest.approx([percent] * len(in_steps(combine)), rel=0.01)
        running = give(combine, book, running, step)
        inside = RunningIncubation(book).course(running)[step.number + 1]
        assert inside.well.vehicle_percent == pytest.approx(percent, rel=0.01)
        assert inside.least_percent == pytest.approx(percent, rel=0.01)


@pytest.mark.parametrize(
    ("method", "taken_off", "put_in"),
    [
        # Of 200 µL: what is taken off before, and what is put in.
        (Method.FULL_CHANGE, 200.0, 200.0),
        (Method.HALF_CHANGE_1X, 100.0, 100.0),
        (Method.HALF_CHANGE_2X, 100.0, 100.0),
        (Method.SPIKE, 0.0, 5.0),
    ],
)
@pytest.mark.parametrize("mode", ["constant", "ratio", "checkerboard"])
def test_every_well_holds_what_the_tubes_really_brought(
    combine: CombineForm,
    book: JournalSession,
    compounds: CurrentCompound,
    mode: str,
    method: Method,
    taken_off: float,
    put_in: float,
) -> None:
    texts = {"c1": "5 mM", "top": "222 nM", "points": "2", "top_2": "2 uM", "points_2": "2", "mode": mode}
    plan_with(combine, {**TWO, "format": "96", "present_volume": "100 uL", "added_volume": "100 uL", **texts})
    first = plan_of(combine)
    contents = [one for one in dict.fromkeys(first.request.map.wells.values()) if one.treated]
    well_ul = 200.0
    vehicle_ul = {one: into_well(first, one) for one in contents}
    running, steps = began(combine, book, compounds, method)

    for step in steps:
        combine.begin_redose(running, step)
        plan = plan_of(combine)
        kept = (well_ul - taken_off) / well_ul
        well_ul += put_in - taken_off
        for one in contents:
            vehicle_ul[one] = vehicle_ul[one] * kept + into_well(plan, one)
            assert stated(plan, one) == pytest.approx(100 * vehicle_ul[one] / well_ul, rel=1e-4)
        most = 100 * max(vehicle_ul.values()) / well_ul
        assert max(in_steps(combine)) == pytest.approx(most, rel=1e-3)
        running = give(combine, book, running, step)
        assert RunningIncubation(book).course(running)[step.number + 1].well.vehicle_percent == pytest.approx(
            most, rel=1e-3
        )


def test_spikes_that_go_another_way_than_the_first_dose_count_with_what_they_bring(
    combine: CombineForm, book: JournalSession, compounds: CurrentCompound
) -> None:
    """A dose that went through a stock weakened in the vehicle needs none as a spike, and so brings less than half."""
    few = {"replicates": "1", "vehicle_wells": "1"}
    plan_with(combine, {**TWO, **few, "top": "300 nM", "top_2": "200 nM"})
    first = stated(plan_of(combine), BOTH)
    running, steps = began(combine, book, compounds, Method.SPIKE, "5 uL")
    brought = []
    for step in steps[:3]:
        combine.begin_redose(running, step)
        plan = plan_of(combine)
        brought.append(100 * into_well(plan, BOTH) / plan.request.well_ul)
        running = give(combine, book, running, step)

    assert max(brought) < 0.6 * first
    # 500 µL at first, and 5 µL with each.
    expected = ((first * 500 / 505 + brought[0]) * 505 / 510 + brought[1]) * 510 / 515 + brought[2]
    assert stated(plan_of(combine), BOTH) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("method", "times"),
    [
        # Of 200 µL with one dose in them: ½ + ½; ½ + 1; and 200/205 + 1 doses' worth of vehicle.
        (Method.HALF_CHANGE_1X, 1.0),
        (Method.HALF_CHANGE_2X, 1.5),
        (Method.SPIKE, 1.975610),
    ],
)
def test_where_the_vehicle_falls_with_the_dose_each_well_has_its_own(
    plate: PlateForm, book: JournalSession, compounds: CurrentCompound, method: Method, times: float
) -> None:
    texts = {"c1": "10 mM", "solvent": "DMSO", "top": "10 uM", "factor": "10", "points": "2", "replicates": "20"}
    plan_with(plate, {**texts, "scheme": "plain"})
    running, steps = began(plate, book, compounds, method)
    assert running.incubation.vehicle_ends == pytest.approx((0.01, 0.1), rel=0.01)

    for number in range(2):
        plate.begin_redose(running, steps[number])
        plan = plan_of(plate)
        kept = plan.request.redose.change.kept if plan.request.redose else 0.0
        times = times if number == 0 else times * kept + (0.5 if method is Method.HALF_CHANGE_1X else 1.0)
        # 10 µM brings 0.1 %, 1 µM made of it in plain medium 0.01 %, and the control what the highest dose does.
        assert stated(plan, Content(WellUse.DOSE, (0,))) == pytest.approx(0.1 * times, rel=0.01)
        assert stated(plan, Content(WellUse.DOSE, (1,))) == pytest.approx(0.01 * times, rel=0.01)
        assert stated(plan, CONTROL) == pytest.approx(0.1 * times, rel=0.01)
        assert plate.answer.recipe is not None
        (falls,) = [one.values for one in plate.answer.recipe.cautions if one.code is Message.VEHICLE_FALLS]
        assert (falls["lowest"], falls["percent"]) == pytest.approx((0.01 * times, 0.1 * times), rel=0.01)
        running = give(plate, book, running, steps[number])
        inside = RunningIncubation(book).course(running)[number + 1]
        assert (inside.least_percent, inside.well.vehicle_percent) == pytest.approx(
            (0.01 * times, 0.1 * times), rel=0.01
        )


def test_a_control_in_dilute_is_counted_by_what_it_got_itself(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> None:
    """Half of 200 µL for a solution at 2×: half of what the control held stays, and its own 0.1 % comes to it."""
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    dose.set_dosing(Dosing.ADDED)
    for name, text in {"c1": "10 mM", "c2": "10 uM", "solvent": "DMSO", "control_wells": "3"}.items():
        dose.set_text(name, text)
    running, steps = began(dose, book, compounds, Method.HALF_CHANGE_2X)
    assert dict(running.incubation.percent_by_well) == pytest.approx({"dose": 0.1, "vehicle control": 0.1}, rel=0.01)
    # These got medium at first.
    medium = {**running.incubation.percent_by_well, "vehicle control": 0.0}
    running = replace(running, incubation=replace(running.incubation, percent_by_well=medium))

    for number, (dosed, control) in enumerate(((0.15, 0.1), (0.175, 0.15), (0.1875, 0.175))):
        dose.begin_redose(running, steps[number])
        dose.set_text("c1", "10 mM")
        plan = dose.answer.plan
        assert plan is not None
        assert (plan.vehicle_percent, plan.control_percent) == pytest.approx((dosed, control), rel=0.01)
        said = [line.values["percent"] for line in plan.recipe.steps if line.code is Message.STEP_REPLACE_HALF]
        assert said == [plan.control_percent, plan.vehicle_percent]
        given_with = {**running.given_with, steps[number].number: dose.made(PreparationDetails())}
        running = replace(running, given_with=given_with)


def test_what_was_kept_of_a_combination_before_says_nothing_of_its_wells(
    combine: CombineForm, book: JournalSession, compounds: CurrentCompound
) -> None:
    """Of older racks one tube alone is known: each of their doses is taken to have brought what the first one did."""
    plan_with(combine, {**TWO, "c1_2": "10 mM"})
    running, steps = began(combine, book, compounds, Method.SPIKE, "5 uL")
    combine.begin_redose(running, steps[0])
    running = give(combine, book, running, steps[0])
    ((number, name),) = running.given_with.items()
    made = book.bench.solutions[name]
    bare = replace(made, solution=replace(made.solution, percent_by_well={}))
    older = replace(book.bench, solutions={**book.bench.solutions, name: bare})

    assert brought(book.bench, running, BOTH.written).given_percent[number] > 0
    assert brought(older, running, BOTH.written).given_percent == {}
    one_tube = replace(running, incubation=replace(running.incubation, tool=""))
    assert brought(older, one_tube).given_percent == {number: made.solution.vehicle_percent}


def test_wells_that_get_one_tube_and_differ_are_named_with_both_ends() -> None:
    values: dict[str, Value] = {
        "what": "1", "ul": 5.0, "wells": 3, "where": "A1–C1", "percent": 0.1, "vehicle": "DMSO", "redose": True,
    }  # fmt: skip

    def said(**more: float) -> str:
        return say_step(Message.STEP_ADD_INTO, {**values, **more})[2].replace("\u202f", " ")

    assert "0.01 to 0.1 % DMSO in all" in said(least_percent=0.01)
    assert "then in the well: 0.1 % DMSO in all" in said()


def test_another_dose_that_was_given_counts_before_the_next(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> None:
    """10 µM, then 20 µM by half change at 1×: half of what is there stays, and half of what is put in comes to it."""
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    for name, text in {"c1": "10 mM", "c2": "10 uM", "solvent": "DMSO"}.items():
        dose.set_text(name, text)
    running, steps = began(dose, book, compounds, Method.HALF_CHANGE_1X)

    # ½ · 10 + ½ · 20 = 15; then ½ · 15 + ½ · 10 = 12.5, and 0.1 % for 10 µM.
    for number, (c2, high, percent) in enumerate((("20 uM", 15.0, 0.15), ("10 uM", 12.5, 0.125))):
        dose.begin_redose(running, steps[number])
        dose.set_text("c1", "10 mM")
        dose.set_text("c2", c2)
        plan = dose.answer.plan
        assert plan is not None
        assert plan.high.m_as("uM") == pytest.approx(high, rel=0.01)
        assert plan.vehicle_percent == pytest.approx(percent, rel=0.01)
        running = give(dose, book, running, steps[number])
        inside = RunningIncubation(book).course(running)[number + 1].well
        assert (10 * inside.high, inside.vehicle_percent) == pytest.approx((high, percent), rel=0.01)


@pytest.mark.parametrize("mode", ["constant", "ratio", "checkerboard"])
def test_blanks_and_untreated_wells_get_each_step_with_medium(
    combine: CombineForm, book: JournalSession, compounds: CurrentCompound, mode: str
) -> None:
    """They hold as much as the dosed wells in the end, 250 + 250 µL; the steps are those of the dosed wells."""

    def medium() -> list[tuple[MessageCode, float]]:
        assert combine.answer.recipe is not None
        lines = [one for one in combine.answer.recipe.steps if one.values.get("what") == "medium"]
        return [(one.code, float(str(one.values["ul"]))) for one in lines if "where" in one.values]

    plan_with(combine, {**TWO, "mode": mode, "points_2": "2", "replicates": "1"})
    assert medium() == [(Message.STEP_ADD_INTO, 250.0), (Message.STEP_BLANKS, 500.0)]
    for method, code, ul, left in (
        (Method.FULL_CHANGE, Message.STEP_REPLACE_IN, 500.0, 500.0),
        (Method.HALF_CHANGE_1X, Message.STEP_REPLACE_HALF_IN, 250.0, 500.0),
        (Method.HALF_CHANGE_2X, Message.STEP_REPLACE_HALF_IN, 250.0, 500.0),
        (Method.SPIKE, Message.STEP_ADD_INTO, 5.0, 505.0),
    ):
        running, steps = began(combine, book, compounds, method)
        combine.begin_redose(running, steps[0])
        assert medium() == [(code, ul), (code, ul)]
        assert plan_of(combine).request.well_ul == left
        combine.leave_redose()
        combine.compute()


@pytest.mark.parametrize(
    ("mode", "alone"),
    [("constant", "yes"), ("constant", "no"), ("ratio", "yes"), ("ratio", "no"), ("checkerboard", "yes")],
)
def test_a_vehicle_that_cannot_be_met_is_refused_with_the_least_that_can(
    combine: CombineForm, book: JournalSession, compounds: CurrentCompound, mode: str, alone: str
) -> None:
    """10 µM and 1 µM of 10 mM need 0.1 % + 0.01 %."""
    texts = {"c1_2": "10 mM", "mode": mode, "alone": alone, "points_2": "2", "replicates": "2"}
    plan_with(combine, {**TWO, **texts, "vehicle_percent": "0.1 %"})
    refused = combine.answer.errors["vehicle_percent"]
    assert refused.code is Message.VEHICLE_TOO_LITTLE
    assert refused.values["least"] == pytest.approx(0.11)

    plan_with(combine, {"vehicle_percent": "0.11 %"})
    assert plan_of(combine).vehicle_ends() == pytest.approx((0.11, 0.11), rel=0.01)
    running, steps = began(combine, book, compounds, Method.HALF_CHANGE_2X)
    combine.begin_redose(running, steps[0])
    # ½ · 0.11 + 0.11
    assert plan_of(combine).vehicle_ends() == pytest.approx((0.165, 0.165), rel=0.01)


def test_no_heading_of_a_plate_as_a_table_is_a_formula(combine: CombineForm) -> None:
    plan_with(combine, TWO)
    plan = plan_of(combine)
    table = plate_table(replace(plan, request=replace(plan.request, vehicle="=cmd|x")))

    assert table[0][-1] == "'=cmd|x (% v/v)"
    assert {len(row) for row in table} == {5}
