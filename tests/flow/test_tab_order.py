"""Tab goes through every calculator as it is read: the fields from top to bottom, the map, and where it is recorded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QToolButton, QWidget

from benchapp.selftest.scenario import Scenario
from benchapp.ui.calculator.tools import TOOLS
from tests.flow.begun_day import QuickScenario, with_index

# Controls that overlap so much in height are in one line, px.
LINE = 20


@pytest.fixture(scope="module")
def bench(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, bundled_index: Path) -> Iterator[Scenario]:
    made = QuickScenario(qapp, with_index(tmp_path_factory.mktemp("tab"), bundled_index))
    made.begin_with_stock()
    yield made
    made.end()


def chain_from(first: QWidget) -> list[QWidget]:
    """Return what Tab reaches from a control on, in its order, up to that control again."""
    reached, following = [first], first.nextInFocusChain()
    while following is not None and following is not first:
        by_tab = bool(following.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        # Qt's own line inside a list is reached with the list.
        if by_tab and following.isVisible() and following.isEnabled() and following.focusProxy() is None:
            reached.append(following)
        following = following.nextInFocusChain()
    return reached


def as_read(column: QWidget, controls: list[QWidget]) -> list[QWidget]:
    """Return controls from top to bottom, and from left to right in a line."""
    places = {one: one.mapTo(column, QPoint()) for one in controls}
    read: list[QWidget] = []
    left = sorted(controls, key=lambda one: places[one].y())
    while left:
        line = [one for one in left if places[one].y() < places[left[0]].y() + LINE]
        read += sorted(line, key=lambda one: places[one].x())
        left = [one for one in left if one not in line]
    return read


def names(controls: list[QWidget]) -> list[str]:
    return [one.objectName() for one in controls]


def fill(bench: Scenario, tool: str) -> None:
    fields = {"top": "10 uM"}
    if tool == "combine":
        # The map comes with the recipe.
        fields |= {"c1": "10 mM", "compound_2": "EPZ-5676", "c1_2": "10 mM", "top_2": "1 uM"}
    for name, text in fields.items():
        if bench.program.window.findChild(QLineEdit, f"calculate.{tool}.{name}") is not None:
            bench.type_into(f"calculate.{tool}.{name}", text)
    if tool == "combine":
        bench.choose("calculate.combine.solvent_2", "DMSO")
    bench.settle()


@pytest.mark.parametrize("tool", list(TOOLS))
def test_tab_goes_through_a_calculator_as_it_is_read(bench: Scenario, tool: str) -> None:
    bench.program.window.resize(1366, 768)
    bench.program.rooms.calculator.show_tool(tool)
    fill(bench, tool)
    page = bench.program.rooms.calculator.page
    for fold in page.shown_tool.findChildren(QToolButton):
        if fold.isCheckable() and fold.isVisible() and not fold.isChecked():
            fold.click()
    bench.settle()
    by_tab = set(chain_from(page.inner.window()))
    first = as_read(page.inner, [one for one in page.inner.findChildren(QWidget) if one in by_tab])[0]
    reached = chain_from(first)

    left = [one for one in reached if page.inner.isAncestorOf(one)]
    assert names(left) == names(as_read(page.inner, left))
    # Nothing else comes between; then the map where there is one, then where it is recorded and what comes after that.
    assert reached[: len(left)] == left
    following = names(reached[len(left) :])
    if tool in {"plate", "combine"}:
        assert following[:2] == [f"calculate.{tool}.brush", f"calculate.{tool}.map"]
        following = following[2:]
    if page.bar is not None:
        wanted = [f"calculate.{tool}.edit_label", f"calculate.{tool}.made"]
        wanted = [name for name in wanted if bench.find(QWidget, name).isEnabled()]
        assert following[: len(wanted)] == wanted


def test_a_stock_of_the_partner_is_asked_for_before_its_strength(bench: Scenario) -> None:
    bench.open_first("pinometostat")
    bench.program.rooms.calculator.show_tool("combine")
    fill(bench, "combine")
    bench.type_into("calculate.combine.compound_2", "Lenalidomide")
    bench.settle()
    box = bench.find(QComboBox, "calculate.combine.stock_2")
    assert box.isVisible()
    reached = names(chain_from(bench.find(QWidget, "calculate.combine.compound_2")))
    assert reached[:3] == [f"calculate.combine.{name}_2" for name in ("compound", "stock", "c1")]
