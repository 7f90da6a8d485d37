"""What every page writes the same way."""

from datetime import UTC, datetime, timedelta

from benchapp.domain.units.units import Units
from benchapp.ui.text.formatting import date_and_time, day_and_time, near_time, reached_amount, until_when, use_by_time
from benchapp.ui.text.language import life_text

INSTANT = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


def test_an_instant_is_written_for_the_screen_and_for_a_label() -> None:
    assert day_and_time(INSTANT) == "Mon 23 Nov, 14:05"
    assert date_and_time(INSTANT) == "2026-11-23 14:05"


def test_a_reached_amount_has_four_figures(units: Units) -> None:
    assert reached_amount(units.read("99.99 nM")) == "99.99\u202fnM"


def test_a_time_near_by_says_its_day_where_it_is_another() -> None:
    assert near_time(INSTANT, INSTANT) == "14:05"
    assert near_time(INSTANT + timedelta(hours=12), INSTANT) == "Tue 02:05"
    assert near_time(INSTANT + timedelta(days=9), INSTANT) == "Wed 2 Dec, 14:05"


def test_a_life_is_called_as_people_call_it() -> None:
    assert life_text(timedelta(days=182)) == "6 months"
    assert life_text(timedelta(days=30)) == "1 month"
    assert life_text(timedelta(hours=2)) == "2\u202fh"


def test_a_use_by_at_midnight_is_the_day_that_it_ends() -> None:
    midnight, noon = datetime(2026, 12, 25, tzinfo=UTC), datetime(2026, 12, 25, 12, tzinfo=UTC)

    assert (use_by_time(midnight), until_when(midnight)) == ("2026-12-24", "Thu 24 Dec")
    assert (use_by_time(noon), until_when(noon)) == ("2026-12-25 12:00", "Fri 25 Dec, 12:00")
