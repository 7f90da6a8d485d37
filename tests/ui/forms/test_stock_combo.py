"""The choice of a stock in hand."""

from PySide6.QtWidgets import QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.forms.stock_combo import StockCombo

STOCK = {"concentration": "10 mM", "vehicle": "DMSO", "place": "box 3", "aliquots": "8", "aliquot_volume": "100 µL"}


def test_the_stocks_in_hand_are_offered_with_their_place_and_what_is_left(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units, qtbot: QtBot
) -> None:
    chosen: list[str] = []
    combo = StockCombo("stock", solution_table.in_hand, chosen.append)
    qtbot.addWidget(combo)
    combo.refresh("")
    assert [combo.box.itemText(place) for place in range(combo.box.count())] == ["no stock in hand"]

    stock = add_solution(book, compounds, units, STOCK, Storage.FREEZER_20)
    combo.refresh(stock)
    label = book.bench.solutions[stock].solution.label
    assert combo.box.currentText().replace("\u202f", " ") == f"Lenalidomide 10 mM in DMSO · 8 left · box 3 · {label}"

    combo.box.setCurrentIndex(combo.box.findText("not from my stocks"))
    combo.box.activated.emit(combo.box.currentIndex())
    assert chosen == [""]


def test_a_narrow_list_shows_whole_words_and_is_opened_with_whole_entries(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    combo = StockCombo("stock", solution_table.in_hand, lambda _id: None)
    combo.setParent(window)
    stock = add_solution(book, compounds, units, STOCK, Storage.FREEZER_20)
    combo.refresh(stock)
    window.resize(900, 200)
    window.show()

    needed = combo.box.fontMetrics().horizontalAdvance("Lenalidomide 10 mM in DMSO · 8 l…") + combo.box.around
    combo.box.resize(needed, 40)
    option = QStyleOptionComboBox()
    combo.box.initStyleOption(option)
    assert option.currentText.replace("\u202f", " ") == "Lenalidomide 10 mM in DMSO · …"

    combo.box.showPopup()
    whole = combo.box.fontMetrics().horizontalAdvance(combo.box.currentText())
    assert combo.box.view().width() > whole
    combo.box.hidePopup()
