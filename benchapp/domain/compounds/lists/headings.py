"""What the headings of a list say: which field a column holds, in which unit, and in which solvent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import STATED, Field
from benchapp.domain.compounds.lists.heading_words import (
    COMPUTED,
    FILLERS,
    HEADINGS,
    NO_UNIT,
    NOT_IN,
    OF_FORM,
    OF_SALT,
    PREDICTED,
    WITHOUT_SALT,
    WRITTEN_UNITS,
)
from benchapp.domain.messages import QuantityError
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import Kind, in_base
from benchapp.domain.units.solvent_names import find_solvents, solvent_in

# "Wasserlöslichkeit": German joins the solvent to the word.
_COMPOUND_WORD = re.compile(r"\b([a-zäöü]+?)-?l(?:ö|oe)slichkeit\b", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_OPEN_END = re.compile(
    r"(?:[,;:/|]\s*|\bin\s+|[\s_]+)((?:[kmunpµμ]?g\s*/\s*(?:[mu]?[lL]|d[lL]|m?mol)|[munpµμ]?mol\s*/\s*m?[lL]|[kK]?[dD]a(?:ltons?)?"
    r"|[munµμ]M|mm|um|g\s*[·.]?\s*mol\s*\^?\s*[-−–⁻]\s*[1¹]|mg\s*[·.]?\s*m[lL]\s*\^?\s*[-−–⁻]\s*[1¹]|hours?|days?|hrs?|h|d)"
    r")\s*$"
)
_SOLUBLE = re.compile(r"solubilit(?:y|ies)|l(?:ö|oe)slichkeit|\bsoluble\b|\bsol\b", re.IGNORECASE)


class Columns(Struct, frozen=True):
    """Which column says what.

    Attributes:
        places: Place of the column for each field.
        units: Unit of the bare numbers of a field.
        solvents: For each column of solubilities its place and the solvent in its heading; "" where that names none.
        bare_units: Unit of bare numbers of such a column, by place.
        names: Columns that give the name where the first of them is empty.
        stopped: Columns that are not read since the unit in their heading is not understood: place and that unit.
        rivals: Columns that could hold the same as the one that is taken, by field.
        chosen: Fields whose column a person chose.
        headings: The headings of the columns.
        solvent: Solvent of solubilities that name none; "" leaves them out.
        guessed: Whether the headings were matched by the program, rather than by a person.
    """

    places: Mapping[Field, int]
    units: Mapping[Field, str]
    solvents: Mapping[int, str] = field(default_factory=dict)
    bare_units: Mapping[int, str] = field(default_factory=dict)
    names: tuple[int, ...] = ()
    stopped: Mapping[int, str] = field(default_factory=dict)
    solvent: str = ""
    guessed: bool = True
    rivals: Mapping[Field, tuple[int, ...]] = field(default_factory=dict)
    chosen: frozenset[Field] = frozenset()
    headings: tuple[str, ...] = ()


def match_columns(headings: Sequence[str]) -> Columns:
    """Return which column says what, by the headings: the exact name first, then one that holds it."""
    soluble = {
        place: solvent for place, heading in enumerate(headings) if (solvent := solubility_of(heading)) is not None
    }
    places, names = _places(headings, soluble)
    free = [place for place in range(len(headings)) if place not in {*soluble, *places.values()}]
    rivals = _rivals(headings, free, places)
    for place, solvent in soluble.items():
        name = Field.WATER if solvent == "water" else Field.SOLUBILITY
        # DMSO is what a stock is made in: of several solvents it is the one shown as "the" solubility.
        if name not in places or (solvent == "DMSO" and soluble[places[name]] != "DMSO"):
            places[name] = place
    measured = dict.fromkeys(soluble, Field.SOLUBILITY)
    measured |= {place: name for name, place in places.items() if name in STATED}
    measured |= dict.fromkeys(rivals.get(Field.MOLAR_MASS, ()), Field.MOLAR_MASS)
    units, stopped = _units(headings, measured)
    of_fields = {name: units[place] for name, place in places.items() if place in units}
    others = {place for several in rivals.values() for place in several}
    bare = {place: unit for place, unit in units.items() if place in soluble or place in others}
    # What is not read anyway stops nothing.
    rivals = {name: kept for name, several in rivals.items() if (kept := tuple(p for p in several if p not in stopped))}
    stopped = {place: unit for place, unit in stopped.items() if place not in others}
    return Columns(places, of_fields, soluble, bare, names, stopped, rivals=rivals, headings=tuple(headings))


def choose_column(columns: Columns, headings: Sequence[str], name: Field, place: int) -> Columns:
    """Return the columns as a person says: that one column holds a field, or with a place below 0 that none does."""
    before = columns.places.get(name, -1)
    places = {known: at for known, at in columns.places.items() if known is not name}
    solvents = dict(columns.solvents)
    bare = dict(columns.bare_units)
    soluble = name in {Field.SOLUBILITY, Field.WATER}
    if soluble:
        for known in (solvents, bare):
            known.pop(before, None)
    units = {known: unit for known, unit in columns.units.items() if known is not name}
    stopped = {at: unit for at, unit in columns.stopped.items() if at != before}
    rivals = {known: tuple(at for at in several if at != place) for known, several in columns.rivals.items()}
    if place >= 0:
        places[name] = place
        # What the heading says of solvent and unit holds, whichever field it is for.
        unit, strange = heading_unit(headings[place], STATED.get(name, ()))
        if unit:
            units[name] = unit
        if strange and name in STATED:
            stopped[place] = strange
        if soluble:
            solvents[place] = "water" if name is Field.WATER else solubility_of(headings[place]) or ""
            if unit:
                bare[place] = unit
        if name in rivals and before >= 0 and before != place:
            rivals[name] = (before, *rivals[name])
            if name in columns.units:
                bare[before] = columns.units[name]
    else:
        rivals.pop(name, None)
    names = columns.names if name is not Field.NAME else ()
    return replace(
        columns, places=places, units=units, solvents=solvents, bare_units=bare, stopped=stopped, names=names,
        guessed=False, rivals={known: several for known, several in rivals.items() if several},
        chosen=columns.chosen | {name},
    )  # fmt: skip


def shown_heading(headings: Sequence[str], place: int) -> str:
    """Return a heading as it is shown: with the place of its column where several have the same."""
    if not 0 <= place < len(headings):
        return ""
    heading = headings[place]
    alike = sum(one.casefold() == heading.casefold() for one in headings) if heading else 0
    return f"{heading[:80]} (#{place + 1})" if alike > 1 else heading[:80]


def column_named(headings: Sequence[str], text: str) -> int | None:
    """Return the place of the column that a heading or a number from 1 names; None where none or several have it."""
    alike = [place for place, one in enumerate(headings) if one.casefold() == text.strip().casefold()]
    if len(alike) == 1:
        return alike[0]
    number = text.strip().removeprefix("#")
    return None if alike else next((place for place in range(len(headings)) if str(place + 1) == number), None)


def without_salt(heading: str) -> bool:
    """Return whether a heading says that a molar mass or formula is that of the compound without its counter-ion."""
    return bool(set(_words(heading)) & WITHOUT_SALT)


def _rivals(headings: Sequence[str], free: Iterable[int], places: Mapping[Field, int]) -> dict[Field, tuple[int, ...]]:
    """Return the columns that could be meant as well as the one that is taken: another name of it, or another form."""
    rivals: dict[Field, tuple[int, ...]] = {}
    rest = list(free)
    for name, taken in places.items():
        if name in {Field.NAME, Field.SYNONYMS, Field.SMILES}:
            # Further names become synonyms; another SMILES is the same structure.
            alike = [place for place in rest if headings[place].casefold() == headings[taken].casefold()]
        else:
            alike = [
                place
                for place in rest
                if _rank(headings[place], name, exactly=True) is not None or _of_a_form(headings[place], name)
            ]
        if name is not Field.NAME and alike:
            rivals[name] = tuple(alike)
            rest = [place for place in rest if place not in alike]
    return rivals


def _of_a_form(heading: str, name: Field) -> bool:
    """Return whether a heading is that of a molar mass or formula beside words for a form: "Salt MW", "mw_freebase"."""
    if name not in {Field.MOLAR_MASS, Field.FORMULA} or _excluded(heading, name):
        return False
    without = _BRACKET.sub(lambda match: " " if unit_named(match[1].strip()) else f" {match[1]} ", heading)
    end = _OPEN_END.search(without)
    without = without[: end.start()] if end and end.start() > 0 else without
    words = _words(re.sub(r"(?<=[a-z])(?=MW\b)|(?<=\bMW)(?=[a-z])", " ", without))
    rest = "".join(word for word in words if word not in OF_FORM and not OF_SALT.fullmatch(word))
    return len(rest) < sum(map(len, words)) and any(rest == one.replace(" ", "") for one in HEADINGS[name])


def _excluded(heading: str, name: Field) -> bool:
    if name is Field.FORMULA:
        return "weight" in _words(heading)
    return bool(set(_words(heading)) & NOT_IN.get(name, frozenset()))


def _places(headings: Sequence[str], soluble: Mapping[int, str]) -> tuple[dict[Field, int], tuple[int, ...]]:
    """Return the place of each field that is no solubility, and every column that can hold the name, the best first."""
    free = [place for place in range(len(headings)) if place not in soluble]
    places: dict[Field, int] = {}
    names: list[int] = []
    for exactly in (True, False):
        for name in HEADINGS:
            ranked = sorted(
                (rank, place)
                for place in free
                if place not in places.values() and (rank := _rank(headings[place], name, exactly=exactly)) is not None
            )
            if ranked and name not in places:
                places[name] = ranked[0][1]
            if name is Field.NAME:
                names += [place for _, place in ranked]
    taken = {place for name, place in places.items() if name is not Field.NAME}
    return places, tuple(place for place in dict.fromkeys(names) if place not in taken)


def _units(headings: Sequence[str], measured: Mapping[int, Field]) -> tuple[dict[int, str], dict[int, str]]:
    units: dict[int, str] = {}
    stopped: dict[int, str] = {}
    for place, name in measured.items():
        unit, strange = heading_unit(headings[place], STATED[name])
        if unit:
            units[place] = unit
        elif strange:
            stopped[place] = strange
    return units, stopped


def headings_known(cells: Sequence[str]) -> int:
    """Return how many of the cells of a line are headings that are known; 0 for a line of data."""
    if any(len(cell) > 120 for cell in cells):
        return 0
    columns = match_columns(cells)
    return len({*columns.places.values(), *columns.solvents})


@lru_cache(maxsize=4096)
def _words(heading: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", _split(heading).casefold()))


def _split(heading: str) -> str:
    # "CatalogNumber", "ChemicalName": two words each; "InChIKey", "CASRN" and "SMILES" are one.
    return re.sub(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})", " ", heading)


@lru_cache(maxsize=4096)
def _plain(heading: str) -> tuple[str, ...]:
    without = _BRACKET.sub(" ", heading) if _BRACKET.sub("", heading).strip() else heading
    end = _OPEN_END.search(without)
    return _words(without[: end.start()] if end and end.start() > 0 else without)


def _rank(heading: str, name: Field, *, exactly: bool) -> int | None:
    """Return how well a heading fits a field, 0 the best; None where it does not."""
    words = _plain(heading)
    if not words or set(_words(heading)) & NOT_IN.get(name, frozenset()):
        return None
    known = HEADINGS[name]
    joined = "".join(words)
    if exactly:
        rank = next((rank for rank, one in enumerate(known) if joined == one.replace(" ", "")), None)
        # A mass in daltons is a molar mass; without a unit it can be what is in the vial.
        in_daltons = name is Field.MOLAR_MASS and joined in {"m", "mass", "masse", "weight", "gewicht"}
        return len(known) if rank is None and in_daltons and heading_unit(heading, STATED[name])[0] else rank
    if name is Field.MOLAR_MASS and _of_a_form(heading, name):
        return len(known) + without_salt(heading)
    if name in {Field.CAS, Field.SMILES} and name.value in {words[0], words[-1]}:
        return len(known)
    if name is Field.NAME:
        return len(known) if len(words) > 1 and words[-1] in {"name", "iname", "bezeichnung"} else None
    # "cat" or "mw" inside a longer heading says too little; whole phrases of a length say enough.
    text = f" {' '.join(words)} "
    return next((rank for rank, one in enumerate(known) if len(one) > 5 and f" {one} " in text), None)


def solubility_of(heading: str) -> str | None:
    """Return the solvent in the heading of a column of solubilities, "" for none; None where it is no such column.

    A value computed from the structure is no solubility that anybody measured; it is taken only where its solvent is
    named, and never from the models that databases print beside the measured ones.
    """
    if len(heading) > 120:
        return None
    heading = _COMPOUND_WORD.sub(r"Löslichkeit in \1", heading)
    words = set(_words(heading))
    if words & PREDICTED or re.search(r"\bin\s+vivo\b", heading, re.IGNORECASE):
        return None
    without = _without_unit(heading)
    solvent = solvent_in(without)
    if _SOLUBLE.search(without.replace("_", " ")):
        named = re.search(r"(?:\bin|_in)[\s_]+([^()\[\],;]{2,40})$", without.strip())
        if not solvent and named and not set(_words(named[1])) <= FILLERS:
            solvent = " ".join(named[1].replace("_", " ").split())
        return None if words & COMPUTED and not solvent else solvent
    found = find_solvents(without)
    rest = set(
        _words("".join(without[one.end :] if place + 1 == len(found) else "" for place, one in enumerate(found)))
    )
    rest |= set(_words(without[: found[0].start])) if found else set()
    return solvent if found and rest <= FILLERS else None


def _without_unit(heading: str) -> str:
    kept = _BRACKET.sub(lambda match: f" {match[1]} " if find_solvents(match[1]) else " ", heading)
    end = _OPEN_END.search(kept)
    return kept[: end.start()] if end and end.start() > 0 else kept


def heading_unit(heading: str, kinds: Sequence[object] = ()) -> tuple[str, str]:
    """Return the unit that a heading names, and what is in its place and is not understood.

    Args:
        heading: "DMSO max solubility (mg/mL)", "MW [kDa]", "Molmasse, g/mol".
        kinds: The kinds of which it must be; another is as strange as one that is not known.

    Returns:
        The unit, "" for none; and the text in brackets that is no unit here, "" for none.
    """
    strange = ""
    for match in _BRACKET.finditer(heading):
        inside = match[1].strip()
        unit = unit_named(inside)
        if Kind.MOLAR_MASS in kinds and inside.casefold() in {"m", "mr", "m_r"}:
            # Its sign: "Molare Masse (M)".
            continue
        if unit and _of(unit, kinds):
            return unit, ""
        parts = [unit_named(part) for part in re.split(r"[,;]\s*|\s+in\s+|\s+", inside) if part]
        fitting = [one for one in parts if one and _of(one, kinds)]
        if len(fitting) == 1 and _explained(inside):
            return fitting[0], ""
        if inside and (unit or not _explained(inside)):
            strange = strange or inside
    if strange:
        return "", strange
    end = _OPEN_END.search(heading)
    if end is None or end.start() == 0:
        return "", ""
    unit = unit_named(end[1])
    return (unit, "") if unit and _of(unit, kinds) else ("", "")


def is_exact_mass(heading: str) -> bool:
    """Return whether a heading names the mass of one composition of isotopes, which no balance sees."""
    words = set(_words(heading))
    masses = {"mass", "weight", "mw", "wt", "masse", "molmasse"}
    return bool(
        words & {"exactmass", "exactmw", "monoisotopicmass"} or (words & NOT_IN[Field.MOLAR_MASS] and words & masses)
    )


def unit_in(heading: str) -> str:
    """Return the unit that a heading names: "DMSO max solubility (mg/mL)"; "" for none."""
    return heading_unit(heading)[0]


def _explained(inside: str) -> bool:
    """Return whether what is in brackets says which figure it is: a solvent, "average", "at 25 °C", beside a unit."""
    rest = inside
    for one in reversed(find_solvents(inside)):
        rest = rest[: one.start] + " " + rest[one.end :]
    words = [word for word in re.split(r"[\s,;:]+", rest.casefold()) if word]
    return all(
        word.strip(".") in NO_UNIT
        or word.strip(".") in OF_FORM
        or OF_SALT.fullmatch(word.strip("."))
        or unit_named(word)
        or re.fullmatch(r"[0-9.]+°?c?|[a-z]", word)
        for word in words
    )


def _of(unit: str, kinds: Sequence[object]) -> bool:
    known = in_base("1", unit)
    return not kinds or (known is not None and known[0] in kinds)


def unit_named(text: str) -> str:
    """Return the unit that a text is, as the grammar writes it; "" where it is none."""
    tidy = re.sub(r"\s+", "", text.replace("µ", "u").replace("μ", "u").replace("−", "-").replace("–", "-"))
    tidy = tidy.replace("⁻", "-").replace("¹", "1")
    # "g·mol-1" and "mg mL^-1" are divisions.
    tidy = re.sub(r"^([a-zA-Z]+?)[·.*]?((?:m|u|n)?[lL]|mol)\^?-1$", r"\1/\2", tidy)
    tidy = re.sub(r"per", "/", tidy)
    if not tidy or len(tidy) > 20:
        return ""
    exact = {"mM": "mM", "nM": "nM", "uM": "uM", "M": "M", "kDa": "kDa"}
    try:
        typed = read_typed(f"1 {tidy}")
    except QuantityError:
        return WRITTEN_UNITS.get(tidy.casefold(), "")
    if tidy in exact or typed.number == 1:
        return exact.get(tidy, typed.unit)
    # "g/100 mL" is g/dL; of any other multiple of a unit the figures would be off by as much.
    per_100_ml = typed.number == 0.01 and typed.unit.endswith("/mL")
    return typed.unit.replace("/mL", "/dL") if per_100_ml else ""
