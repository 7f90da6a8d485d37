"""What is before a line of the finder: each kind has an icon of its own, which is there in both looks."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.window.search_icons import ADD, COMMAND, icon_file, icon_name

KEYS = {
    "": "hexagon",
    "page:JOURNAL": "notebook-text",
    "page:COMPARE": "hexagon",
    "tool:stock": "flask-conical",
    "label:BC-1": "test-tube",
    "incubation:i1": "timer",
    "add:venetoclax": ADD,
    "backup": COMMAND,
}


@pytest.mark.parametrize("key", KEYS)
def test_each_kind_has_its_icon_in_both_looks(key: str, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)

    assert icon_name(key) == KEYS[key]
    for look, ground in (("light", Qt.GlobalColor.white), ("dark", Qt.GlobalColor.black)):
        host.setPalette(QPalette(ground))
        file = Path(icon_file(key, host))
        assert file.is_file()
        assert file.parent.name == look
        assert not QIcon(str(file)).isNull()
