"""What of a snapshot is read at a start, and what waits until it is asked for."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchapp.domain.journal.entries import (
    AliquotThawed,
    Body,
    IncubationStarted,
    IncubationStopped,
    NoteAdded,
    SolutionAdded,
    SolutionDiscarded,
)
from benchapp.domain.journal.state import apply_entry, replay
from benchapp.domain.mappings import LazyMapping, PartlyAtHand
from benchapp.domain.messages import BenchError
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.snapshot import load_bench, save_snapshot
from tests.making import BEGIN, incubation, moment, solution

BODIES: list[Body] = [
    SolutionAdded(solution("gone")),
    SolutionAdded(solution("in hand")),
    IncubationStarted(incubation("over", 1)),
    IncubationStarted(incubation("runs", 1)),
    *(NoteAdded(f"on what is {target}", target) for target in ("gone", "in hand", "over", "runs", "an entry", "runs")),
    SolutionDiscarded("gone", "used up"),
    IncubationStopped("over", "done"),
]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))) as made:
        made.append_all(BODIES, recorded=BEGIN, happened=BEGIN)
        yield made


def test_a_start_fetches_only_what_was_noted_on_what_is_in_hand_or_runs(journal: Journal, tmp_path: Path) -> None:
    whole = replay(journal.entries())
    save_snapshot(whole, journal.heads(), tmp_path / "snapshot", journal.rows_known)
    data = (tmp_path / "snapshot").read_bytes()

    bench = load_bench(journal, tmp_path / "snapshot").bench
    notes = bench.notes

    assert isinstance(notes, PartlyAtHand)
    # The other parts are not there to be read.
    (tmp_path / "snapshot").write_bytes(data[: data.index(b"used up")])
    assert [note.text for note in bench.notes_on("in hand")] == ["on what is in hand"]
    assert len(bench.notes_on("runs")) == 2
    later = journal.append(NoteAdded("more", "runs"), recorded=BEGIN, happened=BEGIN)
    after = apply_entry(bench, later)
    assert len(after.notes_on("runs")) == 3
    assert isinstance(after.notes, PartlyAtHand)
    assert (notes.fetched, after.notes.fetched) == (False, False)
    (tmp_path / "snapshot").write_bytes(data)
    assert [note.text for note in bench.notes_on("over")] == ["on what is over"]
    assert [note.text for note in after.notes_on("an entry")] == ["on what is an entry"]
    # What is gone or over was not fetched with it.
    assert isinstance(bench.solutions, LazyMapping)
    assert (notes.fetched, bench.solutions.fetched) == (True, False)
    assert bench == whole
    assert after == replay(journal.entries())


def test_a_state_that_was_saved_again_is_the_same(journal: Journal, tmp_path: Path) -> None:
    save_snapshot(replay(journal.entries()), journal.heads(), tmp_path / "snapshot", journal.rows_known)
    once = load_bench(journal, tmp_path / "snapshot").bench
    later = journal.append(NoteAdded("more", "gone"), recorded=BEGIN, happened=BEGIN)

    save_snapshot(apply_entry(once, later), journal.heads(), tmp_path / "snapshot", journal.rows_known)

    assert load_bench(journal, tmp_path / "snapshot").bench == replay(journal.entries())


@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_notes_that_are_no_longer_what_they_were_come_from_the_journal(
    harm: str, journal: Journal, tmp_path: Path
) -> None:
    snapshot, whole = tmp_path / "snapshot", replay(journal.entries())
    save_snapshot(whole, journal.heads(), snapshot, journal.rows_known)
    bench = load_bench(journal, snapshot).bench
    data = snapshot.read_bytes()
    place = data.rindex(b"on what is over")
    match harm:
        case "changed":
            snapshot.write_bytes(data[:place] + b"x" + data[place + 1 :])
        case "cut":
            snapshot.write_bytes(data[:place])
        case _:
            snapshot.unlink()

    assert bench.notes_on("over") == whole.notes_on("over")
    # As a beginning of a longer journal it does not serve.
    journal.append(NoteAdded("more", "runs"), recorded=BEGIN, happened=BEGIN)
    assert not load_bench(journal, snapshot).kept


def test_both_parts_come_from_the_journal_where_both_are_lost_and_it_is_replayed_once(
    journal: Journal, tmp_path: Path
) -> None:
    whole = replay(journal.entries())
    save_snapshot(whole, journal.heads(), tmp_path / "snapshot", journal.rows_known)
    bench = load_bench(journal, tmp_path / "snapshot").bench
    (tmp_path / "snapshot").unlink()
    # A worker may ask: the connection of this thread is not needed.
    journal.close()
    assert bench.notes_on("over") == whole.notes_on("over")
    journal.path.unlink()

    assert bench.solutions["gone"] == whole.solutions["gone"]


@pytest.mark.parametrize("harmed", [False, True])
@pytest.mark.parametrize("noted", [False, True])
def test_what_is_noted_first_on_something_new_is_there_once(tmp_path: Path, harmed: bool, noted: bool) -> None:
    snapshot = tmp_path / "snapshot"
    with closing(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))) as journal:
        before: list[Body] = [NoteAdded("old", "an entry")] if noted else []
        journal.append_all([SolutionAdded(solution("old")), *before], recorded=BEGIN, happened=BEGIN)
        save_snapshot(replay(journal.entries()), journal.heads(), snapshot, journal.rows_known)
        bench = load_bench(journal, snapshot).bench
        if harmed:
            snapshot.write_bytes(snapshot.read_bytes()[:-1])
        for body in (SolutionAdded(solution("new")), NoteAdded("first", "new"), NoteAdded("second", "an entry")):
            bench = apply_entry(bench, journal.append(body, recorded=BEGIN, happened=BEGIN))

        assert [note.text for note in bench.notes_on("new")] == ["first"]
        assert bench == replay(journal.entries())


def test_where_the_journal_is_gone_too_what_waits_cannot_be_had(journal: Journal, tmp_path: Path) -> None:
    save_snapshot(replay(journal.entries()), journal.heads(), tmp_path / "snapshot", journal.rows_known)
    bench = load_bench(journal, tmp_path / "snapshot").bench
    (tmp_path / "snapshot").unlink()
    journal.close()
    journal.path.unlink()

    with pytest.raises(BenchError):
        bench.notes_on("over")


def test_what_is_recorded_at_the_bench_needs_nothing_of_what_is_gone(journal: Journal, tmp_path: Path) -> None:
    save_snapshot(replay(journal.entries()), journal.heads(), tmp_path / "snapshot", journal.rows_known)
    bench = load_bench(journal, tmp_path / "snapshot").bench
    data = (tmp_path / "snapshot").read_bytes()
    (tmp_path / "snapshot").unlink()
    bodies: list[Body] = [
        SolutionAdded(solution("new")),
        AliquotThawed("in hand", 1, moment(1)),
        SolutionDiscarded("in hand", "used up"),
        IncubationStarted(incubation("newer", 1)),
        IncubationStopped("runs", "done"),
        SolutionAdded(solution("newest")),
    ]
    entries = journal.append_all(bodies, recorded=BEGIN, happened=BEGIN)
    for entry in entries:
        bench = apply_entry(bench, entry)

    assert isinstance(bench.solutions, LazyMapping)
    assert isinstance(bench.incubations, LazyMapping)
    assert not bench.solutions.fetched
    assert not bench.incubations.fetched
    assert [one.solution.id for one in bench.in_hand()] == ["new", "newest"]
    assert list(bench.solutions) == ["gone", "in hand", "new", "newest"]
    assert len(bench.incubations) == 3
    (tmp_path / "snapshot").write_bytes(data)
    whole = replay(journal.entries())
    assert bench == whole
    assert list(bench.solutions.items()) == list(whole.solutions.items())
    assert list(bench.incubations.items()) == list(whole.incubations.items())


def test_a_replay_is_announced_and_a_start_from_the_snapshot_is_not(journal: Journal, tmp_path: Path) -> None:
    announced = list[int]()

    load_bench(journal, tmp_path / "snapshot", announced.append)
    assert announced == [len(journal)]
    save_snapshot(replay(journal.entries()), journal.heads(), tmp_path / "snapshot", journal.rows_known)
    load_bench(journal, tmp_path / "snapshot", announced.append)
    assert announced == [len(journal)]
    load_bench(journal, tmp_path / "another", announced.append)
    assert announced == [len(journal)] * 2
