"""Incremental backups: the entries that the last full backup lacks, in a file that rests on it.

Whatever speaks against one is no error: a full backup is made then, with all that it checks.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.bases import Base, base_from, bases_of, rest_on
from benchapp.store.journal.encoding import MOST_LAMPORT, Heads, StoredRow, entry_of
from benchapp.store.journal.joining import in_slices
from benchapp.store.journal.journal_file import JournalFile

# A journal of fewer bytes is always copied whole: eighteen such copies are no burden, and none depends on another.
WHOLE_BELOW = 16 * 2**20
# A full backup is made again once an increment would have more than one entry for so many of the full one: the
# eighteen that are kept at most then never hold much more than what they rest on.
FULL_FOR_EACH_NEW = 16


def write_increment(
    journal: Path,
    part: Path,
    backups: Sequence[Path],
    verify: Callable[[Path], object],
    tell: Callable[[int, int], object],
    *,
    looked_at: bool,
) -> bool:
    """Write what the last full backup lacks of a journal, and verify it.

    Args:
        journal: The file.
        part: An empty file in the folder of the backups.
        backups: The backups that there are.
        verify: Reads a full backup and raises where it is none; asked for before the first one rests on it.
        tell: Called with how many entries are copied, and how many there are; what it raises stops the copying.
        looked_at: Whether the full backup is read from end to end, to see that it is what it was.

    Returns:
        Whether that was done; where not, `part` is empty, and a full backup is to be made.

    Raises:
        BenchError: It was stopped.
        OSError: The file `part` cannot be emptied.
    """
    try:
        if journal.stat().st_size >= WHOLE_BELOW:
            with closing(JournalFile(journal, read_only=True)) as held:
                found = _base_of(held, backups, verify, looked_at=looked_at)
                if found is not None and _written(held, part, *found, tell):
                    return True
    except (BenchError, OSError, sqlite3.Error) as error:
        if isinstance(error, BenchError) and error.code == Message.STOPPED:
            raise
    part.write_bytes(b"")
    return False


def _base_of(
    held: JournalFile, backups: Sequence[Path], verify: Callable[[Path], object], *, looked_at: bool
) -> tuple[Base, Heads] | None:
    """Return the full backup that goes furthest, with its heads; None where the journal does not go on from it."""
    named: dict[str, Base] = {}
    full: list[tuple[int, Path, Heads]] = []
    for file in backups:
        with suppress(BenchError, sqlite3.Error):
            bases = bases_of(file)
            if bases and not bases[0].is_closed:
                named.setdefault(bases[0].file, bases[0])
                continue
            with closing(JournalFile(file, read_only=True)) as kept:
                full.append((len(kept), file, kept.heads()))
    if not full:
        return None
    _, file, heads = max(full, key=lambda one: one[0])
    base = named.get(file.name)
    if base is None:
        verify(file)
        base = base_from(file)
    elif file.stat().st_size != base.size or (looked_at and not base.is_as_it_was(file.parent)):
        return None
    return (base, heads) if all(held.holds(chain, *head) for chain, head in heads.items()) else None


def _written(held: JournalFile, part: Path, base: Base, before: Heads, tell: Callable[[int, int], object]) -> bool:
    """Write the rows, and return whether they were few enough, and are what the journal has."""
    after = held.heads()
    whole = sum(last - before.get(chain, (0, ""))[0] for chain, (last, _) in after.items())
    with closing(JournalFile(part.with_name(base.file), read_only=True)) as kept:
        if whole * FULL_FOR_EACH_NEW > len(kept):
            return False
    # Made anew: an empty file is taken for a damaged one.
    part.unlink()
    with closing(JournalFile(part)) as increment:
        done = 0
        for rows in _slices(held, before, after):
            with increment.transaction():
                for row in rows:
                    increment.insert(row)
            done += len(rows)
            tell(done, whole)
        with increment.transaction():
            rest_on(increment.connection, [base, *bases_of(part.with_name(base.file))])
    with closing(JournalFile(part, read_only=True)) as made:
        return all(_goes_on(made, chain, before, after) for chain in after) and len(made) == held.count_up_to(after)


def _slices(held: JournalFile, before: Heads, after: Heads) -> Iterator[list[StoredRow]]:
    """Yield the rows of each chain after one head and up to another, some at once."""
    where = "WHERE chain = ? AND sequence > ? AND sequence <= ? ORDER BY sequence"
    for chain, (last, _) in after.items():
        begun, _ = before.get(chain, (0, ""))
        yield from in_slices(held.rows, where, (chain, begun), lambda row: (row.chain, row.sequence), last)


def _goes_on(made: JournalFile, chain: str, before: Heads, after: Heads) -> bool:
    """Return whether the rows of a chain go on from where they begin to its head, each as it was written."""
    sequence, head = before.get(chain, (0, ""))
    number = next((row.lamport for row in made.rows("WHERE chain = ? AND sequence = ?", chain, sequence)), 0)
    for row in made.rows("WHERE chain = ? AND sequence > ? ORDER BY sequence", chain, sequence):
        follows = (row.sequence, row.previous) == (sequence + 1, head) and number < row.lamport <= MOST_LAMPORT
        begins = row.sequence > 1 or row.kind == "ChainStarted"
        if not (follows and begins) or row.computed_hash() != row.hash:
            return False
        try:
            entry_of(row)
        except BenchError as error:
            if error.code != Message.JOURNAL_UNKNOWN_KIND:
                return False
        sequence, head, number = row.sequence, row.hash, row.lamport
    return (sequence, head) == after[chain]
