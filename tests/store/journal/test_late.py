"""What came in late: noted with the entries that came, and never of a computer that has just joined."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchapp.domain.journal.entries import PersonNamed
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.late import LATE_AFTER, late_in
from benchapp.store.journal.own_chains import Writer
from benchapp.store.lab.held_rows import RowsInFile

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
LONG_AGO, JUST_NOW = NOW - timedelta(hours=5), NOW - timedelta(minutes=5)


def rows_of(file: Path, installation: str, *recorded: datetime) -> list[StoredRow]:
    """Let another computer record; give its rows."""
    with closing(Journal(file, Writer(installation, LONG_AGO))) as journal:
        for at in recorded:
            journal.append(PersonNamed(f"{at}"), recorded=at, happened=at)
        return list(journal.rows())


def test_what_was_recorded_long_before_it_came_is_late_and_what_was_not_is_not(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "there.sqlite", "there", LONG_AGO, LONG_AGO, JUST_NOW, JUST_NOW)
    file, chain = tmp_path / "here.sqlite", rows[0].chain
    rows_of(file, "here")
    with closing(RowsInFile(file)) as held:
        held.now = LONG_AGO
        held.add(rows[:1])
    with closing(RowsInFile(file)) as held:
        held.now = NOW
        held.add(rows[1:])

    late = late_in(file)
    assert [late.of(chain, sequence) for sequence in range(1, 6)] == [None, NOW, NOW, None, None]
    assert late.of("another", 2) is None


def test_what_is_new_here_altogether_is_not_late_though_it_comes_in_parts(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "there.sqlite", "there", LONG_AGO, LONG_AGO)
    file = tmp_path / "here.sqlite"
    rows_of(file, "here")
    with closing(RowsInFile(file)) as held:
        held.now = NOW
        held.add(rows[:2])
        held.add(rows[2:])
    assert late_in(file).spans == {}


def test_two_spans_of_one_chain_have_each_their_time(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "there.sqlite", "there", LONG_AGO, LONG_AGO)
    file, chain = tmp_path / "here.sqlite", rows[0].chain
    rows_of(file, "here")
    later = NOW + 2 * LATE_AFTER
    for at, part in ((LONG_AGO, rows[:1]), (NOW, rows[1:2]), (later, rows[2:])):
        with closing(RowsInFile(file)) as held:
            held.now = at
            held.add(part)
    late = late_in(file)
    assert (late.of(chain, 2), late.of(chain, 3)) == (NOW, later)


def test_where_it_cannot_be_read_nothing_is_late(tmp_path: Path) -> None:
    assert late_in(tmp_path / "gone.sqlite").spans == {}
    file = tmp_path / "here.sqlite"
    rows_of(file, "here")
    assert late_in(file).spans == {}
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE late (chain, first, last, at)")
        connection.execute("INSERT INTO late VALUES ('c', 1, 2, 'yesterday')")
        connection.commit()
    assert late_in(file).spans == {}
