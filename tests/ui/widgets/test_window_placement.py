"""A window opens inside its screen."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.window_placement import FRAME, centre, fit


def test_a_window_larger_than_the_screen_is_made_to_fit_with_its_frame(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    free = window.screen().availableGeometry()
    window.resize(free.width() + 500, free.height() + 500)
    fit(window)

    assert window.size() + FRAME == free.size()


def test_a_window_is_put_in_the_middle(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 100)
    centre(window)
    free = window.screen().availableGeometry()

    assert window.pos() == free.topLeft() + QPoint(
        (free.width() - 200 - FRAME.width()) // 2, (free.height() - 100 - FRAME.height()) // 2
    )


def test_a_window_beside_the_screen_is_brought_inside(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 100)
    free = window.screen().availableGeometry()
    window.move(free.right() + 300, free.bottom() + 300)
    fit(window)

    assert free.contains(window.geometry())
