"""The kinds of quantity and the bench ladders on which each is shown.

Free of pint, so that the first window can show amounts before pint is there. A test holds these factors
against the registry.
"""

from enum import Enum

from msgspec import Struct


class Kind(Enum):
    """What is measured; a field takes one kind or a few."""

    MASS = "mass"
    AMOUNT = "amount"
    VOLUME = "volume"
    MOLARITY = "molarity"
    MASS_CONCENTRATION = "mass concentration"
    MOLAR_MASS = "molar mass"
    PERCENT = "percent"
    PERCENT_VV = "percent v/v"
    PERCENT_WW = "percent w/w"
    FOLD = "fold"
    TIME = "time"
    ACTIVITY = "activity"
    ACTIVITY_CONCENTRATION = "activity per volume"
    SPECIFIC_ACTIVITY = "activity per mass"
    NORMALITY = "normality"
    MOLALITY = "molality"
    OSMOLARITY = "osmolarity"
    OSMOLALITY = "osmolality"


CONCENTRATIONS = (
    Kind.MOLARITY,
    Kind.MASS_CONCENTRATION,
    Kind.PERCENT,
    Kind.PERCENT_VV,
    Kind.PERCENT_WW,
    Kind.FOLD,
    Kind.ACTIVITY_CONCENTRATION,
)

# Strengths that are converted, and never dosed: how many of them a mole gives, or a kilogram holds, is not in a volume.
CONVERTED = (Kind.NORMALITY, Kind.MOLALITY, Kind.OSMOLARITY, Kind.OSMOLALITY)

# Thresholds are compared with this relative tolerance; at the limit counts as inside.
TOLERANCE = 1e-9
# The base unit of each kind, as files write it; ladders and plain numbers count in it.
BASE_UNITS = {
    Kind.MASS: "g",
    Kind.AMOUNT: "mol",
    Kind.VOLUME: "L",
    Kind.MOLARITY: "mol/L",
    Kind.MASS_CONCENTRATION: "g/L",
    Kind.MOLAR_MASS: "g/mol",
    Kind.PERCENT: "percent",
    Kind.PERCENT_VV: "percent_vv",
    Kind.PERCENT_WW: "percent_ww",
    Kind.FOLD: "x",
    Kind.TIME: "s",
    Kind.ACTIVITY: "U",
    Kind.ACTIVITY_CONCENTRATION: "U/mL",
    Kind.SPECIFIC_ACTIVITY: "U/mg",
    Kind.NORMALITY: "N",
    Kind.MOLALITY: "mol/kg",
    Kind.OSMOLARITY: "Osm/L",
    Kind.OSMOLALITY: "Osm/kg",
}


class LadderUnit(Struct, frozen=True):
    """One unit of a ladder: how it is written in files, shown on screen, and what one of it is in base units."""

    unit: str
    shown: str
    factor: float


# Base units: g, mol, L, mol/L, g/L, g/mol, per cent, times, s, U, U/mL, U/mg, N, mol/kg, Osm/L, Osm/kg. A mass per
# volume is never 2 g/L: at the bench that is 2 mg/mL.
LADDERS: dict[Kind, tuple[LadderUnit, ...]] = {
    Kind.MASS: (
        LadderUnit("fg", "fg", 1e-15),
        LadderUnit("pg", "pg", 1e-12),
        LadderUnit("ng", "ng", 1e-9),
        LadderUnit("ug", "µg", 1e-6),
        LadderUnit("mg", "mg", 1e-3),
        LadderUnit("g", "g", 1.0),
        LadderUnit("kg", "kg", 1e3),
    ),
    Kind.AMOUNT: (
        LadderUnit("fmol", "fmol", 1e-15),
        LadderUnit("pmol", "pmol", 1e-12),
        LadderUnit("nmol", "nmol", 1e-9),
        LadderUnit("umol", "µmol", 1e-6),
        LadderUnit("mmol", "mmol", 1e-3),
        LadderUnit("mol", "mol", 1.0),
    ),
    Kind.VOLUME: (
        LadderUnit("pL", "pL", 1e-12),
        LadderUnit("nL", "nL", 1e-9),
        LadderUnit("uL", "µL", 1e-6),
        LadderUnit("mL", "mL", 1e-3),
        LadderUnit("L", "L", 1.0),
    ),
    Kind.MOLARITY: (
        LadderUnit("fM", "fM", 1e-15),
        LadderUnit("pM", "pM", 1e-12),
        LadderUnit("nM", "nM", 1e-9),
        LadderUnit("uM", "µM", 1e-6),
        LadderUnit("mM", "mM", 1e-3),
        LadderUnit("M", "M", 1.0),
    ),
    Kind.MASS_CONCENTRATION: (
        LadderUnit("pg/mL", "pg/mL", 1e-9),
        LadderUnit("ng/mL", "ng/mL", 1e-6),
        LadderUnit("ug/mL", "µg/mL", 1e-3),
        LadderUnit("mg/mL", "mg/mL", 1.0),
        LadderUnit("g/mL", "g/mL", 1e3),
    ),
    Kind.MOLAR_MASS: (LadderUnit("g/mol", "g/mol", 1.0),),
    Kind.PERCENT: (LadderUnit("percent", "%", 1.0),),
    Kind.PERCENT_VV: (LadderUnit("percent_vv", "% v/v", 1.0),),
    Kind.PERCENT_WW: (LadderUnit("percent_ww", "% w/w", 1.0),),
    Kind.FOLD: (LadderUnit("x", "×", 1.0),),
    Kind.TIME: (
        LadderUnit("s", "s", 1.0),
        LadderUnit("min", "min", 60.0),
        LadderUnit("h", "h", 3600.0),
        LadderUnit("d", "d", 86400.0),
    ),
    # What a unit of activity is, only its supplier says: U and IU are read alike, and mix with nothing else.
    Kind.ACTIVITY: (
        LadderUnit("mU", "mU", 1e-3),
        LadderUnit("U", "U", 1.0),
        LadderUnit("kU", "kU", 1e3),
        LadderUnit("MU", "MU", 1e6),
    ),
    Kind.ACTIVITY_CONCENTRATION: (
        LadderUnit("mU/mL", "mU/mL", 1e-3),
        LadderUnit("U/mL", "U/mL", 1.0),
        LadderUnit("kU/mL", "kU/mL", 1e3),
        LadderUnit("MU/mL", "MU/mL", 1e6),
    ),
    Kind.SPECIFIC_ACTIVITY: (
        LadderUnit("mU/mg", "mU/mg", 1e-3),
        LadderUnit("U/mg", "U/mg", 1.0),
        LadderUnit("kU/mg", "kU/mg", 1e3),
        LadderUnit("MU/mg", "MU/mg", 1e6),
    ),
    Kind.NORMALITY: (LadderUnit("mN", "mN", 1e-3), LadderUnit("N", "N", 1.0)),
    Kind.MOLALITY: (
        LadderUnit("umol/kg", "µmol/kg", 1e-6),
        LadderUnit("mmol/kg", "mmol/kg", 1e-3),
        LadderUnit("mol/kg", "mol/kg", 1.0),
    ),
    Kind.OSMOLARITY: (LadderUnit("mOsm/L", "mOsm/L", 1e-3), LadderUnit("Osm/L", "Osm/L", 1.0)),
    Kind.OSMOLALITY: (LadderUnit("mOsm/kg", "mOsm/kg", 1e-3), LadderUnit("Osm/kg", "Osm/kg", 1.0)),
}
SHOWN_AS: dict[str, str] = {rung.unit: rung.shown for ladder in LADDERS.values() for rung in ladder} | {
    "percent_wv": "% w/v"
}
_SIMPLE: dict[str, tuple[Kind, float]] = {
    rung.unit: (kind, rung.factor) for kind, ladder in LADDERS.items() for rung in ladder if "/" not in rung.unit
} | {"percent_wv": (Kind.MASS_CONCENTRATION, 10.0), "dL": (Kind.VOLUME, 0.1), "cL": (Kind.VOLUME, 0.01)}
_SIMPLE |= {
    "wk": (Kind.TIME, 604800.0),
    "Da": (Kind.MOLAR_MASS, 1.0),
    "kDa": (Kind.MOLAR_MASS, 1e3),
    **{rung.unit: (kind, rung.factor) for kind in (Kind.OSMOLARITY, Kind.OSMOLALITY) for rung in LADDERS[kind]},
}


def in_base(number: str, unit: str) -> tuple[Kind, float] | None:
    """Return a number as files write it in the base unit of its kind, without pint; None for a unit of no ladder.

    Args:
        number: Decimal text.
        unit: Unit as files write it: "mM", "mg/mL", "mmol/L", "percent_wv", "h".
    """
    known = worth(unit)
    return None if known is None else (known[0], float(number) * known[1])


def worth(unit: str) -> tuple[Kind, float] | None:
    """Return what a unit measures, and how much one of it is in the base unit; None for a unit of no ladder."""
    if unit in _SIMPLE:
        return _SIMPLE[unit]
    top, _, bottom = unit.partition("/")
    if top not in _SIMPLE or bottom not in _SIMPLE:
        return None
    (upper, above), (lower, below) = _SIMPLE[top], _SIMPLE[bottom]
    if lower is Kind.VOLUME and upper in _PER_VOLUME:
        kind, volume = _PER_VOLUME[upper]
        return kind, above / (below / volume)
    if (upper, lower) == (Kind.ACTIVITY, Kind.MASS):
        return Kind.SPECIFIC_ACTIVITY, above / (below * 1e3)
    if (upper, lower) == (Kind.AMOUNT, Kind.MASS):
        return Kind.MOLALITY, above / (below * 1e-3)
    return (Kind.MOLAR_MASS, above / below) if (upper, lower) == (Kind.MASS, Kind.AMOUNT) else None


# What each is per volume, and the volume of its base unit in litres.
_PER_VOLUME = {
    Kind.MASS: (Kind.MASS_CONCENTRATION, 1.0),
    Kind.AMOUNT: (Kind.MOLARITY, 1.0),
    Kind.ACTIVITY: (Kind.ACTIVITY_CONCENTRATION, 1e-3),
}
