"""The one place where text becomes a number: of an amount, a count, a ratio, a time, a formula, a file.

Pint is never given text: it reads "1,5 mM" as 15 mM and evaluates "9**9**9". Nothing is read in part: what is left
over after a number and its unit refuses the whole.

How a number with commas, points and blanks is read, everywhere and in both locales:

1. One comma or point is the decimal sign: "0,5" and "0.5" are the same.
2. A blank, an apostrophe, or the same sign several times between groups of three parts thousands and nothing else:
   "10 000", "1,200,000", "1.200,5" have one reading. Groups of another length are refused.
3. One sign before exactly three digits ("1,440", "20.000") can be a decimal sign or part thousands. The foreign sign of
   the locale has two readings; so has its own where the locale writes a decimal comma, and in counts. (Three decimals
   behind a point are common: "1.500 mL" is read where the point is the decimal sign.)
4. Of two readings, those that make no sense in the field that asks are left out, which is what a `Sense` says:
   a ratio is not told to a thousandth of a part (1:2,500 is 1 to 2500), nor a time to a thousandth of a minute
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
from functools import lru_cache

from msgspec import Struct

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.amounts import THIN_SPACE
from benchapp.domain.units.solvent_names import find_solvents
from benchapp.domain.units.unit_names import SPELLINGS, meant_unit, read_potency, read_unit

__all__ = ["LONGEST", "SPELLINGS", "Sense", "Typed", "fixed_point", "read_typed", "read_whole_number", "whole"]

LONGEST = 64
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
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
_SIGNS = "+-−"
_AROUND = frozenset({"()", "[]", '""', "''", "“”", "„“", "«»"})
_DIGITS = re.compile(
    # groups parted by blanks or apostrophes, or digits with commas and points, or a decimal sign first
    r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]*)*|[.,][0-9]+"
)
_E = re.compile(r"(?:[eE]| [eE](?=[+\-−0-9]))([+\-−]?[0-9]+)(?![0-9.,])")
_PLAIN_E = re.compile(r"([0-9]+[.,]?[0-9]*|[.,][0-9]+)[eE]([+\-−]?[0-9]+)")
_TEN_TO = re.compile(
    # "10^-5", "10^{-5}", "10 hoch 6", "10⁻⁵", and "10(6)" as abstracts without raised digits have it
    r"10\s*(?:(?:\^|\*\*|\bhoch\b)\s*([({]?[+\-−]?[0-9]{1,3}[)}]?)|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|(\([+\-−]?[0-9]{1,2}\)))(?![0-9.,])"
)
_LOST_MINUS = re.compile(r"10\s?[-−]([0-9]{1,2})(?![0-9.,])")
_LOST_POWER = re.compile(r"10(1[0-2]|[1-9])(?![0-9.,])")
_TIMES = re.compile(r"\s*(?:[x×X*·∙⋅]|\b(?:mal|times)\b)\s*(?=[0-9])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻−", "0123456789+--")
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8), "⅜": (3, 8)}
_FRACTION = re.compile(
    r"(?:(?P<whole>[0-9]{1,3})\s)?(?P<top>[0-9]{1,3})\s?[/⁄]\s?(?P<bottom>[1-9][0-9]{0,2})(?![0-9.,])"
)
_SHARES = frozenset({"percent", "percent_vv", "percent_ww", "percent_wv"})
_GROUP_OF_THREE = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_GROUPED = re.compile(
    r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})+|[1-9][0-9]{0,2}(?:([.,])[0-9]{3})+(?!\2)[.,][0-9]+"
)
_QUALIFIERS = re.compile(
    r"[\s,-]*\(?\b(?:final(?:\s+(?:conc(?:entration|\.)?|vol(?:ume|\.)?))?|f\.?c\.?|endkonz(?:entration|\.)?|endvolumen|"
    r"stock(?:\s+solution)?|stammlösung|solution|lösung|(?:in\s+)?total|insgesamt)\)?$|(?<=/[mµμu]L)\s*\(?[wm]/v\)?$|(?<=/[mµμu]l)\s*\(?[wm]/v\)?$",
    re.IGNORECASE,
)
_SOLVENT = re.compile(r"\s+(?:in|dissolved in|gelöst in)\s+(?P<solvent>(?:H2O|[^\W\d][^\d/=;]{1,38}))$", re.IGNORECASE)
_OVER_NUMBER = re.compile(
    r"(?P<top>.*?\S)\s*(?:/|\bper\b|\bpro\b|\bje\b)\s*(?P<number>[0-9][0-9.,]*)\s*(?P<bottom>\D.*)"
)
# What a label prints around a purity or viability: "≥", "98+ %", by which method.
_RELATION = re.compile(
    r"^(?:(?:purity|assay|content|hplc|gc|nmr|qnmr|lc[-/]?ms|viability|reinheit|gehalt|viabilität|vitalität)\b\s*[:=]?\s*)?"
    r"(?:≥|>=|⩾|>|at least|not less than|nlt|min(?:\.|imum)?|mind(?:\.|estens)?|nicht weniger als|"
    r"(?:ca|approx)\.?|about|circa|etwa|~|≈)?\s*(?=[0-9.,])",
    re.IGNORECASE,
)
_PLUS = re.compile(r"(?<=[0-9])\s?\+\s?(?=%)|(?<=%)\s?\+$")
_REMARK = re.compile(
    r"(?P<share>.*?(?:%|\b(?:per ?cent|prozent|pct)\b|[mnuµμ]?g/m?g\b)(?:\s*\(?[wm]/[wm]\)?)?)(?P<remark>[^%]*)",
    re.IGNORECASE,
)
_AREA = re.compile(r"(?<=[0-9])\s*(?:area|fl(?:ächen)?\.?)[\s-]*%|%\s*\(?a/a\)?", re.IGNORECASE)
_WAVELENGTH = re.compile(r"\b[2-9][0-9]{2}\s?nm\b")
# The words in which a label tells how a purity, or a counter how a viability, was found.
_REMARKS = frozenset(
    {
        "hplc", "uhplc", "uplc", "gc", "tlc", "dc", "nmr", "qnmr", "lc", "ms", "lcms", "gcms", "uv", "elsd",
        "titration", "titr", "t", "n", "area", "fläche", "fl", "assay", "gehalt", "pure", "purity", "rein", "reinheit",
        "chromatographic", "chemical", "anhydrous", "wasserfrei", "dry", "basis", "trockenbasis", "on", "by", "per",
        "mittels", "nach", "laut", "or", "better", "min", "minimum", "mindestens", "at", "trypan", "blue", "trypanblau",
        "ao", "pi", "aopi", "viable", "viability", "living", "alive", "live", "lebend", "lebende", "vital", "vitale",
        "vitalität", "viabilität", "cells", "zellen",
    }
)  # fmt: skip
_TEMPERATURE = re.compile(r"[\s,]*\(?\s*(?:(?:at|bei|@)\s*)?[0-9]{1,2}\s?°\s?C\s*\)?$")
# "10-20 µM", "10 µM to 20 µM", "98 bis 99 %".
_TO_ANOTHER = re.compile(
    r"\s*[A-Za-zµμ/%]{0,8}\s*(?:-|–|—|−|\.\.+|…|\bto\b|\bbis\b)\s*[0-9][0-9.,]*\s*[A-Za-zµμ/%]", re.IGNORECASE
)
_MILLIONS = re.compile(r"(?:mio\b\.?|mill\.|million(?:s|en)?\b)\s*(?=[A-Za-z])", re.IGNORECASE)
_EXACTLY = Context(prec=15)
_FIXED = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
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


class Typed(Struct, frozen=True):
    """What was typed, taken apart.

    Attributes:
        number: The number, finite and not negative.
        digits: The same as exact decimal text with a point.
        unit: Canonical unit ("uM", "mg/mL"), "" when none was typed.
        text: The text as typed.
        solvent: What it is said to be dissolved in ("10 mM in DMSO"), as typed; "" where that was not said.
    """

    number: float
    digits: str
    unit: str
    text: str
    solvent: str = ""


class Numeral(Struct, frozen=True):
    """A number at the beginning of a text.

    Attributes:
        readings: What it can be, one or two, exact, the smaller first; as digits with a point.
        end: Where it ends in the text.
    """

    readings: tuple[str, ...]
    end: int


# -- numbers ---------------------------------------------------------------------------------------------------------


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
    """Read the number that stands at a place of a text; what follows it is the caller's.

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
    return Numeral(tuple(_written(number) for number in sorted(set(found))), end)


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
    if (part := _FRACTION.match(text, place)) is not None:
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
    return _EXACTLY.divide(Decimal(whole_part * bottom + top), Decimal(bottom))


def _written(number: Decimal) -> str:
    text = str(number) if number.adjusted() > -5 or number.as_tuple().digits == (0,) else f"{number:e}"
    return text.replace("E+", "e").replace("E", "e").replace("e+", "e")


# -- one number and one unit -----------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def read_typed(text: str, *, decimal_comma: bool = False, unit_needed: bool = True, sense: Sense = ANY) -> Typed:
    """Take typed text apart into one number and one unit.

    Args:
        text: What was typed, at most 64 characters.
        decimal_comma: Whether the locale's decimal sign is the comma; then "1.500" has two readings too.
        unit_needed: Whether a bare number is refused.
        sense: What the field asks for, where a number has two readings.

    Returns:
        The parts; the unit is one this program knows, its kind is not checked here.

    Raises:
        QuantityError: With the reason, and for two readings with both.
    """
    if len(text) > LONGEST:
        raise QuantityError(Message.TOO_LONG, longest=LONGEST, length=len(text))
    tidy = _unwrapped(tidied(text))
    if not tidy:
        raise QuantityError(Message.EMPTY)
    negative = tidy[0] in "-−"
    bare = tidy[1:].lstrip() if tidy[0] in _SIGNS else tidy
    if sense.share:
        bare = _AREA.sub("%", bare)
        bare = _without_remark(_PLUS.sub("", _RELATION.sub("", bare.removesuffix("."))))
    if sense.at_temperature:
        bare = _TEMPERATURE.sub("", bare)
    # The space is the program's own; whatever stands before it has the decimal sign in which it writes here.
    own = ("," if decimal_comma else ".") if THIN_SPACE in text.strip() else ""
    try:
        numeral = numeral_at(bare, decimal_comma=decimal_comma, sense=sense, own=own)
    except QuantityError as error:
        known_unit = error.code is Message.NOT_A_NUMBER and read_unit(tidy) is not None
        raise QuantityError(Message.NO_NUMBER if known_unit else error.code, **{**error.values, "text": text}) from None
    if _TO_ANOTHER.match(bare, numeral.end):
        raise QuantityError(Message.A_RANGE, text=text)
    if re.match(r"[0-9.,]", bare[numeral.end :]):
        raise QuantityError(Message.NOT_A_NUMBER, text=text)
    unit, readings, solvent = _unit_of(bare[numeral.end :].strip(), numeral.readings, text, decimal_comma, sense)
    part = _FRACTION.fullmatch(bare[: numeral.end].strip())
    top, bottom = (int(part["top"]), int(part["bottom"])) if part is not None else (1, 1)
    if unit and unit not in _SHARES and (top > bottom or math.gcd(top, bottom) > 1):
        # "10/20 µM" and "10/3 µM" are two amounts; nobody writes a half so.
        raise QuantityError(Message.NOT_A_NUMBER, text=text)
    digits = chosen(readings, unit, text, decimal_comma=decimal_comma, sense=sense)
    number = float(digits)
    if negative and number:
        raise QuantityError(Message.NEGATIVE, text=text)
    if not math.isfinite(number) or (number == 0 and any(digit in "123456789" for digit in digits.split("e")[0])):
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    if unit_needed and not unit:
        raise QuantityError(Message.NO_UNIT, text=text)
    return Typed(number=number, digits=digits, unit=unit, text=text, solvent=solvent)


def _unwrapped(tidy: str) -> str:
    """Return a text without the brackets or quotes around all of it, and without a comma or semicolon at its end."""
    tidy = tidy.rstrip(",; ")
    inner = tidy[1:-1].strip()
    wrapped = len(tidy) > 1 and tidy[0] + tidy[-1] in _AROUND and not set(inner) & set(tidy[0] + tidy[-1])
    return inner if wrapped else tidy


def tidied(text: str) -> str:
    """Return a text with single blanks and none at its ends, as a plain keyboard types it.

    Marks without width are gone, wide forms and long dashes are the plain ones, and so is the blank that parts µ from
    its unit.
    """
    plain_text = _SPACES.sub(" ", text.translate(_AS_TYPED)).strip()
    return re.sub(r"([µμ]|\bu) (?=(?:M|L|l|g|mol)\b)", r"\1", plain_text)


def _without_remark(text: str) -> str:
    """Return a share without how it was found ("(HPLC, UV 254 nm)"); whole where anything else stands behind it."""
    found = _REMARK.fullmatch(re.sub(r"\b(area|fläche)[ -]?%", r"\1", text, flags=re.IGNORECASE))
    if found is None:
        return text
    words = re.findall(r"\w+", _WAVELENGTH.sub(" ", found["remark"]).casefold())
    marks = re.sub(r"[\w\s]", "", found["remark"])
    known = all(word in _REMARKS for word in words) and (words or not marks) and not marks.strip("().,-/&:")
    return found["share"] if known else text


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
    written = _written(number) if number.adjusted() > 15 or number.adjusted() < -6 else format(number, "f")
    if _GROUP_OF_THREE.fullmatch(written) and (decimal_comma or sense.own_sign):
        written += "0"
    return written.replace(".", ",") if decimal_comma else written


def _unit_of(
    rest: str, readings: tuple[str, ...], text: str, decimal_comma: bool, sense: Sense
) -> tuple[str, tuple[str, ...], str]:
    """Return the unit, the readings in it, and the solvent named behind it."""
    rest = _QUALIFIERS.sub("", rest) if rest else ""
    solvent = ""
    if rest and read_unit(rest) is None and (found := _SOLVENT.search(f" {rest}")) is not None:
        solvent, rest = found["solvent"].strip(), f" {rest}"[: found.start()].strip(" ,")
        rest = _QUALIFIERS.sub("", rest)
    if not solvent and rest and read_unit(rest) is None:
        rest, solvent = _without_solvent(rest)
    if not rest:
        return "", readings, solvent
    if (many := _MILLIONS.match(rest)) is not None:
        rest, readings = rest[many.end() :], tuple(_written(Decimal(one).scaleb(6)) for one in readings)
    known = read_unit(rest) or read_unit(rest.removesuffix("."))
    if known is None:
        known = _over_number(rest, decimal_comma=decimal_comma)
    if known is None and sense.share and (potency := read_potency(rest)) is not None:
        known = "percent", potency
    if known is None:
        raise _unknown(rest, text)
    unit, by = known
    return (
        unit,
        readings if by == 1 else tuple(_written(_EXACTLY.multiply(Decimal(one), by)) for one in readings),
        solvent,
    )


def _without_solvent(rest: str) -> tuple[str, str]:
    """Take a solvent off that stands behind a unit without "in": "mM (DMSO)", "mM, DMSO", "mM in 100 % DMSO"."""
    named = find_solvents(rest)
    if not named or named[0].start == 0 or rest[named[-1].end :].strip(" )]."):
        return rest, ""
    lead = re.sub(r"(?:\b(?:in|dissolved in|gelöst in)\s+)?(?:100\s?%\s*)?$", "", rest[: named[0].start])
    lead = _QUALIFIERS.sub("", lead.rstrip(" ,([/"))
    known = read_unit(lead)
    # "70 % ethanol" and "1x PBS" are the liquid itself.
    if known is None or known[0] in {*_SHARES, "x"}:
        return rest, ""
    return lead, rest[named[0].start : named[-1].end]


def _over_number(rest: str, *, decimal_comma: bool) -> tuple[str, Decimal] | None:
    """Read a unit over a number and a unit: "g/100 mL"."""
    found = _OVER_NUMBER.fullmatch(rest)
    known = read_unit(f"{found['top']}/{found['bottom'].strip()}") if found else None
    if found is None or known is None:
        return None
    below = numeral_at(found["number"], decimal_comma=decimal_comma).readings
    if len(below) > 1 or not Decimal(below[0]):
        return None
    return known[0], _EXACTLY.divide(known[1], Decimal(below[0]))


def _unknown(rest: str, text: str) -> QuantityError:
    words = rest.split(" ")
    if len(words) > 1 and all(read_unit(word) for word in words):
        return QuantityError(Message.TWO_UNITS, text=text, first=words[0])
    if words[0] == "N":
        return QuantityError(Message.NORMALITY, text=text)
    meant = meant_unit(rest)
    if meant not in {"", rest}:
        return QuantityError(Message.UNIT_MEANT, text=text, unit=rest, meant=meant)
    if not re.match(r"[A-Za-zµμ%×°Ω]", rest) or re.search(r"[*+;=()0-9]", re.sub(r"[cdm]?m\^?[23]\b", "", rest)):
        return QuantityError(Message.NOT_A_NUMBER, text=text)
    return QuantityError(Message.UNKNOWN_UNIT, text=text, unit=rest)


# -- whole numbers ---------------------------------------------------------------------------------------------------

WHOLE = Sense("whole number", lambda number, _unit, _large: number == int(number) and number > 0, own_sign=True)


def read_whole_number(text: str, *, decimal_comma: bool = False) -> int:
    """Return a whole number: "96", "1,536", "1.536", "1 536", "96 wells".

    Raises:
        QuantityError: It is none.
    """
    tidy = re.sub(
        r"(?:\s+|(?<=[0-9])-?)\b(?:wells?|plates?|tubes?|aliquots?|points?|times|platten?|röhrchen|löcher|kavitäten|vertiefungen)$",
        "",
        tidied(text),
        flags=re.IGNORECASE,
    )
    if "/" in tidy:
        raise QuantityError(Message.NOT_WHOLE, text=text)
    try:
        typed = read_typed(tidy, decimal_comma=decimal_comma, unit_needed=False, sense=WHOLE)
    except QuantityError as error:
        if error.code in {Message.TWO_READINGS, Message.EMPTY, Message.NEGATIVE}:
            raise QuantityError(error.code, **{**error.values, "text": text, "wanted": "whole number"}) from error
        raise QuantityError(Message.NOT_WHOLE, text=text) from error
    if typed.unit or typed.solvent or typed.number != int(typed.number):
        raise QuantityError(Message.NOT_WHOLE, text=text)
    return int(typed.number)
