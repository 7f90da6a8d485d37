"""The monograph library: bundled compounds and a person's own, found by any name, read whole only when opened."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.edits import Edit, Overlay
from benchapp.domain.compounds.identifiers import is_uuid
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.compounds.monograph import Monograph, Source
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import listed, remove_file, write_whole
from benchapp.store.library.library_index import Folders, Headline, LibraryIndex, Term, edited, renew_index
from benchapp.store.library.monograph_file import (
    COLLECTION,
    canonical,
    check_meaning,
    filed,
    pretty,
    read_file,
)
from benchapp.store.library.overlays import laid_over, merged, read_overlay, set_aside, write_overlay
from benchapp.store.library.terms import Terms, key_of

# The compound of a first start, and the vehicle whose effects every page names: opened before there is an index.
FIRST_COMPOUND = "6f0c7a52-3b0e-5d0c-9a43-a1f6a2d7c501"
DMSO = "377a6677-604d-5477-8caa-546ce7fb3d2a"
_AT_ONCE = {FIRST_COMPOUND: "lenalidomide.json", DMSO: "dmso.json"}
# So many keys are read again at once when a file has changed; more are left to a worker.
_FEW_KEYS = 5000
# An index that is kept nowhere.
IN_MEMORY = ":memory:"


class SearchResult(Struct, frozen=True):
    """A search result: the compound, the term that matched, and how well (100 is exact)."""

    headline: Headline
    term: Term
    score: float


class Library:
    """The monographs in some folders.

    Args:
        folders: Where they lie.
        index: Where the index is kept; None keeps it in memory.
    """

    def __init__(self, folders: Folders, index: Path | None = None) -> None:
        self.folders = folders
        self._file = IN_MEMORY if index is None else str(index)
        self._index: LibraryIndex | None = None
        self._terms: Terms | None = None
        self._owners: dict[int, int] = {}
        self._renewed = False
        self._why_closed: Callable[[], BenchError | None] = lambda: None

    # -- the index --------------------------------------------------------------------------------------------

    def _opened(self) -> LibraryIndex:
        if self._index is None:
            try:
                self._index = LibraryIndex(self._file)
            except (sqlite3.Error, OSError):
                # A folder that cannot be written to: the index is made again at each start.
                self._file = IN_MEMORY
                self._index = LibraryIndex(IN_MEMORY)
        return self._index

    def _usable(self) -> LibraryIndex:
        """Return the index as it is: to search at once matters more than to know of a file changed a moment ago."""
        index = self._opened()
        if not self._renewed and not index.headlines(1):
            self.renew()
        return index

    def _current(self) -> LibraryIndex:
        index = self._opened()
        if not self._renewed:
            self.renew()
        return index

    def renew(self) -> None:
        """Look at the files again, here and now."""
        if self._opened().renew(self.folders) and self._terms is not None and len(self._terms) < _FEW_KEYS:
            self._terms = None
        self._renewed = True

    @property
    def index_file(self) -> str:
        """Where the index is; ":memory:" where it is kept nowhere."""
        return self._file

    @property
    def renewal(self) -> "Renewal":
        """The work of `renew` as a value, for a worker; hand what it gives to `use`."""
        return Renewal(self._file, self.folders)

    def use(self, ready: "Ready | None") -> None:
        """Take over what a worker renewed."""
        if ready is None:
            self.renew()
            return
        self._renewed = True
        self._terms, self._owners = ready.terms, ready.owners

    def close(self) -> None:
        """Close the index; it is opened again when something is asked for."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def forget(self) -> None:
        """Look at the files again when next something is asked for."""
        self._renewed = False

    @property
    def refused(self) -> list[BenchError]:
        """Why files were not taken; the others are there."""
        return self._current().refused()

    def headlines(self) -> tuple[Headline, ...]:
        """Return every compound, by name."""
        return self._current().headlines()

    def search(self, text: str, most: int = 8) -> tuple[SearchResult, ...]:
        """Find compounds by any name, code or number, one typing error forgiven; best first."""
        wanted = key_of(text)
        if not wanted:
            return ()
        index = self._usable()
        if self._terms is None:
            self._terms, self._owners = _load(index)
        found: list[SearchResult] = []
        seen: set[int] = set()
        for score, number in self._terms.find(wanted):
            owner = self._owners[number]
            term = None if owner in seen else index.term(number)
            if term is not None:
                seen.add(owner)
                found.append(SearchResult(*term, score))
            if len(found) == most:
                break
        return tuple(found)

    def named(self, text: str) -> tuple[Headline, ...]:
        """Return the compounds that are called exactly this, or have this number."""
        key = key_of(text)
        return self._usable().with_term(key) if key else ()

    # -- opening ----------------------------------------------------------------------------------------------

    def open(self, compound: str) -> LibraryItem | None:
        """Read the monograph of a compound, a person's edits included; None where there is none.

        Raises:
            BenchError: Its file was changed since and is refused.
        """
        if compound in _AT_ONCE:
            file = self.folders.bundled / _AT_ONCE[compound]
            if file.is_file():
                return self._bundled(_decoded(file, 0, -1) or read_file(file)[0])
        headline = self._opened().headline(compound)
        found = None if headline is None else self._at(headline)
        if found is None and not self._renewed:
            self.renew()
            headline = self._opened().headline(compound)
            found = None if headline is None else self._at(headline)
        if found is None and headline is not None:
            found = next((one for one in read_file(Path(headline.file)) if one.monograph.id == compound), None)
        if found is None or headline is None:
            return None
        return self._bundled(found) if headline.origin is Origin.BUNDLED else replace(found, origin=Origin.OWN)

    def _at(self, headline: Headline) -> LibraryItem | None:
        found = _decoded(Path(headline.file), headline.start, headline.length)
        # A file that was checked when it was indexed and is still the same needs no second check.
        if found is None or found.monograph.id != headline.id:
            return None
        return found if headline.origin is Origin.BUNDLED or found.hash == headline.hash else None

    def _bundled(self, bundled: LibraryItem) -> LibraryItem:
        return edited(bundled, self.folders)[0]

    def first(self) -> LibraryItem | None:
        """Return the compound to begin with where none was open before: lenalidomide, else the first by name."""
        opened = self.open(FIRST_COMPOUND)
        if opened is not None:
            return opened
        headlines = self.headlines()
        return self.open(headlines[0].id) if headlines else None

    # -- a person's own ---------------------------------------------------------------------------------------

    def close_where(self, why: Callable[[], BenchError | None]) -> None:
        """Let nothing be written while `why` returns a reason, such as that the whole folder can only be looked at."""
        self._why_closed = why

    def check_open(self) -> None:
        """Make sure that compounds can be added and changed.

        Raises:
            BenchError: They cannot; says why.
        """
        why = self._why_closed()
        if why is not None:
            raise why

    def _own(self) -> Path:
        self.check_open()
        if self.folders.own is None:
            raise BenchError(Message.READ_ONLY, file="")
        return self.folders.own

    def save(self, monograph: Monograph) -> LibraryItem:
        """Write a compound of one's own; the version it replaces is kept.

        Raises:
            BenchError: It is not whole, it is a bundled one, or it could not be written.
        """
        folder = self._own()
        check_meaning(monograph, monograph.identity.name)
        before = self.open(monograph.id)
        if before is not None and before.origin is Origin.BUNDLED:
            name = before.monograph.identity.name
            raise BenchError(Message.MONOGRAPH_BUNDLED, file=name, path="$.id", name=name)
        if before is not None:
            self.keep(before)
        write_whole(folder / f"{monograph.id}.json", pretty(monograph))
        self.renew()
        return replace(filed(monograph), origin=Origin.OWN)

    def save_collection(self, monographs: tuple[Monograph, ...], name: str) -> Path:
        """Write many compounds at once, as one file; all of them or none.

        Args:
            monographs: The compounds.
            name: Of the file, without ending; letters, digits and dashes.

        Raises:
            BenchError: It could not be written.
        """
        folder = self._own()
        file = folder / f"{name}.json"
        number = 1
        while file.exists():
            number += 1
            file = folder / f"{name}-{number}.json"
        renewed = [one for one in monographs if self._current().headline(one.id) is not None]
        for monograph in renewed:
            opened = self.open(monograph.id)
            if opened is not None and opened.origin is Origin.OWN:
                self.keep(opened)
        write_whole(file, _lines(monographs))
        # Only now that the new ones are there; a file named after its compound would hide them.
        for monograph in renewed:
            remove_file(folder / f"{monograph.id}.json")
        return file

    def edit(self, compound: str, edits: tuple[Edit, ...], sources: dict[str, Source], today: str) -> LibraryItem:
        """Lay edits over a bundled monograph.

        Raises:
            BenchError: With them it would not be one, or they could not be written.
        """
        folder = self._overlays()
        before = self.open(compound)
        if before is None:
            raise BenchError(Message.FILE_UNREADABLE, file=compound, reason="it is not in the library")
        bundled = before.bundled or before.monograph
        overlay = merged(self._overlay(folder, compound), bundled, edits, sources, today)
        laid_over(filed(bundled), overlay, bundled.identity.name)
        self.keep(before)
        write_overlay(folder, overlay)
        self.renew()
        return self.open(compound) or before

    def drop_edits(self, compound: str, facts: frozenset[str] | None = None) -> None:
        """Drop a person's edits of a bundled monograph: those of some facts, or all of them.

        Raises:
            BenchError: They could not be dropped.
        """
        folder = self._overlays()
        overlay = read_overlay(folder, compound)
        before = self.open(compound)
        if overlay is None or before is None:
            return
        self.keep(before)
        kept = tuple(edit for edit in overlay.edits if facts is not None and edit.fact not in facts)
        write_overlay(folder, replace(overlay, edits=kept))
        self.renew()

    def stand_by_edits(self, compound: str, today: str) -> None:
        """Let edits stand although the bundled values have changed since: they are not asked about again.

        Raises:
            BenchError: It could not be written.
        """
        before = self.open(compound)
        if before is not None and before.overlay is not None:
            changed = tuple(edit for edit in before.overlay.edits if edit.fact in before.changed)
            self.edit(compound, changed, {}, today)

    def remove(self, compound: str) -> None:
        """Take a compound of one's own out of the library; its last version is kept.

        Raises:
            BenchError: It could not be taken out.
        """
        self.check_open()
        before = self.open(compound)
        if before is None or before.origin is not Origin.OWN:
            return
        self.keep(before)
        # A list imported twice holds it twice.
        for file in self._current().files_with(compound):
            rest = tuple(one.monograph for one in read_file(file) if one.monograph.id != compound)
            if rest:
                write_whole(file, _lines(rest))
            else:
                remove_file(file)
        self.renew()

    def _overlay(self, folder: Path, compound: str) -> Overlay | None:
        try:
            return read_overlay(folder, compound)
        except BenchError:
            # Damaged: set aside, so that it can be looked at, and not in the way of new edits.
            set_aside(folder, compound)
            return None

    def _overlays(self) -> Path:
        self.check_open()
        folder = self.folders.overlays
        if folder is None:
            raise BenchError(Message.READ_ONLY, file="")
        return folder

    # -- versions ---------------------------------------------------------------------------------------------

    def keep(self, opened: LibraryItem) -> None:
        """Keep a version for good, by its hash; a solution made by it can show it later.

        Raises:
            BenchError: It could not be written.
        """
        self.check_open()
        if self.folders.versions is None:
            return
        file = self.folders.versions / opened.monograph.id / f"{opened.hash}.json"
        if not file.is_file():
            write_whole(file, canonical(opened.monograph))

    def versions(self, compound: str) -> tuple[LibraryItem, ...]:
        """Return the versions kept of a compound, the latest first; a file that is no longer whole is left out."""
        if self.folders.versions is None or not is_uuid(compound):
            return ()
        files = [path for path in listed(self.folders.versions / compound, "*.json") if path.is_file()]
        found = []
        for file in sorted(files, key=lambda path: -path.stat().st_mtime_ns):
            try:
                one = read_file(file)[0]
            except BenchError:
                continue
            if one.hash == file.stem:
                found.append(replace(one, origin=Origin.VERSION))
        return tuple(found)


class Ready(Struct):
    """What a worker hands back: the keys to search in, and whose each is."""

    terms: Terms
    owners: dict[int, int]


class Taking(Struct, frozen=True):
    """Taking many compounds into the library: a value in, a value out, by connections of its own.

    Attributes:
        file: Where the index is.
        folders: Where the library is.
        monographs: What is taken.
        name: Of the file they go into, without ending.
    """

    file: str
    folders: Folders
    monographs: tuple[Monograph, ...]
    name: str

    def run(self) -> Ready | None:
        """Take all of them, or none.

        Raises:
            BenchError: They could not be written.
        """
        library = Library(self.folders, None if self.file == IN_MEMORY else Path(self.file))
        try:
            if len(self.monographs) == 1:
                library.save(self.monographs[0])
            else:
                library.save_collection(self.monographs, self.name)
        finally:
            library.close()
        return Renewal(self.file, self.folders).run()


class Removal(Struct, frozen=True):
    """Taking a compound out, which writes the list that it came in again: a value in, a value out.

    Attributes:
        file: Where the index is.
        folders: Where the library is.
        compound: UUID of the compound.
    """

    file: str
    folders: Folders
    compound: str

    def run(self) -> Ready | None:
        """Take it out.

        Raises:
            BenchError: It could not be taken out.
        """
        library = Library(self.folders, None if self.file == IN_MEMORY else Path(self.file))
        try:
            library.remove(self.compound)
        finally:
            library.close()
        return Renewal(self.file, self.folders).run()


class Renewal(Struct, frozen=True):
    """Renewing the index by a connection of its own: a value in, a value out."""

    file: str
    folders: Folders

    def run(self) -> Ready | None:
        """Renew it; None where it is kept in memory and only its owner can."""
        if self.file == IN_MEMORY:
            return None
        try:
            renew_index(self.file, self.folders)
            index = LibraryIndex(self.file)
        except (sqlite3.Error, OSError):
            return None
        try:
            return Ready(*_load(index))
        finally:
            index.close()


def _load(index: LibraryIndex) -> tuple[Terms, dict[int, int]]:
    keys = index.keys()
    return Terms((number, key) for number, _, key in keys), {number: owner for number, owner, _ in keys}


def _decoded(path: Path, start: int, length: int) -> LibraryItem | None:
    """Decode a part of a file that was checked before; None where it is something else by now."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            return filed(msgspec.json.decode(file.read(length), type=Monograph))
    except (OSError, msgspec.DecodeError, ValueError):
        return None


def _lines(monographs: tuple[Monograph, ...]) -> bytes:
    """Return a collection with a line for each compound, so that one of them can be read without the others."""
    lines = b",\n".join(msgspec.json.encode(one) for one in monographs)
    return b'{"format":"' + COLLECTION.encode() + b'","monographs":[\n' + lines + b"\n]}\n"
