"""What of the program follows the time: everything at a beat, and the times left alone while only time passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchapp.domain.units.durations import clock_text
from benchapp.domain.units.moments import Moment
from benchapp.ui.window.window import PageName

if TYPE_CHECKING:
    from benchapp.app.application import Application


class Refresh:
    """Lets the program follow the heartbeat.

    Args:
        program: What follows.
    """

    def __init__(self, program: Application) -> None:
        self._program = program

    def look_again(self, now: Moment) -> None:
        """Let everything be as it is at this moment."""
        program = self._program
        program.shelf.follow(now)
        program.board.refresh(now)
        program.strip.show_now(now)
        program.assistance.look_again(now)
        if program.window.is_made(PageName.SOLUTIONS):
            program.solutions.ask_rules(program.book.bench)
        if program.window.is_made(PageName.TODAY):
            program.today.refresh()
        if program.window.is_made(PageName.INCUBATE):
            program.incubate.refresh()
        program.alarms.beat(now)
        self._show_in_header()

    def pass_time(self, now: Moment) -> None:
        """Show the times left of this moment; nothing else has changed since the last beat."""
        program = self._program
        program.board.pass_time(now)
        program.strip.show_times()
        program.assistance.show_times()
        if program.window.is_made(PageName.TODAY):
            program.today.show_times()
        if program.window.is_made(PageName.INCUBATE):
            program.incubate.show_times()
        self._show_in_header()

    def _show_in_header(self) -> None:
        program = self._program
        if program.window.folded:
            soonest = min(program.board.standings, key=lambda stand: stand.left, default=None)
            program.window.show_urgent(clock_text(soonest.left) if soonest else "")
