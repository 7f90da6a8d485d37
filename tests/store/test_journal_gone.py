"""The journal's file deleted, moved, put back or replaced: while it is open, and before a start."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from benchapp.domain.entries import ChainStarted, PersonNamed
from benchapp.domain.messages import BenchError, Message
from benchapp.store.backups import WORK_KEPT, backups_in, make_backup
from benchapp.store.journal import Journal
from benchapp.store.rescue import open_or_rescue
from tests.making import BEGIN
from tests.store.test_backups import DAY, ids_of, journal_of, open_here


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


def test_backups_of_the_work_are_few_and_the_newest_is_kept(tmp_path: Path) -> None:
    file, backups = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    make_backup(file, backups, DAY - timedelta(hours=5))
    for number in range(9):
        made = make_backup(file, backups, DAY + timedelta(minutes=5 * number), daily=False, work=True)
    kept = backups_in(backups)
    assert sum(one.work for one in kept) == WORK_KEPT
    assert sum(one.daily for one in kept) == 1
    assert kept[0].file == made.file
