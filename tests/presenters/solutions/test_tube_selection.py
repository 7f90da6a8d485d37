"""What is taken of what is in hand to make something: which tube, how many, how much."""

from collections.abc import Callable

import pytest

from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from benchapp.presenters.solutions.tube_selection import (
    dosing_draws,
    held_ul,
    judged_stock,
    source_of,
    stock_in_hand,
    taken_for_cells,
)

Stock = Callable[..., SolutionRow]


@pytest.fixture
def stock(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> Stock:
    def add(aliquots: str = "3", volume: str = "100 µL") -> SolutionRow:
        texts = {"concentration": "10 mM", "vehicle": "DMSO", "ago": "1 h ago", "lot": "L7", "aliquots": aliquots}
        identity = add_solution(
            book, compounds, units, {**texts, "aliquot_volume": volume} if volume else texts, Storage.FREEZER_20
        )
        row = solution_table.find(identity)
        assert row is not None
        return row

    return add


def test_where_no_stock_was_chosen_there_is_nothing_to_take(book: JournalSession, compounds: CurrentCompound) -> None:
    assert stock_in_hand(None, LabRules()).tubes == ()
    assert source_of(None, 10, book) is None
    assert judged_stock(None, compounds, LabRules()) == []
    with pytest.raises(CalculationError) as caught:
        dosing_draws(None, book.now())
    assert caught.value.code is Message.NOTHING_MADE


def test_as_many_tubes_are_thawed_as_it_takes(book: JournalSession, stock: Stock) -> None:
    source = source_of(stock(), 150, book)

    assert source is not None
    assert source.thaws == 1
    assert [(one.count, one.volume and one.volume.microlitres, one.thawed) for one in source.taken] == [
        (2, 150, True),
    ]  # fmt: skip
    draws = dosing_draws(source, book.now(), "the last of it")
    assert [one.volume and one.volume.microlitres for one in draws] == [100, 50]
    assert {one.purpose for one in draws} == {"dosing: the last of it"}


def test_more_than_there_is_cannot_be_taken(book: JournalSession, stock: Stock) -> None:
    with pytest.raises(CalculationError):
        source_of(stock(), 301, book)


def test_what_is_held_is_known_where_every_volume_is(stock: Stock) -> None:
    assert held_ul(stock().kept) == pytest.approx(300)
    assert held_ul(stock(volume="").kept) is None


def test_cells_take_all_there_is_and_no_more(stock: Stock) -> None:
    kept = stock().kept

    (taken,) = taken_for_cells(kept, 300)
    assert (taken.count, taken.volume and taken.volume.microlitres) == (3, 300)
    (unknown,) = taken_for_cells(kept, None)
    assert unknown.volume is None
    with pytest.raises(CalculationError) as caught:
        taken_for_cells(kept, 310)
    assert caught.value.code is Message.WELLS_TAKE_MORE
    assert caught.value.values["field"] == f"rest.{kept.solution.id}"
