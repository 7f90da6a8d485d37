from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.redose import Method, Well, change_of, changed, strength_to_add, volume_to_add_ul
from benchapp.domain.incubations.step_status import Phase, StepStatus, next_alarm, next_standing, ringing, standing
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.incubations.well_course import well_course
from tests.making import incubation, moment


def test_re_doses_fall_due_every_so_often_and_the_end_last() -> None:
    steps = list(incubation(every_h=48).steps())

    assert [step.due_s / 3600 for step in steps] == [48, 96, 144, 168]
    assert [step.kind for step in steps] == [StepKind.REDOSE] * 3 + [StepKind.END]


def test_a_re_dose_that_would_fall_on_the_end_is_left_out() -> None:
    assert [step.due_s / 3600 for step in incubation(length_h=96, every_h=48).steps()] == [48, 96]


def test_the_alarm_of_a_re_dose_comes_half_an_hour_early() -> None:
    running = Running(incubation(every_h=48))

    assert not ringing(running, moment(47.49))
    early = ringing(running, moment(47.6))
    assert [status.phase for status in early] == [Phase.LEAD]
    assert next_alarm(running, moment(47)) == timedelta(minutes=30)


def test_what_is_due_counts_up_until_it_is_done() -> None:
    running = Running(incubation(every_h=48))
    status = next_standing(running, moment(49))

    assert status is not None
    assert (status.phase, status.left) == (Phase.DUE, timedelta(hours=-1))
    given_ = Running(running.incubation, given={0: moment(49)})
    after = next_standing(given_, moment(49))
    assert after is not None
    assert after.step.number == 1


def test_the_end_is_shown_even_where_a_re_dose_was_never_recorded() -> None:
    status = next_standing(Running(incubation(every_h=48)), moment(170))

    assert status is not None
    assert status.step.kind is StepKind.END


def test_an_acknowledged_alarm_rings_no_more_and_an_acknowledged_end_is_over() -> None:
    seen = Running(incubation(every_h=48), acknowledged={0: 10.0})
    ended = Running(incubation(), acknowledged={0: 10.0})

    assert not ringing(seen, moment(48.5))
    assert ended.over
    assert next_standing(ended, moment(1)) is None
    assert next_alarm(ended, moment(1)) is None
    assert ringing(ended, moment(200)) == ()


def test_a_skipped_re_dose_is_done_and_a_stopped_incubation_is_over() -> None:
    skipped = Running(incubation(every_h=48), skipped=frozenset({0}))
    step = next(iter(skipped.incubation.steps()))

    assert standing(skipped, step, moment(50)).phase is Phase.DONE
    assert Running(incubation(), stopped="contaminated").over


def test_the_volume_of_a_re_dose_is_for_all_wells_with_overage() -> None:
    # 24 wells × 50 µL + 10 %, by hand.
    assert incubation(every_h=48).redose_ul() == pytest.approx(1320)
    assert incubation().redose_ul() == 0


def wells_of(method: Method, doses: int, percent: float = 0.1, spike_ul: float = 0.0) -> list[Well]:
    begun = incubation(every_h=1, length_h=doses + 1, method=method)
    begun = replace(begun, vehicle_percent=percent, plan=replace(begun.plan, spike_ul=spike_ul))
    points = well_course(Running(begun))
    return [point.well for point in points if point.step is None or point.step.kind is StepKind.REDOSE]


def test_half_changes_at_one_fold_hold_between_half_and_whole() -> None:
    wells = wells_of(Method.HALF_CHANGE_1X, 3)

    assert [well.low for well in wells] == [1, 0.5, 0.5, 0.5]
    assert [well.high for well in wells] == [1, 1, 1, 1]
    assert [well.vehicle_percent for well in wells] == pytest.approx([0.1] * 4)


def test_half_changes_at_two_fold_pile_up_vehicle() -> None:
    wells = wells_of(Method.HALF_CHANGE_2X, 2)

    assert wells[-1].low == 1
    assert wells[-1].high == pytest.approx(1.75)
    assert wells[-1].vehicle_percent == pytest.approx(0.175)


def test_a_spike_adds_volume_dose_and_vehicle() -> None:
    well = changed(Well(100, 1, 1, 0.1), change_of(Method.SPIKE, 100, 5), 0.1)

    assert well.volume_ul == 105
    assert well.high == pytest.approx(1 + 100 / 105)
    assert well.vehicle_percent == pytest.approx(0.1 + 0.1 * 100 / 105)
    assert strength_to_add(Method.SPIKE, 100, 5) == pytest.approx(21)
    assert volume_to_add_ul(Method.SPIKE, 100, 5) == 5


def test_a_full_change_starts_anew() -> None:
    assert changed(Well(100, 0.2, 3, 0.4), change_of(Method.FULL_CHANGE, 100), 0.1) == Well(100, 1, 1, 0.1)
    assert volume_to_add_ul(Method.FULL_CHANGE, 100) == 100


@given(st.sampled_from(Method), st.integers(0, 20), st.floats(0.01, 1))
def test_what_may_be_in_the_well_is_a_range_and_vehicle_never_falls_below_one_dose(
    method: Method, doses: int, percent: float
) -> None:
    for well in wells_of(method, doses, percent, 5):
        assert 0 < well.low <= well.high * (1 + 1e-9)
        assert well.vehicle_percent >= percent * (1 - 1e-9)


def test_an_alarm_rang_no_earlier_than_its_incubation_was_entered() -> None:
    now = moment(52)

    def entered(hours: float | None) -> StepStatus:
        wall = None if hours is None else moment(hours).wall
        status = next_standing(Running(incubation(every_h=48), entered=wall), now)
        assert status is not None
        return status

    def rang(entered_h: float | None) -> timedelta | None:
        return entered(entered_h).rang

    alarm_came = timedelta(hours=4, minutes=30)
    assert rang(None) == alarm_came
    assert rang(0) == alarm_came
    # Written down when the step was due for long: nothing rang.
    assert rang(51.9) is None
    assert entered(51.9).unanswered == timedelta(minutes=6)
    assert [entered(one).unanswered for one in (None, 0, 60)] == [alarm_came] * 3
