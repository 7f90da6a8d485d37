"""The units that are read, in every spelling: the one list for fields, forms, headings of lists and files.

A unit is kept under one name ("uM", "percent_vv"); `resources/units.txt` says what it is worth, `kinds` what it
measures. Symbols are read in the case in which they are written, because mM and MM are two things; words in any case.
"""

import re
from decimal import Decimal

from benchapp.domain.patterns import late_pattern

_PREFIXES = ("", "m", "u", "n", "p", "f")
_WORD_PREFIXES = {
    "": ("",),
    "m": ("milli",),
    "u": ("micro", "mikro", "mc"),
    "n": ("nano",),
    "p": ("pico", "piko"),
    "f": ("femto",),
    "k": ("kilo",),
}
_WORD_UNITS = {
    "g": ("gram", "grams", "gramm", "gramme", "grammes", "g"),
    "mol": ("mole", "moles", "mol", "mols"),
    "M": ("molar", "m"),
    "L": ("litre", "litres", "liter", "liters", "l"),
}
_SYMBOLS: dict[str, tuple[str, ...]] = {
    **{prefix + unit: (prefix + unit,) for prefix in _PREFIXES for unit in ("g", "mol", "M")},
    "kg": ("kg",),
    "L": ("L", "l", "dm3", "dm³", "dm^3"),
    "dL": ("dL", "dl"),
    "cL": ("cL", "cl"),
    "mL": ("mL", "ml", "cm3", "cm³", "cm^3", "cc", "ccm", "mLs", "mls"),
    "uL": ("uL", "ul", "mm3", "mm³", "mm^3", "uLs", "uls"),
    "nL": ("nL", "nl"),
    "pL": ("pL", "pl"),
    "Da": ("Da",),
    "kDa": ("kDa", "kD", "KDa", "kda", "kd", "KDA", "KD", "Kd", "Kda"),
    "x": ("x", "X", "×", "-fold", "fold", "-fach", "fach"),
    "s": ("s", "sec", "secs"),
    "min": ("min", "mins"),
    "h": ("h", "hr", "hrs", "std", "Std"),
    "d": ("d",),
    "wk": ("wk", "wks"),
    "U": ("U", "IU", "IE", "I.U.", "I.E.", "E"),
    "kU": ("kU", "kIU", "kIE"),
    "mU": ("mU", "mIU", "mIE"),
    "MU": ("MU", "MIU", "MIE"),
    "N": ("N", "normal"),
    "mN": ("mN",),
    "percent": ("%",),
}
_SYMBOLS["g"] += ("gm",)
_SYMBOLS["mg"] += ("mgs",)
_SYMBOLS["ug"] += ("ugs",)
_SYMBOLS["ng"] += ("ngs",)
_SYMBOLS["mmol"] += ("mmols",)
_SYMBOLS["umol"] += ("umols",)
_SYMBOLS["nmol"] += ("nmols",)
for _amount in ("mmol", "umol", "nmol", "pmol", "fmol"):
    _SYMBOLS[_amount] += (f"{_amount}e", f"{_amount}es")
_SYMBOLS["Da"] += ("amu",)
_SYMBOLS["ug"] += ("γ",)
for _prefix in ("m", "u", "n", "p", "f"):
    # "µMol" and "µmolar" can be nothing else.
    _SYMBOLS[f"{_prefix}mol"] += (f"{_prefix}Mol",)
    _SYMBOLS[f"{_prefix}M"] += (f"{_prefix}molar",)
SPELLINGS: dict[str, str] = {spelling: unit for unit, all_of in _SYMBOLS.items() for spelling in all_of}

# Words, in small letters. "m" alone after a prefix word is molar ("microM"); with no prefix it would be the symbol.
_WORDS: dict[str, str] = {
    word_prefix + word: prefix + unit
    for unit, words in _WORD_UNITS.items()
    for word in words
    for prefix, word_prefixes in _WORD_PREFIXES.items()
    for word_prefix in word_prefixes
    if len(word_prefix + word) > 2 and prefix + unit in _SYMBOLS
} | {
    "dalton": "Da", "daltons": "Da", "kilodalton": "kDa", "kilodaltons": "kDa", "da": "Da",
    "second": "s", "seconds": "s", "sekunde": "s", "sekunden": "s", "sek": "s",
    "minute": "min", "minutes": "min", "minuten": "min",
    "hour": "h", "hours": "h", "stunde": "h", "stunden": "h",
    "day": "d", "days": "d", "tag": "d", "tage": "d", "tagen": "d",
    "week": "wk", "weeks": "wk", "woche": "wk", "wochen": "wk",
    "unit": "U", "units": "U", "einheit": "U", "einh": "U", "einh.": "U", "einheiten": "U", "international units": "U",
    "percent": "percent", "per cent": "percent", "prozent": "percent", "pct": "percent",
    "times": "x", "mal": "x",
}  # fmt: skip

# What is left beside a per cent sign once blanks, points, brackets and dashes are gone.
_PERCENT_OF = {
    "percent_vv": ("v/v", "vol", "vol/vol", "vv", "byvolume", "volume", "volumen"),
    "percent_wv": ("w/v", "m/v", "wt/vol", "w/vol"),
    "percent_ww": (
        "w/w",
        "m/m",
        "wt/wt",
        "wt",
        "w",
        "ww",
        "mass",
        "byweight",
        "bymass",
        "gew",
        "gewichts",
        "masse",
        "massen",
        "ma",
    ),
    "percent": ("",),
}
_PERCENT = late_pattern(r"[%‰]|per ?cent|prozent|promille|per ?mille?\b|^pct", re.IGNORECASE)
_PERCENTS = {beside: unit for unit, all_of in _PERCENT_OF.items() for beside in all_of}

# Parts by mass, as powers of ten of a per cent.
_PLAIN = str.maketrans("µμ−–⁄∕", "uu--//")
_PARTS_BY_MASS = {"ppm": -4, "ppb": -7}
_SI_DENSITY = {"kg/m3": "g/L", "g/m3": "mg/L", "mg/m3": "ug/L", "mol/m3": "mmol/L", "mmol/m3": "umol/L"}
_EQUIVALENTS = {"eq": "N", "meq": "mN", "val": "N", "mval": "mN", "geq": "N", "äq": "N", "mäq": "mN"}
_OSMOLES = {"osm": "Osm", "mosm": "mOsm", "osmol": "Osm", "mosmol": "mOsm"}
# What osmolality and molality are counted by is water, or another solvent; it is said behind the kilogram.
_OF_SOLVENT = late_pattern(r"(?<=kg)\s*(?:\(?(?:h ?2 ?o|h₂o|water|wasser|solvent|lösungsmittel)\)?)", re.IGNORECASE)
MASSES = {"kg": 3, "g": 0, "mg": -3, "ug": -6, "ng": -9, "pg": -12, "fg": -15}
VOLUMES = {"L": 0, "dL": -1, "cL": -2, "mL": -3, "uL": -6, "nL": -9, "pL": -12}
_AMOUNTS = frozenset({"mol", "mmol", "umol", "nmol", "pmol", "fmol"})
_ACTIVITIES = frozenset({"U", "kU", "mU", "MU"})
# "micro molar", "milli-gram"
_PARTED = late_pattern(r"(milli|micro|mikro|nano|pico|piko|femto|kilo)[ -](?=[a-zM])", re.IGNORECASE)
_OVER = late_pattern(r"\s*/\s*|\s+(?:per|pro|je)\s+")
_INVERSE = late_pattern(
    r"[\s·∙⋅*.]*(?:(?P<unit>[A-Za-z]+3?)\s*(?:\^?\s*[({]?-1[)}]?|⁻¹)|(?P<length>[cdm]?m)\s*(?:\^?\s*\(?-3\)?|⁻³))$"
)

# How each is written on the screen, where that is not its name.
SHOWN = {"percent": "%", "percent_vv": "% v/v", "percent_ww": "% w/w", "percent_wv": "% w/v", "x": "×", "wk": "wk"}


def shown_unit(unit: str) -> str:
    """Return a unit as the screen writes it: "µM", "% v/v"."""
    return SHOWN.get(unit) or re.sub(r"\bu(?=[gLM]|mol)", "µ", unit)


def simple_unit(text: str) -> str | None:
    """Return the name of a unit that is not made of two; None where it is not known."""
    found = SPELLINGS.get(text) or _WORDS.get(text.casefold())
    if found is None and (parted := _PARTED.match(text)) is not None:
        found = _WORDS.get(f"{parted[1]}{text[parted.end() :]}".casefold())
    return found


def read_unit(text: str) -> tuple[str, Decimal] | None:
    """Read a unit in any spelling.

    Args:
        text: "µM", "mg per ml", "µmol L-1", "kg/m3", "vol%", "kD".

    Returns:
        Its name, and by what the number before it is multiplied to be in it ("uL/mL" is 0.1 % v/v); None for a unit
        that is not known.
    """
    tidy = _OF_SOLVENT.sub("", " ".join(text.translate(_PLAIN).split()))
    if _PERCENT.search(tidy) is not None:
        return _percent(tidy)
    if tidy in _PARTS_BY_MASS:
        return "percent_ww", Decimal(1).scaleb(_PARTS_BY_MASS[tidy])
    found = simple_unit(tidy)
    if found is not None:
        return found, Decimal(1)
    inverse = _INVERSE.search(tidy)
    if inverse is not None and inverse.start():
        tidy = f"{tidy[: inverse.start()].rstrip(' ·')}/{inverse['unit'] or inverse['length'] + '3'}"
    top, bottom, *rest = [*_OVER.split(tidy), ""]
    if rest in ([], [""]) and bottom:
        return _quotient(top, bottom)
    return None


def _percent(text: str) -> tuple[str, Decimal] | None:
    beside = re.sub(r"per ?cent|prozent|pct|promille|per ?mille?\b|[%‰]|[\s().\-]", "", text.casefold())
    unit = _PERCENTS.get(beside)
    if unit is None or len(re.findall("[%‰]", text)) > 1:
        return None
    return unit, Decimal(1).scaleb(-1) if re.search(r"‰|mill", text.casefold()) else Decimal(1)


def _quotient(top: str, bottom: str) -> tuple[str, Decimal] | None:
    cubic = f"{simple_unit(top) or top}/{bottom.replace('³', '3').replace('^3', '3')}"
    if cubic in _SI_DENSITY:
        return _SI_DENSITY[cubic], Decimal(1)
    upper, lower = simple_unit(top), simple_unit(bottom)
    if lower == "L" and top.casefold() in _EQUIVALENTS:
        return _EQUIVALENTS[top.casefold()], Decimal(1)
    if lower in {"L", "kg"} and top.casefold() in _OSMOLES:
        return f"{_OSMOLES[top.casefold()]}/{lower}", Decimal(1)
    if upper in VOLUMES and lower in VOLUMES:
        return "percent_vv", Decimal(1).scaleb(VOLUMES[upper] - VOLUMES[lower] + 2)
    per_volume = lower in VOLUMES and (upper in MASSES or upper in _AMOUNTS or upper in _ACTIVITIES)
    per_amount = lower in {"mol", "mmol", "umol", "nmol"} and upper in MASSES
    per_mass = lower in MASSES and (upper in _ACTIVITIES or upper in _AMOUNTS)
    return (f"{upper}/{lower}", Decimal(1)) if per_volume or per_amount or per_mass else None


def read_potency(text: str) -> Decimal | None:
    """Return by what a number with a mass per mass ("µg/mg", "mg/g") is multiplied to be a per cent; None for none."""
    top, _, bottom = text.replace("µ", "u").replace("μ", "u").replace(" per ", "/").partition("/")
    upper, lower = simple_unit(top.strip()), simple_unit(bottom.strip())
    if upper not in MASSES or lower not in MASSES:
        return None
    return Decimal(1).scaleb(MASSES[upper] - MASSES[lower] + 2)


def is_osmoles(text: str) -> bool:
    """Return whether a unit is one of osmoles alone, which says neither per litre nor per kilogram."""
    return text.strip().casefold() in _OSMOLES


def meant_unit(text: str) -> str:
    """Return what a unit in the wrong case may be meant as, as the screen writes it ("um": "µM"); "" for nothing."""
    folded = "".join(text.replace("µ", "u").replace("μ", "u").casefold().split())
    top, slash, bottom = folded.partition("/")
    found = []
    for part in (top, bottom) if slash else (top,):
        alike = [unit for spelling, unit in SPELLINGS.items() if spelling.casefold() == part]
        # Where the case decides between two, a concentration is meant: µm and nm are lengths.
        alike.sort(key=lambda unit: not unit.endswith("M"))
        found.append(next(iter(alike), ""))
    return shown_unit("/".join(found)) if all(found) else ""
