"""What is before a line of the finder: each kind has an icon of its own, which is there in both looks."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.ui.window.search_icons import ADD, COMMAND, icon_name, icon_of

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
    for look in ("light", "dark"):
        assert (paths.resources() / "icons" / look / f"{icon_name(key)}-off.svg").is_file()
    assert not icon_of(key, host).isNull()
