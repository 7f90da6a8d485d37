"""A list of compounds turned into monographs: columns matched to what can be told, each row with its verdict."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from benchapp.domain.building import build, solvent_name
from benchapp.domain.drafts import Field, Reading, Told, read_told
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.monograph import Monograph

# How vendors head the columns of their lists; compared in small letters without signs.
_HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        "name", "product name", "productname", "compound name", "compound", "item name", "drug name", "chemical name",
        "product", "title", "molecule name", "generic name",
    ),
    Field.SYNONYMS: ("synonyms", "synonym", "alias", "aliases", "other names", "alternative names", "also known as"),
    Field.CAS: ("cas", "cas number", "cas no", "casnumber", "casno", "cas registry number", "cas rn", "cas nr"),
    Field.FORMULA: (
        "formula", "molecular formula", "mol formula", "chemical formula", "mf", "empirical formula",
        "molecularformula",
    ),
    Field.MOLAR_MASS: (
        "molar mass", "molecular weight", "mw", "mol weight", "m w", "molweight", "formula weight", "fw",
        "molecularweight", "mol wt", "mwt",
    ),
    Field.FORM: ("form", "salt", "salt form", "form salt"),
    Field.SUPPLIER: ("supplier", "vendor", "brand", "manufacturer", "company"),
    Field.CODE: (
        "catalogue number", "catalog number", "cat no", "cat", "catalog no", "catno", "catalog", "catalogue no",
        "item number", "item no", "product code", "product number", "sku", "product id", "code", "id number",
    ),
    Field.SMILES: ("smiles", "canonical smiles", "isomeric smiles", "smile"),
    Field.INCHIKEY: ("inchikey", "inchi key", "standard inchikey"),
    Field.SOLVENT: ("solvent", "dissolved in", "recommended solvent"),
    Field.SOLUBILITY: (
        "solubility", "max solubility", "dmso solubility", "solubility in dmso", "max solubility in dmso", "dmso",
        "dmso max solubility", "solubility dmso", "in vitro solubility",
    ),
    Field.WATER: (
        "water solubility", "solubility in water", "water", "max solubility in water", "water max solubility", "h2o",
        "solubility water",
    ),
    Field.STORAGE: ("storage", "storage condition", "storage conditions", "storage temperature", "storage temp"),
    Field.DOSE: ("working concentration", "dose", "working dose", "concentration used"),
    Field.TIME: ("incubation time", "time", "incubation"),
    Field.CELLS: ("cells", "cell line", "cell lines"),
    Field.HAZARDS: ("hazards", "hazard", "hazard statements", "h statements", "safety"),
    Field.NOTE: ("note", "notes", "remarks", "comment", "comments", "description", "information"),
}  # fmt: skip
_QUANTITIES = (Field.SOLUBILITY, Field.WATER, Field.DOSE, Field.TIME, Field.MOLAR_MASS)
_UNIT = re.compile(
    r"(?:\(|\[|,|\bin\b|\s)\s*(mg\s*/\s*ml|g\s*/\s*l|[uµμ]g\s*/\s*ml|mm|[uµμ]m|nm|m|h|hours?|d|days?|g\s*/\s*mol|da)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_UNITS = {
    "mg/ml": "mg/mL", "g/l": "g/L", "ug/ml": "ug/mL", "mm": "mM", "um": "uM", "nm": "nM", "m": "M", "h": "h",
    "hour": "h", "hours": "h", "d": "d", "day": "d", "days": "d", "g/mol": "g/mol", "da": "Da",
}  # fmt: skip


class Columns(Struct, frozen=True):
    """Which column says what.

    Attributes:
        places: Place of the column for each field.
        units: Unit in which bare numbers of a field stand.
    """

    places: Mapping[Field, int]
    units: Mapping[Field, str]


def match_columns(headings: Sequence[str]) -> Columns:
    """Match the headings of a list to fields: the exact name first, then one that holds it."""
    plain = [_plain(heading) for heading in headings]
    places: dict[Field, int] = {}
    for exactly in (True, False):
        for name, known in _HEADINGS.items():
            if name in places:
                continue
            for place, heading in enumerate(plain):
                taken = place in places.values()
                if not taken and (heading in known if exactly else _holds(heading, known, name)):
                    places[name] = place
                    break
    units = {name: unit for name, place in places.items() if name in _QUANTITIES and (unit := unit_in(headings[place]))}
    return Columns(places, units)


def _plain(heading: str) -> str:
    without_unit = _UNIT.sub("", heading) if len(heading) > 3 else heading
    return " ".join(re.findall(r"[a-z0-9]+", without_unit.casefold()))


def _holds(heading: str, known: Sequence[str], name: Field) -> bool:
    # "dmso" or "cat" inside a longer heading says too little; whole phrases of a length say enough.
    if name in {Field.CAS, Field.SMILES} and heading.split(" ")[:1] == [name.value]:
        return True
    return any(len(one) > 5 and f" {one} " in f" {heading} " for one in known)


def unit_in(heading: str) -> str:
    """Give the unit that a heading names: "DMSO max solubility (mg/mL)"; "" for none."""
    match = _UNIT.search(heading)
    if match is None:
        return ""
    return _UNITS.get(re.sub(r"\s+", "", match.group(1)).casefold().replace("µ", "u").replace("μ", "u"), "")


class Verdict(Struct, frozen=True):
    """What became of a row.

    Attributes:
        row: Its number in the file.
        name: The name in it, as far as it could be read.
        cells: CAS, formula, molar mass, catalogue number, as read or as they stand.
        monograph: What it gives; None where it cannot be taken.
        reason: Why it cannot be taken.
        field: Which field is at fault; "" where it is the row as a whole.
        replaces: Whether it takes the place of a compound of one's own, of which the old version is kept.
    """

    row: int
    name: str
    cells: tuple[str, str, str, str]
    monograph: Monograph | None = None
    reason: BenchError | None = None
    field: str = ""
    replaces: bool = False


class Known(Struct, frozen=True):
    """A compound that is in the library already: its id, its name, and whether it came with the program."""

    id: str
    name: str
    bundled: bool


def read_rows(
    file: str,
    rows: Sequence[tuple[int, tuple[str, ...]]],
    columns: Columns,
    identify: Callable[[Told], str],
    known: Callable[[str], Known | None],
    today: str,
) -> Iterator[Verdict]:
    """Read the rows of a list, each into a compound or a reason.

    Args:
        file: Name of the file, which becomes part of each source.
        rows: Row numbers and cells.
        columns: Which column says what.
        identify: Gives the id of a compound as told: the same for the same row of the same list.
        known: Gives what is in the library under a name or CAS number.
        today: The day, ISO.
    """
    seen: dict[str, int] = {}
    for number, cells in rows:
        texts = {name: _said(name, cells[place]) for name, place in columns.places.items() if place < len(cells)}
        told = Told(
            {name: text for name, text in texts.items() if text}, source=f"{file}, row {number}", units=columns.units
        )
        verdict = _verdict(number, told, identify, known, today)
        if verdict.monograph is not None:
            before = seen.setdefault(verdict.monograph.id, number)
            if before != number:
                twice = BenchError(Message.ROW_TWICE, name=verdict.name, other=before)
                verdict = Verdict(number, verdict.name, verdict.cells, reason=twice)
        yield verdict


_NOTHING = {"", "-", "--", "–", "—", "n/a", "na", "none", "null", "nan", "nd", "n.d.", "not available", "unknown"}
_INSOLUBLE = re.compile(r"^(insoluble|not soluble|<\s*1\s*mg/ml.*insoluble.*)\.?$", re.IGNORECASE)


def _said(name: Field, cell: str) -> str:
    text = cell.strip()
    if text.casefold() in _NOTHING:
        return ""
    if name in {Field.SOLUBILITY, Field.WATER} and _INSOLUBLE.match(text):
        return "insoluble"
    return text


def _verdict(
    number: int, told: Told, identify: Callable[[Told], str], known: Callable[[str], Known | None], today: str
) -> Verdict:
    insoluble = [
        solvent
        for name, solvent in (
            (Field.SOLUBILITY, solvent_name(told.text(Field.SOLVENT) or "DMSO")),
            (Field.WATER, "water"),
        )
        if told.text(name) == "insoluble"
    ]
    if insoluble:
        texts = {name: text for name, text in told.texts.items() if text != "insoluble"}
        if Field.SOLUBILITY not in texts:
            texts.pop(Field.SOLVENT, None)
        told = Told({**texts, Field.INSOLUBLE: "; ".join(insoluble)}, source=told.source, units=told.units)
    reading = read_told(told)
    cells = (
        told.text(Field.CAS), told.text(Field.FORMULA), told.text(Field.MOLAR_MASS), told.text(Field.CODE),
    )  # fmt: skip
    name = told.text(Field.NAME)[:120]
    problem = _first_problem(reading)
    if problem is not None:
        return Verdict(number, name, cells, reason=problem[1], field=problem[0].value)
    compound = identify(told)
    already = _already(told, compound, known)
    if already is not None:
        return Verdict(number, name, cells, reason=already)
    made = build(reading, compound, today, "vendor list", "As the list states it; nothing else was compared.")
    replaced = known(compound)
    return Verdict(number, name, cells, monograph=made, replaces=replaced is not None)


def _first_problem(reading: Reading) -> tuple[Field, BenchError] | None:
    for name in Field:
        if name in reading.problems:
            error = reading.problems[name]
            if isinstance(error, QuantityError) and error.code is Message.NO_UNIT:
                error = QuantityError(Message.ROW_NO_UNIT, text=reading.told.text(name))
            return name, error
        remark = reading.remarks.get(name)
        if remark is not None and not remark.agrees:
            return name, BenchError(remark.code, **remark.values)
    return None


def _already(told: Told, compound: str, known: Callable[[str], Known | None]) -> BenchError | None:
    for text, code in ((told.text(Field.CAS), Message.CAS_KNOWN), (told.text(Field.NAME), Message.NAME_KNOWN)):
        found = known(text) if text else None
        if found is not None and (found.bundled or found.id != compound):
            return BenchError(code, cas=text, name=found.name)
    return None
