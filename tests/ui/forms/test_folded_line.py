from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from benchapp.ui.forms.folded_line import FoldedLine


def folded(qtbot: QtBot) -> FoldedLine:
    line = FoldedLine("Cells", "page.cells", QLineEdit())
    qtbot.addWidget(line)
    line.resize(300, 60)
    line.show()
    return line


def test_a_folded_line_says_what_is_behind_it_and_opens_by_its_key(qtbot: QtBot) -> None:
    line = folded(qtbot)
    line.show_summary("H929, human")
    opened: list[bool] = []
    line.opened.connect(opened.append)

    assert not line.body.isVisible()
    assert line.button.accessibleName() == "Cells: H929, human"

    line.button.setFocus()
    left = line.button.x()
    QTest.keyClick(line.button, Qt.Key.Key_Space)
    assert line.button.x() == left
    assert (line.is_open, line.body.isVisible(), opened) == (True, True, [True])

    line.fold()
    assert (line.is_open, line.body.isVisible(), opened) == (False, False, [True, False])


def test_what_has_no_room_is_cut_and_whole_in_its_tip(qtbot: QtBot) -> None:
    line = folded(qtbot)
    whole = "H929, human, passage 14, in RPMI 1640 with 10 % FBS and 1 % penicillin"
    line.show_summary(whole)
    qtbot.wait(1)
    shown = next(label for label in line.findChildren(type(line.summary)) if label.text())

    assert shown.text().endswith("…")
    assert whole in shown.toolTip()

    line.resize(900, 60)
    qtbot.wait(1)
    assert shown.text() == whole
