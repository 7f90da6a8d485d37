"""Printing to PDF: one A4 page from HTML, with text that can be copied, searched and read out."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from benchapp.domain.messages import BenchError, Message

# Digits of one width, signs that follow their neighbours (a minus beside a digit, a colon between two) and joined
# letters: their glyphs have another character in the typeface's table or none, and that is what Qt writes into a PDF.
_UNREADABLE = ("tnum", "calt", "liga", "dlig")


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


def ensure_writable(file: Path) -> None:
    """Make sure that a file can be written, before something of Qt's tries to and says nothing.

    Raises:
        BenchError: It cannot.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.open("ab").close()
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=str(file), reason=error.strerror or str(error)) from error


def pdf_writer(file: Path, title: str, margins_mm: QMarginsF) -> QPdfWriter:
    """Return what writes an A4 page at 96 dpi into a PDF file.

    Raises:
        BenchError: The file cannot be written.
    """
    ensure_writable(file)
    writer = QPdfWriter(str(file))
    writer.setTitle(title)
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(margins_mm, QPageLayout.Unit.Millimeter)
    return writer


def write_pdf(page: str, file: Path, title: str) -> None:
    """Write HTML as a PDF file.

    Raises:
        BenchError: The file could not be written.
    """
    writer = pdf_writer(file, title, QMarginsF(18, 16, 18, 16))
    document = QTextDocument()
    document.setDefaultFont(paper_font(13))
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.setHtml(page)
    document.print_(writer)
