"""The modules that times of a lab are parted into, each by one thing it says."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from benchapp.domain.lab.clock_changes import clock_change, settled
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.working_hours import outside_hours
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.spans import span_text

ZURICH = ZoneInfo("Europe/Zurich")


def test_a_night_is_outside_the_hours_of_a_lab_and_a_noon_within() -> None:
    assert outside_hours(datetime(2026, 11, 24, 12, tzinfo=ZURICH), LabRules()) is None
    assert outside_hours(datetime(2026, 11, 24, 3, tzinfo=ZURICH), LabRules()) is not None


def test_an_hour_that_clocks_skip_is_refused() -> None:
    at, now = datetime(2026, 3, 29, 2, 30, tzinfo=ZURICH), datetime(2026, 3, 28, 12, tzinfo=UTC)

    with pytest.raises(QuantityError) as refused:
        settled(at, now, past=False)
    assert refused.value.code is Message.HOUR_SKIPPED
    assert clock_change(at.replace(fold=0), at.replace(fold=1)) == timedelta(hours=1)


def test_a_span_is_shown_as_it_can_be_typed() -> None:
    assert span_text(timedelta(days=1, hours=12)) == "1\u202fd 12\u202fh"


def test_an_hour_that_clocks_show_twice_is_asked_about_where_both_are_possible() -> None:
    at, now = datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH), datetime(2026, 10, 24, 12, tzinfo=UTC)

    with pytest.raises(QuantityError) as refused:
        settled(at, now, past=False)
    assert refused.value.code is Message.HOUR_TWICE
    assert (refused.value.values["first"], refused.value.values["second"]) == (
        "2026-10-25 02:30+02:00", "2026-10-25 02:30+01:00",
    )  # fmt: skip


@pytest.mark.parametrize(("minute_utc", "past", "fold"), [(45, False, 1), (45, True, 0)])
def test_an_hour_that_clocks_show_twice_is_the_one_that_can_be(minute_utc: int, past: bool, fold: int) -> None:
    # 02:30 is 00:30 UTC, then 01:30 UTC; at 00:45 UTC one of them is over.
    at, now = datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH), datetime(2026, 10, 25, 0, minute_utc, tzinfo=UTC)

    assert settled(at, now, past=past).fold == fold


def test_an_hour_that_clocks_show_twice_and_that_cannot_be_is_left_to_who_asks() -> None:
    at, now = datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH), datetime(2026, 10, 26, 12, tzinfo=UTC)

    assert settled(at, now, past=False) == at
