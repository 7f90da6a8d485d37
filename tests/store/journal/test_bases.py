"""What a file rests on: named in it, read with it, and known by its bytes."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.bases import Base, base_from, bases_of, rest_on
from benchapp.store.journal.journal import Journal
from tests.store.journal.test_backups import journal_of


def test_a_base_in_another_folder_is_damage(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    with closing(sqlite3.connect(journal)) as connection:
        rest_on(connection, [replace(base_from(journal), file="../journal.sqlite")])
        connection.commit()

    with pytest.raises(BenchError) as refused:
        Journal(journal, read_only=True)
    assert refused.value.code == Message.JOURNAL_DAMAGED
    with pytest.raises(sqlite3.DatabaseError, match="elsewhere"):
        bases_of(journal)


def test_a_base_tells_whether_it_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    base = base_from(tmp_path / "a")

    assert base == Base("a", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    assert base.is_as_it_was(tmp_path)
    (tmp_path / "a").write_bytes(b"abd")
    assert not base.is_as_it_was(tmp_path)
