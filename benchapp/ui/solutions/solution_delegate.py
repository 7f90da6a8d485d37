"""Paints a cell of the list of solutions: two lines, the second smaller; a use-by with its sign and the life left."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.solutions.solution_list import ListColumn, ListRole
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.text.solution_texts import STATE_CHIPS
from benchapp.ui.widgets.labels import CHIP_MARKS
from benchapp.ui.widgets.theme import Tokens

# Of a row of two lines; and of one whose first line may be broken, px.
ROW_HEIGHT, HIGH_ROW = 48, 66
# Beside the text of a cell; of a line; of the bar of the life that is left, px.
PADDING, _LINE, _BAR = 8, 20, 3
SMALLER = 0.88
# So many measured texts are kept: those of a few screens.
_MOST_MEASURED = 2000


class _CellFont:
    """A font with what was measured in it: the same words are painted again with each move of the pointer.

    Args:
        font: The font.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self._lines: dict[tuple[str, int, bool], tuple[str, ...]] = {}

    def lines(self, text: str, width: int, *, break_it: bool) -> tuple[str, ...]:
        """Return the lines of a text, each as far as it has room.

        Args:
            text: The text.
            width: Of its place, px.
            break_it: Whether it may take two lines.
        """
        key = (text, width, break_it)
        if key not in self._lines:
            if len(self._lines) > _MOST_MEASURED:
                self._lines.clear()
            lines = broken(text, self._metrics, width) if break_it else (text,)
            self._lines[key] = tuple(self._cut(line, width) for line in lines)
        return self._lines[key]

    def _cut(self, line: str, width: int) -> str:
        # What comes after the first part is said elsewhere too: the last goes first.
        parts = line.split(" · ")
        while len(parts) > 1 and self._metrics.horizontalAdvance(" · ".join(parts)) > width:
            del parts[-1]
        return self._metrics.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, width)


@qt_overrides
class SolutionDelegate(QStyledItemDelegate):
    """Paints the cells; what has no room ends in "…".

    Args:
        tokens: Gives the colours of the theme.
        table: The table.
    """

    def __init__(self, tokens: Callable[[], Tokens], table: QWidget) -> None:
        super().__init__(table)
        self._tokens = tokens
        self._table = table
        self._fonts: dict[str, tuple[_CellFont, _CellFont, _CellFont]] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a cell."""
        # What is painted under the words needs nothing of the cell: to ask for it takes longer than to paint.
        option.text = ""
        option.state &= ~QStyle.StateFlag.State_HasFocus
        self._table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._table)
        column, row, tokens = index.column(), index.data(ListRole.ROW), self._tokens()
        first, _, second = str(index.data()).partition("\n")
        inside = option.rect.adjusted(PADDING, 5, -PADDING, -5)
        colour = tokens.muted if row.kept.gone else tokens.ink
        fonts = self._fonts_of(option.font)
        font = fonts[1] if column == ListColumn.NAME else fonts[0]
        painter.save()
        if column == ListColumn.USE_BY:
            tone = STATE_CHIPS[row.freshness.state]
            colour = tokens.muted if tone == "muted" else getattr(tokens, tone)
            first = f"{CHIP_MARKS[tone]}\u202f{first}"
            _paint_life(painter, inside, row, colour, tokens)
        lines = font.lines(first, inside.width(), break_it=option.rect.height() >= HIGH_ROW)
        top = inside.top() + (inside.height() - _LINE * (len(lines) + bool(second))) // 2
        for line in lines:
            _paint_line(painter, QRect(inside.left(), top, inside.width(), _LINE), line, font.font, colour)
            top += _LINE
        if second:
            (line,) = fonts[2].lines(second, inside.width(), break_it=False)
            room = QRect(inside.left(), top, inside.width(), _LINE)
            _paint_line(painter, room, line, fonts[2].font, tokens.muted)
        painter.restore()

    def _fonts_of(self, font: QFont) -> tuple[_CellFont, _CellFont, _CellFont]:
        """Return the fonts of a first line, of a name, and of a second line, with what was measured in them."""
        key = font.key()
        if key not in self._fonts:
            strong = QFont(font)
            strong.setWeight(QFont.Weight.DemiBold)
            self._fonts[key] = _CellFont(QFont(font)), _CellFont(strong), _CellFont(smaller(font))
        return self._fonts[key]


def broken(line: str, metrics: QFontMetrics, width: int) -> tuple[str, ...]:
    """Return a line, in two where it is longer than its place and has a word to be broken at."""
    begun, words = "", line.split(" ")
    while words and metrics.horizontalAdvance(f"{begun} {words[0]}".strip()) <= width:
        begun = f"{begun} {words.pop(0)}".strip()
    return (begun, " ".join(words)) if begun and words else (line,)


def smaller(font: QFont) -> QFont:
    """Return the font of a second line."""
    made = QFont(font)
    made.setWeight(QFont.Weight.Normal)
    if made.pixelSize() > 0:
        made.setPixelSize(round(made.pixelSize() * SMALLER))
    else:
        made.setPointSizeF(made.pointSizeF() * SMALLER)
    return made


def _paint_line(painter: QPainter, room: QRect, line: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)


def _paint_life(painter: QPainter, inside: QRect, row: SolutionRow, colour: str, tokens: Tokens) -> None:
    """Paint the part of its life that a solution has left, under its words; nothing where there is no limit."""
    left, life = row.freshness.left, row.freshness.life
    if left is None or not life:
        return
    part = min(1.0, max(0.0, left.total_seconds() / max(1.0, life.total_seconds())))
    bar = QRect(inside.left(), inside.bottom() + 1, inside.width(), _BAR)
    painter.fillRect(bar, QColor(tokens.line))
    painter.fillRect(QRect(bar.left(), bar.top(), round(bar.width() * part), _BAR), QColor(colour))
