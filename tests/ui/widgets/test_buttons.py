"""Buttons are named for who cannot see them, and call what takes nothing."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QButtonGroup, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.buttons import (
    disclosure_button,
    flat_button,
    push_button,
    set_opened,
    set_primary,
    tab_button,
    toggle_button,
)

Make = Callable[[str, str, Callable[[], object]], QPushButton]


@pytest.mark.parametrize(
    ("make", "stays_chosen"), [(push_button, False), (flat_button, False), (toggle_button, True), (tab_button, True)]
)
def test_a_button_is_named_and_calls_what_it_is_for(qtbot: QtBot, make: Make, *, stays_chosen: bool) -> None:
    pressed: list[str] = []
    button = make("Made it", "dilute.recipe.made", lambda: pressed.append("made"))
    qtbot.addWidget(button)
    button.click()

    assert pressed == ["made"]
    assert (button.objectName(), button.accessibleName()) == ("dilute.recipe.made", "Made it")
    assert button.isChecked() is stays_chosen


def test_the_arrow_of_a_disclosure_button_turns(qtbot: QtBot) -> None:
    button = disclosure_button("2 cautions", "soon", "dilute.recipe.cautions", lambda: None)
    qtbot.addWidget(button)
    assert button.text() == "▲ 2 cautions ▾"
    set_opened(button, opened=True)
    assert button.text() == "▲ 2 cautions ▴"


def test_a_button_becomes_the_next_one_and_one_among_others(qtbot: QtBot) -> None:
    button = push_button("Start", "incubate.start.go", lambda: None, primary=True)
    qtbot.addWidget(button)
    set_primary(button, primary=False)
    assert button.property("primary") == "false"


@pytest.mark.parametrize("make", [toggle_button, tab_button])
def test_what_a_screen_reader_turns_counts_as_a_click_and_what_the_program_turns_does_not(
    qtbot: QtBot, make: Make
) -> None:
    pressed: list[bool] = []
    button = make("Leave edge wells empty", "plate.border.empty", lambda: pressed.append(button.isChecked()))
    qtbot.addWidget(button)

    button.setChecked(True)
    assert pressed == []
    # Qt's accessibility calls this, past what Python has overridden, and emits no click.
    button.toggle()
    assert pressed == [False]
    button.click()
    assert pressed == [False, True]


def test_the_choice_that_a_group_lets_go_is_not_pressed(qtbot: QtBot) -> None:
    pressed: list[str] = []
    one = tab_button("Stock", "tools.stock", lambda: pressed.append("stock"))
    two = tab_button("Dilute", "tools.dilute", lambda: pressed.append("dilute"))
    group = QButtonGroup()
    for button in (one, two):
        qtbot.addWidget(button)
        group.addButton(button)
    one.setChecked(True)
    two.toggle()
    assert (pressed, one.isChecked()) == (["dilute"], False)
    one.click()
    assert pressed == ["dilute", "stock"]
