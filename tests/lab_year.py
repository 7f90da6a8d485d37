"""Computers of a lab over many days, with every fault that folders have: at the end all hold one set and one state.

    python -m tests.lab_year [COMPUTERS] [DAYS] [SEED]

Each computer has its own copy of the folder, as a sharing service makes it: files arrive late, in another order, cut,
twice under a strange name, and come back after they were deleted; a copy is emptied. Computers are off for days, are
killed before, in and after a write and in the middle of a look, are restored from an old backup, and have clocks that
are wrong by up to ten minutes, one by a day. Some work alone at first and join later, with all that they have or from
now on: then nothing of before is ever in a folder, and what is shared is the same there as everywhere. They leave the
lab, work on and come back; they say that another one is not used any more, and that it is again. Two of them let
their state follow from what comes as the program does, and must come to what all entries replayed come to. Run by
`make torture` with thirty computers, a year and three seeds.

What is the same for all is worked out once: the reading of a segment's bytes, and the replay of a set of entries.
"""

import hashlib
import random
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache

from msgspec.structs import replace

from benchapp.domain.journal.entries import (
    AliquotThawed,
    AmountTaken,
    Body,
    ChainsApart,
    ChainStarted,
    ComputerRetired,
    Entry,
    IncubationBrought,
    IncubationStarted,
    LabRuleSet,
    NoteAdded,
    RedoseGiven,
    Retracted,
    RingsHere,
    SolutionAdded,
    SolutionBrought,
    SolutionDiscarded,
)
from benchapp.domain.journal.sharing.merging import Place, replay_all, replay_apart
from benchapp.domain.journal.sharing.taking_along import taken_along
from benchapp.domain.journal.state import LabState, replay
from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.messages import Message
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment
from benchapp.presenters.session.state_history import StateHistory
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.encoding import StoredRow, entry_of, in_utc
from benchapp.store.lab import own_segments, taking
from benchapp.store.lab.exchange import Exchange
from benchapp.store.lab.own_name import Mine
from benchapp.store.lab.segments import SegmentName, UnfitError, Written, unpack
from tests.making import BEGIN, incubation, solution
from tests.sequences import asked_for
from tests.store.lab.making_lab import FolderInMemory, RowsInMemory, chain_id

# How many times a day a computer that is on looks into the folder, and writes up to two entries.
LOOKS, BUSY_LOOKS = 8, 4
# A year of these entries does not fill a real large segment.
SEALED_BYTES = 24 * 1024
# How often a program is killed at each of the moments at which it can be.
KILL = 0.005
# How many computers let their state follow from what comes, day by day.
FOLLOWERS = 2


class KilledError(Exception):
    """The program was killed."""


class Deadly:
    """Kills the program now and then.

    Args:
        chance: By which it does.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.kill = 0.0

    def may_kill(self) -> None:
        if self.chance.random() < self.kill:
            raise KilledError


class Replica(FolderInMemory):
    """One computer's copy of the folder; what it writes travels to the others."""

    def __init__(self, deadly: Deadly) -> None:
        super().__init__()
        self.deadly = deadly
        self.sent: list[tuple[str, bytes, bool]] = []
        self.deleted: list[str] = []

    def put(self, name: SegmentName, data: bytes, *, sealed: bool = False) -> None:
        self.deadly.may_kill()
        part = f"~$bc{self.deadly.chance.getrandbits(32):08x}.tmp"
        self.new[part] = data[: self.deadly.chance.randrange(len(data))]
        self.deadly.may_kill()
        del self.new[part]
        super().put(name, data, sealed=sealed)
        self.sent.append((name.text, data, sealed))
        self.deadly.may_kill()

    def read(self, name: SegmentName) -> bytes:
        self.deadly.may_kill()
        if self.deadly.chance.random() < self.deadly.kill:
            raise UnfitError(Message.SEGMENT_NOT_READ, name)
        return super().read(name)

    def remove(self, name: SegmentName) -> None:
        self.deadly.may_kill()
        super().remove(name)
        self.deleted.append(name.text)


class Held(RowsInMemory):
    """What a computer holds, on which a kill may fall too; it knows solutions, tubes and cells by their entries."""

    def __init__(self, deadly: Deadly) -> None:
        super().__init__()
        self.deadly = deadly
        self.stocks: list[str] = []
        self.tubes: list[tuple[str, str]] = []
        self.cells: list[str] = []
        self.came: list[StoredRow] = []

    def add(self, rows: Sequence[StoredRow]) -> None:
        self.deadly.may_kill()
        super().add(rows)
        self.came += rows
        for row in rows:
            if row.kind == "SolutionAdded":
                self.stocks.append(row.uuid)
            elif row.kind == "SolutionBrought":
                brought = entry_of(row).body
                assert isinstance(brought, SolutionBrought)
                self.stocks.append(brought.solution.id)
            elif row.kind == "IncubationStarted":
                self.cells.append(row.uuid)
            elif row.kind == "AliquotThawed":
                self.tubes.append((row.body.decode().split('"solution":"')[1].split('"')[0], row.uuid))
        self.deadly.may_kill()

    def forget(self, apart: Collection[str]) -> None:
        """Work on with what is shared alone."""
        bodies = [entry_of(row).body for chain, rows in self.of.items() if chain not in apart for row in rows]
        brought = {body.solution.id for body in bodies if isinstance(body, SolutionBrought)}
        brought |= {body.incubation.id for body in bodies if isinstance(body, IncubationBrought)}
        self.stocks = [name for name in self.stocks if name in brought or name.partition(":")[0] not in apart]
        self.cells = [name for name in self.cells if name in brought or name.partition(":")[0] not in apart]
        self.tubes = [(name, tube) for name, tube in self.tubes if tube.partition(":")[0] not in apart]


class Computer:
    """A computer of the lab."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.number = number
        self.chance = chance
        self.deadly = Deadly(chance)
        self.folder = Replica(self.deadly)
        self.rows = Held(self.deadly)
        self.chains: list[str] = []
        # What stays here, as is kept beside the journal too.
        self.apart: frozenset[str] = frozenset()
        self.joins_on, self.from_now_on = 0, False
        # What is kept beside the journal: the chains that it has ever written.
        self.anchors: set[str] = set()
        self.skew = timedelta(minutes=chance.uniform(-10, 10))
        self.off_until = self.left_until = 0
        self.backup: dict[str, list[StoredRow]] = {}
        self.count: Counter[str] = Counter()
        self.follower: Follower | None = None
        self._begin("new", BEGIN)

    def _begin(self, reason: str, at: datetime) -> None:
        """Start a chain, after the last one where there is one."""
        parent = self.chains[0] if self.chains else ""
        # The number of a chain that was lost is not given twice.
        chain = chain_id(self.number * 1000 + len(self.anchors) + 1)
        head = self.rows.head(parent)[1] if parent else ""
        self.rows.write(chain, ChainStarted(f"computer {self.number}", parent, head, reason), at)
        self.chains.insert(0, chain)
        self.anchors.add(chain)
        if self.apart:
            self.rows.write(chain, ChainsApart(tuple(sorted(self.apart))), at)
        self.start()

    def join(self, at: datetime) -> None:
        """Take part in the lab from now on, with what is in hand."""
        self.count["joined"] += 1
        if self.from_now_on:
            along = taken_along(replay(self.entries()), lambda _: True, self.chains, "Mara")
            self.apart = frozenset(self.rows.chains())
            self._begin("joined", at)
            for body in along:
                self.rows.write(self.chains[0], body, at)
            self.rows.forget(self.apart)
        if self.follower is not None:
            self.follower = Follower(self)

    def entries(self) -> list[Entry]:
        """Return all entries in their order."""
        found = (entry_of(row) for rows in self.rows.of.values() for row in rows)
        return sorted(found, key=lambda one: one.place)

    def start(self) -> None:
        own = frozenset({f"computer {self.number}"})
        self.exchange = Exchange(
            self.folder, self.rows, tuple(self.chains), mine=Mine(own, frozenset(self.anchors)), apart=self.apart
        )

    def work(self, now: datetime, entries: int) -> None:
        """Write down what happened."""
        at = now + self.skew
        for _ in range(entries):
            self.rows.write(self.chains[0], self._body(at), at, "Mara")

    def _body(self, at: datetime) -> Body:
        rows, moment = self.rows, Moment(at, 0.0, f"{self.number}:1")
        what = self.chance.random()
        stock = self.chance.choice(rows.stocks[-40:]) if rows.stocks else ""
        if what < 0.15 or not stock:
            # Its id is that of its entry.
            identity = f"{self.chains[0]}:{rows.head(self.chains[0])[0] + 1}"
            return SolutionAdded(replace(solution(aliquots=self.chance.choice((1, 2, 12))), id=identity, made=moment))
        if what < 0.45:
            return AliquotThawed(stock, 1, moment, stock)
        if what < 0.65 and rows.tubes:
            return AmountTaken(*self.chance.choice(rows.tubes[-40:]), Amount("5", "uL"), moment)
        if what < 0.7:
            return SolutionDiscarded(stock, "empty", stock, 1)
        if what < 0.75:
            return LabRuleSet("overage_percent", float(self.chance.randrange(5, 30)), 10.0)
        if what < 0.8:
            return self._of_cells(moment, stock)
        last = rows.of[self.chains[0]][-1]
        if what < 0.85 and last.kind in {"AliquotThawed", "AmountTaken", "NoteAdded"}:
            return Retracted(last.uuid)
        return NoteAdded(f"{self.number} at {at:%d %H:%M}", stock)

    def _of_cells(self, moment: Moment, stock: str) -> Body:
        rows, what = self.rows, self.chance.random()
        if what < 0.3 or not rows.cells:
            identity = f"{self.chains[0]}:{rows.head(self.chains[0])[0] + 1}"
            return IncubationStarted(replace(incubation(identity, every_h=24, start=moment), solution=stock))
        if what < 0.8:
            return RedoseGiven(self.chance.choice(rows.cells[-10:]), self.chance.randrange(6), moment, stock)
        if what < 0.9:
            return RingsHere(self.chance.choice(rows.cells[-10:]), self.chance.random() < 0.5)
        self.count["retired"] += 1
        return ComputerRetired(f"computer {self.chance.randrange(1, 31)}", self.chance.random() < 0.5)

    def restore(self, now: datetime) -> None:
        """Go back to the last backup; the next start sees it by what is kept beside the journal, and begins a chain."""
        kept, self.rows = self.backup, Held(self.deadly)
        for chain in kept.values():
            self.rows.add(chain)
        self.chains = [chain for chain in self.chains if chain in self.rows.of]
        self.rows.forget(self.apart)
        self.count["restores"] += 1
        self._begin("restored", now)
        if self.follower is not None:
            self.follower = Follower(self)

    def look(self, boot_s: float) -> None:
        """Look into the folder; a kill in the middle is followed by a start."""
        written = Written("0.1", in_utc(BEGIN), f"{self.number}:1", boot_s)
        try:
            looked = self.exchange.look(written, self.rows.head(self.chains[0]))
        except KilledError:
            self.count["kills"] += 1
            self.start()
        else:
            self.count["unfit"] += len(looked.unfit)
            self.count["forked"] += len(looked.forked)
            self.count["claimed"] += len(looked.claimed)


class Follower:
    """The state of a computer, as it follows from what comes.

    Args:
        computer: The computer.
    """

    def __init__(self, computer: Computer) -> None:
        self._rows = computer.rows
        self._rows.came = [row for rows in computer.rows.of.values() for row in rows]
        self._apart = computer.apart
        self._count = computer.count
        self.entries: list[Entry] = []
        self.history = StateHistory(LabState(), lambda: replay_apart(self.entries, self._apart), self._after)
        self.follow()

    def _after(self, place: Place) -> list[Entry]:
        later = self.entries[bisect_right(self.entries, place, key=lambda one: one.place) :]
        return [one for one in later if one.chain not in self._apart]

    def follow(self) -> None:
        """Let the state follow from what came since."""
        arrived = [entry_of(row) for row in self._rows.came]
        self._rows.came = []
        self.entries = sorted([*self.entries, *arrived], key=lambda one: one.place)
        self.history.fall_behind()
        if not self.history.absorb(arrived):
            self._count["replays"] += 1
            self.history.restart(*replay_all(self.entries, apart=self._apart), ())


class Service:
    """What carries files between the copies of the folder."""

    def __init__(self, computers: Sequence[Computer], chance: random.Random) -> None:
        self.computers = computers
        self.chance = chance
        self.underway: list[tuple[float, Computer, str, bytes, bool]] = []
        self.deleted: set[str] = set()
        self.count: Counter[str] = Counter()
        self.most_files = 0

    def send(self, now_s: float, *, calm: bool) -> None:
        """Take up what was written, and deliver what has arrived."""
        for sender in self.computers:
            for text, data, sealed in sender.folder.sent:
                # What was put back is a new file.
                self.deleted.discard(text)
                for other in self.computers:
                    if other is not sender:
                        delay = 0.0 if calm else self.chance.expovariate(1 / 7200)
                        self.underway.append((now_s + delay, other, text, data, sealed))
            for text in sender.folder.deleted:
                self.deleted.add(text)
                for other in self.computers:
                    # On some computers a deleted file is not deleted.
                    if calm or self.chance.random() < 0.95:
                        other.folder.new.pop(text, None)
            sender.folder.sent, sender.folder.deleted = [], []
        waiting = []
        for arrival in self.underway:
            if arrival[0] > now_s:
                waiting.append(arrival)
            else:
                waiting += self._deliver(*arrival, calm=calm)
        self.underway = waiting
        if calm:
            self._made_whole()

    def _deliver(
        self, at_s: float, to: Computer, text: str, data: bytes, sealed: bool, *, calm: bool
    ) -> Iterator[tuple[float, Computer, str, bytes, bool]]:
        place = to.folder.old if sealed else to.folder.new
        if text in self.deleted and not sealed:
            # A deleted file comes back now and then.
            if self.chance.random() > 0.1:
                return
            self.count["came back"] += 1
        fault = 1.0 if calm else self.chance.random()
        if fault < 0.02:
            place[text] = data[: self.chance.randrange(len(data))]
            self.count["cut"] += 1
            # The rest follows.
            yield at_s + self.chance.expovariate(1 / 86400), to, text, data, sealed
        else:
            place[text] = data
        if 0.02 < fault < 0.05:
            place[text.replace(".gz", f".sync-conflict-{self.count['strange']}.gz")] = data
            self.count["strange"] += 1
        if 0.05 < fault < 0.06:
            # It arrives once more, late.
            yield at_s + self.chance.expovariate(1 / 86400), to, text, data, sealed

    def empty(self, computer: Computer) -> None:
        """Empty one copy of the folder, and bring back what the others have after a while."""
        self.count["emptied"] += 1
        computer.folder.new.clear()
        computer.folder.old.clear()
        source = self.chance.choice([one for one in self.computers if one is not computer]).folder
        for sealed, place in ((False, source.new), (True, source.old)):
            for text, data in place.items():
                if text.endswith(".gz"):
                    self.underway.append((self.chance.expovariate(1 / 86400), computer, text, data, sealed))

    def _made_whole(self) -> None:
        """Bring every copy to the same files, as a service does when all are on for long enough."""
        files: dict[tuple[str, bool], bytes] = {}
        for computer in self.computers:
            for sealed, place in ((False, computer.folder.new), (True, computer.folder.old)):
                for text, data in place.items():
                    files[text, sealed] = max(data, files.get((text, sealed), b""), key=len)
        for computer in self.computers:
            for (text, sealed), data in files.items():
                (computer.folder.old if sealed else computer.folder.new)[text] = data


@contextmanager
def _shared_work() -> Iterator[None]:
    """Read the same bytes once for all computers, and seal segments that a year of these entries fills."""
    sealed_bytes, unpacked = own_segments.SEALED_BYTES, lru_cache(maxsize=4000)(unpack)
    own_segments.SEALED_BYTES = SEALED_BYTES
    for module in (own_segments, taking):
        vars(module)["unpack"] = unpacked
    try:
        yield
    finally:
        own_segments.SEALED_BYTES = sealed_bytes
        for module in (own_segments, taking):
            vars(module)["unpack"] = unpack


def live(
    count: int, days: int, seed: int, told: Callable[[int, Sequence[Computer]], object] = lambda _day, _all: None
) -> tuple[list[Computer], Service]:
    """Let the computers of a lab work for some days, and come to rest."""
    chance = random.Random(seed)
    computers = [Computer(number, chance) for number in range(1, count + 1)]
    computers[-1].skew = timedelta(days=1)
    for computer in computers[1::3]:
        # Every second of these with all that it has.
        computer.joins_on, computer.from_now_on = days // 4, computer.number % 2 == 0
    for computer in computers[:FOLLOWERS]:
        computer.follower = Follower(computer)
    service = Service(computers, chance)
    with _shared_work():
        for day in range(days):
            _one_day(day, computers, service, chance)
            service.most_files = max(
                service.most_files, *(len(one.folder.new) + len(one.folder.old) for one in computers)
            )
            told(day, computers)
        for calm in range(8):
            now_s = days * 86400.0 + calm * 3600
            for computer in computers:
                computer.deadly.kill = 0.0
                computer.look(now_s)
            service.send(now_s, calm=True)
    for computer in computers:
        if computer.follower is not None:
            computer.follower.follow()
    return computers, service


def _begin_day(day: int, computers: Sequence[Computer], service: Service, chance: random.Random) -> None:
    for computer in computers:
        computer.deadly.kill = 0.0
        if chance.random() < 0.1:
            computer.off_until = day + chance.randrange(1, 10)
        if chance.random() < 0.02:
            computer.backup = {chain: list(rows) for chain, rows in computer.rows.of.items()}
        if day == computer.joins_on > 0:
            computer.join(BEGIN + timedelta(days=day) + computer.skew)
        elif chance.random() < 0.005:
            computer.count["left"] += 1
            computer.left_until = day + chance.randrange(3, 30)
        if day == computer.left_until:
            computer.start()
        if computer.backup and chance.random() < 0.01:
            computer.restore(BEGIN + timedelta(days=day))
        if chance.random() < 0.003:
            service.empty(computer)


def _one_day(day: int, computers: Sequence[Computer], service: Service, chance: random.Random) -> None:
    _begin_day(day, computers, service, chance)
    for look in range(LOOKS):
        now_s = day * 86400.0 + look * 3600
        for computer in computers:
            if computer.off_until > day:
                continue
            computer.deadly.kill = 0.0
            if look < BUSY_LOOKS:
                computer.work(BEGIN + timedelta(seconds=now_s), chance.randrange(3))
            computer.deadly.kill = KILL
            if computer.joins_on <= day and computer.left_until <= day:
                computer.look(now_s)
        service.send(now_s, calm=False)
    for computer in computers:
        if computer.follower is not None:
            computer.follower.follow()


def shared_of(state: LabState, apart: Collection[str]) -> LabState:
    """Return what the others of a lab know of a state, whatever order its notes came in."""
    notes = {
        target: LongTuple.of(note for note in found if note.id.partition(":")[0] not in apart)
        for target, found in sorted(state.notes.items())
    }
    return replace(
        state,
        solutions={name: one for name, one in state.solutions.items() if not one.apart},
        incubations={name: one for name, one in state.incubations.items() if not one.apart},
        notes={target: found for target, found in notes.items() if len(found)},
    )


def hash_of(state: LabState) -> str:
    """Return the hash of a state, whatever order its parts came in."""
    parts = [sorted(map(repr, state.solutions.items())), sorted(map(repr, state.incubations.items()))]
    return hashlib.sha256(repr([*parts, sorted(map(repr, state.notes.items())), state.rules]).encode()).hexdigest()


def states_of(computers: Sequence[Computer]) -> set[str]:
    """Return the hashes of what is shared of the states of the computers, one for each different set of entries."""
    found: dict[frozenset[str], LabState] = {}
    followed = set()
    for computer in computers:
        known = frozenset(computer.rows.everything())
        if known not in found:
            found[known] = shared_of(replay_apart(computer.entries(), computer.apart), computer.apart)
        if computer.follower is not None:
            followed.add(hash_of(shared_of(computer.follower.history.state, computer.apart)))
    states = {hashlib.sha256(repr(state).encode()).hexdigest() for state in found.values()}
    return states if followed <= {hash_of(state) for state in found.values()} else states | followed


def _shared_rows(computer: Computer) -> frozenset[str]:
    return frozenset(
        row.hash for chain, rows in computer.rows.of.items() if chain not in computer.apart for row in rows
    )


def wrong_with(computers: Sequence[Computer]) -> list[str]:
    """Return what does not hold: one set, one state, whole chains, no entry lost, nothing given that was to stay."""
    found = []
    if len(sets := {_shared_rows(computer) for computer in computers}) != 1:
        found.append(f"the computers hold different entries: {sorted(map(len, sets))}")
    if len(states_of(computers)) != 1:
        found.append("the computers have different states")
    stays = {chain: computer for computer in computers for chain in computer.apart}
    for computer in computers:
        listed = (*computer.folder.new, *computer.folder.old)
        given = {chain for chain in stays if any(chain in text for text in listed)}
        held = {chain for chain, of in stays.items() if of is not computer and chain in computer.rows.of}
        found += [f"{chain} was to stay where it was" for chain in sorted(given | held)]
    rows = [row for held in computers[0].rows.of.values() for row in held]
    found += [str(finding) for finding in check_chain(rows)]
    if any(computer.count["forked"] or computer.count["claimed"] for computer in computers):
        found.append("a chain was taken for forked, or for somebody else's")
    return found


def main() -> int:
    """Let the computers live, and print what came of it."""
    count, days, seed = asked_for(30, 365, 1)
    begun = time.process_time()

    def told(day: int, computers: Sequence[Computer]) -> None:
        if day % 30 == 29:
            entries = len(computers[0].rows.everything())
            files = len(computers[0].folder.new), len(computers[0].folder.old)
            spent = time.process_time() - begun
            sys.stderr.write(f"seed {seed}, day {day + 1}: {entries} entries, files {files}, {spent:.0f} s\n")

    computers, service = live(count, days, seed, told)
    found = wrong_with(computers)
    entries, chains = len(computers[0].rows.everything()), len(computers[0].rows.of)
    counts = sum((one.count for one in computers), service.count)
    sealed = max(len(one.folder.old) for one in computers)
    sys.stdout.write(
        f"{count} computers, {days} days, seed {seed}: {entries} entries of {chains} chains, "
        f"{', '.join(f'{number} {what}' for what, number in sorted(counts.items()))}; at most "
        f"{service.most_files} files, {sealed} of them sealed; state {min(states_of(computers))[:12]}; "
        f"{time.process_time() - begun:.0f} s of processor time; {len(found)} wrong\n"
    )
    for text in found:
        sys.stdout.write(text + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
