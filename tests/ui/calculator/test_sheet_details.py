"""What is on a bench sheet beside the recipe; what nobody has said is left to be written by hand."""

from benchapp.domain.solutions.solutions import Storage
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.calculator.bench_sheet import BenchSheet
from benchapp.ui.calculator.sheet_details import make_sheet
from benchapp.ui.calculator.stock_tool import StockTool


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
    assert sheet.title == "Lenalidomide, free base (racemate): stock"
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
