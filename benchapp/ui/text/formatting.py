"""Values that every page writes the same way: amounts that are reached, and instants."""

from datetime import datetime, time, timedelta

from benchapp.domain.units.amounts import nominal
from benchapp.domain.units.kinds import BASE_UNITS
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.ui.text.language import day, show, time_of_day, weekday

# A weekday alone is clear only this far from now.
DAYS_OF_WEEK = 7


def reached_amount(quantity: Quantity) -> str:
    """Return a concentration that is reached, on its bench ladder and with four figures: "99.99 nM", "9.98 U/mL"."""
    kind = kind_of(quantity)
    return show(float(quantity.m_as(BASE_UNITS[kind])), kind, 4) if kind is not None else ""


def nominal_amount(quantity: Quantity) -> str:
    """Return what a concentration is called, on its bench ladder: "10 µM" for 9.995 µM."""
    kind = kind_of(quantity)
    return show(nominal(float(quantity.m_as(BASE_UNITS[kind]))), kind, 3) if kind is not None else ""


def day_and_time(instant: datetime) -> str:
    """Return an instant with its weekday: "Mon 23 Nov, 14:05"."""
    return f"{day(instant)}, {time_of_day(instant)}"


def near_time(instant: datetime, now: datetime) -> str:
    """Return an instant as short as it is clear: the time on the same day, else with its weekday, or with its day."""
    away = abs((instant.date() - now.date()).days)
    if not away:
        return time_of_day(instant)
    return f"{weekday(instant)} {time_of_day(instant)}" if away < DAYS_OF_WEEK else day_and_time(instant)


def date_and_time(instant: datetime) -> str:
    """Return an instant as a label and a log write it, with its year: "2026-11-23 14:05"."""
    return f"{instant:%Y-%m-%d %H:%M}"


def last_day(until: datetime) -> datetime | None:
    """Return the day to the end of which something is good; None where it ends within a day.

    A date on a bottle lasts to the end of its day: the midnight after it, read as a day, would be a day too many.
    """
    return until - timedelta(days=1) if until.time() == time() else None


def until_when(until: datetime) -> str:
    """Return until when something may be used, in a sentence: "Mon 23 Nov, 14:05", "Thu 24 Dec" for a date."""
    whole = last_day(until)
    return day_and_time(until) if whole is None else day(whole)


def use_by_time(until: datetime) -> str:
    """Return until when something may be used, as a label writes it: "2026-11-23 14:05", "2026-12-24" for a date."""
    whole = last_day(until)
    return date_and_time(until) if whole is None else f"{whole:%Y-%m-%d}"
