"""The hood view promises a next step only where there is one."""

from pytestqt.qtbot import QtBot

from benchapp.ui.calculator.recipe.hood_view import HoodView


def test_the_last_step_promises_no_next_one(qtbot: QtBot) -> None:
    view = HoodView("Today", [("a", "first", ""), ("b", "second", "")])
    qtbot.addWidget(view)
    assert view.done.text() == "Done, next step"

    view.go_on()
    assert view.done.text() == "Done"

    view.go_back()
    assert view.done.text() == "Done, next step"
