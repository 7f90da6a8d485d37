"""Journals of several computers: each has an id, chains, an undo and a person of its own."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from benchapp.app.start.startup import open_journal
from benchapp.base.clock import SteppedClock
from benchapp.base.paths import DataFolder
from benchapp.domain.journal.entries import Body, ChainStarted, LabRuleSet, PersonNamed, PipettesSet, SolutionAdded
from benchapp.domain.lab.pipettes import Pipette
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.moments import BootSpan, Moment, elapsed
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.installation import fingerprint, identify_installation
from benchapp.store.journal.backups import make_backup
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.encoding import MOST_LAMPORT, StoredRow
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.journal_file import COLUMNS
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.whole_journal import check_journal
from benchapp.ui.text.message_texts import say_error
from tests.making import BEGIN, solution

P2 = Pipette("P2", 0.2, 2, 0.002, 0.08)
P10 = Pipette("P10", 1, 10, 0.01, 0.12)


def opened(path: Path, installation: str = "here") -> Journal:
    return Journal(path, Writer(installation, BEGIN))


def write(path: Path, installation: str, *bodies: Body, at: datetime = BEGIN) -> None:
    with closing(opened(path, installation)) as journal:
        for body in bodies:
            journal.append(body, recorded=at, happened=at)


def exchange(*files: Path) -> None:
    """Give every journal the entries of all, as a shared folder will."""
    columns = ", ".join(COLUMNS)
    rows: set[tuple[object, ...]] = set()
    for file in files:
        with closing(sqlite3.connect(file)) as tool:
            rows |= set(tool.execute(f"SELECT {columns} FROM entry"))  # noqa: S608
    for file in files:
        with closing(sqlite3.connect(file)) as tool:
            marks = ", ".join("?" * len(COLUMNS))
            query = f"INSERT OR IGNORE INTO entry ({columns}) VALUES ({marks})"  # noqa: S608
            tool.executemany(query, sorted(rows, key=str))
            tool.commit()


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """The journals of two computers that have exchanged their entries; the later ones are those of "there"."""
    here, there = tmp_path / "here.sqlite", tmp_path / "there.sqlite"
    write(here, "here", PersonNamed("Mara"), SolutionAdded(solution("s1")), PipettesSet((P2,)))
    write(there, "there", PersonNamed("Jo"), SolutionAdded(solution("s2")), PipettesSet((P10,)), at=BEGIN + HOUR)
    exchange(here, there)
    return here, there


HOUR = timedelta(hours=1)


def book_of(journal: Journal, folder: Path) -> JournalSession:
    return JournalSession(journal, SteppedClock(), folder / "anchors.json", folder / "snapshot.msgpack")


def test_chains_do_not_multiply_when_computers_exchange_entries(two: tuple[Path, Path]) -> None:
    for day in range(8):
        for file, installation in zip(two, ("here", "there"), strict=True):
            write(file, installation, PersonNamed(f"person {day}"), at=BEGIN + day * timedelta(days=1))
        exchange(*two)

    for file, installation in zip(two, ("here", "there"), strict=True):
        with closing(opened(file, installation)) as journal:
            assert len(journal.heads()) == 2
            assert len(journal.own) == 1
            assert check_chain(journal.rows()) == ()


def test_a_copied_folder_inherits_the_chains_that_it_goes_on_from(tmp_path: Path) -> None:
    file, copy = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    write(file, "first")
    shutil.copy(file, copy)
    write(copy, "second")
    shutil.copy(copy, tmp_path / "third.sqlite")
    with closing(opened(tmp_path / "third.sqlite", "third")) as journal:
        begun = {
            entry.body.installation: entry.chain for entry in journal.entries() if isinstance(entry.body, ChainStarted)
        }
        assert journal.own == (begun["third"],)
        assert journal.inherited == (begun["second"], begun["first"])
    with closing(opened(file, "first")) as journal:
        assert journal.inherited == ()


def test_a_folder_that_was_moved_goes_on_from_what_it_wrote_and_not_from_the_latest(two: tuple[Path, Path]) -> None:
    here, _ = two
    with closing(opened(here)) as journal:
        own = journal.own
    with closing(Journal(here, Writer("moved", BEGIN + 2 * HOUR, before="here"))) as journal:
        assert journal.inherited == own


def test_the_end_of_another_computers_chain_may_be_missing(two: tuple[Path, Path]) -> None:
    here, _ = two
    with closing(opened(here)) as journal:
        other = next(chain for chain in journal.heads() if chain not in journal.own)
        later = {chain: (sequence + 1, "0" * 64) for chain, (sequence, _) in journal.heads().items()}
        found = check_chain(journal.rows(), later, here=journal.own)
        assert [(one.code, one.chain) for one in found] == [(Message.JOURNAL_CUT, journal.own[0])]
        # One that is here and another than it was is found in any chain.
        changed = {other: (1, "0" * 64)}
        assert [one.chain for one in check_chain(journal.rows(), changed, here=journal.own)] == [other]


def test_undo_takes_back_what_was_recorded_on_this_computer(two: tuple[Path, Path], qapp: QApplication) -> None:
    here, _ = two
    with closing(opened(here)) as journal:
        book = book_of(journal, here.parent)
        theirs = next(e for e in journal.entries() if isinstance(e.body, SolutionAdded) and e.chain not in journal.own)

        assert [type(book.undo_last().body).__name__ for _ in range(3)] == [
            "PipettesSet", "SolutionAdded", "PersonNamed",
        ]  # fmt: skip
        with pytest.raises(BenchError) as none_left:
            book.undo_last()
        assert none_left.value.code is Message.NOTHING_TO_UNDO
        with pytest.raises(BenchError) as elsewhere:
            book.undo(theirs.id)
        assert elsewhere.value.code is Message.UNDO_ELSEWHERE
        assert list(book.bench.solutions) == ["s2"]


def test_who_works_here_and_the_pipettes_are_those_of_this_computer(two: tuple[Path, Path], qapp: QApplication) -> None:
    for file, installation, person, pipette in zip(two, ("here", "there"), ("Mara", "Jo"), (P2, P10), strict=True):
        with closing(opened(file, installation)) as journal:
            book = book_of(journal, file.parent)
            assert (book.person, book.pipettes) == (person, (pipette,))
            assert book.bench.people == ("Mara", "Jo")


def test_a_new_computer_begins_with_the_pipettes_that_were_set_last(two: tuple[Path, Path], qapp: QApplication) -> None:
    here, _ = two
    with closing(opened(here, "a third")) as journal:
        book = book_of(journal, here.parent)
        assert (book.person, book.pipettes) == ("", (P10,))


def test_newer_entries_of_another_computer_close_nothing(two: tuple[Path, Path], qapp: QApplication) -> None:
    here, _ = two
    with closing(sqlite3.connect(here)) as tool:
        query = "UPDATE entry SET kind = 'FromTheFuture' WHERE json_extract(body, '$.solution.id') = 's2'"
        assert tool.execute(query).rowcount == 1
        tool.commit()

    with closing(opened(here)) as journal:
        assert journal.why_read_only is None
        assert journal.unknown == 1
        book = book_of(journal, here.parent)
        assert list(book.bench.solutions) == ["s1"]
        book.record(PersonNamed("Ada"))
        assert len(journal.entries()) == len(journal) - 1
        assert journal.why_read_only is None
        codes = [one.code for one in check_journal(journal.again, {}, here.parent / "none")]
        # Its kind is under its hash; renamed, it is found as edited, and nothing else is wrong.
        assert codes == [Message.JOURNAL_EDITED]


def unreadable(path: Path, solution: str) -> None:
    """Let an entry be one that this version cannot read, as it was written: of a known kind and version."""
    with closing(Journal(path, read_only=True)) as journal:
        rows = list(journal.rows())
    previous = {row.chain: "" for row in rows}
    with closing(sqlite3.connect(path)) as tool:
        for row in rows:
            body = b'{"solution":5}' if f'"id":"{solution}"'.encode() in row.body else row.body
            again = replace(row, body=body, previous=previous[row.chain]).sealed()
            previous[row.chain] = again.hash
            values = (again.body, again.previous, again.hash, row.uuid)
            assert tool.execute("UPDATE entry SET body = ?, previous = ?, hash = ? WHERE uuid = ?", values).rowcount
        tool.commit()


def test_what_another_computer_wrote_and_this_version_cannot_read_is_kept_and_closes_nothing(
    two: tuple[Path, Path], qapp: QApplication
) -> None:
    here, _ = two
    unreadable(here, "s2")

    with closing(opened(here)) as journal:
        book = book_of(journal, here.parent)
        assert list(book.bench.solutions) == ["s1"]
        assert journal.origin_of("s2") is None
        assert len(list(journal.backwards())) == len(journal) - 1
        assert journal.why_read_only is None
        book.record(PersonNamed("Ada"))
        found = check_journal(journal.again, {}, here.parent / "none", here=journal.own)
        # It is said, and is no fault of the journal.
        assert [(one.code, one.sequence) for one in found] == [(Message.JOURNAL_NOT_READ, 3)]
        assert len(list(journal.rows())) == len(journal)
    assert make_backup(here, here.parent / "backups", BEGIN).file.exists()


@pytest.mark.parametrize(("name", "closes"), [("here", True), ("there", False)])
def test_a_beginning_that_this_version_cannot_read_closes_the_journal_of_whoever_wrote_it(
    two: tuple[Path, Path], name: str, closes: bool
) -> None:
    here, _ = two
    with closing(sqlite3.connect(here)) as tool, closing(Journal(here, read_only=True)) as journal:
        rows = [row for row in journal.rows() if row.kind == "ChainStarted"]
        row = next(row for row in rows if f'"{name}"'.encode() in row.body)
        again = replace(row, body=f'{{"installation":"{name}","parent":5}}'.encode()).sealed()
        tool.execute("UPDATE entry SET body = ?, hash = ? WHERE uuid = ?", (again.body, again.hash, row.uuid))
        tool.commit()

    with closing(opened(here)) as journal:
        assert (journal.why_read_only is not None) == closes
        assert not journal.is_of_several()


def test_what_this_computer_wrote_and_this_version_cannot_read_opens_it_for_reading_only(
    two: tuple[Path, Path],
) -> None:
    here, _ = two
    unreadable(here, "s1")

    with closing(opened(here)) as journal:
        assert len(journal.entries()) == len(journal) - 1
        assert journal.why_read_only is not None
        assert journal.why_read_only.code is Message.JOURNAL_DAMAGED
        found = check_journal(journal.again, {}, here.parent / "none", here=journal.own)
        assert [one.code for one in found] == [Message.JOURNAL_DAMAGED]


def test_newer_entries_of_this_computer_open_it_for_reading_only(two: tuple[Path, Path]) -> None:
    here, _ = two
    with closing(sqlite3.connect(here)) as tool:
        tool.execute("UPDATE entry SET version = 99 WHERE json_extract(body, '$.solution.id') = 's1'")
        tool.commit()

    with closing(opened(here)) as journal:
        assert journal.why_read_only is not None
        assert journal.why_read_only.code is Message.JOURNAL_UNKNOWN_KIND


def test_a_new_computer_waits_for_the_version_that_knows_all_entries_and_goes_on_with_it(
    two: tuple[Path, Path], qapp: QApplication
) -> None:
    here, _ = two
    change = "UPDATE entry SET version = version + {by} WHERE json_extract(body, '$.solution.id') = 's2'"
    with closing(sqlite3.connect(here)) as tool:
        tool.execute(change.format(by=98))
        tool.commit()
    for _ in range(2):
        with closing(opened(here, "a third")) as journal:
            assert journal.why_read_only is not None
            said = say_error(journal.why_read_only)
            assert "Install the newest version of Bench Companion" in said
            # What is understood can be read, and a copy of all of it can be made.
            assert list(book_of(journal, here.parent).bench.solutions) == ["s1"]

    # The newer version, once it is installed, understands them.
    with closing(sqlite3.connect(here)) as tool:
        tool.execute(change.format(by=-98))
        tool.commit()
    with closing(opened(here, "a third")) as journal:
        assert journal.why_read_only is None
        book = book_of(journal, here.parent)
        assert list(book.bench.solutions) == ["s1", "s2"]
        book.record(PersonNamed("Ada"))


def test_the_later_entry_has_the_higher_number_on_whichever_computer(tmp_path: Path) -> None:
    busy, quiet = tmp_path / "busy.sqlite", tmp_path / "quiet.sqlite"
    write(busy, "busy", *[PersonNamed(f"person {n}") for n in range(50)], LabRuleSet("overage_percent", 15, 10))
    write(quiet, "quiet", LabRuleSet("overage_percent", 25, 10), at=BEGIN + timedelta(days=7))
    exchange(busy, quiet)

    with closing(opened(busy, "busy")) as journal:
        assert journal.entries()[-1].body == LabRuleSet("overage_percent", 25, 10)


def test_an_old_journal_goes_on_and_its_numbers_rise(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent.parent.parent / "data" / "journal-v1.sqlite", tmp_path / "j.sqlite")
    with closing(opened(tmp_path / "j.sqlite")) as journal:
        entry = journal.append(PersonNamed("Mara"), recorded=BEGIN, happened=BEGIN)
        numbers = [one.lamport for one in journal.entries()]

    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1
    assert entry.lamport >= BEGIN.timestamp() * 1000


def test_a_clock_that_was_years_ahead_for_one_entry_leaves_the_order_as_it_was(tmp_path: Path) -> None:
    ahead = datetime(2037, 1, 1, tzinfo=UTC)
    with closing(opened(tmp_path / "j.sqlite")) as journal:
        for at in (BEGIN, ahead, BEGIN + HOUR, BEGIN + 2 * HOUR):
            journal.append(PersonNamed(f"{at}"), recorded=at, happened=at)
        sequences = [one.sequence for one in journal.entries()]

    assert sequences == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("number", [2**63 - 1, MOST_LAMPORT + 1, MOST_LAMPORT])
def test_an_impossible_number_is_named_and_does_not_stop_the_work(tmp_path: Path, number: int) -> None:
    write(tmp_path / "j.sqlite", "here", PersonNamed("Mara"))
    with closing(sqlite3.connect(tmp_path / "j.sqlite")) as tool:
        tool.execute("UPDATE entry SET lamport = ? WHERE sequence = 2", (number,))
        tool.commit()

    with closing(opened(tmp_path / "j.sqlite")) as journal:
        entry = journal.append(PersonNamed("Jo"), recorded=BEGIN, happened=BEGIN)
        assert 0 < entry.lamport <= MOST_LAMPORT
        assert [one.code for one in check_chain(journal.rows())] == [Message.JOURNAL_EDITED]
        rows = list(journal.rows())
    # Also where whoever put it there has computed the hashes anew.
    assert [one.code for one in check_chain(_rehashed(rows))] == [Message.JOURNAL_NUMBER]


def _rehashed(rows: list[StoredRow]) -> Iterator[StoredRow]:
    previous = ""
    for row in sorted(rows, key=lambda one: one.sequence):
        changed = replace(row, previous=previous)
        previous = changed.computed_hash()
        yield replace(changed, hash=previous)


# -- ids -------------------------------------------------------------------------------------------------------------


def test_an_installation_keeps_its_id(tmp_path: Path) -> None:
    file = tmp_path / "installation.json"
    first = identify_installation(file, "machine")

    assert identify_installation(file, "machine") == first
    assert first.id != fingerprint("machine", tmp_path)
    assert len(first.id) == 32


def test_two_machines_never_share_an_id_though_they_have_one_name(tmp_path: Path) -> None:
    ids = set()
    for number in range(2):
        folder = tmp_path / f"machine {number}" / "data"
        folder.mkdir(parents=True)
        ids.add(identify_installation(folder / "installation.json", "same-name").id)

    assert len(ids) == 2


def test_a_copied_folder_and_another_machine_get_another_id(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    first = identify_installation(tmp_path / "a" / "installation.json", "machine")
    shutil.copytree(tmp_path / "a", tmp_path / "b")

    copied = identify_installation(tmp_path / "b" / "installation.json", "machine")
    moved = identify_installation(tmp_path / "a" / "installation.json", "another machine")
    assert len({first.id, copied.id, moved.id}) == 3


@pytest.mark.parametrize("content", [b"", b"{", b'{"id": "", "fingerprint": ""}', b"\xff\xfe"])
def test_a_damaged_id_is_made_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "installation.json"
    file.write_bytes(content)

    assert identify_installation(file, "machine") == identify_installation(file, "machine")


def test_an_id_that_cannot_be_kept_is_the_same_at_each_start(tmp_path: Path) -> None:
    (tmp_path / "installation.json").mkdir()

    first = identify_installation(tmp_path / "installation.json", "machine")
    assert first == identify_installation(tmp_path / "installation.json", "machine")


def test_where_nothing_may_be_written_the_id_is_not_kept_and_the_same_at_each_start(tmp_path: Path) -> None:
    first = identify_installation(tmp_path / "installation.json", "machine", write=False)

    assert first == identify_installation(tmp_path / "installation.json", "machine", write=False)
    assert list(tmp_path.iterdir()) == []


def test_a_computer_that_is_not_known_owns_no_chain(two: tuple[Path, Path]) -> None:
    with closing(opened(two[0], "")) as journal:
        assert journal.own == ()
        assert len(journal.entries()) == len(journal)


def test_a_journal_of_before_ids_is_still_this_computer_s(tmp_path: Path, qapp: QApplication) -> None:
    folder, clock = DataFolder(tmp_path), SteppedClock()
    write(folder.journal, fingerprint("machine", tmp_path), PersonNamed("Mara"), PipettesSet((P2,)))

    for _ in range(3):
        journal = open_journal(folder, clock, "machine")
        journal.close()

    with closing(open_journal(folder, clock, "machine")) as journal:
        beginnings = [one.body for one in journal.entries() if isinstance(one.body, ChainStarted)]
        book = book_of(journal, tmp_path)
        assert [one.reason for one in beginnings] == ["new", "upgraded"]
        assert (book.person, book.pipettes, len(journal.own)) == ("Mara", (P2,), 2)
        assert book.undo_last().body == PipettesSet((P2,))


def test_a_copied_journal_of_before_ids_is_another_computer_s(tmp_path: Path, qapp: QApplication) -> None:
    folder, clock = DataFolder(tmp_path), SteppedClock()
    write(folder.journal, fingerprint("machine", tmp_path), PersonNamed("Mara"))

    with closing(open_journal(folder, clock, "another machine")) as journal:
        book = book_of(journal, tmp_path)
        assert journal.entries()[-1].body.reason == "copied"  # type: ignore[union-attr]
        assert (book.person, len(journal.own)) == ("", 1)
        assert book.undoable() is None


def test_boots_of_two_machines_are_never_taken_for_one() -> None:
    """Where systems count boots from 1, the beginning of the installation's id tells them apart."""
    start = Moment(BEGIN, 5000.0, "0123abcd:boot-57")
    later = Moment(BEGIN + timedelta(minutes=10), 90000.0, "fedc9876:boot-57")
    same = Moment(BEGIN + timedelta(minutes=10), 90000.0, "0123abcd:boot-57")

    assert elapsed(start, later, (BootSpan(start, start),)) == timedelta(minutes=10)
    assert elapsed(start, same, (BootSpan(start, start),)) == timedelta(seconds=85000)
