"""What every page writes the same way."""

from datetime import UTC, datetime

from benchapp.domain.units.units import Units
from benchapp.ui.text.formatting import date_and_time, day_and_time, reached_amount

INSTANT = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


def test_an_instant_is_written_for_the_screen_and_for_a_label() -> None:
    assert day_and_time(INSTANT) == "Mon 23 Nov, 14:05"
    assert date_and_time(INSTANT) == "2026-11-23 14:05"


def test_a_reached_amount_has_four_figures(units: Units) -> None:
    assert reached_amount(units.read("99.99 nM")) == "99.99\u202fnM"
