"""A medium in hand is what cells are dosed in: what is made has its label and its use-by."""

from benchapp.domain.journal.entries import SolutionMade
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_links import links_of
from benchapp.presenters.solutions.solution_table import SolutionTable
from tests.presenters.calculator.buffers.test_buffer_form import choose, made

WARM = PreparationDetails(storage=Storage.ROOM)


def test_a_dose_is_made_of_the_medium_in_hand(
    form: BufferForm,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    units: Units,
) -> None:
    choose(form, "RPMI-1640 complete")
    medium = made(form, solution_table, book).solution
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    for name, text in {"c1": "10 mM", "solvent": "DMSO", "c2": "10 µM", "well_volume": "100 µL", "wells": "6"}.items():
        dose.set_text(name, text)
    assert [row.kept.solution.id for row in dose.offered_media()] == [medium.id]
    assert dose.medium_row is None

    dose.choose_medium(medium.id)
    assert dose.text("medium") == "RPMI-1640 complete"
    dose.made(WARM)

    body = book.entries()[-1].body
    assert isinstance(body, SolutionMade)
    assert (body.solution.parents, body.solution.diluent) == ((), medium.id)
    assert medium.id in body.refers()
    assert body.solution.solvent_lot == medium.label
    assert medium.label in {limit.source for limit in body.solution.limits}
    assert [one.solution for one in body.taken] == [medium.id]
    # Another name that is typed is another medium.
    dose.set_text("medium", "DMEM")
    assert dose.medium_row is None
    dose.choose_medium("nothing")
    assert dose.text("medium") == "DMEM"


def test_a_series_too(
    form: BufferForm,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    units: Units,
) -> None:
    choose(form, "RPMI-1640 complete")
    medium = made(form, solution_table, book).solution
    series = SeriesForm(book, compounds, solution_table)
    series.use_units(units)
    typed = {"c1": "10 mM", "solvent": "DMSO", "top": "10 µM", "factor": "3", "points": "4", "left": "500 µL"}
    for name, text in typed.items():
        series.set_text(name, text)
    series.choose_medium(medium.id)
    series.made(WARM)
    series.leave_view()

    body = book.entries()[-1].body
    assert isinstance(body, SolutionMade)
    assert [one.solution for one in body.taken] == [medium.id]


def test_a_stock_is_dissolved_in_a_buffer_in_hand(
    form: BufferForm,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    units: Units,
) -> None:
    choose(form, "PBS 1×")
    buffer = made(form, solution_table, book).solution
    stock = StockForm(book, compounds, solution_table)
    stock.use_units(units)
    for name, text in {"mass": "5 mg", "concentration": "0.1 mg/mL"}.items():
        stock.set_text(name, text)
    assert [row.kept.solution.id for row in stock.offered_media()] == [buffer.id]
    stock.choose_medium(buffer.id)
    assert stock.solvent == "PBS 1×"
    name = stock.made(PreparationDetails(storage=Storage.FRIDGE))

    kept = book.bench.solutions[name].solution
    assert (kept.vehicle, kept.solvent_lot, kept.parents, kept.diluent) == ("PBS 1×", buffer.label, (), buffer.id)
    body = book.entries()[-1].body
    assert isinstance(body, SolutionMade)
    assert [(one.solution, one.volume) for one in body.taken] == [(buffer.id, Amount("50", "mL"))]
    assert links_of(kept, book.bench.solutions, (), ()).parents == (buffer,)
    # Another solvent is another bottle.
    stock.set_solvent("water")
    assert stock.medium_row is None
    stock.choose_medium("nothing")
    assert (stock.solvent, stock.medium_row) == ("water", None)
    alone = StockForm(book, compounds)
    alone.choose_medium(buffer.id)
    assert (alone.offered_media(), alone.medium_row) == ((), None)


def test_a_dilution_in_a_medium_in_hand_follows_the_correction_of_its_stock(
    form: BufferForm,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    units: Units,
) -> None:
    choose(form, "RPMI-1640 complete")
    medium = made(form, solution_table, book).solution
    desk = SolutionForm(book, compounds, solution_table, lambda: units, lambda: "EK")
    stock = desk.add({"concentration": "10 mM", "vehicle": "DMSO", "lot": "L7"}, Storage.FREEZER_20)
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    dose.choose_stock(stock)
    for name, text in {"c2": "10 µM", "well_volume": "100 µL", "wells": "6"}.items():
        dose.set_text(name, text)
    dose.choose_medium(medium.id)
    diluted = dose.made(WARM)
    assert desk.correction.asked(diluted) == ("stock_volume", "solvent_volume")

    desk.correction.write(stock, {"concentration": "20 mM", "lot": "L8"})
    kept = book.bench.solutions[diluted].solution
    assert (kept.concentration.shown().replace("\u202f", " "), kept.lot) == ("20 µM", "L8")
    desk.correction.write(medium.id, {"lot": "other"})
    assert book.bench.solutions[diluted].solution.lot == "L8"
