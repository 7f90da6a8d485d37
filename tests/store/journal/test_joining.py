"""A backup and what it rests on made one file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchapp.domain.messages import BenchError
from benchapp.store.journal.backups import verified
from benchapp.store.journal.bases import bases_of
from benchapp.store.journal.joining import copy_whole
from benchapp.store.journal.journal_file import JournalFile
from tests.store.journal.test_backups import ids_of
from tests.store.journal.test_incremental import backed_up, journal, written

__all__ = ["journal"]


def test_a_whole_backup_is_copied_as_it_is_and_another_with_what_it_rests_on(journal: Path, tmp_path: Path) -> None:
    full = backed_up(journal)
    written(journal)
    second = backed_up(journal, 1)

    copy_whole(full.file, tmp_path / "first.sqlite")
    copy_whole(second.file, tmp_path / "second.sqlite")

    assert (tmp_path / "first.sqlite").read_bytes() == full.file.read_bytes()
    assert bases_of(tmp_path / "second.sqlite") == ()
    assert ids_of(tmp_path / "second.sqlite") == ids_of(journal)


def test_one_that_cannot_be_joined_is_said(journal: Path, tmp_path: Path) -> None:
    full = backed_up(journal)
    written(journal)
    second = backed_up(journal, 1)
    with closing(JournalFile(second.file)) as opened:
        # An entry that the full one has: two are read, and one file has room for one.
        opened.insert(next(opened.rows("WHERE sequence = 7")))

    with pytest.raises(sqlite3.DatabaseError, match="not there as it was"):
        copy_whole(second.file, tmp_path / "whole.sqlite")
    full.file.unlink()
    with pytest.raises(BenchError) as refused:
        verified(second.file)
    assert full.file.name in str(refused.value.values["reason"])
