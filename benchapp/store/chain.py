"""The chain checked: an edit, insertion, reordering or cut that did not recompute the hashes is found.

Tamper-evident, not tamper-proof: whoever recomputes the whole chain is found only against heads kept elsewhere.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from benchapp.domain.messages import Message
from benchapp.store.encoding import MOST_LAMPORT, Row

Heads = Mapping[str, tuple[int, str]]


class Finding(Struct, frozen=True):
    """The first thing wrong with a chain.

    Attributes:
        code: Edited, inserted, reordered or cut.
        chain: Which chain.
        sequence: Place of the first bad or missing entry.
        entry: UUID of the bad entry, "" for a missing one.
    """

    code: Message
    chain: str
    sequence: int
    entry: str = ""


def check_chain(rows: Iterable[Row], kept_heads: Heads | None = None) -> tuple[Finding, ...]:
    """Check every chain against itself and against heads that were kept outside.

    Args:
        rows: All rows, in any order.
        kept_heads: Sequence and hash of the last entry known of each chain.

    Returns:
        The first finding of each chain; none where all is well.
    """
    chains: dict[str, list[Row]] = {}
    for row in rows:
        chains.setdefault(row.chain, []).append(row)
    findings = []
    for chain, of_chain in chains.items():
        of_chain.sort(key=lambda row: row.sequence)
        found = _first_finding(chain, of_chain)
        if found is not None:
            findings.append(found)
    for chain, (sequence, head) in (kept_heads or {}).items():
        kept = next((row for row in chains.get(chain, ()) if row.sequence == sequence), None)
        already = any(finding.chain == chain for finding in findings)
        if not already and (kept is None or kept.hash != head):
            findings.append(Finding(Message.JOURNAL_CUT, chain, sequence))
    return tuple(findings)


def _first_finding(chain: str, rows: list[Row]) -> Finding | None:
    hashes = {row.hash for row in rows}
    last, number = "", 0
    for expected, row in enumerate(rows, 1):
        if row.sequence != expected:
            return Finding(Message.JOURNAL_CUT, chain, expected)
        if expected == 1 and row.kind != "ChainStarted":
            return Finding(Message.JOURNAL_INSERTED, chain, 1, row.uuid)
        if row.previous != last:
            code = Message.JOURNAL_REORDERED if row.previous in hashes or not row.previous else Message.JOURNAL_INSERTED
            return Finding(code, chain, expected, row.uuid)
        if row.computed_hash() != row.hash:
            return Finding(Message.JOURNAL_EDITED, chain, expected, row.uuid)
        if not number < row.lamport <= MOST_LAMPORT:
            # Within a chain each entry was written after the one before it, so its number is higher.
            return Finding(Message.JOURNAL_NUMBER, chain, expected, row.uuid)
        last, number = row.hash, row.lamport
    return None


def heads_of(rows: Iterable[Row]) -> dict[str, tuple[int, str]]:
    """Give sequence and hash of the last entry of each chain."""
    heads: dict[str, tuple[int, str]] = {}
    for row in rows:
        if row.sequence > heads.get(row.chain, (0, ""))[0]:
            heads[row.chain] = (row.sequence, row.hash)
    return heads
