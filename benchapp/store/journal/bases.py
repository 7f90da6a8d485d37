"""Files that the file of a journal rests on: whole, beside it, and never changed again.

A file that rests on others holds only the entries that they lack, and a table that names them. Opened by
`JournalFile`, they read as one journal.
"""

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from benchapp.store.journal.encoding import RESTING_VERSION

_TABLE = "CREATE TABLE base (file TEXT PRIMARY KEY NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT"


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


def rest_on(connection: sqlite3.Connection, bases: Sequence[Base]) -> None:
    """Write into a file of entries that it rests on others."""
    connection.execute(_TABLE)
    connection.executemany("INSERT INTO base VALUES (?, ?, ?)", [(one.file, one.size, one.sha256) for one in bases])
    connection.execute(f"PRAGMA user_version = {RESTING_VERSION}")


def bases_of(file: Path) -> tuple[Base, ...]:
    """Return what a file rests on; nothing where it is whole in itself.

    Raises:
        sqlite3.Error: It cannot be read.
    """
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return named_in(connection)


def named_in(connection: sqlite3.Connection) -> tuple[Base, ...]:
    """Return what an open file rests on.

    Raises:
        sqlite3.Error: It cannot be read.
    """
    if connection.execute("PRAGMA user_version").fetchone()[0] != RESTING_VERSION:
        return ()
    found = tuple(Base(*row) for row in connection.execute("SELECT file, size, sha256 FROM base ORDER BY rowid"))
    for base in found:
        if Path(base.file).name != base.file:
            raise sqlite3.DatabaseError("it rests on a file elsewhere")
    return found


def attach(connection: sqlite3.Connection, folder: Path, bases: Sequence[Base]) -> None:
    """Let an open file and those that it rests on read as one.

    Raises:
        sqlite3.Error: One of them is not there, or is another one.
    """
    parts = ["SELECT * FROM main.entry"]
    for number, base in enumerate(bases):
        file = folder / base.file
        if not file.is_file() or file.stat().st_size != base.size:
            raise sqlite3.DatabaseError(f"{base.file}, on which it rests, is not there as it was")
        connection.execute(f"ATTACH ? AS base{number}", (f"{file.resolve().as_uri()}?mode=ro&immutable=1",))
        parts.append(f"SELECT * FROM base{number}.entry")  # noqa: S608 (a number)
    # A view of this connection alone; it takes the place of the table wherever that is read.
    connection.execute(f"CREATE TEMP VIEW entry AS {' UNION ALL '.join(parts)}")
