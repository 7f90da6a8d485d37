"""What is done with what runs, and what falls together on Today."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import END_NUMBER, HalfLife, StepKind
from benchapp.domain.journal.entries import IncubationStarted, SolutionAdded
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment
from benchapp.presenters.incubations.alarm_sound import AlarmSound
from benchapp.presenters.incubations.half_lives import offered_half_lives, read_half_life
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.incubations.today import preparations, tasks
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from tests.making import incubation, solution


def started(book: JournalSession, clock: SteppedClock, name: str = "i1", every_h: float = 48) -> Running:
    begun = replace(incubation(name, 168, every_h, clock.now()), end_number=END_NUMBER, stock="s1")
    book.record(IncubationStarted(begun))
    return book.bench.incubations[name]


def now_of(book: JournalSession, name: str = "i1") -> Running:
    return book.bench.incubations[name]


def test_a_step_is_given_by_a_time_from_now_or_an_instant(book: JournalSession, clock: SteppedClock) -> None:
    desk, running = RunningIncubation(book), started(book, clock)
    clock.advance(hours=10)

    for text, due_h, appointed in (
        ("in 24 h", 34, False),
        ("now", 10, False),
        ("Tue 9:00", 24, True),
        ("until 2026-11-25 09:00", 48, True),
    ):
        step = desk.planned(running, StepKind.READ_OUT, {"when": text}, dosed=False)
        assert step.due_s / 3600 == pytest.approx(due_h), text
        assert (step.due_at is not None) is appointed


@pytest.mark.parametrize(
    ("kind", "texts", "field"),
    [
        (StepKind.SPLIT, {"when": "in 1 h", "ratio": "1"}, "ratio"),
        (StepKind.FEED, {"when": "in 1 h", "ul": "0"}, "ul"),
        (StepKind.FEED, {"when": "in 1 h", "ul": "5 mg"}, "ul"),
        (StepKind.CHANGE, {"when": "in 1 h", "part": "120"}, "part"),
        (StepKind.COUNT, {"when": "soonish"}, "when"),
        (StepKind.READ_OUT, {"when": "until 2020-01-01 9:00"}, "when"),
    ],
)
def test_a_step_that_cannot_be_taken_names_its_field(
    book: JournalSession, clock: SteppedClock, kind: StepKind, texts: dict[str, str], field: str
) -> None:
    desk, running = RunningIncubation(book), started(book, clock)

    with pytest.raises(BenchError) as refused:
        desk.planned(running, kind, texts, dosed=False)
    assert refused.value.values["field"] == field


def test_steps_are_planned_done_moved_and_left_out(book: JournalSession, clock: SteppedClock) -> None:
    desk, running = RunningIncubation(book), started(book, clock)
    desk.add(running, desk.planned(running, StepKind.COUNT, {"when": "in 24 h", "ul": "10"}, dosed=False), "Mara")
    clock.advance(hours=25)
    running = now_of(book)
    count = next(step for step in running.steps() if step.kind is StepKind.COUNT)
    desk.steps.done(running, count, {"cells_per_ml": "4e5", "note": " "}, "Mara")
    running = now_of(book)
    assert running.did[count.number].values == {"cells_per_ml": "4e5"}

    split = desk.planned(running, StepKind.SPLIT, {"when": "now", "ratio": "3"}, dosed=True)
    desk.steps.did(running, split, {})
    running = now_of(book)
    assert running.added[split.number].due_s == 25 * 3600
    first, second = [step for step in running.open_steps() if step.kind is StepKind.REDOSE][:2]
    desk.moves.move(running, first, "in 30 h", "the weekend")
    desk.leave_out(now_of(book), second, "")
    desk.steps.done(now_of(book), first, {})
    running = now_of(book)
    assert running.moved[first.number].due_s == 55 * 3600
    assert second.number in running.skipped
    assert first.number in running.given


def test_pausing_lengthening_and_a_half_life_are_kept(book: JournalSession, clock: SteppedClock) -> None:
    desk, running = RunningIncubation(book), started(book, clock)
    clock.advance(hours=10)
    desk.pause(running, "the incubator failed")
    clock.advance(hours=2)
    desk.go_on(now_of(book))
    desk.change_length(now_of(book), "8 d", "slow cells")
    assert now_of(book).incubation.length_s == 8 * 86400
    desk.change_length(now_of(book), "until 2026-11-25 09:00", "")
    assert now_of(book).incubation.until is not None
    with pytest.raises(BenchError) as refused:
        desk.change_length(now_of(book), "2 h", "")
    assert refused.value.code is Message.TIME_PASSED
    desk.choose_half_life(now_of(book), read_half_life({"half_life": "8 h", "source": "me", "matrix": "RPMI"}))
    assert now_of(book).half_life == HalfLife(8, "me", "RPMI")
    for missing in ("source", "matrix", "half_life"):
        texts = {"half_life": "8 h", "source": "me", "matrix": "RPMI", missing: ""}
        with pytest.raises(BenchError):
            read_half_life(texts)


def test_only_a_half_life_outside_the_body_is_offered_and_none_is_chosen(lenalidomide: Monograph) -> None:
    offered = offered_half_lives(lenalidomide)

    assert [one.half_life for one in offered] == [
        HalfLife(8.0, lenalidomide.sources["chen-2012"].title, "human plasma, in vitro")
    ]
    assert offered_half_lives(None) == ()


def test_steps_outside_working_hours_are_shown_with_the_nearest_times(
    book: JournalSession, clock: SteppedClock
) -> None:
    # Begun on a Monday at nine in Berlin: the third re-dose falls on a Sunday.
    desk, running = RunningIncubation(book), started(book, clock)

    (outside,) = desk.out_of_hours(running)

    assert (outside.step.number, f"{outside.at:%a %H:%M}") == (2, "Sun 09:00")
    assert (f"{outside.before:%a %H:%M}", f"{outside.after:%a %H:%M}") == ("Fri 18:00", "Mon 08:00")
    assert outside.after is not None
    desk.moves.move_to(running, outside.step, outside.after)
    running = book.bench.incubations["i1"]
    assert desk.out_of_hours(running) == ()
    assert next(step for step in running.steps() if step.number == 2).due_at == outside.after
    desk.moves.move_to(running, running.end, outside.after + timedelta(days=2))
    assert book.bench.incubations["i1"].end.due_at == outside.after + timedelta(days=2)


def test_re_doses_due_together_become_one_preparation_and_others_do_not(
    book: JournalSession, clock: SteppedClock
) -> None:
    stock = replace(solution("s1", made=clock.now()), aliquot_volume=Amount("100", "uL"))
    book.record(SolutionAdded(stock))
    started(book, clock, "i1")
    clock.advance(minutes=30)
    started(book, clock, "i2")
    weaker = replace(incubation("i3", 168, 48, clock.now()), concentration=Amount("1", "uM"), end_number=END_NUMBER)
    book.record(IncubationStarted(weaker))
    clock.advance(hours=3)
    started(book, clock, "i4")
    clock.advance(hours=43)
    board, solution_table = TimerList(book, Schedule(book)), SolutionTable(book)
    # Nobody knows yet what a recipe makes of it, and no other figure is in its place.
    assert {one.redose_ul for one in preparations(tasks(board, solution_table), solution_table)} <= {0.0}
    solution_table.use_volumes(lambda _stock, _steps: 0.0)
    solution_table.refresh(clock.now())
    board.refresh(clock.now())

    groups = preparations(tasks(board, solution_table), solution_table)

    assert [[task.status.running.incubation.id for task in one.tasks] for one in groups] == [
        ["i1", "i2"],
        ["i3"],
        ["i4"],
    ]
    both = groups[0]
    assert both.redose_ul == pytest.approx(2 * 24 * 50 * 1.1)
    assert both.stock_ul == pytest.approx(2 * 24 * 50 * 1.1 / 1000)
    # An aliquot each, of eight.
    assert [(one.tubes, one.left) for one in groups] == [(1, 7), (1, 6), (1, 5)]


def test_the_agenda_tells_what_working_everything_out_tells(book: JournalSession, clock: SteppedClock) -> None:
    from benchapp.domain.incubations.step_status import next_alarm, next_standing, ringing

    for number, every in enumerate((0, 24, 48)):
        started(book, clock, f"i{number}", every)
    RunningIncubation(book).pause(now_of(book, "i1"), "")
    agenda = Schedule(book)
    for step in ({"hours": 1}, {"seconds": 0.4}, {"hours": 22.5}, {"minutes": 31}, {"days": 3}, {"days": 9}):
        clock.advance(**step)
        if step == {"days": 3}:
            clock.jump(hours=-5)
        now: Moment = clock.now()
        statuses, rings = agenda.look(now)
        running = book.bench.running()
        wanted = [next_standing(one, now, book.anchors) for one in running]
        assert [(one.key, one.left) for one in statuses] == [(one.key, one.left) for one in wanted if one]
        assert [one.key for one in rings] == [one.key for each in running for one in ringing(each, now, book.anchors)]
        waits = [wait for one in running if (wait := next_alarm(one, now, book.anchors)) is not None]
        soonest = agenda.soonest(now)
        assert (soonest is None) == (not waits)
        assert soonest is None or abs(soonest - min(waits)) < timedelta(milliseconds=1)


def test_the_ringer_loops_for_a_minute_then_rings_each_minute_until_silenced(clock: SteppedClock) -> None:
    rung: list[float] = []

    def play(done: Callable[[bool], object]) -> None:
        rung.append(clock.now().boot_s)
        done(True)

    ringer = AlarmSound(play)

    ringer.ring(clock.now())
    assert len(rung) == 1
    assert ringer._again.isActive()
    ringer._again.stop()
    for _ in range(3):
        clock.advance(seconds=61)
        ringer.beat(clock.now())
    assert len(rung) == 4
    # After the first minute it no longer loops.
    assert not ringer._again.isActive()
    ringer.silence()
    clock.advance(hours=1)
    ringer.beat(clock.now())
    assert len(rung) == 4
    assert not ringer.rings


def test_a_ringer_without_a_player_says_so(clock: SteppedClock) -> None:
    failed: list[bool] = []
    ringer = AlarmSound(lambda done: done(False))
    ringer.failed.connect(lambda: failed.append(True))

    ringer.ring(clock.now())

    assert failed == [True]
    assert not ringer._again.isActive()
