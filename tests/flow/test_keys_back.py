"""The keys are where somebody left them: what goes away gives them back, and no arrow key changes what nobody sees."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from benchapp.selftest.scenario import Scenario
from benchapp.selftest.screenshots import screens
from benchapp.ui.window.pages import PageName


@pytest.fixture
def bench(rehearsal: Scenario) -> Scenario:
    rehearsal.begin_with_stock()
    rehearsal.program.window.activateWindow()
    return rehearsal


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


@pytest.mark.parametrize("tool", ["dilute", "series", "plate", "combine", "reagent", "convert", "seed", "stock"])
def test_a_tool_begins_in_its_first_field(bench: Scenario, tool: str) -> None:
    click(bench, f"calculate.tools.{tool}")

    assert isinstance(bench.program.window.focusWidget(), QLineEdit)
    assert keys(bench).startswith(f"calculate.{tool}.")


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("discard", {"reason": "dropped"}),
        ("take", {"volume": "10 uL"}),
        ("move", {"place": "box 9"}),
        ("split", {"count": "2", "each": "40 uL"}),
    ],
)
@pytest.mark.parametrize("how", ["write", "cancel"])
def test_what_was_done_with_tubes_gives_the_keys_back_to_their_row(
    bench: Scenario, action: str, told: dict[str, str], how: str
) -> None:
    click(bench, "rail.pages.solutions")
    name = f"solutions.{bench.stock_label}.part0.{action}"
    click(bench, f"{name}.open")
    for field, text in told.items():
        bench.type_into(f"{name}.{field}", text)
    click(bench, f"{name}.{how}")
    bench.beat()

    assert keys(bench).startswith(f"solutions.{bench.stock_label}.")
    assert keys(bench).endswith(f"{action}.open")


def test_correcting_gives_the_keys_back_and_undo_too(bench: Scenario) -> None:
    click(bench, "rail.pages.solutions")
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


def test_an_alarm_that_was_seen_gives_the_keys_back_to_what_was_being_typed(rehearsal: Scenario) -> None:
    for act in list(rehearsal.acts())[:7]:
        act.run()
    incubation = rehearsal.program.services.timers.standings[0].running.incubation.id
    click(rehearsal, "rail.pages.calculate")
    rehearsal.program.rooms.calculator.show_tool("dilute")
    rehearsal.clock.advance(days=8)
    rehearsal.beat()
    line = rehearsal.find(QLineEdit, "calculate.dilute.c2")
    line.setFocus()
    click(rehearsal, f"now.{incubation}.acknowledge")
    rehearsal.beat()

    assert keys(rehearsal) == "calculate.dilute.c2"
    form = rehearsal.find(QComboBox, "header.compound.form")
    assert isinstance(form, QComboBox)
    before = form.currentText()
    rehearsal.press_key(line, Qt.Key.Key_Down)
    assert form.currentText() == before


def test_a_start_leaves_the_keys_on_its_page(bench: Scenario) -> None:
    for act in list(bench.acts())[3:6]:
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


# -- lists that open --------------------------------------------------------------------------------------------------


def turn(widget: QWidget, notches: int) -> bool:
    """Turn the wheel over a control; tell whether the control took it."""
    middle = widget.rect().center()
    event = QWheelEvent(
        QPointF(middle),
        QPointF(widget.mapToGlobal(middle)),
        QPoint(0, 0),
        QPoint(0, notches * 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_no_list_in_any_scene_takes_the_wheel(rehearsal: Scenario) -> None:
    seen: set[str] = set()
    for scene, window in screens(rehearsal):
        for box in window.findChildren(QComboBox):
            if not box.isVisible() or not box.isEnabled() or box.count() < 2:
                continue
            before = box.currentIndex()
            for notches in (-1, 1):
                turn(box, notches)
                assert box.currentIndex() == before, f"{scene}: {box.objectName()}"
            seen.add(box.objectName())
    assert {"header.compound.form", "calculate.dilute.kind"} <= seen
    assert len(seen) > 15


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
