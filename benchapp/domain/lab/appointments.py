"""Ends and beginnings that are given as an instant: "until Fri 17:00", "bis morgen 9 Uhr", "yesterday 16:00".

A duration counts time that has passed; an appointment follows the wall clock of its zone. Lengths of less than a
day differ from the clock's by an hour where clocks change in between, and that is said.

Hours and minutes alone ("1:30") are a length; those of a working day ("16:00") may be a time of day as well, and are
asked about where a length is wanted.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from benchapp.domain.lab.clock_changes import settled
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.clock_words import closer, day_shown, in_hours, part_of_hour
from benchapp.domain.units.dates import day_of
from benchapp.domain.units.durations import (
    AHEAD,
    GONE,
    LONGEST,
    ParsedDuration,
    is_regular,
    read_duration,
    split_qualifier,
)
from benchapp.domain.units.numerals import tidied, whole

_UNTIL = late_pattern(r"^(?:until|till|til|to|by|bis(?: zum)?)(?=\s|$)\s*")
_MARK = r"(am|pm|a\.m\.?|p\.m\.?|uhr|h|o'clock)"
_AT_END = late_pattern(
    rf"(?:^|(?<=[\s,t]))(?:(\d{{1,2}})[:.h](\d{{2}})(?::\d{{2}}(?:\.\d+)?)?\s*{_MARK}?|(\d{{1,2}})\s*{_MARK}(?:\s?(\d{{2}}))?|"
    r"((?:12 )?noon|midday|mittags?|midnight|mitternacht))$"
)
_AT_BEGIN = late_pattern(
    rf"^(?:(\d{{1,2}})[:h](\d{{2}})(?::\d{{2}})?\s*{_MARK}?|(\d{{1,2}})\s*{_MARK}(?:\s?(\d{{2}}))?|"
    r"((?:12 )?noon|midday|midnight))(?=[\s,]|$)"
)
_BARE_HOUR = late_pattern(r"(?:^|(?<=\s))(\d{1,2})$|^(\d{1,2})(?=\s+[a-zäöü])")
_AT_HOUR = late_pattern(r"\b(?:at|um|gegen) \d{1,2}$")
# "1700" is a time of day where a day's name or nothing comes before it: in "1 Dec 2027" it is a year.
_FOUR_DIGITS = late_pattern(r"(?P<day>(?:[a-zäöü]+ )*)(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?:\s?(?:h|hrs|uhr))?")
_WEEKDAY_PART = late_pattern(r"\b(\w+tag|mittwoch)(morgen|früh|vormittag|mittag|nachmittag|abend)\b")
_MORNING_OF = late_pattern(r"\b(\w+tag|mittwoch|heute|gestern|vorgestern|übermorgen|mo|di|mi|do|fr|sa|so) morgen\b")
_ZONED = late_pattern(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:z|[+-]\d{2}:?\d{2})")
_OF_DAY = late_pattern(
    r"\b(in the |at |um |in der )?(morning|früh|morgens|vormittags?|afternoon|nachmittags?|evening|abends?|night)\b"
)
_LATE = ("afternoon", "nachmittag", "evening", "abend", "night")
_CLOCK_ALONE = late_pattern(r"(\d{1,2}):(\d{2})(?:\s?h)?")
_CLOCK = late_pattern(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:h|uhr))?")
# "16.00", as German clocks are written: without "Uhr" it can be a number.
_DOTTED = late_pattern(r"([01]?\d|2[0-3])[.,]([0-5]\d)")
# "9.30 h", as times of day are written too; nobody counts the hundredths of as many hours.
_DOTTED_HOURS = late_pattern(r"(0?[6-9]|1\d|2[0-3])[.,]([0-5]\d)\s?h")
_RUN_TOGETHER = late_pattern(r"(1\d|2[0-3])([0-5]\d)")
_DATE_RUN_TOGETHER = late_pattern(r"\b(20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?=$|[\st])")
_THEN_RUN_TOGETHER = late_pattern(r"(?<=^\d{4}-\d{2}-\d{2} )([01]\d|2[0-3])([0-5]\d)$")
_DATE_AT_FRONT = late_pattern(r"20\d{2}-\d{2}-\d{2}|0\d{3}$")
_DAY_AND_TWO = late_pattern(r"(?P<day>\d{1,2}\. ?\d{1,2}\.?) (?P<two>[01]\d|2[0-3])")
_DAY_WITHOUT_POINT = late_pattern(r"(?:2[4-9]|3[01])\.(?:0?[1-9]|1[0-2])")
_HOURS_OR_CLOCK = late_pattern(r"(\d{1,2})\s?h")
# "16h30", and "16h": hours of a working day, or hours gone by.
_HOURS_AND_MINUTES = late_pattern(r"([6-9]|0[6-9]|1\d|2[0-3])h([0-5]\d)?")
_DAY_AND_MONTH = late_pattern(r"\d{1,2}/\d{1,2}")
_NOON_AS_TWELVE = late_pattern(
    r"\b12(?::00)?(?: uhr)?,? (?:mittags?|noon)\b|\bmittags? (?:um )?12(?::00)?(?: uhr)?(?![:\d])"
)
_LEADING_AT = late_pattern(r"^(?:at|um) (?=\d|noon|midnight)")
_HOURS_RUN_TOGETHER = late_pattern(r"([01]\d|2[0-3])([0-5]\d)\s?h(?:rs)?")
# Of the two nearest days that a date without a year names, the one ahead is taken up to half a year.
_NEAR = timedelta(days=183)


class Length(Struct, frozen=True):
    """How long something lasts.

    Attributes:
        span: From now.
        until: Where it was given as an instant, that instant; None for a duration.
        overnight: Whether it was given as "overnight", which is a convention.
    """

    span: timedelta
    until: datetime | None = None
    overnight: bool = False


def read_length(text: str, now: datetime) -> Length:
    """Read a duration, or an instant to come, with "until" or without.

    Args:
        text: As typed.
        now: The present, in the zone of whoever types.

    Raises:
        QuantityError: It is neither, has passed already, or can be read as both.
    """
    try:
        return _length(text, now)
    except QuantityError as error:
        raise closer(error, split_qualifier(text)[0], text, "length") from error


def _length(text: str, now: datetime) -> Length:
    tidy, _ = split_qualifier(text)
    tidy = tidy.lstrip("'’")
    if _UNTIL.match(tidy) is not None:
        end = split_qualifier(_UNTIL.sub("", tidy))[0]
        if (hours := _HOURS_OR_CLOCK.fullmatch(end)) is not None:
            at = f"until {whole(hours[1])}:00"
            raise QuantityError(Message.READ_TWO_WAYS, text=text, first=f"{whole(hours[1])} h", second=at)
        return _until(end, now, text, bare_hour=True)
    if GONE.search(tidy) is not None:
        raise QuantityError(Message.TIME_PASSED, text=text)
    alone = _CLOCK_ALONE.fullmatch(tidy)
    if alone is not None and 6 <= whole(alone[1]) <= 23 and whole(alone[2]) <= 59:
        length = f"{whole(alone[1])} h {whole(alone[2])} min" if whole(alone[2]) else f"{whole(alone[1])} h"
        raise QuantityError(Message.READ_TWO_WAYS, text=text, first=length, second=f"until {alone[1]}:{alone[2]}")
    if (dotted := _DOTTED.fullmatch(tidy)) is not None:
        first, second = f"{_as_hours(dotted)} h", f"until {dotted[1]}:{dotted[2]}"
        raise QuantityError(Message.READ_TWO_WAYS, text=text, first=first, second=second)
    try:
        given = read_duration(text)
    except QuantityError as error:
        if error.code != Message.BAD_TIME:
            raise
        try:
            return _until(tidy, now, text)
        except QuantityError as other:
            if other.code != Message.BAD_INSTANT:
                raise
            raise QuantityError(error.code, **{"asked": "length", **error.values}) from other
    return Length(given.span, overnight=given.overnight)


def read_due(text: str, now: datetime) -> Length:
    """Read when something is due: "in 24 h", "Fri 9:00", "16:00", "now".

    Raises:
        QuantityError: It is neither, or has passed already.
    """
    tidy = re.sub(r"^(?:at|um|on|am)\s+", "", tidied(text).casefold()) or "now"
    if _CLOCK_ALONE.fullmatch(tidy) is not None:
        return _until(tidy, now, text)
    try:
        return read_length(tidy, now)
    except QuantityError as error:
        vague = error.code in {Message.BAD_TIME, Message.TIME_VAGUE, Message.A_RANGE}
        due = {"text": text, "asked": "due"} if vague else {}
        raise QuantityError(error.code, **{**error.values, **due}) from error


def read_past(text: str, now: datetime, *, exact: bool = False) -> ParsedDuration:
    """Read when something was made or done: "10 min ago", "16:00", "yesterday 16:00", "28.11. 16:00", "now".

    A day without a time of day is "about": its noon is taken.

    Args:
        text: As typed.
        now: The present, in the zone of whoever types.
        exact: Whether a time of day is needed, as for what a timer counts from.

    Returns:
        How long ago that was.

    Raises:
        QuantityError: It is no time, or lies ahead.
    """
    tidy, about = split_qualifier(text)
    tidy, dated = _apart(tidy)
    if is_regular(tidy):
        raise QuantityError(Message.BAD_TIME, text=text, asked="when")
    _ask_which_hours(tidy, text)
    _ask_year_or_hour(tidy, text)
    if not dated and _CLOCK.fullmatch(tidy) is None and _DAY_AND_MONTH.fullmatch(tidy) is None:
        gone_by = _gone_by(tidy, text)
        if gone_by is not None:
            return gone_by
    tidy = re.sub(r"^(?:since|seit|made)\s+", "", tidy)
    day = None if exact else _day(tidy, now.date(), text, past=True)
    about = about or day is not None
    try:
        at = _at_noon(day, now) if day is not None else _instant(tidy, now, text, past=True)
    except QuantityError as error:
        code = Message.BAD_TIME if error.code == Message.BAD_INSTANT else error.code
        bad = QuantityError(code, **{**error.values, "asked": "when"})
        raise closer(bad, tidy, text, "when") from error
    span = now.astimezone(UTC) - at.astimezone(UTC)
    if span < timedelta():
        raise QuantityError(Message.TIME_AHEAD, text=text)
    if span > LONGEST:
        raise QuantityError(Message.TIME_TOO_FAR, text=text)
    return ParsedDuration(span, about)


def _apart(tidy: str) -> tuple[str, bool]:
    """Return a text with the parts of its date and its time of day apart, and whether it begins with a date."""
    tidy = _DATE_RUN_TOGETHER.sub(r"\1-\2-\3", tidy)
    tidy = _THEN_RUN_TOGETHER.sub(r"\1:\2", tidy)
    if _DAY_WITHOUT_POINT.fullmatch(tidy) is not None:
        return f"{tidy}.", True
    return tidy, _DATE_AT_FRONT.match(tidy) is not None


def _gone_by(tidy: str, text: str) -> ParsedDuration | None:
    """Return a length of time that has gone by; None where the text is no length.

    Raises:
        QuantityError: It has two readings, or lies ahead.
    """
    try:
        length = read_duration(text)
    except QuantityError as error:
        if error.code != Message.BAD_TIME:
            raise QuantityError(error.code, **{**error.values, "asked": "when"}) from error
        return None
    if AHEAD.match(tidy) is not None:
        raise QuantityError(Message.TIME_AHEAD, text=text)
    return length


def _ask_which_hours(tidy: str, text: str) -> None:
    """Refuse what can be a time of day or a number of hours: "1600h", "16h30", "16h", "16.00".

    Raises:
        QuantityError: It is one of these, with both readings.
    """
    if (found := _HOURS_RUN_TOGETHER.fullmatch(tidy)) is not None:
        hours = f"{whole(found[1] + found[2])} h"
    elif (found := _HOURS_AND_MINUTES.fullmatch(tidy)) is not None:
        hours = f"{whole(found[1])} h" + (f" {whole(found[2])} min" if found[2] else "")
    elif (found := _DOTTED.fullmatch(tidy)) is not None or (found := _DOTTED_HOURS.fullmatch(tidy)) is not None:
        hours = f"{_as_hours(found)} h"
    elif (found := _RUN_TOGETHER.fullmatch(tidy)) is not None:
        hours = f"{found[1]}{found[2]} min"
    else:
        return
    raise QuantityError(Message.READ_TWO_WAYS, text=text, first=f"{found[1]}:{found[2] or '00'}", second=f"{hours} ago")


def _ask_year_or_hour(tidy: str, text: str) -> None:
    """Refuse "28.11. 16": the year 2016, or four in the afternoon.

    Raises:
        QuantityError: It is such a text, with both readings.
    """
    found = _DAY_AND_TWO.fullmatch(tidy)
    if found is not None:
        day, two = found["day"].rstrip("."), found["two"]
        raise QuantityError(Message.READ_TWO_WAYS, text=text, first=f"{day}.20{two}", second=f"{day}. {two}:00")


def _as_hours(dotted: re.Match[str]) -> str:
    """Return "16.00" or "1.30" as a number of hours: "16", "1.3"."""
    return f"{whole(dotted[1])}.{dotted[2]}".rstrip("0").rstrip(".")


def _at_noon(day: date, now: datetime) -> datetime:
    noon = datetime.combine(day, time(12), now.tzinfo)
    return min(noon, now) if day == now.date() else noon


def _until(tidy: str, now: datetime, text: str, *, bare_hour: bool = False) -> Length:
    until = _instant(tidy, now, text, past=False, bare_hour=bare_hour)
    # In UTC: the difference of two instants of one zone would ignore a clock change between them.
    span = until.astimezone(UTC) - now.astimezone(UTC)
    if span <= timedelta():
        raise QuantityError(Message.TIME_PASSED, text=text)
    if span > LONGEST:
        raise QuantityError(Message.TIME_TOO_FAR, text=text)
    return Length(span, until)


def _instant(tidy: str, now: datetime, text: str, *, past: bool, bare_hour: bool = False) -> datetime:
    if _ZONED.fullmatch(tidy) is not None:
        return datetime.fromisoformat(tidy.upper().replace(" ", "T", 1).replace(" ", "")).astimezone(now.tzinfo)
    tidy, part = _part_of_day(in_hours(_NOON_AS_TWELVE.sub("noon", tidy)))
    to_hour = bare_hour or bool(part) or _AT_HOUR.search(tidy) is not None or _LEADING_AT.match(tidy) is not None
    tidy = _LEADING_AT.sub("", tidy)
    tidy = _in_digits(tidy, text, part, past=past)
    found = _AT_END.search(tidy) or _AT_BEGIN.search(tidy)
    if found is not None:
        at = _time_of(found, text, late=part == "late", sure=bool(part))
        rest = _without_at(re.sub(r"(?<=\d)t$", "", f"{tidy[: found.start()]} {tidy[found.end() :]}".strip(" ,")))
    elif to_hour and (bare := _BARE_HOUR.search(tidy)) is not None:
        rest = _without_at(f"{tidy[: bare.start()]} {tidy[bare.end() :]}")
        if rest and _day(rest, now.date(), text, past=past) is None:
            raise QuantityError(Message.BAD_INSTANT, text=text)
        at = _bare(whole(bare[1] or bare[2]), rest, text, part, past=past)
    else:
        raise QuantityError(Message.BAD_INSTANT, text=text)
    # 24:00 ends the day that is named; without one the next midnight is the same.
    at_end = found is not None and rest and (found[1] or found[4]) == "24"
    instant = _combined(rest, at, now, text, past=past) + timedelta(days=1 if at_end else 0)
    return settled(instant, now, past=past)


def _part_of_day(tidy: str) -> tuple[str, str]:
    """Take the part of the day off: "late" for the hours after noon, "early" before it, "" where none is named."""
    tidy = _WEEKDAY_PART.sub(r"\1 \2", tidy.replace("tonight", "today night"))
    tidy = _MORNING_OF.sub(r"\1 früh", tidy).replace("last night", "yesterday night")
    if _OF_DAY.search(tidy) is None:
        return tidy, ""
    late = any(word in tidy for word in _LATE)
    return " ".join(_OF_DAY.sub(" ", tidy).split()).strip(" ,"), "late" if late else "early"


def _in_digits(tidy: str, text: str, part: str, *, past: bool) -> str:
    """Return a time of day in digits with a colon: "half past 7", "halb 8" and "1700" are others' ways to write one."""
    run = _FOUR_DIGITS.fullmatch(tidy)
    if run is not None:
        return f"{run['day']}{run['hour']}:{run['minute']}"
    found = part_of_hour(tidy)
    if found is None:
        return tidy
    lead, minutes, behind = found
    if minutes < 12 * 60 and not part and re.match(r"\s?[ap]\.?m\b", behind) is None:
        day = f"{day_shown(lead)} ".lstrip()
        first, second = (_lead(f"{day}{at // 60}:{at % 60:02d}{behind}", past=past) for at in (minutes, minutes + 720))
        raise QuantityError(Message.READ_TWO_WAYS, text=text, first=first, second=second)
    return f"{lead}{minutes // 60}:{minutes % 60:02d}{behind}"


def _lead(at: str, *, past: bool) -> str:
    return at if past else f"until {at}"


def _without_at(rest: str) -> str:
    return re.sub(r"\s*\b(?:at|um|gegen)$|^(?:at|um|gegen)\b\s*", "", rest.strip(" ,-/")).strip(" ,-/")


def _combined(rest: str, at: time, now: datetime, text: str, *, past: bool) -> datetime:
    today = now.date()
    if not rest:
        later = at > now.time()
        day = today - timedelta(days=1) if past and later else today + timedelta(days=0 if past or later else 1)
        return datetime.combine(day, at, now.tzinfo)
    found = _day(rest, today, text, past=past)
    if found is None:
        raise QuantityError(Message.BAD_INSTANT, text=text)
    if not past and found - today > _NEAR and _day(rest, found + timedelta(days=1), text, past=False) != found:
        # No year was typed, and that day of this year has just passed.
        raise QuantityError(Message.TIME_PASSED, text=text)
    instant = datetime.combine(found, at, now.tzinfo)
    if found == today and rest.rstrip(".").isalpha() and rest not in {"today", "heute"}:
        # A weekday that is today: the one of a week before or after, where today's does not fit.
        if past and instant > now:
            instant -= timedelta(days=7)
        elif not past and instant <= now:
            instant += timedelta(days=7)
    return instant


def _day(rest: str, today: date, text: str, *, past: bool) -> date | None:
    try:
        return day_of(rest, today, past=past)
    except BenchError as error:
        raise QuantityError(error.code, **{**error.values, "text": text}) from error


def _time_of(found: re.Match[str], text: str, *, late: bool, sure: bool) -> time:
    if found[7]:
        return time(0) if found[7] in {"midnight", "mitternacht"} else time(12)
    hour, minute = whole(found[1] or found[4]), whole(found[2] or found[6] or "0")
    mark = (found[3] or found[5] or "").replace(".", "")
    if mark in {"am", "pm"}:
        if not 1 <= hour <= 12:
            raise QuantityError(Message.BAD_INSTANT, text=text)
        hour = hour % 12 + (12 if mark == "pm" else 0)
    elif late and 1 <= hour < 12:
        hour += 12
    elif mark == "o'clock" and 1 <= hour < 12 and not sure:
        values = {"first": f"{hour}:{minute:02d}", "second": f"{hour + 12}:{minute:02d}"}
        raise QuantityError(Message.READ_TWO_WAYS, text=text, **values)
    if (hour, minute) == (24, 0):
        return time(0)
    seconds = re.search(r":\d{2}:(\d{2})", found.group())
    second = whole(seconds[1]) if seconds is not None else 0
    if hour > 23 or minute > 59 or second > 59:
        raise QuantityError(Message.BAD_INSTANT, text=text)
    return time(hour, minute, second)


def _bare(hour: int, before: str, text: str, part: str, *, past: bool) -> time:
    if hour > 23:
        raise QuantityError(Message.BAD_INSTANT, text=text)
    if 1 <= hour <= 11 and not part:
        day = day_shown(before)
        first, second = (_lead(f"{day} {at}:00".strip(), past=past) for at in (hour, hour + 12))
        raise QuantityError(Message.READ_TWO_WAYS, text=text, first=first, second=second)
    return time(hour + 12 if part == "late" and 1 <= hour < 12 else hour)
