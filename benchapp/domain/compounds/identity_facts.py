"""What tells a substance apart on its page: of which kind it is and how that is handled, what it is not, its numbers.

Kinds and handling are read as people and lists write them.
"""

import re
from enum import StrEnum

from msgspec import Struct

from benchapp.domain.messages import BenchError, Message
from benchapp.domain.patterns import late_pattern

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


# What a claim on handling says in one word of the format; the page has the sentence, a recipe what follows from it.
NO_VORTEX = "do not vortex"
LOW_BIND = "low-bind tubes"
NO_REFREEZE = "no freeze–thaw"
NOT_FROZEN = "do not freeze"
CARRIER = "carrier protein"
WORDS = (NO_VORTEX, LOW_BIND, NO_REFREEZE, NOT_FROZEN, CARRIER)
# In small letters and one number; the words of the program itself are read besides.
_KINDS: dict[SubstanceKind, tuple[str, ...]] = {
    SubstanceKind.SMALL_MOLECULE: ("small molecule", "compound", "niedermolekular", "kleines molekül"),
    SubstanceKind.PROTEIN: (
        "protein", "recombinant protein", "cytokine", "chemokine", "interleukin", "interferon", "growth factor",
        "peptide", "zytokin", "chemokin", "wachstumsfaktor", "peptid", "rekombinantes protein",
    ),
    SubstanceKind.ANTIBODY: (
        "antibody", "monoclonal antibody", "polyclonal antibody", "mab", "immunoglobulin", "antikörper",
        "monoklonaler antikörper", "polyklonaler antikörper",
    ),
    SubstanceKind.ENZYME: ("enzyme", "protease", "nuclease", "enzym", "nuklease"),
    SubstanceKind.SERUM: ("serum", "plasma", "sera"),
    SubstanceKind.POLYMER: ("polymer", "polysaccharide", "polysaccharid"),
    SubstanceKind.MIXTURE: ("mixture", "supplement", "extract", "gemisch", "mischung", "extrakt"),
}  # fmt: skip
# What a page says of each word on handling.
SENTENCES = {
    NO_VORTEX: "Turn it gently; do not vortex it.",
    LOW_BIND: "Use tubes and tips that bind little protein.",
    NO_REFREEZE: "Thaw each portion once; do not freeze it again.",
    NOT_FROZEN: "Do not freeze it.",
    CARRIER: "Thin solutions need a carrier protein.",
}
_NOT = late_pattern(r"\b(?:not|don't|no|never|avoid\w*|without|once|nicht|kein\w*|nie|vermeiden|ohne|einmal)\b")
# What is refused, the closest first: who forbids freezing again forbids thawing twice, and no freezing as such.
_REFUSED = (
    (NO_VORTEX, late_pattern(r"vortex|\bshak|schüttel")),
    (NO_REFREEZE, late_pattern(r"free[sz].*thaw|thaw.*free[sz]|refree[sz]|thaw.*once|einfrieren.*auf\w*tauen|auf\w*tau"
                               r"|wieder \w*einfrieren")),
    (NOT_FROZEN, late_pattern(r"free[sz]|frozen|einfrieren|gefroren")),
)  # fmt: skip
_ASKED = (
    (LOW_BIND, late_pattern(r"low[\s-]*(?:protein[\s-]*)?bind|low[\s-]*retention|proteinarm")),
    (CARRIER, late_pattern(r"carrier|träger|\b[bh]sa\b|albumin")),
)
_PARTS = late_pattern(r"[;\n|]|\.\s|,\s")


def read_kind(text: str) -> SubstanceKind:
    """Read what kind a substance is: "antibody", "Cytokine", "Antikörper"; a small molecule where nothing is said.

    Raises:
        BenchError: It is no kind that is known here.
    """
    tidy = re.sub(r"[\s_-]+", " ", text).strip().casefold()
    if not tidy:
        return SubstanceKind.SMALL_MOLECULE
    for kind, words in _KINDS.items():
        if tidy in words or tidy.removesuffix("s") in words or tidy.removesuffix("e") in words:
            return kind
    raise BenchError(Message.KIND_UNKNOWN, text=text, kinds=", ".join(kind.value for kind in SubstanceKind))


def read_handling(text: str) -> tuple[str, ...]:
    """Read how it is handled: "do not vortex; low-bind tubes", each in the word of the format, in their order.

    Raises:
        BenchError: A part says something else.
    """
    found = set()
    for part in _PARTS.split(text):
        tidy = part.strip(" .")
        if not tidy:
            continue
        plain = tidy.casefold().replace("’", "'")
        may_be = _REFUSED if _NOT.search(plain) else _ASKED
        word = next((word for word, said in may_be if said.search(plain)), "")
        if not word:
            raise BenchError(Message.HANDLING_UNKNOWN, text=tidy, words="; ".join(WORDS))
        found.add(word)
    return tuple(word for word in WORDS if word in found)


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
