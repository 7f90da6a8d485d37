"""A re-dose is moved alone, or with those after it by as much; none into the past or behind the end."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import END_NUMBER, PlannedStep, StepKind
from benchapp.domain.journal.entries import IncubationStarted, PersonNamed, RedoseGiven, StepMoved
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.incubations.moved_steps import MovedSteps
from benchapp.presenters.incubations.out_of_hours import MovedRedoses
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from tests.making import incubation


@pytest.fixture
def running(book: JournalSession, clock: SteppedClock) -> Running:
    """Seven days, a re-dose after 48, 96 and 144 h; Monday nine in Berlin."""
    book.record(IncubationStarted(replace(incubation("i1", 168, 48, clock.now()), end_number=END_NUMBER)))
    return book.bench.incubations["i1"]


def due_h(book: JournalSession) -> list[float]:
    """Return when each re-dose is due, h after the start."""
    running, moves = book.bench.incubations["i1"], MovedSteps(book)
    begin = running.incubation.start.wall
    redoses = (step for step in running.steps() if step.kind is StepKind.REDOSE)
    return [(moves.due(running, step) - begin).total_seconds() / 3600 for step in redoses]


@pytest.mark.parametrize(
    ("later", "expected"),
    [(False, [60.0, 96.0, 144.0]), (True, [60.0, 108.0, 156.0])],
    ids=["alone", "with those after"],
)
def test_a_re_dose_is_moved_alone_or_with_those_after_it(
    running: Running, book: JournalSession, clock: SteppedClock, *, later: bool, expected: list[float]
) -> None:
    moves, timers = MovedSteps(book), TimerList(book, Schedule(book))
    book.record(PersonNamed("AK"))
    clock.advance(hours=10)
    first = next(step for step in running.steps() if step.kind is StepKind.REDOSE)
    assert [step.number for step in moves.after(running, first)] == [1, 2]

    moves.move(running, first, "in 50 h", "the weekend", later=later)

    assert due_h(book) == expected
    written = [entry for entry in book.entries() if isinstance(entry.body, StepMoved)]
    assert {(entry.body.reason, entry.person) for entry in written if isinstance(entry.body, StepMoved)} == {
        ("the weekend", "AK")
    }
    (status,) = timers.statuses
    assert round(status.left.total_seconds() / 3600) == 50
    # What one press moved, one Undo takes back.
    book.undo_last()
    assert due_h(book) == [48.0, 96.0, 144.0]


def test_what_was_given_or_has_an_appointment_is_moved_as_it_is(
    running: Running, book: JournalSession, clock: SteppedClock
) -> None:
    moves, begin = MovedSteps(book), running.incubation.start.wall
    book.record(RedoseGiven("i1", 0, clock.now()))
    book.record(StepMoved("i1", PlannedStep(2, StepKind.REDOSE, 0.0, due_at=begin + timedelta(hours=150))))
    running = book.bench.incubations["i1"]
    second = next(step for step in running.steps() if step.number == 1)

    moves.move_to(running, second, book.local(begin + timedelta(hours=100)), later=True)

    running = book.bench.incubations["i1"]
    last = next(step for step in running.steps() if step.number == 2)
    assert last.due_at == begin + timedelta(hours=154)
    assert last.lead_s == second.lead_s
    assert 0 not in running.moved


def test_no_re_dose_is_moved_behind_the_end_or_into_the_past(
    running: Running, book: JournalSession, clock: SteppedClock
) -> None:
    moves = MovedSteps(book)
    clock.advance(hours=40)
    first = next(step for step in running.steps() if step.kind is StepKind.REDOSE)

    for when, later, code in (
        ("in 40 h", True, Message.REDOSE_AFTER_END),
        ("in 200 h", False, Message.REDOSE_AFTER_END),
        ("until 2020-01-01 9:00", True, Message.TIME_PASSED),
    ):
        with pytest.raises(BenchError) as refused:
            moves.move(running, first, when, later=later)
        assert (refused.value.code, refused.value.values["field"]) == (code, "when")
    assert due_h(book) == [48.0, 96.0, 144.0]
    moves.move(running, first, "in 1 h", later=True)
    assert due_h(book) == [41.0, 89.0, 137.0]


def test_the_end_and_other_steps_are_moved_alone(running: Running, book: JournalSession, clock: SteppedClock) -> None:
    moves = MovedSteps(book)
    book.record(StepMoved("i1", PlannedStep(2, StepKind.REDOSE, 100 * 3600.0)))
    running = book.bench.incubations["i1"]
    assert moves.after(running, running.end) == ()

    until = book.local(running.incubation.start.wall + timedelta(days=8))
    moves.move_to(running, running.end, until, later=True)

    assert book.bench.incubations["i1"].end.due_at == until
    assert due_h(book) == [48.0, 96.0, 100.0]


def test_before_the_start_a_re_dose_that_would_come_after_the_end_stays(
    running: Running, book: JournalSession, clock: SteppedClock
) -> None:
    moved, now = MovedRedoses(), book.local_now()
    timed = [(step, now + timedelta(seconds=step.due_s)) for step in running.incubation.steps()]

    moved.move(timed[0][0], timed[0][1] + timedelta(hours=30), timed, later=True)

    assert [(step.number, step.due_s / 3600) for step in moved.steps(now, "Europe/Berlin")] == [(0, 78.0), (1, 126.0)]
