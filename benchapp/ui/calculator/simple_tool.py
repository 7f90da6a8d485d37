"""The small calculators on screen: a sentence of fields, the figures under it, and how they were got."""

from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.calculator.sheets.simple_sheet import SimpleAnswer
from benchapp.presenters.calculator.simple_forms import SimpleForm
from benchapp.ui.calculator.recipe.recipe_view import RecipeView
from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.calculator.tools import SHEETS, TOOLS
from benchapp.ui.text.language import decimal, in_powers, mark_text, tr
from benchapp.ui.text.message_texts import error_text, say, say_error, say_step
from benchapp.ui.widgets.fields import DropDown, LabelledField, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, grid, set_tab_order_before, titled, vbox

FILL_IN = mark_text("Fill in the fields at the left: the answer appears as you type.")
NOT_YET = mark_text("Correct what is marked in red at the left: the answer appears as you type.")


# Of so many fields the text is in the line over an answer alone.
_SUMMED = 3


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
        self.steps = None if not TOOLS[name].pipetted else RecipeView(f"calculate.{name}", rows_ready=4)
        self._lay_out()
        self._pickers: list[tuple[DropDown, QLabel]] = []
        self._make_pickers()
        for field, line in self.fields.items():
            line.fill(form.text(field))
            line.show_computed(example := self._example(field), unknown=False)
            if field in {name for pair in self._words.beside for name in pair}:
                line.keep_room_for(example)
            line.edited.connect(partial(form.set_text, field))
        form.filled.connect(self._on_filled)
        self._on_answered(form.answer)
        form.answered.connect(self._on_answered)

    def _example(self, field: str) -> str:
        return tr("e.g. {example}", example=decimal(tr(self._words.fields[field][1])))

    def _lay_out(self) -> None:
        sentence = text_label(tr(self._words.sentence), tone="muted")
        self.inputs = vbox(sentence, *self._rows(), self._problem, spacing=8)
        self.setLayout(self.inputs)
        result = Card(tr("Result"))
        result.body.addLayout(self._figures)
        result.body.addWidget(self._working)
        self.answer_layout = vbox(result, spacing=12)
        if self.steps is not None:
            self.answer_layout.addWidget(self.steps, 1)
        # The steps take what room there is; without them it stays empty.
        self.answer_layout.addStretch(1)
        self.answer.setLayout(self.answer_layout)

    def _rows(self) -> Iterator[QWidget]:
        """Yield the fields in their order, those that are side by side as one row."""
        firsts, seconds = dict(self._words.beside), {second for _, second in self._words.beside}
        for name, line in self.fields.items():
            if name in seconds:
                continue
            if name not in firsts:
                yield line
                continue
            row = QWidget()
            row.setLayout(grid(2, line, self.fields[firsts[name]]))
            yield row

    def place_of(self, name: str) -> int:
        """Return the place of a field, or of the row that it is in, among the inputs."""
        line: QWidget = self.fields[name]
        row = line.parentWidget()
        place = self.inputs.indexOf(line)
        return self.inputs.indexOf(row) if place < 0 and row is not None else place

    def _make_pickers(self) -> None:
        """Put the lists from which fields are filled before the first field that they fill."""
        for picker in self._words.pickers() if self._words.pickers is not None else ():
            box = DropDown()
            box.setObjectName(f"calculate.{self._form.sheet.name}.{picker.field}.choice")
            box.setAccessibleName(tr(picker.title))
            box.addItem(tr(picker.nothing))
            for words, fills, whose in picker.choices:
                box.addItem(words, (fills, whose))
            narrow(box, 10)
            box.activated.connect(partial(self._on_picked, box))
            whose_label = text_label("", size="small", tone="muted")
            whose_label.setObjectName(f"{box.objectName()}.source")
            self._pickers.append((box, whose_label))
            row = QWidget()
            row.setLayout(vbox(text_label(tr(picker.title), tone="muted"), box, whose_label))
            self.inputs.insertWidget(self.place_of(picker.field), row)
            # Made later than the fields below it.
            set_tab_order_before(self.fields[picker.field].line, box)
        self._show_picked()

    def _on_picked(self, box: DropDown, place: int) -> None:
        fills, _ = box.itemData(place) or ({}, "")
        for name, text in fills.items():
            self._form.fill(name, text)
        self._form.answer_now()

    def _show_picked(self) -> None:
        """Show in each list what the fields hold, whoever filled them."""
        for box, whose_label in self._pickers:
            places = range(1, box.count())
            place = next((place for place in places if self._holds(box.itemData(place)[0])), 0)
            box.setCurrentIndex(place)
            whose_label.setText(box.itemData(place)[1] if place else "")
            whose_label.setVisible(bool(place))

    def _holds(self, fills: Mapping[str, str]) -> bool:
        units = self._form.units
        wanted = ((name, text if units is None else units.written(text)) for name, text in fills.items())
        return all(plain_spaces(self._form.text(name)).strip() == plain_spaces(text) for name, text in wanted)

    def _on_filled(self, name: str, text: str) -> None:
        self.fields[name].fill(text)

    def _on_answered(self, answer: SimpleAnswer) -> None:
        self._show_picked()
        for name, line in self.fields.items():
            error, doubt = answer.errors.get(name), answer.questioned.get(name)
            line.show_problem(say_error(error) if error is not None else "")
            line.show_note("" if doubt is None else say(*doubt), tone="soon")
            if name in self._form.sheet.when_asked:
                line.setVisible(error is not None or bool(line.text().strip()) or line.line.hasFocus())
        whole = answer.errors.get("")
        self._problem.setVisible(whole is not None)
        self._problem.setText("" if whole is None else say_error(whole))
        clear_layout(self._figures)
        for name, figure in answer.figures.items():
            shown = text_label(in_powers(figure), size="large", wrap=False)
            shown.setObjectName(f"calculate.{self._form.sheet.name}.{name}.figure")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._figures.addWidget(titled(tr(self._words.figures[name]), shown))
        questioned = list(answer.questioned.values())
        working = [in_powers(say(*line)) for line in answer.working if line not in questioned]
        # What is missing is said where the answer would be; an empty card looks broken.
        self._working.setText("\n".join(working) if answer.figures else tr(NOT_YET if answer.errors else FILL_IN))
        recipe = answer.as_recipe()
        if self.steps is not None:
            off = "" if answer.off is None else error_text(answer.off.typical, answer.off.worst)
            self.steps.show_recipe(recipe, "", off if recipe is not None else "")
            self.steps.setVisible(recipe is not None)
        # Under the steps the working has a card of its own.
        self._working.setVisible(recipe is None)
        self.answer_layout.setStretch(self.answer_layout.count() - 1, int(recipe is None))
        self.answered.emit()

    def has_answer(self) -> bool:
        """Return whether there are figures to be shown."""
        return bool(self._form.answer.figures)

    def summary(self) -> str:
        """Return what is typed into the first fields, for a window that has no room for the fields."""
        return ", ".join([text for line in self.fields.values() if (text := line.text().strip())][:_SUMMED])

    def text(self) -> str:
        """Return fields, figures and working as text for a notebook; "" while there is no answer."""
        if not self._form.answer.figures:
            return ""
        titles = self._words.fields
        typed = [f"{tr(titles[name][0])}: {line.text()}" for name, line in self.fields.items() if line.text().strip()]
        found = [
            f"{tr(self._words.figures[name])}: {in_powers(figure)}"
            for name, figure in self._form.answer.figures.items()
        ]
        doubts = [say(*doubt) for doubt in self._form.answer.questioned.values()]
        recipe = self._form.answer.as_recipe()
        steps = [] if recipe is None else [say_step(line.code, line.values) for line in recipe.steps]
        numbered = [
            f"{number}. {lead} {words}" + (f" ({detail})" if detail else "")
            for number, (lead, words, detail) in enumerate(steps, 1)
        ]
        return "\n".join((*typed, *found, *doubts, *numbered, self._working.text())).strip()
