"""The compounds that the computers of a lab share: who entered each, every version of it, and which one holds.

An entry brings the content of a compound with it, so that it arrives, is verified and is passed on with the journal.
What holds here of a compound is a file of the library; `differences` says which files and which entries are missing.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.journal.entry_body import EntryBody

# The hash of edits of a bundled compound begins so: what they lie over comes with the program and does not travel.
EDITS = "edits:"


class CompoundShared(EntryBody, frozen=True):
    """A compound of somebody's own was entered or corrected, or a bundled one edited, for the whole lab.

    Attributes:
        compound: UUID of the compound.
        hash: Hash of its content; of edits of a bundled compound it begins with `EDITS`.
        name: Its name.
        content: The monograph, or the edits, as JSON; one of a newer format is passed on unread.
        cas: Its CAS number; "" for none.
        was: Hash of the version that it takes the place of; "" for a compound that is new.
    """

    compound: str
    hash: str
    name: str
    content: str
    cas: str = ""
    was: str = ""


class CompoundWithdrawn(EntryBody, frozen=True):
    """A compound was removed from the library of the whole lab, or the edits of a bundled one were taken back.

    Attributes:
        compound: UUID of the compound.
        name: Its name.
        was: Hash of the version that was removed; one of which nobody knew then stays.
    """

    compound: str
    name: str
    was: str


class SharedVersion(Struct, frozen=True):
    """One version of a shared compound.

    Attributes:
        hash: Hash of its content.
        entry: Id of the entry that brought it.
        chain: Which computer wrote it.
        person: Who entered it; "" where nobody was named.
        at: When.
        name: The name of the compound.
        cas: Its CAS number; "" for none.
    """

    hash: str
    entry: str
    chain: str
    person: str
    at: datetime
    name: str
    cas: str = ""

    @property
    def edits(self) -> bool:
        """Whether it is edits of a bundled compound."""
        return self.hash.startswith(EDITS)


class LabCompound(Struct, frozen=True):
    """A compound that a lab shares.

    Attributes:
        versions: All of them, the one that holds last.
        unseen: Ids of entries that corrected a version which somebody else had corrected already, and of that version.
        withdrawn: Whether it was removed.
    """

    versions: tuple[SharedVersion, ...]
    unseen: tuple[tuple[str, str], ...] = ()
    withdrawn: bool = False

    @property
    def first(self) -> SharedVersion:
        """The version by which it was entered."""
        return self.versions[0]

    @property
    def current(self) -> SharedVersion:
        """The version that holds."""
        return self.versions[-1]


def shared(known: LabCompound | None, version: SharedVersion, was: str) -> LabCompound:
    """Return a compound with one more version.

    Args:
        known: What was known of it; None for a new one.
        version: The version.
        was: Hash of the version that its author saw.
    """
    if known is None:
        return LabCompound((version,))
    current = known.current
    if version.hash == current.hash:
        return replace(known, withdrawn=False) if known.withdrawn else known
    unseen = known.unseen
    if was != current.hash and version.chain != current.chain:
        unseen = (*unseen, (version.entry, current.entry))
    return LabCompound((*known.versions, version), unseen)


def withdrawn(known: LabCompound, was: str) -> LabCompound:
    """Return a compound that was removed; one that somebody corrected meanwhile stays."""
    return replace(known, withdrawn=True) if was == known.current.hash else known


def same_names(compounds: Mapping[str, LabCompound]) -> Iterator[tuple[str, str]]:
    """Yield the ids of compounds that two computers entered with one name or CAS number: the earlier, the later."""
    found: dict[str, str] = {}
    for compound, known in compounds.items():
        if known.withdrawn or known.current.edits:
            continue
        keys = {f"name {known.current.name.casefold()}"} | (
            {f"cas {known.current.cas}"} if known.current.cas else set()
        )
        others = dict.fromkeys(found[key] for key in sorted(keys) if key in found)
        for other in others:
            if compounds[other].first.chain != known.first.chain:
                yield other, compound
        for key in keys:
            found.setdefault(key, compound)


class Differences(Struct, frozen=True):
    """What a library and the lab's journal lack of each other.

    Attributes:
        give: Compounds whose content is to be recorded, with the hash of the version that it takes the place of.
        take: Compounds whose version in the journal is to be written into the library, with the hash of what it
            replaces there; "" for nothing.
        drop: Compounds that are to be taken out of the library.
        same: The hash of each compound that both have alike.
    """

    give: dict[str, str] = field(default_factory=dict)
    take: dict[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    same: dict[str, str] = field(default_factory=dict)


def differences(
    lab: Mapping[str, LabCompound],
    here: Mapping[str, str],
    agreed: Mapping[str, str],
    used: Callable[[], Collection[str]] = frozenset,
) -> Differences:
    """Return what a library and the journal lack of each other; a compound that is missing here is never removed there.

    Args:
        lab: The compounds of the journal.
        here: Hash of each compound in the library.
        agreed: Hash that each compound had here when both were alike last; without it, what the journal knows as an
            earlier version is taken for one.
        used: Gives the compounds of which there are solutions or incubations: these stay.
    """
    found = Differences()
    drop: list[str] = []
    for compound, mine in here.items():
        known = lab.get(compound)
        if known is None:
            found.give[compound] = ""
            continue
        current = known.current.hash
        base = agreed.get(compound, "") or (mine if any(mine == one.hash for one in known.versions) else "")
        if known.withdrawn:
            # What was entered again after that is given again.
            if agreed.get(compound) != mine:
                found.give[compound] = current
            elif known.current.edits or compound not in used():
                # What edits lie over stays.
                drop.append(compound)
        elif mine == current:
            found.same[compound] = mine
        elif mine == base:
            found.take[compound] = mine
        else:
            found.give[compound] = base
    found.take.update((name, "") for name, known in lab.items() if name not in here and not known.withdrawn)
    return replace(found, drop=tuple(drop))
