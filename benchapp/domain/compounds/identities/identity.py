"""An identity: name, CAS number, formula, structure and salt of a substance, as a public record has them."""

import re

from msgspec import Struct

from benchapp.domain.patterns import late_pattern

_ADDED = late_pattern(r"([0-9]*)([A-Z][A-Za-z0-9]*)")
# Of an ester or a salt, something follows the oxygen.
_SULFONIC = late_pattern(r"S\(=O\)\(=O\)O(?![A-Za-z0-9\[(])|^O=S\(=O\)\(O\)|^OS\(=O\)\(=O\)")
_WORD = late_pattern(r"[a-z]{6,}")
_GREEK = str.maketrans({
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "µ": "mu", "ω": "omega",
})  # fmt: skip
_TIMES = {"": "", "2": "di", "3": "tri", "4": "tetra"}


class Added(Struct, frozen=True):
    """What a record holds beside the compound: the acid or metal of its salt, its water.

    Attributes:
        formula: "HCl", "Na", "H2O".
        count: How many there are in one formula.
    """

    formula: str
    count: int = 1


class IdentityRecord(Struct, frozen=True):
    """What a substance is by one record.

    Attributes:
        number: Place of the record in its file.
        cas: CAS number.
        name: Its usual name, as the record writes it.
        formula: Its parts joined by "·"; the molar mass is that of the whole of it.
        smiles: Structure.
        added: What it holds beside the compound; () for a compound without salt or water.
        moles: Molecules of the compound in one formula.
        unmatched: Salts and water that names of this compound state and no record of it holds: the CAS number may be
            that of another form.
        forms: Places of the records of other forms of the same compound.
        origin: Whose record it is.
    """

    number: int
    cas: str
    name: str
    formula: str
    smiles: str
    added: tuple[Added, ...] = ()
    moles: int = 1
    unmatched: tuple[str, ...] = ()
    forms: tuple[int, ...] = ()
    origin: str = ""

    @property
    def is_acid_of_dyes(self) -> bool:
        """Whether it is an acid with two sulfonic groups and more, which bottles hardly ever hold as such."""
        return not self.added and len(_SULFONIC.findall(self.smiles)) > 1


class FoundRecord(Struct, frozen=True):
    """A record with the name by which it was found; "" where that was its CAS number.

    Attributes:
        exact: Whether that is the whole of what was looked for.
    """

    record: IdentityRecord
    name: str
    exact: bool = True

    @property
    def shown_name(self) -> str:
        """The name it is shown under."""
        return capitalised(self.name or self.record.name)


def capitalised(name: str) -> str:
    """Return a name as it begins a line: records have small letters; "n,n-dimethyl…" and "l-dtt" stay."""
    return name[0].upper() + name[1:] if _WORD.match(name) else name


def added_of(text: str) -> tuple[Added, ...]:
    """Return what a record holds beside the compound, as the file has it: "2HCl.H2O"."""
    found = (_ADDED.fullmatch(part) for part in text.split(".") if part)
    return tuple(Added(match[2], int(match[1] or 1)) for match in found if match)


def name_key(text: str) -> str:
    """Return a name as it is compared: "β-Alanine HCl" and "beta-alanine hydrochloride" are one."""
    plain = text.casefold().translate(_GREEK)
    if "hcl" in plain:
        plain = re.sub(r"\b([234]?)[ ·*x×]*hcl\b", lambda match: f"{_TIMES[match[1]]}hydrochloride", plain)
    return re.sub(r"[^a-z0-9]", "", plain.replace("sulph", "sulf"))
