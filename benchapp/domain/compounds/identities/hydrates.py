"""Hydrates by name: a public record mostly has the salt alone, and a bottle says how much water is in it."""

import re

from msgspec.structs import replace

from benchapp.domain.compounds.identities.identity import Added, IdentityRecord
from benchapp.domain.patterns import late_pattern

_WATERS = ("mono", "di", "tri", "tetra", "penta", "hexa", "hepta", "octa", "nona", "deca")
_HYDRATE = late_pattern(rf"(\S.*?)[\s,·-]+({'|'.join(_WATERS)})hydrate?", re.IGNORECASE)
_WATER = "H2O"


def named_hydrate(name: str) -> tuple[str, int] | None:
    """Return what a hydrate is of, and the molecules of water in it: "magnesium chloride" and 6; None for none."""
    match = _HYDRATE.fullmatch(name.strip())
    return None if match is None else (match[1], _WATERS.index(match[2].casefold()) + 1)


def with_water(record: IdentityRecord, count: int) -> IdentityRecord | None:
    """Return a record with so much water in its formula; None where it has water, or several molecules of it, already.

    Its CAS number and structure are those of what is without water, and so are left out.
    """
    if record.moles != 1 or any(one.formula == _WATER for one in record.added):
        return None
    formula = f"{record.formula}·{count if count > 1 else ''}{_WATER}"
    return replace(record, cas="", smiles="", formula=formula, added=(*record.added, Added(_WATER, count)))
