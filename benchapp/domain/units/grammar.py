"""Where text becomes an amount: one number and one unit, the whole of it.

Pint is never given text: it reads "1,5 mM" as 15 mM and evaluates "9**9**9". Nothing is read in part: what is left
over after a number and its unit refuses the whole. How the number is read, `numerals` says.
"""

import math
import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.amounts import THIN_SPACE
from benchapp.domain.units.numerals import (
    ANY,
    EXACTLY,
    FRACTION,
    LONGEST,
    Sense,
    chosen,
    digits_of,
    numeral_at,
    tidied,
)
from benchapp.domain.units.solvent_names import find_solvents
from benchapp.domain.units.unit_names import is_osmoles, meant_unit, read_potency, read_unit

_SIGNS = "+-−"
_AROUND = frozenset({"()", "[]", '""', "''", "“”", "„“", "«»"})
_SHARES = frozenset({"percent", "percent_vv", "percent_ww", "percent_wv"})
_QUALIFIERS = late_pattern(
    r"[\s,-]*\(?\b(?:final(?:\s+(?:conc(?:entration|\.)?|vol(?:ume|\.)?))?|f\.?c\.?|endkonz(?:entration|\.)?|endvolumen|"
    r"stock(?:\s+solution)?|stammlösung|solution|lösung|(?:in\s+)?total|insgesamt)\)?$|(?<=/[mµμu]L)\s*\(?[wm]/v\)?$|(?<=/[mµμu]l)\s*\(?[wm]/v\)?$",
    re.IGNORECASE,
)
_SOLVENT = late_pattern(
    r"\s+(?:in|dissolved in|gelöst in)\s+(?P<solvent>(?:H2O|[^\W\d][^\d/=;]{1,38}))$", re.IGNORECASE
)
_OVER_NUMBER = late_pattern(
    r"(?P<top>.*?\S)\s*(?:/|\bper\b|\bpro\b|\bje\b)\s*(?P<number>[0-9][0-9.,]*)\s*(?P<bottom>\D.*)"
)
# What a label prints around a purity or viability: "≥", "98+ %", by which method.
_RELATION = late_pattern(
    r"^(?:(?:purity|assay|content|hplc|gc|nmr|qnmr|lc[-/]?ms|viability|reinheit|gehalt|viabilität|vitalität)\b\s*[:=]?\s*)?"
    r"(?:≥|>=|⩾|>|at least|not less than|nlt|min(?:\.|imum)?|mind(?:\.|estens)?|nicht weniger als|"
    r"(?:ca|approx)\.?|about|circa|etwa|~|≈)?\s*(?=[0-9.,])",
    re.IGNORECASE,
)
_PLUS = late_pattern(r"(?<=[0-9])\s?\+\s?(?=%)|(?<=%)\s?\+$")
_REMARK = late_pattern(
    r"(?P<share>.*?(?:%|\b(?:per ?cent|prozent|pct)\b|[mnuµμ]?g/m?g\b)(?:\s*\(?[wm]/[wm]\)?)?)(?P<remark>[^%]*)",
    re.IGNORECASE,
)
_AREA = late_pattern(r"(?<=[0-9])\s*(?:area|fl(?:ächen)?\.?)[\s-]*%|%\s*\(?a/a\)?", re.IGNORECASE)
_WAVELENGTH = late_pattern(r"\b[2-9][0-9]{2}\s?nm\b")
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
_TEMPERATURE = late_pattern(r"[\s,]*\(?\s*(?:(?:at|bei|@)\s*)?[0-9]{1,2}\s?°\s?C\s*\)?$")
# "10-20 µM", "10 µM to 20 µM", "98 bis 99 %".
_TO_ANOTHER = late_pattern(
    r"\s*[A-Za-zµμ/%]{0,8}\s*(?:-|–|—|−|\.\.+|…|\bto\b|\bbis\b)\s*[0-9][0-9.,]*\s*[A-Za-zµμ/%]", re.IGNORECASE
)
_MILLIONS = late_pattern(r"(?:mio\b\.?|mill\.|million(?:s|en)?\b)\s*(?=[A-Za-z])", re.IGNORECASE)


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
    # The space is the program's own; whatever comes before it has the decimal sign in which it writes here.
    own = ("," if decimal_comma else ".") if THIN_SPACE in text.strip() else ""
    try:
        numeral = numeral_at(bare, decimal_comma=decimal_comma, sense=sense, own=own)
    except QuantityError as error:
        known_unit = error.code == Message.NOT_A_NUMBER and read_unit(tidy) is not None
        raise QuantityError(Message.NO_NUMBER if known_unit else error.code, **{**error.values, "text": text}) from None
    if _TO_ANOTHER.match(bare, numeral.end):
        raise QuantityError(Message.A_RANGE, text=text)
    if re.match(r"[0-9.,]", bare[numeral.end :]):
        raise QuantityError(Message.NOT_A_NUMBER, text=text)
    unit, readings, solvent = _unit_of(bare[numeral.end :].strip(), numeral.readings, text, decimal_comma, sense)
    part = FRACTION.fullmatch(bare[: numeral.end].strip())
    top, bottom = (int(part["top"]), int(part["bottom"])) if part is not None else (1, 1)
    if unit and unit not in _SHARES and (top > bottom or math.gcd(top, bottom) > 1):
        # "10/20 µM" and "10/3 µM" are two amounts; nobody writes a half so.
        raise QuantityError(Message.NOT_A_NUMBER, text=text)
    digits = chosen(readings, unit, text, decimal_comma=decimal_comma, sense=sense)
    number = _number(digits, text, negative=negative)
    if unit_needed and not unit:
        raise QuantityError(Message.NO_UNIT, text=text)
    return Typed(number=number, digits=digits, unit=unit, text=text, solvent=solvent)


def _number(digits: str, text: str, *, negative: bool) -> float:
    """Return digits as a number, not below zero and neither too large nor too small to be one."""
    number = float(digits)
    if negative and number:
        raise QuantityError(Message.NEGATIVE, text=text)
    if not math.isfinite(number) or (number == 0 and any(digit in "123456789" for digit in digits.partition("e")[0])):
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    return number


def _unwrapped(tidy: str) -> str:
    """Return a text without the brackets or quotes around all of it, and without a comma or semicolon at its end."""
    tidy = tidy.rstrip(",; ")
    inner = tidy[1:-1].strip()
    wrapped = len(tidy) > 1 and tidy[0] + tidy[-1] in _AROUND and not set(inner) & set(tidy[0] + tidy[-1])
    return inner if wrapped else tidy


def _without_remark(text: str) -> str:
    """Return a share without how it was found ("(HPLC, UV 254 nm)"); whole where anything else follows it."""
    found = _REMARK.fullmatch(re.sub(r"\b(area|fläche)[ -]?%", r"\1", text, flags=re.IGNORECASE))
    if found is None:
        return text
    words = re.findall(r"\w+", _WAVELENGTH.sub(" ", found["remark"]).casefold())
    marks = re.sub(r"[\w\s]", "", found["remark"])
    known = all(word in _REMARKS for word in words) and (words or not marks) and not marks.strip("().,-/&:")
    return found["share"] if known else text


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
        rest, readings = rest[many.end() :], tuple(digits_of(Decimal(one).scaleb(6)) for one in readings)
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
        readings if by == 1 else tuple(digits_of(EXACTLY.multiply(Decimal(one), by)) for one in readings),
        solvent,
    )


def _without_solvent(rest: str) -> tuple[str, str]:
    """Take a solvent off that follows a unit without "in": "mM (DMSO)", "mM, DMSO", "mM in 100 % DMSO"."""
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
    return known[0], EXACTLY.divide(known[1], Decimal(below[0]))


def _unknown(rest: str, text: str) -> QuantityError:
    words = rest.split(" ")
    if len(words) > 1 and all(read_unit(word) for word in words):
        return QuantityError(Message.TWO_UNITS, text=text, first=words[0])
    if words[0] == "N":
        return QuantityError(Message.NORMALITY, text=text)
    if is_osmoles(rest):
        return QuantityError(Message.OSMOLES_PER_WHAT, text=text)
    meant = meant_unit(rest)
    if meant not in {"", rest}:
        return QuantityError(Message.UNIT_MEANT, text=text, unit=rest, meant=meant)
    if not re.match(r"[A-Za-zµμ%×°Ω]", rest) or re.search(r"[*+;=()0-9]", re.sub(r"[cdm]?m\^?[23]\b", "", rest)):
        return QuantityError(Message.NOT_A_NUMBER, text=text)
    return QuantityError(Message.UNKNOWN_UNIT, text=text, unit=rest)


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
