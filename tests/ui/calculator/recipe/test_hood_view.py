"""The hood view promises a next step only where there is one, and shows all of the step on any screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.ui.calculator.recipe import hood_view
from benchapp.ui.calculator.recipe.hood_view import HoodView, Recording
from benchapp.ui.widgets.theme import LIGHT, sheet


def test_the_last_step_promises_no_next_one(qtbot: QtBot) -> None:
    view = HoodView("Today", [("a", "first", ""), ("b", "second", "")])
    qtbot.addWidget(view)
    assert view.done.text() == "Done, next step"

    view.go_on()
    assert view.done.text() == "Done"

    view.go_back()
    assert view.done.text() == "Done, next step"


def test_a_long_step_is_whole_on_a_low_screen_and_as_large_as_there_is_room_for(qtbot: QtBot) -> None:
    text = "gloves and coat on, open tubes under the hood, waste of Lenalidomide apart."
    view = HoodView("Dose", [("Before you begin:", text, "Embryo-fetal toxicity: boxed warning. " * 3)])
    qtbot.addWidget(view)
    view.setStyleSheet(sheet(LIGHT))
    view.resize(1920, 1080)
    view.show()
    qtbot.wait(1)
    shown = view.findChild(QLabel, "hood.step.text")
    assert shown is not None
    assert shown.property("text_size") == "hood"

    view.resize(960, 540)
    qtbot.wait(1)
    for name in ("lead", "text", "detail"):
        label = view.findChild(QLabel, f"hood.step.{name}")
        assert label is not None
        assert label.height() >= label.heightForWidth(label.width())


def at_the_end(qtbot: QtBot, written: list[str], asked: str = "") -> tuple[HoodView, list[str]]:
    """Return a view of two steps that can record, both to be done yet, and what was pressed after that."""
    pressed: list[str] = []

    def write() -> str:
        written.append("written")
        return asked if len(written) == 1 else ""

    then = (
        ("Print label", "hood.actions.label", lambda: pressed.append("label")),
        ("Start incubation", "hood.actions.incubate", lambda: pressed.append("incubation")),
    )

    def recorded() -> str:
        return "14:02" if len(written) > bool(asked) else ""

    recording = Recording(
        lambda: "Record another" if asked and written else "Record",
        write,
        then,
        recorded,
        undo=written.clear,
        undoable=lambda: bool(recorded()),
    )
    view = HoodView("Dose", [("a", "first", ""), ("b", "second", "")], recording=recording)
    qtbot.addWidget(view)
    view.show()
    return view, pressed


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_press_the_large_button_from_the_first_page_to_the_last(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: Qt.Key
) -> None:
    monkeypatch.setattr(hood_view, "BOUNCE_MS", 0)
    written: list[str] = []
    view, pressed = at_the_end(qtbot, written)
    for _ in range(2):
        qtbot.keyClick(view, key)
    assert (view.place, written) == (2, [])

    qtbot.keyClick(view, key)
    assert written == ["written"]
    # What comes next has the keys, and Tab leads from one to the other.
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view.then[0], key)
    assert pressed == ["label"]


def test_once_recorded_all_steps_stay_done_although_the_page_takes_its_ticks_away(qtbot: QtBot) -> None:
    written: list[str] = []
    view, _ = at_the_end(qtbot, written)
    for _ in range(2):
        view.go_on()
    for place in range(2):
        view.take_tick(place, on=False)
    view.record.click()
    bar = view.findChild(QProgressBar)
    assert bar is not None
    assert (written, bar.value()) == (["written"], bar.maximum())


def test_a_key_pressed_twice_by_mistake_records_nothing_and_confirms_nothing(qtbot: QtBot) -> None:
    written: list[str] = []
    view, _ = at_the_end(qtbot, written, asked="This was recorded 1 min ago. Press again for another.")
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Space)
    assert (view.place, written) == (2, [])

    qtbot.wait(hood_view.BOUNCE_MS + 20)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert written == ["written"]


def words(view: HoodView, name: str) -> str:
    label = view.findChild(QLabel, f"hood.step.{name}")
    assert label is not None
    return label.text()


def in_view(view: HoodView) -> list[str]:
    return [one.text() for one in view.findChildren(QPushButton) if one.isVisible()]


def test_what_was_recorded_says_when_and_can_be_undone_or_recorded_again(qtbot: QtBot) -> None:
    written: list[str] = []
    view, _ = at_the_end(qtbot, written)
    for _ in range(2):
        view.go_on()
    assert set(in_view(view)) == {"Record", "Back", "Leave (Esc)"}
    view.record.click()
    assert words(view, "lead") == "Recorded in the journal, 14:02."
    assert set(in_view(view)) == {"Undo", "Record again", "Print label", "Start incubation", "Leave (Esc)"}

    view.undo.click()
    assert written == []
    assert words(view, "lead") == "All steps are done."
    assert set(in_view(view)) == {"Record", "Back", "Leave (Esc)"}

    view.record.click()
    view.again.click()
    assert written == ["written", "written"]


def test_the_button_says_what_the_next_press_does_once_something_was_asked(qtbot: QtBot) -> None:
    written: list[str] = []
    view, _ = at_the_end(qtbot, written, asked="This was recorded at 13:58.")
    for _ in range(2):
        view.go_on()
    view.record.click()
    assert view.record.text() == "Record another"
    assert words(view, "text") == "This was recorded at 13:58."


def test_ctrl_enter_records_on_the_last_page_and_ticks_no_step_before_it(qtbot: QtBot) -> None:
    written: list[str] = []
    view, _ = at_the_end(qtbot, written)
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (view.place, written) == (0, [])

    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert written == []
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert written == ["written"]


def test_the_steps_are_counted_as_the_rows_of_the_page(qtbot: QtBot) -> None:
    steps = [(name, "", "") for name in ("thaw", "medium", "stock", "dose")]
    view = HoodView("Dose", steps, rows=[(0,), (1, 2), (3,)])
    qtbot.addWidget(view)
    count = view.findChild(QLabel, "hood.step.count")
    assert count is not None
    seen = []
    for _ in range(5):
        seen.append(count.text())
        view.go_on()
    assert seen == ["1 of 3", "2 of 3 · part 1 of 2", "2 of 3 · part 2 of 2", "3 of 3", "3 of 3 done"]

    # Half a row is no row.
    for _ in range(2):
        view.go_back()
    with qtbot.waitSignal(view.left) as left:
        view.close()
    assert left.args == [1, 3]
