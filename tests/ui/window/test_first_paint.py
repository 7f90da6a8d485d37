"""What can wait is told when a window has been painted, and once."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.window.first_paint import FirstPaint


def test_it_is_told_once_and_not_before_the_window_is_painted(qtbot: QtBot) -> None:
    window, told = QWidget(), list[bool]()
    qtbot.addWidget(window)
    first = FirstPaint(window)
    first.seen.connect(lambda: told.append(True))
    QApplication.processEvents()
    assert told == []

    with qtbot.waitSignal(first.seen):
        window.show()
    window.repaint()
    QApplication.processEvents()

    assert told == [True]
    window.hide()
