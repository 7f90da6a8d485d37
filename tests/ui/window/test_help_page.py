"""The manual's page by itself, on a manual of two parts."""

import pytest
from pytestqt.qtbot import QtBot

from benchapp.presenters.help.manual import ManualPart
from benchapp.ui.window.help_page import HelpPage

MANUAL = (
    ManualPart("start", "Begin", "# Begin\n\nFind a compound."),
    ManualPart("backup", "Back up", "# Back up\n\nCopy the folder to a stick."),
)


@pytest.fixture
def page(qtbot: QtBot) -> HelpPage:
    made = HelpPage(MANUAL)
    qtbot.addWidget(made)
    return made


def test_the_keys_are_a_part_before_the_last(page: HelpPage) -> None:
    assert [page.list.item(row).text() for row in range(page.list.count())] == ["Begin", "Keys", "Back up"]
    page.show_part("keys")
    assert "Ctrl+K find a compound" in page.text.toPlainText()


def test_a_part_is_shown_by_its_key_and_an_unknown_one_changes_nothing(page: HelpPage) -> None:
    page.show_part("backup")
    assert page.key == "backup"
    assert "stick" in page.text.toPlainText()

    page.show_part("no such part")
    assert page.key == "backup"


def test_a_search_shows_what_holds_the_words_and_says_where_nothing_does(page: HelpPage) -> None:
    page.search.setText("stick")
    assert page.key == "backup"
    assert page.text.textCursor().selectedText() == "stick"

    page.search.setText("zzqx")
    assert page.key == ""
    assert "Nothing in the help" in page.text.toPlainText()
