"""What every calculator of the Calculate page is on screen, and what those share that end in a recipe."""

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from benchapp.domain.messages import BenchError
from benchapp.domain.recipes.recipes import Recipe
from benchapp.domain.solutions.solutions import Limit, Solution, Storage
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.presenters.forms.form_model import typed_undiluted
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.ui.calculator.recipe.recipe_view import RecipeView
from benchapp.ui.forms.form_widget import FormWidget
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.paper.bench_sheet import BenchSheet, as_recorded
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.fields import LabelledField

NO_NOTES: Mapping[str, str] = {}


class RecipeAnswer(Protocol):
    """What the fields of a calculator come to."""

    @property
    def errors(self) -> Mapping[str, BenchError]:
        """What is wrong, by field; "" for the calculation as a whole."""

    @property
    def shown(self) -> Mapping[str, str]:
        """What follows for fields left empty, by name."""

    @property
    def unknown(self) -> str:
        """The field that was computed."""


class InView(Struct, frozen=True):
    """A recipe as it is in view.

    Attributes:
        recipe: The recipe; None where there is none.
        answer: What it comes to.
        reached: What is reached exactly.
        limit: How long it may be used.
    """

    recipe: Recipe | None
    answer: str
    reached: str
    limit: Limit | None


class Recorded(Struct, frozen=True):
    """What was in view as it was recorded.

    Attributes:
        view: The recipe.
        sheet: Its bench sheet; None for none.
    """

    view: InView
    sheet: BenchSheet | None


class CalculatorTool(FormWidget):
    """One calculator of the Calculate page: what is typed, and what follows.

    Attributes:
        form: What gives the recipe; None for a calculator without one.
        bar: Where it is recorded that it was made; None for a calculator that makes nothing.
        recipe: The recipe on screen; None for a calculator without one.
        answer: What follows from the fields; it is beside them.
        map_control: The first control of the plate map; None without a map.

    Args:
        fields: What is typed into, by name.
        parent: What it is in: moved into it afterwards, all of it would be styled once more.
        answer: What is beside the fields; None for an empty place to be filled.

    Signals:
        answered: The fields were answered.
        made: A solution was made; its id.
        given: A re-dose is in the wells; the id of the solution.
        said: Something to tell in a line: the sentence.
        recording: What is in view is about to be recorded.
        tool_wanted: Another calculator is to be shown, its fields filled: its id.
    """

    recording = Signal()
    tool_wanted = Signal(str)
    answered = Signal()
    made = Signal(str)
    given = Signal(str)
    said = Signal(str)
    form: RecipeForm[RecipeAnswer] | None = None
    bar: PreparationBar | None = None
    recipe: RecipeView | None = None
    map_control: QWidget | None = None

    def __init__(self, fields: dict[str, LabelledField], parent: QWidget, answer: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = fields
        self.answer = answer or QWidget(parent)

    def pieces(self) -> Iterator[None]:
        """Make what is still to be made of it, in pieces between which the event loop may run; most is made at once."""
        return iter(())

    def summary(self) -> str:
        """Return what is typed in a few words, for a window that has no room for the fields; "" for nothing."""
        return ""

    def refresh(self) -> None:
        """Look again at what there is to choose from."""

    def redosing(self) -> bool:
        """Return whether what is made is a re-dose of a running incubation."""
        return False

    def watch(self, *, watching: bool) -> None:
        """Compute while the fields or the answer are in view; they need not both be."""
        if self.shown_form is not None and watching:
            self.shown_form.come_into_view()
        elif self.shown_form is not None:
            self.shown_form.leave_view()

    def text(self) -> str:
        """Return what was computed as text for a notebook; "" where a bench sheet says it, or nothing was."""
        return ""

    def first_line(self, wanted: str) -> QWidget | None:
        """Return the line in which one begins to type: that of a field, or of the first one; None without fields."""
        field = self.fields.get(wanted) or next(iter(self.fields.values()), None)
        return field.line if field else None

    def put_map(self, under: QBoxLayout | None) -> None:
        """Put a plate map under the fields, or back beside the recipe for None; nothing without a map."""

    def fold_map(self, *, folded: bool) -> None:
        """Hide the plate map, where there is no room for it beside the recipe; nothing without a map."""

    def has_map(self) -> bool:
        """Return whether there is a plate map."""
        return False

    def save_map(self, file: Path) -> None:
        """Write the plate map by the ending of the file's name; nothing without a map."""

    def errors(self) -> Collection[BenchError]:
        """Return why there is no recipe."""
        return () if self.form is None else tuple(self.form.answer.errors.values())

    def sheet_of_recorded(self) -> BenchSheet | None:
        """Return the bench sheet of what was recorded, while that is in view; None else."""
        return None

    def keep_sheet(self, sheet: BenchSheet | None) -> None:
        """Keep the bench sheet of what is about to be recorded; nothing for a calculator that records nothing."""

    def planned(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        return None if self.form is None else self.form.recipe()

    def has_answer(self) -> bool:
        """Return whether there is an answer to be shown."""
        return self.planned() is not None


class RecipeTool(CalculatorTool):
    """Fields over a recipe, with the bar in which it is recorded that it was made.

    Attributes:
        solvents: The choices of a solvent, by the names of their fields.

    Args:
        form: What is in the fields and what follows.
        parent: What it is in.
        lot_source: Gives the stock in hand that it is diluted from; None for what is weighed in.
    """

    form: RecipeForm[RecipeAnswer]
    bar: PreparationBar
    recipe: RecipeView
    # Rows of the recipe that are made beforehand.
    rows_ready = 4
    # Where what is made is kept, unless somebody says so.
    kept_at: Storage | None = Storage.ROOM

    def __init__(
        self,
        form: RecipeForm[RecipeAnswer],
        parent: QWidget,
        lot_source: Callable[[], Solution | None] | None = None,
    ) -> None:
        prefix = f"calculate.{form.tool}"
        recipe = RecipeView(prefix, self.rows_ready, parent)
        super().__init__({}, parent, recipe)
        self.recipe = recipe
        self.shown_form = self.form = form
        self.solvents: dict[str, SolventCombo] = {}
        self.bar = PreparationBar(prefix, self._make, form.read_when, form.once, lot_source, now=form.local_now)
        self._in_view = InView(None, "", "", None)
        # What was recorded, by the ids of the solutions: it stays in view until something is changed or asked, and
        # comes back where a later one is undone.
        self._recorded: dict[str, Recorded] = {}
        # The solution whose recipe is not in view any more, though it was recorded last.
        self._left = ""
        # What tells the recipe that is being recorded from another; None while none is.
        self._making: object = None
        self._sheet: BenchSheet | None = None

    def join(self) -> None:
        """Let fields and form follow each other; called once everything is made."""
        for name, field in self.fields.items():
            field.fill(self.form.text(name))
            field.edited.connect(partial(self.form.set_text, name))
        self.join_solvents()
        self.form.filled.connect(self._on_filled)
        self.bar.done.connect(self._on_made)
        self.bar.asked.connect(self._leave_recorded)
        self.bar.fields.edited.connect(self._leave_recorded)
        self.refresh_choices()
        self.show_answer()
        # Only now: the answer that was due is computed as it is shown.
        self.form.answered.connect(self._on_answered)

    def join_solvents(self) -> None:
        """Let the choices of a solvent and the form follow each other."""
        for name, box in self.solvents.items():
            box.fill(self.form.text(name))
            box.edited.connect(partial(self.form.set_text, name))

    # -- what a calculator of its own says -------------------------------------------------------------------

    def show_answer(self) -> None:
        """Show what follows from the fields."""
        raise NotImplementedError

    def refresh_choices(self) -> None:
        """Show what is chosen, and the fields that are asked for."""

    def show_choice(self, name: str, text: str) -> None:
        """Show a choice that the program made and that is no field and no solvent."""

    def customary_solvent(self, name: str) -> str:
        """Return the solvent that a page makes customary for one of the choices; "" where it makes none."""
        raise NotImplementedError

    # -- shared ----------------------------------------------------------------------------------------------

    def _on_answered(self, _answer: object) -> None:
        layout = self.layout()
        if layout is not None:
            # What appears in view lays out all that it is in, each time; so all of it is laid out once, afterwards.
            layout.setEnabled(False)
        try:
            self.show_answer()
        finally:
            if layout is not None:
                layout.setEnabled(True)
        self.answered.emit()

    def _on_filled(self, name: str, text: str) -> None:
        if name in self.fields:
            self.fields[name].fill(text)
        elif name in self.solvents:
            self.solvents[name].fill(text)
        else:
            self.show_choice(name, text)

    def planned(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        kept = self._shown_recorded()
        return super().planned() if kept is None else kept.view.recipe

    def sheet_of_recorded(self) -> BenchSheet | None:
        """Return the bench sheet of what was recorded, while that is in view; None else."""
        kept = self._shown_recorded()
        return None if kept is None else kept.sheet

    def keep_sheet(self, sheet: BenchSheet | None) -> None:
        """Keep the bench sheet of what is about to be recorded."""
        self._sheet = sheet

    def _make(self, details: PreparationDetails) -> str:
        """Record what is in view, and keep it there: what follows for the next one differs by the tubes that are left.

        Raises:
            BenchError: A stock is used up, or it could not be saved; everything stays as typed.
        """
        self.recording.emit()
        self._making = self.form.once.key()
        try:
            solution = self.form.made(details)
        finally:
            self._making = None
        sheet, book = self._sheet, self.form.book
        if sheet is not None:
            kept = book.bench.solutions.get(solution)
            at = book.local(book.now().wall - details.ago)
            sheet = as_recorded(sheet, kept.solution.label if kept else "", at)
        self._recorded[solution] = Recorded(self._in_view, sheet)
        self._left = ""
        return solution

    def _leave_recorded(self) -> None:
        """Show what follows for the next one."""
        if self._making is None and self._shown_recorded() is not None:
            self._left = self.form.once.solution()
            # What is made next begins anew; what was recorded was done.
            self.recipe.clear_ticks()
            self.show_answer()
            self.answered.emit()

    def _shown_recorded(self) -> Recorded | None:
        """Return what was recorded, while it is still what the fields come to and was not undone; None else."""
        if self._making is not None:
            return Recorded(self._in_view, self._sheet) if self.form.once.key() == self._making else None
        solution = self.form.once.solution()
        return None if solution == self._left else self._recorded.get(solution)

    def _on_made(self, solution: str) -> None:
        redosing = self.redosing()
        # Announced while it is still a re-dose, so that it is not handed on as a new incubation.
        self.made.emit(solution)
        if redosing:
            self.given.emit(solution)

    def show_fields(self, asked: Container[str], notes: Mapping[str, str] = NO_NOTES) -> None:
        """Show what follows for fields left empty, and what is wrong at the field, or else a note.

        Args:
            asked: The fields at which it is noted what is asked there while they are empty; nothing is wrong with them.
            notes: What is noted at fields at which nothing is wrong, by name.
        """
        answer = self.form.answer
        for name, field in self.fields.items():
            error = answer.errors.get(name)
            said = say_error(error) if error and (field.text() or name in asked) else ""
            note = notes.get(name, "")
            field.show_problem(*((said, note) if field.text() else ("", said or note)))
            field.show_computed(answer.shown.get(name, ""), unknown=name == answer.unknown)

    def show_solvents(self) -> None:
        """Show at the choice of a solvent whose word it is, what is wrong with it, or that it is missing."""
        for name, box in self.solvents.items():
            error = self.form.answer.errors.get(name)
            box.show_customary(self.customary_solvent(name))
            box.show_undiluted(undiluted=typed_undiluted(self.form.text(name.replace("solvent", "c1"))))
            box.show_problem(say_error(error) if error else "")

    def show_problem(self, error: BenchError | None) -> None:
        """Show over the bar what is wrong and has no field of its own; None where nothing is."""
        self.bar.show_problem(say_error(error) if error is not None else "")

    def show_recipe(self, recipe: Recipe | None, answer: str, reached: str) -> None:
        """Show a recipe, None where there is none, and ask for what belongs to it.

        Args:
            recipe: The recipe.
            answer: What it comes to, in large type.
            reached: What is reached exactly, and how far off it may be.
        """
        limit = self.form.use_within(self.bar.fields.storage.chosen) if recipe is not None else None
        kept = self._shown_recorded()
        if kept is None:
            self._in_view = InView(recipe, answer, reached, limit)
            if self._making is None and not self.form.once.solution():
                self._recorded.clear()
        shown = self._in_view if kept is None else kept.view
        self.recipe.show_recipe(shown.recipe, shown.answer, shown.reached, shown.limit)
        self.bar.press.setEnabled(self.form.can_make())
        self.bar.ask_reason(recipe.cautions if recipe else ())
        self.bar.fill_as_last_time(None, fallback=self.kept_at)
