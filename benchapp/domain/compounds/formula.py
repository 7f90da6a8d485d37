"""Formulas: what a written formula weighs, and whether a stated molar mass can be that of it.

The masses are those of the molmass library. It reads more than formulas (groups like "Et", sequences), so what
is handed to it is checked to be elements and counts first. Importing this module imports molmass.
"""

from collections.abc import Iterator
from enum import Enum

import molmass
from msgspec import Struct

from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.numerals import whole

LONGEST = 200
# Two figures that differ by less are the same one, rounded: 259.26 and 259.3 differ by 0.015 %.
SAME_WITHIN = 5e-4
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
# No element has an "x" in its symbol, so that one joins parts, as a point does behind the first letter.
_BETWEEN = frozenset("·•∙⋅*.x×")
_PART = late_pattern(
    r"(?P<times>[0-9]{1,3}/[0-9]{1,3}|[0-9]{0,3}[½⅓⅔¼¾]|[0-9]{1,6}(?:[.,][0-9]{1,6})?)?(?P<part>[A-Z(\[][A-Za-wyz0-9()\[\]]*)"
)
_TOKEN = late_pattern(r"[A-Z][a-z]?|\d+|[()\[\]]")
_MOST = 100_000
_NEW_PART = late_pattern(r"(?<=[A-Wa-wyzYZ0-9)\]])\s(?=(?:[0-9]+(?:[.,/][0-9]+)?|[0-9]*[½⅓⅔¼¾])\s?[A-Z(\[])")
# What else vendors put between a compound and its salt: "C10H12N2O, 2HCl", "C10H12N2O + HCl", "C10H12N2O/HCl".
_ADDED_TO = late_pattern(
    r"(?<=[A-Za-z0-9)\]])\s?(?:[,;&]\s|\+|/(?=\s?[A-Z(\[])|\s[-–]\s|[-–](?=HCl|HBr|H2O|H2SO4))\s?(?=[^A-Z(\[]{0,6}[A-Z(\[])"
)
_SPREAD = late_pattern(r"[A-Z][a-z]?(?:\s[0-9]+)?(?:\s[A-Z][a-z]?(?:\s[0-9]+)?)*")
_CHARGED = late_pattern(r"(?:\^?[0-9]*[+\-−⁺⁻]|[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻])\]?$|\^[0-9]*[+\-−]|[⁺⁻]")
# How much water is left open; "x 2H2O" and "× H2O" say it.
_OPEN_WATER = late_pattern(r"(?:[·•∙⋅*.\s]|^)[xXn]\s?(?:H2O|\(H2O\))(?:\b|$)|(?:H2O|\(H2O\))[xn]$")
_ISOTOPE = late_pattern(r"(?:13|14)C(?![a-z])|15N(?![a-z])|1[78]O(?![a-z])")
# A metal or ammonium, further atoms of one figure each, and water: with a figure somewhere, as nobody else writes.
_SALT = late_pattern(
    r"(?=.*[2-9])(?:\(NH4\)|NH4|Li|Na|K|Rb|Cs|Mg|Ca|Sr|Ba|Al|Mn|Fe|Co|Ni|Cu|Zn|Ag)(?:[2-9](?![0-9]))?"
    r"(?:[A-Z][a-z]?(?:[2-9](?![0-9]))?|[()](?:[2-9](?![0-9]))?)+(?:\s?[·•∙⋅*.x×]?\s?[0-9]{0,2}\s?H2O)?"
)
_ELEMENTS = frozenset(element.symbol for element in molmass.ELEMENTS)


class FormulaError(BenchError):
    """A formula that cannot be taken; the field that holds it shows why."""


class Formula(Struct, frozen=True):
    """A formula that was read.

    Attributes:
        text: As kept: plain digits, parts joined by "·".
        molar_mass: Average, g/mol.
        monoisotopic: Mass of the molecule of the lightest common isotopes, g/mol: never what a balance sees.
    """

    text: str
    molar_mass: float
    monoisotopic: float


def read_formula(text: str) -> Formula:
    """Read a formula: "C13H13N3O3", "C₁₃H₁₃N₃O₃", "C13H13N3O3·HCl", "C13H13N3O3 · 0.5 H2O", "C10H12N2O 2HCl".

    A number behind a blank begins a part of its own; one behind a letter counts atoms. Where every number follows
    a blank ("C 13 H 13 N 3 O 3") they count atoms.

    Raises:
        FormulaError: It is not made of elements and counts.
    """
    spaced = _ADDED_TO.sub("·", " ".join(text.translate(_SUBSCRIPTS).split()))
    if _SPREAD.fullmatch(spaced) is None:
        spaced = _NEW_PART.sub("·", spaced)
    tidy = spaced.replace(" ", "")
    if not tidy:
        raise FormulaError(Message.EMPTY_FORMULA)
    if _CHARGED.search(tidy) is not None and len(tidy) <= LONGEST:
        raise FormulaError(Message.FORMULA_CHARGED, text=text)
    if len(tidy) > LONGEST:
        raise FormulaError(Message.FORMULA_WRONG, text=text[:LONGEST], part=tidy[-12:])
    if _OPEN_WATER.search(spaced) is not None:
        raise FormulaError(Message.FORMULA_OPEN_WATER, text=text)
    mass = mono = 0.0
    kept = []
    parts = list(_parts(tidy, text))
    if parts[0][0] != 1 and (len(parts) == 1 or _ISOTOPE.match(tidy) is not None):
        # "13CH4" is one carbon-13 and not thirteen molecules.
        raise FormulaError(Message.FORMULA_ISOTOPE, text=text, part=tidy[:3])
    for times, part in parts:
        weighed = _weigh(part, text)
        mass += times * weighed.mass
        mono += times * weighed.monoisotopic_mass
        kept.append(("" if times == 1 else f"{times:g}") + part)
    return Formula("·".join(kept), mass, mono)


def salt_formula(text: str) -> str:
    """Return a text that can only be the formula of an inorganic salt or hydrate, "KH2PO4", "MgCl2·6H2O"; else "".

    Codes of drugs look like formulas as well: "U0126", "SB203580", "KN-93".
    """
    if _SALT.fullmatch(" ".join(text.translate(_SUBSCRIPTS).split())) is None:
        return ""
    try:
        return read_formula(text).text
    except FormulaError:
        return ""


def _parts(tidy: str, text: str) -> Iterator[tuple[float, str]]:
    place = 0
    while True:
        match = _PART.match(tidy, place)
        if match is None:
            raise FormulaError(Message.FORMULA_WRONG, text=text, part=tidy[place : place + 12] or tidy[-12:])
        try:
            times = read_typed(match["times"] or "1", unit_needed=False).number
        except QuantityError as error:
            raise FormulaError(Message.FORMULA_WRONG, text=text, part=match["times"]) from error
        if not 0 < times <= _MOST:
            raise FormulaError(Message.FORMULA_WRONG, text=text, part=match["times"])
        yield times, match["part"]
        place = match.end()
        if place == len(tidy):
            return
        if tidy[place] not in _BETWEEN:
            raise FormulaError(Message.FORMULA_WRONG, text=text, part=tidy[place : place + 12])
        place += 1


def _weigh(rest: str, text: str) -> molmass.Formula:
    place = 0
    for match in _TOKEN.finditer(rest):
        token = match.group()
        known = not token[0].isalpha() or token in _ELEMENTS or token == "D"  # noqa: S105 (deuterium, not a secret)
        if match.start() != place or not known or (token.isdigit() and not 0 < whole(token[:7]) <= _MOST):
            break
        place = match.end()
    if place != len(rest):
        raise FormulaError(Message.FORMULA_WRONG, text=text, part=rest[place : place + 12])
    try:
        made = molmass.Formula(rest)
        made.mass  # noqa: B018 (read here: molmass finds unbalanced brackets only then)
    except (molmass.FormulaError, ValueError, OverflowError) as error:
        raise FormulaError(Message.FORMULA_WRONG, text=text, part=rest[:12]) from error
    return made


class Fit(Enum):
    """How a stated molar mass compares with a formula."""

    AGREES = "agrees"
    MONOISOTOPIC = "monoisotopic"
    ANOTHER_FORM = "another form"
    DIFFERS = "differs"


class Compared(Struct, frozen=True):
    """A stated molar mass held against a formula.

    Attributes:
        fit: Its state.
        computed: What the formula weighs for one mole of the compound, g/mol.
        stated: What was stated, g/mol.
        other: For another form: what is more or less in it ("+ HCl", "− H2O").
    """

    fit: Fit
    computed: float
    stated: float
    other: str = ""


# What a vial's form commonly has more than the compound alone, g/mol from standard atomic masses.
_ADDED = ("HCl", "H2O", "HBr", "NaCl", "C2HF3O2", "CH4O3S", "H2SO4", "C2H4O2")


def compare(formula: Formula, stated: float, moles: float = 1.0) -> Compared:
    """Hold a stated molar mass against a formula.

    Args:
        formula: Of the form.
        stated: Molar mass as printed, g/mol of the form for one mole of the compound.
        moles: Moles of the compound in one mole of the formula.

    Returns:
        Whether it agrees, is the monoisotopic mass, or differs by what a salt or hydrate would add.
    """
    computed = formula.molar_mass / moles
    if _same(stated, computed):
        return Compared(Fit.AGREES, computed, stated)
    if _same(stated, formula.monoisotopic / moles, within=1e-4):
        return Compared(Fit.MONOISOTOPIC, computed, stated)
    for added in _ADDED:
        weight = float(molmass.Formula(added).mass)
        for times in (0.5, 1.0, 2.0, 3.0):
            count = "" if times == 1 else f"{times:g} "
            for sign, word in ((1, "+"), (-1, "−")):
                if abs(stated - computed - sign * times * weight) < SAME_WITHIN * computed / 4:
                    return Compared(Fit.ANOTHER_FORM, computed, stated, f"{word} {count}{added}")
    sodium = float(molmass.Formula("Na").mass) - float(molmass.Formula("H").mass)
    if abs(stated - computed - sodium) < SAME_WITHIN * computed / 4:
        return Compared(Fit.ANOTHER_FORM, computed, stated, "Na for H")
    return Compared(Fit.DIFFERS, computed, stated)


def _same(first: float, second: float, within: float = SAME_WITHIN) -> bool:
    return abs(first - second) <= within * second
