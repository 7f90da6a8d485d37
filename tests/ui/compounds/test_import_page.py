"""The import page and the card that matches columns, without the program around them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.domain.compounds.compound_input import Field
from benchapp.presenters.compounds.importing import ImportForm, PreviewColumn
from benchapp.presenters.session.background_work import Workers
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders
from benchapp.ui.compounds.column_matching import ColumnMatching
from benchapp.ui.compounds.import_page import ImportPage


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[ImportForm]:
    library = Library(Folders(paths.resources() / "monographs", tmp_path / "own"), tmp_path / "library.sqlite")
    workers = Workers(QThreadPool())
    yield ImportForm(library, workers, lambda: "2026-11-24")
    workers.end()
    library.close()


@pytest.fixture
def page(desk: ImportForm, qtbot: QtBot) -> ImportPage:
    made = ImportPage(desk, lambda: None)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "list.csv"
    made.write_text("Name,MW,Salt MW,DMSO\nFoo,493.6,589.7,10\n,300,,\n", encoding="utf-8")
    return made


def title(page: ImportPage) -> str:
    label = page.findChild(QLabel, "import.head.title")
    assert label is not None
    return label.text()


def test_a_list_is_shown_and_taken(page: ImportPage, desk: ImportForm, file: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.read):
        desk.open(file)
    assert title(page) == "Import list.csv"
    assert [page.table.index(row, 2).data() for row in range(page.table.rowCount())] == ["Foo", ""]
    with qtbot.waitSignal(desk.read):
        page.matching.columns[Field.MOLAR_MASS].setCurrentIndex(3)
        page.matching.columns[Field.MOLAR_MASS].activated.emit(3)
    assert page.take.text() == "Import 1 compound   Ctrl+⏎"
    page.only.click()
    assert page.table.rowCount() == 1
    with qtbot.waitSignal(desk.imported) as imported:
        page.take.click()

    assert imported.args is not None
    assert imported.args[0] == 1
    assert title(page) == "Import compounds"
    assert page.view.isHidden()


def test_rows_that_are_left_out_are_saved(
    page: ImportPage, desk: ImportForm, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.read):
        desk.open(file)

    with qtbot.waitSignal(page.did) as did:
        page.keep_bad(tmp_path / "left.csv")

    assert did.args == ["Saved left.csv."]
    assert (tmp_path / "left.csv").read_text(encoding="utf-8-sig").startswith("Row,Why not,Name")


def test_a_file_that_cannot_be_read_is_said(page: ImportPage, desk: ImportForm, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.failed):
        desk.open(tmp_path / "gone.csv")

    said = page.findChild(QLabel, "import.head.said")
    assert said is not None
    assert "gone.csv" in said.text()
    assert page.take.isHidden()


def test_the_card_shows_what_each_column_says(desk: ImportForm, file: Path, qtbot: QtBot) -> None:
    card = ColumnMatching(desk)
    qtbot.addWidget(card)
    with qtbot.waitSignal(desk.read):
        desk.open(file)

    card.show_preview()

    assert card.columns[Field.NAME].currentText() == "Name"
    assert card.columns[Field.CAS].currentText() == "not in this list"
    assert card.heading_row.currentText() == "1"
    with qtbot.waitSignal(desk.read):
        unit = card.units[Field.SOLUBILITY]
        unit.activated.emit(unit.findText("mM"))
    assert desk.preview is not None
    assert desk.preview.columns is not None
    assert desk.preview.columns.units[Field.SOLUBILITY] == "mM"


def test_a_wide_window_gives_its_room_to_the_names_too(page: ImportPage) -> None:
    widths = []
    for width in (900, 2400):
        page.resize(width, 900)
        page.show()
        widths.append(page.view.columnWidth(PreviewColumn.NAME))

    assert widths == [180, 480]


def parts(page: ImportPage) -> tuple[bool, bool]:
    """Return whether what the rows are read by is open, and whether the rows are shown."""
    return page.columns.is_open, page.view.isVisible()


def test_rows_and_what_they_are_read_by_never_scroll_in_each_other(
    page: ImportPage, desk: ImportForm, file: Path, qtbot: QtBot
) -> None:
    page.resize(860, 484)
    page.show()
    with qtbot.waitSignal(desk.read):
        desk.open(file)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: parts(page) == (False, True) and not bar.maximum())
    assert page.matching.summary() == "Name, Molar mass, Solubility"

    # What is opened stays open while columns are chosen, and the rows come back when it is folded.
    page.columns.open()
    assert parts(page) == (True, False)
    with qtbot.waitSignal(desk.read):
        page.matching.columns[Field.MOLAR_MASS].setCurrentIndex(3)
        page.matching.columns[Field.MOLAR_MASS].activated.emit(3)
    assert parts(page) == (True, False)
    page.columns.fold()
    assert parts(page) == (False, True)

    page.resize(1400, 1000)
    qtbot.waitUntil(lambda: parts(page) == (True, True))
    assert not bar.maximum()


def test_why_a_row_is_left_out_has_room_before_figures_do(
    page: ImportPage, desk: ImportForm, file: Path, qtbot: QtBot
) -> None:
    figures = (PreviewColumn.CAS, PreviewColumn.FORMULA, PreviewColumn.CODE, PreviewColumn.MOLAR_MASS)
    with qtbot.waitSignal(desk.read):
        desk.open(file)
    shown = []
    for width in (820, 1000, 1400):
        page.resize(width, 700)
        page.show()
        qtbot.waitUntil(lambda: page.view.columnWidth(PreviewColumn.REASON) >= 240)
        shown.append([column.name for column in figures if not page.view.isColumnHidden(column)])

    assert shown == [
        ["CODE", "MOLAR_MASS"],
        ["FORMULA", "CODE", "MOLAR_MASS"],
        ["CAS", "FORMULA", "CODE", "MOLAR_MASS"],
    ]
    page.only.click()
    assert all(page.view.isColumnHidden(column) for column in figures)
