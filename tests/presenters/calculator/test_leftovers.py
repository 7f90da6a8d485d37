"""A working solution that went on cells is counted: what is left is asked once, and a used-up one is gone."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import Dosing, Running
from benchapp.domain.incubations.redose import Method
from benchapp.domain.journal.entries import IncubationStarted, LabRuleSet, RedoseGiven
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.leftovers import AmountOnCells, LeftoverChoice, kept_ul
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.given_with import GivenFrom, likely, record_redoses
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.journal.encoding import decode_body, encode_body
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.incubations.card.given_form import RedoseDone
from benchapp.ui.incubations.start.start_texts import course_text
from tests.making import incubation, moment

STOCK = {"concentration": "10 mM", "vehicle": "DMSO", "ago": "2 d ago", "aliquots": "8", "aliquot_volume": "100 µL"}


@pytest.fixture
def dose(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> DoseForm:
    stock = add_solution(book, compounds, units, STOCK, Storage.FREEZER_20)
    desk = DoseForm(book, compounds, solution_table)
    desk.use_units(units)
    desk.choose_stock(stock)
    desk.set_text("c2", "10 uM")
    return desk


@pytest.fixture
def form(book: JournalSession, compounds: CurrentCompound) -> IncubationForm:
    return IncubationForm(book, compounds)


def make(dose: DoseForm, form: IncubationForm) -> str:
    """Make the working solution, and hand it to the form; give its id."""
    made = dose.made(PreparationDetails())
    prepared = dose.prepared(made)
    assert prepared is not None
    form.take_over(prepared)
    form.choose_single()
    return made


def begun(dose: DoseForm, form: IncubationForm, book: JournalSession) -> Running:
    """Start an incubation whose dose is renewed."""
    make(dose, form)
    form.choose_redose("48 h", Method.HALF_CHANGE_1X)
    identity = form.start()
    return book.bench.incubations[identity]


def can_start(form: IncubationForm) -> bool:
    return form.answer.ready


def left(book: JournalSession, solution: str) -> list[float | None]:
    return [None if one.volume_ul is None else round(one.volume_ul, 3) for one in portions(book, solution)]


def portions(book: JournalSession, solution: str) -> tuple[Portion, ...]:
    return book.bench.solutions[solution].portions.all


@pytest.mark.parametrize(
    ("choice", "there", "gone"),
    [
        (LeftoverChoice(), [200.0], False),
        (LeftoverChoice(text="150"), [150.0], False),
        (LeftoverChoice(text="0.15 mL"), [150.0], False),
        (LeftoverChoice(text="0"), [], True),
        (LeftoverChoice(discard=True), [], True),
        (LeftoverChoice(discard=True, text="150"), [], True),
    ],
)
def test_what_is_left_is_kept_or_thrown_away_and_undo_puts_it_back(
    dose: DoseForm,
    form: IncubationForm,
    book: JournalSession,
    solution_table: SolutionTable,
    choice: LeftoverChoice,
    there: list[float],
    gone: bool,
) -> None:
    made = make(dose, form)
    (rest,) = form.answer.rests
    assert (rest.held_ul, rest.used_ul, rest.left_ul) == pytest.approx((2600, 2400, 200))
    form.choose_rest(made, choice)

    form.start("Mara")

    assert left(book, made) == there
    assert (made in {row.kept.solution.id for row in solution_table.in_hand()}) is not gone
    book.undo_last()
    assert left(book, made) == [2600.0]
    assert made in {row.kept.solution.id for row in solution_table.in_hand()}
    assert not book.bench.incubations


def test_without_overage_all_of_it_goes_on_the_cells(
    dose: DoseForm,
    form: IncubationForm,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    units: Units,
) -> None:
    book.record(LabRuleSet("overage_percent", 0.0, 10.0))
    dose.compute()
    made = make(dose, form)
    assert form.answer.rests[0].left_ul == pytest.approx(0, abs=0.1)

    form.start()

    assert book.bench.solutions[made].gone
    assert book.bench.solutions[made].discarded is None


def test_more_than_the_solution_holds_is_refused_with_what_is_there(
    dose: DoseForm,
    form: IncubationForm,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    units: Units,
) -> None:
    made = make(dose, form)
    assert can_start(form)
    SolutionForm(book, compounds, solution_table, lambda: units, lambda: "").take(
        made, portions(book, made)[0], "2 mL", "a blot"
    )

    (rest,) = form.answer.rests
    assert rest.error is not None
    assert rest.error.code is Message.WELLS_TAKE_MORE
    assert (rest.error.values["ul"], rest.error.values["needed_ul"]) == pytest.approx((600, 2400))
    assert not can_start(form)
    with pytest.raises(BenchError) as refused:
        form.start()
    assert refused.value.code is Message.WELLS_TAKE_MORE
    assert not book.bench.incubations

    book.undo_last()
    assert can_start(form)


@pytest.mark.parametrize(
    ("text", "code"),
    [("3 mL", Message.MORE_KEPT_THAN_HELD), ("5 mg", Message.WRONG_KIND), ("some", Message.NOT_A_NUMBER)],
)
def test_what_is_kept_is_a_volume_and_no_more_than_there_was(
    dose: DoseForm, form: IncubationForm, text: str, code: MessageCode
) -> None:
    made = make(dose, form)
    form.choose_rest(made, LeftoverChoice(text=text))
    (rest,) = form.answer.rests
    assert rest.error is not None
    assert rest.error.code is code
    assert not can_start(form)
    form.choose_rest(made, LeftoverChoice(discard=True))
    assert can_start(form)


@pytest.mark.parametrize(("text", "ul"), [("240", 240), ("0.24 mL", 240), ("0", 0), ("2640 µL", 2640)])
def test_a_bare_number_is_in_microlitres(text: str, ul: float) -> None:
    assert kept_ul(text, 2640) == pytest.approx(ul)


def test_a_second_solution_is_counted_by_its_own_recipe(
    dose: DoseForm, form: IncubationForm, book: JournalSession
) -> None:
    dose.set_dosing(Dosing.ADDED)
    dose.set_text("added_volume", "50 uL")
    other = dose.made(PreparationDetails())
    before = sum(one or 0 for one in left(book, other))
    dose.set_text("added_volume", "25 uL")
    made = make(dose, form)
    form.toggle_also(other)

    assert {rest.solution.id: rest.used_ul for rest in form.answer.rests} == pytest.approx({made: 600, other: 1200})
    form.start()

    assert left(book, other) == [pytest.approx(before - 1200, abs=0.1)]


def test_of_a_plate_the_strongest_tube_is_counted(
    form: IncubationForm, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    stock = add_solution(book, compounds, units, STOCK, Storage.FREEZER_20)
    plate = PlateForm(book, compounds, solution_table)
    plate.use_units(units)
    plate.choose_stock(stock)
    for name, text in {"top": "10 uM", "points": "4"}.items():
        plate.set_text(name, text)
    plate.compute()
    plan = plate.answer.plan
    assert plan is not None
    total = next(one for one in plan.totals if one.tube == plan.series[0].doses[0].tube)
    made = plate.made(PreparationDetails())
    prepared = plate.prepared(made)
    assert prepared is not None
    form.take_over(prepared)

    form.start()

    plate.compute()
    assert left(book, made) == [pytest.approx(total.made_ul - total.wells_ul, abs=0.1)]


def test_a_re_dose_takes_what_it_was_given_with(
    dose: DoseForm, form: IncubationForm, book: JournalSession, solution_table: SolutionTable
) -> None:
    running = begun(dose, form, book)
    dose.begin_redose(running, running.steps()[0])
    plan = dose.answer.plan
    assert plan is not None
    assert (plan.made_ul, plan.wells_ul) == pytest.approx((1320, 1200))
    steps = [(running, running.steps()[0])]
    made = dose.made(PreparationDetails())

    record_redoses(book, steps, made, "Mara", AmountOnCells(plan.wells_ul))
    assert left(book, made) == [120.0]
    book.undo_last()
    assert left(book, made) == [1320.0]
    record_redoses(book, steps, made, "Mara", AmountOnCells(plan.wells_ul, LeftoverChoice(discard=True)))
    assert made not in {row.kept.solution.id for row in solution_table.in_hand()}
    book.undo_last()

    with pytest.raises(BenchError) as refused:
        record_redoses(book, steps, made, "Mara", AmountOnCells(5000.0))
    assert refused.value.code is Message.WELLS_TAKE_MORE
    assert not book.bench.incubations[running.incubation.id].given


def test_a_stock_that_was_taken_as_it_is_is_not_taken_twice(
    form: IncubationForm, dose: DoseForm, book: JournalSession
) -> None:
    running = begun(dose, form, book)
    before = left(book, dose.stock)

    record_redoses(book, [(running, running.steps()[0])], dose.stock, "Mara", AmountOnCells(20.0))

    assert left(book, dose.stock) == before


def test_bodies_of_before_are_read_as_taking_nothing() -> None:
    begun = encode_body(IncubationStarted(incubation())).replace(b'"discarded":[],', b"").replace(b',"taken":[]', b"")
    given = b'{"at":%s,"incubation":"i1","solution":"w","step":0}' % encode_moment()

    assert b"taken" not in begun
    assert decode_body("IncubationStarted", 5, begun) == IncubationStarted(incubation())
    assert decode_body("RedoseGiven", 1, given) == RedoseGiven("i1", 0, moment(), "w")


def encode_moment() -> bytes:
    whole = encode_body(RedoseGiven("i1", 0, moment()))
    return whole.split(b'"at":')[1].split(b"}")[0] + b"}"


def test_amounts_are_written_as_they_are_pipetted(dose: DoseForm, form: IncubationForm, book: JournalSession) -> None:
    make(dose, form)
    form.start()
    body = book.entries()[-1].body
    assert isinstance(body, IncubationStarted)
    assert [one.volume for one in body.taken] == [Amount("2.4", "mL")]


def test_the_bar_asks_where_a_re_dose_is_recorded_and_refuses_what_cannot_be_kept(
    dose: DoseForm, form: IncubationForm, book: JournalSession, qtbot: QtBot
) -> None:
    bar = PreparationBar("test", dose.made, dose.read_when, dose.once)
    qtbot.addWidget(bar)
    bar.ask_rest(None)
    assert bar.rest.isHidden()
    running = begun(dose, form, book)
    dose.begin_redose(running, running.steps()[0])
    bar.ask_rest(dose.answer.plan)
    before = book.count()
    assert bar.rest.said.text().replace("\u202f", " ") == "Left over: 120 µL"

    bar.rest.volume.line.insert("3 mL")
    bar.rest.volume.edited.emit("3 mL")
    bar.write()
    assert "1.32" in bar.rest.problem.text()
    assert book.count() == before

    bar.rest.discard.click()
    bar.write()
    assert book.count() == before + 1
    assert bar.put_on is not None
    assert bar.put_on.used_ul == pytest.approx(1200)
    assert bar.put_on.rest == LeftoverChoice(discard=True)
    assert bar.rest.choice == LeftoverChoice()


def record_done(book: JournalSession, running: Running, chosen: GivenFrom | None, **texts: str) -> None:
    now = book.bench.incubations[running.incubation.id]
    RunningIncubation(book).steps.redosed(now, now.open_steps()[0], chosen, LeftoverChoice(), texts, "Mara")


def test_a_re_dose_recorded_as_done_takes_what_went_on_the_cells(
    dose: DoseForm, form: IncubationForm, book: JournalSession, solution_table: SolutionTable
) -> None:
    running = begun(dose, form, book)
    dose.begin_redose(running, running.steps()[0])
    made = dose.made(PreparationDetails())
    first = running.incubation.solution
    offered = RunningIncubation(book).steps.given_from(running, running.steps()[0])

    # 24 wells of 100 µL, half of it changed: 1.2 mL of the working solution, or 1.2 µL of the 10 mM stock.
    by_id = {one.kept.solution.id: one for one in offered}
    assert by_id[made].used_ul == pytest.approx(1200)
    assert by_id[made].fits
    assert by_id[dose.stock].used_ul == pytest.approx(1.2)
    assert not by_id[first].enough
    assert likely(offered) == by_id[dose.stock]
    assert likely([replace(one, used_ul=None) for one in offered if not one.fits]) is None

    record_done(book, running, by_id[made], note=" clumps ")
    assert left(book, made) == [120.0]
    body = book.entries()[-1].body
    assert isinstance(body, RedoseGiven)
    assert (body.solution, body.note) == (made, "clumps")
    book.undo_last()
    assert left(book, made) == [1320.0]


def test_of_a_stock_that_was_diluted_for_it_the_stock_is_taken(
    dose: DoseForm, form: IncubationForm, book: JournalSession
) -> None:
    running = begun(dose, form, book)
    before = left(book, dose.stock)
    stock = likely(RunningIncubation(book).steps.given_from(running, running.steps()[0]))
    assert stock is not None

    record_done(book, running, stock)
    body = book.entries()[-1].body
    assert isinstance(body, RedoseGiven)
    # What went into the wells is a dilution of it, which is in no tube that has a label.
    assert body.solution == ""
    assert body.taken[0].volume == Amount("1.2", "uL")
    book.undo_last()
    assert left(book, dose.stock) == before

    record_done(book, running, stock, ul="5")
    body = book.entries()[-1].body
    assert isinstance(body, RedoseGiven)
    assert body.taken[0].volume == Amount("5", "uL")
    course = RunningIncubation(book).course(book.bench.incubations[running.incubation.id])
    assert course[1].well.high == pytest.approx(1.0)
    for wrong in ("2 mL", "5 mg", "0"):
        with pytest.raises(BenchError) as refused:
            record_done(book, running, stock, ul=wrong)
        assert refused.value.values["field"] == "ul"


def test_a_working_solution_that_is_used_up_leaves_the_hand(
    dose: DoseForm, form: IncubationForm, book: JournalSession, solution_table: SolutionTable
) -> None:
    book.record(LabRuleSet("overage_percent", 0.0, 10.0))
    running = begun(dose, form, book)
    dose.begin_redose(running, running.steps()[0])
    made = dose.made(PreparationDetails())
    offered = RunningIncubation(book).steps.given_from(running, running.steps()[0])

    record_done(book, running, next(one for one in offered if one.kept.solution.id == made))
    assert made not in {row.kept.solution.id for row in solution_table.in_hand()}
    book.undo_last()
    assert made in {row.kept.solution.id for row in solution_table.in_hand()}


def test_what_it_was_given_with_is_asked_once_with_none_of_these(
    dose: DoseForm, form: IncubationForm, book: JournalSession, qtbot: QtBot
) -> None:
    running = begun(dose, form, book)
    unnamed = replace(running, incubation=replace(running.incubation, stock="", solution=""))
    page = Page(RunningIncubation(book))
    asked = RedoseDone(unnamed, running.steps()[0], page, "did", lambda: None)
    qtbot.addWidget(asked)

    asked.asked.write()
    assert "none of these" in asked.asked.problem.text()
    assert not book.bench.incubations[running.incubation.id].given
    asked.source.setCurrentIndex(asked.source.count() - 1)
    asked.asked.write()
    body = book.entries()[-1].body
    assert isinstance(body, RedoseGiven)
    assert (body.solution, body.taken) == ("", ())


class Page:
    """A page with a form on it."""

    def __init__(self, progress: RunningIncubation) -> None:
        self.progress = progress

    def person(self) -> str:
        return "Mara"


@pytest.mark.parametrize(
    ("method", "said"),
    [
        (Method.SPIKE, "10 µM if fully lost, up to 19.5 → 37.4 µM if stable · cumulative vehicle 0.1 → 0.374 % DMSO"),
        (Method.HALF_CHANGE_2X, "10 µM if fully lost, up to 15 → 18.8 µM if stable · cumulative vehicle 0.1 → 0.188 %"),
        (Method.HALF_CHANGE_1X, "5 µM if fully lost, up to 10 µM if stable · cumulative vehicle 0.1 % DMSO"),
        (Method.FULL_CHANGE, "In the well after each: 10 µM · cumulative vehicle 0.1 % DMSO"),
    ],
)
def test_the_form_says_what_the_first_and_the_last_re_dose_leave(
    dose: DoseForm, form: IncubationForm, method: Method, said: str
) -> None:
    make(dose, form)
    form.set_text("length", "168 h")
    form.set_text("spike", "5 µL")
    form.choose_redose("48 h", method)

    assert said in course_text(form, form.answer).replace("\u202f", " ")
