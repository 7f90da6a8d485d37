"""The windows beside the program: the day at the hood, with the next timer, and Now in a window on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.domain.units.moments import Moment
from benchapp.domain.units.spans import clock_text
from benchapp.ui.incubations.now.now_side import NowSide
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.theme import HUGE, LARGEST
from benchapp.ui.widgets.window_placement import fit
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from benchapp.app.calculator import CalculatorController
    from benchapp.ui.calculator.recipe.hood_view import HoodView
    from benchapp.ui.incubations.now.now_panel import NowPanel
    from benchapp.ui.incubations.now.now_window import NowWindow


class SideWindows(QObject):
    """Opens the windows beside the program, and lets them follow the time.

    Args:
        services: What they show.
        shell: What the program shows itself by.
        rooms: Where a re-dose is begun and an alarm acknowledged.
    """

    def __init__(self, services: Services, shell: Shell, rooms: Rooms) -> None:
        super().__init__()
        self._services = services
        self._shell = shell
        self._rooms = rooms
        rooms.calculator_made.connect(self._join_calculator)
        self.hood: HoodView | None = None
        self.now_window: NowWindow | None = None
        self._timed: HoodView | None = None

    def begin(self) -> None:
        """Set up Now for the tray, once the window has been painted."""
        self._rooms.alarms.now_wanted.connect(self.tear_off)

    @property
    def shows_clock(self) -> bool:
        """Whether a window shows a time by the second."""
        return self.now_window is not None or self._timed is not None

    # -- the day at the hood ---------------------------------------------------------------------------------

    def show_day(self) -> None:
        """Show what falls due within a day, one thing after the other over the whole screen."""
        from benchapp.presenters.incubations.today import tasks  # noqa: PLC0415
        from benchapp.ui.calculator.recipe.hood_view import HoodView  # noqa: PLC0415
        from benchapp.ui.text.task_texts import day_step  # noqa: PLC0415

        session = self._services.session
        steps = [day_step(task, session.local) for task in tasks(self._services.timers, self._services.solutions)]
        if not steps:
            self._shell.say(tr("Nothing is due in the next 24 h."))
            return
        after = tr("Leave this view; what was done is written on the Incubate page.")
        self.hood = HoodView(tr("Today"), steps, (), after)
        self.hood.left.connect(self._on_left)
        self._time_hood(self.hood)
        self.hood.showFullScreen()
        self.hood.setFocus()

    def _on_left(self, _done: int, _whole: int) -> None:
        self.hood = None

    def _join_calculator(self, calculators: CalculatorController) -> None:
        """Show the next timer beside a recipe at the hood too."""
        calculators.hood_opened.connect(self._time_hood)

    def _time_hood(self, hood: HoodView) -> None:
        self._timed = hood
        hood.left.connect(self._forget_hood)
        self._show_timer()
        self._services.heartbeat.set_pace()

    def _forget_hood(self, _done: int, _whole: int) -> None:
        self._timed = None

    def _show_timer(self) -> None:
        if self._timed is None:
            return
        soonest = min(self._services.timers.statuses, key=lambda status: status.left, default=None)
        if soonest is not None:
            self._timed.show_timer(soonest.running.incubation.name, clock_text(soonest.left))

    # -- Now ---------------------------------------------------------------------------------------------------

    def make_side(self) -> NowSide:
        """Make Now at the right of the window."""
        services = self._services
        return NowSide(services.timers, services.solutions, self.make_panel, lambda: self._services.device.theme.tokens)

    def make_panel(self, *, from_afar: bool = False) -> NowPanel:
        """Make a Now panel: the window's, or that of the window on top, which is read from afar."""
        from benchapp.ui.incubations.now.now_panel import NowPanel  # noqa: PLC0415 (a first start does without)

        services, rooms = self._services, self._rooms
        made = NowPanel(
            services.timers,
            services.solutions,
            services.session.local,
            rooms.acknowledge,
            figures=LARGEST if from_afar else HUGE,
        )
        made.redose_wanted.connect(rooms.opening.open_redose)
        made.done_wanted.connect(rooms.alarms.end_incubation)
        made.incubation_wanted.connect(self._open_incubation)
        made.solution_wanted.connect(self._open_solution)
        made.others_wanted.connect(self._show_today)
        return made

    def _open_incubation(self, incubation: str) -> None:
        self._shell.come_forward()
        self._rooms.open_incubation(incubation)

    def _open_solution(self, label: str) -> None:
        self._shell.come_forward()
        self._rooms.open_solution(label)

    def _show_today(self) -> None:
        self._shell.come_forward()
        self._shell.show(PageName.TODAY)

    def tear_off(self) -> None:
        """Show Now in a small window that stays on top."""
        from benchapp.ui.incubations.now.now_window import NowWindow  # noqa: PLC0415

        if self.now_window is None:
            self.now_window = NowWindow(self.make_panel(from_afar=True))
            self.now_window.closed.connect(self._put_back)
            self.now_window.opened.connect(self._shell.come_forward)
            self._shell.window.now.set_torn(torn=True)
        self.now_window.panel.show_now(self._services.session.now())
        fit(self.now_window)
        self.now_window.show()
        self.now_window.raise_()
        self._services.heartbeat.set_pace()

    def _put_back(self) -> None:
        window, self.now_window = self.now_window, None
        self._shell.window.now.set_torn(torn=False)
        if window is not None:
            window.deleteLater()

    # -- the beat ----------------------------------------------------------------------------------------------

    def refresh(self, now: Moment) -> None:
        """Show them as they are now."""
        if self.now_window is not None:
            self.now_window.panel.show_now(now)
        self._show_timer()

    def show_times(self) -> None:
        """Show the times left in them."""
        if self.now_window is not None:
            self.now_window.panel.show_times()
        self._show_timer()

    def end(self) -> None:
        """Close them."""
        for window in (self.hood, self.now_window):
            if window is not None:
                window.close()
