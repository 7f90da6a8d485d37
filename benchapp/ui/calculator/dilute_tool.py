"""*Dilute*: from the stock to the well, and how the cells are dosed."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.domain.calculations.dilution import read_ratio
from benchapp.domain.incubations.incubations import Cells, Dosing
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.solutions import Storage
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.planning.dose_planning import DoseAnswer
from benchapp.presenters.calculator.planning.dose_ways import ASKED
from benchapp.ui.calculator.recipe_view import RecipeView
from benchapp.ui.calculator.series_tool import growth_box, offer_kinds
from benchapp.ui.calculator.stock_combo import StockCombo
from benchapp.ui.forms.form_widget import FormWidget
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.text.formatting import reached_amount
from benchapp.ui.text.language import mark_text, plain, term, tr
from benchapp.ui.text.message_texts import error_text, say_error
from benchapp.ui.widgets.buttons import flat_button, push_button, toggle_button
from benchapp.ui.widgets.fields import DropDown, LabelledField, narrow
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


class DiluteTool(FormWidget):
    """The fields of *Dilute* over their recipe.

    Args:
        desk: What stands in the fields and what follows.
        parent: What it stands in: moved into it afterwards, all of it would be styled once more.

    Signals:
        made: A solution was made; its id.
        given: A re-dose is in the wells; the id of the solution.
    """

    made = Signal(str)
    given = Signal(str)

    def __init__(self, desk: DoseForm, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown_form = self.desk = desk
        self.fields = {
            name: LabelledField(tr(title), f"calculate.dilute.{name}", figure=name in FIGURES)
            for name, title in TITLES.items()
        }
        self.kind = DropDown()
        self.kind.setObjectName("calculate.dilute.kind")
        self.kind.setAccessibleName(tr("Kind of cells"))
        offer_kinds(self.kind)
        narrow(self.kind, 6)
        self.solvent = SolventCombo("calculate.dilute.solvent")
        self.solvent.fill(desk.text("solvent"))
        self.growth = growth_box("calculate.dilute.growth", partial(desk.set_text, "growth"))
        self.fields["vessel"].keep_room_for(tr("96-well plate"))
        self.fields["medium"].keep_room_for(tr("medium"))
        self.fields["species"].keep_room_for("human ")
        self.stock = StockCombo("calculate.dilute.stock", desk.offered_stocks, desk.choose_stock)
        self.choices = {
            dosing: toggle_button(tr(text), f"calculate.dilute.{name}", partial(desk.set_dosing, dosing))
            for dosing, text, name in CHOICES
        }
        self.ways = {
            way: toggle_button(text, f"calculate.dilute.{way}", partial(self._choose_way, way))
            for way, text in (("in_all", tr("in all")), ("plus", tr("to so many parts")))
        }
        self.redose = text_label("", strong=True)
        self.redose.setObjectName("calculate.dilute.redose")
        self._offered: tuple[Cells, ...] = ()
        self.recipe = RecipeView("calculate.dilute", rows_ready=18)
        self.bar = PreparationBar(
            "calculate.dilute",
            desk.made,
            desk.read_when,
            desk.once,
            lambda: next(iter(desk.stocks()), None),
            now=desk.local_now,
        )
        self._lay_out()
        for name, field in self.fields.items():
            field.fill(desk.text(name))
            field.edited.connect(partial(desk.set_text, name))
        self.solvent.edited.connect(partial(desk.set_text, "solvent"))
        self.kind.currentIndexChanged.connect(lambda _index: desk.set_kind(str(self.kind.currentData())))
        desk.filled.connect(self._on_filled)
        desk.asked_changed.connect(self._on_asked)
        self.bar.done.connect(self._on_made)
        self._on_asked()
        self._on_answered(desk.answer)
        desk.answered.connect(self._on_answered)

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
                spacing=12,
            )
        )
        self._known_row = QWidget()
        self._known = flow(spacing=4)
        self._known_row.setLayout(self._known)
        card.body.addWidget(self._known_row)

    def _offer_cells(self) -> None:
        """Offer the cells of before, where none are named yet: chosen once, then picked."""
        known = self.desk.known_cells()[:MOST_CELLS]
        if known != self._offered:
            self._offered = known
            clear_layout(self._known)
            self._known.addWidget(text_label(tr("As before:"), tone="muted", wrap=False))
            for number, cells in enumerate(known):
                passage = tr("passage {passage}", passage=cells.passage) if cells.passage else ""
                words = ", ".join(part for part in (cells.name, cells.species, passage) if part)
                choose = partial(self.desk.choose_cells, cells)
                self._known.addWidget(flat_button(words, f"calculate.dilute.known{number}", choose))
            self._known.addStretch(1)
        asked = self.desk.dosing is not None and self.desk.redose is None and not self.desk.text("cells").strip()
        self._known_row.setVisible(bool(known) and asked)

    def _on_asked(self) -> None:
        dosing = self.desk.dosing
        for one, button in self.choices.items():
            button.setChecked(one is dosing)
        asked = ASKED[dosing]
        redosing = self.desk.redose is not None
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
        self.refresh_stocks()
        redose = self.desk.redose
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
        self.desk.set_text("ratio_way", way)
        self._show_ways()

    def _show_ways(self) -> None:
        """Offer both readings of a ratio, in words and numbers."""
        try:
            ratio = read_ratio(self.desk.text("ratio"))
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
            button.setChecked(self.desk.text("ratio_way") == way)
        self._ways_row.setVisible(self.desk.dosing is None)

    def _leave_redose(self) -> None:
        self.desk.set_dosing(self.desk.dosing)

    def refresh_stocks(self) -> None:
        """Offer the stocks in hand that may be used."""
        self.stock.refresh(self.desk.stock)

    def _on_filled(self, name: str, text: str) -> None:
        if name in self.fields:
            self.fields[name].fill(text)
        elif name == "solvent":
            self.solvent.fill(text)
        elif name == "growth":
            self.growth.setCurrentIndex(max(0, self.growth.findData(text)))
        elif name == "kind":
            with QSignalBlocker(self.kind):
                self.kind.setCurrentIndex(self.kind.findData(text))

    def _on_answered(self, answer: DoseAnswer) -> None:
        self._offer_cells()
        for name, field in self.fields.items():
            error = answer.errors.get(name)
            field.show_problem(say_error(error) if error and (field.text() or name == "c2") else "")
            field.show_computed(answer.shown.get(name, ""), unknown=name == answer.unknown)
        unsolved = answer.errors.get("solvent")
        self.solvent.show_customary(self.desk.customary_solvent())
        self.solvent.show_problem(say_error(unsolved) if unsolved else "")
        self._show_ways()
        self._show_notes(answer)
        self.refresh_stocks()
        whole = answer.errors.get("")
        self.bar.problem.setVisible(whole is not None)
        if whole is not None:
            self.bar.problem.setText(say_error(whole))
        plan = answer.plan
        reached, title = "", ""
        if plan is not None:
            figure = reached_amount(plan.in_well)
            reached = tr("reaches {figure} {error}", figure=figure, error=error_text(plan.off.typical, plan.off.worst))
            if self.desk.redose is not None:
                low, high = reached_amount(plan.low), reached_amount(plan.high)
                if low != high:
                    reached = tr("{low} if fully lost, {high} if stable", low=low, high=high)
            count = len(plan.tubes) - 1
            title = (
                (tr("the stock as it is"), tr("straight from the stock"), tr("one intermediate"))[count + 1]
                if count < 2
                else tr("{count} intermediates", count=count)
            )
        self.recipe.show_recipe(plan.recipe if plan else None, title, reached)
        self.bar.ask_what(taken=self.desk.undiluted, possible=self.desk.can_make())
        self.bar.ask_rest(plan if self.desk.redose is not None else None)
        self.bar.ask_reason(plan.recipe.cautions if plan else ())
        self.bar.as_last_time(None, fallback=Storage.ROOM)

    def _show_notes(self, answer: DoseAnswer) -> None:
        plan = answer.plan
        if plan is None:
            for name in FIGURES:
                self.fields[name].show_note("")
            return
        wells = self.desk.cells().wells
        dosed = self.desk.dosing is not None
        self.fields["v1"].show_note(tr("for the whole batch") if dosed else "")
        self.fields["v2"].show_note(tr("for {wells:wells}, with overage", wells=wells) if dosed else "")
        vehicle = (
            tr("{vehicle_percent}\u202f% v/v vehicle", vehicle_percent=plain(plan.vehicle_percent, 3))
            if plan.vehicle_percent
            else ""
        )
        self.fields["c2"].show_note(vehicle + (tr(" in the well") if dosed else ""))

    def _on_made(self, solution: str) -> None:
        redosing = self.desk.redose is not None
        # Told as made while it is still a re-dose, so that it is not handed on as a new incubation.
        self.made.emit(solution)
        if redosing:
            self.given.emit(solution)
