"""A card under which one thing at a time opens."""

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.ui.forms.inline_form import InlineForm
from benchapp.ui.forms.opening_card import OpeningCard


def test_what_opens_takes_the_place_of_what_was_open_and_closes_when_asked_again(qtbot: QtBot) -> None:
    card = OpeningCard()
    qtbot.addWidget(card)
    head, foot = QLabel("head"), QLabel("foot")
    card.body.addWidget(head)
    card.body.addWidget(foot)
    first, second = QLabel("first"), QLabel("second")

    card.open("first", lambda: first, head)
    assert card.body.indexOf(first) == 1
    card.open("second", lambda: second)
    assert (first.isHidden(), card.body.indexOf(second)) == (True, 3)
    card.open("second", lambda: QLabel("never"))
    assert second.isHidden()


def test_a_form_that_is_left_closes(qtbot: QtBot) -> None:
    card = OpeningCard()
    qtbot.addWidget(card)
    form = InlineForm("x", [("why", "Why", "")], "Do it", lambda _texts, _storage: None, lambda: None)
    card.open("x", lambda: form)
    cancel = form.findChild(QPushButton, "x.cancel")
    assert cancel is not None

    cancel.click()

    assert form.isHidden()
