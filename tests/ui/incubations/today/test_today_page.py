"""Today, by itself: each line says when and what, has its action, and opens what it names."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.steps import FIRST_ADDED, PlannedStep, StepKind
from benchapp.domain.journal.entries import (
    Body,
    IncubationStarted,
    IncubationStopped,
    SolutionAdded,
    StepAdded,
    StepDone,
)
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPurpose
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.incubations.today.agenda_row import AgendaRow
from benchapp.ui.incubations.today.today_page import TodayPage
from tests.making import incubation, solution

TWO_HOURS = (Limit(LimitKind.AGE, 7200.0, "working_room_h", "lab rule"),)


class Bench:
    """Today with a journal, a clock and somebody who looks and presses."""

    def __init__(self, book: JournalSession, clock: SteppedClock, solution_table: SolutionTable) -> None:
        self.book, self.clock, self.solution_table = book, clock, solution_table
        self.board = TimerList(book, Schedule(book))
        self.page = TodayPage(self.board, solution_table, book)
        self.page.resize(900, 700)

    def write(self, *bodies: Body) -> None:
        """Write into the journal, and look."""
        self.book.record_all(bodies)
        self.wait()

    def wait(self, **span: float) -> None:
        """Let time pass, and look."""
        self.clock.advance(**span)
        self.board.refresh(self.clock.now())
        self.solution_table.refresh(self.clock.now())
        self.page.refresh(self.clock.now())
        # What was put on the page is shown with its layout.
        QCoreApplication.processEvents()

    def text(self, name: str) -> str:
        found = self.page.findChild(QLabel, name)
        assert found is not None, name
        return plain_spaces(found.text())

    def words(self) -> str:
        shown = (one.text() for one in self.page.findChildren(QLabel) if one.isVisibleTo(self.page))
        return plain_spaces(" · ".join(text for text in shown if text))

    def button(self, name: str) -> QPushButton:
        found = self.page.findChild(QPushButton, name)
        assert found is not None, name
        return found

    def actions(self, line: str) -> list[str]:
        """Return what can be pressed in a line."""
        inside = self.page.findChildren(QPushButton)
        return [one.text() for one in inside if one.objectName().startswith(f"{line}.") and one.isVisibleTo(self.page)]


@pytest.fixture
def bench(book: JournalSession, clock: SteppedClock, solution_table: SolutionTable, qtbot: QtBot) -> Bench:
    made = Bench(book, clock, solution_table)
    qtbot.addWidget(made.page)
    made.page.show()
    return made


def plate(bench: Bench, name: str, hours: float = 168, every: float = 48) -> IncubationStarted:
    return IncubationStarted(replace(incubation(name, hours, every, bench.clock.now()), stock="s1"))


def test_where_nothing_runs_it_begins_with_the_compound(bench: Bench, qtbot: QtBot) -> None:
    assert bench.text("today.head.text") == "No incubation running"
    with qtbot.waitSignal(bench.page.compound_wanted):
        bench.button("today.actions.compound").click()


def test_where_nothing_is_due_it_says_what_comes_next_and_when(bench: Bench, qtbot: QtBot) -> None:
    bench.write(plate(bench, "i1"))

    assert bench.text("today.head.text") == "Nothing due today. Next: Wed 09:00, re-dose 10 µM Lenalidomide, H929 i1"
    assert "NEXT 7 DAYS" in bench.words()
    assert bench.actions("today.task0") == ["Open"]
    with qtbot.waitSignal(bench.page.lines.incubation_wanted) as opened:
        bench.button("today.task0").click()
    assert opened.args == ["i1"]


def test_a_re_dose_is_made_recorded_or_its_alarm_acknowledged(bench: Bench, qtbot: QtBot) -> None:
    bench.write(plate(bench, "i1"), plate(bench, "i2"))
    bench.wait(hours=47, minutes=40)

    assert bench.actions("today.task0") == ["Acknowledge", "Done at…", "Make the re-dose"]
    assert bench.button("today.task0.acknowledge").toolTip() == (
        "Stops the alarm. The step stays open until it is recorded as done."
    )
    assert bench.text("today.task0.left") == "in 20 min"
    assert [bench.button(f"today.task{n}.make").property("primary") for n in (0, 1)] == ["true", None]
    lines = bench.page.lines
    with qtbot.waitSignal(lines.redose_wanted) as wanted:
        bench.button("today.task0.make").click()
    assert wanted.args is not None
    assert wanted.args[1].number == 0
    with qtbot.waitSignal(lines.done_at_wanted) as asked:
        bench.button("today.task1.done_at").click()
    assert asked.args is not None
    assert asked.args[0].running.incubation.id == "i2"
    with qtbot.waitSignal(lines.acknowledged) as heard:
        bench.button("today.task1.acknowledge").click()
    assert heard.args is not None
    assert heard.args[0].running.incubation.id == "i2"


def test_what_is_overdue_comes_first_in_red_and_leaves_when_it_is_done(bench: Bench, qtbot: QtBot) -> None:
    bench.write(plate(bench, "i1", 24, 0), plate(bench, "i2"))
    bench.wait(hours=25)

    assert bench.text("today.head.text") == "1 step overdue"
    assert bench.words().startswith("1 step overdue · OVERDUE · ")
    assert bench.text("today.task0.left") == "1 h late"
    with qtbot.waitSignal(bench.page.lines.done_wanted) as done:
        bench.button("today.task0.done").click()
    assert done.args is not None
    status = done.args[0]
    bench.write(StepDone("i1", status.step.number, bench.clock.now()))

    assert "OVERDUE" not in bench.words()
    assert "Ended incubations (1) ▾" in [one.text() for one in bench.page.findChildren(QPushButton)]


def test_of_a_count_it_is_asked_what_was_found(bench: Bench, qtbot: QtBot) -> None:
    bench.write(plate(bench, "i1"), StepAdded("i1", PlannedStep(FIRST_ADDED, StepKind.COUNT, 3600.0)))
    bench.wait(hours=2)

    assert bench.actions("today.task0") == ["Acknowledge", "Done at…"]
    with qtbot.waitSignal(bench.page.lines.done_at_wanted) as asked:
        bench.button("today.task0.done_at").click()
    assert asked.args is not None
    assert asked.args[0].step.kind is StepKind.COUNT


def test_what_is_thawed_and_made_together_is_one_line(bench: Bench, qtbot: QtBot) -> None:
    bench.write(SolutionAdded(solution("s1", made=bench.clock.now())), plate(bench, "i1"), plate(bench, "i2"))

    assert bench.text("today.prepare0.text") == "Thaw 1 aliquot of Lenalidomide 10 mM in DMSO"
    assert bench.text("today.prepare0.detail").startswith("BC-S10000, box 3, B4; 7 left after it. Make ")
    assert "H929 i1, H929 i2, Wed 09:00" in bench.text("today.prepare0.detail")
    assert "by Wed 08:30" in bench.words()
    with qtbot.waitSignal(bench.page.lines.together_wanted) as together:
        bench.button("today.prepare0.make").click()
    assert together.args is not None
    assert [running.incubation.id for running, _ in together.args[0]] == ["i1", "i2"]
    with qtbot.waitSignal(bench.page.lines.solution_wanted) as opened:
        bench.button("today.prepare0").click()
    assert opened.args == ["BC-S10000"]


def test_what_expires_is_listed_and_opened(bench: Bench, qtbot: QtBot) -> None:
    bench.write(SolutionAdded(solution("w1", SolutionPurpose.WORKING, limits=TWO_HOURS, made=bench.clock.now())))

    assert "EXPIRES · 11:00 · Lenalidomide 10 mM in DMSO" in bench.words()
    with qtbot.waitSignal(bench.page.lines.solution_wanted) as opened:
        bench.button("today.expires0.open").click()
    assert opened.args == ["BC-W10000"]


def test_what_ended_is_folded_with_its_report(bench: Bench, qtbot: QtBot) -> None:
    bench.write(plate(bench, "i1"), IncubationStopped("i1", "contaminated"))
    assert "contaminated" not in bench.words()

    bench.button("today.ended.fold").click()
    bench.wait()

    assert "10 µM Lenalidomide · stopped: contaminated" in bench.words()
    with qtbot.waitSignal(bench.page.lines.incubation_wanted) as opened:
        bench.button("today.ended0.report").click()
    assert opened.args == ["i1"]
    bench.write(plate(bench, "i2"))
    assert "contaminated" in bench.words()


def test_a_long_week_shows_its_first_steps_and_the_others_when_asked(bench: Bench) -> None:
    bench.write(plate(bench, "i1", 160, 12))
    before = len([one for one in bench.page.findChildren(QPushButton) if one.objectName().endswith(".open")])

    bench.button("today.week.more").click()

    shown = [one for one in bench.page.findChildren(QPushButton) if one.objectName().endswith(".open")]
    assert before == 6 + 1
    assert len(shown) == 13 + 1
    assert bench.page.findChild(QPushButton, "today.week.more") is None


def test_out_of_view_it_waits_until_it_is_shown(bench: Bench) -> None:
    bench.page.hide()
    bench.write(plate(bench, "i1"))
    assert bench.text("today.head.text") == "No incubation running"

    bench.page.show()

    assert bench.text("today.head.text").startswith("Nothing due today.")


def test_the_time_passes_by_the_minute_and_a_pause_stops_it(bench: Bench) -> None:
    bench.write(plate(bench, "i1", 9, 0))
    assert bench.text("today.task0.left") == "in 9 h"
    bench.clock.advance(minutes=30)
    bench.page.show_times()
    assert bench.text("today.task0.left") == "in 8 h 30 min"


def test_where_there_is_room_what_is_made_is_beside_the_steps_and_no_line_is_too_wide(bench: Bench) -> None:
    bench.write(SolutionAdded(solution("s1", made=bench.clock.now())), plate(bench, "i1"))
    step, made = bench.button("today.task0"), bench.button("today.prepare0")

    def places(width: int) -> tuple[QPoint, QPoint]:
        bench.page.resize(width, 1300)
        QCoreApplication.processEvents()
        return step.mapTo(bench.page, QPoint(0, 0)), made.mapTo(bench.page, QPoint(0, 0))

    above, under = places(900)
    assert under.y() > above.y()
    left, right = places(2200)
    assert right.x() > left.x() + step.width()
    assert step.width() + made.width() < 1640


def test_out_of_view_it_follows_in_pieces_and_what_is_begun_anew_meanwhile_is_there_once(bench: Bench) -> None:
    bench.page.hide()
    bench.book.record(IncubationStarted(incubation("i1", 48.0, start=bench.clock.now())))
    bench.board.refresh(bench.clock.now())
    begun = bench.page.pieces()
    next(begun)
    next(begun)
    bench.book.record(IncubationStarted(replace(incubation("i2", 24.0, start=bench.clock.now()), name="plate 2")))
    bench.board.refresh(bench.clock.now())

    pieces = list(bench.page.pieces())
    assert len(pieces) >= 3
    assert list(begun) == []
    lines = [row.objectName() for row in bench.page.findChildren(AgendaRow) if not row.isHidden()]
    assert len(lines) == len(set(lines)) == 2
    assert list(bench.page.pieces()) == [], "nothing has changed"
    bench.page.show()
    assert [row.objectName() for row in bench.page.findChildren(AgendaRow) if not row.isHidden()] == lines
