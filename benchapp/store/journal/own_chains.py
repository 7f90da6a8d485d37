"""What is read of a journal: its entries, which of its chains are this computer's, and which of these stay on it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct, field

from benchapp.domain.journal.entries import KINDS, ChainsApart, ChainStarted, Entry
from benchapp.domain.journal.state import LabState, replay
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.encoding import Heads, StoredRow, decode_body, entry_of
from benchapp.store.journal.journal_file import JournalFile

# A chain, and the entry that starts it.
Beginning: TypeAlias = tuple[str, ChainStarted]

# Reasons for a new chain after which the chain before it is still this computer's.
_SAME_COMPUTER = frozenset({"upgraded"})


class Writer(Struct, frozen=True):
    """Who opens a journal to write into it.

    Attributes:
        installation: Id of this installation; another one starts a new chain.
        at: The present instant, for the entry that starts a chain.
        zone: Name of the time zone.
        formerly: Ids by which this same installation was known to an earlier version.
        kept_heads: Heads kept outside the file; where the file lacks them, it was restored or cut, and a new
            chain is started.
        reason: Why a new chain begins, where one must; "" for what the file and the heads tell.
        before: Id of the installation that the folder was moved or copied from; "" where it is not known.
        apart: Chains that stay on this computer, as is kept outside the file: one that was put back from before that
            was said does not know it, and never goes on in one of them.
    """

    installation: str
    at: datetime
    zone: str = "UTC"
    formerly: tuple[str, ...] = ()
    kept_heads: Heads = field(default_factory=dict)
    reason: str = ""
    before: str = ""
    apart: tuple[str, ...] = ()


def beginning_of(row: StoredRow) -> ChainStarted:
    """Return what the first entry of a chain says of it; one of a newer version says at least what this one does.

    Raises:
        BenchError: It cannot be read.
    """
    body = decode_body(row.kind, min(row.version, ChainStarted.VERSION), row.body)
    assert isinstance(body, ChainStarted)  # noqa: S101 (by its kind)
    return body


def may_begin_own(row: StoredRow, installation: str) -> bool:
    """Return whether a first entry that cannot be read may be that of a chain of this computer.

    Args:
        row: The entry.
        installation: Id of this installation.
    """
    changed = row.computed_hash() != row.hash
    return row.version <= ChainStarted.VERSION and (changed or f'"{installation}"'.encode() in row.body)


def own_chains(installation: str, beginnings: Sequence[Beginning]) -> tuple[str, ...]:
    """Return the chains of this computer, the latest first, with those it wrote before it had this id.

    Args:
        installation: Id of this installation; "" where it is not known, and no chain is.
        beginnings: Of each chain of the journal, the latest first.
    """
    if not installation:
        return ()
    ids, found = {installation}, []
    for chain, begun in beginnings:
        if begun.installation in ids:
            found.append(chain)
            if begun.reason in _SAME_COMPUTER:
                ids |= {other.installation for parent, other in beginnings if parent == begun.parent}
    return tuple(found)


def chain_to_write(writer: Writer, beginnings: Sequence[Beginning], heads: Heads) -> str | ChainStarted:
    """Return the chain that goes on, or the entry that starts a new one where none does.

    Args:
        writer: Who writes.
        beginnings: Of each chain of the journal, the latest first.
        heads: The last entry of each chain.
    """
    own = next((chain for chain, begun in beginnings if begun.installation == writer.installation), None)
    if own is not None:
        behind = any(heads.get(known, (0, ""))[0] < sequence for known, (sequence, _) in writer.kept_heads.items())
        if not behind and not writer.reason and own not in writer.apart:
            return own
        return ChainStarted(writer.installation, own, heads[own][1], writer.reason or "restored")
    if beginnings:
        # The latest one may be another computer's of the same lab.
        former = {writer.before, *writer.formerly} - {""}
        parent, begun = next((one for one in beginnings if one[1].installation in former), beginnings[0])
        reason = "upgraded" if begun.installation in writer.formerly else "copied"
        return ChainStarted(writer.installation, parent, heads[parent][1], writer.reason or reason)
    return ChainStarted(writer.installation, reason=writer.reason or "new")


def ancestors_of(chains: Sequence[str], beginnings: Sequence[Beginning]) -> tuple[str, ...]:
    """Return the chains of other installations that some chains go on from: of a folder that was copied or moved.

    Args:
        chains: Where to begin.
        beginnings: Of each chain of the journal.
    """
    parents = {chain: begun.parent for chain, begun in beginnings}
    found: list[str] = []
    for chain in chains:
        parent = parents.get(chain, "")
        while parent in parents and parent not in found:
            found.append(parent)
            parent = parents[parent]
    return tuple(chain for chain in found if chain not in chains)


class JournalReading:
    """What is read of a journal.

    Args:
        file: Its file, open.
    """

    def __init__(self, file: JournalFile) -> None:
        self._file = file
        # Chains that stay on this computer: they come before all others in what follows from the entries. And those of
        # which it was said later that they are shared after all.
        self.apart: frozenset[str] = frozenset()
        self.shared_again: frozenset[str] = frozenset()

    def _understood(self, row: StoredRow) -> Entry | None:
        """Return a row as an entry; None where it is left out."""
        return entry_of(row)

    def rows(self) -> Iterator[StoredRow]:
        """Yield every row in the order of the journal."""
        return self._file.rows("ORDER BY lamport, chain, sequence")

    def rows_apart(self, *, shared: bool) -> Iterator[StoredRow]:
        """Yield the rows that are shared, or those that stay on this computer, in the order of the journal."""
        marks = ", ".join("?" * len(self.apart))
        # By the same index as all rows.
        where = f"WHERE +chain {'NOT IN' if shared else 'IN'} ({marks}) ORDER BY lamport, chain, sequence"
        return self._file.rows(where, *sorted(self.apart))

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
        brought = "WHERE kind = 'SolutionBrought' AND json_extract(body, '$.solution.id') = ?"
        row = next((row for where in (made, begun, brought) for row in self._file.rows(where, name)), None)
        return None if row is None else self._understood(row)

    def entries(self) -> list[Entry]:
        """Read every entry that is understood, in the order of the journal."""
        return [entry for row in self.rows() if (entry := self._understood(row)) is not None]

    def state(self, until: Heads | None = None) -> LabState:
        """Return what follows from all entries that are understood.

        Args:
            until: Up to which entry of each chain; None for all.
        """
        entries = self.entries()
        if until is not None:
            entries = [entry for entry in entries if entry.sequence <= until.get(entry.chain, (0, ""))[0]]
        if not self.apart:
            return replay(entries)
        from benchapp.domain.journal.sharing.merging import replay_apart  # noqa: PLC0415 (most share everything)

        return replay_apart(entries, self.apart)

    def after(self, place: tuple[int, str, int]) -> list[Entry]:
        """Read every entry that is understood and follows a place in the order of the journal, in that order.

        Those that stay on this computer come before all others.
        """
        where = "WHERE (lamport, chain, sequence) > (?, ?, ?) ORDER BY lamport, chain, sequence"
        return [entry for entry in self._read(where, *place) if entry.chain not in self.apart]

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


class JournalChains(JournalReading):
    """A journal of which it is known what this computer has written.

    Args:
        file: Its file, open.
    """

    def __init__(self, file: JournalFile) -> None:
        super().__init__(file)
        # Chains of this computer, the one written to first; none where it is not known which computer this is.
        self.own: tuple[str, ...] = ()
        # Chains of others that these go on from, as the folder was copied or moved; the ids by which these were begun.
        self.inherited: tuple[str, ...] = ()
        self.installations: frozenset[str] = frozenset()
        # How many entries of other computers are of a kind that only a newer version knows.
        self.unknown = 0
        self._chain = self._installation = ""

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

    def _know_own(self, installation: str) -> None:
        self._installation = installation
        beginnings = self._beginnings()
        own = own_chains(installation, beginnings)
        self.own = (self._chain, *(chain for chain in own if chain != self._chain)) if self._chain in own else own
        self.installations = frozenset({installation, *(one.installation for by, one in beginnings if by in self.own)})
        self.inherited = ancestors_of(self.own, beginnings)
        self._know_apart({*self.own, *self.inherited})

    def _know_apart(self, chains: Collection[str]) -> None:
        """Read of which chains some chains say that they stay on this computer, and of which they take it back."""
        found, again = set[str](), set[str]()
        for row in self._file.rows("WHERE kind = 'ChainsApart' ORDER BY lamport, chain, sequence"):
            if row.chain not in chains:
                # Nobody can say of the chains of another that they stay where they are.
                continue
            try:
                body = decode_body(row.kind, row.version, row.body)
            except BenchError as error:
                # Nothing is begun as long as it cannot be read, and what was known to stay goes on staying.
                self.why_read_only = error
                found |= self.apart
                continue
            assert isinstance(body, ChainsApart)  # noqa: S101 (by its kind)
            said = set(body.chains)
            found, again = (found | said, again - said) if body.apart else (found - said, again | said)
        self.apart, self.shared_again = frozenset(found), frozenset(again)

    @property
    def given(self) -> tuple[str, ...]:
        """The chains of this computer that are shared where it is in a lab, the one that it writes now first."""
        return tuple(chain for chain in self.own if chain not in self.apart)
