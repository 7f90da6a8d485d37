"""SIGKILL at random moments: nothing that was confirmed is lost, and every start after it is right."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchapp.app.start.startup import open_journal
from benchapp.base.clock import SteppedClock
from benchapp.base.paths import DataFolder
from benchapp.domain.journal.state import replay
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.journal.anchors import load_anchors
from benchapp.store.journal.journal import reader_of
from benchapp.store.journal.whole_journal import check_journal

KILLS = int(os.environ.get("BENCHAPP_KILLS", "6"))
A_JOURNAL = 100
"""Kills before a new journal is begun: checking all of one that only grows would take most of the time."""
SEED = 20261123


def test_killed_at_random_moments_no_confirmed_entry_is_lost(tmp_path: Path, qapp: QApplication) -> None:
    moments = random.Random(SEED)
    confirmed_in_all = 0

    for kill in range(KILLS):
        if kill % A_JOURNAL == 0:
            folder = DataFolder(tmp_path / f"data {kill}")
            confirmed: set[str] = set()
        running = subprocess.Popen(
            [sys.executable, "-m", "tests.flow.scripted_day", str(folder.root)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent.parent.parent,
        )
        assert running.stdout is not None
        first = running.stdout.readline()
        deadline = time.monotonic() + moments.uniform(0.0, 0.25)
        while time.monotonic() < deadline:
            pass
        running.send_signal(signal.SIGKILL)
        rest, _ = running.communicate()
        lines = (first + rest).splitlines(keepends=True)
        # A line cut in the middle was not confirmed to anybody.
        confirmed |= {line.strip() for line in lines if line.endswith("\n")}
        confirmed_in_all += len(lines)

        clock = SteppedClock()
        heads = load_anchors(folder.anchors).heads
        book = JournalSession(open_journal(folder, clock, "machine"), clock, folder.anchors, folder.snapshot)
        assert check_journal(reader_of(folder.journal), heads, folder.snapshot) == (), f"after kill {kill}"
        entries = book.entries()
        assert confirmed <= {entry.id for entry in entries}, f"lost after kill {kill}"
        assert book.bench == replay(entries), f"wrong state after kill {kill}"
        for running_one in book.bench.running():
            assert running_one.incubation.length_s == 168 * 3600
        book.close()

    assert confirmed_in_all > KILLS
