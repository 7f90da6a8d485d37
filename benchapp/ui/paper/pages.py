"""Pages from blocks: none of them is torn, a heading stays with what follows it, and each page has its number."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPagedPaintDevice, QPainter, QPen, QTextDocument

from benchapp.domain.compounds.identifiers import without_unseen
from benchapp.domain.patterns import late_pattern
from benchapp.ui.paper.paper_sizes import Paper, page_size
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import tr
from benchapp.ui.text.markup import escape, keep_ids_whole, keep_units_whole
from benchapp.ui.widgets.printing import paper_font, pdf_file

TEXT, LESSER, SMALL = 13, 12, 10
MARGINS = QMarginsF(18, 14, 18, 12)
# Pixels of a page are those of a screen of this resolution.
DPI = 96
_FOOT = 26.0
_GAP = 4.0
_OVER_HEADING = 10.0
_LINE = QColor("#C9D1D6")
_MUTED = QColor("#5A6870")
# Text is looked for after a tag only: a drawing is a long one, and is passed over in one go.
_TEXT = late_pattern(r"(?<=>)[^<>]+")
_AFTER_FIGURE = late_pattern(r"(?<=\d) (?=[^\W\d]|%)")


class Drawing(Struct, frozen=True):
    """A picture on a page.

    Attributes:
        width: As wide as it is drawn at its own size, px.
        height: As high.
        paint: Draws it, its upper left corner at the painter's origin.
        most: At most such a part of a page is it high.
    """

    width: float
    height: float
    paint: Callable[[QPainter], object]
    most: float = 0.6


class Block(Struct, frozen=True):
    """What stays together on a page.

    Attributes:
        html: Our own mark-up.
        heading: Whether it is never the last on a page.
        new_page: Whether it begins a page.
        ruled: Whether a thin line is under it.
        drawing: A picture in the place of the text.
        alternative: Of a picture, the same in words.
        space: How much room is left over it, px; none at the top of a page.
    """

    html: str = ""
    heading: bool = False
    new_page: bool = False
    ruled: bool = False
    drawing: Drawing | None = None
    alternative: str = ""
    space: float = 0.0


class Pages(Struct, frozen=True):
    """A document.

    Attributes:
        title: Its title, on the foot of each page too.
        blocks: What is in it, in order.
        foot: What is at the foot of each page beside its title and number.
    """

    title: str
    blocks: tuple[Block, ...]
    foot: str = ""


def title_block(text: str, under: str = "") -> Block:
    """Return the title of a document, with a smaller line under it."""
    small = f"<p style='margin:0'>{escape(under)}</p>" if under else ""
    return Block(f"<p style='font-size:22px; font-weight:600; margin:0'>{escape(text)}</p>{small}", heading=True)


def heading_block(text: str, *, new_page: bool = False) -> Block:
    """Return the heading of a part."""
    return Block(
        f"<p style='font-size:15px; font-weight:600; margin:8px 0 2px 0'>{escape(text)}</p>",
        heading=True,
        new_page=new_page,
        space=_OVER_HEADING,
    )


def text_block(text: str, *, lesser: bool = False) -> Block:
    """Return a paragraph."""
    size = f"font-size:{LESSER}px; " if lesser else ""
    return Block(f"<p style='{size}margin:2px 0'>{escape(text)}</p>")


def small(html: str) -> str:
    """Return our own mark-up in small type."""
    return f"<span style='font-size:{LESSER}px'>{html}</span>"


def row_block(cells: Sequence[str], widths: Sequence[int], *, strong: bool = False, ruled: bool = True) -> Block:
    """Return one row of a table, which is never torn.

    Args:
        cells: What is in it, as our own mark-up.
        widths: Of the columns, per cent.
        strong: Whether it is the head of the table.
        ruled: Whether a thin line is under it.
    """
    weight = "font-weight:600" if strong else ""
    columns = "".join(
        f"<td width='{width}%' style='{weight}'>{cell or '&nbsp;'}</td>"
        for cell, width in zip(cells, widths, strict=True)
    )
    padding = 2 if ruled else 0
    table = f"<table width='100%' cellspacing='0' cellpadding='{padding}'><tr>{columns}</tr></table>"
    return Block(table, heading=strong, ruled=ruled)


def table_blocks(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[Block]:
    """Return a table of plain texts, a block for each row; its head stays with the first of them."""
    head = [row_block([small(escape(one)) for one in heads], widths, strong=True)] if any(heads) else []
    return [*head, *(row_block([small(escape(one)) for one in row], widths) for row in rows)]


def html_of(pages: Pages, picture: Callable[[Block], str]) -> str:
    """Return a document as one text for the screen.

    Args:
        pages: The document.
        picture: Returns the mark-up that shows a drawing.
    """
    return "".join(picture(block) if block.drawing is not None else block.html for block in pages.blocks)


def keep_amounts_whole(html: str) -> str:
    """Return mark-up of which no line ends between a figure and its unit, in a unit or an id; for the screen only."""
    # Between tags only: what is in them is no text.
    return _TEXT.sub(lambda found: _AFTER_FIGURE.sub("\u00a0", keep_units_whole(keep_ids_whole(found[0]))), html)


def paginated(heights: Sequence[float], headings: Sequence[bool], breaks: Sequence[bool], room: float) -> list[int]:
    """Return on which page, from 0, each block begins.

    Args:
        heights: Of the blocks, in order.
        headings: Which of them stay with the next one.
        breaks: Which of them begin a page.
        room: Height of a page.
    """
    pages: list[int] = []
    page, used, place = 0, 0.0, 0
    while place < len(heights):
        end = place
        while end + 1 < len(heights) and headings[end] and not breaks[end + 1]:
            end += 1
        together = heights[place : end + 1]
        # Headings alone that fill a page are no reason to leave one empty.
        if used > 0 and (breaks[place] or used + sum(together) > room + 0.5):
            page, used = page + 1, 0.0
        for height in together:
            if used > 0 and used + height > room + 0.5:
                page, used = page + 1, 0.0
            pages.append(page)
            used += height
            # What is higher than a page goes on over the next ones.
            while used > room + 0.5 and height > room:
                page, used = page + 1, used - room
        place = end + 1
    return pages


class _Laid(Struct, frozen=True):
    """A block as it is laid out for a width."""

    block: Block
    height: float
    document: QTextDocument | None = None
    scale: float = 1.0


def _laid(block: Block, width: float, room: float) -> _Laid:
    drawing = block.drawing
    if drawing is not None:
        scale = min(1.0, width / drawing.width, room * drawing.most / drawing.height)
        return _Laid(block, drawing.height * scale + 2 * _GAP, scale=scale)
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(paper_font(TEXT))
    document.setHtml(keep_ids_whole(without_unseen(block.html)))
    document.setTextWidth(width)
    if document.size().height() > room:
        document.setPageSize(QSizeF(width, room))
        return _Laid(block, document.pageCount() * room, document)
    return _Laid(block, document.size().height() + block.space + (_GAP if block.ruled else 0), document)


def paint_pages(device: QPagedPaintDevice, pages: Pages, printed: str) -> int:
    """Paint a document page by page; return how many there are.

    Args:
        device: The paper.
        pages: What is painted.
        printed: When, in words.
    """
    painter = QPainter(device)
    per_px = painter.device().logicalDpiX() / DPI
    width, height = painter.device().width() / per_px, painter.device().height() / per_px
    room = height - _FOOT
    laid = [_laid(block, width, room) for block in pages.blocks]
    places = list(_places(laid, room))
    count = max((page + over for page, _, over in places), default=0) + 1
    painter.scale(per_px, per_px)
    for page in range(count):
        if page:
            device.newPage()
        for one, (first, top, over) in zip(laid, places, strict=True):
            if first <= page <= first + over:
                _paint(painter, one, top, (page - first) * room, width, room)
        _paint_foot(painter, pages, printed, (page + 1, count), QRectF(0, room, width, _FOOT))
    painter.end()
    return count


def _places(laid: Sequence[_Laid], room: float) -> Iterator[tuple[int, float, int]]:
    """Yield of each block its first page, where on it it begins, and over how many further pages it goes."""
    heights = [one.height for one in laid]
    starts = paginated(heights, [one.block.heading for one in laid], [one.block.new_page for one in laid], room)
    before, used = -1, 0.0
    for start, height in zip(starts, heights, strict=True):
        top = used if start == before else 0.0
        over = int((height - 0.5) // room) if height > room else 0
        yield start, top, over
        before, used = start + over, top + height - over * room


def _paint(painter: QPainter, one: _Laid, top: float, hidden: float, width: float, room: float) -> None:
    painter.save()
    painter.translate(0, top if not hidden else 0)
    if one.block.drawing is not None:
        painter.translate((width - one.block.drawing.width * one.scale) / 2, _GAP)
        painter.scale(one.scale, one.scale)
        one.block.drawing.paint(painter)
    elif one.document is not None:
        painter.translate(0, (0 if hidden else one.block.space) - hidden)
        # A line that only touches the edge belongs to the page beside.
        one.document.drawContents(painter, QRectF(0, hidden + 1, width, room - 2))
        if one.block.ruled:
            painter.setPen(QPen(_LINE, 0.5))
            painter.drawLine(QPointF(0, one.height - 1), QPointF(width, one.height - 1))
    painter.restore()


def _paint_foot(painter: QPainter, pages: Pages, printed: str, number: tuple[int, int], box: QRectF) -> None:
    painter.save()
    painter.setFont(paper_font(SMALL))
    painter.setPen(QPen(_LINE, 0.5))
    painter.drawLine(box.topLeft() + QPointF(0, 6), box.topRight() + QPointF(0, 6))
    painter.setPen(_MUTED)
    box = box.adjusted(0, 9, 0, 0)
    page, count = number
    at = tr("page {page} of {count}", page=page, count=count)
    right = painter.fontMetrics().horizontalAdvance(at) + 12
    said = without_unseen(" · ".join(part for part in (pages.title, printed, pages.foot) if part))
    said = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, int(box.width() - right))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, at)
    painter.restore()


def write_pages(file: Path, pages: Pages, printed: datetime, paper: Paper | None = None) -> None:
    """Write a document as a PDF file.

    Args:
        file: Where to.
        pages: The document.
        printed: When, in the time zone shown.
        paper: The paper; that of the country where none is given.

    Raises:
        BenchError: The file could not be written.
    """
    with pdf_file(file, pages.title, MARGINS) as writer:
        writer.setPageSize(page_size(paper))
        paint_pages(writer, pages, printed_on(printed))


def printed_on(when: datetime) -> str:
    """Return when something is printed, in words."""
    return tr("printed {when}", when=date_and_time(when))
