"""The plate as a picture one can look at, drag over and edit."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.lab.plates import PlateMap, well_name
from benchapp.ui.paper.plate_drawing import HEAD, content_text, draw_map, map_text
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.theme import Tokens

# Of the map, and of a well, px.
_LEAST_HEIGHT, _LARGEST_CELL = 150, 64.0
# Qt's own bound of a height that has none.
_UNBOUND = 16777215
# Letters and numbers at the sides of the wells, px.
_ROOM = HEAD + 3


@qt_overrides
class PlateView(QWidget):
    """Shows a plate map; wells are chosen by dragging, or by the arrow keys with Shift.

    Args:
        tokens: Gives the colours.
        name: Stable object name.

    Signals:
        chosen: Wells were dragged over, or space was pressed on them: their names.
    """

    chosen = Signal(list)

    def __init__(self, tokens: Callable[[], Tokens], name: str) -> None:
        super().__init__()
        self._tokens = tokens
        self._map: PlateMap | None = None
        self._names: tuple[tuple[str, ...], ...] = ()
        self._from: tuple[int, int] | None = None
        self._to: tuple[int, int] | None = None
        self._highest: int | None = None
        self.setObjectName(name)
        self.setAccessibleName(tr("Plate map"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setMouseTracking(True)

    def show_map(self, plate: PlateMap | None, names: tuple[tuple[str, ...], ...]) -> None:
        """Show a map; `names` are the doses of each series as shown."""
        if (plate, names) == (self._map, self._names):
            return
        if plate is None or self._map is None or plate.format != self._map.format:
            self._from = self._to = None
        self._map, self._names = plate, names
        self.setAccessibleDescription(map_text(plate, names) if plate else "")
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a size in which 96 wells can be read."""
        return QSize(560, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Be no higher than the wells are at this width."""
        super().resizeEvent(event)
        self._fit()

    def set_highest(self, px: int | None) -> None:
        """Be no higher than this, whatever the wells could be; None for no such bound."""
        self._highest = px
        self._fit()

    def _fit(self) -> None:
        plate = self._map.format if self._map else None
        wanted = self._highest or _UNBOUND
        if plate is not None:
            cell = min((self.width() - _ROOM) / plate.columns, _LARGEST_CELL)
            wanted = min(wanted, max(_LEAST_HEIGHT, math.ceil(_ROOM + cell * plate.rows)))
        self.setMaximumHeight(wanted)

    # -- where things lie ------------------------------------------------------------------------------------

    def _grid(self) -> tuple[float, QPoint]:
        """Return the size of a cell and where the first one begins."""
        plate = self._map.format if self._map else None
        if plate is None:
            return 1.0, QPoint(HEAD, HEAD)
        cell = min((self.width() - _ROOM) / plate.columns, (self.height() - _ROOM) / plate.rows, _LARGEST_CELL)
        return cell, QPoint(HEAD, HEAD)

    def _at(self, place: QPoint) -> tuple[int, int] | None:
        if self._map is None:
            return None
        cell, origin = self._grid()
        row, column = math.floor((place.y() - origin.y()) / cell), math.floor((place.x() - origin.x()) / cell)
        inside = 0 <= row < self._map.format.rows and 0 <= column < self._map.format.columns
        return (row, column) if inside else None

    def _marked(self) -> list[tuple[int, int]]:
        if self._from is None or self._to is None:
            return []
        rows = sorted((self._from[0], self._to[0]))
        columns = sorted((self._from[1], self._to[1]))
        return [(row, column) for row in range(rows[0], rows[1] + 1) for column in range(columns[0], columns[1] + 1)]

    # -- acting ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Begin to choose wells."""
        self._from = self._to = self._at(event.position().toPoint())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Choose further, and say what is under the pointer."""
        place = self._at(event.position().toPoint())
        if self._map is not None and place is not None:
            name = well_name(*place)
            self.setToolTip(f"{name}: {content_text(self._map.at(name), self._names)}")
        if event.buttons() & Qt.MouseButton.LeftButton and place is not None and self._from is not None:
            self._to = place
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Set the wells."""
        self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Move with the arrows, choose with Shift and the arrows, take with space."""
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key = Qt.Key(event.key())
        if self._map is None or (key not in steps and key is not Qt.Key.Key_Space):
            super().keyPressEvent(event)
            return
        if key is Qt.Key.Key_Space:
            self._take()
            return
        row, column = self._to or (0, 0)
        if self._to is not None:
            row = min(max(row + steps[key][0], 0), self._map.format.rows - 1)
            column = min(max(column + steps[key][1], 0), self._map.format.columns - 1)
        self._to = (row, column)
        if self._from is None or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._from = self._to
        self.setAccessibleDescription(
            f"{well_name(row, column)}: {content_text(self._map.at(well_name(row, column)), self._names)}"
        )
        self.update()

    def _take(self) -> None:
        marked = self._marked()
        if marked:
            self.chosen.emit([well_name(row, column) for row, column in marked])

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the plate."""
        if self._map is None:
            return
        painter = QPainter(self)
        cell, origin = self._grid()
        tokens = self._tokens()
        draw_map(painter, self._map, tokens, cell, origin, self._names)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            grid = self._map.format
            whole = QRectF(origin.x(), origin.y(), grid.columns * cell, grid.rows * cell)
            painter.drawRoundedRect(whole.adjusted(-1, -1, 1, 1), 8, 8)
        marked = self._marked()
        if marked:
            (top, left), (bottom, right) = marked[0], marked[-1]
            painter.setPen(QPen(QColor(tokens.ink), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            x, y = origin.x() + left * cell, origin.y() + top * cell
            painter.drawRoundedRect(
                QRectF(x + 1, y + 1, (right - left + 1) * cell - 2, (bottom - top + 1) * cell - 2), 6, 6
            )
        painter.end()
