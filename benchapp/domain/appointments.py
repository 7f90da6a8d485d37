"""Ends that are told as an instant: "until Fri 17:00", "until tomorrow 9:00", "until 2026-11-27 17:00".

A duration counts time that has passed; an appointment follows the wall clock of its zone. Lengths of less than a
day differ from the clock's by an hour where clocks change in between, and that is said.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from benchapp.domain.durations import LONGEST, read_duration
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.rules import LabRules

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TAGE = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|h)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.(\d{4})?")


class Length(Struct, frozen=True):
    """How long something lasts.

    Attributes:
        span: From now.
        until: Where it was told as an instant, that instant; None for a duration.
    """

    span: timedelta
    until: datetime | None = None


def read_length(text: str, now: datetime) -> Length:
    """Read a duration, or an instant after "until".

    Args:
        text: As typed.
        now: The present, in the zone of whoever types.

    Raises:
        QuantityError: It is neither, or has passed already.
    """
    tidy = " ".join(text.strip().casefold().split())
    if not tidy.startswith(("until ", "till ", "to ", "bis ")):
        return Length(read_duration(text).span)
    until = read_instant(tidy.partition(" ")[2], now, text)
    # In UTC: the difference of two instants of one zone would ignore a clock change between them.
    span = until.astimezone(UTC) - now.astimezone(UTC)
    if span <= timedelta():
        raise QuantityError(Message.TIME_PASSED, text=text)
    if span > LONGEST:
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    return Length(span, until)


def read_instant(tidy: str, now: datetime, text: str) -> datetime:
    """Read a day and a time of day; without a day the next such time is meant.

    Raises:
        QuantityError: It is none.
    """
    day_text, _, clock_text = tidy.rpartition(" ")
    clock = _CLOCK.fullmatch(clock_text)
    if clock is None:
        raise QuantityError(Message.BAD_INSTANT, text=text)
    at = _time_of(clock, text)
    day = _day_of(day_text.strip(" ,"), now, at, text)
    return datetime.combine(day, at, now.tzinfo)


def _time_of(clock: re.Match[str], text: str) -> time:
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if clock[3] in {"am", "pm"}:
        if not 1 <= hour <= 12:
            raise QuantityError(Message.BAD_INSTANT, text=text)
        hour = hour % 12 + (12 if clock[3] == "pm" else 0)
    if hour > 23 or minute > 59:
        raise QuantityError(Message.BAD_INSTANT, text=text)
    return time(hour, minute)


def _day_of(text: str, now: datetime, at: time, told: str) -> date:
    today = now.date()
    later = at > now.time()
    if text in {"", "today", "heute"}:
        return today if later or text else today + timedelta(days=1)
    if text in {"tomorrow", "morgen"}:
        return today + timedelta(days=1)
    weekday = _weekday(text.removesuffix("."))
    if weekday is not None:
        ahead = (weekday - today.weekday()) % 7
        return today + timedelta(days=ahead if ahead or later else 7)
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DOTTED.fullmatch(text):
            year = int(found[3]) if found[3] else today.year
            day = date(year, int(found[2]), int(found[1]))
            return day if found[3] or day >= today else day.replace(year=year + 1)
    except ValueError as error:
        raise QuantityError(Message.BAD_INSTANT, text=told) from error
    raise QuantityError(Message.BAD_INSTANT, text=told)


def _weekday(text: str) -> int | None:
    """Read a weekday, English or German, whole or by its first letters; 0 is Monday."""
    if not text.isalpha():
        return None
    if text[:3] in _DAYS:
        return _DAYS.index(text[:3])
    return next((place for place, day in enumerate(_TAGE) if len(text) > 1 and day.startswith(text)), None)


def clock_change(first: datetime, second: datetime) -> timedelta:
    """Tell by how much the clocks change between two instants of one zone; zero where they do not."""
    one, two = first.utcoffset(), second.utcoffset()
    return timedelta() if one is None or two is None else two - one


def outside_hours(at: datetime, rules: LabRules) -> tuple[datetime, datetime] | None:
    """Tell the nearest working times before and after an instant; None where it lies within them.

    Args:
        at: The instant, in the zone of the lab.
        rules: For the hours and days.
    """
    if rules.work_until_h <= rules.work_from_h:
        return None
    begin, end = _clock(rules.work_from_h), _clock(rules.work_until_h)
    days = int(rules.work_days)
    if at.weekday() < days and begin <= at.time() <= end:
        return None
    before = _working_day(at.date() if at.time() >= begin else at.date() - timedelta(days=1), -1, days)
    after = _working_day(at.date() if at.time() <= end else at.date() + timedelta(days=1), 1, days)
    if at.weekday() < days and at.time() > end:
        before = at.date()
    return datetime.combine(before, end, at.tzinfo), datetime.combine(after, begin, at.tzinfo)


def _clock(hours: float) -> time:
    minutes = min(24 * 60 - 1, max(0, round(hours * 60)))
    return time(minutes // 60, minutes % 60)


def _working_day(day: date, step: int, days: int) -> date:
    for _ in range(7):
        if day.weekday() < max(1, days):
            return day
        day += timedelta(days=step)
    return day
