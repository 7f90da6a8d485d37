"""A medium in hand is what cells are dosed in: what is made has its label and its use-by."""

from benchapp.domain.journal.entries import SolutionMade
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails
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
    assert body.solution.parents == (medium.id,)
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
