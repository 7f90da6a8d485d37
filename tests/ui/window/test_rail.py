"""The rail by itself: a button for each page of it, and the help menu."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget
from pytestqt.qtbot import QtBot

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


def test_the_arrow_keys_go_through_the_rail_and_open_nothing_until_enter(rail: Rail, qtbot: QtBot) -> None:
    window = rail.widget.window()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    chosen = list[PageName]()
    rail.chosen.connect(chosen.append)
    rail.check(PageName.TODAY)
    rail.focus(PageName.TODAY)

    def press(*keys: Qt.Key) -> str:
        for key in keys:
            focused = rail.widget.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key)
        focused = rail.widget.focusWidget()
        assert focused is not None
        return focused.objectName()

    assert press(Qt.Key.Key_Up) == "rail.pages.today"
    assert press(Qt.Key.Key_Down, Qt.Key.Key_Down) == "rail.pages.calculate"
    assert press(Qt.Key.Key_End) == "rail.help.menu"
    assert press(Qt.Key.Key_Down, Qt.Key.Key_Up) == "rail.pages.settings"
    assert press(Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down) == "rail.pages.solutions"
    assert chosen == []
    checked = [one.objectName() for one in buttons(rail) if one.isChecked()]
    assert checked == ["rail.pages.today"]

    press(Qt.Key.Key_Return)
    assert chosen == [PageName.SOLUTIONS]
    press(Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert chosen == [PageName.SOLUTIONS, PageName.CALCULATE]


def test_the_button_of_the_compounds_goes_between_both_pages_and_says_where(rail: Rail) -> None:
    button = next(one for one in buttons(rail) if one.objectName() == "rail.pages.compound")
    chosen = list[PageName]()
    rail.chosen.connect(chosen.append)
    rail.chosen.connect(rail.check)
    rail.bind_keys()
    rail.name_compound("Lenalidomide")

    def press() -> tuple[str, PageName]:
        said = button.toolTip().partition(" · ")[0]
        button.click()
        return said, chosen[-1]

    rail.check(PageName.TODAY)
    assert press() == ("Lenalidomide", PageName.COMPOUND)
    assert press() == ("All compounds", PageName.COMPOUNDS)
    assert press() == ("Lenalidomide", PageName.COMPOUND)
    assert press() == ("All compounds", PageName.COMPOUNDS)
    rail.name_compound("Bortezomib")
    assert button.accessibleDescription() == "Bortezomib"
    # From elsewhere it leads back to what was looked at last.
    rail.check(PageName.JOURNAL)
    assert press() == ("All compounds", PageName.COMPOUNDS)
