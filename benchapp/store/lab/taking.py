"""What is taken from the folder of a lab: verified entries that go on from what is held, and nothing else."""

from collections.abc import Sequence

from msgspec import Struct

from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.lab.held_rows import HeldRows
from benchapp.store.lab.lab_folder import Segments
from benchapp.store.lab.own_name import Mine
from benchapp.store.lab.segments import SegmentName, UnfitError, unpack

# A segment that could not be taken is looked at again after so long, and each time after twice as long.
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 10.0, 600.0


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


class Found:
    """What a look has come to so far."""

    def __init__(self) -> None:
        self.taken: list[TakenIn] = []
        self.forked: list[Forked] = []
        self.unfit: list[BenchError] = []
        self.awaited: list[str] = []
        self.claimed: list[str] = []


class _Paused(Struct, frozen=True):
    """A segment that could not be taken.

    Attributes:
        until_s: When it is looked at again, in seconds of the boot.
        span_s: How long after the last time.
        error: What was wrong with it.
    """

    until_s: float
    span_s: float
    error: BenchError


class TakingIn:
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
        # Chains in the middle of which something is missing, as a damaged journal leaves them.
        self._gaps: frozenset[str] = frozenset()
        # Names whose last entry was compared with what is held; those that name more, and were read.
        self._agreed: set[SegmentName] = set()
        self._readable: set[SegmentName] = set()
        self._paused: dict[SegmentName, _Paused] = {}

    def look_for_gaps(self) -> None:
        """Find the chains in the middle of which something is missing."""
        self._gaps = frozenset(chain for chain in self._held.chains() if self._held.gap(chain) is not None)

    def look(self, chain: str, names: Sequence[SegmentName], found: Found, now_s: float, *, writing: bool) -> None:
        """Take in what is new of a chain.

        Args:
            chain: Which chain.
            names: Its recent segments; none where only large ones are known to be there.
            found: What the look has come to.
            now_s: Seconds since the boot.
            writing: Whether this computer writes it just now: then nothing of it is taken.
        """
        have, _ = self._held.head(chain)
        seen = set(names)
        fork = self._parted(names, have, now_s)
        beyond = [name for name in names if name.last > have]
        if fork is None and writing:
            self._question(beyond, now_s)
        elif fork is None and (beyond or not names):
            fork = self._take(chain, names, seen, found, now_s)
        waits = fork is None and chain in self._gaps and not self._fill(chain, names, seen, found, now_s)
        if fork is not None:
            found.forked.append(fork)
        elif waits or (chain not in found.claimed and any(name.last > self._held.head(chain)[0] for name in names)):
            found.awaited.append(chain)
        # What is wrong with a file is said as long as it lies there, also while it is not tried again.
        self._paused = {name: one for name, one in self._paused.items() if name.chain != chain or name in seen}
        found.unfit += [one.error for name, one in self._paused.items() if name.chain == chain]

    def _parted(self, names: Sequence[SegmentName], have: int, now_s: float) -> Forked | None:
        """Return where a chain has parted; None where it has not. Only where the names tell so is a segment read."""
        for name in names:
            if name.last > have or self.agrees(name) or not self._due(name, now_s):
                continue
            # One that was damaged or renamed is no fork, nor is one that can be read again and holds what is held.
            if self._read(name, now_s) is not None and not self.agrees(name):
                return Forked(name.chain, name.last)
        return None

    def _question(self, beyond: Sequence[SegmentName], now_s: float) -> None:
        """Read what names more entries than this computer has written: it did before a backup was restored, or lies."""
        for name in beyond:
            if name not in self._readable and self._due(name, now_s) and self._read(name, now_s) is not None:
                self._readable.add(name)

    def agrees(self, name: SegmentName) -> bool:
        """Return whether a segment holds what its name tells, as far as is known.

        The entry that is held has the hash of the name, or none is held and it could be read when that was tried.
        """
        if name in self._agreed:
            return True
        if name in self._paused:
            return False
        held = self._held.hash_at(name.chain, name.last)
        if held and name.is_of(held):
            self._agreed.add(name)
        return not held or name.is_of(held)

    def _take(
        self, chain: str, recent: Sequence[SegmentName], seen: set[SegmentName], found: Found, now_s: float
    ) -> Forked | None:
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
                seen.update(names)
                continue
            # The one that goes furthest; overlaps are usual, as of a merged segment and its parts.
            name = max(fitting, key=lambda one: (one.last, one.first))
            tried.add(name)
            rows = self._read(name, now_s)
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
                self._put_off(name, error, now_s)

    def _fill(
        self, chain: str, recent: Sequence[SegmentName], seen: set[SegmentName], found: Found, now_s: float
    ) -> bool:
        """Take in what is missing in the middle of a chain; return whether nothing is missing any more."""
        names = sorted({*recent, *self._folder.sealed(chain).names})
        seen.update(names)
        for name in names:
            gap = self._held.gap(chain)
            if gap is None:
                break
            first, last = gap
            if name.last < first or name.first > first or not self._due(name, now_s):
                continue
            rows = self._read(name, now_s)
            if rows is None:
                continue
            missing = rows[first - name.first : last + 1 - name.first]
            ends = missing[-1].sequence == last
            begins_well = missing[0].previous == self._held.hash_at(chain, first - 1)
            if not begins_well or (ends and missing[-1].hash != self._previous_at(chain, last + 1)):
                # What is held before or after the gap does not go together with this.
                continue
            error = self._add(missing)
            if error is not None:
                self._put_off(name, error, now_s)
                continue
            found.taken.append(TakenIn(chain, first, missing[-1].sequence))
        if self._held.gap(chain) is not None:
            return False
        self._gaps -= {chain}
        return True

    def _previous_at(self, chain: str, sequence: int) -> str:
        return self._held.rows_after(chain, sequence - 1, 1)[0].previous

    def _add(self, rows: Sequence[StoredRow]) -> BenchError | None:
        """Add rows; return why some of them cannot be: the other chains are exchanged all the same."""
        try:
            self._held.add(rows)
        except BenchError as error:
            if error.code != Message.ENTRY_TWICE:
                raise
            return error
        return None

    def _put_off(self, name: SegmentName, error: BenchError, now_s: float) -> None:
        before = self._paused.get(name)
        pause = _FIRST_PAUSE_S if before is None else min(before.span_s * 2, _LONGEST_PAUSE_S)
        self._paused[name] = _Paused(now_s + pause, pause, error)

    def _due(self, name: SegmentName, now_s: float) -> bool:
        return name not in self._paused or now_s >= self._paused[name].until_s

    def _read(self, name: SegmentName, now_s: float) -> list[StoredRow] | None:
        """Return the verified rows of a segment; None where it is not whole, or not what it says it is."""
        try:
            rows = unpack(name, self._folder.read(name))
        except UnfitError as error:
            self._put_off(name, error, now_s)
            return None
        self._paused.pop(name, None)
        return rows
