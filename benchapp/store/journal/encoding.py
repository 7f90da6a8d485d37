"""Entries as bytes: canonical UTF-8 JSON bodies, and the hash that ties each entry to the one before."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.journal.entries import KINDS, Body, Entry
from benchapp.domain.messages import BenchError, Message

# An entry's Lamport number is when it was recorded, ms since 1970, or one more than the highest before it. No clock
# comes near this bound, up to which every language counts whole numbers exactly.
MOST_LAMPORT = 2**53
# Sequence and hash of the last entry of each chain.
Heads = Mapping[str, tuple[int, str]]

# The version of the file of a journal that rests on others (`benchapp.store.journal.bases`); a program that knows of
# none shows it as a newer one.
RESTING_VERSION = 3
# How the names begin of the files that the years of a journal that are over lie in, and which files these are.
CLOSED = "closed-"
CLOSED_FILES = f"{CLOSED}*.sqlite"

_ENCODER = msgspec.json.Encoder(order="sorted")


class StoredRow(Struct, frozen=True):
    """One row of the journal's table, as it lies on disk.

    Attributes are the columns: the body is canonical UTF-8 JSON, times are ISO 8601 in UTC, the hashes are
    SHA-256 in hexadecimal, `previous` is that of the chain's entry before ("" for the first).
    """

    uuid: str
    chain: str
    sequence: int
    lamport: int
    recorded_at: str
    zone: str
    happened_at: str
    person: str
    kind: str
    version: int
    body: bytes
    previous: str
    hash: str

    def computed_hash(self) -> str:
        """Compute the hash over all columns before it."""
        head = _ENCODER.encode(
            [
                self.uuid,
                self.chain,
                self.sequence,
                self.lamport,
                self.recorded_at,
                self.zone,
                self.happened_at,
                self.person,
                self.kind,
                self.version,
                self.previous,
            ]
        )
        return hashlib.sha256(head + b"\n" + self.body).hexdigest()

    def sealed(self) -> "StoredRow":
        """Return the row with its hash."""
        return replace(self, hash=self.computed_hash())


def encode_body(body: Body) -> bytes:
    """Return the canonical bytes of a body: sorted keys, no spaces, UTF-8."""
    return _ENCODER.encode(body)


def decode_body(kind: str, version: int, data: bytes) -> Body:
    """Read a body, bringing an older version up to today's.

    Raises:
        BenchError: The kind or version is not understood, or the bytes are not a body of it.
    """
    known = KINDS.get(kind)
    if known is None or version > known.VERSION:
        raise BenchError(Message.JOURNAL_UNKNOWN_KIND, kind=kind, version=version)
    try:
        return msgspec.json.decode(data, type=known)
    except (msgspec.DecodeError, ArithmeticError, RecursionError, TypeError, ValueError) as error:
        # Whatever a value's own check says of what is there.
        raise BenchError(Message.JOURNAL_DAMAGED, kind=kind, reason=str(error)) from error


def entry_of(row: StoredRow) -> Entry:
    """Read a row as an entry.

    Raises:
        BenchError: Its body is not understood.
    """
    try:
        recorded, happened = datetime.fromisoformat(row.recorded_at), datetime.fromisoformat(row.happened_at)
    except (TypeError, ValueError) as error:
        raise BenchError(Message.JOURNAL_DAMAGED, kind=str(row.kind), reason=str(error)) from error
    return Entry(
        id=row.uuid,
        chain=row.chain,
        sequence=row.sequence,
        lamport=row.lamport,
        recorded_at=recorded,
        zone=row.zone,
        happened_at=happened,
        person=row.person,
        body=decode_body(row.kind, row.version, row.body),
        hash=row.hash,
    )


def in_utc(moment: datetime) -> str:
    """Write an instant as it is in the journal."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
