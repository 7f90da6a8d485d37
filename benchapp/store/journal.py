"""The journal: one append-only table of entries in SQLite. Nothing is updated or deleted.

`append` returns when the entry is on disk, so what the screen says has happened is kept. A worker that needs to
read opens a journal of its own.
"""

import sqlite3
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchapp.domain.entries import KINDS, Body, ChainStarted, Entry
from benchapp.domain.messages import BenchError, Message
from benchapp.store.chain import Heads
from benchapp.store.encoding import Row, encode_body, entry_of, in_utc

# Covers tables and indexes only; the bodies have versions of their own.
TABLES_VERSION = 1
_COLUMNS = "uuid, chain, sequence, lamport, recorded_at, zone, happened_at, person, kind, version, body, previous, hash"
_TABLES = """
CREATE TABLE entry (
    uuid TEXT PRIMARY KEY NOT NULL,
    chain TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    zone TEXT NOT NULL,
    happened_at TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    body BLOB NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (chain, sequence)
) STRICT;
CREATE INDEX entry_in_order ON entry (lamport, chain, sequence);
"""


class Journal:
    """A journal file, open.

    Args:
        path: The file; made if it is not there.
        installation: Fingerprint of this machine and folder; another one starts a new chain.
        kept_heads: Heads kept outside the file; where the file lacks them, it was restored or cut, and a new
            chain is started.
        recorded: The present instant, for the entry that starts a chain.
        zone: Name of the time zone.
        read_only: Open only for reading: nothing is written, not even a chain.

    Raises:
        BenchError: The file is damaged, or was written by a newer program.
    """

    def __init__(
        self,
        path: Path,
        *,
        installation: str = "",
        kept_heads: Heads | None = None,
        recorded: datetime | None = None,
        zone: str = "UTC",
        read_only: bool = False,
    ) -> None:
        self.path = path
        self.why_read_only: BenchError | None = BenchError(Message.READ_ONLY, file=str(path)) if read_only else None
        try:
            self._open(read_only=read_only)
            self._not_understood()
            if self.why_read_only is None and recorded is not None:
                self._chain = self._chain_for(installation, kept_heads or {}, recorded, zone)
            else:
                self._chain = ""
        except sqlite3.DatabaseError as error:
            self._close_what_is_open()
            raise BenchError(Message.JOURNAL_DAMAGED, kind=str(path), reason=str(error)) from error

    def _open(self, *, read_only: bool) -> None:
        try:
            self._connect(read_only=read_only)
        except sqlite3.OperationalError as error:
            if read_only or not self.path.exists():
                raise
            # A folder or file that cannot be written opens as a viewer.
            self._connect(read_only=True)
            self.why_read_only = BenchError(Message.READ_ONLY, file=str(self.path), reason=str(error))

    def _connect(self, *, read_only: bool) -> None:
        if not read_only:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        mode = "ro" if read_only else "rwc"
        self._close_what_is_open()
        uri = f"{self.path.resolve().as_uri()}?mode={mode}"
        self._connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5)
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > TABLES_VERSION:
            self._connection.close()
            raise BenchError(Message.JOURNAL_NEWER, file=str(self.path), version=version)
        if read_only:
            return
        # DELETE and not WAL: people copy this one file to a stick, and read-only folders must open.
        self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.execute("PRAGMA synchronous = EXTRA")
        if version == 0:
            self._connection.executescript(
                f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {TABLES_VERSION}; COMMIT;"
            )

    def _close_what_is_open(self) -> None:
        opened: sqlite3.Connection | None = getattr(self, "_connection", None)
        if opened is not None:
            opened.close()

    def _not_understood(self) -> None:
        for kind, version in self._connection.execute("SELECT kind, max(version) FROM entry GROUP BY kind"):
            if kind not in KINDS or version > KINDS[kind][1]:
                self.why_read_only = BenchError(Message.JOURNAL_UNKNOWN_KIND, kind=kind, version=version)

    def _chain_for(self, installation: str, kept_heads: Heads, recorded: datetime, zone: str) -> str:
        """Give the chain to write to, starting one where this installation and file have none that goes on."""
        latest = self._latest_chain()
        heads = self.heads()
        if latest is not None:
            chain, started = latest
            behind = any(heads.get(known, (0, ""))[0] < sequence for known, (sequence, _) in kept_heads.items())
            if started.installation == installation and not behind:
                return chain
            reason = "restored" if started.installation == installation else "copied"
            begin = ChainStarted(installation, chain, heads[chain][1], reason)
        else:
            begin = ChainStarted(installation)
        self._chain = str(uuid.uuid4())
        self.append(begin, recorded=recorded, happened=recorded, zone=zone)
        return self._chain

    def _latest_chain(self) -> tuple[str, ChainStarted] | None:
        rows = self._rows("WHERE kind = 'ChainStarted' ORDER BY lamport DESC, chain DESC LIMIT 1")
        for row in rows:
            body = entry_of(row).body
            if isinstance(body, ChainStarted):
                return row.chain, body
        return None

    def append(
        self, body: Body, *, recorded: datetime, happened: datetime, zone: str = "UTC", person: str = ""
    ) -> Entry:
        """Write one entry; when this returns, it is on disk.

        Args:
            body: What happened.
            recorded: The present instant.
            happened: When it happened.
            zone: Name of the time zone.
            person: Who says so.

        Raises:
            BenchError: It could not be written; the journal is as it was.
        """
        if self.why_read_only is not None:
            raise self.why_read_only
        kind = type(body).__name__
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                sequence, previous = self._connection.execute(
                    "SELECT coalesce(max(sequence), 0), coalesce("
                    "(SELECT hash FROM entry WHERE chain = :c ORDER BY sequence DESC LIMIT 1), '') "
                    "FROM entry WHERE chain = :c",
                    {"c": self._chain},
                ).fetchone()
                (lamport,) = self._connection.execute("SELECT coalesce(max(lamport), 0) FROM entry").fetchone()
                row = Row(
                    uuid=str(uuid.uuid4()),
                    chain=self._chain,
                    sequence=sequence + 1,
                    lamport=lamport + 1,
                    recorded_at=in_utc(recorded),
                    zone=zone,
                    happened_at=in_utc(happened),
                    person=person,
                    kind=kind,
                    version=KINDS[kind][1],
                    body=encode_body(body),
                    previous=previous,
                    hash="",
                )
                self._insert(row, row.computed_hash())
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise BenchError(Message.NOT_SAVED, file=str(self.path), reason=str(error)) from error
        return entry_of(self._rows_of(row.uuid))

    def _insert(self, row: Row, row_hash: str) -> None:
        columns = [getattr(row, name) for name in _COLUMNS.split(", ")[:-1]]
        marks = ", ".join("?" * 13)
        self._connection.execute(f"INSERT INTO entry ({_COLUMNS}) VALUES ({marks})", (*columns, row_hash))  # noqa: S608

    def _rows_of(self, entry_id: str) -> Row:
        return next(self._rows("WHERE uuid = ?", entry_id))

    def _rows(self, where: str, *values: object) -> Iterator[Row]:
        for columns in self._connection.execute(f"SELECT {_COLUMNS} FROM entry {where}", values):  # noqa: S608
            yield Row(*columns)

    def rows(self) -> Iterator[Row]:
        """Give every row in the order of the journal."""
        return self._rows("ORDER BY lamport, chain, sequence")

    def entries(self) -> list[Entry]:
        """Read every entry that is understood, in the order of the journal."""
        kept = []
        for row in self.rows():
            try:
                kept.append(entry_of(row))
            except BenchError as error:
                self.why_read_only = error
        return kept

    def heads(self) -> dict[str, tuple[int, str]]:
        """Give sequence and hash of the last entry of each chain."""
        query = (
            "SELECT chain, sequence, hash FROM entry AS e "
            "WHERE sequence = (SELECT max(sequence) FROM entry WHERE chain = e.chain)"
        )
        return {chain: (sequence, head) for chain, sequence, head in self._connection.execute(query)}

    def last_hash(self) -> str:
        """Give the hash of the last entry in the order of the journal, "" where there is none."""
        query = "SELECT hash FROM entry ORDER BY lamport DESC, chain DESC, sequence DESC LIMIT 1"
        found = self._connection.execute(query).fetchone()
        return str(found[0]) if found else ""

    def __len__(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM entry").fetchone()
        return int(count)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
