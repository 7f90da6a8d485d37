"""*Stock*: a weighed vial and a concentration in, a recipe out; any one of the values from the others."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.solutions import FREEZERS, Storage
from benchapp.presenters.calculator.planning.solvent_table import TableCell
from benchapp.presenters.calculator.stock_form import StockForm, usual_storage
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.solutions.lab_rule_answers import answer_rule, open_rule
from benchapp.ui.calculator.recipe_tool import RecipeTool
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.forms.medium_offer import MediumOffer
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.solutions.rule_question import RuleQuestions
from benchapp.ui.text.formatting import nominal_amount, reached_amount
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.message_texts import error_text
from benchapp.ui.widgets.buttons import flat_button, toggle_button
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, grid, vbox

TITLES = {
    "mass": mark_text("Mass or units"),
    "concentration": mark_text("Concentration wanted"),
    "volume": mark_text("Volume of solvent"),
    "amount": mark_text("Amount"),
    "molar_mass": mark_text("Molar mass"),
    "potency": mark_text("Potency, U/mg"),
    "purity": mark_text("Purity"),
    "water": mark_text("Water content"),
    "aliquot": mark_text("Aliquot volume"),
}
_ABOVE = mark_text("above the highest value on file for this solvent")
_FIGURES = ("mass", "concentration", "volume")
_LESSER = ("molar_mass", "purity", "water", "amount")


@qt_overrides
class StockTool(RecipeTool):
    """The fields of *Stock* over their recipe.

    Args:
        form: What is in the fields and what follows.
        compounds: Which compound it is.
        parent: What it is in: moved into it afterwards, all of it would be styled once more.
    """

    form: StockForm
    kept_at: Storage | None = Storage.FREEZER_20

    def __init__(self, form: StockForm, compounds: CurrentCompound, parent: QWidget) -> None:
        super().__init__(form, parent)
        self.fields = {
            name: LabelledField(tr(title), f"calculate.stock.{name}", figure=name in _FIGURES)
            for name, title in TITLES.items()
        }
        self.solvent = SolventCombo("calculate.stock.solvent", mark_text("In which solvent?"))
        self.solvents = {"solvent": self.solvent}
        self._compounds = compounds
        self.medium_offer = MediumOffer("calculate.stock.media", form.offered_media, form.choose_medium)
        self.fields["molar_mass"].keep_room_for("1000.00 g/mol")
        self.tared = toggle_button(tr("weighed"), "calculate.stock.tared", partial(self._choose_nominal, nominal=False))
        self.nominal = toggle_button(
            tr("from the label"), "calculate.stock.nominal", partial(self._choose_nominal, nominal=True)
        )
        self.tared.setChecked(True)
        self._table = Card(tr("Solvent to add to a vial (click to use)"))
        self._grid = QGridLayout()
        self._frozen_else: Storage | None = None
        self._shown: tuple[tuple[TableCell, ...], ...] = ()
        self._table.body.addLayout(self._grid)
        self._above = text_label(f"▲ {tr(_ABOVE)}", size="small", tone="soon")
        self._table.body.addWidget(self._above)
        self.questions = RuleQuestions(self._answer_rule, "calculate.stock", narrow=True)
        self._lay_out()
        self.bar.fields.edited.connect(self._ask_rule)
        self.join()

    def join_solvents(self) -> None:
        """Let the choice of the solvent and the form follow each other."""
        self.solvent.fill(self.form.solvent)
        self.solvent.edited.connect(self.form.set_solvent)

    def _lay_out(self) -> None:
        weighed = flow(self.tared, self.nominal, spacing=4)
        amount = vbox(text_label(tr("Amount in the vial"), tone="muted"), weighed)
        rest = QWidget()
        rest.setLayout(grid(2, *(self.fields[name] for name in _LESSER)))
        self.details = FoldedLine(tr("Molar mass, purity, water"), "calculate.stock.show_details", rest)
        self.questions.following = self.details.button
        self.setLayout(
            vbox(
                amount, self.fields["mass"], self.fields["potency"], self.fields["concentration"],
                self.fields["volume"], grid(2, self.solvent, self.fields["aliquot"]), flow(self.medium_offer),
                self.questions, self.details, spacing=8,
            )
        )  # fmt: skip
        self.answer = QWidget(self.parentWidget())
        answer = vbox(self._table, self.recipe, spacing=12)
        answer.setStretch(1, 1)
        self.answer.setLayout(answer)

    def _choose_nominal(self, *, nominal: bool) -> None:
        self.tared.setChecked(not nominal)
        self.nominal.setChecked(nominal)
        self.form.set_nominal(nominal)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Catch up with what was answered while another tool was in view."""
        super().showEvent(event)
        self._show_table()

    def _show_table(self) -> None:
        """Show the table of a vendor's sheet while there is no recipe in its place."""
        answer = self.form.answer
        empty = answer.plan is None and not answer.errors
        rows = self.form.table() if empty else ()
        self._table.setVisible(bool(rows))
        if not rows or rows == self._shown:
            return
        self._shown = rows
        self._above.setVisible(any(cell.above for row in rows for cell in row))
        clear_layout(self._grid)
        for column, cell in enumerate(rows[0], 1):
            self._grid.addWidget(text_label(cell.mass, tone="muted", wrap=False), 0, column)
            self._grid.setColumnStretch(column, 1)
        for place, row in enumerate(rows, 1):
            self._grid.addWidget(text_label(row[0].concentration, tone="muted", wrap=False), place, 0)
            for column, cell in enumerate(row, 1):
                mark = "  ▲" if cell.above else ""
                name = f"calculate.stock.cell{place}{column}"
                button = flat_button(f"{cell.volume}{mark}", name, partial(self.form.take_cell, cell))
                above = f", {tr(_ABOVE)}" if cell.above else ""
                button.setAccessibleName(
                    tr(
                        "{mass} to {concentration}: {volume}{above}",
                        mass=cell.mass,
                        concentration=cell.concentration,
                        volume=cell.volume,
                        above=above,
                    )
                )
                self._grid.addWidget(button, place, column, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Offer the buffers and media in hand."""
        self.medium_offer.refresh()

    def show_choice(self, name: str, text: str) -> None:
        """Show whether the mass is weighed or from the label."""
        if name == "nominal":
            self.tared.setChecked(not text)
            self.nominal.setChecked(bool(text))

    def customary_solvent(self, _name: str) -> str:
        """Return the solvent that the page makes customary; "" where it makes none."""
        return self.form.customary_solvent()

    def show_answer(self) -> None:
        """Show what follows from the fields."""
        answer = self.form.answer
        # A potency that is missing is asked for at its field.
        self.show_fields({"potency"}, dict.fromkeys(answer.shown, tr("computed")))
        one = answer.plan is not None and answer.plan.aliquots == 1
        self.fields["aliquot"].show_computed(tr("not divided") if one else "", unknown=False)
        self.fields["potency"].setVisible(answer.in_units)
        for name in ("purity", "water"):
            # They are in a potency already.
            self.fields[name].setVisible(not answer.in_units or bool(self.fields[name].text().strip()))
        self.show_solvents()
        self.refresh()
        if self.isVisible():
            self._show_table()
        self.show_problem(answer.errors.get(""))
        self.details.show_summary(self._lesser_text())
        self._suit_storage()
        plan = answer.plan
        called, reached = "", ""
        if plan is not None:
            called = nominal_amount(plan.reached)
            reached = f"{reached_amount(plan.reached)} {error_text(plan.error, plan.worst)}"
        self.show_recipe(plan.recipe if plan else None, called, reached)
        self._ask_rule()

    def _suit_storage(self) -> None:
        """Leave the freezer for what is not kept there, and go back to it for what comes after."""
        storage, usual, before = self.bar.fields.storage, usual_storage(self.form), self.kept_at
        if usual is before:
            return
        self.kept_at = usual
        if usual in FREEZERS:
            to, self._frozen_else = self._frozen_else, None
            if to is not None and storage.chosen is before:
                storage.choose(to)
        elif self._frozen_else is None and (storage.chosen is None or storage.chosen in FREEZERS):
            self._frozen_else = storage.chosen or before
            storage.choose(usual)
        elif self._frozen_else is not None and storage.chosen is before:
            storage.choose(usual)

    def _ask_rule(self) -> None:
        """Ask before the stock is made how long the lab keeps such stocks, where no source says so."""
        form, storage = self.form, self.bar.fields.storage.chosen
        rule = open_rule(form.book, form.limits(), form.solvent, storage) if form.recipe() is not None else ""
        self.questions.ask_rules((rule,) if rule else ())

    def _answer_rule(self, rule: str, months: int, words: str) -> None:
        try:
            answer_rule(self.form.book, rule, months, self.form.book.person)
        except BenchError as error:
            self.show_problem(error)
        else:
            self.said.emit(tr("Lab rule set: {words}.", words=words))
        self.show_answer()

    def _lesser_text(self) -> str:
        chosen = self._compounds.form
        parts = (tr(chosen.name) if chosen else "", *(self.fields[name].text().strip() for name in ("purity", "water")))
        return ", ".join(part for part in parts if part)

    def summary(self) -> str:
        """Return what is weighed in, and what is wanted."""
        mass, wanted = (self.fields[name].text().strip() for name in ("mass", "concentration"))
        return tr("{mass} to {wanted}", mass=mass, wanted=wanted) if mass and wanted else mass or wanted
