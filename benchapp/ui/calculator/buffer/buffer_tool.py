"""*Buffer or medium*: a recipe of several components, its volume, and the steps in bottles and cylinders."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.ui.calculator.buffer.bottle_rows import BottleRows
from benchapp.ui.calculator.buffer.part_rows import PartRows
from benchapp.ui.calculator.buffer.recipe_choice import RecipeChoice
from benchapp.ui.calculator.recipe_tool import RecipeTool
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.text.buffer_texts import STORAGE_WORDS
from benchapp.ui.text.language import mark_text, show, term, tr
from benchapp.ui.text.solution_texts import limit_words
from benchapp.ui.widgets.fields import DropDown, LabelledField, narrow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import grid, set_tab_order_before, titled, vbox

TITLES = {
    "volume": mark_text("Final volume"),
    "plates": mark_text("Plates or flasks"),
    "wells": mark_text("Wells of each"),
    "per_well": mark_text("Volume per well"),
    "overage": mark_text("Overage"),
    "name": mark_text("Name"),
    "base": mark_text("The recipe makes"),
    "diluent": mark_text("Made up with"),
    "bottle": mark_text("In its bottle of"),
    "ph": mark_text("pH"),
    "ph_with": mark_text("Adjusted with"),
    "ph_at": mark_text("At"),
    "life": mark_text("Shelf life"),
}
_STERILE = (
    ("", mark_text("not sterile")),
    ("filter", mark_text("filtered, 0.22 µm")),
    ("autoclave", mark_text("autoclaved")),
    ("aseptic", mark_text("of sterile parts, under the hood")),
)


class BufferTool(RecipeTool):
    """The fields of *Buffer or medium* over their recipe.

    Args:
        form: What is in the fields and what follows.
        parent: What it is in: moved into it afterwards, all of it would be styled once more.

    Signals:
        recipe_asked: Something is to be done with the recipe: "new", "save", "copy", "remove", "import", "export".
    """

    form: BufferForm
    recipe_asked = Signal(str)
    rows_ready = 10
    kept_at = None

    def __init__(self, form: BufferForm, parent: QWidget) -> None:
        super().__init__(form, parent)
        self.fields = {
            name: LabelledField(tr(title), f"calculate.buffer.{name}", figure=name == "volume")
            for name, title in TITLES.items()
        }
        self.bar.fields.leave_lot()
        self.choice = RecipeChoice()
        self.sterile = _box("calculate.buffer.sterile", tr("Sterile"), dict(_STERILE))
        self.storage = _box(
            "calculate.buffer.kept_at",
            tr("Stored at"),
            {"": mark_text("not stated"), **{key: storage.value for key, storage in STORAGE_WORDS.items()}},
        )
        self.parts = PartRows(form.forms_of)
        self.bottles = BottleRows()
        # Whether the parts are others than those in the rows.
        self._parts_anew = True
        self._recipe = ""
        self._tabbed: list[QWidget] = []
        self._lay_out()
        self.choice.chosen.connect(form.choose)
        self.choice.asked.connect(self.recipe_asked)
        self.parts.typed.connect(form.set_part)
        self.parts.removed.connect(form.remove_part)
        self.bottles.typed.connect(form.set_text)
        self.bottles.chosen.connect(form.choose_bottle)
        self.sterile.activated.connect(lambda _index: form.set_text("sterile", str(self.sterile.currentData())))
        self.storage.activated.connect(self._choose_storage)
        form.parts_changed.connect(self._on_parts)
        self.parts_line.opened.connect(self._show_rows)
        self.bottles_line.opened.connect(self._show_rows)
        self.join()

    def _lay_out(self) -> None:
        fields = self.fields
        wells, more = QWidget(), QWidget()
        wells.setLayout(grid(2, *(fields[name] for name in ("plates", "wells", "per_well", "overage"))))
        self.wells_line = FoldedLine(tr("Enough for wells"), "calculate.buffer.show_wells", wells)
        names = grid(2, (fields["name"], 2), fields["base"], fields["diluent"], fields["bottle"])
        parts = QWidget()
        parts.setLayout(vbox(names, self.parts, spacing=10))
        self.parts_line = FoldedLine(tr("Parts"), "calculate.buffer.show_parts", parts)
        self.bottles_line = FoldedLine(tr("Lots and dates"), "calculate.buffer.show_bottles", self.bottles)
        boxes = (titled(tr("Sterile"), self.sterile), titled(tr("Stored at"), self.storage))
        more.setLayout(grid(2, fields["ph"], fields["ph_with"], fields["ph_at"], fields["life"], *boxes))
        self.more_line = FoldedLine(tr("pH, sterility, storage"), "calculate.buffer.show_more", more)
        self.use_by = text_label("", size="small", tone="muted")
        self.use_by.setObjectName("calculate.buffer.use_by")
        self.setLayout(
            vbox(
                self.choice, fields["volume"], self.wells_line, self.parts_line, self.bottles_line, self.use_by,
                self.more_line, spacing=8,
            )
        )  # fmt: skip

    # -- what is chosen --------------------------------------------------------------------------------------

    def _choose_storage(self, _index: int) -> None:
        self.form.set_text("storage", str(self.storage.currentData()))
        self._keep_where_said()

    def _keep_where_said(self) -> None:
        """Let what is recorded be kept where the recipe says; where it does not, that is asked."""
        self.bar.fields.storage.choose(self.form.kept_at)

    def _on_parts(self) -> None:
        self._parts_anew = True

    def show_choice(self, name: str, text: str) -> None:
        """Show how it is made sterile, or where it is kept."""
        box = {"sterile": self.sterile, "storage": self.storage}.get(name)
        if box is not None:
            box.setCurrentIndex(max(0, box.findData(text)))

    def customary_solvent(self, _name: str) -> str:
        """Return nothing: a buffer is of no compound's page."""
        return ""

    def open_parts(self) -> None:
        """Show the parts, with the keys in the name of the recipe."""
        self.parts_line.open()
        self.fields["name"].line.setFocus()

    # -- the answer ------------------------------------------------------------------------------------------

    def show_answer(self) -> None:
        """Show what follows from the fields."""
        form, answer = self.form, self.form.answer
        self.choice.show_recipes(form.recipes.every(), form.chosen, changed=form.changed)
        if form.chosen.id != self._recipe:
            self._recipe = form.chosen.id
            self._keep_where_said()
        self.show_fields({"volume"} if form.parts else ())
        self._show_rows()
        self._show_summaries()
        problem = answer.errors.get("") or answer.errors.get("name")
        folded = next((one for name, one in answer.errors.items() if name.startswith(("part", "until"))), None)
        self.show_problem(problem or folded)
        called, reached = self._answer_texts()
        self.show_recipe(answer.recipe, called, reached)
        self.bar.fill_as_last_time(None, fallback=self.kept_at, person=form.book.person)

    def _show_rows(self, _opened: bool = True) -> None:
        """Show the rows that somebody looks at."""
        form, errors = self.form, self.form.answer.errors
        if self.parts_line.is_open:
            self.parts.show_parts(form.parts, anew=self._parts_anew)
            self._parts_anew = False
            self.parts.show_errors(errors)
        if self.bottles_line.is_open:
            self.bottles.show_bottles(form.names(), form.text, form.offered, errors)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """Let Tab go through rows that were made later where they are read."""
        parts = [control for row in self.parts.rows for control in row.controls]
        bottles = [control for row in self.bottles.rows.values() for control in row.controls]
        if [*parts, *bottles] == self._tabbed:
            return
        self._tabbed = [*parts, *bottles]
        set_tab_order_before(self.bottles_line.button, *parts, self.parts.add)
        if bottles:
            set_tab_order_before(self.more_line.button, *bottles)

    def _show_summaries(self) -> None:
        """Show on the folded lines what is in the fields behind them, and what decides how long it keeps."""
        form = self.form
        text = form.text
        self.parts_line.show_summary(", ".join(f"{one.name} {one.amount}".strip() for one in form.parts))
        wells = f"{text('plates') or 1} × {text('wells')} × {text('per_well')}" if text("per_well").strip() else ""
        self.wells_line.show_summary(wells)
        lots = (f"{name} {text(f'lot{part}')}" for part, name in form.names().items() if text(f"lot{part}").strip())
        self.bottles_line.show_summary(", ".join(lots))
        storage = form.kept_at
        more = (
            tr("pH {ph}", ph=text("ph")) if text("ph") else "",
            term(storage.value) if storage else "",
            text("life"),
        )
        self.more_line.show_summary(", ".join(part for part in more if part))
        limit = form.use_within(form.kept_at) if form.recipe() is not None else None
        self.use_by.setText("" if limit is None else tr("The use-by is set by: {rule}", rule=limit_words(limit)))
        self.use_by.setVisible(limit is not None)

    def _answer_texts(self) -> tuple[str, str]:
        """Return what is made, and its pH."""
        plan = self.form.answer.plan
        if plan is None:
            return "", ""
        volume = show(plan.volume_ul * 1e-6, Kind.VOLUME)
        ph = tr("pH {ph}", ph=plan.recipe.ph) if plan.recipe.ph else ""
        return tr("{volume} {name}", volume=volume, name=plan.recipe.name), ph

    def summary(self) -> str:
        """Return what is made, in a few words."""
        called, _ = self._answer_texts()
        return called


def _box(name: str, title: str, words: dict[str, str]) -> DropDown:
    box = DropDown()
    box.setObjectName(name)
    box.setAccessibleName(title)
    for key, text in words.items():
        box.addItem(tr(text), key)
    narrow(box, 8)
    return box
