"""The compounds as a list shows them, as the index keeps them: no file is opened for a row."""

from pathlib import Path

import msgspec
from msgspec import Struct

from benchapp.domain.compounds.compound_summary import CompoundSummary, summary_of
from benchapp.domain.compounds.library_item import LibraryItem, Origin


class ListedCompound(Struct, frozen=True):
    """A compound as a list shows it.

    Attributes:
        id: UUID.
        name: The name shown.
        cas: CAS number, "" if none.
        origin: Where it comes from.
        collection: The list that it came in, by the name of its file; "" for one that was added by itself.
        edited: Whether a person's edits are in it.
        codes: Its catalogue numbers.
        summary: What else is shown of it.
    """

    id: str
    name: str
    cas: str
    origin: Origin
    collection: str = ""
    edited: bool = False
    codes: tuple[str, ...] = ()
    summary: CompoundSummary = CompoundSummary()


class _Kept(Struct, frozen=True, omit_defaults=True):
    """What the index keeps of a compound for a list, beside its columns."""

    summary: CompoundSummary
    codes: tuple[str, ...] = ()
    edited: bool = False


_DECODER: msgspec.json.Decoder[_Kept] = msgspec.json.Decoder(_Kept)


def packed(filed: LibraryItem) -> bytes:
    """Return what the index keeps of a compound for a list."""
    codes = tuple(one.code for one in filed.monograph.supplier_codes)
    return msgspec.json.encode(_Kept(summary_of(filed.monograph), codes, filed.overlay is not None))


def unpacked(compound: str, name: str, cas: str, origin: str, file: str, kept: bytes) -> ListedCompound:
    """Return a row of the index as a list shows it."""
    read = _DECODER.decode(kept)
    stem = Path(file).stem
    collection = "" if origin == Origin.BUNDLED.value or stem == compound else stem
    return ListedCompound(compound, name, cas, Origin(origin), collection, read.edited, read.codes, read.summary)
