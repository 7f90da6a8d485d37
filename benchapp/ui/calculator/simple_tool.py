"""The small calculators on screen: a sentence of fields, the figures under it, and how they were got."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from benchapp.presenters.calculator.sheets.simple_sheet import SimpleAnswer
from benchapp.presenters.calculator.simple_forms import SimpleForm
from benchapp.ui.calculator.recipe.recipe_view import RecipeView
from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.calculator.tools import SHEETS
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.message_texts import error_text, say, say_error, say_step
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, titled, vbox

FILL_IN = mark_text("Fill in the fields at the left: the answer appears as you type.")
NOT_YET = mark_text("Correct what is marked in red at the left: the answer appears as you type.")


class SimpleTool(CalculatorTool):
    """One small calculator.

    Args:
        form: What is in its fields and what follows.
        parent: What it is in: moved into it afterwards, all of it would be styled once more.
    """

    def __init__(self, form: SimpleForm, parent: QWidget) -> None:
        name = form.sheet.name
        self._words = SHEETS[name]
        fields = {
            field: LabelledField(tr(self._words.fields[field][0]), f"calculate.{name}.{field}", figure=True)
            for field in form.sheet.fields
        }
        super().__init__(fields, parent)
        self.shown_form = self._form = form
        self._problem = text_label("", tone="past")
        self._problem.setObjectName(f"calculate.{name}.problem")
        self._problem.hide()
        # Side by side: the steps under them stay in view.
        self._figures = flow(spacing=32)
        self._working = text_label("", tone="muted")
        self._working.setObjectName(f"calculate.{name}.working")
        # The steps, in which the command line gives them too; a conversion has none.
        self.steps = None if name == "convert" else RecipeView(f"calculate.{name}", rows_ready=4)
        self._lay_out()
        for field, line in self.fields.items():
            line.fill(form.text(field))
            line.show_computed(tr("e.g. {example}", example=tr(self._words.fields[field][1])), unknown=False)
            line.edited.connect(partial(form.set_text, field))
        form.filled.connect(self._on_filled)
        self._on_answered(form.answer)
        form.answered.connect(self._on_answered)

    def _lay_out(self) -> None:
        sentence = text_label(tr(self._words.sentence), tone="muted")
        self.setLayout(vbox(sentence, *self.fields.values(), self._problem, spacing=8))
        result = Card(tr("Result"))
        result.body.addLayout(self._figures)
        result.body.addWidget(self._working)
        answer = vbox(result, spacing=12)
        if self.steps is not None:
            answer.addWidget(self.steps, 1)
        answer.addStretch(1)
        self.answer.setLayout(answer)

    def _on_filled(self, name: str, text: str) -> None:
        self.fields[name].fill(text)

    def _on_answered(self, answer: SimpleAnswer) -> None:
        for name, line in self.fields.items():
            error, doubt = answer.errors.get(name), answer.questioned.get(name)
            line.show_problem(say_error(error) if error is not None else "")
            line.show_note("" if doubt is None else say(*doubt), tone="soon")
        whole = answer.errors.get("")
        self._problem.setVisible(whole is not None)
        self._problem.setText("" if whole is None else say_error(whole))
        clear_layout(self._figures)
        for name, figure in answer.figures.items():
            shown = text_label(figure, size="large", wrap=False)
            shown.setObjectName(f"calculate.{self._form.sheet.name}.{name}.figure")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._figures.addWidget(titled(tr(self._words.figures[name]), shown))
        questioned = list(answer.questioned.values())
        working = [say(*line) for line in answer.working if line not in questioned]
        # What is missing is said where the answer would be; an empty card looks broken.
        self._working.setText("\n".join(working) if answer.figures else tr(NOT_YET if answer.errors else FILL_IN))
        recipe = answer.as_recipe()
        if self.steps is not None:
            off = "" if answer.off is None else error_text(answer.off.typical, answer.off.worst)
            self.steps.show_recipe(recipe, "", off if recipe is not None else "")
            self.steps.setVisible(recipe is not None)
        # Under the steps the working has a card of its own.
        self._working.setVisible(recipe is None)

    def text(self) -> str:
        """Return fields, figures and working as text for a notebook; "" while there is no answer."""
        if not self._form.answer.figures:
            return ""
        titles = self._words.fields
        typed = [f"{tr(titles[name][0])}: {line.text()}" for name, line in self.fields.items() if line.text().strip()]
        found = [f"{tr(self._words.figures[name])}: {figure}" for name, figure in self._form.answer.figures.items()]
        doubts = [say(*doubt) for doubt in self._form.answer.questioned.values()]
        recipe = self._form.answer.as_recipe()
        steps = [] if recipe is None else [say_step(line.code, line.values) for line in recipe.steps]
        numbered = [
            f"{number}. {lead} {words}" + (f" ({detail})" if detail else "")
            for number, (lead, words, detail) in enumerate(steps, 1)
        ]
        return "\n".join((*typed, *found, *doubts, *numbered, self._working.text())).strip()
