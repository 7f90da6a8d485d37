"""Recipes to be made again: repeat, saved ones, save this one, make it larger or smaller."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from benchapp.domain.journal.entry_body import KeptInputs
from benchapp.domain.messages import BenchError
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.presenters.calculator.saved_recipes import SavedRecipes, scale
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import flat_button, push_button
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, vbox

_COLUMNS = 1


class RecipePanel(Card):
    """Offers what can be made again.

    Args:
        recipes: The recipes that were saved or used lately.
        form: Gives the calculator that is shown; None where it gives no recipe.
        person: Gives who works here.

    Signals:
        wanted: A recipe was chosen; its `KeptInputs`.
        saved: A recipe was saved: the sentence that says so.
        said: Something to tell in a line: the sentence.
    """

    saved = Signal(str)
    wanted = Signal(object)
    said = Signal(str)

    def __init__(
        self, recipes: SavedRecipes, form: Callable[[], RecipeForm[object] | None], person: Callable[[], str]
    ) -> None:
        super().__init__()
        self._recipes = recipes
        self._form = form
        self._person = person
        self.name = LabelledField(tr("Save this one as"), "calculate.recipes.name")
        self.save = push_button(tr("Save"), "calculate.recipes.save", self._save)
        self.times = LabelledField(tr("Scale it by a factor of"), "calculate.recipes.times")
        self.times.fill("2")
        self.scale = push_button(tr("Scale"), "calculate.recipes.scale", self._scale)
        self._lists = QWidget()
        self._grid = QGridLayout(self._lists)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        asked = vbox(hbox(self.times, _under(self.scale)), hbox(self.name, _under(self.save)))
        self.body.addLayout(asked)
        self.body.addWidget(self._lists)
        self.refresh()

    def refresh(self) -> None:
        """Offer what is there for the open compound."""
        clear_layout(self._grid)
        last = self._recipes.last()
        offered: list[tuple[str, KeptInputs]] = []
        if last is not None:
            offered.append((tr("Repeat the last experiment ({words})", words=self._words(last)), last))
        offered += [(f"{one.name} ({_title(one.tool)})", one) for one in self._recipes.saved()]
        offered += [
            (tr("as for {words}", words=self._words(one)), one) for one in self._recipes.recent() if one != last
        ]
        if not offered:
            nothing = tr(
                "Nothing was made of this compound yet. What you make or save is listed here and can be repeated."
            )
            self._grid.addWidget(text_label(nothing, tone="muted"), 0, 0, 1, _COLUMNS)
        for place, (text, one) in enumerate(offered):
            button = flat_button(text, f"calculate.recipes.take{place}", partial(self.wanted.emit, one))
            self._grid.addWidget(button, place // _COLUMNS, place % _COLUMNS, Qt.AlignmentFlag.AlignLeft)

    def _words(self, one: KeptInputs) -> str:
        inputs = ", ".join(
            text for name in ("mass", "concentration", "top", "c2", "doses", "cells") if (text := one.inputs.get(name))
        )
        return f"{one.name} · {_title(one.tool)}{f': {inputs}' if inputs else ''}"

    def _save(self) -> None:
        form = self._form()
        if form is None:
            return
        try:
            self._recipes.save(self.name.text(), form, self._person())
        except BenchError as error:
            self.name.show_problem(say_error(error))
        else:
            self.name.show_problem("")
            self.saved.emit(tr("Saved the recipe “{words}”.", words=self.name.text().strip()))
            self.name.fill("")
            self.refresh()

    def _scale(self) -> None:
        form = self._form()
        if form is None:
            return
        try:
            scale(form, self.times.text())
        except BenchError as error:
            self.times.show_problem(say_error(error))
        else:
            self.times.show_problem("")
            self.said.emit(tr("Scaled by {words}.", words=self.times.text().strip()))


def _under(button: QWidget) -> QVBoxLayout:
    return vbox(text_label(" ", wrap=False), button, 1)


def _title(tool: str) -> str:
    """Return the title of a calculator; the id of one that is not known here, as a later version may have kept it."""
    return tr(TOOLS[tool].title) if tool in TOOLS else tool
