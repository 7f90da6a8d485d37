"""A whole journal is read from its beginning and checked, and none of its rows is held."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchapp.domain.journal.state import replay
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.whole_journal import WholeJournal
from tests.store.journal.test_backups import journal_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return journal_of(tmp_path / "journal.sqlite")


def change(path: Path, *commands: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for command in commands:
            connection.execute(command)


def opened(path: Path) -> Journal:
    return Journal(path, read_only=True)


def test_the_state_is_that_of_a_replay_and_the_chain_is_whole(path: Path) -> None:
    with closing(opened(path)) as journal:
        whole = WholeJournal(journal, journal.heads())

        assert whole.state == replay(journal.entries())
        assert whole.count == len(journal)
        assert whole.check.findings(journal) == ()
        assert whole.failure is None


def test_no_row_is_held_when_the_next_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Journal.rows
    held = []

    def rows(journal: Journal) -> Iterator[StoredRow]:
        for row in read(journal):
            yield row
            # The two are this name and that of the loop in `Journal.rows`, which gives rows on as they come.
            held.append(sys.getrefcount(row) - 2)

    monkeypatch.setattr(Journal, "rows", rows)
    with closing(opened(path)) as journal:
        WholeJournal(journal)

    assert len(held) == 7
    # The last loops that gave a row on still have a name for it.
    assert max(held) <= 5
    assert held[0] == held[-1]


def test_what_cannot_be_read_is_said_and_no_finding(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Journal.rows

    def rows(journal: Journal) -> Iterator[StoredRow]:
        yield from read(journal)
        raise BenchError(Message.JOURNAL_DAMAGED, kind=str(journal.path), reason="a page is gone")

    monkeypatch.setattr(Journal, "rows", rows)
    with closing(opened(path)) as journal, pytest.raises(BenchError) as refused:
        WholeJournal(journal)

    assert refused.value.values["reason"] == "a page is gone"


def test_what_comes_after_an_entry_that_nobody_understands_is_checked_too(path: Path) -> None:
    change(
        path, "UPDATE entry SET body = x'7b7d' WHERE sequence = 2", "UPDATE entry SET person = 'Eve' WHERE sequence = 6"
    )
    with closing(opened(path)) as journal:
        whole = WholeJournal(journal)
        (found,) = whole.check.findings(journal)
        (later,) = whole.check.findings(journal, {found.key})

    assert whole.state is None
    assert whole.failure is not None
    assert (found.code, found.sequence, later.sequence, whole.count) == (Message.JOURNAL_EDITED, 2, 6, 7)


CHANGES = (
    "UPDATE entry SET person = 'Eve' WHERE sequence = {}",
    "UPDATE entry SET previous = '' WHERE sequence = {}",
    "UPDATE entry SET previous = 'nobody' WHERE sequence = {}",
    "UPDATE entry SET previous = (SELECT hash FROM entry WHERE sequence = 3) WHERE sequence = {}",
    "UPDATE entry SET lamport = 1 WHERE sequence = {}",
    "UPDATE entry SET lamport = 9223372036854775807 WHERE sequence = {}",
    "UPDATE entry SET sequence = sequence + 100 WHERE sequence = {}",
    "UPDATE entry SET chain = 'another' WHERE sequence = {}",
    "DELETE FROM entry WHERE sequence = {}",
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(1, 7)), min_size=1, max_size=3), st.booleans())
def test_what_is_found_while_reading_is_what_is_found_in_all_rows(
    tmp_path: Path, changes: list[tuple[str, int]], kept: bool
) -> None:
    file = journal_of(tmp_path / "j.sqlite")
    with closing(opened(file)) as journal:
        heads = journal.heads() if kept else {}
    change(file, *(command.format(sequence) for command, sequence in changes))
    with closing(opened(file)) as journal:
        found = WholeJournal(journal, heads).check.findings(journal)
        rows = list(journal.rows())

        assert found == check_chain(rows, heads)
        assert {one.key for one in found} == {one.key for one in check_chain(reversed(rows), heads)}
    file.unlink()
