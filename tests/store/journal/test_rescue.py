"""A damaged journal rescued: which backup it goes on with, what is read of it, and where it cannot be mended."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.amounts import plain_spaces
from benchapp.store.journal.backups import heads_in, make_backup
from benchapp.store.journal.joining import RowsAdded, add_rows
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.rescue import newest_good, readable_rows, rescue
from benchapp.ui.text.message_texts import say_error
from tests.store.another_user import as_another_user, folder_for_two
from tests.store.damage import spoilt_page
from tests.store.journal.test_backups import DAY, ids_of, journal_of


def test_each_damaged_journal_is_kept_under_a_name_of_its_own(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    kept = [Path(rescue(journal, tmp_path / "backups", "a test").aside).name for _ in range(2)]

    assert kept == ["journal-damaged-1.sqlite", "journal-damaged-2.sqlite"]
    assert ids_of(journal) == ids_of(tmp_path / kept[0])


def test_a_journal_that_cannot_be_mended_is_said_and_as_it_was(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    in_the_way = tmp_path / ".journal.sqlite.rescued"
    (in_the_way / "something").mkdir(parents=True)
    before = journal.read_bytes()

    with pytest.raises(BenchError) as refused:
        rescue(journal, tmp_path / "backups", "a test")

    assert (refused.value.code, refused.value.values["damage"]) == (Message.JOURNAL_NOT_MENDED, "a test")
    assert journal.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [in_the_way, journal]


@pytest.mark.parametrize("with_heads", [True, False])
def test_a_backup_that_is_damaged_is_passed_over_for_an_older_one(tmp_path: Path, with_heads: bool) -> None:
    journal, folder = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    good = make_backup(journal, folder, DAY)
    make_backup(journal, folder, DAY + timedelta(days=1)).file.write_bytes(b"no journal")

    assert newest_good(folder, heads_in(journal) if with_heads else {}) == (good.file, 7)


def test_a_file_in_the_place_of_the_folder_of_backups_is_said(tmp_path: Path) -> None:
    (tmp_path / "backups").touch()

    with pytest.raises(BenchError) as refused:
        newest_good(tmp_path / "backups", {})
    assert refused.value.code is Message.CANNOT_BE_READ
    assert refused.value.values["file"] == str(tmp_path / "backups")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root, to be a second user")
def test_a_backup_that_may_not_be_read_is_not_passed_over_for_an_older_one() -> None:
    with folder_for_two() as shared:
        journal, folder = journal_of(shared / "journal.sqlite"), shared / "backups"
        make_backup(journal, folder, DAY).file.chmod(0o644)
        newest = make_backup(journal, folder, DAY + timedelta(days=1)).file
        folder.chmod(0o755)
        with as_another_user(), pytest.raises(BenchError) as refused:
            newest_good(folder, {})

    assert (refused.value.code, refused.value.values["file"]) == (Message.FILE_OF_ANOTHER, str(newest))


def test_of_a_file_that_is_not_there_nothing_is_read(tmp_path: Path) -> None:
    assert list(readable_rows(tmp_path / "gone.sqlite")) == []
    assert list(tmp_path.iterdir()) == []


def test_rows_whose_numbers_are_impossible_are_read_along_the_indexes(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    with closing(sqlite3.connect(journal)) as tool:
        tool.execute("UPDATE entry SET rowid = 1000000000000 WHERE sequence = 3")
        tool.commit()

    assert {row.sequence for row in readable_rows(journal)} == set(range(1, 8))
    spoilt_page(journal, "entry_in_order")
    assert {row.sequence for row in readable_rows(journal)} == set(range(1, 8))


def test_a_row_that_is_not_understood_or_was_changed_is_left(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    with closing(sqlite3.connect(journal)) as tool:
        tool.execute("UPDATE entry SET body = CAST('5' AS BLOB) WHERE sequence = 3")
        tool.execute("UPDATE entry SET person = 'somebody else' WHERE sequence = 4")
        tool.commit()

    assert [row.sequence for row in readable_rows(journal)] == [1, 2, 5, 6, 7]


def test_what_only_a_newer_version_reads_is_rescued(tmp_path: Path) -> None:
    journal, backups = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    with closing(Journal(journal, read_only=True)) as opened:
        last = list(opened.rows())[-1]
    chain = "00000009-0000-4000-8000-000000000009"
    foreign = replace(last, uuid="foreign", chain=chain, sequence=1, kind="TubeWeighed", version=3, previous="")
    assert add_rows(journal, [foreign.sealed()]) == RowsAdded(1, 0)

    done = rescue(journal, backups, "its check could not read all of it")

    assert done.salvaged == 8
    with closing(Journal(journal, read_only=True)) as opened:
        assert opened.heads()[chain] == (1, foreign.sealed().hash)


def test_entries_in_whose_place_the_backup_has_others_are_told(tmp_path: Path) -> None:
    """They were left out without a word."""
    journal, backups = journal_of(tmp_path / "journal.sqlite"), tmp_path / "backups"
    make_backup(journal, backups, DAY)
    with closing(Journal(journal, read_only=True)) as opened:
        last = list(opened.rows())[-1]
    other = replace(last, uuid="other", person="Jo").sealed()
    with closing(sqlite3.connect(journal)) as tool:
        tool.execute("UPDATE entry SET uuid = 'other', person = 'Jo', hash = ? WHERE uuid = ?", (other.hash, last.uuid))
        tool.commit()

    done = rescue(journal, backups, "its check could not read all of it")

    assert (done.salvaged, done.apart) == (0, 1)
    message = done.message()
    assert message.code is Message.JOURNAL_RESCUED_APART
    assert "1 entry of the damaged file" in plain_spaces(say_error(message))
    assert other.hash in {row.hash for row in readable_rows(Path(done.aside))}
    assert last.uuid in ids_of(journal)


def test_rows_of_other_types_are_left(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    with closing(sqlite3.connect(journal)) as tool:
        columns = [row[1] for row in tool.execute("SELECT * FROM pragma_table_info('entry')")]
        rows = tool.execute(f"SELECT {', '.join(columns)} FROM entry").fetchall()  # noqa: S608
        tool.execute("DROP TABLE entry")
        # Without the types that the journal insists on.
        tool.execute(f"CREATE TABLE entry ({', '.join(columns)})")
        marks = ", ".join("?" * len(columns))
        tool.executemany(f"INSERT INTO entry VALUES ({marks})", rows)  # noqa: S608
        tool.execute("UPDATE entry SET body = NULL WHERE sequence = 3")
        tool.commit()

    assert [row.sequence for row in readable_rows(journal)] == [1, 2, 4, 5, 6, 7]
