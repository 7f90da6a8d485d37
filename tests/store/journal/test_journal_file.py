"""The file of a journal: what cannot be read of it, and what cannot be written into it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchapp.domain.journal.entries import PersonNamed
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.journal_file import COLUMNS, JournalFile
from benchapp.store.journal.own_chains import Writer
from tests.making import BEGIN
from tests.store.damage import spoilt_page
from tests.store.journal.test_backups import ids_of, journal_of, open_here


def full_at(beginning: str, *, taken_back: bool) -> Callable[..., sqlite3.Connection]:
    """Return what connects to a database on a disk that is full for statements of this beginning.

    Where it is full SQLite takes back what was begun, or leaves that to who began it.
    """

    class Full(sqlite3.Connection):
        def execute(self, query: str, *values: Any) -> sqlite3.Cursor:
            if not query.startswith(beginning):
                return super().execute(query, *values)
            if taken_back:
                super().execute("ROLLBACK")
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    def connect(*values: Any, **options: Any) -> sqlite3.Connection:
        return sqlite3.connect(*values, factory=Full, **options)

    return connect


@pytest.mark.parametrize("taken_back", [True, False])
def test_on_a_full_disk_an_entry_is_refused_and_the_journal_is_as_it_was(tmp_path: Path, taken_back: bool) -> None:
    path = journal_of(tmp_path / "journal.sqlite")
    before = ids_of(path)

    with closing(Journal(path, Writer("here", BEGIN), connect=full_at("INSERT", taken_back=taken_back))) as journal:
        with pytest.raises(BenchError) as refused:
            journal.append(PersonNamed("lost"), recorded=BEGIN, happened=BEGIN)
        assert journal.why_read_only is None

    assert refused.value.code is Message.NOT_SAVED
    assert ids_of(path) == before


@pytest.mark.parametrize("taken_back", [True, False])
def test_on_a_full_disk_a_journal_opens_for_writing(tmp_path: Path, taken_back: bool) -> None:
    path = journal_of(tmp_path / "journal.sqlite")

    with closing(JournalFile(path, connect=full_at("PRAGMA user_version =", taken_back=taken_back))) as file:
        assert file.why_read_only is None
        assert not file.connection.in_transaction


def test_of_a_newer_file_with_other_tables_nothing_is_shown_and_nothing_changed(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(path)) as tool:
        tool.executescript("CREATE TABLE entries_of_tomorrow (x); PRAGMA user_version = 99;")
    before = path.read_bytes()

    with closing(open_here(path)) as journal:
        assert journal.why_read_only is not None
        assert journal.why_read_only.code is Message.JOURNAL_NEWER
        assert journal.entries() == []
    assert path.read_bytes() == before


def test_more_rows_than_a_file_has_room_for_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(path)) as tool:
        tool.execute(f"CREATE TABLE entry ({', '.join(COLUMNS)})")
        tool.executemany("INSERT INTO entry (uuid) VALUES (?)", [("",)] * 1500)
        tool.commit()

    with closing(JournalFile(path, read_only=True)) as file, pytest.raises(BenchError) as refused:
        list(file.rows(""))
    assert (refused.value.code, refused.value.values["reason"]) == (
        Message.JOURNAL_DAMAGED,
        "its pages lead in a circle",
    )


def test_an_index_of_kinds_that_cannot_be_read_is_damage(tmp_path: Path) -> None:
    path = journal_of(tmp_path / "journal.sqlite")
    spoilt_page(path, "entry_by_kind")

    with pytest.raises(BenchError) as refused:
        open_here(path)
    assert refused.value.code is Message.JOURNAL_DAMAGED
    with pytest.raises(BenchError) as only_read:
        Journal(path, read_only=True)
    assert only_read.value.code is Message.JOURNAL_DAMAGED


def test_without_the_index_of_the_order_nobody_knows_which_entry_is_the_last(tmp_path: Path) -> None:
    path = journal_of(tmp_path / "journal.sqlite")
    spoilt_page(path, "entry_in_order")

    with closing(JournalFile(path, read_only=True)) as file:
        assert file.last_hash() == ""
        assert len(file.heads()) == 1
