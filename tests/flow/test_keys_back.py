"""The keys are where somebody left them: what goes away gives them back, and no arrow key changes what nobody sees."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName


@pytest.fixture
def bench(stocked: Scenario) -> Scenario:
    stocked.program.window.activateWindow()
    return stocked


def keys(bench: Scenario) -> str:
    # Off-screen a window may lose the keys to nobody; a person has it before them.
    bench.program.window.activateWindow()
    bench.settle()
    focused = bench.program.window.focusWidget()
    return "" if focused is None else focused.objectName()


def click(bench: Scenario, name: str) -> None:
    """Press a button as the mouse does, which gives it the keys first."""
    button = bench.find(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    bench.program.window.activateWindow()
    bench.settle()
    assert button.isVisible(), name
    assert button.isEnabled(), name
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    button.click()
    bench.settle()


def test_a_tool_begins_in_its_first_field(bench: Scenario) -> None:
    for tool in ("dilute", "series", "plate", "combine", "reagent", "convert", "seed", "stock"):
        if tool in bench.program.rooms.calculator.page.tabs.lesser:
            bench.press(f"calculate.tools.{tool}")
        else:
            click(bench, f"calculate.tools.{tool}")

        assert isinstance(bench.program.window.focusWidget(), QLineEdit)
        assert keys(bench).startswith(f"calculate.{tool}.")


@pytest.mark.parametrize(
    ("action", "texts"),
    [
        ("discard", {"reason": "dropped"}),
        ("take", {"volume": "10 uL"}),
        ("move", {"place": "box 9"}),
        ("split", {"count": "2", "each": "40 uL"}),
    ],
)
def test_what_was_done_with_tubes_gives_the_keys_back_to_their_row(
    bench: Scenario, action: str, texts: dict[str, str]
) -> None:
    click(bench, "rail.pages.solutions")
    bench.choose_solution(bench.stock_label)
    name = f"solutions.{bench.stock_label}.part0.{action}"
    for how in ("cancel", "write"):
        click(bench, f"{name}.open")
        for field, text in texts.items():
            bench.type_into(f"{name}.{field}", text)
        click(bench, f"{name}.{how}")
        bench.beat()

        assert keys(bench).startswith(f"solutions.{bench.stock_label}."), how
        assert keys(bench).endswith(f"{action}.open"), how


def test_correcting_gives_the_keys_back_and_undo_too(bench: Scenario) -> None:
    click(bench, "rail.pages.solutions")
    bench.choose_solution(bench.stock_label)
    name = f"solutions.{bench.stock_label}.correct"
    click(bench, f"{name}.open")
    bench.type_into(f"{name}.lot", "L240612")
    click(bench, f"{name}.write")
    assert keys(bench) == f"{name}.open"

    click(bench, "toast.line.undo")
    assert keys(bench) == f"{name}.open"


def test_undo_in_the_line_gives_the_keys_back_to_where_it_was_made(bench: Scenario) -> None:
    bench.type_into("calculate.stock.mass", "4.87 mg")
    click(bench, "calculate.stock.made")
    before = keys(bench)
    click(bench, "toast.line.undo")

    assert keys(bench) == before
    assert before.startswith("calculate.stock.")


def test_an_alarm_that_was_seen_gives_the_keys_back_to_what_was_being_typed(incubating: Scenario) -> None:
    incubation = incubating.program.services.timers.statuses[0].running.incubation.id
    click(incubating, "rail.pages.calculate")
    incubating.program.rooms.calculator.show_tool("dilute")
    incubating.clock.advance(days=8)
    incubating.beat()
    line = incubating.find(QLineEdit, "calculate.dilute.c2")
    line.setFocus()
    incubating.press("now.strip.toggle")
    click(incubating, f"now.{incubation}.acknowledge")
    incubating.beat()

    assert keys(incubating) == "calculate.dilute.c2"
    form = incubating.find(QComboBox, "header.compound.form")
    assert isinstance(form, QComboBox)
    before = form.currentText()
    incubating.press_key(line, Qt.Key.Key_Down)
    assert form.currentText() == before


def test_a_start_leaves_the_keys_on_its_page(bench: Scenario) -> None:
    for act in list(bench.steps())[3:6]:
        act.run()
    click(bench, "rail.pages.calculate")
    click(bench, "calculate.actions.incubate")
    click(bench, "incubate.start.every48")
    click(bench, "incubate.start.write")
    bench.beat()

    assert bench.program.window.page is PageName.INCUBATE
    focused = bench.program.window.focusWidget()
    assert focused is not None
    assert focused.isVisible()
    assert not isinstance(focused, QComboBox)


def test_a_row_opens_what_it_asks_under_itself_in_view_and_for_one_tube(bench: Scenario) -> None:
    for _ in range(3):
        bench.press("rail.pages.calculate")
        bench.press("calculate.tools.stock")
        bench.press("calculate.stock.made")
        bench.beat()
    window, page = bench.program.window, bench.program.rooms.solutions.page
    window.resize(960, 540)
    click(bench, "rail.pages.solutions")
    last = bench.program.services.solutions.rows[-1].kept.solution.label
    bench.choose_solution(last)
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    for action in ("take", "move", "split", "discard"):
        name = f"solutions.{last}.part0.{action}"
        click(bench, f"{name}.open")
        head, write = bench.find(QWidget, f"{name}.head"), bench.find(QWidget, f"{name}.write")
        opener = bench.find(QWidget, f"{name}.open")
        for one in (head, write):
            place = one.mapTo(page.area.viewport(), QPoint(0, 0)).y()
            assert 0 <= place <= page.area.viewport().height() - one.height()
        assert 0 < head.mapTo(page.inner, QPoint(0, 0)).y() - opener.mapTo(page.inner, QPoint(0, 0)).y() < 100
    left = bench.program.services.solutions.rows[-1].portions[0].portion.count
    assert left > 1
    assert bench.read(f"{name}.count") == "1"
    assert bench.read(f"{name}.head").startswith(f"Discard 1 of {left} × ")
    bench.type_into(f"{name}.count", "3")
    assert bench.read(f"{name}.head").startswith(f"Discard 3 of {left} × ")
    bench.type_into(f"{name}.count", "1")
    bench.type_into(f"{name}.reason", "dropped")
    click(bench, f"{name}.write")
    bench.beat()
    assert bench.program.services.solutions.rows[-1].portions[0].portion.count == left - 1


def test_another_form_is_said_with_the_way_back(bench: Scenario) -> None:
    form = bench.find(QComboBox, "header.compound.form")
    assert isinstance(form, QComboBox)
    form.setFocus()
    bench.press_key(form, Qt.Key.Key_Down)
    bench.settle()

    assert bench.program.services.compounds.form is not None
    assert bench.program.services.compounds.form.molar_mass == "268.27"
    bench.expect(bench.read("toast.line.words"), "Calculations now use Lenalidomide", "268.27 g/mol")
    click(bench, "toast.line.undo")
    assert bench.program.services.compounds.form.molar_mass == "259.26"
    assert keys(bench) == "header.compound.form"
    bench.expect(bench.read("toast.line.words"), "259.26 g/mol")
