"""What the journal holds about one thing: the entries that name it, and which of them were undone."""

from collections.abc import Callable
from contextlib import closing

from benchapp.domain.journal.entries import Entry, Retracted
from benchapp.domain.messages import BenchError
from benchapp.store.journal.encoding import StoredRow, entry_of
from benchapp.store.journal.journal import Journal


def history_of(subject: str, again: Callable[[], Journal]) -> list[tuple[Entry, bool]]:
    """Return the entries that name a subject, in the order of the journal, and whether each was undone.

    Args:
        subject: Its id.
        again: Opens the journal for reading.

    Raises:
        BenchError: The journal cannot be read.
    """
    named: list[Entry] = []
    undone: set[str] = set()
    sought = subject.encode()
    with closing(again()) as journal:
        for row in journal.rows():
            # Only what may matter is decoded: a long journal has a hundred thousand rows.
            entry = _understood(row) if row.kind == Retracted.__name__ or sought in row.body else None
            if entry is not None and isinstance(entry.body, Retracted):
                undone.add(entry.body.entry)
            elif entry is not None:
                named.append(entry)
    return [(entry, entry.id in undone) for entry in named]


def _understood(row: StoredRow) -> Entry | None:
    """Return a row as an entry; None where only a newer version can read it."""
    try:
        return entry_of(row)
    except BenchError:
        return None
