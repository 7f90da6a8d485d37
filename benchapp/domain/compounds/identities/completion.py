"""A form completed from an identity record: what the record states, each field with whose record it is."""

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import CompoundInput, Field
from benchapp.domain.compounds.formula import read_formula
from benchapp.domain.compounds.identifiers import read_cas
from benchapp.domain.compounds.identities.identity import FoundRecord, IdentityRecord, name_key
from benchapp.domain.messages import BenchError

FILLED = (Field.NAME, Field.CAS, Field.FORM, Field.MOLAR_MASS, Field.FORMULA, Field.SMILES)


class FilledWords(Struct, frozen=True):
    """What goes into a form in the words of the screen.

    Attributes:
        form: Which form the record is of: "HCl", "no salt, no water".
        source: Whose record it is.
    """

    form: str
    source: str


def molar_mass(record: IdentityRecord) -> float:
    """Return the molar mass of a record, g/mol: that of its formula."""
    return read_formula(record.formula).molar_mass


def completed(entered: CompoundInput, found: FoundRecord, words: FilledWords, *, decimal_comma: bool) -> CompoundInput:
    """Return what was entered with what a record states; a name that was typed stays."""
    record = found.record
    mass = f"{molar_mass(record):.2f}"
    texts = {
        Field.NAME: entered.text(Field.NAME) or found.shown_name,
        Field.CAS: record.cas,
        Field.FORM: words.form,
        Field.MOLAR_MASS: mass.replace(".", ",") if decimal_comma else mass,
        Field.FORMULA: record.formula,
        Field.SMILES: record.smiles,
    }
    sources = {name: words.source for name in FILLED if name is not Field.NAME or not entered.text(Field.NAME)}
    return replace(entered, texts={**entered.texts, **texts}, sources={**entered.sources, **sources})


def is_completed(entered: CompoundInput, record: IdentityRecord) -> bool:
    """Return whether a form has what a record states already."""
    return entered.text(Field.CAS) == record.cas and entered.text(Field.FORMULA) == record.formula


def typed_cas(entered: CompoundInput) -> str:
    """Return the CAS number that was typed; "" for none or a wrong one."""
    try:
        return read_cas(entered.text(Field.CAS)) if entered.text(Field.CAS) else ""
    except BenchError:
        return ""


def is_named(found: FoundRecord, text: str) -> bool:
    """Return whether a text is the name by which a record was found."""
    return bool(found.name) and name_key(found.name) == name_key(text)
