"""What tells a substance apart on its page: of which kind it is, what it is not, and its numbers elsewhere."""

from enum import StrEnum

from msgspec import Struct

# What a claim on handling speaks of that says in what, and how strong, a substance is dissolved: its `context.form`.
RECONSTITUTED = "reconstitution"


class SubstanceKind(StrEnum):
    """What a substance is: whether a molar mass tells it, and how it is handled, follows from that."""

    SMALL_MOLECULE = "small molecule"
    PROTEIN = "protein"
    ANTIBODY = "antibody"
    ENZYME = "enzyme"
    SERUM = "serum"
    POLYMER = "polymer"
    MIXTURE = "mixture"

    @property
    def needs_molar_mass(self) -> bool:
        """Whether a page of it must have a molar mass: of anything else one may be unknown, or mean nothing."""
        return self is SubstanceKind.SMALL_MOLECULE

    @property
    def has_molecules(self) -> bool:
        """Whether it is one molecule, of which a molar mass makes sense at all."""
        return self not in {SubstanceKind.SERUM, SubstanceKind.MIXTURE}

    @property
    def is_protein(self) -> bool:
        """Whether it is protein, which sticks to plastic and filters, and suffers from shaking and freezing."""
        proteins = {SubstanceKind.PROTEIN, SubstanceKind.ANTIBODY, SubstanceKind.ENZYME, SubstanceKind.SERUM}
        return self in proteins


class Trap(Struct, frozen=True, omit_defaults=True):
    """A "not this one": something easily taken for the compound, with what tells it apart."""

    id: str
    name: str
    why: str
    source: str
    cas: str = ""
    formula: str = ""
    smiles: str = ""
    inchikey: str = ""


class Reference(Struct, frozen=True, omit_defaults=True):
    """An identifier in another database, or a fact of identity: PubChem CID, UNII, IUPAC name."""

    id: str
    label: str
    value: str
    source: str
    note: str = ""


class SupplierCode(Struct, frozen=True, omit_defaults=True):
    """A catalogue number."""

    id: str
    supplier: str
    code: str
    source: str
    note: str = ""
