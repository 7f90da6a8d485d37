"""The rail by itself: a button for each page of it, and the help menu."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from benchapp.ui.widgets.theme import Theme
from benchapp.ui.window.commands import help_menu
from benchapp.ui.window.pages import RAIL, PageName
from benchapp.ui.window.rail import Rail


@pytest.fixture
def rail(theme: Theme) -> Iterator[Rail]:
    window = QWidget()
    made = Rail(window, theme)
    made.widget.setParent(window)
    yield made
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def buttons(rail: Rail) -> list[QAbstractButton]:
    return [one for one in rail.widget.findChildren(QAbstractButton) if one.isCheckable()]


def test_a_press_chooses_the_page_and_its_tip_says_the_key(rail: Rail) -> None:
    chosen = list[PageName]()
    rail.chosen.connect(chosen.append)
    rail.bind_keys()

    for one in buttons(rail):
        one.click()

    assert chosen == [page.name for page in RAIL]
    keys = [one.toolTip().rpartition(" · ")[2] for one in buttons(rail)]
    assert keys == [*(f"Ctrl+{place}" for place in range(1, len(RAIL))), "Ctrl+,"]


def test_each_button_has_the_icon_of_its_page(rail: Rail, theme: Theme) -> None:
    theme.apply(dark=False)
    rail.draw_icons()

    assert all(not one.icon().isNull() for one in buttons(rail))


@pytest.mark.parametrize("examples", [True, False])
def test_the_help_menu_offers_its_commands_and_no_examples_in_the_examples(rail: Rail, examples: bool) -> None:
    asked = list[str]()
    rail.asked.connect(asked.append)
    rail.offers_examples = examples
    rail.bind_keys()
    rail.widget.findChild(QAbstractButton, "rail.help.menu").click()  # type: ignore[union-attr]

    menu = rail.widget.window().findChild(QMenu)
    assert isinstance(menu, QMenu)
    for action in menu.actions():
        action.trigger()
    menu.close()

    assert asked == [command.name for command in help_menu() if examples or command.name != "examples"]
