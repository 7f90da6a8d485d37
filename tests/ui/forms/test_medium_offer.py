"""The media in hand beside the field of the medium."""

from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import SolutionMade
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.forms.medium_offer import MediumOffer
from tests.making import solution


def test_it_is_there_where_there_is_a_medium_and_offers_each(
    qtbot: QtBot, book: JournalSession, solution_table: SolutionTable, clock: SteppedClock
) -> None:
    chosen: list[str] = []
    offer = MediumOffer("test.media", solution_table.media, chosen.append)
    qtbot.addWidget(offer)
    offer.refresh()
    assert offer.isHidden()

    book.record(SolutionMade(solution("m", SolutionPurpose.BUFFER, Storage.FRIDGE, (), 1)))
    solution_table.refresh(clock.now())
    offer.refresh()
    assert not offer.isHidden()
    (action,) = offer.filled_menu().actions()
    action.trigger()

    assert chosen == ["m"]
