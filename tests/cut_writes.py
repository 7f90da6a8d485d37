"""Power cuts and full disks: the real journal on a file system that forgets what was not synced.

    python -m tests.cut_writes [DAYS] [SEED]

apsw's SQLite runs on a VFS that logs every write, truncation, sync and deletion. After a scripted day the log is
cut at every boundary: each file is rebuilt from what had been synced, with none, all or some of the rest, and the
standard library's SQLite opens it as a program does after the power came back. An entry that was confirmed must be
there, one that was being written may be there whole or not at all, and nothing else. Then the disk is full at each
write in turn. Run by `make torture` with fifty days.
"""

import random
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import apsw

from benchapp.domain.journal.entries import NoteAdded, PersonNamed, RedoseGiven, SolutionCorrected
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from tests.making import BEGIN
from tests.sequences import report_sequences, run_sequences
from tests.store.every_body import EVERY_BODY

# What is corrected, noted and given late, a note longer than a page of the file among it.
_LATEST = (
    *(body for body in EVERY_BODY if isinstance(body, SolutionCorrected | NoteAdded | RedoseGiven)),
    NoteAdded("clumps " * 2000, "i1"),
)
Op = tuple[str, str, int, bytes]


class Log:
    """What was done to the files, and at which write the disk is full."""

    def __init__(self) -> None:
        self.ops: list[Op] = []
        self.full_at = -1
        self.writes = 0

    def write(self, name: str, offset: int, data: bytes) -> None:
        self.writes += 1
        if 0 <= self.full_at <= self.writes - 1:
            raise apsw.FullError("the disk is full")
        self.ops.append(("write", name, offset, data))


class LoggedFile(apsw.VFSFile):
    """A file whose changes are logged."""

    def __init__(self, log: Log, base: str, filename: Any, flags: list[int]) -> None:
        self._log = log
        name = filename.filename() if isinstance(filename, apsw.URIFilename) else filename
        self._name = Path(name).name if name else ""
        super().__init__(base, filename, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._name:
            self._log.write(self._name, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        if self._name:
            self._log.ops.append(("truncate", self._name, size, b""))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        if self._name:
            self._log.ops.append(("sync", self._name, 0, b""))
        super().xSync(flags)


class LoggedSystem(apsw.VFS):
    """The file system that logs."""

    def __init__(self, log: Log, name: str) -> None:
        self._log = log
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> LoggedFile:
        return LoggedFile(self._log, "", name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._log.ops.append(("delete", Path(filename).name, int(syncdir), b""))
        super().xDelete(filename, syncdir)


class Speaking:
    """An apsw connection that speaks as the standard library's does."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def execute(self, query: str, values: Any = ()) -> Any:
        return _translated(lambda: self._connection.execute(query, values))

    def executescript(self, script: str) -> Any:
        return _translated(lambda: self._connection.execute(script))

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def close(self) -> None:
        self._connection.close()


def _translated(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except apsw.Error as error:
        raise sqlite3.OperationalError(str(error)) from error


def _journal(path: Path, vfs: str) -> Journal:
    def connect(where: str, **_options: object) -> Any:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
        return Speaking(apsw.Connection(where, flags=flags, vfs=vfs))

    return Journal(path, Writer("here", BEGIN), connect=connect)


def rebuilt(ops: list[Op], keep: Callable[[], bool]) -> dict[str, bytes]:
    """Return the files after a power cut: what was synced, and of the rest what `keep` keeps."""
    files: dict[str, bytearray] = {}
    pending: dict[str, list[Op]] = {}
    for op in ops:
        kind, name, _, _ = op
        if kind == "sync":
            for waiting in pending.pop(name, []):
                _apply(files, waiting)
        elif kind == "delete":
            # The folder is synced with it; without that the file may come back, and SQLite rolls back by it.
            files.pop(name, None)
            pending.pop(name, None)
        else:
            pending.setdefault(name, []).append(op)
    for waiting_ops in pending.values():
        for waiting in waiting_ops:
            if keep():
                _apply(files, waiting)
    return {name: bytes(data) for name, data in files.items()}


def _apply(files: dict[str, bytearray], op: Op) -> None:
    kind, name, place, data = op
    file = files.setdefault(name, bytearray())
    if kind == "truncate":
        del file[place:]
        return
    if len(file) < place:
        file.extend(bytes(place - len(file)))
    file[place : place + len(data)] = data


def one_day(dice: random.Random, folder: Path, number: int, *, careless: bool = False) -> tuple[int, list[str]]:
    """Write a day, and cut it everywhere; give how many cuts were looked at, and what is wrong.

    Careless, SQLite syncs nothing: then something must be wrong, or nothing is looked at; the first of it is enough.
    """
    log = Log()
    system = LoggedSystem(log, f"logged-{number}")
    path = folder / "journal.sqlite"
    confirmed: list[tuple[int, str]] = []
    with closing(_journal(path, f"logged-{number}")) as journal:
        if careless:
            journal._file.connection.execute("PRAGMA synchronous = OFF")
        confirmed.append((len(log.ops), ""))
        for _ in range(dice.randint(3, 12)):
            bodies = [dice.choice(EVERY_BODY) for _ in range(dice.choice([1, 1, 1, 3]))]
            written = journal.append_all(bodies, recorded=BEGIN, happened=BEGIN)
            confirmed.append((len(log.ops), written[-1].id))
        order = [entry.id for entry in journal.entries()]
    system.unregister()
    wrong: list[str] = []
    looked = 0
    begun = confirmed[0][0]
    for cut in range(begun, len(log.ops) + 1):
        least = [identity for at, identity in confirmed if at <= cut and identity]
        for keep in (lambda: False, lambda: True, lambda: dice.random() < 0.5):
            looked += 1
            files = rebuilt(log.ops[:cut], keep)
            said = _opened(files, folder / "after", order, least[-1] if least else order[0])
            wrong += [f"day {number}, cut {cut}: {said}"] if said else []
            if careless and wrong:
                return looked, wrong
    return looked, wrong


def _opened(files: dict[str, bytes], folder: Path, order: list[str], least: str) -> str:
    """Open what a power cut left; give what is wrong with it."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    try:
        with closing(sqlite3.connect(folder / "journal.sqlite")) as connection:
            (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            return f"not sound: {sound[:60]}"
        with closing(Journal(folder / "journal.sqlite", read_only=True)) as journal:
            there = [entry.id for entry in journal.entries()]
            if check_chain(journal.rows()):
                return "its chain is broken"
    except (sqlite3.Error, BenchError) as error:
        return f"cannot be opened: {error}"
    if there != order[: len(there)]:
        return "other entries than were written"
    return "" if least in there else "a confirmed entry is lost"


def full_disk(dice: random.Random, folder: Path, number: int) -> tuple[int, list[str]]:
    """Let the disk be full at each write in turn; give how often, and what is wrong."""
    log = Log()
    system = LoggedSystem(log, f"full-{number}")
    wrong: list[str] = []
    tried = 0
    with closing(_journal(folder / "journal.sqlite", f"full-{number}")) as journal:
        before = [entry.id for entry in journal.entries()]
        for room in range(40):
            log.full_at, log.writes = room, 0
            tried += 1
            try:
                journal.append(
                    dice.choice((PersonNamed(f"person {dice.random()}"), *_LATEST)), recorded=BEGIN, happened=BEGIN
                )
            except BenchError as error:
                if error.code is not Message.NOT_SAVED:
                    wrong.append(f"full at {room}: {error}")
                log.full_at = -1
                if [entry.id for entry in journal.entries()] != before:
                    wrong.append(f"full at {room}: the journal changed")
                continue
            log.full_at = -1
            # There was room for all of it; and after a full disk it goes on.
            after = [entry.id for entry in journal.entries()]
            if len(after) != len(before) + 1 or check_chain(journal.rows()):
                wrong.append(f"room for {room}: {len(after)} entries")
            break
    system.unregister()
    return tried, wrong


def run(days: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Cut so many days and fill so many disks; give how many cuts and full disks, and what is wrong."""
    names = count()

    def one(dice: random.Random, tally: Counter[str]) -> list[str]:
        number = next(names)
        with tempfile.TemporaryDirectory() as folder:
            cuts, lost = one_day(dice, Path(folder), number)
        with tempfile.TemporaryDirectory() as folder:
            fulls, changed = full_disk(dice, Path(folder), number)
        tally.update({"power cuts": cuts, "full disks": fulls})
        return lost + changed

    return run_sequences(one, days, seed)


if __name__ == "__main__":
    versions = f"written by SQLite {apsw.sqlite_lib_version()}, opened by {sqlite3.sqlite_version}"
    sys.exit(report_sequences(run, f"days ({versions})", usual=50))
