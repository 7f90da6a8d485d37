"""A card that is a button as a whole."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from benchapp.ui.incubations.link_card import LinkCard
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import text_label


def test_pressed_anywhere_it_opens_and_a_button_in_it_does_what_it_says(qtbot: QtBot) -> None:
    done = list[str]()
    card = LinkCard("x", "Open plate 3", lambda: done.append("opened"))
    qtbot.addWidget(card)
    words = text_label("a sentence that is long enough to be broken into several lines " * 3)
    inner = push_button("Done", "x.done", lambda: done.append("done"))
    card.body.addWidget(words)
    card.body.addWidget(inner)
    card.resize(240, card.heightForWidth(240))
    card.show()

    QTest.mouseClick(words, Qt.MouseButton.LeftButton, pos=QPoint(20, 5))
    QTest.mouseClick(inner, Qt.MouseButton.LeftButton)
    QTest.keyClick(card, Qt.Key.Key_Space)

    assert done == ["opened", "done", "opened"]
    assert card.accessibleName() == "Open plate 3"
    assert words.height() >= words.heightForWidth(words.width())
    card.set_tone("past")
    assert card.property("tone") == "past"
