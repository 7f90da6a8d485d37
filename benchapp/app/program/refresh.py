"""What follows the time: everything at a beat, and the times left alone while only time passes."""

from benchapp.app.program.side_windows import SideWindows
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.domain.units.moments import Moment
from benchapp.ui.window.pages import PageName
from benchapp.ui.window.window import Window


class Refresh:
    """Refreshes the program with the heartbeat.

    Args:
        services: What follows.
        window: Whose pages follow, as far as they are made.
        rooms: Where they are.
        side: The windows beside the program.
    """

    def __init__(self, services: Services, window: Window, rooms: Rooms, side: SideWindows) -> None:
        self._services = services
        self._window = window
        self._rooms = rooms
        self._side = side

    def refresh_all(self, now: Moment) -> None:
        """Show everything as it is at this moment."""
        services, window, rooms = self._services, self._window, self._rooms
        services.solutions.follow(now)
        services.timers.refresh(now)
        window.now.show_now(now)
        self._side.refresh(now)
        if window.is_made(PageName.SOLUTIONS):
            rooms.solutions.page.ask_rules(services.session.bench)
        if window.is_made(PageName.TODAY):
            rooms.incubations.today.refresh(now)
        if window.is_made(PageName.INCUBATE):
            rooms.incubations.page.refresh()
        if (alarms := Rooms.alarms.if_made(rooms)) is not None:
            alarms.beat(now)
        if (computers := Rooms.computers.if_made(rooms)) is not None:
            computers.refresh()

    def refresh_times(self, now: Moment) -> None:
        """Show the times left of this moment; nothing else has changed since the last beat."""
        window, rooms = self._window, self._rooms
        self._services.timers.pass_time(now)
        window.now.show_times()
        self._side.show_times()
        if window.is_made(PageName.TODAY):
            rooms.incubations.today.show_times()
        if window.is_made(PageName.INCUBATE):
            rooms.incubations.page.show_times()

    def clock_in_view(self) -> bool:
        """Return whether a clock that runs by the second all day long can be seen: Now, or a recipe at the hood."""
        return self._side.shows_clock or (self._window.now.shows_clock and not self._window.isMinimized())
