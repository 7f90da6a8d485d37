"""The doses of a series on a log axis, with what each really is; the same in words."""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from benchapp.domain.recipes.dose_series import SeriesPlan
from benchapp.ui.text.language import plain, show, tr
from benchapp.ui.widgets.picture import Picture
from benchapp.ui.widgets.theme import Tokens

_HEIGHT = 66
_MARGIN = 36
_DOT = 6
_LABEL = 72


class DosePlot(Picture):
    """Shows the doses of a series from left (lowest) to right.

    Args:
        tokens: Returns the colours.
        name: Stable object name.
    """

    def __init__(self, tokens: Callable[[], Tokens], name: str) -> None:
        super().__init__(tokens, name, tr("Doses on a logarithmic axis"), QSize(400, _HEIGHT))
        self._plan: SeriesPlan | None = None

    def show_plan(self, plan: SeriesPlan | None) -> None:
        """Show the doses of a plan."""
        self._plan = plan
        self.tell(doses_text(plan) if plan else "")

    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        """Draw axis, decades, doses."""
        if self._plan is None or not self._plan.doses:
            return
        kind = self._plan.request.ingredients[0].kind
        reached = [dose.reached[0] for dose in self._plan.doses]
        low, high = math.log10(min(reached)), math.log10(max(reached))
        span = max(high - low, 1e-9)

        def x(value: float) -> float:
            return _MARGIN + (math.log10(value) - low) / span * (room.width() - 2 * _MARGIN)

        middle = room.height() / 2
        painter.setPen(QPen(QColor(tokens.line), 2))
        painter.drawLine(_MARGIN // 2, int(middle), int(room.width()) - _MARGIN // 2, int(middle))
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


def _labelled(places: Sequence[float]) -> list[bool]:
    """Return which doses get a label: two beside each other are over and under the axis, closer ones go without."""
    shown: list[float] = []
    labelled = []
    for place in places:
        room = len(shown) < 2 or abs(place - shown[-2]) >= _LABEL
        labelled.append(room)
        if room:
            shown.append(place)
    return labelled


def doses_text(plan: SeriesPlan) -> str:
    """Return the doses in words."""
    kind = plan.request.ingredients[0].kind
    return ", ".join(f"{show(dose.reached[0], kind)} (± {plain(100 * max(dose.errors), 2)} %)" for dose in plan.doses)
