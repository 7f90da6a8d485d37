"""The pages about compounds put together: the compound page, its form, comparing, importing, printing.

Made when they are first needed; `application` makes this with what they share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from benchapp.app.services import Services
from benchapp.app.shell import Shell, file_stem
from benchapp.base import paths
from benchapp.base.lazy import lazy
from benchapp.domain.compounds.monograph import Form
from benchapp.domain.messages import BenchError
from benchapp.ui.text.language import customs, molar_mass_text, tr
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from benchapp.app.library import CompoundListController, LibraryController
    from benchapp.domain.compounds.compound_input import CompoundInput
    from benchapp.domain.compounds.lab_stocks import LabStock
    from benchapp.presenters.compounds.compound_form import CompoundForm
    from benchapp.presenters.compounds.current_compound import CurrentCompound
    from benchapp.presenters.compounds.identity_lookup import IdentityLookup
    from benchapp.presenters.compounds.importing import ImportForm
    from benchapp.presenters.session.journal_session import JournalSession
    from benchapp.store.library.library import Library
    from benchapp.ui.compounds.compare_page import ComparePage
    from benchapp.ui.compounds.compound_form_page import CompoundFormPage
    from benchapp.ui.compounds.compound_list_page import CompoundListPage
    from benchapp.ui.compounds.compound_page import CompoundPage
    from benchapp.ui.compounds.import_page import ImportPage


class CompoundsController(QObject):
    """The pages about compounds, joined.

    Args:
        services: What it works on.
        shell: What it shows itself by.

    Signals:
        stock_wanted, dose_wanted, incubation_wanted: The next link of the chain was asked for.
        stock_used: A stock is to be prepared at a concentration, "" for none yet.
        removed: A compound was removed from the library: its id.
    """

    stock_wanted = Signal()
    stock_used = Signal(str)
    dose_wanted = Signal()
    incubation_wanted = Signal()
    removed = Signal(str)

    def __init__(self, services: Services, shell: Shell) -> None:
        super().__init__()
        self._services = services
        self._shell = shell
        self._library = services.library
        self._compounds = services.compounds
        self._book = services.session
        self._workers = services.workers
        self._device = services.device
        self._begun = False
        self._list: CompoundListController | None = None

    # -- parts made when they are needed ----------------------------------------------------------------------

    def edited(self) -> str:
        """Return the id of the compound that is being edited; "" for none."""
        form = CompoundsController.form.if_made(self)
        return form.editing.monograph.id if form is not None and form.editing is not None else ""

    @lazy
    def page(self) -> CompoundPage:
        """The compound page."""
        from benchapp.ui.compounds.compound_page import CompoundPage  # noqa: PLC0415

        known = KnownToLab(self._book, self._compounds)
        page = CompoundPage(
            self._compounds,
            lambda: self._book.bench.rules,
            lambda: self._device.theme.tokens,
            lambda compound: compound in self._device.settings.hazards_seen,
            known.stock,
            known.entered,
        )
        page.hazards_shown.connect(self._on_hazards)
        page.stock_wanted.connect(self.stock_wanted)
        page.stock_used.connect(self.stock_used)
        page.dose_wanted.connect(self.dose_wanted)
        page.incubation_wanted.connect(self.incubation_wanted)
        page.copied.connect(self._on_copied)
        page.asked.connect(self.do)
        page.restore_wanted.connect(self._on_restore)
        page.label_wanted.connect(lambda *said: self.library.labels.add(*said))  # noqa: PLW0108 (made when needed)
        if self._begun:
            page.go_on()
        return page

    def begin(self, *, ahead: bool = True) -> None:
        """Let the page be made, also what is not in view yet, once the window has been painted."""
        self._begun = True
        if (page := CompoundsController.page.if_made(self)) is not None:
            page.go_on(ahead=ahead)

    def _on_hazards(self, compound: str) -> None:
        settings = self._device.settings
        self._device.keep(replace(settings, hazards_seen=(*settings.hazards_seen, compound)), aloud=False)

    def say_form(self, before: str) -> None:
        """Show which form is calculated with from now on, with the way back: an arrow key is enough to change it.

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
            return _form_words(filed.monograph.form(before), filed.monograph.identity.name)

        self._shell.toast.say(_form_words(form, filed.monograph.identity.name), undo=take_back)

    @lazy
    def list_page(self) -> CompoundListPage:
        """The list of all compounds."""
        from benchapp.app.library import CompoundListController  # noqa: PLC0415

        self._list = CompoundListController(self._services, self._shell, self.do, self.add, self._compare_with)
        self._list.page.said.connect(self._shell.say)
        return self._list.page

    def _compare_with(self, compound: str) -> None:
        self._shell.show(PageName.COMPARE)
        self.compare.compare_with(compound)

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
        from benchapp.presenters.compounds.compound_form import CompoundForm, TypedLanguage  # noqa: PLC0415
        from benchapp.ui.compounds.compound_form_page import USUAL_SOURCE  # noqa: PLC0415

        language = TypedLanguage(decimal_comma=customs().decimal == ",", worded=tr)
        return CompoundForm(self._library, self._today, self.identities, language, usual_source=USUAL_SOURCE)

    @lazy
    def identities(self) -> IdentityLookup:
        """What is on file of substances that have no page."""
        return _identities(self._library)

    def take_unsaved(self, unsaved: Mapping[str, CompoundInput], editing: str | None) -> None:
        """Set what was typed of compounds and not saved, by hash, "" for a new one; open the one that was edited."""
        self.form.take_unsaved(unsaved)
        opened, form = self._compounds.opened, self._compounds.form
        if editing == "":
            self.form.begin_new()
        elif opened and form and opened.hash == editing:
            self.form.begin_edit(opened, form)

    @lazy
    def form_page(self) -> CompoundFormPage:
        """The form."""
        from benchapp.ui.compounds.compound_form_page import CompoundFormPage  # noqa: PLC0415

        page = CompoundFormPage(self.form, self.show_page)
        page.saved.connect(self.library.show_saved)
        return page

    @lazy
    def importing(self) -> ImportForm:
        """A file on its way into the library."""
        from benchapp.presenters.compounds.importing import ImportForm  # noqa: PLC0415

        form = ImportForm(self._library, self._workers, self._today)
        form.imported.connect(self.library.show_imported)
        return form

    @lazy
    def import_page(self) -> ImportPage:
        """The import page."""
        from benchapp.ui.compounds.import_page import ImportPage  # noqa: PLC0415

        page = ImportPage(self.importing, self.show_page)
        page.said.connect(self._shell.say)
        return page

    @lazy
    def library(self) -> LibraryController:
        """What is done with the library."""
        from benchapp.app.library import LibraryController  # noqa: PLC0415

        made = LibraryController(self._services, self._shell)
        made.listed.connect(self._show_like)
        made.removed.connect(self.removed)
        return made

    @lazy
    def paper(self) -> BenchCardPaper:
        """The bench card on paper."""
        return BenchCardPaper(self._services, self._shell)

    # -- what can be asked for --------------------------------------------------------------------------------

    def do(self, what: str) -> None:
        """Do what a button or the menu asks for, and say so where it fails."""
        library = self.library
        actions: dict[str, Callable[[], object]] = {
            "all": lambda: self._shell.show(PageName.COMPOUNDS),
            "lab": lambda: self._shell.show(PageName.LAB),
            "stock": self.stock_wanted.emit,
            "dose": self.dose_wanted.emit,
            "compare": lambda: self._shell.show(PageName.COMPARE),
            "add": self.add,
            "edit": self.edit,
            "remove": library.remove,
            "import": lambda: self._shell.show(PageName.IMPORT),
            "export": library.ask_export,
            "export-own": library.ask_export_own,
            "pdf": self.paper.ask_pdf,
            "print": self.paper.print_card,
            "versions": lambda: library.choose_version(self.page),
            "current": self._compounds.close_version,
            "stand": library.stand_by_edits,
            "drop": library.drop_edits,
            "drop-changed": library.take_bundled,
        }
        try:
            actions[what]()
        except BenchError as error:
            self._shell.say_error(error)

    def show_page(self) -> None:
        """Show the compound page."""
        self._shell.show(PageName.COMPOUND)

    def add(self, name: str = "", cas: str = "") -> None:
        """Begin with a compound of one's own; what was typed before and not saved is still there.

        Where nothing can be saved, say so before anything is typed. The name is "" where none was looked for, the CAS
        number that of the record it is completed from.
        """
        if not self.library.can_write():
            return
        self.form.begin_new(name, cas)
        self._shell.show(PageName.FORM)

    def edit(self) -> None:
        """Edit the open compound."""
        filed, form = self._compounds.opened, self._compounds.shown_form
        if filed is not None and form is not None and self.library.can_write():
            self.form.begin_edit(filed, form)
            self._shell.show(PageName.FORM)

    def open_file(self, file: str) -> None:
        """Show what a file holds, to be imported."""
        self._shell.show(PageName.IMPORT)
        self.importing.open(Path(file))

    # -- small things -----------------------------------------------------------------------------------------

    def _show_like(self, compound: str) -> None:
        self.list_page.show_like(compound)

    def _on_restore(self, fact: str) -> None:
        self.library.drop_edit(fact)

    def _on_copied(self) -> None:
        self._shell.say(tr("Copied."))

    def _today(self) -> str:
        return self._book.local(self._book.now().wall).date().isoformat()


class KnownToLab:
    """What the journal of the lab knows of a compound.

    Args:
        session: The journal.
        compounds: Is told who edited a fact.
    """

    def __init__(self, session: JournalSession, compounds: CurrentCompound) -> None:
        self._session = session
        compounds.edited_by = self._edited_by

    def stock(self, compound: str) -> LabStock | None:
        """Return the stock that the lab has of a compound; None where it has none."""
        kept = self._session.bench.solutions
        if not kept:
            return None
        from benchapp.domain.compounds.lab_stocks import stocks_by_compound  # noqa: PLC0415

        return stocks_by_compound(kept.values()).get(compound)

    def entered(self, compound: str) -> str:
        """Return who of the lab entered a compound; "" where it is this computer's alone."""
        bench = self._session.bench
        if compound not in bench.compounds:
            return ""
        from benchapp.ui.text.compounds.entered_texts import entered_text  # noqa: PLC0415 (one computer does without)

        return entered_text(bench.compounds[compound], bench.computers, self._session.local)

    def _edited_by(self, *fact: str) -> str:
        from benchapp.app.edit_authors import edited_by  # noqa: PLC0415 (most pages show no edit)

        return edited_by(self._session, *fact)


class BenchCardPaper:
    """Saves and prints the bench card.

    Args:
        services: What it works on.
        shell: What it shows itself by.
    """

    def __init__(self, services: Services, shell: Shell) -> None:
        self._shell = shell
        self._compounds = services.compounds
        self._session = services.session

    def ask_pdf(self) -> None:
        """Ask for a file, and write the bench card into it."""
        filed = self._compounds.opened
        if filed is not None:
            name = f"{file_stem(filed.monograph.identity.name, 'compound')}-bench-card.pdf"
            file = self._shell.ask_save(tr("Save the bench card"), name, tr("PDF (*.pdf)"))
            if file is not None:
                self.save_pdf(file)

    def save_pdf(self, file: Path) -> int:
        """Write the bench card as one PDF page; return the number of pages.

        Raises:
            BenchError: It could not be written.
        """
        from benchapp.ui.compounds.card_print import write_card  # noqa: PLC0415

        filed, form, session = self._compounds.shown, self._compounds.shown_form, self._session
        if filed is None or form is None:
            return 0
        pages = write_card(file, filed, form, session.bench.rules, session.local(session.now().wall))
        self._shell.say_saved(file)
        return pages

    def print_card(self) -> None:
        """Ask for a printer, and print the bench card."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        from benchapp.ui.compounds.card_print import print_card  # noqa: PLC0415

        filed, form, session = self._compounds.shown, self._compounds.shown_form, self._session
        if filed is None or form is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(tr("{identity}: bench card", identity=filed.monograph.identity.name))
        if QPrintDialog(printer, self._shell.window).exec():
            print_card(printer, filed, form, session.bench.rules, session.local(session.now().wall))
            self._shell.say(tr("Sent to the printer."))


def _identities(library: Library) -> IdentityLookup:
    from benchapp.presenters.compounds.identity_lookup import IdentityLookup  # noqa: PLC0415 (the first paint does without)
    from benchapp.ui.text.compounds.identity_texts import filled_words  # noqa: PLC0415

    comma = customs().decimal == ","
    return IdentityLookup(
        paths.resources() / "identities" / "identities.dat", library, filled_words, decimal_comma=comma
    )


def _form_words(form: Form, name: str) -> str:
    return tr(
        "Calculations now use {name}, {form}: {mass}.",
        name=name,
        form=tr(form.name),
        mass=molar_mass_text(form.molar_mass),
    )
