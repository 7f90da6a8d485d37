"""A list of a line of filters shows its first entry whole, also where that is offered once it is in view."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.fields import FilterBox, offer_choices
from benchapp.ui.widgets.flow import flow


def test_what_is_offered_later_has_its_room(qtbot: QtBot) -> None:
    boxes = [FilterBox(f"filter{nth}", "something") for nth in range(3)]
    line = QWidget()
    line.setLayout(flow(*boxes))
    qtbot.addWidget(line)
    line.resize(700, 60)
    line.show()
    qtbot.waitExposed(line)
    qtbot.waitUntil(lambda: boxes[0].width() == boxes[1].width() > 100)
    qtbot.wait(50)
    long, short = "any incubation that was ever begun here", "any"
    for box, words in zip(boxes, (long, short, short), strict=True):
        offer_choices(box, words, {})
    qtbot.waitUntil(lambda: boxes[0].width() > boxes[1].width())

    assert boxes[0].width() >= boxes[0].fontMetrics().horizontalAdvance(long) + boxes[0].around
