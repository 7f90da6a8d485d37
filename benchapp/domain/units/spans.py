"""Spans of time as they are shown: "2 d 16:20" left, "1 d 12 h" long. `durations` reads them.

A month of a use-by is one of the calendar: 6 months from 31 August on end on 28 February.
"""

from calendar import monthrange
from datetime import UTC, datetime, timedelta

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
# From here on hours say nothing.
_IN_DAYS = timedelta(days=10)
_MONTH_D, _YEAR_D = 30, 365
_MONTHS_A_YEAR = 12


def clock_text(left: timedelta) -> str:
    """Show a remaining time: "0:12:40", "2 d 16:20"; "+0:15:00" when overdue.

    Seconds are shown below a day. A running second counts as left, so that it reaches zero when it is due.
    """
    total = -int(-left.total_seconds() // 1) if left >= timedelta() else int(-left.total_seconds())
    sign = "+" if left < timedelta() else ""
    days, rest = divmod(total, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    if days:
        return f"{sign}{days}\u202fd {hours}:{minutes:02d}"
    return f"{sign}{hours}:{minutes:02d}:{seconds:02d}"


def left_text(left: timedelta) -> str:
    """Show a remaining time on a page, where the seconds run in Now beside it: "17 h 14 min", "2 d 16:20".

    In whole minutes, never more than is left; by the second within the last minute and when overdue.
    """
    return span_text(left // _MINUTE * _MINUTE) if _MINUTE <= left < _DAY else clock_text(left)


def days_text(span: timedelta) -> str:
    """Show a length that is not read to the hour where it is long: "181 d", below ten days "5 d 3 h"."""
    return span_text(span // _DAY * _DAY if abs(span) >= _IN_DAYS else span)


def calendar_length(span: timedelta) -> tuple[str, int] | None:
    """Return a length in whole months or years as people say it; None where it is none of those.

    A month is typed as 30 days, and a lab rule of half a year is kept as 182: both are whole months.

    Returns:
        "months" or "years", and how many.
    """
    days, rest = divmod(span, _DAY)
    if rest or days < _MONTH_D:
        return None
    if days % _YEAR_D == 0:
        return "years", days // _YEAR_D
    if days % _MONTH_D == 0:
        return "months", days // _MONTH_D
    months = round(days * 12 / _YEAR_D)
    return ("months", months) if abs(days - months * _YEAR_D / 12) < 1 else None


def months_later(at: datetime, months: int) -> datetime:
    """Return the instant some months of the calendar later, on this computer's clock: 31 August + 6 → 28 February.

    Where that month has no such day it is its last one.

    Args:
        at: From when, aware.
        months: How many.
    """
    here = at.astimezone().replace(tzinfo=None)
    years, month = divmod(here.month - 1 + months, _MONTHS_A_YEAR)
    year, month = here.year + years, month + 1
    day = min(here.day, monthrange(year, month)[1])
    return here.replace(year=year, month=month, day=day).astimezone(UTC)


def days_in_months(months: int) -> int:
    """Return about how many days some months are, rounded down: 182 in 6."""
    return months * _YEAR_D // _MONTHS_A_YEAR


def months_in_days(days: float) -> int:
    """Return how many months `days_in_months` made days of."""
    return round(days * _MONTHS_A_YEAR / _YEAR_D)


def months_as_said(months: int) -> tuple[str, int]:
    """Return months as people say them: "months" or "years", and how many."""
    years, rest = divmod(months, _MONTHS_A_YEAR)
    return ("months", months) if rest or not years else ("years", years)


def span_text(span: timedelta) -> str:
    """Show a length: "7 d", "1 d 12 h", "2 h", "30 min", "1 h 20 min"; typing it back gives the same minutes."""
    minutes = round(abs(span.total_seconds()) / 60)
    if minutes == 0:
        return f"{round(abs(span.total_seconds()))}\u202fs"
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (0 if days else minutes, "min")]
    return " ".join(f"{number}\u202f{unit}" for number, unit in parts if number)
