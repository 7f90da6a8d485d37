"""Cells of a list as people and spreadsheet programs leave them: what means no entry, CAS numbers, solubilities."""

import re

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import CONCENTRATIONS, Dissolved, Field
from benchapp.domain.compounds.identifiers import cas_fits, check_digit, read_cas
from benchapp.domain.compounds.lists.heading_words import OF_FORM, OF_SALT
from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.domain.compounds.stated import read_stated
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.units.kinds import in_base
from benchapp.domain.units.solvent_names import find_solvents


class LeftOut(Struct, frozen=True):
    """A cell that was not taken as it is, while the row was.

    Attributes:
        field: What it would have said.
        text: What is there.
        reason: Why not, or how it was read.
        kept: Whether something of it was taken all the same.
    """

    field: Field
    text: str
    reason: BenchError
    kept: bool = False


_NOTHING = frozenset((
    "", "-", "--", "---", "–", "—", "?", ".", "n/a", "n.a.", "n.a", "na", "none", "null", "nan", "nd", "n.d.", "n/d",
    "not available", "not applicable", "not assigned", "not determined", "unknown", "no data", "tbd", "tba", "nil",
    "proprietary", "confidential", "pending", "not found", "nodata", "k.a.", "k. a.", "keine angabe", "unbekannt",
    "nicht verfügbar", "n.v.", "-666", "#n/a", "#na", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#nv",
    "#bezug!", "#wert!",
))  # fmt: skip
# Sodium, neodymium and nobelium are formulas in this very spelling, and in no other.
_ELEMENTS = frozenset(("Na", "Nd"))


def says_nothing(name: Field, text: str) -> bool:
    """Return whether a cell means "no entry" in a column of this field."""
    tidy = text.strip()
    if name is Field.FORMULA and tidy in _ELEMENTS:
        return False
    if name is Field.CAS and re.match(r"nocas", tidy, re.IGNORECASE):
        return True
    return tidy.casefold() in _NOTHING


# -- CAS numbers ------------------------------------------------------------------------------------------------------

_DASHES = re.compile(r"[‐‑‒–—−]")
_CAS = re.compile(r"(?<![0-9-])0*([1-9][0-9]{1,6})-([0-9]{2})-([0-9])(?![0-9-])")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_SLASHED = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{4})")


class CasCell(Struct, frozen=True):
    """A CAS number in a cell.

    Attributes:
        cas: The number.
        note: What is to be said of how it was read; None where it is there as read.
    """

    cas: str
    note: BenchError | None = None


def read_cas_cell(text: str) -> CasCell:
    """Return the CAS number in a cell.

    Raises:
        BenchError: There is none, its check digit does not fit, or there are two.
    """
    tidy = _DASHES.sub("-", " ".join(text.split()))
    try:
        return CasCell(read_cas(tidy))
    except BenchError as error:
        problem = error
    found = tuple(dict.fromkeys("-".join(match.groups()) for match in _CAS.finditer(tidy)))
    fitting = [one for one in found if cas_fits(one)]
    if len(found) > 1:
        raise BenchError(Message.CAS_SEVERAL, text=tidy[:60])
    if found and not fitting and not _DATE.fullmatch(tidy):
        raise BenchError(Message.CAS_WRONG, cas=found[0], digit=check_digit(found[0]))
    if fitting:
        return CasCell(fitting[0], BenchError(Message.CAS_READ_AS, text=tidy[:60], cas=fitting[0]))
    restored = _restored(tidy)
    if len(restored) == 1:
        return CasCell(restored[0], BenchError(Message.CAS_READ_AS, text=tidy[:60], cas=restored[0]))
    if _DATE.fullmatch(tidy) or _SLASHED.fullmatch(tidy):
        raise BenchError(Message.CAS_DATE, text=tidy[:40])
    raise problem


def _restored(text: str) -> list[str]:
    """Return the CAS numbers that a spreadsheet program can have made this of: a date, or lost zeros and dashes."""
    dated, slashed = _DATE.fullmatch(text), _SLASHED.fullmatch(text)
    if dated:
        days = [dated.groups()]
    elif slashed:
        first, _, second, year = slashed.groups()
        days = [(year, first, second), (year, second, first)]
    elif short := re.fullmatch(r"0*([1-9][0-9]{1,6})-([0-9]{1,2})-([0-9])", text):
        days = [short.groups()]
    elif re.fullmatch(r"[1-9][0-9]{1,6} [0-9]{2} [0-9]", text):
        days = [tuple(text.split())]
    elif re.fullmatch(r"0*[1-9][0-9]{4,9}", text):
        digits = text.lstrip("0")
        days = [(digits[:-3], digits[-3:-1], digits[-1])]
    else:
        return []
    found = []
    for year, month, day in days:
        for first in dict.fromkeys((year, year[2:] if dated or slashed else year)):
            cas = f"{first.lstrip('0')}-{int(month):02}-{int(day)}"
            # No CAS number is below 50-00-0, the first that was given out.
            if int(day) < 10 and int(first) >= 50 and cas_fits(cas):
                found.append(cas)
    return list(dict.fromkeys(found))


# -- molar masses -----------------------------------------------------------------------------------------------------

_OF_FORM = re.compile(r"(?P<mass>.+?)\s*\(\s*(?P<form>[^\W\d][^()\d]{1,40}?)\s*\)")
_AVERAGE = frozenset(("average", "avg", "av", "mean", "calc", "calculated", "mittel", "berechnet", "g", "mol", "da"))
_LABEL = re.compile(r"^(?:m\.?\s?w\.?|f\.?\s?w\.?|mr|mol\.?\s?wt\.?)\s*[:=]\s*", re.IGNORECASE)


def mass_and_form(text: str) -> tuple[str, str]:
    """Return a molar mass and the form of which it is: "259.26 (free base)"; "" where the cell names none."""
    tidy = _LABEL.sub("", text.strip()).rstrip(" ;,")
    match = _OF_FORM.fullmatch(tidy)
    if match is None:
        return tidy, ""
    words = set(re.findall(r"[a-zäöü]+", match["form"].casefold()))
    if words <= _AVERAGE:
        return match["mass"], ""
    known = words <= OF_FORM or all(word in OF_FORM or OF_SALT.fullmatch(word) for word in words)
    return (match["mass"], match["form"]) if known else (tidy, "")


# -- solubilities -----------------------------------------------------------------------------------------------------

_INSOLUBLE = re.compile(
    r"\b(?:practically |almost |virtually )?"
    r"(?:(?:insoluble|not soluble|immiscible|unlöslich|nicht löslich|nicht mischbar)\b|insol\b\.?|unlösl\b\.?)"
    r"(?: or (?:very )?(?:slightly|sparingly) soluble)?",
    re.IGNORECASE,
)
# "Soluble to 100 mM": tried up to there and dissolved, so at least that.
_UP_TO = re.compile(r"\b(?:soluble\s+(?:up\s+)?to|up\s+to|bis(?:\s+zu)?|soluble\s+at)\b", re.IGNORECASE)
_SOLUBLE = re.compile(
    r"\b(?:freely |readily |highly |very |sparingly |slightly |poorly |completely |fully |sehr |gut |leicht "
    r"|sehr leicht |"
    r"wenig |schwer |sehr schwer |schlecht |kaum |mäßig |mässig |max(?:imum)?\.? )?"
    r"(?:solubility|soluble|löslich|löslichkeit|miscible|mischbar)\b",
    re.IGNORECASE,
)
# How it was brought into solution; no part of the figure.
_CONDITION = re.compile(
    r"(?:,\s*)?(?:\([0-9]{1,3} ?°\s?C\)|\b(?:(?:when |with |by |after |need(?:s)? |gentle |gently )*"
    r"(?:warmed|warming|heating|heated|sonicat(?:ed|ion)|ultrasonic(?: and warming)?|vortex(?:ed|ing)?)"
    r"(?: to [0-9]{2,3} ?°?C)?|(?:at|bei) (?:[0-9]{1,3} ?°?\s?C|rt|room temperature)"
    r"|clear solution|"
    r"farblos|klar)\b)",
    re.IGNORECASE,
)
_BATH = re.compile(
    r",?\s*\(?(?:(?:when |if )?(?:warmed|heated|warming|heating|erwärmt)\s+)?(?:(?:with|in|im|by)\s+)?"
    r"(?:an?\s+|the\s+)?(?:[0-9]{2,3}\s?°\s?C\s+)?(?:water[ -]?bath|wasserbad)"
    r"(?:\s+(?:at|bei)\s+[0-9]{2,3}\s?°\s?C)?\)?",
    re.IGNORECASE,
)
# Which words in brackets say how it was dissolved, whatever numbers are among them.
_HOW = re.compile(r"ultrasonic|sonicat|warm|heat|vortex|adjust|\bpH\b|erwärm|ultraschall", re.IGNORECASE)
_JOINED = re.compile(r"[;\n|]|,\s+(?=[A-Za-z(])|(?<=[a-z)L])\s+\band\b\s+", re.IGNORECASE)


class Solubilities(Struct, frozen=True):
    """What a cell says of solubility.

    Attributes:
        said: The solvents with what was said of each.
        problems: What was left out of it, and why.
    """

    said: tuple[Dissolved, ...]
    problems: tuple[BenchError, ...] = ()


def read_solubilities(text: str, solvent: str, unit: str) -> Solubilities:
    """Return what a cell says of solubility, solvent by solvent.

    Args:
        text: "10 mM in DMSO", "DMSO : ≥ 32 mg/mL (72.32 mM)", "Insoluble in water", "51".
        solvent: Solvent of figures that name none; "" where nobody has said.
        unit: Unit of bare numbers; "" refuses them.
    """
    said: list[Dissolved] = []
    problems: list[BenchError] = []
    for part in _parts(text):
        if said and re.search(r"[0-9]", part) is None and not find_solvents(part) and not _INSOLUBLE.search(part):
            # "10 mg/mL, clear": words that belong to the figure before them.
            said[-1] = replace(said[-1], condition="; ".join(filter(None, (said[-1].condition, part))))
            continue
        try:
            said.append(_read_part(part, solvent, unit))
        except BenchError as error:
            problems.append(error)
    return Solubilities(tuple(said), tuple(problems))


def _parts(text: str) -> list[str]:
    """Return the statements of a cell, one solvent each; what is in brackets is not taken apart."""
    text = re.sub(r"^\s*in[ -]vitro\s*:\s*", "", text.replace("º", "°"), flags=re.IGNORECASE)
    guarded = re.sub(r"\([^()]*\)", lambda match: match[0].translate(_GUARD), text)
    found = [tidy for part in _JOINED.split(guarded) if (tidy := " ".join(part.split()).strip(" ."))]
    parts: list[str] = []
    for one in found:
        solvents = find_solvents(re.sub(r"\([^()]*\)", lambda match: " " * len(match[0]), one))
        starts = [solvent.start for solvent in solvents]
        ends = [*starts[1:], len(one)][: len(starts)]
        each = [one[start:end] for start, end in zip(starts, ends, strict=True)]
        # "DMSO 12 mg/mL Ethanol 3 mg/mL": a solvent before each figure.
        apart = len(each) > 1 and starts[0] == 0 and all(_FIGURE.match(part[_width(part) :]) for part in each)
        parts += each if apart else _listed(one)
    return [re.sub(r"^(?:and|und|&)\s+", "", part.translate(_UNGUARD).strip().rstrip("/ ")) for part in parts]


def _listed(part: str) -> list[str]:
    """Return the figures of "10 mM (DMSO), 1 mM (water)" or "DMSO: 10 mM / water: 1 mM", each with its own solvent."""
    for between in (r",\s+(?=[<>≥≤~≈]*\s?[0-9])", r"\s+/\s+"):
        pieces = re.split(between, part)
        if len(pieces) > 1 and all(len({found.name for found in find_solvents(piece)}) == 1 for piece in pieces):
            return pieces
    return [part]


_GUARD = str.maketrans({";": "\ue001", ",": "\ue002", "|": "\ue003", "\n": "\ue004", " ": "\ue004"})
_UNGUARD = str.maketrans({"\ue001": ";", "\ue002": ",", "\ue003": "|", "\ue004": " "})
_FIGURE = re.compile(r"[\s:=~≥≤<>]*[0-9]|[\s:=-]*(?:insoluble|soluble|not soluble)", re.IGNORECASE)


def _width(part: str) -> int:
    return find_solvents(part)[0].end


def _read_part(part: str, solvent: str, unit: str) -> Dissolved:
    bath = _BATH.search(part)
    if bath is not None:
        # The water of a bath dissolves nothing.
        read = _read_part(f"{part[: bath.start()]} {part[bath.end() :]}", solvent, unit)
        return replace(read, text=part, condition="; ".join(filter(None, (read.condition, bath[0].strip(" ,")))))
    outside = re.sub(r"\([^()]*\)", lambda match: " " * len(match[0]), part)
    found = find_solvents(outside) or find_solvents(part)
    names = tuple(dict.fromkeys(one.name for one in found))
    if len(names) > 1:
        words = part if re.search(r"[0-9]", part) else ""
        if not words and _INSOLUBLE.search(part):
            return Dissolved(" / ".join(names), Value(Relation.QUALITATIVE, text="insoluble"), part)
        raise BenchError(Message.SOLVENT_MIXTURE, text=part[:80])
    where = names[0] if names else solvent
    rest = part
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    conditions = [match.group().strip(" ,()") for match in _CONDITION.finditer(rest)]
    rest = _CONDITION.sub(" ", rest)
    insoluble = _INSOLUBLE.search(rest) is not None
    rest = _INSOLUBLE.sub(" ", rest)
    at_least = _UP_TO.search(rest) is not None
    said = _SOLUBLE.search(rest)
    rest = _SOLUBLE.sub(" ", _UP_TO.sub(" ", rest))
    rest = re.sub(
        r"\b(?:in|im|zu|with|mit)\b(?=[\s,:()]*$)|^\s*(?:in|im|with|mit)\b",
        " ",
        " ".join(rest.split()),
        flags=re.IGNORECASE,
    )
    # "Soluble to 25 mM in water and to 100 mM in DMSO": the word is there once.
    if re.match(r"\s*to\b", rest):
        at_least, rest = True, re.sub(r"^\s*to\b", " ", rest)
    figure, beside = _without_brackets(" ".join(rest.split()))
    conditions += beside
    if not where:
        raise BenchError(Message.SOLVENT_UNKNOWN, text=part[:80])
    if not figure:
        words = "insoluble" if insoluble else f"{_degree(said)}, no figure"
        return Dissolved(where, Value(Relation.QUALITATIVE, text=words), part, "; ".join(conditions))
    value = _solubility(figure, unit, part)
    if at_least and value.relation is Relation.EQUAL:
        value = Value(Relation.AT_LEAST, value.number, value.unit)
    return Dissolved(where, value, part, "; ".join(conditions))


def _degree(word: re.Match[str] | None) -> str:
    """Return how soluble a word calls it: "slightly soluble" is less than "soluble"; whoever weighs must read it."""
    little = word is not None and word[0].casefold().startswith(
        ("slightly", "sparingly", "poorly", "wenig", "schwer", "sehr schwer", "schlecht", "kaum")
    )
    return word[0].casefold() if word is not None and little else "soluble"


def _solubility(figure: str, unit: str, part: str) -> Value:
    """Return a solubility in figures.

    Raises:
        QuantityError: It is none, or not above zero.
    """
    try:
        value = read_stated(figure, unit=unit)
    except QuantityError as error:
        # The example is one of a solubility.
        wanted = "/".join(kind.value for kind in CONCENTRATIONS[::-1])
        raise QuantityError(error.code, **{"wanted": wanted, **error.values}) from error
    known = in_base(value.number, value.unit)
    if known is None or known[0] not in CONCENTRATIONS:
        wanted = "/".join(kind.value for kind in CONCENTRATIONS)
        raise QuantityError(
            Message.WRONG_KIND, text=figure, found=known[0].value if known else value.unit, wanted=wanted
        )
    if known[1] <= 0:
        raise QuantityError(Message.NOT_POSITIVE, text=part)
    return value


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """Return a figure alone, and the conditions beside it.

    What is in brackets must be the same figure in another unit, or how it was dissolved: "32 mg/mL (72.32 mM; need
    ultrasonic)". Anything else stays, and is refused with the figure.
    """
    # "DMSO - 5 mg/mL" has a dash between two blanks; one before a digit is a sign.
    tidy = re.sub(r"^[–-]\s+|\s+[–-]$", "", text.strip(" :,=")).strip(" :,=")
    whole = re.fullmatch(r"\(([^()]*)\)", tidy)
    if whole:
        tidy = whole[1].strip()
    conditions: list[str] = []

    def beside(match: re.Match[str]) -> str:
        for piece in filter(None, (one.strip() for one in re.split(r"[;,](?![0-9])", match[1]))):
            if _is_words(piece) or _HOW.search(piece) is not None:
                conditions.append(piece)
            elif not _is_figure(piece):
                return match[0]
        return " "

    alone = re.sub(r"\(([^()]*)\)", beside, tidy)
    return re.sub(r"^[–-]\s+|\s+[–-]$", "", " ".join(alone.split()).strip(" :,=")), conditions


def _is_words(text: str) -> bool:
    return re.search(r"[0-9]", text) is None


def _is_figure(text: str) -> bool:
    try:
        read_stated(text)
    except QuantityError:
        return False
    return True
