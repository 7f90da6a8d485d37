"""The wheel over a closed list, a spin box, a date or a slider changes nothing, on no page and in no calculator."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import QuickScenario, with_index

_KINDS = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar, QAbstractItemView)
_TOOLS = ("stock", "dilute", "series", "plate", "combine", "reagent", "convert", "seed")


@pytest.fixture(scope="module")
def bench(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, bundled_index: Path) -> Iterator[Scenario]:
    """A day with a stock, a dose and an incubation, so that every page has something on it."""
    made = QuickScenario(qapp, with_index(tmp_path_factory.mktemp("wheel"), bundled_index))
    made.begin_with_stock()
    made.dose_cells()
    made.make_it()
    made.program.rooms.calculator.page.incubate.click()
    made.settle()
    made.press("incubate.start.every48")
    made.start_incubation()
    yield made
    made.end()


def turned(window: QWidget) -> list[QWidget]:
    """Return what Qt would let a wheel change: scroll bars are there to be turned."""
    found = [one for one in window.findChildren(QWidget) if isinstance(one, _KINDS)]
    return [one for one in found if not isinstance(one, QScrollBar)]


def values(window: QWidget) -> dict[tuple[str, int], object]:
    """Return all that is chosen, typed and ticked in a window."""
    found: dict[tuple[str, int], object] = {}
    for place, one in enumerate(window.findChildren(QWidget)):
        match one:
            case QScrollBar():
                continue
            case QComboBox():
                value: object = (one.currentIndex(), one.currentText())
            case QAbstractSpinBox():
                value = one.text()
            case QAbstractSlider():
                value = one.value()
            case QTabBar():
                value = one.currentIndex()
            case QAbstractItemView():
                value = (one.currentIndex().row(), one.currentIndex().column())
            case QLineEdit():
                value = one.text()
            case QAbstractButton() if one.isCheckable():
                value = one.isChecked()
            case _:
                continue
        found[one.objectName() or type(one).__name__, place] = value
    return found


def turn(target: QWidget, notches: int) -> None:
    at = QPointF(target.rect().center())
    event = QWheelEvent(
        at,
        QPointF(target.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, notches * 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(target, event)


def show_tool(tool: str) -> Callable[[Scenario], object]:
    return lambda bench: bench.program.rooms.calculator.show_tool(tool)


def show(page: PageName) -> Callable[[Scenario], object]:
    return lambda bench: bench.program.window.show_page(page)


def show_correction(bench: Scenario) -> None:
    bench.program.window.show_page(PageName.SOLUTIONS)
    bench.choose_solution(bench.stock_label)
    bench.press(f"solutions.{bench.stock_label}.correct.open")


def show_labels(bench: Scenario) -> None:
    bench.program.window.show_page(PageName.SOLUTIONS)
    bench.choose_solution(bench.stock_label)
    bench.press(f"solutions.{bench.stock_label}.labels")


def show_form(bench: Scenario) -> None:
    bench.program.rooms.compounds.add()


def show_import(bench: Scenario) -> None:
    bench.program.window.show_page(PageName.IMPORT)
    bench.program.rooms.compounds.import_page.open_example()
    bench.wait()


def show_report(bench: Scenario) -> None:
    running = bench.program.services.timers.statuses[0].running
    bench.program.rooms.incubations.show_report(running.incubation.id)


_PLACES = {
    **{tool: show_tool(tool) for tool in _TOOLS},
    **{page.name: show(page) for page in PageName},
    "correction": show_correction,
    "labels of a solution": show_labels,
    "new compound": show_form,
    "list to import": show_import,
    "report": show_report,
}


@pytest.mark.parametrize("place", _PLACES)
def test_the_wheel_changes_no_value_and_no_page(bench: Scenario, place: str) -> None:
    _PLACES[place](bench)
    bench.settle()
    window = bench.program.window
    before, page, tool = values(window), window.page, bench.program.rooms.calculator.page.current

    for one in turned(window):
        # A view that scrolls receives the wheel in what is seen through it.
        target = one.viewport() if isinstance(one, QAbstractItemView) else one
        for notches in (-1, -1, 1):
            turn(target, notches)
    bench.settle()

    after = values(window)
    assert {key: (value, after.get(key)) for key, value in before.items() if after.get(key) != value} == {}
    assert (window.page, bench.program.rooms.calculator.page.current) == (page, tool)


def test_there_is_something_to_turn(bench: Scenario) -> None:
    """What is asked for here is found, or the test above would hold whatever the wheel does."""
    for place in ("stock", "JOURNAL", "SETTINGS", "COMPOUNDS", "HELP"):
        _PLACES[place](bench)
    names = {one.objectName() for one in turned(bench.program.window)}

    assert {
        "header.compound.form",
        "calculate.stock.solvent",
        "journal.filter.time",
        "settings.look.language",
        "compounds.list.table",
        "help.parts.list",
    } <= names
