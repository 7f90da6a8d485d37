"""The current compound: which compound and form every page speaks of."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from benchapp.domain.compounds.facts import form_meant
from benchapp.domain.compounds.library_item import LibraryItem, is_plain, known_as
from benchapp.domain.compounds.monograph import Form, Monograph, Use
from benchapp.domain.compounds.solubility import usual_vehicle
from benchapp.domain.messages import BenchError, Message
from benchapp.store.library.library import DMSO, Library, SearchResult


class CurrentCompound(QObject):
    """The chosen compound.

    Args:
        library: The monographs.

    Attributes:
        made_by_version: Labels of the solutions that were made by the earlier version that is shown.
        edited_by: Says who of the lab edited a fact of a compound, by ids of the compound, the section and the fact; ""
            where it is this computer's alone.

    Signals:
        chosen: Another compound was opened.
        form_chosen: Another form was chosen.
        use_chosen: A dose-and-time card was chosen; the `WellUse`.
    """

    chosen = Signal()
    form_chosen = Signal()
    use_chosen = Signal(object)

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._filed: LibraryItem | None = None
        self._form: Form | None = None
        self._use: Use | None = None
        self._version: LibraryItem | None = None
        self._other: LibraryItem | None = None
        self.made_by_version: tuple[str, ...] = ()
        self.edited_by: Callable[[str, str, str], str] = lambda _compound, _section, _fact: ""

    @property
    def library(self) -> Library:
        """The monographs."""
        return self._library

    @property
    def filed(self) -> LibraryItem | None:
        """What is calculated with: the open monograph with its hash, or something else; None in an empty library."""
        return self._other or self._filed

    @property
    def monograph(self) -> Monograph | None:
        """The monograph that is calculated with; one without any claim for something else."""
        return self.filed.monograph if self.filed else None

    @property
    def usual_vehicle(self) -> str:
        """The solvent that is customary for what is calculated with, as its page says; "" where it says none."""
        return "" if self.monograph is None else usual_vehicle(self.monograph)

    @property
    def shown(self) -> LibraryItem | None:
        """What the compound page shows: the open monograph, or an earlier version of it."""
        return self._version or self._filed

    @property
    def form(self) -> Form | None:
        """The chosen form."""
        return self._form if self._other is None else self._other.monograph.identity.forms[0]

    @property
    def opened(self) -> LibraryItem | None:
        """The open monograph with its hash, whatever is calculated with; None where the library is empty."""
        return self._filed

    @property
    def shown_form(self) -> Form | None:
        """The chosen form of the open monograph, which its page shows."""
        return self._form

    @property
    def something_else(self) -> bool:
        """Whether the calculators are for a substance without a page."""
        return self._other is not None

    def take_other(self, name: str, molar_mass: str = "0") -> None:
        """Calculate with a substance without a page: nothing on file, and judged by no other's limits.

        Args:
            name: As typed.
            molar_mass: Decimal text, g/mol; "0" where it was not given.
        """
        from benchapp.domain.compounds.identities.plain_substance import plain_substance  # noqa: PLC0415

        begun = self._other is None
        self._other = plain_substance(name, molar_mass)
        (self.chosen if begun else self.form_chosen).emit()

    def leave_other(self) -> None:
        """Calculate with the open compound again."""
        if self._other is not None:
            self._other = None
            self.chosen.emit()

    @property
    def use(self) -> Use | None:
        """The chosen dose-and-time card; None until one is chosen."""
        return None if self._other is not None else self._use

    def open(self, compound: str = "", named: str = "") -> None:
        """Open a compound by its id; the first of the library where it is not there.

        Args:
            compound: Its id.
            named: By which name or number it was looked for: that of a salt or hydrate chooses this form.

        Raises:
            BenchError: Its file is refused.
        """
        self._filed = (self._library.open(compound) if compound else None) or self._library.first()
        self._form = _form_meant(self._filed.monograph, named) if self._filed else None
        self._use = None
        self._other = None
        self._version = None
        self.chosen.emit()

    def open_of(self, compound: str, name: str, molar_mass: str = "0", form: str = "") -> None:
        """Open what something in the journal is of, so that no other compound's limits are used for it.

        Args:
            compound: Id of its compound.
            name: Name of its compound, by which one without a page is known.
            molar_mass: Of its form, g/mol; "0" where it is not known.
            form: Id of the form that is chosen where it was not open; "" for the first.

        Raises:
            BenchError: It is no longer there, or its file is refused.
        """
        if self.monograph is not None and self.monograph.id == known_as(compound, name):
            return
        if is_plain(compound):
            self.take_other(name, molar_mass)
            return
        if self._library.open(compound) is None:
            raise BenchError(Message.COMPOUND_GONE, name=name)
        self.open(compound)
        if self._filed is not None and any(one.id == form for one in self._filed.monograph.identity.forms):
            self.choose_form(form)

    def choose_form(self, form_id: str) -> None:
        """Choose a form; every calculation uses its molar mass."""
        if self._filed is not None:
            self._form = self._filed.monograph.form(form_id)
            self.form_chosen.emit()

    def choose_use(self, use: Use) -> None:
        """Choose a card; it fills the calculator and the timer."""
        self._use = use
        self.use_chosen.emit(use)

    def open_version(self, version: LibraryItem, made: tuple[str, ...]) -> None:
        """Show an earlier version; what is calculated goes on with the current one.

        Args:
            version: The version.
            made: Labels of the solutions that were made by it.
        """
        self._version = version
        self.made_by_version = made
        self.chosen.emit()

    def close_version(self) -> None:
        """Show the current version again."""
        self._version = None
        self.chosen.emit()

    def dmso(self) -> Monograph | None:
        """Return the monograph of the usual vehicle; None where it is not on file."""
        opened = self._library.open(DMSO)
        return opened.monograph if opened is not None else None

    def search(self, text: str) -> tuple[SearchResult, ...]:
        """Find compounds."""
        return self._library.search(text)


def _form_meant(monograph: Monograph, named: str) -> Form:
    if not named:
        return monograph.identity.forms[0]
    return form_meant(monograph, named)
