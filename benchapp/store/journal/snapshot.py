"""A bench kept outside the journal so that starting is fast; it can be thrown away at any time.

The file begins with what the first window needs: what is in hand and what runs, with what was noted on it. What is gone
or over, most of what a lab of some years has, follows it, and then what was noted on that and on entries; each of these
is read when something asks for it.
"""

import zlib
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.journal.entries import Entry
from benchapp.domain.journal.notes import Note
from benchapp.domain.journal.state import REDUCER_VERSION, LabState, replay, retracted
from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.mappings import LazyMapping, PartlyAtHand
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.store.files import write_whole
from benchapp.store.journal.encoding import Heads
from benchapp.store.journal.journal import Journal

T = TypeVar("T")

# How many bytes say how long the first part is.
_SIZE = 8


class _Part(Struct, frozen=True, array_like=True):
    """A part of the file that is not read at the start.

    Attributes:
        size: How many bytes it has.
        check: Their CRC-32.
    """

    size: int
    check: int


class Snapshot(Struct, frozen=True):
    """A bench with the heads it follows from and the reducer that made it.

    Attributes:
        reducer: Of the program that wrote it.
        heads: Of the journal's chains.
        bench: The bench, without what is gone or over.
        solutions: The ids of all solutions, in their order.
        incubations: The ids of all incubations, in their order.
        past: The part after this one: what is gone or over.
        noted: The part after that: what was noted on anything else than what is in hand or runs.
        rows: How many rows the journal's file had had.
        apart: The chains that stayed on this computer.
    """

    reducer: int
    heads: dict[str, tuple[int, str]]
    bench: LabState
    solutions: list[str]
    incubations: list[str]
    past: _Part
    noted: _Part
    rows: int
    apart: list[str]


class _Past(Struct, frozen=True):
    """The second part of the file: the solutions that are gone, and the incubations that are over; each encoded."""

    solutions: dict[str, msgspec.Raw]
    incubations: dict[str, msgspec.Raw]


def _decoded(encoded: Mapping[str, msgspec.Raw], kind: type[T]) -> dict[str, T]:
    """Decode values one by one: at once, many would hold up all other threads."""
    decode = msgspec.msgpack.Decoder(kind).decode
    return {key: decode(one) for key, one in encoded.items()}


class _Everything:
    """What a snapshot has beside its first part, read when it is asked for.

    Args:
        file: The snapshot.
        begin: Where its second part begins.
        kept: Its first part.
        otherwise: Returns the bench from the journal as it was then, where a part is no longer what it was.
    """

    def __init__(self, file: Path, begin: int, kept: Snapshot, otherwise: Callable[[], LabState]) -> None:
        self._file = file
        self._begin = begin
        self._kept = kept
        self._otherwise = otherwise
        self._whole: LabState | None = None
        self._read: LabState | None = None
        self._noted: Mapping[str, LongTuple[Note]] | None = None

    def bench(self) -> LabState:
        """Return the bench with what is gone or over."""
        if self._read is None:
            bench = self._with_past()
            self._read = self._replayed() if bench is None else bench
        return self._read

    def notes(self) -> Mapping[str, LongTuple[Note]]:
        """Return everything that was noted."""
        if self._noted is None:
            notes = self._all_notes()
            self._noted = self._replayed().notes if notes is None else notes
        return self._noted

    def fetched(self) -> LabState | None:
        """Return the whole bench as it was saved; None where a part of it is no longer what it was."""
        bench, notes = self._with_past(), self._all_notes()
        return None if bench is None or notes is None else replace(bench, notes=notes)

    def _replayed(self) -> LabState:
        if self._whole is None:
            self._whole = self._otherwise()
        return self._whole

    def _with_past(self) -> LabState | None:
        near = self._kept.bench
        try:
            past = msgspec.msgpack.decode(self._bytes(self._begin, self._kept.past), type=_Past)
            solved, over = _decoded(past.solutions, SolutionState), _decoded(past.incubations, Running)
            solutions = {key: near.solutions.get(key) or solved[key] for key in self._kept.solutions}
            incubations = {key: near.incubations.get(key) or over[key] for key in self._kept.incubations}
        except (OSError, msgspec.DecodeError, ValueError, KeyError):
            return None
        return replace(near, solutions=solutions, incubations=incubations)

    def _all_notes(self) -> Mapping[str, LongTuple[Note]] | None:
        begin = self._begin + self._kept.past.size
        try:
            encoded = msgspec.msgpack.decode(self._bytes(begin, self._kept.noted), type=dict[str, msgspec.Raw])
            rest = _decoded(encoded, LongTuple[Note])
        except (OSError, msgspec.DecodeError, ValueError):
            return None
        return {**self._kept.bench.notes, **rest}

    def _bytes(self, begin: int, part: _Part) -> bytes:
        """Return the bytes of a part.

        Raises:
            OSError: They cannot be read.
            ValueError: They are not what they were.
        """
        with self._file.open("rb") as file:
            file.seek(begin)
            encoded = file.read(part.size)
        if zlib.crc32(encoded) != part.check:
            raise ValueError("the snapshot was changed")
        return encoded


def _first_part(snapshot: Path) -> tuple[Snapshot, int] | None:
    """Return the first part of a snapshot and where the second begins; None where there is none that serves."""
    try:
        if not snapshot.is_file():
            return None
        with snapshot.open("rb") as file:
            size = int.from_bytes(file.read(_SIZE), "little")
            # A damaged file could ask for more memory than there is.
            encoded = file.read(min(size, snapshot.stat().st_size))
        kept = msgspec.msgpack.decode(encoded, type=Snapshot)
    except (OSError, msgspec.DecodeError, ValueError):
        return None
    return kept, _SIZE + size


class LoadedBench(Struct, frozen=True):
    """A bench as it was loaded.

    Attributes:
        bench: The bench.
        kept: Whether it follows from a snapshot, with what was written since.
        current: Whether the snapshot was of the whole journal, and need not be saved again.
    """

    bench: LabState
    kept: bool
    current: bool


def load_bench(journal: Journal, snapshot: Path, announce: Callable[[int], object] = lambda _: None) -> LoadedBench:
    """Return the bench of a journal, from the snapshot as far as it fits.

    Args:
        journal: The journal.
        snapshot: Where the bench was saved.
        announce: Called before the whole journal is replayed, with the number of its entries: many take a while.
    """

    def replayed(*, current: bool) -> LoadedBench:
        announce(len(journal))
        return LoadedBench(journal.state(), kept=False, current=current)

    heads = journal.heads()
    found = _first_part(snapshot)
    if found is None or found[0].reducer != REDUCER_VERSION or found[0].apart != sorted(journal.apart):
        # What follows from a part of the journal is not kept.
        return replayed(current=journal.lacking)
    kept, begin = found
    grown = sum(sequence - kept.heads.get(chain, (0, ""))[0] for chain, (sequence, _) in heads.items())
    if journal.rows_known != kept.rows + grown and not journal.lacking:
        # Entries came between those that it follows from, as those that a damaged journal had lacked.
        return replayed(current=False)
    everything = _Everything(snapshot, begin, kept, partial(_replayed, journal.again, kept.heads))
    # Where a closed year is lacking, the snapshot holds what nothing else does.
    if kept.heads != heads and not journal.lacking:
        since = _written_since(journal, kept.heads, heads)
        if since is None or (before := everything.fetched()) is None:
            return replayed(current=False)
        return LoadedBench(replay(since, before), kept=True, current=False)
    near = kept.bench
    bench = replace(
        near,
        solutions=LazyMapping(kept.solutions, near.solutions, lambda: everything.bench().solutions),
        incubations=LazyMapping(kept.incubations, near.incubations, lambda: everything.bench().incubations),
        notes=PartlyAtHand(near.notes, near.solutions.keys() | near.incubations.keys(), everything.notes),
    )
    return LoadedBench(bench, kept=True, current=True)


def _replayed(again: Callable[[], Journal], heads: Heads) -> LabState:
    """Replay a journal up to some heads by a connection of its own: whoever asks may be a worker.

    What was written since is applied to it by whoever wrote that; replayed here too, a note would be there twice.
    """
    with closing(again()) as journal:
        return journal.state(heads)


def _written_since(journal: Journal, then: Heads, heads: Heads) -> list[Entry] | None:
    """Return the entries that follow those of a snapshot, as a killed program leaves it behind the journal.

    Args:
        journal: The journal.
        then: Its heads when the snapshot was saved.
        heads: Its heads now.

    Returns:
        The entries; None where the snapshot is no beginning of the journal: where one lacks what it follows from, one
        belongs before that, or takes back something of it.
    """
    places = [journal.place_of(chain, *head) for chain, head in then.items()]
    last = max((place for place in places if place is not None), default=None)
    if last is None or None in places:
        return None
    entries, count = journal.after(last), journal.count_after(last)
    if count != sum(sequence - then.get(chain, (0, ""))[0] for chain, (sequence, _) in heads.items()):
        return None
    return None if retracted(entries) - {entry.id for entry in entries} else entries


def _is_past(one: SolutionState | Running) -> bool:
    """Return whether a solution is gone, or an incubation over, and nothing of it is left to be settled."""
    if isinstance(one, SolutionState):
        return one.gone and not one.disputes
    return one.over and not one.twice and not one.unplanned


def _in_pieces(mapping: Mapping[str, object]) -> msgspec.Raw:
    """Return a mapping encoded value by value: encoded at once, a large one would hold up all other threads."""
    return msgspec.Raw(
        msgspec.msgpack.encode({key: msgspec.Raw(msgspec.msgpack.encode(one)) for key, one in mapping.items()})
    )


def save_snapshot(bench: LabState, heads: Heads, snapshot: Path, rows: int, apart: Collection[str] = ()) -> None:
    """Save a state; a snapshot that cannot be written only makes the next start slower.

    Args:
        bench: The state.
        heads: Of the journal's chains, as far as it follows from them.
        snapshot: Where it is kept.
        rows: How many rows the journal's file had had by then.
        apart: The chains that stay on this computer.

    Raises:
        BenchError: It could not be written.
    """
    solutions, incubations, notes = dict(bench.solutions), dict(bench.incubations), dict(bench.notes)
    in_hand = {key: one for key, one in solutions.items() if not _is_past(one)}
    running = {key: one for key, one in incubations.items() if not _is_past(one)}
    about = in_hand.keys() | running.keys()
    near_notes = {key: one for key, one in notes.items() if key in about}
    past = msgspec.msgpack.encode(
        {
            "solutions": _in_pieces({key: one for key, one in solutions.items() if _is_past(one)}),
            "incubations": _in_pieces({key: one for key, one in incubations.items() if _is_past(one)}),
        }
    )
    noted = msgspec.msgpack.encode(_in_pieces({key: one for key, one in notes.items() if key not in about}))
    near = {name: getattr(bench, name) for name in bench.__struct_fields__}
    near |= {"solutions": in_hand, "incubations": running, "notes": near_notes}
    kept = {
        "reducer": REDUCER_VERSION,
        "heads": dict(heads),
        "bench": {name: _in_pieces(part) if isinstance(part, Mapping) else part for name, part in near.items()},
        "solutions": list(solutions),
        "incubations": list(incubations),
        "past": _Part(len(past), zlib.crc32(past)),
        "noted": _Part(len(noted), zlib.crc32(noted)),
        "rows": rows,
        "apart": sorted(apart),
    }
    first = msgspec.msgpack.encode(kept)
    write_whole(snapshot, len(first).to_bytes(_SIZE, "little") + first + past + noted)
