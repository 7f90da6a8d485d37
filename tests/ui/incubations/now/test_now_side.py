"""What is at the right of the window: the panel, the strip, or the panel over the page."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import IncubationStarted, SolutionAdded
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPurpose
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.incubations.now.now_panel import NowPanel
from benchapp.ui.incubations.now.now_side import PANEL_WIDTH, NowSide
from benchapp.ui.incubations.now.now_strip import STRIP_WIDTH
from benchapp.ui.widgets.theme import LIGHT
from tests.making import incubation, solution

TWO_HOURS = (Limit(LimitKind.AGE, 7200.0, "working_h", "lab rule"),)


@pytest.fixture
def board(book: JournalSession) -> TimerList:
    return TimerList(book, Schedule(book))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def side(book: JournalSession, board: TimerList, solution_table: SolutionTable, window: QWidget) -> NowSide:
    made = NowSide(
        board, solution_table, lambda: NowPanel(board, solution_table, book.local, lambda _stand: None), lambda: LIGHT
    )
    made.setParent(window)
    return made


def test_the_panel_is_made_when_there_is_something_to_say(
    side: NowSide, book: JournalSession, clock: SteppedClock
) -> None:
    side.set_room(room=True)
    side.show_now(clock.now())
    assert side.panel is None
    book.record(SolutionAdded(solution("s1", made=clock.now())))
    side.show_now(clock.now())
    assert (side.panel, side.strip.words) == (None, "No incubation running · 1 in hand")

    book.record(SolutionAdded(solution("w1", SolutionPurpose.WORKING, limits=TWO_HOURS, made=clock.now())))
    side.show_now(clock.now())

    assert side.docked
    assert side.room == PANEL_WIDTH
    assert side.sizeHint().width() == PANEL_WIDTH
    assert side.strip.isHidden()


def test_the_strip_says_what_is_due_next_how_many_more_run_and_what_is_in_hand(
    side: NowSide, book: JournalSession, board: TimerList, clock: SteppedClock
) -> None:
    book.record(IncubationStarted(incubation("i1", 48, start=clock.now())))
    book.record(IncubationStarted(incubation("i2", 12, start=clock.now())))
    book.record(SolutionAdded(solution("s1", made=clock.now())))
    side.show_now(clock.now())

    assert side.strip.words == "H929 i2 — 12\u202fh · 1 more · 1 in hand"
    assert side.strip.accessibleName() == "Now: H929 i2 — 12\u202fh · 1 more · 1 in hand"
    assert side.sizeHint().width() == side.room == STRIP_WIDTH
    clock.advance(hours=11, seconds=30)
    board.refresh(clock.now())
    side.show_times()
    assert side.strip.words.startswith("H929 i2 — 0:59:30")
    clock.advance(hours=1, minutes=59, seconds=30)
    board.refresh(clock.now())
    side.show_times()
    assert side.strip.words.startswith("H929 i2 — +1:00:00")
    side.strip.resize(STRIP_WIDTH, 120)
    assert not side.strip.grab().isNull()


def test_torn_off_it_is_out_of_sight(side: NowSide, clock: SteppedClock) -> None:
    side.set_torn(torn=True)
    side.show_now(clock.now())
    side.unfold()
    assert side.isHidden()
    assert side.room == 0
    assert not side.unfolded
    side.set_torn(torn=False)
    assert not side.isHidden()


def test_unfolded_it_goes_beside_the_page_when_there_is_room(
    side: NowSide, book: JournalSession, clock: SteppedClock
) -> None:
    book.record(IncubationStarted(incubation("i1", 48, start=clock.now())))
    side.show_now(clock.now())
    side.toggle()
    panel = side.panel
    assert panel is not None
    assert panel.parentWidget() is side.window()

    side.set_room(room=True)

    assert not side.unfolded
    assert panel.parentWidget() is side
