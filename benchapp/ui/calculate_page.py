"""The calculate page: its tools, and what is done with a recipe."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QWidget

from benchapp.domain.messages import BenchError
from benchapp.domain.recipes import Recipe
from benchapp.presenters.compound_desk import CompoundDesk
from benchapp.presenters.dose_desk import DoseDesk
from benchapp.presenters.quick_desks import QuickDesk
from benchapp.presenters.stock_desk import StockDesk
from benchapp.ui import parts
from benchapp.ui.dilute_tool import DiluteTool
from benchapp.ui.made_bar import MadeBar
from benchapp.ui.printing import write_pdf
from benchapp.ui.quick_tool import QuickTool
from benchapp.ui.recipe_view import recipe_html, recipe_text
from benchapp.ui.stock_tool import StockTool
from benchapp.ui.words import say_error

TABS = {"reagent": "Reagent", "convert": "Convert", "seed": "Seed cells"}
# Where the small calculators begin, behind Stock and Dilute.
_QUICK = 2


class CalculatePage(parts.Page):
    """Stock and Dilute, each with its recipe, and the small calculators beside them.

    Args:
        compounds: Which compound it is.
        stock: The stock desk.
        dose: The dose desk.
        now: Gives the present instant, in the time zone shown.
        head: Gives the hash of the journal's last entry, which a printed page keeps.
        quick: The small calculators beside the recipes.

    Signals:
        made: A solution was made; its id.
        given: A re-dose is in the wells; the id of the solution.
        incubation_wanted: "Start incubation" was pressed.
    """

    made = Signal(str)
    given = Signal(str)
    incubation_wanted = Signal()

    def __init__(
        self,
        compounds: CompoundDesk,
        stock: StockDesk,
        dose: DoseDesk,
        now: Callable[[], datetime],
        head: Callable[[], str],
        quick: Sequence[QuickDesk] = (),
    ) -> None:
        super().__init__("Calculate")
        self._compounds = compounds
        self._stock = stock
        self._dose = dose
        self._now = now
        self._head = head
        self.stock_tool = StockTool(stock, compounds)
        self.dilute_tool = DiluteTool(dose)
        self.quick_tools = {desk.sheet.name: QuickTool(desk) for desk in quick}
        self._tools = QStackedWidget()
        self._bars = QStackedWidget()
        for tool in (self.stock_tool, self.dilute_tool, *self.quick_tools.values()):
            self._tools.addWidget(tool)
        # The small calculators make nothing, and share an empty bar.
        for bar in (self.stock_tool.bar, self.dilute_tool.bar, QWidget()):
            self._bars.addWidget(bar)
        self._bars.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.stock_tab = parts.button("Stock", "calculate.tools.stock", self.show_stock)
        self.dilute_tab = parts.button("Dilute", "calculate.tools.dilute", self.show_dilute)
        self._tabs = [self.stock_tab, self.dilute_tab]
        for place, name in enumerate(self.quick_tools, _QUICK):
            self._tabs.append(parts.button(TABS[name], f"calculate.tools.{name}", partial(self._show, place)))
        for tab in self._tabs:
            tab.setCheckable(True)
        self.incubate = parts.button("Start incubation", "calculate.actions.incubate", self.incubation_wanted.emit)
        self.copy = parts.button("Copy", "calculate.actions.copy", self.copy_recipe, tip="The recipe as text")
        self.pdf = parts.button("PDF", "calculate.actions.pdf", self._ask_pdf, tip="The recipe as one printed page")
        tabs = parts.row(*self._tabs, 1, self.copy, self.pdf, self.incubate)
        self.content.addLayout(tabs)
        self.content.addWidget(self._tools, 1)
        self.foot.addWidget(self._bars, 1)
        self.dilute_tool.made.connect(self._on_dose_made)
        self.stock_tool.made.connect(self.made)
        self.dilute_tool.made.connect(self.made)
        self.dilute_tool.given.connect(self.given)
        made_it = QShortcut(QKeySequence("Ctrl+Return"), self)
        # Both this page and Incubate have one: it belongs to the page that holds the focus.
        made_it.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made_it.activated.connect(self._write)
        self.show_stock()

    def _on_dose_made(self, _solution: str) -> None:
        """Point to the next link of the chain: what was made goes into the wells."""
        if self._dose.redose is None and self._dose.dosing is not None:
            parts.set_primary(self.incubate, primary=True)

    @property
    def _bar(self) -> MadeBar:
        return self.stock_tool.bar if self._tools.currentIndex() == 0 else self.dilute_tool.bar

    @property
    def _quick(self) -> QuickTool | None:
        current = self._tools.currentWidget()
        return current if isinstance(current, QuickTool) else None

    def _write(self) -> None:
        if self._quick is None:
            self._bar.write()

    def incubation_started(self) -> None:
        """Take the pointer away again."""
        parts.set_primary(self.incubate, primary=False)

    def show_stock(self) -> None:
        """Show *Stock*."""
        self._show(0)

    def show_dilute(self) -> None:
        """Show *Dilute*, with the stocks in hand offered."""
        self.dilute_tool.refresh_stocks()
        self._show(1)

    def _show(self, place: int) -> None:
        self._tools.setCurrentIndex(place)
        self._bars.setCurrentIndex(min(place, _QUICK))
        for at, tab in enumerate(self._tabs):
            tab.setChecked(at == place)
        self.incubate.setVisible(place == 1)
        self.pdf.setVisible(place < _QUICK)
        quick = self._quick
        if quick is not None:
            self.first = next(iter(quick.fields.values())).line
            self.first.setFocus()
        else:
            self.first = (self.stock_tool.fields["mass"] if place == 0 else self.dilute_tool.fields["c2"]).line

    def recipe(self) -> Recipe | None:
        """Give the recipe that is shown; None for a calculator without one."""
        if self._quick is not None:
            return None
        answer = self._stock.answer if self._tools.currentIndex() == 0 else self._dose.answer
        return answer.plan.recipe if answer.plan else None

    def _title(self) -> str:
        monograph, form = self._compounds.monograph, self._compounds.form
        what = "stock" if self._tools.currentIndex() == 0 else "dose"
        return f"{monograph.identity.name if monograph else ''}, {form.name if form else ''}: {what}"

    def copy_recipe(self) -> None:
        """Put the recipe, or what was computed, on the clipboard as text."""
        quick = self._quick
        if quick is not None:
            if quick.text():
                QGuiApplication.clipboard().setText(quick.text())
                self.said.emit("Copied as text.")
            return
        recipe = self.recipe()
        if recipe is not None:
            QGuiApplication.clipboard().setText(recipe_text(self._title(), recipe))
            self.said.emit("Recipe copied as text.")

    def _ask_pdf(self) -> None:
        if self.recipe() is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "Save the recipe", "recipe.pdf", "PDF (*.pdf)")
        if name:
            self.save_pdf(Path(name), self._now())

    def save_pdf(self, file: Path, printed: datetime) -> None:
        """Write the recipe as one PDF page."""
        recipe, monograph = self.recipe(), self._compounds.monograph
        if recipe is None:
            return
        hazards = monograph.hazards[0].statement if monograph and monograph.hazards else ""
        foot = f"Bench Companion · printed {printed:%Y-%m-%d %H:%M} · journal {self._head()[:16]} · research use only"
        try:
            write_pdf(recipe_html(self._title(), hazards, recipe, foot), file, self._title())
        except BenchError as error:
            self._bar.problem.setText(say_error(error))
            self._bar.problem.show()
        else:
            self.said.emit(f"Saved {file.name}.")
