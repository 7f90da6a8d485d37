"""The pieces that the start is parted into: its timing, what is imported early, and the command line's options."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchapp.app.fast_start import start_time
from benchapp.app.start.command_line import parsed
from benchapp.app.start.startup import BIT_BY_BIT

ROOT = Path(__file__).parent.parent.parent


def test_the_time_counts_from_where_a_benchmark_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not start_time.is_timed()
    monkeypatch.setenv(start_time.STARTED, "1")
    monkeypatch.setenv(start_time.UNTIL, "answer")

    assert start_time.is_timed()
    assert start_time.ends_at_the_answer()
    assert start_time.milliseconds_since_start() > 0


def test_a_text_to_be_read_may_begin_with_a_dash() -> None:
    assert parsed(["--read", "mass", "-5mg"]).read == ["mass", "-5mg"]
    assert parsed(["--time-to-window"]).time_to_window


EARLY = """
import sys
from benchapp.app.fast_start import early_imports
print(*sorted(name for name in sys.modules if name.startswith("PySide6") or name in {BIT}))
"""


def test_what_is_imported_before_qt_brings_no_qt_and_no_calculator() -> None:
    script = EARLY.replace("{BIT}", repr(set(BIT_BY_BIT)))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.split() == []


ANSWER = """
import os, sys
os.environ.update(BENCHAPP_STARTED_NS="1", BENCHAPP_UNTIL="answer")
import benchapp.cli
benchapp.cli.print_time = lambda: print(*sorted(name for name in sys.modules if name.startswith("benchapp.")))
benchapp.cli.main([])
"""


def test_until_the_calculators_answer_nothing_is_made_that_nobody_waits_for(tmp_path: Path) -> None:
    """One of Python's threads runs at a time: what the windows' thread makes meanwhile puts the answer off."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path), "PATH": "/usr/bin"}
    command = [sys.executable, "-c", ANSWER]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    modules = done.stdout.split()

    assert "benchapp.app.calculator" in modules
    late = ("app.journal", "app.program.drafts", "system.folders", "ui.window.first_start")
    assert [name for name in late if f"benchapp.{name}" in modules] == []
