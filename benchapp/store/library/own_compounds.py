"""A person's own compounds, and edits of bundled ones: saved whole, kept in every version, taken out again.

A start that only looks something up does without it.
"""

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
from benchapp.store.library.library import IN_MEMORY, Library, Ready, Renewal
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import COLLECTION, canonical, check_meaning, filed, pretty, read_file
from benchapp.store.library.overlays import laid_over, merged, read_overlay, set_aside, write_overlay


class OwnCompounds:
    """Writes to a library.

    Args:
        library: The library.
    """

    def __init__(self, library: Library) -> None:
        self.library = library

    def _folder(self) -> Path:
        self.library.check_open()
        if self.library.folders.own is None:
            raise BenchError(Message.READ_ONLY, file="")
        return self.library.folders.own

    def save(self, monograph: Monograph) -> LibraryItem:
        """Write a compound of one's own; the version it replaces is kept.

        Raises:
            BenchError: It is not whole, it is a bundled one, or it could not be written.
        """
        self.write(monograph)
        self.library.renew()
        return replace(filed(monograph), origin=Origin.OWN)

    def write(self, monograph: Monograph) -> None:
        """Write a compound of one's own, and leave it to the caller to renew the index.

        Raises:
            BenchError: As `save`.
        """
        folder = self._folder()
        check_meaning(monograph, monograph.identity.name)
        before = self.library.open(monograph.id)
        if before is not None and before.origin is Origin.BUNDLED:
            name = before.monograph.identity.name
            raise BenchError(Message.MONOGRAPH_BUNDLED, file=name, path="$.id", name=name)
        if before is not None:
            self.keep(before)
        write_whole(folder / f"{monograph.id}.json", pretty(monograph))

    def save_collection(self, monographs: tuple[Monograph, ...], name: str) -> Path:
        """Write many compounds at once, as one file; all of them or none.

        Args:
            monographs: The compounds.
            name: Of the file, without ending; letters, digits and dashes.

        Raises:
            BenchError: It could not be written.
        """
        folder = self._folder()
        file = folder / f"{name}.json"
        number = 1
        while file.exists():
            number += 1
            file = folder / f"{name}-{number}.json"
        renewed = [one for one in monographs if self.library.files_with(one.id)]
        for monograph in renewed:
            opened = self.library.open(monograph.id)
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
        before = self.library.open(compound)
        if before is None:
            raise BenchError(Message.FILE_UNREADABLE, file=compound, reason="it is not in the library")
        bundled = before.bundled or before.monograph
        overlay = merged(self._overlay(folder, compound), bundled, edits, sources, today)
        laid_over(filed(bundled), overlay, bundled.identity.name)
        self.keep(before)
        write_overlay(folder, overlay)
        self.library.renew()
        return self.library.open(compound) or before

    def take_edits(self, overlay: Overlay) -> None:
        """Lay the edits of another computer over a bundled monograph, in the place of those that are here.

        Raises:
            BenchError: They could not be written.
        """
        folder = self._overlays()
        self._overlay(folder, overlay.compound)
        if (before := self.library.open(overlay.compound)) is not None:
            self.keep(before)
        write_overlay(folder, overlay)
        self.library.renew()

    def drop_edits(self, compound: str, facts: frozenset[str] | None = None) -> bool:
        """Drop a person's edits of a bundled monograph: those of some facts, or all; tell whether none are left.

        Raises:
            BenchError: They could not be dropped.
        """
        folder = self._overlays()
        overlay = read_overlay(folder, compound)
        before = self.library.open(compound)
        if overlay is None or before is None:
            return False
        self.keep(before)
        kept = tuple(edit for edit in overlay.edits if facts is not None and edit.fact not in facts)
        write_overlay(folder, replace(overlay, edits=kept))
        self.library.renew()
        return not kept

    def stand_by_edits(self, compound: str, today: str) -> None:
        """Leave edits as they are although the bundled values have changed since: they are not asked about again.

        Raises:
            BenchError: It could not be written.
        """
        before = self.library.open(compound)
        if before is not None and before.overlay is not None:
            changed = tuple(edit for edit in before.overlay.edits if edit.fact in before.changed)
            self.edit(compound, changed, {}, today)

    def remove(self, compound: str) -> None:
        """Take a compound of one's own out of the library; its last version is kept.

        Raises:
            BenchError: It could not be taken out.
        """
        self.library.check_open()
        before = self.library.open(compound)
        if before is None or before.origin is not Origin.OWN:
            return
        self.keep(before)
        for file in self.library.files_with(compound):
            rest = tuple(one.monograph for one in read_file(file) if one.monograph.id != compound)
            if rest:
                write_whole(file, _lines(rest))
            else:
                remove_file(file)
        self.library.renew()

    def _overlay(self, folder: Path, compound: str) -> Overlay | None:
        try:
            return read_overlay(folder, compound)
        except BenchError:
            # Damaged: set aside, so that it can be looked at, and not in the way of new edits.
            set_aside(folder, compound)
            return None

    def _overlays(self) -> Path:
        self.library.check_open()
        folder = self.library.folders.overlays
        if folder is None:
            raise BenchError(Message.READ_ONLY, file="")
        return folder

    # -- versions ---------------------------------------------------------------------------------------------

    def keep(self, opened: LibraryItem) -> None:
        """Keep a version for good, by its hash; a solution made by it can show it later.

        Raises:
            BenchError: It could not be written.
        """
        self.library.check_open()
        if self.library.folders.versions is None:
            return
        file = self.library.folders.versions / opened.monograph.id / f"{opened.hash}.json"
        if not file.is_file():
            write_whole(file, canonical(opened.monograph))

    def versions(self, compound: str) -> tuple[LibraryItem, ...]:
        """Return the versions kept of a compound, the latest first; a file that is no longer whole is left out."""
        if self.library.folders.versions is None or not is_uuid(compound):
            return ()
        files = [path for path in listed(self.library.folders.versions / compound, "*.json") if path.is_file()]
        found = []
        for file in sorted(files, key=lambda path: -path.stat().st_mtime_ns):
            try:
                one = read_file(file)[0]
            except BenchError:
                continue
            if one.hash == file.stem:
                found.append(replace(one, origin=Origin.VERSION))
        return tuple(found)


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
                OwnCompounds(library).save(self.monographs[0])
            else:
                OwnCompounds(library).save_collection(self.monographs, self.name)
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
            OwnCompounds(library).remove(self.compound)
        finally:
            library.close()
        return Renewal(self.file, self.folders).run()


def _lines(monographs: tuple[Monograph, ...]) -> bytes:
    """Return a collection with a line for each compound, so that one of them can be read without the others."""
    lines = b",\n".join(msgspec.json.encode(one) for one in monographs)
    return b'{"format":"' + COLLECTION.encode() + b'","monographs":[\n' + lines + b"\n]}\n"
