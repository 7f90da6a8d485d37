"""The file of a journal: one table of rows in SQLite, its versions, and what is read of it.

Nothing is updated or deleted. `benchapp.store.journal.journal` says what is written into it.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchapp.domain.messages import BenchError, Message
from benchapp.store.file_errors import forbids_writing, trouble_with, why_only_read
from benchapp.store.files import make_folder, share
from benchapp.store.journal.encoding import RESTING_VERSION, Heads, StoredRow

if TYPE_CHECKING:
    from benchapp.store.journal.bases import Base

# Covers tables and indexes only; the bodies have versions of their own. The second has the index of kinds.
TABLES_VERSION = 2
COLUMNS = StoredRow.__struct_fields__
_COLUMNS = ", ".join(COLUMNS)
_TABLES = f"""
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
PRAGMA user_version = {TABLES_VERSION};
"""
# Each kind and its latest version, from kind to kind along the index. Grouped, a hundred thousand rows would be read,
# and by min and max too where several files read as one.
_KINDS = """
WITH RECURSIVE each(kind) AS (
    SELECT * FROM (SELECT kind FROM entry ORDER BY kind LIMIT 1)
    UNION ALL
    SELECT (SELECT kind FROM entry WHERE kind > each.kind ORDER BY kind LIMIT 1) FROM each WHERE each.kind IS NOT NULL
)
SELECT kind, (SELECT version FROM entry WHERE entry.kind = each.kind ORDER BY version DESC LIMIT 1)
FROM each WHERE kind IS NOT NULL
"""
# From each version of the tables to the next.
_STEPS = {1: "CREATE INDEX entry_by_kind ON entry (kind, version);"}

# No row is smaller than its hashes and ids.
_LEAST_ROW = 200


def most_rows(file: Path) -> int:
    """Return how many rows a file has room for; more come only of a damaged one whose pages lead in a circle."""
    try:
        return file.stat().st_size // _LEAST_ROW + 1000
    except OSError:
        # It was read before it went; what is held of it is read on.
        return 10**9


class EntryTable:
    """The table of entries, open: what is asked of it.

    Attributes:
        path: The file.
        connection: The file, open.
    """

    path: Path
    connection: sqlite3.Connection
    _bases: tuple["Base", ...] = ()
    # By which names those are open that are there, and whether entries were being moved to one when it was opened.
    _schemas: tuple[str, ...] = ()
    _clearing = False

    def wrong(self, error: Exception) -> BenchError:
        """Return what an error means: only what is no trouble of permissions or drives is damage."""
        trouble = trouble_with(self.path, error)
        return trouble or BenchError(Message.JOURNAL_DAMAGED, kind=str(self.path), reason=str(error))

    def rows(self, where: str, *values: object) -> Iterator[StoredRow]:
        """Yield the rows that a clause of SQL asks for.

        Raises:
            BenchError: They cannot be read.
        """
        left = most_rows(self.path) + sum(most_rows(self.path.with_name(one.file)) for one in self._bases)
        try:
            for columns in self.connection.execute(f"SELECT {_COLUMNS} FROM entry {where}", values):  # noqa: S608
                left -= 1
                if left < 0:
                    raise sqlite3.DatabaseError("its pages lead in a circle")
                yield StoredRow(*columns)
        except sqlite3.DatabaseError as error:
            raise self.wrong(error) from error

    def own_rows(self, where: str = "", *values: object) -> Iterator[StoredRow]:
        """Yield the rows of this file that a clause of SQL asks for, without those of the files that it rests on.

        Raises:
            sqlite3.Error: They cannot be read.
        """
        for columns in self.connection.execute(f"SELECT {_COLUMNS} FROM main.entry {where}", values):  # noqa: S608
            yield StoredRow(*columns)

    def kinds(self) -> list[tuple[str, int]]:
        """Return each kind of entry in the file, with its latest version."""
        return self.connection.execute(_KINDS).fetchall()

    def newer(self, kind: str, known: int) -> list[tuple[str, int, int]]:
        """Return each chain with entries of a kind that are newer than a version: the latest, and how many."""
        query = "SELECT chain, max(version), count(*) FROM entry WHERE kind = ? AND version > ? GROUP BY chain"
        return self.connection.execute(query, (kind, known)).fetchall()

    def head(self, chain: str) -> tuple[int, str]:
        """Return sequence and hash of the last entry of a chain; 0 and "" where it has none."""
        query = "SELECT sequence, hash FROM entry WHERE chain = ? ORDER BY sequence DESC LIMIT 1"
        sequence, row_hash = self.connection.execute(query, (chain,)).fetchone() or (0, "")
        return int(sequence), str(row_hash)

    def gap(self, chain: str) -> tuple[int, int] | None:
        """Return sequence of the first and the last entry that are missing in the middle of a chain; None for none."""
        query = "SELECT count(*), coalesce(max(sequence), 0) FROM entry WHERE chain = ?"
        count, last = self.connection.execute(query, (chain,)).fetchone()
        if count == last:
            return None
        query = "SELECT sequence FROM entry WHERE chain = ? ORDER BY sequence"
        # The first that is not in its place ends the first gap.
        numbered = enumerate(self.connection.execute(query, (chain,)), 1)
        return next(((place, sequence - 1) for place, (sequence,) in numbered if sequence != place), None)

    def heads(self) -> dict[str, tuple[int, str]]:
        """Return sequence and hash of the last entry of each chain."""
        # Chain by chain along the index: a journal of many entries has few chains.
        found: dict[str, tuple[int, str]] = {}
        last = ""
        query = "SELECT chain FROM entry WHERE chain > ? ORDER BY chain LIMIT 1"
        while (row := self.connection.execute(query, (last,)).fetchone()) is not None:
            last = str(row[0])
            found[last] = self.head(last)
        return found

    def holds(self, chain: str, sequence: int, row_hash: str) -> bool:
        """Return whether an entry with this hash is at this place of a chain."""
        query = "SELECT hash FROM entry WHERE chain = ? AND sequence = ?"
        found = self.connection.execute(query, (chain, sequence)).fetchone()
        return found is not None and found[0] == row_hash

    def last_hash(self) -> str:
        """Return the hash of the last entry in the order of the journal, "" where there is none.

        It is "" as well where the index of that order cannot be read: the check of the whole journal says so then.
        """
        # The columns of the order are asked for with it: only then do several files give it along their indexes.
        order = "ORDER BY lamport DESC, chain DESC, sequence DESC LIMIT 1"
        query = f"SELECT lamport, chain, sequence, hash FROM entry {order}"  # noqa: S608
        try:
            found = self.connection.execute(query).fetchone()
        except sqlite3.DatabaseError:
            return ""
        return str(found[3]) if found else ""

    def last_number(self, bound: int) -> int:
        """Return the highest Lamport number that is not above a bound; 0 where there is none."""
        query = "SELECT lamport FROM entry WHERE lamport <= ? ORDER BY lamport DESC LIMIT 1"
        (last,) = self.connection.execute(query, (bound,)).fetchone() or (0,)
        return int(last)

    def count_after(self, place: tuple[int, str, int]) -> int:
        """Return how many entries follow a place in the order of the journal."""
        query = "SELECT count(*) FROM entry WHERE (lamport, chain, sequence) > (?, ?, ?)"
        (count,) = self.connection.execute(query, place).fetchone()
        return int(count)

    def count_up_to(self, heads: Heads) -> int:
        """Return how many entries there are of some chains up to the given heads."""
        query, found = "SELECT count(*) FROM entry WHERE chain = ? AND sequence <= ?", 0
        for chain, (last, _) in heads.items():
            (count,) = self.connection.execute(query, (chain, last)).fetchone()
            found += int(count)
        return found

    def __len__(self) -> int:
        counts = "(SELECT count(*) FROM entry)"
        if not self._clearing:
            # Each file counts along its smallest index, which it does not do behind a view.
            counts = " + ".join(f"(SELECT count(*) FROM {name}.entry)" for name in ("main", *self._schemas))  # noqa: S608
        (count,) = self.connection.execute(f"SELECT {counts}").fetchone()
        return int(count)

    def is_closed(self, entry_id: str) -> bool:
        """Return whether an entry is in a closed year."""
        found = (
            self.connection.execute(f"SELECT 1 FROM {name}.entry WHERE uuid = ?", (entry_id,)).fetchone()  # noqa: S608
            for name in self._schemas
        )
        return any(one is not None for one in found)


class JournalFile(EntryTable):
    """The file of a journal, open.

    Args:
        path: The file; made if it is not there.
        read_only: Open only for reading.
        lenient: Whether it opens, for reading, where a closed year that it rests on is lacking.
        before_change: Called with the file before its tables are brought up to date: a backup is made there.
        connect: Opens the database.

    Raises:
        BenchError: The file is damaged, or may not be read.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        lenient: bool = False,
        before_change: Callable[[Path], object] | None = None,
        connect: Callable[..., sqlite3.Connection] = sqlite3.connect,
    ) -> None:
        self.path = path
        self.connect = connect
        self._lenient = lenient
        # Whether a closed year that it rests on is not read with it.
        self.lacking = False
        self._before_change = before_change
        self.why_read_only: BenchError | None = BenchError(Message.READ_ONLY, file=str(path)) if read_only else None
        try:
            self._open(read_only=read_only)
            # The file is "" for one that lives in memory.
            self.on_disk = bool(self.connection.execute("PRAGMA database_list").fetchone()[2])
        except (sqlite3.Error, OSError, BenchError) as error:
            # Left open, Windows would not let a damaged file be set aside.
            self.close()
            if isinstance(error, BenchError):
                raise
            raise self.wrong(error) from error

    def _open(self, *, read_only: bool) -> None:
        try:
            self._connect(read_only=read_only)
        except sqlite3.OperationalError as error:
            if read_only or not self.path.exists() or not forbids_writing(error):
                raise
            # A folder or file that cannot be written opens as a viewer.
            self._connect(read_only=True)
            self.why_read_only = why_only_read(self.path, str(error))

    def open_again(self) -> None:
        """Open it anew for writing: what SQLite remembers of its pages may be of another file.

        Raises:
            BenchError, sqlite3.Error, OSError: It cannot be opened.
        """
        self._connect(read_only=False)

    def _connect(self, *, read_only: bool) -> None:
        if not read_only:
            make_folder(self.path.parent)
        mode = "ro" if read_only else "rwc"
        self.close()
        was_there = self.path.exists()
        if was_there and self.path.stat().st_size == 0:
            # SQLite would take it for a new one, and a lost journal would look like an empty one.
            raise sqlite3.DatabaseError("the file is empty")
        uri = f"{self.path.resolve().as_uri()}?mode={mode}"
        self.connection = self.connect(uri, uri=True, isolation_level=None, timeout=5)
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        if version > RESTING_VERSION:
            self._open_newer(version)
            return
        if was_there and not self._has_entries():
            raise sqlite3.DatabaseError("it is another database, or its tables are gone")
        if version == RESTING_VERSION and not self._attach_bases():
            return
        if read_only:
            return
        if was_there:
            self._try_to_write(version)
        # DELETE and not WAL: people copy this one file to a stick, and read-only folders must open.
        self.connection.execute("PRAGMA journal_mode = DELETE")
        self.connection.execute("PRAGMA synchronous = EXTRA")
        if version == 0 and not was_there:
            # The room of rows that are deleted from it can be given back.
            self.connection.executescript(f"PRAGMA auto_vacuum = INCREMENTAL; BEGIN IMMEDIATE; {_TABLES} COMMIT;")
            share(self.path)
        elif version < TABLES_VERSION:
            self._bring_up_to_date(version)

    def _attach_bases(self) -> bool:
        """Let it read as one with what it rests on; return whether all of that is there.

        Raises:
            BenchError: A closed year is lacking, and that may not be.
        """
        from benchapp.store.journal.bases import attach, clearing_in, holder_of, named_in  # noqa: PLC0415 (few rest)

        self._bases = named_in(self.connection)
        lacking = attach(self.connection, self.path.parent, self._bases)
        self._schemas = tuple(f"base{number}" for number, base in enumerate(self._bases) if base not in lacking)
        self._clearing = bool(clearing_in(self.connection, holder_of(self._bases)))
        if lacking:
            self.lacking = True
            self.why_read_only = BenchError(
                Message.JOURNAL_YEARS_LACKING, file=str(self.path.with_name(lacking[0].file))
            )
            if not self._lenient:
                raise self.why_read_only
        return not lacking

    def _try_to_write(self, version: int) -> None:
        """Begin to write, and take it back: SQLite opens what may not be written as if it could be."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            self.connection.execute(f"PRAGMA user_version = {version}")
        except sqlite3.OperationalError as error:
            # A disk that is full now may have room when there is something to write.
            if forbids_writing(error):
                raise
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def _has_entries(self) -> bool:
        query = "SELECT count(*) FROM pragma_table_info('entry')"
        (columns,) = self.connection.execute(query).fetchone()
        return int(columns) >= len(COLUMNS)

    def _open_newer(self, version: int) -> None:
        """Open what a newer program wrote as a viewer; where its table cannot be read, show nothing of it."""
        self.why_read_only = BenchError(Message.JOURNAL_NEWER, file=str(self.path), version=version)
        if not self._has_entries():
            self.connection.close()
            self.connection = sqlite3.connect(":memory:", isolation_level=None)
            self.connection.executescript(_TABLES)

    def _bring_up_to_date(self, version: int) -> None:
        if self._before_change is not None:
            try:
                self._before_change(self.path)
            except BenchError:
                # Without a backup nothing is changed; the older tables serve, and the next start tries again.
                return
        for step in range(max(1, version), TABLES_VERSION):
            self.connection.executescript(f"BEGIN IMMEDIATE; {_STEPS[step]} PRAGMA user_version = {step + 1}; COMMIT;")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write what is inserted within it, all of it or nothing; at its end it is on disk.

        Raises:
            sqlite3.Error: It could not be written.
        """
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def insert(self, row: StoredRow) -> None:
        """Add a row, within a transaction."""
        columns = [getattr(row, name) for name in COLUMNS]
        marks = ", ".join("?" * len(COLUMNS))
        self.connection.execute(f"INSERT INTO main.entry ({_COLUMNS}) VALUES ({marks})", columns)  # noqa: S608

    def last_row(self) -> int:
        """Return the number of the row that was added last, wherever it belongs; the file numbers them from 1."""
        (last,) = self.connection.execute("SELECT coalesce(max(rowid), 0) FROM main.entry").fetchone()
        return int(last)

    def copy_to(self, file: Path) -> None:
        """Copy what the open file holds, which may have no name any more, into another file.

        Raises:
            sqlite3.Error, OSError: It cannot be copied.
        """
        with closing(self.connect(file)) as copy:
            self.connection.backup(copy)

    def close(self) -> None:
        """Close the file, where it is open."""
        opened: sqlite3.Connection | None = getattr(self, "connection", None)
        if opened is not None:
            opened.close()
