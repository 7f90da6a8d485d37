"""Each page of the table is made by something, and nothing is made before its page is shown."""

from benchapp.app.program.help import HelpController
from benchapp.app.program.pages import page_makers
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.ui.widgets.page import Page
from benchapp.ui.window.pages import PageName


def test_every_page_has_a_maker_and_no_room_is_made_for_that(services: Services, shell: Shell, rooms: Rooms) -> None:
    makers = page_makers(rooms, HelpController(services, shell))

    assert list(makers) == list(PageName)
    assert Rooms.settings.if_made(rooms) is None
    assert isinstance(makers[PageName.SETTINGS](), Page)
    assert Rooms.settings.if_made(rooms) is rooms.settings
