"""The bar over every page of the sample data."""

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.ui.window.examples_bar import ExamplesBar


def test_it_says_what_is_shown_and_both_its_buttons_do_what_they_say(qtbot: QtBot) -> None:
    pressed: list[str] = []
    bar = ExamplesBar(lambda: pressed.append("alarm"), lambda: pressed.append("leave"))
    qtbot.addWidget(bar)

    said = " ".join(label.text() for label in bar.findChildren(QLabel))
    assert "Sample data: none of this is yours" in said
    for button in bar.findChildren(QPushButton):
        button.click()
    assert pressed == ["alarm", "leave"]
    assert all(button.property("primary") != "true" for button in bar.findChildren(QPushButton))
