"""A form that nobody looks at plans nothing, whatever is recorded."""

from collections import Counter
from functools import partial

import pytest

from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.dosing_form import DosingForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable

MADE = PreparationDetails(storage=Storage.ROOM, reason="to count what follows")
TYPED = {
    "stock": {"mass": "5 mg", "concentration": "10 mM"},
    "dilute": {"c1": "10 mM", "c2": "10 uM"},
    "series": {"c1": "10 mM", "top": "10 uM"},
    "plate": {"c1": "10 mM", "top": "10 uM"},
}


@pytest.fixture
def forms(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> dict[str, RecipeForm[object]]:
    made = (
        StockForm(book, compounds),
        DoseForm(book, compounds, solution_table),
        SeriesForm(book, compounds, solution_table),
        PlateForm(book, compounds, solution_table),
    )
    for form in made:
        form.leave_view()
        form.use_units(units)
        for name, text in TYPED[form.tool].items():
            form.set_text(name, text)
    return {form.tool: form for form in made}


@pytest.mark.parametrize("seen", list(TYPED))
def test_one_press_of_made_it_replans_no_form_that_is_out_of_view(
    forms: dict[str, RecipeForm[object]], seen: str
) -> None:
    forms[seen].come_into_view()
    computed: Counter[str] = Counter()
    for tool, form in forms.items():
        form.answered.connect(partial(lambda tool, _answer: computed.update([tool]), tool))

    forms[seen].made(MADE)

    assert set(computed) <= {seen}
    assert all(form.due for tool, form in forms.items() if tool != seen)
    forms[seen].leave_view()


def test_what_was_put_off_is_computed_once_when_it_is_read(forms: dict[str, RecipeForm[object]]) -> None:
    dose = forms["dilute"]
    computed: list[object] = []
    dose.answered.connect(computed.append)

    forms["stock"].made(MADE)
    forms["stock"].made(MADE)
    assert computed == []

    assert dose.recipe() is not None
    assert dose.can_make()
    assert len(computed) == 1


def test_a_stock_made_is_offered_to_every_form_that_begins_with_one(forms: dict[str, RecipeForm[object]]) -> None:
    made = forms["stock"].made(MADE)

    for form in forms.values():
        if isinstance(form, DosingForm):
            assert [row.kept.solution.id for row in form.offered_stocks()] == [made]
            form.choose_stock(made)
            assert [one.id for one in form.stocks()] == [made]
            assert form.vehicle == "DMSO"
