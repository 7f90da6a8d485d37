"""What the headings of a list say: which field a column holds, in which unit, and in which solvent."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field

from benchapp.domain.drafts import STATED, Field
from benchapp.domain.grammar import read_typed
from benchapp.domain.kinds import in_base
from benchapp.domain.messages import QuantityError
from benchapp.domain.solvent_names import find_solvents, solvent_in

# How vendors, databases and laboratories head the columns of their lists; compared in small letters without signs.
# Of two columns that could hold the same field, the one whose name stands first here is taken.
HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        "name", "product name", "compound name", "item name", "drug name", "chemical name", "preferred name",
        "pref name", "chembl pref name", "pert iname", "cmpdname", "substance name", "molecule name", "generic name",
        "common name", "trivial name", "inn", "testsubstance chemicalname", "chebi name", "cdk title", "compound",
        "molecule", "drug", "product", "substance", "chemical", "title", "item description",
        "pubchem iupac traditional name", "traditional name", "iupac traditional name", "pubchem iupac name",
        "iupac name", "systematic name", "pubchem iupac systematic name",
        "bezeichnung", "substanz", "substanzname", "produktname", "produktbezeichnung", "stoffname", "verbindung",
        "wirkstoff", "artikelbezeichnung", "chemikalie", "trivialname", "stoff", "produkt", "artikelname",
    ),
    Field.SYNONYMS: (
        "synonyms", "synonym", "alias", "aliases", "other names", "alternative names", "also known as", "cmpdsynonym",
        "pubchem synonyms", "chembl synonyms", "synonyme", "weitere namen", "andere namen", "trade names",
    ),
    Field.CAS: (
        "cas", "cas number", "cas no", "cas registry number", "cas rn", "casrn", "cas nr", "cas nummer", "cas id",
        "cas reg no", "cas registry no", "testsubstance casrn", "preferred casrn",
    ),
    Field.FORMULA: (
        "formula", "molecular formula", "mol formula", "chemical formula", "mf", "empirical formula",
        "pubchem molecular formula", "sum formula", "molecular formula hill", "hill formula", "formula hill",
        "summenformel", "molekülformel", "molekuelformel", "formel",
    ),
    Field.MOLAR_MASS: (
        "average molecular weight", "average mass", "average molecular mass", "average molar mass", "avg mol weight",
        "avg mass", "mol wt average",
        "molar mass", "molecular weight", "formula weight", "mw", "m w", "mol weight", "molecular wt", "molwt",
        "mol wt", "mwt", "m wt", "fw", "full mwt", "pubchem molecular weight", "gram molecular weight",
        "molare masse", "molmasse", "molekulargewicht", "molgewicht", "molekülmasse", "molekuelmasse", "formelgewicht",
        "molecular mass", "relative molecular mass",
        "mol mass", "molmass", "mass avg", "mass average", "mw g mol", "anhydrous mw", "molar mass g mol",
    ),
    Field.FORM: ("form", "salt", "salt form", "form salt", "salt name", "salzform", "salz"),
    Field.SUPPLIER: (
        "supplier", "vendor", "vendor name", "supplier name", "brand", "manufacturer", "company", "lieferant",
        "hersteller", "anbieter",
    ),
    Field.CODE: (
        "catalogue number", "catalog number", "cat no", "catalog no", "catno", "catalogue no", "cat number", "cat",
        "catalog", "cat nr", "item number", "item no", "product code", "product number", "sku", "product id",
        "vendor reagent id", "product no", "vendor catalog", "catalog id", "vendor id", "code", "id number",
        "article number", "article no", "artikelnummer", "artikel nr", "artikelnr", "art nr", "bestellnummer",
        "bestell nr", "katalognummer", "katalog nr", "produktnummer", "produkt nr", "broad id", "broad sample",
    ),
    Field.SMILES: (
        "isomeric smiles", "isosmiles", "pubchem openeye iso smiles", "pubchem isomeric smiles", "smiles",
        "canonical smiles", "canonicalsmiles", "pubchem openeye can smiles", "smile", "structure smiles",
    ),
    Field.INCHIKEY: ("inchikey", "inchi key", "standard inchikey", "standard inchi key", "pubchem iupac inchikey"),
    Field.SOLVENT: ("solvent", "dissolved in", "recommended solvent", "vehicle", "lösungsmittel", "loesungsmittel"),
    Field.STORAGE: (
        "storage", "storage condition", "storage conditions", "storage temperature", "storage temp", "store at",
        "lagerung", "lagertemperatur", "lagerbedingungen", "lagerbedingung", "aufbewahrung",
    ),
    Field.DOSE: ("working concentration", "dose", "working dose", "concentration used", "arbeitskonzentration"),
    Field.TIME: ("incubation time", "time", "incubation", "inkubationszeit"),
    Field.CELLS: ("cells", "cell line", "cell lines", "zelllinie", "zellen"),
    Field.HAZARDS: (
        "hazards", "hazard", "hazard statements", "h statements", "safety", "ghs", "gefahren", "gefahrenhinweise",
        "h sätze", "h saetze", "sicherheit",
    ),
    Field.NOTE: (
        "note", "notes", "remarks", "comment", "comments", "description", "information", "bemerkung", "bemerkungen",
        "notiz", "anmerkung", "kommentar", "beschreibung",
    ),
}  # fmt: skip
# Words that make a heading mean something else than the phrase in it: the name of a plate is no compound's, and the
# mass of the lightest isotopes is never what a balance sees.
_NOT_IN: dict[Field, frozenset[str]] = {
    Field.NAME: frozenset(
        [
            "plate",
            "barcode",
            "well",
            "target",
            "gene",
            "vendor",
            "supplier",
            "company",
            "cell",
            "file",
            "user",
            "project",
            "sheet",
            "library",
            "pathway",
            "species",
            "kit",
            "manufacturer",
            "brand",
            "map",
            "tissue",
            "disease",
            "salt",
            "solvent",
            "column",
            "control",
            "rack",
            "box",
            "batch",
            "lot",
            "protein",
            "organism",
            "assay",
            "platte",
            "lieferant",
            "hersteller",
        ]
    ),
    Field.MOLAR_MASS: frozenset(
        ["monoisotopic", "exact", "isotopic", "mono", "monoiso", "accurate", "nominal", "monoisotopisch", "exakte"]
    ),
    Field.SYNONYMS: frozenset(("gene", "target")),
    Field.CODE: frozenset(("plate", "lot", "batch")),
    Field.FORMULA: frozenset(("salt", "weight")),
}
# A unit in a heading as people write it, beside what the grammar reads in a cell.
_WRITTEN = {
    "mg/ml": "mg/mL", "g/l": "g/L", "ug/ml": "ug/mL", "mm": "mM", "um": "uM", "nm": "nM", "m": "M", "molar": "M",
    "h": "h", "hrs": "h", "hour": "h", "hours": "h", "d": "d", "day": "d", "days": "d", "g/mol": "g/mol", "da": "Da",
    "dalton": "Da", "daltons": "Da", "kda": "kDa", "amu": "Da", "u": "Da", "kg/mol": "kg/mol", "mg/mmol": "g/mol",
    "stunden": "h", "std": "h", "tage": "d", "min": "min", "ug/ul": "ug/uL", "mg/l": "mg/L",
}  # fmt: skip
# What is in brackets and is no unit: it says which figure it is, and changes nothing of how a number is read.
_NO_UNIT = frozenset(
    [
        "average",
        "avg",
        "anhydrous",
        "free",
        "base",
        "acid",
        "salt",
        "hydrate",
        "form",
        "max",
        "maximum",
        "min",
        "approx",
        "rt",
        "room",
        "temp",
        "temperature",
        "ph",
        "cas",
        "rn",
        "calc",
        "theoretical",
        "as",
        "supplied",
        "sold",
        "optional",
        "mw",
        "fw",
        "mol",
        "wt",
        "m",
        "w",
        "weight",
        "mass",
        "in",
        "at",
        "and",
        "vitro",
        "of",
        "the",
        "°c",
        "c",
        "degc",
        "dmso",
        "solubility",
        "reported",
        "measured",
        "if",
        "known",
        "parent",
        "hill",
        "mittel",
        "mittlere",
        "durchschnitt",
    ]
)
# "Wasserlöslichkeit": German joins the solvent to the word.
_COMPOUND_WORD = re.compile(r"\b([a-zäöü]+?)-?l(?:ö|oe)slichkeit\b", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_OPEN_END = re.compile(
    r"(?:[,;:/|]\s*|\bin\s+|[\s_]+)((?:[kmunpµμ]?g\s*/\s*(?:[mu]?[lL]|d[lL]|m?mol)|[munpµμ]?mol\s*/\s*m?[lL]|[kK]?[dD]a(?:ltons?)?"
    r"|[munµμ]M|mm|um|g\s*[·.]?\s*mol\s*\^?\s*[-−–⁻]\s*[1¹]|mg\s*[·.]?\s*m[lL]\s*\^?\s*[-−–⁻]\s*[1¹]|hours?|days?|hrs?|h|d)"
    r")\s*$"
)
_PREDICTED = frozenset(
    [
        "esol",
        "alogps",
        "ali",
        "silicos",
        "it",
        "logs",
        "log",
        "class",
        "predicted",
        "pred",
        "predict",
        "qplogs",
        "score",
        "alert",
        "model",
        "classification",
        "forecast",
        "vorhergesagt",
        "parameter",
        "reference",
        "method",
        "date",
    ]
)
_COMPUTED = frozenset(["cal", "calc", "calculated", "computed", "theoretical", "estimated", "est", "berechnet"])
_SOLUBLE = re.compile(r"solubilit(?:y|ies)|l(?:ö|oe)slichkeit|\bsoluble\b|\bsol\b", re.IGNORECASE)
_FILLERS = frozenset(
    [
        "max",
        "maximum",
        "maximal",
        "solubility",
        "solubilities",
        "soluble",
        "sol",
        "in",
        "vitro",
        "kinetic",
        "thermodynamic",
        "intrinsic",
        "experimental",
        "measured",
        "the",
        "of",
        "at",
        "a",
        "typical",
        "approx",
        "approximate",
        "conc",
        "concentration",
        "löslichkeit",
        "loeslichkeit",
        "maximale",
        "value",
        "values",
        "data",
        "stock",
        "recommended",
        "rt",
        "c",
        "25",
        "20",
        "37",
        "°c",
        "exp",
        "equilibrium",
    ]
)


class Columns(Struct, frozen=True):
    """Which column says what.

    Attributes:
        places: Place of the column for each field.
        units: Unit in which bare numbers of a field stand.
        solvents: For each column of solubilities its place and the solvent in its heading; "" where that names none.
        bare_units: Unit of bare numbers of such a column, by place.
        names: Columns that give the name where the first of them is empty.
        stopped: Columns that are not read since the unit in their heading is not understood: place and that unit.
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


def match_columns(headings: Sequence[str]) -> Columns:
    """Return which column says what, by the headings: the exact name first, then one that holds it."""
    soluble = {
        place: solvent for place, heading in enumerate(headings) if (solvent := solubility_of(heading)) is not None
    }
    places, names = _places(headings, soluble)
    for place, solvent in soluble.items():
        name = Field.WATER if solvent == "water" else Field.SOLUBILITY
        # DMSO is what a stock is made in: of several solvents it is the one shown as "the" solubility.
        if name not in places or (solvent == "DMSO" and soluble[places[name]] != "DMSO"):
            places[name] = place
    measured = dict.fromkeys(soluble, Field.SOLUBILITY)
    measured |= {place: name for name, place in places.items() if name in STATED}
    units, stopped = _units(headings, measured)
    of_fields = {name: units[place] for name, place in places.items() if place in units}
    bare = {place: unit for place, unit in units.items() if place in soluble}
    return Columns(places, of_fields, soluble, bare, names, stopped)


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
    if not words or set(_words(heading)) & _NOT_IN.get(name, frozenset()):
        return None
    known = HEADINGS[name]
    joined = "".join(words)
    if exactly:
        return next((rank for rank, one in enumerate(known) if joined == one.replace(" ", "")), None)
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
    if words & _PREDICTED or re.search(r"\bin\s+vivo\b", heading, re.IGNORECASE):
        return None
    without = _without_unit(heading)
    solvent = solvent_in(without)
    if _SOLUBLE.search(without.replace("_", " ")):
        named = re.search(r"(?:\bin|_in)[\s_]+([^()\[\],;]{2,40})$", without.strip())
        if not solvent and named and not set(_words(named[1])) <= _FILLERS:
            solvent = " ".join(named[1].replace("_", " ").split())
        return None if words & _COMPUTED and not solvent else solvent
    found = find_solvents(without)
    rest = set(
        _words("".join(without[one.end :] if place + 1 == len(found) else "" for place, one in enumerate(found)))
    )
    rest |= set(_words(without[: found[0].start])) if found else set()
    return solvent if found and rest <= _FILLERS else None


def _without_unit(heading: str) -> str:
    kept = _BRACKET.sub(lambda match: f" {match[1]} " if find_solvents(match[1]) else " ", heading)
    end = _OPEN_END.search(kept)
    return kept[: end.start()] if end and end.start() > 0 else kept


def heading_unit(heading: str, kinds: Sequence[object] = ()) -> tuple[str, str]:
    """Return the unit that a heading names, and what stands in its place and is not understood.

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
    return bool(words & _NOT_IN[Field.MOLAR_MASS]) and bool(words & {"mass", "weight", "mw", "wt", "masse", "molmasse"})


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
        word.strip(".") in _NO_UNIT or unit_named(word) or re.fullmatch(r"[0-9.]+°?c?|[a-z]", word) for word in words
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
        return _WRITTEN.get(tidy.casefold(), "")
    if tidy in exact or typed.number == 1:
        return exact.get(tidy, typed.unit)
    # "g/100 mL" is g/dL; of any other multiple of a unit the figures would be off by as much.
    per_100_ml = typed.number == 0.01 and typed.unit.endswith("/mL")
    return typed.unit.replace("/mL", "/dL") if per_100_ml else ""
