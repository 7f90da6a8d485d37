"""The calculator as it is typed into and read, saved and checked: nothing is recorded, so one program serves all.

What was typed is taken back after each test, but a calculator that opens anew offers what was typed in another last, as
for a person: a test types all that it reads.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from benchapp.selftest.scenario import Scenario
from benchapp.ui.calculator.plate_tool import PlateTool
from benchapp.ui.forms.dose_plot import DosePlot
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import BegunDay, ResumedScenario, plan_stock


@pytest.fixture(scope="module")
def program(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, stocked_day: BegunDay) -> Iterator[Scenario]:
    made = ResumedScenario(qapp, tmp_path_factory.mktemp("typed") / "data", stocked_day)
    plan_stock(made)
    yield made
    made.end()
    qapp.setStyleSheet("")


@pytest.fixture
def bench(program: Scenario) -> Iterator[Scenario]:
    forms = program.program.rooms.calculator.forms
    before = {form: form.inputs() for form in (forms.stock, forms.dose, forms.series, forms.plate)}
    entries = len(program.program.services.session.entries())
    yield program
    assert len(program.program.services.session.entries()) == entries, "what records something needs its own program"
    program.program.shell.toast.stop()
    for form, inputs in before.items():
        form.take_inputs(inputs)
    program.program.rooms.calculator.show_tool("stock")
    program.settle()


def typed(bench: Scenario, tool: str, **texts: str) -> str:
    bench.press(f"calculate.tools.{tool}")
    for name, text in texts.items():
        bench.type_into(f"calculate.{tool}.{name}", text)
    bench.settle()
    return bench.read_page(PageName.CALCULATE)


def plate_tool(bench: Scenario) -> PlateTool:
    tool = bench.program.rooms.calculator.page.tools.tool("plate")
    assert isinstance(tool, PlateTool)
    return tool


def test_a_series_is_shown_typed_and_read(bench: Scenario) -> None:
    bench.press("calculate.tools.series")
    bench.choose("calculate.series.stock", bench.stock_label)
    page = typed(bench, "series", top="10 uM")

    bench.expect(page, "10 µM to 3.16 nM, 8 doses", "0.1 % DMSO in all", "tube V into each of the 7 tubes 2 to 8")
    bench.expect(page, "the rest of tube V is the vehicle control")
    assert bench.read("calculate.series.lowest") == "3.162 nM"
    assert "± " in bench.find(DosePlot, "calculate.series.plot").accessibleDescription()


def test_any_of_the_four_can_be_the_unknown_by_leaving_it_empty(bench: Scenario) -> None:
    typed(bench, "series", c1="10 mM", top="10 uM", points="4", lowest="10 nM", factor="")

    assert bench.read("calculate.series.factor") == "10"
    assert bench.find(QLineEdit, "calculate.series.factor").property("unknown") == "true"


def test_the_arrows_step_along_the_ladder_of_units(bench: Scenario) -> None:
    typed(bench, "series", c1="10 mM", top="10 nM")
    line = bench.find(QLineEdit, "calculate.series.top")

    bench.press_key(line, Qt.Key.Key_Up)
    bench.settle()

    assert bench.read("calculate.series.top") == "10 µM"
    assert bench.program.rooms.calculator.forms.series.answer.recipe is not None
    bench.press_key(line, Qt.Key.Key_Down)
    assert bench.read("calculate.series.top") == "10 nM"


def test_pasted_amounts_are_one_amount(bench: Scenario) -> None:
    for text in ("10 uM", "10 µM", "1e-5 M", "0,01 mM", "10000 nM"):
        bench.press("calculate.tools.series")
        typed(bench, "series", c1="10 mM")
        line = bench.find(QLineEdit, "calculate.series.top")
        assert isinstance(line, QLineEdit)
        line.clear()
        QApplication.clipboard().setText(text)
        line.paste()
        bench.settle()

        assert bench.program.rooms.calculator.forms.series.answer.series[0].doses[0].wanted[0] == pytest.approx(1e-5)


def test_one_to_ten_is_shown_both_ways_and_the_person_says_which(bench: Scenario) -> None:
    bench.press("calculate.tools.dilute")
    bench.press("calculate.dilute.plain")
    page = typed(bench, "dilute", ratio="1:10", v2="1.1 mL")
    bench.expect(page, "1 + 9 or 1 + 10")

    bench.press("calculate.dilute.in_all")
    assert bench.read("calculate.dilute.v1") == "110 µL"
    bench.press("calculate.dilute.plus")

    assert (bench.read("calculate.dilute.v1"), bench.read("calculate.dilute.diluent")) == ("100 µL", "1 mL")


def test_a_dilution_by_its_diluent_and_a_fold_need_no_molar_mass(bench: Scenario) -> None:
    bench.press("calculate.tools.dilute")
    bench.press("calculate.dilute.plain")
    page = typed(bench, "dilute", c1="20x", c2="1x", diluent="19 mL")

    assert (bench.read("calculate.dilute.v1"), bench.read("calculate.dilute.v2")) == ("1 mL", "20 mL")
    bench.press("calculate.actions.copy")
    assert "DMSO" not in QApplication.clipboard().text()
    assert "harms cells" not in page


def test_water_and_potency_count_in_the_stock(bench: Scenario) -> None:
    typed(bench, "stock", mass="5 mg", concentration="10 mM", volume="", purity="980 ug/mg", water="2 %")

    # 5 mg × 0.98 × 0.98 ÷ (259.26 g/mol × 10 mM) = 1.852 mL.
    assert bench.read("calculate.stock.volume") == "1.852 mL"
    bench.expect(bench.read("calculate.stock.working"), "× purity × (1 − water)")


def test_the_molar_mass_of_another_form_is_named(bench: Scenario) -> None:
    page = typed(bench, "stock", mass="5 mg", concentration="10 mM", volume="", molar_mass="268.27 g/mol")

    bench.expect(page, "268.27 g/mol is the molar mass of hemihydrate")


def test_the_map_is_saved_as_picture_drawing_table_and_page(bench: Scenario, tmp_path: Path) -> None:
    typed(bench, "plate", c1="10 mM", top="10 uM")
    bench.press("calculate.plate.edge")
    bench.beat()
    tool = plate_tool(bench)

    for name in ("map.png", "map.svg", "map.csv", "map.pdf"):
        tool.save_map(tmp_path / name)

    assert QImage(str(tmp_path / "map.png")).width() > 500
    assert b"<svg" in (tmp_path / "map.svg").read_bytes()
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")
    rows = list(csv.DictReader((tmp_path / "map.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 96
    assert float(rows[0]["Lenalidomide (M)"]) == pytest.approx(1e-5, rel=0.01)
    assert float(rows[0]["DMSO (% v/v)"]) == pytest.approx(0.1, rel=0.01)


def test_a_map_that_cannot_be_written_is_said_beside_the_recipe(bench: Scenario, tmp_path: Path) -> None:
    typed(bench, "plate", c1="10 mM", top="10 uM")
    tool = plate_tool(bench)
    blocked = tmp_path / "a file"
    blocked.write_text("no folder", encoding="utf-8")

    for name in ("map.png", "map.svg", "map.csv", "map.pdf"):
        tool.bar.problem.hide()
        tool.save_map(blocked / name)
        assert "Not saved" in tool.bar.problem.text()
        assert not tool.bar.problem.isHidden()


def test_help_opens_the_check_and_the_pipettes(bench: Scenario) -> None:
    for page, button in ((PageName.VERIFY, "verify"), (PageName.LAB, "change_pipettes")):
        bench.press("rail.pages.settings")
        bench.press(f"settings.lab.{button}")
        bench.wait()
        assert bench.program.window.page is page


def test_the_calculator_is_verified_in_the_program(bench: Scenario) -> None:
    bench.program.rooms.calculator.show_verify()
    bench.wait()

    assert bench.read("verify.result.words") == "81 of 81 examples: all agree."
    bench.expect(bench.read_page(PageName.VERIFY), "whether your lot is a hydrate or salt")


def test_tab_goes_through_the_fields_in_the_order_of_the_sentence(bench: Scenario) -> None:
    typed(bench, "series", c1="10 mM")
    widget: QWidget | None = bench.find(QComboBox, "calculate.series.stock")
    seen: list[str] = []
    while widget is not None and len(seen) < 13:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.objectName():
            seen.append(widget.objectName().rpartition(".")[2])
        widget = widget.nextInFocusChain()

    assert seen == [
        "stock",
        "solvent",
        "by_factor",
        "by_list",
        "c1",
        "top",
        "factor",
        "points",
        "lowest",
        "scheme",
        "left",
        "strength",
        "show_cells",
    ]
