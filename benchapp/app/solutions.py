"""The pages about solutions put together: the list, labels, and an id that is typed or scanned."""

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
from benchapp.ui.text.formatting import date_and_time, use_by_time
from benchapp.ui.text.language import called, tr
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.solution_texts import solution_text, solvent_text
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from benchapp.domain.journal.entries import Entry
    from benchapp.domain.solutions.label_formats import LabelStock, LabelWords
    from benchapp.presenters.solutions.solution_table import SolutionRow
    from benchapp.ui.solutions.labels_page import LabelsPage
    from benchapp.ui.solutions.scanner import Scanner
    from benchapp.ui.solutions.solution_history import SolutionHistory
    from benchapp.ui.solutions.solutions_page import SolutionsPage


class SolutionsController(QObject):
    """The pages about solutions.

    Args:
        services: What it works on.
        shell: What it shows itself by.

    Signals:
        dose_wanted: Cells are to be dosed from this stock; its id.
        dilute_wanted: This stock is to be diluted further; its id.
        prepare_wanted: A stock is to be prepared.
        incubation_wanted: An incubation is to be shown; its id.
        added: A solution was added; its id.
    """

    dose_wanted = Signal(str)
    dilute_wanted = Signal(str)
    prepare_wanted = Signal()
    incubation_wanted = Signal(str)
    added = Signal(str)

    def __init__(self, services: Services, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._device = services.device
        self._application = services.application
        self._book = services.session
        self._compounds = services.compounds
        self._solutions = services.solutions
        self._scanner: Scanner | None = None
        self.form = SolutionForm(
            services.session, services.compounds, services.solutions, services.registry.get, lambda: self._book.person
        )

    @lazy
    def page(self) -> SolutionsPage:
        """The Solutions page."""
        from benchapp.presenters.journal.notes import NoteForm  # noqa: PLC0415
        from benchapp.ui.solutions.solutions_page import SolutionsPage  # noqa: PLC0415

        page = SolutionsPage(
            self.form,
            local=self._book.local,
            facts=self._facts,
            history=self._history,
            notes=NoteForm(self._book),
            tokens=lambda: self._device.theme.tokens,
        )
        page.dose_wanted.connect(self.dose_wanted)
        page.dilute_wanted.connect(self.dilute_wanted)
        page.prepare_wanted.connect(self.prepare_wanted)
        page.incubation_wanted.connect(self.incubation_wanted)
        page.labels_wanted.connect(lambda solutions: self.show_labels(*solutions))
        page.added.connect(self.added)
        page.said.connect(self._shell.say)
        page.did.connect(self._shell.say_done)
        page.discarded.connect(self._say_discarded)
        page.ask_rules(self._book.bench)
        return page

    def _say_discarded(self, sentence: str, entries: Sequence[str]) -> None:
        """Show that several were discarded, with one Undo for all of them."""

        def undo() -> str:
            self.form.take_back(entries)
            return tr("Undone: {undone}", undone=sentence)

        self._shell.toast.say(sentence, undo=undo)

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
        return tr("use by {when}", when=use_by_time(self._book.local(instant))) if instant else ""

    def show_labels(self, *solutions: str) -> None:
        """Show the labels of solutions."""
        from benchapp.presenters.solutions.labelling import labels_for  # noqa: PLC0415

        rows = [row for solution in solutions if (row := self._solutions.find(solution)) is not None]
        if rows:
            self._shell.window.make(PageName.LABELS)
            say = (self._when, self._use_by, tr, called, solvent_text)
            words = tuple(
                one for row in rows for one in labels_for(row, *say, handling=self.form.handling(row.kept.solution))
            )
            self.labels.show_labels(words, self._device.settings.label_stock)
            self._shell.show(PageName.LABELS)

    def _facts(self, row: SolutionRow) -> tuple[tuple[str, str], ...]:
        """Return what is on file about a solution."""
        from benchapp.ui.solutions.solution_details import details_of  # noqa: PLC0415

        solution = row.kept.solution
        try:
            filed = self._compounds.library.open(solution.compound)
        except BenchError:
            filed = None
        forms = filed.monograph.identity.forms if filed is not None else ()
        form = next((tr(one.name) for one in forms if one.id == solution.form), "")
        computers = self._book.bench.computers
        computer = computers.name_of(row.kept.home) if computers.several else ""
        return details_of(row.kept, self._when, form, computer)

    def _history(self, solution: str) -> SolutionHistory:
        """Return what was entered of a solution, in words."""
        from benchapp.ui.solutions.solution_history import history_of  # noqa: PLC0415
        from benchapp.ui.text.journal.entry_texts import EntryWords  # noqa: PLC0415

        words = EntryWords(lambda: self._book.bench, self._book.find, self._book.local)
        return history_of(solution, self.form.history(solution), words, self._when, self._where)

    def _where(self, entry: Entry) -> str:
        """Return on which computer an entry was recorded; "" where one alone records."""
        computers = self._book.bench.computers
        return computers.name_of(entry.chain) if computers.several else ""

    def find(self, text: str) -> tuple[tuple[str, str], ...]:
        """Find a solution by its label id, as typed; its words and the id."""
        try:
            label = read_label(text)
        except BenchError:
            return ()
        known = [one.solution for one in self._book.bench.solutions.values() if one.solution.label == label]
        words = [solution_text(one) for one in known] or [say(Message.LABEL_UNKNOWN, {"label": label})]
        return tuple((f"{label}   {one}", label) for one in words)

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
        printer.setDocName(tr("Labels"))
        if QPrintDialog(printer, self.labels).exec():
            painter = QPainter(printer)
            paint_all(printer, painter, stock, words, first, printer.resolution() / 25.4)
            painter.end()
            self._shell.toast.say(
                tr("{count:labels} sent to {printername}.", count=len(words), printername=printer.printerName())
            )
