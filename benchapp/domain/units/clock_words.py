"""Times of day in words, and what is said of a time without saying it: "halb neun", "five past nine", "last week"."""

import re

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.numerals import whole

_HOURS = {
    word: hour
    for words in (
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
        ("ein", "", "", "", "fuenf", "", "", "", "", "", "", "zwoelf"),
    )
    for hour, word in enumerate(words, 1)
    if word
}
_MINUTES = _HOURS | {"twenty": 20, "zwanzig": 20, "twenty-five": 25, "fünfundzwanzig": 25}
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})\b"
_PART_OF_HOUR = late_pattern(
    r"\b(?P<part>half past|(?:a )?quarter (?:past|to)|halb|viertel (?:nach|vor)|dreiviertel|drei viertel|viertel) "
    + _HOUR
)
_PARTS = {"half past": 30, "quarter past": 15, "quarter to": -15, "halb": -30, "viertel nach": 15, "viertel vor": -15,
          "dreiviertel": -15, "drei viertel": -15, "viertel": -45}  # fmt: skip
_MINUTES_FROM = late_pattern(
    rf"\b(?P<minutes>\d{{1,2}}|{'|'.join(sorted(_MINUTES, key=len, reverse=True))}) (?:min(?:uten|utes)?\.? )?"
    rf"(?P<way>past|to|nach|vor) (?P<half>halb )?{_HOUR}"
    r"(?! ?(?:h|hrs?|hours?|std|stunden|min|d|days?|tagen?|wochen?|weeks?)\b)"
)
_WORD_BEFORE_MARK = late_pattern(
    rf"(?:(?<=um )|(?<=at )|(?<=gegen )|\b)(?P<hour>{'|'.join(_HOURS)})(?=\s(?:uhr|o'clock|a\.?m|p\.?m)\b)"
)
_WORD_AT = late_pattern(rf"\b(?:um|at|gegen) (?P<hour>{'|'.join(_HOURS)})$")
_WORD_ALONE = late_pattern(rf"(?P<hour>{'|'.join(_HOURS)})")
_AT_NIGHT = late_pattern(r"\b(?P<hour>\d{1,2})(?P<minutes>[:.]\d{2})? ?uhr nachts\b|\b12 midnight\b")
_DAYS_FROM_NOW = frozenset(
    {"today", "yesterday", "tomorrow", "heute", "gestern", "vorgestern", "morgen", "übermorgen", "last", "next", "the",
     "day", "before", "after"}
)  # fmt: skip
_RANGE = late_pattern(
    r"\d\s*(?:h|hrs?|hours?|std\.?|stunden|min|d|days?|tagen?|w|weeks?|wochen)?\s*(?:-|to\b|bis\b|through\b|\.\.\.?)\s*"
    r"\d+(?:[.,]\d+)?\s*(?:h|hrs?|hours?|std\.?|stunden|min\w*|s|d|days?|tagen?|w|wk|weeks?|wochen|uhr|am|pm)\.?$"
    r"|^(?:between|zwischen)\b"
)
_VAGUE = late_pattern(
    r"^(?:[≥≤<>]|at least\b|at most\b|more than\b|less than\b|up to\b|bis zu\b|(?:min|max|mind)\b|"
    r"mindestens\b|höchstens\b)"
    r"|\b(?:morning|afternoon|evening|tonight|night|früh|morgens?|vormittags?|nachmittags?|abends?|nachts?|nacht|weekend|"
    r"wochenende|we|nights|nächte|recently|earlier|vorhin|kurzem|neulich|few|some|several|paar|einige[nr]?|mehrere[nr]?|"
    r"(?:last|this|next|letzte[rn]?|vorige|diese|nächste[rn]?) (?:week|month|year|woche|monat|jahr)|"
    r"working days?|werktage?n?|"
    r"kw ?\d+|w\d+|(?:calendar )?week \d+|kalenderwoche \d+|(?:day|tag|d) ?\d+|times a (?:day|week))\b|±|"
    r"^\d+/\d+/\d+ ?[a-z]"
)


def day_shown(said: str) -> str:
    """Return a day in small letters as it is written: "on mon" is "Mon", "gestern um" is "gestern"."""
    words = [word for word in said.split() if word not in {"on", "am", "um", "at", "in"}]
    return " ".join(word if word in _DAYS_FROM_NOW else word.title() for word in words)


def in_hours(tidy: str) -> str:
    """Return a text with the hours of its time of day in digits: "um neun" is "um 9", "neun uhr" is "9 uhr"."""
    tidy = _AT_NIGHT.sub(_at_night, tidy)
    found = _WORD_BEFORE_MARK.search(tidy) or _WORD_AT.search(tidy) or _WORD_ALONE.fullmatch(tidy)
    if found is None:
        return tidy
    return f"{tidy[: found.start('hour')]}{_HOURS[found['hour']]}{tidy[found.end('hour') :]}"


def _at_night(found: re.Match[str]) -> str:
    """Return "12 Uhr nachts" as 0 Uhr, "11 Uhr nachts" as 23 Uhr and "2 Uhr nachts" as 2 Uhr."""
    if found["hour"] is None:
        return "midnight"
    hour = whole(found["hour"])
    return f"{(hour + 12) % 24 if 9 <= hour <= 12 else hour}{found['minutes'] or ''} uhr"


def part_of_hour(tidy: str) -> tuple[str, int, str] | None:
    """Return what comes before a time of day in words, its minutes since midnight, and what follows it.

    Returns:
        None where there is no such time: "half past 8", "halb neun", "viertel vor 9", "five past nine", "5 vor halb 9".
    """
    found = _MINUTES_FROM.search(tidy)
    if found is not None:
        by = _number(found["minutes"], _MINUTES)
        if by % 5:
            # "8 to 5" is a working day.
            return None
        off = (by if found["way"] in {"past", "nach"} else -by) - (30 if found["half"] else 0)
    else:
        found = _PART_OF_HOUR.search(tidy)
        if found is None:
            return None
        off = _PARTS[found["part"].removeprefix("a ")]
    hour = _number(found["hour"], _HOURS)
    if not 1 <= hour <= 23 or abs(off) > 60:
        return None
    return tidy[: found.start()], hour * 60 + off, tidy[found.end() :]


def _number(written: str, words: dict[str, int]) -> int:
    return words[written] if written in words else whole(written)


def closer(error: QuantityError, tidy: str, text: str, asked: str) -> QuantityError:
    """Return the refusal of a time, or one that says more closely what is wrong with it.

    Args:
        error: As the readers of times raised it.
        tidy: The text in small letters.
        text: As it was typed.
        asked: What the field asks for: "length" or "when".
    """
    if error.code not in {Message.BAD_TIME, Message.BAD_INSTANT}:
        return error
    if _RANGE.search(tidy) is not None:
        return QuantityError(Message.A_RANGE, text=text, asked=asked)
    if _VAGUE.search(tidy) is not None:
        return QuantityError(Message.TIME_VAGUE, text=text, asked=asked)
    return error
