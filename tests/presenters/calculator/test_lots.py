"""The lot of a dilution is that of its stock; nothing of a compound stays in the bar for the next one."""

import pytest
from pytestqt.qtbot import QtBot

from benchapp.domain.journal.entries import SolutionCorrected
from benchapp.domain.solutions.corrections import SolutionFacts
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.forms.preparation_bar import PreparationBar

STOCK = {"concentration": "10 mM", "vehicle": "DMSO", "ago": "2 d ago", "aliquots": "8", "aliquot_volume": "100 µL"}


def add(book: JournalSession, compounds: CurrentCompound, units: Units, lot: str, name: str = "lenalidomide") -> str:
    before = compounds.monograph
    assert before is not None
    compounds.open(compounds.search(name)[0].headline.id)
    made = add_solution(book, compounds, units, {**STOCK, "lot": lot}, Storage.FREEZER_20)
    compounds.open(before.id)
    return made


@pytest.fixture
def dose(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> DoseForm:
    desk = DoseForm(book, compounds, solution_table)
    desk.use_units(units)
    desk.set_text("c2", "10 uM")
    return desk


@pytest.mark.parametrize(
    ("of_the_stock", "typed", "recorded"),
    [("L240611", "", "L240611"), ("L240611", "X9", "L240611"), ("", "X9", "X9"), ("", "", "")],
)
def test_a_dilution_has_the_lot_of_its_stock(
    dose: DoseForm,
    book: JournalSession,
    compounds: CurrentCompound,
    units: Units,
    of_the_stock: str,
    typed: str,
    recorded: str,
) -> None:
    dose.choose_stock(add(book, compounds, units, of_the_stock))
    made = dose.made(PreparationDetails(lot=typed))
    assert book.bench.solutions[made].solution.lot == recorded


def test_a_series_has_the_lot_of_its_stock_and_a_combination_says_whose_each_is(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    stock = add(book, compounds, units, "L1")
    add(book, compounds, units, "P77", "pinometostat")
    series = SeriesForm(book, compounds, solution_table)
    combine = CombineForm(book, compounds, solution_table)
    for desk in (series, combine):
        desk.use_units(units)
        desk.choose_stock(stock)
        desk.set_text("top", "10 uM")
    combine.set_text("compound_2", "pinometostat")
    combine.finish_name("_2")
    combine.set_text("top_2", "1 uM")
    series.compute()
    combine.compute()

    made = [desk.made(PreparationDetails()) for desk in (series, combine)]
    for desk in (series, combine):
        desk.compute()

    assert [book.bench.solutions[one].solution.lot for one in made] == ["L1", "Lenalidomide L1, Pinometostat P77"]


def test_the_bar_shows_the_lot_of_the_stock_and_takes_none_over_to_the_next(
    dose: DoseForm, book: JournalSession, compounds: CurrentCompound, units: Units, qtbot: QtBot
) -> None:
    one, other, unknown = (add(book, compounds, units, lot) for lot in ("L1", "L2", ""))
    bar = PreparationBar("test", dose.made, dose.read_when, dose.once, lambda: next(iter(dose.stocks()), None))
    qtbot.addWidget(bar)
    seen = []
    for stock in (one, other, unknown):
        dose.choose_stock(stock)
        bar.fields.fill_as_last_time(book.bench.latest(book.bench.solutions[one].solution.compound), fallback=None)
        seen.append((bar.fields.lot.text(), bar.fields.lot.note.text(), bar.fields.lot.line.isReadOnly()))
    assert seen == [("L1", "from the stock", True), ("L2", "from the stock", True), ("", "", False)]

    bar.fields.lot.fill("X9")
    bar.fields.fill_as_last_time(None, fallback=None)
    assert bar.fields.lot.text() == "X9"
    dose.set_text("c1", "7 mM")
    bar.fields.fill_as_last_time(None, fallback=None)
    assert bar.fields.lot.text() == "X9"
    dose.choose_stock(one)
    bar.fields.fill_as_last_time(None, fallback=None)
    assert bar.fields.lot.text() == "L1"
    dose.set_text("c1", "7 mM")
    bar.fields.fill_as_last_time(None, fallback=None)
    assert (bar.fields.lot.text(), bar.fields.lot.line.isReadOnly()) == ("", False)


def test_another_compound_empties_lot_and_place_but_not_who_works_here(
    book: JournalSession, compounds: CurrentCompound, units: Units, qtbot: QtBot
) -> None:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    bar = PreparationBar("test", desk.made, desk.read_when, desk.once)
    qtbot.addWidget(bar)
    for field, text in ((bar.fields.lot, "L1"), (bar.fields.place, "box 3, B4"), (bar.fields.person, "Mara")):
        field.fill(text)

    bar.fields.clear_compound()

    assert (bar.fields.lot.text(), bar.fields.place.text(), bar.fields.person.text()) == ("", "", "Mara")


@pytest.mark.parametrize("right", ["L240612", ""])
def test_a_lot_that_was_corrected_is_not_offered_as_it_was_typed(
    book: JournalSession, compounds: CurrentCompound, units: Units, qtbot: QtBot, right: str
) -> None:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    desk.set_text("mass", "4.87 mg")
    desk.set_text("concentration", "10 mM")
    bar = PreparationBar("test", desk.made, desk.read_when)
    qtbot.addWidget(bar)
    assert compounds.monograph is not None
    compound = compounds.monograph.id

    bar.fields.lot.fill("L240611")
    assert bar.write() == ""
    bar.fill_as_last_time(book.bench.latest(compound), fallback=None)
    made = book.bench.latest(compound)
    assert made is not None
    assert (made.lot, bar.fields.lot.text()) == ("L240611", "L240611")
    book.record(SolutionCorrected(made.id, SolutionFacts(lot="L240611"), SolutionFacts(lot=right)))
    bar.fill_as_last_time(book.bench.latest(compound), fallback=None)
    assert bar.fields.lot.text() == right

    # What was typed since stays.
    bar.fields.lot.fill("L7")
    book.undo_last()
    bar.fill_as_last_time(book.bench.latest(compound), fallback=None)
    assert bar.fields.lot.text() == "L7"


def test_the_activity_of_a_partner_s_lot_is_typed_once(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    in_pbs = {**STOCK, "vehicle": "PBS"}
    compounds.open(compounds.search("IL-2")[0].headline.id)
    add_solution(book, compounds, units, {**in_pbs, "concentration": "0.1 mg/mL", "lot": "P7"}, Storage.FRIDGE)
    another = add_solution(
        book, compounds, units, {**in_pbs, "concentration": "0.2 mg/mL", "lot": "P7"}, Storage.FRIDGE
    )
    compounds.open(compounds.search("OKT3")[0].headline.id)
    add_solution(book, compounds, units, {**in_pbs, "concentration": "1 mg/mL", "lot": "A1"}, Storage.FRIDGE)
    combine = CombineForm(book, compounds, solution_table)
    combine.use_units(units)
    combine.take_only_stock()
    combine.set_text("compound_2", "IL-2")
    combine.finish_name("_2")
    combine.choose_partner_stock("_2", combine.offered_to("_2")[0].kept.solution.id)
    for name, text in {"top": "1 µg/mL", "points": "2", "top_2": "100 U/mL", "potency_2": "1e7 U/mg"}.items():
        combine.set_text(name, text)
    combine.compute()
    assert combine.answer.errors == {}
    combined = combine.made(PreparationDetails())
    made = book.bench.solutions[combined].solution
    assert [one.shown() for one in made.potencies.values()] == ["1e7\u202fU/mg"]

    compounds.open(compounds.search("IL-2")[0].headline.id)
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    dose.choose_stock(another)
    assert (dose.text("potency"), dose.activities.source()) == ("1e7\u202fU/mg", made.label)
    combine.leave_view()
    dose.leave_view()
