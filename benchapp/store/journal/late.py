"""Entries that came in late: recorded on another computer long before they were here, and when they came.

It is of this file alone, beside the entries: another computer had them at another time.
"""

import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from benchapp.store.journal.encoding import StoredRow, in_utc

# What is exchanged within it, somebody has seen by the time that they look through the journal again.
LATE_AFTER = timedelta(hours=1)
_TABLE = """
CREATE TABLE IF NOT EXISTS late (
    chain TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, at TEXT NOT NULL
) STRICT
"""


class LateArrivals(Struct, frozen=True):
    """What came in late.

    Attributes:
        spans: Of chains, in order: sequence of the first entry and of the last one that came at once, and when.
    """

    spans: dict[str, list[tuple[int, int, datetime]]] = {}

    def of(self, chain: str, sequence: int) -> datetime | None:
        """Return when an entry came in; None where it did not come late."""
        spans = self.spans.get(chain, [])
        place = bisect_right(spans, sequence, key=lambda span: span[0])
        return spans[place - 1][2] if place and sequence <= spans[place - 1][1] else None


def note_late(connection: sqlite3.Connection, rows: Sequence[StoredRow], at: datetime, before: Collection[str]) -> None:
    """Note which rows of a chain come in late, in the transaction that adds them.

    Args:
        connection: The file, open.
        rows: The rows, in their order.
        at: The present.
        before: The chains of which something was here before: all of a computer that joined is new, and not late.
    """
    bound = in_utc(at - LATE_AFTER)
    # The beginning of a time is compared as text: a row of a newer version may have one that cannot be read.
    for late, group in groupby(rows, lambda row: row.chain in before and row.recorded_at < bound):
        if late:
            span = list(group)
            connection.execute(_TABLE)
            values = (span[0].chain, span[0].sequence, span[-1].sequence, in_utc(at))
            connection.execute("INSERT INTO late VALUES (?, ?, ?, ?)", values)


def late_in(journal: Path) -> LateArrivals:
    """Read what came in late into the file of a journal; nothing where that cannot be read."""
    found: dict[str, list[tuple[int, int, datetime]]] = {}
    try:
        for chain, first, last, at in _noted(journal):
            found.setdefault(chain, []).append((first, last, datetime.fromisoformat(at)))
    except (sqlite3.Error, OSError, ValueError):
        return LateArrivals()
    return LateArrivals(found)


def _noted(journal: Path) -> Iterator[tuple[str, int, int, str]]:
    with closing(sqlite3.connect(f"{journal.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'late'").fetchone() is not None:
            yield from connection.execute("SELECT chain, first, last, at FROM late ORDER BY chain, first, last")
