"""Re-doses at the desks: what the calculator fills in for one, and what the form of an incubation says of it."""

import pytest
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import Cells, Dosing, Running
from benchapp.domain.incubations.redose import Method
from benchapp.domain.lab.plates import Content
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Message
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.given_with import record_redoses
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable

CELLS = Cells("H929", "human", 14, "96-well plate", 24)


def prepared(well_ul: float = 100.0) -> PlannedDosing:
    return PlannedDosing(CELLS, Dosing.RESUSPENDED, well_ul, Amount("10", "uM"), "DMSO", 0.1)


def started(desk: IncubationForm, book: JournalSession, planned: PlannedDosing, method: Method) -> Running:
    desk.prepare(planned)
    desk.choose_redose("48 h", method)
    identity = desk.start("Mara")
    return book.bench.incubations[identity]


@pytest.mark.parametrize(
    ("method", "low", "high", "percent"),
    [
        (Method.FULL_CHANGE, 10, 10, 0.1),
        (Method.HALF_CHANGE_1X, 5, 10, 0.1),
        (Method.HALF_CHANGE_2X, 10, 15, 0.15),
        (Method.SPIKE, 10, 19.5, 0.195),
    ],
)
def test_the_calculator_says_for_a_re_dose_what_the_form_says_of_it(
    units: Units,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    method: Method,
    low: float,
    high: float,
    percent: float,
) -> None:
    form, dose = IncubationForm(book, compounds), DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    running = started(form, book, prepared(), method)

    dose.begin_redose(running, running.steps()[0])
    dose.set_text("c1", "10 mM")

    plan = dose.answer.plan
    assert plan is not None
    assert (plan.low.m_as("uM"), plan.high.m_as("uM")) == pytest.approx((low, high), rel=0.01)
    assert plan.vehicle_percent == pytest.approx(percent, rel=0.01)
    form.prepare(prepared())
    form.choose_redose("48 h", method)
    first = form.answer.wells[1]
    assert (first.low * 10, first.high * 10, first.vehicle_percent) == pytest.approx((low, high, percent), rel=0.01)


def test_another_dose_than_before_is_added_to_what_there_was(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> None:
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    running = started(IncubationForm(book, compounds), book, prepared(), Method.HALF_CHANGE_1X)
    dose.begin_redose(running, running.steps()[0])
    dose.set_text("c1", "10 mM")

    dose.set_text("c2", "20 uM")

    plan = dose.answer.plan
    assert plan is not None
    # Half of 20 µM; and half of the 10 µM that were there, if they stayed.
    assert (plan.low.m_as("uM"), plan.high.m_as("uM")) == pytest.approx((10, 15), rel=0.01)
    assert plan.vehicle_percent == pytest.approx(0.15, rel=0.01)


def test_spikes_of_a_plate_get_stronger_as_the_wells_fill(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> None:
    plate = PlateForm(book, compounds, solution_table)
    plate.use_units(units)
    for name, text in {"c1": "10 mM", "top": "10 uM", "dosing": "resuspended"}.items():
        plate.set_text(name, text)
    plate.compute()
    planned = plate.prepared("")
    assert planned is not None
    running = started(IncubationForm(book, compounds), book, planned, Method.SPIKE)

    strengths, expected = [], 0.1
    for number in range(3):
        step = running.steps()[number]
        plate.begin_redose(running, step)
        plan = plate.answer.plan
        assert plan is not None
        strengths.append(plan.request.strength)
        volume = 100 + 5 * number
        dose = plan.in_well(Content(WellUse.DOSE, (0,)))[1]
        expected = expected * volume / (volume + 5) + dose
        # What earlier re-doses really brought counts, and not what they were to bring.
        assert plan.after(Content(WellUse.DOSE, (0,))).vehicle_percent == pytest.approx(expected, rel=0.001)
        assert plate.answer.recipe is not None
        assert Message.VEHICLE_NOTE in {one.code for one in plate.answer.recipe.cautions} or expected >= 0.5
        record_redoses(book, [(running, step)], plate.made(PreparationDetails()))
        running = book.bench.incubations[running.incubation.id]

    assert strengths == pytest.approx([21, 22, 23])
    inside = RunningIncubation(book).course(running)[3].well
    assert inside.vehicle_percent == pytest.approx(expected, rel=0.001)
    plate.leave_redose()
    plate.compute()


@pytest.mark.parametrize(("well_ul", "shown", "ul"), [(100, "5 µL", 5), (2000, "20 µL", 20), (30000, "300 µL", 300)])
def test_the_spike_follows_the_vessel_and_may_be_asked_for(
    book: JournalSession, compounds: CurrentCompound, well_ul: float, shown: str, ul: float
) -> None:
    desk = IncubationForm(book, compounds)
    desk.prepare(prepared(well_ul))
    desk.choose_redose("48 h", Method.SPIKE)

    assert desk.text("spike").replace("\u202f", " ") == shown
    assert desk.plan(3600, 7200).spike_ul == pytest.approx(ul)
    desk.set_text("spike", "0.01 mL")
    assert desk.plan(3600, 7200).spike_ul == pytest.approx(10)


@pytest.mark.parametrize(
    ("text", "code"), [("0 µL", Message.NOT_POSITIVE), ("5 mg", Message.WRONG_KIND), ("some", Message.NOT_A_NUMBER)]
)
def test_a_spike_that_cannot_be_is_answered_at_its_field(
    book: JournalSession, compounds: CurrentCompound, text: str, code: MessageCode
) -> None:
    desk = IncubationForm(book, compounds)
    desk.prepare(prepared())
    desk.choose_redose("48 h", Method.SPIKE)

    desk.set_text("spike", text)

    assert desk.answer.errors["spike"].code is code
    assert not desk.answer.ready
    # What is not asked for is not judged.
    desk.choose_redose("48 h", Method.FULL_CHANGE)
    assert desk.answer.ready


def test_a_first_spike_follows_the_well_until_it_is_typed(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> None:
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)

    dose.set_dosing(Dosing.SPIKED)
    shown = [dose.text("added_volume")]
    for present in ("2 mL", "30 mL"):
        dose.set_text("present_volume", present)
        shown.append(dose.text("added_volume"))
    dose.set_text("added_volume", "1 mL")
    dose.set_text("present_volume", "10 mL")

    assert [text.replace("\u202f", " ") for text in (*shown, dose.text("added_volume"))] == [
        "5 µL", "20 µL", "300 µL", "1 mL",
    ]  # fmt: skip


# -- how the cells grow ----------------------------------------------------------------------------------------------


def steps_of(desk: DoseForm | PlateForm) -> list[MessageCode]:
    recipe = desk.recipe()
    assert recipe is not None
    return [line.code for line in recipe.steps]


@pytest.mark.parametrize(
    ("growth", "step"),
    [
        ("suspension", Message.STEP_OFF_SUSPENSION),
        ("adherent", Message.STEP_OFF_ADHERENT),
        ("", Message.STEP_OFF_EITHER),
    ],
)
@pytest.mark.parametrize("method", [Method.FULL_CHANGE, Method.HALF_CHANGE_1X, Method.HALF_CHANGE_2X, Method.SPIKE])
def test_before_medium_is_taken_off_it_is_said_how(
    units: Units,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    method: Method,
    growth: str,
    step: MessageCode,
) -> None:
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    planned = replace(prepared(), cells=replace(CELLS, growth=growth))
    running = started(IncubationForm(book, compounds), book, planned, method)

    dose.begin_redose(running, running.steps()[0])
    dose.set_text("c1", "10 mM")

    if method is Method.SPIKE:
        assert step not in steps_of(dose)
    else:
        last = Message.STEP_REPLACE if method is Method.FULL_CHANGE else Message.STEP_REPLACE_HALF
        codes = steps_of(dose)
        assert codes.index(step) == codes.index(last) - 1


def test_adherent_cells_have_their_medium_replaced_in_dilute_as_in_plate(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> None:
    dose, plate = DoseForm(book, compounds, solution_table), PlateForm(book, compounds, solution_table)
    dose.use_units(units)
    plate.use_units(units)

    dose.set_dosing(Dosing.REPLACED)
    for name, text in {"c1": "10 mM", "c2": "10 uM", "well_volume": "2 mL", "wells": "6"}.items():
        dose.set_text(name, text)
    for name, text in {"c1": "10 mM", "top": "10 uM", "dosing": "replaced"}.items():
        plate.set_text(name, text)
    plate.compute()

    plan = dose.answer.plan
    assert plan is not None
    assert plan.in_well.m_as("uM") == pytest.approx(10, rel=0.02)
    assert plan.tubes[-1].vehicle_percent == pytest.approx(0.1, rel=0.02)
    assert [code for code in steps_of(dose) if code in {Message.STEP_OFF_ADHERENT, Message.STEP_REPLACE}] == [
        Message.STEP_OFF_ADHERENT, Message.STEP_REPLACE, Message.STEP_REPLACE,
    ]  # fmt: skip
    assert Message.STEP_OFF_ADHERENT in steps_of(plate)
    for desk in (dose, plate):
        planned = desk.prepared("")
        assert planned is not None
        assert (planned.dosing, planned.cells.growth) == (Dosing.REPLACED, "adherent")


def test_how_cells_grow_is_asked_once(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> None:
    planned = replace(prepared(), cells=replace(CELLS, growth="suspension"))
    started(IncubationForm(book, compounds), book, planned, Method.FULL_CHANGE)
    dose, plate = DoseForm(book, compounds, solution_table), PlateForm(book, compounds, solution_table)

    for desk in (dose, plate):
        desk.set_text("cells", "h929")
        assert desk.text("growth") == "suspension"
        assert desk.cells().growth == "suspension"
    dose.set_text("cells", "HeLa")
    dose.set_text("growth", "adherent")
    assert dose.cells().growth == "adherent"
    dose.choose_cells(dose.known_cells()[0])
    assert dose.cells().growth == "suspension"
