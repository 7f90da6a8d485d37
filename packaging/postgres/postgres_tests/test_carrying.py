"""Entries travel from one computer's folder to all others, once, and only as they were written."""

from pathlib import Path

import psycopg
import pytest
from benchapp_postgres.__main__ import main
from benchapp_postgres.address import connect
from benchapp_postgres.carrier import Carrier
from benchapp_postgres.server_rows import ServerRows
from benchapp_postgres.sync import Sync
from benchapp_postgres.troubles import TroubleError

from benchapp.domain.journal.entries import NoteAdded
from benchapp.domain.lab.presence import SignOfLife
from benchapp.domain.units.moments import BootSpan
from benchapp.store.lab.segments import line_of
from benchapp.store.lab.signs_of_life import exchange_signs
from postgres_tests.making_lab import Computer, Database, carrying
from postgres_tests.making_server import OWNER, wait_until
from tests.making import moment
from tests.store.lab.making_lab import RowsInMemory, chain_id, written


def once(computer: Computer, database: Database, user: str = "hood-1") -> tuple[int, int]:
    carried = Sync(database.address(user), computer.folder, computer.told.append).once()
    return carried.sent, carried.fetched


def test_what_one_computer_writes_is_in_the_folder_of_the_other(database: Database, tmp_path: Path) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    assert once(one, database) == once(two, database, "hood-2") == (0, 0)
    assert one.folder.lab() == two.folder.lab()
    assert one.folder.lab().name == "Müller lab"

    one.write(3)
    two.write(2)
    assert once(one, database) == (3, 0)
    assert once(two, database, "hood-2") == (2, 1)
    assert once(one, database) == (0, 1)
    assert once(one, database) == once(two, database) == (0, 0)

    everything = one.rows.everything() | two.rows.everything()
    assert set(one.hashes().values()) == set(two.hashes().values()) == everything
    assert len(database.lines()) == 5


def test_a_new_computer_gets_a_long_journal_and_one_that_lost_its_folder_too(
    database: Database, tmp_path: Path
) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    once(one, database)
    written_rows = [
        one.rows.write(one.chain, NoteAdded("µ \x00 ü " * 10, "i1") if number else None) for number in range(7000)
    ]
    for begin in range(0, 7000, 2500):
        one.publish(written_rows[begin : begin + 2500])

    assert once(one, database)[0] == 7000
    assert once(two, database, "hood-2")[0] == 0
    assert set(two.hashes().values()) == one.rows.everything()

    for file in (tmp_path / "one" / "new").iterdir():
        file.unlink()
    once(one, database)
    assert set(one.hashes().values()) == one.rows.everything()


def test_a_database_that_was_put_back_from_a_backup_is_filled_again_by_whoever_has_it(
    database: Database, tmp_path: Path
) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    once(one, database)
    one.write(5)
    once(one, database)
    once(two, database)
    before = database.lines()
    with database.owner() as connection:
        connection.execute("DELETE FROM benchapp.entry WHERE sequence > 2")
        connection.execute("UPDATE benchapp.head SET sequence = 2, hash = %s", (one.rows.hash_at(one.chain, 2),))

    # Not by its own computer: that one may be gone.
    assert once(two, database, "hood-2") == (3, 0)
    assert database.lines() == before


def test_many_small_files_of_others_become_one(database: Database, tmp_path: Path) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    once(one, database)
    once(two, database)
    with connect(database.address()) as here, connect(database.address("hood-2")) as there:
        giving, taking = Carrier(one.folder, ServerRows(here)), Carrier(two.folder, ServerRows(there))
        for number in range(30):
            one.write()
            giving.look(written(1000.0 + number))
            taking.look(written(1000.0 + number))
        assert len(two.folder.recent().names) > 24
        taking.look(written(1700.0))
        taking.look(written(2400.0))
    assert len(two.folder.recent().names) < 10
    assert set(two.hashes().values()) == one.rows.everything()


def test_a_fork_is_refused_by_the_server_and_said(database: Database, tmp_path: Path) -> None:
    one, copy = Computer(1, tmp_path / "one"), Computer(1, tmp_path / "copy")
    other = Computer(3, tmp_path / "copy")
    once(one, database)
    once(copy, database)
    first = one.write(2)
    copy.rows.add(first)
    one.write(2)
    once(one, database)
    kept = database.lines()

    copy.publish(first)
    copy.publish([copy.rows.write(one.chain, NoteAdded("another", "i1")) for _ in range(3)])
    other.write(4)
    with pytest.raises(TroubleError) as refused:
        once(copy, database)
    assert refused.value.sentence == (
        f"Two computers write as if they were one (chain {one.chain}), and the server refuses the second: one of them"
        " is a copy of the other's data folder. Delete the file installation.json from the data folder of the copy, and"
        " start Bench Companion there again."
    )

    # Nothing of it is lost or mixed, and the other chains travel all the same.
    after = database.lines()
    assert {place: after[place] for place in kept} == kept
    assert len(after) == len(kept) + 4
    assert {copy.hashes()[one.chain, number] for number in (3, 4, 5)} <= copy.rows.everything()


def test_the_server_itself_refuses_what_does_not_go_on(database: Database) -> None:
    rows, parted, chain = RowsInMemory(), RowsInMemory(), chain_id(1)
    rows.write(chain)
    parted.add(rows.rows_after(chain, 0, 9))
    for side, text in ((rows, "one"), (parted, "two")):
        for _ in range(3):
            side.write(chain, NoteAdded(text, "i1"))
    lines, others = ([line_of(row) for row in side.rows_after(chain, 0, 9)] for side in (rows, parted))

    def publish(first: int, told: list[bytes], of: str = chain) -> int:
        with connect(database.address()) as connection:
            found = connection.execute("SELECT benchapp.publish(%s, %s::integer, %b)", (of, first, told)).fetchone()
        assert found is not None
        return int(found[0])

    assert publish(1, lines[:2]) == 2
    # Told again, in part again, and by another cut: the same.
    assert publish(1, lines[:2]) == publish(1, lines[:1]) == 2
    assert publish(2, lines[1:3]) == 3
    for first, told, state in (
        (2, others[1:2], "BC001"),  # another entry at a place that there is
        (4, others[3:], "BC001"),  # one that does not go on from the last
        (3, [lines[2], others[3]], "BC001"),  # the same, behind one that does
        (4, [lines[3], lines[3]], "BC001"),  # one that does not go on from the one before it
        (4, [b"[]"], "BC001"),  # none at all
        (5, lines[3:], "BC002"),  # a gap
        (1, [], "BC002"),
        (0, lines, "BC002"),
    ):
        with pytest.raises(psycopg.Error) as refused:
            publish(first, told)
        assert refused.value.sqlstate == state, (first, told)
    assert database.lines() == {(chain, place): line for place, line in enumerate(lines[:3], 1)}
    with pytest.raises(psycopg.errors.CheckViolation):
        publish(1, lines, "another spelling")


def test_nobody_who_takes_part_may_change_or_delete(database: Database, tmp_path: Path) -> None:
    one = Computer(1, tmp_path / "one")
    once(one, database)
    one.write(2)
    once(one, database)
    with connect(database.address("hood-2")) as connection:
        for forbidden in (
            "DELETE FROM benchapp.entry", "UPDATE benchapp.entry SET line = ''", "TRUNCATE benchapp.entry",
            "INSERT INTO benchapp.entry VALUES ('x', 1, '')", "UPDATE benchapp.head SET sequence = 0",
            "DELETE FROM benchapp.head", "UPDATE benchapp.lab SET name = ''", "DROP SCHEMA benchapp CASCADE",
            "CREATE TABLE benchapp.mine (a integer)",
            "CREATE OR REPLACE FUNCTION benchapp.hashes(line bytea) RETURNS text[] LANGUAGE sql AS 'SELECT NULL'",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)
    assert len(database.lines()) == 2


def test_what_was_changed_on_the_server_is_not_brought_here(database: Database, tmp_path: Path) -> None:
    one, two, three = (Computer(number, tmp_path / str(number)) for number in (1, 2, 3))
    for computer in (one, two, three):
        once(computer, database)
    one.write(5)
    three.write(2)
    once(one, database)
    once(three, database)
    with database.owner() as connection:
        connection.execute(
            "UPDATE benchapp.entry SET line = convert_to(replace(convert_from(line, 'UTF8'), 'note 3', 'x'), 'UTF8')"
            " WHERE sequence = 4 AND chain = %s",
            (one.chain,),
        )

    with pytest.raises(TroubleError, match=r"Entry 4 of the chain .* is not as it was written"):
        once(two, database, "hood-2")

    assert set(two.hashes()) == {(one.chain, number) for number in (1, 2, 3)} | {(three.chain, 1), (three.chain, 2)}


def test_two_labs_are_not_mixed(database: Database, tmp_path: Path) -> None:
    one = Computer(1, tmp_path / "one")
    (tmp_path / "one").mkdir()
    one.folder.make("another lab")
    one.write()
    with pytest.raises(TroubleError, match="of another lab"):
        once(one, database)
    assert database.lines() == {}


def test_a_change_in_the_folder_and_on_the_server_is_noticed_at_once(database: Database, tmp_path: Path) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    with carrying(one, database.address(), poll_s=600), carrying(two, database.address("hood-2"), poll_s=600):
        wait_until(lambda: bool(one.told and two.told))
        for number in range(5):
            one.write()
            wait_until(lambda: (one.chain, number + 1) in two.hashes(), 20.0)  # noqa: B023 (waited for here)
    assert one.sentences() == two.sentences() == []


def sign(computer: Computer, program: str = "0.1") -> SignOfLife:
    """Leave a sign of life in a computer's folder as its program does, and return the newest of others there."""
    made = SignOfLife(computer.chain, 0, program, moment(), (BootSpan(moment(), moment()),), {"a boot": 1.5})
    exchange_signs(computer.folder, (), (computer.chain,), made)
    return made


def seen(computer: Computer) -> list[tuple[str, int, str]]:
    fresh = exchange_signs(computer.folder, (), (computer.chain,), None).fresh
    assert all(one.boots and one.seen == {"a boot": 1.5} for one in fresh)
    return [(one.chain, one.counter, one.program) for one in fresh]


def test_signs_of_life_travel_too_and_the_newest_takes_the_place_of_the_one_before(
    database: Database, tmp_path: Path
) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    once(one, database)
    once(two, database, "hood-2")
    sign(one)
    sign(two)
    once(one, database)
    once(two, database, "hood-2")
    once(one, database)
    assert seen(one) == [(two.chain, 1, "0.1")]
    assert seen(two) == [(one.chain, 1, "0.1")]

    sign(one, "0.2")
    once(one, database)
    once(two, database, "hood-2")
    assert seen(two) == [(one.chain, 2, "0.2")]
    assert len(list((tmp_path / "two" / "here").iterdir())) == 2

    # A folder that was emptied begins again behind what the others have seen.
    for file in (tmp_path / "one" / "here").iterdir():
        file.unlink()
    once(one, database)
    sign(one, "0.3")
    once(one, database)
    once(two, database, "hood-2")
    assert seen(two) == [(one.chain, 3, "0.3")]


def test_a_sign_is_carried_by_the_hint_of_the_server(database: Database, tmp_path: Path) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    with carrying(one, database.address(), poll_s=600), carrying(two, database.address("hood-2"), poll_s=600):
        wait_until(lambda: bool(one.told and two.told))
        for number in (1, 2):
            sign(one)
            wait_until(lambda: [place[1] for place in seen(two)] == [number], 20.0)  # noqa: B023 (waited for here)
    assert one.sentences() == two.sentences() == []


def test_what_is_no_sign_stays_where_it_is(database: Database, tmp_path: Path) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    once(one, database)
    once(two, database)
    sign(one)
    (tmp_path / "one" / "here" / f"{two.chain}-00000007.json").write_bytes(b"{}")
    once(one, database)
    with connect(database.address("hood-3")) as connection:
        connection.execute("SELECT benchapp.leave_sign(%s, 9, %b)", (chain_id(9), b"none"))
        for chain, counter, data in (("../../x", 1, b""), (chain_id(9), 0, b""), (chain_id(9), 10, b"x" * 70_000)):
            with pytest.raises(psycopg.errors.CheckViolation):
                connection.execute("SELECT benchapp.leave_sign(%s, %s::integer, %b)", (chain, counter, data))
        for forbidden in ("DELETE FROM benchapp.sign", "UPDATE benchapp.sign SET counter = 1"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)
    once(two, database)
    assert seen(two) == [(one.chain, 1, "0.1")]
    assert [path.name for path in (tmp_path / "two" / "here").iterdir()] == [f"{one.chain}-00000001.json"]


def test_a_database_that_knows_no_signs_yet_still_carries_entries(database: Database, tmp_path: Path) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    with database.owner() as connection:
        connection.execute("DROP TABLE benchapp.sign")
        connection.execute("DROP FUNCTION benchapp.leave_sign")
    with pytest.raises(TroubleError, match=r"run “benchapp-postgres init” again, as its owner"):
        once(one, database)
    one.write(2)
    for computer in (one, two):
        with pytest.raises(TroubleError, match="Entries travel all the same"):
            once(computer, database)
    assert set(two.hashes().values()) == one.rows.everything()
    assert main(["init", database.server.url(OWNER, database.name)]) == 0
    assert once(one, database) == (0, 0)
