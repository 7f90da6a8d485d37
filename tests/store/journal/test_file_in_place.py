"""The place of a journal's file, watched while the file is open."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.file_in_place import FileInPlace
from benchapp.store.journal.journal_file import JournalFile
from benchapp.store.journal.memory_journal import in_memory
from tests.store.journal.test_backups import journal_of


def test_a_journal_in_memory_has_no_place_that_could_be_lost(tmp_path: Path) -> None:
    with closing(JournalFile(tmp_path / "journal.sqlite", connect=in_memory())) as file:
        assert FileInPlace(file).trouble({"c": (1, "hash")}) is None
    assert not (tmp_path / "journal.sqlite").exists()


def test_a_file_that_goes_while_it_is_only_looked_at_is_not_taken_up(tmp_path: Path) -> None:
    path = journal_of(tmp_path / "journal.sqlite")
    with closing(JournalFile(path, read_only=True)) as file:
        place, heads = FileInPlace(file), file.heads()
        assert place.trouble(heads) is None
        path.rename(tmp_path / "away.sqlite")
        gone = place.trouble(heads)
        journal_of(path)
        replaced = place.trouble(heads)
    assert gone is not None
    assert gone.code is Message.JOURNAL_GONE
    assert replaced is not None
    assert replaced.code is Message.JOURNAL_REPLACED


def test_a_file_with_the_same_entries_that_takes_its_place_is_taken_up(tmp_path: Path) -> None:
    path = journal_of(tmp_path / "journal.sqlite")
    with closing(JournalFile(path)) as file:
        place, heads = FileInPlace(file), file.heads()
        copy = tmp_path / "copy.sqlite"
        place.copy_into(copy, heads)
        copy.replace(path)
        assert place.trouble(heads) is None
        assert file.heads() == heads


def test_what_is_no_journal_in_its_place_is_another_file(tmp_path: Path) -> None:
    path = journal_of(tmp_path / "journal.sqlite")
    with closing(JournalFile(path)) as file:
        place = FileInPlace(file)
        path.unlink()
        path.write_bytes(b"no database at all" * 100)
        replaced = place.trouble(file.heads())
    assert replaced is not None
    assert replaced.code is Message.JOURNAL_REPLACED


def test_a_copy_that_lacks_an_entry_that_was_read_is_not_taken_for_the_journal(tmp_path: Path) -> None:
    path = journal_of(tmp_path / "journal.sqlite")
    with closing(JournalFile(path)) as file:
        place = FileInPlace(file)
        path.unlink()
        with pytest.raises(BenchError) as refused:
            place.write_back({"another chain": (1, "hash")})
    assert refused.value.code is Message.JOURNAL_REPLACED
    assert not path.exists()


def test_what_somebody_else_wrote_before_it_went_is_written_back_and_said(tmp_path: Path) -> None:
    """It is not shown yet, so that the program has to read the file anew."""
    path = journal_of(tmp_path / "journal.sqlite")
    with closing(JournalFile(path)) as file:
        place, chain = FileInPlace(file), next(iter(file.heads()))
        known = {chain: (3, next(row.hash for row in file.rows("WHERE sequence = 3")))}
        path.unlink()
        with pytest.raises(BenchError) as refused:
            place.write_back(known)
        assert refused.value.code is Message.JOURNAL_REPLACED
        with closing(JournalFile(path, read_only=True)) as there:
            assert there.heads() == file.heads()


def test_another_database_written_over_it_is_not_copied_as_the_journal(tmp_path: Path) -> None:
    path, other = journal_of(tmp_path / "journal.sqlite"), tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as tool:
        tool.execute("CREATE TABLE somebody_elses (x)")
        tool.commit()
    with closing(JournalFile(path)) as file:
        place, heads = FileInPlace(file), file.heads()
        path.write_bytes(other.read_bytes())
        with pytest.raises(BenchError) as refused:
            place.copy_into(tmp_path / "copy.sqlite", heads)
    assert refused.value.code is Message.JOURNAL_REPLACED


def test_a_file_that_somebody_holds_is_not_taken_for_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = journal_of(tmp_path / "journal.sqlite")

    def impatient(where: str, **options: Any) -> Any:
        return sqlite3.connect(where, **{**options, "timeout": 0})

    with closing(JournalFile(path, connect=impatient)) as file:
        place, heads = FileInPlace(file), file.heads()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            # Something of this program has written into it, and goes on to.
            other.execute("CREATE TABLE more (one)")
            other.execute("BEGIN EXCLUSIVE")
            held = place.trouble(heads)
            other.execute("ROLLBACK")
        assert held is not None
        assert held.code is Message.FILE_IN_USE
        assert place.trouble(heads) is None
