"""The exchange: everybody gets everything, whatever is killed, cut, late or gone, and nothing is deleted."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.domain.journal.entries import ChainStarted, NoteAdded
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.journal_file import JournalFile
from benchapp.store.journal.own_chains import Writer
from benchapp.store.lab import exchange as module
from benchapp.store.lab import own_segments
from benchapp.store.lab.exchange import Exchange, is_known, is_there
from benchapp.store.lab.held_rows import AT_ONCE, RowsInFile
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.own_name import Mine
from benchapp.store.lab.own_segments import MOST_RECENT, STAYS_S, put_rows, reach, within_room
from benchapp.store.lab.segments import SegmentName, name_of, pack, unpack
from benchapp.store.lab.taking import Forked, TakenIn
from tests.making import BEGIN
from tests.store.lab.making_lab import WRITTEN, FolderInMemory, RowsInMemory, chain_id, written

A, B, C = chain_id(1), chain_id(2), chain_id(3)


class Computer:
    """One computer with its chain, without a disk."""

    def __init__(self, chain: str, folder: FolderInMemory) -> None:
        self.chain, self.folder = chain, folder
        self.rows = RowsInMemory()
        self.rows.write(chain)
        self.start()

    def start(self) -> None:
        self.exchange = Exchange(self.folder, self.rows, (self.chain,))

    def note(self, count: int = 1) -> None:
        for _ in range(count):
            self.rows.write(self.chain)

    def look(self, at_s: float = 1000.0) -> module.Looked:
        return self.exchange.look(written(at_s))

    def publish(self, notes: int = 0) -> SegmentName:
        """Write so many notes; give the one segment in which they are."""
        self.note(notes)
        (given,) = self.look().given
        return given


def another_branch(computer: Computer, common: int) -> RowsInMemory:
    """Return the rows of somebody who went on otherwise after so many entries of a computer's chain."""
    other = RowsInMemory()
    other.of = {computer.chain: computer.rows.of[computer.chain][:common]}
    other.write(computer.chain, NoteAdded("another branch", "i1"))
    return other


@pytest.fixture
def folder() -> FolderInMemory:
    return FolderInMemory()


@pytest.fixture
def two(folder: FolderInMemory) -> tuple[Computer, Computer]:
    return Computer(A, folder), Computer(B, folder)


def test_what_one_writes_the_other_has(two: tuple[Computer, Computer]) -> None:
    a, b = two
    a.note(3)
    given = a.look().given
    looked = b.look()

    assert [(name.first, name.last) for name in given] == [(1, 4)]
    assert looked.taken == (TakenIn(A, 1, 4),)
    assert a.look().taken == (TakenIn(B, 1, 1),)
    assert a.rows.everything() == b.rows.everything()
    assert (a.look(), b.look()) == (module.Looked(), module.Looked())


def test_whoever_only_carries_takes_and_gives_every_chain(
    two: tuple[Computer, Computer], folder: FolderInMemory
) -> None:
    one, other = two
    one.note(2)
    one.look()
    elsewhere = RowsInMemory()
    elsewhere.add(other.rows.rows_after(B, 0, 9))

    looked = Exchange(folder, elsewhere, (), (A, B)).look(WRITTEN)

    assert looked.taken == (TakenIn(A, 1, 3),)
    assert [name.chain for name in looked.given] == [B]
    one.look()
    assert one.rows.everything() == elsewhere.everything()


def test_what_was_published_follows_from_the_folder_alone(two: tuple[Computer, Computer]) -> None:
    a, b = two
    a.note(2)
    a.look()
    a.note(2)
    a.start()
    again = a.look()

    assert [(name.first, name.last) for name in again.given] == [(4, 5)]
    b.look()
    assert b.rows.head(A) == a.rows.head(A)


def test_a_look_where_nothing_is_new_reads_nothing_but_the_names(
    two: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two
    b.look()
    for _ in range(2):
        a.exchange.look(WRITTEN, a.rows.head(A))
    with monkeypatch.context() as still:
        still.setattr(RowsInMemory, "head", lambda *_: pytest.fail("nothing is new"))
        assert a.exchange.look(WRITTEN, (1, a.rows.of[A][0].hash)) == module.Looked()
    b.note()
    b.look()
    assert a.exchange.look(WRITTEN, a.rows.head(A)).taken == (TakenIn(B, 2, 2),)
    a.note()
    assert a.exchange.look(WRITTEN, a.rows.head(A)).given != ()


def test_a_part_that_is_late_is_awaited_and_then_taken(two: tuple[Computer, Computer], folder: FolderInMemory) -> None:
    a, b = two
    a.look()
    late = a.publish(1)
    a.note()
    a.look()
    data = folder.new.pop(late.text)
    b.look()

    assert b.rows.head(A)[0] == 1
    assert b.look().awaited == (A,)
    folder.new[late.text] = data
    looked = b.look()
    assert (looked.taken, looked.awaited) == ((TakenIn(A, 2, 2), TakenIn(A, 3, 3)), ())


def test_what_is_gone_from_the_folder_deletes_nothing_and_can_be_put_back(
    two: tuple[Computer, Computer], folder: FolderInMemory
) -> None:
    a, b = two
    a.note(5)
    a.look()
    b.look()
    before = b.rows.everything()
    folder.new.clear()
    third = Computer(C, folder)
    third.look()

    b.look()
    assert b.rows.everything() >= before
    assert {name.chain for name in b.exchange.put_back(WRITTEN)} == {A}
    third.look()
    assert third.rows.head(A) == a.rows.head(A)


@pytest.mark.parametrize("notes", [4, 0])
def test_what_a_damaged_segment_should_hold_can_be_put_back(
    two: tuple[Computer, Computer], folder: FolderInMemory, notes: int
) -> None:
    a, b = two
    a.look()
    a.note(notes or 1)
    a.look()
    if notes:
        # All in one segment.
        folder.new.clear()
        a.start()
        a.look()
    damaged = folder.recent().names[-1]
    folder.new[damaged.text] = folder.new[damaged.text][:50]
    assert not b.look().taken or notes == 0
    assert b.rows.head(A) != a.rows.head(A)
    a.exchange.put_back(WRITTEN)

    b.look()
    assert b.rows.head(A) == a.rows.head(A)
    assert folder.new[damaged.text][:50] == folder.new[damaged.text]
    assert a.exchange.put_back(WRITTEN) == ()
    # What was written in its place is not taken for a copy of it, and stays.
    a.start()
    for number in range(MOST_RECENT * 2):
        a.note()
        a.look(2000 + number * STAYS_S)
    late = Computer(C, folder)
    late.look()
    assert late.rows.head(A) == a.rows.head(A)


def test_many_small_segments_become_one_and_go_later(two: tuple[Computer, Computer], folder: FolderInMemory) -> None:
    a, b = two
    for _ in range(MOST_RECENT):
        a.look()
        a.note()
    (small, merged) = a.look().given

    assert (small.first, merged.first, merged.last) == (MOST_RECENT + 1, 1, MOST_RECENT + 1)
    assert len(folder.new) == MOST_RECENT + 2
    a.look(1000 + STAYS_S - 1)
    assert len(folder.new) == MOST_RECENT + 2
    a.look(1000 + STAYS_S)
    assert folder.recent().names == (merged,)
    assert b.look().taken == (TakenIn(A, 1, MOST_RECENT + 1),)


def test_a_large_segment_is_sealed_and_found_by_who_comes_later(
    two: tuple[Computer, Computer], folder: FolderInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_segments, "SEALED_BYTES", 1)
    monkeypatch.setattr(module, "_MOST_ROWS", 5)
    a, b = two
    a.note(6)
    a.look()

    assert [len(folder.old), len(folder.new)] == [1, 1]
    assert b.look().taken == (TakenIn(A, 1, 5), TakenIn(A, 6, 7))
    folder.new.clear()
    assert Computer(C, folder).look().taken[0] == TakenIn(A, 1, 5)


def test_a_large_journal_is_seen_by_those_who_look_already(
    two: tuple[Computer, Computer], folder: FolderInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_segments, "SEALED_BYTES", 1)
    a, b = two
    b.look()
    a.note(4)
    a.look()
    assert b.look().taken == (TakenIn(A, 1, 5),)

    for _ in range(MOST_RECENT + 1):
        a.note()
        a.look()
    a.look(1000 + STAYS_S)
    # All of it is in a large segment by now, and the newest entry in a recent one as well.
    assert [name.last for name in folder.recent().names if name.chain == A] == [a.rows.head(A)[0]]
    assert b.look().taken[-1].last == a.rows.head(A)[0]
    assert a.look(1000 + 2 * STAYS_S) == module.Looked()


@pytest.mark.parametrize("known", [False, True])
def test_a_chain_in_the_name_of_this_computer_is_taken_where_it_wrote_it(folder: FolderInMemory, known: bool) -> None:
    stranger, a, b = Computer(C, folder), Computer(A, folder), Computer(B, folder)
    mine = Mine(frozenset({C[:8], A[:8]}), frozenset({C} if known else ()))
    b.exchange = Exchange(folder, b.rows, (B,), mine=mine)
    a.look()
    stranger.look()
    looked = b.look()

    assert looked.claimed == ((A,) if known else (A, C))
    assert [one.chain for one in looked.taken] == ([C] if known else [])
    # It is not awaited, and said again at the next look.
    assert looked.awaited == ()
    assert b.look().claimed == looked.claimed


def test_sealed_parts_are_not_written_again_and_replaced_small_ones_go(
    two: tuple[Computer, Computer], folder: FolderInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, _ = two
    for _ in range(MOST_RECENT):
        a.look()
        a.note()
    monkeypatch.setattr(own_segments, "SEALED_BYTES", 1000)
    a.look()
    assert (len(folder.old), len(folder.new)) == (1, MOST_RECENT + 1)
    a.start()
    a.look()
    a.start()
    assert a.look().given == ()
    for name in folder.recent().names:
        assert a.rows.hash_at(A, name.last)
    a.look(5000)
    assert a.look(5000 + STAYS_S).given == ()


def test_a_segment_that_is_not_whole_is_tried_again_with_growing_pauses(
    two: tuple[Computer, Computer], folder: FolderInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two
    name = a.publish()
    whole, folder.new[name.text] = folder.new[name.text], b"half"
    read, reads, tried = folder.read, list[SegmentName](), list[int]()

    def counted(one: SegmentName) -> bytes:
        reads.append(one)
        return read(one)

    with monkeypatch.context() as reading:
        reading.setattr(folder, "read", counted)
        for at in range(1000, 3000, 5):
            before = len(reads)
            # It is said all the while.
            assert [error.code for error in b.look(at).unfit] == [Message.SEGMENT_UNREADABLE]
            tried += [at] * (len(reads) - before)

    assert [later - at for at, later in pairwise(tried)] == [10, 20, 40, 80, 160, 320, 600, 600]
    folder.new[name.text] = whole
    looked = b.look(4000)
    assert (looked.taken, looked.unfit) == ((TakenIn(A, 1, 1),), ())


def test_a_damaged_file_that_is_taken_away_is_not_complained_of_any_more(
    two: tuple[Computer, Computer], folder: FolderInMemory
) -> None:
    a, b = two
    name = a.publish()
    folder.new[name.text] = b"half"
    assert b.look().unfit
    del folder.new[name.text]
    assert b.look().unfit == ()


@pytest.mark.parametrize("data", [b"anything", None])
def test_a_name_alone_makes_no_chain_that_two_went_on_with(
    two: tuple[Computer, Computer], folder: FolderInMemory, data: bytes | None
) -> None:
    a, b = two
    given = a.publish(1)
    b.look()
    lying = replace(given, last=1, head="f" * 12)
    folder.new[lying.text] = data or folder.new[given.text]
    a.note()
    looked = a.look()

    assert looked.forked == ()
    assert [error.code for error in looked.unfit] == [Message.SEGMENT_UNREADABLE if data else Message.SEGMENT_MISNAMED]
    assert [name.first for name in looked.given] == [3]
    assert b.look().taken == (TakenIn(A, 3, 3),)


def test_a_damaged_segment_is_passed_by_where_another_holds_the_same(
    two: tuple[Computer, Computer], folder: FolderInMemory
) -> None:
    a, b = two
    first = a.publish()
    a.note()
    a.look()
    longer = name_of(a.rows.of[A])
    folder.new[longer.text] = b"damaged"
    looked = b.look()

    assert [error.code for error in looked.unfit] == [Message.SEGMENT_UNREADABLE]
    assert (looked.taken[0].last, looked.taken[-1].last) == (first.last, 2)


def test_a_chain_that_two_went_on_with_is_found_from_the_names(two: tuple[Computer, Computer]) -> None:
    a, b = two
    clone = Computer(A, a.folder)
    clone.rows.of = {A: list(a.rows.of[A])}
    a.note()
    a.rows.write(A, NoteAdded("by the one", "i1"))
    clone.note()
    clone.rows.write(A, NoteAdded("by the other", "i1"))
    a.look()
    b.look()
    looked = clone.look()

    assert looked.forked == (Forked(A, 3),)
    assert looked.given == ()
    assert b.rows.head(A) == a.rows.head(A)
    assert a.look().forked == ()


def renamed(folder: FolderInMemory, name: SegmentName, data: bytes | None = None) -> SegmentName:
    """Return a file a name that tells another hash; give it other bytes where any are given."""
    wrong = replace(name, head="0" * 12)
    folder.new[wrong.text] = folder.new.pop(name.text) if data is None else data
    return wrong


def test_a_file_whose_name_tells_another_hash_is_no_fork(
    two: tuple[Computer, Computer], folder: FolderInMemory
) -> None:
    a, b = two
    given = a.publish(2)
    b.look()
    wrong = renamed(folder, given)
    b.note()
    looked = b.look()

    assert looked.forked == ()
    assert [str(error.values["file"]) for error in looked.unfit] == [wrong.text]
    assert [error.code for error in looked.unfit] == [Message.SEGMENT_MISNAMED]
    assert [name.chain for name in looked.given] == [B]
    # It is said for as long as it lies there, and stays where it is.
    assert [error.code for error in b.look(1001.0).unfit] == [Message.SEGMENT_MISNAMED]
    assert wrong.text in folder.new
    a.note()
    assert [(name.first, name.last) for name in a.look().given] == [(1, 4)]
    assert b.look().taken == (TakenIn(A, 4, 4),)
    folder.new.pop(wrong.text)
    assert b.look(3000.0).unfit == ()


def test_a_computer_writes_again_what_its_own_renamed_file_should_hold(
    two: tuple[Computer, Computer], folder: FolderInMemory
) -> None:
    a, b = two
    given = a.publish(2)
    renamed(folder, given)
    a.start()
    looked = a.look()

    assert looked.forked == ()
    assert looked.given == (given,)
    assert b.look().taken == (TakenIn(A, 1, 3),)


def test_a_damaged_file_under_another_hash_is_no_fork_and_one_that_is_whole_is(
    two: tuple[Computer, Computer], folder: FolderInMemory
) -> None:
    a, b = two
    given = a.publish(2)
    b.look()
    renamed(folder, given, b"cut")
    assert b.look().forked == ()
    other = another_branch(a, 2)
    folder.put(name_of(other.of[A]), pack(other.of[A], WRITTEN))

    assert b.look(3000.0).forked == (Forked(A, 3),)


def test_a_name_alone_keeps_no_entry_of_ones_own_out_of_the_folder(
    two: tuple[Computer, Computer], folder: FolderInMemory
) -> None:
    a, b = two
    a.look()
    lying = SegmentName(A, 1, 9, "0" * 12)
    folder.new[lying.text] = b"anything"
    a.note()
    looked = a.look()

    assert [error.code for error in looked.unfit] == [Message.SEGMENT_UNREADABLE]
    assert [(name.first, name.last) for name in looked.given] == [(2, 2)]
    assert b.look().taken[-1].last == 2
    a.note(9)
    assert a.look(2000.0).given[-1].last == 11
    b.look(2000.0)
    assert b.rows.head(A) == a.rows.head(A)


def test_what_this_computer_wrote_before_a_backup_was_restored_is_believed(two: tuple[Computer, Computer]) -> None:
    a, _ = two
    a.note(3)
    a.look()
    restored = Computer(A, a.folder)
    for _ in range(2):
        looked = restored.look()
        assert (looked.given, looked.unfit, looked.awaited) == ((), (), (A,))


def test_a_branch_that_goes_on_from_something_else_is_not_taken(
    two: tuple[Computer, Computer], folder: FolderInMemory
) -> None:
    a, b = two
    a.look()
    b.look()
    other = another_branch(a, 1)
    b.rows.write(A, NoteAdded("the branch seen first", "i1"))
    other.write(A)
    folder.put(name_of(other.of[A]), pack(other.of[A], WRITTEN))
    looked = b.look()

    assert looked.forked == (Forked(A, 2),)
    assert looked.taken == ()
    first = other.of[A][2:]
    folder.new.clear()
    folder.put(name_of(first), pack(first, WRITTEN))
    assert b.look().forked == (Forked(A, 2),)


def test_nothing_is_taken_into_the_chain_that_is_written(two: tuple[Computer, Computer]) -> None:
    a, _ = two
    a.note(3)
    a.look()
    restored = Computer(A, a.folder)
    looked = restored.look()

    assert (looked.taken, looked.awaited, restored.rows.head(A)[0]) == ((), (A,), 1)
    older = Exchange(a.folder, restored.rows, (B, A))
    assert older.look(WRITTEN).taken == (TakenIn(A, 2, 4),)


def test_the_chain_of_a_copied_folder_is_shared_by_whoever_holds_it(folder: FolderInMemory) -> None:
    before, here, there = RowsInMemory(), RowsInMemory(), RowsInMemory()
    for _ in range(3):
        before.write(A)
    for copy in (here, there):
        copy.add(before.of[A])
    here.write(B)
    there.write(C)
    exchanges = [Exchange(folder, here, (B,), (A,)), Exchange(folder, there, (C,), (A,))]
    given = [exchange.look(WRITTEN).given for exchange in exchanges * 2]

    assert [{name.chain for name in names} for names in given] == [{A, B}, {C}, set(), set()]
    assert Computer(chain_id(9), folder).look().taken[0] == TakenIn(A, 1, 3)


def test_a_segment_has_room_for_one_entry_whatever_its_size() -> None:
    rows = RowsInMemory()
    large = rows.write(A)
    rows.write(A, NoteAdded("x" * 5 * 2**20, "i1"))
    rows.write(A)

    assert [len(within_room(rows.of[A][place:])) for place in range(3)] == [1, 1, 1]
    assert within_room([]) == []
    assert within_room([large]) == [large]


def test_the_reach_of_segments_ends_at_their_first_gap() -> None:
    def name(first: int, last: int) -> SegmentName:
        return SegmentName(A, first, last, "0" * 12)

    assert reach([]) == 0
    assert reach([name(2, 9)]) == 0
    assert reach([name(5, 9), name(1, 4)]) == 9
    assert reach([name(1, 4), name(1, 2), name(3, 4), name(6, 9)]) == 4


def journal(folder: Path, installation: str, notes: int = 0) -> str:
    """Write a journal on disk; return its chain."""
    with closing(Journal(folder / "journal.sqlite", Writer(installation, BEGIN))) as opened:
        for number in range(notes):
            opened.append(NoteAdded(f"{installation} {number}", "i1"), recorded=BEGIN, happened=BEGIN)
        return opened.own[0]


def test_real_journals_and_a_real_folder(tmp_path: Path) -> None:
    shared = LabFolder(tmp_path / "lab")
    shared.path.mkdir()
    shared.make("Lab")
    heads = []
    for turn in range(3):
        for name in ("hood-1", "hood-2", "office"):
            chain = journal(tmp_path / name, name, turn)
            with closing(RowsInFile(tmp_path / name / "journal.sqlite")) as rows:
                Exchange(shared, rows, (chain,)).look(WRITTEN)
    for name in ("hood-1", "hood-2", "office"):
        with closing(RowsInFile(tmp_path / name / "journal.sqlite")) as rows:
            Exchange(shared, rows, (journal(tmp_path / name, name),)).look(WRITTEN)
            heads.append({chain: rows.head(chain) for chain in rows.chains()})
        with closing(Journal(tmp_path / name / "journal.sqlite", Writer(name, BEGIN))) as opened:
            assert check_chain(opened.rows()) == ()
            assert len(opened.own) == 1

    assert heads[0] == heads[1] == heads[2]
    assert sorted(sequence for sequence, _ in heads[0].values()) == [4, 4, 4]


def test_an_entry_with_the_id_of_another_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    journal(tmp_path, "here", 2)
    with closing(RowsInFile(tmp_path / "journal.sqlite")) as rows:
        (chain,) = rows.chains()
        (mine,) = rows.rows_after(chain, 2, 1)
        foreign = RowsInMemory()
        foreign.write(B)
        twice = replace(foreign.of[B][0], uuid=mine.uuid).sealed()
        with pytest.raises(BenchError) as refused:
            rows.add([twice])
        assert (rows.chains(), rows.hash_at(B, 1)) == ((chain,), "")
    assert refused.value.code is Message.ENTRY_TWICE


def test_an_entry_with_the_id_of_another_stops_no_other_chain(tmp_path: Path) -> None:
    foreign = RowsInMemory()
    for chain in (A, B, C):
        foreign.write(chain)
        foreign.write(chain)
    taken = foreign.of[A][1].uuid
    foreign.of[B][1] = replace(foreign.of[B][1], uuid=taken).sealed()
    folder = FolderInMemory()
    for chain in (A, B, C):
        folder.put(name_of(foreign.of[chain]), pack(foreign.of[chain], WRITTEN))
    with closing(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))) as journal:
        rows = RowsInFile(journal.path)
        looked = Exchange(folder, rows, journal.own).look(WRITTEN)
        rows.close()

        assert [one.chain for one in looked.taken] == [A, C]
        assert [error.code for error in looked.unfit] == [Message.ENTRY_TWICE]
        assert [name.chain for name in looked.given] == list(journal.own)


def without(file: Path, chain: str, *sequences: int) -> None:
    """Take entries out of the middle of a chain, as a journal lacks them of which a page was damaged."""
    with closing(sqlite3.connect(file)) as tool:
        for sequence in sequences:
            query = "DELETE FROM entry WHERE chain = ? AND sequence = ?"
            assert tool.execute(query, (chain, sequence)).rowcount == 1
        tool.commit()


@pytest.fixture
def damaged(tmp_path: Path) -> tuple[Path, FolderInMemory, RowsInMemory]:
    """A journal that held all of another computer's entries, the folder with them in four files, and all of them."""
    foreign, folder = RowsInMemory(), FolderInMemory()
    for _ in range(12):
        foreign.write(A)
    for begin in range(0, 12, 3):
        part = foreign.of[A][begin : begin + 3]
        folder.put(name_of(part), pack(part, WRITTEN))
    journal(tmp_path, "here")
    file = tmp_path / "journal.sqlite"
    with closing(RowsInFile(file)) as rows:
        Exchange(folder, rows, ()).look(WRITTEN)
        assert rows.head(A) == foreign.head(A)
    return file, folder, foreign


@pytest.mark.parametrize("missing", [(5,), (1,), (1, 2, 3, 4), (3, 4), (2, 6, 7, 11), (2, 3, 4, 5, 6, 7, 8, 9, 10, 11)])
def test_what_is_missing_in_the_middle_comes_again_from_the_folder(
    damaged: tuple[Path, FolderInMemory, RowsInMemory], missing: tuple[int, ...]
) -> None:
    file, folder, foreign = damaged
    without(file, A, *missing)
    with closing(RowsInFile(file)) as rows:
        exchange = Exchange(folder, rows, ())
        looked = exchange.look(WRITTEN)

        assert rows.rows_after(A, 0, 99) == foreign.of[A]
        assert {n for one in looked.taken for n in range(one.first, one.last + 1)} == set(missing)
        assert (looked.awaited, looked.forked) == ((), ())
        assert exchange.look(WRITTEN).taken == ()


def test_a_gap_waits_for_the_folder_and_is_not_filled_with_what_does_not_fit(
    damaged: tuple[Path, FolderInMemory, RowsInMemory],
) -> None:
    file, folder, foreign = damaged
    without(file, A, 5)
    kept = dict(folder.new)
    other = RowsInMemory()
    for number in range(12):
        other.write(A, person=f"somebody else {number}") if number else other.write(A)
    forged = other.of[A][3:6]
    # Named by its own last entry it is another branch; none of it is put between what is held.
    folder.new = {name: data for name, data in kept.items() if "00000004" not in name}
    folder.put(name_of(forged), pack(forged, WRITTEN))
    with closing(RowsInFile(file)) as rows:
        exchange = Exchange(folder, rows, ())
        assert exchange.look(WRITTEN).taken == ()
        assert rows.gap(A) == (5, 5)

        folder.new = {name: data for name, data in kept.items() if "00000004" not in name}
        # Nor of one that ends where nothing is held to compare it with.
        folder.put(name_of(forged[:2]), pack(forged[:2], WRITTEN))
        assert exchange.look(written(1500)).awaited == (A,)
        assert rows.gap(A) == (5, 5)
        folder.new.popitem()
        assert exchange.look(written(2000)).awaited == (A,)
        # The half of a file is none.
        whole = next(name for name in kept if "00000004" in name)
        folder.new[whole] = kept[whole][:50]
        assert [one.code for one in exchange.look(written(3000)).unfit] == [Message.SEGMENT_CUT]
        assert exchange.look(written(3001)).awaited == (A,)
        folder.new[whole] = kept[whole]
        assert exchange.look(written(9000)).awaited == ()
        assert rows.rows_after(A, 0, 99) == foreign.of[A]


def test_a_missing_entry_whose_id_another_has_stays_missing(
    damaged: tuple[Path, FolderInMemory, RowsInMemory],
) -> None:
    file, folder, foreign = damaged
    without(file, A, 5)
    with closing(sqlite3.connect(file)) as tool:
        tool.execute("UPDATE entry SET uuid = ? WHERE kind = 'ChainStarted' AND chain != ?", (foreign.of[A][4].uuid, A))
        tool.commit()
    with closing(RowsInFile(file)) as rows:
        looked = Exchange(folder, rows, ()).look(WRITTEN)
        assert [error.code for error in looked.unfit] == [Message.ENTRY_TWICE]
        assert (looked.awaited, rows.gap(A)) == ((A,), (5, 5))


def test_what_a_journal_lacks_in_the_middle_is_in_no_file_that_it_writes(
    damaged: tuple[Path, FolderInMemory, RowsInMemory],
) -> None:
    file, _, _ = damaged
    without(file, A, 5)
    emptied = FolderInMemory()
    with closing(RowsInFile(file)) as rows:
        names = [one for one in Exchange(emptied, rows, ()).put_back(WRITTEN) if one.chain == A]

    assert [(one.first, one.last) for one in names] == [(1, 4), (6, 12)]
    for name in names:
        assert len(unpack(name, emptied.read(name))) == name.last - name.first + 1


def test_a_deleted_journal_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(BenchError) as gone:
        RowsInFile(tmp_path / "journal.sqlite").chains()

    assert gone.value.code == Message.JOURNAL_GONE
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_what_was_taken_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = AT_ONCE
    insert = JournalFile.insert

    def full(file: JournalFile, row: StoredRow) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise sqlite3.OperationalError("database or disk is full")
        insert(file, row)

    journal(tmp_path, "here")
    foreign = RowsInMemory()
    for _ in range(AT_ONCE + 5):
        foreign.write(B)
    monkeypatch.setattr(JournalFile, "insert", full)
    with closing(RowsInFile(tmp_path / "journal.sqlite")) as rows:
        with pytest.raises(BenchError) as unsaved:
            rows.add(foreign.of[B])
        assert rows.head(B)[0] == AT_ONCE
    rows.close()
    assert unsaved.value.code is Message.NOT_SAVED


class KilledError(Exception):
    """The program was killed."""


def killed_at(folder: FolderInMemory, writes: int) -> Callable[..., None]:
    """Return a `put` that is killed after so many writes."""
    put, left = folder.put, [writes]

    def cut(name: SegmentName, data: bytes, *, sealed: bool = False) -> None:
        if left[0] == 0:
            raise KilledError
        left[0] -= 1
        put(name, data, sealed=sealed)

    return cut


@pytest.mark.parametrize("writes", range(4))
def test_a_kill_at_any_write_loses_and_doubles_nothing(
    two: tuple[Computer, Computer], folder: FolderInMemory, writes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_ROWS", 2)
    a, b = two
    a.note(6)
    with monkeypatch.context() as killed:
        killed.setattr(folder, "put", killed_at(folder, writes))
        with pytest.raises(KilledError):
            a.look()
    b.look()
    a.start()
    a.look()
    b.look()

    assert b.rows.of[A] == a.rows.of[A]


def test_what_cannot_be_saved_is_raised_and_taken_at_the_next_look(
    two: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_held: RowsInMemory, _rows: object) -> None:
        raise BenchError(Message.NOT_SAVED, file="journal", reason="full")

    a, b = two
    a.look()
    with monkeypatch.context() as disk:
        disk.setattr(RowsInMemory, "add", full)
        with pytest.raises(BenchError) as unsaved:
            b.look()
    assert unsaved.value.code is Message.NOT_SAVED
    assert b.look().taken == (TakenIn(A, 1, 1),)


def test_who_closes_gives_what_is_new_and_takes_nothing(two: tuple[Computer, Computer]) -> None:
    one, other = two
    for computer in two:
        computer.look()
    one.note(2)
    other.note()
    other.look()
    held = one.rows.head(other.chain)

    (given,) = one.exchange.give(written(1100.0))
    assert (given.chain, given.last) == (one.chain, one.rows.head(one.chain)[0])
    assert one.rows.head(other.chain) == held
    other.look()
    assert other.rows.head(one.chain) == one.rows.head(one.chain)
    assert one.exchange.give(written(1200.0)) == ()


def test_a_chain_that_stays_here_is_never_written_whatever_is_asked() -> None:
    rows, folder = RowsInMemory(), FolderInMemory()
    private, copied, shared, others = (chain_id(number) for number in (1, 2, 3, 4))
    for chain in (private, copied, shared, others):
        for _ in range(3):
            rows.write(chain)
    exchange = Exchange(folder, rows, (shared, private), (copied,), apart=(private, copied))

    def chains() -> set[str]:
        return {name.chain for name in folder.recent().names} | set(folder.chains_sealed())

    exchange.look(written(0))
    assert chains() == {shared}
    rows.write(private)
    exchange.give(written(1))
    exchange.look(written(2))
    assert chains() == {shared}
    exchange.put_back(written(3))
    assert chains() == {shared, others}


def test_nothing_is_taken_into_a_chain_that_stays_here_and_it_is_said_where_somebody_shares_it() -> None:
    here, there, folder = RowsInMemory(), RowsInMemory(), FolderInMemory()
    copied, own = chain_id(2), chain_id(3)
    for _ in range(3):
        there.write(copied)
    here.add(there.of[copied][:2])
    here.write(own)
    exchange = Exchange(folder, here, (own,), (copied,), apart=(copied,))
    assert exchange.look(written(0)).there == ()

    # The name of a segment may be anybody's.
    put_rows(folder, there.of[copied][:2], written(1))
    (name,) = [one for one in folder.recent().names if one.chain == copied]
    whole = folder.new[name.text]
    folder.new[name.text] = whole[:20]
    assert exchange.look(written(1)).there == ()
    folder.new[name.text] = whole
    assert exchange.look(written(2)).there == (copied,)
    # And others have gone on with it: nothing of that comes in until it is said that it does not stay here.
    Exchange(folder, there, (copied,)).look(written(3))
    assert exchange.look(written(4)).there == (copied,)
    assert here.head(copied)[0] == 2
    after = Exchange(folder, here, (own,), (copied,))
    after.look(written(5))
    assert here.head(copied)[0] == 3


def test_a_lab_knows_a_chain_where_an_entry_of_it_that_is_held_can_be_read() -> None:
    there, here, folder = RowsInMemory(), RowsInMemory(), FolderInMemory()
    for _ in range(3):
        there.write(A)
    here.add(there.of[A][:2])
    assert not is_known(folder, here, A)
    put_rows(folder, there.of[A], written(0))
    (name,) = folder.recent().names
    assert is_known(folder, here, A)
    # Though not all that is held is there, as after some weeks out of the lab.
    for _ in range(2):
        there.write(A)
    assert is_known(folder, there, A)
    assert not is_there(folder, there, A)
    # A name alone proves nothing, and neither does the chain of another branch.
    whole = folder.new[name.text]
    folder.new[name.text] = whole[:20]
    assert not is_known(folder, here, A)
    folder.new[name.text] = whole
    other = RowsInMemory()
    other.write(A, ChainStarted("elsewhere"))
    assert not is_known(folder, other, A)
    assert not is_known(folder, RowsInMemory(), A)


def test_a_segment_that_can_be_read_again_and_holds_what_is_held_is_no_fork() -> None:
    there, here, folder = RowsInMemory(), RowsInMemory(), FolderInMemory()
    theirs, own = chain_id(2), chain_id(3)
    for _ in range(3):
        there.write(theirs)
    Exchange(folder, there, (theirs,)).look(written(0))
    (name,) = folder.recent().names
    whole = folder.new[name.text]
    here.write(own)
    exchange = Exchange(folder, here, (own,))
    # A service is bringing it; meanwhile it comes by another file, which goes again.
    folder.new[name.text] = whole[:20]
    assert exchange.look(written(1)).unfit
    put_rows(folder, there.of[theirs][:2], written(2))
    exchange.look(written(3))
    here.add(there.of[theirs][2:])
    folder.new[name.text] = whole

    looked = exchange.look(written(100))
    assert (looked.forked, looked.unfit) == ((), ())
    assert exchange.look(written(200)).forked == ()
