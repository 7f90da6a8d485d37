import time as system_time
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.base.clock import SteppedClock
from benchapp.domain.messages import QuantityError
from benchapp.domain.units.durations import read_duration
from benchapp.domain.units.moments import Anchors, Moment, elapsed, renewed, to_second, wall_disagreement, wall_only
from benchapp.domain.units.spans import (
    calendar_length,
    clock_text,
    days_in_months,
    days_text,
    left_text,
    months_as_said,
    months_in_days,
    months_later,
    span_text,
)
from tests.making import moment

events = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.integers(1, 100_000)),
        st.tuples(st.just("set"), st.integers(-90_000, 90_000)),
        st.tuples(st.just("reboot"), st.integers(1, 100_000)),
    ),
    max_size=30,
)


@given(events)
def test_elapsed_is_what_really_passed_whatever_the_clock_was_set_to(events: list[tuple[str, int]]) -> None:
    """The oracle knows what happened; the program sees only its clocks, and renews its anchor as it does."""
    clock = SteppedClock()
    start = clock.now()
    anchors: Anchors = renewed((), start)
    passed = 0
    for kind, seconds in events:
        if kind == "run":
            clock.advance(seconds=seconds)
            passed += seconds
        elif kind == "set":
            clock.jump(seconds=seconds)
        else:
            clock.reboot(seconds=seconds)
            # The boot clock starts at 20 s; those passed unseen and are part of the gap.
            passed += seconds
        anchors = renewed(anchors, clock.now())

    assert elapsed(start, clock.now(), anchors).total_seconds() == pytest.approx(passed, abs=1e-6)


def test_without_anchors_the_wall_clock_serves_and_never_goes_backwards() -> None:
    clock = SteppedClock()
    start = clock.now()
    clock.reboot(hours=3)

    assert elapsed(start, clock.now()) == timedelta(hours=3)
    clock.jump(days=-10)
    assert elapsed(start, clock.now()) == timedelta()


def test_a_moment_given_afterwards_lies_before() -> None:
    clock = SteppedClock()
    parsed = clock.now().before(timedelta(minutes=40))
    clock.advance(minutes=20)

    assert elapsed(parsed, clock.now()) == timedelta(hours=1)


def test_an_anchor_older_than_the_start_does_not_shorten_it() -> None:
    clock = SteppedClock()
    anchors = renewed((), clock.now())
    clock.advance(seconds=50)
    start = clock.now()
    clock.advance(seconds=5)
    clock.reboot(seconds=95)

    assert elapsed(start, clock.now(), renewed(anchors, clock.now())) == timedelta(seconds=100)


def test_a_wall_only_moment_counts_by_the_wall() -> None:
    clock = SteppedClock()
    start = wall_only(clock.now().wall - timedelta(days=90))

    assert elapsed(start, clock.now(), renewed((), clock.now())) == timedelta(days=90)


def test_an_earlier_moment_of_another_computer_is_placed_in_the_boot_in_which_it_fell() -> None:
    clock = SteppedClock()
    start = clock.now()
    anchors = renewed((), start)
    clock.advance(hours=4)
    anchors = renewed(anchors, clock.now())
    clock.reboot(hours=2)
    anchors = renewed(anchors, clock.now())
    clock.advance(hours=4)
    anchors = renewed(anchors, clock.now())

    def there(hours: float) -> Moment:
        return Moment(start.wall + timedelta(hours=hours), 7.0, "of another computer")

    assert elapsed(start, there(3), anchors) == timedelta(hours=3)
    assert elapsed(start, there(7), anchors) == timedelta(hours=7)
    # Of the time in which this computer was off nothing is known but the wall.
    assert elapsed(start, there(20), anchors) == timedelta(hours=20)
    assert elapsed(there(3), there(1), anchors) == timedelta()
    assert elapsed(wall_only(start.wall), there(5), anchors) >= timedelta()


def test_a_clock_that_was_set_is_noticed_and_a_new_boot_is_not() -> None:
    clock = SteppedClock()
    anchors = renewed((), clock.now())
    clock.advance(minutes=1)
    clock.jump(hours=1)

    assert wall_disagreement(anchors, clock.now()) == timedelta(hours=1)
    assert wall_disagreement(renewed(anchors, clock.now()), clock.now()) == timedelta()
    clock.reboot(hours=9)
    assert wall_disagreement(anchors, clock.now()) == timedelta()
    assert wall_disagreement((), clock.now()) == timedelta()


def test_a_small_drift_is_no_setting() -> None:
    clock = SteppedClock()
    anchors = renewed((), clock.now())
    clock.jump(seconds=4)

    assert wall_disagreement(anchors, clock.now()) == timedelta()


@pytest.mark.parametrize(
    ("text", "span", "about"),
    [
        ("7 d", timedelta(days=7), False),
        ("36h", timedelta(hours=36), False),
        ("1 d 12 h", timedelta(hours=36), False),
        ("10 min ago", timedelta(minutes=10), False),
        ("now", timedelta(), False),
        ("0 min", timedelta(), False),
        ("about three months ago", timedelta(days=90), True),
        ("an hour ago", timedelta(hours=1), False),
        ("1,5 h", timedelta(minutes=90), False),
        ("2 weeks", timedelta(days=14), False),
        ("jetzt", timedelta(), False),
        ("vor 10 min", timedelta(minutes=10), False),
        ("vor etwa drei Monaten", timedelta(days=90), True),
        ("etwa 2 Tage", timedelta(days=2), True),
        ("vor fünf Stunden", timedelta(hours=5), False),
        ("7 Tage", timedelta(days=7), False),
    ],
)
def test_durations_are_read_as_people_tell_them(text: str, span: timedelta, about: bool) -> None:
    parsed = read_duration(text)

    assert (parsed.span, parsed.about) == (span, about)


@pytest.mark.parametrize("text", ["", "7", "d", "7 parsec", "-3 h", "1 h nonsense", "9" * 70, "999999 years", "1..5 h"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(QuantityError):
        read_duration(text)


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        (timedelta(seconds=760), "0:12:40"),
        (timedelta(seconds=759.5), "0:12:40"),
        (timedelta(days=2, hours=16, minutes=20), "2 d 16:20"),
        (timedelta(), "0:00:00"),
        (timedelta(minutes=-15), "+0:15:00"),
        (timedelta(days=-1, hours=-2), "+1 d 2:00"),
    ],
)
def test_time_left_counts_down_and_then_up(left: timedelta, shown: str) -> None:
    assert clock_text(left).replace("\u202f", " ") == shown


@given(st.integers(1, 60 * 24 - 1))
def test_a_shown_span_can_be_typed_back(minutes: int) -> None:
    span = timedelta(minutes=minutes)

    assert read_duration(span_text(span)).span == span


@given(st.integers(60, 86_399))
def test_a_page_never_tells_more_time_than_is_left_and_less_than_a_minute_less(seconds: int) -> None:
    parsed = read_duration(left_text(timedelta(seconds=seconds))).span

    assert timedelta() <= timedelta(seconds=seconds) - parsed < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (17 * 3600 + 14 * 60 + 59, "17 h 14 min"),
        (3600, "1 h"),
        (60, "1 min"),
        (59, "0:00:59"),
        (0, "0:00:00"),
        (-75, "+0:01:15"),
        (2 * 86400 + 16 * 3600 + 20 * 60, "2 d 16:20"),
        (86_400, "1 d 0:00"),
        (86_399.5, "23 h 59 min"),
    ],
)
def test_a_page_tells_minutes_and_seconds_where_they_matter(seconds: float, text: str) -> None:
    assert left_text(timedelta(seconds=seconds)).replace("\u202f", " ") == text


def test_moments_of_one_boot_ignore_the_wall() -> None:
    assert elapsed(moment(0), moment(5)) == timedelta(hours=5)


@pytest.mark.parametrize(
    ("days", "named"),
    [
        (30, ("months", 1)), (91, ("months", 3)), (180, ("months", 6)), (182, ("months", 6)), (365, ("years", 1)),
        (730, ("years", 2)), (360, ("months", 12)), (14, None), (100, None), (30.5, None), (0, None),
    ],
)  # fmt: skip
def test_a_length_is_called_months_and_years_where_it_is_that(days: float, named: tuple[str, int] | None) -> None:
    assert calendar_length(timedelta(days=days)) == named


@given(st.integers(1, 24))
def test_whole_months_as_they_are_typed_are_shown_as_months_again(months: int) -> None:
    assert calendar_length(read_duration(f"{months} months").span) == ("months", months)


def at_noon(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), time(12)).astimezone()


@pytest.mark.parametrize(
    ("begin", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"), ("2027-08-31", 6, "2028-02-29"), ("2026-01-31", 1, "2026-02-28"),
        ("2026-03-15", 3, "2026-06-15"), ("2026-12-01", 1, "2027-01-01"), ("2026-11-30", 12, "2027-11-30"),
        ("2028-02-29", 12, "2029-02-28"), ("2026-05-31", 0, "2026-05-31"),
    ],
)  # fmt: skip
def test_months_are_those_of_the_calendar(begin: str, months: int, end: str) -> None:
    assert months_later(at_noon(begin), months) == at_noon(end)


@pytest.mark.skipif(not hasattr(system_time, "tzset"), reason="Windows takes its zone from the system")
def test_a_month_is_one_of_the_calendar_on_the_wall_where_the_clocks_change(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as zoned:
        zoned.setenv("TZ", "Asia/Tokyo")
        system_time.tzset()
        early = datetime(2026, 2, 28, 22, tzinfo=UTC)
        in_tokyo = months_later(early, 6)
        zoned.setenv("TZ", "Europe/Berlin")
        system_time.tzset()
        in_berlin = months_later(datetime(2026, 8, 31, 8, tzinfo=UTC), 6)
    system_time.tzset()

    # At 7 in the morning of 1 March in Tokyo; at 10 on 31 August in Berlin.
    assert in_tokyo == datetime(2026, 8, 31, 22, tzinfo=UTC)
    assert in_berlin == datetime(2027, 2, 28, 9, tzinfo=UTC)


@given(st.integers(1, 240))
def test_a_number_of_months_is_found_again_in_its_days(months: int) -> None:
    assert months_in_days(days_in_months(months)) == months
    assert 0 <= months * 365 / 12 - days_in_months(months) < 1


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("6 months", 6), ("1 year", 12), ("1.5 years", 0), ("1 year 6 months", 18), ("2 Monate", 2), ("180 d", 0),
        ("26 weeks", 0), ("half a year", 0), ("1 month 3 d", 0), ("1.5 months", 0),
    ],
)  # fmt: skip
def test_months_are_what_was_typed_as_months(text: str, months: int) -> None:
    assert read_duration(text).months == months


def test_months_are_said_as_years_where_they_are_whole_ones() -> None:
    assert [months_as_said(count) for count in (6, 12, 18, 24)] == [
        ("months", 6), ("years", 1), ("months", 18), ("years", 2)
    ]  # fmt: skip


def test_a_long_time_is_read_in_days() -> None:
    assert days_text(timedelta(days=181, hours=23)) == "181\u202fd"
    assert days_text(timedelta(days=5, hours=3)) == "5\u202fd 3\u202fh"


@pytest.mark.parametrize("off", [-0.4, 0.0, 0.4])
def test_an_instant_a_little_off_a_second_is_that_second(off: float) -> None:
    at = moment().wall.replace(microsecond=0)
    assert to_second(at + timedelta(seconds=off)) == at
