from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from benchapp.ui.calculator.tool_tabs import ToolTabs


def test_calculators_with_a_recipe_are_tabs_and_the_small_ones_are_in_a_list(qtbot: QtBot) -> None:
    tabs = ToolTabs(("stock", "dilute", "seed"))
    qtbot.addWidget(tabs)
    wanted: list[str] = []
    tabs.wanted.connect(wanted.append)

    assert (list(tabs.tabs), list(tabs.lesser), tabs.ids) == (
        ["stock", "dilute"],
        ["seed"],
        ("stock", "dilute", "seed"),
    )

    tabs.tabs["dilute"].click()
    tabs.lesser["seed"].trigger()
    assert wanted == ["dilute", "seed"]

    tabs.show_chosen("seed")
    assert tabs.more.text() == "Seed cells ▾"
    assert not any(tab.isChecked() for tab in tabs.tabs.values())
    tabs.show_chosen("stock")
    assert (tabs.tabs["stock"].isChecked(), tabs.more.text()) == (True, "More ▾")


def shown_in(tabs: ToolTabs) -> list[QAction]:
    menu = tabs.more.findChild(QMenu)
    assert menu is not None
    return [action for action in menu.actions() if action.isVisible()]


def test_tabs_without_room_are_in_the_list_and_come_back(qtbot: QtBot) -> None:
    tabs = ToolTabs(("stock", "dilute", "series", "combine", "seed"))
    qtbot.addWidget(tabs)
    tabs.show()
    wanted: list[str] = []
    tabs.wanted.connect(wanted.append)
    tabs.show_chosen("combine")
    whole = tabs.layout().sizeHint().width()  # type: ignore[union-attr]
    tabs.fit(whole + 8)
    listed = {action.text() for action in shown_in(tabs)}
    assert listed == {"Seed cells"}

    tabs.fit(whole - 8)
    assert [name for name, tab in tabs.tabs.items() if tab.isHidden()] == ["combine"]
    assert {action.text() for action in shown_in(tabs)} == {"Combine", "Seed cells"}
    # What is in view is named on the button of the list, and is chosen from it.
    assert tabs.more.text() == "Combine ▾"
    next(action for action in shown_in(tabs) if action.text() == "Combine").trigger()
    assert wanted == ["combine"]

    tabs.fit(0)
    assert not any(tab.isHidden() for tab in tabs.tabs.values())
    assert tabs.more.text() == "More ▾"
