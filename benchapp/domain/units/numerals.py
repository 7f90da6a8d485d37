"""Where text becomes a number: of an amount, a count, a ratio, a time, a formula, a file.

How a number with commas, points and blanks is read, everywhere and in both locales:

1. One comma or point is the decimal sign: "0,5" and "0.5" are the same.
2. A blank, an apostrophe, or the same sign several times between groups of three parts thousands and nothing else:
   "10 000", "1,200,000", "1.200,5" have one reading. Groups of another length are refused.
3. One sign before exactly three digits ("1,440", "20.000") can be a decimal sign or part thousands. The foreign sign of
   the locale has two readings; so has its own where the locale writes a decimal comma, and in counts. (Three decimals
   behind a point are common: "1.500 mL" is read where the point is the decimal sign.)
4. Of two readings, those that make no sense in the field that asks are left out, which is what a `Sense` says:
   a ratio is not given to a thousandth of a part (1:2,500 is 1 to 2500), nor a time to a thousandth of a minute
   (1,440 min is a day), a density is not 1839 g/mL, a per cent no more than 100, a well is whole. One that
   is left is read; two are asked about, and the refusal names both. Before a power of ten ("1,250 × 10⁶") nobody parts
   thousands.
5. What the program wrote itself, known by the thin space before the unit, has the reading of its own decimal sign.

Powers of ten ("1e-5", "10^-5", "1 × 10⁻⁵"), fractions ("½", "1/2", "1 1/2") and products ("2 x 5") are numbers too;
"x 105" and "x 10e4" may be a power that lost its sign, and are asked about.
"""

import math
import re
from collections.abc import Callable
from decimal import Context, Decimal

from msgspec import Struct

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern

LONGEST = 64
_SPACES = late_pattern(r"[\s\u00a0\u2009\u202f]+")
# What comes along from web pages, PDF files and East Asian keyboards: marks without width, wide forms, long dashes.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_AS_TYPED = str.maketrans(
    dict.fromkeys(_INVISIBLE, "")
    | {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("‐‑‒–−", "-")
    | {"⁄": "/", "∕": "/", "∶": ":"}
    # one sign for a unit, as East Asian keyboards have it: "㎎", "㎕"
    | {"㎍": "µg", "㎎": "mg", "㎏": "kg", "㎕": "µL", "㎖": "mL", "㎗": "dL", "ℓ": "L", "㏄": "cc"}
)
_DIGITS = late_pattern(
    # groups parted by blanks or apostrophes, or digits with commas and points, or a decimal sign first
    r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]*)*|[.,][0-9]+"
)
_E = late_pattern(r"(?:[eE]| [eE](?=[+\-−0-9]))([+\-−]?[0-9]+)(?![0-9.,])")
_PLAIN_E = late_pattern(r"([0-9]+[.,]?[0-9]*|[.,][0-9]+)[eE]([+\-−]?[0-9]+)")
_TEN_TO = late_pattern(
    # "10^-5", "10^{-5}", "10 hoch 6", "10⁻⁵", and "10(6)" as abstracts without raised digits have it
    r"10\s*(?:(?:\^|\*\*|\bhoch\b)\s*([({]?[+\-−]?[0-9]{1,3}[)}]?)|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|(\([+\-−]?[0-9]{1,2}\)))(?![0-9.,])"
)
_LOST_MINUS = late_pattern(r"10\s?[-−]([0-9]{1,2})(?![0-9.,])")
_LOST_POWER = late_pattern(r"10(1[0-2]|[1-9])(?![0-9.,])")
_TIMES = late_pattern(r"\s*(?:[x×X*·∙⋅]|\b(?:mal|times)\b)\s*(?=[0-9])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻−", "0123456789+--")
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8), "⅜": (3, 8)}
FRACTION = late_pattern(
    r"(?:(?P<whole>[0-9]{1,3})\s)?(?P<top>[0-9]{1,3})\s?[/⁄]\s?(?P<bottom>[1-9][0-9]{0,2})(?![0-9.,])"
)
_GROUP_OF_THREE = late_pattern(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_GROUPED = late_pattern(
    r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})+|[1-9][0-9]{0,2}(?:([.,])[0-9]{3})+(?!\2)[.,][0-9]+"
)
EXACTLY = Context(prec=15)
_FIXED = late_pattern(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LARGEST_EXPONENT = 400


def by_unit(number: float, unit: str, large: bool) -> bool:
    """Return whether a reading makes sense by its unit alone: a part of a whole is no more than the whole."""
    if unit.startswith("percent"):
        return number <= 100
    return large or unit not in {"min", "s"}


class Sense(Struct, frozen=True):
    """What makes sense in a field, where a number has two readings.

    Attributes:
        field: What is asked for, for the example of a refusal ("density"); "" for any amount.
        sensible: Whether a reading makes sense: the number, its unit, and whether it is the larger of two.
        own_sign: Whether the locale's own decimal sign before three digits is asked about as well.
        share: Whether it is a share as labels print it: "≥ 98 % (HPLC)", "985 µg/mg".
        at_temperature: Whether a temperature may follow it: "1.1 g/mL at 25 °C".
    """

    field: str = ""
    sensible: Callable[[float, str, bool], bool] = by_unit
    own_sign: bool = False
    share: bool = False
    at_temperature: bool = False


ANY = Sense()


class Numeral(Struct, frozen=True):
    """A number at the beginning of a text.

    Attributes:
        readings: What it can be, one or two, exact, the smaller first; as digits with a point.
        end: Where it ends in the text.
    """

    readings: tuple[str, ...]
    end: int


def fixed_point(text: str) -> float:
    """Return a number as files write it: a decimal point, no groups.

    Raises:
        QuantityError: It is not written so, or is too large.
    """
    if len(text) > LONGEST or _FIXED.fullmatch(text) is None:
        raise QuantityError(Message.NOT_A_NUMBER, text=text[:LONGEST])
    number = float(text)
    if not math.isfinite(number):
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    return number


def whole(digits: str) -> int:
    """Return plain digits, such as those of a date or a clock, as a whole number."""
    return int(digits)


def numeral_at(text: str, place: int = 0, *, decimal_comma: bool = False, sense: Sense = ANY, own: str = "") -> Numeral:
    """Read the number at a place of a text; what follows it is the caller's.

    Args:
        text: The text, its blanks single.
        place: Where the number begins.
        decimal_comma: Whether the locale's decimal sign is the comma.
        sense: What is asked for: whether the own decimal sign before three digits has two readings.
        own: The decimal sign of what the program wrote itself; "" for what a person typed.

    Raises:
        QuantityError: There is no number, or its groups are of no length that is used.
    """
    found, end = _factor(text, place, decimal_comma=decimal_comma, sense=sense, own=own)
    while (times := _TIMES.match(text, end)) is not None:
        if _TEN_TO.match(text, times.end()) is not None:
            found = found[:1]
        more, end = _factor(text, times.end(), decimal_comma=decimal_comma, sense=sense, own=own, after_times=True)
        found = tuple(first * second for first in found for second in more)
        if not any(found):
            # "0x10" is a number of computers, not a product.
            raise QuantityError(Message.NOT_A_NUMBER, text=text)
    plain_e = _PLAIN_E.fullmatch(text[place:end])
    if plain_e is not None and len(found) == 1:
        # As it was typed: "1e-5" is kept so.
        return Numeral((plain_e[1].replace(",", ".") + "e" + str(int(plain_e[2].translate(_RAISED))),), end)
    return Numeral(tuple(digits_of(number) for number in sorted(set(found))), end)


def _factor(
    text: str, place: int, *, decimal_comma: bool, sense: Sense, own: str, after_times: bool = False
) -> tuple[tuple[Decimal, ...], int]:
    power = _TEN_TO.match(text, place)
    if power is not None and (after_times or not power[3]):
        exponent = (power[1] or power[2] or power[3]).translate(_RAISED).strip("(){}")
        return (_power(exponent, text),), power.end()
    if after_times and (power := _LOST_MINUS.match(text, place)) is not None:
        return (_power(f"-{power[1]}", text),), power.end()
    if after_times and (power := _LOST_POWER.match(text, place)) is not None:
        return (Decimal(power.group()), _power(power[1], text)), power.end()
    if text[place : place + 1] in _VULGAR:
        return (_fraction(0, *_VULGAR[text[place]]),), place + 1
    if (part := FRACTION.match(text, place)) is not None:
        return (_fraction(int(part["whole"] or 0), int(part["top"]), int(part["bottom"])),), part.end()
    match = _DIGITS.match(text, place)
    if match is None:
        raise QuantityError(Message.NOT_A_NUMBER, text=text)
    end = match.end()
    mixed = _VULGAR.get(text[end : end + 2].strip()[:1])
    if mixed is not None and match.group().isdigit():
        return (_fraction(int(match.group()), *mixed),), text.index(text[end : end + 2].strip()[0], end) + 1
    readings = _readings(match.group(), text, decimal_comma=decimal_comma, sense=sense, own=own)
    exponent = _E.match(text, end)
    if exponent is None:
        return readings, end
    scaled: tuple[Decimal, ...] = (_scaled(readings[0], exponent[1], text),)
    if after_times and match.group() == "10":
        # "x 10e4": 10 000 or 100 000, as many write one and as many the other.
        scaled = (_power(exponent[1].translate(_RAISED), text), *scaled)
    return scaled, exponent.end()


def _readings(written: str, text: str, *, decimal_comma: bool, sense: Sense, own: str) -> tuple[Decimal, ...]:
    tidy = re.sub(r"[ '’]", "", written)
    signs = [sign for sign in tidy if sign in ".,"]
    two_ways = _GROUP_OF_THREE.fullmatch(tidy)
    if tidy != written or not two_ways:
        if len(signs) > 1:
            if _GROUPED.fullmatch(tidy) is None:
                raise QuantityError(Message.GROUPED, text=text)
            # Of two signs the last is the decimal sign; where all are the same one, none is.
            front, sign, back = tidy.rpartition(signs[-1]) if len(set(signs)) > 1 else (tidy, "", "")
            return (Decimal(re.sub("[.,]", "", front) + ("." + back if sign else "")),)
        return (Decimal(tidy.replace(",", ".")),)
    sign = two_ways.group(1)
    decimal = Decimal(tidy.replace(",", "."))
    asked = sign == "," or decimal_comma or sense.own_sign
    return (decimal, decimal.scaleb(3)) if asked and sign != own else (decimal,)


def _power(exponent: str, text: str) -> Decimal:
    return _scaled(Decimal(1), exponent, text)


def _scaled(number: Decimal, exponent: str, text: str) -> Decimal:
    by = int(exponent.translate(_RAISED)[:6])
    if abs(by) > _LARGEST_EXPONENT:
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    return number.scaleb(by)


def _fraction(whole_part: int, top: int, bottom: int) -> Decimal:
    return EXACTLY.divide(Decimal(whole_part * bottom + top), Decimal(bottom))


def digits_of(number: Decimal) -> str:
    """Return a number as digits with a point, with an exponent where it is very small."""
    text = str(number) if number.adjusted() > -5 or number.as_tuple().digits == (0,) else f"{number:e}"
    return text.replace("E+", "e").replace("E", "e").replace("e+", "e")


def tidied(text: str) -> str:
    """Return a text with single blanks and none at its ends, as a plain keyboard types it.

    Marks without width are gone, wide forms and long dashes are the plain ones, and so is the blank that parts µ from
    its unit.
    """
    plain_text = _SPACES.sub(" ", text.translate(_AS_TYPED)).strip()
    return re.sub(r"([µμ]|\bu) (?=(?:M|L|l|g|mol)\b)", r"\1", plain_text)


def chosen(readings: tuple[str, ...], unit: str, text: str, *, decimal_comma: bool, sense: Sense = ANY) -> str:
    """Return the reading that makes sense in a field, as digits.

    Args:
        readings: What the number can be, the smaller first.
        unit: Its unit; "" for none.
        text: As typed, for the refusal.
        decimal_comma: With which sign the refusal writes them.
        sense: What the field asks for.

    Raises:
        QuantityError: Two readings make sense, and are named; or none, of several.
    """
    if len(readings) == 1:
        return readings[0]
    sensible = [one for one in readings if sense.sensible(float(one), unit, one == readings[-1])] or list(readings)
    if len(sensible) == 1:
        return sensible[0]
    small, large = (_typeable(one, decimal_comma=decimal_comma, sense=sense) for one in (sensible[0], sensible[-1]))
    raise QuantityError(Message.TWO_READINGS, text=text, small=small, large=large)


def _typeable(digits: str, *, decimal_comma: bool, sense: Sense) -> str:
    """Return a reading as it can be typed: not so that it is asked about again."""
    number = Decimal(digits).normalize()
    written = digits_of(number) if number.adjusted() > 15 or number.adjusted() < -6 else format(number, "f")
    if _GROUP_OF_THREE.fullmatch(written) and (decimal_comma or sense.own_sign):
        written += "0"
    return written.replace(".", ",") if decimal_comma else written
