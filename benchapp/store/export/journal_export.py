"""The journal for other programs: the entries as they are kept, as JSON."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from benchapp.domain.journal.entries import Entry
from benchapp.store.files import write_whole


def entries_json(file: Path, entries: Sequence[Entry]) -> None:
    """Write entries as they are kept, each with its place in its chain.

    Raises:
        BenchError: It could not be written.
    """
    given = [
        {
            "id": one.id,
            "chain": one.chain,
            "sequence": one.sequence,
            "recorded_at": one.recorded_at,
            "zone": one.zone,
            "happened_at": one.happened_at,
            "person": one.person,
            "kind": one.kind,
            "body": one.body,
            "hash": one.hash,
        }
        for one in entries
    ]
    write_whole(file, msgspec.json.format(msgspec.json.encode(given), indent=2))
