"""Durations: typed ("7 d", "1 d 12 h", "10 min ago", "about three months ago") and shown ("2 d 16:20").

English and German words are read whichever language the screen speaks: a bench has people of both.
"""

import re
from datetime import timedelta

from msgspec import Struct

from benchapp.domain.messages import Message, QuantityError

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
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
    "std": 3600.0,
    "stunde": 3600.0,
    "tag": 86400.0,
    "woche": 604800.0,
    "monat": 30 * 86400.0,
    "jahr": 365 * 86400.0,
}
_WORDS = ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ZAHLEN = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
_WORD_NUMBERS = (
    {"a": 1.0, "an": 1.0, "eine": 1.0, "einem": 1.0, "einer": 1.0}
    | {word: float(number) for number, word in enumerate(_WORDS[1:], 1)}
    | {word: float(number) for number, word in enumerate(_ZAHLEN, 1)}
)
_ABOUT = re.compile(r"^(about|ca\.?|etwa|ungefähr|~|≈)\s*")
_ENDINGS = ("s", "n", "e", "en")
_PART = re.compile(r"([0-9]+(?:[.,][0-9]+)?|[a-zäöü]+)\s*([a-z]+)\.?\s*")
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
    if tidy in {"now", "just now", "jetzt", "gerade", "eben"}:
        return Told(timedelta())
    tidy = tidy.removesuffix(" ago").removesuffix(" her").removeprefix("vor ").strip()
    about = _ABOUT.match(tidy) is not None
    tidy = _ABOUT.sub("", tidy).removeprefix("vor ").strip()
    seconds, place = 0.0, 0
    while place < len(tidy):
        match = _PART.match(tidy, place)
        if match is None:
            raise QuantityError(Message.BAD_TIME, text=text)
        number, unit = match.groups()
        factor = next((_UNITS[one] for one in _singular(unit) if one in _UNITS), None)
        count = _WORD_NUMBERS.get(number) if number.isalpha() else float(number.replace(",", "."))
        if factor is None or count is None:
            raise QuantityError(Message.BAD_TIME, text=text)
        about |= unit.startswith(("month", "year", "monat", "jahr"))
        seconds += count * factor
        place = match.end()
    if seconds > LONGEST.total_seconds():
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    return Told(timedelta(seconds=seconds), about)


def _singular(unit: str) -> tuple[str, ...]:
    return (unit, *(unit.removesuffix(ending) for ending in _ENDINGS))


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


def span_text(span: timedelta) -> str:
    """Show a length: "7 d", "1 d 12 h", "2 h", "30 min", "1 h 20 min"; typing it back gives the same minutes."""
    minutes = round(abs(span.total_seconds()) / 60)
    if minutes == 0:
        return f"{round(abs(span.total_seconds()))}\u202fs"
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (0 if days else minutes, "min")]
    return " ".join(f"{number}\u202f{unit}" for number, unit in parts if number)
