"""What is on a bench sheet beside the recipe; what nobody has said is left to be written by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument

from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.calculator.plate_tool import PlateTool
from benchapp.ui.calculator.sheet_details import make_sheet
from benchapp.ui.calculator.stock_tool import StockTool
from benchapp.ui.paper.bench_sheet import BenchSheet
from benchapp.ui.paper.pages import html_of, write_pages
from benchapp.ui.paper.paper_sizes import Paper
from benchapp.ui.paper.sheet_pages import sheet_file_name, sheet_pages
from tests.pdf_text import foreign, lost, pdf_text

NOON = datetime(2026, 11, 29, 12, 5, tzinfo=UTC)


def sheet_of(tool: StockTool, compounds: CurrentCompound) -> BenchSheet | None:
    return make_sheet(tool.form, tool.bar, compounds, lambda: "0123456789abcdef" * 4)


def test_there_is_no_sheet_without_a_recipe(stock_tool: StockTool, compounds: CurrentCompound) -> None:
    assert sheet_of(stock_tool, compounds) is None


def test_a_sheet_of_a_stock_has_its_lot_and_a_use_by_for_where_it_is_kept(
    stock_tool: StockTool, compounds: CurrentCompound
) -> None:
    stock_tool.form.take_inputs({"mass": "5 mg", "concentration": "10 mM", "solvent": "DMSO"})
    sheet = sheet_of(stock_tool, compounds)
    assert sheet is not None
    assert sheet.title == "Lenalidomide: stock"
    assert sheet.under == "free base (racemate), 259.26 g/mol"
    assert sheet.file == "Lenalidomide stock"
    assert [one.partition(":")[0] for one in sheet.hazards] == ["Lenalidomide"]
    assert sheet.plate is None
    assert sheet.foot == "journal 0123456789abcdef"
    assert sheet.methods is not None
    blank = dict(sheet.facts)
    assert set(blank["Lot"]) == set(blank["Made by"]) == {"_"}

    stock_tool.bar.fields.lot.fill("L7")
    stock_tool.bar.fields.storage.choose(Storage.ROOM)
    details = sheet_of(stock_tool, compounds)
    assert details is not None
    assert dict(details.facts)["Lot"] == "L7"
    assert dict(details.facts)["Use by"] != blank["Use by"]
    assert details.methods is not None
    assert details.methods[1]["lot"] == "L7"


def test_a_sheet_of_a_plate_has_its_map_and_its_tubes(
    make_plate: Callable[..., PlateTool], compounds: CurrentCompound, tmp_path: Path
) -> None:
    tool = make_plate()
    for name, text in {"c1": "10 mM", "solvent": "DMSO", "top": "10 uM", "points": "8", "edge": "yes"}.items():
        tool.form.set_text(name, text)
    tool.form.compute()
    sheet = make_sheet(tool.form, tool.bar, compounds, lambda: "0" * 64)

    assert sheet is not None
    assert sheet.plate == tool.form.answer.map
    assert sheet_file_name(sheet, NOON) == "Lenalidomide plate 2026-11-29"
    tubes = {one.tube: one for one in sheet.tubes}
    assert [tubes[name].wells for name in ("1", "8", "V")] == ["B2–D2", "B9–D9", "B10–D10"]
    assert [plain_spaces(tubes[name].dose) for name in ("1", "2", "V")] == ["10 µM", "3.162 µM", "vehicle"]
    assert plain_spaces(tubes["1"].made) == "400 µL medium + 100 µL of A"
    # The first page is the map with its tubes, the second the steps; both can be read out.
    for paper in Paper:
        write_pages(tmp_path / "plate.pdf", sheet_pages(sheet), NOON, paper)
        first, second, *_ = pdf_text(tmp_path / "plate.pdf", pages=True).split("\f")
        assert "Steps" not in first
        for words in ("Lenalidomide: plate", "free base (racemate), 259.26 g/mol", "1 2 3 4 5 6 7 8 9 10 11 12",
                      "100 µM, 1 % DMSO", "400 µL medium + 100 µL of A", "B10–D10", "page 1 of ", "2026-11-29 12:05",
                      "journal 0000000000000000"):  # fmt: skip
            assert words in first, words
        assert second.startswith("Steps")
        for words in ("Tubes 2–8", "2 × 173 µL of tube V into each of the 7 tubes", "B10–D10 (3 wells)"):
            assert words in second, words
        assert foreign(first + second) == []


@pytest.mark.parametrize("mode", ["constant", "ratio", "checkerboard"])
def test_no_sheet_of_a_combination_loses_a_sign(
    mode: str, make_plate: Callable[..., PlateTool], compounds: CurrentCompound, tmp_path: Path
) -> None:
    tool = make_plate(combine=True)
    stated = {
        "c1": "10 mM", "solvent": "DMSO", "top": "10 uM", "points": "6", "compound_2": "pinometostat",
        "c1_2": "10 mM", "solvent_2": "DMSO", "top_2": "1 uM", "points_2": "4", "factor_2": "3", "mode": mode,
    }  # fmt: skip
    for name, text in stated.items():
        tool.form.set_text(name, text)
    tool.form.compute()
    sheet = make_sheet(tool.form, tool.bar, compounds, lambda: "0" * 64)

    assert sheet is not None
    pages = sheet_pages(sheet)
    write_pages(tmp_path / "sheet.pdf", pages, NOON)
    shown = QTextDocument()
    shown.setHtml(html_of(pages, lambda _: ""))
    found = pdf_text(tmp_path / "sheet.pdf")
    assert lost(shown.toPlainText(), found) == {}
    assert foreign(found) == []
    assert "Lenalidomide + Pinometostat: combination" in found
    assert "!" not in found
