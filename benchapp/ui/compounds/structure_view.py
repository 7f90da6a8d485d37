"""The drawing of a structure, in the ink of the theme."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from benchapp.base import paths
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.picture import Picture
from benchapp.ui.widgets.theme import Tokens

# In what the drawings on disk are drawn; replaced by the ink of the theme.
DRAWN_IN = b"#000000"


def _file(inchikey: str) -> Path | None:
    # An InChIKey from a file is capitals and dashes and so names a file of this folder, or none.
    if not inchikey or not inchikey.replace("-", "").isalpha():
        return None
    file = paths.resources() / "structures" / f"{inchikey}.svg"
    return file if file.is_file() else None


def drawing(inchikey: str, ink: str) -> QSvgRenderer | None:
    """Return the drawing of a compound; None where there is none."""
    file = _file(inchikey)
    if file is None:
        return None
    renderer = QSvgRenderer(QByteArray(file.read_bytes().replace(DRAWN_IN, ink.encode())))
    return renderer if renderer.isValid() else None


def is_drawn(inchikey: str) -> bool:
    """Return whether there is a drawing of a compound."""
    return _file(inchikey) is not None


def drawn_image(inchikey: str, ink: str, width: int) -> QImage | None:
    """Return the drawing as a picture of a width, for paper."""
    renderer = drawing(inchikey, ink)
    if renderer is None:
        return None
    size = renderer.defaultSize()
    image = QImage(width, width * size.height() // size.width(), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


class StructureView(Picture):
    """Shows the structure of a compound.

    Args:
        tokens: Gives the colours.
        inchikey: Names the drawing, which is there.
        name: Name of the compound, for who cannot see it.
        words: Formula and SMILES, likewise.
    """

    def __init__(self, tokens: Callable[[], Tokens], inchikey: str, name: str, words: str) -> None:
        super().__init__(tokens, "compound.identity.structure", tr("Structure of {name}", name=name), QSize(280, 187))
        self._inchikey = inchikey
        self._drawn: tuple[str, QSvgRenderer | None] = ("", None)
        self.setMinimumHeight(180)
        self.tell(words)

    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        """Draw it as large as fits, never larger than it was drawn."""
        if self._drawn[0] != tokens.ink:
            self._drawn = (tokens.ink, drawing(self._inchikey, tokens.ink))
        renderer = self._drawn[1]
        if renderer is None:
            return
        whole = renderer.defaultSize()
        scale = min(room.width() / whole.width(), room.height() / whole.height(), 1.0)
        width, height = whole.width() * scale, whole.height() * scale
        renderer.render(painter, QRectF((room.width() - width) / 2, (room.height() - height) / 2, width, height))
