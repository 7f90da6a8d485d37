"""The entries that a computer holds, of all chains, as the exchange reads and adds to them."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from benchapp.domain.messages import BenchError, Message
from benchapp.store.file_errors import why_not_saved
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.journal.journal_file import JournalFile
from benchapp.store.journal.late import note_late

# How many entries one transaction adds: whoever writes at the same moment waits for no more.
AT_ONCE = 5000


class HeldRows(Protocol):
    """The entries that are held."""

    def head(self, chain: str) -> tuple[int, str]:
        """Return sequence and hash of the last entry of a chain; 0 and "" where none is held."""
        ...

    def chains(self) -> tuple[str, ...]:
        """Return the chains of which entries are held."""
        ...

    def hash_at(self, chain: str, sequence: int) -> str:
        """Return the hash of one entry; "" where it is not held."""
        ...

    def rows_after(self, chain: str, sequence: int, most: int) -> list[StoredRow]:
        """Return the entries of a chain that follow one, at most so many."""
        ...

    def gap(self, chain: str) -> tuple[int, int] | None:
        """Return sequence of the first and the last entry that are missing in the middle of a chain; None for none."""
        ...

    def add(self, rows: Sequence[StoredRow]) -> None:
        """Add verified entries that follow what is held of their chain, or that fill a gap in it."""
        ...


class RowsInFile:
    """The entries in the file of a journal, opened when the first is asked for.

    Args:
        file: The file; whoever looks into the folder has it open beside the one that the program writes with.

    Attributes:
        now: The present, by which what comes in is late; None where that is not noted.
    """

    def __init__(self, file: Path) -> None:
        self._path = file
        self._opened: JournalFile | None = None
        self.now: datetime | None = None
        # The chains of which something was here before anything was added.
        self._before: tuple[str, ...] | None = None

    @property
    def _file(self) -> JournalFile:
        if self._opened is None:
            # Opened for writing, it would be made anew where it was deleted or moved, and could not be put back.
            if not self._path.exists():
                raise BenchError(Message.JOURNAL_GONE, file=str(self._path))
            self._opened = JournalFile(self._path)
        return self._opened

    def close(self) -> None:
        """Close the file; what is asked for later opens it again."""
        if self._opened is not None:
            self._opened.close()
            self._opened = self._before = None

    def head(self, chain: str) -> tuple[int, str]:
        """Return sequence and hash of the last entry of a chain; 0 and "" where none is held."""
        return self._file.head(chain)

    def chains(self) -> tuple[str, ...]:
        """Return the chains of which entries are held."""
        return tuple(self._file.heads())

    def hash_at(self, chain: str, sequence: int) -> str:
        """Return the hash of one entry; "" where it is not held."""
        found = next(self._file.rows("WHERE chain = ? AND sequence = ?", chain, sequence), None)
        return "" if found is None else found.hash

    def rows_after(self, chain: str, sequence: int, most: int) -> list[StoredRow]:
        """Return the entries of a chain that follow one, at most so many."""
        where = "WHERE chain = ? AND sequence > ? ORDER BY sequence LIMIT ?"
        return list(self._file.rows(where, chain, sequence, most))

    def gap(self, chain: str) -> tuple[int, int] | None:
        """Return sequence of the first and the last entry that are missing in the middle of a chain; None for none."""
        return self._file.gap(chain)

    def add(self, rows: Sequence[StoredRow]) -> None:
        """Add verified entries that follow what is held of their chain, or that fill a gap in it.

        Raises:
            BenchError: An entry has the id of another one, or they cannot be written; what was written before stays.
        """
        file = self._file
        if self._before is None:
            self._before = self.chains()
        try:
            for begin in range(0, len(rows), AT_ONCE):
                slice_ = rows[begin : begin + AT_ONCE]
                with file.transaction():
                    for row in slice_:
                        file.insert(row)
                    if self.now is not None:
                        note_late(file.connection, slice_, self.now, self._before)
        except sqlite3.IntegrityError as error:
            raise BenchError(Message.ENTRY_TWICE, chain=rows[0].chain) from error
        except sqlite3.Error as error:
            raise why_not_saved(self._path, error) from error
