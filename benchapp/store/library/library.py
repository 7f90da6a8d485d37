"""The monograph library: bundled compounds and a person's own, found by any name, read whole only when opened.

What writes to it is in `own_compounds`.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.messages import BenchError
from benchapp.store.library.library_index import Folders, Headline, LibraryIndex, Term, edited, renew_index
from benchapp.store.library.monograph_file import (
    filed,
    read_file,
)

if TYPE_CHECKING:
    from benchapp.store.library.listing import ListedCompound
    from benchapp.store.library.terms import Terms

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

    Attributes:
        changes: Grows each time compounds may have come, gone or changed: who lists them looks again.
    """

    def __init__(self, folders: Folders, index: Path | None = None) -> None:
        self.folders = folders
        self._file = IN_MEMORY if index is None else str(index)
        self._index: LibraryIndex | None = None
        self._terms: Terms | None = None
        self._owners: dict[int, int] = {}
        self._renewed = False
        self._why_closed: Callable[[], BenchError | None] = lambda: None
        self.changes = 0

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
        changed = self._opened().renew(self.folders)
        if changed and self._terms is not None and len(self._terms) < _FEW_KEYS:
            self._terms = None
        self._renewed = True
        if changed:
            self.changes += 1

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
        self.changes += 1

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

    def listed(self) -> "tuple[ListedCompound, ...]":
        """Return every compound as a list shows it, by name."""
        return self._current().listed()

    def files_with(self, compound: str) -> tuple[Path, ...]:
        """Return every file that holds a compound: a list imported twice holds it twice."""
        return self._current().files_with(compound)

    def search(self, text: str, most: int = 8) -> tuple[SearchResult, ...]:
        """Find compounds by any name, code or number, one typing error forgiven; best first."""
        from benchapp.store.library.terms import key_of  # noqa: PLC0415 (a start looks for nothing)

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
        from benchapp.store.library.terms import key_of  # noqa: PLC0415 (a start looks for nothing)

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

    # -- whether it can be written to ---------------------------------------------------------------------------

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


class Ready(Struct):
    """What a worker hands back: the keys to search in, and whose each is."""

    terms: "Terms"
    owners: dict[int, int]


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


def _load(index: LibraryIndex) -> "tuple[Terms, dict[int, int]]":
    from benchapp.store.library.terms import Terms  # noqa: PLC0415 (a start looks for nothing)

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
