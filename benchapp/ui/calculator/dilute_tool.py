"""*Dilute*: from the stock to the well, and how the cells are dosed."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from benchapp.domain.calculations.dilution import read_ratio
from benchapp.domain.incubations.incubations import Cells, Dosing
from benchapp.domain.incubations.redose import differs
from benchapp.domain.messages import BenchError
from benchapp.domain.recipes.dose_recipe import DosePlan
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.planning.dose_ways import ASKED
from benchapp.presenters.session import qt_numbers
from benchapp.ui.calculator.recipe_tool import RecipeTool
from benchapp.ui.forms.cell_boxes import growth_box, kind_box
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.forms.medium_offer import MediumOffer
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.forms.stock_combo import StockCombo, activity_note
from benchapp.ui.text.formatting import nominal_amount, reached_amount
from benchapp.ui.text.incubation_texts import method_text
from benchapp.ui.text.language import counted, mark_text, percents, plain, tr
from benchapp.ui.text.message_texts import error_text
from benchapp.ui.widgets.buttons import flat_button, push_button, tab_button, toggle_button
from benchapp.ui.widgets.fields import LabelledField, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import clear_layout, grid, hbox, put, titled, vbox

TITLES = {
    "c1": mark_text("Stock concentration"),
    "potency": mark_text("Activity of the lot, U/mg"),
    "v1": mark_text("Stock to pipette"),
    "v2": mark_text("Total volume"),
    "c2": mark_text("Final concentration"),
    "diluent": mark_text("Diluent"),
    "ratio": mark_text("Or as a ratio"),
    "wells": mark_text("Wells"),
    "control_wells": mark_text("Vehicle control wells"),
    "well_volume": mark_text("Volume per well"),
    "present_volume": mark_text("Volume in well"),
    "added_volume": mark_text("Volume to add"),
    "cells": mark_text("Cells"),
    "species": mark_text("Species"),
    "passage": mark_text("Passage"),
    "vessel": mark_text("Vessel"),
    "medium": mark_text("Medium"),
}
# Only of a plain dilution: of wells, the recipe says what is pipetted.
PLAIN = ("v1", "v2", "diluent", "ratio")
WELLS = ("wells", "control_wells", "well_volume", "present_volume", "added_volume")
CELLS = ("cells", "species", "passage", "vessel", "medium")
MOST_CELLS = 4
CHOICES: tuple[tuple[Dosing | None, str, str, str], ...] = (
    (Dosing.RESUSPENDED, mark_text("Resuspend 1×"), "resuspended", mark_text("Resuspend the cells in it")),
    (Dosing.ADDED, mark_text("Add 2×…"), "added", mark_text("Add it to the medium that the cells are in")),
    (Dosing.SPIKED, mark_text("Spike"), "spiked", mark_text("Spike in a small volume")),
    (Dosing.REPLACED, mark_text("Replace medium"), "replaced", mark_text("Replace the medium of adherent cells")),
    (None, mark_text("No cells"), "plain", mark_text("A dilution, for no wells")),
)


class DiluteTool(RecipeTool):
    """The fields of *Dilute* over their recipe.

    Args:
        form: What is in the fields and what follows.
        parent: What it is in: moved into it afterwards, all of it would be styled once more.
        whole: Whether all of it is made at once; if not, `pieces` makes it.
    """

    form: DoseForm
    rows_ready = 18

    def __init__(self, form: DoseForm, parent: QWidget, *, whole: bool = True) -> None:
        super().__init__(form, parent, lambda: next(iter(form.stocks()), None))
        self._offered: tuple[Cells, ...] = ()
        self._pieces = self._in_pieces()
        for _ in self._pieces if whole else ():
            pass

    def pieces(self) -> Iterator[None]:
        """Make what is still to be made of it, in pieces between which the event loop may run."""
        return self._pieces

    def _in_pieces(self) -> Iterator[None]:
        form = self.form
        self.fields = {
            name: LabelledField(tr(title), f"calculate.dilute.{name}", figure=name == "c2")
            for name, title in TITLES.items()
        }
        self.solvent = SolventCombo("calculate.dilute.solvent")
        self.solvents = {"solvent": self.solvent}
        yield
        self.kind = kind_box("calculate.dilute.kind")
        narrow(self.kind, 6)
        self.growth = growth_box("calculate.dilute.growth", partial(form.set_text, "growth"))
        self.fields["vessel"].keep_room_for(tr("96-well plate"))
        self.fields["medium"].keep_room_for(tr("medium"))
        self.fields["species"].keep_room_for("human ")
        self.medium_offer = MediumOffer("calculate.dilute.media", form.offered_media, form.choose_medium)
        self.fields["medium"].put_beside(self.medium_offer)
        self.stock = StockCombo("calculate.dilute.stock", form.offered_stocks, form.choose_stock)
        self.choices = {
            dosing: tab_button(tr(text), f"calculate.dilute.{name}", partial(form.set_dosing, dosing))
            for dosing, text, name, _ in CHOICES
        }
        for dosing, _, _, tip in CHOICES:
            self.choices[dosing].setToolTip(tr(tip))
            # A click leaves the keys in the field that somebody types in; Tab still reaches it.
            self.choices[dosing].setProperty("focusPolicy", qt_numbers.TAB_FOCUS)
        self.ways = {
            way: toggle_button(text, f"calculate.dilute.{way}", partial(self._choose_way, way))
            for way, text in (("in_all", tr("in all")), ("plus", tr("to so many parts")))
        }
        self.redose = text_label("", strong=True)
        self.redose.setObjectName("calculate.dilute.redose")
        yield
        yield from self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _index: form.set_text("kind", str(self.kind.currentData())))
        form.asked_changed.connect(self.refresh_choices)
        self.join()

    def _lay_out(self) -> Iterator[None]:
        # First of all, so that each part is styled in its place: put there with all of it, that is one long piece.
        layout = vbox(spacing=8)
        self.setLayout(layout)
        self._redose_row = QWidget()
        later = push_button(tr("Not now"), "calculate.dilute.not_now", self._leave_redose)
        self._redose_row.setLayout(vbox(self.redose, flow(later, 1)))
        self._chooser = QWidget()
        ways = (self.choices[dosing] for dosing, *_ in CHOICES)
        self._chooser.setLayout(vbox(text_label(tr("How is it added?"), tone="muted"), flow(*ways, spacing=4)))
        self._ways_row = QWidget()
        self._ways_row.setLayout(vbox(text_label(tr("The ratio means"), tone="muted"), flow(*self.ways.values())))
        stock = grid(2, (self.stock, 2), self.fields["c1"], self.solvent)
        put(layout, self._redose_row, self._chooser, stock, self.fields["potency"], self.fields["c2"])
        yield
        plain = grid(2, *(self.fields[name] for name in PLAIN))
        wells = grid(2, *(self.fields[name] for name in WELLS[:2]))
        volumes = hbox(*(self.fields[name] for name in WELLS[2:]), spacing=10)
        put(layout, plain, self._ways_row, wells, volumes)
        yield
        self._known_row = QWidget()
        self._known = flow(spacing=4)
        self._known_row.setLayout(self._known)
        cells = QWidget()
        self._kind = titled(tr("Cell type"), self.kind)
        self._growth = titled(tr("Growth"), self.growth)
        asked = [self.fields[name] for name in CELLS[:4]]
        cells.setLayout(vbox(grid(2, *asked[:3], self._kind, self._growth, asked[3]), self._known_row))
        self.cells = FoldedLine(tr("Cells"), "calculate.dilute.show_cells", cells)
        self.medium = FoldedLine(tr("Medium"), "calculate.dilute.show_medium", self.fields["medium"])
        put(layout, self.cells, self.medium)
        yield

    def _offer_cells(self) -> None:
        """Offer the cells of before, where none are named yet: chosen once, then picked."""
        known = self.form.known_cells()[:MOST_CELLS]
        if known != self._offered:
            self._offered = known
            clear_layout(self._known)
            self._known.addWidget(text_label(tr("Recent:"), tone="muted", wrap=False))
            for number, cells in enumerate(known):
                passage = tr("passage {passage}", passage=cells.passage) if cells.passage else ""
                words = ", ".join(part for part in (cells.name, cells.species, passage) if part)
                choose = partial(self.form.choose_cells, cells)
                self._known.addWidget(flat_button(words, f"calculate.dilute.known{number}", choose))
            self._known.addStretch(1)
        asked = self.form.dosing is not None and self.form.redose is None and not self.form.text("cells").strip()
        self._known_row.setVisible(bool(known) and asked)

    def refresh_choices(self) -> None:
        """Show what is chosen, and the fields that are asked for."""
        dosing = self.form.dosing
        for one, button in self.choices.items():
            button.setChecked(one is dosing)
        asked = ASKED[dosing]
        redosing = self.form.redose is not None
        for name in WELLS:
            self.fields[name].setVisible(name in asked and not (redosing and name.endswith("volume")))
        for name in PLAIN:
            self.fields[name].setVisible(dosing is None)
            if dosing is not None and name in {"v1", "v2"}:
                self.fields[name].fill("")
        self._show_ways()
        self.cells.setVisible(dosing is not None)
        self.fields["c2"].set_title(tr("Final concentration in the well") if dosing is not None else tr("Wanted"))
        self.refresh()
        redose = self.form.redose
        self._redose_row.setVisible(redose is not None)
        self._chooser.setVisible(redose is None)
        if redose is not None:
            incubation = redose.running.incubation
            method = method_text(incubation.plan.method) if incubation.plan.method else ""
            names = ", ".join([incubation.name, *(other.incubation.name for other, _ in redose.others)])
            number = f" {redose.step.number + 1}" if not redose.others else ""
            self.redose.setText(
                tr("Re-dose{number} for {names}: {method}. Make it fresh.", number=number, names=names, method=method)
            )

    def _choose_way(self, way: str) -> None:
        self.form.set_text("ratio_way", way)
        self._show_ways()

    def _show_ways(self) -> None:
        """Offer both readings of a ratio, in words and numbers."""
        try:
            ratio = read_ratio(self.form.text("ratio"))
        except BenchError:
            self._ways_row.hide()
            return
        part, whole = plain(ratio.part), plain(ratio.whole)
        self.ways["in_all"].setText(
            tr(
                "{part} in {whole} in all ({part} + {rest})",
                part=part,
                whole=whole,
                rest=plain(ratio.whole - ratio.part),
            )
        )
        self.ways["plus"].setText(
            tr("{part} to 1 part ({part} + 1)", part=part)
            if ratio.whole == 1
            else tr("{part} to {whole} parts ({part} + {whole})", part=part, whole=whole)
        )
        for way, button in self.ways.items():
            button.setAccessibleName(button.text())
            button.setChecked(self.form.text("ratio_way") == way)
        self._ways_row.setVisible(self.form.dosing is None)

    def _leave_redose(self) -> None:
        self.form.set_dosing(self.form.dosing)

    def refresh(self) -> None:
        """Offer the stocks and the media in hand that may be used."""
        self.medium_offer.refresh()
        self.stock.refresh(self.form.stock)

    def show_choice(self, name: str, text: str) -> None:
        """Show how the cells grow, or of what kind they are."""
        if name == "growth":
            self.growth.setCurrentIndex(max(0, self.growth.findData(text)))
        elif name == "kind":
            with QSignalBlocker(self.kind):
                self.kind.setCurrentIndex(self.kind.findData(text))

    def customary_solvent(self, _name: str) -> str:
        """Return the solvent that the page makes customary; "" where it makes none."""
        return self.form.customary_solvent()

    def redosing(self) -> bool:
        """Return whether what is made is a re-dose of a running incubation."""
        return self.form.redose is not None

    def show_answer(self) -> None:
        """Show what follows from the fields."""
        answer = self.form.answer
        self._offer_cells()
        self.show_fields({"c2", "potency"}, {"potency": activity_note(self.form.activities.source())})
        # Asked for only where a mass and units meet.
        potency = self.fields["potency"]
        potency.setVisible("potency" in answer.errors or bool(potency.text()) or potency.line.hasFocus())
        self.show_solvents()
        self._show_ways()
        self._show_summaries()
        self.refresh()
        self.show_problem(answer.errors.get(""))
        plan = answer.plan
        self.bar.ask_what(taken=self.form.undiluted, possible=self.form.can_make())
        self.bar.ask_rest(plan if self.redosing() else None)
        self.show_recipe(plan.recipe if plan else None, *(("", "") if plan is None else self._plan_texts(plan)))

    def _plan_texts(self, plan: DosePlan) -> tuple[str, str]:
        """Return what is in the well, and what is reached exactly."""
        dosed = self.form.dosing is not None
        called = nominal_amount(plan.in_well)
        answer = tr("{figure} in the well", figure=called) if dosed else called
        reached = [f"{reached_amount(plan.in_well)} {error_text(plan.off.typical, plan.off.worst)}"]
        if self.redosing():
            low, high = reached_amount(plan.low), reached_amount(plan.high)
            if low != high:
                reached = [tr("{low} if fully lost, {high} if stable", low=low, high=high)]
        if plan.vehicle_percent:
            control = plan.vehicle_percent if plan.control_percent is None else plan.control_percent
            ends = sorted((control, plan.vehicle_percent))
            held = f"{percents(*ends)} {plan.vehicle}"
            reached.append(tr("{held} in all wells", held=held) if dosed and not differs(*ends) else held)
        return answer, " · ".join(reached)

    def _show_summaries(self) -> None:
        """Show on the folded lines what is in the fields behind them."""
        text = self.form.text
        passage = tr("passage {passage}", passage=text("passage")) if text("passage").strip() else ""
        parts = (text("cells"), text("species"), passage, text("vessel"))
        self.cells.show_summary(", ".join(part.strip() for part in parts if part.strip()))
        self.medium.show_summary(text("medium"))

    def summary(self) -> str:
        """Return what is dosed, and how, in a few words."""
        text = self.form.text
        if self.form.dosing is None:
            return text("c2").strip()
        how = next(tr(words) for dosing, words, *_ in CHOICES if dosing is self.form.dosing)
        wells, plan = counted("wells", self.form.cells().wells), self.form.answer.plan
        dose = text("c2").strip() if plan is None else nominal_amount(plan.in_well)
        return tr("{dose} in {wells} · {how}", dose=dose, wells=wells, how=how)
