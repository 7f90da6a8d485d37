"""Dates on labels: "2027-03", "03/2027", "31.03.2027"; a month lasts to its last day."""

import re
from calendar import monthrange
from datetime import date

from benchapp.domain.messages import BenchError, Message

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})(?:[-./ ](\d{1,2}))?")
_YEAR_LAST = re.compile(r"(?:(\d{1,2})[-./ ])?(\d{1,2})[-./ ](\d{4})")
_IN_WORDS = re.compile(r"(?:(\d{1,2})\.? )?([a-z]{3})[a-z]*\.? (\d{4})")


def read_expiry(text: str) -> date:
    """Read a date as a label prints it; a day and month that can be read two ways are refused.

    Raises:
        BenchError: It is no date, or can be read two ways.
    """
    tidy = " ".join(text.strip().casefold().split())
    year, month, day = _parts(tidy, text)
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError as error:
        raise BenchError(Message.NOT_A_DATE, text=text) from error


def _parts(tidy: str, text: str) -> tuple[int, int, int]:
    if found := _YEAR_FIRST.fullmatch(tidy):
        return int(found[1]), int(found[2]), int(found[3] or 0)
    if found := _IN_WORDS.fullmatch(tidy):
        if found[2] in _MONTHS:
            return int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1] or 0)
        raise BenchError(Message.NOT_A_DATE, text=text)
    if found := _YEAR_LAST.fullmatch(tidy):
        first, second = int(found[1] or 0), int(found[2])
        slashed = "/" in tidy
        if slashed and first and first <= 12 and second <= 12 and first != second:
            raise BenchError(Message.DATE_TWO_WAYS, text=text)
        if slashed and second > 12:
            first, second = second, first
        return int(found[3]), second, first
    raise BenchError(Message.NOT_A_DATE, text=text)
