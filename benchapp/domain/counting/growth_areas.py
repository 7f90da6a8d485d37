"""Where cells grow: the area of wells, dishes and flasks, and a number of cells given per cm²."""

import re

from msgspec import Struct

from benchapp.domain.calculations.seeding import read_count
from benchapp.domain.lab.plates import FORMATS
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.numerals import ANY, chosen, fixed_point, numeral_at, tidied


class Vessel(Struct, frozen=True):
    """Something that cells are seeded into.

    Attributes:
        name: As people call it.
        wells: How many there are.
        area_cm2: Growth area of one.
        ul: Volume that one usually gets, µL.
        source: Whose area that is.
    """

    name: str
    wells: int
    area_cm2: float
    ul: float
    source: str


_FISHER, _NAME = "Thermo Fisher Scientific", "its name"
# Areas: Thermo Fisher Scientific's table for dishes and plates; other makers' differ by some per cent, and are typed.
# A flask is called by its area. Volumes: those of the plates, and Lark's culture-vessel table for dishes and flasks.
_WELLS = {6: 9.6, 12: 3.5, 24: 1.9, 48: 1.1, 96: 0.32}
VESSELS = (
    *(Vessel(f"{wells}-well plate", wells, area, FORMATS[wells].usual_ul, _FISHER) for wells, area in _WELLS.items()),
    Vessel("35 mm dish", 1, 8.8, 2000.0, _FISHER),
    Vessel("60 mm dish", 1, 21.5, 3500.0, _FISHER),
    Vessel("100 mm dish", 1, 56.7, 10_000.0, _FISHER),
    Vessel("150 mm dish", 1, 145.0, 23_000.0, _FISHER),
    Vessel("T-25 flask", 1, 25.0, 3000.0, _NAME),
    Vessel("T-75 flask", 1, 75.0, 12_000.0, _NAME),
    Vessel("T-175 flask", 1, 175.0, 28_000.0, _NAME),
)
MOST_CM2 = 10_000.0
_UNIT = late_pattern(r"\s*cm\s?(?:2|²|\^2)?", re.IGNORECASE)
_PER_AREA = late_pattern(
    r"\s*(?:(?:cells?|zellen|z)\s*)?(?:/|\b(?:per|pro|je)\b)\s*cm\s?(?:2|²|\^2)\.?$", re.IGNORECASE
)
_RAISED = late_pattern(r"\s*(?:(?:cells?|zellen|z)\s*)?[\s·∙⋅*]*cm\s?(?:\^?-2|⁻²)$", re.IGNORECASE)


def read_area(text: str, *, decimal_comma: bool = False) -> float:
    """Read a growth area, cm²: "1.9 cm²", "75", "0,32 cm2".

    Raises:
        QuantityError: It is none.
    """
    tidy = tidied(text)
    try:
        numeral = numeral_at(tidy, decimal_comma=decimal_comma)
        number = fixed_point(chosen(numeral.readings, "", text, decimal_comma=decimal_comma, sense=ANY))
    except QuantityError as error:
        if error.code == Message.TWO_READINGS:
            raise
        raise QuantityError(Message.NOT_AN_AREA, text=text) from error
    rest = tidy[numeral.end :]
    if (rest and _UNIT.fullmatch(rest) is None) or not 0 < number <= MOST_CM2:
        raise QuantityError(Message.NOT_AN_AREA, text=text)
    return number


def per_area(text: str) -> bool:
    """Return whether a number of cells is given per cm²: "2e4/cm²"."""
    tidy = tidied(text)
    return _PER_AREA.search(tidy) is not None or _RAISED.search(tidy) is not None


def read_per_area(text: str, *, decimal_comma: bool = False) -> float:
    """Read a number of cells per cm².

    Raises:
        QuantityError: It is no number of cells.
    """
    tidy = tidied(text)
    bare = _RAISED.sub("", _PER_AREA.sub("", tidy))
    return read_count(bare, decimal_comma=decimal_comma)
