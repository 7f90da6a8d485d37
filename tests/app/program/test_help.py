"""The part of the manual for the page in view, and the list of keys."""

from collections.abc import Iterator

import pytest

from benchapp.app.program.help import HelpController
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.ui.window.pages import PAGES, PageName


@pytest.fixture
def help_(services: Services, shell: Shell) -> Iterator[HelpController]:
    made = HelpController(services, shell)
    yield made
    made.end()


@pytest.mark.parametrize("page", [PageName.TODAY, PageName.JOURNAL, PageName.LAB, PageName.ABOUT])
def test_help_opens_the_part_for_the_page_in_view(shell: Shell, help_: HelpController, page: PageName) -> None:
    shell.show(page)

    help_.show_help()

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
