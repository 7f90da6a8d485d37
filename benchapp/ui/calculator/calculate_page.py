"""The calculate page: what is typed at the left, the answer at full height, and what is done with it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.ui.calculator.recipe.two_columns import TwoColumns
from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.calculator.sheet_export import SheetExport
from benchapp.ui.calculator.tool_stack import ToolPage, ToolStack
from benchapp.ui.calculator.tool_tabs import ToolTabs
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.forms.other_row import OtherRow
from benchapp.ui.forms.pipette_offer import PipetteOffer
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.paper.bench_sheet import BenchSheet
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import flat_button, push_button, set_primary, tab_button
from benchapp.ui.widgets.fields import focus_in
from benchapp.ui.widgets.keys import bind_record
from benchapp.ui.widgets.layout import hbox, last_by_tab, set_tab_order, set_tab_order_before, vbox


def _order(shown: CalculatorTool, after: QWidget, incubate: QWidget, below: Sequence[QWidget]) -> None:
    """Let Tab go through all of the column at the left, as read; then to the map, and where it is recorded.

    Args:
        shown: The calculator that is shown.
        after: What the keys reach after what is typed.
        incubate: What comes after it is recorded.
        below: What is below what is typed, of whatever calculator.
    """
    if shown.bar is not None:
        set_tab_order_before(after, *below)
        set_tab_order(shown.bar.press, incubate)
    elif (last := last_by_tab(shown)) is not None:
        set_tab_order(last, *below)


@qt_overrides
class CalculatePage(ToolPage):
    """The tools, each made when it is first shown, and what is done with their recipes.

    Args:
        makers: Makes each tool inside a widget, by its id.
        sheet: Gives the bench sheet of what a form shows; None where there is no recipe.
        pipettes: Gives the pipettes in a few words.
        first: The tool that is shown at first; "" for one that is shown before the page is.
        other: Asks for a substance without a page; None where there is nothing to choose.
        smaller: Tells whether a smaller pipette would help with what a tool shows; None where none is offered.

    Signals:
        made, label_wanted: A solution was made, or its labels are wanted; its id.
        given: A re-dose is in the wells; the id of the solution.
        incubation_wanted: "Start incubation" was pressed.
        hood_wanted: "Hood view" was pressed: the bench sheet.
        pipettes_wanted: The pipettes were pressed.
        shown: Another tool was shown: its name.
        answered: What is shown was computed anew.
    """

    made = Signal(str)
    label_wanted = Signal(str)
    given = Signal(str)
    incubation_wanted = Signal()
    hood_wanted = Signal(object)
    pipettes_wanted = Signal()
    shown = Signal(str)
    answered = Signal()

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
        self.tools = ToolStack(makers, self._join)
        self._sheet, self._pipettes = sheet, pipettes
        self._smaller, self.other = smaller, other
        self.offer = PipetteOffer()
        self._make_actions(makers)
        self._lay_out(other)
        bind_record(self, self._write)
        if first:
            self.show_tool(first)

    def _arrange(self) -> None:
        """Leave room for the two columns: what scrolls at the left, and the answer over the foot at the right."""
        self.side = QWidget()
        self._side = vbox(spacing=0)
        self.side.setLayout(self._side)
        self.content.setContentsMargins(16, 12, 12, 12)
        self.area.setProperty("inputs", "true")
        self.setLayout(vbox())

    def _make_actions(self, offered: Collection[str]) -> None:
        self.incubate = push_button(tr("Start incubation"), "calculate.actions.incubate", self.incubation_wanted.emit)
        tip = tr("Large type, step by step")
        self.hood = push_button(tr("Hood view"), "calculate.actions.hood", self._show_hood, tip=tip)
        self.export = SheetExport(self.sheet, lambda: self.shown_tool)
        self.export.said.connect(self.said)
        self.export.saved.connect(self.file_saved)
        self.export.failed.connect(self._show_problem)
        self.tabs = ToolTabs(offered)
        self.tabs.wanted.connect(self._open_tool)
        self.map = tab_button(tr("Plate map"), "calculate.actions.show_map", self._place_maps)
        actions = (self.map, self.hood, self.export.button)
        self.columns = TwoColumns(self.area, self.side, self.tabs, actions, self._has_answer)
        self.columns.turned.connect(self._on_turned)
        self.columns.rearranged.connect(self._place_maps)
        self.columns.fitted.connect(self.tabs.fit)
        self.lab = flat_button("", "calculate.actions.pipettes", self.pipettes_wanted.emit)
        self.lab.setToolTip(tr("Pipettes and lab rules"))
        self._saved, self.recipes_slot = QWidget(), vbox()
        self._saved.setLayout(self.recipes_slot)
        self.recipes = FoldedLine(tr("Saved recipes"), "calculate.actions.recipes", self._saved)

    def _lay_out(self, other: OtherRow | None) -> None:
        if isinstance(whole := self.layout(), QVBoxLayout):
            (row := hbox(self.columns, 0)).setStretch(0, 1)
            whole.addLayout(row)
        self._below = [self.lab, self.offer.add, self.offer.none, self.recipes.button]
        if other is not None:
            self._below.append(other.tick)
            self.shown.connect(lambda name: other.offer(offered=TOOLS[name].of_compound))
            self.content.addWidget(other)
        self.content.addWidget(self.tools.inputs)
        self.content.addLayout(hbox(self.lab, 1))
        self.content.addWidget(self.offer)
        self.content.addWidget(self.recipes)
        self.content.addWidget(self.columns.done)
        if other is not None:
            self.content.addLayout(hbox(other.tick, 1))
        self.content.addStretch(1)
        (shown := vbox(self.tools.answers)).setContentsMargins(16, 0, 16, 0)
        self._side.addLayout(shown, 1)
        self.foot.setContentsMargins(16, 6, 16, 8)
        # What was recorded, what follows and the incubation are in one line of a laptop.
        self.foot.setSpacing(6)
        self.foot.addWidget(self.tools.bars, 1)
        self.foot.addLayout(vbox(1, self.incubate))
        self._side.addLayout(self.foot)

    # -- the tools -------------------------------------------------------------------------------------------

    def _join(self, tool: CalculatorTool) -> None:
        followed = ((tool.made, self.made), (tool.given, self.given), (tool.said, self.said))
        for signal, follow in (*followed, (tool.tool_wanted, self._open_tool), (tool.answered, self._on_answered)):
            signal.connect(follow)
        if tool.bar is not None:
            tool.bar.labels_wanted.connect(self.label_wanted)
        tool.recording.connect(partial(self._keep_sheet, tool))

    def _keep_sheet(self, tool: CalculatorTool) -> None:
        """Keep the sheet of what is recorded now: what follows for the next one is another."""
        tool.keep_sheet(self._sheet(tool.form, tool.bar) if tool.form and tool.bar else None)

    def show_tool(self, name: str) -> None:
        """Show a tool by its id, at once."""
        self.area.verticalScrollBar().setValue(0)
        self.tools.show(name)
        shown = self.shown_tool
        _order(shown, self.tools.after_inputs(), self.incubate, self._below)
        self.tabs.show_chosen(name)
        tool, makes = TOOLS[name], shown.bar is not None
        self.columns.name_answer(recipe=makes)
        self.recipes.setVisible(makes and tool.of_compound)
        for widget, visible in ((self.incubate, tool.doses), (self.hood, makes), (self.lab, tool.pipetted)):
            widget.setVisible(visible)
        self.show_pipettes()
        self.first = shown.first_line(tool.first_field)
        self._place_maps()
        self.columns.begin()
        # Behind its recipe in a small window it goes on computing.
        shown.watch(watching=self.isVisible())
        self._on_answered()
        self.shown.emit(name)

    def _place_maps(self) -> None:
        """Put the map of the tool that is shown where there is room for it, and those of others out of view."""
        self.tools.place_maps(self.columns.under if self.columns.crowded else None)
        self.shown_tool.fold_map(folded=self.columns.short and not self.map.isChecked())
        self._offer_map()

    def _offer_map(self) -> None:
        """Offer the map where it is folded."""
        self.map.setVisible(self.columns.short and self.shown_tool.has_map())
        self.columns.fit_tabs()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Let the calculator that is shown compute."""
        super().showEvent(event)
        self.shown_tool.watch(watching=True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Let it rest behind another page."""
        super().hideEvent(event)
        self.shown_tool.watch(watching=False)

    def _open_tool(self, name: str) -> None:
        """Show a tool whose tab was pressed, with the keys in its first field, or where that is reached.

        It is shown whole: one that was not needed yet is made first, a piece at each turn of the event loop, and what
        is in view stays until then.
        """
        # What has the keys goes: nothing has to look for where they were, and nothing is typed into what was in view.
        self.tabs.take_keys(name)
        self.tabs.show_chosen(name)
        self.tools.open(name, partial(self._show_opened, name))

    def _show_opened(self, name: str) -> None:
        self.show_tool(name)
        self._put_keys(typing=not self.columns.summary.isVisible())

    def _on_turned(self, typing: bool) -> None:
        """Put the keys where somebody turned to; the answer goes on being computed without its fields."""
        self.shown_tool.watch(watching=True)
        self._put_keys(typing=typing)

    def _put_keys(self, *, typing: bool) -> None:
        """Put the keys into the first field; where the recipe is in its place, on what leads back to it."""
        first = self.first if typing else self.columns.summary
        if first is not None:
            focus_in(first)

    def _has_answer(self) -> bool:
        return bool(self.current) and self.shown_tool.has_answer()

    def _on_answered(self) -> None:
        self.offer_smaller()
        self.export.refresh()
        self._offer_map()
        self.columns.show_summary(self.shown_tool.summary())
        self.answered.emit()

    def show_pipettes(self) -> None:
        """Name the pipettes again, after they have changed."""
        self.lab.setText(tr("Pipettes: {pipettes} ✎", pipettes=self._pipettes()))
        self.lab.setAccessibleName(tr("Pipettes and lab rules"))
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

    # -- the recipe ------------------------------------------------------------------------------------------

    def sheet(self) -> BenchSheet | None:
        """Return the bench sheet of what is shown, or was recorded and still is; None where there is no recipe."""
        tool = self.shown_tool
        kept = tool.sheet_of_recorded()
        return kept if kept or tool.form is None or tool.bar is None else self._sheet(tool.form, tool.bar)

    def _show_hood(self) -> None:
        if (sheet := self.sheet()) is not None:
            self.hood_wanted.emit(sheet)

    def print_sheet(self) -> bool:
        """Print the bench sheet; tell whether there is one."""
        return self.export.print_sheet()

    def save_sheet(self) -> bool:
        """Save the bench sheet; tell whether there is one."""
        return self.export.save()

    def _show_problem(self, sentence: str) -> None:
        if self.bar is not None:
            self.bar.show_problem(sentence)
