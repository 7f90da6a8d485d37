"""The pages about solutions put together: what is on the shelf, labels, and an id that is typed or scanned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.lazy import lazy
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.label_ids import read_label
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import called, tr
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from benchapp.domain.solutions.label_formats import LabelStock, LabelWords
    from benchapp.ui.solutions.labels_page import LabelsPage
    from benchapp.ui.solutions.scanner import Scanner
    from benchapp.ui.solutions.solutions_page import SolutionsPage


class SolutionsController(QObject):
    """The pages about solutions.

    Args:
        services: What it works on.
        shell: What it shows itself by.

    Signals:
        dose_wanted: Cells are to be dosed from this stock; its id.
        dilute_wanted: This stock is to be diluted further; its id.
        added: A solution was added; its id.
    """

    dose_wanted = Signal(str)
    dilute_wanted = Signal(str)
    added = Signal(str)

    def __init__(self, services: Services, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._device = services.device
        self._application = services.application
        self._book = services.session
        self._compounds = services.compounds
        self._shelf = services.solutions
        self._scanner: Scanner | None = None
        self.form = SolutionForm(
            services.session, services.compounds, services.solutions, services.registry.get, lambda: self._book.person
        )

    @lazy
    def page(self) -> SolutionsPage:
        """The Solutions page."""
        from benchapp.ui.solutions.solutions_page import SolutionsPage  # noqa: PLC0415

        page = SolutionsPage(
            self.form, local=self._book.local, details=self.details, tokens=lambda: self._device.theme.tokens
        )
        page.dose_wanted.connect(self.dose_wanted)
        page.dilute_wanted.connect(self.dilute_wanted)
        page.labels_wanted.connect(self.show_labels)
        page.added.connect(self.added)
        page.said.connect(self._shell.say)
        page.did.connect(self._shell.say_done)
        page.ask_rules(self._book.bench)
        return page

    @lazy
    def labels(self) -> LabelsPage:
        """The page of labels."""
        from benchapp.ui.solutions.labels_page import LabelsPage  # noqa: PLC0415

        page = LabelsPage(self._print, self._shell.ask_save)
        page.file_saved.connect(self._shell.say_saved)
        page.left.connect(lambda: self._shell.show(PageName.SOLUTIONS))
        page.stock_chosen.connect(self._device.keep_label_stock)
        page.said.connect(self._shell.say)
        return page

    def _when(self, instant: datetime) -> str:
        return date_and_time(self._book.local(instant))

    def _use_by(self, instant: datetime | None) -> str:
        return tr("use by {when}", when=self._when(instant)) if instant else ""

    def show_labels(self, solution: str) -> None:
        """Show the labels of a solution."""
        from benchapp.presenters.solutions.labelling import labels_for  # noqa: PLC0415

        row = self._shelf.find(solution)
        if row is not None:
            self._shell.window.make(PageName.LABELS)
            self.labels.show_labels(
                labels_for(row, self._when, self._use_by, tr, called), self._device.settings.label_stock
            )
            self._shell.show(PageName.LABELS)

    def details(self, solution: str) -> str:
        """Return everything that is known of a solution, as our own mark-up."""
        from benchapp.ui.solutions.solution_details import details_html, details_of  # noqa: PLC0415

        kept = self._book.bench.solutions[solution]
        origin = self.form.origin(solution)
        labels = {one.solution.id: one.solution.label for one in self._book.bench.solutions.values()}
        try:
            filed = self._compounds.library.open(kept.solution.compound)
        except BenchError:
            filed = None
        forms = filed.monograph.identity.forms if filed is not None else ()
        form = next((one.name for one in forms if one.id == kept.solution.form), "")
        return details_html(details_of(kept, origin, labels, self._when, form), origin)

    def find(self, text: str) -> tuple[tuple[str, str], ...]:
        """Find a solution by its label id, as typed; its words and the id."""
        try:
            label = read_label(text)
        except BenchError:
            return ()
        kept = next((one for one in self._book.bench.solutions.values() if one.solution.label == label), None)
        words = solution_text(kept.solution) if kept else say(Message.LABEL_UNKNOWN, {"label": label})
        return ((f"{label}   {words}", label),)

    def watch(self) -> None:
        """Read label ids that a scanner types, wherever the focus is."""
        from benchapp.ui.solutions.scanner import Scanner  # noqa: PLC0415

        self._scanner = Scanner(self._application)
        self._scanner.scanned.connect(self.show_label)

    def stop(self) -> None:
        """Watch no longer."""
        scanner, self._scanner = self._scanner, None
        if scanner is not None:
            scanner.stop()

    def show_label(self, label: str) -> None:
        """Open the solution of a label id, wherever it was typed or scanned."""
        self._shell.show(PageName.SOLUTIONS)
        if not self.page.show_solution(label):
            self._shell.toast.say(say(Message.LABEL_UNKNOWN, {"label": label}))

    def _print(self, stock: LabelStock, words: Sequence[LabelWords], first: int) -> None:
        from PySide6.QtGui import QPainter  # noqa: PLC0415
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        from benchapp.ui.solutions.label_print import page_size, paint_all  # noqa: PLC0415

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(page_size(stock))
        printer.setFullPage(True)
        if QPrintDialog(printer, self.labels).exec():
            painter = QPainter(printer)
            paint_all(printer, painter, stock, words, first, printer.resolution() / 25.4)
            painter.end()
            self._shell.toast.say(
                tr("{count:labels} sent to {printername}.", count=len(words), printername=printer.printerName())
            )
