"""*Count cells* on screen: tapped, counted by keys, chosen chamber, and handed on to *Seed cells*."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.sheets.counting_sheet import COUNT
from benchapp.presenters.calculator.sheets.seeding_sheet import SEED
from benchapp.presenters.calculator.simple_forms import SimpleForm, hand_count_to_seeding
from benchapp.ui.calculator.counting.count_tool import CountTool
from benchapp.ui.calculator.counting.tap_counter import TapCounter
from benchapp.ui.calculator.simple_tool import SimpleTool


def form_of(sheet: object, units: Units) -> SimpleForm:
    assert sheet in (COUNT, SEED)
    form = SimpleForm(COUNT if sheet is COUNT else SEED, None, lambda: Lab(LabRules(), USUAL_PIPETTES))
    form.use_units(units)
    return form


@pytest.fixture
def seeding(units: Units) -> SimpleForm:
    return form_of(SEED, units)


@pytest.fixture
def tool(units: Units, seeding: SimpleForm, inside: QWidget) -> CountTool:
    counting = form_of(COUNT, units)
    return CountTool(counting, lambda: hand_count_to_seeding(counting, seeding), inside)


def test_cells_are_counted_with_the_keys_square_by_square(qtbot: QtBot) -> None:
    counter = TapCounter()
    qtbot.addWidget(counter)
    counted: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    counter.counted.connect(lambda live, dead: counted.append((live, dead)))

    for key in ("+", "+", "l", "-", "d"):
        qtbot.keyClicks(counter, key)
    qtbot.keyClick(counter, Qt.Key.Key_Backspace)
    qtbot.keyClick(counter, Qt.Key.Key_Return)
    qtbot.keyClick(counter, Qt.Key.Key_Space)

    assert counted[-1] == ((3, 1), (1, 0))
    assert counter.shown.text() == "Square 2: 1 living, 0 dead"

    qtbot.keyClick(counter, Qt.Key.Key_X)
    qtbot.keyClick(counter, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert counter.shown.text() == "Square 2: 1 living, 0 dead"


def test_a_square_without_a_tap_is_left_again(qtbot: QtBot) -> None:
    counter = TapCounter()
    qtbot.addWidget(counter)
    counter.show_counts((4, 5), (1,))
    assert counter.shown.text() == "Square 2: 5 living, 0 dead"

    counter.next_square()
    counter.take_back()
    counter.take_back()

    assert counter.shown.text() == "Square 2: 5 living, 0 dead"


def test_the_counter_says_when_its_keys_count(qtbot: QtBot) -> None:
    counter = TapCounter()
    qtbot.addWidget(counter)
    with qtbot.waitActive(counter):
        counter.show()
    counter.setFocus()
    assert counter.keys.text().startswith("Keys count now")
    counter.clearFocus()

    assert counter.keys.text().startswith("Click here")


def test_taps_fill_the_fields_and_the_figures_follow(tool: CountTool) -> None:
    for _ in range(120):
        tool.counter.live.click()
    assert tool.fields["live"].text() == "120"
    assert tool.fields["dead"].text() == ""

    tool.counter.dead.click()
    tool.counter.onward.click()
    tool.counter.live.click()

    assert (tool.fields["live"].text(), tool.fields["dead"].text()) == ("120, 1", "1, 0")
    assert "Living cells per mL: 1.21 × 10⁶" in tool.text()


def test_what_is_typed_is_gone_on_with(tool: CountTool) -> None:
    tool.fields["live"].line.textEdited.emit("45, 52")
    tool.counter.tap_live()
    assert tool.fields["live"].text() == "45, 53"

    tool.fields["live"].line.textEdited.emit("forty")
    assert tool.counter.shown.text() == "Square 2: 53 living, 0 dead"


def test_the_chamber_is_chosen_and_shown_by_its_volume(tool: CountTool) -> None:
    box = tool.findChild(QComboBox, "calculate.count.square.choice")
    assert box is not None
    assert box.currentText() == "Neubauer improved, large square"

    place = next(place for place in range(box.count()) if "Fuchs-Rosenthal, large" in box.itemText(place))
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert tool.fields["square"].text().replace("\u202f", " ") == "0.2 µL"

    tool.fields["square"].line.textEdited.emit("0.3 µL")
    assert box.currentIndex() == 0
    box.activated.emit(0)
    assert tool.fields["square"].text().replace("\u202f", " ") == "0.2 µL" or box.currentIndex() == 0


def test_one_press_takes_the_count_to_seed_cells(tool: CountTool, seeding: SimpleForm) -> None:
    wanted: list[str] = []
    tool.tool_wanted.connect(wanted.append)
    assert not tool.seed.isEnabled()

    tool.fields["live"].line.textEdited.emit("45, 52, 48, 50")
    tool.fields["dead"].line.textEdited.emit("3, 5, 2, 4")
    tool.seed.click()

    assert wanted == ["seed"]
    assert seeding.text("viable").replace("\u202f", " ") == "93.3 %"


def test_a_vessel_fills_wells_volume_and_area(units: Units, seeding: SimpleForm, inside: QWidget) -> None:
    tool = SimpleTool(seeding, inside)
    box = tool.findChild(QComboBox, "calculate.seed.well.choice")
    assert box is not None
    assert box.currentIndex() == 0

    place = next(place for place in range(box.count()) if box.itemText(place).startswith("24-well plate"))
    box.activated.emit(place)

    shown = {name: tool.fields[name].text().replace("\u202f", " ") for name in ("wells", "well", "area")}
    assert shown == {"wells": "24", "well": "700 µL", "area": "1.9 cm²"}
    assert box.currentIndex() == place
