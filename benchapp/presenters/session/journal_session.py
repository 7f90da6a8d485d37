"""The book: the journal, the bench that follows from it, and the one way to write into it.

Save, then show: `record` returns when the entry is on disk, and only then does the bench change and `changed`
go out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from benchapp.base.clock import Clock
from benchapp.domain.journal.entries import Body, ClockChanged, Entry, Retracted
from benchapp.domain.journal.state import LabState
from benchapp.domain.lab.pipettes import Pipette
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.moments import BootSpan, Moment, wall_disagreement
from benchapp.presenters.session.anchor_record import AnchorRecord
from benchapp.presenters.session.state_history import StateHistory
from benchapp.store.journal.backups import Backup
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.snapshot import load_bench, save_snapshot

if TYPE_CHECKING:
    from benchapp.domain.units.durations import ParsedDuration
    from benchapp.presenters.session.arrivals import Arrivals
    from benchapp.presenters.session.elsewhere import Elsewhere
    from benchapp.presenters.session.joining import Joining


# Takes what is to be done, and what is called at its end or with the error in its place.
Aside: TypeAlias = "Callable[[Callable[[], None], Callable[[None], object], Callable[[BenchError], object]], object]"


class SessionReading:
    """What is read of an open journal, and which of its chains are this computer's."""

    _journal: Journal
    _history: StateHistory
    # What runs on other computers; None until the lab is looked for, after the first paint.
    elsewhere: Elsewhere | None = None

    def heads(self) -> dict[str, tuple[int, str]]:
        """Return sequence and hash of the last entry of each chain."""
        return self._journal.heads()

    def count(self) -> int:
        """Return how many entries there are; it only grows."""
        return len(self._journal)

    def last_hash(self) -> str:
        """Return the hash of the journal's last entry, "" where there is none."""
        return self._journal.last_hash()

    def entries(self) -> list[Entry]:
        """Read every entry, in the order of the journal."""
        return self._journal.entries()

    def backwards(self) -> Iterator[Entry]:
        """Yield every entry, the latest first, as far as it is asked for."""
        return self._journal.backwards()

    def find(self, entry_id: str) -> Entry | None:
        """Return one entry; None where it is not there."""
        return self._journal.find(entry_id)

    @property
    def unknown(self) -> int:
        """How many entries of other computers are of a newer version and left out."""
        return self._journal.unknown

    @property
    def path(self) -> Path:
        """The journal's file, for a worker that opens it itself."""
        return self._journal.path

    @property
    def again(self) -> Callable[[], Journal]:
        """What opens the journal once more, for reading, in a worker."""
        return self._journal.again

    @property
    def why_read_only(self) -> BenchError | None:
        """Why nothing can be written; None where it can."""
        return self._journal.why_read_only

    def trouble(self) -> BenchError | None:
        """Return what is wrong with the place of the journal's file: deleted, moved or replaced; None if nothing."""
        return self._journal.trouble()

    def origin_of(self, name: str) -> Entry | None:
        """Return the entry by which a solution or an incubation came to be; None where there is none."""
        return self._journal.origin_of(name)

    @property
    def own_chains(self) -> tuple[str, ...]:
        """The chains that this computer has written, the one that it writes now first."""
        return self._journal.own

    @property
    def installations(self) -> frozenset[str]:
        """The ids by which this computer has begun chains."""
        return self._journal.installations

    @property
    def inherited_chains(self) -> tuple[str, ...]:
        """The chains that this computer's go on from, where its folder was copied or moved from another."""
        return self._journal.inherited

    @property
    def given_chains(self) -> tuple[str, ...]:
        """The chains of this computer that it shares in a lab: Undo reaches back to their beginning."""
        return self._journal.given

    @property
    def apart_chains(self) -> frozenset[str]:
        """The chains that stay on this computer."""
        return self._journal.apart

    @property
    def shared_again(self) -> frozenset[str]:
        """The chains of which it was said later that they are shared after all."""
        return self._journal.shared_again

    @property
    def bench(self) -> LabState:
        """Everything that holds now."""
        return self._history.state

    @property
    def person(self) -> str:
        """Who works here: the name given last on this computer; "" where none was."""
        workers = self.bench.workers
        return next((workers[chain] for chain in self._journal.own if chain in workers), "")

    @property
    def pipettes(self) -> tuple[Pipette, ...]:
        """The pipettes of this computer's bench: set here, else at the same place, else those set last anywhere."""
        kept, own = self.bench.pipettes_of, self._journal.own
        here = next((kept[chain] for chain in own if chain in kept), None)
        if here is not None or not own:
            return here or self.bench.pipettes
        beside = self.bench.computers.beside(own[0])
        return next((kept[chain] for chain in reversed(list(kept)) if chain in beside), self.bench.pipettes)

    def undoable(self) -> Entry | None:
        """Return the entry that Undo would take back; None where there is none."""
        from benchapp.domain.journal.undoing import last_undoable  # noqa: PLC0415 (the first window undoes nothing)

        return last_undoable(self._journal.backwards(), self._journal.given)

    def is_here(self, home: str) -> bool:
        """Return whether a chain is of this computer, was brought with its folder, or is not known of any."""
        journal = self._journal
        return not home or not journal.own or home in journal.own or home in journal.inherited


class JournalSession(QObject, SessionReading):
    """The journal, open, with what follows from it; a change is announced by its signals in the order given here.

    Args:
        journal: The journal.
        clock: The clock.
        anchors: The anchor file.
        snapshot: Where the bench is kept for a fast start.
        announce: Called before the whole journal is replayed, with the number of its entries.

    Attributes:
        anchor_record: The boots seen, and how far the journal went at the end of the last run.
        aside: Does in the background what nothing waits for; None where that is done at once.

    Signals:
        solutions_outdated: The solutions are to be judged again; the `Moment` of the change.
        timers_outdated: What runs is to be looked at again, by the solutions as they are now; the same `Moment`.
        recorded: An entry was written; the `Entry`.
        arrived: Entries of other computers came in.
        changed: The bench changed, and what is shown of it has followed.
        clock_set: The wall clock was set, by how many seconds.
    """

    solutions_outdated = Signal(object)
    timers_outdated = Signal(object)
    recorded = Signal(object)
    arrived = Signal()
    changed = Signal()
    clock_set = Signal(float)

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        anchors: Path,
        snapshot: Path,
        announce: Callable[[int], object] = lambda _: None,
    ) -> None:
        super().__init__()
        self._journal = journal
        self.ids = journal.ids
        self._clock = clock
        self._snapshot_path = snapshot
        self.anchor_record = AnchorRecord(anchors, journal, clock.now())
        loaded = load_bench(journal, snapshot, announce)
        self._history = StateHistory(loaded.bench, journal.state, journal.after)
        self._dirty = not loaded.current
        self._together: dict[str, tuple[str, ...]] = {}
        self.aside: Aside | None = None
        self._saving = False

    @property
    def anchors(self) -> Sequence[BootSpan]:
        """The boots seen."""
        return self.anchor_record.spans

    @property
    def clock(self) -> Clock:
        """The clock."""
        return self._clock

    def now(self) -> Moment:
        """Return the present moment."""
        return self._clock.now()

    def keep_held(self, backups: Path) -> Backup:
        """Save, as a backup, what is held of a journal that another file has taken the place of.

        Raises:
            BenchError: It cannot be written, or not all of it is there any more.
        """
        from benchapp.store.journal.replaced_journal import keep_held  # noqa: PLC0415

        return keep_held(self._journal, backups, self.local(self.now().wall))

    def write_back(self) -> None:
        """Write what is held of a deleted journal to its place again.

        Raises:
            BenchError: It could not be written.
        """
        self._journal.write_back()

    def local(self, instant: datetime) -> datetime:
        """Return an instant in the time zone of the clock."""
        return instant.astimezone(self._clock.zone)

    def local_now(self) -> datetime:
        """Return the present in the time zone shown."""
        return self.local(self.now().wall)

    def read_past(self, text: str, *, exact: bool = False) -> ParsedDuration:
        """Read when something was made or done, seen from now: "10 min ago", "yesterday 16:00"; empty is now.

        Raises:
            QuantityError: It is no time, or lies ahead.
        """
        from benchapp.domain.lab.appointments import read_past  # noqa: PLC0415 (the first window reads nothing typed)

        return read_past(text.strip() or "now", self.local(self.now().wall), exact=exact)

    def record(self, body: Body, *, ago: timedelta = timedelta(), person: str = "") -> Entry:
        """Write what happened.

        Args:
            body: What happened.
            ago: How long ago.
            person: Who says so.

        Raises:
            BenchError: It could not be saved; nothing changed.
        """
        return self.record_all([body], ago=ago, person=person)[0]

    def record_all(self, bodies: Sequence[Body], *, ago: timedelta = timedelta(), person: str = "") -> list[Entry]:
        """Write what happened, all of it or nothing.

        Raises:
            BenchError: It could not be saved; nothing changed.
        """
        now, asked = self._clock.now(), len(bodies)
        if self._journal.apart:
            from benchapp.domain.journal.sharing.taking_along import needed  # noqa: PLC0415 (most share everything)

            bodies = [*needed(self.bench, bodies), *bodies]
        entries = self._journal.append_all(
            bodies, recorded=now.wall, happened=now.wall - ago, zone=self._clock.zone.key, person=person
        )
        for entry in entries:
            self._history.follow(entry)
        self._dirty = True
        self.anchor_record.save()
        self._together |= dict.fromkeys(ids := tuple(entry.id for entry in entries), ids)
        self._announce(entries, now)
        return entries[-asked:]

    def _announce(self, entries: Sequence[Entry], now: Moment) -> None:
        """Announce the entries that were written, solutions before timers: an alarm about a re-dose names its stock."""
        self.solutions_outdated.emit(now)
        self.timers_outdated.emit(now)
        for entry in entries:
            self.recorded.emit(entry)
        self.changed.emit()

    @property
    def arrivals(self) -> Arrivals:
        """What lets the state follow from entries of other computers that came into the journal."""
        from benchapp.presenters.session.arrivals import Arrivals  # noqa: PLC0415 (one computer alone does without)

        return Arrivals(self._journal, self._history, self._announce_arrived)

    @property
    def joining(self) -> Joining:
        """What lets this computer join a lab with the journal that it has."""
        from benchapp.presenters.session.joining import Joining  # noqa: PLC0415 (one computer alone does without)

        return Joining(self._journal, self._history, self._clock, self._announce_arrived)

    def _announce_arrived(self) -> None:
        self._dirty = True
        self.anchor_record.save()
        now = self._clock.now()
        self.solutions_outdated.emit(now)
        self.timers_outdated.emit(now)
        self.arrived.emit()
        self.changed.emit()

    def written_with(self, entry_id: str) -> tuple[str, ...]:
        """Return the ids of what one press wrote, this entry among them, as far as this run knows."""
        return self._together.get(entry_id, (entry_id,))

    def undo_last(self) -> Entry:
        """Undo all that the last press wrote; return the last entry of it.

        Raises:
            BenchError: There is none, something later rests on it, or it could not be saved.
        """
        return self.undo(*(self.written_with(last.id) if (last := self.undoable()) is not None else ()))

    def undo(self, *wanted: str) -> Entry:
        """Undo entries, all of them or none; return the last one.

        Raises:
            BenchError: Something later rests on one, or it could not be saved.
        """
        from benchapp.domain.journal.undoing import back_to, check_undo_all  # noqa: PLC0415

        if any(self._journal.is_closed(one) for one in wanted):
            raise BenchError(Message.UNDO_CLOSED)
        later = back_to(wanted, self._journal.backwards())
        undone = check_undo_all(wanted, later, self._journal.given, self.bench.solutions, self._journal.apart)
        self.record_all([Retracted(one.id) for one in undone], person=self.person)
        return undone[0]

    def beat(self, now: Moment) -> None:
        """Read the clock: renew the anchor each minute, and notice a wall clock that was set."""
        by = wall_disagreement(self.anchor_record.spans, now)
        if not by and not self.anchor_record.due(now):
            return
        self.anchor_record.renew(now)
        self._save_snapshot(aside=True)
        if by:
            if self.why_read_only is None:
                self.record(ClockChanged(by.total_seconds()))
            self.clock_set.emit(by.total_seconds())

    def abandon(self) -> None:
        """Drop the journal without saving anything more, as a killed process does."""
        self._journal.close()

    def close(self) -> None:
        """Save what makes the next start fast, and close the journal."""
        self.anchor_record.renew(self._clock.now())
        self._save_snapshot()
        self._journal.close()

    def _save_snapshot(self, *, aside: bool = False) -> None:
        # One that does not follow from all that came in would be taken for whole at the next start.
        if not self._dirty or self._history.behind or (aside and self._saving):
            return
        save = partial(save_snapshot, self.bench, self._journal.heads(), self._snapshot_path)
        save = partial(save, self._journal.rows_known, self._journal.apart)
        self._dirty = False
        if aside and self.aside is not None:
            self._saving = True
            self.aside(save, self._on_saved, self._on_not_saved)
            return
        try:
            save()
        except BenchError as error:
            self._on_not_saved(error)

    def _on_saved(self, _none: object = None) -> None:
        self._saving = False

    def _on_not_saved(self, _error: BenchError) -> None:
        self._saving = False
        self._dirty = True
