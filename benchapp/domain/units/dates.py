"""Days as they are typed: "tomorrow", "Fri", "2026-11-28", "28.11.", "28 Nov", "28/11/2026", in English and German."""

import re
from datetime import date, timedelta

from benchapp.domain.messages import BenchError, Message
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.durations import WORD_NUMBERS
from benchapp.domain.units.numerals import whole

_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december")  # fmt: skip
_GERMAN = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
           "dezember")  # fmt: skip
_ALSO = {"mrz": 3, "maerz": 3, "sept": 9, "jänner": 1, "feber": 2}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TAGE = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_AWAY = {
    "today": 0, "heute": 0, "this": 0, "tomorrow": 1, "morgen": 1, "yesterday": -1, "gestern": -1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2, "übermorgen": 2, "day before yesterday": -2, "the day before yesterday": -2,
    "vorgestern": -2,
}  # fmt: skip
_ISO = late_pattern(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DOTTED = late_pattern(r"(\d{1,2})\.\s?(\d{1,2})\.?\s?(\d{4}|\d{2})?")
_SLASHED = late_pattern(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?")
_DAY_FIRST = late_pattern(r"(\d{1,2})(?:\.|st|nd|rd|th)?(?:[\s/-]|\sof\s)?([a-zäöü]{3,})\.?,?(?:[\s/-]?(\d{4}|\d{2}))?")
_MONTH_FIRST = late_pattern(r"([a-zäöü]{3,})\.?[\s-]?(\d{1,2})(?:st|nd|rd|th)?(?:(?:,?\s|-)(\d{4}))?")
_YEAR_FIRST = late_pattern(r"(\d{4})[\s/-]([a-zäöü]{3,})\.?[\s/-](\d{1,2})")
_WEEKDAY_BEFORE = late_pattern(r"(?P<weekday>[a-zäöü]{2,})\.?,?\s+(?:the |den )?(?P<date>.*\d.*)")
_NEXT = late_pattern(r"^(?P<which>next|nächste[nrs]?|kommende[nrs]?|coming)\s+(?P<weekday>[a-zäöü]+)\.?$")
_DAYS_AWAY = late_pattern(
    r"(?:(?P<ahead>in)|(?P<ago>vor))?\s*(?P<count>\d{1,3}|[a-zäöüß]+)\s+(?P<unit>days?|tage?n?|weeks?|wochen?)"
    r"(?P<behind>\s+ago)?"
)
_ONLY = late_pattern(r"^(?:on|am|this|diesen|dieser|der|den|at)\s+|^(?:the)\s+(?=\d)")
_LAST = late_pattern(r"^(?:last|letzte[nr]?|vergangene[nr]?)\s+")


def month_number(word: str) -> int | None:
    """Return the month of a word, English or German, whole or by its first three letters or more; None for none."""
    word = word.casefold().rstrip(".")
    if word in _ALSO:
        return _ALSO[word]
    if len(word) < 3:
        return None
    for names in (_ENGLISH, _GERMAN):
        found = next((place for place, name in enumerate(names, 1) if name.startswith(word)), None)
        if found is not None:
            return found
    return None


def weekday_number(text: str) -> int | None:
    """Return a weekday, English or German, whole or by its first letters; 0 is Monday, None is none."""
    text = text.rstrip(".")
    if not text.isalpha() or len(text) < 2:
        return None
    for names in (_TAGE, _DAYS):
        found = next((place for place, day in enumerate(names) if day.startswith(text)), None)
        if found is not None and (names is _TAGE or len(text) >= 3):
            return found
    return next((place for place, day in enumerate(("tues", "wednes", "thurs")) if text == day), None)


def full_year(digits: str) -> int:
    """Return a year of four digits, or of two as one of this century."""
    return whole(digits) + (2000 if len(digits) == 2 else 0)


def day_of(text: str, today: date, *, past: bool) -> date | None:
    """Return the day that a text names; None where it names none.

    Args:
        text: In small letters, its blanks single.
        today: The day that it is.
        past: Whether a weekday or a date without a year is the last such one; else it is the next.

    Raises:
        BenchError: Day and month can be read two ways.
    """
    text = _ONLY.sub("", text.strip(" ,"))
    if text in _AWAY:
        return today + timedelta(days=_AWAY[text])
    if (away := _DAYS_AWAY.fullmatch(text)) is not None and (days := _days_away(away)) is not None:
        return today + timedelta(days=days)
    if (coming := _NEXT.match(text)) is not None:
        return _coming(coming, today, text)
    if (dated := _WEEKDAY_BEFORE.fullmatch(text)) is not None:
        weekday = weekday_number(dated["weekday"])
        found = None if weekday is None else day_of(dated["date"], today, past=past)
        if found is not None:
            # A weekday that is not the date's own is a slip in one of them.
            return found if found.weekday() == weekday else None
    last = _LAST.match(text) is not None
    weekday = weekday_number(_LAST.sub("", text))
    if weekday is not None:
        if past or last:
            back = (today.weekday() - weekday) % 7
            return today - timedelta(days=back or (7 if last else 0))
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    try:
        return _written(text, today, past=past)
    except ValueError:
        return None


def _days_away(found: re.Match[str]) -> int | None:
    if bool(found["ahead"]) == bool(found["ago"] or found["behind"]):
        return None
    count = found["count"]
    days_or_weeks = whole(count) if count.isdigit() else WORD_NUMBERS.get(count, 0.5)
    if not float(days_or_weeks).is_integer():
        return None
    days = round(days_or_weeks) * (7 if found["unit"].startswith("w") else 1)
    return days if found["ahead"] else -days


def _coming(found: re.Match[str], today: date, text: str) -> date | None:
    """Return the day of "next Monday".

    Raises:
        BenchError: It can be the one of this week or the one of the next.
    """
    weekday = weekday_number(found["weekday"])
    if weekday is None:
        return None
    days = (weekday - today.weekday()) % 7 or 7
    this_week = today.weekday() + days < 7
    if this_week and not found["which"].startswith(("kommend", "coming")):
        raise BenchError(Message.DATE_TWO_WAYS, text=text)
    return today + timedelta(days=days)


def _written(text: str, today: date, *, past: bool) -> date | None:
    if found := _ISO.fullmatch(text):
        return date(whole(found[1]), whole(found[2]), whole(found[3]))
    if found := _DOTTED.fullmatch(text):
        return _dated(whole(found[1]), whole(found[2]), found[3], today, past=past)
    if found := _SLASHED.fullmatch(text):
        first, second = whole(found[1]), whole(found[2])
        if first <= 12 and second <= 12 and first != second:
            raise BenchError(Message.DATE_TWO_WAYS, text=text)
        day, month = (first, second) if second <= 12 else (second, first)
        if "-" in text and found[3] and len(found[3]) == 2 and first >= 20 and second <= 12:
            return _year_first_or_last(text, found, today, past=past)
        return _dated(day, month, found[3], today, past=past)
    if (found := _YEAR_FIRST.fullmatch(text)) and (named := month_number(found[2])) is not None:
        return date(whole(found[1]), named, whole(found[3]))
    for pattern, day_at, month_at in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        if (found := pattern.fullmatch(text)) and (named := month_number(found[month_at])) is not None:
            return _dated(whole(found[day_at]), named, found[3], today, past=past)
    return None


def _year_first_or_last(text: str, found: re.Match[str], today: date, *, past: bool) -> date | None:
    """Return the day of "28-11-26" or "26-11-28": the reading that lies on the side that is asked for; None for none.

    Raises:
        BenchError: Both do.
    """
    days = set[date]()
    for year, day in ((found[3], found[1]), (found[1], found[3])):
        try:
            days.add(date(full_year(year), whole(found[2]), whole(day)))
        except ValueError:
            continue
    fitting = [day for day in days if (day <= today if past else day >= today)] or sorted(days)
    if len(fitting) > 1:
        raise BenchError(Message.DATE_TWO_WAYS, text=text)
    return fitting[0] if fitting else None


def _dated(day: int, month: int, year: str | None, today: date, *, past: bool) -> date:
    if year:
        return date(full_year(year), month, day)
    this = date(today.year, month, day)
    if past:
        return this if this <= today else date(today.year - 1, month, day)
    return this if this >= today else date(today.year + 1, month, day)
