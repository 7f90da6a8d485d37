"""How fresh everything in hand is, at a glance: a bar for each solution, the most urgent first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.text.language import tr
from benchapp.ui.text.solution_texts import STATE_CHIPS, freshness_text, solution_text
from benchapp.ui.widgets.labels import CHIP_MARKS
from benchapp.ui.widgets.picture import Picture
from benchapp.ui.widgets.theme import Tokens

_ROW, _LABEL, _BAR_AT = 28, 84, 330
_MOST = 40


class FreshnessBars(Picture):
    """Shows the life that is left of each solution.

    Args:
        tokens: Gives the colours.
        name: Stable object name.
    """

    def __init__(self, tokens: Callable[[], Tokens], name: str) -> None:
        super().__init__(tokens, name, tr("Freshness of the solutions in hand"), QSize(600, _ROW))
        self._rows: tuple[SolutionRow, ...] = ()

    def show_rows(self, rows: Sequence[SolutionRow]) -> None:
        """Show solutions; one that has less left is higher, one without a limit last."""
        self._rows = tuple(sorted(rows, key=_urgency)[:_MOST])
        self._usual = QSize(600, _ROW * max(1, len(self._rows)) + 8)
        self.setFixedHeight(self._usual.height())
        self.tell("; ".join(_words(row) for row in self._rows))

    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        """Draw label, what it is, bar and words of each."""
        left = min(_BAR_AT, room.width() * 0.45)
        wide = max(40.0, (room.width() - left) * 0.45)
        for place, row in enumerate(self._rows):
            y = room.top() + 4 + place * _ROW
            tone = STATE_CHIPS[row.freshness.state]
            colour = QColor(getattr(tokens, tone) if tone != "muted" else tokens.muted)
            painter.setPen(QColor(tokens.ink))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(4, y, _LABEL, _ROW), middle, row.kept.solution.label)
            painter.setPen(QColor(tokens.muted))
            what = painter.fontMetrics().elidedText(
                solution_text(row.kept.solution), Qt.TextElideMode.ElideRight, int(left - _LABEL - 12)
            )
            painter.drawText(QRectF(_LABEL, y, left - _LABEL, _ROW), middle, what)
            part = _part(row)
            bar = QRectF(left, y + _ROW / 2 - 5, wide, 10)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(bar, 4, 4)
            if part is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(bar.topLeft(), bar.size()).adjusted(0, 0, (part - 1) * wide, 0), 4, 4)
            painter.setPen(colour)
            words = f"{CHIP_MARKS[tone]} {freshness_text(row.freshness)}"
            painter.drawText(QPointF(left + wide + 10, y + _ROW / 2 + 5), words)


def _part(row: SolutionRow) -> float | None:
    """Return the part of its life that is left, all of the bar when it is over; None without a limit."""
    left, life = row.freshness.left, row.freshness.life
    if left is None or not life:
        return None
    part = left.total_seconds() / max(1.0, life.total_seconds())
    return min(1.0, part) if part > 0 else 1.0


def _urgency(row: SolutionRow) -> float:
    return float("inf") if row.freshness.left is None else row.freshness.left.total_seconds()


def _words(row: SolutionRow) -> str:
    solution = row.kept.solution
    return f"{solution.label}, {solution_text(solution)}: {freshness_text(row.freshness)}"
