"""Measure the start and the typing against a bare window, side by side in one run.

    python packaging/bench.py [--runs N] [--program PATH]

Each run starts the program and a bare QWidget window of the same interpreter in turn, so that whatever else the
machine does falls on both. What counts is the ratio; the milliseconds are this machine's.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchapp.selftest.scenario import Scenario

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Byte code must be kept between runs, or compiling is measured instead of starting.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

BARE = str(Path(__file__).with_name("bare_window.py"))


def timed(command: list[str]) -> float:
    """Start a command that prints its milliseconds to the first painted window."""
    environment = {**os.environ, "BENCHAPP_STARTED_NS": str(time.monotonic_ns())}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout.split()[-1])


def measure_start(runs: int, program: list[str]) -> float:
    """Print the medians of both starts, and give their ratio."""
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        command = [*program, "--data", folder, "--time-to-window"]
        # The first start writes byte code, index and journal; it is a start like any other only once a year.
        timed(command)
        for _ in range(runs):
            bare.append(timed([sys.executable, BARE]))
            ours.append(timed(command))
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"first painted window, median of {runs}:")
    print(f"  bare QWidget window    {statistics.median(bare):7.0f} ms")
    print(f"  Bench Companion        {statistics.median(ours):7.0f} ms   {ratio:.2f} × the bare window (budget 2)")
    return ratio


# For each tool: the field that is typed into, what is typed, what is in other fields, and the budget of the
# answer in ms; the typed character itself has 16 ms everywhere.
TOOLS = {
    "stock": ("concentration", ("10 mM", "2.5 mg/mL", "400 mM", "7 µM"), {"mass": "4.87 mg"}, 16),
    "dilute": ("c2", ("10 uM", "2.5 uM", "30 nM", "1 mM"), {"c1": "10 mM"}, 16),
    "reagent": ("percent_ww", ("37 %", "36.5 %", "98 %"), {"density": "1.19 g/mL", "molar_mass": "36.46 g/mol"}, 16),
    "convert": ("value", ("10 uM", "2.5 mg/mL", "30 nM"), {}, 16),
    "series": ("top", ("10 uM", "2.5 uM", "30 nM", "1 uM"), {"c1": "10 mM"}, 50),
    "plate": ("top", ("10 uM", "2.5 uM", "30 nM", "1 uM"), {"c1": "10 mM"}, 50),
    "combine": (
        "top",
        ("10 uM", "2.5 uM", "30 nM", "1 uM"),
        {"c1": "10 mM", "compound_2": "pinometostat", "c1_2": "10 mM", "top_2": "1 uM"},
        50,
    ),
}
ROUNDS = 12


def measure_typing() -> dict[str, float]:
    """Print how long a keystroke takes to the shown character and to the shown answer, in each tool."""
    from PySide6.QtWidgets import QApplication

    from benchapp.selftest.scenario import Scenario

    application = QApplication.instance() or QApplication([])
    worst: dict[str, float] = {}
    print("one keystroke, median and 99th percentile, until the character is shown | until the answer is:")
    with tempfile.TemporaryDirectory() as folder:
        rehearsal = Scenario(application, Path(folder))
        rehearsal.begin_with_stock()
        for tool, (field, texts, others, budget) in TOOLS.items():
            rehearsal.press(f"calculate.tools.{tool}")
            for name, text in others.items():
                rehearsal.type_into(f"calculate.{tool}.{name}", text)
            rehearsal.settle()
            shown, answered = _keystrokes(rehearsal, f"calculate.{tool}.{field}", texts)
            worst[tool] = _at(answered, 0.99)
            print(
                f"  {tool:8} {statistics.median(shown):5.1f} {_at(shown, 0.99):5.1f} ms (budget 16) | "
                f"{statistics.median(answered):5.1f} {worst[tool]:5.1f} ms (budget {budget}) of {len(shown)}"
            )
        rehearsal.end()
    return worst


def _keystrokes(rehearsal: "Scenario", field: str, texts: tuple[str, ...]) -> tuple[list[float], list[float]]:
    """Type texts key by key; give the milliseconds to the character and from the key to the answer."""
    from PySide6.QtCore import QCoreApplication

    shown, answered = [], []
    for _ in range(ROUNDS):
        for text in texts:
            for length in range(1, len(text) + 1):
                rehearsal.type_into(field, text[: length - 1])
                rehearsal.settle()
                began = time.perf_counter()
                rehearsal.add_character(field, text[length - 1])
                QCoreApplication.processEvents()
                shown.append((time.perf_counter() - began) * 1000)
                # What waits for its turn is computed now: the pause before it is no work.
                rehearsal.program.rooms.calculator.forms.settle()
                QCoreApplication.processEvents()
                answered.append((time.perf_counter() - began) * 1000)
    return sorted(shown), sorted(answered)


def _at(times: list[float], part: float) -> float:
    return times[int(len(times) * part)]


def main() -> None:
    """Measure all of it."""
    from bench_library import measure_library
    from bench_plan import measure_plan

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--program", type=Path, help="a built program in place of the source")
    asked = parser.parse_args()
    program = [str(asked.program)] if asked.program else [sys.executable, "-m", "benchapp"]
    measure_start(asked.runs, program)
    measure_typing()
    measure_plan()
    measure_library(asked.runs, 10_000, program)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
