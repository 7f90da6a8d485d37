"""Times, lengths and dates as a bench types them, in English and German."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.appointments import read_due, read_length, read_past
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.units.durations import OVERNIGHT, read_duration
from benchapp.domain.units.expiry_dates import read_expiry

BERLIN = ZoneInfo("Europe/Berlin")
# A Saturday.
NOW = datetime(2026, 11, 28, 18, 5, tzinfo=BERLIN)
H = 3600

LENGTHS = {
    "2 days and 4 hours": 52 * H, "2 days, 4 hours": 52 * H, "2 Tage und 4 Stunden": 52 * H, "2d 4h": 52 * H,
    "2d4h": 52 * H,
    "1 hour and 10 min": 70 * 60, "1,440 min": 24 * H, "1.440 min": 24 * H, "90m": 90 * 60, "1:30": 90 * 60,
    "1h30": 90 * 60,
    "1h30m": 90 * 60, "1.5h": 90 * 60, "1½ h": 90 * 60, "half an hour": 1800, "eine halbe Stunde": 1800, "1/2 h": 1800,
    "anderthalb Stunden": 90 * 60, "an hour and a half": 90 * 60, "one week": 7 * 24 * H, "ein Tag": 24 * H,
    "2 x 24 h": 48 * H, "1:30 min": 90, "36:00": 36 * H, "0:45": 45 * 60, "for 3 days": 72 * H, "alle 2 Tage": 48 * H,
    "every 48 h": 48 * H, "daily": 24 * H, "overnight (18 h)": 18 * H, "7 days": 168 * H, "1wk": 168 * H,
    "1 440 min": 24 * H, "Viertelstunde": 900, "three quarters of an hour": 45 * 60, "2 and a half hours": 2.5 * H,
    "2 hours and a half": 2.5 * H, "dreieinhalb Tage": 84 * H, "fifteen minutes": 900, "fünfzehn Minuten": 900,
    "forty eight hours": 48 * H, "achtundvierzig Stunden": 48 * H, "dreissig Minuten": 1800, "48-hour": 48 * H,
    "overnight 18 h": 18 * H, "2 h lang": 2 * H, "a fortnight": 14 * 24 * H,
}  # fmt: skip


@pytest.mark.parametrize(("text", "seconds"), LENGTHS.items())
def test_a_length_is_read_whole(text: str, seconds: float) -> None:
    assert read_length(text, NOW).span.total_seconds() == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["overnight", "over night", "O/N", "über Nacht", "Overnight", "over-night"])
def test_overnight_is_a_convention_that_is_distinguished(text: str) -> None:
    parsed = read_duration(text)
    assert (parsed.span, parsed.overnight) == (OVERNIGHT, True)
    assert not read_duration("16 h").overnight


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("until Friday 5 pm", (12, 4, 17, 0)), ("Fri 17:00", (12, 4, 17, 0)), ("until noon", (11, 29, 12, 0)),
        ("til tomorrow 9:00", (11, 29, 9, 0)), ("bis 17 Uhr", (11, 29, 17, 0)), ("bis Fr 17 Uhr", (12, 4, 17, 0)),
        ("bis morgen 9 Uhr", (11, 29, 9, 0)), ("bis Freitag 17.30 Uhr", (12, 4, 17, 30)),
        ("2026-12-01 16:00", (12, 1, 16, 0)),
        ("2026-12-01T16:00", (12, 1, 16, 0)), ("until 28 Dec 16:00", (12, 28, 16, 0)),
        ("28.12. 16:00", (12, 28, 16, 0)),
        ("28/12/2026 16:00", (12, 28, 16, 0)), ("Dec 28, 2026 4 pm", (12, 28, 16, 0)),
        ("until 4 pm tomorrow", (11, 29, 16, 0)),
        ("übermorgen 9 Uhr", (11, 30, 9, 0)), ("bis Mitternacht", (11, 29, 0, 0)),
        ("tomorrow morning 9:00", (11, 29, 9, 0)),
        ("bis Sa 20:00", (11, 28, 20, 0)), ("bis Sa 9:00", (12, 5, 9, 0)),
        ("until tomorrow 5 in the afternoon", (11, 29, 17, 0)),
        ("2026-12-01T15:00Z", (12, 1, 16, 0)), ("until tomorrow at 9:00", (11, 29, 9, 0)),
        ("until Monday at 9 am", (11, 30, 9, 0)), ("until next Monday 9:00", (11, 30, 9, 0)),
        ("bis morgen früh um 9", (11, 29, 9, 0)), ("bis Montagmorgen 9 Uhr", (11, 30, 9, 0)),
        ("bis Montagabend 8 Uhr", (11, 30, 20, 0)), ("until 8 tomorrow evening", (11, 29, 20, 0)),
        ("tonight 20:00", (11, 28, 20, 0)), ("until 1700", (11, 29, 17, 0)), ("Fri 1700", (12, 4, 17, 0)),
        ("Monday, 30 November 2026, 9:00", (11, 30, 9, 0)), ("Montag, 30.11.2026, 9:00 Uhr", (11, 30, 9, 0)),
        ("in two days at 9:00", (11, 30, 9, 0)), ("bis 30.11. 24 Uhr", (12, 1, 0, 0)), ("bis 24 Uhr", (11, 29, 0, 0)),
        ("at 7pm tomorrow", (11, 29, 19, 0)), ("12 Uhr mittags", (11, 29, 12, 0)),
        ("morgen mittag 12 Uhr", (11, 29, 12, 0)), ("12:00 noon", (11, 29, 12, 0)),
        ("until half past 7 in the evening", (11, 28, 19, 30)), ("bis abends halb 8", (11, 28, 19, 30)),
    ],
)  # fmt: skip
def test_an_end_is_read_as_it_is_said(text: str, until: tuple[int, int, int, int]) -> None:
    assert read_length(text, NOW).until == datetime(2026, *until, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("until 3.1. 9:00", (2027, 1, 3)), ("until 27.11.2027 9:00", (2027, 11, 27)),
        ("until 27.11.27 9:00", (2027, 11, 27)), ("until 27 Nov 2027 9:00", (2027, 11, 27)),
    ],
)  # fmt: skip
def test_a_date_of_next_year_is_the_nearest_or_has_its_year(text: str, until: tuple[int, int, int]) -> None:
    assert read_length(text, NOW).until == datetime(*until, 9, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("16:00", Message.READ_TWO_WAYS), ("until 5", Message.READ_TWO_WAYS), ("1,500 h", Message.TWO_READINGS),
        ("1.500 h", Message.TWO_READINGS), ("48", Message.NO_UNIT), ("2 h 3 h", Message.BAD_TIME),
        ("2 h and", Message.BAD_TIME),
        ("2 and 4 h", Message.BAD_TIME), ("banana", Message.BAD_TIME), ("-2 h", Message.NEGATIVE),
        ("10 µM", Message.BAD_TIME),
        ("03/04/2027 16:00", Message.DATE_TWO_WAYS), ("until Friday", Message.BAD_INSTANT), ("", Message.EMPTY),
        ("2026-11-01 9:00", Message.TIME_PASSED), ("until 31.02. 9:00", Message.BAD_INSTANT),
        ("2 days x", Message.BAD_TIME), ("until half past 7", Message.READ_TWO_WAYS),
        ("bis halb 8", Message.READ_TWO_WAYS), ("until next Saturday 9:00 x", Message.BAD_INSTANT),
        ("Tue 30 Nov 9:00", Message.BAD_TIME), ("until 28 Nov 2027", Message.BAD_INSTANT),
        ("24 hours a day", Message.BAD_TIME), ("1M", Message.BAD_TIME), ("30 M", Message.BAD_TIME),
        ("until 9 things", Message.BAD_INSTANT), ("until half past nine", Message.READ_TWO_WAYS),
        ("until 27.11. 16:00", Message.TIME_PASSED), ("until 3 Sep 9:00", Message.TIME_PASSED),
    ],
)  # fmt: skip
def test_what_is_no_length_or_is_two_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_length(text, NOW)
    assert refused.value.code is code


PAST = {
    "yesterday 16:00": (11, 27, 16, 0), "gestern 16 Uhr": (11, 27, 16, 0), "2026-11-28 16:00": (11, 28, 16, 0),
    "28.11. 16:00": (11, 28, 16, 0), "28 Nov 16:00": (11, 28, 16, 0), "28/11/2026 16:00": (11, 28, 16, 0),
    "28.11.26 16:00": (11, 28, 16, 0), "16:00": (11, 28, 16, 0), "19:00": (11, 27, 19, 0), "Fri 9:00": (11, 27, 9, 0),
    "last Fri 9:00": (11, 27, 9, 0), "Sat 19:00": (11, 21, 19, 0), "Sat 9:00": (11, 28, 9, 0), "9am": (11, 28, 9, 0),
    "letzten Freitag 9 Uhr": (11, 27, 9, 0), "vorgestern 9:30": (11, 26, 9, 30), "this morning 9:00": (11, 28, 9, 0),
    "heute früh 9 Uhr": (11, 28, 9, 0), "28. November 16 Uhr": (11, 28, 16, 0), "11/28/2026 4:00 pm": (11, 28, 16, 0),
    "yesterday at 16:00": (11, 27, 16, 0), "the day before yesterday at 16:00": (11, 26, 16, 0),
    "28th of November 16:00": (11, 28, 16, 0), "Nov. 28, 2026 at 4 pm": (11, 28, 16, 0),
    "28/Nov/2026 16:00": (11, 28, 16, 0), "2026-Nov-28 16:00": (11, 28, 16, 0), "yesterday 1600": (11, 27, 16, 0),
    "Fri, 27 Nov 2026 16:00": (11, 27, 16, 0), "2 days ago at 16:00": (11, 26, 16, 0), "16:00 h": (11, 28, 16, 0),
    "vor 2 Tagen um 16 Uhr": (11, 26, 16, 0), "gestern Nachmittag um 4": (11, 27, 16, 0),
    "last night 22:00": (11, 27, 22, 0), "this morning at 9": (11, 28, 9, 0), "heute morgen 9 Uhr": (11, 28, 9, 0),
    "28.11.2026 - 16:00": (11, 28, 16, 0),
    "5 pm yesterday": (11, 27, 17, 0), "2026-11-28T16:00": (11, 28, 16, 0), "at 16:00": (11, 28, 16, 0),
}  # fmt: skip


@pytest.mark.parametrize(("text", "at"), PAST.items())
def test_when_something_was_made_is_read_as_a_time_gone_by(text: str, at: tuple[int, int, int, int]) -> None:
    parsed = read_past(text, NOW)
    assert NOW - parsed.span == datetime(2026, *at, tzinfo=BERLIN)
    assert not parsed.about


@pytest.mark.parametrize(
    ("text", "day"),
    [("27/11", 27), ("11/27", 27), ("12.11.", 12), ("12.11.2026", 12), ("yesterday", 27), ("Mon", 23), ("Nov 12", 12)],
)
def test_a_day_alone_is_about(text: str, day: int) -> None:
    parsed = read_past(text, NOW)
    assert parsed.about
    assert (NOW - parsed.span).day == day


@pytest.mark.parametrize("text", ["about 16:00", "ca. 16 Uhr", "~16:00", "gegen 16 Uhr", "around 16:00"])
def test_about_a_time_of_day_is_that_time_and_about(text: str) -> None:
    parsed = read_past(text, NOW)
    assert parsed.about
    assert NOW - parsed.span == datetime(2026, 11, 28, 16, 0, tzinfo=BERLIN)


def test_the_seconds_of_a_clock_count() -> None:
    assert NOW - read_past("16:30:15", NOW).span == datetime(2026, 11, 28, 16, 30, 15, tzinfo=BERLIN)


@pytest.mark.parametrize(("text", "day"), [("next Friday 9:00", 4), ("kommenden Freitag 9 Uhr", 4)])
def test_the_weekday_to_come_is_asked_about_where_it_can_be_one_of_two(text: str, day: int) -> None:
    assert read_length(text, NOW).until == datetime(2026, 12, day, 9, 0, tzinfo=BERLIN)
    monday = datetime(2026, 11, 30, 9, 0, tzinfo=BERLIN)
    if text.startswith("next"):
        with pytest.raises(QuantityError) as refused:
            read_length(text, monday)
        assert refused.value.code is Message.DATE_TWO_WAYS
    else:
        assert read_length(text, monday).until == datetime(2026, 12, day, 9, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "minutes"), [("now", 0), ("10 min ago", 10), ("1 hour and 10 min ago", 70), ("vor 2 h", 120)]
)
def test_how_long_ago_is_read_too(text: str, minutes: int) -> None:
    assert read_past(text, NOW).span == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tomorrow 9:00", Message.TIME_AHEAD), ("2026-11-30", Message.TIME_AHEAD),
        ("03/04/2026 16:00", Message.DATE_TWO_WAYS),
        ("48", Message.NO_UNIT), ("banana", Message.BAD_TIME), ("25:00", Message.BAD_TIME),
        ("3/4", Message.DATE_TWO_WAYS), ("16h30", Message.READ_TWO_WAYS),
        ("16h", Message.READ_TWO_WAYS), ("8h", Message.READ_TWO_WAYS), ("~17h", Message.READ_TWO_WAYS),
        ("at 4", Message.READ_TWO_WAYS),
        ("yesterday 16:00 x", Message.BAD_TIME),
    ],
)  # fmt: skip
def test_what_was_not_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_past(text, NOW)
    assert refused.value.code is code


def test_both_readings_of_hours_are_named_as_they_can_be_typed() -> None:
    with pytest.raises(QuantityError) as refused:
        read_past("16h", NOW)

    clock, hours = str(refused.value.values["first"]), str(refused.value.values["second"])
    assert (clock, hours) == ("16:00", "16 h ago")
    assert read_past(hours, NOW).span == read_past("16 h", NOW).span == timedelta(hours=16)
    assert read_past(clock, NOW).span != timedelta(hours=16)
    # No working day has such hours.
    assert [read_past(text, NOW).span for text in ("3h", "36h")] == [timedelta(hours=3), timedelta(hours=36)]


@pytest.mark.parametrize(
    ("text", "hours"), [("16:00", 21 + 55 / 60), ("in 24 h", 24), ("24 h", 24), ("now", 0), ("at 9:00", 14 + 55 / 60)]
)
def test_when_a_step_is_due_a_clock_time_is_the_next_one(text: str, hours: float) -> None:
    assert read_due(text, NOW).span.total_seconds() == pytest.approx(hours * H)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Okt 2027", "2027-10-31"), ("Mai 2027", "2027-05-31"), ("Dez 2027", "2027-12-31"), ("März 2027", "2027-03-31"),
        ("Oktober 2027", "2027-10-31"), ("Oct 2027", "2027-10-31"), ("28 Nov 2027", "2027-11-28"),
        ("28. Nov. 2027", "2027-11-28"),
        ("Nov 28, 2027", "2027-11-28"), ("10/27", "2027-10-31"), ("10.2027", "2027-10-31"),
        ("EXP 2027-10", "2027-10-31"),
        ("Nov-27", "2027-11-30"), ("2027 Nov", "2027-11-30"), ("31.03.27", "2027-03-31"), ("2027/03/31", "2027-03-31"),
        ("verwendbar bis 03/2027", "2027-03-31"), ("Feb 2028", "2028-02-29"),
    ],
)  # fmt: skip
def test_a_date_of_a_label_is_read_in_both_languages(text: str, day: str) -> None:
    assert read_expiry(text).isoformat() == day


@pytest.mark.parametrize(
    "text", ["13/2027", "Foo 2027", "2027", "31.02.2027", "28 Nov", "10", "Nov 2", "0/2027", "1234-05-06"]
)
def test_what_is_no_date_of_a_label_is_refused(text: str) -> None:
    with pytest.raises(BenchError):
        read_expiry(text)


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    for read in (read_length, read_due, read_past):
        try:
            read(text, NOW)
        except QuantityError:
            continue


@given(st.sampled_from([*LENGTHS, *PAST]), st.sampled_from([" x", " and", "%", " 5", "µM", " ="]))
def test_no_time_is_read_in_part(text: str, rest: str) -> None:
    for read in (read_length, read_past):
        with pytest.raises(QuantityError):
            read(text + rest, NOW)
