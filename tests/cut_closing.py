"""Power cuts and kills while a year is closed, deleted from the journal and its room given back: nothing is lost.

    python -m tests.cut_closing [YEARS] [SEED]

SQLite's own writes to the journal are logged as in `tests.cut_writes`, and cut before every one of them: of what was
not synced none, all (as after a kill) or some is there. Whatever that leaves, all entries are read, and the next start
goes on to the end. Run by `make torture` with ten years.
"""

import random
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import apsw

from benchapp.domain.journal.entries import NoteAdded, PersonNamed
from benchapp.domain.messages import BenchError
from benchapp.store.journal import closing as years
from benchapp.store.journal import joining
from benchapp.store.journal.bases import clearing_in, named_in
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from tests.cut_writes import Log, LoggedSystem, rebuilt
from tests.sequences import report_sequences, run_sequences

THEN, NOW = datetime(2025, 11, 3, 9, tzinfo=UTC), datetime(2026, 11, 3, 9, tzinfo=UTC)
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
_NUMBERS = count()


class _Cursor:
    """What came of a statement, as the standard library gives it."""

    def __init__(self, rows: list[tuple[Any, ...]], rowcount: int) -> None:
        self._rows = iter(rows)
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)


class _Connection:
    """An apsw connection that speaks as the standard library's does."""

    def __init__(self, file: Path, vfs: str, *, careless: bool) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
        self._connection = apsw.Connection(str(file), flags=flags, vfs=vfs)
        self.execute(f"PRAGMA synchronous = {'OFF' if careless else 'EXTRA'}")

    def execute(self, query: str, values: Any = ()) -> _Cursor:
        try:
            rows = list(self._connection.execute(query, values))
        except apsw.Error as error:
            raise sqlite3.OperationalError(str(error)) from error
        return _Cursor(rows, self._connection.changes())

    def executescript(self, script: str) -> None:
        self.execute(script)

    def executemany(self, query: str, every: Any) -> None:
        for values in every:
            self.execute(query, values)

    def close(self) -> None:
        self._connection.close()


@contextmanager
def logged(vfs: str, *, careless: bool) -> Iterator[None]:
    """Let what closes years write through a file system that logs, and in small steps; careless, nothing is synced."""
    before = years._opened, joining.AT_ONCE, years._PAGES_AT_ONCE
    vars(years)["_opened"] = lambda journal: _Connection(journal, vfs, careless=careless)
    joining.AT_ONCE, years._PAGES_AT_ONCE = 4, 3
    try:
        yield
    finally:
        vars(years)["_opened"], joining.AT_ONCE, years._PAGES_AT_ONCE = before


def _journal(dice: random.Random, file: Path) -> list[StoredRow]:
    for at, most in ((THEN, 16), (NOW, 4)):
        for installation in ("here", "another"):
            with closing(Journal(file, Writer(installation, at))) as opened:
                bodies = [NoteAdded("x" * dice.choice((5, 3000)), "i1") for _ in range(dice.randint(3, most))]
                opened.append_all(bodies, recorded=at, happened=at)
    with closing(Journal(file, Writer("here", NOW))) as opened:
        opened.append(PersonNamed("Mara"), recorded=NOW, happened=NOW)
        return list(opened.rows())


def _at_once(_span_s: float) -> None:
    """Nobody waits."""


def one_year(dice: random.Random, folder: Path, each: int, *, careless: bool) -> tuple[int, list[str]]:
    """Close a year, cutting its writes before each of so many; give how many cuts, and what is wrong."""
    file, log, vfs = folder / "journal.sqlite", Log(), f"closing-{next(_NUMBERS)}"
    rows = _journal(dice, file)
    log.ops += [("write", file.name, 0, file.read_bytes()), ("sync", file.name, 0, b"")]
    begun, system = len(log.ops), LoggedSystem(log, vfs)
    with logged(vfs, careless=careless):
        years.close_years(file, folder / "backups", THEN.year, lambda _done, _whole: None)
        years.begin_clearing(file)
        deleted = years.clear_years(file, folder / "backups", _at_once)
    system.unregister()
    base = next(folder.glob("closed-*"))
    wrong, looked = [] if deleted else ["nothing was deleted"], 0
    for cut in range(begun + dice.randrange(each), len(log.ops) + 1, each):
        for keep in (lambda: False, lambda: True, lambda: dice.random() < 0.5):
            looked += 1
            with tempfile.TemporaryDirectory(dir=folder) as after:
                for place in (Path(after), Path(after) / "backups"):
                    place.mkdir(exist_ok=True)
                    (place / base.name).write_bytes(base.read_bytes())
                for name, data in rebuilt(log.ops[:cut], keep).items():
                    (Path(after) / name).write_bytes(data)
                if said := _wrong_after(Path(after) / file.name, rows):
                    wrong.append(f"cut {cut} of {len(log.ops)}: {said}")
    return looked, wrong


def _wrong_after(file: Path, rows: list[StoredRow]) -> str:
    """Open what a cut left, and go on; give what is wrong with it."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
            named = named_in(connection)
        if sound != "ok":
            return f"not sound: {sound[:60]}"
        if _read(file) != rows:
            return "other entries than were written"
        years.begin_clearing(file)
        if _read(file) != rows:
            return "other entries once it is begun to delete them"
        years.clear_years(file, file.parent / "backups", _at_once)
        with closing(sqlite3.connect(file)) as connection:
            left = clearing_in(connection), connection.execute("PRAGMA freelist_count").fetchone()
        if named and left != ({}, (0,)):
            return f"the next start did not go on to the end: {left}"
        if _read(file) != rows or check_chain(rows):
            return "other entries at the end"
    except (sqlite3.Error, BenchError) as error:
        return f"cannot be opened: {error}"
    return ""


def _read(file: Path) -> list[StoredRow]:
    with closing(Journal(file, read_only=True)) as opened:
        return list(opened.rows())


def run(number: int, seed: int, *, careless: bool = False, each: int = 1) -> tuple[Counter[str], list[str]]:
    """Close so many years, cut before each of so many writes; give how many cuts, and what is wrong."""

    def one(dice: random.Random, tally: Counter[str]) -> list[str]:
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
            cuts, wrong = one_year(dice, Path(folder), each, careless=careless)
        tally["cuts"] += cuts
        return wrong

    return run_sequences(one, number, seed)


if __name__ == "__main__":
    sys.exit(report_sequences(run, "years", usual=10))
