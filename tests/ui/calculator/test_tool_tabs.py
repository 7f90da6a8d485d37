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
