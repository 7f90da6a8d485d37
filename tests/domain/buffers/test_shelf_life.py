"""How long a buffer may be used: the earliest of its own life and of its parts."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.buffers.shelf_life import RECIPE_RULE, PartDate, buffer_limits, earliest, left_of
from benchapp.domain.solutions.solutions import Limit, LimitKind
from benchapp.domain.units.durations import ParsedDuration, read_duration

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@given(st.floats(0.1, 400), st.lists(st.floats(0.1, 400), max_size=4), st.lists(st.floats(0.1, 400), max_size=3))
def test_the_earliest_decides(life: float, dates: list[float], left: list[float]) -> None:
    parts = [PartDate(f"part {at}", "", NOW + timedelta(days=days)) for at, days in enumerate(dates)]
    from_parts = [Limit(LimitKind.AGE, days * 86400, "parent", "BC-1") for days in left]

    found = earliest(buffer_limits(ParsedDuration(timedelta(days=life)), "PBS", parts, from_parts), NOW)

    assert found is not None
    assert abs(found[0] - timedelta(days=min([life, *dates, *left]))) < timedelta(seconds=1)


def test_the_own_life_is_named_after_the_recipe_and_without_any_nothing_ends() -> None:
    own = buffer_limits(read_duration("2 weeks"), "PBS", ())

    assert [(one.rule, one.source) for one in own] == [(RECIPE_RULE, "PBS")]
    assert earliest(buffer_limits(None, "PBS", ()), NOW) is None


def test_a_recipe_that_says_a_month_means_one_of_the_calendar() -> None:
    (own,) = buffer_limits(read_duration("1 month"), "Formaldehyde 4 %", ())

    left = left_of(own, datetime(2026, 2, 14, 12, tzinfo=UTC))
    assert left == timedelta(days=28)


def test_what_counts_from_a_thaw_does_not_count_yet() -> None:
    assert left_of(Limit(LimitKind.THAW, 3600, "r", "s"), NOW) is None
    assert left_of(Limit(LimitKind.EXPIRY, 0, "r", "s"), NOW) is None
    assert left_of(Limit(LimitKind.LIQUID, 60, "r", "s"), NOW) == timedelta(minutes=1)
