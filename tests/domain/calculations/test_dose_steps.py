"""Doses in equal steps: any of highest, factor, number and lowest from the other three."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.calculations.dose_steps import MOST_POINTS, solve_steps
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import CalculationError, Message


@given(top=st.floats(1e-3, 1e3), factor=st.floats(1.1, 20), points=st.integers(2, MOST_POINTS))
def test_each_of_the_four_follows_from_the_others(top: float, factor: float, points: int) -> None:
    whole = solve_steps(top=top, factor=factor, points=points, lowest=None)
    doses = whole.doses()

    assert len(doses) == points
    assert doses[0] == top
    assert doses[-1] == pytest.approx(whole.lowest)
    assert all(first / second == pytest.approx(factor) for first, second in pairwise(doses))
    assert solve_steps(top=None, factor=factor, points=points, lowest=whole.lowest).top == pytest.approx(top)
    assert solve_steps(top=top, factor=None, points=points, lowest=whole.lowest).factor == pytest.approx(factor)
    assert solve_steps(top=top, factor=factor, points=None, lowest=whole.lowest).points == points


def test_the_lowest_dose_is_reached_or_passed() -> None:
    # 100, 31.6, 10, 3.16: 4 µM is between the last two.
    steps = solve_steps(top=100, factor=10**0.5, points=None, lowest=4)

    assert steps.doses() == pytest.approx((100, 31.6228, 10, 3.16228))


REFUSED = [
    ({"top": 10.0}, Message.TOO_FEW_GIVEN, ""),
    ({"top": 10.0, "factor": 3.0}, Message.TOO_FEW_GIVEN, ""),
    ({"top": 10.0, "factor": 3.0, "points": 3, "lowest": 1.0}, Message.TOO_MANY_GIVEN, "lowest"),
    ({"top": 10.0, "factor": 1.0, "points": 3}, Message.FACTOR_TOO_SMALL, "factor"),
    ({"top": 10.0, "factor": 3.0, "points": 0}, Message.TOO_MANY_DOSES, "points"),
    ({"top": 10.0, "factor": 3.0, "points": MOST_POINTS + 1}, Message.TOO_MANY_DOSES, "points"),
    ({"top": 10.0, "factor": 1.01, "lowest": 1.0}, Message.TOO_MANY_DOSES, "factor"),
    ({"top": 10.0, "points": 3, "lowest": 10.0}, Message.LOWEST_ABOVE_TOP, "lowest"),
    # One point is the top, and nothing lies below it.
    ({"top": 10.0, "points": 1, "lowest": 1.0}, Message.LOWEST_ABOVE_TOP, "points"),
    ({"top": 0.0, "factor": 3.0, "points": 3}, Message.NOT_POSITIVE, "top"),
    ({"factor": 3.0, "points": 3, "lowest": 0.0}, Message.NOT_POSITIVE, "top"),
]


@pytest.mark.parametrize(("given_", "code", "field"), REFUSED)
def test_steps_that_do_not_go_together_are_refused(given_: dict[str, float], code: MessageCode, field: str) -> None:
    values = {"top": None, "factor": None, "points": None, "lowest": None}

    with pytest.raises(CalculationError) as refused:
        solve_steps(**{**values, **given_})  # type: ignore[arg-type]

    assert (refused.value.code, refused.value.values["field"]) == (code, field)
