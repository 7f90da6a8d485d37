from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.freshness import Freshness, State, judge, limits_for
from benchapp.domain.rules import RULE_NAMES, LabRules
from benchapp.domain.solutions import InHand, Limit, LimitKind, Role, Storage
from tests.making import moment, solution

TWO_HOURS = (Limit(LimitKind.AGE, 7200, "working_room_h", "lab rule"),)


def working(left: int = 1) -> InHand:
    return InHand(solution("w", Role.WORKING, Storage.ROOM, TWO_HOURS, 1), left)


@pytest.mark.parametrize(
    ("hours", "state"),
    [
        (0.0, State.FRESH),
        (1.499, State.FRESH),
        (1.5, State.USE_SOON),
        (2.0, State.USE_SOON),
        (2.001, State.PAST),
        (48.0, State.PAST),
    ],
)
def test_a_working_solution_goes_from_fresh_to_past(hours: float, state: State) -> None:
    assert judge(working(), moment(hours)).state is state


def test_the_rule_that_set_the_use_by_is_named() -> None:
    judged = judge(working(), moment(0.5))

    assert judged.limit == TWO_HOURS[0]
    assert judged.left == timedelta(hours=1.5)
    assert judged.use_by == moment(2).wall


def test_the_earliest_of_all_limits_decides() -> None:
    parent = Limit(LimitKind.PARENT, 600, "parent", "BC-AAAAAA")
    kept = InHand(solution("w", Role.WORKING, Storage.ROOM, (*TWO_HOURS, parent), 1), 1)

    assert judge(kept, moment()).limit == parent


def test_without_a_limit_it_is_never_called_fresh() -> None:
    assert judge(InHand(solution(), 8), moment(10_000)).state is State.NO_LIMIT


def test_frozen_the_liquid_clock_stands_still() -> None:
    limits = limits_for(Role.STOCK, Storage.FREEZER_20, LabRules(), fresh_fact="stab.fresh")

    frozen = InHand(solution(limits=limits, storage=Storage.FREEZER_20), 8)
    liquid = InHand(solution(limits=limits, storage=Storage.FRIDGE), 8)

    assert judge(frozen, moment(100)).state is State.NO_LIMIT
    assert judge(liquid, moment(25)).state is State.PAST


def test_a_frozen_limit_holds_once_the_lab_has_said() -> None:
    rules = LabRules().with_rule("stock_frozen_20_d", 30)
    limits = limits_for(Role.STOCK, Storage.FREEZER_20, rules, fresh_fact="")

    kept = InHand(solution(limits=limits), 8)

    assert judge(kept, moment(29 * 24)).state is State.FRESH
    assert judge(kept, moment(31 * 24)).state is State.PAST
    assert "stock_frozen_20_d" in rules.asked


def test_a_dilution_never_outlives_its_parent() -> None:
    parent = Freshness(State.FRESH, timedelta(minutes=20))
    limits = limits_for(Role.WORKING, Storage.ROOM, LabRules(), fresh_fact="x", parent=("BC-AAAAAA", parent))

    child = InHand(solution("w", Role.WORKING, Storage.ROOM, limits, 1), 1)

    assert judge(child, moment()).left == timedelta(minutes=20)


def test_at_37_degrees_a_working_solution_lasts_half_an_hour() -> None:
    limits = limits_for(Role.WORKING, Storage.WARM, LabRules(), fresh_fact="x")

    assert limits[0].span_s == 1800


def test_used_up_and_discarded_are_said() -> None:
    assert judge(working(left=0), moment()).state is State.USED_UP
    assert judge(InHand(solution(), 8, discarded="spilt"), moment()).state is State.DISCARDED


@given(st.floats(0, 10), st.floats(0, 10))
def test_time_passing_never_moves_the_use_by_later(first: float, later: float) -> None:
    early, late = sorted((first, later))
    one, two = judge(working(), moment(early)), judge(working(), moment(late))

    assert one.left is not None
    assert two.left is not None
    assert two.left <= one.left


def test_an_unknown_rule_changes_nothing() -> None:
    assert LabRules().with_rule("no_such_rule", 1.0) == LabRules()
    assert "overage_percent" in RULE_NAMES
