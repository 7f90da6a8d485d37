"""*In vivo*: mg/kg, animals and a vehicle in; a dosing solution, step by step, and each animal's volume out."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from benchapp.domain.in_vivo.guides import Administration, Species
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.in_vivo_form import InVivoForm
from benchapp.ui.calculator.in_vivo.vehicle_combo import VehicleCombo
from benchapp.ui.calculator.recipe_tool import RecipeTool
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.forms.stock_combo import StockCombo
from benchapp.ui.text.language import counted, mark_text, plain, show, tr
from benchapp.ui.text.recipe_texts import ANIMALS_ONLY
from benchapp.ui.widgets.buttons import toggle_button
from benchapp.ui.widgets.fields import DropDown, LabelledField, fill_combo, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import grid, hbox, titled, vbox

TITLES = {
    "dose": mark_text("Dose by weight"),
    "volume": mark_text("Volume by weight"),
    "animals": mark_text("Animals"),
    "weights": mark_text("Weights: each, mean or range"),
    "per_day": mark_text("Doses a day"),
    "days": mark_text("Days"),
    "vehicle": mark_text("Its parts, in order"),
    "overage": mark_text("Overage"),
    "graduation": mark_text("Syringe graduation"),
    "weighed": mark_text("Weighed (optional)"),
    "c1": mark_text("Stock concentration"),
}
EXAMPLES = {"dose": "25 mg/kg", "animals": "8", "weights": mark_text("18–24 g")}
_FIGURES = ("dose", "volume")
# Words of the program's own vocabulary, for the catalogue.
_WORDS = (
    mark_text("mouse"), mark_text("rat"), mark_text("rabbit"), mark_text("another species"), mark_text("oral gavage"),
    mark_text("intraperitoneal"), mark_text("subcutaneous"), mark_text("intravenous bolus"),
    mark_text("intramuscular"), mark_text("another route"), mark_text("methods of a study of CAY10566 in mice"),
    mark_text("methods of a study of H-89 in mice"), mark_text("methods of a study of galunisertib in mice"),
    mark_text("Z. Pennington, laboratory protocol"), mark_text("The Jackson Laboratory, tamoxifen protocol"),
    mark_text("University Health Network, methods of an AML study in mice"),
    mark_text("Ye 2017, ethaselen in mice"),
)  # fmt: skip


class InVivoTool(RecipeTool):
    """The fields of *In vivo* over their recipe.

    Args:
        form: What is in the fields and what follows.
        parent: What it is in: moved into it afterwards, all of it would be styled once more.
    """

    form: InVivoForm
    rows_ready = 9
    kept_at = Storage.ROOM

    def __init__(self, form: InVivoForm, parent: QWidget) -> None:
        super().__init__(form, parent, lambda: next(iter(form.stocks()), None))
        self.fields = {
            name: LabelledField(tr(title), f"calculate.in_vivo.{name}", figure=name in _FIGURES)
            for name, title in TITLES.items()
        }
        solvent = SolventCombo("calculate.in_vivo.solvent")
        self.solvents = {"solvent": solvent}
        self.only = text_label(tr(ANIMALS_ONLY), size="small", tone="soon")
        self.only.setObjectName("calculate.in_vivo.only")
        self.species = self._choice("species", (one.value for one in Species), mark_text("Species"))
        self.route = self._choice("route", (one.value for one in Administration), mark_text("Route"))
        self.vehicle = VehicleCombo(self.fields["vehicle"])
        self.vehicle.chosen.connect(self._choose_vehicle)
        self.stock = StockCombo("calculate.in_vivo.stock", form.offered_stocks, form.choose_stock)
        self.ways = {
            way: toggle_button(tr(text), f"calculate.in_vivo.daily_{way}", partial(self._choose_daily, way))
            for way, text in (("yes", mark_text("fresh each day")), ("no", mark_text("once for all days")))
        }
        self._lay_out(solvent)
        self.join()
        for name, example in EXAMPLES.items():
            self.fields[name].show_computed(tr("e.g. {example}", example=tr(example)), unknown=False)

    def _choice(self, name: str, words: Iterable[str], title: str) -> DropDown:
        box = DropDown()
        box.setObjectName(f"calculate.in_vivo.{name}")
        box.setAccessibleName(tr(title))
        fill_combo(box, words)
        narrow(box, 6)
        box.activated.connect(lambda _place: self.form.set_text(name, str(box.currentData())))
        return box

    def _lay_out(self, solvent: SolventCombo) -> None:
        field = self.fields
        stock, more = QWidget(), QWidget()
        stock.setLayout(grid(2, (self.stock, 2), field["c1"], solvent))
        self.begun = FoldedLine(tr("Begin with"), "calculate.in_vivo.show_stock", stock)
        more.setLayout(grid(2, field["overage"], field["graduation"], field["weighed"]))
        self.more = FoldedLine(tr("Overage, syringe"), "calculate.in_vivo.show_more", more)
        self._daily = QWidget()
        self._daily.setLayout(vbox(text_label(tr("It is made"), tone="muted"), flow(*self.ways.values(), spacing=4)))
        amounts = hbox(field["dose"], field["volume"], spacing=10)
        # The example of a dose is the longer one.
        amounts.setStretch(0, 7)
        amounts.setStretch(1, 5)
        self.setLayout(
            vbox(
                self.only,
                amounts,
                grid(2, titled(tr("Species"), self.species), titled(tr("Route"), self.route)),
                field["weights"],
                grid(3, field["animals"], field["per_day"], field["days"]),
                self._daily, self.vehicle, self.begun, self.more,
                spacing=8,
            )
        )  # fmt: skip

    def _choose_vehicle(self, text: str) -> None:
        self.form.fill("vehicle", text)
        self.form.answer_now()

    def _choose_daily(self, way: str) -> None:
        self.form.set_text("daily", way)
        self.refresh_choices()

    def refresh_choices(self) -> None:
        """Show what is chosen."""
        text = self.form.text
        for name, box in (("species", self.species), ("route", self.route)):
            box.setCurrentIndex(max(0, box.findData(text(name))))
        for way, button in self.ways.items():
            button.setChecked((text("daily") or "yes") == way)
        self.refresh()

    def refresh(self) -> None:
        """Offer the stocks in hand that may be used."""
        self.stock.refresh(self.form.text("stock"))

    def show_choice(self, name: str, text: str) -> None:
        """Show a choice that the program made."""
        del name, text
        self.refresh_choices()

    def customary_solvent(self, _name: str) -> str:
        """Return the solvent that the page makes customary; "" where it makes none."""
        return self.form.customary_solvent()

    def show_answer(self) -> None:
        """Show what follows from the fields."""
        answer, text = self.form.answer, self.form.text
        self.show_fields({"animals"})
        for name, example in EXAMPLES.items():
            self.fields[name].show_computed(tr("e.g. {example}", example=tr(example)), unknown=False)
        self.show_solvents()
        self.vehicle.show_vehicle(self.form.animal_vehicle)
        self._daily.setVisible(text("days").strip() not in {"", "1"})
        self.begun.show_summary(text("c1").strip() or tr("the solid"))
        lesser = (text(name).strip() for name in ("overage", "graduation", "weighed"))
        self.more.show_summary(", ".join(part for part in lesser if part))
        self.refresh()
        self.show_problem(answer.errors.get(""))
        plan = answer.plan
        called = reached = ""
        if plan is not None:
            request = plan.request
            called = show(request.mg_ml, Kind.MASS_CONCENTRATION, 4)
            volume, mass = show(plan.made_ul * 1e-6, Kind.VOLUME), show(plan.mass_mg * 1e-3, Kind.MASS)
            reached = tr("{volume} with {mass}", volume=volume, mass=mass)
            if request.preparations > 1:
                whole = show(plan.mass_mg * 1e-3 * request.preparations, Kind.MASS)
                reached += " · " + tr("{days}: {mass} in all", days=counted("days", request.days), mass=whole)
        self.show_recipe(plan.recipe if plan else None, called, reached)

    def summary(self) -> str:
        """Return what is given to how many, in a few words."""
        plan = self.form.answer.plan
        if plan is None:
            return self.form.text("dose").strip()
        request = plan.request
        animals = counted("animals", request.weights.animals)
        return tr("{dose} mg/kg · {animals}", dose=plain(request.dose_mg_kg), animals=animals)
