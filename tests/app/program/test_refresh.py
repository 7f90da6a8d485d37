"""What follows the time: the strip and the header always, a page when it has been made."""

import pytest

from benchapp.app.program.refresh import Refresh
from benchapp.app.program.side_windows import SideWindows
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import IncubationStarted
from tests.making import incubation


@pytest.fixture
def refresh(services: Services, shell: Shell, rooms: Rooms, side: SideWindows) -> Refresh:
    services.session.record(IncubationStarted(incubation("i1", 24, start=services.session.now())))
    return Refresh(services, shell.window, rooms, side)


def test_the_most_urgent_time_is_on_the_strip_of_a_small_window(
    services: Services, shell: Shell, refresh: Refresh, clock: SteppedClock
) -> None:
    shell.window.resize(1000, 600)
    shell.window.now.set_room(room=False)
    refresh.refresh_all(services.session.now())
    begun = shell.window.now.strip.words

    clock.advance(hours=1)
    refresh.refresh_times(services.session.now())

    assert begun == "H929 i1 — 1\u202fd 0:00"
    assert shell.window.now.strip.words == "H929 i1 — 23\u202fh"


def test_windows_beside_the_program_follow_too(
    services: Services, side: SideWindows, refresh: Refresh, clock: SteppedClock
) -> None:
    side.tear_off()
    assert side.now_window is not None
    refresh.refresh_all(services.session.now())
    timer = side.now_window.panel._timers["i1"]._time
    begun = timer.text()

    clock.advance(hours=1)
    refresh.refresh_times(services.session.now())

    assert timer.text() != begun
