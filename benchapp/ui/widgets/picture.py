"""Pictures: drawn for the screen, described in words for who cannot see them, and kept as a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QSizePolicy, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import flat_button
from benchapp.ui.widgets.labels import set_tip
from benchapp.ui.widgets.page import post_message
from benchapp.ui.widgets.printing import save_image, whole_file
from benchapp.ui.widgets.theme import LIGHT, SMALL, Tokens, screen_font

KINDS = mark_text("Picture (*.png);;Drawing (*.svg)")
# A file is drawn for paper: larger than on screen, and on the light ground.
_SCALE = 2


@qt_overrides
class Picture(QWidget):
    """Something drawn by `draw`.

    Its words are read out, are its tip and can be copied; it is kept as SVG or PNG from its menu (right click, or
    the menu key) or the button that `saver` makes.

    Args:
        tokens: Returns the colours of the theme.
        name: Stable object name.
        title: What it is, for who cannot see it and as the name of its file.
        size: Its usual size.
    """

    def __init__(self, tokens: Callable[[], Tokens], name: str, title: str, size: QSize) -> None:
        super().__init__()
        self._tokens = tokens
        self._usual = size
        self.title = title
        self.words = ""
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return its usual size."""
        return self._usual

    def tell(self, words: str) -> None:
        """Set the description of the picture, and draw again."""
        self.words = words
        self.setAccessibleDescription(words)
        set_tip(self, words)
        self.update()

    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        """Draw it into a room."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw it on the screen, and show where the focus is."""
        painter = QPainter(self)
        self._draw(painter, QRectF(self.rect()), self._tokens())
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(screen_font(SMALL))
        self.draw(painter, room, tokens)

    # -- kept ------------------------------------------------------------------------------------------------

    def save(self, file: Path) -> None:
        """Write it by the ending of the file's name, SVG or PNG, in the colours of paper.

        Raises:
            BenchError: It could not be written.
        """
        size = self.size().expandedTo(self._usual)
        with whole_file(file) as device:
            if file.suffix.casefold() == ".svg":
                self._write_svg(device, size)
            else:
                save_image(self.image(size), device, file)

    def _write_svg(self, device: QIODevice, size: QSize) -> None:
        generator = QSvgGenerator()
        generator.setOutputDevice(device)
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setTitle(self.title)
        generator.setDescription(self.words)
        painter = QPainter(generator)
        self._draw(painter, QRectF(0, 0, size.width(), size.height()), LIGHT)
        painter.end()

    def image(self, size: QSize | None = None) -> QImage:
        """Return it as an image, in the colours of paper."""
        size = size or self.size().expandedTo(self._usual)
        made = QImage(size * _SCALE, QImage.Format.Format_ARGB32)
        made.setDevicePixelRatio(_SCALE)
        made.fill(QColor(LIGHT.surface))
        painter = QPainter(made)
        self._draw(painter, QRectF(0, 0, size.width(), size.height()), LIGHT)
        painter.end()
        made.setText("Description", self.words)
        return made

    def ask_file(self) -> None:
        """Ask where to keep it, and say how it went."""
        stem = "-".join("".join(character if character.isalnum() else " " for character in self.title).split())
        name, chosen = QFileDialog.getSaveFileName(self, tr("Save the picture"), f"{stem}.png", tr(KINDS))
        if not name:
            return
        file = Path(name)
        if not file.suffix:
            file = file.with_suffix(".svg" if "svg" in chosen else ".png")
        try:
            self.save(file)
        except BenchError as error:
            post_message(self, say_error(error))
        else:
            post_message(self, tr("Saved {file}.", file=file.name))

    def saver(self, name: str) -> QPushButton:
        """Make the button that keeps it."""
        made = flat_button(tr("Save picture"), name, self.ask_file)
        made.setAccessibleName(tr("Save as a picture: {title}", title=self.title))
        return made

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 (Qt's name)
        """Show the menu of what can be done with it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Save picture"), self.ask_file)
        menu.addAction(tr("Copy picture"), lambda: QGuiApplication.clipboard().setImage(self.image()))
        menu.addAction(tr("Copy as text"), lambda: QGuiApplication.clipboard().setText(self.words))
        menu.popup(event.globalPos())
