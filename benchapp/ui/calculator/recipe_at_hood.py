"""The recipe of the Calculate page over the whole screen: one set of ticks, and recorded as under the recipe."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from benchapp.domain.recipes.recipes import Recipe
from benchapp.presenters.solutions.preparation_checks import OnceMore
from benchapp.ui.calculator.calculate_page import CalculatePage
from benchapp.ui.calculator.recipe.hood_view import HoodView, Recording
from benchapp.ui.calculator.recipe.recipe_view import RecipeView
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.paper.bench_sheet import BenchSheet, steps_of
from benchapp.ui.text.language import tr


class RecipeAtHood(QObject):
    """Shows the recipe of a page at the hood.

    Attributes:
        view: The hood view; None while none is open.

    Args:
        page: Where the recipe is.
        settle: Computes what is due.

    Signals:
        opened: A recipe is shown at the hood: the `HoodView`.
        said: Something to tell in a line: the sentence.
        label_wanted: The label of what was recorded is to be printed: the id of the solution.
        undo_wanted: What was recorded is to be taken back.
    """

    opened = Signal(object)
    said = Signal(str)
    label_wanted = Signal(str)
    undo_wanted = Signal()

    def __init__(self, page: CalculatePage, settle: Callable[[], object]) -> None:
        super().__init__()
        self._page = page
        self._settle = settle
        self.view: HoodView | None = None
        self._recipe: Recipe | None = None
        # Whether something was recorded here.
        self._recorded = False
        # The steps on the page that have the same ticks as the hood.
        self._ticked_with: RecipeView | None = None

    def show_sheet(self, sheet: BenchSheet) -> None:
        """Show a recipe step by step over the whole screen."""
        steps, bar = self._page.shown_tool.recipe, self._page.bar
        if steps is None or bar is None:
            return
        after = tr("“{button}” writes it into the journal.", button=bar.record_title)
        once, recording = bar.once, None
        if once is not None:
            title, then, undo = bar.press.text, self._next(bar, once), self.undo_wanted.emit
            recording = Recording(title, self._record, then, once.recorded_at, undo, once.is_last)
        if self._page.shown_tool.sheet_of_recorded() is not None:
            # What was recorded is done: whoever comes back goes through it once more.
            steps.clear_ticks()
        done, rows = steps.ticks(), steps.row_places()
        self.view = HoodView(sheet.title, steps_of(sheet.recipe), done, after, recording, rows)
        self._recipe, self._recorded = sheet.recipe, False
        # One set of ticks: those of the page.
        self._ticked_with = steps
        self.view.ticked.connect(self._on_ticked_at_hood)
        steps.ticked.connect(self._on_ticked)
        self.view.left.connect(self._on_left)
        self.opened.emit(self.view)
        self.view.showFullScreen()
        self.view.setFocus()

    def _next(self, bar: PreparationBar, once: OnceMore) -> tuple[tuple[str, str, Callable[[], object]], ...]:
        """Return what can be done with what is recorded."""
        tool, redosing = TOOLS[self._page.current], self._page.shown_tool.redosing()
        label = (tr("Print label"), "hood.actions.label", lambda: self.label_wanted.emit(once.solution()))
        incubation = (tr("Start incubation"), "hood.actions.incubate", self._page.incubation_wanted.emit)
        return (*([label] if bar.makes else []), *([incubation] if tool.doses and not redosing else []))

    def _shown_at_hood(self) -> bool:
        """Return whether the recipe that the hood shows is still the one on the page."""
        return self._recipe is not None and self._page.shown_tool.planned() == self._recipe

    def _on_ticked_at_hood(self, place: int, on: bool) -> None:
        if self._ticked_with is not None and self._shown_at_hood():
            self._ticked_with.set_tick(place, on=on)

    def _on_ticked(self, place: int, on: bool) -> None:
        if self.view is not None and self._shown_at_hood():
            self.view.take_tick(place, on=on)

    def _record(self) -> str:
        """Do what the button under the recipe does; return why it was not done, or what is asked first."""
        self._settle()
        bar = self._page.bar
        if bar is None or not self._shown_at_hood():
            return tr("The recipe has changed since. Leave this view and look at it.")
        asked = bar.write()
        self._recorded = self._recorded or not asked
        if asked and bar.reason_wanted:
            return tr("{asked} Leave this view: it is written under the recipe.", asked=asked)
        # What follows for the next one differs by the tubes that are left.
        self._recipe = self._page.shown_tool.planned()
        return asked

    def _on_left(self, done: int, whole: int) -> None:
        recorded = self._recorded
        self.view = self._recipe = None
        if self._ticked_with is not None:
            self._ticked_with.ticked.disconnect(self._on_ticked)
        self._ticked_with = None
        if not recorded:
            self.said.emit(
                tr(
                    "Steps done: {done} of {whole}. “Record as made” writes it into the journal.",
                    done=done,
                    whole=whole,
                )
            )
