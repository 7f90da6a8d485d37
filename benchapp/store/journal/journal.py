"""The journal: one append-only table of entries in SQLite. Nothing is updated or deleted.

`append` returns when the entry is on disk, so what the screen says has happened is kept. A worker that needs to
read opens a journal of its own.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from benchapp.base.ids import FreshIds, Ids
from benchapp.domain.journal.entries import KINDS, Body, ChainStarted, Entry
from benchapp.domain.messages import BenchError, Message
from benchapp.store.file_errors import forbids_writing, trouble_with, why_not_saved, why_only_read
from benchapp.store.files import make_folder, share
from benchapp.store.journal.chain import Heads
from benchapp.store.journal.encoding import MOST_LAMPORT, StoredRow, encode_body, entry_of, in_utc

# Covers tables and indexes only; the bodies have versions of their own. The second has the index of kinds.
TABLES_VERSION = 2
COLUMNS = (
    "uuid", "chain", "sequence", "lamport", "recorded_at", "zone", "happened_at", "person", "kind", "version", "body",
    "previous", "hash",
)  # fmt: skip
_COLUMNS = ", ".join(COLUMNS)
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
CREATE INDEX entry_by_kind ON entry (kind, version);
"""
# Each kind and its latest version, from kind to kind along the index; grouped, a hundred thousand rows would be read.
_KINDS = """
WITH RECURSIVE each(kind) AS (
    SELECT min(kind) FROM entry
    UNION ALL
    SELECT (SELECT min(kind) FROM entry WHERE kind > each.kind) FROM each WHERE each.kind IS NOT NULL
)
SELECT kind, (SELECT max(version) FROM entry WHERE entry.kind = each.kind) FROM each WHERE kind IS NOT NULL
"""
# From each version of the tables to the next.
_STEPS = {1: "CREATE INDEX entry_by_kind ON entry (kind, version);"}


# Reasons for a new chain after which the chain before it is still this computer's.
_SAME_COMPUTER = frozenset({"upgraded"})

# No row is smaller than its hashes and ids.
_LEAST_ROW = 200


def most_rows(file: Path) -> int:
    """Return how many rows a file has room for; more come only of a damaged one whose pages lead in a circle."""
    try:
        return file.stat().st_size // _LEAST_ROW + 1000
    except OSError:
        # It was read before it went; what is held of it is read on.
        return 10**9


class Journal:
    """A journal file, open.

    Args:
        path: The file; made if it is not there.
        installation: Id of this installation; another one starts a new chain.
        formerly: Ids by which this same installation was known to an earlier version.
        kept_heads: Heads kept outside the file; where the file lacks them, it was restored or cut, and a new
            chain is started.
        recorded: The present instant, for the entry that starts a chain.
        zone: Name of the time zone.
        read_only: Open only for reading: nothing is written, not even a chain.
        before_change: Called with the file before its tables are brought up to date: a backup is made there.
        reason: Why a new chain begins, where one must; "" for what the file and the heads tell.
        connect: Opens the database; another one is for tests that cut writes short.

    Raises:
        BenchError: The file is damaged, or may not be read.
    """

    def __init__(
        self,
        path: Path,
        *,
        installation: str = "",
        formerly: Collection[str] = (),
        kept_heads: Heads | None = None,
        recorded: datetime | None = None,
        zone: str = "UTC",
        read_only: bool = False,
        before_change: Callable[[Path], object] | None = None,
        reason: str = "",
        connect: Callable[..., sqlite3.Connection] = sqlite3.connect,
        ids: Ids | None = None,
    ) -> None:
        self.path = path
        self.ids: Ids = ids or FreshIds()
        self._connect_to = connect
        self._before_change = before_change
        self._formerly = frozenset(formerly)
        # Chains of this computer, the one written to first; none where it is not known which computer this is.
        self.own: tuple[str, ...] = ()
        # How many entries of other computers are of a kind that only a newer version knows.
        self.unknown = 0
        self._reason = reason
        self.why_read_only: BenchError | None = BenchError(Message.READ_ONLY, file=str(path)) if read_only else None
        try:
            self._open(read_only=read_only)
            # What this program wrote since it opened the file: of a file that somebody writes over, the backups hold
            # the rest.
            self._written: list[StoredRow] = []
            self._opened, self._state = self._identity(), self._state_of_file()
            # The file is "" for one that lives in memory.
            self._on_disk = bool(self._connection.execute("PRAGMA database_list").fetchone()[2])
            self.own = self._own_chains(installation)
            self._not_understood()
            if self.why_read_only is None and recorded is not None:
                self._chain = self._chain_for(installation, kept_heads or {}, recorded, zone)
            else:
                self._chain = ""
            self._heads = self._read_heads()
        except (sqlite3.Error, OSError) as error:
            self._close_what_is_open()
            raise self._wrong(error) from error
        except BenchError:
            # Left open, Windows would not let a damaged file be set aside.
            self._close_what_is_open()
            raise

    @property
    def again(self) -> Callable[[], "Journal"]:
        """What opens this journal once more, for reading; a worker calls it in its own thread."""
        return partial(Journal, self.path, read_only=True, connect=self._connect_to)

    def _open(self, *, read_only: bool) -> None:
        try:
            self._connect(read_only=read_only)
        except sqlite3.OperationalError as error:
            if read_only or not self.path.exists() or not forbids_writing(error):
                raise
            # A folder or file that cannot be written opens as a viewer.
            self._connect(read_only=True)
            self.why_read_only = why_only_read(self.path, str(error))

    def _wrong(self, error: Exception) -> BenchError:
        """Return what an error means: only what is no trouble of permissions or drives is damage."""
        trouble = trouble_with(self.path, error)
        return trouble or BenchError(Message.JOURNAL_DAMAGED, kind=str(self.path), reason=str(error))

    def _connect(self, *, read_only: bool) -> None:
        if not read_only:
            make_folder(self.path.parent)
        mode = "ro" if read_only else "rwc"
        self._close_what_is_open()
        was_there = self.path.exists()
        if was_there and self.path.stat().st_size == 0:
            # SQLite would take it for a new one, and a lost journal would look like an empty one.
            raise sqlite3.DatabaseError("the file is empty")
        uri = f"{self.path.resolve().as_uri()}?mode={mode}"
        self._connection = self._connect_to(uri, uri=True, isolation_level=None, timeout=5)
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > TABLES_VERSION:
            self._open_newer(version)
            return
        if was_there and not self._has_entries():
            raise sqlite3.DatabaseError("it is another database, or its tables are gone")
        if read_only:
            return
        if was_there:
            self._try_to_write(version)
        # DELETE and not WAL: people copy this one file to a stick, and read-only folders must open.
        self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.execute("PRAGMA synchronous = EXTRA")
        if version == 0 and not was_there:
            self._connection.executescript(
                f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {TABLES_VERSION}; COMMIT;"
            )
            share(self.path)
        elif version < TABLES_VERSION:
            self._bring_up_to_date(version)

    def _try_to_write(self, version: int) -> None:
        """Begin to write, and take it back: SQLite opens what may not be written as if it could be."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.execute(f"PRAGMA user_version = {version}")
        except sqlite3.OperationalError as error:
            # A disk that is full now may have room when there is something to write.
            if forbids_writing(error):
                raise
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _has_entries(self) -> bool:
        query = "SELECT count(*) FROM pragma_table_info('entry')"
        (columns,) = self._connection.execute(query).fetchone()
        return int(columns) >= len(COLUMNS)

    def _open_newer(self, version: int) -> None:
        """Open what a newer program wrote as a viewer; where its table cannot be read, show nothing of it."""
        self.why_read_only = BenchError(Message.JOURNAL_NEWER, file=str(self.path), version=version)
        if not self._has_entries():
            self._connection.close()
            self._connection = sqlite3.connect(":memory:", isolation_level=None)
            self._connection.executescript(_TABLES)

    def _bring_up_to_date(self, version: int) -> None:
        if self._before_change is not None:
            try:
                self._before_change(self.path)
            except BenchError:
                # Without a backup nothing is changed; the older tables serve, and the next start tries again.
                return
        for step in range(max(1, version), TABLES_VERSION):
            self._connection.executescript(f"BEGIN IMMEDIATE; {_STEPS[step]} PRAGMA user_version = {step + 1}; COMMIT;")

    def _close_what_is_open(self) -> None:
        opened: sqlite3.Connection | None = getattr(self, "_connection", None)
        if opened is not None:
            opened.close()

    def _not_understood(self) -> None:
        """Close the journal for writing where this computer's own entries are of a newer version.

        Those of other computers are kept and left out of the state: one upgrade must not stop a whole lab.
        """
        for kind, latest in self._connection.execute(_KINDS).fetchall():
            known = KINDS[kind].VERSION if kind in KINDS else 0
            if latest <= known:
                continue
            query = "SELECT chain, max(version), count(*) FROM entry WHERE kind = ? AND version > ? GROUP BY chain"
            for chain, version, count in self._connection.execute(query, (kind, known)):
                if self._is_own(chain):
                    self.why_read_only = BenchError(Message.JOURNAL_UNKNOWN_KIND, kind=kind, version=version)
                else:
                    self.unknown += count

    def _is_own(self, chain: str) -> bool:
        return not self.own or chain in self.own

    def _own_chains(self, installation: str) -> tuple[str, ...]:
        """Return the chains of this computer, the latest first, with those it wrote before it had this id."""
        if not installation:
            return ()
        ids, found = {installation}, []
        for chain, begun in self._beginnings():
            if begun.installation in ids:
                found.append(chain)
                if begun.reason in _SAME_COMPUTER:
                    ids |= {other.installation for parent, other in self._beginnings() if parent == begun.parent}
        return tuple(found)

    def _beginnings(self) -> Iterator[tuple[str, ChainStarted]]:
        """Yield each chain with its first entry, the latest first."""
        for row in self._rows("WHERE kind = 'ChainStarted' ORDER BY lamport DESC, chain DESC"):
            entry = self._understood(row)
            if entry is not None and isinstance(entry.body, ChainStarted):
                yield row.chain, entry.body

    def _understood(self, row: StoredRow) -> Entry | None:
        """Return a row as an entry; None where it is of a newer version, or cannot be read."""
        try:
            return entry_of(row)
        except BenchError as error:
            if error.code is not Message.JOURNAL_UNKNOWN_KIND or self._is_own(row.chain):
                self.why_read_only = error
            return None

    def _chain_for(self, installation: str, kept_heads: Heads, recorded: datetime, zone: str) -> str:
        """Return the chain to write to, starting one where this installation and file have none that goes on."""
        heads = self._heads = self._read_heads()
        beginnings = list(self._beginnings())
        own = next((chain for chain, begun in beginnings if begun.installation == installation), None)
        if own is not None:
            behind = any(heads.get(known, (0, ""))[0] < sequence for known, (sequence, _) in kept_heads.items())
            if not behind and not self._reason:
                return own
            begin = ChainStarted(installation, own, heads[own][1], self._reason or "restored")
        elif beginnings:
            parent, begun = beginnings[0]
            reason = "upgraded" if begun.installation in self._formerly else "copied"
            begin = ChainStarted(installation, parent, heads[parent][1], self._reason or reason)
        else:
            begin = ChainStarted(installation, reason=self._reason or "new")
        self._chain = self.ids.uuid()
        self.append(begin, recorded=recorded, happened=recorded, zone=zone)
        self.own = self._own_chains(installation)
        return self._chain

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
        return self.append_all([body], recorded=recorded, happened=happened, zone=zone, person=person)[0]

    def _identity(self) -> tuple[int, int] | None:
        """Return what tells this file from another that is put in its place; None where it is not there."""
        try:
            told = self.path.stat()
        except OSError:
            return None
        return told.st_dev, told.st_ino

    def _state_of_file(self) -> tuple[int, int, int] | None:
        """Return what changes whenever somebody writes into the file; None where it is not there."""
        try:
            told = self.path.stat()
        except OSError:
            return None
        # A tool that copies may set the time of writing; that of the change of the file itself it cannot set.
        return told.st_size, told.st_mtime_ns, told.st_ctime_ns

    def trouble(self) -> BenchError | None:
        """Return what is wrong with the place of the file; None if nothing.

        It was deleted or moved, another file is there, or another was written over it. One that was put back with the
        same entries, or in which more were written, is opened again, and nothing is wrong.
        """
        if not self._on_disk:
            return None
        found = self._identity()
        if found is not None and ((found == self._opened and self._untouched()) or self._taken_up(found)):
            return None
        if found is not None:
            return BenchError(Message.JOURNAL_REPLACED, file=str(self.path))
        if not self.path.parent.is_dir():
            return BenchError(Message.FOLDER_GONE, file=str(self.path.parent))
        return BenchError(Message.JOURNAL_GONE, file=str(self.path))

    def _untouched(self) -> bool:
        """Return whether nobody else has written into the file; where it is only looked at, others may."""
        return self.why_read_only is not None or self._state == self._state_of_file()

    def _taken_up(self, found: tuple[int, int]) -> bool:
        """Open the file that is there now, where it is this journal; tell whether it is.

        Another file has to hold the same entries and no others: those would not be shown. Into this one another
        program may have written more.
        """
        if self.why_read_only is not None:
            return False
        try:
            there = Journal(self.path, read_only=True, connect=self._connect_to)
            try:
                same = self._is_held_by(there) if found == self._opened else there.heads() == self._heads
            finally:
                there.close()
            if same:
                # What SQLite remembers of the pages of the file may be of the one before.
                self._connect(read_only=False)
                self._opened, self._state = self._identity(), self._state_of_file()
        except (BenchError, sqlite3.Error, OSError):
            return False
        return same

    def _is_held_by(self, there: "Journal") -> bool:
        return all(there.holds(chain, *head) for chain, head in self._heads.items())

    def write_back(self) -> None:
        """Write what is held of a file that was deleted or moved to its place again, and go on with that.

        Raises:
            BenchError: It could not be written, or something else lies there by now.
        """
        part = self.path.with_name(f".{self.path.name}.held")
        try:
            make_folder(part.parent)
            part.unlink(missing_ok=True)
            self.copy_into(part)
            share(part)
            # A second name, and no rename: what somebody has put there meanwhile is not written over.
            self.path.hardlink_to(part)
            part.unlink()
        except (sqlite3.Error, OSError) as error:
            raise BenchError(Message.NOT_SAVED, file=str(self.path), reason=str(error)) from error
        trouble = self.trouble()
        if trouble is not None:
            raise trouble

    def copy_into(self, file: Path) -> None:
        """Copy what the open file holds, which may have no name any more, into another file.

        Raises:
            BenchError: It does not hold what was read of it: another was written over it.
            sqlite3.Error, OSError: It cannot be copied.
        """
        with closing(self._connect_to(file)) as copy:
            self._connection.backup(copy)
        try:
            there = Journal(file, read_only=True, connect=self._connect_to)
        except BenchError as error:
            raise BenchError(Message.JOURNAL_REPLACED, file=str(self.path)) from error
        try:
            if not self._is_held_by(there):
                raise BenchError(Message.JOURNAL_REPLACED, file=str(self.path))
        finally:
            there.close()

    @property
    def written(self) -> Sequence[StoredRow]:
        """What was written since the file was opened."""
        return self._written

    def append_all(
        self, bodies: Sequence[Body], *, recorded: datetime, happened: datetime, zone: str = "UTC", person: str = ""
    ) -> list[Entry]:
        """Write entries, all of them or none; when this returns, they are on disk.

        Raises:
            BenchError: They could not be written; the journal is as it was.
        """
        if self.why_read_only is not None:
            raise self.why_read_only
        # SQLite would go on writing into a file that has no name any more.
        trouble = self.trouble()
        if trouble is not None:
            raise trouble
        times = (in_utc(recorded), zone, in_utc(happened), person)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                written = self._write(bodies, *times)
                self._connection.execute("COMMIT")
                self._state = self._state_of_file()
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise why_not_saved(self.path, error) from error
        self._written += written
        self._heads[self._chain] = (written[-1].sequence, written[-1].hash)
        return [entry_of(row) for row in written]

    def _write(self, bodies: Sequence[Body], recorded: str, zone: str, happened: str, person: str) -> list[StoredRow]:
        query = "SELECT sequence, hash FROM entry WHERE chain = ? ORDER BY sequence DESC LIMIT 1"
        sequence, previous = self._connection.execute(query, (self._chain,)).fetchone() or (0, "")
        if (sequence, previous) != self._heads.get(self._chain, (0, "")):
            raise BenchError(Message.JOURNAL_REPLACED, file=str(self.path))
        # A number past the bound is nobody's: the check names it, and the work goes on without it.
        query = "SELECT coalesce(max(lamport), 0) FROM entry WHERE lamport <= ?"
        (last,) = self._connection.execute(query, (MOST_LAMPORT - len(bodies),)).fetchone()
        # The later entry has the higher number on whichever computer it was written, and none is below what was known
        # here when it was written, however the clock is set.
        lamport = max(last, int(datetime.fromisoformat(recorded).timestamp() * 1000) - 1)
        rows = []
        for number, body in enumerate(bodies, 1):
            kind = type(body).__name__
            row = StoredRow(
                uuid=self.ids.uuid(),
                chain=self._chain,
                sequence=sequence + number,
                lamport=lamport + number,
                recorded_at=recorded,
                zone=zone,
                happened_at=happened,
                person=person,
                kind=kind,
                version=body.VERSION,
                body=encode_body(body),
                previous=previous,
                hash="",
            )
            previous = row.computed_hash()
            rows.append(replace(row, hash=previous))
            self._insert(row, previous)
        return rows

    def _insert(self, row: StoredRow, row_hash: str) -> None:
        columns = [getattr(row, name) for name in COLUMNS[:-1]]
        marks = ", ".join("?" * 13)
        self._connection.execute(f"INSERT INTO entry ({_COLUMNS}) VALUES ({marks})", (*columns, row_hash))  # noqa: S608

    def _rows(self, where: str, *values: object) -> Iterator[StoredRow]:
        left = most_rows(self.path)
        try:
            for columns in self._connection.execute(f"SELECT {_COLUMNS} FROM entry {where}", values):  # noqa: S608
                left -= 1
                if left < 0:
                    raise sqlite3.DatabaseError("its pages lead in a circle")
                yield StoredRow(*columns)
        except sqlite3.DatabaseError as error:
            raise self._wrong(error) from error

    def rows(self) -> Iterator[StoredRow]:
        """Yield every row in the order of the journal."""
        return self._rows("ORDER BY lamport, chain, sequence")

    def backwards(self) -> Iterator[Entry]:
        """Yield every entry that is understood, the latest first."""
        for row in self._rows("ORDER BY lamport DESC, chain DESC, sequence DESC"):
            entry = self._understood(row)
            if entry is not None:
                yield entry

    def find(self, entry_id: str) -> Entry | None:
        """Return one entry; None where it is not there."""
        row = next(self._rows("WHERE uuid = ?", entry_id), None)
        return None if row is None else entry_of(row)

    def origin_of(self, solution: str) -> Entry | None:
        """Return the entry by which a solution came to be; None where there is none."""
        where = "WHERE kind IN ('SolutionMade', 'SolutionAdded') AND json_extract(body, '$.solution.id') = ?"
        row = next(self._rows(where, solution), None)
        return None if row is None else entry_of(row)

    def entries(self) -> list[Entry]:
        """Read every entry that is understood, in the order of the journal."""
        return [entry for row in self.rows() if (entry := self._understood(row)) is not None]

    def heads(self) -> dict[str, tuple[int, str]]:
        """Give sequence and hash of the last entry of each chain, where this program writes as far as it knows of them.

        What follows from the entries is kept with them, and another file in the place of this one has others.
        """
        return self._read_heads() if self.why_read_only is not None else dict(self._heads)

    def _read_heads(self) -> dict[str, tuple[int, str]]:
        # Chain by chain along the index: a journal of many entries has few chains.
        found: dict[str, tuple[int, str]] = {}
        last = ""
        query = "SELECT chain FROM entry WHERE chain > ? ORDER BY chain LIMIT 1"
        while (row := self._connection.execute(query, (last,)).fetchone()) is not None:
            last = str(row[0])
            head = "SELECT sequence, hash FROM entry WHERE chain = ? ORDER BY sequence DESC LIMIT 1"
            sequence, found_hash = self._connection.execute(head, (last,)).fetchone()
            found[last] = (int(sequence), str(found_hash))
        return found

    def holds(self, chain: str, sequence: int, row_hash: str) -> bool:
        """Return whether an entry with this hash is at this place of a chain."""
        query = "SELECT hash FROM entry WHERE chain = ? AND sequence = ?"
        found = self._connection.execute(query, (chain, sequence)).fetchone()
        return found is not None and found[0] == row_hash

    def last_hash(self) -> str:
        """Return the hash of the last entry in the order of the journal, "" where there is none.

        It is "" as well where the index of that order cannot be read: the check of the whole journal says so then.
        """
        query = "SELECT hash FROM entry ORDER BY lamport DESC, chain DESC, sequence DESC LIMIT 1"
        try:
            found = self._connection.execute(query).fetchone()
        except sqlite3.DatabaseError:
            return ""
        return str(found[0]) if found else ""

    def __len__(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM entry").fetchone()
        return int(count)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def reader_of(path: Path) -> Callable[[], Journal]:
    """Return what opens the journal of a file for reading."""
    return partial(Journal, path, read_only=True)
