"""The journal's file deleted, moved, put back or replaced: while it is open, and before a start."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from benchapp.domain.journal.entries import ChainStarted, PersonNamed
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.backups import WORK_KEPT, backups_in, make_backup, verified
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.replaced_journal import keep_held
from benchapp.store.journal.rescue import open_or_rescue
from tests.making import BEGIN
from tests.store.journal.test_backups import DAY, ids_of, journal_of, open_here


def write(journal: Journal, name: str) -> None:
    journal.append(PersonNamed(name), recorded=BEGIN, happened=BEGIN)


def test_a_deleted_journal_is_said_and_what_it_held_is_written_back(tmp_path: Path) -> None:
    file = journal_of(tmp_path / "journal.sqlite")
    with closing(open_here(file)) as journal:
        write(journal, "before")
        file.unlink()
        trouble = journal.trouble()
        assert trouble is not None
        assert trouble.code is Message.JOURNAL_GONE
        with pytest.raises(BenchError) as refused:
            write(journal, "lost")
        assert refused.value.code is Message.JOURNAL_GONE
        journal.write_back()
        assert journal.trouble() is None
        write(journal, "after")
        held = [entry.id for entry in journal.entries()]
    assert ids_of(file) == held
    assert len(held) == 9
    assert [one.name for one in tmp_path.iterdir()] == ["journal.sqlite"]


def test_a_journal_that_was_moved_and_put_back_goes_on(tmp_path: Path) -> None:
    file = journal_of(tmp_path / "journal.sqlite")
    with closing(open_here(file)) as journal:
        write(journal, "before")
        file.rename(tmp_path / "elsewhere")
        assert journal.trouble() is not None
        shutil.copy(tmp_path / "elsewhere", file)
        assert journal.trouble() is None
        write(journal, "after")
        assert len(journal) == 9
    assert len(ids_of(file)) == 9


def test_another_file_in_its_place_is_never_written_into(tmp_path: Path) -> None:
    file = journal_of(tmp_path / "journal.sqlite")
    other = journal_of(tmp_path / "other.sqlite", 2)
    with closing(open_here(file)) as journal:
        other.replace(file)
        before = file.read_bytes()
        with pytest.raises(BenchError) as refused:
            write(journal, "lost")
        assert refused.value.code is Message.JOURNAL_REPLACED
        with pytest.raises(BenchError):
            journal.write_back()
    assert file.read_bytes() == before


def written_over(file: Path, other: Path, **times: int) -> None:
    """Write another file's content into a file, as a tool does that synchronises in place."""
    with file.open("rb+") as opened:
        opened.write(other.read_bytes())
        opened.truncate()
    if times:
        os.utime(file, ns=(times["written_ns"], times["written_ns"]))


@pytest.mark.parametrize("with_its_time", [False, True])
def test_a_journal_that_is_written_over_is_noticed_and_never_written_into(tmp_path: Path, with_its_time: bool) -> None:
    file = journal_of(tmp_path / "journal.sqlite")
    # As many entries of as many letters: of the same size, and with the same count of changes in its header.
    other = journal_of(tmp_path / "other.sqlite")
    with closing(open_here(file)) as journal:
        heads = journal.heads()
        times = {"written_ns": file.stat().st_mtime_ns} if with_its_time else {}
        written_over(file, other, **times)
        before = file.read_bytes()
        trouble = journal.trouble()
        assert trouble is not None
        assert trouble.code is Message.JOURNAL_REPLACED
        with pytest.raises(BenchError) as refused:
            write(journal, "lost")
        assert refused.value.code is Message.JOURNAL_REPLACED
        assert journal.heads() == heads
    assert file.read_bytes() == before


def test_a_journal_that_is_written_anew_with_the_same_entries_goes_on(tmp_path: Path) -> None:
    file = journal_of(tmp_path / "journal.sqlite", 60)
    with closing(open_here(file)) as journal:
        write(journal, "before")
        shutil.copy(file, tmp_path / "same")
        with closing(sqlite3.connect(tmp_path / "same")) as same:
            # The same entries on other pages.
            same.execute("VACUUM")
        written_over(file, tmp_path / "same")
        assert journal.trouble() is None
        write(journal, "after")
        assert len(journal) == 63
    with closing(Journal(file, read_only=True)) as opened:
        assert check_chain(opened.rows()) == ()
        assert len(opened) == 63


def test_what_another_program_adds_to_it_is_no_other_file(tmp_path: Path) -> None:
    file = journal_of(tmp_path / "journal.sqlite")
    with closing(open_here(file)) as journal, closing(Journal(file, Writer("there", BEGIN))) as other:
        write(other, "from there")
        write(journal, "from here")
        write(other, "from there again")
        assert journal.trouble() is None
    with closing(Journal(file, read_only=True)) as opened:
        assert check_chain(opened.rows()) == ()
        assert len(opened) == 11


@pytest.mark.parametrize("backed_up", [True, False])
@pytest.mark.parametrize("in_place", [True, False])
def test_all_that_was_held_is_kept_as_a_backup(tmp_path: Path, backed_up: bool, in_place: bool) -> None:
    file, backups = tmp_path / "journal.sqlite", tmp_path / "backups"
    other = journal_of(tmp_path / "other.sqlite", 2)
    if backed_up:
        journal_of(file)
        make_backup(file, backups, DAY)
    with closing(open_here(file)) as journal:
        for number in range(3):
            write(journal, f"since the backup {number}")
        held = [entry.id for entry in journal.entries()]
        written_over(file, other) if in_place else other.replace(file)
        kept = keep_held(journal, backups, DAY + timedelta(minutes=1))

    assert ids_of(kept.file) == held
    assert backups_in(backups)[0] == kept
    assert verified(kept.file) == len(held)
    assert not list(backups.glob(".*"))


def test_what_can_no_longer_be_had_is_said_and_not_taken_for_the_whole(tmp_path: Path) -> None:
    file, backups = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    other = journal_of(tmp_path / "other.sqlite", 2)
    with closing(open_here(file)) as journal:
        write(journal, "since the start")
        written_over(file, other)
        with pytest.raises(BenchError) as refused:
            keep_held(journal, backups, DAY)
    assert refused.value.code is Message.HELD_NOT_WHOLE
    assert list(backups.iterdir()) == []
    with closing(Journal(tmp_path / str(refused.value.values["rest"]), read_only=True)) as rest:
        assert [entry.body for entry in rest.entries()] == [PersonNamed("since the start")]


def test_of_what_was_never_backed_up_nothing_is_taken_for_the_whole(tmp_path: Path) -> None:
    file, backups = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    other = journal_of(tmp_path / "other.sqlite", 2)
    with closing(open_here(file)) as journal:
        written_over(file, other)
        with pytest.raises(BenchError) as refused:
            keep_held(journal, backups, DAY)
    assert refused.value.code is Message.HELD_NOT_WHOLE
    assert list(backups.iterdir()) == []
    assert ids_of(tmp_path / "journal-held-1.sqlite") == []


def test_what_is_held_and_cannot_be_kept_is_said(tmp_path: Path) -> None:
    file = journal_of(tmp_path / "journal.sqlite")
    (tmp_path / "a file").write_text("")
    with closing(open_here(file)) as journal, pytest.raises(BenchError) as refused:
        keep_held(journal, tmp_path / "a file" / "backups", DAY)
    assert refused.value.code is Message.BACKUP_FAILED


def test_a_missing_journal_is_the_newest_backup_and_what_is_missing_is_said(tmp_path: Path) -> None:
    file, backups = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    # A clock that was a year ahead: the name is the newest, what it holds is not.
    make_backup(file, backups, DAY + timedelta(days=365))
    with closing(open_here(file)) as journal:
        write(journal, "one more")
        newest = make_backup(file, backups, DAY)
        for number in range(3):
            write(journal, f"lost {number}")
        heads = journal.heads()
    file.unlink()
    (tmp_path / "journal.sqlite-journal").write_bytes(b"left over")

    opened, done = open_or_rescue(lambda reason: open_here(file, reason), file, backups, tmp_path / "mark", heads)

    with closing(opened):
        assert done is not None
        message = done.message()
        assert message.code is Message.JOURNAL_NOT_THERE
        assert message.values["missing"] == 3
        assert message.values["entries"] == 8
        assert message.values["backup"] == newest.file.name
        begun = opened.entries()[-1].body
        assert isinstance(begun, ChainStarted)
        assert begun.reason == "restored"
        write(opened, "goes on")


def test_a_missing_journal_without_a_backup_is_said_and_a_first_start_is_not(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite"
    for heads, code in (({"chain": (11, "hash")}, Message.JOURNAL_NOT_THERE_LOST), ({}, None)):
        opened, done = open_or_rescue(
            lambda reason: open_here(file, reason), file, tmp_path / "b", tmp_path / "m", heads
        )
        opened.close()
        file.unlink()
        assert (None if done is None else done.message().code) is code


def test_a_missing_journal_that_cannot_be_put_back_is_said(tmp_path: Path) -> None:
    file, backups = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    make_backup(file, backups, DAY)
    file.unlink()
    (tmp_path / ".journal.sqlite.restored").mkdir()

    with pytest.raises(BenchError) as refused:
        open_or_rescue(lambda reason: open_here(file, reason), file, backups, tmp_path / "mark", {})
    assert refused.value.code is Message.FOLDER_UNUSABLE
    assert not file.exists()


def test_backups_of_the_work_are_few_and_the_newest_is_kept(tmp_path: Path) -> None:
    file, backups = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    make_backup(file, backups, DAY - timedelta(hours=5))
    for number in range(9):
        made = make_backup(file, backups, DAY + timedelta(minutes=5 * number), daily=False, work=True)
    kept = backups_in(backups)
    assert sum(one.work for one in kept) == WORK_KEPT
    assert sum(one.daily for one in kept) == 1
    assert kept[0].file == made.file
