"""Closing years: the entries of years that are over move into a file beside the journal that never changes again.

Each step can be cut short. The closed file is written, verified and copied to the backups before the journal names it;
from then on its entries are read there, whether or not they are in the journal too; and they are deleted from the
journal, some at a time, by a later start, once both files were read from end to end.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchapp.base.paths import sync_folder
from benchapp.store.files import make_folder, new_half, share
from benchapp.store.journal.backups import why_not_written
from benchapp.store.journal.bases import Base, base_from, bring, clearing_in, closed_by, named_in, rest_on
from benchapp.store.journal.encoding import CLOSED, StoredRow
from benchapp.store.journal.joining import in_slices, spans
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.journal_file import JournalFile

# So long after the end of a year the other computers of a lab have given what they recorded in it.
CLOSED_AFTER = timedelta(days=90)
# Of fewer entries there is nothing to be gained.
FEWEST = 50_000
# SQLite attaches ten files at most, and a backup rests on one more.
MOST_CLOSED = 8
# So long nothing is held between two of many changes. Who waits for a file asks again each 0.1 s at the latest
# (sqliteDefaultBusyCallback), and would not get at it through shorter gaps.
PAUSE_S = 0.15
# How many pages are given back at once.
_PAGES_AT_ONCE = 250
_BEFORE_ALL = (-(2**63), "", 0)


class JournalWithoutYears(Journal):
    """A journal that opens, for reading, where a closed year that it rests on is lacking."""

    LENIENT = True


def year_to_close(journal: Path, now: datetime) -> int | None:
    """Return the year with which the entries are to be closed that are over; None where there are too few of them.

    Raises:
        BenchError, sqlite3.Error: The journal cannot be read.
    """
    year = (now - CLOSED_AFTER).year - 1
    with closing(JournalFile(journal, read_only=True)) as held:
        if len(named_in(held.connection)) >= MOST_CLOSED or clearing_in(held.connection):
            return None
        query = "SELECT count(*) FROM main.entry WHERE lamport < ?"
        (count,) = held.connection.execute(query, (_end_of(year),)).fetchone()
    return year if count >= FEWEST else None


def _end_of(year: int) -> int:
    """Return the number below which the Lamport numbers of a year and of all before it are."""
    return int(datetime(year + 1, 1, 1, tzinfo=UTC).timestamp() * 1000)


def tend_years(journal: Path, backups: Path, now: datetime, tell: Callable[[int, int], object]) -> Base | None:
    """Keep both copies of each closed year whole, and close what is over; made for a worker, once a day.

    Args:
        journal: The file.
        backups: Where backups lie.
        now: The present.
        tell: As of `close_years`.

    Returns:
        The file that was closed; None where none was.

    Raises:
        BenchError: It cannot be written, or was stopped; the journal is as it was.
    """
    try:
        keep_closed(journal, backups)
        year = year_to_close(journal, now)
        return None if year is None else close_years(journal, backups, year, tell)
    except (OSError, sqlite3.Error) as error:
        raise why_not_written(journal.parent, error) from error


def close_years(journal: Path, backups: Path, year: int, tell: Callable[[int, int], object]) -> Base | None:
    """Let the journal rest on a file of its own for the entries up to the end of a year.

    Args:
        journal: The file.
        backups: Where backups lie; a copy of the closed file is kept there.
        year: The last year that is closed.
        tell: Called with how many entries are written, and how many there are; what it raises stops it.

    Returns:
        The closed file; None where an entry is not as it was written: the check of the journal says so.

    Raises:
        BenchError, OSError, sqlite3.Error: It cannot be written; the journal is as it was.
    """
    part = new_half(journal.parent, "closed")
    try:
        if not _written(journal, part, _end_of(year), tell):
            return None
        share(part)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        found = base_from(part)
        base = Base(f"{CLOSED}{year}-{found.sha256[:12]}.sqlite", found.size, found.sha256)
        part.replace(journal.with_name(base.file))
        sync_folder(journal.parent)
    finally:
        part.unlink(missing_ok=True)
    make_folder(backups)
    bring(base, journal.parent, backups)
    with closing(_opened(journal)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        rest_on(connection, [base], clearing=[base.file])
        connection.execute("COMMIT")
    return base


def _opened(journal: Path) -> sqlite3.Connection:
    """Open the file of a journal for writing, without those that it rests on."""
    connection = sqlite3.connect(f"{journal.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)
    connection.execute("PRAGMA synchronous = EXTRA")
    return connection


def _written(journal: Path, part: Path, end: int, tell: Callable[[int, int], object]) -> bool:
    """Write the entries below a number into a file and read them again; tell whether all are as they were."""
    part.unlink()
    given, kept = hashlib.sha256(), hashlib.sha256()
    with closing(JournalFile(journal, read_only=True)) as held, closing(JournalFile(part)) as file:
        query = "SELECT count(*) FROM main.entry WHERE lamport < ?"
        (whole,) = held.connection.execute(query, (end,)).fetchone()
        done = 0
        for rows in _slices(held, end):
            with file.transaction():
                for row in rows:
                    if row.computed_hash() != row.hash:
                        return False
                    file.insert(row)
                    given.update(row.hash.encode())
            done += len(rows)
            tell(done, whole)
        for row in file.rows("ORDER BY lamport, chain, sequence"):
            kept.update(row.computed_hash().encode())
    return done > 0 and given.digest() == kept.digest()


def _slices(held: JournalFile, end: int) -> Iterator[list[StoredRow]]:
    """Return the rows below a number, some at once.

    The beginnings of chains stay in the journal, and the row that was added last, from which the numbers of rows go on.
    """
    where = (
        "WHERE (lamport, chain, sequence) > (?, ?, ?) AND lamport < ? AND kind <> 'ChainStarted' "
        "AND rowid < (SELECT max(rowid) FROM main.entry) ORDER BY lamport, chain, sequence"
    )
    return in_slices(held.own_rows, where, _BEFORE_ALL, lambda row: (row.lamport, row.chain, row.sequence), end)


def keep_closed(journal: Path, backups: Path) -> None:
    """Copy closed files that are missing or damaged from where there is one that is whole; each is read to its end.

    Args:
        journal: The file of the journal; one that cannot be read has none.
        backups: Where backups lie.
    """
    with suppress(sqlite3.Error, OSError):
        for base in closed_by(journal):
            for begin, end in ((backups, journal.parent), (journal.parent, backups)):
                with suppress(sqlite3.Error, OSError):
                    bring(base, begin, end)


def begin_clearing(journal: Path) -> None:
    """Let `clear_years` delete what is closed; called before anything opens the journal, which is read otherwise then.

    Where it cannot be written, nothing begins.
    """
    with suppress(OSError, sqlite3.Error), closing(_opened(journal)) as connection:
        if clearing_in(connection):
            connection.execute("UPDATE clearing SET up_to = 0 WHERE up_to < 0")


def clear_years(journal: Path, backups: Path, pause: Callable[[float], object]) -> int:
    """Delete from a journal what is in the closed files that it rests on, where both copies of them are whole.

    Made for a worker, where everything has opened the journal after `begin_clearing`. The room that this leaves is
    given back. Where it cannot be done, it goes on at another start. Give how many entries.

    Args:
        journal: The file.
        backups: Where backups lie.
        pause: Waits for so many seconds; what it raises ends the clearing, which goes on at another start.
    """
    deleted = 0
    with suppress(OSError, sqlite3.Error), closing(_opened(journal)) as connection:
        clearing = clearing_in(connection)
        for base in [one for one in named_in(connection) if clearing.get(one.file, -1) >= 0]:
            if all(base.is_there(folder) and base.is_as_it_was(folder) for folder in (journal.parent, backups)):
                file = journal.with_name(base.file).resolve()
                connection.execute("ATTACH ? AS closed", (f"{file.as_uri()}?mode=ro&immutable=1",))
                deleted += _cleared(connection, base, clearing[base.file], pause)
                connection.execute("DETACH closed")
        _give_back(connection, pause)
    return deleted


def _cleared(connection: sqlite3.Connection, base: Base, begin: int, pause: Callable[[float], object]) -> int:
    (last,) = connection.execute("SELECT coalesce(max(rowid), 0) FROM closed.entry").fetchone()
    deleted = 0
    for after, up_to in spans(begin, last):
        connection.execute("BEGIN IMMEDIATE")
        # An entry that is another one here stays, beside the one that was closed: the check names it.
        deleted += connection.execute(_DELETE, (after, up_to)).rowcount
        connection.execute("UPDATE clearing SET up_to = ? WHERE file = ?", (up_to, base.file))
        if up_to >= last:
            connection.execute("DELETE FROM clearing WHERE file = ?", (base.file,))
        connection.execute("COMMIT")
        pause(PAUSE_S)
    return deleted


def _give_back(connection: sqlite3.Connection, pause: Callable[[float], object]) -> None:
    """Give the pages of a journal back that hold nothing any more, some at a time; none of one that is made for none.

    Rows keep their numbers, which `VACUUM` does not promise, and nobody waits while all is written anew.
    """
    (mode,) = connection.execute("PRAGMA auto_vacuum").fetchone()
    while mode and connection.execute("PRAGMA freelist_count").fetchone()[0]:
        # One that is only executed ends after its first page.
        connection.executescript(f"PRAGMA incremental_vacuum({_PAGES_AT_ONCE})")
        pause(PAUSE_S)


_DELETE = """
DELETE FROM main.entry AS one
WHERE uuid IN (SELECT uuid FROM closed.entry WHERE rowid > ? AND rowid <= ?)
AND EXISTS (SELECT 1 FROM closed.entry AS other WHERE other.uuid = one.uuid AND other.hash = one.hash)
"""
