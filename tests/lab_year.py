"""Computers of a lab over many days, with every fault that folders have: at the end all hold one set and one state.

    python -m tests.lab_year [COMPUTERS] [DAYS] [SEED]

Each computer has its own copy of the folder, as a sharing service makes it: files arrive late, in another order, half,
twice under a strange name, and come back after they were deleted. Computers are off for days, are killed in the middle
of a look, restored from an old backup, and have clocks that are wrong. Run by `make torture` with thirty computers, a
year and three seeds.
"""

import hashlib
import random
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from benchapp.domain.journal.entries import ChainStarted, NoteAdded
from benchapp.domain.journal.state import replay
from benchapp.domain.messages import Message
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.encoding import StoredRow, entry_of, in_utc
from benchapp.store.lab.exchange import Exchange
from benchapp.store.lab.segments import SegmentName, UnfitError, Written
from tests.making import BEGIN
from tests.store.lab.making_lab import FolderInMemory, RowsInMemory, chain_id

# How many times a day a computer that is on looks into the folder, and how many entries it writes.
LOOKS, ENTRIES = 8, 4


class KilledError(Exception):
    """The program was killed."""


class Replica(FolderInMemory):
    """One computer's copy of the folder; what it writes travels to the others."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.kill = 0.0
        self.sent: list[tuple[str, bytes, bool]] = []
        self.deleted: list[str] = []

    def put(self, name: SegmentName, data: bytes, *, sealed: bool = False) -> None:
        if self.chance.random() < self.kill:
            raise KilledError
        super().put(name, data, sealed=sealed)
        self.sent.append((name.text, data, sealed))
        if self.chance.random() < self.kill:
            raise KilledError

    def read(self, name: SegmentName) -> bytes:
        if self.chance.random() < self.kill:
            raise KilledError
        if self.chance.random() < self.kill:
            raise UnfitError(Message.SEGMENT_NOT_READ, name)
        return super().read(name)

    def remove(self, name: SegmentName) -> None:
        super().remove(name)
        self.deleted.append(name.text)


class Computer:
    """A computer of the lab."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.number = number
        self.chance = chance
        self.folder = Replica(chance)
        self.rows = RowsInMemory()
        self.chains: list[str] = []
        self.skew = timedelta(minutes=chance.uniform(-10, 10))
        self.off_until = 0
        self.backup: dict[str, list[StoredRow]] = {}
        self.kills = self.restores = 0
        self.begin("new", BEGIN)

    def begin(self, reason: str, at: datetime) -> None:
        """Start a chain, after the last one where there is one."""
        parent = self.chains[0] if self.chains else ""
        chain = chain_id(self.number * 1000 + len(self.chains) + 1)
        head = self.rows.head(parent)[1] if parent else ""
        self.rows.write(chain, ChainStarted(f"computer {self.number}", parent, head, reason), at)
        self.chains.insert(0, chain)
        self.start()

    def start(self) -> None:
        self.exchange = Exchange(self.folder, self.rows, tuple(self.chains))

    def work(self, now: datetime, entries: int) -> None:
        """Write down what happened."""
        for _ in range(entries):
            about = self.chance.choice(("i1", "s1", "s2"))
            at = now + self.skew
            self.rows.write(self.chains[0], NoteAdded(f"{self.number} at {at:%d %H:%M}", about), at, "Mara")

    def restore(self, now: datetime) -> None:
        """Go back to the last backup; the next start sees it, and begins a chain."""
        self.rows.of = {chain: list(rows) for chain, rows in self.backup.items()}
        self.chains = [chain for chain in self.chains if chain in self.rows.of]
        self.restores += 1
        # The number of a chain that was lost is not given twice.
        self.chains.insert(0, chain_id(self.number * 1000 + 500 + self.restores))
        self.rows.write(self.chains[0], ChainStarted(f"computer {self.number}", reason="restored"), now)
        self.start()

    def look(self, boot_s: float) -> None:
        """Look into the folder; a kill in the middle is followed by a start."""
        try:
            self.exchange.look(Written("0.1", in_utc(BEGIN), f"{self.number}:1", boot_s))
        except KilledError:
            self.kills += 1
            self.start()


class Service:
    """What carries files between the copies of the folder."""

    def __init__(self, computers: Sequence[Computer], chance: random.Random) -> None:
        self.computers = computers
        self.chance = chance
        self.underway: list[tuple[float, Computer, str, bytes, bool]] = []
        self.strange = 0

    def send(self, now_s: float, *, calm: bool) -> None:
        """Take up what was written, and deliver what has arrived."""
        for sender in self.computers:
            for text, data, sealed in sender.folder.sent:
                for other in self.computers:
                    if other is not sender:
                        delay = 0.0 if calm else self.chance.expovariate(1 / 7200)
                        self.underway.append((now_s + delay, other, text, data, sealed))
            for text in sender.folder.deleted:
                for other in self.computers:
                    # A service may bring a deleted file back.
                    if calm or self.chance.random() < 0.9:
                        other.folder.new.pop(text, None)
            sender.folder.sent, sender.folder.deleted = [], []
        waiting = []
        for arrival in self.underway:
            if arrival[0] > now_s:
                waiting.append(arrival)
            else:
                self._deliver(*arrival[1:], calm=calm)
        self.underway = waiting
        if calm:
            self._made_whole()

    def _deliver(self, to: Computer, text: str, data: bytes, sealed: bool, *, calm: bool) -> None:
        place = to.folder.old if sealed else to.folder.new
        fault = 1.0 if calm else self.chance.random()
        if fault < 0.02:
            place[text] = data[: self.chance.randrange(len(data))]
        else:
            place[text] = data
        if 0.02 < fault < 0.05:
            place[text.replace(".gz", f".sync-conflict-{self.strange}.gz")] = data
            self.strange += 1

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


def live(count: int, days: int, seed: int) -> tuple[list[Computer], Service]:
    """Let the computers of a lab work for some days, and come to rest."""
    chance = random.Random(seed)
    computers = [Computer(number, chance) for number in range(1, count + 1)]
    computers[-1].skew = timedelta(days=1)
    service = Service(computers, chance)
    for day in range(days):
        for computer in computers:
            if chance.random() < 0.1:
                computer.off_until = day + chance.randrange(1, 10)
            if chance.random() < 0.02:
                computer.backup = {chain: list(rows) for chain, rows in computer.rows.of.items()}
            if computer.backup and chance.random() < 0.01:
                computer.restore(BEGIN + timedelta(days=day))
        for look in range(LOOKS):
            now_s = day * 86400.0 + look * 3600
            for computer in computers:
                if computer.off_until > day:
                    continue
                computer.folder.kill = 0.005
                if look * 2 < ENTRIES * 2:
                    computer.work(BEGIN + timedelta(seconds=now_s), chance.randrange(3))
                computer.look(now_s)
            service.send(now_s, calm=False)
    for calm in range(6):
        for computer in computers:
            computer.folder.kill = 0.0
            computer.look(days * 86400.0 + calm * 3600)
        service.send(days * 86400.0 + calm * 3600, calm=True)
    return computers, service


def state_of(computer: Computer) -> str:
    """Return the hash of the state that follows from what a computer holds."""
    rows = [row for rows in computer.rows.of.values() for row in rows]
    rows.sort(key=lambda row: (row.lamport, row.chain, row.sequence))
    return hashlib.sha256(repr(replay(entry_of(row) for row in rows)).encode()).hexdigest()


def wrong_with(computers: Sequence[Computer]) -> list[str]:
    """Return what does not hold: one set, one state, whole chains, no entry lost."""
    found = []
    if len({frozenset(computer.rows.everything()) for computer in computers}) != 1:
        counts = [len(computer.rows.everything()) for computer in computers]
        found.append(f"the computers hold different entries: {counts}")
    if len({state_of(computer) for computer in computers}) != 1:
        found.append("the computers have different states")
    rows = [row for held in computers[0].rows.of.values() for row in held]
    found += [str(finding) for finding in check_chain(rows)]
    return found


def main() -> int:
    """Let the computers live, and print what came of it."""
    numbers = [int(text) for text in sys.argv[1:]]
    count, days, seed = (*numbers, *(30, 365, 1)[len(numbers) :])
    begun = time.process_time()
    computers, service = live(count, days, seed)
    found = wrong_with(computers)
    entries, chains = len(computers[0].rows.everything()), len(computers[0].rows.of)
    kills, restores = sum(one.kills for one in computers), sum(one.restores for one in computers)
    files = max(len(one.folder.new) + len(one.folder.old) for one in computers)
    print(  # noqa: T201
        f"{count} computers, {days} days, seed {seed}: {entries} entries of {chains} chains, {kills} kills, "
        f"{restores} restores, {service.strange} strange names, {files} files, "
        f"{time.process_time() - begun:.0f} s of processor time"
    )
    for text in found:
        print(text)  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
