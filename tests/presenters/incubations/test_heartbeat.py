"""When everything is refreshed, and when it is enough to show the times left."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.journal.entries import IncubationPaused, IncubationStarted, SolutionAdded
from benchapp.domain.solutions.solutions import Limit, LimitKind
from benchapp.presenters.incubations.heartbeat import CALM_MS, HEARTBEAT_MS, HIDDEN_MS, RESTING_MS, Heartbeat
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.elsewhere import Elsewhere
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from tests.making import incubation, solution


def start(
    book: JournalSession, clock: SteppedClock, name: str = "i1", length_h: float = 168, every_h: float = 0
) -> None:
    book.record(IncubationStarted(incubation(name, length_h, every_h, clock.now())))


class Beating:
    """A heartbeat, and what it tells at each tick."""

    def __init__(self, book: JournalSession, clock: SteppedClock) -> None:
        self.clock = clock
        self.agenda, self.solution_table = Schedule(book), SolutionTable(book)
        self.board = TimerList(book, self.agenda)
        self.heart = Heartbeat(book, self.agenda, self.solution_table)
        self.signals: list[str] = []
        self.heart.beat.connect(self.solution_table.follow)
        self.heart.beat.connect(self.board.refresh)
        self.heart.passed.connect(self.board.pass_time)
        self.heart.beat.connect(lambda _now: self.signals.append("beat"))
        self.heart.passed.connect(lambda _now: self.signals.append("passed"))

    def tick(self, **after: float) -> str:
        """Let time pass, and give what the next tick tells."""
        self.clock.advance(**after)
        self.heart.tick()
        return self.signals[-1]


def test_one_beat_serves_everybody_and_slows_down_when_nobody_looks(
    book: JournalSession, clock: SteppedClock, qtbot: QtBot
) -> None:
    heart = Heartbeat(book, Schedule(book), SolutionTable(book))
    first = clock.now()
    with qtbot.waitSignal(heart.beat) as beating:
        heart.start()
    heart.set_hidden(True)
    assert heart._timer.interval() == HIDDEN_MS
    clock.advance(seconds=2)
    with qtbot.waitSignal(heart.beat, timeout=100):
        heart.set_hidden(False)
    assert heart._timer.interval() == HEARTBEAT_MS
    heart.set_hidden(True)
    assert heart._timer.interval() == HIDDEN_MS
    # What begins while nobody looks is counted from its first second.
    start(book, clock, length_h=0.0001)
    heart.ask()

    assert beating.args == [first]
    assert heart._timer.interval() == HEARTBEAT_MS
    assert heart._due.isActive()
    heart.stop()


class RunsElsewhere(Elsewhere):
    """A lab in which another computer runs an incubation, as it has said at a moment."""

    others: tuple[Running, ...] = ()

    def running(self) -> tuple[Running, ...]:
        return self.others


def test_hidden_it_wakes_once_a_minute_where_nothing_runs_and_another_start_is_told_of(
    book: JournalSession, clock: SteppedClock
) -> None:
    heart = Heartbeat(book, Schedule(book), SolutionTable(book))
    heart.start()
    heart.told = True
    heart.set_hidden(True)
    assert heart._timer.interval() == RESTING_MS
    lab = book.elsewhere = RunsElsewhere(book, lambda: None)
    heart.ask()
    assert heart._timer.interval() == RESTING_MS
    start(book, clock)
    assert heart._timer.interval() == HIDDEN_MS
    lab.others = book.bench.running()
    book.undo_last()
    assert heart._timer.interval() == HIDDEN_MS, "what runs on another computer may have to ring here"
    heart.stop()


def test_a_second_in_which_only_time_passes_is_shown_as_such(book: JournalSession, clock: SteppedClock) -> None:
    start(book, clock, length_h=1)
    beating = Beating(book, clock)

    assert beating.tick() == "beat"
    assert [beating.tick(seconds=1) for _ in range(3)] == ["passed"] * 3
    assert beating.board.index(0).data() == "0:59:57"


def test_everybody_looks_again_when_more_than_time_has_passed(book: JournalSession, clock: SteppedClock) -> None:
    start(book, clock, length_h=1)
    beating = Beating(book, clock)

    def after(happens: Callable[[], object]) -> str:
        beating.tick()
        assert beating.tick(seconds=1) == "passed"
        before = len(beating.signals)
        happens()
        beating.heart.tick()
        # What is written is signalled at once, before the next tick.
        return beating.signals[before]

    assert after(lambda: start(book, clock, "i2")) == "beat"
    assert after(lambda: clock.jump(seconds=3)) == "beat"
    assert after(lambda: clock.jump(hours=-2)) == "beat"
    assert after(lambda: clock.reboot(seconds=2)) == "beat"
    near = Limit(LimitKind.AGE, 3600.0, "working_h", "lab rule")
    assert after(lambda: book.record(SolutionAdded(solution(limits=(near,), made=clock.now())))) == "beat"
    assert after(lambda: clock.advance(seconds=11)) == "beat", "solutions grow older"


def test_a_new_minute_is_a_beat_at_its_first_second(book: JournalSession, clock: SteppedClock) -> None:
    start(book, clock, length_h=2)
    beating = Beating(book, clock)
    beating.tick(seconds=55 - clock.now().wall.second)

    assert [beating.tick(seconds=1) for _ in range(6)] == ["passed"] * 4 + ["beat", "passed"]


def test_what_falls_due_and_rings_is_looked_at_each_second(book: JournalSession, clock: SteppedClock) -> None:
    start(book, clock, length_h=0.5)
    beating = Beating(book, clock)
    beating.tick(minutes=30, seconds=-3)

    assert [beating.tick(seconds=1) for _ in range(5)] == ["passed", "passed", "beat", "beat", "beat"]
    assert beating.board.index(0).data() == "+0:00:02"
    assert len(beating.board.ringing) == 1


def test_a_use_by_that_is_near_is_looked_at_each_second(book: JournalSession, clock: SteppedClock) -> None:
    two_hours = (Limit(LimitKind.AGE, 7200.0, "working_h", "lab rule"),)
    book.record(SolutionAdded(solution("s1", made=clock.now(), limits=two_hours)))
    beating = Beating(book, clock)
    beating.tick(hours=1, minutes=59)

    assert [beating.tick(seconds=1) for _ in range(3)] == ["beat"] * 3


def test_a_paused_incubation_keeps_its_time(book: JournalSession, clock: SteppedClock) -> None:
    start(book, clock, length_h=2)
    start(book, clock, "i2", length_h=2)
    clock.advance(hours=1)
    book.record(IncubationPaused("i1", clock.now()))
    beating = Beating(book, clock)
    beating.tick()

    assert beating.tick(seconds=7) == "passed"
    assert [beating.board.index(row).data() for row in (0, 1)] == ["1:00:00", "0:59:53"]


class Resting(Beating):
    """A program that the system tells of another start, and on whose screen no clock runs but where it is said."""

    def __init__(self, book: JournalSession, clock: SteppedClock, *, in_view: bool = False) -> None:
        super().__init__(book, clock)
        self.in_view = in_view
        self.heart.told = True
        self.heart.clock_in_view = lambda: self.in_view
        self.heart.start()

    @property
    def pace(self) -> int:
        """How long it rests until it asks the clock again, ms."""
        return self.heart._timer.interval()


def test_nobody_is_woken_for_a_second_that_no_time_shows(book: JournalSession, clock: SteppedClock) -> None:
    clock.advance(seconds=70 - clock.now().wall.second)
    start(book, clock, length_h=20)
    clock.advance(seconds=20)
    resting = Resting(book, clock)
    assert resting.pace == CALM_MS
    before = len(resting.signals)
    resting.tick(seconds=3)
    assert len(resting.signals) == before, "17 h 14 min are the same three seconds later"
    resting.in_view = True
    resting.heart.set_pace()
    assert resting.pace == HEARTBEAT_MS, "somebody unfolded the clock, which runs by the second"
    assert resting.tick(seconds=1) == "passed"
    resting.in_view = False
    resting.tick(hours=19, seconds=10)
    assert resting.pace == HEARTBEAT_MS, "in the last hour every page shows seconds"
    resting.heart.set_hidden(True)
    assert resting.pace == HIDDEN_MS
    resting.tick(hours=1)
    assert resting.board.ringing
    assert resting.pace == HEARTBEAT_MS, "the window of an alarm tells how long it has been ringing"
    resting.heart.stop()


def test_days_that_are_left_are_shown_by_the_minute_also_beside_the_page(
    book: JournalSession, clock: SteppedClock
) -> None:
    clock.advance(seconds=60 - clock.now().wall.second)
    start(book, clock)
    clock.advance(seconds=20)
    resting = Resting(book, clock, in_view=True)
    assert resting.pace == CALM_MS
    resting.tick(seconds=38)
    assert HEARTBEAT_MS < resting.pace < CALM_MS, "the clock beside the page has a new minute at its first second"
    assert resting.tick(seconds=3) == "beat"
    before = len(resting.signals)
    resting.tick(seconds=61)
    assert resting.signals[before:] == ["beat"]
    shown = resting.board.index(0).data()
    resting.tick(seconds=20)
    assert resting.board.index(0).data() == shown
    resting.heart.stop()


def test_a_use_by_in_days_wakes_nobody_every_ten_seconds(book: JournalSession, clock: SteppedClock) -> None:
    def limits(span_s: float) -> tuple[Limit, ...]:
        return (Limit(LimitKind.AGE, span_s, "working_h", "lab rule"),)

    now = clock.now()
    clock.advance(seconds=61 - now.wall.second)
    book.record(SolutionAdded(solution("s1", limits=limits(60 * 86400.0), made=now)))
    resting = Resting(book, clock)
    before = len(resting.signals)
    resting.tick(seconds=50)
    assert resting.signals[before:] == []
    book.record(SolutionAdded(solution("s2", limits=limits(7200.0), made=now)))
    resting.tick()
    assert resting.pace == CALM_MS
    before = len(resting.signals)
    resting.tick(seconds=3)
    assert resting.signals[before:] == []
    resting.heart.stop()


def test_an_alarm_more_than_a_minute_away_is_armed_whatever_the_pace(book: JournalSession, clock: SteppedClock) -> None:
    start(book, clock, length_h=1)
    resting = Resting(book, clock)
    resting.heart.set_hidden(True)
    resting.tick(minutes=58, seconds=30)
    assert resting.heart._due.isActive()
    assert 89_000 < resting.heart._due.remainingTime() <= 90_001
    resting.heart.stop()


def test_what_nothing_tells_of_is_looked_at_every_third_second(book: JournalSession, clock: SteppedClock) -> None:
    start(book, clock, length_h=1)
    beating = Beating(book, clock)
    looked: list[object] = []
    beating.heart.now_and_then.connect(looked.append)
    beating.tick()
    assert len(looked) == 1
    for _ in range(9):
        beating.tick(seconds=1)
    assert len(looked) == 4
    beating.tick(seconds=5)
    assert len(looked) == 5


# All examples are in one journal, which grows.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=settings().max_examples // 3)
@given(st.lists(st.tuples(st.sampled_from(["pass", "set", "reboot"]), st.floats(0.1, 4000)), max_size=20))
def test_the_times_shown_are_those_of_a_fresh_look(
    book: JournalSession, clock: SteppedClock, report: list[tuple[str, float]]
) -> None:
    """Whatever the clocks do, who ticks shows the same as who looks at everything anew."""
    while book.bench.running():
        book.undo_last()
    start(book, clock, length_h=3, every_h=1)
    start(book, clock, "i2", length_h=60)
    beating = Beating(book, clock)
    for kind, seconds in report:
        match kind:
            case "pass":
                clock.advance(seconds=seconds % 30)
            case "set":
                clock.jump(seconds=seconds - 2000)
            case _:
                clock.reboot(seconds=seconds)
        beating.heart.tick()
        fresh, rings = Schedule(book).look(clock.now())

        for one, two in zip(beating.board.statuses, fresh, strict=True):
            assert abs(one.left - two.left) < timedelta(milliseconds=1)
        assert [(one.key, one.phase) for one in beating.board.statuses] == [(one.key, one.phase) for one in fresh]
        assert {one.key for one in beating.board.ringing} == {one.key for one in rings}
