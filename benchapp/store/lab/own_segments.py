"""Segments of one's own in the folder of a lab: written, and many small ones merged into one."""

from collections.abc import Iterable, Sequence

from benchapp.store.journal.encoding import StoredRow
from benchapp.store.lab.held_rows import HeldRows
from benchapp.store.lab.lab_folder import Segments
from benchapp.store.lab.segments import MOST_BYTES, SegmentName, UnfitError, Written, name_of, pack, unpack

# How many recent segments of its own a computer leaves before it writes one instead of them.
MOST_RECENT = 16
# From this size on, packed, a segment is sealed: it is not merged any more.
SEALED_BYTES = 256 * 1024
# How long a segment that a larger one holds too stays: a service may be bringing it to somebody.
STAYS_S = 600.0
# What the entries of one segment may come to unpacked, far below what a reader takes.
_ROOM = MOST_BYTES // 4
# What a row has besides its body, at most.
_ROW_BYTES = 1000


class Merging:
    """Many small segments of one's own become one; nobody waits for anybody with it.

    Args:
        folder: Where segments lie.
        held: The entries that are held here.
    """

    def __init__(self, folder: Segments, held: HeldRows) -> None:
        self._folder = folder
        self._held = held
        # Since when, in seconds of the boot, another segment is known to hold what one does.
        self._replaced: dict[SegmentName, float] = {}

    @property
    def waits(self) -> bool:
        """Whether something is to be removed later."""
        return bool(self._replaced)

    def merge(
        self, recent: Sequence[SegmentName], sealed: Sequence[SegmentName], written: Written
    ) -> list[SegmentName]:
        """Write one segment instead of many recent ones of a chain, and remove those replaced some time ago."""
        whole = [name for name in recent if not _holders(name, [*recent, *sealed])]
        merged: list[SegmentName] = []
        if len(whole) > MOST_RECENT:
            first, last = whole[0], max(whole, key=lambda name: name.last)
            rows = self._held.rows_after(first.chain, first.first - 1, last.last - first.first + 1)
            merged = [put_rows(self._folder, within_room(rows), written)]
        newest = max((name.last for name in recent), default=0)
        # The newest entry stays in a recent segment: who looks from time to time lists those alone.
        there = self._folder.recent().names if merged else recent
        for name in recent:
            others = _holders(name, there if name.last == newest else [*recent, *sealed, *merged])
            if not others or written.boot_s - self._replaced.setdefault(name, written.boot_s) < STAYS_S:
                continue
            if any(is_whole(self._folder, other) for other in others):
                self._folder.remove(name)
                del self._replaced[name]
            else:
                # The larger one is damaged, and this one was written because of it.
                self._replaced[name] = written.boot_s
        return merged


def put_rows(folder: Segments, rows: Sequence[StoredRow], written: Written, *, newest: bool = False) -> SegmentName:
    """Write rows of one chain, which follow each other, as a segment; the newest one is not sealed.

    Raises:
        BenchError: It cannot be written.
    """
    name, data = name_of(rows), pack(rows, written)
    folder.put(name, data, sealed=len(data) >= SEALED_BYTES and not newest)
    return name


def _holders(one: SegmentName, others: Iterable[SegmentName]) -> list[SegmentName]:
    """Return the other segments that hold all that one does, and more."""
    return [
        other
        for other in others
        if other.chain == one.chain and other.first <= one.first and one.last <= other.last and other != one
    ]


def is_whole(folder: Segments, name: SegmentName) -> bool:
    """Return whether a segment can be read, and is what it says it is."""
    try:
        unpack(name, folder.read(name))
    except UnfitError:
        return False
    return True


def reach(names: Iterable[SegmentName]) -> int:
    """Return the last entry up to which segments of one chain have all of it; 0 where they lack its beginning."""
    reached = 0
    for name in sorted(names):
        if name.first > reached + 1:
            break
        reached = max(reached, name.last)
    return reached


def within_room(rows: Sequence[StoredRow]) -> Sequence[StoredRow]:
    """Return as many of some rows as a segment has room for, at least the first; none after a gap."""
    room = _ROOM
    for place, row in enumerate(rows):
        room -= len(row.body) + _ROW_BYTES
        if room < 0 or row.sequence != rows[0].sequence + place:
            return rows[: max(1, place)]
    return rows
