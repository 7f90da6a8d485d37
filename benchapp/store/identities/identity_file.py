"""Identities looked up by name and by CAS number in the file that comes with the program."""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from benchapp.domain.compounds.identifiers import cas_fits
from benchapp.domain.compounds.identities.identity import FoundRecord, IdentityRecord, added_of, name_key
from benchapp.domain.compounds.identities.mixtures import is_mixture, names_mixture
from benchapp.store.identities.identity_blocks import (
    NAMES_IN_BLOCK,
    RECORDS_IN_BLOCK,
    FileBlock,
    Head,
    NameBlock,
    NameRow,
    RecordBlock,
    RecordRow,
    cas_number,
    read_head,
)

# So few letters begin too many names; and of those that begin alike so many blocks are looked through.
SHORTEST_BEGINNING, _MOST_BLOCKS = 3, 3
# Blocks that stay in memory, 0.1 MB each: those of a word that is being typed. What is found has its record in one
# block and its name in another.
_KEPT_BLOCKS = 24
# Behind every letter and digit of a key.
_PAST = "~"
_NO_HEAD = Head((), "", {})


class IdentityFile:
    """The identities in a file, which is opened when something is looked up, and closed again.

    Args:
        path: Where it lies. One that is missing or damaged holds nothing: identities are a help, and nothing rests on
            them.
        blocks: How many blocks of names, and of records, stay in memory; None for all, to go through the whole file.

    Attributes:
        names_in: Gives the names of a block by its number.
    """

    def __init__(self, path: Path, blocks: int | None = _KEPT_BLOCKS) -> None:
        self._path = path
        self._head: Head | None = None
        self._start = 0
        self.names_in = lru_cache(blocks)(self._read_names)
        self._records = lru_cache(blocks)(self._read_records)

    @property
    def head(self) -> Head:
        """What the file says of itself."""
        if self._head is None:
            self._head = self._read_head()
        return self._head

    def _read_head(self) -> Head:
        try:
            with self._path.open("rb") as file:
                head, self._start = read_head(file)
        except (OSError, ValueError):
            return _NO_HEAD
        return head

    def _bytes(self, block: FileBlock) -> bytes:
        with self._path.open("rb") as file:
            file.seek(self._start + block.start)
            return file.read(block.length)

    def _read_names(self, number: int) -> NameBlock:
        try:
            return NameBlock(self._bytes(self.head.names[number]))
        except (OSError, zlib.error, ValueError):
            return NameBlock(b"")

    def _read_records(self, number: int) -> RecordBlock:
        try:
            return RecordBlock(self._bytes(self.head.records[number]))
        except (OSError, zlib.error, ValueError):
            return RecordBlock(b"")

    # -- one of them ------------------------------------------------------------------------------------------

    def at(self, number: int) -> IdentityRecord | None:
        """Return the identity of a record by its number."""
        block, place = divmod(number, RECORDS_IN_BLOCK)
        records = self._records(block) if 0 <= block < len(self.head.records) else RecordBlock(b"")
        return self._identity(number, records.row(place)) if place < len(records.places) else None

    def _identity(self, number: int, row: RecordRow) -> IdentityRecord:
        block, place = divmod(row.name, NAMES_IN_BLOCK)
        names = self.names_in(block) if block < len(self.head.names) else NameBlock(b"")
        return IdentityRecord(
            number=number,
            cas=row.cas,
            name=names.text(place) if place < len(names) else row.cas,
            formula=row.formula,
            smiles=row.smiles,
            added=added_of(row.added),
            moles=row.moles,
            unmatched=tuple(row.unmatched.split(",")) if row.unmatched else (),
            forms=tuple(int(one) for one in row.forms.split(",")) if row.forms else (),
            origin=self.head.origins[row.origin] if row.origin < len(self.head.origins) else "",
        )

    def with_cas(self, cas: str) -> IdentityRecord | None:
        """Return the identity of a CAS number; None for one that is no CAS number or is not there."""
        if not cas_fits(cas) or is_mixture(cas):
            return None
        wanted = cas_number(cas)
        block = bisect_right(self.head.records, wanted, key=lambda one: int(one.first)) - 1
        records = self._records(block) if block >= 0 else RecordBlock(b"")
        place = bisect_left(records.places, wanted)
        if place == len(records.places) or records.places[place] != wanted:
            return None
        return self._identity(block * RECORDS_IN_BLOCK + place, records.row(place))

    def forms_of(self, identity: IdentityRecord) -> tuple[IdentityRecord, ...]:
        """Return the other forms of the same compound: its salts and hydrates, or the compound without them."""
        return tuple(found for number in identity.forms if (found := self.at(number)) is not None)

    # -- by name ----------------------------------------------------------------------------------------------

    def named(self, text: str) -> tuple[FoundRecord, ...]:
        """Return every identity that has exactly this name: which of them is meant is for the reader to say."""
        key = name_key(text)
        exact, _ = self._beginning(key) if key else ([], [])
        return self._found(exact, exact=True)

    def search(self, text: str, most: int = 6) -> tuple[FoundRecord, ...]:
        """Find identities by a CAS number, or by what a name begins with; exact ones first, then the best known."""
        found = self.with_cas(text.strip())
        if found is not None:
            return (FoundRecord(found, "", exact=True),)
        key = name_key(text)
        if len(key) < SHORTEST_BEGINNING or key.isdigit():
            return self.named(text)[:most] if len(key) == SHORTEST_BEGINNING - 1 else ()
        exact, longer = self._beginning(key)
        named = self._found(exact[:most], exact=True)
        known = {one.record.number for one in named}
        rest = [row for row in longer if row.record not in known]
        return (*named, *self._found(rest[: most - len(named)], exact=False))

    def _beginning(self, key: str) -> tuple[list[NameRow], list[NameRow]]:
        """Return the names that are a key and those that begin with it, one of each record, the best known first."""
        exact, longer = dict[int, NameRow](), dict[int, NameRow]()
        for rows, is_exact in self._from(key):
            found = exact if is_exact else longer
            for row in rows:
                before = found.get(row.record)
                if before is None or _order(row) < _order(before):
                    found[row.record] = row
        return sorted(exact.values(), key=_order), sorted(longer.values(), key=_order)

    def _from(self, key: str) -> Iterator[tuple[list[NameRow], bool]]:
        """Yield the names that are a key, and those that begin with it, of a few blocks."""
        blocks = self.head.names
        # A key that begins a block may have begun in the one before as well.
        first = max(0, bisect_left(blocks, key, key=lambda one: one.first) - 1)
        for number in range(first, min(first + _MOST_BLOCKS, len(blocks))):
            if number > first and not blocks[number].first.startswith(key):
                return
            names = self.names_in(number)
            start = bisect_left(names.texts, key, key=name_key)
            middle = bisect_right(names.texts, key, lo=start, key=name_key)
            end = bisect_left(names.texts, key + _PAST, lo=middle, key=name_key)
            yield names.rows(start, middle), True
            yield names.rows(middle, end), False

    def _found(self, rows: list[NameRow], *, exact: bool) -> tuple[FoundRecord, ...]:
        pairs = ((self.at(row.record), row.text) for row in rows if not names_mixture(row.text))
        return tuple(
            FoundRecord(identity, name, exact)
            for identity, name in pairs
            if identity is not None and not is_mixture(identity.cas)
        )


def _order(row: NameRow) -> tuple[int, bool, int, str]:
    return (-row.rank, not row.usual, len(row.text), row.text)
