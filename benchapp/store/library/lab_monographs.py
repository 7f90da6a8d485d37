"""The compounds that a lab shares, as files of this computer's library: what the journal brings is written here.

Which version of each both had alike last lies beside the library. It is a help: without it, what the journal knows as
an earlier version is taken for one.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct, field

from benchapp.domain.compounds.edits import Overlay
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.journal.lab_compounds import EDITS, CompoundShared
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import write_whole
from benchapp.store.library.lab_edits import edited_here, hash_here, read_edits
from benchapp.store.library.library import IN_MEMORY, Library, Ready, Renewal
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import canonical, read_bytes
from benchapp.store.library.own_compounds import OwnCompounds

# A longer list is a file that the others can import; of its compounds, those that something was made of are shared.
MOST_OF_A_LIST = 500
# Longer than this no compound is recorded: a monograph of everything known is some hundred kilobytes.
_MOST_BYTES = 1_000_000


def agreed_file(folders: Folders) -> Path | None:
    """Return where it is kept which version of each compound both had alike; None where nothing can be kept."""
    return None if folders.own is None else folders.own / "lab" / "agreed.json"


def read_agreed(folders: Folders) -> dict[str, str]:
    """Return the hash that each compound had here when the lab had the same; none where the file is not whole."""
    file = agreed_file(folders)
    try:
        return {} if file is None else msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError, ValueError, RecursionError):
        return {}


def write_agreed(folders: Folders, agreed: Mapping[str, str]) -> None:
    """Keep the hash that each compound has here and in the lab.

    Raises:
        BenchError: It could not be written.
    """
    file = agreed_file(folders)
    if file is not None:
        write_whole(file, msgspec.json.encode(agreed, order="sorted"))


def own_hashes(library: Library, wanted: Collection[str], used: Callable[[], Collection[str]]) -> dict[str, str]:
    """Return the hash of each compound of this library that is shared, or of its edits where it is bundled.

    Args:
        library: The library.
        wanted: The compounds that the lab shares already, by id.
        used: Gives the compounds that something was made of: they are shared from a list of any length. It is asked
            only where there is a long one.
    """
    own = [one for one in library.headlines() if one.origin is Origin.OWN]
    lengths = Counter(one.file for one in own)
    short = [one for one in own if lengths[one.file] <= MOST_OF_A_LIST]
    found = {one.id: one.hash for one in short}
    if len(short) < len(own):
        shared = {*wanted, *used()}
        found.update((one.id, one.hash) for one in own if one.id in shared)
    return found | edited_here(library.folders)


class Arriving(Struct, frozen=True):
    """A version of a compound that is to be written into the library.

    Attributes:
        hash: Hash of its content.
        content: The monograph as JSON.
        before: Hash of what is there now; "" for nothing.
    """

    hash: str
    content: str
    before: str


class Exchanged(Struct, frozen=True):
    """What became of the compounds of an exchange.

    Attributes:
        given: What is to be recorded.
        taken: The hash of each compound that was written into the library.
        dropped: Compounds that were taken out of it.
        refused: Why compounds were not taken: of a newer format, or not what they say they are.
        ready: The library as it is now.
    """

    given: tuple[CompoundShared, ...] = ()
    taken: dict[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    refused: dict[str, BenchError] = field(default_factory=dict)
    ready: Ready | None = None


class CompoundExchange(Struct, frozen=True):
    """Writing what arrived, and reading what is to be recorded: a value in, a value out, for a worker.

    Attributes:
        file: Where the index is.
        folders: Where the library is.
        give: Compounds to be recorded, with the hash of the version that each takes the place of.
        take: What arrived, by compound.
        drop: Compounds to be taken out, with the hash that each has.
    """

    file: str
    folders: Folders
    give: dict[str, str]
    take: dict[str, Arriving]
    drop: dict[str, str]

    def run(self) -> Exchanged:
        """Do it; what was changed here meanwhile is left for the next time.

        Raises:
            BenchError: The library cannot be written to.
        """
        library = Library(self.folders, None if self.file == IN_MEMORY else Path(self.file))
        own = OwnCompounds(library)
        refused: dict[str, BenchError] = {}
        taken: dict[str, str] = {}
        dropped: list[str] = []
        try:
            given = [self._given(library, compound) for compound in self.give]
            for compound, arriving in self.take.items():
                found = library.open(compound)
                if hash_here(found) != arriving.before:
                    continue
                try:
                    content = _read(compound, arriving, found)
                except BenchError as error:
                    refused[compound] = error
                    continue
                if isinstance(content, Overlay):
                    own.take_edits(content)
                else:
                    own.write(content)
                taken[compound] = arriving.hash
            for compound, before in self.drop.items():
                if hash_here(library.open(compound)) != before:
                    continue
                if before.startswith(EDITS):
                    own.drop_edits(compound)
                else:
                    own.remove(compound)
                dropped.append(compound)
        finally:
            library.close()
        ready = Renewal(self.file, self.folders).run() if taken or dropped else None
        return Exchanged(tuple(one for one in given if one is not None), taken, tuple(dropped), refused, ready)

    def _given(self, library: Library, compound: str) -> CompoundShared | None:
        found = library.open(compound)
        if found is None:
            return None
        shared = found.monograph if found.origin is not Origin.BUNDLED else found.overlay
        content = "" if shared is None else canonical(shared).decode()
        if not 0 < len(content) <= _MOST_BYTES:
            return None
        identity = found.monograph.identity
        return CompoundShared(compound, hash_here(found), identity.name, content, identity.cas, self.give[compound])


def _read(compound: str, arriving: Arriving, here: LibraryItem | None) -> Monograph | Overlay:
    """Return a version that arrived.

    Args:
        compound: Id of the compound.
        arriving: The version.
        here: The compound in this library; None where there is none.

    Raises:
        BenchError: It is not what it says it is, or of a newer format.
    """
    if arriving.hash.startswith(EDITS):
        return read_edits(compound, arriving.content, arriving.hash, here)
    found = next(iter(read_bytes(arriving.content.encode(), compound)), None)
    bundled = here is not None and here.origin is Origin.BUNDLED
    if found is None or bundled or (found.monograph.id, found.hash) != (compound, arriving.hash):
        raise BenchError(Message.MONOGRAPH_BAD_VALUE, file=compound, path="$", found=compound, instead=arriving.hash)
    return found.monograph
