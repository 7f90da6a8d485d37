"""A time that changes each second, painted by itself: a label would lay out its whole page again each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.session import qt_numbers

if TYPE_CHECKING:
    from PySide6.QtGui import QGlyphRun, QRawFont

_WIDEST = "+88\u202fd 88:88:88"
_DIGITS = "0123456789"
# Inter's figures for tables differ by a quarter of a percent of their width: a time, by less than half a point.
_AS_WIDE = 0.005
_ALL_NOUGHTS = str.maketrans(_DIGITS, "0" * len(_DIGITS))


@qt_overrides
class TimeText(QWidget):
    """A running time.

    Args:
        size: Height of the text, px.
        name: Stable object name.
        right: Whether it is aligned to the right.
    """

    def __init__(self, size: int, name: str, *, right: bool = False) -> None:
        super().__init__()
        self._text = ""
        self._right = right
        self._runs = False
        self._shape = ""
        self._run: QGlyphRun | None = None
        self._glyphs: list[int] = []
        self._length = 0.0
        self.setObjectName(name)
        font = QFont("Inter")
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        self._font = font
        metrics = QFontMetricsF(font)
        self._tall = metrics.height()
        self._size = QSize(round(metrics.horizontalAdvance(_WIDEST)) + 2, round(self._tall))
        self._digits, self._typeface = _digits(font)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return room for the longest time there is."""
        return self._size

    def text(self) -> str:
        """Return the time as it is shown."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a time."""
        if text != self._text:
            if self._text and not self._runs:
                self._run_from_now_on()
            self._text = text
            self.setAccessibleName(text)
            self.update()

    def _run_from_now_on(self) -> None:
        """Mark that it fills its own ground: else everything around it would be drawn again each second."""
        # Not when it is made: the first paint makes no names of Qt (`presenters.numbers`).
        from PySide6.QtCore import Qt  # noqa: PLC0415

        self._runs = True
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the text in the colour of text, on the ground of the card it is in."""
        # Once a second and from cold caches: each call to Qt counts. The style sheet tells a card's palette the
        # card's colour, and does not hand it on to what is there.
        width, height, below = self.width(), self.height(), self.parentWidget() or self
        palette = below.palette()
        painter = QPainter(self)
        painter.fillRect(0, 0, width, height, palette.brush(below.backgroundRole()))
        painter.setPen(palette.windowText().color())
        run = self._to_draw()
        if run is None:
            painter.setFont(self._font)
            side = qt_numbers.ALIGN_RIGHT if self._right else qt_numbers.ALIGN_LEFT
            painter.drawText(0, 0, width, height, qt_numbers.ALIGN_MIDDLE | side, self._text)
        else:
            top = (height - self._tall) / 2
            painter.drawGlyphRun(QPointF(width - self._length if self._right else 0.0, top), run)
        painter.end()

    def _to_draw(self) -> QGlyphRun | None:
        """Return the glyphs of the text; None where the typeface at hand cannot be drawn like this.

        Laying out a text is much of the work of drawing it. Times of one shape are laid out once: the digits are
        all as wide, and only the digits differ.
        """
        shape = self._text.translate(_ALL_NOUGHTS)
        if shape != self._shape:
            self._shape = shape
            run, self._length = _laid_out(shape, self._font)
            # A glyph's number means another glyph in another typeface.
            self._run = run if run is not None and self._digits and run.rawFont() == self._typeface else None
            self._glyphs = self._run.glyphIndexes() if self._run else []
        if self._run is not None:
            digits = self._digits
            self._run.setGlyphIndexes([digits.get(*pair) for pair in zip(self._text, self._glyphs, strict=True)])
        return self._run


def _digits(font: QFont) -> tuple[dict[str, int], QRawFont | None]:
    """Return the glyph of each digit and their typeface; none where they are not all as wide."""
    run, _ = _laid_out(_DIGITS, font)
    if run is None:
        return {}, None
    glyphs, typeface = run.glyphIndexes(), run.rawFont()
    widths = [advance.x() for advance in typeface.advancesForGlyphIndexes(glyphs)]
    same = max(widths) - min(widths) <= _AS_WIDE * max(widths)
    return (dict(zip(_DIGITS, glyphs, strict=True)), typeface) if same else ({}, None)


def _laid_out(text: str, font: QFont) -> tuple[QGlyphRun | None, float]:
    """Return the glyphs of a line, if there is one for each letter and all are of one typeface, and its length."""
    from PySide6.QtGui import QTextLayout  # noqa: PLC0415 (a start in which nothing runs does without)

    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    whole = len(runs) == 1 and len(runs[0].glyphIndexes()) == len(text)
    return (runs[0] if whole else None), line.naturalTextWidth()
