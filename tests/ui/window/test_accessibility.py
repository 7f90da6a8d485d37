"""What is painted by hand has a role that a screen reader knows."""

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.time_text import TimeText
from benchapp.ui.window.accessibility import tell_roles


def test_a_painted_figure_is_a_text(qtbot: QtBot) -> None:
    tell_roles()
    figure = TimeText(20, "now.time")
    qtbot.addWidget(figure)

    described = QAccessible.queryAccessibleInterface(figure)

    assert described.role() is QAccessible.Role.StaticText
