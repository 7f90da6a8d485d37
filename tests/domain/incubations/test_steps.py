"""Steps of a running incubation: what they do to a well, to time, and to what rings."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.base.ids import FreshIds
from benchapp.domain.incubations.incubations import Running, lived_at
from benchapp.domain.incubations.redose import Change, Method, Well, changed
from benchapp.domain.incubations.step_status import Phase, next_alarm, next_standing, ringing, standing
from benchapp.domain.incubations.steps import END_NUMBER, HalfLife, PlannedStep, StepKind
from benchapp.domain.incubations.well_course import band, volume_before, well_course
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    Body,
    HalfLifeChosen,
    IncubationPaused,
    IncubationResumed,
    IncubationStarted,
    LengthChanged,
    RedoseGiven,
    RedoseSkipped,
    StepAdded,
    StepDone,
    StepMoved,
)
from benchapp.domain.journal.state import replay
from tests.making import entry, incubation, moment

DAY = 86400.0


def running(*bodies: Body, every_h: float = 48, method: Method = Method.HALF_CHANGE_1X) -> Running:
    begun = replace(incubation(every_h=every_h, method=method), end_number=END_NUMBER)
    entries = [entry(body, number) for number, body in enumerate((IncubationStarted(begun), *bodies), 1)]
    return replay(entries).incubations["i1"]


def planned(kind: StepKind, at_h: float, number: int = 1000, **fields: float | bool) -> StepAdded:
    return StepAdded("i1", PlannedStep(number, kind, at_h * 3600, **fields))  # type: ignore[arg-type]


def test_steps_that_are_added_stand_in_the_order_of_time() -> None:
    one = running(planned(StepKind.COUNT, 72), planned(StepKind.READ_OUT, 24, 1001))

    assert [(step.kind, step.due_s / 3600) for step in one.steps()] == [
        (StepKind.READ_OUT, 24), (StepKind.REDOSE, 48), (StepKind.COUNT, 72), (StepKind.REDOSE, 96),
        (StepKind.REDOSE, 144), (StepKind.END, 168),
    ]  # fmt: skip


def test_the_number_of_an_added_step_is_by_chance_and_never_one_that_is_taken() -> None:
    one = running(planned(StepKind.COUNT, 72), planned(StepKind.READ_OUT, 24, 1001))
    chance = iter([0, 1, 77])

    assert one.next_number(lambda limit: next(chance)) == 1077
    numbers = {one.next_number(FreshIds().below) for _ in range(100)}
    assert len(numbers) == 100
    assert all(1000 <= number < 1000 + 2**31 for number in numbers)


def test_each_kind_of_step_does_to_the_well_what_a_hand_calculation_says() -> None:
    one = running(
        planned(StepKind.SPLIT, 10, ratio=4.0, dosed=True),
        planned(StepKind.FEED, 20, 1001, ul=50.0),
        planned(StepKind.CHANGE, 30, 1002, part=0.5),
        planned(StepKind.COUNT, 40, 1003, ul=10.0),
        planned(StepKind.VOLUME, 50, 1004, ul=70.0),
        every_h=0,
    )

    wells = [(point.well.volume_ul, point.well.high, point.well.vehicle_percent) for point in well_course(one)]
    expected = [
        (100, 1, 0.1),
        (100, 1, 0.1),  # a quarter stays, three quarters of fresh medium at the dose
        (150, 100 / 150, 0.1 * 100 / 150),
        (150, 50 / 150, 0.05 * 100 / 150),
        (140, 50 / 150, 0.05 * 100 / 150),
        (70, 100 / 150, 0.1 * 100 / 150),  # half the water went: twice as strong
        (70, 100 / 150, 0.1 * 100 / 150),
    ]
    for found, wanted in zip(wells, expected, strict=True):
        assert found == pytest.approx(wanted)


def test_a_split_into_plain_medium_may_leave_nothing_and_leaves_at_most_its_part() -> None:
    split = well_course(running(planned(StepKind.SPLIT, 10, ratio=3.0), every_h=0))[1].well

    assert split.low == 0.0
    assert split.high == pytest.approx(1 / 3)


def test_what_is_left_out_does_nothing_and_what_was_done_counts_when_it_was() -> None:
    one = running(RedoseSkipped("i1", 0, "weekend"), RedoseGiven("i1", 1, moment(100)))

    fields = [(point.step.number if point.step else None, point.at_s / 3600, point.done) for point in well_course(one)]
    assert fields == [(None, 0, True), (1, 100, True), (2, 144, False), (END_NUMBER, 168, False)]


def test_a_later_spike_goes_into_a_fuller_well() -> None:
    plan = replace(running(method=Method.SPIKE).incubation.plan, spike_ul=5.0)
    one = running(method=Method.SPIKE)
    one = replace(one, incubation=replace(one.incubation, plan=plan))
    first, second, third = [step for step in one.steps() if step.kind is StepKind.REDOSE]

    assert [volume_before(one, step) for step in (first, second, third)] == [100, 105, 110]


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 2), st.floats(1, 500)).map(lambda fields: Change(*fields)), max_size=8
    )
)
def test_what_could_be_in_a_well_lies_between_the_ends(changes: list[Change]) -> None:
    well = Well(100, 1.0, 1.0, 0.1)
    for change in changes:
        well = changed(well, change, 0.1)
        assert 0 <= well.low <= well.high + 1e-9
        # The vehicle never goes, so it is the upper end times what a dose brings.
        assert well.vehicle_percent == pytest.approx(well.high * 0.1)


def test_without_a_half_life_there_is_only_the_upper_line() -> None:
    points = band(well_course(running()), 7 * DAY, 0.0)

    assert all(point.low is None for point in points)
    assert max(point.high for point in points) == 1.0


def test_a_half_life_of_a_day_halves_in_a_day_and_starts_anew_with_each_dose() -> None:
    one = running(method=Method.FULL_CHANGE)

    points = band(well_course(one), 7 * DAY, 24.0, samples=2)

    assert points[0].low == 1.0
    assert points[1].low == pytest.approx(0.5)
    assert points[2].low == pytest.approx(0.25)
    assert points[3].low == 1.0
    assert all(point.low is not None and point.low <= point.high + 1e-9 for point in points)
    assert running(HalfLifeChosen("i1", HalfLife(24, "me", "medium"))).half_life == HalfLife(24, "me", "medium")


def test_a_pause_stands_still_and_going_on_goes_on() -> None:
    paused = running(IncubationPaused("i1", moment(10), "power cut"))
    again = running(IncubationPaused("i1", moment(10)), IncubationResumed("i1", moment(22)))

    assert lived_at(paused, moment(100)) == timedelta(hours=10)
    assert paused.paused
    assert next_alarm(paused, moment(100)) is None
    assert lived_at(again, moment(30)) == timedelta(hours=18)
    status = next_standing(again, moment(30))
    assert status is not None
    assert status.left == timedelta(hours=30)
    assert replace(again, pauses=()).pauses == ()


def test_pausing_twice_or_going_on_without_a_pause_changes_nothing() -> None:
    assert running(IncubationResumed("i1", moment(1))) == running()
    assert running(*[IncubationPaused("i1", moment(5))] * 2) == running(IncubationPaused("i1", moment(5)))


def test_an_appointment_follows_the_wall_clock_and_a_duration_does_not() -> None:
    at = moment(48).wall
    one = running(StepMoved("i1", PlannedStep(0, StepKind.REDOSE, 48 * 3600.0, due_at=at, zone="UTC")))
    set_forward = replace(moment(20), wall=moment(24).wall)

    steps = {step.number: standing(one, step, set_forward) for step in one.steps()}

    assert steps[0].left == timedelta(hours=24)
    assert steps[1].left == timedelta(hours=76)


def test_a_snoozed_alarm_rings_again_at_its_instant_and_not_before() -> None:
    one = running(AlarmSnoozed("i1", 0, moment(48.25)))

    assert ringing(one, moment(48.2)) == ()
    assert next_alarm(one, moment(48.2)) == pytest.approx(timedelta(hours=0.05), abs=timedelta(seconds=1))
    assert [status.step.number for status in ringing(one, moment(48.3))] == [0]
    # Another boot: only the wall clock is left to go by.
    assert ringing(one, moment(48.2, "boot-2")) == ()
    assert [status.step.number for status in ringing(one, moment(60, "boot-2"))] == [0]


def test_a_moved_step_rings_at_its_new_time_though_the_old_one_was_seen() -> None:
    one = running(
        AlarmAcknowledged("i1", 0, 1.0), StepMoved("i1", PlannedStep(0, StepKind.REDOSE, 60 * 3600.0, 1800.0))
    )

    assert ringing(one, moment(50)) == ()
    assert [status.step.due_s for status in ringing(one, moment(60.5))] == [60 * 3600.0]


@pytest.mark.parametrize(
    "answer", [AlarmAcknowledged("i1", 0, 1.0, 48 * 3600.0), AlarmSnoozed("i1", 0, moment(200), 48 * 3600.0)]
)
def test_an_answer_to_the_alarm_before_a_step_was_moved_does_not_silence_the_new_one(answer: Body) -> None:
    moved = StepMoved("i1", PlannedStep(0, StepKind.REDOSE, 60 * 3600.0, 1800.0))

    # The other computer had not heard of the move when somebody there answered.
    for one in (running(moved, answer), running(answer, moved)):
        assert [status.step.due_s for status in ringing(one, moment(60.5))] == [60 * 3600.0]
    assert ringing(running(answer), moment(48.1)) == ()


def test_an_end_that_was_answered_before_it_was_moved_is_not_over() -> None:
    answer = AlarmAcknowledged("i1", END_NUMBER, 1.0, 7 * DAY)
    longer = LengthChanged("i1", 10 * DAY)

    assert running(answer).over
    assert not running(longer, answer).over
    assert running(longer, AlarmAcknowledged("i1", END_NUMBER, 1.0, 10 * DAY)).over


def test_an_answer_to_an_appointment_counts_for_that_appointment() -> None:
    at, later = moment(48).wall, moment(50).wall
    moved = StepMoved("i1", PlannedStep(0, StepKind.REDOSE, 48 * 3600.0, due_at=later, zone="UTC"))

    assert running(moved, AlarmAcknowledged("i1", 0, 1.0, 48 * 3600.0, at)).acknowledged == {}
    assert running(moved, AlarmAcknowledged("i1", 0, 1.0, 48 * 3600.0, later)).acknowledged == {0: 1.0}


def test_an_answer_of_the_first_version_counts_as_it_did() -> None:
    assert running(AlarmAcknowledged("i1", 0, 1.0)).acknowledged == {0: 1.0}


def test_a_longer_incubation_runs_again_and_has_the_re_doses_of_its_length() -> None:
    over = running(AlarmAcknowledged("i1", END_NUMBER, 1.0))
    longer = running(AlarmAcknowledged("i1", END_NUMBER, 1.0), LengthChanged("i1", 10 * DAY, reason="not yet"))

    assert over.over
    assert not longer.over
    assert [step.due_s / 3600 for step in longer.steps()] == [48, 96, 144, 192, 240]
    assert longer.end.number == END_NUMBER


def test_a_step_that_was_done_is_done_and_what_was_found_is_kept() -> None:
    one = running(
        planned(StepKind.COUNT, 24),
        StepDone("i1", 1000, moment(25), {"cells_per_ml": "4e5"}),
        StepDone("i1", 1001, moment(26), {}, PlannedStep(1001, StepKind.READ_OUT, 26 * 3600.0)),
    )

    assert one.did[1000].values == {"cells_per_ml": "4e5"}
    assert {step.number for step in one.steps() if one.done(step)} == {1000, 1001}
    status = standing(one, one.steps()[0], moment(30))
    assert status.phase is Phase.DONE


@pytest.mark.parametrize(
    ("planned", "change"),
    [
        (PlannedStep(1000, StepKind.READ_OUT, DAY), Change(1.0, 0.0, 100.0)),
        (PlannedStep(1000, StepKind.CHANGE, DAY, part=0.5, dosed=True), Change(0.5, 0.5, 100.0)),
        (PlannedStep(1000, StepKind.CHANGE, DAY, part=0.5), Change(0.5, 0.0, 100.0)),
        (PlannedStep(1000, StepKind.FEED, DAY, ul=100.0, dosed=True), Change(0.5, 0.5, 200.0)),
        (PlannedStep(1000, StepKind.SPLIT, DAY, ratio=4.0), Change(0.25, 0.0, 100.0)),
        (PlannedStep(1000, StepKind.COUNT, DAY, ul=10.0), Change(1.0, 0.0, 90.0)),
        (PlannedStep(1000, StepKind.COUNT, DAY, ul=200.0), Change(1.0, 0.0, 0.0)),
        (PlannedStep(1000, StepKind.VOLUME, DAY, ul=80.0), Change(1.25, 0.0, 80.0)),
        # Into how many, or how much was found, nobody said.
        (PlannedStep(1000, StepKind.SPLIT, DAY, ratio=1.0), Change(1.0, 0.0, 100.0)),
        (PlannedStep(1000, StepKind.VOLUME, DAY), Change(1.0, 0.0, 100.0)),
    ],
)
def test_what_each_step_does_to_100_ul(planned: PlannedStep, change: Change) -> None:
    assert planned.change(100.0) == change


def test_a_step_is_distinguished_from_every_other_by_its_incubation_and_number() -> None:
    one = running()

    assert [standing(one, step, moment()).key for step in one.steps()] == [
        ("i1", 0), ("i1", 1), ("i1", 2), ("i1", END_NUMBER),
    ]  # fmt: skip


def test_the_next_alarm_is_of_what_is_not_done_yet() -> None:
    # The re-dose at 48 h was given at 47 h; the next one is due at 96 h, its alarm half an hour before.
    one = running(RedoseGiven("i1", 0, moment(47)))

    assert next_alarm(one, moment(47)) == timedelta(hours=96 - 47 - 0.5)
