"""The file of identities: a head that is read once, and compressed blocks of which one or two are read to answer.

Names lie in the order of their keys, records in the order of their CAS numbers. A name's number is its place among the
names, a record's its place among the records; a record keeps its usual name as a number.
"""

import zlib
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import BinaryIO

import msgspec
from msgspec import Struct

MAGIC = b"BenchIdentities1"
NAMES_IN_BLOCK, RECORDS_IN_BLOCK = 512, 256
_COLUMN, _ROW = "\x00", "\n"
# In the highest byte of a name's reference: two bits for how often the record is named, one for its usual name.
_RANK, _USUAL, _BITS = 4, 0x80, 0x0F
MOST_RECORDS = 1 << 20


class NameRow(Struct, frozen=True):
    """A name of a record.

    Attributes:
        text: The name.
        record: Number of the record.
        usual: Whether it is the one that the record goes by.
        rank: How well known the record is, 0 to 3.
    """

    text: str
    record: int
    usual: bool
    rank: int


class RecordRow(Struct, frozen=True):
    """A record as it lies in its block.

    Attributes:
        cas: CAS number.
        name: Number of its usual name.
        formula: Its parts joined by "·".
        smiles: Its structure.
        added: What it holds beside the compound: "2HCl.H2O".
        moles: Molecules of the compound in the formula.
        unmatched: What names state and no record holds, "HCl,H2O".
        forms: Numbers of other forms' records, "12,4711".
        origin: The place of whose record it is among the origins of the head.
    """

    cas: str
    name: int
    formula: str
    smiles: str
    added: str = ""
    moles: int = 1
    unmatched: str = ""
    forms: str = ""
    origin: int = 0


class FileBlock(Struct, frozen=True):
    """Where a block lies, counted from the end of the head, and the first key in it."""

    first: str
    start: int
    length: int


class Head(Struct, frozen=True):
    """What the file says of itself.

    Attributes:
        origins: Whose records there are.
        collection: What they were taken from, with its version.
        counts: How many were read, taken and left out, by reason.
        names: The blocks of names.
        records: The blocks of records.
    """

    origins: tuple[str, ...]
    collection: str
    counts: dict[str, int]
    names: tuple[FileBlock, ...] = ()
    records: tuple[FileBlock, ...] = ()


def read_head(file: BinaryIO) -> tuple[Head, int]:
    """Return what a file says of itself, and where its blocks begin.

    Raises:
        ValueError: It is no file of identities, or damaged.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise ValueError("no file of identities")
    length = int.from_bytes(file.read(4), "little")
    try:
        head = msgspec.json.decode(zlib.decompress(file.read(length)), type=Head)
    except (zlib.error, msgspec.DecodeError) as error:
        raise ValueError(str(error)) from error
    return head, len(MAGIC) + 4 + length


def cas_number(cas: str) -> int:
    """Return a CAS number as it is sorted: without its check digit, which the others give."""
    return int(cas[:-2].replace("-", ""))


def packed_names(rows: Sequence[NameRow]) -> bytes:
    """Return a block of names."""
    references = [row.record | (row.rank << 20) | (row.usual << 23) for row in rows]
    planes = b"".join(bytes((reference >> shift) & 0xFF for reference in references) for shift in (0, 8, 16))
    return zlib.compress(len(rows).to_bytes(2, "little") + planes + _ROW.join(row.text for row in rows).encode(), 9)


class NameBlock:
    """The names of a block; a row is made when it is asked for: few of them are.

    Args:
        block: As packed; b"" for a block that could not be read, and holds none.
    """

    def __init__(self, block: bytes) -> None:
        data = zlib.decompress(block) if block else b"\x00\x00"
        count = int.from_bytes(data[:2], "little")
        self._planes = [data[2 + place * count : 2 + (place + 1) * count] for place in range(3)]
        self.texts = data[2 + 3 * count :].decode().split(_ROW) if count else []

    def rows(self, start: int, end: int) -> list[NameRow]:
        """Return some of the names."""
        first, second, third = (plane[start:end] for plane in self._planes)
        return [
            NameRow(text, low | middle << 8 | (high & _BITS) << 16, bool(high & _USUAL), high >> _RANK & 3)
            for text, low, middle, high in zip(self.texts[start:end], first, second, third, strict=True)
        ]


def unpacked_names(block: bytes) -> list[NameRow]:
    """Return the names of a block."""
    names = NameBlock(block)
    return names.rows(0, len(names.texts))


def packed_records(rows: Sequence[RecordRow]) -> bytes:
    """Return a block of records, column after column: what is alike lies beside its like, and packs better."""
    places = [cas_number(row.cas) for row in rows]
    steps = [places[0], *(after - before for before, after in pairwise(places))]
    columns = [
        [str(step) for step in steps],
        [str(row.name) for row in rows],
        [row.formula for row in rows],
        [row.smiles for row in rows],
        [row.added for row in rows],
        ["" if row.moles == 1 else str(row.moles) for row in rows],
        [row.unmatched for row in rows],
        [row.forms for row in rows],
        [str(row.origin or "") for row in rows],
    ]
    return zlib.compress(_COLUMN.join(_ROW.join(column) for column in columns).encode(), 9)


class RecordBlock:
    """The records of a block; a row is made when it is asked for.

    Args:
        block: As packed; b"" for a block that could not be read, and holds none.
    """

    def __init__(self, block: bytes) -> None:
        columns = zlib.decompress(block).decode().split(_COLUMN) if block else [""] * 9
        self._columns = [column.split(_ROW) for column in columns]
        self.places = list(accumulate(map(int, self._columns[0]))) if block else []

    def row(self, at: int) -> RecordRow:
        """Return a record."""
        name, formula, smiles, added, moles, unmatched, forms, origin = (column[at] for column in self._columns[1:])
        cas = _cas(self.places[at])
        return RecordRow(cas, int(name), formula, smiles, added, int(moles or 1), unmatched, forms, int(origin or 0))


def unpacked_records(block: bytes) -> list[RecordRow]:
    """Return the records of a block."""
    records = RecordBlock(block)
    return [records.row(at) for at in range(len(records.places))]


def _cas(place: int) -> str:
    digits = str(place)
    check = sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), 1)) % 10
    return f"{digits[:-2]}-{digits[-2:]}-{check}"


def file_bytes(head: Head, names: Sequence[tuple[str, NameRow]], records: Sequence[RecordRow]) -> bytes:
    """Return the whole file.

    Args:
        head: What it says of itself, without blocks.
        names: Each key with its name, sorted.
        records: The records, sorted by `cas_number`.
    """
    blocks: list[bytes] = []

    def placed(first: str, block: bytes) -> FileBlock:
        start = sum(map(len, blocks[-1:])) + (placed_so_far[-1].start if placed_so_far else 0)
        blocks.append(block)
        placed_so_far.append(FileBlock(first, start, len(block)))
        return placed_so_far[-1]

    placed_so_far: list[FileBlock] = []
    of_names = tuple(
        placed(names[at][0], packed_names([row for _, row in names[at : at + NAMES_IN_BLOCK]]))
        for at in range(0, len(names), NAMES_IN_BLOCK)
    )
    of_records = tuple(
        placed(str(cas_number(records[at].cas)), packed_records(records[at : at + RECORDS_IN_BLOCK]))
        for at in range(0, len(records), RECORDS_IN_BLOCK)
    )
    packed_head = zlib.compress(
        msgspec.json.encode(msgspec.structs.replace(head, names=of_names, records=of_records)), 9
    )
    return MAGIC + len(packed_head).to_bytes(4, "little") + packed_head + b"".join(blocks)
