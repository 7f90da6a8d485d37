from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.identifiers import as_markdown
from benchapp.domain.messages import Message
from benchapp.domain.recipes.recipes import Line, Recipe
from benchapp.ui.calculator.plate_tool import PlateTool
from benchapp.ui.calculator.recipe.recipe_row_texts import named_steps
from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.calculator.sheet_export import SheetExport
from benchapp.ui.calculator.stock_tool import StockTool
from benchapp.ui.paper.bench_sheet import BenchSheet, numbered_rows, sheet_markdown, sheet_text, steps_of
from benchapp.ui.paper.recipe_blocks import recipe_texts

SHEET = BenchSheet("Lenalidomide: stock", Recipe((Line(Message.STEP_SPIN_VIAL),)), file="Lenalidomide stock")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_sheet_is_copied_and_saved_from_one_menu(qtbot: QtBot, stock_tool: StockTool, tmp_path: Path) -> None:
    export = SheetExport(lambda: SHEET, lambda: stock_tool)
    qtbot.addWidget(export.button)
    export.refresh()
    stated: list[str] = []
    wanted: list[tuple[str, str]] = []

    def ask(_title: str, name: str, kinds: str) -> Path | None:
        wanted.append((name.partition(" 2")[0], kinds))
        return None

    export.ask_file = ask
    export.said.connect(stated.append)

    assert [one.isVisible() for one in (export.pdf, export.printed, export.markdown, export.map)] == [True] * 3 + [
        False
    ]
    export.copy.trigger()
    assert "spin it down" in QGuiApplication.clipboard().text()
    export.markdown.trigger()
    assert QGuiApplication.clipboard().text().startswith("## Lenalidomide: stock")
    export.pdf.trigger()
    assert wanted == [("Lenalidomide stock", "PDF (*.pdf)")]
    saved: list[Path] = []
    export.saved.connect(saved.append)
    export.save_pdf(tmp_path / "recipe.pdf", NOON)
    assert (tmp_path / "recipe.pdf").read_bytes().startswith(b"%PDF")
    assert saved == [tmp_path / "recipe.pdf"]
    assert export.file_name(NOON) == "Lenalidomide stock 2026-11-23.pdf"
    assert stated == ["Recipe copied as text.", "Recipe copied as Markdown."]


def test_a_file_that_cannot_be_written_is_said(qtbot: QtBot, stock_tool: StockTool, tmp_path: Path) -> None:
    export = SheetExport(lambda: SHEET, lambda: stock_tool)
    qtbot.addWidget(export.button)
    failed: list[str] = []
    export.failed.connect(failed.append)
    (tmp_path / "taken").write_text("")

    export.save_pdf(tmp_path / "taken" / "recipe.pdf", NOON)

    assert len(failed) == 1
    assert failed[0].startswith("Not saved")
    export.save_pdf(tmp_path / "recipe.pdf", NOON)
    export.save_pdf(tmp_path / "recipe.pdf", NOON)
    assert failed[1:] == [""]


def test_without_a_recipe_there_is_nothing_to_save_or_print(qtbot: QtBot, inside: QWidget) -> None:
    shown = CalculatorTool({}, inside)
    export = SheetExport(lambda: None, lambda: shown)
    qtbot.addWidget(export.button)
    export.refresh()

    assert (export.save(), export.print_sheet(), export.file_name(NOON)) == (False, False, "")
    assert [one.isVisible() for one in (export.pdf, export.printed, export.copy)] == [False, False, True]


def test_a_map_is_saved_by_a_name_that_says_what_it_is(
    qtbot: QtBot, make_plate: Callable[..., PlateTool], tmp_path: Path
) -> None:
    tool = make_plate()
    for name, text in {"c1": "10 mM", "solvent": "DMSO", "top": "10 uM", "points": "3"}.items():
        tool.form.set_text(name, text)
    tool.form.compute()
    export = SheetExport(lambda: SHEET, lambda: tool)
    qtbot.addWidget(export.button)
    offered: list[str] = []

    def ask(_title: str, name: str, _kinds: str) -> Path | None:
        offered.append(name)
        return tmp_path / "map.svg"

    export.ask_file = ask
    export.map.trigger()

    assert len(offered) == 1
    assert offered[0].startswith("Lenalidomide stock map 20")
    assert offered[0].endswith(".png")
    assert (tmp_path / "map.svg").read_text("utf-8").startswith("<?xml")


def test_copied_steps_have_the_numbers_of_the_rows_on_screen_and_on_paper(make_plate: Callable[..., PlateTool]) -> None:
    form = make_plate().form
    for name, text in {"c1": "10 mM", "solvent": "DMSO", "top": "10 uM", "points": "3"}.items():
        form.set_text(name, text)
    form.compute()
    recipe = form.recipe()
    assert recipe is not None
    rows = numbered_rows(recipe)
    on_paper = recipe_texts(named_steps(recipe))
    assert [(number, title) for number, title, _ in rows] == [(n, row.title) for n, row in enumerate(on_paper, 1)]
    assert [step for _, _, steps in rows for step in steps] == steps_of(recipe)
    assert any(len(steps) > 1 for _, _, steps in rows)

    copied = sheet_text(BenchSheet("Plate", recipe)).splitlines()
    listed = sheet_markdown(BenchSheet("Plate", recipe)).splitlines()
    for number, title, steps in rows:
        if len(steps) == 1:
            assert any(line.startswith(f"{number}. {steps[0][0]}") for line in copied)
        else:
            places = [line.partition(" ")[0] for line in copied if line.startswith(f"{number}.")]
            assert places == [f"{number}.{part}" for part in range(1, len(steps) + 1)]
            assert listed[listed.index(f"{number}. {as_markdown(title)}") + 1].startswith("    1. **")
