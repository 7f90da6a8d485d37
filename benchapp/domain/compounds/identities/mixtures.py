"""What is a polymer or a mixture in the bottle, though a record draws one molecule for it."""

from benchapp.domain.compounds.identities.identity import name_key

# Polymers, enzymes and natural mixtures have numbers from 9000 to 9099: agar, dextran, polyvinyl alcohol, Tween.
_FIRST, _LAST = "9000", "9099"
# Names under which records have a monomer, an oligomer or another substance: "PEG" is one of ethylene glycol, "PEI" of
# aziridine, "BSA" of bis(trimethylsilyl)acetamide, "cresol" of phenol.
_NAMES = frozenset(
    map(
        name_key,
        (
            "BSA", "Brij 35", "Carbopol", "Carbowax", "cresol", "DNA", "DPBS", "FBS", "macrogol", "mannan", "NP-40",
            "Nonidet P-40", "PDMS", "PEG", "PEG 400", "PEI", "povidone", "PVP", "TBS",
        ),
    )
)  # fmt: skip


def is_mixture(cas: str) -> bool:
    """Return whether what has this CAS number is no single molecule, whatever its record draws."""
    number = cas.partition("-")[0]
    return len(number) == len(_FIRST) and _FIRST <= number <= _LAST


def names_mixture(name: str) -> bool:
    """Return whether a bottle of this name holds something else than the records of the name say."""
    return name_key(name) in _NAMES
