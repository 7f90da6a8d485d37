"""*Series*: a row of tubes, each weaker than the one before, and how it is made."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from benchapp.domain.incubations.incubations import ADHERENT, SUSPENSION
from benchapp.domain.recipes.cautions import CELL_KINDS
from benchapp.domain.recipes.dose_series import Scheme
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.solutions.solutions import Storage
from benchapp.presenters.calculator.plan_form import PlanAnswer, PlanForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.ui.calculator.dose_plot import DosePlot
from benchapp.ui.calculator.recipe_view import RecipeView
from benchapp.ui.calculator.stock_combo import StockCombo
from benchapp.ui.forms.form_widget import FormWidget
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.text.language import mark_text, percent, plain, tr
from benchapp.ui.text.message_texts import error_text, say_error
from benchapp.ui.widgets.buttons import toggle_button
from benchapp.ui.widgets.fields import DropDown, LabelledField, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, grid, hbox, titled
from benchapp.ui.widgets.theme import Tokens

DOSES = {
    "c1": mark_text("Stock"),
    "top": mark_text("Highest dose"),
    "factor": mark_text("Factor"),
    "points": mark_text("Doses"),
    "lowest": mark_text("Lowest dose"),
}
MORE = {
    "left": mark_text("Left in a tube"),
    "strength": mark_text("Tubes hold"),
    "vehicle_percent": mark_text("Vehicle in well"),
    "medium": mark_text("Medium"),
}
SCHEMES = (
    (
        "matched",
        mark_text("tube to tube, vehicle matched"),
        mark_text("in medium that carries the same vehicle as the highest dose"),
    ),
    (
        "in_vehicle",
        mark_text("in vehicle first"),
        mark_text("diluted in pure vehicle, then the same volume of each into medium"),
    ),
    ("direct", mark_text("each from the stock"), mark_text("the vehicle of each tube made up to the same")),
    ("plain", mark_text("tube to tube, plain medium"), mark_text("the vehicle falls with the dose")),
)


class DoseFields(QWidget):
    """The fields for doses: by a factor, or a list.

    Args:
        desk: What stands in them.
        prefix: First part of the object names.
        mark: What follows each field's name ("_2" for a second compound).
        stock: Whether the stock's concentration stands first.
        columns: In how many columns they stand; 0 for one line.
    """

    def __init__(
        self, desk: PlanForm[PlanAnswer], prefix: str, mark: str = "", *, stock: bool = True, columns: int = 0
    ) -> None:
        super().__init__()
        self._desk = desk
        self._mark = mark
        titles = {name: tr(title) for name, title in DOSES.items() if stock or name != "c1"}
        self.fields = {
            f"{name}{mark}": LabelledField(title, f"{prefix}.{name}{mark}", figure=not columns)
            for name, title in titles.items()
        }
        self.listed = LabelledField(tr("Doses, with ; between"), f"{prefix}.doses{mark}", figure=not columns)
        self.fields[f"doses{mark}"] = self.listed
        self.by = {
            way: toggle_button(text, f"{prefix}.by_{way}{mark}", partial(self._choose, way))
            for way, text in (("factor", tr("by a factor")), ("list", tr("these doses")))
        }
        if columns:
            self.setLayout(grid(columns, *list(self.fields.values())[:-1], (self.listed, columns)))
        else:
            layout = hbox(*self.fields.values(), spacing=12)
            layout.setStretch(layout.count() - 1, 3)
            self.setLayout(layout)
        self.refresh()

    def _choose(self, way: str) -> None:
        self._desk.set_text(f"by{self._mark}", way)
        self.refresh()

    def refresh(self) -> None:
        """Show the fields that are asked for."""
        listed = self._desk.text(f"by{self._mark}") == "list"
        for way, button in self.by.items():
            button.setChecked((way == "list") is listed)
        for name in ("top", "factor", "points", "lowest"):
            self.fields[f"{name}{self._mark}"].setVisible(not listed)
        self.listed.setVisible(listed)


class SeriesTool(FormWidget):
    """The fields of *Series* over a picture of the doses and the recipe.

    Args:
        desk: What stands in the fields and what follows.
        tokens: Gives the colours.
        parent: What it stands in: moved into it afterwards, all of it would be styled once more.

    Signals:
        made: The tubes were made; the id of the rack.
    """

    made = Signal(str)

    def __init__(self, desk: SeriesForm, tokens: Callable[[], Tokens], parent: QWidget) -> None:
        super().__init__(parent)
        self.shown_form = self.desk = desk
        self.doses = DoseFields(desk, "calculate.series")
        more = {name: LabelledField(tr(title), f"calculate.series.{name}") for name, title in MORE.items()}
        self.fields = {**self.doses.fields, **more}
        self.scheme = scheme_box("calculate.series.scheme")
        self.scheme.activated.connect(self._on_scheme)
        self.shelf = StockCombo("calculate.series.stock", desk.offered_stocks, desk.choose_stock)
        self.solvent = SolventCombo("calculate.series.solvent")
        join_solvents(desk, {"solvent": self.solvent})
        self.kind = DropDown()
        self.kind.setObjectName("calculate.series.kind")
        self.kind.setAccessibleName(tr("Kind of cells"))
        offer_kinds(self.kind)
        self.kind.currentIndexChanged.connect(lambda _index: desk.set_text("kind", str(self.kind.currentData())))
        self.plot = DosePlot(tokens, "calculate.series.plot")
        self.recipe = RecipeView("calculate.series", rows_ready=12)
        self.bar = PreparationBar(
            "calculate.series", desk.made, desk.read_when, desk.once, desk.lot_source, now=desk.local_now
        )
        self._lay_out(more)
        join_fields(desk, self.fields)
        desk.filled.connect(self._on_filled)
        self.bar.done.connect(self.made)
        self._refresh_choices()
        self._on_answered(desk.answer)
        desk.answered.connect(self._on_answered)

    def _lay_out(self, more: dict[str, LabelledField]) -> None:
        card = Card()
        made = text_label(tr("Tubes are made"), tone="muted", wrap=False)
        told = text_label(tr("Doses"), tone="muted", wrap=False)
        card.body.addLayout(flow(told, *self.doses.by.values(), 1, made, self.scheme))
        card.body.addWidget(self.doses)
        narrow(self.kind, 5)
        stock = hbox(self.shelf, self.solvent, spacing=12)
        stock.setStretch(0, 2)
        card.body.addLayout(stock)
        card.body.addLayout(hbox(*more.values(), titled(tr("For cells"), self.kind), spacing=12))
        self._save_plot = self.plot.saver("calculate.series.save_plot")
        card.body.addLayout(hbox(self.plot, self._save_plot))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(card)
        layout.addWidget(self.recipe, 1)

    def _on_scheme(self, _index: int) -> None:
        self.desk.set_text("scheme", str(self.scheme.currentData()))

    def _refresh_choices(self) -> None:
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(self.kind.findData(self.desk.text("kind")))
        self.scheme.setCurrentIndex(max(0, self.scheme.findData(self.desk.text("scheme"))))
        self.doses.refresh()

    def refresh(self) -> None:
        """Offer the stocks in hand."""
        self.shelf.refresh(self.desk.text("stock"))

    def _on_filled(self, name: str, text: str) -> None:
        if name in self.fields:
            self.fields[name].fill(text)
        elif name == "solvent":
            self.solvent.fill(text)
        else:
            self._refresh_choices()

    def _on_answered(self, answer: PlanAnswer) -> None:
        show_answers(self.fields, answer)
        show_solvents(self.desk, {"solvent": self.solvent}, answer)
        self.shelf.refresh(self.desk.text("stock"))
        plan = answer.series[0] if answer.series else None
        self.plot.show_plan(plan)
        self.plot.setVisible(plan is not None)
        self._save_plot.setVisible(plan is not None)
        title, reached = "", ""
        if plan is not None:
            vehicle = plan.doses[0].vehicle_percent
            self.fields["vehicle_percent"].show_computed(f"{plain(vehicle, 3)}\u202f% v/v", unknown=False)
            title = tr("{doses:doses}, {tubes:tubes}", doses=len(plan.doses), tubes=len(plan.tubes))
            worst = max((dose.worst for dose in plan.doses), key=lambda off: off.worst)
            falls = plan.request.scheme is Scheme.PLAIN and len(plan.doses) > 1
            reached = reached_text("" if falls else percent(vehicle), plan.request.vehicle, worst)
        show_problem(self.bar, answer, (*self.fields, "solvent"))
        self.recipe.show_recipe(answer.recipe, title, reached)
        self.bar.press.setEnabled(answer.recipe is not None)
        self.bar.ask_reason(answer.recipe.cautions if answer.recipe else ())
        self.bar.as_last_time(None, fallback=Storage.ROOM)


def scheme_box(name: str) -> QComboBox:
    """Make the choice of how the tubes of a series are made."""
    box = DropDown()
    box.setObjectName(name)
    box.setAccessibleName(tr("How the tubes are made"))
    for place, (scheme, text, tip) in enumerate(SCHEMES):
        box.addItem(tr(text), scheme)
        box.setItemData(place, tr(tip), Qt.ItemDataRole.ToolTipRole)
    return box


# The kinds that are not worded as they are kept.
_KIND_WORDS = {"line": mark_text("cell line")}


def offer_kinds(box: QComboBox) -> None:
    """Offer the kinds of cells in a list, each with the word that is kept as its data."""
    for kind in CELL_KINDS:
        box.addItem(tr(_KIND_WORDS.get(kind, kind)), kind)


def growth_box(name: str, choose: Callable[[str], object]) -> DropDown:
    """Return the box in which is chosen how cells grow, which decides how medium is taken off them."""
    box = DropDown()
    box.setObjectName(name)
    box.setAccessibleName(tr("How the cells grow"))
    narrow(box, 6)
    for value, text in (("", tr("unknown")), (ADHERENT, tr("adherent")), (SUSPENSION, tr("in suspension"))):
        box.addItem(text, value)
    box.activated.connect(lambda _index: choose(str(box.currentData())))
    return box


def join_fields(desk: PlanForm[PlanAnswer], fields: dict[str, LabelledField]) -> None:
    """Let fields show what stands in a desk, and tell it what is typed."""
    for name, field in fields.items():
        field.fill(desk.text(name))
        field.edited.connect(partial(desk.set_text, name))


def join_solvents(desk: PlanForm[PlanAnswer], boxes: Mapping[str, SolventCombo]) -> None:
    """Let the choices of a solvent show what stands in a desk, and tell it what is chosen."""
    for name, box in boxes.items():
        box.fill(desk.text(name))
        box.edited.connect(partial(desk.set_text, name))


def show_solvents(desk: PlanForm[PlanAnswer], boxes: Mapping[str, SolventCombo], answer: PlanAnswer) -> None:
    """Say at the choice of a solvent whose word it is, what is wrong with it, or that it is missing."""
    for name, box in boxes.items():
        box.show_customary(desk.customary_solvent(name.removeprefix("solvent")))
        error = answer.errors.get(name)
        box.show_problem(say_error(error) if error else "")


def show_answers(fields: dict[str, LabelledField], answer: PlanAnswer) -> None:
    """Show what follows for fields left empty, and what is wrong at the field."""
    for name, field in fields.items():
        error = answer.errors.get(name)
        field.show_problem(say_error(error) if error else "")
        field.show_computed(answer.shown.get(name, ""), unknown=name == answer.unknown)
        if name in answer.shown:
            field.show_note(tr("computed"))
        elif error is None:
            field.show_note("")


def reached_text(held: str, vehicle: str, worst: Uncertainty) -> str:
    """Give what all doses have in common, and the largest error among them.

    Args:
        held: The vehicle in each, as text; "" where it falls with the dose.
        vehicle: Its name.
        worst: The largest error among the doses.
    """
    same = tr("{percent} {vehicle} in all", percent=held, vehicle=vehicle) if held else tr("falling vehicle")
    return tr("{same}, up to {error}", same=same, error=error_text(worst.typical, worst.worst))


def show_problem(bar: PreparationBar, answer: PlanAnswer, fields: Iterable[str]) -> None:
    """Say over the bar what is wrong and has no field of its own."""
    told = set(fields)
    whole = next((error for name, error in answer.errors.items() if name not in told), None)
    bar.problem.setVisible(whole is not None)
    if whole is not None:
        bar.problem.setText(say_error(whole))
