"""A computer joins a lab from its beginning or from now on, and goes on from there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.computers import ComputerNamed
from benchapp.domain.journal.entries import (
    AliquotThawed,
    NoteAdded,
    RecipeSaved,
    SolutionAdded,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
)
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.session.arrivals import replay_journal
from benchapp.presenters.session.joining import Joining
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.undone_entries import UndoneEntries
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.lab.held_rows import RowsInFile
from tests.making import BEGIN, solution
from tests.store.lab.making_lab import RowsInMemory, chain_id

NAMED = ComputerNamed("hood-2", "Room 3.14")
USED_UP = SolutionDiscarded("s2", "empty")


@pytest.fixture
def session(qapp: QCoreApplication, tmp_path: Path) -> Iterator[JournalSession]:
    """One with a past: a stock in hand, one that is used up, and a recipe."""
    assert qapp is not None
    clock = SteppedClock(zone="UTC")
    journal = Journal(tmp_path / "journal.sqlite", Writer("here", clock.now().wall))
    opened = JournalSession(journal, clock, tmp_path / "anchors.json", tmp_path / "snapshot")
    for body in (SolutionAdded(solution("s1")), SolutionAdded(solution("s2")), USED_UP, NoteAdded("old", "s1")):
        opened.record(body)
    opened.record(RecipeSaved("Monday", "len", "plate", {"top": "1 uM"}))
    yield opened
    opened.close()


def test_from_now_on_all_that_was_stays_but_for_what_is_in_hand(session: JournalSession) -> None:
    old, said = session.own_chains[0], list[str]()
    assert isinstance(session.joining, Joining)
    session.arrived.connect(lambda: said.append("arrived"))
    session.changed.connect(lambda: said.append("changed"))
    session.joining.from_now_on(NAMED, "Mara")

    assert (session.given_chains, session.apart_chains) == (session.own_chains[:1], frozenset({old}))
    assert session.bench.computers.called(session.own_chains[0]) == NAMED
    assert (session.person, list(session.bench.recipes)) == ("Mara", ["Monday"])
    assert [name for name, one in session.bench.solutions.items() if one.apart] == ["s2"]
    assert session.is_here(old)
    assert said == ["arrived", "changed"]
    again = replay_journal(session.again, session.own_chains[0])
    assert again.state == session.bench


def test_undo_goes_back_to_that_moment_and_no_further(session: JournalSession) -> None:
    last = next(session.backwards())
    session.joining.from_now_on(NAMED, "")
    undone = UndoneEntries(session)
    undone.begin()

    assert session.undoable() is None or session.undoable() != last
    with pytest.raises(BenchError) as refused:
        session.undo(last.id)
    assert refused.value.code == Message.UNDO_BEFORE_LAB
    thawed = session.record(AliquotThawed("s1", 1, session.now(), "s1"))
    before = session.bench
    assert session.undo_last().id == thawed.id
    undone.bring_back()
    assert session.bench.solutions["s1"].left == before.solutions["s1"].left
    # One that lies further back than what is remembered is worked out anew.
    entries = [session.record(NoteAdded(str(number), "s1")) for number in range(25)]
    session.undo(entries[0].id)
    assert [name for name, one in session.bench.solutions.items() if one.apart] == ["s2"]
    assert session.bench == replay_journal(session.again, session.own_chains[0]).state


def test_what_was_undone_before_that_moment_does_not_come_back_in_the_lab(session: JournalSession) -> None:
    undone = UndoneEntries(session)
    undone.begin()
    session.record(NoteAdded("nobody is to read this", "s1"))
    session.undo_last()
    session.joining.from_now_on(NAMED, "")
    count = session.count()

    assert undone.bring_back() is None
    assert session.count() == count


def test_what_something_is_made_of_comes_along_with_it_and_is_not_what_was_asked_for(session: JournalSession) -> None:
    session.joining.from_now_on(NAMED, "")
    made = SolutionMade(solution("w", parents=("s2",)))
    entry = session.record(made)

    assert entry.body == made
    assert not session.bench.solutions["s2"].apart
    kinds = [one.kind for _, one in zip(range(2), session.backwards(), strict=False)]
    assert kinds == ["SolutionMade", "SolutionBrought"]
    # Undone together, what was brought stays brought.
    session.undo_last()
    assert "w" not in session.bench.solutions
    assert not session.bench.solutions["s2"].apart
    # What is only said of what stayed brings nothing.
    count = session.count()
    session.record(SolutionFilled("s1", lot="L7"))
    assert session.count() == count + 1


def test_a_lab_that_knows_a_chain_already_goes_on_with_it(session: JournalSession) -> None:
    other = RowsInMemory()
    other.write(chain_id(7))
    other.write(chain_id(7), SolutionAdded(solution("s3")))
    with_rows = RowsInFile(session.path)
    with_rows.add(other.of[chain_id(7)])
    with_rows.close()
    arrivals = session.arrivals
    assert not arrivals.absorb(arrivals.read() or [])
    arrivals.restart(replay_journal(session.again, session.own_chains[0]))
    old = session.own_chains[0]
    session.joining.from_now_on(NAMED, "", {chain_id(7)})

    assert session.apart_chains == {old}
    assert not session.bench.solutions["s3"].apart
    assert session.bench == replay_journal(session.again, session.own_chains[0]).state


def test_joined_a_second_time_from_now_on_what_was_shared_before_stays_too(session: JournalSession) -> None:
    first = session.own_chains[0]
    session.joining.from_now_on(NAMED, "")
    second = session.own_chains[0]
    session.record(SolutionAdded(solution("s4")))
    session.joining.from_now_on(NAMED, "")

    assert session.apart_chains == {first, second}
    assert [name for name, one in session.bench.solutions.items() if not one.apart] == ["s1", "s4"]
    assert session.bench == replay_journal(session.again, session.own_chains[0]).state


def test_from_the_beginning_what_stayed_is_shared_again(session: JournalSession) -> None:
    session.joining.from_the_beginning()
    assert (session.given_chains, session.arrivals.behind) == (session.own_chains, False)
    session.joining.from_now_on(NAMED, "")
    session.joining.from_the_beginning()

    assert session.apart_chains == frozenset()
    assert session.given_chains == session.own_chains
    assert session.arrivals.behind
    session.arrivals.restart(replay_journal(session.again, session.own_chains[0]))
    assert not any(one.apart for one in session.bench.solutions.values())


def test_an_own_chain_that_comes_back_and_says_what_stays_is_followed(session: JournalSession, tmp_path: Path) -> None:
    """As of a journal that was put back from before it joined, where what is kept outside is lost as well."""
    first = session.own_chains[0]
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(session.path.read_bytes())
    journal = Journal(copy, Writer("here", BEGIN))
    stale = JournalSession(journal, session.clock, tmp_path / "a.json", tmp_path / "s")
    session.joining.from_now_on(NAMED, "")
    rows = RowsInFile(session.path)
    back = rows.rows_after(session.own_chains[0], 0, 1000)
    rows.close()
    into = RowsInFile(copy)
    into.add(back)
    into.close()
    arrivals = stale.arrivals
    came = arrivals.read()

    assert stale.apart_chains == {first}
    assert came is not None
    assert not arrivals.absorb(came)
    assert arrivals.behind
    stale.abandon()


def test_saved_for_the_next_start_it_opens_as_it_was(session: JournalSession, tmp_path: Path) -> None:
    session.joining.from_now_on(NAMED, "Mara")
    bench = session.bench
    session.close()
    journal = Journal(session.path, Writer("here", session.now().wall))
    again = JournalSession(journal, session.clock, tmp_path / "anchors.json", tmp_path / "snapshot")

    assert {**again.bench.solutions} == bench.solutions
    assert (again.apart_chains, again.person) == (session.apart_chains, "Mara")
    again.abandon()


def test_back_in_a_lab_all_since_then_is_shared_and_what_others_wrote_elsewhere_stays(session: JournalSession) -> None:
    first, stranger = session.own_chains[0], chain_id(7)
    session.joining.from_now_on(NAMED, "")
    second = session.own_chains[0]
    session.record(AliquotThawed("s1", 1, session.now(), "s1"))
    other = RowsInMemory()
    other.write(stranger)
    with_rows = RowsInFile(session.path)
    with_rows.add(other.of[stranger])
    with_rows.close()
    session.arrivals.read()
    session.joining.go_on((second, first), ())

    assert (session.apart_chains, session.given_chains) == (frozenset({stranger}), (second, first))
    assert session.arrivals.behind
    session.arrivals.restart(replay_journal(session.again, session.own_chains[0]))
    assert session.bench.solutions["s1"].thawed == 1
    # Where nothing has to be said, nothing is written.
    count = session.count()
    session.joining.go_on((second, first), ())
    assert (session.count(), session.arrivals.behind) == (count, False)


def test_from_the_beginning_what_came_from_others_is_shared_where_the_lab_lacks_it(session: JournalSession) -> None:
    for number in (7, 8):
        other = RowsInMemory()
        other.write(chain_id(number))
        with_rows = RowsInFile(session.path)
        with_rows.add(other.of[chain_id(number)])
        with_rows.close()
    session.arrivals.read()
    session.joining.from_the_beginning({chain_id(8)})

    assert session.shared_again == {chain_id(7)}
    assert session.apart_chains == frozenset()
