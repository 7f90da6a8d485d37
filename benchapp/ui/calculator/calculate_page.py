"""The calculate page: its tools, and what is done with a recipe."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from benchapp.domain.messages import BenchError
from benchapp.presenters.calculator.leftovers import AmountOnCells
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.ui.calculator.bench_sheet import BenchSheet, sheet_html, sheet_markdown, sheet_text
from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.forms.other_row import OtherRow
from benchapp.ui.forms.pipette_offer import PipetteOffer
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button, set_primary, tab_button
from benchapp.ui.widgets.current_stack import CurrentStack
from benchapp.ui.widgets.fields import focus_in
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.keys import bind_record
from benchapp.ui.widgets.layout import vbox
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.printing import write_pdf

# A page that is lower has no room for a further line in its foot, px.
LOW = 560


class CalculatePage(Page):
    """The tools, each made when it is first shown, and what is done with their recipes.

    Args:
        makers: Makes each tool inside a widget, by its id.
        sheet: Gives the bench sheet of what a form shows; None where there is no recipe.
        pipettes: Gives the pipettes in a few words.
        first: The tool that is shown at first.
        other: Asks for a substance without a page; None where there is nothing to choose.
        smaller: Tells whether a smaller pipette would help with what a tool shows; None where none is offered.

    Signals:
        made: A solution was made; its id.
        given: A re-dose is in the wells; the id of the solution.
        incubation_wanted: "Start incubation" was pressed.
        hood_wanted: "Hood view" was pressed: the bench sheet.
        pdf_wanted: The bench sheet is to be saved as a PDF.
        pipettes_wanted: The pipettes were pressed.
        shown: Another tool was shown: its name.
    """

    made = Signal(str)
    given = Signal(str)
    incubation_wanted = Signal()
    hood_wanted = Signal(object)
    pdf_wanted = Signal()
    pipettes_wanted = Signal()
    shown = Signal(str)

    def __init__(
        self,
        makers: Mapping[str, Callable[[QWidget], CalculatorTool]],
        sheet: Callable[[RecipeForm[object], PreparationBar], BenchSheet | None],
        pipettes: Callable[[], str],
        first: str = "stock",
        other: OtherRow | None = None,
        smaller: Callable[[CalculatorTool], bool] | None = None,
    ) -> None:
        super().__init__(tr("Calculate"))
        self._makers = makers
        self._sheet = sheet
        self._pipettes = pipettes
        self._smaller = smaller
        self.offer = PipetteOffer()
        self._made: dict[str, CalculatorTool] = {}
        self.current = ""
        self._tools = CurrentStack()
        self._bars = CurrentStack()
        # The small calculators make nothing, and share an empty bar.
        self._no_bar = QWidget()
        self._bars.addWidget(self._no_bar)
        self._bars.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.tabs: dict[str, QPushButton] = {
            tool.id: tab_button(tr(tool.title), f"calculate.tools.{tool.id}", partial(self._open_tool, tool.id))
            for tool in TOOLS.values()
            if tool.id in makers
        }
        self._make_actions()
        self._lay_out(other)
        self._low = False
        bind_record(self, self._write)
        self.shelf: QWidget | None = None
        self.show_tool(first)

    def _make_actions(self) -> None:
        self.incubate = push_button(tr("Start incubation"), "calculate.actions.incubate", self.incubation_wanted.emit)
        self.copy = push_button(
            tr("Copy"), "calculate.actions.copy", self.copy_recipe, tip=tr("As text for a notebook")
        )
        self.markdown = push_button(
            tr("Markdown"),
            "calculate.actions.markdown",
            self.copy_markdown,
            tip=tr("As Markdown, for an electronic notebook"),
        )
        self.pdf = push_button(tr("PDF"), "calculate.actions.pdf", self._ask_pdf, tip=tr("The bench sheet as a page"))
        self.hood = push_button(
            tr("Hood view"), "calculate.actions.hood", self._show_hood, tip=tr("Large type, step by step")
        )
        self.lab = push_button(
            "", "calculate.actions.pipettes", self.pipettes_wanted.emit, tip=tr("Pipettes and lab rules")
        )
        self.lab.setProperty("quiet", "true")
        self.lab.setAccessibleName(tr("Pipettes and lab rules"))
        self.recipes = push_button(tr("Recipes"), "calculate.actions.recipes", self._toggle_recipes)
        self.recipes.setCheckable(True)

    def _lay_out(self, other: OtherRow | None) -> None:
        self.recipes_slot = vbox()
        ticks = () if other is None else (1, other.tick)
        self.content.addLayout(flow(*self.tabs.values(), *ticks, spacing=6))
        if other is not None:
            self.content.addWidget(other)
        self.content.addLayout(
            flow(self.recipes, self.lab, 1, self.copy, self.markdown, self.pdf, self.hood, self.incubate)
        )
        self.content.addLayout(self.recipes_slot)
        self.content.addWidget(self._tools, 1)
        # Not above the fields: they would move under the hand that types.
        self._foot_lines = vbox(self.offer, self._bars, spacing=8)
        self.foot.addLayout(self._foot_lines, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the foot of a low window to the bar: what is offered is under the recipe then."""
        super().resizeEvent(event)
        low = self.height() < LOW
        if low is not self._low:
            self._low = low
            if low:
                self.content.addWidget(self.offer)
            else:
                self._foot_lines.insertWidget(0, self.offer)
            self.offer.put_before(self.bar or self._no_bar)

    # -- the tools -------------------------------------------------------------------------------------------

    def tool(self, name: str) -> CalculatorTool:
        """Return a tool, made now if it was not needed yet."""
        if name not in self._made:
            tool = self._makers[name](self._tools)
            self._made[name] = tool
            self._tools.addWidget(tool)
            if tool.bar is not None:
                self._bars.addWidget(tool.bar)
            tool.made.connect(self.made)
            tool.given.connect(self.given)
            tool.said.connect(self.said)
            tool.answered.connect(self.offer_smaller)
        return self._made[name]

    @property
    def shown_tool(self) -> CalculatorTool:
        """The tool that is shown."""
        return self._made[self.current]

    def bars(self) -> list[PreparationBar]:
        """Return the bars that are there."""
        return [tool.bar for tool in self._made.values() if tool.bar is not None]

    @property
    def bar(self) -> PreparationBar | None:
        """The bar of the tool that is shown; None for a calculator that makes nothing."""
        return self.shown_tool.bar

    @property
    def put_on(self) -> AmountOnCells | None:
        """What went on the cells of what was just recorded; None where that was not asked."""
        return None if self.bar is None else self.bar.put_on

    def show_tool(self, name: str) -> None:
        """Show a tool by its id."""
        shown = self.tool(name)
        self.current = name
        shown.refresh()
        self._tools.setCurrentWidget(shown)
        self._tools.updateGeometry()
        bar = shown.bar or self._no_bar
        self._bars.setCurrentWidget(bar)
        self.offer.put_before(bar)
        for at, tab in self.tabs.items():
            tab.setChecked(at == name)
        self.incubate.setVisible(TOOLS[name].doses)
        for action in (self.pdf, self.hood, self.markdown, self.recipes):
            action.setVisible(shown.bar is not None)
        if shown.bar is None and self.shelf is not None:
            self.shelf.hide()
            self.recipes.setChecked(False)
        self.show_pipettes()
        self.first = shown.first_line(TOOLS[name].first_field)
        self.shown.emit(name)

    def _open_tool(self, name: str) -> None:
        """Show a tool whose tab was pressed, with the keys in its first field."""
        self.show_tool(name)
        if self.first is not None:
            focus_in(self.first)

    def show_pipettes(self) -> None:
        """Name the pipettes again, after they have changed."""
        self.lab.setText(self._pipettes())
        self.offer_smaller()

    def offer_smaller(self) -> None:
        """Offer smaller pipettes while they would help with what is shown."""
        self.offer.setVisible(self._smaller is not None and self._smaller(self.shown_tool))

    def point_to_incubation(self, *, wanted: bool) -> None:
        """Point to the next link of the chain, or take the pointer away again."""
        set_primary(self.incubate, primary=wanted)

    def _write(self) -> None:
        if self.bar is not None:
            self.bar.write()

    def _toggle_recipes(self) -> None:
        if self.shelf is not None:
            self.shelf.setVisible(self.recipes.isChecked())

    # -- the recipe ------------------------------------------------------------------------------------------

    def sheet(self) -> BenchSheet | None:
        """Return the bench sheet of what is shown; None for a calculator without a recipe."""
        tool = self.shown_tool
        return None if tool.form is None or tool.bar is None else self._sheet(tool.form, tool.bar)

    def copy_recipe(self) -> None:
        """Put the recipe, or what was computed, on the clipboard as text."""
        computed, sheet = self.shown_tool.text(), self.sheet()
        if computed:
            QGuiApplication.clipboard().setText(computed)
            self.said.emit(tr("Copied as text."))
        elif sheet is not None:
            QGuiApplication.clipboard().setText(sheet_text(sheet))
            self.said.emit(tr("Recipe copied as text."))

    def copy_markdown(self) -> None:
        """Put the recipe on the clipboard as Markdown."""
        sheet = self.sheet()
        if sheet is not None:
            QGuiApplication.clipboard().setText(sheet_markdown(sheet))
            self.said.emit(tr("Recipe copied as Markdown."))

    def _show_hood(self) -> None:
        sheet = self.sheet()
        if sheet is not None:
            self.hood_wanted.emit(sheet)

    def _ask_pdf(self) -> None:
        if self.sheet() is not None:
            self.pdf_wanted.emit()

    def save_pdf(self, file: Path, printed: datetime) -> None:
        """Write the bench sheet as a PDF."""
        sheet, bar = self.sheet(), self.bar
        if sheet is None:
            return
        try:
            write_pdf(sheet_html(sheet, printed), file, sheet.title)
        except BenchError as error:
            if bar is not None:
                bar.problem.setText(say_error(error))
                bar.problem.show()
        else:
            self.said.emit(tr("Saved {file}.", file=file.name))
