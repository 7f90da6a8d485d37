"""What the card of an incubation is put together from, each part alone."""

from datetime import timedelta

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import StepStatus, standing
from benchapp.domain.journal.entries import IncubationStarted, IncubationStopped
from benchapp.presenters.incubations.ended import Ended
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.incubations.card.more_menu import MoreMenu
from benchapp.ui.incubations.card.open_steps import OpenSteps
from benchapp.ui.incubations.card.time_line import TimeMark, delay_text
from benchapp.ui.incubations.ended_list import EndedList, ended_text
from tests.making import BEGIN, incubation, moment


def test_a_menu_does_what_is_chosen_in_it(qtbot: QtBot) -> None:
    done: list[str] = []
    menu = MoreMenu("plate 3", "x.more")
    qtbot.addWidget(menu)
    action = menu.offer("Stop early…", "x.stop", lambda: done.append("stop"))
    menu.part()
    action.trigger()

    assert done == ["stop"]
    assert menu.accessibleName() == "More for plate 3"
    assert menu.findChild(QAction, "x.stop") is action


def test_a_step_that_is_overdue_has_a_row_until_it_is_recorded(qtbot: QtBot) -> None:
    asked: list[tuple[str, StepStatus]] = []
    rows = OpenSteps("x", lambda status: asked.append(("done", status)), lambda status: asked.append(("skip", status)))
    qtbot.addWidget(rows)
    running = Running(incubation("i1", every_h=48))
    late = standing(running, running.steps()[0], moment(100))
    rows.show_steps([late], lambda _stand: "Wed 25 Nov, 09:00")
    words = rows.findChild(QLabel, "x.step0.text")
    assert words is not None
    assert words.text() == "Not recorded: re-dose 1, planned for Wed 25 Nov, 09:00"
    for name in ("x.step0.done", "x.step0.skip"):
        button = rows.findChild(QPushButton, name)
        assert button is not None
        button.click()
    assert asked == [("done", late), ("skip", late)]

    rows.show_steps([], lambda _stand: "")
    assert rows.isHidden()


def test_a_delay_is_said_only_where_there_is_one() -> None:
    assert TimeMark(0.0, "done", "re-dose 1", 30.0).delay is None
    assert TimeMark(0.0, "waiting", "re-dose 1").delay is None
    assert TimeMark(0.0, "done", "re-dose 1", 10860.0).delay == timedelta(hours=3, minutes=1)
    assert delay_text(timedelta(hours=3, minutes=1)).replace("\u202f", " ") == "+3 h 1 min"
    assert delay_text(-timedelta(minutes=20)).replace("\u202f", " ") == "−20 min"


def test_what_is_over_is_folded_and_says_how_it_ended(book: JournalSession, clock: SteppedClock, qtbot: QtBot) -> None:
    reports: list[Running] = []
    listed = EndedList(RunningIncubation(book), reports.append)
    qtbot.addWidget(listed)
    assert listed.isHidden()
    book.record(IncubationStarted(incubation("i1", start=clock.now())))
    book.record(IncubationStopped("i1", "contaminated"))
    listed.refresh()
    listed.button.click()
    button = listed.findChild(QPushButton, "incubate.ended.i1.report")
    assert button is not None
    button.click()

    assert [running.incubation.id for running in reports] == ["i1"]
    assert "stopped: contaminated" in " ".join(one.text() for one in listed.findChildren(QLabel))
    ended = Ended(Running(incubation()), BEGIN, timedelta(minutes=12))
    assert ended_text(ended, book.local).replace("\u202f", " ") == "ended Mon 23 Nov, 09:00 (+12 min)"
