"""The hood view promises a next step only where there is one, and shows all of the step on any screen."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchapp.ui.calculator.recipe.hood_view import HoodView
from benchapp.ui.widgets.theme import LIGHT, sheet


def test_the_last_step_promises_no_next_one(qtbot: QtBot) -> None:
    view = HoodView("Today", [("a", "first", ""), ("b", "second", "")])
    qtbot.addWidget(view)
    assert view.done.text() == "Done, next step"

    view.go_on()
    assert view.done.text() == "Done"

    view.go_back()
    assert view.done.text() == "Done, next step"


def test_a_long_step_is_whole_on_a_low_screen_and_as_large_as_there_is_room_for(qtbot: QtBot) -> None:
    text = "gloves and coat on, open tubes under the hood, waste of Lenalidomide apart."
    view = HoodView("Dose", [("Before you begin:", text, "Embryo-fetal toxicity: boxed warning. " * 3)])
    qtbot.addWidget(view)
    view.setStyleSheet(sheet(LIGHT))
    view.resize(1920, 1080)
    view.show()
    qtbot.wait(1)
    shown = view.findChild(QLabel, "hood.step.text")
    assert shown is not None
    assert shown.property("text_size") == "hood"

    view.resize(960, 540)
    qtbot.wait(1)
    for name in ("lead", "text", "detail"):
        label = view.findChild(QLabel, f"hood.step.{name}")
        assert label is not None
        assert label.height() >= label.heightForWidth(label.width())
