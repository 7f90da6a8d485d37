"""The recipe of the page at the hood: one set of ticks, and written only while it is the recipe of the page."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.calculator.calculate_page import CalculatePage
from benchapp.ui.calculator.recipe.hood_view import HoodView
from benchapp.ui.calculator.recipe_at_hood import RecipeAtHood
from benchapp.ui.calculator.sheet_details import make_sheet
from benchapp.ui.calculator.stock_tool import StockTool


@pytest.fixture
def form(book: JournalSession, compounds: CurrentCompound, units: Units) -> StockForm:
    made = StockForm(book, compounds)
    made.use_units(units)
    made.take_inputs({"mass": "5 mg", "concentration": "10 mM", "solvent": "DMSO"})
    return made


@pytest.fixture
def page(form: StockForm, compounds: CurrentCompound, book: JournalSession, qtbot: QtBot) -> CalculatePage:
    made = CalculatePage(
        {"stock": lambda parent: StockTool(form, compounds, parent)},
        lambda shown, bar: make_sheet(shown, bar, compounds, book.last_hash),
        lambda: "P20",
    )
    qtbot.addWidget(made)
    return made


@pytest.fixture
def at_hood(page: CalculatePage, form: StockForm) -> Iterator[RecipeAtHood]:
    made = RecipeAtHood(page, form.compute)
    page.hood_wanted.connect(made.show_sheet)
    page.hood.click()
    yield made
    if made.view is not None:
        made.view.close()


def view_of(at_hood: RecipeAtHood) -> HoodView:
    assert at_hood.view is not None
    return at_hood.view


def test_page_and_hood_have_the_same_ticks(at_hood: RecipeAtHood, page: CalculatePage) -> None:
    steps = page.shown_tool.recipe
    assert steps is not None
    view = view_of(at_hood)
    view.go_on()
    assert steps.ticks() == {0}
    steps.set_tick(0, on=False)
    said: list[str] = []
    at_hood.said.connect(said.append)
    view.close()

    assert at_hood.view is None
    assert said[0].startswith("Steps done: 0 of ")


def test_what_is_written_at_the_hood_is_in_the_journal(
    at_hood: RecipeAtHood, form: StockForm, book: JournalSession
) -> None:
    recipe = form.recipe()
    assert recipe is not None
    view = view_of(at_hood)
    said: list[str] = []
    at_hood.said.connect(said.append)
    for _ in recipe.steps:
        view.go_on()
    assert view.record.isVisible()
    view.record.click()

    assert len(book.bench.solutions) == 1
    assert said == []
    # What comes next is offered there, and leads out of the view.
    assert [(one.text(), one.isVisible()) for one in view.then] == [("Print label", True)]
    assert view.record.isHidden()
    labels: list[str] = []
    at_hood.label_wanted.connect(labels.append)
    view.then[0].click()
    assert labels == list(book.bench.solutions)
    assert at_hood.view is None


def test_what_was_recorded_keeps_its_ticks_until_the_next_one_is_begun(
    at_hood: RecipeAtHood, form: StockForm, page: CalculatePage
) -> None:
    view, steps, recipe = view_of(at_hood), page.shown_tool.recipe, form.recipe()
    assert steps is not None
    assert recipe is not None
    for _ in recipe.steps:
        view.go_on()
    view.record.click()
    view.close()
    assert steps.ticks() == set(range(len(recipe.steps)))

    bar = page.bar
    assert bar is not None
    bar.write()
    assert steps.ticks() == set()


def test_a_recipe_that_has_changed_since_is_not_written(
    at_hood: RecipeAtHood, form: StockForm, page: CalculatePage, book: JournalSession
) -> None:
    recipe = form.recipe()
    assert recipe is not None
    view = view_of(at_hood)
    for _ in recipe.steps:
        view.go_on()
    form.set_text("mass", "6 mg")
    view.record.click()

    words = view.findChild(QLabel, "hood.step.text")
    assert words is not None
    assert words.text() == "The recipe has changed since. Leave this view and look at it."
    assert book.bench.solutions == {}
    steps = page.shown_tool.recipe
    assert steps is not None
    assert steps.ticks() == set()
