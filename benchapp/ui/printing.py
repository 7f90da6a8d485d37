"""Printing to PDF: one A4 page from HTML."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from benchapp.domain.messages import BenchError, Message


def write_pdf(page: str, file: Path, title: str) -> None:
    """Write HTML as a PDF file.

    Raises:
        BenchError: The file could not be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.open("ab").close()
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=str(file), reason=error.strerror or str(error)) from error
    writer = QPdfWriter(str(file))
    writer.setTitle(title)
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(18, 16, 18, 16), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    font = QFont("Inter")
    font.setPixelSize(13)
    document.setDefaultFont(font)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.setHtml(page)
    document.print_(writer)
