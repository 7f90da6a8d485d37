"""Dates on labels: "2027-03", "03/2027", "Okt 2027", "31.03.2027"; a month lasts to its last day."""

import re
from calendar import monthrange
from datetime import date

from benchapp.domain.messages import BenchError, Message
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.dates import day_of, full_year, month_number
from benchapp.domain.units.numerals import LONGEST, tidied, whole

_MARK = late_pattern(
    r"^(?:exp(?:iry|ires|\.)?(?: date)?|use by|best before|retest(?: date)?|verw(?:endbar|\.)? bis|haltbar bis|bis)"
    r"[:.]?\s+"
)
_MONTH_ONLY = late_pattern(r"(\d{4})[-./ ](\d{1,2})|(\d{1,2})[-./ ]{1,2}(\d{4}|[2-9]\d)")
_MONTH_IN_WORDS = late_pattern(r"([a-zäöü]{3,})\.?[-/ ]?'?(\d{4}|[2-9]\d)|(\d{4})[-/ ]([a-zäöü]{3,})\.?")
# A date on a label lies somewhere in these years; whatever else is read from one is a slip.
YEARS = range(1990, 2101)


def read_expiry(text: str) -> date:
    """Read a date as a label prints it, English or German; a day and month that can be read two ways are refused.

    Raises:
        BenchError: It is no date, or can be read two ways.
    """
    tidy = _MARK.sub("", tidied(text).casefold())
    if len(tidy) > LONGEST:
        raise BenchError(Message.NOT_A_DATE, text=text[:LONGEST])
    try:
        found = _month(tidy) or _day(tidy)
    except ValueError as error:
        raise BenchError(Message.NOT_A_DATE, text=text) from error
    except BenchError as error:
        raise BenchError(error.code, text=text) from error
    if found is None or found.year not in YEARS:
        raise BenchError(Message.NOT_A_DATE, text=text)
    return found


def _month(tidy: str) -> date | None:
    """Return the last day of a month; None where the text is no month of a year."""
    if found := _MONTH_ONLY.fullmatch(tidy):
        year, month = full_year(found[1] or found[4]), whole(found[2] or found[3])
    elif found := _MONTH_IN_WORDS.fullmatch(tidy):
        named = month_number(found[1] or found[4])
        if named is None:
            return None
        year, month = full_year(found[2] or found[3]), named
    else:
        return None
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _day(tidy: str) -> date | None:
    # A label's date has its year, so that no day is needed from which to count.
    if not re.search(r"\d{4}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}$|[a-zäöü]\.?,?[\s-]\d{2}$", tidy):
        return None
    return day_of(tidy.replace(" ", "-") if re.fullmatch(r"[\d ]+", tidy) else tidy, date(1900, 1, 1), past=False)
