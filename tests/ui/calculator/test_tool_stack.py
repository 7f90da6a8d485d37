"""The calculators of the page: each is made once, when it is first shown, and all but the one shown rest."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QTimer
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


class InPieces(CalculatorTool):
    """A calculator that is made in three pieces, and notes each, and when the event loop runs after it."""

    log: list[str]
    fails_at = 0

    def pieces(self) -> Iterator[None]:
        """Make it."""
        for number in (1, 2, 3):
            if number == type(self).fails_at:
                type(self).fails_at = 0
                raise ValueError(number)
            self.log.append(f"piece {number}")
            QTimer.singleShot(0, lambda: self.log.append("events"))
            yield


@pytest.fixture
def piecewise(qtbot: QtBot, joined: list[CalculatorTool], monkeypatch: pytest.MonkeyPatch) -> ToolStack:
    monkeypatch.setattr(InPieces, "log", [], raising=False)
    made = ToolStack({"pieces": partial(InPieces, {})}, joined.append)
    for one in (made.inputs, made.answers, made.bars):
        qtbot.addWidget(one)
    return made


def test_one_is_made_in_turn_with_the_event_loop_between_its_pieces(
    qtbot: QtBot, piecewise: ToolStack, joined: list[CalculatorTool]
) -> None:
    piecewise.open("pieces", lambda: InPieces.log.append("then"))
    assert (piecewise.made, piecewise.idle, InPieces.log) == ({}, False, [])
    qtbot.waitUntil(lambda: piecewise.idle)

    assert InPieces.log == ["piece 1", "events", "piece 2", "events", "piece 3", "events", "then"]
    assert joined == [piecewise.made["pieces"]]


def test_one_that_is_needed_while_it_is_made_in_turn_is_finished_at_once(
    qtbot: QtBot, piecewise: ToolStack, joined: list[CalculatorTool]
) -> None:
    piecewise.open("pieces", lambda: InPieces.log.append("then"))
    qtbot.waitUntil(lambda: "piece 1" in InPieces.log)
    tool = piecewise.tool("pieces")
    assert [one for one in InPieces.log if one.startswith("piece")] == ["piece 1", "piece 2", "piece 3"]
    qtbot.waitUntil(lambda: "then" in InPieces.log)
    assert joined == [tool]


def test_one_of_which_a_piece_failed_is_begun_anew(piecewise: ToolStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InPieces, "fails_at", 2)
    with pytest.raises(ValueError, match="2"):
        piecewise.tool("pieces")
    assert piecewise.made == {}

    assert piecewise.tool("pieces") is piecewise.made["pieces"]
    assert [one for one in InPieces.log if one.startswith("piece")] == ["piece 1", "piece 1", "piece 2", "piece 3"]
