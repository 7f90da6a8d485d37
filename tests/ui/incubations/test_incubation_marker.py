"""Incubations that run side by side differ in shape or colour."""

from pytestqt.qtbot import QtBot

from benchapp.ui.incubations.incubation_marker import SHAPES, mark


def test_no_two_of_the_first_thirty_look_alike(qtbot: QtBot) -> None:
    marks = [mark(number) for number in range(len(SHAPES) * 5)]
    for label in marks:
        qtbot.addWidget(label)

    assert len({(label.text(), label.property("mark")) for label in marks}) == len(marks)
