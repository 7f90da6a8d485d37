"""The journal: one append-only table of entries. Nothing is updated or deleted.

`append` returns when the entry is on disk, so what the screen says has happened is kept. A worker that needs to
read opens a journal of its own.
"""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from benchapp.base.ids import FreshIds, Ids
from benchapp.domain.journal.entries import Body, ChainsApart, ChainStarted, Entry
from benchapp.domain.messages import BenchError, Message
from benchapp.store.file_errors import why_not_saved
from benchapp.store.journal.encoding import MOST_LAMPORT, StoredRow, encode_body, entry_of, in_utc
from benchapp.store.journal.file_in_place import FileInPlace
from benchapp.store.journal.journal_file import JournalFile
from benchapp.store.journal.own_chains import (
    JournalChains,
    Writer,
    chain_to_write,
)


class Journal(JournalChains):
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
        # How many rows the file has had, as far as this program knows, and whether some came between others.
        self.rows_known, self.filled = 0, False
        # What was written since the file was opened: where somebody writes over it, the backups hold the rest.
        self.written: list[StoredRow] = []
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
                self._keep_apart(writer)
        except (sqlite3.Error, OSError, BenchError) as error:
            # Left open, Windows would not let a damaged file be set aside.
            self._file.close()
            if isinstance(error, BenchError):
                raise
            raise self._file.wrong(error) from error

    @property
    def again(self) -> Callable[[], "Journal"]:
        """What opens this journal once more, for reading; a worker calls it in its own thread."""
        return partial(_open_again, type(self), self.path, self._file.connect, self.apart)

    def _begin(self, writer: Writer) -> None:
        """Go on with the chain of whoever writes, or start one where this installation and file have none."""
        chain = chain_to_write(writer, self._beginnings(), self._heads)
        if isinstance(chain, str):
            self._chain = chain
            return
        self._chain = self.ids.uuid()
        self.append(chain, recorded=writer.at, happened=writer.at, zone=writer.zone)
        self._know_own(writer.installation)

    def _keep_apart(self, writer: Writer) -> None:
        """Write down what stays on this computer, where this file is from before that was said."""
        lacking = tuple(chain for chain in writer.apart if chain in self._heads and chain not in self.apart)
        if lacking:
            self.append(ChainsApart(lacking), recorded=writer.at, happened=writer.at, zone=writer.zone)
            self._know_own(writer.installation)

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

    def begin_apart(
        self, bodies: Sequence[Body], stay: Collection[str], *, recorded: datetime, zone: str = "UTC", person: str = ""
    ) -> list[Entry]:
        """Begin a new chain after which others stay on this computer, with the first entries of it; all or nothing.

        Args:
            bodies: What is written in it.
            stay: The chains that stay.
            recorded: The present instant.
            zone: Name of the time zone.
            person: Who says so.

        Raises:
            BenchError: It could not be written; the journal is as it was.
        """
        before = self._chain
        begun = ChainStarted(self._installation, before, self._heads[before][1], "joined")
        self._chain = self.ids.uuid()
        try:
            return self.append_all(
                [begun, ChainsApart(tuple(sorted(stay))), *bodies],
                recorded=recorded,
                happened=recorded,
                zone=zone,
                person=person,
            )
        except BenchError:
            self._chain = before
            raise
        finally:
            self._know_own(self._installation)

    def part(
        self, again: Collection[str], stay: Collection[str] = (), *, recorded: datetime, zone: str = "UTC"
    ) -> list[Entry]:
        """Write down which chains do not stay on this computer any more, and which do from now on; all or nothing.

        Raises:
            BenchError: It could not be written; the journal is as it was.
        """
        said = [ChainsApart(tuple(sorted(of)), apart=apart) for of, apart in ((again, False), (stay, True)) if of]
        entries = self.append_all(said, recorded=recorded, happened=recorded, zone=zone)
        self._know_own(self._installation)
        return entries

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


def _open_again(
    kind: type[Journal], path: Path, connect: Callable[..., sqlite3.Connection], apart: frozenset[str]
) -> Journal:
    journal = kind(path, read_only=True, connect=connect)
    journal.apart = apart
    return journal


def reader_of(path: Path) -> Callable[[], Journal]:
    """Return what opens the journal of a file for reading."""
    return partial(Journal, path, read_only=True)
