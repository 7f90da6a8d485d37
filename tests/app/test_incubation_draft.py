"""What is in the form of a new incubation goes into another form, and is judged alike there."""

from benchapp.app.program.incubation_draft import draft_of, take_draft
from benchapp.domain.incubations.incubations import Cells, Dosing
from benchapp.domain.incubations.redose import Method
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.session.journal_session import JournalSession

CELLS = Cells("H929", "human", 14, "96-well plate", 24)


def test_a_form_that_took_a_draft_comes_to_the_same(book: JournalSession, compounds: CurrentCompound) -> None:
    form, other = IncubationForm(book, compounds), IncubationForm(book, compounds)
    form.prepare(PlannedDosing(CELLS, Dosing.RESUSPENDED, 100.0, Amount("10", "uM"), "DMSO", 0.1))
    for name, text in (("name", "plate 7"), ("length", "5 d"), ("ago", "10 min ago")):
        form.set_text(name, text)
    form.choose_redose("24 h", Method.SPIKE)

    take_draft(other, draft_of(form, book))

    assert draft_of(other, book) == draft_of(form, book)
    assert other.answer.ready
    assert other.answer.length == form.answer.length
    assert len(other.answer.wells) == len(form.answer.wells) > 1


def test_an_empty_draft_leaves_an_empty_form(book: JournalSession, compounds: CurrentCompound) -> None:
    form = IncubationForm(book, compounds)
    take_draft(form, draft_of(form, book))
    assert form.prepared is None
    assert not form.answer.ready


def test_a_name_that_nobody_gave_is_worded_anew(book: JournalSession, compounds: CurrentCompound) -> None:
    form, other = IncubationForm(book, compounds), IncubationForm(book, compounds)
    other.vessel = lambda _: "96-Well-Platte"
    form.prepare(PlannedDosing(CELLS, Dosing.RESUSPENDED, 100.0, Amount("10", "uM"), "DMSO", 0.1))
    assert form.text("name") == "H929 96-well plate"

    take_draft(other, draft_of(form, book))
    assert other.text("name") == "H929 96-Well-Platte"

    form.set_text("name", "plate 7")
    take_draft(other, draft_of(form, book))
    assert other.text("name") == "plate 7"
