"""*Dilute*: from the stock to the well, and how the cells are dosed."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.domain.calculations.dilution import read_ratio
from benchapp.domain.incubations.incubations import Cells, Dosing
from benchapp.domain.messages import BenchError
from benchapp.domain.recipes.dose_recipe import DosePlan
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.planning.dose_planning import DoseAnswer
from benchapp.presenters.calculator.planning.dose_ways import ASKED
from benchapp.ui.calculator.recipe_tool import RecipeTool
from benchapp.ui.forms.cell_boxes import growth_box, kind_box
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.forms.stock_combo import StockCombo
from benchapp.ui.text.formatting import reached_amount
from benchapp.ui.text.language import mark_text, plain, term, tr
from benchapp.ui.text.message_texts import error_text
from benchapp.ui.widgets.buttons import flat_button, push_button, toggle_button
from benchapp.ui.widgets.fields import LabelledField, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, titled

TITLES = {
    "c1": mark_text("Stock"),
    "v1": mark_text("Take"),
    "v2": mark_text("To make"),
    "c2": mark_text("In the well"),
    "diluent": mark_text("Diluent"),
    "ratio": mark_text("Or as a ratio"),
    "wells": mark_text("Wells dosed"),
    "control_wells": mark_text("Control wells"),
    "well_volume": mark_text("Volume a well"),
    "present_volume": mark_text("Already in a well"),
    "added_volume": mark_text("Added to a well"),
    "cells": mark_text("Cells"),
    "species": mark_text("Species"),
    "passage": mark_text("Passage"),
    "vessel": mark_text("Vessel"),
    "medium": mark_text("Medium"),
}
FIGURES = ("c1", "v1", "diluent", "v2", "c2")
WELLS = ("ratio", "wells", "control_wells", "well_volume", "present_volume", "added_volume")
CELLS = ("cells", "species", "passage", "vessel", "medium")
MOST_CELLS = 4
CHOICES: tuple[tuple[Dosing | None, str, str], ...] = (
    (Dosing.RESUSPENDED, mark_text("resuspended in it (1×)"), "resuspended"),
    (Dosing.ADDED, mark_text("in a volume, I add to it (2×, …)"), "added"),
    (Dosing.SPIKED, mark_text("spike on top"), "spiked"),
    (Dosing.REPLACED, mark_text("adherent, medium replaced"), "replaced"),
    (None, mark_text("plain dilution"), "plain"),
)


class DiluteTool(RecipeTool):
    """The fields of *Dilute* over their recipe.

    Args:
        form: What is in the fields and what follows.
        parent: What it is in: moved into it afterwards, all of it would be styled once more.
    """

    form: DoseForm
    rows_ready = 18

    def __init__(self, form: DoseForm, parent: QWidget) -> None:
        fields = {
            name: LabelledField(tr(title), f"calculate.dilute.{name}", figure=name in FIGURES)
            for name, title in TITLES.items()
        }
        solvent = SolventCombo("calculate.dilute.solvent")
        super().__init__(form, fields, {"solvent": solvent}, parent, lambda: next(iter(form.stocks()), None))
        self.solvent = solvent
        self.kind = kind_box("calculate.dilute.kind")
        narrow(self.kind, 6)
        self.growth = growth_box("calculate.dilute.growth", partial(form.set_text, "growth"))
        self.fields["vessel"].keep_room_for(tr("96-well plate"))
        self.fields["medium"].keep_room_for(tr("medium"))
        self.fields["species"].keep_room_for("human ")
        self.stock = StockCombo("calculate.dilute.stock", form.offered_stocks, form.choose_stock)
        self.choices = {
            dosing: toggle_button(tr(text), f"calculate.dilute.{name}", partial(form.set_dosing, dosing))
            for dosing, text, name in CHOICES
        }
        self.ways = {
            way: toggle_button(text, f"calculate.dilute.{way}", partial(self._choose_way, way))
            for way, text in (("in_all", tr("in all")), ("plus", tr("to so many parts")))
        }
        self.redose = text_label("", strong=True)
        self.redose.setObjectName("calculate.dilute.redose")
        self._offered: tuple[Cells, ...] = ()
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _index: form.set_kind(str(self.kind.currentData())))
        form.asked_changed.connect(self.refresh_choices)
        self.join()

    def _lay_out(self) -> None:
        card = Card()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(card)
        layout.addWidget(self.recipe, 1)
        self._redose_row = QWidget()
        later = push_button(tr("Not now"), "calculate.dilute.not_now", self._leave_redose)
        redose = hbox(self.redose, later)
        redose.setStretch(0, 1)
        self._redose_row.setLayout(redose)
        card.body.addWidget(self._redose_row)
        self._chooser = QWidget()
        ways = (self.choices[dosing] for dosing, _, _ in CHOICES)
        self._chooser.setLayout(flow(text_label(tr("Cells are"), tone="muted", wrap=False), *ways, 1))
        card.body.addWidget(self._chooser)
        figures = hbox(*(self.fields[name] for name in FIGURES), spacing=12)
        card.body.addLayout(figures)
        wells = hbox(self.stock, self.solvent, *(self.fields[name] for name in WELLS), spacing=12)
        # Numbers of wells are short; a stock is named with its place and what is left of it.
        for name in ("wells", "control_wells"):
            self.fields[name].setMaximumWidth(120)
        for name in ("well_volume", "present_volume", "added_volume"):
            self.fields[name].setMaximumWidth(150)
        wells.setStretch(0, 1)
        card.body.addLayout(wells)
        self._ways_row = QWidget()
        said = text_label(tr("The ratio means"), tone="muted", wrap=False)
        self._ways_row.setLayout(flow(said, *self.ways.values(), 1))
        card.body.addWidget(self._ways_row)
        self._kind = titled(tr("Kind of cells"), self.kind)
        self._growth = titled(tr("Growth"), self.growth)
        card.body.addLayout(
            hbox(
                *(self.fields[name] for name in CELLS[:3]),
                self._kind,
                self._growth,
                *(self.fields[name] for name in CELLS[3:]),
                spacing=8,
            )
        )
        self._known_row = QWidget()
        self._known = flow(spacing=4)
        self._known_row.setLayout(self._known)
        card.body.addWidget(self._known_row)

    def _offer_cells(self) -> None:
        """Offer the cells of before, where none are named yet: chosen once, then picked."""
        known = self.form.known_cells()[:MOST_CELLS]
        if known != self._offered:
            self._offered = known
            clear_layout(self._known)
            self._known.addWidget(text_label(tr("As before:"), tone="muted", wrap=False))
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
            shown = name in asked and not (redosing and name.endswith("volume"))
            shown = shown or (name == "ratio" and dosing is None)
            self.fields[name].setVisible(shown)
        self.fields["diluent"].setVisible(dosing is None)
        self._show_ways()
        for name in CELLS[:4]:
            self.fields[name].setVisible(dosing is not None)
        self._kind.setVisible(dosing is not None)
        self._growth.setVisible(dosing is not None)
        for name in ("v1", "v2"):
            self.fields[name].line.setReadOnly(dosing is not None)
            if dosing is not None:
                self.fields[name].fill("")
        self.fields["c2"].set_title(tr("In the well") if dosing is not None else tr("Wanted"))
        self.refresh()
        redose = self.form.redose
        self._redose_row.setVisible(redose is not None)
        self._chooser.setVisible(redose is None)
        if redose is not None:
            incubation = redose.running.incubation
            method = term(incubation.plan.method) if incubation.plan.method else ""
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
        """Offer the stocks in hand that may be used."""
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
        self.show_fields({"c2"})
        self.show_solvents()
        self._show_ways()
        self._show_notes(answer)
        self.refresh()
        self.show_problem(answer.errors.get(""))
        plan = answer.plan
        self.bar.ask_what(taken=self.form.undiluted, possible=self.form.can_make())
        self.bar.ask_rest(plan if self.redosing() else None)
        self.show_recipe(plan.recipe if plan else None, *(("", "") if plan is None else self._plan_texts(plan)))

    def _plan_texts(self, plan: DosePlan) -> tuple[str, str]:
        """Return by what way a dose is made, and what it reaches."""
        figure = reached_amount(plan.in_well)
        reached = tr("reaches {figure} {error}", figure=figure, error=error_text(plan.off.typical, plan.off.worst))
        if self.redosing():
            low, high = reached_amount(plan.low), reached_amount(plan.high)
            if low != high:
                reached = tr("{low} if fully lost, {high} if stable", low=low, high=high)
        count = len(plan.tubes) - 1
        if count > 1:
            return tr("{count} intermediates", count=count), reached
        ways = (tr("the stock as it is"), tr("straight from the stock"), tr("one intermediate"))
        return ways[count + 1], reached

    def _show_notes(self, answer: DoseAnswer) -> None:
        plan = answer.plan
        if plan is None:
            for name in FIGURES:
                self.fields[name].show_note("")
            return
        wells = self.form.cells().wells
        dosed = self.form.dosing is not None
        self.fields["v1"].show_note(tr("for the whole batch") if dosed else "")
        self.fields["v2"].show_note(tr("for {wells:wells}, with overage", wells=wells) if dosed else "")
        vehicle = (
            tr("{vehicle_percent}\u202f% v/v vehicle", vehicle_percent=plain(plan.vehicle_percent, 3))
            if plan.vehicle_percent
            else ""
        )
        self.fields["c2"].show_note(vehicle + (tr(" in the well") if dosed else ""))
