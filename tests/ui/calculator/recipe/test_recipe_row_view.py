import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from benchapp.ui.calculator.recipe.recipe_row_view import ROOMS, RecipeRowView, Room, height_of
from benchapp.ui.calculator.recipe.row_text import RowText

TUBE = RowText("Tube A", "396 µL medium + 4 µL Lenalidomide 10 mM. Mix.", "100 µM, 1 % DMSO, 400 µL · P1000, P20")


def row(qtbot: QtBot, text: RowText, width: int = 900) -> RecipeRowView:
    view = RecipeRowView("page.step1", 1)
    qtbot.addWidget(view)
    view.show_text(text)
    view.set_width(width)
    view.resize(width, view.sizeHint().height())
    view.show()
    qtbot.wait(1)
    return view


def seen(view: RecipeRowView) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def test_a_row_says_what_it_is_what_goes_in_and_what_it_is_then(qtbot: QtBot) -> None:
    view = row(qtbot, TUBE)

    assert seen(view) == ["1", TUBE.title, TUBE.words, TUBE.detail]
    assert view.tick.accessibleName() == f"Step 1 done: Tube A {TUBE.words}"
    assert view.tick.accessibleDescription() == TUBE.detail


def test_a_narrow_row_has_what_it_is_then_under_what_goes_in(qtbot: QtBot) -> None:
    view = row(qtbot, TUBE, 500)

    words = next(label for label in view.findChildren(QLabel) if label.text() == TUBE.words)
    detail = next(label for label in view.findChildren(QLabel) if label.text() == TUBE.detail and label.isVisible())
    assert detail.y() > words.y()


def test_tubes_of_a_run_are_each_named_with_what_they_hold(qtbot: QtBot) -> None:
    run = RowText("Tubes 2–3", "250 µL from tube to tube.", lines=(("2", "3.16 µM"), ("3", "1 µM")))

    assert seen(row(qtbot, run))[-1].replace("\xa0", " ").split("   ") == ["2: 3.16 µM", "3: 1 µM"]


def test_a_range_of_wells_is_never_torn_over_two_lines(qtbot: QtBot) -> None:
    tubes = tuple((str(tube), f"B{tube}–D{tube} (3 wells)") for tube in range(1, 9))
    view = row(qtbot, RowText("Dose", "Add 100 µL of each tube.", lines=tubes), 640)

    lines = next(one for one in view.findChildren(QLabel) if "B8" in one.text())
    for width in range(150, 620, 10):
        layout = QTextLayout(lines.text(), lines.font())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        ends = [layout.lineAt(place).textStart() for place in range(1, layout.lineCount())]
        assert all(lines.text()[:end].endswith((" ", "\u00a0")) for end in ends), width
    # What is read aloud has no unseen characters.
    assert "B8–D8" in view.tick.accessibleDescription()


def test_many_ranges_of_one_tube_go_on_in_the_next_line_after_a_comma(qtbot: QtBot) -> None:
    wells = ", ".join(f"B{column}–D{column}" for column in range(2, 12))
    view = row(qtbot, RowText("Dose", "Add 100 µL of each tube.", lines=(("1", f"{wells} (30 wells)"),)), 400)

    lines = next(one for one in view.findChildren(QLabel) if "B11" in one.text())
    assert lines.height() > lines.fontMetrics().height() * 1.5
    assert lines.minimumSizeHint().width() < 400


def test_a_hazard_has_its_source_at_hand(qtbot: QtBot) -> None:
    view = row(qtbot, RowText("Before you begin", "Gloves on.", note="toxic", source="safety data sheet"))

    assert "safety data sheet" in view.toolTip()
    assert "safety data sheet" in view.tick.accessibleDescription()


@pytest.mark.parametrize(
    ("some", "every", "state"),
    [
        (False, False, Qt.CheckState.Unchecked),
        (True, False, Qt.CheckState.PartiallyChecked),
        (True, True, Qt.CheckState.Checked),
    ],
)
def test_a_tick_shows_whether_some_or_all_of_its_steps_are_done(
    qtbot: QtBot, some: bool, every: bool, state: Qt.CheckState
) -> None:
    view = row(qtbot, TUBE)

    view.show_done(some=some, every=every)
    assert view.tick.checkState() is state


def test_a_tick_by_hand_is_announced_once(qtbot: QtBot) -> None:
    view = row(qtbot, TUBE)
    shown: list[bool] = []
    view.ticked.connect(shown.append)

    view.tick.click()
    view.tick.click()
    assert shown == [True, False]


def test_a_tick_is_hit_anywhere_in_its_column(qtbot: QtBot) -> None:
    wells = tuple((str(tube), f"B{tube}–D{tube} (3 wells)") for tube in range(1, 9))
    view = row(qtbot, RowText("Dose", "Add 100 µL of each tube.", lines=wells), 640)
    view.set_room(ROOMS[-1])
    view.resize(640, 120)
    qtbot.wait(1)
    assert view.tick.height() > 80

    qtbot.mouseClick(view.tick, Qt.MouseButton.LeftButton, pos=QPoint(view.tick.width() - 2, view.tick.height() - 4))
    assert view.tick.isChecked()


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("width", [560, 900])
def test_a_row_is_as_high_as_it_was_reckoned(qtbot: QtBot, qapp: QApplication, room: Room, width: int) -> None:
    wells = tuple((str(tube), f"B{tube}–D{tube} (3 wells)") for tube in range(1, 9))
    for text in (TUBE, RowText("Dose", "Add 100 µL of each tube.", note="from the control up", lines=wells)):
        view = row(qtbot, text, width)
        view.set_room(room)
        reckoned = height_of(view.text_height(width), room)
        view.lay_out()
        # The line below a row is there where an earlier test gave the application its look.
        line = 1 if "border-bottom" in qapp.styleSheet() else 0
        assert view.heightForWidth(width) == reckoned - 1 + line
        assert view.tick.sizeHint().height() == room.tick
