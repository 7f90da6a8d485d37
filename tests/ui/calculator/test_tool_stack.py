"""The calculators of the page: each is made once, when it is first shown, and all but the one shown rest."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.calculator.stock_tool import StockTool
from benchapp.ui.calculator.tool_stack import ToolStack


@pytest.fixture
def joined() -> list[CalculatorTool]:
    return []


@pytest.fixture
def stack(qtbot: QtBot, stock_tool: StockTool, joined: list[CalculatorTool]) -> ToolStack:
    makers: dict[str, Callable[[QWidget], CalculatorTool]] = {
        "stock": lambda _inside: stock_tool,
        "convert": partial(CalculatorTool, {}),
    }
    made = ToolStack(makers, joined.append)
    for one in (made.inputs, made.answers, made.bars):
        qtbot.addWidget(one)
    return made


def test_a_calculator_is_made_once_and_shown_in_three_places(
    stack: ToolStack, stock_tool: StockTool, joined: list[CalculatorTool]
) -> None:
    assert stack.made == {}
    for _ in range(2):
        stack.show("stock")
    assert joined == [stock_tool]
    shown = (stack.inputs.currentWidget(), stack.answers.currentWidget(), stack.bars.currentWidget())
    assert shown == (stock_tool, stock_tool.answer, stock_tool.bar)
    assert stack.made_bars() == [stock_tool.bar]


def test_one_that_is_left_rests_and_one_without_a_bar_shows_an_empty_one(
    stack: ToolStack, stock_tool: StockTool
) -> None:
    stack.show("stock")
    stack.shown.watch(watching=True)
    seen = [stock_tool.form.in_view]
    stack.show("convert")
    seen.append(stock_tool.form.in_view)
    assert seen == [True, False]
    assert (stack.current, stack.shown.bar) == ("convert", None)
    assert stack.bars.currentWidget() is stack.shown_bar()
    assert stack.shown_bar() is not stock_tool.bar
