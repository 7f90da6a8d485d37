"""A plate drawn: each well a disc, on screen, on paper and as a picture; and the same in words."""

from collections.abc import Sequence

from PySide6.QtCore import QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPaintDevice, QPainter, QPen
from PySide6.QtSvg import QSvgGenerator

from benchapp.domain.lab.plates import Content, PlateMap, row_name, spelled, well_name
from benchapp.domain.lab.well_use import WellUse
from benchapp.ui.text.language import term, tr
from benchapp.ui.widgets.printing import paper_font
from benchapp.ui.widgets.theme import LIGHT, SMALL, Tokens

# What a well that is no dose shows; colour never says it alone.
LETTERS = {WellUse.VEHICLE: "V", WellUse.UNTREATED: "U", WellUse.BLANK: "B", WellUse.EMPTY: ""}
HEAD = 22
_SMALLEST_TEXT_CELL = 20
# Smaller is not read, px; and what words may take of the width of a well.
_SMALLEST_TEXT, _OF_WELL = 7, 0.8
_IMAGE_CELL = 44


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
        _write_mark(painter, box, content, tokens, ink)


def _write_mark(painter: QPainter, box: QRectF, content: Content, tokens: Tokens, ink: str) -> None:
    """Write what is in a well, no wider than the well."""
    usual, text = painter.font(), mark(content)
    wide = QFontMetricsF(usual).horizontalAdvance(text)
    size = min(usual.pixelSize(), int(usual.pixelSize() * box.width() * _OF_WELL / wide)) if wide else 0
    if size < _SMALLEST_TEXT:
        return
    painter.setFont(paper_font(size))
    if len(content.levels) > 1:
        # Two shades meet under the words, so they get a ground of their own.
        width, height = box.width() * 0.72, size + 3.0
        middle = box.center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height), 4, 4)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.setFont(usual)


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
    return QSize(HEAD + plate.format.columns * _IMAGE_CELL + 4, HEAD + plate.format.rows * _IMAGE_CELL + 4)


def map_image(plate: PlateMap, names: tuple[tuple[str, ...], ...], tokens: Tokens = LIGHT, scale: int = 2) -> QImage:
    """Return a map as an image, on the ground of a theme, drawn `scale` times as large."""
    size = map_size(plate)
    image = QImage(size * scale, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(tokens.surface))
    _paint_on(image, plate, names, tokens)
    return image


def save_svg(device: QIODevice, plate: PlateMap, names: tuple[tuple[str, ...], ...]) -> None:
    """Write a map as SVG."""
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
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
    draw_map(painter, plate, tokens, _IMAGE_CELL, QPoint(HEAD, HEAD), names)
