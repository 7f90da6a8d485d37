"""What the program shows of Qt's own, as the dialog for a file, in the program's colours."""

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from benchapp.ui.incubations.link_card import LinkCard
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


def test_the_last_row_of_a_list_is_framed_on_all_sides_while_it_has_the_keys(theme: Theme, qtbot: QtBot) -> None:
    theme.apply(dark=False)
    row = LinkCard("x", "Re-dose", lambda: None, look="row")
    row.setProperty("last", "true")
    qtbot.addWidget(row)
    row.resize(300, 60)
    row.show()
    row.setFocus()
    qtbot.waitUntil(row.hasFocus)

    picture = row.grab().toImage()

    accent = theme.tokens.accent.lower()
    sides = ((0, 30), (299, 30), (150, 0), (150, 59))
    assert [picture.pixelColor(*at).name() for at in sides] == [accent] * 4
