"""The card of a first start by itself: what is chosen is reported at once, the name with *Get started*."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from benchapp.ui.window.first_start import FirstStart, FirstStartCard


def test_it_shows_how_it_is_set_and_tells_what_is_chosen(qtbot: QtBot) -> None:
    heard = list[str]()
    card = FirstStartCard(FirstStart("de", "dark"), lambda: heard.append("examples"), lambda: heard.append("done"))
    qtbot.addWidget(card)
    for signal in (card.language_chosen, card.theme_chosen, card.person_named):
        signal.connect(heard.append)
    assert (card.language.currentData(), card.theme.currentData()) == ("de", "dark")

    for box, key in ((card.language, "en"), (card.theme, "light")):
        box.setCurrentIndex(box.findData(key))
        box.activated.emit(box.currentIndex())
    card.person.line.setText(" AK ")
    for name in ("act", "understood"):
        button = card.findChild(QPushButton, f"notes.examples.{name}")
        assert button is not None
        button.click()

    assert heard == ["en", "light", "examples", "AK", "done"]


def test_what_goes_on_is_at_the_right_end_of_its_line(qtbot: QtBot) -> None:
    card = FirstStartCard(FirstStart("en", "light"), lambda: None, lambda: None)
    qtbot.addWidget(card)
    card.resize(1300, 120)
    card.show()
    finish = card.findChild(QPushButton, "notes.examples.understood")
    assert finish is not None

    right = finish.mapTo(card, finish.rect().topRight()).x()
    assert card.width() - right <= 24
