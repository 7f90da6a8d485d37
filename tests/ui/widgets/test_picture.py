"""A picture is drawn, said in words, and saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from benchapp.domain.messages import BenchError, Message
from benchapp.ui.widgets.picture import Picture
from benchapp.ui.widgets.theme import DARK, LIGHT, Tokens


class _Square(Picture):
    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        painter.fillRect(room, QColor(tokens.accent))


@pytest.fixture
def picture(qtbot: QtBot) -> Picture:
    made = _Square(lambda: DARK, "dose.plot", "Doses", QSize(40, 20))
    qtbot.addWidget(made)
    made.tell("Ten doses from 10 µM down.")
    return made


def test_its_words_are_read_out_and_stand_in_its_tip(picture: Picture) -> None:
    assert (picture.accessibleName(), picture.accessibleDescription()) == ("Doses", "Ten doses from 10 µM down.")
    assert "Ten doses from 10 µM down." in picture.toolTip()


def test_it_is_saved_as_a_picture_and_as_a_drawing_in_the_colours_of_paper(picture: Picture, tmp_path: Path) -> None:
    picture.save(tmp_path / "doses.png")
    picture.save(tmp_path / "doses.svg")

    image = QImage(str(tmp_path / "doses.png"))
    assert image.text("Description") == "Ten doses from 10 µM down."
    assert image.pixelColor(10, 10) == QColor(LIGHT.accent)
    assert "<title>Doses</title>" in (tmp_path / "doses.svg").read_text("utf-8")


def test_a_picture_that_cannot_be_written_says_so(picture: Picture, tmp_path: Path) -> None:
    with pytest.raises(BenchError) as raised:
        picture.save(tmp_path / "doses.unknown")
    assert raised.value.code is Message.NOT_SAVED
