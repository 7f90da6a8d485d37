from datetime import timedelta

import pytest
from PySide6.QtCore import QThread, QThreadPool
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import Cells, Dosing, Plan
from benchapp.domain.incubations.redose import Method
from benchapp.domain.journal.entries import AmountTaken, IncubationStarted, SolutionAdded, SolutionMade
from benchapp.domain.journal.reports.incubation_report import report_of
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount, plain_spaces
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.given_with import record_redoses
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution, read_added
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionTable

ADDED = {
    "concentration": "10 mM",
    "vehicle": "DMSO",
    "ago": "about three months ago",
    "person": "Mara",
    "lot": "",
    "place": "box 3, B4",
    "aliquots": "8",
    "aliquot_volume": "100 µL",
}
PREPARED = PlannedDosing(
    Cells("H929", "human", 14, "plate 3", 24), Dosing.RESUSPENDED, 100, Amount("10", "uM"), "DMSO", 0.1
)


@pytest.fixture
def stock(book: JournalSession, compounds: CurrentCompound, units: Units) -> StockForm:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    return desk


@pytest.fixture
def dose(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> DoseForm:
    desk = DoseForm(book, compounds, solution_table)
    desk.use_units(units)
    return desk


def test_what_is_left_empty_is_computed(stock: StockForm) -> None:
    stock.set_text("mass", "4.87 mg")
    stock.set_text("concentration", "10 mM")
    assert stock.answer.unknown == "volume"
    assert stock.answer.shown["volume"].replace("\u202f", " ") == "1.878 mL"

    stock.set_text("mass", "")
    stock.set_text("volume", "2 mL")
    assert stock.answer.unknown == "mass"
    assert stock.answer.shown["mass"].replace("\u202f", " ") == "5.185 mg"


def test_text_typed_before_pint_is_there_is_read_when_it_comes(
    book: JournalSession, compounds: CurrentCompound, units: Units
) -> None:
    desk = StockForm(book, compounds)
    desk.set_text("mass", "4.87 mg")
    desk.set_text("concentration", "10 mM")
    assert desk.answer.plan is None

    desk.use_units(units)

    assert desk.answer.plan is not None


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("mass", "5", Message.NO_UNIT),
        ("concentration", "1,500 mM", Message.TWO_READINGS),
        ("volume", "3 mg", Message.WRONG_KIND),
        ("purity", "120 %", Message.PURITY_RANGE),
    ],
)
def test_a_field_that_cannot_be_read_is_answered_at_the_field(
    stock: StockForm, field: str, text: str, code: MessageCode
) -> None:
    stock.set_text("mass", "4.87 mg")
    stock.set_text("concentration", "10 mM")

    stock.set_text(field, text)

    assert stock.answer.errors[field].code is code
    assert stock.answer.plan is None


def test_another_form_has_another_molar_mass(stock: StockForm, compounds: CurrentCompound, qtbot: QtBot) -> None:
    stock.set_text("mass", "4.87 mg")
    stock.set_text("concentration", "10 mM")

    with qtbot.waitSignal(stock.filled) as filled:
        compounds.choose_form("form.hemihydrate")

    assert filled.args == ["molar_mass", "268.27\u202fg/mol"]
    assert stock.answer.shown["volume"].replace("\u202f", " ") == "1.815 mL"


def fill(stock: StockForm, **texts: str) -> None:
    for name, text in texts.items():
        stock.set_text(name, text)


def test_the_aliquot_follows_the_volume_until_somebody_types_one(stock: StockForm) -> None:
    fill(stock, concentration="10 mM", volume="1 mL")
    assert plain_spaces(stock.text("aliquot")) == "100 µL"
    fill(stock, volume="20 mL")
    assert plain_spaces(stock.text("aliquot")) == "1 mL"
    fill(stock, volume="200 mL")
    assert stock.text("aliquot") == ""
    fill(stock, volume="1 mL")
    assert plain_spaces(stock.text("aliquot")) == "100 µL"

    fill(stock, aliquot="50 µL", volume="20 mL")
    assert stock.answer.plan is not None
    assert (stock.text("aliquot"), stock.answer.plan.aliquots) == ("50 µL", 400)


def test_what_was_said_of_aliquots_is_made_again_and_what_is_usual_is_not_kept(stock: StockForm) -> None:
    fill(stock, concentration="10 mM", volume="20 mL")
    usual = stock.inputs()
    fill(stock, aliquot="")
    undivided = stock.inputs()
    assert ("aliquot" in usual, undivided["aliquot"]) == (False, "")

    for inputs, aliquots, text in (undivided, 1, ""), (usual, 20, "1 mL"), ({**usual, "aliquot": "2 mL"}, 10, "2 mL"):
        stock.take_inputs(inputs)
        assert stock.answer.plan is not None
        assert (stock.answer.plan.aliquots, plain_spaces(stock.text("aliquot"))) == (aliquots, text)


def test_the_aliquot_of_the_compound_before_is_left_with_it(stock: StockForm, compounds: CurrentCompound) -> None:
    fill(stock, concentration="10 mM", volume="20 mL")
    compounds.take_other("Tris")
    assert plain_spaces(stock.text("aliquot")) == "100 µL"


def test_made_it_writes_everything_it_was_judged_by(stock: StockForm, book: JournalSession) -> None:
    stock.set_text("mass", "4.87 mg")
    stock.set_text("concentration", "10 mM")

    made = stock.made(PreparationDetails("Mara", "L7", Storage.FREEZER_20, "box 3", timedelta(minutes=10)))

    body = book.entries()[-1].body
    assert isinstance(body, SolutionMade)
    kept = body.solution
    assert (kept.id, kept.role, kept.aliquots, kept.lot) == (made, SolutionPurpose.STOCK, 18, "L7")
    assert kept.nominal == Amount("10", "mM", "10 mM")
    assert kept.concentration == Amount("9.992", "mM")
    assert kept.molar_mass == Amount("259.26", "g/mol")
    assert len(kept.monograph_hash) == 64
    assert [one.rule for one in body.judged] == ["sol.dmso"]
    assert [step.code for step in body.steps[:3]] == ["step_hazard", "step_spin_vial", "step_dissolve"]
    assert book.entries()[-1].recorded_at - book.entries()[-1].happened_at == timedelta(minutes=10)


def test_a_dose_takes_an_aliquot_of_the_frozen_stock_with_it(
    dose: DoseForm, book: JournalSession, compounds: CurrentCompound, units: Units, solution_table: SolutionTable
) -> None:
    stock = add_solution(book, compounds, units, ADDED, Storage.FREEZER_20)
    dose.choose_stock(stock)
    dose.set_text("c2", "10 uM")

    working = dose.made(PreparationDetails(storage=Storage.ROOM))

    assert book.bench.solutions[stock].left == 7
    made = book.bench.solutions[working].solution
    assert made.parents == (stock,)
    assert made.limits[0].span_s == 7200
    assert made.vehicle_percent == pytest.approx(0.1)


def test_a_stock_without_aliquots_left_is_refused_by_name(
    dose: DoseForm, book: JournalSession, compounds: CurrentCompound, units: Units
) -> None:
    stock = add_solution(book, compounds, units, {**ADDED, "aliquots": "1"}, Storage.FREEZER_20)
    dose.choose_stock(stock)
    dose.set_text("c2", "10 uM")
    book.record(AmountTaken(stock, "", Amount("100", "uL"), book.now()))
    dose.compute()

    with pytest.raises(BenchError) as refused:
        dose.made(PreparationDetails())

    assert refused.value.code is Message.NO_ALIQUOT_LEFT


def test_a_plain_dilution_solves_any_one_unknown(dose: DoseForm) -> None:
    dose.set_dosing(None)
    for name, text in (("c1", "10 mM"), ("c2", "1 mM"), ("v2", "1 mL")):
        dose.set_text(name, text)
    assert dose.answer.shown["v1"].replace("\u202f", " ") == "100 µL"

    dose.set_text("v1", "50 µL")
    dose.set_text("v2", "")
    assert dose.answer.shown["v2"].replace("\u202f", " ") == "500 µL"
    assert dose.answer.plan is not None
    assert dose.can_make()


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("wells", "2.5", Message.NOT_WHOLE),
        ("wells", "many", Message.NOT_WHOLE),
        ("c2", "20 mM", Message.TARGET_ABOVE_STOCK),
        ("well_volume", "0 µL", Message.NOT_POSITIVE),
        ("well_volume", "", Message.NOT_POSITIVE),
    ],
)
def test_what_cannot_be_dosed_is_answered_at_the_field(dose: DoseForm, name: str, text: str, code: MessageCode) -> None:
    dose.set_text("c1", "10 mM")
    dose.set_text("c2", "10 uM")

    dose.set_text(name, text)

    assert dose.answer.errors[name].code is code


def test_a_card_fills_dose_and_time(dose: DoseForm, book: JournalSession, compounds: CurrentCompound) -> None:
    incubation = IncubationForm(book, compounds)
    monograph = compounds.monograph
    assert monograph is not None
    cards = {use.id: use for use in monograph.uses}

    compounds.choose_use(cards["use.cll-migration"])
    assert dose.text("c2").replace("\u202f", " ") == "1 µM"
    assert incubation.text("length").replace("\u202f", " ") == "1 h"
    compounds.choose_use(cards["use.cll-synapse"])
    assert incubation.text("length").replace("\u202f", " ") == "1 h"
    assert incubation.length_source == "use.cll-migration"


def test_an_incubation_asks_once_whether_one_dose_is_meant_to_last(
    book: JournalSession, compounds: CurrentCompound
) -> None:
    desk = IncubationForm(book, compounds)
    desk.prepare(PREPARED)
    assert [one.code for one in desk.answer.cautions] == [Message.ONE_DOSE_FOR_ALL, Message.EVAPORATION]
    assert desk.length_source == "use.vendor"

    desk.choose_single()
    assert [one.code for one in desk.answer.cautions] == [Message.EVAPORATION]
    desk.choose_redose("48 h", Method.HALF_CHANGE_1X)
    assert len(desk.answer.wells) == 4
    desk.set_text("ago", "40 min ago")
    identity = desk.start("Mara")

    kept = book.bench.incubations[identity].incubation
    assert kept.plan == Plan(172800.0, Method.HALF_CHANGE_1X, 0.0, 1800.0, chosen=True)
    assert kept.length_s == 7 * 86400
    assert isinstance(book.entries()[-1].body, IncubationStarted)
    assert desk.prepared is None


@pytest.mark.parametrize(
    ("name", "text"), [("length", "soon"), ("length", "0 h"), ("ago", "yesterday"), ("every", "0 h")]
)
def test_a_time_that_cannot_be_read_keeps_the_form_from_starting(
    book: JournalSession, compounds: CurrentCompound, name: str, text: str
) -> None:
    desk = IncubationForm(book, compounds)
    desk.prepare(PREPARED)
    desk.choose_redose("48 h", Method.SPIKE)

    desk.set_text(name, text)

    assert name in desk.answer.errors
    assert not desk.answer.ready
    with pytest.raises(BenchError):
        desk.start()


def test_running_incubations_are_given_skipped_decided_and_stopped(
    book: JournalSession, compounds: CurrentCompound
) -> None:
    desk = IncubationForm(book, compounds)
    desk.prepare(PREPARED)
    desk.choose_redose("24 h", Method.FULL_CHANGE)
    identity = desk.start()
    running = book.bench.incubations[identity]
    first, second = list(running.incubation.steps())[:2]

    progress = RunningIncubation(book)
    record_redoses(book, [(running, first)], "w")
    progress.leave_out(running, second, "weekend")
    progress.choose_plan(running, Plan(chosen=True))
    with pytest.raises(BenchError):
        progress.stop(running, " ")
    progress.stop(running, "done")

    after = book.bench.incubations[running.incubation.id]
    assert (set(after.given), set(after.skipped), after.stopped) == ({0}, {1}, "done")
    assert after.incubation.plan == Plan(chosen=True)


def test_a_solution_that_was_there_keeps_what_is_given_and_leaves_the_rest_unknown(
    book: JournalSession, compounds: CurrentCompound, units: Units, clock: SteppedClock
) -> None:
    identity = add_solution(book, compounds, units, {**ADDED, "person": ""}, None)

    kept = book.bench.solutions[identity]
    assert kept.solution.made_about
    assert kept.solution.made.wall == clock.now().wall - timedelta(days=90)
    assert kept.to_fill == ("made_by", "lot", "storage")
    assert isinstance(book.entries()[-1].body, SolutionAdded)
    desk = SolutionForm(book, compounds, SolutionTable(book), lambda: units, lambda: "Jo")
    desk.fill(identity, {"person": "Jo", "lot": "L1"}, Storage.FREEZER_80)
    assert book.bench.solutions[identity].to_fill == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("concentration", ""),
        ("concentration", "10"),
        ("aliquots", "0"),
        ("aliquots", "x"),
        ("ago", "once"),
        ("aliquot_volume", "1 mg"),
        ("concentration", "0 mM"),
        ("aliquot_volume", "0 uL"),
    ],
)
def test_a_form_that_cannot_be_read_names_the_field_and_writes_nothing(
    book: JournalSession, compounds: CurrentCompound, units: Units, name: str, text: str
) -> None:
    texts = {**ADDED, name: text}

    assert name in read_added(texts, units, book)[2]
    with pytest.raises(BenchError):
        add_solution(book, compounds, units, texts, None)
    assert book.bench.solutions == {}


def test_work_is_done_elsewhere_and_answered_here(qtbot: QtBot) -> None:
    pool = QThreadPool()
    workers = Workers(pool)
    here = QThread.currentThread()
    seen: list[object] = []

    def fail() -> int:
        raise BenchError(Message.READ_ONLY, file="x")

    def there(thread: QThread) -> None:
        seen.append((thread is here, QThread.currentThread() is here))

    workers.do(Work.CHECK, QThread.currentThread, there, seen.append)
    workers.do(Work.CHECK, fail, seen.append, lambda error: seen.append(error.code))
    qtbot.waitUntil(lambda: not workers.busy)

    assert workers.wait()
    assert (False, True) in seen
    assert Message.READ_ONLY in seen
    assert len(seen) == 2


def test_a_volume_that_no_pipette_can_set_is_still_shown(stock: StockForm, dose: DoseForm) -> None:
    stock.set_text("mass", "1 µg")
    stock.set_text("concentration", "10 mM")
    dose.set_dosing(None)
    for name, text in (("c1", "10 mM"), ("c2", "1 mM"), ("v2", "1 µL")):
        dose.set_text(name, text)

    assert stock.answer.shown["volume"].replace("\u202f", " ") == "385.7 nL"
    assert stock.answer.errors[""].code is Message.NO_PIPETTE
    assert dose.answer.shown["v1"].replace("\u202f", " ") == "100 nL"
    assert "" in dose.answer.errors


def test_a_stock_past_its_use_by_is_not_offered_and_a_dose_from_it_says_so_first(
    dose: DoseForm,
    book: JournalSession,
    compounds: CurrentCompound,
    units: Units,
    clock: SteppedClock,
    solution_table: SolutionTable,
) -> None:
    stock = add_solution(book, compounds, units, {**ADDED, "ago": "2 d ago"}, Storage.ROOM)
    solution_table.refresh(clock.now())
    assert dose.offered_stocks() == ()
    dose.set_text("c2", "10 uM")

    dose.choose_stock(stock)

    assert dose.answer.plan is not None
    assert dose.answer.plan.recipe.cautions[0].code is Message.PAST_USE_BY


def test_a_concentration_typed_over_that_of_a_chosen_stock_is_another_stock(
    dose: DoseForm, book: JournalSession, compounds: CurrentCompound, units: Units
) -> None:
    stock = add_solution(book, compounds, units, ADDED, Storage.FREEZER_20)
    dose.choose_stock(stock)
    dose.set_text("c2", "10 uM")

    dose.set_text("c1", "50 mM")

    assert dose.stock == ""
    dose.made(PreparationDetails())
    assert book.bench.solutions[stock].left == 8


def stock_with(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units, **texts: str
) -> str:
    stock = add_solution(book, compounds, units, {**ADDED, **texts}, Storage.FREEZER_20)
    solution_table.refresh(book.now())
    return stock


@pytest.mark.parametrize(
    ("added", "left"),
    [
        # One tube is opened, 30 µL of 100 are taken.
        ({"aliquots": "8", "aliquot_volume": "100 µL"}, [(7, 100.0), (1, 70.0)]),
        # Two of 20 µL are opened for it.
        ({"aliquots": "3", "aliquot_volume": "20 µL"}, [(1, 20.0), (1, 10.0)]),
        # All but what stays behind in a tube.
        ({"aliquots": "1", "aliquot_volume": "31 µL"}, [(1, 1.0)]),
    ],
)
def test_of_a_stock_that_goes_in_as_it_is_the_draw_is_written_and_the_incubation_names_it(
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    units: Units,
    dose: DoseForm,
    added: dict[str, str],
    left: list[tuple[int, float]],
) -> None:
    stock = stock_with(book, compounds, solution_table, units, **added)
    dose.set_dosing(Dosing.ADDED)
    for name, text in {"present_volume": "30 mL", "added_volume": "30 uL", "wells": "1", "c2": "10 uM"}.items():
        dose.set_text(name, text)
    dose.choose_stock(stock)
    assert dose.undiluted
    assert dose.can_make()

    assert dose.made(PreparationDetails(person="Mara", ago=timedelta(minutes=5))) == stock

    kept = book.bench.solutions[stock]
    assert sorted((one.count, one.volume_ul or 0.0) for one in kept.portions.all) == sorted(left)
    draws = [body for body in (entry.body for entry in book.entries()) if isinstance(body, AmountTaken)]
    assert sum(one.volume.microlitres for one in draws) == pytest.approx(30)
    assert {one.purpose for one in draws} == {"dosing"}
    assert not any(isinstance(entry.body, SolutionMade) for entry in book.entries())
    planned = dose.prepared("")
    assert planned is not None
    assert (planned.stock, planned.solution) == (stock, "")
    form = IncubationForm(book, compounds)
    form.take_over(planned)
    started = form.start("Mara")
    running = book.bench.incubations[started]
    report = report_of(
        running,
        book.bench,
        book.entries(),
        word=lambda entry: entry.kind,
        name_step=lambda _running, _number: "",
        facts=(),
        now=book.now(),
        anchors=(),
        head="",
    )
    assert [event.what for event in report.events].count("AmountTaken") == len(draws)


def test_a_stock_does_not_go_into_wells_before_it_was_made(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units, dose: DoseForm
) -> None:
    stock = stock_with(book, compounds, solution_table, units, ago="10 min ago")
    dose.set_dosing(Dosing.ADDED)
    for name, text in {"present_volume": "30 mL", "added_volume": "30 uL", "wells": "1", "c2": "10 uM"}.items():
        dose.set_text(name, text)
    dose.choose_stock(stock)
    assert dose.undiluted

    early = PreparationDetails(ago=timedelta(hours=2))
    for _ in range(2):
        # It is no question that a second press answers.
        dose.once.check(early.ago)
        with pytest.raises(BenchError) as refused:
            dose.made(early)
        assert refused.value.code is Message.GIVEN_BEFORE_MADE
    assert not any(isinstance(entry.body, AmountTaken) for entry in book.entries())

    dose.made(PreparationDetails(ago=timedelta(minutes=5)))
    assert any(isinstance(entry.body, AmountTaken) for entry in book.entries())


def test_of_a_stock_that_is_only_typed_nothing_can_be_written(dose: DoseForm) -> None:
    dose.set_dosing(Dosing.ADDED)
    for name, text in {"present_volume": "2 mL", "added_volume": "2 uL", "c1": "10 mM", "c2": "10 uM"}.items():
        dose.set_text(name, text)

    assert dose.undiluted
    assert not dose.can_make()
    with pytest.raises(BenchError) as refused:
        dose.made(PreparationDetails())
    assert refused.value.code is Message.NOTHING_MADE
