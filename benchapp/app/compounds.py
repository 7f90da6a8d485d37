"""The pages about compounds put together: the compound page, its form, comparing, importing, exporting, printing.

Made when they are first needed; `application` makes this with what they share.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from benchapp.app.services import Services
from benchapp.app.shell import Shell, file_stem
from benchapp.base.lazy import lazy
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.compounds.monograph import Form
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.store.library.library import Ready, Removal
from benchapp.ui.text.language import customs, decimal, tr
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from benchapp.presenters.compounds.compound_form import CompoundForm
    from benchapp.presenters.compounds.importing import ImportForm
    from benchapp.ui.compounds.compare_page import ComparePage
    from benchapp.ui.compounds.compound_form_page import CompoundFormPage
    from benchapp.ui.compounds.compound_page import CompoundPage
    from benchapp.ui.compounds.import_page import ImportPage


class CompoundsController(QObject):
    """The pages about compounds, joined.

    Args:
        services: What it works on.
        shell: What it shows itself by.

    Signals:
        stock_wanted, dose_wanted, incubation_wanted: The next link of the chain was asked for.
    """

    stock_wanted = Signal()
    dose_wanted = Signal()
    incubation_wanted = Signal()

    def __init__(self, services: Services, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._library = services.library
        self._compounds = services.compounds
        self._book = services.session
        self._workers = services.workers
        self._device = services.device
        self._begun = False

    # -- parts made when they are needed ----------------------------------------------------------------------

    @lazy
    def page(self) -> CompoundPage:
        """The compound page."""
        from benchapp.ui.compounds.compound_page import CompoundPage  # noqa: PLC0415

        page = CompoundPage(
            self._compounds,
            lambda: self._book.bench.rules,
            lambda: self._device.theme.tokens,
            lambda compound: compound in self._device.settings.hazards_seen,
        )
        page.hazards_shown.connect(self._on_hazards)
        page.stock_wanted.connect(self.stock_wanted)
        page.dose_wanted.connect(self.dose_wanted)
        page.incubation_wanted.connect(self.incubation_wanted)
        page.copied.connect(self._on_copied)
        page.asked.connect(self.do)
        page.restore_wanted.connect(self._restore)
        page.show_compound()
        if self._begun:
            page.go_on()
        return page

    def begin(self) -> None:
        """Let the page be made whole, once the window has been painted."""
        self._begun = True
        if (page := CompoundsController.page.if_made(self)) is not None:
            page.go_on()

    def _on_hazards(self, compound: str) -> None:
        settings = self._device.settings
        self._device.keep(replace(settings, hazards_seen=(*settings.hazards_seen, compound)), aloud=False)

    def say_form(self, before: str) -> None:
        """Say which form is calculated with from now on, with the way back: an arrow key is enough to change it.

        Args:
            before: Id of the form before.
        """
        filed, form = self._compounds.opened, self._compounds.shown_form
        if filed is None or form is None:
            return

        def take_back() -> str:
            if self._compounds.monograph is None or self._compounds.monograph.id != filed.monograph.id:
                return tr("Another compound is open; its form is as it was.")
            self._compounds.choose_form(before)
            return self._form_words(filed.monograph.form(before), filed.monograph.identity.name)

        self._shell.toast.say(self._form_words(form, filed.monograph.identity.name), undo=take_back)

    @staticmethod
    def _form_words(form: Form, name: str) -> str:
        return tr(
            "Calculations now use {name}, {form}: {molar_mass} g/mol.",
            name=name,
            form=tr(form.name),
            molar_mass=decimal(form.molar_mass),
        )

    @lazy
    def compare(self) -> ComparePage:
        """The page that compares two compounds."""
        from benchapp.ui.compounds.compare_page import ComparePage  # noqa: PLC0415

        page = ComparePage(self._compounds, self._shell.window, self.show_page)
        page.said.connect(self._shell.say)
        return page

    @lazy
    def form(self) -> CompoundForm:
        """What is being entered for a compound of one's own."""
        from benchapp.presenters.compounds.compound_form import CompoundForm  # noqa: PLC0415

        return CompoundForm(self._library, self._today, decimal_comma=customs().decimal == ",")

    @lazy
    def form_page(self) -> CompoundFormPage:
        """The form."""
        from benchapp.ui.compounds.compound_form_page import CompoundFormPage  # noqa: PLC0415

        page = CompoundFormPage(self.form, self.show_page)
        page.saved.connect(self._on_saved)
        return page

    @lazy
    def importing(self) -> ImportForm:
        """A file on its way into the library."""
        from benchapp.presenters.compounds.importing import ImportForm  # noqa: PLC0415

        desk = ImportForm(self._library, self._workers, self._today)
        desk.imported.connect(self._on_imported)
        return desk

    @lazy
    def import_page(self) -> ImportPage:
        """The import page."""
        from benchapp.ui.compounds.import_page import ImportPage  # noqa: PLC0415

        page = ImportPage(self.importing, self.show_page)
        page.said.connect(self._shell.say)
        return page

    # -- what can be asked for --------------------------------------------------------------------------------

    def do(self, what: str) -> None:
        """Do what a button or the menu asks for, and say so where it fails."""
        actions: dict[str, Callable[[], object]] = {
            "compare": lambda: self._shell.show(PageName.COMPARE),
            "add": self.add,
            "edit": self.edit,
            "remove": self._remove,
            "import": lambda: self._shell.show(PageName.IMPORT),
            "export": self._ask_export,
            "export-own": self._ask_export_own,
            "pdf": self._ask_pdf,
            "print": self._print,
            "versions": self._choose_version,
            "current": self._compounds.close_version,
            "stand": self._stand,
            "drop": self._drop,
            "drop-changed": self._drop_changed,
        }
        try:
            actions[what]()
        except BenchError as error:
            self._shell.say_error(error)

    def show_page(self) -> None:
        """Show the compound page."""
        self._shell.show(PageName.COMPOUND)

    def find(self) -> None:
        """Find inside the compound page, where it is the one that is shown."""
        if self._shell.window.page is PageName.COMPOUND:
            self.page.find_on_page()

    def add(self) -> None:
        """Begin with a compound of one's own; what was typed before and not saved is still there.

        Where nothing can be saved, say so before anything is typed.
        """
        if not self._is_open():
            return
        self.form.begin_new()
        self._shell.show(PageName.FORM)

    def edit(self) -> None:
        """Edit the open compound."""
        filed, form = self._compounds.opened, self._compounds.shown_form
        if filed is not None and form is not None and self._is_open():
            self.form.begin_edit(filed, form)
            self._shell.show(PageName.FORM)

    def _is_open(self) -> bool:
        try:
            self._library.check_open()
        except BenchError as error:
            self._shell.say_error(error)
            return False
        return True

    def open_file(self, file: str) -> None:
        """Show what a file holds, to be imported."""
        self._shell.show(PageName.IMPORT)
        self.importing.open(Path(file))

    def _on_saved(self, filed: LibraryItem) -> None:
        self._workers.do(Work.LIBRARY, self._library.renewal.run, self._library.use, self._on_failed)
        self._compounds.open(filed.monograph.id)
        self.show_page()
        how = (
            tr("Your edits are stored separately.") if filed.origin is Origin.BUNDLED else tr("It is in your library.")
        )
        self._shell.say(tr("Saved {identity}. {how}", identity=filed.monograph.identity.name, how=how))

    def _on_imported(self, count: int, first: str) -> None:
        self._compounds.open(first)
        self.show_page()
        self._shell.say(
            tr("Imported {count} compounds; find them with Ctrl+K.", count=count)
            if count > 1
            else tr("Imported 1 compound.")
        )

    def _remove(self) -> None:
        filed = self._compounds.opened
        if filed is None or filed.origin is not Origin.OWN:
            return
        self._library.check_open()
        used = self._used_by(filed.monograph.id)
        if used:
            raise BenchError(Message.COMPOUND_IN_USE, name=filed.monograph.identity.name, what=", ".join(used))
        removal = Removal(self._library.index_file, self._library.folders, filed.monograph.id)

        def undo() -> str:
            self._library.save(filed.monograph)
            self._compounds.open(filed.monograph.id)
            return tr("{identity} is back.", identity=filed.monograph.identity.name)

        def done(ready: Ready | None) -> None:
            self._library.use(ready)
            self._compounds.open()
            self.show_page()
            self._shell.toast.say(
                tr("Removed {identity}; its last version is kept.", identity=filed.monograph.identity.name), undo=undo
            )

        self._workers.do(Work.REMOVAL, removal.run, done, self._on_failed)

    def _on_failed(self, error: BenchError) -> None:
        self._shell.say_error(error)

    def _used_by(self, compound: str) -> list[str]:
        """Return the solutions in hand and the running incubations of a compound, by their names."""
        bench = self._book.bench
        solutions = [
            kept.solution.label
            for kept in bench.solutions.values()
            if kept.solution.compound == compound and kept.discarded is None
        ]
        running = [one.incubation.name for one in bench.running() if one.incubation.compound == compound]
        return solutions + running

    # -- edits of bundled monographs, and versions ------------------------------------------------------------

    def _restore(self, fact: str) -> None:
        try:
            self._drop_facts(frozenset({fact}))
        except BenchError as error:
            self._shell.say_error(error)

    def _drop(self) -> None:
        self._drop_facts(None)

    def _drop_changed(self) -> None:
        filed = self._compounds.opened
        if filed is not None:
            self._drop_facts(frozenset(filed.changed))

    def _drop_facts(self, facts: frozenset[str] | None) -> None:
        filed = self._compounds.opened
        if filed is None or filed.overlay is None:
            return
        overlay = filed.overlay
        self._library.drop_edits(filed.monograph.id, facts)
        self._compounds.open(filed.monograph.id)

        def undo() -> str:
            self._library.edit(filed.monograph.id, overlay.edits, overlay.sources, self._today())
            self._compounds.open(filed.monograph.id)
            return tr("Your edits are back.")

        self._shell.toast.say(tr("Edit removed; the bundled value is used again."), undo=undo)

    def _stand(self) -> None:
        filed = self._compounds.opened
        if filed is not None:
            self._library.stand_by_edits(filed.monograph.id, self._today())
            self._compounds.open(filed.monograph.id)

    def keep_version(self) -> None:
        """Keep the version that a solution was just made by; what cannot be kept is no reason to stop the work."""
        filed = self._compounds.opened
        if filed is not None:
            try:
                self._library.keep(filed)
            except BenchError as error:
                self._shell.say_error(error)

    def made_by(self, version: str) -> tuple[str, ...]:
        """Return the labels of the solutions made by a version."""
        solutions = self._book.bench.solutions.values()
        return tuple(kept.solution.label for kept in solutions if kept.solution.monograph_hash == version)

    def open_version(self, compound: str, version: str) -> bool:
        """Show a version by its hash; tell whether it is kept."""
        filed = next((one for one in self._library.versions(compound) if one.hash == version), None)
        if filed is not None:
            self._compounds.open_version(filed, self.made_by(version))
            self.show_page()
        return filed is not None

    def _choose_version(self) -> None:
        from PySide6.QtGui import QCursor  # noqa: PLC0415
        from PySide6.QtWidgets import QMenu  # noqa: PLC0415

        filed = self._compounds.opened
        if filed is None:
            return
        compound = filed.monograph.id
        versions = [one for one in self._library.versions(compound) if one.hash != filed.hash]
        if not versions:
            self._shell.say(
                tr("No earlier version is kept: nothing was edited, and no solution was made by another one.")
            )
            return
        menu = QMenu(self.page)
        menu.setObjectName("compound.versions.menu")
        for one in versions:
            made = self.made_by(one.hash)
            title = tr(
                "{revision}, content {hash}{part}",
                revision=one.monograph.revision,
                hash=one.hash[:8],
                part=": " + ", ".join(made[:4]) if made else "",
            )
            action = menu.addAction(title)
            action.triggered.connect(lambda _checked=False, version=one.hash: self.open_version(compound, version))
        menu.popup(QCursor.pos())

    # -- paper and files --------------------------------------------------------------------------------------

    def _ask_pdf(self) -> None:
        filed = self._compounds.opened
        if filed is not None:
            name = f"{file_stem(filed.monograph.identity.name, 'compound')}-bench-card.pdf"
            file = self._shell.ask_save(tr("Save the bench card"), name, tr("PDF (*.pdf)"))
            if file is not None:
                self.save_pdf(file)

    def save_pdf(self, file: Path) -> int:
        """Write the bench card as one PDF page; give the number of pages.

        Raises:
            BenchError: It could not be written.
        """
        from benchapp.ui.compounds.card_print import write_card  # noqa: PLC0415

        filed, form = self._compounds.shown, self._compounds.shown_form
        if filed is None or form is None:
            return 0
        pages = write_card(file, filed, form, self._book.bench.rules, self._book.local(self._book.now().wall))
        self._shell.say(tr("Saved {file}.", file=file.name))
        return pages

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        from benchapp.ui.compounds.card_print import print_card  # noqa: PLC0415

        filed, form = self._compounds.shown, self._compounds.shown_form
        if filed is None or form is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(tr("{identity}: bench card", identity=filed.monograph.identity.name))
        if QPrintDialog(printer, self.page).exec():
            print_card(printer, filed, form, self._book.bench.rules, self._book.local(self._book.now().wall))
            self._shell.say(tr("Sent to the printer."))

    def _ask_export(self) -> None:
        filed = self._compounds.opened
        file = self._ask_file(file_stem(filed.monograph.identity.name, "compound")) if filed is not None else None
        if filed is not None and file is not None:
            self.export(file, (filed.monograph.id,))

    def _ask_export_own(self) -> None:
        own = tuple(one.id for one in self._library.headlines() if one.origin is Origin.OWN)
        if not own:
            self._shell.say(tr("There is no compound of your own yet. Add one, or import a list."))
            return
        file = self._ask_file("my-compounds")
        if file is not None:
            self.export(file, own)

    def _ask_file(self, stem: str) -> Path | None:
        kinds = tr("Monographs (*.json);;List for a spreadsheet (*.csv)")
        return self._shell.ask_save(tr("Export"), f"{stem}.monograph.json", kinds)

    def export(self, file: Path, compounds: tuple[str, ...]) -> None:
        """Write compounds as JSON monographs, or as a CSV list where the file's name says so; in the background."""
        from benchapp.store.export.list_export import ListExport  # noqa: PLC0415

        work = ListExport(file, self._library.index_file, self._library.folders, compounds)

        def done(count: int) -> None:
            self._shell.say(
                tr("Exported 1 compound to {file}.", file=file.name)
                if count == 1
                else tr("Exported {count} compounds to {file}.", count=count, file=file.name)
            )

        self._workers.do(Work.EXPORT, work.run, done, self._on_failed)

    # -- small things -----------------------------------------------------------------------------------------

    def _on_copied(self) -> None:
        self._shell.say(tr("Copied."))

    def _today(self) -> str:
        return self._book.local(self._book.now().wall).date().isoformat()
