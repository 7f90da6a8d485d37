import errno
import os
import random
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.domain.journal.entries import ChainFaultFound, ChainStarted, PersonNamed
from benchapp.domain.journal.state import replay
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.backups import (
    DAILY_KEPT,
    WORK_KEPT,
    backups_in,
    copy_journal,
    due,
    heads_backed_up,
    make_backup,
    put_back,
    verified,
    why_not_copied,
)
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.rescue import open_or_rescue, rescue
from tests.making import BEGIN
from tests.store.damage import DAMAGES, damaged
from tests.store.every_body import EVERY_BODY

DAY = datetime(2026, 11, 23, 14, 5)  # noqa: DTZ001 (names tell local time)


def journal_of(path: Path, count: int = 6) -> Path:
    with closing(Journal(path, Writer("here", BEGIN))) as journal:
        for number in range(count):
            journal.append(PersonNamed(f"person {number}"), recorded=BEGIN, happened=BEGIN)
    return path


def ids_of(path: Path) -> list[str]:
    with closing(Journal(path, read_only=True)) as journal:
        return [entry.id for entry in journal.entries()]


def test_a_backup_is_a_whole_journal_named_by_day_and_head(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")

    made = make_backup(journal, tmp_path / "backups", DAY)

    with closing(Journal(journal, read_only=True)) as opened:
        assert made.file.name == f"journal-2026-11-23-140500-{opened.last_hash()[:12]}-daily.sqlite"
    assert ids_of(made.file) == ids_of(journal)
    assert made.made == DAY
    assert not due(tmp_path / "backups", DAY.date())
    assert due(tmp_path / "backups", DAY.date() + timedelta(days=1))


def test_seven_days_are_kept_and_those_from_before_a_change_beside_them(tmp_path: Path) -> None:
    journal, folder = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    make_backup(journal, folder, DAY, daily=False)
    for day in range(12):
        make_backup(journal, folder, DAY + timedelta(days=day))
    make_backup(journal, folder, DAY + timedelta(days=11, hours=2))

    kept = backups_in(folder)

    assert sum(one.daily for one in kept) == DAILY_KEPT
    assert [one.made for one in kept if not one.daily] == [DAY]
    assert kept[0].made == DAY + timedelta(days=11, hours=2)
    assert len({one.made.date() for one in kept if one.daily}) == DAILY_KEPT


def test_a_damaged_journal_gives_no_backup_and_leaves_nothing_half(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("UPDATE entry SET person = 'somebody else' WHERE sequence = 3")
        connection.commit()

    with pytest.raises(BenchError) as refused:
        make_backup(journal, tmp_path / "backups", DAY)

    # The cause is the journal, not the folder of the backups.
    assert (refused.value.code, refused.value.values["file"]) == (Message.BACKUP_OF_FAULTY, str(journal))
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_fault_that_the_journal_records_does_not_end_its_backups_and_a_further_one_does(tmp_path: Path) -> None:
    journal, folder = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    change = "UPDATE entry SET person = 'somebody else' WHERE sequence = ?"
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute(change, (3,))
        connection.commit()
    with closing(open_here(journal)) as opened:
        (found,) = check_chain(opened.rows())
        body = ChainFaultFound(found.code, found.chain, found.sequence, found.entry)
        opened.append(body, recorded=BEGIN, happened=BEGIN)

    made = make_backup(journal, folder, DAY)

    assert verified(made.file) == 8
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute(change, (5,))
        connection.commit()
    with pytest.raises(BenchError) as refused:
        make_backup(journal, folder, DAY + timedelta(days=1))
    assert refused.value.code == Message.BACKUP_OF_FAULTY
    assert backups_in(folder) == (made,)


def with_second_row(path: Path, **other: str) -> Path:
    """Return a journal whose second row, rightly sealed, differs from its first as is said."""
    journal = journal_of(path, 0)
    with closing(Journal(journal, Writer("here", BEGIN))) as opened:
        (row,) = opened.rows()
    second = replace(row, uuid="n", sequence=2, lamport=row.lamport + 1, previous=row.hash, **other)
    with closing(sqlite3.connect(journal)) as connection:
        values = tuple(getattr(second.sealed(), name) for name in second.__struct_fields__)
        connection.execute(f"INSERT INTO entry VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608
        connection.commit()
    return journal


def test_entries_that_only_a_newer_version_knows_are_backed_up_as_they_are(tmp_path: Path) -> None:
    journal = with_second_row(tmp_path / "journal.sqlite", kind="FromTheFuture")

    assert verified(make_backup(journal, tmp_path / "backups", DAY).file) == 2


def test_an_entry_that_cannot_be_read_at_all_gives_no_backup(tmp_path: Path) -> None:
    journal = with_second_row(tmp_path / "journal.sqlite", recorded_at="never")

    with pytest.raises(BenchError) as refused:
        make_backup(journal, tmp_path / "backups", DAY)
    assert refused.value.code == Message.JOURNAL_DAMAGED


def test_a_journal_that_is_no_database_any_more_is_the_cause(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    journal.write_bytes(b"x" * 8192)

    with pytest.raises(BenchError) as refused:
        make_backup(journal, tmp_path / "backups", DAY)

    assert refused.value.code is Message.BACKUP_OF_FAULTY


def test_why_nothing_was_copied_names_what_is_the_cause(tmp_path: Path) -> None:
    journal, folder = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"

    def why(error: Exception) -> tuple[object, object]:
        found = why_not_copied(journal, folder, error)
        return found.code, found.values["file"]

    assert why(OSError(errno.ENOSPC, "No space left on device")) == (Message.BACKUP_NO_ROOM, str(folder))
    assert why(of_sqlite(sqlite3.SQLITE_FULL)) == (Message.BACKUP_NO_ROOM, str(folder))
    assert why(OSError(errno.EACCES, "Permission denied")) == (Message.BACKUP_FAILED, str(folder))
    assert why(of_sqlite(sqlite3.SQLITE_IOERR)) == (Message.BACKUP_FAILED, str(folder))
    assert why(of_sqlite(sqlite3.SQLITE_BUSY)) == (Message.FILE_IN_USE, str(journal))
    assert why(of_sqlite(sqlite3.SQLITE_CORRUPT)) == (Message.BACKUP_OF_FAULTY, str(journal))
    journal.unlink()
    assert why(of_sqlite(sqlite3.SQLITE_CANTOPEN)) == (Message.CANNOT_BE_READ, str(journal))


def of_sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("as SQLite says")
    error.sqlite_errorcode = code
    return error


def test_two_backups_of_one_second_do_not_write_into_one_file(tmp_path: Path) -> None:
    """One for the work is in the writing when the one that a person asked for is made."""
    file, folder = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    asked: list[Path] = []

    def also(_done: int, _whole: int) -> None:
        if not asked:
            with closing(open_here(file)) as journal:
                journal.append(PersonNamed("later"), recorded=BEGIN, happened=BEGIN)
            asked.append(make_backup(file, folder, DAY).file)

    begun = make_backup(file, folder, DAY, daily=False, work=True, tell=also)

    assert len(ids_of(begun.file)) == 7
    assert ids_of(asked[0]) == ids_of(file)
    assert len(ids_of(file)) == 8
    assert sorted(folder.iterdir()) == sorted([begun.file, *asked])


def test_a_backup_that_was_stopped_once_it_was_verified_takes_no_place(tmp_path: Path) -> None:
    file, folder = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    calls = 0

    def stop(_done: int, _whole: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise BenchError(Message.STOPPED)

    with pytest.raises(BenchError):
        make_backup(file, folder, DAY, tell=stop)

    assert list(folder.iterdir()) == []


def test_one_that_somebody_is_about_to_put_back_is_not_let_go(tmp_path: Path) -> None:
    file, folder = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    chosen = make_backup(file, folder, DAY, work=True).file
    for minute in range(1, 9):
        make_backup(file, folder, DAY + timedelta(minutes=minute), work=True, spared=chosen)

    assert chosen.exists()
    assert len(backups_in(folder)) == WORK_KEPT + 1


def test_a_backup_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    (tmp_path / "a file").write_text("")

    with pytest.raises(BenchError) as refused:
        make_backup(journal, tmp_path / "a file" / "backups", DAY)

    assert refused.value.code is Message.BACKUP_FAILED


def test_a_file_in_the_place_of_the_folder_of_backups_is_said(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    (tmp_path / "backups").write_text("kept")

    with pytest.raises(BenchError) as refused:
        make_backup(journal, tmp_path / "backups", DAY)

    assert refused.value.code is Message.BACKUPS_IS_FILE
    assert (tmp_path / "backups").read_text() == "kept"


def test_files_of_other_names_are_no_backups_and_one_that_is_gone_is_the_oldest_of_its_second(tmp_path: Path) -> None:
    for name in ("journal-copy", "journal-2026-11-23-140500-work", "journal-2026-11-23-140500-aaaa-work"):
        (tmp_path / f"{name}.sqlite").touch()
    (tmp_path / "journal-2026-11-23-140500-ffff-daily.sqlite").symlink_to(tmp_path / "gone")

    found = backups_in(tmp_path)

    assert [(one.made, one.head, one.work, one.daily) for one in found] == [
        (DAY, "aaaa", True, False),
        (DAY, "ffff", False, True),
    ]


def test_the_heads_backed_up_are_the_furthest_that_any_whole_backup_holds(tmp_path: Path) -> None:
    journal, folder = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    # A clock that was ahead gives the older one the later name.
    make_backup(journal, folder, DAY + timedelta(days=1))
    with closing(open_here(journal)) as opened:
        opened.append(PersonNamed("later"), recorded=BEGIN, happened=BEGIN)
        heads = opened.heads()
    make_backup(journal, folder, DAY)
    (folder / "journal-2026-11-25-140500-bad-daily.sqlite").write_bytes(b"no journal")

    assert heads_backed_up(folder) == heads


def test_put_back_it_goes_on_in_a_new_chain_and_the_present_one_is_kept(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite", 3)
    made = make_backup(journal, tmp_path / "backups", DAY)
    before = ids_of(journal)
    with closing(Journal(journal, Writer("here", BEGIN))) as opened:
        opened.append(PersonNamed("later"), recorded=BEGIN, happened=BEGIN)
        heads = opened.heads()

    put_back(made.file, journal, tmp_path / "journal-replaced-1.sqlite")

    assert ids_of(journal) == before
    assert len(ids_of(tmp_path / "journal-replaced-1.sqlite")) == len(before) + 1
    with closing(Journal(journal, Writer("here", BEGIN, kept_heads=heads))) as opened:
        begun = opened.entries()[-1].body
        assert isinstance(begun, ChainStarted)
        assert begun.reason == "restored"
        assert check_chain(opened.rows()) == ()


def test_a_bad_backup_is_not_put_back(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    before = journal.read_bytes()
    (tmp_path / "bad.sqlite").write_bytes(b"no journal at all")

    with pytest.raises(BenchError):
        put_back(tmp_path / "bad.sqlite", journal, tmp_path / "aside.sqlite")

    assert journal.read_bytes() == before
    assert not (tmp_path / "aside.sqlite").exists()


def test_a_backup_that_cannot_be_put_in_place_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    made = make_backup(journal, tmp_path / "backups", DAY)
    before = journal.read_bytes()

    with pytest.raises(BenchError) as refused:
        put_back(made.file, journal, tmp_path / "no folder" / "aside.sqlite")

    assert refused.value.code is Message.BACKUP_FAILED
    assert journal.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["backups", "journal.sqlite"]


def test_backups_round_trip_with_every_kind_of_entry(tmp_path: Path) -> None:
    dice = random.Random(7)
    for number in range(int(os.environ.get("BENCHAPP_ROUND_TRIPS", "8"))):
        folder = tmp_path / str(number)
        journal = folder / "journal.sqlite"
        with closing(Journal(journal, Writer("here", BEGIN))) as opened:
            for _ in range(dice.randint(0, 30)):
                opened.append(dice.choice(EVERY_BODY), recorded=BEGIN, happened=BEGIN)
            entries = opened.entries()
        copy = copy_journal(journal, folder / "stick", DAY, "copy")
        assert verified(copy) == len(entries)
        with closing(Journal(copy, read_only=True)) as again:
            assert again.entries() == entries
            assert replay(again.entries()) == replay(entries)


def open_here(journal: Path, reason: str = "") -> Journal:
    return Journal(journal, Writer("here", BEGIN, reason=reason))


def test_without_damage_nothing_is_rescued(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")

    opened, done = open_or_rescue(lambda reason: open_here(journal, reason), journal, tmp_path / "b", tmp_path / "mark")

    opened.close()
    assert done is None


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("backed_up", [True, False])
def test_a_damaged_journal_is_set_aside_and_the_best_of_it_opened(tmp_path: Path, damage: str, backed_up: bool) -> None:
    journal = journal_of(tmp_path / "journal.sqlite", 40)
    backups = tmp_path / "backups"
    if backed_up:
        make_backup(journal, backups, DAY)
    with closing(open_here(journal)) as opened:
        opened.append(PersonNamed("after the backup"), recorded=BEGIN, happened=BEGIN)
    spoilt = damaged(journal, damage, random.Random(3))

    opened, done = open_or_rescue(lambda reason: open_here(journal, reason), journal, backups, tmp_path / "mark")

    with closing(opened):
        kept = opened.entries()
        assert done is not None
        assert Path(done.aside).read_bytes() == spoilt
        assert isinstance(kept[-1].body, ChainStarted)
        assert kept[-1].body.reason == "salvaged"
        assert done.message().code in {Message.JOURNAL_RESCUED, Message.JOURNAL_SALVAGED, Message.JOURNAL_LOST}
        if backed_up:
            assert len(kept) >= 42
            assert done.backup
        opened.append(PersonNamed("goes on"), recorded=BEGIN, happened=BEGIN)


def test_what_the_backup_lacks_is_read_from_the_damaged_file(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite", 10)
    make_backup(journal, tmp_path / "backups", DAY)
    with closing(open_here(journal)) as opened:
        for number in range(5):
            opened.append(PersonNamed(f"later {number}"), recorded=BEGIN, happened=BEGIN)
    whole = ids_of(journal)

    done = rescue(journal, tmp_path / "backups", "a test")

    assert done.salvaged == 5
    assert ids_of(journal) == whole


def test_a_mark_of_the_check_has_it_mended_though_it_opens(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    mark = tmp_path / "mark"
    mark.touch()

    opened, done = open_or_rescue(lambda reason: open_here(journal, reason), journal, tmp_path / "backups", mark)

    opened.close()
    assert done is not None
    assert done.salvaged == 7
    assert not mark.exists()


def test_another_database_is_never_written_into(tmp_path: Path) -> None:
    other = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE somebody_elses (x)")
        connection.commit()
    before = other.read_bytes()

    opened, done = open_or_rescue(lambda reason: open_here(other, reason), other, tmp_path / "b", tmp_path / "mark")

    opened.close()
    assert done is not None
    assert Path(done.aside).read_bytes() == before
    assert done.salvaged == 0


@pytest.mark.parametrize(("first", "second"), [("ffff", "0000"), ("0000", "ffff")])
def test_of_two_backups_of_one_second_the_one_written_last_is_the_latest(
    tmp_path: Path, first: str, second: str
) -> None:
    for place, name in enumerate((f"{first}-work", f"{second}-daily")):
        file = tmp_path / f"journal-2026-03-02-101500-{name}.sqlite"
        file.touch()
        os.utime(file, ns=(place * 1_000_000, place * 1_000_000))

    assert [one.head for one in backups_in(tmp_path)] == [second, first]


def test_a_journal_that_another_program_goes_on_holding_gives_no_backup_and_holds_up_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    monkeypatch.setattr("benchapp.store.journal.backups._MOST_WAITED", 1)
    connect = sqlite3.connect
    monkeypatch.setattr("sqlite3.connect", lambda *given, **named: connect(*given, **{**named, "timeout": 0.01}))

    with closing(connect(journal, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BenchError) as refused:
            make_backup(journal, tmp_path / "backups", DAY)

    assert refused.value.code is Message.FILE_IN_USE
    assert list((tmp_path / "backups").iterdir()) == []
    assert make_backup(journal, tmp_path / "backups", DAY).file.exists()
