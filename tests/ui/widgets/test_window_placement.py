"""A window opens inside its screen."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.window_placement import FRAME, centre, fit, step_aside


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


def test_a_remembered_window_stays_where_only_a_thick_frame_would_not_fit(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    free = window.screen().availableGeometry()
    window.setGeometry(free.left() + 7, free.top() + 27, free.width() - FRAME.width(), free.height() - FRAME.height())
    before = window.pos()
    fit(window)

    assert window.pos() == before


@pytest.mark.parametrize("part", [0.4, 1.0, 2.0])
def test_a_window_beside_another_leaves_its_title_in_sight(qtbot: QtBot, part: float) -> None:
    host, window = QWidget(), QWidget()
    free = host.screen().availableGeometry()
    for one in (host, window):
        qtbot.addWidget(one)
        one.setMinimumSize(900, 500)
        one.resize(free.size() * part)
    fit(host)
    host.show()
    step_aside(window, host)
    window.show()

    assert window.y() >= host.y() + 40
    assert window.x() >= host.x() + 40
    assert free.contains(window.geometry())
