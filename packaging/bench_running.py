"""Measure the built program: its start warm and cold, with a long journal, the calculators, memory and idling.

    python packaging/bench_running.py [--runs N] [--record]

Reference is a bare QWidget window in a bundle of the same kind (`bare.spec`): the same Python and Qt, trimmed by the
same lists. Both are started in turn, so that whatever else the machine does falls on both. Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

OURS = ROOT / "dist" / "benchapp" / "benchapp"
BARE = ROOT / "dist" / "bare" / "bare"
RECORD = ROOT / "docs" / "performance.json"
# More than this above the recorded ratio is a regression.
WORSE = 1.15


def started(command: list[str], data: Path, **more: str) -> float:
    """Start a program as a double click does; give the milliseconds to its painted window."""
    environment = {**os.environ, **more, "XDG_DATA_HOME": str(data), "BENCHAPP_STARTED_NS": str(time.monotonic_ns())}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout.split()[-1])


def evict(folder: Path) -> None:
    """Put a program's own files out of the system's memory; the system's libraries stay in it."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            file = os.open(path, os.O_RDONLY)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def ratio(runs: int, data: Path, *, cold: bool = False) -> tuple[float, float, float]:
    """Return the medians of the bare window and of ours, in ms, and their ratio."""
    bare, ours = [], []
    started([str(OURS)], data)
    for _ in range(runs):
        for command, times in ((BARE, bare), (OURS, ours)):
            if cold:
                evict(command.parent)
            times.append(started([str(command)], data))
    middle = statistics.median(bare), statistics.median(ours)
    return (*middle, middle[1] / middle[0])


def fill_journal(data: Path, count: int) -> None:
    """Write a long journal, by the program's own code."""
    from benchapp.system.clocks import SystemClock
    from tests.at_scale import begun, ended, long_journal

    folder = data / "benchapp"
    folder.mkdir(parents=True, exist_ok=True)
    long_journal(folder / "journal.sqlite", count)
    # Started and ended once, as a person does: that leaves the snapshot and the anchors.
    ended(begun(folder, SystemClock("UTC")))


class Running:
    """The program while it runs.

    Args:
        data: Its data folder.
        words: Its arguments.
    """

    def __init__(self, data: Path, *words: str) -> None:
        environment = {**os.environ, "XDG_DATA_HOME": str(data)}
        environment.pop("BENCHAPP_STARTED_NS", None)
        silent = subprocess.DEVNULL
        self.process = subprocess.Popen([str(OURS), *words], env=environment, stdout=silent, stderr=silent)

    def nanoseconds(self) -> dict[str, int]:
        """Return the processor time that each of its threads has had."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return {task.name: int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks}

    def pss(self) -> float:
        """Return its memory, shared pages by their share, in MiB."""
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024

    def rest(self, before_s: float, for_s: float) -> tuple[float, float]:
        """Wait, then give memory in MiB and the part of a core it takes while nobody touches it, in percent."""
        time.sleep(before_s)
        began = self.nanoseconds()
        time.sleep(for_s)
        # A thread that ended meanwhile was idle: the pool lets go of those that wait for work.
        spent = sum(now - began.get(task, 0) for task, now in self.nanoseconds().items())
        return self.pss(), spent / 1e9 / for_s * 100

    def end(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()


def with_incubation(data: Path, hours: float) -> None:
    """Leave an incubation that began just now in a data folder, with the stock it was dosed from."""
    from benchapp.domain.journal.entries import IncubationStarted, SolutionAdded
    from benchapp.system.clocks import SystemClock
    from tests.at_scale import book_of
    from tests.making import incubation, solution

    clock = SystemClock("UTC")
    now = clock.now()
    began = [SolutionAdded(solution(made=now)), IncubationStarted(incubation("i1", hours, start=now))]
    book_of(data / "benchapp", began, clock).close()


def measure(runs: int) -> dict[str, float]:
    """Print everything, and give the ratios and figures that are recorded."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        bare_warm = 0.0
        for name, cold in (("start cold", True), ("start warm", False)):
            bare, ours, times = ratio(runs, place / "new", cold=cold)
            bare_warm = bare
            found[name] = round(times, 3)
            print(f"{name}: bare {bare:.0f} ms, Bench Companion {ours:.0f} ms, {times:.2f} × (budget 1.3)")
        answered = statistics.median(started([str(OURS)], place / "new", BENCHAPP_UNTIL="answer") for _ in range(runs))
        found["calculators ready"] = round(answered / bare_warm, 3)
        print(f"calculators answer {answered:.0f} ms after the process was started (budget 350)")
        from bench_library import fill_library

        long = place / "long"
        fill_journal(long, 100_000)
        fill_library(long / "benchapp", 10_000)
        bare, ours, times = ratio(runs, long)
        found["start long"] = round(times, 3)
        print(f"start with 100,000 entries and 10,000 compounds: {ours:.0f} ms, {times:.2f} × (budget 1.5)")
        quiet = Running(place / "new")
        memory, busy = quiet.rest(8, 30)
        quiet.end()
        found["memory at rest"] = round(memory, 1)
        print(f"at rest, nothing runs: {memory:.1f} MiB PSS (budget 75), {busy:.3f} % of a core")
        for hours, environment in ((168.0, "of seven days"), (20.0, "in its last day, shown by the second")):
            incubating = place / f"incubating-{hours:.0f}"
            with_incubation(incubating, hours)
            timer = Running(incubating)
            memory, busy = timer.rest(8, 60)
            timer.end()
            print(f"with an incubation {environment}: {memory:.1f} MiB PSS, {busy:.3f} % of a core (budget 0.1)")
        hidden = Running(place / "new", "--in-background")
        memory, busy = hidden.rest(8, 60)
        hidden.end()
        print(f"hidden, nothing runs: {memory:.1f} MiB PSS, {busy:.3f} % of a core (budget 0.02)")
    return found


def main() -> int:
    """Measure; record, or compare with what is recorded: status 1 where something is more than 15 % worse."""
    parser = argparse.ArgumentParser(description="Measure the built program.")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--record", action="store_true", help="record the ratios in docs/performance.json")
    parser.add_argument("--check", action="store_true", help="fail where one is more than 15 %% above the record")
    asked = parser.parse_args()
    if not BARE.exists() or not OURS.exists():
        sys.exit("Run it through `make bench-bundle`, which builds both.")
    found = measure(asked.runs)
    if asked.record:
        RECORD.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if not asked.check:
        return 0
    recorded: dict[str, float] = json.loads(RECORD.read_text(encoding="utf-8"))
    worse = [name for name, value in recorded.items() if found[name] > value * WORSE]
    for name in worse:
        print(f"worse than recorded: {name}, {found[name]} against {recorded[name]}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
