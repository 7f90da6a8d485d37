"""The page: the fields at the left, the answer at full height, and one of the two in a small window."""

from functools import partial

from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.calculator.calculate_page import CalculatePage
from benchapp.ui.calculator.recipe.two_columns import LOW, NARROW
from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.calculator.stock_tool import StockTool


def page_of(qtbot: QtBot, stock: StockTool, width: int, height: int) -> CalculatePage:
    page = CalculatePage(
        {"stock": lambda _inside: stock, "convert": partial(CalculatorTool, {})},
        lambda _form, _bar: None,
        lambda: "P20, P200",
    )
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    return page


def type_in(stock: StockTool) -> None:
    for name, text in (("mass", "4.87 mg"), ("concentration", "10 mM")):
        stock.fields[name].line.setText(text)
        stock.fields[name].edited.emit(text)
    stock.solvent.edited.emit("DMSO")
    stock.form.compute()


def test_fields_and_recipe_are_beside_each_other(qtbot: QtBot, stock_tool: StockTool) -> None:
    page = page_of(qtbot, stock_tool, NARROW + 200, LOW + 200)
    type_in(stock_tool)

    assert page.area.isVisible()
    assert page.side.isVisible()
    assert page.area.mapTo(page, page.area.rect().topRight()).x() < page.side.x()
    assert stock_tool.recipe.isVisible()
    assert page.lab.text() == "Pipettes: P20, P200 ✎"


def test_only_one_thing_scrolls_in_each_column(qtbot: QtBot, stock_tool: StockTool) -> None:
    page = page_of(qtbot, stock_tool, NARROW + 200, LOW + 200)
    type_in(stock_tool)

    for area in page.findChildren(QAbstractScrollArea):
        above: QWidget | None = area.parentWidget()
        # What pops up has a window of its own.
        while above is not None and not above.isWindow():
            assert not isinstance(above, QAbstractScrollArea)
            above = above.parentWidget()


def test_a_small_page_shows_the_recipe_once_there_is_one_and_goes_on_computing(
    qtbot: QtBot, stock_tool: StockTool
) -> None:
    page = page_of(qtbot, stock_tool, 860, 480)
    assert (page.area.isVisible(), page.side.isVisible()) == (True, False)
    assert not page.columns.done.isEnabled()

    type_in(stock_tool)
    assert page.columns.done.isEnabled()
    page.columns.done.click()
    assert (page.area.isVisible(), page.side.isVisible()) == (False, True)
    assert page.columns.summary.text() == "4.87 mg to 10 mM · Edit"
    assert stock_tool.form.in_view

    page.columns.summary.click()
    assert (page.area.isVisible(), page.side.isVisible()) == (True, False)


def test_keys_never_go_into_a_field_behind_its_recipe(qtbot: QtBot, stock_tool: StockTool) -> None:
    page = page_of(qtbot, stock_tool, 860, 480)
    type_in(stock_tool)
    page.tabs.wanted.emit("convert")
    page.tabs.wanted.emit("stock")
    assert (page.area.isVisible(), page.side.isVisible()) == (False, True)
    assert page.window().focusWidget() is page.columns.summary
    assert stock_tool.form.in_view


def test_one_opened_for_the_first_time_is_shown_when_it_is_made_and_the_keys_wait_on_its_tab(
    qtbot: QtBot, stock_tool: StockTool
) -> None:
    page = page_of(qtbot, stock_tool, NARROW + 200, LOW + 200)
    stock_tool.fields["mass"].line.setFocus()
    page.tabs.wanted.emit("convert")

    assert (page.current, page.area.isVisible()) == ("stock", True)
    assert page.tabs.lesser["convert"].isChecked()
    # What is typed meanwhile changes nothing in what is still in view.
    assert page.window().focusWidget() is page.tabs.more
    qtbot.waitUntil(lambda: page.current == "convert")


def test_the_last_one_opened_is_shown_though_another_is_still_being_made(qtbot: QtBot, stock_tool: StockTool) -> None:
    page = page_of(qtbot, stock_tool, NARROW + 200, LOW + 200)
    page.tabs.wanted.emit("convert")
    page.show_tool("stock")
    qtbot.waitUntil(lambda: page.tools.idle)

    assert "convert" in page.tools.made
    assert page.current == "stock"
    assert page.tabs.tabs["stock"].isChecked()


def test_a_small_calculator_makes_nothing_and_has_no_hood_view(qtbot: QtBot, stock_tool: StockTool) -> None:
    page = page_of(qtbot, stock_tool, NARROW + 200, LOW + 200)

    page.show_tool("convert")

    assert page.bar is None
    assert page.hood.isHidden()
    assert page.recipes.isHidden()
    # Nothing is pipetted in another unit.
    assert page.lab.isHidden()
    assert (page.print_sheet(), page.save_sheet()) == (False, False)

    page.show_tool("stock")
    assert page.lab.isVisible()


def test_another_form_begins_at_its_top(qtbot: QtBot, stock_tool: StockTool) -> None:
    page = page_of(qtbot, stock_tool, NARROW + 200, LOW + 1)
    type_in(stock_tool)
    bar = page.area.verticalScrollBar()
    bar.setRange(0, 200)
    bar.setValue(150)

    page.show_tool("convert")

    assert bar.value() == 0
