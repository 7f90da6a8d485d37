"""Computers of a lab that behave as real ones, without disks: what they hold, and the folder between them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from benchapp.domain.journal.entries import Body, ChainStarted, NoteAdded
from benchapp.domain.messages import Message
from benchapp.store.journal.encoding import StoredRow, encode_body, in_utc
from benchapp.store.lab.lab_folder import Listing
from benchapp.store.lab.segments import SegmentName, UnfitError, Written, read_name
from tests.making import BEGIN

# A name that was read once is that of the same segment at the next look.
known_name = lru_cache(maxsize=None)(read_name)
WRITTEN = Written("0.1", "2026-11-23T08:00:00.000+00:00", "boot-1", 1000.0)


def written(boot_s: float) -> Written:
    return Written("0.1", in_utc(BEGIN + timedelta(seconds=boot_s)), "boot-1", boot_s)


class RowsInMemory:
    """The entries of a computer."""

    def __init__(self) -> None:
        self.of: dict[str, list[StoredRow]] = {}
        self.highest = 0

    def head(self, chain: str) -> tuple[int, str]:
        rows = self.of.get(chain)
        return (rows[-1].sequence, rows[-1].hash) if rows else (0, "")

    def chains(self) -> tuple[str, ...]:
        return tuple(self.of)

    def hash_at(self, chain: str, sequence: int) -> str:
        rows = self.of.get(chain, [])
        return rows[sequence - 1].hash if 0 < sequence <= len(rows) else ""

    def rows_after(self, chain: str, sequence: int, most: int) -> list[StoredRow]:
        return self.of.get(chain, [])[sequence : sequence + most]

    def gap(self, chain: str) -> tuple[int, int] | None:
        """None: what is in memory was never damaged."""
        return None

    def add(self, rows: Sequence[StoredRow]) -> None:
        for row in rows:
            held = self.of.setdefault(row.chain, [])
            assert row.sequence == len(held) + 1
            assert row.previous == (held[-1].hash if held else "")
            held.append(row)
            self.highest = max(self.highest, row.lamport)

    def write(self, chain: str, body: Body | None = None, at: datetime = BEGIN, person: str = "") -> StoredRow:
        """Write one entry, the first of a chain being its beginning."""
        sequence, previous = self.head(chain)
        number = max(self.highest, self.of[chain][-1].lamport if sequence else 0, int(at.timestamp() * 1000) - 1) + 1
        body = body or (NoteAdded(f"note {sequence}", "i1") if sequence else ChainStarted(chain[:8]))
        row = StoredRow(
            uuid=f"{chain}:{sequence + 1}",
            chain=chain,
            sequence=sequence + 1,
            lamport=number,
            recorded_at=in_utc(at),
            zone="UTC",
            happened_at=in_utc(at),
            person=person,
            kind=type(body).__name__,
            version=body.VERSION,
            body=encode_body(body),
            previous=previous,
            hash="",
        ).sealed()
        self.add([row])
        return row

    def everything(self) -> set[str]:
        return {row.hash for rows in self.of.values() for row in rows}


class FolderInMemory:
    """A folder of a lab: files by name, some of which have a strange name or are cut."""

    def __init__(self) -> None:
        self.new: dict[str, bytes] = {}
        self.old: dict[str, bytes] = {}

    def recent(self) -> Listing:
        return _listing(self.new)

    def sealed(self, chain: str) -> Listing:
        return _listing({name: data for name, data in self.old.items() if name.startswith(chain)})

    def chains_sealed(self) -> tuple[str, ...]:
        return tuple(sorted({name.chain for name in _listing(self.old).names}))

    def read(self, name: SegmentName) -> bytes:
        found = self.new.get(name.text, self.old.get(name.text))
        if found is None:
            raise UnfitError(Message.SEGMENT_NOT_READ, name)
        return found

    def put(self, name: SegmentName, data: bytes, *, sealed: bool = False) -> None:
        (self.old if sealed else self.new).setdefault(name.text, data)

    def remove(self, name: SegmentName) -> None:
        self.new.pop(name.text, None)

    def remove_halves(self, chains: Collection[str], now: datetime) -> None:
        # None of them has a time.
        assert chains is not None
        assert now


def _listing(files: dict[str, bytes]) -> Listing:
    names = [known_name(text) for text in files]
    found = sorted(name for name in names if name is not None)
    return Listing(tuple(found), len(names) - len(found))


def chain_id(number: int) -> str:
    """Return the id of a chain, which looks as real ones do."""
    return f"{number:08x}-0000-4000-8000-{number:012x}"
