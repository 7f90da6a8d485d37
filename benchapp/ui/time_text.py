"""A time that changes each second, painted by itself: a label would lay out its whole page anew each time."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from benchapp.presenters import numbers

_WIDEST = "+88\u202fd 88:88:88"


class TimeText(QWidget):
    """A running time.

    Args:
        size: Height of the text, px.
        name: Stable object name.
        right: Whether it stands at the right of its room.
    """

    def __init__(self, size: int, name: str, *, right: bool = False) -> None:
        super().__init__()
        self._text = ""
        self._align = numbers.ALIGN_MIDDLE | (numbers.ALIGN_RIGHT if right else numbers.ALIGN_LEFT)
        self.setObjectName(name)
        font = QFont("Inter")
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        self._font = font
        metrics = QFontMetricsF(font)
        self._size = QSize(round(metrics.horizontalAdvance(_WIDEST)) + 2, round(metrics.height()))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Give room for the longest time there is."""
        return self._size

    def text(self) -> str:
        """Give the time as it is shown."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a time."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the text in the colour of text."""
        # Once a second and from cold caches: each call to Qt counts.
        width, height, palette = self.width(), self.height(), self.palette()
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(palette.windowText().color())
        painter.drawText(0, 0, width, height, self._align, self._text)
        painter.end()
