"""What somebody has pressed for and is still to be made: a page or a calculator, in pieces, and then shown whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from benchapp.app.shell import Shell
from benchapp.presenters.session.background_work import MORE, InTurn
from benchapp.ui.widgets.layout import styled
from benchapp.ui.widgets.page import Page
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from benchapp.app.calculator import CalculatorController
    from benchapp.domain.incubations.incubations import Running
    from benchapp.domain.incubations.steps import Step


class Opening(QObject):
    """Makes with the event loop between the pieces what is opened for the first time; what was in view stays meanwhile.

    What was opened later is shown later, so that it stays in view.

    Args:
        shell: What is shown by it.
        calculator: Returns the calculators.
        incubate: Shows the form of a new incubation.
        redose: Shows the calculator filled for one re-dose, or for several that are made together.
    """

    def __init__(
        self,
        shell: Shell,
        calculator: Callable[[], CalculatorController],
        incubate: Callable[[], object],
        redose: Callable[[Running, Step, tuple[tuple[Running, Step], ...]], object],
    ) -> None:
        super().__init__()
        self._shell, self._calculator = shell, calculator
        self._show_incubate, self._begin_redose = incubate, redose
        self._in_turn = InTurn()
        # The pieces by which pages catch up before they are shown, as far as that has begun.
        self._catching: dict[PageName, Iterator[None]] = {}

    @property
    def idle(self) -> bool:
        """Whether nothing is being made."""
        calculator = self._calculator()
        page = type(calculator).page.if_made(calculator)
        return self._in_turn.idle and (page is None or page.tools.idle)

    def end(self) -> None:
        """Make nothing any more."""
        self._in_turn.end()

    def open_page(self, page: PageName) -> None:
        """Show a page; its button is marked at once."""
        self._shell.window.rail.check(page)
        self._prepare(page, partial(self._shell.show, page))

    def open_after(self, page: PageName, *parts: Callable[[], object]) -> None:
        """Show a page after something else was done, with the event loop between."""
        self._in_turn.add(*parts)
        self.open_page(page)

    def open_stock(self) -> None:
        """Show *Stock*."""
        self._prepare_tool("stock", partial(self._calculator().show_tool, "stock"))

    def open_incubate(self) -> None:
        """Show the form of a new incubation, with what was planned taken over."""
        self._prepare(PageName.INCUBATE, self._show_incubate)

    def open_redose(self, running: Running, step: Step, others: tuple[tuple[Running, Step], ...] = ()) -> None:
        """Show the calculator filled for one re-dose, or for several that are made together."""
        from benchapp.app.calculator import tool_of  # noqa: PLC0415 (the first paint does without)

        tool = tool_of(running, several=bool(others))
        self._prepare_tool(tool, partial(self._begin_redose, running, step, others))

    def open_together(self, steps: Sequence[tuple[Running, Step]]) -> None:
        """Show the calculator filled for several re-doses."""
        self.open_redose(*steps[0], tuple(steps[1:]))

    def _prepare(self, page: PageName, then: Callable[[], object]) -> None:
        """Make a page, and then do something; at once where the page is there and nothing has changed on it."""
        window = self._shell.window
        if page is PageName.CALCULATE:
            self._prepare_tool("", then)
        elif window.is_made(page) and self._in_turn.idle and self._catch_up(page) is not MORE:
            then()
        else:
            self._in_turn.add(partial(self._catch_up, page), then)

    def _catch_up(self, name: PageName) -> str:
        """Make one piece of a page, or of what changed on it out of view; return `MORE` where there is more."""
        pieces = self._catching.pop(name, None) or self._pieces(name)
        if next(pieces, self) is self:
            return ""
        self._catching[name] = pieces
        return MORE

    def _pieces(self, name: PageName) -> Iterator[None]:
        window = self._shell.window
        new = not window.is_made(name)
        page = window.make(name)
        if new:
            yield
        if isinstance(page, Page):
            yield from page.pieces()
            if new:
                yield from styled(page.inner)

    def _prepare_tool(self, tool: str, then: Callable[[], object]) -> None:
        """Make a calculator and its page, and then do something; at once where both are there.

        Args:
            tool: The id of the calculator; "" for the one that the page is opened with.
            then: What follows.
        """
        calculator = self._calculator()
        page = type(calculator).page.if_made(calculator)
        if self._in_turn.idle and page is not None and (not tool or tool in page.tools.made):
            then()
        else:
            self._in_turn.add(partial(self._make_some, tool), then)

    def _make_some(self, tool: str) -> str:
        """Make one piece of the page of the calculators; return `MORE` where there is more."""
        calculator = self._calculator()
        if type(calculator).frame.if_made(calculator) is None:
            calculator.first = tool or calculator.first
            return MORE if calculator.frame else ""
        return calculator.frame.tools.make_some(tool or calculator.first)
