"""The keys go back to where they were when what had them goes."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.focus_return import FocusReturn
from benchapp.ui.widgets.layout import vbox


def test_the_keys_go_back_to_the_control_before_and_to_home_where_none_is_left(qtbot: QtBot) -> None:
    window, home, before, form = QWidget(), QLineEdit(), QLineEdit(), QLineEdit()
    qtbot.addWidget(window)
    window.setLayout(vbox(home, before, form))
    window.show()
    window.activateWindow()
    keeper = FocusReturn(window, lambda: home)
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    form.setFocus()
    qtbot.waitUntil(form.hasFocus)
    assert not keeper.give_back()

    form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert keeper.give_back()
    assert window.focusWidget() is before

    before.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert keeper.give_back()
    assert window.focusWidget() is home


class Window(QWidget):
    """Counts how many of the controls in it are handed over."""

    handed = 0

    def findChildren(self, *what: Any) -> list[Any]:
        found = super().findChildren(*what)
        self.handed += len(found)
        return found


def test_only_controls_of_a_remembered_name_are_looked_at(qtbot: QtBot) -> None:
    window, lines, others = Window(), [QLineEdit() for _ in range(6)], [QLineEdit() for _ in range(50)]
    qtbot.addWidget(window)
    window.setLayout(vbox(*lines, *others))
    for number, line in enumerate(lines):
        line.setObjectName(f"page.form.line{number}")
    window.show()
    window.activateWindow()
    keeper = FocusReturn(window, lambda: None)
    for line in lines:
        line.setFocus()
        qtbot.waitUntil(line.hasFocus)
    again = QLineEdit(window)
    again.setObjectName("page.form.line0")
    again.show()
    for line in lines:
        line.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    assert keeper.give_back()
    assert window.focusWidget() is again
    assert window.handed == len(lines) + 1
