"""Rows added to the file of a journal, and a file made whole with what it rests on."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from benchapp.store.journal.bases import attach, bases_of, bring, named_in
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.journal.journal_file import COLUMNS, JournalFile

# How many rows are read or deleted at once: whoever writes at the bench waits for no more.
AT_ONCE = 500


def in_slices(
    read: Callable[..., Iterable[StoredRow]],
    where: str,
    after: tuple[object, ...],
    place: Callable[[StoredRow], tuple[object, ...]],
    *until: object,
) -> Iterator[list[StoredRow]]:
    """Yield the rows that a clause of SQL asks for, some at once: between them others may write.

    Args:
        read: Reads rows by a clause and its values.
        where: The clause, in the order in which they are read; its values are those of a place, and then `until`.
        after: The place after which they begin.
        place: Gives the place of a row.
        until: The other values of the clause.
    """
    while rows := list(read(f"{where} LIMIT ?", *after, *until, AT_ONCE)):
        yield rows
        after = place(rows[-1])


def spans(begin: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers of rows after one and up to another in spans of some: after which each begins, and its last."""
    for up_to in range(begin + AT_ONCE, last + AT_ONCE, AT_ONCE):
        yield up_to - AT_ONCE, up_to


class RowsAdded(Struct, frozen=True):
    """What came of adding rows to a journal.

    Attributes:
        count: How many it lacked.
        apart: How many it could not take, as it has another in their place.
    """

    count: int
    apart: int


def add_rows(file: Path, rows: Iterable[StoredRow]) -> RowsAdded:
    """Add the rows that a journal lacks.

    Raises:
        OSError, sqlite3.Error: They cannot be written.
    """
    added = apart = 0
    marks = ", ".join("?" * len(COLUMNS))
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")
        if bases := named_in(connection):
            # What is in a closed year is there.
            attach(connection, file.parent, bases)
        connection.execute("BEGIN IMMEDIATE")
        for row in rows:
            values = [getattr(row, name) for name in COLUMNS]
            query = f"INSERT OR IGNORE INTO main.entry ({', '.join(COLUMNS)}) VALUES ({marks})"  # noqa: S608
            closed = bases and connection.execute("SELECT 1 FROM entry WHERE uuid = ?", (row.uuid,)).fetchone()
            if not closed and connection.execute(query, values).rowcount:
                added += 1
            else:
                there = connection.execute("SELECT hash FROM entry WHERE uuid = ?", (row.uuid,)).fetchone()
                apart += there is None or there[0] != row.hash
        connection.execute("COMMIT")
    return RowsAdded(added, apart)


def copy_whole(backup: Path, file: Path) -> None:
    """Copy a backup into a file that rests on no other but closed years, which are brought beside it.

    Args:
        backup: The backup, whole in itself or not.
        file: Where it is written; what is there is written over.

    Raises:
        OSError, sqlite3.Error: It cannot be read or written.
        BenchError: What it rests on is not there as it was.
    """
    bases = bases_of(backup)
    for base in bases:
        if base.is_closed:
            bring(base, backup.parent, file.parent)
    if not bases or bases[0].is_closed:
        shutil.copyfile(backup, file)
        return
    shutil.copyfile(backup.with_name(bases[0].file), file)
    with closing(JournalFile(backup, read_only=True)) as resting:
        add_rows(file, resting.own_rows())
        count, heads = len(resting), resting.heads()
    with closing(JournalFile(file, read_only=True)) as whole:
        if (len(whole), whole.heads()) != (count, heads):
            raise sqlite3.DatabaseError(f"{bases[0].file}, on which it rests, is not there as it was")
