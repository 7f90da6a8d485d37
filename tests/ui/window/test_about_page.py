"""The page about the program by itself."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from benchapp import __version__
from benchapp.base import paths
from benchapp.presenters.help.about import read_parts
from benchapp.ui.window.about_page import AboutPage


def test_it_says_the_version_and_the_folder_and_shows_the_licence_of_each_part(qtbot: QtBot, tmp_path: Path) -> None:
    made_of = read_parts(paths.resources() / "licences")
    page = AboutPage(made_of, str(tmp_path), ("3.11", "Linux"))
    qtbot.addWidget(page)

    assert __version__ in page.text.toPlainText()
    assert str(tmp_path) in page.text.toPlainText()
    assert page.list.count() == 1 + len(made_of)
    for row, part in enumerate(made_of, 1):
        page.list.setCurrentRow(row)
        assert page.list.item(row).text().startswith(part.name)
        assert page.text.toPlainText() == part.text.replace("\r\n", "\n")
