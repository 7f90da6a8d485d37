"""The plate as a picture one can look at, drag over and edit; the same as an image, and in words."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPaintDevice, QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QSizePolicy, QWidget

from benchapp.domain.lab.plates import Content, PlateMap, row_name, spelled, well_name
from benchapp.domain.lab.well_use import WellUse
from benchapp.ui.text.language import term, tr
from benchapp.ui.widgets.printing import paper_font
from benchapp.ui.widgets.theme import LIGHT, SMALL, Tokens

# What a well that is no dose shows; colour never stands alone.
LETTERS = {WellUse.VEHICLE: "V", WellUse.UNTREATED: "U", WellUse.BLANK: "B", WellUse.EMPTY: ""}
_HEAD = 22
_SMALLEST_TEXT_CELL = 20
_IMAGE_CELL = 44


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
        self.setObjectName(name)
        self.setAccessibleName(tr("Plate map"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(230)
        self.setMouseTracking(True)

    def show_map(self, plate: PlateMap | None, names: tuple[tuple[str, ...], ...]) -> None:
        """Show a map; `names` are the doses of each series as shown."""
        if (plate, names) == (self._map, self._names):
            return
        if plate is None or self._map is None or plate.format != self._map.format:
            self._from = self._to = None
        self._map, self._names = plate, names
        self.setAccessibleDescription(map_text(plate, names) if plate else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a size in which 96 wells can be read."""
        return QSize(560, 300)

    # -- where things lie ------------------------------------------------------------------------------------

    def _grid(self) -> tuple[float, QPoint]:
        """Return the size of a cell and where the first one begins."""
        plate = self._map.format if self._map else None
        if plate is None:
            return 1.0, QPoint(_HEAD, _HEAD)
        room = _HEAD + 3
        cell = min((self.width() - room) / plate.columns, (self.height() - room) / plate.rows, 64.0)
        return cell, QPoint(_HEAD, _HEAD)

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
        """Take the wells."""
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


def draw_map(
    painter: QPainter,
    plate: PlateMap,
    tokens: Tokens,
    cell: float,
    origin: QPoint,
    names: tuple[tuple[str, ...], ...],
) -> None:
    """Draw a map: each well a disc, a dose by its number and shade, everything else by a letter."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(paper_font(SMALL if cell >= 16 else 8))
    painter.setPen(QColor(tokens.muted))
    for row in range(plate.format.rows):
        box = QRectF(0, origin.y() + row * cell, origin.x() - 4, cell)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, row_name(row))
    for column in range(plate.format.columns):
        box = QRectF(origin.x() + column * cell, 0, cell, origin.y() - 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(column + 1))
    gap = max(1.0, cell * 0.06)
    for row in range(plate.format.rows):
        for column in range(plate.format.columns):
            content = plate.at(well_name(row, column))
            box = QRectF(
                origin.x() + column * cell + gap, origin.y() + row * cell + gap, cell - 2 * gap, cell - 2 * gap
            )
            _draw_well(painter, box, content, tokens, names)


def _draw_well(
    painter: QPainter, box: QRectF, content: Content, tokens: Tokens, names: tuple[tuple[str, ...], ...]
) -> None:
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(tokens.surface))
    painter.drawEllipse(box)
    ink = tokens.ink
    if content.use is WellUse.DOSE:
        colours = (tokens.accent, tokens.note)
        span = 360 * 16 // max(1, len(content.levels))
        for axis, level in enumerate(content.levels):
            if level >= 0:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(_shade(colours[axis % 2], tokens.surface, level, len(names[axis]) if names else 1))
                painter.drawPie(box, 90 * 16 + axis * span, span)
        if len(content.levels) == 1 and content.levels[0] >= 0 and names:
            ink = tokens.on_accent if _strength(content.levels[0], len(names[0])) > 0.55 else tokens.ink
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.accent), 1))
        painter.drawEllipse(box)
    elif content.use is not WellUse.EMPTY:
        grounds = {
            WellUse.VEHICLE: (tokens.soon, tokens.soon_ground),
            WellUse.UNTREATED: (tokens.fresh, tokens.fresh_ground),
            WellUse.BLANK: (tokens.muted, tokens.paper),
        }
        edge, ground = grounds[content.use]
        ink = edge
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(box)
    if box.width() >= _SMALLEST_TEXT_CELL - 6:
        if len(content.levels) > 1:
            # Two shades meet under the words, so they get a ground of their own.
            width, height = box.width() * 0.72, 15.0
            middle = box.center()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.surface))
            painter.drawRoundedRect(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height), 4, 4)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark(content))


def _strength(level: int, count: int) -> float:
    return 1.0 - 0.8 * level / max(1, count - 1)


def _shade(colour: str, ground: str, level: int, count: int) -> QColor:
    """Return the colour of a dose: the highest full, the lowest a fifth of it."""
    part = _strength(level, count)
    over, under = QColor(colour), QColor(ground)
    mixed = (
        round(under.red() + (over.red() - under.red()) * part),
        round(under.green() + (over.green() - under.green()) * part),
        round(under.blue() + (over.blue() - under.blue()) * part),
    )
    return QColor(*mixed)


def mark(content: Content) -> str:
    """Return what is in a well: the number of its dose ("3"), of both ("3·0", 0 for none), or a letter."""
    if content.use is WellUse.DOSE:
        return "·".join(str(level + 1) for level in content.levels)
    return LETTERS[content.use]


def content_text(content: Content, names: Sequence[Sequence[str]]) -> str:
    """Return what a well holds, in words: "10 µM", "1 µM + none", "vehicle control"."""
    if content.use is not WellUse.DOSE:
        return term(content.use)
    held = [
        names[axis][level] if 0 <= level < len(names[axis]) else tr("none")
        for axis, level in enumerate(content.levels)
        if axis < len(names)
    ]
    return " + ".join(held)


def map_text(plate: PlateMap, names: Sequence[Sequence[str]]) -> str:
    """Return a map in words, one content after the other."""
    contents = dict.fromkeys(plate.wells.values())
    parts = (
        f"{content_text(one, names)}: {spelled(well for well, held in plate.wells.items() if held == one)}"
        for one in contents
    )
    return "; ".join(parts)


def map_size(plate: PlateMap) -> QSize:
    """Return the size of a map as a picture."""
    return QSize(_HEAD + plate.format.columns * _IMAGE_CELL + 4, _HEAD + plate.format.rows * _IMAGE_CELL + 4)


def map_image(plate: PlateMap, names: tuple[tuple[str, ...], ...], tokens: Tokens = LIGHT, scale: int = 2) -> QImage:
    """Return a map as an image, on the ground of a theme, drawn `scale` times as large."""
    size = map_size(plate)
    image = QImage(size * scale, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(tokens.surface))
    _paint_on(image, plate, names, tokens)
    return image


def save_svg(file: Path, plate: PlateMap, names: tuple[tuple[str, ...], ...]) -> None:
    """Write a map as SVG."""
    generator = QSvgGenerator()
    generator.setFileName(str(file))
    generator.setSize(map_size(plate))
    generator.setViewBox(QRect(QPoint(0, 0), map_size(plate)))
    generator.setTitle(tr("Plate map"))
    generator.setDescription(map_text(plate, names))
    _paint_on(generator, plate, names, LIGHT)


def _paint_on(device: QPaintDevice, plate: PlateMap, names: tuple[tuple[str, ...], ...], tokens: Tokens) -> None:
    painter = QPainter(device)
    draw_whole_map(painter, plate, names, tokens)
    painter.end()


def draw_whole_map(
    painter: QPainter, plate: PlateMap, names: tuple[tuple[str, ...], ...], tokens: Tokens = LIGHT
) -> None:
    """Draw a map with its letters and numbers, as large as `map_size` says."""
    draw_map(painter, plate, tokens, _IMAGE_CELL, QPoint(_HEAD, _HEAD), names)
