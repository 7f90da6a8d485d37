"""Labels painted: a Data Matrix with the id, and the words that fit; onto paper, into a PDF, and as a picture."""

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPixmap,
)

from benchapp.domain.compounds.identifiers import one_line
from benchapp.domain.solutions.label_formats import DOT_MM, LabelStock, LabelWords, module_dots
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.printing import paper_font, whole_file

# A quiet zone of one module belongs to the code.
QUIET = 1
# Letters smaller than this cannot be read on a tube; on a cap there is no room for larger ones.
SMALLEST_MM, LARGEST_MM = 1.5, 4.0
_SMALLEST_ON_DISC = 0.9
# Of a disc, what the code takes of its radius; the name is to have the widest place.
_CODE_ON_DISC = 0.9
# Up to here a disc has no room for a use-by, mm.
_SMALL_DISC = 12.0
_LINE = 1.28
# The lines that are never shortened while there is another way: what, how much, until when, who, which.
_NEEDED = 5
# Resolution at which text is measured and painted, dots per mm.
_SCALE = 100.0


@cache
def code_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the Data Matrix of a text, row by row, whether each module is dark; without quiet zone."""
    import zxingcpp  # noqa: PLC0415 (only who prints labels waits for it)

    # Of some lengths a strip would be the smaller one: a cap has no room for it.
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    drawn = memoryview(made.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    rows, columns = drawn.shape or (0, 0)
    return tuple(tuple(drawn[row, column] == 0 for column in range(columns)) for row in range(rows))


def paint_label(painter: QPainter, stock: LabelStock, words: LabelWords) -> None:
    """Paint one label; the painter's unit is the millimetre, its origin the label's upper left corner."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("black"))
    if stock.round:
        _paint_round(painter, stock, words)
    else:
        _paint_flat(painter, stock, words)
    painter.restore()


def _code_dots(text: str, side_mm: float) -> int:
    return module_dots(side_mm, len(code_modules(text)) + 2 * QUIET)


def _code_side(text: str, dots: int) -> float:
    return (len(code_modules(text)) + 2 * QUIET) * dots * DOT_MM


def _paint_code(painter: QPainter, text: str, corner: QPointF, dots: int) -> None:
    """Paint the code with its quiet zone, each module of so many whole dots."""
    size = dots * DOT_MM
    for row, line in enumerate(code_modules(text)):
        for column, dark in enumerate(line):
            if dark:
                at = QPointF(corner.x() + (column + QUIET) * size, corner.y() + (row + QUIET) * size)
                painter.drawRect(QRectF(at, QSizeF(size, size)))


def _paint_round(painter: QPainter, stock: LabelStock, words: LabelWords) -> None:
    """Paint a disc: the code above, and under it the name where the disc is widest, the strength and the id."""
    radius, middle = (stock.printable_mm or stock.width_mm) / 2, stock.width_mm / 2
    dots = _code_dots(words.code, radius * _CODE_ON_DISC)
    side = _code_side(words.code, dots)
    # As high as its corners lie in the disc; the quiet zone of the upper ones may lie outside.
    inner = side / 2 - QUIET * dots * DOT_MM
    top = QUIET * dots * DOT_MM + math.sqrt(max(0.0, radius**2 - inner**2)) - 0.05
    _paint_code(painter, words.code, QPointF(middle - side / 2, middle - top), dots)
    lines = [one_line(line) for line in (words.name, words.strength, words.short_code)]
    if 2 * radius > _SMALL_DISC:
        lines[2:2] = [one_line(line) for line in (words.use_by,) if line]
    begin = side - top
    size = _size_on_disc(lines, begin, radius)
    painter.save()
    painter.setPen(QColor("black"))
    painter.translate(middle, middle)
    painter.scale(1 / _SCALE, 1 / _SCALE)
    for number, line in enumerate(lines):
        width = _chord(begin, size, number, radius) * _SCALE
        _draw_line(painter, line, QRectF(-width / 2, (begin + number * size * _LINE) * _SCALE, width, 0), size, number)
    painter.restore()


def _chord(begin: float, size: float, number: int, radius: float) -> float:
    """Return how wide a disc is where a line of text lies, mm."""
    top = begin + number * size * _LINE
    # Nothing but the tails of letters reaches the last fifth of a line.
    reach = max(abs(top + 0.2 * size), abs(top + size))
    return 2 * math.sqrt(max(0.0, radius**2 - reach**2))


def _size_on_disc(lines: Sequence[str], begin: float, radius: float) -> float:
    """Return the largest height at which every line fits where it lies; the smallest one where none does."""
    size = LARGEST_MM
    while size > _SMALLEST_ON_DISC:
        widths = (
            QFontMetricsF(_font(size, strong=place == 0)).horizontalAdvance(one) for place, one in enumerate(lines)
        )
        if all(width <= _chord(begin, size, place, radius) * _SCALE for place, width in enumerate(widths)):
            break
        size -= 0.05
    return size


def _paint_flat(painter: QPainter, stock: LabelStock, words: LabelWords) -> None:
    across, down = stock.margins_mm
    inner = QRectF(across, down, stock.width_mm - 2 * across, stock.height_mm - 2 * down)
    dots = _code_dots(words.code, min(inner.height(), inner.width() * 0.4, 10.0))
    _paint_code(painter, words.code, inner.topLeft(), dots)
    text = QRectF(inner)
    side = _code_side(words.code, dots)
    if stock.width_mm <= stock.height_mm:
        # Beside the code there would be no room for a line.
        text.setTop(inner.y() + side)
    else:
        text.setLeft(inner.x() + side + 0.6)
    smallest = SMALLEST_MM if stock.height_mm > 11.5 else 1.3
    room = int(text.height() / (smallest * _LINE) + 1e-6)
    _paint_lines(painter, text, words.lines(room), smallest)


def _paint_lines(painter: QPainter, box: QRectF, lines: Sequence[str], smallest: float) -> None:
    """Paint lines as large as they fit; none is cut without a sign."""
    lines = [said for said in map(one_line, lines) if said]
    size = _size_for(box, lines, smallest)
    parted = _parted(box, lines, size)
    if len(parted) <= int(box.height() / (smallest * _LINE) + 1e-6):
        lines, size = parted, min(size, _size_for(box, parted, smallest))
    painter.save()
    painter.setPen(QColor("black"))
    painter.translate(box.topLeft())
    painter.scale(1 / _SCALE, 1 / _SCALE)
    for number, line in enumerate(lines):
        place = QRectF(0, number * size * _LINE * _SCALE, box.width() * _SCALE, 0)
        _draw_line(painter, line, place, size, number, centred=False)
    painter.restore()


def _parted(box: QRectF, lines: Sequence[str], size: float) -> list[str]:
    """Return lines with what is too long parted at its points."""
    width, room = QFontMetricsF(_font(size, strong=False)).horizontalAdvance, box.width() * _SCALE
    return [part for line in lines for part in (line.split(" · ") if width(line) > room else [line])]


def _draw_line(painter: QPainter, line: str, place: QRectF, size: float, number: int, *, centred: bool = True) -> None:
    """Draw a line of text of a height into its place, which says where it begins and how wide it may be."""
    font = _font(size, strong=number == 0)
    shown = QFontMetricsF(font).elidedText(line, Qt.TextElideMode.ElideRight, place.width() + 1)
    across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    place.setHeight(size * _LINE * _SCALE)
    painter.drawText(place, across | Qt.AlignmentFlag.AlignVCenter, _without_stub(shown, line))


def _size_for(box: QRectF, lines: Sequence[str], smallest: float) -> float:
    """Return the largest height at which the needed lines fit; the smallest readable one where they never do."""
    wanted = min(LARGEST_MM, box.height() / max(1, len(lines)) / _LINE)
    size = max(smallest, wanted)
    while size > smallest:
        needed = lines[:_NEEDED]
        fonts = (QFontMetricsF(_font(size, strong=place == 0)) for place in range(len(needed)))
        widest = max(metrics.horizontalAdvance(line) for metrics, line in zip(fonts, needed, strict=True))
        if widest <= box.width() * _SCALE:
            break
        size = max(smallest, size - 0.1)
    return size


def _font(size_mm: float, *, strong: bool) -> QFont:
    font = paper_font(max(1, round(size_mm * _SCALE)))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def picture(stock: LabelStock, words: LabelWords, scale: float) -> QPixmap:
    """Return one label as a picture, `scale` dots per millimetre."""
    drawn = QPixmap(round(stock.width_mm * scale), round(stock.height_mm * scale))
    drawn.fill(QColor("transparent"))
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.setPen(QPen(QColor("#8A949C"), 0))
    painter.setBrush(QColor("white"))
    edge = 0.6 / scale
    outline = QRectF(edge, edge, stock.width_mm - 2 * edge, stock.height_mm - 2 * edge)
    if stock.round:
        painter.drawEllipse(outline)
    else:
        painter.drawRoundedRect(outline, 1, 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    paint_label(painter, stock, words)
    painter.end()
    return drawn


def paint_all(
    device: QPagedPaintDevice,
    painter: QPainter,
    stock: LabelStock,
    words: Sequence[LabelWords],
    first: int,
    per_mm: float,
) -> None:
    """Paint labels page by page.

    Args:
        device: The paper.
        painter: Painting on it, at its upper left corner.
        stock: Which labels.
        words: What each says.
        first: On which place of the first sheet to begin, from 0.
        per_mm: Dots of the device per millimetre.
    """
    places = list(stock.places())
    for number, one in enumerate(words, first):
        place = number % stock.per_page
        if place == 0 and number > first:
            device.newPage()
        painter.save()
        painter.scale(per_mm, per_mm)
        painter.translate(*places[place])
        paint_label(painter, stock, one)
        painter.restore()


def page_size(stock: LabelStock) -> QPageSize:
    """Return the paper of a kind of label: the sheet, or one label of a roll."""
    width, height = stock.page_mm if stock.columns else (stock.width_mm, stock.height_mm)
    return QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, stock.name, QPageSize.SizeMatchPolicy.ExactMatch)


def save_labels(file: Path, stock: LabelStock, words: Sequence[LabelWords], first: int = 0) -> None:
    """Write labels as a PDF file.

    Raises:
        BenchError: The file cannot be written.
    """
    with whole_file(file) as device:
        writer = QPdfWriter(device)
        writer.setTitle(tr("Labels {code}", code=words[0].code) if words else tr("Labels"))
        writer.setResolution(1200)
        writer.setPageSize(page_size(stock))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        painter = QPainter(writer)
        paint_all(writer, painter, stock, words, first, writer.resolution() / 25.4)
        painter.end()


def _without_stub(shown: str, line: str) -> str:
    """Return a shortened line without the single letter that is left of its last word: it says nothing."""
    rest, _, stub = shown.removesuffix("…").rpartition(" ")
    return f"{rest} …" if shown != line and rest and len(stub) == 1 and stub.isalpha() else shown
