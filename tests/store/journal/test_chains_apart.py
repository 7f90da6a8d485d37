"""Chains that stay on a computer that joined a lab: known by the journal, and by what is kept outside it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchapp.domain.journal.entries import (
    Body,
    ChainFaultFound,
    ChainsApart,
    ChainStarted,
    JoinedBody,
    LabRuleSet,
    NoteAdded,
    PersonNamed,
    Retracted,
    SolutionAdded,
    SolutionBrought,
)
from benchapp.domain.journal.sharing.merging import replay_apart
from benchapp.domain.journal.sharing.taking_along import taken_along
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.encoding import decode_body, encode_body, entry_of
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.rescue import rescue
from benchapp.store.journal.snapshot import load_bench, save_snapshot
from benchapp.store.journal.whole_journal import WholeJournal, check_journal
from benchapp.store.lab.held_rows import RowsInFile
from tests.making import BEGIN, solution
from tests.store.every_body import EVERY_BODY
from tests.store.lab.making_lab import RowsInMemory, chain_id

HERE = Writer("here", BEGIN)


def write(journal: Journal, *bodies: Body) -> None:
    journal.append_all(bodies, recorded=BEGIN, happened=BEGIN)


def join(journal: Journal) -> str:
    """Join a lab from now on; return the chain that stays."""
    stays = journal.own[0]
    along = taken_along(journal.state(), lambda _: True, journal.own, "Mara")
    journal.begin_apart(along, journal.heads(), recorded=BEGIN)
    return stays


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal with a past that stays, and what was written since."""
    with closing(Journal(tmp_path / "journal.sqlite", HERE)) as opened:
        write(opened, SolutionAdded(solution("s1")), LabRuleSet("overage_percent", 20.0, 10.0), NoteAdded("old", "s1"))
        yield opened


def test_a_chain_begins_with_what_stays_and_what_comes_along(journal: Journal) -> None:
    before = journal.state()
    old = join(journal)
    new = journal.own[0]

    assert (journal.apart, journal.own, journal.given) == (frozenset({old}), (new, old), (new,))
    entries = [one for one in journal.entries() if one.chain == new]
    assert [one.kind for one in entries] == [
        "ChainStarted", "ChainsApart", "LabRuleSet", "SolutionBrought", "PersonNamed"
    ]  # fmt: skip
    begun = entries[0].body
    assert isinstance(begun, ChainStarted)
    assert (begun.parent, begun.reason) == (old, "joined")
    state = journal.state()
    assert (state.rules, list(state.solutions)) == (before.rules, ["s1"])
    assert not state.solutions["s1"].apart
    assert state == replay_apart(journal.entries(), {old})
    # Written later, it is in the new chain.
    write(journal, NoteAdded("new", "s1"))
    assert next(journal.backwards()).chain == new


def test_opened_again_it_knows_what_stays_and_so_do_its_workers(journal: Journal) -> None:
    old = join(journal)
    assert journal.again().apart == {old}
    with closing(journal.again()) as worker:
        assert worker.state() == journal.state()
    with closing(Journal(journal.path, HERE)) as again:
        assert (again.apart, again.own[0]) == (frozenset({old}), journal.own[0])
    # On another computer, to which the folder was copied, it stays too.
    with closing(Journal(journal.path, Writer("there", BEGIN, before="here"))) as copied:
        assert copied.apart == {old}
        assert old in copied.inherited
        assert copied.given == (copied.own[0],)


def test_what_another_computer_says_of_these_chains_is_nothing(journal: Journal) -> None:
    write(journal, ChainsApart(("elsewhere",)))
    own = journal.own[0]
    with closing(Journal(journal.path, Writer("there", BEGIN))) as other:
        write(other, ChainsApart((own,)))
    with closing(Journal(journal.path, HERE)) as again:
        assert again.apart == {"elsewhere"}
        assert again.given == (own,)


def test_what_stayed_can_be_shared_after_all(journal: Journal) -> None:
    before = journal.state()
    old = join(journal)
    journal.part((old,), recorded=BEGIN)

    assert (journal.apart, journal.shared_again) == (frozenset(), frozenset({old}))
    assert journal.given == journal.own
    after = journal.state()
    assert after.solutions == before.solutions
    assert [one.kind for one in journal.entries()][-1] == "ChainsApart"


def test_one_chain_is_shared_again_and_another_stays_from_now_on_in_one_step(journal: Journal) -> None:
    old = join(journal)
    journal.part((old,), ("of another lab",), recorded=BEGIN)

    assert (journal.apart, journal.shared_again) == (frozenset({"of another lab"}), frozenset({old}))
    bodies = [one.body for one in journal.entries()][-2:]
    assert bodies == [ChainsApart((old,), apart=False), ChainsApart(("of another lab",))]


def test_where_it_cannot_be_written_nothing_begins(journal: Journal) -> None:
    before, heads = journal.own, journal.heads()
    journal.path.unlink()

    with pytest.raises(BenchError):
        journal.begin_apart([], journal.heads(), recorded=BEGIN)
    assert (journal.own, journal.heads(), journal.apart) == (before, heads, frozenset())


def test_a_backup_from_before_goes_on_in_a_chain_that_shares_nothing_of_it(journal: Journal, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite"
    shutil.copy(journal.path, backup)
    old = join(journal)
    kept = tuple(journal.apart)

    with closing(Journal(backup, Writer("here", BEGIN, apart=kept))) as restored:
        new = restored.own[0]
        assert new not in {old, journal.own[0]}
        assert (restored.apart, restored.given) == (frozenset({old}), (new,))
        assert [one.body for one in restored.entries() if one.chain == new][1:] == [ChainsApart((old,))]
        # What was there is there, and the lab is told nothing of it.
        assert restored.state().solutions["s1"].apart
    # It is said once, however often it is opened.
    with closing(Journal(backup, Writer("here", BEGIN, apart=kept))) as again:
        assert again.own[0] == new
        assert len([one for one in again.entries() if one.chain == new]) == 2
    # So it is on the computer to which it was moved.
    shutil.copy(journal.path.with_name("backup.sqlite"), tmp_path / "moved.sqlite")
    with closing(Journal(tmp_path / "moved.sqlite", Writer("there", BEGIN, before="here", apart=kept))) as moved:
        assert moved.apart == {old}
        assert moved.given == (moved.own[0],)


def test_a_kill_between_the_beginning_and_what_stays_shares_nothing(journal: Journal, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite"
    old = journal.own[0]
    shutil.copy(journal.path, backup)
    with closing(Journal(backup, Writer("here", BEGIN, reason="restored"))) as killed:
        new = killed.own[0]
    with closing(Journal(backup, Writer("here", BEGIN, apart=(old, "not held")))) as restored:
        assert (restored.own[0], restored.apart) == (new, frozenset({old}))


def test_a_rescue_that_lost_what_stays_has_it_from_outside(journal: Journal, tmp_path: Path) -> None:
    old = join(journal)
    with closing(sqlite3.connect(journal.path)) as file:
        file.execute("UPDATE entry SET hash = 'x' WHERE kind = 'ChainsApart'")
        file.commit()
    journal.close()
    rescue(journal.path, tmp_path / "none", "damaged")

    with closing(Journal(journal.path, Writer("here", BEGIN, apart=(old,), reason="salvaged"))) as again:
        assert again.apart == {old}
        assert old not in again.given


def test_what_stays_and_cannot_be_read_closes_the_journal(journal: Journal) -> None:
    join(journal)
    with closing(sqlite3.connect(journal.path)) as file:
        file.execute("UPDATE entry SET body = x'7B' WHERE kind = 'ChainsApart'")
        file.commit()

    with closing(Journal(journal.path, HERE)) as again:
        assert again.why_read_only is not None
        assert again.why_read_only.code == Message.JOURNAL_DAMAGED


def test_what_was_known_to_stay_goes_on_staying_where_it_cannot_be_read_any_more(journal: Journal) -> None:
    old = join(journal)
    others = RowsInMemory()
    others.write(chain_id(7))
    with closing(sqlite3.connect(journal.path)) as file:
        file.execute("UPDATE entry SET body = x'7B' WHERE kind = 'ChainsApart'")
        file.commit()
    with closing(RowsInFile(journal.path)) as rows:
        rows.add(others.of[chain_id(7)])
    journal.came_in()

    assert journal.why_read_only is not None
    assert (journal.apart, journal.shared_again) == (frozenset({old}), frozenset())


def test_a_check_that_streams_comes_to_the_same_state(journal: Journal, tmp_path: Path) -> None:
    write(journal, SolutionAdded(solution("s2")))
    taken_back = next(journal.backwards()).id
    write(journal, Retracted(taken_back), ChainFaultFound("journal_cut", "c", 3))
    join(journal)
    write(journal, SolutionAdded(solution("s3")))
    again = next(journal.backwards()).id
    write(journal, Retracted(again), PersonNamed("Jo"))
    with closing(journal.again()) as reader:
        whole = WholeJournal(reader)

    assert whole.state == journal.state()
    assert list(whole.state.solutions) == ["s1"]
    assert whole.count == len(journal)
    snapshot = tmp_path / "snapshot"
    save_snapshot(journal.state(), journal.heads(), snapshot, journal.rows_known, journal.apart)
    assert check_journal(journal.again, journal.heads(), snapshot) == ()


def test_what_cannot_be_understood_is_checked_all_the_same(journal: Journal) -> None:
    join(journal)
    with closing(sqlite3.connect(journal.path)) as file:
        file.execute("UPDATE entry SET body = x'7B' WHERE kind = 'NoteAdded'")
        file.commit()
    with closing(journal.again()) as reader:
        whole = WholeJournal(reader)

        assert whole.state is None
        assert whole.count == len(journal)
        assert [one.code for one in whole.check.findings(reader)] == [Message.JOURNAL_EDITED]


def test_a_snapshot_from_before_serves_no_more(journal: Journal, tmp_path: Path) -> None:
    snapshot = tmp_path / "snapshot"
    save_snapshot(journal.state(), journal.heads(), snapshot, journal.rows_known)
    assert load_bench(journal, snapshot).current
    join(journal)

    loaded = load_bench(journal, snapshot)
    assert (loaded.kept, loaded.bench) == (False, journal.state())
    save_snapshot(loaded.bench, journal.heads(), snapshot, journal.rows_known, journal.apart)
    assert load_bench(journal, snapshot).current
    write(journal, PersonNamed("Jo"))
    behind = load_bench(journal, snapshot)
    assert behind.kept
    assert behind.bench == journal.state()


def test_what_follows_a_place_is_what_is_shared(journal: Journal) -> None:
    first = journal.entries()[0].place
    old = join(journal)

    assert {one.chain for one in journal.after(first)} == set(journal.given)
    assert old not in {one.chain for one in journal.after(first)}


def test_a_solution_came_to_be_by_what_made_it_and_else_by_what_brought_it(journal: Journal, tmp_path: Path) -> None:
    join(journal)
    origin = journal.origin_of("s1")
    assert origin is not None
    assert origin.kind == "SolutionAdded"
    with closing(Journal(tmp_path / "other.sqlite", Writer("there", BEGIN))) as other:
        write(other, next(one.body for one in journal.entries() if isinstance(one.body, SolutionBrought)))
        brought = other.origin_of("s1")
        assert brought is not None
        assert brought.kind == "SolutionBrought"


@pytest.mark.parametrize("body", [one for one in EVERY_BODY if isinstance(one, JoinedBody)])
def test_what_is_brought_is_the_same_after_the_way_to_disk(body: Body) -> None:
    assert decode_body(type(body).__name__, body.VERSION, encode_body(body)) == body


def test_rows_apart_and_rows_shared_are_all_rows(journal: Journal) -> None:
    old = join(journal)
    apart, shared = (list(journal.rows_apart(shared=shared)) for shared in (False, True))

    assert {row.chain for row in apart} == {old}
    assert sorted(row.uuid for row in [*apart, *shared]) == sorted(row.uuid for row in journal.rows())
    assert [entry_of(row).place for row in shared] == sorted(entry_of(row).place for row in shared)
