"""Instants as they are typed on a Wednesday at half past three: what is read, and what is asked about."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.appointments import read_due, read_length, read_past
from benchapp.domain.messages import Message, QuantityError

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=ZoneInfo("Europe/Berlin"))

UNTIL = {
    "until fri 17": "2026-03-06 17:00", "until fri evening 7": "2026-03-06 19:00", "until 24:00": "2026-03-05 00:00",
    "until fri 24:00": "2026-03-07 00:00", "until fri morning 9": "2026-03-06 09:00", "until fri 0": "2026-03-06 00:00",
    # Today's weekday, where the hour has passed: next week's.
    "until wednesday 9:00": "2026-03-11 09:00", "until mi 18:00": "2026-03-04 18:00",
    "until 2026-03-05T10:00Z": "2026-03-05 11:00", "until 17 in the afternoon": "2026-03-04 17:00",
    "until tonight 8": "2026-03-04 20:00", "until noon": "2026-03-05 12:00", "until 5 pm": "2026-03-04 17:00",
}  # fmt: skip


@pytest.mark.parametrize(("text", "at"), UNTIL.items())
def test_an_instant_to_come_is_read_as_it_is_meant(text: str, at: str) -> None:
    length = read_length(text, NOW)

    until = datetime.fromisoformat(at).replace(tzinfo=NOW.tzinfo)
    assert (length.until, length.span) == (until, until - NOW)


REFUSED = {
    "until foo 5": Message.BAD_INSTANT, "until foo 17:00": Message.BAD_INSTANT, "until fri 25": Message.BAD_INSTANT,
    "until 13 pm": Message.BAD_INSTANT, "until 17:75": Message.BAD_INSTANT, "until 17:00:75": Message.BAD_INSTANT,
    "2 h ago": Message.TIME_PASSED, "until 2 march 9:00": Message.TIME_PASSED, "until today 9:00": Message.TIME_PASSED,
    "until 1 jan 2090 9:00": Message.TIME_TOO_FAR, "1,500 h": Message.TWO_READINGS, "foo": Message.BAD_TIME,
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_what_is_no_length_and_no_instant_to_come_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_length(text, NOW)

    assert refused.value.code is code


# What can be read twice, and how each can be typed.
TWICE_AHEAD = {
    "until 16h": ("16 h", "until 16:00"), "16:00": ("16 h", "until 16:00"), "16:20": ("16 h 20 min", "until 16:20"),
    "16.00": ("16 h", "until 16:00"), "1.30": ("1.3 h", "until 1:30"),
    "until fri 5": ("until Fri 5:00", "until Fri 17:00"),
    "until 5": ("until 5:00", "until 17:00"), "until half past 7": ("until 7:30", "until 19:30"),
    "until 5 o'clock": ("5:00", "17:00"),
}  # fmt: skip
TWICE_BEHIND = {
    "1600h": ("16:00", "1600 h ago"), "16h30": ("16:30", "16 h 30 min ago"), "16h": ("16:00", "16 h ago"),
    "16.00": ("16:00", "16 h ago"), "9.30 h": ("9:30", "9.3 h ago"), "1640": ("16:40", "1640 min ago"),
    "28.11. 16": ("28.11.2016", "28.11. 16:00"), "yesterday at 5": ("yesterday 5:00", "yesterday 17:00"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "readings"), TWICE_AHEAD.items())
def test_a_length_or_an_hour_is_asked_about(text: str, readings: tuple[str, str]) -> None:
    with pytest.raises(QuantityError) as refused:
        read_length(text, NOW)

    assert refused.value.code is Message.READ_TWO_WAYS
    assert (refused.value.values["first"], refused.value.values["second"]) == readings


@pytest.mark.parametrize(("text", "readings"), TWICE_BEHIND.items())
def test_a_time_of_day_or_hours_gone_by_are_asked_about(text: str, readings: tuple[str, str]) -> None:
    with pytest.raises(QuantityError) as refused:
        read_past(text, NOW)

    assert refused.value.code is Message.READ_TWO_WAYS
    assert (refused.value.values["first"], refused.value.values["second"]) == readings


PAST = {
    "mi 9:00": "2026-03-04 09:00", "wednesday 18:00": "2026-02-25 18:00", "yesterday at 17": "2026-03-03 17:00",
    "2026-02-03 1640": "2026-02-03 16:40", "now": "2026-03-04 15:30", "18:00": "2026-03-03 18:00",
    "since 14:00": "2026-03-04 14:00", "gestern mittag": "2026-03-03 12:00",
}  # fmt: skip
# Without a time of day its noon is taken, and said to be about.
DAYS = {
    "yesterday": "2026-03-03 12:00", "28.11": "2025-11-28 12:00", "20260203": "2026-02-03 12:00",
    "today": "2026-03-04 12:00",
}  # fmt: skip


@pytest.mark.parametrize(("text", "at"), [*PAST.items(), *DAYS.items()])
def test_an_instant_gone_by_is_read_as_it_is_meant(text: str, at: str) -> None:
    parsed = read_past(text, NOW)

    assert NOW - parsed.span == datetime.fromisoformat(at).replace(tzinfo=NOW.tzinfo)
    assert parsed.about is (text in DAYS)


@pytest.mark.parametrize(
    ("text", "exact", "code"),
    [
        ("tomorrow", False, Message.TIME_AHEAD), ("in 2 h", False, Message.TIME_AHEAD),
        ("1 jan 1960 9:00", False, Message.TIME_TOO_FAR), ("40 years ago", False, Message.TIME_TOO_FAR),
        ("daily", False, Message.BAD_TIME), ("foo", False, Message.BAD_TIME),
        ("gestern um 25", False, Message.BAD_TIME),
        # What a timer counts from is no day.
        ("yesterday", True, Message.BAD_TIME),
    ],
)  # fmt: skip
def test_what_is_no_time_gone_by_is_refused(text: str, exact: bool, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_past(text, NOW, exact=exact)

    assert refused.value.code is code


def test_of_a_day_that_is_today_noon_does_not_lie_ahead() -> None:
    early = NOW.replace(hour=9)

    assert read_past("today", early).span == timedelta()


@pytest.mark.parametrize(
    ("text", "hours"), [("16:00", 0.5), ("at 16:00", 0.5), ("9:00", 17.5), ("now", 0.0), ("", 0.0), ("in 2 h", 2.0)]
)
def test_when_something_is_due_an_hour_is_one_of_a_clock(text: str, hours: float) -> None:
    assert read_due(text, NOW).span == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "code", "asked"),
    [("foo", Message.BAD_TIME, "due"), ("2-3 h", Message.A_RANGE, "due"), ("evening", Message.TIME_VAGUE, "due"),
     ("1,500 h", Message.TWO_READINGS, None)],
)  # fmt: skip
def test_what_is_no_time_to_come_is_asked_for_as_one_that_is_due(
    text: str, code: MessageCode, asked: str | None
) -> None:
    with pytest.raises(QuantityError) as refused:
        read_due(text, NOW)

    assert (refused.value.code, refused.value.values.get("asked")) == (code, asked)
