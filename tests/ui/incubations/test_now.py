"""What runs and what is in hand, at the side, in a window on top and in the tray, each alone."""

from contextlib import closing
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.steps import FIRST_ADDED, PlannedStep, StepKind
from benchapp.domain.incubations.well_course import BandPoint
from benchapp.domain.journal.entries import IncubationStarted, SolutionAdded, StepAdded
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPurpose
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.arrivals import replay_journal
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.lab.held_rows import RowsInFile
from benchapp.ui.incubations.card.time_line import BandPlot, TimeLine, TimeMark, band_text
from benchapp.ui.incubations.now.now_panel import MOST_TIMERS, NowPanel
from benchapp.ui.incubations.now.now_window import NowWindow
from benchapp.ui.incubations.tray import Tray, tray_text
from benchapp.ui.widgets.theme import LIGHT
from tests.making import BEGIN, incubation, solution
from tests.store.lab.making_lab import RowsInMemory, chain_id

A_CHAIN = chain_id(1)
TWO_HOURS = (Limit(LimitKind.AGE, 7200.0, "working_h", "lab rule"),)


@pytest.fixture
def board(book: JournalSession) -> TimerList:
    return TimerList(book, Schedule(book))


def start(book: JournalSession, clock: SteppedClock, *names: str) -> None:
    book.record_all([IncubationStarted(incubation(name, 168, 48, clock.now())) for name in names])


def words(widget: QWidget) -> str:
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return " · ".join(found).replace("\u202f", " ")


def button(widget: QWidget, name: str) -> QPushButton:
    found = widget.findChild(QPushButton, name)
    assert found is not None
    return found


def press(widget: QWidget, name: str) -> None:
    button(widget, name).click()


@pytest.fixture
def panel(book: JournalSession, board: TimerList, solution_table: SolutionTable, qtbot: QtBot) -> NowPanel:
    made = NowPanel(board, solution_table, book.local, lambda _stand: True)
    qtbot.addWidget(made)
    return made


def test_marks_stay_when_older_incubations_of_another_computer_come_in(
    board: TimerList, book: JournalSession, clock: SteppedClock
) -> None:
    start(book, clock, "mine", "my second")
    before = {name: board.number_of(name) for name in ("mine", "my second")}
    older = IncubationStarted(incubation("older", 168, 48, clock.now()))
    foreign = RowsInMemory()
    foreign.write(A_CHAIN)
    foreign.write(A_CHAIN, older, BEGIN - timedelta(days=3))
    with closing(RowsInFile(book.path)) as rows:
        rows.add(foreign.of[A_CHAIN])
    arrived = book.arrivals.read()
    assert arrived is not None
    assert not book.arrivals.absorb(arrived)
    book.arrivals.restart(replay_journal(book.again, book.own_chains[0]))

    # In the order of the journal it comes first.
    assert list(book.bench.incubations) == ["older", "mine", "my second"]
    assert {name: board.number_of(name) for name in before} == before


def test_the_panel_shows_what_runs_and_what_is_in_hand(
    panel: NowPanel, book: JournalSession, clock: SteppedClock
) -> None:
    panel.show_now(clock.now())
    assert "No incubation running · SOLUTIONS IN HAND · No solution in hand" in words(panel)
    start(book, clock, *(f"i{number}" for number in range(MOST_TIMERS + 2)))
    made = solution("w1", SolutionPurpose.WORKING, limits=TWO_HOURS, made=clock.now())
    book.record(SolutionAdded(made))

    panel.show_now(clock.now())

    assert "NOW · MON 23 NOV" in words(panel)
    assert words(panel).count("H929") == MOST_TIMERS
    assert "and 2 more" in words(panel)
    assert "BC-W10000" in words(panel)
    assert "Lenalidomide 10 mM in DMSO" in words(panel)
    assert "No incubation running" not in words(panel)


def test_the_panel_asks_for_a_re_dose_from_half_an_hour_before(
    panel: NowPanel, book: JournalSession, board: TimerList, clock: SteppedClock, qtbot: QtBot
) -> None:
    start(book, clock, "i1")
    clock.advance(hours=47, minutes=45)
    board.refresh(clock.now())
    panel.show_now(clock.now())
    assert panel.findChild(QLabel, "now.i1.hint") is not None

    with qtbot.waitSignal(panel.redose_wanted) as wanted:
        press(panel, "now.i1.make")

    assert wanted.args is not None
    assert wanted.args[1].number == 0


def test_each_card_of_the_panel_opens_what_it_names(
    panel: NowPanel, book: JournalSession, clock: SteppedClock, qtbot: QtBot
) -> None:
    start(book, clock, "i1")
    book.record(SolutionAdded(solution("w1", SolutionPurpose.WORKING, limits=TWO_HOURS, made=clock.now())))
    panel.show_now(clock.now())

    with qtbot.waitSignal(panel.incubation_wanted) as opened:
        press(panel, "now.i1")
    assert opened.args == ["i1"]
    with qtbot.waitSignal(panel.solution_wanted) as opened:
        press(panel, "now.BC-W10000")
    assert opened.args == ["BC-W10000"]


def test_an_alarm_is_acknowledged_and_an_end_that_is_due_is_done_too(
    panel: NowPanel, book: JournalSession, board: TimerList, clock: SteppedClock, qtbot: QtBot
) -> None:
    book.record(IncubationStarted(incubation("i1", 24, start=clock.now())))
    book.record(IncubationStarted(incubation("i2", 240, start=clock.now())))
    book.record(StepAdded("i2", PlannedStep(FIRST_ADDED, StepKind.COUNT, 3600.0)))
    clock.advance(hours=25)
    board.refresh(clock.now())
    panel.show_now(clock.now())

    names = [f"now.{name}.{what}" for name in ("i1", "i2") for what in ("acknowledge", "done")]
    offered = [name for name in names if not button(panel, name).isHidden()]
    assert offered == ["now.i1.acknowledge", "now.i1.done", "now.i2.acknowledge"]
    assert "stays open" in button(panel, "now.i1.acknowledge").toolTip()
    assert "as done" in button(panel, "now.i1.done").toolTip()
    with qtbot.waitSignal(panel.done_wanted) as done:
        press(panel, "now.i1.done")
    assert done.args is not None
    assert done.args[0].running.incubation.id == "i1"


def test_the_window_on_top_is_put_back_by_closing_and_asks_for_the_program_by_two_clicks(
    book: JournalSession, board: TimerList, solution_table: SolutionTable, qtbot: QtBot
) -> None:
    window = NowWindow(NowPanel(board, solution_table, book.local, lambda _stand: True))
    qtbot.addWidget(window)
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    with qtbot.waitSignal(window.opened):
        qtbot.mouseDClick(window, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    with qtbot.waitSignal(window.closed):
        window.close()


def test_the_tray_says_the_three_that_are_due_next(
    book: JournalSession, board: TimerList, clock: SteppedClock, qtbot: QtBot
) -> None:
    assert tray_text(()) == "Bench Companion\nNothing is running."
    start(book, clock, "a", "b", "c", "d")

    lines = tray_text(board.statuses).replace("\u202f", " ").splitlines()

    assert len(lines) == 5
    assert lines[1] == "H929 a: re-dose 10 µM Lenalidomide, in 2 d"
    assert lines[-1] == "and 1 more"
    late = replace(board.statuses[0], left=timedelta(hours=-1))
    assert tray_text([late]).replace("\u202f", " ").endswith("1 h ago")


# Without a desktop Qt looks for a tray that its platform does not have.
@pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface::systemTrayWindowChanged", extend=True)
def test_the_tray_asks_for_the_window_by_a_click_and_not_by_its_menu(
    book: JournalSession, board: TimerList, clock: SteppedClock, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tray, asked = Tray(window), []
    tray.came_forward.connect(lambda: asked.append("window"))
    tray.now_wanted.connect(lambda: asked.append("now"))
    start(book, clock, "i1")
    tray.show_standings(board.statuses)
    assert "H929 i1" in tray.shown

    tray._on_activated(QSystemTrayIcon.ActivationReason.Context)
    tray._on_activated(QSystemTrayIcon.ActivationReason.Trigger)
    menu = tray.menu
    assert isinstance(menu, QMenu)
    menu.actions()[1].trigger()

    assert asked == ["window", "now"]
    tray.hide()


def test_the_line_of_time_is_shown_in_words(qtbot: QtBot) -> None:
    line = TimeLine(lambda: LIGHT, "x.line", lambda at_s: BEGIN + timedelta(seconds=at_s))
    qtbot.addWidget(line)
    line.show_steps([TimeMark(0.0, "done", "dose"), TimeMark(86400.0, "due", "re-dose 1")], 172800.0, 86400.0)

    assert line.words.replace("\u202f", " ") == ("started Mon 08:00; dose, Mon 08:00, done; re-dose 1, Tue 08:00, due")
    assert not line.grab().isNull()
    # Of two Mondays the date says which.
    line.show_steps([TimeMark(14 * 86400.0, "waiting", "the end")], 14 * 86400.0, 0.0)
    assert line.words.replace("\u202f", " ") == "started Mon 23 Nov, 08:00; the end, Mon 7 Dec, 08:00, waiting"


def test_the_band_is_shown_by_its_ends(qtbot: QtBot) -> None:
    plot = BandPlot(lambda: LIGHT, "x.plot")
    qtbot.addWidget(plot)
    points = [BandPoint(0.0, 1.0, 1.0), BandPoint(3600.0, 1.0, 0.5)]
    plot.show_band(points, 10.0, " µM")

    assert plot.words == "At most 10 µM if nothing was lost; down to 5 µM by the half-life."
    assert not plot.grab().isNull()
    assert band_text([replace(point, low=None) for point in points], 10.0, " µM").endswith("nothing was lost.")
    assert band_text([], 10.0, " µM") == ""
