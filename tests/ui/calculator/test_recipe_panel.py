"""The recipes to be made again: saved by a name, taken, and made larger."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from benchapp.domain.journal.entry_body import KeptInputs
from benchapp.presenters.calculator.saved_recipes import SavedRecipes
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.calculator.recipe_panel import RecipePanel
from benchapp.ui.calculator.series_tool import SeriesTool


@pytest.fixture
def panel(book: JournalSession, compounds: CurrentCompound, series_tool: SeriesTool, qtbot: QtBot) -> RecipePanel:
    made = RecipePanel(SavedRecipes(book, compounds), lambda: series_tool.form, lambda: "Ada")
    qtbot.addWidget(made)
    return made


def test_a_recipe_is_saved_by_its_name_and_offered(
    panel: RecipePanel, series_tool: SeriesTool, book: JournalSession
) -> None:
    taken: list[KeptInputs] = []
    panel.wanted.connect(taken.append)
    series_tool.form.set_text("top", "3 uM")
    panel.save.click()
    assert panel.name.line.property("wrong") == "true"
    assert book.bench.recipes == {}

    panel.name.fill("my series")
    panel.save.click()
    assert panel.name.text() == ""
    button = panel.findChild(QPushButton, "calculate.recipes.take0")
    assert button is not None
    assert button.text() == "my series (Series)"
    button.click()
    assert [(one.tool, one.inputs["top"]) for one in taken] == [("series", "3 uM")]


def test_what_is_shown_is_made_larger_by_a_factor(panel: RecipePanel, series_tool: SeriesTool) -> None:
    panel.scale.click()
    assert series_tool.fields["left"].text().replace("\u202f", " ") == "1000 µL"

    panel.times.fill("twice")
    panel.scale.click()
    assert panel.times.line.property("wrong") == "true"
    assert series_tool.fields["left"].text().replace("\u202f", " ") == "1000 µL"


def test_without_a_recipe_there_is_nothing_to_save(
    book: JournalSession, compounds: CurrentCompound, qtbot: QtBot
) -> None:
    panel = RecipePanel(SavedRecipes(book, compounds), lambda: None, lambda: "Ada")
    qtbot.addWidget(panel)
    panel.name.fill("nothing")
    panel.save.click()
    panel.scale.click()

    assert book.bench.recipes == {}
    assert panel.name.text() == "nothing"
