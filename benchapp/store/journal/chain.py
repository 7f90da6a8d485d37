"""The chain checked: an edit, insertion, reordering or cut that did not recompute the hashes is found.

Tamper-evident, not tamper-proof: whoever recomputes the whole chain is found only against heads kept elsewhere.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from msgspec import Struct

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message
from benchapp.store.journal.encoding import MOST_LAMPORT, Heads, StoredRow


class Finding(Struct, frozen=True):
    """The first thing wrong with a chain.

    Attributes:
        code: Edited, inserted, reordered or cut.
        chain: Which chain.
        sequence: Place of the first bad or missing entry.
        entry: UUID of the bad entry, "" for a missing one.
    """

    code: MessageCode
    chain: str
    sequence: int
    entry: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells one finding from another: its code, chain and place."""
        return self.code, self.chain, self.sequence


# What an entry of the journal says of the chain: these are found again, or not at all once the program has gone on.
KEPT_IN_JOURNAL = frozenset(
    {
        Message.JOURNAL_CUT,
        Message.JOURNAL_EDITED,
        Message.JOURNAL_INSERTED,
        Message.JOURNAL_NUMBER,
        Message.JOURNAL_REORDERED,
        Message.JOURNAL_END_UNKNOWN,
    }
)


class _Seen:
    """How far a chain was found as it should be.

    Attributes:
        doubtful: Whether it is to be looked through again, in the order of its sequence.
        ordered: Whether its rows came in that order.
    """

    def __init__(self) -> None:
        self._expected = 1
        self._last = ""
        self._number = 0
        self.doubtful = False
        self.ordered = True

    def see(self, row: StoredRow) -> None:
        """Check the next row of the chain."""
        self.ordered = self.ordered and row.sequence >= self._expected
        whole = (
            row.sequence == self._expected
            and (row.sequence > 1 or row.kind == "ChainStarted")
            and row.previous == self._last
            and self._number < row.lamport <= MOST_LAMPORT
            and (self.doubtful or row.computed_hash() == row.hash)
        )
        self.doubtful = self.doubtful or not whole
        self._expected, self._last, self._number = row.sequence + 1, row.hash, row.lamport


class ChainRows(Protocol):
    """Where the rows of a chain are looked through again."""

    def rows_of(self, chain: str, *, ordered: bool) -> Iterable[StoredRow]:
        """Return the rows of a chain in the order of their sequence, in which they lie or not."""
        ...

    def has(self, chain: str, row_hash: str) -> bool:
        """Return whether a row of a chain has this hash."""
        ...


class ChainCheck:
    """Checks rows as they are read, in the order of the journal, and holds none of them.

    Args:
        kept_heads: Sequence and hash of the last entry known of each chain.
    """

    def __init__(self, kept_heads: Heads | None = None) -> None:
        self._kept = dict(kept_heads or {})
        self._seen: dict[str, _Seen] = {}
        # Hash and id of what is where the last entry known is.
        self._there: dict[str, tuple[str, str]] = {}

    def see(self, row: StoredRow) -> None:
        """Check the next row."""
        seen = self._seen.get(row.chain)
        if seen is None:
            seen = self._seen[row.chain] = _Seen()
        seen.see(row)
        if row.chain in self._kept and row.sequence == self._kept[row.chain][0]:
            self._there.setdefault(row.chain, (row.hash, row.uuid))

    def findings(
        self, again: ChainRows, known: Collection[tuple[str, str, int]] = (), here: Collection[str] | None = None
    ) -> tuple[Finding, ...]:
        """Return the first new finding of each chain, once all rows were seen; none where all is well.

        Args:
            again: Where the rows of a chain that is not as it should be are looked through once more.
            known: As of `check_chain`.
            here: As of `check_chain`.
        """
        findings = []
        for chain, seen in self._seen.items():
            if seen.doubtful:
                rows = again.rows_of(chain, ordered=seen.ordered)
                found = next((one for one in _findings(chain, rows, again) if one.key not in known), None)
                findings += [] if found is None else [found]
        for chain, (sequence, head) in self._kept.items():
            there, entry = self._there.get(chain, ("", ""))
            missing = chain not in self._there
            already = any(finding.chain == chain for finding in findings)
            late = missing and here is not None and chain not in here
            if already or late or (not missing and there == head):
                continue
            # Whoever changes an entry and works its hash out again is found only by the hash that was kept outside.
            code = Message.JOURNAL_CUT if missing else Message.JOURNAL_EDITED
            found = Finding(code, chain, sequence, entry)
            if found.key not in known:
                findings.append(found)
        return tuple(findings)


class _InMemory:
    """Rows that are held all at once."""

    def __init__(self, rows: Iterable[StoredRow]) -> None:
        self._rows = rows

    def rows_of(self, chain: str, *, ordered: bool) -> Iterable[StoredRow]:
        """Return the rows of a chain in the order of their sequence."""
        found = (row for row in self._rows if row.chain == chain)
        return found if ordered else sorted(found, key=lambda row: row.sequence)

    def has(self, chain: str, row_hash: str) -> bool:
        """Return whether a row of a chain has this hash."""
        return any(row.hash == row_hash for row in self._rows if row.chain == chain)


def check_chain(
    rows: Iterable[StoredRow],
    kept_heads: Heads | None = None,
    known: Collection[tuple[str, str, int]] = (),
    here: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Check every chain against itself and against heads that were kept outside.

    Args:
        rows: All rows, in any order.
        kept_heads: Sequence and hash of the last entry known of each chain.
        known: The keys of what was found before; what is only that is passed over, so that it hides nothing new.
        here: The chains of this computer, whose end must be here; None for all. What is missing at the end of
            another's, as after a restored backup, is not here yet and comes again from the folder of the lab.

    Returns:
        The first new finding of each chain; none where all is well.
    """
    check, held = ChainCheck(kept_heads), list(rows)
    for row in held:
        check.see(row)
    return check.findings(_InMemory(held), known, here)


def _findings(chain: str, rows: Iterable[StoredRow], again: ChainRows) -> Iterator[Finding]:
    """Yield what is wrong with a chain, from its beginning; what follows at once from the same cause is one finding."""
    last: str | None = ""
    number, expected, bad_before = 0, 1, False
    for row in rows:
        found = None
        if row.sequence != expected:
            found = Finding(Message.JOURNAL_CUT, chain, expected)
            # What the entry before this one was is not known.
            last = None
        elif expected == 1 and row.kind != "ChainStarted":
            found = Finding(Message.JOURNAL_INSERTED, chain, 1, row.uuid)
        if found is None and last is not None and row.previous != last:
            # Where it follows something bad it is not said, and not looked up.
            moved = bad_before or not row.previous or again.has(chain, row.previous)
            code = Message.JOURNAL_REORDERED if moved else Message.JOURNAL_INSERTED
            found = Finding(code, chain, expected, row.uuid)
        if found is None and row.computed_hash() != row.hash:
            found = Finding(Message.JOURNAL_EDITED, chain, row.sequence, row.uuid)
        if found is None and not number < row.lamport <= MOST_LAMPORT:
            # Within a chain each entry was written after the one before it, so its number is higher.
            found = Finding(Message.JOURNAL_NUMBER, chain, row.sequence, row.uuid)
        if found is not None and not bad_before:
            yield found
        bad_before = found is not None
        # A number past the bound is nobody's, and says nothing of those after it.
        last, number = row.hash, row.lamport if row.lamport <= MOST_LAMPORT else number
        expected = row.sequence + 1


def heads_of(rows: Iterable[StoredRow]) -> dict[str, tuple[int, str]]:
    """Return sequence and hash of the last entry of each chain."""
    heads: dict[str, tuple[int, str]] = {}
    for row in rows:
        if row.sequence > heads.get(row.chain, (0, ""))[0]:
            heads[row.chain] = (row.sequence, row.hash)
    return heads
