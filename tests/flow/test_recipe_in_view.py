"""Nobody scrolls for a recipe: it is in view as a whole, and nothing that scrolls is inside something that scrolls."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QTextEdit,
    QWidget,
)

from benchapp.selftest.scenario import Scenario
from benchapp.ui.calculator.plate_map import PlateView
from benchapp.ui.calculator.recipe.recipe_row_view import RecipeRowView
from benchapp.ui.text.language import language_code
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import BegunDay, ResumedScenario, plan_stock

# A screen of 1366 × 768 px less the frame of a window and the bar of the desktop; and a small window.
SCREEN, SMALL = (1366, 698), (960, 540)
# The inside of a window that fills a screen of 1366 × 768 px.
UNDER_FRAME = (1350, 728)
# What shows lines of its own, and may be inside something that scrolls.
OF_LINES = (QTextEdit, QPlainTextEdit, QListView, QTableView, QHeaderView)


# German words are the longer ones: what fits in it fits in English, which is looked at at length.
@pytest.fixture(params=["de", pytest.param("en", marks=pytest.mark.torture)])
def bench(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path, stocked_day: BegunDay
) -> Iterator[Scenario]:
    made = ResumedScenario(qapp, tmp_path / "data", stocked_day, language=request.param)
    plan_stock(made)
    yield made
    made.end()


def dose_24_wells(bench: Scenario) -> None:
    bench.press("calculate.tools.dilute")
    bench.choose("calculate.dilute.stock", bench.stock_label)
    bench.press("calculate.dilute.added")
    fields = {"c2": "10 uM", "wells": "24", "control_wells": "6", "present_volume": "100 uL", "added_volume": "100 uL"}
    for name, text in fields.items():
        bench.type_into(f"calculate.dilute.{name}", text)
    bench.settle()


def eight_doses(bench: Scenario, tool: str) -> None:
    bench.press(f"calculate.tools.{tool}")
    bench.choose(f"calculate.{tool}.stock", bench.stock_label)
    for name, text in {"top": "10 uM", "factor": "half-log", "points": "8"}.items():
        bench.type_into(f"calculate.{tool}.{name}", text)
    bench.settle()


def half_log_series(bench: Scenario) -> None:
    eight_doses(bench, "series")


def plate_of_eight(bench: Scenario) -> None:
    eight_doses(bench, "plate")


def two_compounds(bench: Scenario) -> None:
    bench.press("calculate.tools.combine")
    bench.choose("calculate.combine.stock", bench.stock_label)
    fields = {"top": "10 uM", "compound_2": "Pinometostat", "c1_2": "10 mM in DMSO", "top_2": "1 uM"}
    for name, text in fields.items():
        bench.type_into(f"calculate.combine.{name}", text)
    bench.settle()


def checkerboard(bench: Scenario) -> None:
    two_compounds(bench)
    box = bench.program.window.findChild(QComboBox, "calculate.combine.mode")
    assert box is not None
    box.setCurrentIndex(box.findData("checkerboard"))
    box.activated.emit(box.currentIndex())
    for name, text in {"points": "4", "points_2": "3"}.items():
        bench.type_into(f"calculate.combine.{name}", text)
    bench.settle()


def rows_in_view(bench: Scenario) -> tuple[int, int]:
    """Return how many rows of the recipe are in view as a whole, and how many there are."""
    bench.settle()
    recipe = bench.program.rooms.calculator.page.shown_tool.recipe
    assert recipe is not None
    rows = [row for row in recipe.findChildren(RecipeRowView) if not row.isHidden()]
    whole = [row for row in rows if row.visibleRegion().boundingRect().height() == row.height()]
    return len(whole), len(rows)


def test_the_whole_recipe_is_in_view_on_a_small_laptop(bench: Scenario) -> None:
    for plan in (dose_24_wells, half_log_series, plate_of_eight):
        bench.program.window.resize(*SCREEN)
        plan(bench)

        whole, rows = rows_in_view(bench)
        assert rows >= 6
        assert whole == rows
        # Calculators, hood view and export are in one line, in German too.
        page = bench.program.rooms.calculator.page
        assert page.export.button.mapTo(page, QPoint()).y() == page.tabs.more.mapTo(page, QPoint()).y()


def test_the_calculators_are_in_one_line_on_a_narrower_screen(bench: Scenario) -> None:
    bench.program.window.resize(1280, 720)
    dose_24_wells(bench)
    page = bench.program.rooms.calculator.page
    shown = [tab for tab in page.tabs.tabs.values() if tab.isVisible()]
    assert {tab.mapTo(page, QPoint()).y() for tab in (*shown, page.tabs.more, page.export.button)} == {
        page.tabs.more.mapTo(page, QPoint()).y()
    }
    bench.program.window.resize(1500, 800)
    bench.settle()
    assert not any(tab.isHidden() for tab in page.tabs.tabs.values())


def test_the_whole_recipe_of_two_compounds_is_in_view_on_a_laptop(bench: Scenario) -> None:
    for plan in (two_compounds, checkerboard):
        bench.program.window.resize(1366, 768)
        plan(bench)

        whole, rows = rows_in_view(bench)
        assert rows >= 11
        assert whole == rows


def test_the_whole_recipe_of_two_compounds_is_in_view_under_a_caution_that_asks_for_a_reason(bench: Scenario) -> None:
    two_compounds(bench)
    bench.program.window.resize(*UNDER_FRAME)
    bench.type_into("calculate.combine.species", "mouse")
    bench.settle()
    bar = bench.program.rooms.calculator.page.bar
    assert bar is not None
    assert bar.reason_wanted

    whole, rows = rows_in_view(bench)
    assert rows >= 11
    assert whole == rows
    # What WCAG 2.2 asks for of anything that is pressed.
    assert min(ticks(bench)) >= 24


def test_every_example_is_read_whole_in_its_field(bench: Scenario) -> None:
    bench.program.window.resize(*UNDER_FRAME)
    cut: dict[str, str] = {}
    for tool in bench.program.rooms.calculator.page.tabs.ids:
        bench.program.rooms.calculator.show_tool(tool)
        bench.settle()
        for line in bench.program.window.findChildren(QLineEdit):
            said = line.placeholderText()
            # What a line has beside its text: padding and frame on both sides.
            if line.isVisible() and not line.text() and line.fontMetrics().horizontalAdvance(said) > line.width() - 28:
                cut[line.objectName()] = said

    assert cut == {}


def ticks(bench: Scenario) -> set[int]:
    """Return how high the ticks of a recipe are, px."""
    recipe = bench.program.rooms.calculator.page.shown_tool.recipe
    assert recipe is not None
    return {row.tick.height() for row in recipe.findChildren(RecipeRowView) if not row.isHidden()}


def test_ticks_are_hit_with_gloves_on_a_small_laptop(bench: Scenario) -> None:
    for plan in (dose_24_wells, half_log_series, plate_of_eight):
        bench.program.window.resize(*SCREEN)
        plan(bench)
        bench.settle()

        assert min(ticks(bench)) >= 40, plan


def test_the_ticks_of_a_long_recipe_are_as_high_as_there_is_room_for(bench: Scenario) -> None:
    bench.program.window.resize(1900, 1000)
    two_compounds(bench)
    bench.settle()
    assert min(ticks(bench)) >= 40

    # The whole recipe is worth more than the height of its ticks.
    bench.program.window.resize(1366, 768)
    whole, rows = rows_in_view(bench)
    assert whole == rows
    if language_code() == "en":
        assert min(ticks(bench)) >= 38
    bench.program.window.resize(*SMALL)
    bench.settle()
    bench.program.window.resize(1900, 1000)
    bench.settle()
    assert min(ticks(bench)) >= 40


def test_a_plate_has_its_map_whole_beside_the_fields_and_nearly_all_of_its_recipe_in_view(bench: Scenario) -> None:
    for plan, least in ((plate_of_eight, 8), (two_compounds, 10)):
        bench.program.window.resize(*SCREEN)
        plan(bench)

        assert rows_in_view(bench)[0] >= least
        page = bench.program.rooms.calculator.page
        assert "…" not in bench.read(f"calculate.{page.current}.reached")
        view = page.findChild(PlateView, f"calculate.{page.current}.map")
        assert view is not None
        assert view.visibleRegion().boundingRect().size() == view.size()
        # In the column of the fields, which still has room for them: what is dosed is typed without scrolling.
        assert view.mapTo(page, QPoint(view.width(), 0)).x() < page.side.x()
        page.area.verticalScrollBar().setValue(0)
        seen = [name for name, field in page.shown_tool.fields.items() if not field.visibleRegion().isEmpty()]
        assert "c1" in seen
        if plan is plate_of_eight:
            assert {"top", "factor", "points"} <= set(seen)

        # Where there is room for both, the map is beside the recipe, and another calculator leaves it nowhere.
        bench.program.window.resize(1900, 900)
        bench.settle()
        assert view.isVisible()
        assert view.mapTo(page, QPoint()).x() > page.side.x()
        bench.program.window.resize(*SCREEN)
        bench.press("calculate.tools.dilute")
        bench.settle()
        assert not view.isVisible()


def test_four_rows_are_in_view_in_a_small_window(bench: Scenario) -> None:
    for plan in (dose_24_wells, half_log_series, plate_of_eight, two_compounds, checkerboard):
        bench.program.window.resize(*SMALL)
        plan(bench)
        if bench.program.rooms.calculator.page.columns.done.isVisible():
            bench.press("calculate.inputs.done")

        assert rows_in_view(bench)[0] >= 4


def test_a_small_window_shows_the_map_when_it_is_asked_for(bench: Scenario) -> None:
    bench.program.window.resize(*SMALL)
    plate_of_eight(bench)
    page = bench.program.rooms.calculator.page
    if page.columns.done.isVisible():
        bench.press("calculate.inputs.done")
    view = bench.find(PlateView, "calculate.plate.map")
    now = bench.program.window.now
    assert (now.strip.isVisible(), now.docked) == (True, False)
    assert not view.isVisible()
    bench.press("calculate.actions.show_map")
    bench.settle()
    assert view.visibleRegion().boundingRect().size() == view.size()
    bench.press("calculate.actions.show_map")
    assert not view.isVisible()
    # Where there is room for it there is no such button.
    bench.program.window.resize(*SCREEN)
    bench.settle()
    assert view.isVisible()
    assert not page.map.isVisible()


def inside_another(area: QWidget) -> bool:
    above = area.parentWidget()
    # A list that pops up has a window of its own.
    while above is not None and not area.isWindow():
        if isinstance(above, QComboBox):
            return False
        if isinstance(above, QAbstractScrollArea):
            return True
        above = None if above.isWindow() else above.parentWidget()
    return False


# In a small window what is in two columns otherwise is in one, and scrolls as a whole.
@pytest.mark.parametrize("size", [SMALL, pytest.param(SCREEN, marks=pytest.mark.torture)])
def test_nothing_that_scrolls_is_inside_something_that_scrolls(stocked: Scenario, size: tuple[int, int]) -> None:
    nested: set[str] = set()
    stocked.program.window.resize(*size)
    for place in (*PageName, *stocked.program.rooms.calculator.page.tabs.ids):
        if isinstance(place, PageName):
            stocked.program.window.show_page(place)
            stocked.make_whole_compound_page()
        else:
            stocked.program.rooms.calculator.show_tool(place)
        stocked.settle()
        areas = stocked.program.window.findChildren(QAbstractScrollArea)
        nested |= {
            f"{place}: {area.objectName() or type(area).__name__}"
            for area in areas
            if not isinstance(area, OF_LINES) and inside_another(area)
        }

    assert nested == set()


def test_what_scrolls_gets_the_width_at_which_its_height_was_found(incubating: Scenario) -> None:
    """With a frame on one side alone, Qt measures it two points wider than it lets it be, and lines are cut."""
    window = incubating.program.window
    window.resize(1900, 1000)
    shown: set[str] = set()
    for page in (PageName.CALCULATE, PageName.TODAY, PageName.SOLUTIONS):
        window.show_page(page)
        incubating.settle()
        areas = [area for area in window.findChildren(QScrollArea) if area.isVisible()]
        bars = {area: area.verticalScrollBar().width() * area.verticalScrollBar().isVisible() for area in areas}
        shown |= {area.objectName() for area in areas}
        assert {area.objectName(): area.viewport().width() + bars[area] for area in areas} == {
            area.objectName(): area.maximumViewportSize().width() for area in areas
        }
    assert "now_area" in shown
