"""The cards of what runs on other computers: a card stays as long as its incubation runs there."""

from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import standing
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.session.elsewhere import ElsewhereStatus
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.incubations.card.elsewhere_cards import ElsewhereCards
from benchapp.ui.widgets.theme import LIGHT
from benchapp.ui.widgets.time_text import TimeText
from tests.making import incubation, moment


class CardPage:
    """A page with nothing on it but cards, of which nothing is asked here."""

    def __init__(self, book: JournalSession) -> None:
        self.progress = RunningIncubation(book)
        self.tokens = lambda: LIGHT

    def wrote(self, sentence: str) -> None: ...

    def attempt(self, action: object, done: str) -> None: ...

    def make(self, running: object, step: object) -> None: ...

    def hand_out(self, running: object, what: str) -> None: ...

    def half_lives(self, running: object) -> tuple[()]:
        return ()


def status(name: str, hours: float, within: timedelta | None = timedelta()) -> ElsewhereStatus:
    running = Running(incubation(name, 168, 48))
    found = standing(running, running.steps()[0], moment(hours))
    return ElsewhereStatus(found, "hood-1", "Mara", within, asked=False, away=False, seen=moment())


def said(cards: ElsewhereCards, name: str) -> str:
    label = cards.findChild(QLabel, name)
    assert label is not None
    return plain_spaces(label.text())


def test_a_card_says_where_it_runs_and_stays_while_it_does(book: JournalSession, qtbot: QtBot) -> None:
    cards = ElsewhereCards(CardPage(book))
    qtbot.addWidget(cards)
    assert cards.isHidden()

    cards.show_standings([status("i1", 1), status("i2", 2)], moment(2))
    assert not cards.isHidden()
    first = cards.card("i1")
    assert first is not None
    assert said(cards, "incubate.i1.where") == "started 2 h ago by Mara · rings on hood-1"
    assert next(label.text() for label in cards.findChildren(QLabel) if "hood-1" in label.text()) == "◆ hood-1"

    renamed = replace(status("i1", 3, timedelta(minutes=4)), computer="Hood laptop")
    cards.show_standings([renamed], moment(3))
    assert cards.card("i1") is first
    assert cards.card("i2") is None
    assert said(cards, "incubate.i1.where") == (
        "started 3 h ago by Mara · rings on Hood laptop · its times are right to ± 4 min"
    )
    assert any(label.text() == "◆ Hood laptop" for label in cards.findChildren(QLabel))
    cards.show_times([status("i1", 4), status("i9", 4)])
    left = cards.findChild(TimeText, "incubate.i1.left")
    assert left is not None
    assert plain_spaces(left.text()) == "1 d 20:00"

    cards.show_standings([], moment(4))
    assert cards.isHidden()


def test_more_than_are_read_are_counted(book: JournalSession, qtbot: QtBot) -> None:
    cards = ElsewhereCards(CardPage(book))
    qtbot.addWidget(cards)
    cards.show_standings([status(f"i{nth}", 1, None) for nth in range(14)], moment(2))

    assert any(label.text() == "and 2 more" for label in cards.findChildren(QLabel))
    assert "read from the clocks of both computers" in said(cards, "incubate.i0.where")
