from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.appointments import read_length
from benchapp.domain.lab.clock_changes import clock_change
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.working_hours import outside_hours
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.expiry_dates import read_expiry

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 14, 5, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("until Fri 17:00", (27, 17, 0)),
        ("until fri 5pm", (27, 17, 0)),
        ("until 17:00", (23, 17, 0)),
        ("until 9:00", (24, 9, 0)),
        ("until tomorrow 9:00", (24, 9, 0)),
        ("until 2026-11-27 17:30", (27, 17, 30)),
        ("till 27.11. 8h", (27, 8, 0)),
        ("until Mon 9:00", (30, 9, 0)),
        ("until Mon 15:00", (23, 15, 0)),
        ("bis Fr 17:00", (27, 17, 0)),
        ("bis Freitag 17:00", (27, 17, 0)),
        ("bis Do. 8h", (26, 8, 0)),
        ("bis morgen 9:00", (24, 9, 0)),
        ("bis heute 17:00", (23, 17, 0)),
    ],
)
def test_an_end_may_be_given_as_an_instant(text: str, until: tuple[int, int, int]) -> None:
    length = read_length(text, MONDAY)

    assert length.until == datetime(2026, 11, *until, tzinfo=BERLIN)
    assert length.span == length.until - MONDAY


def test_a_duration_is_none() -> None:
    assert read_length("1 d 12 h", MONDAY).until is None
    assert read_length("1 d 12 h", MONDAY).span == timedelta(hours=36)


@pytest.mark.parametrize(
    "text",
    [
        "until",
        "until Fri",
        "bis F 9:00",
        "until Fri 25:00",
        "until 31.02. 9:00",
        "until 2020-01-01 9:00",
        "until soon 9:00",
        "until 13pm",
    ],
)
def test_what_is_no_instant_or_has_passed_is_refused(text: str) -> None:
    with pytest.raises(BenchError):
        read_length(text, MONDAY)


def test_over_a_clock_change_the_real_time_counts_and_the_change_is_noted() -> None:
    saturday = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)

    length = read_length("until Sun 12:00", saturday)

    assert length.span == timedelta(hours=25)
    assert length.until is not None
    assert clock_change(saturday, length.until) == timedelta(hours=-1)


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        ((28, 14, 0), (27, 18, 0), (30, 8, 0)),
        ((24, 6, 0), (23, 18, 0), (24, 8, 0)),
        ((24, 20, 0), (24, 18, 0), (25, 8, 0)),
        ((27, 20, 0), (27, 18, 0), (30, 8, 0)),
        ((23, 3, 0), (20, 18, 0), (23, 8, 0)),
    ],
)
def test_outside_working_hours_the_nearest_times_are_offered(
    at: tuple[int, int, int], before: tuple[int, int, int], after: tuple[int, int, int]
) -> None:
    nearest = outside_hours(datetime(2026, 11, *at, tzinfo=BERLIN), LabRules())

    assert nearest == (datetime(2026, 11, *before, tzinfo=BERLIN), datetime(2026, 11, *after, tzinfo=BERLIN))


def test_within_working_hours_or_without_any_nothing_is_offered() -> None:
    assert outside_hours(MONDAY, LabRules()) is None
    none = LabRules().with_rule("work_until_h", 8)
    assert outside_hours(datetime(2026, 11, 28, 3, 0, tzinfo=BERLIN), none) is None


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(BERLIN)))  # noqa: DTZ001
def test_the_nearest_working_times_lie_around_the_instant_and_are_working_times(at: datetime) -> None:
    nearest = outside_hours(at, LabRules())

    if nearest is not None:
        before, after = nearest
        assert before.replace(tzinfo=None) <= at.replace(tzinfo=None) <= after.replace(tzinfo=None)
        assert outside_hours(before, LabRules()) is None
        assert outside_hours(after, LabRules()) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03", "2027-03-31"),
        ("03/2027", "2027-03-31"),
        ("31.03.2027", "2027-03-31"),
        ("2027-02-03", "2027-02-03"),
        ("25/12/2027", "2027-12-25"),
        ("12/25/2027", "2027-12-25"),
        ("Mar 2027", "2027-03-31"),
        ("5. March 2027", "2027-03-05"),
        ("5/5/2027", "2027-05-05"),
    ],
)
def test_a_date_on_a_label_is_read(text: str, day: str) -> None:
    assert read_expiry(text).isoformat() == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("03/04/2027", Message.DATE_TWO_WAYS),
        ("31.02.2027", Message.NOT_A_DATE),
        ("soon", Message.NOT_A_DATE),
        ("xyz 2027", Message.NOT_A_DATE),
        ("2027", Message.NOT_A_DATE),
    ],
)
def test_a_date_that_is_none_or_two_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(BenchError) as refused:
        read_expiry(text)
    assert refused.value.code is code
