"""The table of all compounds: filtered, sorted, and followed while Qt's tester watches."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from benchapp.base import paths
from benchapp.domain.compounds.compound_summary import CompoundSummary
from benchapp.domain.compounds.lab_stocks import LabStock, stocks_by_compound
from benchapp.domain.compounds.library_item import Origin
from benchapp.domain.solutions.solution_state import initial_state
from benchapp.presenters.compounds.compound_table import (
    CompoundColumn,
    CompoundFilter,
    CompoundRole,
    CompoundRow,
    CompoundTable,
    whose,
)
from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.store.library.library_index import Folders
from benchapp.store.library.listing import ListedCompound
from benchapp.ui.text.compounds.list_texts import HEADERS, cell_text
from tests.making import solution

Stocks = Mapping[str, LabStock]


@pytest.fixture
def make(library: Library, qapp: QApplication) -> Callable[..., CompoundTable]:
    def table(stocks: Callable[[], Stocks] = dict) -> CompoundTable:
        made = CompoundTable(library, stocks, HEADERS, cell_text)
        made.refresh()
        return made

    return table


def names(table: CompoundTable) -> list[str]:
    return [str(table.index(row, CompoundColumn.NAME).data()) for row in range(table.rowCount())]


def test_it_is_filtered_and_sorted_while_the_tester_watches(
    make: Callable[..., CompoundTable], qtmodeltester: ModelTester
) -> None:
    table = make()
    qtmodeltester.check(table)

    assert names(table) == sorted(names(table), key=str.casefold)
    table.set_filter(CompoundFilter(text="zomib"))
    assert names(table) == ["Bortezomib", "Carfilzomib"]
    table.set_filter(CompoundFilter(solvent="ethanol"))
    assert {"Cycloheximide", "DMSO", "MG-132"} <= set(names(table))
    assert "Lenalidomide" not in names(table)
    table.set_filter(CompoundFilter(group="DOT1L inhibitor"))
    assert names(table) == ["EPZ004777", "Pinometostat", "SGC0946"]
    table.set_filter(CompoundFilter())
    table.sort(CompoundColumn.MOLAR_MASS, Qt.SortOrder.DescendingOrder)
    assert names(table)[0] == "Anti-CD3 (OKT3)"
    table.sort(CompoundColumn.DOSE)
    assert names(table).index("Staurosporine") < names(table).index("Lenalidomide")
    assert table.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert table.headerData(0, Qt.Orientation.Vertical) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("revlimid", "Lenalidomide"),
        ("191732-72-6", "Lenalidomide"),
        ("a4211", "Lenalidomide"),
        ("anthra", "Doxorubicin"),
    ],
)
def test_it_is_found_by_any_name_number_or_class(make: Callable[..., CompoundTable], typed: str, found: str) -> None:
    table = make()
    table.set_filter(CompoundFilter(text=typed))
    assert names(table) == [found]


def test_what_is_in_hand_is_shown_filtered_and_sorted_by(make: Callable[..., CompoundTable]) -> None:
    from msgspec.structs import replace

    stocks: dict[str, LabStock] = {}
    table = make(lambda: dict(stocks))
    assert not table.refresh(), "nothing has changed"
    table.set_filter(CompoundFilter(in_hand=True))
    assert names(table) == []

    stocks.update(stocks_by_compound([initial_state(replace(solution(), compound=FIRST_COMPOUND))]))
    assert table.refresh()
    assert names(table) == ["Lenalidomide"]
    assert table.index(0, CompoundColumn.IN_HAND).data() == "8 × 10\u202fmM"
    assert table.index(0, CompoundColumn.STOCK).data() == "10\u202fmM in DMSO"
    table.set_filter(CompoundFilter())
    table.sort(CompoundColumn.IN_HAND)
    assert names(table)[0] == "Lenalidomide"
    row = table.index(0, 0).data(CompoundRole.ROW)
    assert isinstance(row, CompoundRow)
    assert table.place_of(row.compound.id) == 0
    assert table.place_of("nobody") == -1


def test_the_library_is_followed(tmp_path: Path, qapp: QApplication, qtmodeltester: ModelTester) -> None:
    library = Library(Folders(paths.resources() / "monographs", tmp_path))
    table = CompoundTable(library, dict, HEADERS, cell_text)
    qtmodeltester.check(table)
    assert table.rowCount() == 0

    assert table.refresh()
    assert table.count == len(table.rows) == len(library.listed())
    assert table.offered.whose == ("bundled",)
    assert "DMSO" in table.offered.solvents
    assert "proteasome inhibitor" in table.offered.groups
    library.close()


def test_whose_a_compound_is() -> None:
    mine = ListedCompound("1", "a", "", Origin.OWN)

    assert whose(mine) == "own"
    assert whose(ListedCompound("1", "a", "", Origin.OWN, "vendor-2026")) == "vendor-2026"
    assert whose(ListedCompound("1", "a", "", Origin.BUNDLED)) == "bundled"


@given(
    st.lists(st.tuples(st.text(max_size=8), st.sampled_from(["DMSO", "water", ""])), max_size=20), st.text(max_size=4)
)
def test_a_filter_never_adds_and_each_that_is_left_holds_every_word(
    compounds: list[tuple[str, str]], text: str
) -> None:
    rows = [
        CompoundRow(
            ListedCompound(str(place), name, "", Origin.OWN, summary=CompoundSummary(dissolves_in=(solvent,))),
            None,
            name.casefold(),
        )
        for place, (name, solvent) in enumerate(compounds)
    ]
    wanted = CompoundFilter(text=text, solvent="DMSO")

    kept = wanted.apply(rows)

    assert all(row in rows for row in kept)
    assert all(word in row.text for row in kept for word in text.casefold().split())
    assert all("DMSO" in row.compound.summary.dissolves_in for row in kept)
    assert wanted.apply(kept) == kept
