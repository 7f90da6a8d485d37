"""A whole journal read from its beginning: each row checked, each entry replayed, and none of them held."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path

from benchapp.domain.journal.entries import Entry
from benchapp.domain.journal.state import LabState, replay, retracted
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.chain import ChainCheck, Finding
from benchapp.store.journal.encoding import Heads, StoredRow, entry_of
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import JournalReading
from benchapp.store.journal.snapshot import load_bench


class WholeJournal:
    """A journal as it was read: its memory is that of the state, however many entries there are.

    Args:
        journal: The journal.
        kept_heads: What its chains are measured against.
        here: The chains of this computer; of the others this version need not be able to read every entry. None for
            all.

    Attributes:
        check: Whether each row is as it was written.
        count: How many rows there are.
        unread: Where entries of other computers lie that are no newer and cannot be read: their chains and places.
        state: What follows from them; None where an entry cannot be understood.
        failure: Why it cannot.

    Raises:
        BenchError: The file cannot be read.
    """

    def __init__(
        self, journal: JournalReading, kept_heads: Heads | None = None, here: Collection[str] | None = None
    ) -> None:
        self.check = ChainCheck(kept_heads)
        self.count = 0
        self.unread: dict[tuple[str, int], None] = {}
        self._here = here
        self.state: LabState | None = None
        self.failure: BenchError | None = None
        self._unreadable = False
        # What stays on this computer comes before all that is shared.
        apart = journal.apart
        every = [journal.rows_apart(shared=False), journal.rows_apart(shared=True)] if apart else [journal.rows()]
        parts = [self._checked(rows) for rows in every]
        try:
            self.state = self._replayed(journal, parts)
        except BenchError as error:
            if self._unreadable:
                raise
            self.failure = error
            # What comes after an entry that nobody understands is checked all the same.
            for _ in chain.from_iterable(parts):
                pass

    def _replayed(self, journal: JournalReading, parts: Sequence[Iterator[StoredRow]]) -> LabState:
        """Return what follows from all rows, none of which is held."""
        undone, undone_apart = set[str](), set[str]()
        for entry in self._understood(self._read(journal.retractions())):
            (undone_apart if entry.chain in journal.apart else undone).update(retracted([entry]))
        if not journal.apart:
            return replay(self._understood(parts[0]), undone=undone)
        from benchapp.domain.journal.sharing.merging import set_apart  # noqa: PLC0415 (most share everything)

        base = set_apart(replay(self._understood(parts[0]), undone=undone_apart))
        return replay(self._understood(parts[1]), base, undone)

    def _read(self, rows: Iterator[StoredRow]) -> Iterator[StoredRow]:
        try:
            yield from rows
        except BenchError:
            self._unreadable = True
            raise

    def _checked(self, rows: Iterator[StoredRow]) -> Iterator[StoredRow]:
        for row in self._read(rows):
            self.check.see(row)
            self.count += 1
            yield row

    def _understood(self, rows: Iterator[StoredRow]) -> Iterator[Entry]:
        """Yield the rows as entries, without those that the state leaves out, as this version cannot read them."""
        for row in rows:
            try:
                entry = entry_of(row)
            except BenchError as error:
                if error.code == Message.JOURNAL_UNKNOWN_KIND:
                    continue
                if self._here is None or row.chain in self._here or row.computed_hash() != row.hash:
                    raise
                self.unread[row.chain, row.sequence] = None
            else:
                yield entry


def check_journal(
    again: Callable[[], Journal],
    kept_heads: Heads,
    snapshot: Path,
    known: Collection[tuple[str, str, int]] = (),
    here: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Read a whole journal again: verify the chain, replay from zero, compare with the snapshot.

    Made for a worker: it opens the file itself and returns values.

    Args:
        again: Opens the journal for reading.
        kept_heads: What the chains are measured against.
        snapshot: The kept bench.
        known: The keys of what was found before, which is not found again.
        here: The chains of this computer, whose end must be here; None for all.

    Raises:
        BenchError: The file cannot be read.
    """
    journal = again()
    try:
        whole = WholeJournal(journal, kept_heads, here)
        findings = list(whole.check.findings(journal, known, here))
        if whole.state is None:
            return tuple(findings) or (Finding(Message.JOURNAL_DAMAGED, "", 0),)
        loaded = load_bench(journal, snapshot)
        if loaded.kept and loaded.bench != whole.state:
            snapshot.unlink(missing_ok=True)
            findings.append(Finding(Message.JOURNAL_SNAPSHOT_DIFFERS, "", 0))
        findings += [Finding(Message.JOURNAL_NOT_READ, *place) for place in whole.unread]
        return tuple(findings)
    finally:
        journal.close()
