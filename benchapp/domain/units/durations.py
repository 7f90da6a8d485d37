"""Durations as they are typed: "7 d", "1 d 12 h", "10 min ago", "about three months ago". `spans` shows them.

English and German words are read whichever language the screen speaks: a bench has people of both. "and", "und" and ","
join; words and units end where their letters end. Numbers are those of the one grammar.
"""

import re
from datetime import timedelta

from msgspec import Struct

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.fields import LENGTH
from benchapp.domain.units.numerals import chosen, fixed_point, numeral_at, tidied, whole

# What "overnight" is taken as, which is said where it is typed.
OVERNIGHT = timedelta(hours=16)
_MONTH_S, _YEAR_S = 30 * 86400.0, 365 * 86400.0
_UNITS = {
    "s": 1.0,
    "sec": 1.0,
    "sek": 1.0,
    "second": 1.0,
    "sekunde": 1.0,
    "min": 60.0,
    "m": 60.0,
    "minute": 60.0,
    "h": 3600.0,
    "hr": 3600.0,
    "hour": 3600.0,
    "d": 86400.0,
    "day": 86400.0,
    "w": 604800.0,
    "wk": 604800.0,
    "week": 604800.0,
    # A month and a year are never exact; whatever is given in them is "about".
    "month": _MONTH_S,
    "year": _YEAR_S,
    "mo": _MONTH_S,
    "mon": _MONTH_S,
    "mth": _MONTH_S,
    "yr": _YEAR_S,
    "std": 3600.0,
    "stunde": 3600.0,
    "tag": 86400.0,
    "wo": 604800.0,
    "woche": 604800.0,
    "monat": _MONTH_S,
    "jahr": _YEAR_S,
}
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
          "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_ZAHLEN = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn",
           "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn")  # fmt: skip
_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
_ZEHNER = {20: "zwanzig", 30: "dreißig", 40: "vierzig", 50: "fünfzig", 60: "sechzig", 70: "siebzig", 80: "achtzig",
           90: "neunzig"}  # fmt: skip


def _spelled() -> dict[str, float]:
    """Return the whole numbers from 1 to 99 as they are written out, in English and German."""
    found = {word: float(number) for words in (_WORDS, _ZAHLEN) for number, word in enumerate(words, 1)}
    for ten, zehner in _ZEHNER.items():
        found |= dict.fromkeys((_TENS[ten], zehner), float(ten))
        for one in range(1, 10):
            found |= {f"{_TENS[ten]}{sign}{_WORDS[one - 1]}": float(ten + one) for sign in ("-", " ")}
            found[f"{_ZAHLEN[one - 1]}und{zehner}"] = float(ten + one)
    found |= {f"{word}einhalb": number + 0.5 for word, number in found.items() if word in _ZAHLEN}
    plain = {"ü": "ue", "ö": "oe", "ß": "ss"}
    return found | {"".join(plain.get(sign, sign) for sign in word): number for word, number in found.items()}


WORD_NUMBERS = (
    {"a": 1.0, "an": 1.0, "eine": 1.0, "einem": 1.0, "einer": 1.0, "einen": 1.0, "eins": 1.0}
    | _spelled()
    | {
        "half": 0.5, "half a": 0.5, "half an": 0.5, "a half": 0.5, "halbe": 0.5, "halben": 0.5, "halber": 0.5,
        "eine halbe": 0.5, "einer halben": 0.5, "einen halben": 0.5, "einem halben": 0.5, "ein halber": 0.5,
        "a quarter": 0.25, "a quarter of an": 0.25, "quarter of an": 0.25, "three quarters of an": 0.75,
        "dreiviertel": 0.75, "eine dreiviertel": 0.75, "drei viertel": 0.75, "quarter": 0.25,
        "anderthalb": 1.5, "a couple of": 2.0,
    }
)  # fmt: skip
_NUMBER_WORD = late_pattern(
    rf"(?:{'|'.join(sorted(map(re.escape, WORD_NUMBERS), key=len, reverse=True))})(?![a-zäöüß-])"
)
_ABOUT = late_pattern(
    r"^(?:(?:about|approximately|roughly|around|circa|etwa|ungefähr|rund|gegen)\s+|(?:approx|ca)\b\.?\s*|[~≈]\s*)"
)
_ENDINGS = ("s", "n", "e", "en")
_UNIT = late_pattern(r"\s*-?([a-zäöüß]+)\.?")
_JOINED = late_pattern(r"\s*(?:,|;|\+|&|\b(?:and|und)\b)?\s*")
_COLONS = late_pattern(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?:\s*(h|hrs?|hours?|std|stunden|min|minutes|minuten))?")
_HOURS_MINUTES = late_pattern(r"(?:(?<=h)|(?<=[a-z.]) )\s?([0-5]\d)(?:\s?m(?:in)?)?(?!\s?[\d.,:a-z])")
# 5′ and 30″, as protocols have them; not the sign that parts thousands.
_PRIMES = (
    (late_pattern(r"(?<=\d)\s?['′’](?!\d{3}|['′’])"), " min"),
    (late_pattern(r"(?<=\d)\s?(?:[\"″”]|''|′′)"), " s"),
)
_ARTICLE = late_pattern(r"(?:an?|eine[mnr]?|ein)\s")
# A minute, a month or a molarity.
_CAPITAL_M = late_pattern(r"[0-9]\s?M$")
_NOW = frozenset({"now", "just now", "jetzt", "gerade", "eben", "gerade eben", "right now", "soeben", "sofort"})
_OVERNIGHT = late_pattern(
    r"(?:over[ -]?night|o/n|o\.n\.|on|über nacht|übernacht|ueber nacht|ü\.?n\.?)"
    r"(?:\s*[(=,]\s*(?:=|ca\.?|about)?\s*(.+?)\)?|\s+([0-9].*))?"
)
_WHOLE = rf"(?P<whole>[0-9]{{1,3}}|{'|'.join(sorted(map(re.escape, {'an', 'a', *_WORDS})))})"
_UNITS_HALVED = r"(?P<unit>hours?|h|days?|weeks?|minutes?|min)"
_AND_A_HALF = (
    late_pattern(rf"\b{_WHOLE} {_UNITS_HALVED} and a half\b"),
    late_pattern(rf"\b{_WHOLE} and a half {_UNITS_HALVED}\b"),
)
_AS_MINUTES = {
    "dreiviertelstunde": "45 min", "viertelstunde": "15 min", "halbstunde": "30 min", "fortnight": "14 d",
}  # fmt: skip
_NAMED = late_pattern(rf"\b(?:(?:an?|one|1|eine[rn]?)\s+)?({'|'.join(_AS_MINUTES)})\b")
# A moment gone by, and one to come.
GONE = late_pattern(r"\s(?:ago|her|earlier)$|^(?:vor|seit)\s")
AHEAD = late_pattern(r"^(?:in|for|für|every|alle)\s|^q(?=[0-9])")
_REGULAR = {
    "daily": "24 h", "every day": "24 h", "once a day": "24 h", "täglich": "24 h", "jeden tag": "24 h",
    "twice a day": "12 h", "2x daily": "12 h", "2x täglich": "12 h", "2 x täglich": "12 h", "zweimal am tag": "12 h",
    "once a week": "7 d", "once weekly": "7 d", "einmal pro woche": "7 d", "einmal die woche": "7 d",
    "once daily": "24 h",
    "einmal täglich": "24 h", "einmal am tag": "24 h", "twice daily": "12 h", "zweimal täglich": "12 h",
    "every other day": "48 h", "every second day": "48 h",
    "jeden zweiten tag": "48 h", "weekly": "7 d", "wöchentlich": "7 d", "hourly": "1 h", "stündlich": "1 h",
}  # fmt: skip
LONGEST = timedelta(days=3660)


class ParsedDuration(Struct, frozen=True):
    """A duration as entered.

    Attributes:
        span: How long.
        about: Whether it was given as approximate.
        overnight: Whether it was given as "overnight", which is a convention.
        months: How many months of the calendar it was given as, a year as twelve; 0 where otherwise.
    """

    span: timedelta
    about: bool = False
    overnight: bool = False
    months: int = 0


def read_duration(text: str, *, decimal_comma: bool = False) -> ParsedDuration:
    """Read a typed duration; "ago" and "about" may accompany it, "now" is none, "overnight" is 16 h.

    Raises:
        QuantityError: It is not one, or a number in it has two readings.
    """
    tidy = tidied(text).casefold().rstrip(",; ")
    if len(tidy) > 64:
        raise QuantityError(Message.TOO_LONG, longest=64, length=len(tidy))
    if not tidy:
        raise QuantityError(Message.EMPTY, asked="length")
    if _CAPITAL_M.search(text) is not None:
        raise QuantityError(Message.BAD_TIME, text=text)
    if tidy in _NOW:
        return ParsedDuration(timedelta())
    for suffix in (" ago", " her", " earlier", " long", " lang"):
        tidy = tidy.removesuffix(suffix)
    tidy = re.sub(r"^(?:(?:for|in|vor|für|every|alle|seit)\s+|q(?=[0-9]))", "", _REGULAR.get(tidy, tidy))
    about = _ABOUT.match(tidy) is not None
    tidy = re.sub(r"^(?:vor|for)\s+", "", _ABOUT.sub("", tidy))
    night = _OVERNIGHT.fullmatch(tidy)
    if night is not None:
        return (
            ParsedDuration(OVERNIGHT, overnight=True)
            if night[1] is None and night[2] is None
            else read_duration(night[1] or night[2], decimal_comma=decimal_comma)
        )
    if tidy[:1] in {"-", "−"}:
        raise QuantityError(Message.NEGATIVE, text=text)
    for sign, unit in reversed(_PRIMES):
        tidy = sign.sub(unit, tidy)
    tidy = _NAMED.sub(lambda found: _AS_MINUTES[found[1]], tidy)
    for pattern in _AND_A_HALF:
        tidy = pattern.sub(_with_a_half, tidy)
    seconds, roughly, months = _seconds(tidy, text, decimal_comma=decimal_comma)
    if seconds > LONGEST.total_seconds():
        raise QuantityError(Message.TIME_TOO_FAR, text=text)
    return ParsedDuration(timedelta(seconds=seconds), about or roughly, months=months)


def _with_a_half(found: re.Match[str]) -> str:
    whole_part = WORD_NUMBERS[found["whole"]] if found["whole"] in WORD_NUMBERS else whole(found["whole"])
    return f"{whole_part + 0.5:g} {found['unit']}"


def split_qualifier(text: str) -> tuple[str, bool]:
    """Return a time in small letters without "about", and whether that was before it."""
    tidy = tidied(text).casefold()
    return _ABOUT.sub("", tidy), _ABOUT.match(tidy) is not None


def is_regular(tidy: str) -> bool:
    """Return whether a text is a length by its words alone, as a night or an interval is, and no moment."""
    return tidy in _REGULAR or _OVERNIGHT.fullmatch(tidy) is not None


def _seconds(tidy: str, text: str, *, decimal_comma: bool) -> tuple[float, bool, int]:
    """Return a length in s, whether it is only about, and in months where it is a whole number of them."""
    colons = _COLONS.fullmatch(tidy)
    if colons is not None:
        first, second, third = (whole(part or "0") for part in colons.groups()[:3])
        minutes = (colons[4] or "h").startswith("m")
        return (first * 60.0 + second if minutes and not colons[3] else first * 3600.0 + second * 60 + third), False, 0
    seconds, place, units = 0.0, 0, list[float]()
    about, apart = False, True
    while place < len(tidy):
        # "24 hours a day" is no sum; "a day and an hour" is.
        if not apart and _ARTICLE.match(tidy, place) is not None:
            raise QuantityError(Message.BAD_TIME, text=text)
        count, digits, place = _count_at(tidy, place, text, decimal_comma=decimal_comma)
        unit = _UNIT.match(tidy, place)
        factor = None if unit is None else _unit_s(unit[1])
        if unit is None and digits and not units and place == len(tidy):
            raise QuantityError(Message.NO_UNIT, text=text, asked="length")
        # "2 h 3 h" is two times, and is refused.
        if unit is None or factor is None or factor in units:
            raise QuantityError(Message.BAD_TIME, text=text)
        name = {60.0: "min", 1.0: "s"}.get(factor, "h")
        read = count if not digits else fixed_point(
            chosen(digits, name, text, decimal_comma=decimal_comma, sense=LENGTH)
        )  # fmt: skip
        about |= unit[1].startswith(("mo", "mth", "year", "yr", "jahr"))
        seconds += read * factor
        units.append(factor)
        place = unit.end()
        if factor == 3600.0 and (behind := _HOURS_MINUTES.match(tidy, place)) is not None:
            seconds += whole(behind[1]) * 60.0
            units.append(60.0)
            place = behind.end()
        joined = _JOINED.match(tidy, place)
        end = place if joined is None else joined.end()
        apart = bool(tidy[place:end].strip())
        if end == len(tidy) and end > place:
            raise QuantityError(Message.BAD_TIME, text=text)
        place = end
    return seconds, about, _in_months(seconds, units)


def _in_months(seconds: float, units: list[float]) -> int:
    """Return months and years as months; 0 where they are none, or other units are among them."""
    if not set(units) <= {_MONTH_S, _YEAR_S}:
        return 0
    years, rest = divmod(seconds, _YEAR_S) if _YEAR_S in units else (0.0, seconds)
    months = years * 12 + rest / _MONTH_S
    return round(months) if months.is_integer() else 0


def _count_at(tidy: str, place: int, text: str, *, decimal_comma: bool) -> tuple[float, tuple[str, ...], int]:
    """Read a number, in words or digits: the word's worth, the readings of the digits, and where it ends."""
    word = _NUMBER_WORD.match(tidy, place)
    if word is not None:
        return WORD_NUMBERS[word.group()], (), word.end()
    try:
        numeral = numeral_at(tidy, place, decimal_comma=decimal_comma, sense=LENGTH)
    except QuantityError as error:
        unread = error.code in {Message.NOT_A_NUMBER, Message.GROUPED}
        code = Message.BAD_TIME if unread else error.code
        raise QuantityError(code, text=text) from error
    return 0.0, numeral.readings, numeral.end


def _unit_s(unit: str) -> float | None:
    # A symbol has no plural: "ms" is not minutes.
    stems = (stem for end in _ENDINGS if len(stem := unit.removesuffix(end)) > 1)
    return next((_UNITS[one] for one in (unit, *stems) if one in _UNITS), None)
