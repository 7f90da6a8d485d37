"""The Now strip: the next timer and what is in hand along the edge of the window, where the panel has no room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.session import qt_numbers
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.theme import BODY, Tokens, screen_font

STRIP_WIDTH = 48
# px: from the ends of the strip, between the two texts, and the arrow at its top.
_EDGE, _GAP, _ARROW = 16, 24, 16


@qt_overrides
class NowStrip(QPushButton):
    """Writes downwards, from the top: what is due next with its time, and how much is in hand.

    Args:
        pressed: Called when it is pressed.
        tokens: Gives the colours of the theme.
    """

    def __init__(self, pressed: Callable[[], object], tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self.setObjectName("now.strip.toggle")
        self.setAutoDefault(False)
        self.setProperty("link", "strip")
        # Pressed with the mouse, it leaves the keys where somebody types.
        self.setProperty("focusPolicy", qt_numbers.TAB_FOCUS)
        self.setFixedWidth(STRIP_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._tokens = tokens
        self._next = self._in_hand = self._tone = ""
        self._opened = False
        self._plain, self._strong = _font(QFont.Weight.Normal), _font(QFont.Weight.DemiBold)
        self.show_texts("", "", "")

        def press() -> None:
            pressed()

        self.clicked.connect(press)

    @property
    def words(self) -> str:
        """What is written on it."""
        return " · ".join(text for text in (self._next, self._in_hand) if text)

    def show_texts(self, next_timer: str, in_hand: str, tone: str) -> None:
        """Show what is due next, how much is in hand, and the state colour of the first."""
        if (next_timer, in_hand, tone) == (self._next, self._in_hand, self._tone) and self.accessibleName():
            return
        self._next, self._in_hand, self._tone = next_timer, in_hand, tone
        self.setAccessibleName(tr("Now: {words}", words=self.words or tr("No incubation running")))
        self.update()

    def set_opened(self, *, opened: bool) -> None:
        """Turn its arrow."""
        self._opened = opened
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a narrow size; it is as high as the page."""
        return QSize(STRIP_WIDTH, 160)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the least size."""
        return QSize(STRIP_WIDTH, 80)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the ground of the style sheet, and the texts turned by a quarter."""
        super().paintEvent(event)
        # In the muted colour of the style sheet; a pen of another colour is taken for a timer alone, for it makes the
        # names of Qt, which a first paint where nothing runs does without.
        painter = QPainter(self)
        arrow = "›" if self._opened else "‹"
        painter.drawText(0, _EDGE - 4, self.width(), _ARROW, qt_numbers.ALIGN_CENTRE, arrow)
        painter.translate(self.width(), 0)
        painter.rotate(90)
        begin, end = _EDGE + _ARROW + 8, self.height() - _EDGE
        line = _shortened(self._next, self._strong, end - begin)
        after = begin + QFontMetrics(self._strong).horizontalAdvance(line) + (_GAP if line else 0)
        self._write(painter, _shortened(self._in_hand, self._plain, end - after), self._plain, after)
        if self._tone != "muted":
            tokens = self._tokens()
            painter.setPen(QColor({"past": tokens.past, "soon": tokens.soon}.get(self._tone, tokens.accent)))
        self._write(painter, line, self._strong, begin)
        painter.end()

    def _write(self, painter: QPainter, line: str, font: QFont, begin: int) -> None:
        painter.setFont(font)
        side = qt_numbers.ALIGN_LEFT | qt_numbers.ALIGN_MIDDLE
        painter.drawText(begin, 0, self.height(), self.width(), side, line)


def _shortened(line: str, font: QFont, room: int) -> str:
    """Return a line as far as there is room for it."""
    # Qt shortens a text too, by a name of its namespace.
    metrics = QFontMetrics(font)
    while line and metrics.horizontalAdvance(line) > room:
        line = f"{line.rstrip('…')[:-1]}…" if len(line) > 1 else ""
    return line


def _font(weight: QFont.Weight) -> QFont:
    font = screen_font(BODY)
    font.setWeight(weight)
    return font
