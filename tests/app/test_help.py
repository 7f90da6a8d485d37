"""What helps from every page: the commands, what the finder finds, and the part of the manual for the page in view."""

from collections.abc import Iterator

import pytest

from benchapp.app.help import HelpController
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.app.side_windows import SideWindows
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.ui.window.commands import COMMANDS
from benchapp.ui.window.pages import PAGES, PageName
from tests.making import solution


@pytest.fixture
def help_(services: Services, shell: Shell, rooms: Rooms, side: SideWindows) -> Iterator[HelpController]:
    made = HelpController(services, shell, rooms, side, None)
    made.begin()
    yield made
    made.end()
    rooms.end()


def test_every_command_of_the_table_has_what_does_it_but_the_examples_in_the_examples(help_: HelpController) -> None:
    assert {command.name for command in COMMANDS} - set(help_.commands) == {"examples"}
    assert {f"page:{page.name.name}" for page in PAGES.values() if page.found} <= set(help_.commands)


def test_a_page_and_a_command_are_found_by_how_a_word_begins(help_: HelpController) -> None:
    assert help_.find("jour") == (("Journal", "page:JOURNAL"),)
    assert help_.find("alarm") == (("Test the alarm", "settings"),)
    assert help_.find("j") == ()
    assert len(help_.find("")) == len(help_.commands)


def test_a_solution_is_found_by_every_word_of_its_line(services: Services, help_: HelpController) -> None:
    services.session.record(SolutionAdded(solution("s1", made=services.session.now())))

    assert [key for _, key in help_.find_more("box lenalid")] == ["label:BC-S10000"]
    assert help_.find_more("box pomalid") == ()


@pytest.mark.parametrize("page", [PageName.TODAY, PageName.JOURNAL, PageName.LAB, PageName.ABOUT])
def test_help_opens_the_part_for_the_page_in_view(shell: Shell, help_: HelpController, page: PageName) -> None:
    shell.show(page)

    help_.do("help")

    assert shell.window.page is PageName.HELP
    assert help_.help_page.key == PAGES[page].help_part


def test_the_list_of_keys_is_made_once(help_: HelpController) -> None:
    help_.show_keys()
    first = help_.keys
    help_.show_keys()

    assert help_.keys is first
    assert first is not None
    assert first.isVisible()
    help_.end()
    assert not first.isVisible()
