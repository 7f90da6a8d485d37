"""The report of one incubation: as a PDF for whoever works from it, and in other formats for other programs."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from benchapp.domain.journal.reports.incubation_report import IncubationReport, ReportStep
from benchapp.domain.messages import BenchError
from benchapp.ui.paper.pages import Block, Pages, html_of, keep_amounts_whole, write_pages
from benchapp.ui.paper.report_pages import report_file_name, report_pages
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import rich_label, text_label
from benchapp.ui.widgets.layout import Card
from benchapp.ui.widgets.menu_button import MenuButton
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import Tokens

OTHER_FORMATS = {
    "md": mark_text("Markdown (*.md)"),
    "txt": mark_text("Text (*.txt)"),
    "csv": mark_text("CSV (*.csv)"),
    "json": mark_text("JSON (*.json)"),
    "eln": mark_text("ELN archive, RO-Crate (*.eln)"),
}
_WIDTH = 560.0


class ReportPage(Page):
    """The report of one incubation.

    Args:
        write: Writes a report into a file, in the format its name asks for.
        late: Returns how far off its plan a step was.
        ask_file: Asks where a file is to be saved, by a title, a name and the kinds of file.
        tokens: Returns the colours.

    Signals:
        left: Back to the journal.
        print_wanted: The report is to be printed; the `Pages`.
    """

    left = Signal()
    print_wanted = Signal(object)

    def __init__(
        self,
        write: Callable[[Path, IncubationReport], object],
        late: Callable[[ReportStep], str],
        ask_file: Callable[[str, str, str], Path | None],
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__(tr("Report"))
        self.keep_readable()
        self._write = write
        self._late = late
        self._ask = ask_file
        self._tokens = tokens
        self._report: IncubationReport | None = None
        self._local: Callable[[datetime], datetime] = lambda instant: instant
        self.title = text_label("", size="large")
        self.text = rich_label("")
        self.text.setObjectName("story.page.text")
        self.pdf = push_button(tr("Save as PDF…"), "story.actions.save", partial(self._ask_file, "pdf"), primary=True)
        self.print = push_button(tr("Print…"), "story.actions.print", self.print_report)
        self.others = MenuButton(tr("Other formats"), "story.actions.others")
        for ending, words in OTHER_FORMATS.items():
            title = tr(words).partition(" (*")[0]
            self.others.offer(f"{title}…", f"story.actions.{ending}", partial(self._ask_file, ending))
        back = push_button(tr("Back to the journal"), "story.actions.back", self.left.emit)
        card = Card()
        card.body.addWidget(self.text)
        self.content.addWidget(self.title)
        self.content.addLayout(flow(self.pdf, self.print, self.others, 1, back))
        self.content.addWidget(card)
        self.content.addStretch(1)
        self.first = self.pdf

    def show_report(self, report: IncubationReport, local: Callable[[datetime], datetime]) -> None:
        """Show a report."""
        self._report, self._local = report, local
        self.title.setText(report.title)
        shown = report_pages(report, local, self._late, self._tokens())
        # The title is over the card.
        blocks = shown.blocks[1:]
        under = report.protocol.under
        whole = f"<p>{under}</p>" + html_of(Pages("", blocks), partial(picture_html, tokens=self._tokens()))
        self.text.setText(keep_amounts_whole(whole))

    def pages(self) -> Pages | None:
        """Return the report for paper; None where none is shown."""
        return None if self._report is None else report_pages(self._report, self._local, self._late)

    def print_report(self) -> None:
        """Ask for the report on paper."""
        pages = self.pages()
        if pages is not None:
            self.print_wanted.emit(pages)

    def print_sheet(self) -> bool:
        """Print the report."""
        self.print_report()
        return self._report is not None

    def save_sheet(self) -> bool:
        """Save the report as a PDF."""
        self._ask_file("pdf")
        return self._report is not None

    def _ask_file(self, ending: str) -> None:
        if self._report is None:
            return
        kinds = tr("PDF (*.pdf)") if ending == "pdf" else tr(OTHER_FORMATS[ending])
        name = f"{report_file_name(self._report, self._local(self._report.printed))}.{ending}"
        file = self._ask(tr("Save the report"), name, kinds)
        if file is not None:
            self.save(file)

    def save(self, file: Path) -> None:
        """Write the report in the format that the file's name asks for, or say why that went wrong."""
        pages = self.pages()
        if pages is None or self._report is None:
            return
        try:
            if file.suffix.casefold() == ".pdf":
                write_pages(file, pages, self._local(self._report.printed))
            else:
                self._write(file, self._report)
        except BenchError as error:
            self.said.emit(say_error(error))
        else:
            self.file_saved.emit(file)


def picture_html(block: Block, tokens: Tokens) -> str:
    """Return the mark-up that shows a drawing on screen, twice as fine as its size."""
    drawing = block.drawing
    if drawing is None:
        return ""
    scale = min(1.0, _WIDTH / drawing.width)
    image = QImage(
        round(drawing.width * scale * 2), round(drawing.height * scale * 2), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    painter.scale(2 * scale, 2 * scale)
    drawing.paint(painter)
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(kept, QByteArray(b"PNG")).write(image)
    written = bytes(kept.data().toBase64().data()).decode("ascii")
    width = round(drawing.width * scale)
    return f'<p><img width="{width}" src="data:image/png;base64,{written}"></p>'
