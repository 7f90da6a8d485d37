"""The agenda: what is overdue, what is due today and in the week after it, what is made for it, what expires."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import Phase, StepStatus, standing
from benchapp.domain.journal.entries import IncubationStarted, SolutionAdded
from benchapp.domain.solutions.freshness import Freshness, State
from benchapp.domain.solutions.solution_state import initial_state
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPurpose
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.incubations.agenda import (
    DAYS,
    MOST_STEPS,
    AgendaSteps,
    agenda_steps,
    expiring,
    ready_by,
    to_prepare,
)
from benchapp.presenters.incubations.today import task_for
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from tests.making import incubation, moment, solution

BERLIN = ZoneInfo("Europe/Berlin")


def local(instant: datetime) -> datetime:
    return instant.astimezone(BERLIN)


PLATES = st.builds(
    lambda number, length, every, began: Running(incubation(f"i{number}", length, every, moment(-began))),
    st.integers(0, 99),
    st.integers(1, 500),
    st.sampled_from((0, 6, 24, 48)),
    st.integers(0, 400),
)


@given(plates=st.lists(PLATES, max_size=5), hours=st.floats(0, 200))
def test_each_step_that_is_due_is_in_one_place_in_its_order(plates: list[Running], hours: float) -> None:
    now = moment(hours)
    steps = agenda_steps(plates, now, (), local)
    shown = steps.shown
    today = local(now.wall).date()

    every = [standing(one, step, now) for one in plates for step in one.open_steps()]
    last = today + timedelta(days=DAYS)
    wanted = [one for one in every if one.phase is Phase.DUE or local(one.due).date() <= last]
    assert len(shown) + steps.more == len(wanted)
    assert len(shown) == min(len(wanted), MOST_STEPS)
    assert all(one.phase is Phase.DUE for one in steps.overdue)
    assert all(one.phase is not Phase.DUE and local(one.due).date() == today for one in steps.today)
    assert all(today < local(one.due).date() <= last for one in steps.week)
    for section in (steps.overdue, steps.today, steps.week):
        assert lefts(section) == sorted(lefts(section))
    coming = [one.left for one in every if one.phase is not Phase.DUE]
    assert (steps.next.left if steps.next else None) == min(coming, default=None)


def lefts(statuses: Sequence[StepStatus]) -> list[timedelta]:
    return [status.left for status in statuses]


def test_a_day_ends_at_the_midnight_of_the_zone_that_is_shown() -> None:
    # 23:30 in Berlin; an hour later it is the next day there.
    now = moment(14.5)
    soon, later = Running(incubation("i1", 15 - 0.25)), Running(incubation("i2", 15.5))

    steps = agenda_steps([soon, later], now, (), local)

    assert [one.running.incubation.id for one in steps.today] == ["i1"]
    assert [one.running.incubation.id for one in steps.week] == ["i2"]


def test_what_is_done_leaves_and_what_comes_is_named_however_far_it_is() -> None:
    given_already = Running(incubation("i1", 480, 240), given={0: moment(1)})

    steps = agenda_steps([given_already], moment(2), (), local)

    assert steps.shown == ()
    assert steps.next is not None
    assert steps.next.due == moment(480).wall


@pytest.fixture
def stocked(book: JournalSession, clock: SteppedClock, solution_table: SolutionTable) -> SolutionTable:
    book.record(SolutionAdded(solution("s1", made=clock.now())))
    for name in ("i1", "i2"):
        book.record(IncubationStarted(replace(incubation(name, 168, 48, clock.now()), stock="s1")))
    solution_table.refresh(clock.now())
    return solution_table


def steps_of(book: JournalSession) -> AgendaSteps:
    return agenda_steps(book.bench.running(), book.now(), book.anchors, book.local)


def test_what_is_due_together_is_thawed_and_made_together(
    book: JournalSession, stocked: SolutionTable, clock: SteppedClock
) -> None:
    clock.advance(hours=1)
    stocked.refresh(clock.now())

    made = to_prepare(steps_of(book), stocked)

    assert [len(one.tasks) for one in made] == [2, 2, 2]
    assert made[0].tubes == 1
    assert ready_by(made[0]) == made[0].tasks[0].status.due - timedelta(minutes=30)


def test_a_plate_of_several_doses_is_made_by_itself(
    book: JournalSession, stocked: SolutionTable, clock: SteppedClock
) -> None:
    plate = replace(incubation("plate", 168, 48, clock.now()), stock="s1", doses=8)
    book.record(IncubationStarted(plate))
    stocked.refresh(clock.now())

    made = to_prepare(steps_of(book), stocked)

    assert sorted(len(one.tasks) for one in made[:2]) == [1, 2]


def test_a_working_solution_that_will_have_expired_is_not_offered(
    book: JournalSession, stocked: SolutionTable, clock: SteppedClock
) -> None:
    two_hours = (Limit(LimitKind.AGE, 7200.0, "working_room_h", "lab rule"),)
    clock.advance(hours=46, minutes=30)
    working = solution("w1", SolutionPurpose.WORKING, limits=two_hours, made=clock.now())
    book.record(SolutionAdded(replace(working, concentration=Amount("10", "uM"))))
    stocked.refresh(clock.now())

    first, *_, last = steps_of(book).shown
    redoses = (task_for(first, stocked), task_for(last if last.step.kind == first.step.kind else first, stocked))
    assert redoses[0].in_hand is not None
    later = next(one for one in steps_of(book).week if one.step.number == 1)
    assert task_for(later, stocked).in_hand is None


def row(name: str, left: timedelta | None) -> SolutionRow:
    return SolutionRow(initial_state(solution(name)), Freshness(State.FRESH, left))


def test_what_expires_within_the_week_is_listed_the_first_first() -> None:
    rows = [
        row("later", timedelta(days=6)),
        row("never", None),
        row("past", timedelta(hours=-3)),
        row("far", timedelta(days=30)),
        row("soon", timedelta(hours=2)),
    ]

    assert [one.kept.solution.id for one in expiring(rows)] == ["past", "soon", "later"]


@pytest.mark.parametrize(
    ("strength", "unit", "volume_ul", "offered"),
    [
        ("10.01", "uM", 5000, True),
        ("10", "uM", None, True),
        ("20", "uM", 5000, False),
        ("75", "uM", 5000, False),
        ("10", "uM", 245, False),
        ("10", "mg/mL", 5000, False),
    ],
)
def test_a_working_solution_is_offered_at_the_strength_that_is_added_and_where_there_is_enough(
    book: JournalSession,
    stocked: SolutionTable,
    clock: SteppedClock,
    strength: str,
    unit: str,
    volume_ul: int | None,
    offered: bool,
) -> None:
    two_hours = (Limit(LimitKind.AGE, 7200.0, "working_room_h", "lab rule"),)
    clock.advance(hours=46, minutes=30)
    working = solution("w1", SolutionPurpose.WORKING, limits=two_hours, aliquots=1, made=clock.now())
    volume = None if volume_ul is None else Amount(str(volume_ul), "uL")
    book.record(SolutionAdded(replace(working, concentration=Amount(strength, unit), aliquot_volume=volume)))
    stocked.refresh(clock.now())

    assert (task_for(steps_of(book).shown[0], stocked).in_hand is not None) is offered
