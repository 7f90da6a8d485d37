"""The window that lists the keys, by itself."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.keys import KEYS
from benchapp.ui.window.keys.key_sheet import KeySheet


def test_it_lists_every_key_and_closes_by_escape(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = KeySheet(parent)
    sheet.show()

    texts = [label.text() for label in sheet.findChildren(QLabel)]
    for group, keys in KEYS.items():
        assert group.upper() in texts
        assert all(key.shown in texts and key.text in texts for key in keys)

    QTest.keyClick(sheet, Qt.Key.Key_A)
    assert sheet.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()
