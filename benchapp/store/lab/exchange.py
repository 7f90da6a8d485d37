"""One look into the folder of a lab: what is new there is taken in, what is new here is written there.

Each computer writes the segments of its own chains alone. What it has published is not kept anywhere: it is what the
folder lists, so a program that is killed at any moment goes on from what is there. Whatever is missing in the folder
is not here yet, and deletes nothing.
"""

from collections.abc import Collection, Sequence

from msgspec import Struct

from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.lab.held_rows import HeldRows
from benchapp.store.lab.lab_folder import Listing, Segments
from benchapp.store.lab.own_name import Mine
from benchapp.store.lab.own_segments import MOST_RECENT, Merging, is_whole, put_rows, reach, within_room
from benchapp.store.lab.segments import SegmentName, UnfitError, Written, name_of, unpack

# A segment that could not be taken is looked at again after so long, and each time after twice as long.
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 10.0, 600.0
# Entries of one segment.
_MOST_ROWS = 5000


class Forked(Struct, frozen=True, order=True):
    """A chain that two computers went on with: one place of it has two entries.

    Attributes:
        chain: Which chain.
        sequence: Where they were compared: what is held there is not what the folder has.
    """

    chain: str
    sequence: int


class TakenIn(Struct, frozen=True, order=True):
    """Entries that came in.

    Attributes:
        chain: Their chain.
        first: Sequence of the first one.
        last: Sequence of the last one.
    """

    chain: str
    first: int
    last: int


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
    """

    taken: tuple[TakenIn, ...] = ()
    given: tuple[SegmentName, ...] = ()
    forked: tuple[Forked, ...] = ()
    unfit: tuple[BenchError, ...] = ()
    awaited: tuple[str, ...] = ()
    strange: int = 0
    claimed: tuple[str, ...] = ()


class Exchange:
    """The exchange of one computer with one folder, as long as the program runs.

    Args:
        folder: Where segments lie.
        held: The entries that are held here.
        own: The chains that this computer has written and shares, the one that it writes now first.
        inherited: Chains that these go on from, of a folder that was copied or moved: whoever holds them shares them.
        mine: By what a chain in this computer's name is told.
    """

    def __init__(
        self,
        folder: Segments,
        held: HeldRows,
        own: Sequence[str],
        inherited: Sequence[str] = (),
        mine: Mine = Mine(),  # noqa: B008 (frozen)
    ) -> None:
        self._folder = folder
        self._held = held
        self._own = tuple(own)
        self._inherited = tuple(inherited)
        self._taking = _Taking(folder, held, mine)
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
            for chain in self._folder.chains_sealed():
                by_chain.setdefault(chain, [])
        found = _Found()
        for chain, names in sorted(by_chain.items()):
            self._taking.look(chain, names, found, written.boot_s, writing=chain == self._own[0])
        given: list[SegmentName] = []
        for chain in (*self._own, *self._inherited):
            if all(fork.chain != chain for fork in found.forked):
                given += self._give(chain, by_chain.get(chain, []), written)
        self._first = False
        waits = found.forked or found.claimed or found.unfit or found.awaited or given or self._merging.waits
        self._idle = None if waits or head is None else (recent, head)
        return Looked(
            tuple(found.taken),
            tuple(given),
            tuple(found.forked),
            tuple(found.unfit),
            tuple(found.awaited),
            recent.strange,
            tuple(found.claimed),
        )

    def put_back(self, written: Written) -> tuple[SegmentName, ...]:
        """Write all that is held here and that the folder lacks, or has damaged, of other computers' chains too.

        Raises:
            BenchError: The folder cannot be reached.
        """
        recent = self._folder.recent().names
        given: list[SegmentName] = []
        for chain in self._held.chains():
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


class _Found:
    """What a look has come to so far."""

    def __init__(self) -> None:
        self.taken: list[TakenIn] = []
        self.forked: list[Forked] = []
        self.unfit: list[BenchError] = []
        self.awaited: list[str] = []
        self.claimed: list[str] = []


class _Taking:
    """What is taken from the folder.

    Args:
        folder: Where segments lie.
        held: The entries that are held here.
        mine: By what a chain in this computer's name is told.
    """

    def __init__(self, folder: Segments, held: HeldRows, mine: Mine) -> None:
        self._folder = folder
        self._held = held
        self._mine = mine
        # Names whose last entry was compared with what is held.
        self._agreed: set[SegmentName] = set()
        # For segments that could not be taken: when they are looked at again, and how long after that.
        self._paused: dict[SegmentName, tuple[float, float]] = {}
        self._why: dict[SegmentName, BenchError] = {}

    def look(self, chain: str, names: Sequence[SegmentName], found: _Found, now_s: float, *, writing: bool) -> None:
        """Take in what is new of a chain.

        Args:
            chain: Which chain.
            names: Its recent segments; none where only large ones are known to be there.
            found: What the look has come to.
            now_s: Seconds since the boot.
            writing: Whether this computer writes it just now: then nothing of it is taken.
        """
        have, _ = self._held.head(chain)
        fork = self._parted(names, have, found, now_s)
        if fork is None and not writing and (not names or any(name.last > have for name in names)):
            fork = self._take(chain, names, found, now_s)
        if fork is not None:
            found.forked.append(fork)
        elif chain not in found.claimed and any(name.last > self._held.head(chain)[0] for name in names):
            found.awaited.append(chain)

    def _parted(self, names: Sequence[SegmentName], have: int, found: _Found, now_s: float) -> Forked | None:
        """Return where a chain has parted; None where it has not. Only where the names tell so is a segment read."""
        for name in names:
            if name.last <= have and not self.agrees(name) and self._holds_another(name, found, now_s):
                return Forked(name.chain, name.last)
        return None

    def agrees(self, name: SegmentName) -> bool:
        """Return whether the entry that is held has the hash that the name tells; whatever of it is not held agrees."""
        if name in self._agreed:
            return True
        held = self._held.hash_at(name.chain, name.last)
        if held and name.is_of(held):
            self._agreed.add(name)
        return not held or name.is_of(held)

    def _holds_another(self, name: SegmentName, found: _Found, now_s: float) -> bool:
        """Return whether a segment really has another entry than is held, and was neither damaged nor renamed."""
        if not self._due(name, now_s):
            found.unfit.append(self._why[name])
            return False
        return self._read(name, found, now_s) is not None

    def _take(self, chain: str, recent: Sequence[SegmentName], found: _Found, now_s: float) -> Forked | None:
        """Take in what follows what is held of a chain; return where it has parted, if it has."""
        names: Sequence[SegmentName] | None = recent
        have, head = self._held.head(chain)
        tried: set[SegmentName] = set()
        while True:
            fitting = [
                name
                for name in names or ()
                if name.first <= have + 1 <= name.last and name not in tried and self._due(name, now_s)
            ]
            if not fitting:
                if names is not recent:
                    return None
                names = [*recent, *self._folder.sealed(chain).names]
                continue
            # The one that goes furthest; overlaps are usual, as of a merged segment and its parts.
            name = max(fitting, key=lambda one: (one.last, one.first))
            tried.add(name)
            rows = self._read(name, found, now_s)
            if rows is None:
                continue
            if (rows[have - name.first].hash if have >= name.first else rows[0].previous) != head:
                return Forked(chain, have)
            if not have and self._mine.is_claimed_by(rows[0]):
                found.claimed.append(chain)
                return None
            before, error = have, self._add(rows[have + 1 - name.first :])
            have, head = self._held.head(chain)
            if have > before:
                found.taken.append(TakenIn(chain, before + 1, have))
            if error is not None:
                self._put_off(name, error, found, now_s)

    def _add(self, rows: Sequence[StoredRow]) -> BenchError | None:
        """Add rows; return why some of them cannot be: the other chains are exchanged all the same."""
        try:
            self._held.add(rows)
        except BenchError as error:
            if error.code != Message.ENTRY_TWICE:
                raise
            return error
        return None

    def _put_off(self, name: SegmentName, error: BenchError, found: _Found, now_s: float) -> None:
        pause = min(self._paused.get(name, (0.0, _FIRST_PAUSE_S / 2))[1] * 2, _LONGEST_PAUSE_S)
        self._paused[name] = (now_s + pause, pause)
        self._why[name] = error
        found.unfit.append(error)

    def _due(self, name: SegmentName, now_s: float) -> bool:
        return now_s >= self._paused.get(name, (now_s, 0.0))[0]

    def _read(self, name: SegmentName, found: _Found, now_s: float) -> list[StoredRow] | None:
        """Return the verified rows of a segment; None where it is not whole, or not what it says it is."""
        try:
            rows = unpack(name, self._folder.read(name))
        except UnfitError as error:
            self._put_off(name, error, found, now_s)
            return None
        self._paused.pop(name, None)
        return rows
