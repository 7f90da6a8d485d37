from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import (
    AliquotThawed,
    ClockChanged,
    Entry,
    IncubationStarted,
    IncubationStopped,
    PersonNamed,
    RedoseGiven,
    SolutionAdded,
    SolutionDiscarded,
)
from benchapp.domain.journal.state import LabState
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.freshness import State
from benchapp.domain.solutions.solutions import Limit, LimitKind, Storage
from benchapp.domain.solutions.solutions import SolutionPurpose as Kind
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList, TimerRole
from benchapp.presenters.incubations.today import tasks
from benchapp.presenters.journal.journal_table import (
    FIRST_SHOWN,
    Find,
    JournalColumn,
    JournalFilter,
    JournalLine,
    JournalRole,
    JournalTable,
)
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.journal.anchors import load_anchors
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from tests.making import incubation, solution


def start(
    book: JournalSession, clock: SteppedClock, name: str = "i1", length_h: float = 168, every_h: float = 0
) -> None:
    book.record(IncubationStarted(incubation(name, length_h, every_h, clock.now())))


def test_the_board_changes_while_the_tester_watches(
    book: JournalSession, clock: SteppedClock, qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    board = TimerList(book, Schedule(book))
    qtmodeltester.check(board)
    for name in ("i1", "i2", "i3"):
        start(book, clock, name)
        board.refresh(clock.now())
    clock.advance(hours=1)
    board.refresh(clock.now())
    book.record(IncubationStopped("i2", "contaminated"))
    board.refresh(clock.now())

    assert [board.index(row).data(TimerRole.INCUBATION) for row in range(board.rowCount())] == ["i1", "i3"]
    assert board.index(0).data().replace("\u202f", " ") == "6 d 23:00"
    assert board.index(0).data(TimerRole.STANDING).running.incubation.id == "i1"
    assert board.index(9).data() is None


def test_an_alarm_is_announced_once_with_how_late(book: JournalSession, clock: SteppedClock, qtbot: QtBot) -> None:
    board = TimerList(book, Schedule(book))
    start(book, clock, length_h=0.5)
    board.refresh(clock.now())
    clock.advance(minutes=45)

    with qtbot.waitSignal(board.came_due) as due:
        board.refresh(clock.now())
    with qtbot.assertNotEmitted(board.came_due):
        board.refresh(clock.now())

    assert due.args is not None
    ((alarm,),) = due.args
    assert (alarm.key, alarm.late.total_seconds()) == (("i1", 0), 15 * 60)
    assert board.index(0).data() == "+0:15:00"
    assert [status.key for status in board.ringing] == [alarm.key]
    board.acknowledge(board.ringing[:1], "Mara")
    board.refresh(clock.now())
    assert board.ringing == ()
    assert book.bench.incubations["i1"].acknowledged == {0: 900.0}


def test_an_alarm_that_came_while_nothing_ran_rings_at_the_next_start(
    book: JournalSession, clock: SteppedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    start(book, clock, length_h=1)
    book.close()
    clock.reboot(hours=5)

    again = JournalSession(
        Journal(tmp_path / "journal.sqlite", Writer("here", clock.now().wall)),
        clock,
        tmp_path / "anchors.json",
        tmp_path / "snapshot.msgpack",
    )
    board = TimerList(again, Schedule(again))
    with qtbot.waitSignal(board.came_due) as due:
        board.refresh(clock.now())

    assert due.args is not None
    assert due.args[0][0].late.total_seconds() == pytest.approx(4 * 3600)
    again.close()


def test_what_is_in_hand_comes_first_with_its_freshness_and_tells_of_others(
    book: JournalSession, clock: SteppedClock
) -> None:
    solutions = SolutionTable(book)
    heard: list[str] = []
    solutions.changed.connect(lambda: heard.append("changed"))
    solutions.judged.connect(lambda: heard.append("judged"))
    two_hours = (Limit(LimitKind.AGE, 7200, "working_room_h", "lab rule"),)
    book.record(SolutionAdded(solution("s1", made=clock.now())))
    book.record(SolutionAdded(solution("w", Kind.WORKING, Storage.ROOM, two_hours, 1, clock.now())))
    clock.advance(hours=1)
    solutions.refresh(clock.now())
    book.record(SolutionDiscarded("s1", "old"))

    assert heard == ["changed", "changed", "judged", "changed"]
    working, stock = solutions.rows
    assert (working.freshness.state, working.freshness.left) == (State.FRESH, timedelta(hours=1))
    assert (stock.freshness.state, stock.freshness.left) == (State.DISCARDED, None)
    assert stock.kept.left == 0


def test_a_working_solution_of_two_days_ago_is_never_offered(book: JournalSession, clock: SteppedClock) -> None:
    solution_table, board = SolutionTable(book), TimerList(book, Schedule(book))
    two_hours = (Limit(LimitKind.AGE, 7200, "working_room_h", "lab rule"),)
    book.record(SolutionAdded(solution("s1", made=clock.now())))
    book.record(SolutionAdded(solution("w", Kind.WORKING, Storage.ROOM, two_hours, 1, clock.now())))
    start(book, clock, every_h=48)
    clock.advance(hours=47.75)
    solution_table.refresh(clock.now())
    board.refresh(clock.now())

    (task,) = tasks(board, solution_table)

    assert task.in_hand is None
    assert task.stock is not None
    assert task.stock.kept.solution.id == "s1"
    assert solution_table.fresh_working("len") == ()


def test_the_diary_changes_while_the_tester_watches(book: JournalSession, qtmodeltester: ModelTester) -> None:
    def wording(_bench: Callable[[], LabState], _find: Find) -> Callable[[Entry], str]:
        return lambda entry: entry.kind

    def when(instant: datetime) -> str:
        return f"{instant:%H:%M}"

    diary = JournalTable(book, wording, when, ("Happened", "Recorded", "What", "By", "Computer"))
    qtmodeltester.check(diary)
    assert diary.rowCount() == 0
    diary.open()
    diary.open()
    book.record(PersonNamed("Mara"), person="Mara")
    book.record(PersonNamed("Jo"))
    book.undo_last()

    assert [diary.index(row, JournalColumn.WHAT).data() for row in range(4)] == [
        "Retracted", "(undone) PersonNamed", "PersonNamed", "ChainStarted",
    ]  # fmt: skip
    assert diary.index(1, 0).data(JournalRole.UNDONE) is True
    assert diary.index(2, JournalColumn.PERSON).data() == "Mara"
    assert diary.index(2, JournalColumn.HAPPENED).data() == "08:00"
    assert diary.index(2, 0).data(JournalRole.LINE).person == "Mara"


def test_a_diary_that_could_not_be_read_says_so_and_is_read_when_its_page_is_opened_again(
    book: JournalSession, clock: SteppedClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wording(_bench: Callable[[], LabState], _find: Find) -> Callable[[Entry], str]:
        return lambda entry: entry.kind

    def broken(*_given: object) -> list[JournalLine]:
        raise KeyError

    book.record(SolutionAdded(solution("s1")), person="Mara")
    book.record_all([AliquotThawed("s1", 1, clock.now()) for _ in range(FIRST_SHOWN)])
    workers = Workers(QThreadPool())
    diary = JournalTable(
        book, wording, lambda instant: f"{instant:%H:%M}", ("Happened", "Recorded", "What", "By", "Computer"), workers
    )
    said: list[BenchError] = []
    diary.cut_short.connect(said.append)
    with monkeypatch.context() as wrong:
        wrong.setattr("benchapp.presenters.journal.journal_table.read_lines", broken)
        diary.open()
        qtbot.waitUntil(lambda: not workers.busy)
    assert [error.code for error in said] == [Message.WORK_FAILED_UNWRITTEN]
    cut = [diary.is_cut]
    assert diary.count == FIRST_SHOWN

    diary.open()
    diary.open()
    qtbot.waitUntil(lambda: not workers.busy)
    assert [*cut, diary.is_cut] == [True, False]
    assert diary.count > FIRST_SHOWN
    assert len(said) == 1


def test_a_long_diary_is_read_in_the_background_and_filtered_by_what_it_is_about(
    book: JournalSession, clock: SteppedClock, qtbot: QtBot
) -> None:
    def wording(_bench: Callable[[], LabState], _find: Find) -> Callable[[Entry], str]:
        return lambda entry: entry.kind

    book.record(SolutionAdded(solution("s1")), person="Mara")
    start(book, clock, "i1")
    for number in range(FIRST_SHOWN + 10):
        book.record(AliquotThawed("s1", 1, clock.now()), person="Jo" if number % 2 else "Mara")
    workers = Workers(QThreadPool())
    diary = JournalTable(
        book, wording, lambda instant: f"{instant:%H:%M}", ("Happened", "Recorded", "What", "By", "Computer"), workers
    )
    diary.open()
    assert diary.count == FIRST_SHOWN
    book.record(PersonNamed("Ada"), person="Ada")
    qtbot.waitUntil(lambda: diary.count == FIRST_SHOWN + 14)

    for wanted, count in (
        (JournalFilter("aliquotthawed jo"), 105),
        (JournalFilter(compound="len"), 212),
        (JournalFilter(subject="i1"), 1),
        (JournalFilter(subject="s1", person="Mara"), 106),
        (JournalFilter("2026-11-23"), 214),
        (JournalFilter(since=clock.now().wall + timedelta(days=1)), 0),
    ):
        diary.set_filter(wanted)
        assert diary.rowCount() == count, wanted


def test_nothing_is_shown_before_it_is_saved(
    book: JournalSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    book._journal._file.connection.execute("PRAGMA query_only = 1")

    with qtbot.assertNotEmitted(book.changed), pytest.raises(BenchError):
        book.record(PersonNamed("Mara"))

    assert book.bench.people == ()


def test_undo_takes_back_the_last_action_and_says_what_stands_in_the_way(
    book: JournalSession, clock: SteppedClock
) -> None:
    book.record(SolutionAdded(solution()))
    thawed = book.record(AliquotThawed("s1", 1, clock.now()))
    first = next(entry for entry in book.entries() if isinstance(entry.body, SolutionAdded))

    with pytest.raises(BenchError):
        book.undo(first.id)
    assert book.undo_last().id == thawed.id
    assert book.bench.solutions["s1"].left == 8
    assert book.undo_last().id == first.id
    with pytest.raises(BenchError):
        book.undo_last()


def test_a_clock_that_was_set_is_noticed_journalled_and_changes_no_timer(
    book: JournalSession, clock: SteppedClock, qtbot: QtBot
) -> None:
    board = TimerList(book, Schedule(book))
    start(book, clock, length_h=2)
    book.beat(clock.now())
    clock.advance(minutes=30)
    clock.jump(hours=-5)

    with qtbot.waitSignal(book.clock_set) as heard:
        book.beat(clock.now())
    board.refresh(clock.now())

    assert heard.args == [-5 * 3600.0]
    assert isinstance(book.entries()[-1].body, ClockChanged)
    assert board.index(0).data() == "1:30:00"


def test_the_anchor_is_renewed_each_minute(book: JournalSession, clock: SteppedClock, tmp_path: Path) -> None:
    book.beat(clock.now())
    begun = clock.now()
    clock.advance(seconds=30)
    book.beat(clock.now())
    assert load_anchors(tmp_path / "anchors.json").spans[-1].last == begun
    clock.advance(seconds=31)
    book.beat(clock.now())

    assert load_anchors(tmp_path / "anchors.json").spans[-1].last == clock.now()
    assert load_anchors(tmp_path / "anchors.json").heads == book.heads()


def test_the_shelf_is_judged_anew_where_something_can_have_changed(book: JournalSession, clock: SteppedClock) -> None:
    book.record(
        SolutionAdded(
            solution("s1", made=clock.now(), limits=(Limit(LimitKind.AGE, 2 * 3600.0, "working_h", "lab rule"),))
        )
    )
    book.record(SolutionAdded(solution("s2", made=clock.now(), limits=())))
    solution_table = SolutionTable(book)
    rounds = [solution_table.round]

    def judged() -> bool:
        solution_table.follow(clock.now())
        rounds.append(solution_table.round)
        return rounds[-1] > rounds[-2]

    assert judged()
    clock.advance(seconds=9)
    assert not judged()
    clock.advance(seconds=1)
    assert judged()
    # Near its use-by seconds are shown, and when it comes it is past in the same second.
    clock.advance(hours=1, minutes=58)
    assert judged()
    clock.advance(seconds=1)
    assert judged()
    clock.advance(seconds=109)
    assert judged()
    assert State.USE_SOON in [row.freshness.state for row in solution_table.rows]
    clock.advance(seconds=1)
    assert judged()
    assert State.PAST in [row.freshness.state for row in solution_table.rows]
    clock.advance(seconds=1)
    assert not judged()
    # What is written, a clock that was set, and another boot are seen at once.
    book.record(SolutionDiscarded("s2", "used up"))
    assert judged()
    clock.jump(hours=3)
    assert judged()
    clock.reboot(seconds=5)
    assert judged()
    assert not judged()


def test_a_given_re_dose_brings_the_next_one(book: JournalSession, clock: SteppedClock) -> None:
    board = TimerList(book, Schedule(book))
    start(book, clock, every_h=48)
    clock.advance(hours=48)
    book.record(RedoseGiven("i1", 0, clock.now()))
    board.refresh(clock.now())

    assert board.index(0).data().replace("\u202f", " ") == "2 d 0:00"
    assert State.FRESH.value == "fresh"
