"""A damaged journal: it is set aside, the newest good backup is opened, and what can still be read is added.

The original is never changed. What was found is described in words; an entry that is lost leaves a gap in its chain,
which the check goes on showing.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct

from benchapp.domain.messages import BenchError, Message, Value
from benchapp.store.file_errors import trouble_with
from benchapp.store.files import free_name, listed, put_in_place, reason_of, share, take_mark
from benchapp.store.journal.backups import Backup, backups_in, heads_in, verified
from benchapp.store.journal.encoding import CLOSED_FILES, Heads, StoredRow
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.journal_file import COLUMNS, most_rows


class Rescue(Struct, frozen=True):
    """What was done about a damaged journal.

    Attributes:
        aside: The damaged file, under the name it is kept by.
        backup: The backup that was opened; "" where there was none.
        from_backup: Entries that it has.
        salvaged: Entries read from the damaged file that the backup lacked.
        reason: What was wrong.
        missing: Later entries that are known of and lacking, where the journal was not there; -1 where it was.
        apart: Entries of the damaged file in whose place the backup has others; they are in that file alone.
    """

    aside: str
    backup: str
    from_backup: int
    salvaged: int
    reason: str
    missing: int = -1
    apart: int = 0

    def message(self) -> BenchError:
        """Return it as a message."""
        if self.missing >= 0 and self.backup:
            backup, count = Path(self.backup).name, self.from_backup
            return BenchError(
                Message.JOURNAL_NOT_THERE, file=self.aside, backup=backup, entries=count, missing=self.missing
            )
        if self.missing >= 0:
            return BenchError(Message.JOURNAL_NOT_THERE_LOST, file=self.aside, missing=self.missing)
        values: dict[str, Value] = {
            "file": Path(self.aside).name,
            "salvaged": self.salvaged,
            "entries": self.from_backup,
            "reason": self.reason,
        }
        if self.backup:
            values["backup"] = Path(self.backup).name
            if self.apart:
                return BenchError(Message.JOURNAL_RESCUED_APART, **values, apart=self.apart)
            return BenchError(Message.JOURNAL_RESCUED, **values)
        code = Message.JOURNAL_SALVAGED if self.salvaged else Message.JOURNAL_LOST
        return BenchError(code, **values)


def rescue(journal: Path, backups: Path, reason: str, heads: Heads | None = None) -> Rescue:
    """Set a damaged journal aside and make the best one that can be made.

    Args:
        journal: The damaged file; it must not be open.
        backups: Where backups lie.
        reason: What was wrong.
        heads: The last entries that are known of.

    Raises:
        BenchError: The files cannot be moved; nothing was changed.
    """
    from benchapp.store.journal.joining import add_rows, copy_whole  # noqa: PLC0415 (few starts rescue)

    rows = list(readable_rows(journal))
    good, count = newest_good(backups, heads or {})
    aside = free_name(journal, "damaged")
    part = journal.with_name(f".{journal.name}.rescued")
    try:
        part.unlink(missing_ok=True)
        if good is not None:
            copy_whole(good, part)
        else:
            Journal(part).close()
        added = add_rows(part, chain(rows, _closed_rows(journal)))
        put_in_place(part, journal, aside)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise BenchError(
            Message.JOURNAL_NOT_MENDED, file=str(journal), damage=reason, reason=reason_of(error)
        ) from error
    return Rescue(str(aside), str(good or ""), count, added.count, reason, apart=added.apart)


# A backup of which this is said may be the best there is: it is not passed over.
_UNREADABLE = frozenset(
    {
        Message.FILE_OF_ANOTHER,
        Message.FILE_FORBIDDEN,
        Message.FILE_IN_USE,
        Message.CANNOT_BE_READ,
        Message.FOLDER_OF_ANOTHER,
        Message.FOLDER_FORBIDDEN,
    }
)


def newest_good(folder: Path, heads: Heads) -> tuple[Path | None, int]:
    """Return the backup that goes furthest on the chains that are known of, and how many entries it has.

    Raises:
        BenchError: One that may be better cannot be read just now.
    """
    try:
        if folder.exists():
            os.scandir(folder).close()
    except OSError as error:
        raise trouble_with(folder, error) or error from error
    # By what they hold and not by their names alone: a clock that was wrong makes names of the future.
    for backup in sorted(backups_in(folder), key=lambda backup: _reach(backup, heads), reverse=True):
        try:
            return backup.file, verified(backup.file)
        except BenchError as error:
            if error.code in _UNREADABLE:
                raise
    return None, 0


def _reach(backup: Backup, heads: Heads) -> int:
    if not heads:
        return 0
    try:
        held = heads_in(backup.file)
    except (BenchError, sqlite3.Error):
        # What is wrong with it shows when it is its turn.
        return 0
    return sum(min(held.get(chain, (0, ""))[0], sequence) for chain, (sequence, _) in heads.items())


def replace_missing(journal: Path, backups: Path, heads: Heads) -> Rescue | None:
    """Put the newest backup where a journal is missing.

    Args:
        journal: The file, which is not there.
        backups: Where backups lie.
        heads: The last entries that are known of; none where nobody has worked here.

    Returns:
        What was done; None where there was nothing to be missed.

    Raises:
        BenchError: It cannot be done; nothing was changed.
    """
    good, count = newest_good(backups, heads)
    known = sum(sequence for sequence, _ in heads.values())
    if good is None:
        return Rescue(str(journal), "", 0, 0, "", known) if known else None
    held = heads_in(good)
    missing = sum(max(0, sequence - held.get(chain, (0, ""))[0]) for chain, (sequence, _) in heads.items())
    from benchapp.store.journal.joining import add_rows, copy_whole  # noqa: PLC0415 (few starts rescue)

    part = journal.with_name(f".{journal.name}.restored")
    try:
        copy_whole(good, part)
        add_rows(part, _closed_rows(journal))
        share(part)
        put_in_place(part, journal, free_name(journal, "missing"))
    except (OSError, sqlite3.Error) as error:
        raise BenchError(Message.FOLDER_UNUSABLE, file=str(journal.parent), reason=reason_of(error)) from error
    return Rescue(str(journal), str(good), count, 0, "", missing)


def readable_rows(file: Path) -> Iterator[StoredRow]:
    """Yield every row of a damaged file that can be read and whose hash is right, wherever it lies."""
    seen: set[str] = set()
    for row in _all_rows(file):
        if row.uuid not in seen and _is_whole(row):
            seen.add(row.uuid)
            yield row


def _closed_rows(journal: Path) -> Iterator[StoredRow]:
    """Yield what can be read of the closed years beside a journal; a backup of before lacks what they took over."""
    for file in listed(journal.parent, CLOSED_FILES):
        yield from readable_rows(file)


def _is_whole(row: StoredRow) -> bool:
    # Not whether it can be read: what a newer version wrote is kept, and passed on in a lab.
    try:
        return row.computed_hash() == row.hash
    except (TypeError, ValueError):
        return False


def _all_rows(file: Path) -> Iterator[StoredRow]:
    """Read row by row, past what cannot be read: by number, and along each index."""
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        connection.text_factory = _text
    except sqlite3.Error:
        return
    # A damaged file may lead in a circle, or name rows that it has no room for.
    most = most_rows(file)
    with closing(connection):
        yield from _by_number(connection, most)
        for index in ("entry_in_order", "sqlite_autoindex_entry_1", "sqlite_autoindex_entry_2"):
            query = f"SELECT rowid, {', '.join(COLUMNS)} FROM entry INDEXED BY {index}"  # noqa: S608
            yield from (row for _, row in islice(_numbered(connection, query, ()), most))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _by_number(connection: sqlite3.Connection, most: int) -> Iterator[StoredRow]:
    """Go on after each place that cannot be read, in steps that grow, until nothing more comes."""
    query = f"SELECT rowid, {', '.join(COLUMNS)} FROM entry WHERE rowid > ? ORDER BY rowid"  # noqa: S608
    last, step = 0, 1
    while last < most:
        begun = last
        for number, row in _numbered(connection, query, (last,)):
            if not last < number <= most:
                break
            last = number
            yield row
        if last == begun:
            last += step
            step *= 2
        else:
            step = 1


def _numbered(
    connection: sqlite3.Connection, query: str, values: tuple[object, ...]
) -> Iterator[tuple[int, StoredRow]]:
    try:
        for number, *columns in connection.execute(query, values):
            yield int(number), StoredRow(*columns)
    except (sqlite3.Error, TypeError, ValueError, OverflowError):
        return


def open_or_rescue(
    open_it: Callable[[str], Journal], journal: Path, backups: Path, mark: Path, heads: Heads | None = None
) -> tuple[Journal, Rescue | None]:
    """Open the journal; where it is damaged, rescue it and open what came of that.

    Args:
        open_it: Opens it; takes why a new chain begins, "" for what the file tells.
        journal: The file.
        backups: Where backups lie.
        heads: The last entries that are known of; None where nothing of it is on disk.
        mark: Left by the check that found it unreadable further in: it is rescued though it opens.

    Raises:
        BenchError: It cannot be opened, and not be rescued either.
    """
    try:
        if not take_mark(mark):
            missed = None if heads is None or journal.exists() else replace_missing(journal, backups, heads)
            return open_it("restored" if missed is not None and missed.backup else ""), missed
        done = rescue(journal, backups, "its check could not read all of it", heads)
    except OSError as error:
        raise trouble_with(journal, error) or error from error
    except BenchError as error:
        if error.code != Message.JOURNAL_DAMAGED:
            raise
        done = rescue(journal, backups, str(error.values.get("reason", "")), heads)
    return open_it("salvaged"), done
