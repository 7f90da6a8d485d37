"""The index of the library: made from the files, and thrown away where it is damaged or of another version."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchapp.base import paths
from benchapp.domain.messages import Message
from benchapp.store.library.library_index import VERSION, Folders, LibraryIndex

LENALIDOMIDE = paths.resources() / "monographs" / "lenalidomide.json"


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    bundled, own = tmp_path / "bundled", tmp_path / "own"
    bundled.mkdir()
    own.mkdir()
    (bundled / "lenalidomide.json").write_bytes(LENALIDOMIDE.read_bytes())
    return Folders(bundled, own)


def names(index: LibraryIndex) -> list[str]:
    return [one.name for one in index.headlines()]


def version_of(file: Path) -> int:
    with closing(sqlite3.connect(file)) as tool:
        return int(tool.execute("PRAGMA user_version").fetchone()[0])


def test_a_damaged_index_is_thrown_away_and_made_again(tmp_path: Path, folders: Folders) -> None:
    file = tmp_path / "library.sqlite"
    file.write_bytes(b"no database at all" * 1000)

    with closing(LibraryIndex(str(file))) as index:
        assert index.renew(folders)
        assert names(index) == ["Lenalidomide"]


def test_an_index_of_another_version_is_made_again(tmp_path: Path, folders: Folders) -> None:
    file = tmp_path / "library.sqlite"
    with closing(sqlite3.connect(file)) as tool:
        tool.executescript("CREATE TABLE compounds (x); CREATE TABLE of_before (x); PRAGMA user_version = 1;")

    with closing(LibraryIndex(str(file))) as index:
        index.renew(folders)
        assert names(index) == ["Lenalidomide"]
    with closing(sqlite3.connect(file)) as tool:
        assert tool.execute("SELECT count(*) FROM sqlite_master WHERE name = 'of_before'").fetchone() == (0,)
    assert version_of(file) == VERSION


def test_a_compound_is_found_by_its_key_without_looking_at_every_other(tmp_path: Path, folders: Folders) -> None:
    file = tmp_path / "library.sqlite"
    asked = list[str]()
    with closing(LibraryIndex(str(file))) as index:
        index.renew(folders)
        index._connection.set_trace_callback(asked.append)
        assert [one.name for one in index.with_term("191732726")] == ["Lenalidomide"]
        index._connection.set_trace_callback(None)
    with closing(sqlite3.connect(file)) as tool:
        steps = [row[3] for row in tool.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]

    assert any("terms_by_key" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN")]


def test_of_two_that_begin_at_the_same_time_the_second_finds_it_made(
    tmp_path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, connect = tmp_path / "library.sqlite", sqlite3.connect
    others: list[bool] = []

    class Second(sqlite3.Connection):
        def execute(self, query: str, *values: Any) -> sqlite3.Cursor:
            if query == "BEGIN IMMEDIATE" and not others:
                monkeypatch.undo()
                with closing(LibraryIndex(str(file))) as first:
                    others.append(first.renew(folders))
            return super().execute(query, *values)

    monkeypatch.setattr(sqlite3, "connect", lambda name, **options: connect(name, factory=Second, **options))
    with closing(LibraryIndex(str(file))) as second:
        assert others == [True]
        # What the first has put into it is still there.
        assert names(second) == ["Lenalidomide"]


def test_a_renewal_that_fails_leaves_the_index_as_it_was(tmp_path: Path, folders: Folders) -> None:
    file = tmp_path / "library.sqlite"
    with closing(LibraryIndex(str(file))) as index, closing(sqlite3.connect(file, isolation_level=None)) as tool:
        index.renew(folders)
        changed = json.loads(LENALIDOMIDE.read_text("utf-8"))
        changed["identity"]["name"] = "Changed"
        (folders.bundled / "lenalidomide.json").write_text(json.dumps(changed), "utf-8")
        tool.execute("CREATE TRIGGER full BEFORE INSERT ON terms BEGIN SELECT RAISE(ABORT, 'full'); END")
        with pytest.raises(sqlite3.IntegrityError):
            index.renew(folders)
        assert names(index) == ["Lenalidomide"]

        tool.execute("DROP TRIGGER full")
        assert index.renew(folders)
        assert names(index) == ["Changed"]


def test_a_link_to_a_file_that_is_gone_is_refused_and_the_others_are_there(tmp_path: Path, folders: Folders) -> None:
    assert folders.own is not None
    (folders.own / "gone.json").symlink_to(tmp_path / "nothing")

    with closing(LibraryIndex(":memory:")) as index:
        index.renew(folders)
        assert names(index) == ["Lenalidomide"]
        assert [one.code for one in index.refused()] == [Message.FILE_UNREADABLE]
        assert not index.renew(folders)
