"""Years that are over in files of their own: what is read stays the same, whatever is cut short, missing or damaged."""

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.domain.journal.entries import Body, NoteAdded, PersonNamed, SolutionAdded, SolutionDiscarded
from benchapp.domain.journal.state import replay
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal import closing as years
from benchapp.store.journal import incremental, joining
from benchapp.store.journal.backups import backups_in, copy_journal, heads_in, make_backup, put_back, verified
from benchapp.store.journal.bases import bases_of, bring, closed_by
from benchapp.store.journal.closing import (
    JournalWithoutYears,
    begin_clearing,
    clear_years,
    close_years,
    keep_closed,
    tend_years,
    year_to_close,
)
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.journal.joining import add_rows
from benchapp.store.journal.journal import Journal, reader_of
from benchapp.store.journal.journal_file import JournalFile
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.rescue import replace_missing, rescue
from benchapp.store.journal.snapshot import load_bench, save_snapshot
from benchapp.store.journal.whole_journal import check_journal
from benchapp.store.lab.held_rows import RowsInFile
from tests.making import solution
from tests.store.damage import damaged
from tests.store.journal.test_backups import ids_of
from tests.store.journal.test_incremental import KILL

THEN, NOW = datetime(2025, 11, 3, 9, tzinfo=UTC), datetime(2026, 11, 3, 9, tzinfo=UTC)
YEAR = 2025


def quietly(_done: int, _whole: int) -> None:
    """Nobody follows the progress."""


def at_once(_span_s: float) -> None:
    """Nobody waits."""


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of two years and of two computers, with a stock of the first year that is still in hand."""
    monkeypatch.setattr(years, "FEWEST", 5)
    monkeypatch.setattr(joining, "AT_ONCE", 3)
    file = tmp_path / "journal.sqlite"
    for at in (THEN, NOW):
        for installation in ("here", "another"):
            bodies: list[Body] = [
                SolutionAdded(solution(f"{installation} {at.year}")),
                *(NoteAdded(f"note {number}", f"{installation} {at.year}") for number in range(6)),
                *([SolutionDiscarded(f"{installation} 2025", "used up")] if installation == "another" else []),
            ]
            with closing(Journal(file, Writer(installation, at))) as opened:
                opened.append_all(bodies, recorded=at, happened=at)
    return file


def read(file: Path) -> tuple[object, ...]:
    """Return everything that is read of a journal."""
    with closing(Journal(file, read_only=True)) as opened:
        rows = list(opened.rows())
        return (
            rows,
            opened.heads(),
            len(opened),
            opened.last_hash(),
            list(opened.backwards()),
            opened.is_of_several(),
            opened.find(rows[3].uuid),
            opened.origin_of("here 2025"),
            opened.count_after((rows[7].lamport, rows[7].chain, rows[7].sequence)),
            replay(opened.entries()),
            [list(opened.rows_of(chain, ordered=True)) for chain in opened.heads()],
        )


def own(file: Path) -> list[StoredRow]:
    with closing(JournalFile(file, read_only=True, lenient=True)) as opened:
        return list(opened.own_rows())


def closed(journal: Path) -> Path:
    base = close_years(journal, journal.parent / "backups", YEAR, quietly)
    assert base is not None
    return journal.with_name(base.file)


def cleared(journal: Path) -> Path:
    file = closed(journal)
    assert clear(journal) == 15
    return file


def clear(journal: Path) -> int:
    begin_clearing(journal)
    return clear_years(journal, journal.parent / "backups", at_once)


def test_what_is_read_is_the_same_before_while_and_after_a_year_is_closed(journal: Path) -> None:
    before, backups = read(journal), journal.parent / "backups"
    with closing(Journal(journal, Writer("here", NOW))) as opened:
        file = closed(journal)
        # Nothing is gone from the journal yet, for whoever had it open before.
        assert list(opened.rows()) == before[0]
        assert len(own(journal)) == 32
        assert read(journal) == before
        opened.append(PersonNamed("Mara"), recorded=NOW, happened=NOW)
    # Nor is anything deleted while something may have it open from before.
    assert clear_years(journal, backups, at_once) == 0
    after = read(journal)
    begin_clearing(journal)
    assert read(journal) == after

    assert clear_years(journal, backups, at_once) == 15
    assert clear_years(journal, backups, at_once) == 0

    assert read(journal) == after
    # The beginnings of chains stay.
    assert [row.kind for row in own(journal)].count("ChainStarted") == 2
    assert len(own(journal)) == 32 + 1 - 15
    assert file.name.startswith("closed-2025-")
    assert (backups / file.name).read_bytes() == file.read_bytes()
    assert verified(file.with_name("journal.sqlite")) == 33
    assert check_journal(reader_of(journal), {}, journal.with_name("snapshot")) == ()
    # What is written goes on as before, also where it is of the closed year.
    with closing(Journal(journal, Writer("here", NOW))) as opened:
        opened.append(PersonNamed("Jo"), recorded=THEN, happened=THEN)
        assert opened.is_closed(own(file)[0].uuid)
        assert not opened.is_closed(opened.entries()[-1].id)
    assert verified(journal) == 34


def test_whoever_writes_at_the_bench_gets_in_between_two_deletions(journal: Path) -> None:
    closed(journal)
    pauses = []

    def pause(span_s: float) -> None:
        # Nothing is held meanwhile: SQLite waits for nobody here, and would fail.
        with closing(sqlite3.connect(journal, isolation_level=None, timeout=0)) as other:
            other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")
        pauses.append(span_s)

    begin_clearing(journal)
    assert clear_years(journal, journal.parent / "backups", pause) == 15
    assert len(pauses) >= 5
    # Who waits asks again each 0.1 s at the latest.
    assert min(pauses) > 0.1


def long_journal(beside: Path) -> Path:
    """Write a journal of which most is in a year that is over."""
    file = beside.with_name("long.sqlite")
    with closing(Journal(file, Writer("here", THEN))) as opened:
        notes = [NoteAdded("long " * 1000, "here 2025")] * 40
        opened.append_all([SolutionAdded(solution("here 2025")), *notes], recorded=THEN, happened=THEN)
        opened.append(PersonNamed("Mara"), recorded=NOW, happened=NOW)
    return file


def free_pages(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    return int(free)


@pytest.mark.parametrize("made_for_it", [True, False])
def test_the_room_of_what_is_deleted_is_given_back_where_the_file_was_made_for_it(
    journal: Path, monkeypatch: pytest.MonkeyPatch, *, made_for_it: bool
) -> None:
    journal = long_journal(journal)
    if not made_for_it:
        with closing(sqlite3.connect(journal)) as connection:
            connection.execute("PRAGMA auto_vacuum = NONE")
            connection.execute("VACUUM")
    before, size = read(journal), journal.stat().st_size
    closed(journal)
    monkeypatch.setattr(years, "_PAGES_AT_ONCE", 7)
    assert clear(journal) == 41

    assert read(journal) == before
    assert (free_pages(journal) > 40) != made_for_it
    assert (journal.stat().st_size < size / 2) == made_for_it
    assert check_journal(reader_of(journal), {}, journal.with_name("snapshot")) == ()


def test_what_was_not_given_back_is_at_the_next_start(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = long_journal(journal)
    closed(journal)
    with monkeypatch.context() as off:
        off.setattr(years, "_give_back", lambda _connection, _pause: None)
        assert clear(journal) == 41
    assert free_pages(journal) > 40

    assert clear(journal) == 0
    assert free_pages(journal) == 0


def test_the_exchange_reads_what_is_closed_and_what_comes_late_stays_in_the_journal(journal: Path) -> None:
    cleared(journal)
    held = RowsInFile(journal)
    chain, (last, _) = next((chain, head) for chain, head in heads_in(journal).items())
    assert [row.sequence for row in held.rows_after(chain, 0, 100)] == list(range(1, last + 1))
    assert held.gap(chain) is None
    assert held.hash_at(chain, 3) != ""
    first = held.rows_after(chain, 0, 1)[0]
    late = replace(first, uuid="late", chain="late", lamport=5).sealed()
    held.add([late])
    held.close()

    with closing(Journal(journal, read_only=True)) as opened:
        assert next(opened.rows()) == late
    assert late in own(journal)
    assert verified(journal) == 33
    assert year_to_close(journal, NOW) is None


def test_the_row_that_was_added_last_stays_so_that_rows_are_numbered_on(journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("DELETE FROM entry WHERE lamport >= ?", (years._end_of(YEAR),))
        connection.commit()
    with closing(Journal(journal, read_only=True)) as opened:
        last, before = opened.rows_known, list(opened.rows())

    closed(journal)
    clear(journal)

    with closing(Journal(journal, read_only=True)) as opened:
        assert opened.rows_known == last
        assert list(opened.rows()) == before
    assert [row.kind for row in own(journal)] == ["ChainStarted", "ChainStarted", "SolutionDiscarded"]


def test_only_what_is_long_over_and_much_is_closed(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert year_to_close(journal, NOW) == YEAR
    assert year_to_close(journal, datetime(2026, 3, 1, tzinfo=UTC)) is None
    monkeypatch.setattr(years, "FEWEST", 100)
    assert year_to_close(journal, NOW) is None
    monkeypatch.setattr(years, "FEWEST", 5)
    closed(journal)
    # One after the other.
    assert year_to_close(journal, NOW + timedelta(days=365)) is None
    clear(journal)
    assert year_to_close(journal, NOW + timedelta(days=365)) == YEAR + 1
    monkeypatch.setattr(years, "MOST_CLOSED", 1)
    assert year_to_close(journal, NOW + timedelta(days=365)) is None


def test_once_a_day_what_is_over_is_closed_and_both_copies_are_kept_whole(journal: Path) -> None:
    backups, before = journal.parent / "backups", read(journal)

    made = tend_years(journal, backups, NOW, quietly)

    assert made is not None
    assert tend_years(journal, backups, NOW, quietly) is None
    (backups / made.file).unlink()
    damaged(journal.with_name(made.file), "nul tail", random.Random(1))
    # Neither is whole: that is said, and nothing is deleted from the journal.
    with pytest.raises(BenchError) as said:
        tend_years(journal, backups, NOW, quietly)
    assert said.value.code == Message.JOURNAL_YEARS_LACKING
    assert clear(journal) == 0
    assert len(own(journal)) == 32
    assert len(before[0]) == 32  # type: ignore[arg-type]


@pytest.mark.parametrize("damage", ["gone", "nul head", "nul tail", "truncated"])
@pytest.mark.parametrize("copy", ["journal", "backups"])
def test_a_closed_year_that_is_missing_or_damaged_is_taken_from_its_copy(journal: Path, damage: str, copy: str) -> None:
    before, file, backups = read(journal), cleared(journal), journal.parent / "backups"
    harmed = file if copy == "journal" else backups / file.name
    kept = harmed.read_bytes()
    if damage == "gone":
        harmed.unlink()
    else:
        damaged(harmed, damage, random.Random(1))

    keep_closed(journal, backups)

    assert harmed.read_bytes() == kept
    assert read(journal) == before
    if damage == "nul tail":
        damaged(harmed, damage, random.Random(2))
        keep_closed(journal, backups)
        assert harmed.with_name(f"damaged-2-{file.name}").exists()
        harmed.with_name(f"damaged-2-{file.name}").unlink()
    # What was damaged stays beside it.
    assert [one.name for one in harmed.parent.glob("damaged-*")] == (
        [] if damage == "gone" else [f"damaged-1-{file.name}"]
    )


@pytest.mark.parametrize("damage", ["gone", "nul head", "truncated"])
def test_without_a_closed_year_the_rest_is_read_and_nothing_is_written(
    journal: Path, tmp_path: Path, damage: str
) -> None:
    file, snapshot = cleared(journal), tmp_path / "snapshot"
    with closing(Journal(journal, Writer("here", NOW))) as opened:
        whole, heads = replay(opened.entries()), opened.heads()
        save_snapshot(whole, heads, snapshot, opened.rows_known)
    if damage == "gone":
        file.unlink()
    else:
        damaged(file, damage, random.Random(1))
    data = journal.read_bytes()

    for strict in (lambda: Journal(journal), lambda: Journal(journal, read_only=True), lambda: JournalFile(journal)):
        with pytest.raises(BenchError) as refused:
            strict()
        assert refused.value.code == Message.JOURNAL_YEARS_LACKING
    with pytest.raises(BenchError):
        RowsInFile(journal).chains()
    with closing(JournalWithoutYears(journal, Writer("here", NOW))) as opened:
        assert opened.lacking
        assert opened.why_read_only is not None
        assert opened.why_read_only.values["file"] == str(file)
        assert len(opened) == 17
        assert len(opened.entries()) == 17
        with pytest.raises(BenchError):
            opened.append(PersonNamed("Mara"), recorded=NOW, happened=NOW)
        again = opened.again()
        assert len(again) == 17
        again.close()
        # What holds now is known all the same; without a snapshot, what follows from the rest, which is not kept.
        loaded = load_bench(opened, snapshot)
        assert [one.solution.id for one in loaded.bench.in_hand()] == ["here 2025", "here 2026", "another 2026"]
        assert (loaded.kept, loaded.current) == (True, True)
        rest = load_bench(opened, tmp_path / "none")
        assert [one.solution.id for one in rest.bench.in_hand()] == ["here 2026", "another 2026"]
        assert (rest.kept, rest.current) == (False, True)
    assert journal.read_bytes() == data


def test_an_entry_that_is_not_as_it_was_written_is_not_closed(journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("UPDATE entry SET person = 'somebody else' WHERE sequence = 4")
        connection.commit()

    assert close_years(journal, journal.parent / "backups", YEAR, quietly) is None
    assert bases_of(journal) == ()
    assert sorted(one.name for one in journal.parent.iterdir()) == ["journal.sqlite"]


def test_an_entry_that_was_changed_after_its_year_was_closed_stays_and_is_found(journal: Path) -> None:
    file = closed(journal)
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("UPDATE entry SET hash = ? WHERE sequence = 4 AND chain = ?", ("0" * 64, own(file)[0].chain))
        connection.commit()

    assert clear(journal) == 14
    with pytest.raises(BenchError):
        verified(journal)


def test_backups_of_a_journal_with_closed_years_come_with_them(
    journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incremental, "WHOLE_BELOW", 0)
    backups, elsewhere = tmp_path / "backups", tmp_path / "stick"
    early = make_backup(journal, backups, NOW)
    file = closed(journal)
    while_closing = make_backup(journal, backups, NOW + timedelta(minutes=1), daily=False)
    clear(journal)
    (backups / file.name).unlink()
    full = make_backup(journal, backups, NOW + timedelta(minutes=2), daily=False)
    with closing(Journal(journal, Writer("here", NOW))) as opened:
        opened.append(PersonNamed("Mara"), recorded=NOW, happened=NOW)
    before = read(journal)
    part = make_backup(journal, backups, NOW + timedelta(minutes=3), work=True)
    copy = copy_journal(journal, elsewhere, NOW, "copy")

    assert bases_of(early.file) == ()
    assert closed_by(while_closing.file) == closed_by(full.file) == closed_by(copy) == closed_by(journal)
    assert len(bases_of(part.file)) in {1, 2}
    assert read(part.file) == read(copy) == before
    assert all(verified(one.file) in {32, 33} for one in backups_in(backups))
    # Put back in an empty folder it brings the closed year with it.
    for number, one in enumerate(backups_in(backups)):
        place = tmp_path / str(number) / "journal.sqlite"
        place.parent.mkdir()
        place.write_bytes(b"in its place")
        put_back(one.file, place, place.with_name("aside"))
        assert verified(place) == verified(one.file)


@pytest.mark.parametrize("backed_up", ["before", "after", "never"])
@pytest.mark.parametrize("damage", ["gone", "no database", "nul head"])
def test_a_damaged_journal_is_rescued_with_its_closed_years(
    journal: Path, tmp_path: Path, damage: str, backed_up: str
) -> None:
    backups = tmp_path / "backups"
    if backed_up == "before":
        make_backup(journal, backups, NOW)
        with closing(Journal(journal, Writer("here", THEN))) as opened:
            opened.append(PersonNamed("late"), recorded=THEN, happened=THEN)
    before = set(ids_of(journal))
    file = closed(journal)
    clear(journal)
    taken_over = {row.uuid for row in own(file)}
    if backed_up == "after":
        make_backup(journal, backups, NOW)
    heads = heads_in(journal)
    if damage == "gone":
        journal.unlink()
        done = replace_missing(journal, backups, heads)
        if backed_up == "never":
            assert done is not None
            assert done.backup == ""
            return
    else:
        damaged(journal, damage, random.Random(1))
        rescue(journal, backups, "a test", heads)

    there = set(ids_of(journal))
    assert taken_over <= there
    if backed_up == "after":
        assert there == before


def test_what_is_in_a_closed_year_is_not_added_again(journal: Path) -> None:
    file = cleared(journal)

    added = add_rows(journal, own(file))

    assert (added.count, added.apart) == (0, 0)
    other = replace(own(file)[0], person="somebody else").sealed()
    assert add_rows(journal, [other]).apart == 1


def test_one_that_is_whole_nowhere_cannot_be_brought(journal: Path, tmp_path: Path) -> None:
    file = closed(journal)
    (base,) = closed_by(journal)
    damaged(file, "nul tail", random.Random(1))
    (tmp_path / "elsewhere").mkdir()

    with pytest.raises(sqlite3.DatabaseError, match="not there as it was"):
        bring(base, tmp_path, tmp_path / "elsewhere")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("what", ["close", "clear"])
def test_killed_at_any_step_the_journal_is_what_it_was(journal: Path, tmp_path: Path, what: str) -> None:
    before, steps, done = read(journal), 0, False
    data = journal.read_bytes()
    while not done:
        place = tmp_path / str(steps) / "journal.sqlite"
        place.parent.mkdir()
        place.write_bytes(data)
        backups = place.parent / "backups"
        if what == "clear":
            closed(place)
        with KILL.after(steps):
            if what == "close":
                close_years(place, backups, YEAR, quietly)
            else:
                clear(place)
            done = True
        steps += 1
        assert read(place) == before
        assert verified(place) == 32
        # And it goes on from there.
        if not closed_by(place):
            close_years(place, backups, YEAR, quietly)
        clear(place)
        assert read(place) == before
        assert len(own(place)) == 17
    assert steps > (8 if what == "close" else 1)


def test_stopped_within_the_clearing_each_entry_is_read_once(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, _ = read(journal), closed(journal)
    begin_clearing(journal)
    delete = years._DELETE
    left = [2]

    class Cut(sqlite3.Connection):
        def execute(self, query: str, *values: object) -> sqlite3.Cursor:
            if query == delete:
                left[0] -= 1
                if left[0] < 0:
                    raise sqlite3.OperationalError("the disk is gone")
            return super().execute(query, *values)  # type: ignore[arg-type]

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **{"factory": Cut, **named}))
    with closing(Journal(journal, Writer("here", NOW))) as opened:
        assert clear(journal) == 0
        assert list(opened.rows()) == before[0]
    assert 17 < len(own(journal)) < 32
    assert read(journal) == before
    assert year_to_close(journal, NOW) is None
    full = make_backup(journal, journal.parent / "backups", NOW)
    assert read(full.file) == before
    left[0] = 100
    clear(journal)
    assert read(journal) == before
    assert len(own(journal)) == 17


def test_a_folder_that_cannot_be_written_is_said(journal: Path) -> None:
    (journal.parent / "backups").touch()

    with pytest.raises(BenchError) as refused:
        tend_years(journal, journal.parent / "backups", NOW, quietly)
    assert refused.value.code == Message.BACKUP_FAILED
    assert bases_of(journal) == ()


def test_of_what_is_no_journal_no_year_is_kept(tmp_path: Path) -> None:
    keep_closed(tmp_path / "gone.sqlite", tmp_path / "backups")

    assert clear_years(tmp_path / "gone.sqlite", tmp_path / "backups", at_once) == 0
    assert list(tmp_path.iterdir()) == []
