"""What can be done with the sheet of a calculator: one menu to save, print and copy it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice

from benchapp.domain.messages import BenchError
from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.paper.bench_sheet import BenchSheet, sheet_markdown, sheet_text
from benchapp.ui.paper.pages import paint_pages, printed_on, write_pages
from benchapp.ui.paper.sheet_pages import sheet_file_name, sheet_pages
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.menu_button import MenuButton
from benchapp.ui.widgets.printing import ask_printer

_MAPS = mark_text("Picture (*.png);;Drawing (*.svg);;Table (*.csv);;Page (*.pdf)")


class SheetExport(QObject):
    """The menu of what can be done with a sheet.

    Args:
        sheet: Gives the bench sheet of what is shown; None where there is no recipe.
        shown: Gives the calculator that is shown.

    Signals:
        said: Something to tell in a line: the sentence.
        failed: A file could not be written: why; "" where it could be after that.
        saved: The bench sheet was saved; the file.
    """

    said = Signal(str)
    failed = Signal(str)
    saved = Signal(object)

    def __init__(self, sheet: Callable[[], BenchSheet | None], shown: Callable[[], CalculatorTool]) -> None:
        super().__init__()
        self._sheet, self._shown = sheet, shown
        self._failed = False
        # Asks where a file is to be saved, by a title, a name and the kinds of file.
        self.ask_file: Callable[[str, str, str], Path | None] = lambda _title, _name, _kinds: None
        self.button = MenuButton(tr("Export"), "calculate.actions.export")
        self.pdf = self.button.offer(tr("Save as PDF…"), "calculate.actions.pdf", self.save)
        self.printed = self.button.offer(tr("Print…"), "calculate.actions.print", self.print_sheet)
        self.copy = self.button.offer(tr("Copy as text"), "calculate.actions.copy", self.copy_text)
        self.markdown = self.button.offer(tr("Copy as Markdown"), "calculate.actions.markdown", self.copy_markdown)
        self.map = self.button.offer(tr("Plate map…"), "calculate.actions.map", self._ask_map)

    def refresh(self) -> None:
        """Offer what there is of the calculator that is shown."""
        shown = self._shown()
        for action in (self.pdf, self.printed, self.markdown):
            action.setVisible(shown.form is not None)
        self.map.setVisible(shown.has_map())

    def _ask_map(self) -> None:
        sheet, form = self._sheet(), self._shown().form
        today = f" {form.local_now():%Y-%m-%d}" if form is not None else ""
        name = tr("{name} map", name=sheet.file) if sheet is not None else tr("Plate map")
        file = self.ask_file(tr("Save the plate map"), f"{name}{today}.png", tr(_MAPS))
        if file is not None:
            self._shown().save_map(file)

    def save(self) -> bool:
        """Ask for a file for the bench sheet; tell whether there is a sheet."""
        form = self._shown().form
        if self._sheet() is None or form is None:
            return False
        now = form.local_now()
        file = self.ask_file(tr("Save the bench sheet"), self.file_name(now), tr("PDF (*.pdf)"))
        if file is not None:
            self.save_pdf(file, now)
        return True

    def print_sheet(self) -> bool:
        """Print the bench sheet; tell whether there is one."""
        sheet, form = self._sheet(), self._shown().form
        if sheet is None or form is None:
            return False
        printer = ask_printer(self.button, sheet.title)
        if printer is not None:
            self.print_on(printer, form.local_now())
        return True

    def copy_text(self) -> None:
        """Put the recipe, or what was computed, on the clipboard as text."""
        computed, sheet = self._shown().text(), self._sheet()
        if computed:
            QGuiApplication.clipboard().setText(computed)
            self.said.emit(tr("Copied as text."))
        elif sheet is not None:
            QGuiApplication.clipboard().setText(sheet_text(sheet))
            self.said.emit(tr("Recipe copied as text."))

    def copy_markdown(self) -> None:
        """Put the recipe on the clipboard as Markdown."""
        sheet = self._sheet()
        if sheet is not None:
            QGuiApplication.clipboard().setText(sheet_markdown(sheet))
            self.said.emit(tr("Recipe copied as Markdown."))

    def file_name(self, today: datetime) -> str:
        """Return what the file of the bench sheet is called; "" where there is none."""
        sheet = self._sheet()
        return f"{sheet_file_name(sheet, today)}.pdf" if sheet is not None else ""

    def save_pdf(self, file: Path, printed: datetime) -> None:
        """Write the bench sheet as a PDF."""
        sheet = self._sheet()
        if sheet is None:
            return
        try:
            write_pages(file, sheet_pages(sheet), printed)
        except BenchError as error:
            self._failed = True
            self.failed.emit(say_error(error))
            return
        if self._failed:
            self._failed = False
            self.failed.emit("")
        self.saved.emit(file)

    def print_on(self, device: QPagedPaintDevice, printed: datetime) -> None:
        """Print the bench sheet."""
        sheet = self._sheet()
        if sheet is not None:
            paint_pages(device, sheet_pages(sheet), printed_on(printed))
            self.said.emit(tr("Sent to the printer."))
