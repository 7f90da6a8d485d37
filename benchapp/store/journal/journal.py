"""The journal: one append-only table of entries. Nothing is updated or deleted.

`append` returns when the entry is on disk, so what the screen says has happened is kept. A worker that needs to
read opens a journal of its own.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from benchapp.base.ids import FreshIds, Ids
from benchapp.domain.journal.entries import KINDS, Body, Entry
from benchapp.domain.messages import BenchError, Message
from benchapp.store.file_errors import why_not_saved
from benchapp.store.journal.encoding import MOST_LAMPORT, StoredRow, encode_body, entry_of, in_utc
from benchapp.store.journal.file_in_place import FileInPlace
from benchapp.store.journal.journal_file import JournalFile
from benchapp.store.journal.own_chains import (
    Beginning,
    Writer,
    ancestors_of,
    beginning_of,
    chain_to_write,
    may_begin_own,
    own_chains,
)


class JournalReading:
    """What is read of a journal.

    Args:
        file: Its file, open.
    """

    def __init__(self, file: JournalFile) -> None:
        self._file = file

    def _understood(self, row: StoredRow) -> Entry | None:
        """Return a row as an entry; None where it is left out."""
        return entry_of(row)

    def rows(self) -> Iterator[StoredRow]:
        """Yield every row in the order of the journal."""
        return self._file.rows("ORDER BY lamport, chain, sequence")

    def rows_of(self, chain: str, *, ordered: bool) -> Iterable[StoredRow]:
        """Return the rows of a chain in the order of their sequence.

        Args:
            chain: Which chain.
            ordered: Whether that is the order of the journal too; else all of them are held to be sorted.
        """
        # Read by the index by which all rows are read: where indexes differ, the two answers go together.
        found = self._file.rows("WHERE +chain = ? ORDER BY lamport, chain, sequence", chain)
        return found if ordered else sorted(found, key=lambda row: row.sequence)

    def has(self, chain: str, row_hash: str) -> bool:
        """Return whether an entry of a chain has this hash."""
        return any(True for _ in self._file.rows("WHERE +chain = ? AND hash = ? LIMIT 1", chain, row_hash))

    def retractions(self) -> Iterator[StoredRow]:
        """Yield the rows that take others back; by no index, so that a damaged one hides none."""
        return self._file.rows("WHERE +kind = 'Retracted'")

    def backwards(self) -> Iterator[Entry]:
        """Yield every entry that is understood, the latest first."""
        for row in self._file.rows("ORDER BY lamport DESC, chain DESC, sequence DESC"):
            entry = self._understood(row)
            if entry is not None:
                yield entry

    def find(self, entry_id: str) -> Entry | None:
        """Return one entry; None where it is not there."""
        row = next(self._file.rows("WHERE uuid = ?", entry_id), None)
        return None if row is None else self._understood(row)

    def origin_of(self, name: str) -> Entry | None:
        """Return the entry by which a solution or an incubation came to be; None where there is none."""
        made = "WHERE kind IN ('SolutionMade', 'SolutionAdded') AND json_extract(body, '$.solution.id') = ?"
        begun = "WHERE kind = 'IncubationStarted' AND json_extract(body, '$.incubation.id') = ?"
        row = next(self._file.rows(made, name), None) or next(self._file.rows(begun, name), None)
        return None if row is None else self._understood(row)

    def entries(self) -> list[Entry]:
        """Read every entry that is understood, in the order of the journal."""
        return [entry for row in self.rows() if (entry := self._understood(row)) is not None]

    def after(self, place: tuple[int, str, int]) -> list[Entry]:
        """Read every entry that is understood and follows a place in the order of the journal, in that order."""
        where = "WHERE (lamport, chain, sequence) > (?, ?, ?) ORDER BY lamport, chain, sequence"
        return self._read(where, *place)

    def count_after(self, place: tuple[int, str, int]) -> int:
        """Return how many entries follow a place in the order of the journal, understood or not."""
        return self._file.count_after(place)

    def place_of(self, chain: str, sequence: int, row_hash: str) -> tuple[int, str, int] | None:
        """Return the place of an entry in the order of the journal; None where none with this hash is there."""
        rows = self._file.rows("WHERE chain = ? AND sequence = ?", chain, sequence)
        return next(((row.lamport, chain, sequence) for row in rows if row.hash == row_hash), None)

    def between(self, chain: str, first: int, last: int) -> list[Entry]:
        """Read the entries of a chain from one sequence to another that are understood."""
        return self._read("WHERE chain = ? AND sequence BETWEEN ? AND ? ORDER BY sequence", chain, first, last)

    def _read(self, where: str, *values: object) -> list[Entry]:
        return [entry for row in self._file.rows(where, *values) if (entry := self._understood(row)) is not None]

    def holds(self, chain: str, sequence: int, row_hash: str) -> bool:
        """Return whether an entry with this hash is at this place of a chain."""
        return self._file.holds(chain, sequence, row_hash)

    def is_of_several(self) -> bool:
        """Return whether more than one installation writes it, as far as that can be read."""
        found = set()
        for row in self._file.rows("WHERE kind = 'ChainStarted'"):
            with suppress(BenchError):
                found.add(beginning_of(row).installation)
        return len(found) > 1

    @property
    def why_read_only(self) -> BenchError | None:
        """Why nothing can be written; None where it can."""
        return self._file.why_read_only

    @why_read_only.setter
    def why_read_only(self, why: BenchError | None) -> None:
        self._file.why_read_only = why

    @property
    def lacking(self) -> bool:
        """Whether a closed year that it rests on is lacking."""
        return self._file.lacking

    def is_closed(self, entry_id: str) -> bool:
        """Return whether an entry is in a closed year."""
        return self._file.is_closed(entry_id)

    def last_hash(self) -> str:
        """Return the hash of the last entry in the order of the journal, "" where there is none."""
        return self._file.last_hash()

    def __len__(self) -> int:
        return len(self._file)


class Journal(JournalReading):
    """A journal file, open.

    Args:
        path: The file; made if it is not there.
        writer: Who writes into it; None where no chain is written to.
        read_only: Open only for reading: nothing is written, not even a chain.
        before_change: Called with the file before its tables are brought up to date: a backup is made there.
        connect: Opens the database; another one is for tests that cut writes short.
        ids: Where ids come from; None for the chance of the system.

    Raises:
        BenchError: The file is damaged, may not be read, or a closed year that it rests on is lacking.
    """

    LENIENT = False  # Whether it opens where a closed year is lacking.

    def __init__(
        self,
        path: Path,
        writer: Writer | None = None,
        *,
        read_only: bool = False,
        before_change: Callable[[Path], object] | None = None,
        connect: Callable[..., sqlite3.Connection] = sqlite3.connect,
        ids: Ids | None = None,
    ) -> None:
        self.path = path
        self.ids: Ids = ids or FreshIds()
        # Chains of this computer, the one written to first; none where it is not known which computer this is.
        self.own: tuple[str, ...] = ()
        # Chains of others that these go on from, as the folder was copied or moved; the ids by which these were begun.
        self.inherited: tuple[str, ...] = ()
        self.installations: frozenset[str] = frozenset()
        # How many rows the file has had, as far as this program knows, and whether some came between others.
        self.rows_known, self.filled = 0, False
        # How many entries of other computers are of a kind that only a newer version knows.
        self.unknown = 0
        # What was written since the file was opened: where somebody writes over it, the backups hold the rest.
        self.written: list[StoredRow] = []
        self._chain = self._installation = ""
        super().__init__(
            JournalFile(path, read_only=read_only, lenient=self.LENIENT, before_change=before_change, connect=connect)
        )
        try:
            self._place = FileInPlace(self._file)
            if writer is not None:
                self._know_own(writer.installation)
            self._not_understood()
            self.rows_known, self._heads = self._file.last_row(), self._file.heads()
            if self.why_read_only is None and writer is not None:
                self._begin(writer)
        except (sqlite3.Error, OSError, BenchError) as error:
            # Left open, Windows would not let a damaged file be set aside.
            self._file.close()
            if isinstance(error, BenchError):
                raise
            raise self._file.wrong(error) from error

    @property
    def again(self) -> Callable[[], "Journal"]:
        """What opens this journal once more, for reading; a worker calls it in its own thread."""
        return partial(type(self), self.path, read_only=True, connect=self._file.connect)

    def _not_understood(self) -> None:
        """Close the journal for writing where this computer's own entries are of a newer version.

        Those of other computers are left out of the state; a computer without a chain yet goes on from all of them.
        """
        for kind, latest in self._file.kinds():
            known = KINDS[kind].VERSION if kind in KINDS else 0
            if latest <= known:
                continue
            for chain, version, count in self._file.newer(kind, known):
                if self._is_own(chain):
                    self.why_read_only = BenchError(Message.JOURNAL_UNKNOWN_KIND, kind=kind, version=version)
                else:
                    self.unknown += count

    def _is_own(self, chain: str) -> bool:
        return not self.own or chain in self.own

    def _beginnings(self) -> list[Beginning]:
        """Return each chain with its first entry, the latest first."""
        found = []
        for row in self._file.rows("WHERE kind = 'ChainStarted' ORDER BY lamport DESC, chain DESC"):
            try:
                found.append((row.chain, beginning_of(row)))
            except BenchError as error:
                if may_begin_own(row, self._installation):
                    self.why_read_only = error
        return found

    def _understood(self, row: StoredRow) -> Entry | None:
        """Return a row as an entry; None where this version cannot read it: another computer's closes nothing."""
        try:
            return entry_of(row)
        except BenchError as error:
            if self._is_own(row.chain):
                self.why_read_only = error
            return None

    def _begin(self, writer: Writer) -> None:
        """Go on with the chain of whoever writes, or start one where this installation and file have none."""
        chain = chain_to_write(writer, self._beginnings(), self._heads)
        if isinstance(chain, str):
            self._chain = chain
            return
        self._chain = self.ids.uuid()
        self.append(chain, recorded=writer.at, happened=writer.at, zone=writer.zone)
        self._know_own(writer.installation)

    def _know_own(self, installation: str) -> None:
        self._installation = installation
        beginnings = self._beginnings()
        own = own_chains(installation, beginnings)
        self.own = (self._chain, *(chain for chain in own if chain != self._chain)) if self._chain in own else own
        self.installations = frozenset({installation, *(one.installation for by, one in beginnings if by in self.own)})
        self.inherited = ancestors_of(self.own, beginnings)

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
        if (trouble := self.trouble()) is not None:
            raise trouble
        try:
            with self._file.transaction():
                written = self._write(bodies, in_utc(recorded), zone, in_utc(happened), person)
        except sqlite3.Error as error:
            raise why_not_saved(self.path, error) from error
        self._place.wrote()
        self.written += written
        self.rows_known += len(written)
        self._heads[self._chain] = (written[-1].sequence, written[-1].hash)
        return [entry_of(row) for row in written]

    def _write(self, bodies: Sequence[Body], recorded: str, zone: str, happened: str, person: str) -> list[StoredRow]:
        sequence, previous = self._file.head(self._chain)
        if (sequence, previous) != self._heads.get(self._chain, (0, "")):
            raise BenchError(Message.JOURNAL_REPLACED, file=str(self.path))
        # A number past the bound is nobody's: the check names it, and the work goes on without it.
        last = self._file.last_number(MOST_LAMPORT - len(bodies))
        # The later entry has the higher number on whichever computer, and none is below what was known here.
        lamport = max(last, int(datetime.fromisoformat(recorded).timestamp() * 1000) - 1)
        rows = []
        for number, body in enumerate(bodies, 1):
            row = StoredRow(
                uuid=self.ids.uuid(),
                chain=self._chain,
                sequence=sequence + number,
                lamport=lamport + number,
                recorded_at=recorded,
                zone=zone,
                happened_at=happened,
                person=person,
                kind=type(body).__name__,
                version=body.VERSION,
                body=encode_body(body),
                previous=previous,
                hash="",
            ).sealed()
            previous = row.hash
            self._file.insert(row)
            rows.append(row)
        return rows

    def trouble(self) -> BenchError | None:
        """Return what is wrong with the place of the file; None if nothing."""
        return self._place.trouble(self._heads)

    def write_back(self) -> None:
        """Write what is held of a file that was deleted or moved to its place again, and go on with that.

        Raises:
            BenchError: It could not be written, or something else lies there by now.
        """
        self._place.write_back(self._heads)

    def copy_into(self, file: Path) -> None:
        """Copy what the open file holds, which may have no name any more, into another file.

        Raises:
            BenchError: It does not hold what was read of it: another was written over it.
            sqlite3.Error, OSError: It cannot be copied.
        """
        self._place.copy_into(file, self._heads)

    def came_in(self) -> list[tuple[str, int, int]]:
        """Notice that entries of other computers were added to the file by another connection of this program.

        Returns:
            Of each chain of which any were: it, and sequence of the first and the last one. It is the file that tells,
            so that what was added before something failed is noticed too.
        """
        known, last_row, found = self._heads, self._file.last_row(), self._file.heads()
        self._heads = {**found, **({self._chain: known[self._chain]} if self._chain else {})}
        before = {chain: known.get(chain, (0, ""))[0] for chain in self._heads}
        came = [(chain, before[chain] + 1, last) for chain, (last, _) in self._heads.items() if last > before[chain]]
        self.rows_known += sum(last + 1 - first for _, first, last in came)
        self.filled |= last_row > self.rows_known
        self.rows_known = max(self.rows_known, last_row)
        if came:
            self._place.wrote()
            if self._chain:
                # One that was begun here may have come back, which a restored backup did not have.
                self._know_own(self._installation)
            self.unknown = 0
            self._not_understood()
        return came

    def heads(self) -> dict[str, tuple[int, str]]:
        """Return sequence and hash of the last entry of each chain; where this program writes, as far as it knows them.

        What follows from the entries is kept with them, and another file in the place of this one has others.
        """
        return self._file.heads() if self.why_read_only is not None else dict(self._heads)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def reader_of(path: Path) -> Callable[[], Journal]:
    """Return what opens the journal of a file for reading."""
    return partial(Journal, path, read_only=True)
