"""What is at the side of a plate's fields: the map one can paint, what the wells take, and the recipe."""

from collections.abc import Callable
from functools import partial
from itertools import product

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from benchapp.domain.lab.plates import Content
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Severity
from benchapp.domain.recipes.recipes import Recipe
from benchapp.presenters.calculator.plate_form import PlateAnswer
from benchapp.ui.calculator.plate_file import totals_text
from benchapp.ui.calculator.plate_map import PlateView, content_text
from benchapp.ui.calculator.recipe_view import TONES, RecipeView
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.widgets.buttons import push_button, toggle_button
from benchapp.ui.widgets.current_stack import CurrentStack
from benchapp.ui.widgets.fields import DropDown
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, hbox, scroll_area, vbox
from benchapp.ui.widgets.theme import Tokens


class PlateSide(QWidget):
    """The map, or the recipe in its place.

    Args:
        prefix: First part of the object names.
        tokens: Gives the colours.
        recipe: Shows the recipe.

    Signals:
        anew_wanted: The wells are to be laid out again.
        file_wanted: The map is to be saved.
        painted: Wells are to hold something else: their names and the `Content`.
    """

    anew_wanted = Signal()
    file_wanted = Signal()
    painted = Signal(list, object)

    def __init__(self, prefix: str, tokens: Callable[[], Tokens], recipe: RecipeView) -> None:
        super().__init__()
        self._recipe = recipe
        self.view = PlateView(tokens, f"{prefix}.map")
        self.view.chosen.connect(self._on_painted)
        self.brush = DropDown()
        self.brush.setObjectName(f"{prefix}.brush")
        self.brush.setAccessibleName(tr("What wells dragged over become"))
        self._brushes: tuple[Content, ...] = ()
        self.anew = push_button(tr("Reset"), f"{prefix}.anew", self.anew_wanted.emit, tip=tr("Lay the wells out again"))
        self.save = push_button(
            tr("Save map"), f"{prefix}.save_map", self.file_wanted.emit, tip=tr("As PNG, SVG, CSV or PDF")
        )
        self.totals = text_label("", size="small", tone="muted")
        self.totals.setObjectName(f"{prefix}.totals")
        self.show_map = toggle_button(tr("Plate map"), f"{prefix}.show_map", partial(self._show_pane, 0))
        self.show_steps = toggle_button(tr("Recipe"), f"{prefix}.show_recipe", partial(self._show_pane, 1))
        self.loudest = state_chip("", "note")
        self.loudest.setObjectName(f"{prefix}.loudest")
        self.loudest.setWordWrap(True)
        self.loudest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.loudest.hide()
        # What is missing is said where the map would be; an empty card looks broken.
        self.empty = text_label(tr("Fill in the fields at the left: the map appears as you type."), tone="muted")

    def lay_out(self) -> None:
        """Put in place what is shown, once this is in its own place: everything in it would be styled once more."""
        self._panes = CurrentStack()
        pane = Card()
        shown = flow(self.show_map, self.show_steps, 1, self.anew, self.save)
        self.setLayout(vbox(shown, self._panes, spacing=8))
        self._panes.addWidget(pane)
        self._panes.addWidget(self._recipe)
        pane.body.addWidget(self.loudest)
        pane.body.addLayout(hbox(text_label(tr("Drag to make"), tone="muted", wrap=False), self.brush, 1))
        pane.body.addWidget(self.empty)
        pane.body.addWidget(self.view, 3)
        totals = scroll_area(self.totals)
        totals.setMinimumHeight(64)
        pane.body.addWidget(totals, 1)
        self._show_pane(0)

    def _show_pane(self, place: int) -> None:
        self._panes.setCurrentIndex(place)
        self.show_map.setChecked(place == 0)
        self.show_steps.setChecked(place == 1)

    def show_plate(self, answer: PlateAnswer, *, edited: bool) -> None:
        """Show a plate.

        Args:
            answer: The plate.
            edited: Whether wells were painted, so that they can be laid out again.
        """
        self.view.show_map(answer.map, answer.names)
        self.empty.setVisible(answer.map is None)
        self._offer_brushes(answer)
        self.anew.setEnabled(edited)
        self.save.setEnabled(answer.map is not None)
        # A row of figures instead of a table: it has no length of its own and scrolls beside the map.
        refused = next(iter(answer.errors.values()), None) if answer.map is None else None
        self.totals.setText(totals_text(answer) if refused is None else say_error(refused))
        self._show_loudest(answer.recipe)

    def _show_loudest(self, recipe: Recipe | None) -> None:
        """Say over the map what asks for a decision: the recipe with its cautions may lie behind it."""
        loud = [one for one in recipe.cautions if one.severity is not Severity.NOTE] if recipe else []
        self.loudest.setVisible(bool(loud))
        if loud:
            more = tr(" And {count} more: see Recipe.", count=len(loud) - 1) if len(loud) > 1 else ""
            set_chip(self.loudest, f"{say(loud[0].code, loud[0].values)}{more}", TONES[loud[0].severity])

    def _offer_brushes(self, answer: PlateAnswer) -> None:
        brushes = brushes_for(answer)
        if brushes == self._brushes and self.brush.count():
            return
        self._brushes = brushes
        current = self.brush.currentText()
        self.brush.clear()
        for place, content in enumerate(brushes):
            number = (
                place + 1 if content.use is WellUse.DOSE and len(answer.names) == 1 and content.levels[0] >= 0 else ""
            )
            words = content_text(content, answer.names)
            self.brush.addItem(f"{number}: {words}" if number else words)
        self.brush.setCurrentIndex(max(0, self.brush.findText(current)))

    def _on_painted(self, wells: list[str]) -> None:
        if self._brushes:
            self.painted.emit(wells, self._brushes[max(0, self.brush.currentIndex())])


def brushes_for(answer: PlateAnswer) -> tuple[Content, ...]:
    """Return what wells can become."""
    doses: list[Content] = []
    if len(answer.names) == 1:
        doses = [Content(WellUse.DOSE, (level,)) for level in range(len(answer.names[0]))]
    elif len(answer.names) > 2 and answer.map is not None:
        # Every dose of three compounds with every other is more than anybody chooses from.
        doses = list(dict.fromkeys(one for one in answer.map.wells.values() if one.use is WellUse.DOSE))
    elif len(answer.names) > 1:
        levels = [(*range(len(names)), -1) for names in answer.names]
        doses = [Content(WellUse.DOSE, held) for held in product(*levels) if any(level >= 0 for level in held)]
    return (*doses, *(Content(use) for use in (WellUse.VEHICLE, WellUse.UNTREATED, WellUse.BLANK, WellUse.EMPTY)))
