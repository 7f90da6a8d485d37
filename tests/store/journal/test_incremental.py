"""Incremental backups: what the last full backup lacks, and what speaks against one."""

import os
import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.domain.journal.entries import PersonNamed
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal import incremental, joining
from benchapp.store.journal.backups import (
    WORK_KEPT,
    Backup,
    backups_in,
    copy_journal,
    heads_in,
    make_backup,
    put_back,
    verified,
)
from benchapp.store.journal.bases import bases_of
from benchapp.store.journal.joining import add_rows
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.journal_file import JournalFile
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.replaced_journal import keep_held
from benchapp.store.journal.rescue import newest_good, replace_missing, rescue
from tests.making import BEGIN
from tests.store.damage import damaged
from tests.store.every_body import EVERY_BODY
from tests.store.journal.test_backups import DAY, ids_of, journal_of, open_here

MINUTE = timedelta(minutes=1)


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal that is long enough for increments."""
    monkeypatch.setattr(incremental, "WHOLE_BELOW", 0)
    monkeypatch.setattr(joining, "AT_ONCE", 2)
    with closing(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN))) as made:
        bodies = [PersonNamed(f"person {number}") for number in range(99)]
        made.append_all(bodies, recorded=BEGIN, happened=BEGIN)
    return tmp_path / "journal.sqlite"


def written(journal: Path, count: int = 3, installation: str = "here") -> None:
    with closing(Journal(journal, Writer(installation, BEGIN))) as opened:
        for number in range(count):
            opened.append(PersonNamed(f"later {number}"), recorded=BEGIN, happened=BEGIN)


def changed(file: Path, query: str, *values: object) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(query, values)
        connection.commit()


def backed_up(journal: Path, minutes: int = 0, *, work: bool = True, spared: Path | None = None) -> Backup:
    return make_backup(
        journal, journal.parent / "backups", DAY + minutes * MINUTE, daily=not work, work=work, spared=spared
    )


def rests_on(backup: Backup) -> list[str]:
    return [base.file for base in bases_of(backup.file)]


def test_the_second_backup_holds_what_the_first_lacks_and_reads_as_the_whole_journal(journal: Path) -> None:
    full = backed_up(journal)
    written(journal)
    # A chain of its own goes with it.
    written(journal, 2, "another")

    second = backed_up(journal, 1)

    assert (rests_on(full), rests_on(second)) == ([], [full.file.name])
    with closing(JournalFile(second.file, read_only=True)) as opened:
        assert len(list(opened.own_rows())) == 6
    assert ids_of(second.file) == ids_of(journal)
    assert verified(second.file) == 106
    assert heads_in(second.file) == heads_in(journal)
    with closing(Journal(journal, read_only=True)) as opened_journal:
        assert second.head == opened_journal.last_hash()[:12]
        kept = Journal(second.file, read_only=True)
        assert kept.entries() == opened_journal.entries()
        assert list(kept.backwards()) == list(opened_journal.backwards())
        assert kept.is_of_several()
        kept.close()


def test_with_nothing_new_it_holds_nothing(journal: Path) -> None:
    full, second = backed_up(journal), backed_up(journal, 1)

    assert rests_on(second) == [full.file.name]
    assert ids_of(second.file) == ids_of(journal)


def test_a_short_journal_a_copy_elsewhere_and_one_before_a_change_are_whole(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = journal.parent / "backups"
    backed_up(journal)
    copy = copy_journal(journal, folder, DAY, "copy")
    before = make_backup(journal, folder, DAY, daily=False)
    monkeypatch.undo()
    short = backed_up(journal, 1)

    assert bases_of(copy) == ()
    assert (rests_on(before), rests_on(short)) == ([], [])


def test_what_grows_beyond_its_part_of_the_full_one_is_a_full_one_again(journal: Path) -> None:
    full = backed_up(journal)
    written(journal, 6)
    within = backed_up(journal, 1)
    written(journal, 1)
    beyond = backed_up(journal, 2)
    after = backed_up(journal, 3)

    assert rests_on(within) == [full.file.name]
    assert rests_on(beyond) == []
    assert rests_on(after) == [beyond.file.name]


def test_it_rests_on_the_full_one_that_goes_furthest_whatever_the_clock_said(journal: Path) -> None:
    backed_up(journal, 60)
    written(journal, 10)
    full = backed_up(journal)

    assert rests_on(backed_up(journal, 1)) == [full.file.name]


@pytest.mark.parametrize("change", ["another entry", "other bytes", "cut", "gone"])
def test_a_full_one_that_is_not_what_it_was_is_made_anew(journal: Path, change: str) -> None:
    full = backed_up(journal, work=False)
    increment = backed_up(journal, 1)
    if change == "gone":
        full.file.unlink()
    elif change == "another entry":
        changed(full.file, "UPDATE entry SET person = 'somebody else' WHERE sequence = 3")
    else:
        damaged(full.file, "nul tail" if change == "other bytes" else "truncated", random.Random(1))

    anew = backed_up(journal, 24 * 60, work=False)

    assert rests_on(anew) == []
    assert verified(anew.file) == 100
    with pytest.raises(BenchError):
        verified(increment.file)
    assert newest_good(journal.parent / "backups", heads_in(journal)) == (anew.file, 100)


def test_a_full_one_is_verified_before_the_first_rests_on_it(journal: Path) -> None:
    full = backed_up(journal)
    changed(full.file, "UPDATE entry SET person = 'somebody else' WHERE sequence = 3")

    assert rests_on(backed_up(journal, 1)) == []


def test_a_journal_that_does_not_go_on_from_the_full_one_has_one_of_its_own(journal: Path, tmp_path: Path) -> None:
    backed_up(journal)
    other = journal_of(tmp_path / "other.sqlite", 20)
    (tmp_path / "other.sqlite").replace(journal)

    assert rests_on(backed_up(journal, 1)) == []
    assert not other.exists()


def test_what_was_missing_in_the_middle_and_came_back_is_in_a_full_one(journal: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.sqlite"
    whole.write_bytes(journal.read_bytes())
    changed(journal, "DELETE FROM entry WHERE sequence = 50")
    folder = tmp_path / "backups"
    folder.mkdir()
    # Made where the gap was known of, which a journal records.
    with_gap = folder / "journal-2026-11-23-140500-aaaa-work.sqlite"
    with_gap.write_bytes(journal.read_bytes())
    with closing(Journal(whole, read_only=True)) as opened:
        add_rows(journal, opened.rows())

    assert rests_on(backed_up(journal, 1)) == []


def second_row(journal: Path, **other: object) -> None:
    """Add a row, rightly sealed, that differs from the last one as is said."""
    with closing(Journal(journal, read_only=True)) as opened:
        *_, last = opened.rows()
    row = replace(last, uuid="n", sequence=last.sequence + 1, lamport=last.lamport + 1, previous=last.hash)
    add_rows(journal, [replace(row, **other).sealed()])


def test_entries_that_only_a_newer_version_knows_are_in_it(journal: Path) -> None:
    backed_up(journal)
    second_row(journal, kind="FromTheFuture")
    second = backed_up(journal, 1)

    assert rests_on(second) != []
    assert verified(second.file) == 101


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"recorded_at": "never"}, Message.JOURNAL_DAMAGED),
        ({"previous": "another"}, Message.BACKUP_OF_FAULTY),
        ({"lamport": 1}, Message.BACKUP_OF_FAULTY),
        ({"chain": "new"}, Message.BACKUP_OF_FAULTY),
    ],
)
def test_rows_that_do_not_go_on_as_they_should_are_left_to_a_full_one(
    journal: Path, row: dict[str, object], code: object
) -> None:
    backed_up(journal)
    second_row(journal, **row)

    with pytest.raises(BenchError) as refused:
        backed_up(journal, 1)
    assert refused.value.code == code
    assert len(list((journal.parent / "backups").iterdir())) == 1


def test_a_row_that_was_changed_is_not_taken_into_it(journal: Path) -> None:
    backed_up(journal)
    written(journal)
    changed(journal, "UPDATE entry SET person = 'somebody else' WHERE sequence = 102")

    with pytest.raises(BenchError) as refused:
        backed_up(journal, 1)
    assert refused.value.code == Message.BACKUP_OF_FAULTY


def test_one_that_was_stopped_takes_no_place(journal: Path) -> None:
    backed_up(journal)
    written(journal)

    def stop(_done: int, _whole: int) -> None:
        raise BenchError(Message.STOPPED)

    with pytest.raises(BenchError) as stopped:
        make_backup(journal, journal.parent / "backups", DAY + MINUTE, tell=stop)
    assert stopped.value.code == Message.STOPPED
    assert len(list((journal.parent / "backups").iterdir())) == 1


def test_those_on_which_a_kept_one_rests_stay_and_the_two_latest_full_ones(journal: Path) -> None:
    first = backed_up(journal)
    chosen = backed_up(journal, 1)
    made = []
    for number in range(2, 40):
        written(journal, 2)
        made.append(backed_up(journal, number, spared=chosen.file))
    folder = journal.parent / "backups"
    full = [one for one in made if one.file.exists() and not rests_on(one)]

    kept = backups_in(folder)
    assert first.file in [one.file for one in kept]
    assert len(full) == 2
    assert all(verified(one.file) for one in kept)
    # The latest full one is lost: what rests on the one before it, or that one itself, is still there.
    full[-1].file.unlink()
    good, count = newest_good(folder, heads_in(journal))
    assert good is not None
    assert count >= 140


def test_put_back_it_is_a_whole_journal(journal: Path, tmp_path: Path) -> None:
    backed_up(journal)
    with closing(open_here(journal)) as opened:
        opened.append_all(EVERY_BODY[:6], recorded=BEGIN, happened=BEGIN)
    before = ids_of(journal)
    second = backed_up(journal, 1)
    written(journal)

    put_back(second.file, journal, tmp_path / "aside.sqlite")

    assert rests_on(second) != []
    assert bases_of(journal) == ()
    assert ids_of(journal) == before
    assert verified(journal) == len(before)


@pytest.mark.parametrize("damage", ["gone", "no database", "replaced"])
def test_a_journal_that_is_gone_or_damaged_goes_on_from_it(journal: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "backups"
    backed_up(journal)
    written(journal)
    before, heads = ids_of(journal), heads_in(journal)
    second = backed_up(journal, 1)
    if damage == "replaced":
        with closing(open_here(journal)) as opened:
            opened.append(PersonNamed("later"), recorded=BEGIN, happened=BEGIN)
            before.append(opened.entries()[-1].id)
            journal.write_bytes(journal_of(tmp_path / "another.sqlite").read_bytes())
            held = keep_held(opened, folder, DAY)
        assert bases_of(held.file) == ()
        assert ids_of(held.file) == before
        return
    if damage == "gone":
        journal.unlink()
        done = replace_missing(journal, folder, heads)
    else:
        damaged(journal, damage, random.Random(1))
        done = rescue(journal, folder, "a test", heads)

    assert done is not None
    assert done.backup == str(second.file)
    assert bases_of(journal) == ()
    assert ids_of(journal) == before


class Killed(BaseException):
    """The program was ended."""


class Kill:
    """Ends the program at one step of what it does with files: that step and all after it are not done."""

    def __init__(self) -> None:
        self.left: int | None = None
        sys.addaudithook(self._on_event)

    def _on_event(self, event: str, values: tuple[object, ...]) -> None:
        if self.left is None or event not in {"open", "os.rename", "os.remove", "os.link", "sqlite3.connect"}:
            return
        if event == "open" and not (isinstance(values[1], str) and set(values[1]) & set("wax+")):
            return
        self.left -= 1
        if self.left < 0:
            raise Killed

    @contextmanager
    def after(self, steps: int) -> Iterator[None]:
        self.left = steps
        try:
            yield
        except Killed:
            pass
        finally:
            self.left = None


KILL = Kill()


@pytest.mark.parametrize("what", ["increment", "put back"])
def test_killed_at_any_step_nothing_that_was_backed_up_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(incremental, "WHOLE_BELOW", 0)
    synced: dict[int, bytes] = {}
    fsync = os.fsync

    def logged(handle: int) -> None:
        fsync(handle)
        if (place := Path(f"/proc/self/fd/{handle}").resolve()).is_file():
            synced[place.stat().st_ino] = place.read_bytes()

    monkeypatch.setattr(os, "fsync", logged)
    steps, done = 0, False
    while not done:
        place = tmp_path / str(steps)
        place.mkdir()
        journal = place / "journal.sqlite"
        with closing(Journal(journal, Writer("here", BEGIN))) as made:
            made.append_all([PersonNamed(str(one)) for one in range(40)], recorded=BEGIN, happened=BEGIN)
        backed_up(journal)
        for minute in range(1, WORK_KEPT + 1):
            second = backed_up(journal, minute)
        written(journal, 1)
        before, there = ids_of(journal), {one.file: one.file.read_bytes() for one in backups_in(place / "backups")}
        with KILL.after(steps):
            if what == "increment":
                backed_up(journal, 9)
            else:
                put_back(second.file, journal, place / "aside.sqlite")
            done = True
        steps += 1
        aside = place / "aside.sqlite"
        assert ids_of(journal) == before or (what == "put back" and ids_of(aside) == before)
        assert verified(journal) >= 41
        kept = backups_in(place / "backups")
        assert len(kept) >= WORK_KEPT
        for one in kept:
            assert verified(one.file) >= 41
            # Whoever loses power has what was written through.
            assert one.file in there or synced[one.file.stat().st_ino] == one.file.read_bytes()
    assert steps > 5
