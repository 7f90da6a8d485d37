"""What *Series*, *Plate* and *Combine* have in common on screen: the stock, the doses, and how tubes are made."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QWidget

from benchapp.domain.recipes.dose_series import SeriesPlan, SeriesRequest
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.units.amounts import nominal
from benchapp.presenters.calculator.plan_form import PlanAnswer, PlanForm
from benchapp.ui.calculator.recipe_tool import NO_NOTES, RecipeTool
from benchapp.ui.forms.cell_boxes import kind_box
from benchapp.ui.forms.dose_fields import DoseFields
from benchapp.ui.forms.medium_offer import MediumOffer
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.forms.stock_combo import StockCombo, activity_note
from benchapp.ui.text.language import mark_text, plain, show, tr
from benchapp.ui.text.message_texts import error_text
from benchapp.ui.widgets.fields import DropDown, LabelledField, narrow

SCHEMES = (
    (
        "matched",
        mark_text("serial, constant vehicle"),
        mark_text("in medium that carries the same vehicle as the highest dose"),
    ),
    (
        "in_vehicle",
        mark_text("serial in vehicle, then into medium"),
        mark_text("diluted in pure vehicle, then the same volume of each into medium"),
    ),
    ("direct", mark_text("each from the stock"), mark_text("the vehicle of each tube made up to the same")),
    ("plain", mark_text("serial in plain medium"), mark_text("the vehicle falls with the dose")),
)


POTENCY = mark_text("Activity of the lot, U/mg")


class PlanTool(RecipeTool):
    """The fields of a series of doses, or of a plate, over their recipe.

    Args:
        form: What is in the fields and what follows.
        parent: What it is in.
    """

    form: PlanForm[PlanAnswer]
    rows_ready = 12

    def __init__(self, form: PlanForm[PlanAnswer], parent: QWidget) -> None:
        super().__init__(form, parent, form.lot_source)
        prefix = f"calculate.{form.tool}"
        self.solution_table = StockCombo(f"{prefix}.stock", form.offered_stocks, form.choose_stock)
        self.kind = kind_box(f"{prefix}.kind")
        self.medium_offer = MediumOffer(f"{prefix}.media", form.offered_media, form.choose_medium)

    def take_fields(
        self, doses: DoseFields, fields: dict[str, LabelledField], solvents: dict[str, SolventCombo]
    ) -> None:
        """Take what is typed into and chosen.

        Args:
            doses: The fields of the doses of the open compound.
            fields: What else is typed into, by name.
            solvents: The choices of a solvent, by the names of their fields.
        """
        self.doses, self.fields, self.solvents = doses, {**doses.fields, **fields}, solvents
        self.fields["medium"].put_beside(self.medium_offer)

    def refresh(self) -> None:
        """Offer the stocks and the media in hand."""
        self.medium_offer.refresh()
        self.solution_table.refresh(self.form.text("stock"))

    def show_choice(self, _name: str, _text: str) -> None:
        """Show what the program chose."""
        self.refresh_choices()

    def customary_solvent(self, name: str) -> str:
        """Return the solvent that the page of a compound makes customary; "" where it makes none."""
        return self.form.customary_solvent(name.removeprefix("solvent"))

    def show_computed(self, notes: Mapping[str, str] = NO_NOTES) -> None:
        """Show at the fields what follows and what is wrong; at those that were computed, that they were.

        Args:
            notes: What else is noted at fields, by name.
        """
        answer, potencies = self.form.answer, [name for name in self.fields if name.startswith("potency")]
        of_lot = {name: activity_note(self.form.activities.source(name[len("potency") :])) for name in potencies}
        self.show_fields(self.fields, {**of_lot, **notes, **dict.fromkeys(answer.shown, tr("computed"))})
        self.show_solvents()
        for name in potencies:
            # Asked for only where a mass and units meet.
            field = self.fields[name]
            field.setVisible(name in answer.errors or bool(field.text()) or field.line.hasFocus())

    def show_vehicle(self, percent: float) -> None:
        """Show what vehicle comes into the well, % v/v, where none is wanted."""
        self.fields["vehicle_percent"].show_computed(f"{plain(percent, 3)}\u202f% v/v", unknown=False)

    def show_unplaced_problem(self) -> None:
        """Show over the bar what is wrong and has no field of its own."""
        placed = {*self.fields, *self.solvents}
        errors = self.form.answer.errors
        self.show_problem(next((error for name, error in errors.items() if name not in placed), None))


def scheme_box(name: str) -> DropDown:
    """Return the box in which is chosen how the tubes of a series are made."""
    box = DropDown()
    box.setObjectName(name)
    box.setAccessibleName(tr("How the tubes are made"))
    narrow(box, 20)
    for place, (scheme, text, tip) in enumerate(SCHEMES):
        box.addItem(tr(text), scheme)
        box.setItemData(place, tr(tip), Qt.ItemDataRole.ToolTipRole)
    return box


def choose_in(box: QComboBox, value: str) -> None:
    """Choose what has a value as its data, the first where nothing has, without it counting as chosen by hand."""
    with QSignalBlocker(box):
        box.setCurrentIndex(max(0, box.findData(value)))


def reached_text(held: str, vehicle: str, worst: Uncertainty) -> str:
    """Return the largest error among all doses, and what they have in common; as two parts, the first more important.

    Args:
        held: The vehicle in each, as text; "" where it falls with the dose.
        vehicle: Its name; "" where none comes along.
        worst: The largest error among the doses.
    """
    error = tr("up to {error}", error=error_text(worst.typical, worst.worst))
    if not vehicle:
        return error
    same = tr("{percent} {vehicle} in all", percent=held, vehicle=vehicle) if held else tr("falling vehicle")
    return f"{error} · {same}"


def doses_text(request: SeriesRequest) -> str:
    """Return the doses of the first compound of a series: "10 µM to 3.16 nM, 8 doses"."""
    first = request.ingredients[0]
    highest, lowest = (show(nominal(dose), first.kind, 3) for dose in (first.doses[0], first.doses[-1]))
    if len(first.doses) == 1:
        return highest
    return tr("{first} to {last}, {doses:doses}", first=highest, last=lowest, doses=len(first.doses))


def combined_text(series: Sequence[SeriesPlan]) -> str:
    """Return the doses of all compounds: of one as a series, of several in one line, "1 µM–3.16 nM × 10 µM–316 nM"."""
    if len(series) == 1:
        return doses_text(series[0].request)
    ranges = []
    for one in series:
        first = one.request.ingredients[0]
        ends = dict.fromkeys(show(nominal(dose), first.kind, 3) for dose in (first.doses[0], first.doses[-1]))
        ranges.append("–".join(ends))
    return " × ".join(ranges)
