"""The first of what `make torture` does at length: power cuts, full disks, damage, clocks, starts, what is missed."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchapp.store.journal import closing as years
from benchapp.store.journal import incremental
from tests import (
    at_scale,
    bench_sequences,
    clock_sequences,
    cut_closing,
    cut_folder,
    cut_writes,
    damaged_journals,
    hostile_segments,
    lab_year,
    many_years,
)


def test_no_power_cut_and_no_full_disk_loses_what_was_confirmed() -> None:
    tally, wrong = cut_writes.run(1, seed=11)

    assert wrong == []
    assert tally["power cuts"] > 160
    assert tally["full disks"] > 6


def test_the_cuts_find_a_program_that_does_not_sync(tmp_path: Path) -> None:
    _, wrong = cut_writes.one_day(random.Random(5), tmp_path, 999, careless=True)

    assert any("lost" in line or "sound" in line or "opened" in line for line in wrong)


def test_no_power_cut_while_a_year_is_closed_loses_an_entry() -> None:
    tally, wrong = cut_closing.run(1, seed=3, each=40)

    assert wrong == []
    assert tally["cuts"] > 20


def test_the_cuts_find_a_year_that_is_closed_without_syncing() -> None:
    _, wrong = cut_closing.run(1, seed=3, careless=True, each=40)

    assert any("sound" in line or "opened" in line or "entries" in line for line in wrong)


def test_every_damaged_journal_starts_and_every_tampered_one_is_found() -> None:
    tally, wrong = damaged_journals.run(25, 25, seed=3)

    assert wrong == []
    assert any("changed and found" in kind for kind in tally)


def test_no_clock_makes_a_second_wrong() -> None:
    tally, wrong = clock_sequences.run(3000, seed=2)

    assert wrong == []
    assert min(tally.values()) > 500


def test_whatever_is_corrected_and_undone_every_figure_is_that_of_what_really_happened(qapp: QApplication) -> None:
    tally, wrong = bench_sequences.run(60, seed=7)

    assert wrong == []
    assert min(tally[what] for what in bench_sequences.WHAT) > 5


def test_computers_of_a_lab_come_to_one_set_and_one_state_whatever_the_folder_does() -> None:
    computers, service = lab_year.live(6, 40, seed=2)

    assert lab_year.wrong_with(computers) == []
    counts = sum((one.count for one in computers), service.count)
    assert counts["kills"] > 20
    assert min(counts[step] for step in ("restores", "joined", "left", "retired")) > 0
    assert min(counts[fault] for fault in ("came back", "cut", "strange", "emptied", "unfit")) > 0


def test_nothing_that_is_not_valid_is_taken_from_the_folder_of_a_lab() -> None:
    tally, wrong = hostile_segments.run(300, seed=1)

    assert wrong == []
    assert tally["taken in part"] > 10


@pytest.mark.skipif(sys.platform != "linux", reason="the names of open files are read in /proc")
def test_no_kill_and_no_power_cut_loses_or_doubles_what_was_published() -> None:
    tally, wrong = cut_folder.run(1, seed=1, each=4)

    assert wrong == []
    assert (tally["kills"] > 12, tally["power cuts"] > 50) == (True, True)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_process_that_is_killed_at_any_step_of_its_exchange_loses_and_doubles_nothing() -> None:
    # In a process that has no threads yet: who forks one that has them may wait for ever.
    ran = subprocess.run(
        [sys.executable, "-m", "tests.kill_folder", "1", "2"],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.search(r"kills [1-9]\d+; 0 wrong", ran.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="the names of open files are read in /proc")
def test_the_cuts_find_a_folder_in_which_nothing_is_synced() -> None:
    _, wrong = cut_folder.run(1, seed=1, careless=True, each=4)

    assert any("published entries" in line or "not all is there" in line for line in wrong)


@pytest.mark.slow
def test_of_two_starts_at_once_one_owns_the_folder(tmp_path: Path) -> None:
    words, holds = at_scale.starts(tmp_path, 3)

    assert holds, words


def test_a_thousand_missed_alarms_come_in_one_window_and_are_seen_at_once(tmp_path: Path, qapp: QApplication) -> None:
    words, _ = at_scale.missed(tmp_path)

    assert words.startswith("1000 alarms in one window")
    assert words.endswith("0 left")


def test_a_long_journal_is_filtered_without_reading_it_again(tmp_path: Path, qapp: QApplication) -> None:
    words, _ = at_scale.journal(tmp_path, 3000, starts=1)

    assert words.startswith("3000 entries")


def test_a_journal_of_years_starts_and_is_backed_up_by_what_is_new_and_its_years_are_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incremental, "WHOLE_BELOW", 0)
    monkeypatch.setattr(years, "FEWEST", 100)

    parts, wrong = many_years.live(tmp_path, 10_000)

    # Times of a shared machine are for whoever reads them; what is read and written is the same everywhere.
    assert [line for line in wrong if "too long" not in line and "costs" not in line] == []
    assert parts["entries closed"] > 6_500
    assert 20 * parts["bytes of the increment"] < parts["bytes of the full backup"]
