"""Labels painted: a Data Matrix with the id, and the words that fit; onto paper, into a PDF, and as a picture."""

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
from benchapp.ui.widgets.printing import ensure_writable, paper_font

# A quiet zone of one module belongs to the code.
QUIET = 1
# Letters smaller than this cannot be read on a tube.
SMALLEST_MM, LARGEST_MM = 1.5, 4.0
_LINE = 1.28
# The lines that are never shortened while there is another way: what, how much, until when, who, which.
_NEEDED = 5
# Resolution at which text is measured and painted, dots per mm.
_SCALE = 100.0


@cache
def code_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the Data Matrix of a text, row by row, whether each module is dark; without quiet zone."""
    import zxingcpp  # noqa: PLC0415 (only who prints labels waits for it)

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix)
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
    reach, middle = stock.printable_mm or stock.width_mm, stock.width_mm / 2
    # The largest code whose modules lie in the disc, with room for the id under it.
    dots = _code_dots(words.code, reach * 0.66)
    side = _code_side(words.code, dots)
    top = middle - reach * 0.42
    _paint_code(painter, words.code, QPointF(middle - side / 2, top), dots)
    below = top + side
    under = QRectF(middle - reach * 0.32, below, reach * 0.64, middle + reach * 0.46 - below)
    short = words.code.removeprefix("BC-")
    lines = (short, words.concentration, words.use_by) if reach > 12 else (short,)
    _paint_lines(painter, under, lines, centred=True, smallest=1.0)


def _paint_flat(painter: QPainter, stock: LabelStock, words: LabelWords) -> None:
    across, down = stock.margins_mm
    inner = QRectF(across, down, stock.width_mm - 2 * across, stock.height_mm - 2 * down)
    dots = _code_dots(words.code, min(inner.height(), inner.width() * 0.4, 10.0))
    _paint_code(painter, words.code, inner.topLeft(), dots)
    text = QRectF(inner)
    text.setLeft(inner.x() + _code_side(words.code, dots) + 0.6)
    _paint_lines(painter, text, words.lines(), smallest=SMALLEST_MM if stock.height_mm > 11.5 else 1.3)


def _paint_lines(
    painter: QPainter, box: QRectF, lines: Sequence[str], *, centred: bool = False, smallest: float = SMALLEST_MM
) -> None:
    """Paint the lines that fit, the first ones first, as large as they fit; none is cut without a sign."""
    lines = [said for said in map(one_line, lines) if said]
    size = _size_for(box, lines, smallest)
    room = max(1, int(box.height() / (size * _LINE) + 1e-6))
    painter.save()
    painter.setPen(QColor("black"))
    painter.translate(box.topLeft())
    painter.scale(1 / _SCALE, 1 / _SCALE)
    for number, line in enumerate(lines[:room]):
        font = _font(size, strong=number == 0)
        metrics = QFontMetricsF(font)
        shown = _without_stub(metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width() * _SCALE), line)
        painter.setFont(font)
        place = QRectF(0, number * size * _LINE * _SCALE, box.width() * _SCALE, size * _LINE * _SCALE)
        across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, across | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()


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
    ensure_writable(file)
    writer = QPdfWriter(str(file))
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
