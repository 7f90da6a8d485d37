"""What is done with the library: compounds listed, saved, imported, removed and exported; edits and versions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from benchapp.app.services import Services
from benchapp.app.shell import Shell, file_stem
from benchapp.domain.compounds.edits import edit_of, with_edits
from benchapp.domain.compounds.facts import fact_in
from benchapp.domain.compounds.lab_stocks import stocks_by_compound
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.compounds.monograph import Claim
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.presenters.compounds.compound_table import CompoundTable
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.store.export.list_export import ListExport
from benchapp.store.library.library import Ready
from benchapp.store.library.own_compounds import OwnCompounds, Removal
from benchapp.ui.compounds.compound_list_page import CompoundListPage
from benchapp.ui.text.compounds.list_texts import HEADERS, cell_text
from benchapp.ui.text.language import customs, tr
from benchapp.ui.window.pages import PageName


class LibraryController(QObject):
    """The library, as the Library menu and the banners of the compound page work on it.

    Args:
        services: What it works on.
        shell: What it shows itself by.

    Attributes:
        labels: Puts what a label says beside what others say.

    Signals:
        listed: The list of compounds is shown, and those that came with one are wanted: the id of that one.
        removed: A compound was removed: its id.
    """

    listed = Signal(str)
    removed = Signal(str)

    def __init__(self, services: Services, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._library = services.library
        self._compounds = services.compounds
        self._session = services.session
        self._workers = services.workers
        self._own = OwnCompounds(services.library)
        self.labels = LabelFigures(services.compounds, self._own, shell, self._today)

    def can_write(self) -> bool:
        """Return whether compounds can be added and changed; where they cannot, say why."""
        try:
            self._library.check_open()
        except BenchError as error:
            self._shell.say_error(error)
            return False
        return True

    def show_saved(self, filed: LibraryItem) -> None:
        """Show a compound that was saved, and say so."""
        self._workers.do(Work.LIBRARY, self._library.renewal.run, self._library.use, self._shell.say_error)
        self._compounds.open(filed.monograph.id)
        self._show_page()
        bundled = filed.origin is Origin.BUNDLED
        how = tr("Your edits are stored separately.") if bundled else tr("It is in the list of compounds.")
        self._shell.say(tr("Saved {identity}. {how}", identity=filed.monograph.identity.name, how=how))

    def show_imported(self, count: int, first: str) -> None:
        """Show the compound that was imported, or the list of those that were, and say how many there are."""
        self._compounds.open(first)
        if count > 1:
            self._shell.show(PageName.COMPOUNDS)
            self.listed.emit(first)
            self._shell.say(tr("Imported {count} compounds.", count=count))
        else:
            self._show_page()
            self._shell.say(tr("Imported 1 compound."))

    def remove(self) -> None:
        """Remove the open compound from the library, where it is one of a person's own, with the way back.

        Raises:
            BenchError: It is in use, or nothing can be written.
        """
        filed = self._compounds.opened
        if filed is None or filed.origin is not Origin.OWN:
            return
        self._library.check_open()
        used = self._used_by(filed.monograph.id)
        if used:
            raise BenchError(Message.COMPOUND_IN_USE, name=filed.monograph.identity.name, what=", ".join(used))
        removal = Removal(self._library.index_file, self._library.folders, filed.monograph.id)

        def undo() -> str:
            self._own.save(filed.monograph)
            self._compounds.open(filed.monograph.id)
            return tr("{identity} is back.", identity=filed.monograph.identity.name)

        def done(ready: Ready | None) -> None:
            self._library.use(ready)
            self._compounds.open()
            self._show_page()
            name = filed.monograph.identity.name
            said = (
                tr("Removed {identity} for the whole lab; its last version is kept.", identity=name)
                if filed.monograph.id in self._session.bench.compounds
                else tr("Removed {identity}; its last version is kept.", identity=name)
            )
            self._shell.toast.say(said, undo=undo)
            self.removed.emit(filed.monograph.id)

        self._workers.do(Work.REMOVAL, removal.run, done, self._shell.say_error)

    def _used_by(self, compound: str) -> list[str]:
        """Return the solutions in hand and the running incubations of a compound, by their names."""
        bench = self._session.bench
        solutions = [
            kept.solution.label
            for kept in bench.solutions.values()
            if kept.solution.compound == compound and kept.discarded is None
        ]
        running = [one.incubation.name for one in bench.running() if one.incubation.compound == compound]
        return solutions + running

    # -- edits of bundled monographs, and versions ------------------------------------------------------------

    def drop_edit(self, fact: str) -> None:
        """Use the bundled value of a fact again; where that fails, say so."""
        try:
            self._drop_facts(frozenset({fact}))
        except BenchError as error:
            self._shell.say_error(error)

    def drop_edits(self) -> None:
        """Use every bundled value of the open compound again.

        Raises:
            BenchError: The edits could not be dropped.
        """
        self._drop_facts(None)

    def take_bundled(self) -> None:
        """Use the bundled values that have changed since they were edited.

        Raises:
            BenchError: The edits could not be dropped.
        """
        filed = self._compounds.opened
        if filed is not None:
            self._drop_facts(frozenset(filed.changed))

    def _drop_facts(self, facts: frozenset[str] | None) -> None:
        filed = self._compounds.opened
        if filed is None or filed.overlay is None:
            return
        overlay = filed.overlay
        if self._own.drop_edits(filed.monograph.id, facts):
            self.removed.emit(filed.monograph.id)
        self._compounds.open(filed.monograph.id)

        def undo() -> str:
            self._own.edit(filed.monograph.id, overlay.edits, overlay.sources, self._today())
            self._compounds.open(filed.monograph.id)
            return tr("Your edits are back.")

        self._shell.toast.say(tr("Edit removed; the bundled value is used again."), undo=undo)

    def stand_by_edits(self) -> None:
        """Confirm the edits although the bundled values have changed since.

        Raises:
            BenchError: It could not be written.
        """
        filed = self._compounds.opened
        if filed is not None:
            self._own.stand_by_edits(filed.monograph.id, self._today())
            self._compounds.open(filed.monograph.id)

    def keep_version(self) -> None:
        """Save the version that a solution was just made by; a failure is no reason to stop the work."""
        filed = self._compounds.opened
        if filed is not None:
            try:
                self._own.keep(filed)
            except BenchError as error:
                self._shell.say_error(error)

    def _made_by(self, version: str) -> tuple[str, ...]:
        """Return the labels of the solutions made by a version."""
        solutions = self._session.bench.solutions.values()
        return tuple(kept.solution.label for kept in solutions if kept.solution.monograph_hash == version)

    def open_version(self, compound: str, version: str) -> bool:
        """Show a version by its hash; return whether it is kept."""
        filed = next((one for one in self._own.versions(compound) if one.hash == version), None)
        if filed is not None:
            self._compounds.open_version(filed, self._made_by(version))
            self._show_page()
        return filed is not None

    def choose_version(self, page: QWidget) -> None:
        """Show the earlier versions of the open compound in a menu over its page."""
        filed = self._compounds.opened
        if filed is None:
            return
        compound = filed.monograph.id
        versions = [one for one in self._own.versions(compound) if one.hash != filed.hash]
        if not versions:
            self._shell.say(
                tr("No earlier version is kept: nothing was edited, and no solution was made by another one.")
            )
            return
        menu = QMenu(page)
        menu.setObjectName("compound.versions.menu")
        for one in versions:
            made = self._made_by(one.hash)
            title = tr(
                "{revision}, content {hash}{part}",
                revision=one.monograph.revision,
                hash=one.hash[:8],
                part=": " + ", ".join(made[:4]) if made else "",
            )
            action = menu.addAction(title)
            action.triggered.connect(lambda _checked=False, version=one.hash: self.open_version(compound, version))
        menu.popup(QCursor.pos())

    # -- files -----------------------------------------------------------------------------------------------

    def ask_export(self) -> None:
        """Ask for a file, and export the open compound into it."""
        filed = self._compounds.opened
        file = self._ask_file(file_stem(filed.monograph.identity.name, "compound")) if filed is not None else None
        if filed is not None and file is not None:
            self.export(file, (filed.monograph.id,))

    def ask_export_own(self) -> None:
        """Ask for a file, and export every compound of a person's own into it."""
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
        work = ListExport(file, self._library.index_file, self._library.folders, compounds)

        def done(count: int) -> None:
            self._shell.say_saved(
                file,
                tr("Exported 1 compound to {file}.", file=file.name)
                if count == 1
                else tr("Exported {count} compounds to {file}.", count=count, file=file.name),
            )

        self._workers.do(Work.EXPORT, work.run, done, self._shell.say_error)

    def _show_page(self) -> None:
        self._shell.show(PageName.COMPOUND)

    def _today(self) -> str:
        return self._session.local(self._session.now().wall).date().isoformat()


class LabelFigures:
    """Puts what one's own label says beside what others say of the open compound.

    Args:
        compounds: Which compound it is.
        own: Saves it.
        shell: What is said by.
        today: Gives the day, ISO.
    """

    def __init__(self, compounds: CurrentCompound, own: OwnCompounds, shell: Shell, today: Callable[[], str]) -> None:
        self._compounds = compounds
        self._own = own
        self._shell = shell
        self._today = today

    def add(self, section: str, fact: str, figure: str, label: str) -> None:
        """Put what a label says beside a claim of the open compound; where it cannot be read or saved, say so."""
        from benchapp.domain.compounds.form_edits import with_label  # noqa: PLC0415 (few do so in a session)

        filed = self._compounds.opened
        claim = None if filed is None else fact_in(filed.monograph, section, fact)
        if filed is None or not isinstance(claim, Claim):
            return
        comma = customs().decimal == ","
        try:
            made = with_label(filed.monograph, section, claim, figure, label, self._today(), decimal_comma=comma)
            if filed.origin is Origin.BUNDLED:
                self._own.edit(filed.monograph.id, (made.edit,), made.sources, self._today())
            else:
                edited = with_edits(filed.monograph, (made.edit,), made.sources)
                self._own.save(replace(edited, revision=self._today()))
            self._compounds.open(filed.monograph.id)
        except BenchError as error:
            self._shell.say_error(error)
            return

        def undo() -> str:
            if filed.origin is Origin.BUNDLED:
                self._own.edit(filed.monograph.id, (edit_of(section, claim, self._today()),), {}, self._today())
            else:
                self._own.save(filed.monograph)
            self._compounds.open(filed.monograph.id)
            return tr("Your label's value was removed.")

        self._shell.toast.say(tr("Your label's value is listed with the others now."), undo=undo)


class CompoundListController(QObject):
    """The list of compounds, joined.

    Args:
        services: What it works on.
        shell: What it shows itself by.
        do: Does with the open compound what is asked for: "stock", "dose", "edit", "import".
        add: Begins with a new compound; its name, "" for none yet.
        compare: Shows the open compound beside another; the id of that one.

    Attributes:
        page: The page.
    """

    def __init__(
        self,
        services: Services,
        shell: Shell,
        do: Callable[[str], object],
        add: Callable[[str], object],
        compare: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._shell = shell
        self._compounds = services.compounds
        self._do = do
        self._compare = compare
        session = services.session
        table = CompoundTable(
            services.library,
            lambda: stocks_by_compound(session.bench.solutions.values()),
            tuple(tr(title) for title in HEADERS),
            cell_text,
        )
        self.page = CompoundListPage(table, self._current)
        self.page.opened.connect(self._open_page)
        self.page.asked.connect(self._on_asked)
        self.page.add_wanted.connect(add)
        self.page.import_wanted.connect(lambda: do("import"))
        services.compounds.chosen.connect(self._follow)
        session.changed.connect(self._follow)

    def _current(self) -> str:
        opened = self._compounds.opened
        return "" if opened is None else opened.monograph.id

    def _follow(self) -> None:
        """Follow the library and the journal while the list is looked at; otherwise it reads them when it is."""
        if self.page.isVisible():
            self.page.refresh()

    def _open(self, compound: str) -> bool:
        try:
            self._compounds.open(compound)
        except BenchError as error:
            self._shell.say_error(error)
            return False
        return True

    def _open_page(self, compound: str) -> None:
        if self._open(compound):
            self._shell.show(PageName.COMPOUND)

    def _on_asked(self, what: str, compounds: tuple[str, ...]) -> None:
        """Do something with the compounds that are selected; of two, the second is compared with the first."""
        if what == "compare" and len(compounds) == 1:
            self._compare(compounds[0])
        elif self._open(compounds[0]):
            if what == "compare":
                self._compare(compounds[1])
            else:
                self._do(what)
