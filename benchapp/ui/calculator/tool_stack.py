"""The calculators of the page, each made when it is first shown: its fields, what follows from them, and its bar."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.widgets.current_stack import CurrentStack


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

    def tool(self, name: str) -> CalculatorTool:
        """Return a calculator, made now if it was not needed yet."""
        if name not in self.made:
            tool = self._makers[name](self.inputs)
            self.made[name] = tool
            self.inputs.addWidget(tool)
            self.answers.addWidget(tool.answer)
            if tool.bar is not None:
                self.bars.addWidget(tool.bar)
            self._join(tool)
        return self.made[name]

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
        if self.current:
            self.shown.watch(watching=False)
        self.current = name
        shown.refresh()
        for stack, widget in ((self.inputs, shown), (self.answers, shown.answer), (self.bars, self.shown_bar())):
            stack.setCurrentWidget(widget)
            stack.updateGeometry()
