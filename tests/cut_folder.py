"""Kills and power cuts at every step of the exchange: nothing is lost in the folder of a lab, and nothing is doubled.

    python -m tests.cut_folder [DAYS] [SEED]

A computer writes, merges and seals its segments in a real folder while everything that it does there is logged. The
log is cut before every step. A kill leaves all that was done; after a power cut there is what was synced, and of the
rest any part: each file that was not synced is empty, half or whole, and of the names that were not written through
any selection holds, in whatever order the file system took them. Then the computer starts again, and another one and
one that never looked before must come to all that it has. Run by `make torture` with thirty days.
"""

import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

from msgspec import Struct

from benchapp.domain.journal.entries import NoteAdded
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.lab import exchange, own_segments
from benchapp.store.lab.exchange import Exchange
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.own_segments import STAYS_S
from tests.sequences import report_sequences, run_sequences
from tests.store.lab.making_lab import RowsInMemory, chain_id, written

A, B, C, D = (chain_id(number) for number in range(1, 5))
# What is cut is simulated: no disk has to wait for it.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# Beyond so many names that were not written through, selections are drawn.
ALL_SELECTIONS = 4


class Step(Struct, frozen=True):
    """Something done in the folder.

    Attributes:
        kind: "make" a folder, "create" a file, "sync" one, "rename" it, "name": write the names of a folder through,
            or "remove" a file.
        path: Of which file or folder, in the folder of the lab.
        other: The new name.
        data: What is in the file when it is synced.
    """

    kind: str
    path: str
    other: str = ""
    data: bytes = b""


class Log:
    """What is done in a folder, in its order.

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.steps: list[Step] = []
        self.going = False
        sys.addaudithook(self._on_event)

    def _within(self, path: object) -> str:
        if not isinstance(path, str | os.PathLike):
            return ""
        text = os.fspath(path)
        return os.path.relpath(text, self.root) if text.startswith(str(self.root) + os.sep) else ""

    def _on_event(self, event: str, values: tuple[object, ...]) -> None:
        if not self.going or event not in {"open", "os.rename", "os.remove", "os.mkdir"}:
            return
        path = self._within(values[0])
        if not path:
            return
        if event == "open" and isinstance(values[1], str) and "x" in values[1]:
            self.steps.append(Step("create", path))
        elif event == "os.rename":
            self.steps.append(Step("rename", path, self._within(values[1])))
        elif event == "os.remove":
            self.steps.append(Step("remove", path))
        elif event == "os.mkdir":
            self.steps.append(Step("make", path))

    @contextmanager
    def logging(self, *, careless: bool = False) -> Iterator[None]:
        """Log what is done; careless, nothing is synced."""
        fsync = os.fsync

        def logged(handle: Any) -> None:
            place = Path(f"/proc/self/fd/{handle}").resolve()
            path = self._within(place)
            if careless or not self.going or (not path and place != self.root):
                return
            if place.is_dir():
                self.steps.append(Step("name", path or "."))
            else:
                self.steps.append(Step("sync", path, data=place.read_bytes()))
            fsync(handle)

        vars(os)["fsync"] = logged
        self.going = True
        try:
            yield
        finally:
            vars(os)["fsync"], self.going = fsync, False


class Files:
    """The files after a cut: what is surely there, and what may be."""

    def __init__(self, steps: Sequence[Step], final: Callable[[str], bytes]) -> None:
        # Of every file that was ever made: its content where that was synced, and what it was to become.
        self.data: dict[int, bytes] = {}
        self.synced: set[int] = set()
        self.names: dict[str, int] = {}
        self.folders: set[str] = set()
        # Changes of names that were not written through: of a folder, and what becomes of a name.
        self.pending: list[tuple[str, str, int | None]] = []
        now: dict[str, int] = {}
        for step in steps:
            folder = os.path.dirname(step.path) or "."  # noqa: PTH120 (text, no path of this disk)
            if step.kind == "make":
                self.pending.append((folder, step.path + "/", 0))
            elif step.kind == "create":
                number = len(self.data) + 1
                self.data[number] = final(step.path)
                now[step.path] = number
                self.pending.append((folder, step.path, number))
            elif step.kind == "sync":
                self.data[now[step.path]] = step.data
                self.synced.add(now[step.path])
            elif step.kind == "rename":
                number = now.pop(step.path)
                now[step.other] = number
                # Both names change at once.
                self.pending.append((folder, f"{step.path}\n{step.other}", number))
            elif step.kind == "remove" and step.path in now:
                del now[step.path]
                self.pending.append((folder, step.path, None))
            elif step.kind == "name":
                self._apply([one for one in self.pending if one[0] == step.path])
                self.pending = [one for one in self.pending if one[0] != step.path]

    def _apply(self, changes: Sequence[tuple[str, str, int | None]]) -> None:
        for _, name, number in changes:
            if name.endswith("/"):
                self.folders.add(name.rstrip("/"))
            elif number is None:
                self.names.pop(name, None)
            else:
                old, _, new = name.partition("\n")
                if new:
                    self.names.pop(old, None)
                self.names[new or old] = number

    def kept(self, which: Sequence[bool], part: Callable[[], int]) -> dict[str, bytes]:
        """Return the files when some of the pending changes were kept, and of what was not synced a part.

        Args:
            which: Of the pending changes.
            part: Returns 0 for nothing of a file, 1 for half of it and 2 for all.
        """
        names, folders = dict(self.names), set(self.folders)
        self._apply([one for one, keep in zip(self.pending, which, strict=True) if keep])
        found = {}
        for name, number in self.names.items():
            folder = os.path.dirname(name)  # noqa: PTH120
            if folder and folder not in self.folders:
                # The folder itself is gone, with what was in it.
                continue
            data = self.data[number]
            found[name] = data if number in self.synced else data[: len(data) * part() // 2]
        self.names, self.folders = names, folders
        return found


class Ran(Struct, frozen=True):
    """A day that was logged.

    Attributes:
        steps: What was done in the folder.
        looks: Before which step each look began, and what the computer held then.
        rows: What it wrote, in the end.
        taken: What another computer had taken before each look.
    """

    steps: list[Step]
    looks: list[tuple[int, int]]
    rows: list[StoredRow]
    taken: list[int]


def one_day(chance: random.Random, root: Path, *, careless: bool = False) -> Ran:
    """Let a computer write for a day, merging and sealing, while another one takes."""
    root = root.resolve()
    log, folder = Log(root), LabFolder(root)
    a, b = RowsInMemory(), RowsInMemory()
    a.write(A)
    b.write(B)
    mine, theirs = Exchange(folder, a, (A,)), Exchange(folder, b, (B,))
    looks, taken, at_s = [], [], 1000.0
    with log.logging(careless=careless):
        root.mkdir()
        log.steps.append(Step("make", "."))
        folder.make("Lab")
        for _ in range(chance.randint(8, 14)):
            for _ in range(chance.randint(1, 3)):
                a.write(A, NoteAdded("".join(chance.choices("abcdefgh", k=chance.choice((5, 400)))), "i1"))
            looks.append((len(log.steps), a.head(A)[0]))
            taken.append(b.head(A)[0])
            mine.look(written(at_s))
            if chance.random() < 0.4:
                log.going = False
                theirs.look(written(at_s))
                log.going = True
            at_s += chance.choice((10.0, STAYS_S))
            if chance.random() < 0.1:
                mine = Exchange(folder, a, (A,))
    return Ran(log.steps, looks, a.of[A], taken)


def wrong_after(files: dict[str, bytes], place: Path, ran: Ran, look: int) -> str:
    """Go on with what a cut in the middle of a look left; give what is wrong with it."""
    held, taken = ran.looks[look][1], ran.taken[look]
    for part in ("new", "old"):
        (place / part).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    folder = LabFolder(place)
    a, other, late = RowsInMemory(), RowsInMemory(), RowsInMemory()
    # One that comes before the computer has started again finds all that an earlier look has published.
    early = RowsInMemory()
    early.write(D)
    Exchange(folder, early, (D,)).look(written(10_000.0))
    if (there := early.head(A)[0]) < (least := ran.looks[look - 1][1] if look else 0):
        return f"{there} of {least} published entries are there"
    a.add(ran.rows[:held])
    other.write(B)
    # What it had taken before, it holds whatever becomes of the folder.
    other.add(ran.rows[:taken])
    late.write(C)
    exchanges = [Exchange(folder, rows, (own,)) for rows, own in ((a, A), (other, B), (late, C))]
    looked = [one.look(written(at_s)) for at_s in (10_000.0, 20_000.0, 30_000.0) for one in exchanges]
    for rows in (other, late):
        if rows.of.get(A) != a.of[A]:
            return f"{rows.head(A)[0]} of {held} entries are there"
        if check_chain(row for chain in rows.of.values() for row in chain):
            return "a chain is broken"
    if any(one.forked or one.claimed for one in looked):
        return "a chain was taken for another's"
    if any(one.unfit for one in looked):
        return "a file of which not all is there lies in the folder"
    return ""


def cuts_of(chance: random.Random, ran: Ran, folder: Path, tally: Counter[str], each: int) -> list[str]:
    """Cut a day before every step, or each of so many; count the kills and power cuts, and give what is wrong."""
    contents: dict[str, bytes] = {step.path: step.data for step in ran.steps if step.kind == "sync"}
    wrong: list[str] = []
    for cut in range(ran.looks[0][0], len(ran.steps) + 1, each):
        before = [number for number, (step, _) in enumerate(ran.looks) if step <= cut]
        files = Files(ran.steps[:cut], lambda path: contents.get(path, b"x" * 100))
        count = len(files.pending)
        if count <= ALL_SELECTIONS:
            selections = list(product((False, True), repeat=count))
        else:
            selections = [tuple(chance.random() < 0.5 for _ in range(count)) for _ in range(2**ALL_SELECTIONS)]
        # A kill leaves everything, whatever was written of the file in hand.
        tries = [((True,) * count, chance.randrange(3), True)] + [
            (one, chance.randrange(3), False) for one in selections
        ]
        for which, part, killed in tries:
            kept = files.kept(which, lambda part=part: part)  # type: ignore[misc]
            with tempfile.TemporaryDirectory(dir=folder) as place:
                said = wrong_after(kept, Path(place), ran, before[-1])
            what = "kill" if killed else "power cut"
            tally[what + "s"] += 1
            wrong += [f"{what} before step {cut} ({ran.steps[cut - 1].kind}): {said}"] if said else []
    return wrong


@contextmanager
def small_numbers() -> Iterator[None]:
    """Merge after three segments, and seal from half a kilobyte on: a day has everything in it then."""
    before = own_segments.MOST_RECENT, own_segments.SEALED_BYTES
    own_segments.MOST_RECENT, own_segments.SEALED_BYTES = 3, 1500
    vars(exchange)["MOST_RECENT"] = 3
    try:
        yield
    finally:
        own_segments.MOST_RECENT, own_segments.SEALED_BYTES = before
        vars(exchange)["MOST_RECENT"] = before[0]


def run(days: int, seed: int, *, careless: bool = False, each: int = 1) -> tuple[Counter[str], list[str]]:
    """Cut so many days, before each of so many steps; give how many kills and power cuts, and what is wrong."""

    def cut_day(chance: random.Random, tally: Counter[str]) -> list[str]:
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder, small_numbers():
            ran = one_day(chance, Path(folder) / "lab", careless=careless)
            return cuts_of(chance, ran, Path(folder), tally, each)

    return run_sequences(cut_day, days, seed)


if __name__ == "__main__":
    sys.exit(report_sequences(run, "days", usual=30))
