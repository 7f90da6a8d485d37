"""Durations: typed ("7 d", "1 d 12 h", "10 min ago", "about three months ago") and shown ("2 d 16:20")."""

import re
from datetime import timedelta

from msgspec import Struct

from benchapp.domain.messages import Message, QuantityError

_UNITS = {
    "s": 1.0,
    "sec": 1.0,
    "second": 1.0,
    "min": 60.0,
    "minute": 60.0,
    "h": 3600.0,
    "hr": 3600.0,
    "hour": 3600.0,
    "d": 86400.0,
    "day": 86400.0,
    "wk": 604800.0,
    "week": 604800.0,
    # A month and a year are never exact; whatever is told in them is "about".
    "month": 30 * 86400.0,
    "year": 365 * 86400.0,
}
_WORDS = ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_WORD_NUMBERS = {"a": 1.0, "an": 1.0} | {word: float(number) for number, word in enumerate(_WORDS[1:], 1)}
_PART = re.compile(r"([0-9]+(?:[.,][0-9]+)?|[a-z]+)\s*([a-z]+)\.?\s*")
LONGEST = timedelta(days=3660)


class Told(Struct, frozen=True):
    """A duration as told.

    Attributes:
        span: How long.
        about: Whether it was told as roughly so.
    """

    span: timedelta
    about: bool = False


def read_duration(text: str) -> Told:
    """Read a typed duration; "ago" and "about" may stand with it, "now" is none.

    Raises:
        QuantityError: It is not one.
    """
    tidy = " ".join(text.strip().casefold().split())
    if len(tidy) > 64:
        raise QuantityError(Message.TOO_LONG, longest=64, length=len(tidy))
    if not tidy:
        raise QuantityError(Message.EMPTY)
    if tidy in {"now", "just now"}:
        return Told(timedelta())
    about = tidy.startswith(("about ", "ca ", "ca. ", "~", "≈"))
    tidy = re.sub(r"^(about|ca\.?|~|≈)\s*", "", tidy).removesuffix(" ago").strip()
    seconds, place = 0.0, 0
    while place < len(tidy):
        match = _PART.match(tidy, place)
        if match is None:
            raise QuantityError(Message.BAD_TIME, text=text)
        number, unit = match.groups()
        factor = _UNITS.get(unit) or _UNITS.get(unit.removesuffix("s"))
        count = _WORD_NUMBERS.get(number) if number.isalpha() else float(number.replace(",", "."))
        if factor is None or count is None:
            raise QuantityError(Message.BAD_TIME, text=text)
        about |= unit.startswith(("month", "year"))
        seconds += count * factor
        place = match.end()
    if seconds > LONGEST.total_seconds():
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    return Told(timedelta(seconds=seconds), about)


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


def span_text(span: timedelta) -> str:
    """Show a length: "7 d", "1 d 12 h", "2 h", "30 min", "1 h 20 min"; typing it back gives the same minutes."""
    minutes = round(abs(span.total_seconds()) / 60)
    if minutes == 0:
        return f"{round(abs(span.total_seconds()))}\u202fs"
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (0 if days else minutes, "min")]
    return " ".join(f"{number}\u202f{unit}" for number, unit in parts if number)
