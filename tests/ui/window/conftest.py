from collections.abc import Iterator
from datetime import datetime
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from benchapp.base.clock import SteppedClock
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.incubations.now.now_panel import NowPanel
from benchapp.ui.incubations.now.now_side import NowSide
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import Theme
from benchapp.ui.window.pages import PageName
from benchapp.ui.window.window import Window


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def board(book: JournalSession) -> TimerList:
    return TimerList(book, Schedule(book))


@pytest.fixture
def now(
    book: JournalSession, board: TimerList, solution_table: SolutionTable, clock: SteppedClock, theme: Theme
) -> NowSide:
    def local(wall: datetime) -> datetime:
        return wall.astimezone(clock.zone)

    return NowSide(
        board, solution_table, lambda: NowPanel(board, solution_table, local, lambda _stand: None), lambda: theme.tokens
    )


@pytest.fixture
def window(now: NowSide, compounds: CurrentCompound, theme: Theme) -> Iterator[Window]:
    """A window whose pages say their names, and nothing else."""

    def page(name: PageName) -> QWidget:
        made = Page(name.value)
        made.content.addWidget(QLabel(name.value))
        return made

    window = Window({name: partial(page, name) for name in PageName}, now, compounds, theme)
    yield window
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
