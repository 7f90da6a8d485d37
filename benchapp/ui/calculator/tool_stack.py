"""The calculators of the page, each made when it is first shown: its fields, what follows from them, and its bar."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from benchapp.presenters.calculator.leftovers import AmountOnCells
from benchapp.presenters.session.background_work import MORE, InTurn
from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.widgets.current_stack import CurrentStack
from benchapp.ui.widgets.layout import styled
from benchapp.ui.widgets.page import Page


class ToolStack:
    """Shows one calculator at a time, in three places.

    Attributes:
        inputs: What is typed.
        answers: What follows.
        bars: Where it is recorded.
        made: The calculators that were made, by their ids.
        current: The id of the one that is shown; "" for none.

    Args:
        makers: Makes each calculator inside a widget, by its id.
        join: Joins one that was made to the page.
    """

    def __init__(
        self, makers: Mapping[str, Callable[[QWidget], CalculatorTool]], join: Callable[[CalculatorTool], object]
    ) -> None:
        self._makers, self._join = makers, join
        self.inputs, self.answers, self.bars = CurrentStack(), CurrentStack(), CurrentStack()
        self.made: dict[str, CalculatorTool] = {}
        self.current = ""
        # The small calculators make nothing, and share an empty bar.
        self._no_bar = QWidget()
        self.bars.addWidget(self._no_bar)
        self.bars.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        # What is typed is never squeezed: its column scrolls.
        self.inputs.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        # The pieces of those that are being made, by their ids, and what makes them.
        self._begun: dict[str, Iterator[None]] = {}
        # The one that is shown when it is made; "" for none.
        self._wanted = ""
        self._in_turn = InTurn()
        self._in_turn.setParent(self.inputs)

    def tool(self, name: str) -> CalculatorTool:
        """Return a calculator, made now if it was not needed yet."""
        while self.make_some(name) is MORE:
            pass
        return self.made[name]

    def open(self, name: str, then: Callable[[], object]) -> None:
        """Make a calculator with the event loop between its pieces, and then show it, unless another one is by then.

        Args:
            name: Its id.
            then: Shows it; at once where it was made.
        """
        self._wanted = name
        if name in self.made:
            then()
        else:
            self._in_turn.add(partial(self.make_some, name), lambda: then() if name == self._wanted else None)

    def make_some(self, name: str) -> str:
        """Make one piece of a calculator; return `MORE` where there is more to be made."""
        if name in self.made:
            return ""
        # Where a piece fails, the next try begins anew.
        pieces = self._begun.pop(name, None) or self._pieces(name)
        if next(pieces, self) is self:
            return ""
        self._begun[name] = pieces
        return MORE

    def _pieces(self, name: str) -> Iterator[None]:
        tool = self._makers[name](self.inputs)
        yield
        yield from tool.pieces()
        self.inputs.addWidget(tool)
        self.answers.addWidget(tool.answer)
        if tool.bar is not None:
            self.bars.addWidget(tool.bar)
        yield
        # Styled when it is shown, all of it would be at once.
        for place in (tool, tool.answer, tool.bar or self._no_bar):
            yield from styled(place)
        self.made[name] = tool
        self._join(tool)

    @property
    def idle(self) -> bool:
        """Whether none is being made."""
        return self._in_turn.idle

    @property
    def shown(self) -> CalculatorTool:
        """The calculator that is shown."""
        return self.made[self.current]

    def made_bars(self) -> list[PreparationBar]:
        """Return the bars that are there, of the calculators that are about the open compound."""
        return [tool.bar for name, tool in self.made.items() if tool.bar is not None and TOOLS[name].of_compound]

    def shown_bar(self) -> QWidget:
        """Return the bar that is shown, which is empty for a calculator that makes nothing."""
        return self.shown.bar or self._no_bar

    def place_maps(self, under: QBoxLayout | None) -> None:
        """Put the map of the calculator that is shown into a place; back beside their recipes those of others."""
        for name, tool in self.made.items():
            tool.put_map(under if name == self.current else None)

    def after_inputs(self) -> QWidget:
        """Return what the keys reach after what is typed: the map of a plate, else the bar."""
        return self.shown.map_control or self.shown_bar()

    def show(self, name: str) -> None:
        """Show a calculator by its id; the one before goes on computing nothing."""
        shown = self.tool(name)
        self._wanted = ""
        if self.current:
            self.shown.watch(watching=False)
        self.current = name
        shown.refresh()
        for stack, widget in ((self.inputs, shown), (self.answers, shown.answer), (self.bars, self.shown_bar())):
            stack.setCurrentWidget(widget)
            stack.updateGeometry()


class ToolPage(Page):
    """A page that shows one calculator at a time.

    Attributes:
        tools: The calculators.
    """

    tools: ToolStack

    @property
    def current(self) -> str:
        """The id of the tool that is shown; "" for none."""
        return self.tools.current

    @property
    def shown_tool(self) -> CalculatorTool:
        """The tool that is shown."""
        return self.tools.shown

    @property
    def bar(self) -> PreparationBar | None:
        """The bar of the tool that is shown; None for a calculator that makes nothing."""
        return self.shown_tool.bar

    @property
    def put_on(self) -> AmountOnCells | None:
        """What went on the cells of what was just recorded; None where that was not asked."""
        return None if self.bar is None else self.bar.put_on
