"""What came from other computers is read from the journal's file, and the state follows from it."""

from contextlib import closing
from pathlib import Path

import pytest

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import PersonNamed
from benchapp.domain.journal.state import replay
from benchapp.presenters.session.arrivals import Arrivals, replay_journal
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.state_history import StateHistory
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.snapshot import load_bench
from benchapp.store.lab.held_rows import RowsInFile
from tests.making import BEGIN
from tests.store.lab.making_lab import RowsInMemory, chain_id

THERE = chain_id(7)


def test_what_came_is_read_and_the_first_time_all_is_replayed(tmp_path: Path) -> None:
    foreign = RowsInMemory()
    foreign.write(THERE)
    foreign.write(THERE, PersonNamed("Jo"))
    said: list[bool] = []
    with closing(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))) as journal:
        history = StateHistory(journal.state(), journal.state, journal.after)
        arrivals = Arrivals(journal, history, lambda: said.append(True))
        with closing(RowsInFile(journal.path)) as rows:
            rows.add(foreign.of[THERE])
        came = arrivals.read() or []
        assert [entry.body for entry in came][1:] == [PersonNamed("Jo")]
        assert not arrivals.absorb(came)
        assert arrivals.behind

        replayed = replay_journal(journal.again, journal.own[0])
        mine = journal.append(PersonNamed("Mara"), recorded=BEGIN, happened=BEGIN)
        history.follow(mine)
        arrivals.restart(replayed)

        assert history.state.people == ("Jo", "Mara")
        assert history.state == replay(journal.entries())
        assert said == [True]
        assert not arrivals.behind


def test_more_than_is_read_at_once_is_left_to_the_background(tmp_path: Path) -> None:
    foreign = RowsInMemory()
    for _ in range(4):
        foreign.write(THERE)
    with closing(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))) as journal:
        history = StateHistory(journal.state(), journal.state, journal.after)
        arrivals = Arrivals(journal, history, lambda: None)
        with closing(RowsInFile(journal.path)) as rows:
            rows.add(foreign.of[THERE])

        assert arrivals.read(3) is None
        assert arrivals.behind
        # Nothing more came since; what did is still not in the state.
        assert (arrivals.read(3), arrivals.behind) == ([], True)


@pytest.mark.parametrize("meanwhile", ["nothing", "an entry", "a snapshot", "an entry and a snapshot", "it is seen"])
def test_a_program_killed_after_a_gap_was_filled_starts_with_what_filled_it(
    tmp_path: Path, clock: SteppedClock, meanwhile: str
) -> None:
    foreign = RowsInMemory()
    for name in ("", "Jo", "Mo", "Ida"):
        foreign.write(THERE, PersonNamed(name) if name else None)
    lacking = [row for row in foreign.of[THERE] if row.sequence != 2]
    anchors, snapshot = tmp_path / "anchors.json", tmp_path / "snapshot"
    Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN)).close()
    with closing(RowsInFile(tmp_path / "journal.sqlite")) as rows:
        rows.add(lacking)
    JournalSession(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN)), clock, anchors, snapshot).close()

    session = JournalSession(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN)), clock, anchors, snapshot)
    assert load_bench(Journal(tmp_path / "journal.sqlite"), snapshot).kept
    with closing(RowsInFile(tmp_path / "journal.sqlite")) as rows:
        rows.add(foreign.of[THERE][1:2])
    if "entry" in meanwhile:
        session.record(PersonNamed("Mara"))
    if "snapshot" in meanwhile:
        session.close()
    if meanwhile == "it is seen":
        arrivals = session.arrivals
        assert (arrivals.read(), arrivals.behind) == ([], True)
        assert not arrivals.absorb([])
    session.abandon()

    with closing(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))) as journal:
        loaded = load_bench(journal, snapshot)
        assert not loaded.kept
        assert loaded.bench == replay(journal.entries())
        assert {"Jo", "Mo", "Ida"} <= set(loaded.bench.people)
