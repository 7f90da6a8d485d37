"""Segments: runs of entries of one chain, each a compressed file of JSON lines that is written once.

The first line says what the file holds, each further line is a row of the journal with its body as it is on disk.
`zcat` shows a segment; nothing of it is trusted before every hash of it was computed again.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from benchapp.domain.codes import MessageCode
from benchapp.domain.journal.entries import KINDS
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.encoding import MOST_LAMPORT, StoredRow, entry_of
from benchapp.store.lab.foreign import decoded

FORMAT = "benchapp-segment/1"
# What one file may hold unpacked: a small file that unpacks to gigabytes is damage or malice. Text takes up to four
# times its room in memory, which is to stay below 64 MB whatever a file holds.
MOST_BYTES = 8 * 2**20
# How much is unpacked at a time.
_PIECE = 64 * 1024
# What a row has besides its body, at most; a row that is written here has a few hundred.
_MOST_FIELDS = 4000
# Versions of kinds of entries are small numbers, and times are those of a bench.
_MOST_VERSION, _YEARS = 10_000, range(1970, 3000)
# The highest number of an entry that is taken in: half of what there is, so that whoever has it can still write on.
_MOST_TAKEN = MOST_LAMPORT // 2
# How many digits of the last entry's hash are in a name.
_DIGITS = 12
# Within the names that every file system and every sharing service allows.
_CHAIN = re.compile(r"[0-9a-f-]{36}", re.ASCII)
_NAME = re.compile(r"([0-9a-f-]{36})-([0-9]{8})-([0-9]{8})-([0-9a-f]{12})\.gz", re.ASCII)
_GZIP = 16 + zlib.MAX_WBITS


class SegmentName(Struct, frozen=True, order=True):
    """The name of a segment, which says what it holds, so that no file is opened where nothing is new.

    Attributes:
        chain: Id of the chain.
        first: Sequence of the first entry in it.
        last: Sequence of the last one.
        head: The first 12 digits of the last entry's hash.
    """

    chain: str
    first: int
    last: int
    head: str

    @property
    def text(self) -> str:
        """The name of the file."""
        return f"{self.chain}-{self.first:08d}-{self.last:08d}-{self.head}.gz"

    def is_of(self, row_hash: str) -> bool:
        """Return whether the last entry may have this hash."""
        return row_hash.startswith(self.head)


def read_name(text: str) -> SegmentName | None:
    """Return what the name of a file says; None where it is no name of a segment, as of a copy in conflict."""
    found = _NAME.fullmatch(text)
    if found is None:
        return None
    first, last = int(found[2]), int(found[3])
    return SegmentName(found[1], first, last, found[4]) if 0 < first <= last else None


def is_chain(text: str) -> bool:
    """Return whether a name may be the id of a chain."""
    return _CHAIN.fullmatch(text) is not None


class Written(Struct, frozen=True):
    """Where and when a segment was written.

    Attributes:
        program: Version of the program.
        wall: The instant by the wall clock, ISO 8601 in UTC.
        boot: Id of the boot.
        boot_s: Seconds since that boot.
    """

    program: str
    wall: str
    boot: str
    boot_s: float


class SegmentHead(Struct, frozen=True):
    """The first line of a segment.

    Attributes:
        format: The format and its version.
        chain: Id of the chain.
        first: Sequence of the first entry.
        last: Sequence of the last one.
        before: Hash of the entry before the first; "" at the beginning of a chain.
        head: Hash of the last entry.
        count: How many entries there are.
        written: Where and when.
    """

    format: str
    chain: str
    first: int
    last: int
    before: str
    head: str
    count: int
    written: Written


# A row of the journal as a line: its columns in their order, the body as it stands.
_Line = msgspec.defstruct(
    "_Line",
    [(name, msgspec.Raw if name == "body" else kind) for name, kind in StoredRow.__annotations__.items()],
    frozen=True,
    array_like=True,
    forbid_unknown_fields=True,
)


def name_of(rows: Sequence[StoredRow]) -> SegmentName:
    """Return the name of the segment that holds rows of one chain, which follow each other."""
    return SegmentName(rows[0].chain, rows[0].sequence, rows[-1].sequence, rows[-1].hash[:_DIGITS])


def line_of(row: StoredRow) -> bytes:
    """Return a row as a line of a segment, which ends with the hash of the entry before and its own."""
    # Of a `Raw` the bytes are written as they are.
    return msgspec.json.encode(_Line(**asdict(row) | {"body": msgspec.Raw(row.body)}))


def row_of(line: bytes) -> StoredRow:
    """Read a line of a segment; nothing of it is verified.

    Raises:
        ValueError: It is none.
    """
    fields = asdict(decoded(line, _Line))
    return StoredRow(**fields | {"body": bytes(fields["body"])})


def pack(rows: Sequence[StoredRow], written: Written) -> bytes:
    """Return rows of one chain, which follow each other, as the bytes of a segment."""
    first, last = rows[0], rows[-1]
    head = SegmentHead(
        FORMAT, first.chain, first.sequence, last.sequence, first.previous, last.hash, len(rows), written
    )
    lines = [msgspec.json.encode(head), *map(line_of, rows)]
    # Without a time in the header of gzip: the same rows are the same bytes.
    packer = zlib.compressobj(wbits=_GZIP)
    return packer.compress(b"\n".join(lines) + b"\n") + packer.flush()


class UnfitError(BenchError):
    """A segment is not whole, or not what it says it is.

    Args:
        code: What is wrong with it.
        name: Which segment.
        entry: Sequence of the entry that is not as it was written; 0 where it is the file.
    """

    def __init__(self, code: MessageCode, name: SegmentName, entry: int = 0) -> None:
        super().__init__(code, file=name.text, entry=entry)


def unpack(name: SegmentName, data: bytes) -> list[StoredRow]:
    """Return the rows of a segment, each verified against the one before.

    Args:
        name: Its name.
        data: The bytes of the file.

    Raises:
        UnfitError: It is not whole, or not what its name and first line say, or a row is not as it was written.
    """
    lines = _lines(name, data)
    head = _head(name, next(lines))
    rows: list[StoredRow] = []
    previous, number = head.before, 0
    # Row by row, so that nothing more is read of what is not as it was written.
    for sequence, line in enumerate(lines, name.first):
        row = _row(name, line)
        follows = (row.chain, row.sequence, row.previous) == (name.chain, sequence, previous)
        begins = row.kind == "ChainStarted" and not row.previous
        numbered = number < row.lamport <= _MOST_TAKEN
        if not follows or not numbered or begins != (sequence == 1) or row.computed_hash() != row.hash:
            raise UnfitError(Message.SEGMENT_CHANGED, name, sequence)
        _check_readable(name, row)
        rows.append(row)
        previous, number = row.hash, row.lamport
    counted = head.count == len(rows) == name.last - name.first + 1
    if not counted or previous != head.head or not name.is_of(previous):
        raise UnfitError(Message.SEGMENT_MISNAMED, name)
    return rows


def _lines(name: SegmentName, data: bytes) -> Iterator[bytes]:
    """Yield the lines of a segment as they are unpacked, the first one always.

    Raises:
        UnfitError: It is not whole, or too large.
    """
    unpacker = zlib.decompressobj(wbits=_GZIP)
    room, rest = MOST_BYTES, [b""]
    for begin in range(0, len(data), _PIECE):
        packed = data[begin : begin + _PIECE]
        while True:
            try:
                text = unpacker.decompress(packed, _PIECE)
            except zlib.error as error:
                raise UnfitError(Message.SEGMENT_UNREADABLE, name) from error
            room -= len(text)
            if room < 0:
                raise UnfitError(Message.SEGMENT_TOO_LARGE, name)
            first, *others = text.split(b"\n")
            rest.append(first)
            for line in others:
                yield b"".join(rest)
                rest = [line]
            packed = unpacker.unconsumed_tail
            if unpacker.eof or (not packed and len(text) < _PIECE):
                break
        if unpacker.eof and (unpacker.unused_data or begin + _PIECE < len(data)):
            raise UnfitError(Message.SEGMENT_CUT, name)
    if not unpacker.eof or any(rest) or room == MOST_BYTES:
        raise UnfitError(Message.SEGMENT_CUT, name)


def _head(name: SegmentName, line: bytes) -> SegmentHead:
    try:
        head = decoded(line, SegmentHead)
    except ValueError as error:
        raise UnfitError(Message.SEGMENT_UNREADABLE, name) from error
    if head.format != FORMAT:
        raise UnfitError(Message.SEGMENT_NEWER, name)
    if (head.chain, head.first, head.last) != (name.chain, name.first, name.last):
        raise UnfitError(Message.SEGMENT_MISNAMED, name)
    return head


def _row(name: SegmentName, line: bytes) -> StoredRow:
    try:
        return row_of(line)
    except ValueError as error:
        raise UnfitError(Message.SEGMENT_UNREADABLE, name) from error


def _check_readable(name: SegmentName, row: StoredRow) -> None:
    """Make sure that a row can be held and passed on, whether or not this version can read its body.

    The beginning of a chain says whose it is, and must be read; all that came after an entry which one version cannot
    read would otherwise never arrive there.

    Raises:
        UnfitError: It cannot.
    """
    kind = KINDS.get(row.kind)
    try:
        if not row.uuid or _room_of(row) > _MOST_FIELDS or not 0 < row.version <= _MOST_VERSION:
            raise ValueError
        if not all(_is_of_a_bench(at) for at in (row.recorded_at, row.happened_at)):
            raise ValueError
        # What is no text could not be passed on as it is.
        row.body.decode()
        if row.sequence == 1 and kind is not None and row.version <= kind.VERSION:
            entry_of(row)
    except (BenchError, ValueError, RecursionError) as error:
        raise UnfitError(Message.SEGMENT_CHANGED, name, row.sequence) from error


def _room_of(row: StoredRow) -> int:
    texts = (row.uuid, row.recorded_at, row.zone, row.happened_at, row.person, row.kind)
    return sum(len(text) for text in texts)


def _is_of_a_bench(text: str) -> bool:
    """Return whether a time is one that a computer of a lab may have written.

    Raises:
        ValueError: It is no time.
    """
    at = datetime.fromisoformat(text)
    return at.tzinfo is not None and at.year in _YEARS
