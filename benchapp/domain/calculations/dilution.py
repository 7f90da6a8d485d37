"""Dilution: C1·V1 = C2·V2 with V2 = V1 + diluent, any unknown from the others."""

import re

from msgspec import Struct

from benchapp.domain.messages import CalculationError, Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.bounds import beyond
from benchapp.domain.units.fields import RATIO
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import TOLERANCE, Kind
from benchapp.domain.units.numerals import LONGEST, tidied
from benchapp.domain.units.quantities import Quantity, positive, same_scale


class Dilution(Struct, frozen=True):
    """One dilution step, whole.

    Attributes:
        c1: Concentration in hand.
        v1: Volume of it to take.
        c2: Concentration wanted.
        v2: Final volume.
        diluent: Volume to add it to; v1 and diluent make v2.
    """

    c1: Quantity
    v1: Quantity
    c2: Quantity
    v2: Quantity
    diluent: Quantity

    @property
    def factor(self) -> float:
        """How many times the volume grows, V2 ÷ V1."""
        return float((self.v2 / self.v1).m_as(""))


def dilute(
    *,
    c1: Quantity | None = None,
    v1: Quantity | None = None,
    c2: Quantity | None = None,
    v2: Quantity | None = None,
    diluent: Quantity | None = None,
    molar_mass: Quantity | None = None,
) -> Dilution:
    """Solve C1·V1 = C2·V2 for whatever is not given.

    Args:
        c1: Concentration in hand: molar, mass per volume, per cent, or times.
        v1: Volume of it.
        c2: Concentration wanted, on the same scale, or through `molar_mass`.
        v2: Final volume.
        diluent: Volume of diluent, in place of v1 or v2.
        molar_mass: Needed where molar and mass units mix.

    Returns:
        The whole step; v1 + diluent = v2. Concentrations keep the unit they were given in.

    Raises:
        CalculationError: Too little or too much is given, the target is zero or above the stock, a volume is
            negative, or the scales cannot be mixed.
    """
    for name, value in (("c1", c1), ("v1", v1), ("c2", c2), ("v2", v2), ("diluent", diluent)):
        if value is not None and name != "diluent":
            positive(value, name)
    v1, v2, diluent = _third_volume(v1, v2, diluent)
    if c1 is not None and c2 is not None:
        return _from_concentrations(c1, v1, c2, v2, diluent, molar_mass)
    if v1 is None or v2 is None or diluent is None:
        raise CalculationError(Message.TOO_FEW_GIVEN, missing="c1, v1, c2, v2")
    ratio = float((v1 / v2).m_as(""))
    if c1 is not None:
        return Dilution(c1, v1, c1 * ratio, v2, diluent)
    if c2 is not None:
        return Dilution(c2 / ratio, v1, c2, v2, diluent)
    raise CalculationError(Message.TOO_FEW_GIVEN, missing="c1, c2")


def _third_volume(
    v1: Quantity | None, v2: Quantity | None, diluent: Quantity | None
) -> tuple[Quantity | None, Quantity | None, Quantity | None]:
    if v1 is not None and v2 is not None:
        if v1 > v2 * (1 + TOLERANCE):
            raise CalculationError(Message.TARGET_ABOVE_STOCK, field="v2")
        remainder = v2 - v1
        if diluent is not None and abs((diluent - remainder).m_as("L")) > TOLERANCE * v2.m_as("L"):
            raise CalculationError(Message.VOLUMES_DISAGREE, field="diluent")
        return v1, v2, remainder
    if diluent is not None and v1 is not None:
        return v1, (v1 + diluent), diluent
    if diluent is not None and v2 is not None:
        return positive(v2 - diluent, "diluent"), v2, diluent
    return v1, v2, diluent


def _from_concentrations(
    c1: Quantity,
    v1: Quantity | None,
    c2: Quantity,
    v2: Quantity | None,
    diluent: Quantity | None,
    molar_mass: Quantity | None,
) -> Dilution:
    first, second = same_scale(c1, c2, molar_mass)
    ratio = float((second / first).m_as(""))
    if ratio > 1 + TOLERANCE:
        raise CalculationError(Message.TARGET_ABOVE_STOCK, field="c2")
    ratio = min(ratio, 1.0)
    if v1 is not None and v2 is not None:
        if abs(float((v1 / v2).m_as("")) - ratio) > TOLERANCE * ratio:
            raise CalculationError(Message.TOO_MANY_GIVEN, field="v1")
    elif v2 is not None:
        v1 = v2 * ratio
    elif v1 is not None:
        v2 = v1 / ratio
    elif diluent is not None:
        if ratio > 1 - TOLERANCE:
            raise CalculationError(Message.TARGET_ABOVE_STOCK, field="c2")
        v1 = diluent * ratio / (1 - ratio)
        v2 = v1 + diluent
    else:
        raise CalculationError(Message.TOO_FEW_GIVEN, missing="v1, v2")
    return Dilution(c1, v1, c2, v2, v2 - v1)


class Ratio(Struct, frozen=True):
    """A dilution said as "1:10", which labs read both ways.

    Attributes:
        part: What is taken.
        whole: The other number: all of it in one reading, the diluent in the other.
        text: As typed.
        way: How it was said where that leaves one reading: "in_all" ("1 in 10"), "plus" ("1 + 9"); "" for both.
    """

    part: float
    whole: float
    text: str
    way: str = ""

    def factor(self, *, in_all: bool) -> float:
        """Return how many times the volume grows: 10 for 1 in 10 in all (1 + 9), 11 for 1 to 10 (1 + 10)."""
        return self.whole / self.part if in_all else (self.part + self.whole) / self.part


_RATIO = late_pattern(
    r"(?P<first>[^:/+a-z]+?)\s*(?P<sign>[:/+]|\b(?:in|into|out of|to|auf|zu|plus)\b)\s*"
    r"(?P<second>(?:[^:/+a-z]|(?<=[0-9])e(?=[0-9]))+)"
)
_PARTS = late_pattern(
    r"\b(?:parts?|volumes?|vol|teile?n?|in all|total|gesamt)\b\.?|"
    r"^(?:diluted?|dil\.?|dilution|verdünnt|verdünne|verdünnung)\s+|"
    r"(?<=[0-9])\s*(?:\(?v/v\)?|\b(?:dilution|diluted|dil\.?|verdünnung|verdünnt|verd\.?|final))$",
    re.IGNORECASE,
)
# "1 Teil auf 9 Teile": in 9 parts, or to 9 parts of diluent.
_ONTO_PARTS = late_pattern(
    r"(?:\b(?:auf|into)\b.*[0-9]\s*(?:parts?|volumes?|vol|teile?n?)|\bin\b.*[0-9]\s*teile?n?)\b"
    r"(?!.*\b(?:in all|total|gesamt)\b)"
)
_TIMES = late_pattern(
    r"[x×]\s?(?P<behind>[0-9][0-9.,]*)|(?P<number>[0-9][0-9.,]*)\s?(?:x|×|-?\s?(?:fold|fach|times|mal))"
)
# With three decimals, "1.500k", it could be 1.5 or 1500 thousand, and is none.
_THOUSANDS = late_pattern(r"(?<![0-9.,])(?P<whole>[0-9]+)(?:[.,](?P<part>[0-9]{1,2}))?\s?k\b")
# What it is diluted in does not change the ratio.
_IN_SOMETHING = late_pattern(
    r"(?P<ratio>.*[:/].*[0-9])\s+(?:in|with|mit)\s+(?:[0-9]+(?:[.,][0-9]+)?\s?%\s*)?[a-zäöü][^:/+]*"
)
_ROUGHLY = late_pattern(r"(?:[~≈]|(?:ca|approx)\b\.?|about|circa|etwa)\s*(?=[0-9])")
_SEVERAL = late_pattern(
    r"1\s?[:/]\s?[0-9.,]+(?:\s*[-→;/]\s*(?:1\s?[:/])?\s?[0-9]|,\s+[0-9]|,\s*1\s?[:/]|"
    r"\s(?:to|bis|und|and|or|oder)\s+1\s?[:/])"
)
_SAID = {"in": "in_all", "into": "in_all", "out of": "in_all", "auf": "in_all", "+": "plus", "plus": "plus"}


def read_ratio(text: str, *, decimal_comma: bool = False) -> Ratio:
    """Read a ratio: "1:10", "1/10", "1:2,500", "1 in 10", "1 to 10", "1 + 9", "10-fold".

    Raises:
        QuantityError: A number in it has two readings.
        CalculationError: It is none, would make stronger, or leaves nothing of anything.
    """
    if not text.strip():
        raise QuantityError(Message.EMPTY, asked="ratio")
    said = tidied(text[: LONGEST + 1]).casefold()
    _refuse_several(said, text)
    said = _IN_SOMETHING.sub(r"\g<ratio>", said)
    if ":" in said:
        said = re.sub(r"(?<=[0-9])-?\s?(?:fold|fach)$", "", _THOUSANDS.sub(_in_full, said))
    tidy = tidied(_PARTS.sub("", said))
    if (times := _TIMES.fullmatch(tidy)) is not None:
        tidy = f"1 in {times['behind'] or times['number']}"
    found = _RATIO.fullmatch(tidy) if len(text) <= LONGEST else None
    if found is None:
        raise CalculationError(Message.NOT_A_RATIO, text=text[:LONGEST], field="ratio")
    try:
        part, other = (_number(found[side], text, decimal_comma=decimal_comma) for side in ("first", "second"))
    except QuantityError as error:
        if error.code == Message.TWO_READINGS:
            sign = ":" if found["sign"] in ":/" else f" {found['sign']} "
            values = {name: f"{found['first']}{sign}{error.values[name]}" for name in ("small", "large")}
            raise QuantityError(error.code, **{**error.values, **values, "text": text, "field": "ratio"}) from error
        raise CalculationError(Message.NOT_A_RATIO, text=text, field="ratio") from error
    # Equal parts of both: in all, 1 of 1 would be no dilution.
    way = _SAID.get(found["sign"], "plus" if part == other else "")
    if way == "in_all" and part < other and _ONTO_PARTS.search(said) is not None:
        way = ""
    if not (part > 0 and other > 0) or (part > other and way != "plus") or (part == other and way == "in_all"):
        raise CalculationError(Message.NOT_A_RATIO, text=text, field="ratio")
    why = beyond(Kind.FOLD, other / part)
    if why is not None:
        raise CalculationError(Message.CANNOT_BE, text=text, why=why.value, field="ratio")
    return Ratio(part, other, text, way)


def _in_full(found: re.Match[str]) -> str:
    """Return thousands in full: "2500" for "2.5k"."""
    return f"{found['whole']}{(found['part'] or '').ljust(3, '0')}"


def _refuse_several(said: str, text: str) -> None:
    """Refuse two ratios, a range of them, or one that is only about right.

    Raises:
        CalculationError: It is one of these.
    """
    if (roughly := _ROUGHLY.match(said)) is not None:
        raise CalculationError(Message.INEXACT, text=text, amount=said[roughly.end() :], field="ratio")
    if _SEVERAL.search(said) is not None:
        raise CalculationError(Message.A_RANGE, text=text, asked="ratio", field="ratio")


def _number(written: str, text: str, *, decimal_comma: bool) -> float:
    typed = read_typed(written, decimal_comma=decimal_comma, unit_needed=False, sense=RATIO)
    if typed.unit or typed.solvent:
        raise QuantityError(Message.NOT_A_NUMBER, text=text)
    return typed.number
