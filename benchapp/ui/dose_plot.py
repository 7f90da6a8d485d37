"""The doses of a series on a log axis, with what each really is; the same in words."""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from benchapp.domain.dose_series import SeriesPlan
from benchapp.ui.language import show, tr
from benchapp.ui.theme import SMALL, Tokens

_HEIGHT = 66
_MARGIN = 36
_DOT = 6
_LABEL = 72


class DosePlot(QWidget):
    """Shows the doses of a series from left (lowest) to right.

    Args:
        tokens: Gives the colours.
        name: Stable object name.
    """

    def __init__(self, tokens: Callable[[], Tokens], name: str) -> None:
        super().__init__()
        self._tokens = tokens
        self._plan: SeriesPlan | None = None
        self.setObjectName(name)
        self.setAccessibleName(tr("Doses on a logarithmic axis"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Give room for the axis and one line over and under it."""
        return QSize(400, _HEIGHT)

    def show_plan(self, plan: SeriesPlan | None) -> None:
        """Show the doses of a plan."""
        self._plan = plan
        self.setAccessibleDescription(doses_text(plan) if plan else "")
        self.setToolTip(doses_text(plan) if plan else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw axis, decades, doses."""
        if self._plan is None or not self._plan.doses:
            return
        tokens = self._tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont("Inter")
        font.setPixelSize(SMALL)
        painter.setFont(font)
        kind = self._plan.request.ingredients[0].kind
        reached = [dose.reached[0] for dose in self._plan.doses]
        low, high = math.log10(min(reached)), math.log10(max(reached))
        span = max(high - low, 1e-9)

        def x(value: float) -> float:
            return _MARGIN + (math.log10(value) - low) / span * (self.width() - 2 * _MARGIN)

        middle = self.height() / 2
        painter.setPen(QPen(QColor(tokens.line), 2))
        painter.drawLine(_MARGIN // 2, int(middle), self.width() - _MARGIN // 2, int(middle))
        for decade in range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1):
            mark = int(x(10.0**decade))
            painter.drawLine(mark, int(middle) - 9, mark, int(middle) + 9)
        above = True
        for place, dose in zip(_labelled([x(value) for value in reached]), self._plan.doses, strict=True):
            at = x(dose.reached[0])
            error = max(dose.errors)
            half = max(2.0, (x(dose.reached[0] * (1 + error)) - at))
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawLine(int(at - half), int(middle), int(at + half), int(middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(QRectF(at - _DOT, middle - _DOT, 2 * _DOT, 2 * _DOT))
            if place:
                painter.setPen(QColor(tokens.ink))
                top = middle - 30 if above else middle + 12
                box = QRectF(at - _LABEL / 2, top, _LABEL, 18)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, show(dose.reached[0], kind, 3))
                above = not above
        painter.end()


def _labelled(places: Sequence[float]) -> list[bool]:
    """Tell which doses get a label: two beside each other stand over and under the axis, closer ones go without."""
    shown: list[float] = []
    labelled = []
    for place in places:
        room = len(shown) < 2 or abs(place - shown[-2]) >= _LABEL
        labelled.append(room)
        if room:
            shown.append(place)
    return labelled


def doses_text(plan: SeriesPlan) -> str:
    """Give the doses in words."""
    kind = plan.request.ingredients[0].kind
    return ", ".join(f"{show(dose.reached[0], kind)} (± {100 * max(dose.errors):.2g} %)" for dose in plan.doses)
