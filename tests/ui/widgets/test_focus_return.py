"""The keys go back to where they were when what had them goes."""

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
