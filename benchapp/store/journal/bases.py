"""Files that the file of a journal rests on: whole, beside it, and never changed again.

A file that rests on others holds only the entries that they lack, and a table that names them. Opened by
`JournalFile`, they read as one journal.
"""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from benchapp.store.files import new_half, put_in_place, share
from benchapp.store.journal.encoding import CLOSED, RESTING_VERSION

_TABLES = (
    "CREATE TABLE IF NOT EXISTS base (file TEXT PRIMARY KEY, size INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT",
    # Those whose entries are being deleted from the file that rests on them, and up to which row of theirs; a negative
    # number as long as that is not to begin.
    "CREATE TABLE IF NOT EXISTS clearing (file TEXT PRIMARY KEY, up_to INTEGER NOT NULL) STRICT",
)


class Base(Struct, frozen=True):
    """A file that another one rests on.

    Attributes:
        file: Its name.
        size: How many bytes it has.
        sha256: The hash of these bytes, in hexadecimal.
    """

    file: str
    size: int
    sha256: str

    @property
    def is_closed(self) -> bool:
        """Whether it holds years that are over, and is no backup."""
        return self.file.startswith(CLOSED)

    def is_there(self, folder: Path) -> bool:
        """Return whether a folder has a file of its name and size."""
        try:
            return (folder / self.file).stat().st_size == self.size
        except OSError:
            return False

    def is_as_it_was(self, folder: Path) -> bool:
        """Return whether the file in a folder has the bytes that it had.

        Raises:
            OSError: It cannot be read.
        """
        return base_from(folder / self.file) == self


def base_from(file: Path) -> Base:
    """Return a file as one that others may rest on from now on.

    Raises:
        OSError: It cannot be read.
    """
    with file.open("rb") as opened:
        return Base(file.name, file.stat().st_size, hashlib.file_digest(opened, "sha256").hexdigest())


def rest_on(connection: sqlite3.Connection, bases: Sequence[Base], clearing: Iterable[str] = ()) -> None:
    """Write into a file of entries that it rests on others.

    Args:
        connection: The file, open.
        bases: The others.
        clearing: The names of those whose entries are all in this file still, and are read there.
    """
    for table in _TABLES:
        connection.execute(table)
    connection.executemany("INSERT INTO base VALUES (?, ?, ?)", [(one.file, one.size, one.sha256) for one in bases])
    connection.executemany("INSERT INTO clearing VALUES (?, -1)", [(file,) for file in clearing])
    connection.execute(f"PRAGMA user_version = {RESTING_VERSION}")


def bases_of(file: Path) -> tuple[Base, ...]:
    """Return what a file rests on; nothing where it is whole in itself.

    Raises:
        sqlite3.Error: It cannot be read.
    """
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return named_in(connection)


def closed_by(file: Path) -> tuple[Base, ...]:
    """Return the closed years that a file rests on.

    Raises:
        sqlite3.Error: It cannot be read.
    """
    return tuple(base for base in bases_of(file) if base.is_closed)


def named_in(connection: sqlite3.Connection) -> tuple[Base, ...]:
    """Return what an open file rests on.

    Raises:
        sqlite3.Error: It cannot be read.
    """
    if connection.execute("PRAGMA user_version").fetchone()[0] != RESTING_VERSION:
        return ()
    found = tuple(Base(*row) for row in connection.execute("SELECT file, size, sha256 FROM base ORDER BY rowid"))
    if any(Path(base.file).name != base.file for base in found):
        raise sqlite3.DatabaseError("it rests on a file elsewhere")
    return found


def clearing_in(connection: sqlite3.Connection, schema: str = "main") -> dict[str, int]:
    """Return the files whose entries are being deleted from one that rests on them, and up to which row they are.

    Args:
        connection: The file, open.
        schema: By which name it is open.

    Raises:
        sqlite3.Error: It cannot be read.
    """
    if connection.execute(f"PRAGMA {schema}.user_version").fetchone()[0] != RESTING_VERSION:
        return {}
    return dict(connection.execute(f"SELECT file, up_to FROM {schema}.clearing"))  # noqa: S608 (a name of ours)


def holder_of(bases: Sequence[Base]) -> str:
    """Return by which name the file is open from which entries are moved to closed years.

    An increment has nothing of what is closed; the backup that it rests on may have.
    """
    return "main" if bases[0].is_closed else "base0"


def attach(connection: sqlite3.Connection, folder: Path, bases: Sequence[Base]) -> tuple[Base, ...]:
    """Let an open file and those that it rests on read as one.

    Returns:
        The closed years that are lacking or cannot be read.

    Raises:
        sqlite3.Error: What is lacking is no closed year.
    """
    lacking, parts = list[Base](), ["SELECT * FROM main.entry"]
    holder = holder_of(bases)
    for number, base in enumerate(bases):
        try:
            if not base.is_there(folder):
                raise sqlite3.DatabaseError(f"{base.file}, on which it rests, is not there as it was")
            uri = f"{(folder / base.file).resolve().as_uri()}?mode=ro&immutable=1"
            connection.execute(f"ATTACH ? AS base{number}", (uri,))
            connection.execute(f"SELECT hash FROM base{number}.entry ORDER BY lamport LIMIT 1").fetchone()  # noqa: S608
        except sqlite3.Error:
            if not base.is_closed:
                raise
            lacking.append(base)
        else:
            up_to = clearing_in(connection, holder).get(base.file)
            only = "" if up_to is None else _CLEARED.format(holder=holder, file=base.file.replace("'", "''"))
            # Where deleting has not begun all is in the other file, and every look-up would go through this one.
            if up_to is None or up_to >= 0:
                parts.append(f"SELECT * FROM base{number}.entry{only}")  # noqa: S608 (names of ours)
    # A view of this connection alone; it takes the place of the table wherever that is read.
    connection.execute(f"CREATE TEMP VIEW entry AS {' UNION ALL '.join(parts)}")
    return tuple(lacking)


# Each entry is read in one place: where it was deleted from the other. One transaction deletes some and says so.
_CLEARED = " WHERE rowid <= coalesce((SELECT up_to FROM {holder}.clearing WHERE file = '{file}'), 9223372036854775807)"


def bring(base: Base, begin: Path, end: Path) -> None:
    """Copy a file that others rest on into another folder, where it is not there as it was.

    Raises:
        OSError: It cannot be copied.
        sqlite3.DatabaseError: It is not what it was.
    """
    file = end / base.file
    if file.is_file() and base.is_as_it_was(end):
        return
    if not base.is_as_it_was(begin):
        raise sqlite3.DatabaseError(f"{base.file} is not there as it was")
    part = new_half(end, "closed")
    try:
        shutil.copyfile(begin / base.file, part)
        share(part)
        number = 1
        while (aside := file.with_name(f"damaged-{number}-{file.name}")).exists():
            number += 1
        put_in_place(part, file, aside)
    finally:
        part.unlink(missing_ok=True)
