"""Stated values as they are typed or printed: a relation, one number or a range, and a unit.

"≥ 100.8 mg/mL", ">100 mM", "~ 8 h", "0.4–0.5 mg/mL", "10 µM". Numbers and units are those of the one grammar.
"""

import re

from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.grammar import Typed, read_typed

_RELATIONS = (
    (
        late_pattern(
            r"^(?:≥|>=|=>|⩾|>|at least|not less than|nlt|more than|greater than|min(?:\.|imum)?|from|mind(?:\.|estens)|"
            r"mehr als|nicht weniger als|über(?= [0-9]))\s*(?=[^a-zäöü]|$)",
            re.IGNORECASE,
        ),
        Relation.AT_LEAST,
    ),
    (
        late_pattern(
            r"^(?:≤|<=|=<|⩽|<|at most|not more than|nmt|less than|below|max(?:\.|imum|imal)?|up to|höchstens|"
            r"weniger als|unter|bis(?: zu)?)\s*(?=[^a-zäöü]|$)",
            re.IGNORECASE,
        ),
        Relation.AT_MOST,
    ),
    (
        late_pattern(
            r"^(?:≈|~|∼|≅|about|approx(?:\.|imately)?|ca\.?|circa|etwa|ungefähr|rund)\s*(?=[^a-zäöü]|$)", re.IGNORECASE
        ),
        Relation.ABOUT,
    ),
    (late_pattern(r"^=\s*"), Relation.EQUAL),
)
# A dash between two numbers; one in front of a number is a sign and refused by the grammar, one behind an "e" is part
# of the number.
_RANGE = late_pattern(
    r"(?P<low>[0-9.,]+(?:[eE][+-]?[0-9]+)?)\s*(?P<unit>(?![eE][−-])[^0-9–—−-]*?)\s*(?:–|—|−|-|\b(?:to|bis)\b)\s*(?P<high>[0-9].*)"
)
# What can be in a monograph and be computed with; beyond it a figure is a mistake.
SMALLEST, LARGEST = 1e-18, 1e12


def read_stated(text: str, *, decimal_comma: bool = False, unit: str = "") -> Value:
    """Read a stated value.

    Args:
        text: As typed or printed.
        decimal_comma: Whether the locale's decimal sign is the comma.
        unit: Unit for a number that has none ("mg/mL", from a column's heading); "" refuses it.

    Returns:
        The value, with the relation kept: ">" and "≥" are both "at least", since neither is a measured value.

    Raises:
        QuantityError: It is not one number or range with one unit.
    """
    relation, rest = relation_of(text)
    ends = _RANGE.fullmatch(rest)
    if ends is None:
        typed = _end(rest, text, unit, decimal_comma=decimal_comma)
        return Value(relation, typed.digits, typed.unit or unit)
    high = _end(ends["high"], text, unit, decimal_comma=decimal_comma)
    lower = f"{ends['low']} {ends['unit']}".strip()
    low = read_typed(lower, decimal_comma=decimal_comma, unit_needed=False)
    if low.unit and low.unit != (high.unit or unit):
        raise QuantityError(Message.TWO_UNITS, text=text, first=low.unit)
    if low.number > high.number:
        raise QuantityError(Message.RANGE_REVERSED, text=text)
    if low.number == high.number:
        return Value(relation, low.digits, high.unit or unit)
    return Value(Relation.RANGE, low.digits, high.unit or unit, high.digits)


def relation_of(text: str) -> tuple[Relation, str]:
    """Return what a text says of its figure ("at least"), and the rest of it."""
    rest = text.strip()
    for pattern, meant in _RELATIONS:
        match = pattern.match(rest)
        if match:
            return meant, rest[match.end() :]
    return Relation.EQUAL, rest


def _end(part: str, text: str, unit: str, *, decimal_comma: bool) -> Typed:
    typed = read_typed(part, decimal_comma=decimal_comma, unit_needed=not unit)
    if typed.number and not SMALLEST <= typed.number <= LARGEST:
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    return typed


def write_stated(value: Value) -> str:
    """Return a value as it can be typed again: "≥ 100.8 mg/mL"; the words where there is no number."""
    if value.relation is Relation.QUALITATIVE:
        return value.text
    number = f"{value.number}–{value.high}" if value.relation is Relation.RANGE else value.number
    sign = "" if value.relation in {Relation.EQUAL, Relation.RANGE} else f"{value.relation.value} "
    return f"{sign}{number} {_WRITTEN.get(value.unit, value.unit)}".strip()


_WRITTEN = {"percent_vv": "% v/v", "percent_wv": "% w/v", "percent_ww": "% w/w", "percent": "%"}
