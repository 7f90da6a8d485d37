"""What the program shows of Qt's own, as the dialog for a file, in the program's colours."""

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.theme import Theme


@pytest.mark.parametrize("dark", [True, False])
def test_a_list_of_files_has_the_ground_of_the_look(theme: Theme, qtbot: QtBot, dark: bool) -> None:
    theme.apply(dark=dark)
    try:
        files = QTreeView()
        files.setModel(QStringListModel(["plate.pdf"]))
        qtbot.addWidget(files)
        files.show()

        ground = files.grab().toImage().pixelColor(files.width() // 2, files.height() - 20)

        assert ground.name() == theme.tokens.surface.lower()
    finally:
        theme.apply(dark=False)
