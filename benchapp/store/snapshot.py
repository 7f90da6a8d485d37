"""A bench kept outside the journal so that starting is fast; it can be thrown away at any time."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from benchapp.domain.bench import REDUCER_VERSION, Bench, replay
from benchapp.domain.messages import BenchError, Message
from benchapp.store.chain import Finding, Heads, check_chain
from benchapp.store.encoding import entry_of
from benchapp.store.files import write_whole
from benchapp.store.journal import Journal


class Snapshot(Struct, frozen=True):
    """A bench with the heads it follows from and the reducer that made it."""

    reducer: int
    heads: dict[str, tuple[int, str]]
    bench: Bench


def load_bench(journal: Journal, snapshot: Path) -> tuple[Bench, bool]:
    """Give the bench of a journal, from the snapshot where it fits.

    Returns:
        The bench, and whether it came from the snapshot.
    """
    heads = journal.heads()
    try:
        kept = msgspec.msgpack.decode(snapshot.read_bytes(), type=Snapshot)
    except (OSError, msgspec.DecodeError, ValueError):
        kept = None
    if kept is not None and kept.reducer == REDUCER_VERSION and kept.heads == heads:
        return kept.bench, True
    return replay(journal.entries()), False


def save_snapshot(bench: Bench, heads: Heads, snapshot: Path) -> None:
    """Keep a bench; a snapshot that cannot be written is only a slower start.

    Raises:
        BenchError: It could not be written.
    """
    write_whole(snapshot, msgspec.msgpack.encode(Snapshot(REDUCER_VERSION, dict(heads), bench)))


def check_journal(again: Callable[[], Journal], kept_heads: Heads, snapshot: Path) -> tuple[Finding, ...]:
    """Read a whole journal anew: verify the chain, replay from zero, compare with the snapshot.

    Made for a worker: it opens the file itself and returns values.

    Args:
        again: Opens the journal for reading.
        kept_heads: What the chains are measured against.
        snapshot: The kept bench.

    Raises:
        BenchError: The file cannot be read.
    """
    journal = again()
    try:
        rows = list(journal.rows())
        findings = list(check_chain(rows, kept_heads))
        try:
            bench = replay(entry_of(row) for row in rows)
        except BenchError:
            return tuple(findings) or (Finding(Message.JOURNAL_DAMAGED, "", 0),)
        kept, from_snapshot = load_bench(journal, snapshot)
        if from_snapshot and kept != bench:
            snapshot.unlink(missing_ok=True)
            findings.append(Finding(Message.JOURNAL_SNAPSHOT_DIFFERS, "", 0))
        return tuple(findings)
    finally:
        journal.close()
