"""The file of identities: a head that is read once, and compressed blocks of which one or two are read to answer.

Names lie in the order of their keys, records in the order of their CAS numbers. A name's number is its place among the
names, a record's its place among the records; a record keeps its usual name as a number. Each column of a block is
packed by itself. A name is written as the number of letters in which it begins like the one before it, and the rest; a
formula that its structure gives but for the hydrogen, as how much of that there is.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from io import BytesIO
from itertools import accumulate, pairwise
from typing import BinaryIO

import msgspec
from msgspec import Struct

MAGIC = b"BenchIdentities2"
NAMES_IN_BLOCK, RECORDS_IN_BLOCK = 1024, 512
# Numbers up to this are written as one character that is no line's end.
_MOST_SHARED, _FIRST_SIGN = 90, 32
_ROW = "\n"
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


def _planes(numbers: Sequence[int]) -> list[bytes]:
    """Return numbers of three bytes by their bytes, the low ones first: like lies beside like."""
    return [bytes((number >> shift) & 0xFF for number in numbers) for shift in (0, 8, 16)]


def _packed(columns: Iterable[bytes]) -> bytes:
    """Return columns, each packed by itself behind its length: unlike ones together pack worse by a twentieth."""
    packed = (zlib.compress(column, 9) for column in columns)
    return b"".join(len(one).to_bytes(3, "little") + one for one in packed)


def _unpacked(block: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(block):
        end = at + 3 + int.from_bytes(block[at : at + 3], "little")
        yield zlib.decompress(block[at + 3 : end])
        at = end


def packed_names(rows: Sequence[NameRow]) -> bytes:
    """Return a block of names."""
    references = [row.record | (row.rank << 20) | (row.usual << 23) for row in rows]
    lines, before = list[str](), ""
    for row in rows:
        ends = min(len(before), len(row.text), _MOST_SHARED)
        shared = next((at for at in range(ends) if before[at] != row.text[at]), ends)
        lines.append(chr(_FIRST_SIGN + shared) + row.text[shared:])
        before = row.text
    return _packed([*_planes(references), _ROW.join(lines).encode()])


def _shared(line: str) -> int:
    """Return how many letters a name begins with like the one before it."""
    return ord(line[0]) - _FIRST_SIGN


def _whole(lines: list[str]) -> list[str]:
    """Return names as they are written out."""
    before, found = "", list[str]()
    for line in lines:
        before = before[: _shared(line)] + line[1:]
        found.append(before)
    return found


class NameBlock:
    """The names of a block; a row is made when it is asked for: few of them are.

    Args:
        block: As packed; b"" for a block that could not be read, and holds none.
    """

    def __init__(self, block: bytes) -> None:
        *self._planes, texts = _unpacked(block) if block else (b"", b"", b"", b"")
        self._lines = texts.decode().split(_ROW) if texts else []

    def __len__(self) -> int:
        """Number of names."""
        return len(self._lines)

    @cached_property
    def texts(self) -> list[str]:
        """The names as they are written out."""
        return _whole(self._lines)

    def text(self, place: int) -> str:
        """Return one name by its place, without writing out all that are before it."""
        parts, needed = list[str](), _shared(self._lines[place]) + len(self._lines[place]) - 1
        while needed and place >= 0:
            line = self._lines[place]
            if (shared := _shared(line)) < needed:
                parts.append(line[1 : 1 + needed - shared])
                needed = shared
            place -= 1
        return "".join(reversed(parts))

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
    return names.rows(0, len(names))


def packed_records(rows: Sequence[RecordRow]) -> bytes:
    """Return a block of records, column after column: what is alike lies beside its like, and packs better."""
    places = [cas_number(row.cas) for row in rows]
    steps = [places[0], *(after - before for before, after in pairwise(places))]
    columns = [
        [str(step) for step in steps],
        [_short_formula(row) for row in rows],
        [row.smiles for row in rows],
        [row.added for row in rows],
        ["" if row.moles == 1 else str(row.moles) for row in rows],
        [row.unmatched for row in rows],
        [row.forms for row in rows],
        [str(row.origin or "") for row in rows],
    ]
    return _packed([*_planes([row.name for row in rows]), *(_ROW.join(column).encode() for column in columns)])


# An atom of a structure: "[nH]" and "[C@@H]" in brackets, "Cl", "C", and "c" in a ring.
_ATOM = re.compile(r"\[\d*([A-Z][a-z]?|[a-z][a-z]?)[^\]]*\]|(Br|Cl|[BCNOPSFIbcnops])")


def _with_hydrogen(smiles: str, hydrogen: str) -> str:
    """Return the formula of one molecule in Hill's order by its structure and how much hydrogen it has."""
    counts: dict[str, int] = {}
    for bracketed, plain in _ATOM.findall(smiles):
        element = (bracketed or plain).capitalize()
        counts[element] = counts.get(element, 0) + 1
    counts["H"] = int(hydrogen)
    first = ("C", "H") if "C" in counts else ()
    order = (*first, *sorted(element for element in counts if element not in first))
    return "".join(f"{one}{counts[one] if counts[one] > 1 else ''}" for one in order if counts[one])


def _short_formula(row: RecordRow) -> str:
    """Return a formula as how much hydrogen is in it, where the structure gives the rest."""
    found = re.search(r"H(?![a-z])(\d*)", row.formula)
    hydrogen = str(int(found.group(1) or 1)) if found else "0"
    plain = row.smiles and "·" not in row.formula and _with_hydrogen(row.smiles, hydrogen) == row.formula
    return hydrogen if plain else row.formula


class RecordBlock:
    """The records of a block; a row is made when it is asked for.

    Args:
        block: As packed; b"" for a block that could not be read, and holds none.
    """

    def __init__(self, block: bytes) -> None:
        columns = list(_unpacked(block))
        self._names = columns[:3]
        self._columns = [column.decode().split(_ROW) for column in columns[3:]]
        self.places = list(accumulate(map(int, self._columns[0]))) if block else []

    def row(self, at: int) -> RecordRow:
        """Return a record."""
        formula, smiles, added, moles, unmatched, forms, origin = (column[at] for column in self._columns[1:])
        low, middle, high = (plane[at] for plane in self._names)
        if formula.isdigit():
            formula = _with_hydrogen(smiles, formula)
        name = low | middle << 8 | high << 16
        return RecordRow(
            _cas(self.places[at]), name, formula, smiles, added, int(moles or 1), unmatched, forms, int(origin or 0)
        )


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


def contents_digest(data: bytes) -> str:
    """Return the digest of what a file holds: the same wherever and however it was packed."""
    head, start = read_head(BytesIO(data))
    blocks = [data[start + one.start : start + one.start + one.length] for one in (*head.names, *head.records)]
    names = [unpacked_names(block) for block in blocks[: len(head.names)]]
    records = [unpacked_records(block) for block in blocks[len(head.names) :]]
    said = msgspec.structs.replace(head, names=(), records=())
    return hashlib.sha256(msgspec.json.encode((said, names, records))).hexdigest()
