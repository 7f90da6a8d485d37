"""Which chains of a journal are this computer's, and which one is written to."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct, field

from benchapp.domain.journal.entries import ChainStarted
from benchapp.store.journal.encoding import Heads, StoredRow, decode_body

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
    """

    installation: str
    at: datetime
    zone: str = "UTC"
    formerly: tuple[str, ...] = ()
    kept_heads: Heads = field(default_factory=dict)
    reason: str = ""
    before: str = ""


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
        if not behind and not writer.reason:
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
