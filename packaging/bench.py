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

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Byte code must be kept between runs, or compiling is measured instead of starting.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

BARE = """
import os, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False
def done():
    print((time.monotonic_ns() - int(os.environ["BENCHAPP_STARTED_NS"])) / 1e6)
    application.quit()
window = QWidget()
window.resize(1366, 768)
painted = Painted()
window.installEventFilter(painted)
window.show()
application.exec()
"""


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
            bare.append(timed([sys.executable, "-c", BARE]))
            ours.append(timed(command))
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"first painted window, median of {runs}:")
    print(f"  bare QWidget window    {statistics.median(bare):7.0f} ms")
    print(f"  Bench Companion        {statistics.median(ours):7.0f} ms   {ratio:.2f} × the bare window (budget 2)")
    return ratio


def measure_typing() -> dict[str, float]:
    """Print how long a keystroke takes to the shown answer, in Stock and in Dilute."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from benchapp.rehearsal import Rehearsal

    application = QApplication([])
    worst: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        rehearsal = Rehearsal(application, Path(folder))
        rehearsal.begin_with_stock()
        tools = {
            "Stock": (
                "calculate.tools.stock",
                "calculate.stock.concentration",
                ("10 mM", "2.5 mg/mL", "400 mM", "7 µM"),
            ),
            "Dilute": ("calculate.tools.dilute", "calculate.dilute.c2", ("10 uM", "2.5 uM", "30 nM", "1 mM")),
        }
        for name, (tool, field, texts) in tools.items():
            rehearsal.press(tool)
            if name == "Dilute":
                rehearsal.choose("calculate.dilute.stock", rehearsal.stock_label)
            times = []
            for _ in range(12):
                for text in texts:
                    for length in range(1, len(text) + 1):
                        rehearsal.type_into(field, text[: length - 1])
                        began = time.perf_counter()
                        rehearsal.add_character(field, text[length - 1])
                        QCoreApplication.processEvents()
                        times.append((time.perf_counter() - began) * 1000)
            times.sort()
            worst[name] = times[int(len(times) * 0.99)]
            print(
                f"one keystroke to the shown answer, {name}: median {statistics.median(times):.1f} ms, "
                f"99th percentile {worst[name]:.1f} ms of {len(times)} (budget 16)"
            )
        rehearsal.end()
    return worst


def main() -> None:
    """Measure all of it."""
    from bench_library import measure_library

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--program", type=Path, help="a built program in place of the source")
    asked = parser.parse_args()
    program = [str(asked.program)] if asked.program else [sys.executable, "-m", "benchapp"]
    measure_start(asked.runs, program)
    measure_typing()
    measure_library(asked.runs, 10_000, program)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
