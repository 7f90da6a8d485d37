"""The page of all compounds: filters, double click and menu, and what is offered where nothing is found."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.presenters.compounds.compound_table import CompoundColumn, CompoundTable
from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.store.library.library_index import Folders
from benchapp.ui.compounds.compound_list_page import CompoundListPage
from benchapp.ui.compounds.compound_table_view import fit_columns
from benchapp.ui.text.compounds.list_texts import HEADERS, cell_text


@pytest.fixture
def page(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> CompoundListPage:
    library = Library(Folders(paths.resources() / "monographs", tmp_path))
    made = CompoundListPage(CompoundTable(library, dict, HEADERS, cell_text), lambda: FIRST_COMPOUND)
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    return made


def shown(page: CompoundListPage) -> list[str]:
    model = page.view.model()
    return [str(model.index(row, CompoundColumn.NAME).data()) for row in range(model.rowCount())]


def test_it_begins_at_the_open_compound_and_enter_opens_it(page: CompoundListPage, qtbot: QtBot) -> None:
    assert "Lenalidomide" in shown(page)
    assert page.count.text() == f"{len(shown(page))} compounds"
    assert [row.compound.name for row in page.chosen] == ["Lenalidomide"]

    with qtbot.waitSignal(page.opened) as opened:
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert opened.args == [FIRST_COMPOUND]

    rect = page.view.visualRect(page.view.currentIndex())
    with qtbot.waitSignal(page.opened):
        page.view.doubleClicked.emit(page.view.indexAt(rect.center()))


def test_filters_go_together_and_are_taken_away_at_once(page: CompoundListPage) -> None:
    QTest.keyClicks(page.filter, "zomib")
    assert shown(page) == ["Bortezomib", "Carfilzomib"]
    assert page.count.text().startswith("2 of ")

    page.solvent.setCurrentIndex(page.solvent.findData("water"))
    page.solvent.activated.emit(page.solvent.currentIndex())
    assert shown(page) == ["Bortezomib"]

    page.in_hand.click()
    assert shown(page) == []
    page.show_all()
    assert len(shown(page)) > 10
    assert not page.in_hand.isChecked()


def test_what_was_not_found_is_offered_to_be_added(page: CompoundListPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.filter, "navitoclax")

    assert page.nothing.isVisible()
    assert page.nothing.text() == "No compound matches “navitoclax”."
    assert page.add_it.text() == "Add “navitoclax” as a new compound"
    with qtbot.waitSignal(page.add_wanted) as wanted:
        page.add_it.click()
    assert wanted.args == ["navitoclax"]

    page.all_of_them.click()
    assert not page.nothing.isVisible()
    assert page.view.isVisible()


def test_the_keys_go_from_the_filter_to_the_table_and_open(page: CompoundListPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.filter.setFocus()
    QTest.keyClicks(page.filter, "pomal")
    with qtbot.waitSignal(page.opened):
        QTest.keyClick(page.filter, Qt.Key.Key_Return)

    QTest.keyClick(page.filter, Qt.Key.Key_Escape)
    assert page.filter.text() == ""
    QTest.keyClicks(page.filter, "navitoclax")
    with qtbot.waitSignal(page.add_wanted):
        QTest.keyClick(page.filter, Qt.Key.Key_Enter)


def test_the_menu_offers_what_suits_what_is_selected(page: CompoundListPage, qtbot: QtBot) -> None:
    def offered() -> list[str]:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), page.mapToGlobal(QPoint(5, 5)))
        page.view.contextMenuEvent(event)
        (menu,) = page.view.findChildren(QMenu, "compounds.menu")
        assert isinstance(menu, QMenu)
        names = [action.objectName().rpartition(".")[2] for action in menu.actions()]
        with qtbot.waitSignal(page.asked) as asked:
            menu.actions()[-1].trigger()
        assert asked.args is not None
        assert asked.args[0] == "compare"
        menu.close()
        qtbot.waitUntil(lambda: not page.view.findChildren(QMenu, "compounds.menu"))
        return names

    assert offered() == ["open", "stock", "dose", "edit", "compare"]
    model = page.view.model()
    vehicle = shown(page).index("DMSO")
    page.view.setCurrentIndex(model.index(vehicle, 0))
    assert offered() == ["open", "edit", "compare"]
    assert not page.stock.isEnabled()

    page.view.selectAll()
    assert not page.open.isEnabled()
    assert not page.compare.isEnabled()


def test_the_button_of_a_selected_compound_asks_with_its_id(page: CompoundListPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.asked) as asked:
        page.stock.click()

    assert asked.args == ["stock", (FIRST_COMPOUND,)]


def test_it_is_sorted_by_a_column_and_the_selection_stays(page: CompoundListPage) -> None:
    header = page.view.horizontalHeader()
    header.setSortIndicator(CompoundColumn.MOLAR_MASS, Qt.SortOrder.DescendingOrder)

    assert shown(page)[0] == "Anti-CD3 (OKT3)"
    assert [row.compound.name for row in page.chosen] == ["Lenalidomide"]


def test_a_narrow_table_spares_columns_and_keeps_those_that_are_come_for(page: CompoundListPage) -> None:
    def seen() -> list[CompoundColumn]:
        return [column for column in CompoundColumn if not page.view.isColumnHidden(column)]

    fit_columns(page.view, 1200)
    assert seen() == list(CompoundColumn)
    fit_columns(page.view, 500)
    assert seen() == [CompoundColumn.NAME, CompoundColumn.STOCK, CompoundColumn.DOSE, CompoundColumn.IN_HAND]


def test_what_was_imported_with_a_compound_is_shown(tmp_path: Path, qtbot: QtBot, page: CompoundListPage) -> None:
    page.show_like(FIRST_COMPOUND)

    # A bundled one came in no list: all are shown, and it is the one that is selected.
    assert len(shown(page)) > 10
    assert [row.compound.name for row in page.chosen] == ["Lenalidomide"]
