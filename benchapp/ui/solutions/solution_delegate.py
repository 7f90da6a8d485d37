"""Paints a cell of the list of solutions: two lines, the second smaller; a use-by with its sign and the life left."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

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

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a cell."""
        self.initStyleOption(option, index)
        option.text = ""
        option.state &= ~QStyle.StateFlag.State_HasFocus
        self._table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._table)
        first, _, second = str(index.data()).partition("\n")
        row, tokens = index.data(ListRole.ROW), self._tokens()
        inside = option.rect.adjusted(PADDING, 5, -PADDING, -5)
        colour, font = tokens.muted if row.kept.gone else tokens.ink, QFont(option.font)
        painter.save()
        if index.column() == ListColumn.NAME:
            font.setWeight(QFont.Weight.DemiBold)
        if index.column() == ListColumn.USE_BY:
            tone = STATE_CHIPS[row.freshness.state]
            colour = tokens.muted if tone == "muted" else getattr(tokens, tone)
            first = f"{CHIP_MARKS[tone]}\u202f{first}"
            _paint_life(painter, inside, row, colour, tokens)
        high = option.rect.height() >= HIGH_ROW
        lines = broken(first, QFontMetrics(font), inside.width()) if high else (first,)
        top = inside.top() + (inside.height() - _LINE * (len(lines) + bool(second))) // 2
        for line in lines:
            _paint_line(painter, QRect(inside.left(), top, inside.width(), _LINE), line, font, colour)
            top += _LINE
        _paint_line(painter, QRect(inside.left(), top, inside.width(), _LINE), second, smaller(font), tokens.muted)
        painter.restore()


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
    metrics = painter.fontMetrics()
    if metrics.horizontalAdvance(line) > room.width():
        # What comes after the first part is said elsewhere too.
        line = metrics.elidedText(line.partition(" · ")[0], Qt.TextElideMode.ElideRight, room.width())
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
