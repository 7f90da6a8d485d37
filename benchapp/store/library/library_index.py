"""The index of the library: which compounds there are, in which part of which file, and what they are found by.

It is made from the files and can be thrown away at any time. A start asks it one question and reads no list; what has
changed is read again in the background, file by file.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.facts import form_word
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.compounds.monograph import NameKind
from benchapp.domain.messages import BenchError, Message, Value
from benchapp.store.files import listed, share
from benchapp.store.library.monograph_file import bytes_of, read_bytes
from benchapp.store.library.overlays import laid_over, overlay_file, read_overlay

if TYPE_CHECKING:
    from benchapp.store.library.listing import ListedCompound

# Raised when what is kept here changes; an older index is thrown away.
VERSION = 6
# The kind of a term that is found so that it can be said: that is another compound.
NOT_THIS_ONE = "not this one"
FORM = "a form of it"
_TABLES = """
CREATE TABLE files (file TEXT PRIMARY KEY, size INTEGER, changed INTEGER, overlay INTEGER, refusal TEXT);
CREATE TABLE compounds (
    number INTEGER PRIMARY KEY, id TEXT, name TEXT, cas TEXT, file TEXT, start INTEGER, length INTEGER, hash TEXT,
    origin TEXT, shown INTEGER, summary BLOB
);
CREATE INDEX compounds_by_id ON compounds (id);
CREATE INDEX compounds_by_file ON compounds (file);
CREATE TABLE terms (number INTEGER PRIMARY KEY, compound INTEGER, text TEXT, kind TEXT, key TEXT);
CREATE INDEX terms_by_compound ON terms (compound);
CREATE INDEX terms_by_key ON terms (key);
"""


class Headline(Struct, frozen=True):
    """A compound in the index.

    Attributes:
        id: UUID.
        name: The name shown.
        cas: CAS number, "" if none.
        file: The file it is in.
        start, length: The bytes of that file.
        hash: Hash of its content, edits included.
        origin: Where it comes from.
    """

    id: str
    name: str
    cas: str
    file: str
    start: int
    length: int
    hash: str
    origin: Origin


class Term(Struct, frozen=True):
    """What a compound was found by: as shown, and what it is ("accepted", "code", "CAS", "catalogue number")."""

    text: str
    kind: str


class Folders(Struct, frozen=True):
    """Where monographs lie.

    Attributes:
        bundled: What comes with the program; never written to.
        own: A person's own; None for none.
    """

    bundled: Path
    own: Path | None = None

    @property
    def overlays(self) -> Path | None:
        """Edits of bundled monographs."""
        return None if self.own is None else self.own / "overlays"

    @property
    def versions(self) -> Path | None:
        """Every version that was replaced, or that a solution was made by."""
        return None if self.own is None else self.own / "versions"

    def files(self) -> list[tuple[Path, Origin]]:
        """Return every monograph file, the bundled first."""
        found = [(path, Origin.BUNDLED) for path in sorted(self.bundled.glob("*.json"))]
        if self.own is not None:
            found += [(path, Origin.OWN) for path in listed(self.own, "*.json")]
        return found


class LibraryIndex:
    """The index in its file.

    Args:
        file: Where it lies; ":memory:" keeps it nowhere.

    Raises:
        sqlite3.Error: It can be neither opened nor made again.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._connection = self._open()

    def _connect(self) -> sqlite3.Connection:
        # Used by the thread that made it and by no other, but released by whichever collects it.
        return sqlite3.connect(self._file, check_same_thread=False)

    def _open(self) -> sqlite3.Connection:
        try:
            return self._ready(self._connect())
        except sqlite3.OperationalError:
            # Another connection holds it, or the folder cannot be written to: nothing is wrong with the file.
            raise
        except sqlite3.DatabaseError:
            # Damaged, or no database: it can be thrown away at any time, and is.
            for ending in ("", "-wal", "-shm"):
                Path(self._file + ending).unlink(missing_ok=True)
            return self._ready(self._connect())

    def _ready(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        connection.isolation_level = None
        try:
            connection.execute("PRAGMA busy_timeout = 5000")
            if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                self._make(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            connection.close()
            raise
        return connection

    def _make(self, connection: sqlite3.Connection) -> None:
        # Who searches does not wait for the worker that writes.
        with suppress(sqlite3.OperationalError):
            # Refused while another connection does the same, and then it is done.
            connection.execute("PRAGMA journal_mode = WAL")
        if self._file != ":memory:":
            share(Path(self._file))
        connection.execute("BEGIN IMMEDIATE")
        # Of two that begin at the same time the second finds it made.
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                connection.execute(f'DROP TABLE "{name}"')
            for statement in _TABLES.split(";")[:-1]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")

    def close(self) -> None:
        """Close it."""
        self._connection.close()

    def __del__(self) -> None:
        # An index that could not be opened has none.
        connection = getattr(self, "_connection", None)
        if connection is not None:
            connection.close()

    # -- asking -----------------------------------------------------------------------------------------------

    def headline(self, compound: str) -> Headline | None:
        """Return a compound by its id."""
        return next(iter(self._headlines("id = ?", (compound,))), None)

    def headlines(self, most: int = 1_000_000) -> tuple[Headline, ...]:
        """Return the compounds by name."""
        return self._headlines("1 ORDER BY name COLLATE NOCASE LIMIT ?", (most,))

    def with_term(self, key: str) -> tuple[Headline, ...]:
        """Return the compounds that have exactly this key among what they are found by."""
        return self._headlines(
            "number IN (SELECT compound FROM terms WHERE key = ? AND kind != ?)", (key, NOT_THIS_ONE)
        )

    def _headlines(self, where: str, values: Sequence[object]) -> tuple[Headline, ...]:
        rows = self._connection.execute(
            f"SELECT id, name, cas, file, start, length, hash, origin FROM compounds WHERE shown AND {where}",  # noqa: S608 (the conditions are in this class)
            values,
        )
        return tuple(
            Headline(compound, name, cas, file, start, length, content, Origin(origin))
            for compound, name, cas, file, start, length, content, origin in rows
        )

    def listed(self) -> "tuple[ListedCompound, ...]":
        """Return every compound as a list shows it, by name."""
        from benchapp.store.library.listing import unpacked  # noqa: PLC0415 (a start lists nothing)

        rows = self._connection.execute(
            "SELECT id, name, cas, origin, file, summary FROM compounds WHERE shown ORDER BY name COLLATE NOCASE"
        )
        return tuple(unpacked(*row) for row in rows)

    def files_with(self, compound: str) -> tuple[Path, ...]:
        """Return every file that holds a compound, also where another one's is shown."""
        rows = self._connection.execute("SELECT DISTINCT file FROM compounds WHERE id = ?", (compound,)).fetchall()
        return tuple(Path(row[0]) for row in rows)

    def term(self, number: int) -> tuple[Headline, Term] | None:
        """Return a term and its compound by the term's number; None where it was taken out since."""
        row = self._connection.execute("SELECT compound, text, kind FROM terms WHERE number = ?", (number,)).fetchone()
        found = () if row is None else self._headlines("number = ?", (row[0],))
        return (found[0], Term(row[1], row[2])) if found else None

    def keys(self) -> list[tuple[int, int, str]]:
        """Return every key: number of its term, of its compound, and the key; the bundled compounds' first."""
        return self._connection.execute(
            "SELECT terms.number, compound, key FROM terms JOIN compounds ON compound = compounds.number WHERE shown"
        ).fetchall()

    def refused(self) -> list[BenchError]:
        """Return why files were refused."""
        rows = self._connection.execute("SELECT refusal FROM files WHERE refusal != ''").fetchall()
        return [_error(row[0]) for row in rows]

    # -- renewing ---------------------------------------------------------------------------------------------

    def renew(self, folders: Folders) -> bool:
        """Read again what has changed since; return whether anything had."""
        if not self._changed(folders):
            return False
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            changed = self._renew(folders)
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
        return changed

    def _stamps(self, folders: Folders) -> dict[str, tuple[Path, Origin, tuple[int, int, int]]]:
        overlays = _overlay_stamp(folders)
        return {str(path): (path, origin, _stamp(path, origin, overlays)) for path, origin in folders.files()}

    def _known(self) -> dict[str, tuple[int, int, int]]:
        rows = self._connection.execute("SELECT file, size, changed, overlay FROM files")
        return {file: (size, changed, overlay) for file, size, changed, overlay in rows}

    def _changed(self, folders: Folders) -> bool:
        return self._known() != {file: stamp for file, (_, _, stamp) in self._stamps(folders).items()}

    def _renew(self, folders: Folders) -> bool:
        wanted, known = self._stamps(folders), self._known()
        gone = [file for file in known if file not in wanted]
        stale = [file for file, (_, _, stamp) in wanted.items() if known.get(file) != stamp]
        for file in (*gone, *stale):
            self._forget(file)
        rows = self._connection.execute("SELECT id, name FROM compounds WHERE origin = 'bundled'")
        bundled = {row[0]: row[1] for row in rows}
        for file in stale:
            path, origin, stamp = wanted[file]
            refusal = self._take(path, origin, folders, bundled)
            self._connection.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?)", (file, *stamp, refusal))
        self._choose()
        return bool(gone or stale)

    def _forget(self, file: str) -> None:
        self._connection.execute(
            "DELETE FROM terms WHERE compound IN (SELECT number FROM compounds WHERE file = ?)", (file,)
        )
        self._connection.execute("DELETE FROM compounds WHERE file = ?", (file,))
        self._connection.execute("DELETE FROM files WHERE file = ?", (file,))

    def _take(self, path: Path, origin: Origin, folders: Folders, bundled: dict[str, str]) -> str:
        trouble: BenchError | None = None
        try:
            for filed, start, length in placed(path):
                one = filed
                if origin is Origin.BUNDLED:
                    bundled[one.monograph.id] = one.monograph.identity.name
                    one, trouble = edited(one, folders)
                elif one.monograph.id in bundled:
                    name = bundled[one.monograph.id]
                    raise BenchError(Message.MONOGRAPH_BUNDLED, file=str(path), path="$.id", name=name)
                self._insert(one, path, start, length, origin)
        except BenchError as error:
            self._forget(str(path))
            trouble = error
        return "" if trouble is None else msgspec.json.encode([str(trouble.code), trouble.values]).decode()

    def _insert(self, filed: LibraryItem, path: Path, start: int, length: int, origin: Origin) -> None:
        identity = filed.monograph.identity
        from benchapp.store.library.listing import packed  # noqa: PLC0415 (a start indexes nothing)
        from benchapp.store.library.terms import key_of  # noqa: PLC0415

        named = (filed.monograph.id, identity.name, identity.cas)
        row = (*named, str(path), start, length, filed.hash, origin.value, 1, packed(filed))
        done = self._connection.execute("INSERT INTO compounds VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._connection.executemany(
            "INSERT INTO terms (compound, text, kind, key) VALUES (?, ?, ?, ?)",
            ((done.lastrowid, text, kind, key_of(text)) for text, kind in _terms(filed)),
        )

    def _choose(self) -> None:
        """Where several files hold a compound, the one that is named after it is shown, else the one changed last."""
        twice = self._connection.execute("SELECT id FROM compounds GROUP BY id HAVING count(*) > 1").fetchall()
        self._connection.execute("UPDATE compounds SET shown = 1 WHERE NOT shown")
        for (compound,) in twice:
            rows = self._connection.execute(
                "SELECT number, compounds.file, changed FROM compounds JOIN files USING (file) WHERE id = ?",
                (compound,),
            ).fetchall()
            best = max(rows, key=lambda row: (Path(row[1]).stem == compound, row[2], row[0]))
            self._connection.execute("UPDATE compounds SET shown = 0 WHERE id = ? AND number != ?", (compound, best[0]))


def renew_index(file: str, folders: Folders) -> bool:
    """Renew an index by a connection of one's own; for a worker. Tells whether anything had changed."""
    with closing(LibraryIndex(file)) as index:
        return index.renew(folders)


def placed(path: Path) -> Iterable[tuple[LibraryItem, int, int]]:
    """Read a monograph file with the bytes at which each monograph is.

    Raises:
        BenchError: The file cannot be read or is refused.
    """
    data = bytes_of(path)
    read = read_bytes(data, str(path))
    try:
        parts = msgspec.json.decode(data, type=_RawCollection).monographs
    except msgspec.DecodeError:
        parts = ()
    if len(parts) != len(read):
        return [(filed, 0, len(data)) for filed in read]
    found, place = [], 0
    for filed, part in zip(read, parts, strict=True):
        raw = bytes(part)
        start = data.index(raw, place)
        found.append((filed, start, len(raw)))
        place = start + len(raw)
    return found


class _RawCollection(Struct):
    monographs: tuple[msgspec.Raw, ...]


def _stamp(path: Path, origin: Origin, overlays: int) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except OSError:
        return (-1, -1, -1)
    return (status.st_size, status.st_mtime_ns, overlays if origin is Origin.BUNDLED else 0)


def _overlay_stamp(folders: Folders) -> int:
    # Which overlay is whose is known only when the file has been read; any change there reads the few bundled again.
    if folders.overlays is None:
        return 0
    stamps = [_stamp(file, Origin.OWN, 0) for file in listed(folders.overlays, "*.json")]
    return hash(tuple(stamps)) & 0x7FFFFFFFFFFFFFFF if stamps else 0


def edited(filed: LibraryItem, folders: Folders) -> tuple[LibraryItem, BenchError | None]:
    """Return a bundled monograph with a person's edits; without them, and why, where they cannot be taken."""
    if folders.overlays is None:
        return filed, None
    try:
        overlay = read_overlay(folders.overlays, filed.monograph.id)
        return laid_over(filed, overlay, str(overlay_file(folders.overlays, filed.monograph.id))), None
    except BenchError as error:
        return filed, error


def _terms(filed: LibraryItem) -> list[tuple[str, str]]:
    identity = filed.monograph.identity
    terms = [(identity.name, NameKind.ACCEPTED.value)]
    terms += [(name.text, name.kind.value) for name in identity.names if name.text != identity.name]
    terms += [(identity.cas, "CAS")] if identity.cas else []
    terms += [(form.cas, "CAS") for form in identity.forms if form.cas and form.cas != identity.cas]
    terms += [(f"{identity.name} {name}", FORM) for form in identity.forms[1:] if (name := form_word(form))]
    terms += [(trap.cas, NOT_THIS_ONE) for trap in identity.traps if trap.cas]
    terms += [(code.code, "catalogue number") for code in filed.monograph.supplier_codes]
    return terms


def _error(kept: str) -> BenchError:
    code, values = msgspec.json.decode(kept, type=tuple[str, dict[str, Value]])
    return BenchError(MessageCode(code), **values)
