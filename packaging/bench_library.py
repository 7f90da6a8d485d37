"""Measure the library with ten thousand compounds of one's own against the library as it comes.

    python packaging/bench_library.py [--runs N] [--compounds N]

Both are started in turn in one run. Measured: the first painted window, a keystroke in the search to the shown
results, memory at rest, and the import of the list itself.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.path.insert(0, str(Path(__file__).parent.parent))

SYLLABLES = (
    "ba",
    "be",
    "ci",
    "cla",
    "da",
    "do",
    "eri",
    "fa",
    "gli",
    "ime",
    "ka",
    "lo",
    "mi",
    "ona",
    "pro",
    "ra",
    "se",
    "ti",
)
ENDINGS = ("nib", "mab", "mide", "tinib", "zomib", "stat", "platin", "rubicin", "taxel", "lisib", "degib", "parib")
QUERIES = (
    "lenalid", "lenalidmide", "CC-5013", "191732-72-6", "S1234", "pomaldomide", "dexameth", "bortezomb", "xq", "a",
)  # fmt: skip


def write_list(file: Path, count: int) -> None:
    """Write a list as vendors ship it; the same for the same count."""
    chance = random.Random(7)  # noqa: S311 (chance, no secret)
    lines = ["Cat. No.,Product Name,Formula,DMSO (mg/mL),Storage,Synonyms"]
    for number in range(count):
        name = "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))) + chance.choice(ENDINGS)
        formula = f"C{chance.randint(8, 40)}H{chance.randint(8, 60)}N{chance.randint(1, 8)}O{chance.randint(1, 9)}"
        code = f"{chance.choice('ABCDEFGH')}{chance.choice('XYZ')}-{chance.randint(100, 99999)}"
        lines.append(f"S{number},{name} {number},{formula},{chance.randint(1, 200)},-20°C,{code}; {name[:5]}-{number}")
    file.write_text("\n".join(lines), encoding="utf-8")


def fill_library(folder: Path, count: int) -> tuple[float, float]:
    """Import such a list into a data folder; give the seconds of reading it and of taking it."""
    from benchapp.base import paths
    from benchapp.base.paths import DataFolder
    from benchapp.presenters.compounds.importing import Reader
    from benchapp.store.library.library_index import Folders
    from benchapp.store.library.own_compounds import Taking

    data = DataFolder(folder)
    folders = Folders(paths.resources() / "monographs", data.monographs)
    write_list(folder / "list.csv", count)
    began = time.perf_counter()
    preview = Reader(folder / "list.csv", str(data.index), folders, "2026-11-24").run()
    read = time.perf_counter() - began
    began = time.perf_counter()
    Taking(str(data.index), folders, preview.good, "list").run()
    return read, time.perf_counter() - began


def start_ms(folder: Path, program: list[str]) -> float:
    """Start the program on a data folder; give its milliseconds to the first painted window."""
    environment = {**os.environ, "BENCHAPP_STARTED_NS": str(time.monotonic_ns())}
    command = [*program, "--data", str(folder), "--time-to-window"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout.split()[-1])


AT_REST = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from PySide6.QtWidgets import QApplication
from benchapp.selftest.scenario import Scenario
scenario = Scenario(QApplication(["benchapp"]), Path(sys.argv[1]))
scenario.program.services.library.search("lenalidmide")
scenario.settle()
lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
print(next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024)
scenario.end()
"""


def memory_mib(folder: Path) -> float:
    """Return the memory (PSS) of the program at rest on a data folder, searched once, MiB."""
    command = [sys.executable, "-c", AT_REST, str(folder), str(Path(__file__).parent.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def search_ms(folder: Path) -> list[float]:
    """Type into the search of the running program; give the milliseconds of each keystroke to the shown results."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from benchapp.selftest.scenario import Scenario

    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["benchapp"])
    rehearsal = Scenario(application, folder)
    rehearsal.settle()
    times = []
    for _ in range(8):
        for text in QUERIES:
            for length in range(1, len(text) + 1):
                rehearsal.type_into("header.find.text", text[: length - 1])
                began = time.perf_counter()
                rehearsal.add_character("header.find.text", text[length - 1])
                QCoreApplication.processEvents()
                times.append((time.perf_counter() - began) * 1000)
    rehearsal.end()
    return sorted(times)


def measure_library(runs: int, count: int, program: list[str]) -> dict[str, float]:
    """Print it all, and give the figures that have a budget."""
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        read, taken = fill_library(Path(many), count)
        print(f"{count} compounds: read and checked in {read:.1f} s, taken in {taken:.1f} s, off the GUI thread")
        for folder in (few, many):
            start_ms(Path(folder), program)
        pairs = [(start_ms(Path(few), program), start_ms(Path(many), program)) for _ in range(runs)]
        bare, full = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = full / bare
        print(
            f"first painted window, median of {runs}: {bare:.0f} ms as it comes, {full:.0f} ms with {count}: "
            f"{ratio:.2f} × (budget 1.2)"
        )
        grown = memory_mib(Path(many)) - memory_mib(Path(few))
        print(f"memory at rest, searched once: {grown:+.1f} MiB with {count} compounds (budget 60)")
        times = search_ms(Path(many))
        worst = times[int(len(times) * 0.99)]
        print(
            f"one keystroke in the search to the shown results: median {statistics.median(times):.1f} ms, "
            f"99th percentile {worst:.1f} ms of {len(times)} (budget 16)"
        )
    return {"start": ratio, "memory": grown, "search": worst}


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--compounds", type=int, default=10_000)
    parser.add_argument("--program", type=Path, help="a built program in place of the source")
    asked = parser.parse_args()
    program = [str(asked.program)] if asked.program else [sys.executable, "-m", "benchapp"]
    measure_library(asked.runs, asked.compounds, program)


if __name__ == "__main__":
    main()
