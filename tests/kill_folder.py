"""SIGKILL of a real process at every step of its exchange with a folder: nothing is lost there, and nothing is doubled.

    python -m tests.kill_folder [DAYS] [SEED]

A computer writes, merges and seals its segments in a real folder. Each of its looks is done by a process of its own
again and again, which kills itself before the first file that it makes, before and after the first sync, before the
first rename, and so on, until one gets to its end. After each kill all that had been published is there, and the next
start, another computer and one that never looked before come to everything. Run by `make torture` with thirty days.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchapp.domain.journal.entries import NoteAdded
from benchapp.store.lab.exchange import Exchange
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.own_segments import STAYS_S
from tests.cut_folder import IN_MEMORY, A, B, Ran, small_numbers, wrong_after
from tests.sequences import report_sequences, run_sequences
from tests.store.lab.making_lab import RowsInMemory, written

_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"})


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Do something in a process that kills itself at one of its changes of files; return whether it came to that."""
    process = os.fork()
    if process:
        _, status = os.waitpid(process, 0)
        return os.WIFSIGNALED(status)
    left, sync = step, os.fsync

    def count() -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    def on_event(event: str, values: tuple[object, ...]) -> None:
        if event in _CHANGES or (event == "open" and isinstance(values[1], str) and set(values[1]) & set("xwa+")):
            count()

    def synced(handle: Any) -> None:
        # What was written is there before it, and is on the disk after it.
        count()
        sync(handle)
        count()

    vars(os)["fsync"] = synced
    sys.addaudithook(on_event)
    try:
        act()
    finally:
        # Nothing of the process that this is a copy of is to be done at its end.
        os._exit(0)


def _files(root: Path) -> dict[str, bytes]:
    return {str(one.relative_to(root)): one.read_bytes() for one in root.rglob("*") if one.is_file()}


def one_day(chance: random.Random, root: Path) -> tuple[int, list[str]]:
    """Let a computer write for a day, killed at every step of every look; give how many kills, and what is wrong."""
    folder, kept, scratch = LabFolder(root), root.with_name("kept"), root.with_name("scratch")
    a, b = RowsInMemory(), RowsInMemory()
    a.write(A)
    b.write(B)
    mine, theirs = Exchange(folder, a, (A,)), Exchange(folder, b, (B,))
    root.mkdir()
    folder.make("Lab")
    looks: list[tuple[int, int]] = []
    taken: list[int] = []
    wrong: list[str] = []
    kills, at_s = 0, 1000.0
    for look in range(chance.randint(8, 14)):
        for _ in range(chance.randint(1, 3)):
            a.write(A, NoteAdded("".join(chance.choices("abcdefgh", k=chance.choice((5, 400)))), "i1"))
        looks.append((0, a.head(A)[0]))
        taken.append(b.head(A)[0])
        shutil.copytree(root, kept)
        step = 1
        while killed_at(step, partial(mine.look, written(at_s))):
            if said := wrong_after(_files(root), scratch, Ran([], looks, list(a.of[A]), taken), look):
                wrong.append(f"look {look}, killed at step {step}: {said}")
            shutil.rmtree(scratch)
            shutil.rmtree(root)
            shutil.copytree(kept, root)
            step += 1
        kills += step - 1
        shutil.rmtree(kept)
        # The one that got to its end did so in another process: what this one remembers of the folder is older.
        mine.look(written(at_s))
        if chance.random() < 0.4:
            theirs.look(written(at_s))
        at_s += chance.choice((10.0, STAYS_S))
        if chance.random() < 0.3:
            mine = Exchange(folder, a, (A,))
    return kills, wrong


def run(days: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Kill at every step of so many days; give how many kills, and what is wrong."""

    def one(chance: random.Random, tally: Counter[str]) -> list[str]:
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder, small_numbers():
            kills, wrong = one_day(chance, Path(folder) / "lab")
        tally["kills"] += kills
        return wrong

    return run_sequences(one, days, seed)


if __name__ == "__main__":
    sys.exit(report_sequences(run, "days", usual=30))
