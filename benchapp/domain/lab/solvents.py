"""Solvents by name: which family one belongs to, and what follows for storing and warming a stock in it.

A name is what is on a label or was typed: "DMSO", "EtOH", "ddH2O", "0.9 % NaCl", "PBS pH 7.4", "Wasser".
"""

import re
from enum import StrEnum
from functools import lru_cache

from benchapp.domain.patterns import late_pattern

DMSO = "DMSO"
# What a stock is usually made in, as it is offered to choose.
OFFERED = (DMSO, "ethanol", "water", "PBS", "PBS + 0.1 % BSA", "saline", "DMF", "methanol")
# A solvent with less than this of itself in it is a mixture, % v/v.
PURE_FROM_PERCENT = 90.0


class Family(StrEnum):
    """What a solvent is to cells and to a freezer."""

    DMSO = "DMSO"
    ETHANOL = "ethanol"
    WATER = "water"
    BUFFER = "buffer"
    MEDIUM = "medium"
    OTHER = "other"

    @property
    def watery(self) -> bool:
        """Whether it is water, or water with salts or more in it."""
        return self in {Family.WATER, Family.BUFFER, Family.MEDIUM}


_WORDS: dict[Family, frozenset[str]] = {
    Family.DMSO: frozenset({"dmso", "dimethylsulfoxide", "dimethylsulphoxide", "dimethylsulfoxid", "methylsulfoxide"}),
    Family.ETHANOL: frozenset({"ethanol", "etoh", "äthanol", "ethylalcohol"}),
    Family.WATER: frozenset({"water", "wasser", "h2o", "dh2o", "ddh2o", "aqua", "milliq", "wfi"}),
    Family.BUFFER: frozenset(
        {"pbs", "dpbs", "tbs", "hbss", "saline", "nacl", "buffer", "buffers", "buffered", "puffer", "hepes", "tris"}
        | {"kochsalz", "kochsalzlösung"}
    ),
    Family.MEDIUM: frozenset({"medium", "media", "medien", "culture", "rpmi", "dmem", "imdm", "mem", "aimv"}),
}
_CANONICAL = {Family.DMSO: DMSO, Family.ETHANOL: "ethanol", Family.WATER: "water"}
_PERCENT = late_pattern(r"([0-9]+(?:[.,][0-9]+)?)\s*%")
_WORD = late_pattern(r"[^\W_]+")
_ONE_WORD = (("dimethyl sul", "dimethylsul"), ("methyl sulfoxide", "methylsulfoxide"), ("milli-q", "milliq"))


@lru_cache(maxsize=256)
def family(solvent: str) -> Family:
    """Return the family of a solvent; a mixture of two, or a solvent not known here, is `OTHER`."""
    tidy = solvent.strip().casefold()
    for apart, together in _ONE_WORD:
        tidy = tidy.replace(apart, together)
    words = set(_WORD.findall(tidy))
    found = {one for one, names in _WORDS.items() if words & names}
    if any(word.endswith("medium") for word in words):
        found.add(Family.MEDIUM)
    if len(found) > 1 and all(one.watery for one in found):
        return Family.MEDIUM if Family.MEDIUM in found else Family.BUFFER
    if len(found) != 1:
        return Family.OTHER
    (one,) = found
    return Family.OTHER if not one.watery and _thinned(tidy) else one


def _thinned(text: str) -> bool:
    """Return whether a solvent is named with a share of itself that makes it a mixture with something else."""
    share = _PERCENT.search(text)
    return share is not None and float(share.group(1).replace(",", ".")) < PURE_FROM_PERCENT


def canonical(solvent: str) -> str:
    """Return a solvent as the library writes it: "dmso" and "Dimethyl sulfoxide" are DMSO; others stay as typed."""
    return _CANONICAL.get(family(solvent), solvent.strip())


# Where solvents freeze, °C (CRC Handbook of Chemistry and Physics); one not named here is taken to freeze as water.
_FREEZES = {
    "ethanol": -114.1, "etoh": -114.1, "äthanol": -114.1, "methanol": -97.6, "meoh": -97.6, "isopropanol": -87.9,
    "acetone": -94.7, "aceton": -94.7, "acetonitrile": -43.8, "acetonitril": -43.8, "dmf": -60.5,
    "dimethylformamide": -60.5, "dimethylformamid": -60.5,
}  # fmt: skip
_WATER_FREEZES, _DMSO_FREEZES = 0.0, 18.5
# Water with at least this much alcohol in it is liquid at −20 °C and solid at −80 °C, % v/v.
_LIQUID_AT_20, _MIXTURE_FREEZES = 40.0, -30.0


def freezing_point(solvent: str) -> float:
    """Return where a solvent freezes, °C; that of water for one that is not known here."""
    tidy = solvent.strip().casefold()
    if family(solvent) is Family.DMSO:
        return _DMSO_FREEZES
    if family(solvent).watery:
        return _WATER_FREEZES
    lowest = min((_FREEZES[word] for word in _WORD.findall(tidy) if word in _FREEZES), default=_WATER_FREEZES)
    if lowest < _WATER_FREEZES and _thinned(tidy):
        share = _PERCENT.search(tidy)
        alcohol = float(share.group(1).replace(",", ".")) if share else 0.0
        return max(lowest, _MIXTURE_FREEZES) if alcohol >= _LIQUID_AT_20 else _WATER_FREEZES
    return lowest


_ALCOHOLS = late_pattern(
    r"(?<![^\W_])(?:etoh|meoh|ipa|(?:ä|ae|e)thanol|methanol|(?:iso|n-?|[12]-)?propanol|(?:tert-?|iso|n-?|[12]-)?butanol"
    r"|isopropyl|[\w-]*alcohol|[\w-]*alkohol|brennspiritus|spiritus)(?![^\W_])",
    re.IGNORECASE,
)


def is_alcohol(name: str) -> bool:
    """Return whether a name is that of an alcohol that mixes with water: "ethanol 96 %", "EtOH", "2-propanol"."""
    return _ALCOHOLS.search(name) is not None


def may_be_alcohol(substance: str, diluent: str, percent: float, wanted: float) -> bool:
    """Return whether what is diluted by volume is an alcohol, or nothing says that it is not.

    Args:
        substance: What it was said to be; "" where nobody said it.
        diluent: What it is diluted with.
        percent: How much of it there is in the stock, % v/v.
        wanted: How much there is to be, % v/v.
    """
    if is_alcohol(substance) or is_alcohol(diluent):
        return True
    if substance or family(diluent) in {Family.DMSO, Family.OTHER}:
        return False
    # What is 100 % and is a smaller part of a medium or buffer is serum, a supplement or DMSO; nobody has 95 % serum.
    return family(diluent) is Family.WATER or percent < 100 or wanted > 50


def same(one: str, other: str) -> bool:
    """Return whether two names mean one solvent."""
    return canonical(one).casefold() == canonical(other).casefold()
