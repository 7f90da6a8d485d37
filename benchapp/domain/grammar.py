"""Our own grammar for typed amounts: one number, one unit.

Pint is never given text: it reads "1,5 mM" as 15 mM and evaluates "9**9**9". One comma or point is the decimal
sign; what can be read two ways is refused with both readings.
"""

import math
import re

from msgspec import Struct

from benchapp.domain.amounts import THIN_SPACE
from benchapp.domain.messages import Message, QuantityError

LONGEST = 64

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?(?![0-9.,])")
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_GROUP_OF_THREE = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_SIMPLE: dict[str, tuple[str, ...]] = {
    **{prefix + unit: (prefix + unit,) for prefix in ("", "m", "u", "n", "p", "f") for unit in ("g", "mol", "M")},
    "kg": ("kg",),
    "L": ("L", "l"),
    "dL": ("dL", "dl"),
    "cL": ("cL", "cl"),
    "mL": ("mL", "ml", "cm3", "cm³", "cc"),
    "uL": ("uL", "ul"),
    "nL": ("nL", "nl"),
    "pL": ("pL", "pl"),
    "Da": ("Da",),
    "kDa": ("kDa",),
    "x": ("x", "X", "×", "-fold", "fold"),
    "percent": ("%",),
    "percent_vv": ("%v/v", "%(v/v)", "%vol"),
    "percent_wv": ("%w/v", "%(w/v)", "%m/v", "%(m/v)"),
    "percent_ww": ("%w/w", "%(w/w)", "%m/m", "%(m/m)"),
    "s": ("s", "sec"),
    "min": ("min",),
    "h": ("h", "hr", "hours", "hour"),
    "d": ("d", "day", "days"),
    "wk": ("wk", "week", "weeks"),
}
SPELLINGS: dict[str, str] = {spelling: unit for unit, all_of in _SIMPLE.items() for spelling in all_of}
_NUMERATORS = frozenset(name for name in _SIMPLE if name.endswith(("g", "mol")))
_DENOMINATORS = frozenset(name for name in _SIMPLE if name.endswith("L") or name in {"mol", "mmol", "umol", "nmol"})


class Typed(Struct, frozen=True):
    """What was typed, taken apart.

    Attributes:
        number: The number, finite and not negative.
        digits: The same as exact decimal text with a point.
        unit: Canonical unit ("uM", "mg/mL"), "" when none was typed.
        text: The text as typed.
    """

    number: float
    digits: str
    unit: str
    text: str


def read_typed(text: str, *, decimal_comma: bool = False, unit_needed: bool = True) -> Typed:
    """Take typed text apart into one number and one unit.

    Args:
        text: What was typed, at most 64 characters.
        decimal_comma: Whether the locale's decimal sign is the comma; then "1.500" has two readings too.
        unit_needed: Whether a bare number is refused.

    Returns:
        The parts; the unit is one this program knows, its kind is not checked here. What the program wrote itself,
        known by the thin space before the unit, has one reading: that of its own decimal sign.

    Raises:
        QuantityError: With the reason, and for two readings with both.
    """
    if len(text) > LONGEST:
        raise QuantityError(Message.TOO_LONG, longest=LONGEST, length=len(text))
    tidy = _SPACES.sub(" ", text).strip()
    if not tidy:
        raise QuantityError(Message.EMPTY)
    # The space is the program's own; whatever stands before it has the decimal sign in which it writes here.
    own_sign = ("," if decimal_comma else ".") if THIN_SPACE in text.strip() else ""
    tidy = tidy.replace("µ", "u").replace("μ", "u").replace("−", "-")
    match = _NUMBER.match(tidy)
    if match is None:
        known_unit = _canonical(tidy) is not None
        raise QuantityError(Message.NO_NUMBER if known_unit else Message.NOT_A_NUMBER, text=text)
    digits = _decimal(match.group(), text, own_sign, decimal_comma=decimal_comma)
    rest = tidy[match.end() :].strip()
    unit = _read_unit(rest, text) if rest else ""
    if digits.startswith("-"):
        raise QuantityError(Message.NEGATIVE, text=text)
    number = float(digits)
    if not math.isfinite(number) or (number == 0 and any(digit in "123456789" for digit in digits.split("e")[0])):
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    if unit_needed and not unit:
        raise QuantityError(Message.NO_UNIT, text=text)
    return Typed(number=number, digits=digits, unit=unit, text=text)


def _decimal(number: str, text: str, own_sign: str, *, decimal_comma: bool) -> str:
    mantissa, mark, exponent = number.lower().partition("e")
    signs = [character for character in mantissa if character in ".,"]
    if len(signs) > 1:
        raise QuantityError(Message.GROUPED, text=text)
    two_ways = _GROUP_OF_THREE.fullmatch(mantissa.lstrip("+-"))
    if two_ways and two_ways.group(1) != own_sign and (two_ways.group(1) == "," or decimal_comma):
        small = mantissa.replace(",", ".").rstrip("0").rstrip(".")
        if decimal_comma:
            # One zero more makes it readable: as it stands it would be asked about again.
            small = small.replace(".", ",") + ("0" if _GROUP_OF_THREE.fullmatch(small.lstrip("+-")) else "")
        large = mantissa.replace(",", "").replace(".", "")
        raise QuantityError(Message.TWO_READINGS, text=text, small=small, large=large)
    plain_mantissa = mantissa.replace(",", ".").lstrip("+")
    return plain_mantissa.rstrip(".") + (mark + exponent if mark else "")


def _canonical(unit: str) -> str | None:
    packed = re.sub(r"\s*/\s*", "/", unit)
    if packed.startswith("%"):
        packed = packed.replace(" ", "")
    if packed in SPELLINGS:
        return SPELLINGS[packed]
    top, slash, bottom = packed.partition("/")
    numerator, denominator = SPELLINGS.get(top), SPELLINGS.get(bottom)
    if slash and numerator in _NUMERATORS and denominator in _DENOMINATORS:
        return f"{numerator}/{denominator}"
    return None


def _read_unit(rest: str, text: str) -> str:
    found = _canonical(rest)
    if found is not None:
        return found
    words = rest.split(" ")
    if len(words) > 1 and all(_canonical(word) for word in words):
        raise QuantityError(Message.TWO_UNITS, text=text, first=words[0])
    if not re.match(r"[A-Za-z%×°]", rest) or re.search(r"[*+;=()0-9]", rest.replace("cm3", "")):
        raise QuantityError(Message.NOT_A_NUMBER, text=text)
    raise QuantityError(Message.UNKNOWN_UNIT, text=text, unit=rest.replace("u", "µ", 1) if rest == "um" else rest)
