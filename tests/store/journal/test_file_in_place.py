"""The place of a journal's file, watched while the file is open."""

from contextlib import closing
from pathlib import Path

from benchapp.domain.messages import Message
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
