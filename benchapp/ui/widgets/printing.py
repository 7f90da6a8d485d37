"""Printing to PDF: one A4 page from HTML, with text that can be copied, searched and read out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSaveFile, QSizeF
from PySide6.QtGui import (
    QFont,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from benchapp.domain.compounds.identifiers import one_line, without_unseen
from benchapp.domain.messages import BenchError, Message

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

# Digits of one width, signs that follow their neighbours (a minus beside a digit, a colon between two) and joined
# letters: their glyphs have another character in the typeface's table or none, and that is what Qt writes into a PDF.
_UNREADABLE = ("tnum", "calt", "liga", "dlig")
# Dots an inch.
_LAID_OUT_AT = 96


def paper_font(pixels: int) -> QFont:
    """Return the typeface for paper, in which every glyph is written with its character.

    Args:
        pixels: Its size, in the pixels of what is painted on.
    """
    font = QFont("Inter")
    font.setPixelSize(pixels)
    for feature in _UNREADABLE:
        font.setFeature(QFont.Tag(feature), 0)
    return font


@contextmanager
def whole_file(file: Path) -> Iterator[QBuffer]:
    """Take what is painted into memory, and put it in the place of a file when all of it is there.

    Qt paints into a file without a word where its disk is full. Where something goes wrong, what was there stays.

    Raises:
        BenchError: The file could not be written.
    """
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    yield made
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=str(file), reason=error.strerror or str(error)) from error
    whole = QSaveFile(str(file))
    # In a folder in which only this file may be written, it is written where it is.
    whole.setDirectWriteFallback(True)
    written = whole.open(QIODevice.OpenModeFlag.WriteOnly) and whole.write(made.data()) == made.size()
    if not (written and whole.commit()):
        raise BenchError(Message.NOT_SAVED, file=str(file), reason=whole.errorString())


def save_image(image: QImage, device: QIODevice, file: Path) -> None:
    """Write an image in the format that the ending of a file's name says.

    Raises:
        BenchError: There is no such format.
    """
    if not QImageWriter(device, QByteArray(file.suffix.removeprefix(".").upper().encode())).write(image):
        raise BenchError(Message.NOT_SAVED, file=str(file), reason=file.suffix or str(file))


@contextmanager
def pdf_file(file: Path, title: str, margins_mm: QMarginsF) -> Iterator[QPdfWriter]:
    """Return what writes an A4 page at 96 dpi into a PDF file.

    Raises:
        BenchError: The file cannot be written.
    """
    with whole_file(file) as device:
        writer = QPdfWriter(device)
        writer.setTitle(one_line(title))
        writer.setResolution(_LAID_OUT_AT)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(margins_mm, QPageLayout.Unit.Millimeter)
        yield writer


def keep_headings(document: QTextDocument) -> None:
    """Begin a new page before each heading that would be the last line of one; a heading is a block of bold text."""
    block = document.begin()
    while block.isValid():
        after = block.next()
        page = _page_of(document, block)
        if _is_heading(block) and after.isValid() and _page_of(document, after) > page:
            first = block
            # Headings that follow each other move together.
            while _is_heading(first.previous()) and _page_of(document, first.previous()) == page:
                first = first.previous()
            if first.previous().isValid() and _page_of(document, first.previous()) == page:
                form = first.blockFormat()
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(first).setBlockFormat(form)
        block = after


def _is_heading(block: QTextBlock) -> bool:
    formats = block.textFormats()
    return bool(block.text().strip()) and all(
        part.format.fontWeight() >= QFont.Weight.DemiBold.value for part in formats
    )


def _page_of(document: QTextDocument, block: QTextBlock) -> int:
    """Return on which page, from 0, the first line of a block is."""
    top = document.documentLayout().blockBoundingRect(block).y()
    # A line that does not fit goes to the next page, while its block still begins on this one.
    lines = block.layout()
    moved = lines.lineAt(0).y() if lines.lineCount() else 0.0
    return int((top + moved + 0.5) // document.pageSize().height())


def write_pdf(page: str, file: Path, title: str) -> None:
    """Write HTML as a PDF file.

    Raises:
        BenchError: The file could not be written.
    """
    with pdf_file(file, title, QMarginsF(18, 16, 18, 16)) as writer:
        document = QTextDocument()
        document.setDefaultFont(paper_font(13))
        document.setPageSize(QSizeF(writer.width(), writer.height()))
        document.setHtml(without_unseen(page))
        keep_headings(document)
        document.print_(writer)


def ask_printer(parent: QWidget, title: str) -> QPrinter | None:
    """Ask for a printer; return None where nobody wants one.

    Args:
        parent: What is printed from.
        title: Name of what is printed.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(one_line(title))
    return printer if QPrintDialog(printer, parent).exec() else None
