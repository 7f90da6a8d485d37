"""One look into the folder of a lab: what is new there is taken in, what is new here is written there.

Each computer writes the segments of its own chains alone. What it has published is not kept anywhere: it is what the
folder lists, so a program that is killed at any moment goes on from what is there. Whatever is missing in the folder
is not here yet, and deletes nothing.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime

from msgspec import Struct

from benchapp.domain.messages import BenchError
from benchapp.store.lab.held_rows import HeldRows
from benchapp.store.lab.lab_folder import Listing, Segments
from benchapp.store.lab.own_name import Mine
from benchapp.store.lab.own_segments import MOST_RECENT, Merging, is_whole, put_rows, reach, within_room
from benchapp.store.lab.segments import SegmentName, UnfitError, Written, name_of, unpack
from benchapp.store.lab.taking import Forked, Found, TakenIn, TakingIn

# Entries of one segment.
_MOST_ROWS = 5000


class Looked(Struct, frozen=True):
    """What one look came to.

    Attributes:
        taken: The entries that came in.
        given: The segments that were written.
        forked: Chains that two computers went on with; nothing more of them is taken or given.
        unfit: What was wrong with segments that were not taken; they are looked at again.
        awaited: Chains of which the folder has something that cannot be taken yet: a part is not here.
        strange: How many files have a name that is none of ours.
        claimed: Chains that somebody began in this computer's name; nothing of them is taken in.
        there: Chains that stay on this computer, and that somebody else shares all the same.
    """

    taken: tuple[TakenIn, ...] = ()
    given: tuple[SegmentName, ...] = ()
    forked: tuple[Forked, ...] = ()
    unfit: tuple[BenchError, ...] = ()
    awaited: tuple[str, ...] = ()
    strange: int = 0
    claimed: tuple[str, ...] = ()
    there: tuple[str, ...] = ()


def is_there(folder: Segments, held: HeldRows, chain: str) -> bool:
    """Return whether the folder has all that is held of a chain; its last entry is read: a name proves nothing.

    Args:
        folder: Where segments lie.
        held: The entries that are held here.
        chain: Which chain.

    Raises:
        BenchError: The folder cannot be reached.
    """
    sequence, head = held.head(chain)
    return any(
        name.first <= sequence <= name.last and _has(folder, name, sequence, head) for name in _of(folder, chain)
    )


def is_known(folder: Segments, held: HeldRows, chain: str) -> bool:
    """Return whether the folder has some entries of a chain that are held; one is read: a name proves nothing.

    Args:
        folder: Where segments lie.
        held: The entries that are held here.
        chain: Which chain.

    Raises:
        BenchError: The folder cannot be reached.
    """
    return any(
        (known := held.hash_at(chain, name.first)) and _has(folder, name, name.first, known)
        for name in _of(folder, chain)
    )


def _of(folder: Segments, chain: str) -> list[SegmentName]:
    recent = (name for name in folder.recent().names if name.chain == chain)
    return sorted({*recent, *folder.sealed(chain).names})


def _has(folder: Segments, name: SegmentName, sequence: int, row_hash: str) -> bool:
    """Return whether a segment that can be read has an entry."""
    with suppress(UnfitError):
        return unpack(name, folder.read(name))[sequence - name.first].hash == row_hash
    return False


class Exchange:
    """The exchange of one computer with one folder, as long as the program runs.

    Args:
        folder: Where segments lie.
        held: The entries that are held here.
        own: The chains that this computer has written and shares, the one that it writes now first; none for a carrier.
        inherited: Chains that these go on from, of a folder that was copied or moved: whoever holds them shares them.
        mine: By what a chain in this computer's name is told.
        apart: Chains that stay on this computer: nothing of them is ever written, whatever else is asked.
    """

    def __init__(
        self,
        folder: Segments,
        held: HeldRows,
        own: Sequence[str],
        inherited: Sequence[str] = (),
        mine: Mine = Mine(),  # noqa: B008 (frozen)
        apart: Collection[str] = (),
    ) -> None:
        self._folder = folder
        self._held = held
        self._apart = frozenset(apart)
        self._own = tuple(chain for chain in own if chain not in self._apart)
        self._inherited = tuple(chain for chain in inherited if chain not in self._apart)
        self._taking = TakingIn(folder, held, mine)
        self._merging = Merging(folder, held)
        self._first = True
        self._idle: tuple[Listing, tuple[int, str]] | None = None

    def look(self, written: Written, head: tuple[int, str] | None = None) -> Looked:
        """Take in what is new in the folder, and write there what is new here.

        Args:
            written: Where and when this is done.
            head: Sequence and hash of the last entry written here, where that is known: then nothing is opened when
                neither the folder nor the journal has anything new.

        Raises:
            BenchError: The folder cannot be reached, or the entries cannot be saved; what was done before stays.
        """
        recent = self._folder.recent()
        if head is not None and self._idle == (recent, head):
            return Looked(strange=recent.strange)
        by_chain: dict[str, list[SegmentName]] = {}
        for name in recent.names:
            by_chain.setdefault(name.chain, []).append(name)
        if self._first:
            self._folder.remove_halves(self._own, datetime.fromisoformat(written.wall))
            for chain in self._folder.chains_sealed():
                by_chain.setdefault(chain, [])
            self._taking.look_for_gaps()
        found = Found()
        there = tuple(
            chain for chain in sorted(by_chain.keys() & self._apart) if is_there(self._folder, self._held, chain)
        )
        for chain, names in sorted(by_chain.items()):
            if chain in self._apart:
                continue
            self._taking.look(chain, names, found, written.boot_s, writing=chain in self._own[:1])
        given: list[SegmentName] = []
        for chain in (*self._own, *self._inherited):
            if all(fork.chain != chain for fork in found.forked):
                given += self._give(chain, by_chain.get(chain, []), written)
        self._first = False
        waits = found.forked or found.claimed or found.unfit or found.awaited or given or there or self._merging.waits
        self._idle = None if waits or head is None else (recent, head)
        return Looked(
            tuple(found.taken),
            tuple(given),
            tuple(found.forked),
            tuple(found.unfit),
            tuple(found.awaited),
            recent.strange,
            tuple(found.claimed),
            there,
        )

    def give(self, written: Written) -> tuple[SegmentName, ...]:
        """Write in the folder what is new here, and take nothing in.

        Raises:
            BenchError: The folder cannot be reached.
        """
        recent = self._folder.recent().names
        given = [self._give(chain, [one for one in recent if one.chain == chain], written) for chain in self._own]
        return tuple(name for names in given for name in names)

    def put_back(self, written: Written) -> tuple[SegmentName, ...]:
        """Write all that is held here and that the folder lacks, or has damaged, of other computers' chains too.

        Raises:
            BenchError: The folder cannot be reached.
        """
        recent = self._folder.recent().names
        given: list[SegmentName] = []
        for chain in self._held.chains():
            if chain in self._apart:
                continue
            known = [name for name in recent if name.chain == chain] + list(self._folder.sealed(chain).names)
            whole = [name for name in known if is_whole(self._folder, name)]
            given += self._write_from(chain, reach(whole), written, frozenset(known) - frozenset(whole))
        return tuple(given)

    def _give(self, chain: str, names: Sequence[SegmentName], written: Written) -> list[SegmentName]:
        """Write what the folder lacks of a chain, and merge what has become many; return what was written."""
        last, _ = self._held.head(chain)
        # What was renamed or damaged does not hold what its name tells.
        names = [name for name in names if self._taking.agrees(name)]
        there = any(name.last == last for name in names)
        if there and not self._first and (len(names) <= MOST_RECENT or chain in self._inherited):
            return []
        sealed = [name for name in self._folder.sealed(chain).names if self._taking.agrees(name)]
        fresh = self._write_from(chain, reach([*names, *sealed]), written)
        if chain in self._inherited:
            # Several computers may share it, and none takes away what another wrote.
            return fresh
        return fresh + self._merging.merge([*names, *fresh], sealed, written)

    def _write_from(
        self, chain: str, reached: int, written: Written, damaged: Collection[SegmentName] = ()
    ) -> list[SegmentName]:
        found = []
        rows = within_room(self._held.rows_after(chain, reached, _MOST_ROWS))
        while rows:
            if name_of(rows) in damaged:
                # Other entries at its ends are another name.
                rows = rows[:-1] if len(rows) > 1 else self._held.rows_after(chain, max(0, rows[0].sequence - 2), 2)
            following = within_room(self._held.rows_after(chain, rows[-1].sequence, _MOST_ROWS))
            # Who looks from time to time lists the recent segments alone: the newest entry is always in one of them.
            found.append(put_rows(self._folder, rows, written, newest=not following))
            rows = following
        return found
