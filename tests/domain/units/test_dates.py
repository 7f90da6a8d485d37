"""Days as they are typed, and dates as labels print them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.clock_words import in_hours, part_of_hour
from benchapp.domain.units.dates import day_of, month_number, weekday_number
from benchapp.domain.units.expiry_dates import read_expiry

# A Wednesday.
TODAY = date(2026, 3, 4)

# What lies ahead, and what lies behind; once where both are the same day.
DAYS: dict[str, tuple[str, str] | str] = {
    "today": "2026-03-04", "morgen": "2026-03-05", "vorgestern": "2026-03-02", "in 1 week": "2026-03-11",
    "in zwei wochen": "2026-03-18", "vor 3 tagen": "2026-03-01", "3 days ago": "2026-03-01",
    "next monday": "2026-03-09", "coming friday": "2026-03-06", "kommenden freitag": "2026-03-06",
    "last friday": "2026-02-27", "last wednesday": "2026-02-25", "friday": ("2026-03-06", "2026-02-27"),
    "mi": "2026-03-04", "thurs": ("2026-03-05", "2026-02-26"), "on 5 mar": ("2026-03-05", "2025-03-05"),
    "5 mrz": ("2026-03-05", "2025-03-05"), "5 sept 2026": "2026-09-05", "3rd of march 2026": "2026-03-03",
    "march 3, 2026": "2026-03-03", "2026 mar 3": "2026-03-03", "2026-11-28": "2026-11-28", "28.11.26": "2026-11-28",
    "28/11/2026": "2026-11-28", "tue 10.3.2026": "2026-03-10",
    # Of the two ends of "31-11-26" only one can be a day in November.
    "31-11-26": "2031-11-26", "26-11-31": "2031-11-26",
}  # fmt: skip


@pytest.mark.parametrize(("text", "days"), DAYS.items())
def test_a_day_is_read_as_it_is_meant(text: str, days: tuple[str, str] | str) -> None:
    ahead, behind = (days, days) if isinstance(days, str) else days

    assert day_of(text, TODAY, past=False) == date.fromisoformat(ahead)
    assert day_of(text, TODAY, past=True) == date.fromisoformat(behind)


@pytest.mark.parametrize(
    "text",
    ["next foo", "in half weeks", "vor half tagen", "5 days", "in foo days", "5 ab", "th", "30.2.2026", "foo",
     # The weekday is not the date's own.
     "mon 3.3.2026",
     # Neither end is a day in February.
     "31-02-30"],
)  # fmt: skip
def test_what_names_no_day_is_none(text: str) -> None:
    assert day_of(text, TODAY, past=False) is None
    assert day_of(text, TODAY, past=True) is None


@pytest.mark.parametrize("text", ["next friday", "05/06/2026", "28-11-26", "26-11-28"])
def test_a_day_that_can_be_two_is_refused(text: str) -> None:
    for past in (False, True):
        with pytest.raises(BenchError) as refused:
            day_of(text, TODAY, past=past)
        assert refused.value.code is Message.DATE_TWO_WAYS


def test_of_two_readings_the_one_on_the_side_that_is_asked_for_is_taken() -> None:
    # 2026-11-28 lies behind, 2028-11-26 ahead.
    between = date(2027, 6, 1)

    assert day_of("28-11-26", between, past=True) == date(2026, 11, 28)
    assert day_of("28-11-26", between, past=False) == date(2028, 11, 26)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y"])
)
def test_a_date_is_read_back_as_it_is_written(day: date, pattern: str) -> None:
    assert day_of(day.strftime(pattern).lower(), TODAY, past=False) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 6), st.booleans())
def test_a_weekday_is_the_next_or_the_last_such_one(today: date, weekday: int, past: bool) -> None:
    name = (date(2026, 3, 2) + timedelta(days=weekday)).strftime("%A").lower()

    found = day_of(name, today, past=past)

    assert found is not None
    assert found.weekday() == weekday
    assert timedelta() <= (today - found if past else found - today) < timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "month"),
    [("mar", 3), ("Mrz.", 3), ("maerz", 3), ("sept", 9), ("jänner", 1), ("okt", 10), ("december", 12), ("ma", None),
     ("", None), ("xyz", None)],
)  # fmt: skip
def test_a_month_is_known_by_its_first_letters(text: str, month: int | None) -> None:
    assert month_number(text) == month


@pytest.mark.parametrize(
    ("text", "weekday"), [("mo", 0), ("tues", 1), ("wednes", 2), ("so", 6), ("t", None), ("tu", None), ("3", None)]
)
def test_a_weekday_is_known_by_its_first_letters(text: str, weekday: int | None) -> None:
    assert weekday_number(text) == weekday


EXPIRIES = {
    "2027-03": "2027-03-31", "03/2027": "2027-03-31", "03/27": "2027-03-31", "02/2028": "2028-02-29",
    "Okt 2027": "2027-10-31", "2027 okt": "2027-10-31", "31.03.2027": "2027-03-31", "exp 2027-03": "2027-03-31",
    "verwendbar bis: 2027-03": "2027-03-31",
}  # fmt: skip


@pytest.mark.parametrize(("text", "day"), EXPIRIES.items())
def test_a_month_on_a_label_lasts_to_its_last_day(text: str, day: str) -> None:
    assert read_expiry(text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0000-05", Message.NOT_A_DATE), ("2027-13", Message.NOT_A_DATE), ("1989-03", Message.NOT_A_DATE),
        ("foo 2027", Message.NOT_A_DATE), ("mar", Message.NOT_A_DATE), ("31-02-30", Message.NOT_A_DATE),
        ("2" * 65, Message.NOT_A_DATE), ("28-11-26", Message.DATE_TWO_WAYS), ("05/06/2027", Message.DATE_TWO_WAYS),
    ],
)  # fmt: skip
def test_what_is_no_date_of_a_label_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(BenchError) as refused:
        read_expiry(text)

    assert refused.value.code is code
    assert str(refused.value.values["text"]) in text


# -- times of day in words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("half past 8", 510), ("halb neun", 510), ("viertel vor 9", 525), ("five past nine", 545),
        ("5 vor halb 9", 505),
        ("5 nach halb neun", 515), ("drei viertel acht", 465), ("viertel neun", 495), ("a quarter to ten", 585),
        ("twenty-five past one", 85), ("60 past 9", 600),
        # No such time, or a working day.
        ("8 to 5", None), ("quarter to 24", None), ("halb 0", None), ("65 past 9", None), ("halb zwei uhr morgens", 90),
        ("nine", None),
    ],
)  # fmt: skip
def test_a_part_of_an_hour_is_counted_from_the_hour(text: str, minutes: int | None) -> None:
    found = part_of_hour(text)

    assert (None if found is None else found[1]) == minutes


def test_what_stands_beside_a_time_in_words_is_left() -> None:
    assert part_of_hour("morgen um 5 vor 12 los") == ("morgen um ", 715, " los")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("12 midnight", "midnight"), ("12 uhr nachts", "0 uhr"), ("11 uhr nachts", "23 uhr"), ("2 uhr nachts", "2 uhr"),
        ("11:30 uhr nachts", "23:30 uhr"), ("um neun", "um 9"), ("neun uhr", "9 uhr"), ("nine", "9"), ("9:15", "9:15"),
    ],
)  # fmt: skip
def test_an_hour_in_words_is_one_in_digits(text: str, hours: str) -> None:
    assert in_hours(text) == hours
