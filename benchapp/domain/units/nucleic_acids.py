"""The molar mass of a nucleic acid by its length: "5000 bp", "21 nt RNA", "0.5 kb ssDNA".

A residue for each base or pair, the average of the four, and the water that the ends hold. That is for a sequence that
nobody looks at; of a short strand whose sequence is known its supplier's figure is better.
"""

import re
from enum import StrEnum

from msgspec import Struct

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.numerals import LONGEST, Sense, tidied


class Strand(StrEnum):
    """What a length is one of."""

    DOUBLE_DNA = "dsDNA"
    SINGLE_DNA = "ssDNA"
    RNA = "RNA"


# Mass of one residue (of a pair for a double strand) and of the water at the ends, g/mol: the average of the four
# monophosphates, each less one water, by their formulas; a test works them out.
RESIDUE = {Strand.DOUBLE_DNA: 617.89, Strand.SINGLE_DNA: 308.95, Strand.RNA: 321.44}
ENDS = {Strand.DOUBLE_DNA: 36.03, Strand.SINGLE_DNA: 18.02, Strand.RNA: 18.02}
# The longest human chromosome has 2.5e8 pairs.
_LONGEST = 1_000_000_000
_LENGTH = late_pattern(
    r"(?P<number>[0-9][0-9.,' ]*?)[\s-]*(?P<kilo>k)?(?P<unit>bp|base[ -]?pairs?|basenpaare?|nts?|nucleotides?|"
    r"nukleotide?|bases?|basen|mer|b)\b[\s,]*\(?(?P<what>(?:[^\W\d_]|[ -])*)\)?",
    re.IGNORECASE,
)
_WHAT = (
    (Strand.RNA, late_pattern(r"(?:ss|m|si|mi|sg|g)?rna|(?:single[ -]?stranded|einzelsträngige) rna", re.IGNORECASE)),
    (
        Strand.SINGLE_DNA,
        late_pattern(
            r"ss[ -]?dna|(?:single[ -]?stranded|einzelsträngige)(?: dna)?|oligo(?:nucleotide|nukleotid)?s?|primer|odn",
            re.IGNORECASE,
        ),
    ),
    (
        Strand.DOUBLE_DNA,
        late_pattern(r"ds[ -]?dna|(?:double[ -]?stranded|doppelsträngige)(?: dna)?|plasmid|pcr", re.IGNORECASE),
    ),
)
_BARE_DNA = frozenset({"dna", "dns"})
_PAIRS = ("bp", "basepair", "basepairs", "basenpaar", "basenpaare")
_WHOLE = Sense("strand length", lambda number, _unit, _large: number == int(number) and number > 0, own_sign=True)
# A length in thousands may have a part: 5.4 kb.
_KILO = Sense("strand length", lambda _number, _unit, large: not large)


class NucleicAcid(Struct, frozen=True):
    """A strand, or a double strand, by its length.

    Attributes:
        length: Bases of a strand, pairs of a double strand.
        strand: What it is.
    """

    length: int
    strand: Strand

    @property
    def molar_mass(self) -> float:
        """The molar mass, g/mol."""
        return self.length * RESIDUE[self.strand] + ENDS[self.strand]


def read_nucleic_acid(text: str, *, decimal_comma: bool = False) -> NucleicAcid | None:
    """Read a length of a nucleic acid; None for a text that is none.

    Raises:
        QuantityError: It does not say of which strand it is, or is no whole number of bases.
    """
    found = _LENGTH.fullmatch(tidied(text[: LONGEST + 1])) if len(text) <= LONGEST else None
    if found is None:
        return None
    strand = _strand(found["unit"], found["what"].strip())
    if strand is None:
        raise QuantityError(Message.STRAND_NOT_SAID, text=text)
    number = found["number"].strip()
    sense = _KILO if found["kilo"] else _WHOLE
    typed = read_typed(number, decimal_comma=decimal_comma, unit_needed=False, sense=sense)
    length = typed.number * (1000 if found["kilo"] else 1)
    if abs(length - round(length)) > 1e-6 or not 1 <= round(length) <= _LONGEST:
        raise QuantityError(Message.NOT_WHOLE, text=text)
    return NucleicAcid(round(length), strand)


def _strand(unit: str, what: str) -> Strand | None:
    """Return what a length in this unit is of; None where the words do not tell, or contradict the unit."""
    pairs = re.sub(r"[ -]", "", unit.casefold()) in _PAIRS
    said = next((strand for strand, pattern in _WHAT if pattern.fullmatch(what)), None)
    if what.casefold() in _BARE_DNA or (pairs and not what):
        # "b" alone is a base or a pair; whoever writes pairs or nucleotides of DNA has said which.
        said = Strand.DOUBLE_DNA if pairs else (None if unit.casefold() == "b" else Strand.SINGLE_DNA)
    return None if said is None or (pairs and said is not Strand.DOUBLE_DNA) else said
