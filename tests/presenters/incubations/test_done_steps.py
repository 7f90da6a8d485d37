"""What was done is recorded at its true time, and what is over is listed."""

from datetime import timedelta

import pytest

from benchapp.base.clock import SteppedClock
from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import PlannedStep, StepKind
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    IncubationStarted,
    IncubationStopped,
    SolutionAdded,
    SolutionMade,
)
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.presenters.calculator.leftovers import LeftoverChoice
from benchapp.presenters.incubations.done_steps import DoneSteps
from benchapp.presenters.incubations.ended import count_ended, latest_ended
from benchapp.presenters.incubations.given_with import record_redoses
from benchapp.presenters.session.journal_session import JournalSession
from tests.making import incubation, solution


@pytest.fixture
def steps(book: JournalSession, clock: SteppedClock) -> DoneSteps:
    book.record(IncubationStarted(incubation("i1", 168, 48, clock.now())))
    return DoneSteps(book)


def running(book: JournalSession) -> Running:
    return book.bench.incubations["i1"]


def test_a_step_is_recorded_at_the_time_at_which_it_was_done(
    steps: DoneSteps, book: JournalSession, clock: SteppedClock
) -> None:
    clock.advance(hours=51)
    redose = running(book).steps()[0]
    steps.done(running(book), redose, {"at": "3 h ago", "note": "clumps"}, "Mara")

    assert steps.done_s(running(book), redose) == pytest.approx(48 * 3600)
    last = book.entries()[-1]
    assert (last.happened_at, last.person) == (clock.now().wall - timedelta(hours=3), "Mara")
    counted = PlannedStep(1000, StepKind.COUNT, 0.0)
    steps.did(running(book), counted, {"at": "1 h ago", "cells_per_ml": "4e5"})
    assert running(book).added[1000].due_s == pytest.approx(50 * 3600)
    assert running(book).did[1000].values == {"cells_per_ml": "4e5"}


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("60 h ago", Message.DONE_BEFORE_START), ("in 2 h", Message.TIME_AHEAD), ("soonish", Message.BAD_TIME),
        ("5 h ago", Message.GIVEN_BEFORE_MADE),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_is_refused_at_its_field(
    steps: DoneSteps, book: JournalSession, clock: SteppedClock, at: str, code: MessageCode
) -> None:
    clock.advance(hours=49)
    made = clock.now().before(timedelta(hours=2))
    book.record(SolutionAdded(solution("w", SolutionPurpose.WORKING, None, aliquots=1, made=made)))
    redose = running(book).steps()[0]
    kept = book.bench.solutions["w"]
    with pytest.raises(BenchError) as refused:
        steps.read_at(running(book), at, kept)

    assert (refused.value.code, refused.value.values["field"]) == (code, "at")
    assert steps.read_at(running(book), "1 h ago", kept) == timedelta(hours=1)
    assert steps.done_s(running(book), redose) is None


def test_a_re_dose_is_given_when_its_solution_was_made(
    steps: DoneSteps, book: JournalSession, clock: SteppedClock
) -> None:
    clock.advance(hours=50)
    made = clock.now().before(timedelta(minutes=30))
    body = SolutionMade(solution("w", SolutionPurpose.WORKING, None, aliquots=1, made=made))
    book.record(body, ago=timedelta(minutes=30))
    record_redoses(book, [(running(book), running(book).steps()[0])], "w")

    assert running(book).given[0].wall == made.wall
    assert book.entries()[-1].happened_at == made.wall
    clock.advance(hours=1)
    record_redoses(book, [(running(book), running(book).steps()[1])], "w")
    assert running(book).given[1].wall == clock.now().wall


def test_steps_that_were_never_recorded_are_named_beside_the_one_that_comes_first(
    steps: DoneSteps, book: JournalSession, clock: SteppedClock
) -> None:
    assert steps.overdue_beside(running(book)) == ()
    clock.advance(hours=97)

    assert [status.step.number for status in steps.overdue_beside(running(book))] == [0]
    assert steps.given_from(running(book), running(book).steps()[0]) == ()
    steps.redosed(running(book), running(book).steps()[0], None, LeftoverChoice(), {"at": "49 h ago"})
    assert steps.overdue_beside(running(book)) == ()


def test_what_is_over_is_listed_with_how_late_it_ended(
    steps: DoneSteps, book: JournalSession, clock: SteppedClock
) -> None:
    clock.advance(hours=1)
    for name in ("i2", "i3", "i4"):
        book.record(IncubationStarted(incubation(name, 24, start=clock.now())))
        clock.advance(minutes=1)
    assert count_ended(book) == 0
    clock.advance(hours=24)
    known = book.bench.incubations
    steps.done(known["i2"], known["i2"].end, {"at": "now"})
    book.record(AlarmAcknowledged("i3", known["i3"].end.number, 600.0))
    book.record(IncubationStopped("i4", "contaminated"))

    ended = latest_ended(book, 2)
    assert count_ended(book) == 3
    assert [one.running.incubation.id for one in ended] == ["i4", "i3"]
    assert [one.late for one in ended] == [None, timedelta(minutes=10)]
    assert latest_ended(book, 9)[2].late == timedelta(minutes=3)
