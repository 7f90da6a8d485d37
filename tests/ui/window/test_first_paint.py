"""What can wait begins when a window has been painted, and once."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.window.first_paint import FirstPaint


def test_it_is_shown_once_and_not_before_the_window_is_painted(qtbot: QtBot) -> None:
    window, heard = QWidget(), list[bool]()
    qtbot.addWidget(window)
    first = FirstPaint(window)
    first.seen.connect(lambda: heard.append(True))
    QApplication.processEvents()
    assert heard == []

    with qtbot.waitSignal(first.seen):
        window.show()
    window.repaint()
    QApplication.processEvents()

    assert heard == [True]
    window.hide()
