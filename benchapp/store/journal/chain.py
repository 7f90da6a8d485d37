"""The chain checked: an edit, insertion, reordering or cut that did not recompute the hashes is found.

Tamper-evident, not tamper-proof: whoever recomputes the whole chain is found only against heads kept elsewhere.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message
from benchapp.store.journal.encoding import MOST_LAMPORT, StoredRow

Heads = Mapping[str, tuple[int, str]]


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
    chains: dict[str, list[StoredRow]] = {}
    for row in rows:
        chains.setdefault(row.chain, []).append(row)
    findings = []
    for chain, of_chain in chains.items():
        of_chain.sort(key=lambda row: row.sequence)
        found = next((finding for finding in _findings(chain, of_chain) if finding.key not in known), None)
        if found is not None:
            findings.append(found)
    for chain, (sequence, head) in (kept_heads or {}).items():
        kept = next((row for row in chains.get(chain, ()) if row.sequence == sequence), None)
        already = any(finding.chain == chain for finding in findings)
        late = kept is None and here is not None and chain not in here
        if already or late or (kept is not None and kept.hash == head):
            continue
        # Whoever changes an entry and works its hash out again is found only by the hash that was kept outside.
        found = (
            Finding(Message.JOURNAL_CUT, chain, sequence)
            if kept is None
            else Finding(Message.JOURNAL_EDITED, chain, sequence, kept.uuid)
        )
        if found.key not in known:
            findings.append(found)
    return tuple(findings)


def _findings(chain: str, rows: list[StoredRow]) -> Iterator[Finding]:
    """Yield what is wrong with a chain, from its beginning; what follows at once from the same cause is one finding."""
    hashes = {row.hash for row in rows}
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
            code = Message.JOURNAL_REORDERED if row.previous in hashes or not row.previous else Message.JOURNAL_INSERTED
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
