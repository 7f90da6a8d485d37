"""The drawing of a structure, in the ink of the theme."""

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from benchapp import paths
from benchapp.ui.language import tr

# In what the drawings on disk are drawn; replaced by the ink of the theme.
DRAWN_IN = b"#000000"


def drawing(inchikey: str, ink: str) -> QSvgRenderer | None:
    """Give the drawing of a compound; None where there is none."""
    # An InChIKey from a file is capitals and dashes and so names a file of this folder, or none.
    if not inchikey or not inchikey.replace("-", "").isalpha():
        return None
    file = paths.resources() / "structures" / f"{inchikey}.svg"
    if not file.is_file():
        return None
    renderer = QSvgRenderer(QByteArray(file.read_bytes().replace(DRAWN_IN, ink.encode())))
    return renderer if renderer.isValid() else None


def drawn_image(inchikey: str, ink: str, width: int) -> QImage | None:
    """Give the drawing as a picture of a width, for paper."""
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


class StructureView(QWidget):
    """Shows the structure of a compound.

    Args:
        renderer: The drawing.
        name: Name of the compound, for who cannot see it.
        formula: Its formula, likewise.
    """

    def __init__(self, renderer: QSvgRenderer, name: str, formula: str) -> None:
        super().__init__()
        self._renderer = renderer
        self.setObjectName("compound.identity.structure")
        self.setAccessibleName(tr("Structure of {name}", name=name))
        self.setAccessibleDescription(formula)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(180)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Give the size of the drawing at its own scale."""
        return QSize(280, 187)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw it as large as fits, never larger than it was drawn."""
        whole = self._renderer.defaultSize()
        scale = min(self.width() / whole.width(), self.height() / whole.height(), 1.0)
        width, height = whole.width() * scale, whole.height() * scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height))
        painter.end()
