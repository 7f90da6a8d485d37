"""Damaged and tampered journals: each start, the original kept, every change of an entry found.

    python -m tests.damaged_journals [DAMAGED] [TAMPERED] [SEED]

Run by `make torture` with five hundred damaged files and a thousand tampered ones.
"""

import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from benchapp.domain.journal.state import replay
from benchapp.domain.messages import BenchError
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.journal.journal import Journal, reader_of
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.rescue import open_or_rescue
from benchapp.store.journal.whole_journal import check_journal
from tests.making import BEGIN
from tests.sequences import asked_for, report
from tests.store.damage import DAMAGES, damaged, flipped
from tests.store.every_body import EVERY_BODY

EDITS = tuple(
    f"UPDATE entry SET {column} = {column} || 'x' WHERE sequence = ?"  # noqa: S608
    for column in ("person", "happened_at", "recorded_at", "zone", "kind")
)
KINDS_OF_DAMAGE = (*DAMAGES, "flip", "flip", "flip", "flip", "newer")


def _make(path: Path, dice: random.Random) -> list[StoredRow]:
    with closing(Journal(path, Writer("here", BEGIN))) as journal:
        for _ in range(dice.randint(5, 40)):
            journal.append(dice.choice(EVERY_BODY), recorded=BEGIN, happened=BEGIN)
        return list(journal.rows())


def one_damaged(dice: random.Random, folder: Path, tally: Counter[str]) -> list[str]:
    """Damage one journal and start on it; give what is wrong."""
    path = folder / "journal.sqlite"
    before = _make(path, dice)
    with closing(Journal(path, read_only=True)) as journal:
        heads = journal.heads()
    damage = dice.choice(KINDS_OF_DAMAGE)
    if damage == "flip":
        flipped(path, dice)
    elif damage == "newer":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 99")
    else:
        damaged(path, damage, dice)
    spoilt = path.read_bytes()
    try:
        opened, done = open_or_rescue(
            lambda reason: Journal(path, Writer("here", BEGIN, kept_heads=heads, reason=reason)),
            path,
            folder / "backups",
            folder / "mark",
        )
    except BenchError as error:
        return [f"{damage}: does not start: {error}"]
    with closing(opened):
        if done is not None:
            tally[f"{damage}: rescued"] += 1
            return [] if Path(done.aside).read_bytes() == spoilt else [f"{damage}: the original was changed"]
        return _still_open(opened, before, heads, folder, damage, tally)


def _still_open(
    opened: Journal,
    before: list[StoredRow],
    heads: dict[str, tuple[int, str]],
    folder: Path,
    damage: str,
    tally: Counter[str],
) -> list[str]:
    """Look at a journal that opened in spite of its damage: what reads otherwise must be found by the check."""
    try:
        replay(opened.entries())
        after = list(opened.rows())
        # What the opening itself added is no change of what was there.
        changed = after[: len(before)] != before
    except (sqlite3.Error, BenchError):
        changed = True
    try:
        found = bool(check_journal(reader_of(opened.path), heads, folder / "snapshot"))
    except BenchError:
        found = True
    tally[
        f"{damage}: opened, {'changed and found' if changed and found else 'changed' if changed else 'unharmed'}"
    ] += 1
    return [f"{damage}: an entry reads otherwise and the check says nothing"] if changed and not found else []


def one_tampered(dice: random.Random, folder: Path, tally: Counter[str]) -> list[str]:
    """Tamper with one journal; give what is wrong."""
    path = folder / "journal.sqlite"
    rows = _make(path, dice)
    heads = {rows[0].chain: (rows[-1].sequence, rows[-1].hash)}
    place = dice.randint(2, len(rows))
    how = dice.choice(["edit", "delete", "reorder", "insert", "cut", "recompute"])
    with closing(sqlite3.connect(path)) as connection:
        match how:
            case "edit":
                connection.execute(dice.choice(EDITS), (place,))
            case "delete":
                connection.execute("DELETE FROM entry WHERE sequence = ?", (place,))
            case "reorder" if place < len(rows):
                for old, new in ((place, 10_000), (place + 1, place), (10_000, place + 1)):
                    connection.execute("UPDATE entry SET sequence = ? WHERE sequence = ?", (new, old))
            case "insert":
                connection.execute("UPDATE entry SET sequence = sequence + 10000 WHERE sequence > ?", (place,))
                connection.execute(
                    "INSERT INTO entry SELECT 'forged', chain, sequence + 1, lamport, recorded_at, zone, happened_at, "
                    "person, kind, version, body, hash, 'made up' FROM entry WHERE sequence = ?",
                    (place,),
                )
                connection.execute("UPDATE entry SET sequence = sequence - 9999 WHERE sequence > 10000")
            case "recompute":
                _recompute(connection, rows, place)
            case _:
                connection.execute("DELETE FROM entry WHERE sequence >= ?", (place,))
        connection.commit()
    tally[how] += 1
    try:
        with closing(Journal(path, read_only=True)) as journal:
            found = check_chain(journal.rows(), heads)
    except BenchError:
        return []
    return [] if found else [f"{how} at {place} of {len(rows)} was not found"]


def _recompute(connection: sqlite3.Connection, rows: list[StoredRow], place: int) -> None:
    """Change an entry and recompute every hash after it: only heads kept elsewhere tell."""
    previous = rows[place - 2].hash
    for row in rows[place - 1 :]:
        person = "somebody else" if row is rows[place - 1] else row.person
        changed = replace(row, person=person, previous=previous, hash="")
        previous = changed.computed_hash()
        connection.execute(
            "UPDATE entry SET person = ?, previous = ?, hash = ? WHERE sequence = ?",
            (person, changed.previous, previous, row.sequence),
        )


def run(damaged_count: int, tampered_count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Damage and tamper so often; give how each went, and what is wrong."""
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(damaged_count + tampered_count):
        dice = random.Random(f"{seed}:{number}")
        with tempfile.TemporaryDirectory() as folder:
            act = one_damaged if number < damaged_count else one_tampered
            wrong += [f"{seed}:{number}: {line}" for line in act(dice, Path(folder), tally)]
    return tally, wrong


def main() -> int:
    """Run as many as asked; give the exit status."""
    many, tampered, seed = asked_for(500, 1000, 1)
    began = time.monotonic()
    tally, wrong = run(many, tampered, seed)
    for kind, count in sorted(tally.items()):
        sys.stdout.write(f"  {kind}: {count}\n")
    return report(f"{many} damaged, {tampered} tampered journals in {time.monotonic() - began:.0f} s", wrong)


if __name__ == "__main__":
    sys.exit(main())
