"""A day that is picked from a calendar is written as a text that is read back as just this day or instant."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from benchapp.domain.lab.appointments import read_due, read_past
from benchapp.domain.lab.picked_days import day_typed, written_for
from benchapp.domain.units.expiry_dates import YEARS, read_expiry

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata"])
INSTANTS = st.integers(0, 15 * 366 * 86400).map(lambda s: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=s))


@pytest.mark.parametrize(
    ("day", "typed", "past", "text"),
    [
        (date(2026, 11, 20), "now", True, "2026-11-20 09:00"),
        (date(2026, 11, 20), "yesterday 16:00", True, "2026-11-20 16:00"),
        (date(2026, 11, 20), "banana", True, "2026-11-20 09:00"),
        # What was done today was not done later today, and what is due today is still ahead.
        (date(2026, 11, 23), "yesterday 16:00", True, "2026-11-23 09:00"),
        (date(2026, 11, 23), "", False, "2026-11-23 09:15"),
        (date(2026, 11, 27), "in 24 h", False, "2026-11-27 09:00"),
        (date(2026, 11, 27), "tomorrow 17:00", False, "2026-11-27 17:00"),
        # Clocks go back over 2:30: it is twice, and the text says which one.
        (date(2026, 10, 25), "yesterday 02:30", True, "2026-10-25 02:30+02:00"),
        # Clocks go forward over it.
        (date(2027, 3, 28), "tomorrow 02:30", False, "2027-03-28 03:30"),
    ],
)
def test_a_picked_day_keeps_the_time_of_day_that_is_typed(day: date, typed: str, text: str, *, past: bool) -> None:
    assert written_for(day, typed, NOW, past=past) == text


@example(zone="UTC", now=datetime(2026, 11, 23, 23, 50, tzinfo=UTC), days=0, minutes=0, past=False)
@given(zone=ZONES, now=INSTANTS, days=st.integers(0, 3000), minutes=st.integers(0, 1439), past=st.booleans())
def test_what_is_picked_is_read_back_exactly(zone: str, now: datetime, days: int, minutes: int, *, past: bool) -> None:
    here = now.astimezone(ZoneInfo(zone))
    # In the last minute of a day nothing more is due on it.
    assume(past or days or here.time() < time(23, 59))
    day = here.date() + timedelta(days=-days if past else days)
    clock = f"{minutes // 60}:{minutes % 60:02d}"
    typed = f"yesterday {clock}" if past else f"tomorrow {clock}"

    text = written_for(day, typed, here, past=past)

    span = -read_past(text, here).span if past else read_due(text, here).span
    instant = (here.astimezone(UTC) + span).astimezone(ZoneInfo(zone))
    assert instant.date() == day
    assert f"{instant:%Y-%m-%d %H:%M}" == text[:16]
    assert not past or not read_past(text, here).about
    assert written_for(day, text, here, past=past) == text
    assert day_typed(text, here, past=past) == day


@given(day=st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)))
def test_a_picked_date_of_a_label_is_read_back(day: date) -> None:
    assert read_expiry(day.isoformat()) == day
