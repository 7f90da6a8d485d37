"""The chain checked against itself and against heads that were kept outside."""

from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.chain import check_chain, heads_of
from benchapp.store.journal.encoding import StoredRow, entry_of
from benchapp.store.journal.journal import Journal
from tests.store.journal.test_backups import journal_of


@pytest.fixture
def rows(tmp_path: Path) -> list[StoredRow]:
    with closing(Journal(journal_of(tmp_path / "journal.sqlite"), read_only=True)) as journal:
        return list(journal.rows())


def test_a_cut_that_was_found_before_is_not_found_again_and_hides_nothing_new(rows: list[StoredRow]) -> None:
    heads = heads_of(rows)
    cut = rows[:-1]
    (found,) = check_chain(cut, heads)
    edited = [*cut[:2], replace(cut[2], person="somebody else"), *cut[3:]]

    assert found.code is Message.JOURNAL_CUT
    assert check_chain(cut, heads, {found.key}) == ()
    assert [one.code for one in check_chain(edited, heads, {found.key})] == [Message.JOURNAL_EDITED]


def test_the_head_of_a_chain_is_its_last_entry_in_whatever_order_the_rows_come(rows: list[StoredRow]) -> None:
    assert heads_of(reversed(rows)) == heads_of(rows) == {rows[-1].chain: (7, rows[-1].hash)}


@pytest.mark.parametrize("column", ["recorded_at", "happened_at"])
def test_an_entry_without_a_time_is_damaged(rows: list[StoredRow], column: str) -> None:
    with pytest.raises(BenchError) as refused:
        entry_of(replace(rows[1], **{column: "yesterday"}))

    assert (refused.value.code, refused.value.values["kind"]) == (Message.JOURNAL_DAMAGED, "PersonNamed")
