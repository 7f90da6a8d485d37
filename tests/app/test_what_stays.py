"""Whatever is done after joining from now on: no byte in the folder of a lab tells what was recorded before.

What a computer can do is done in sequences that are drawn: join, leave, join again or another lab, work, undo, write
missing files again, put a backup back, rescue a damaged journal, lose it, move the folder, close a year. After each
step every file in each folder is read through for each text that was to stay.
"""

import gzip
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from benchapp.app.joining import joined, shared_since, staying
from benchapp.app.start.startup import open_journal
from benchapp.base.clock import SteppedClock
from benchapp.base.paths import DataFolder
from benchapp.domain.journal.computers import ComputerNamed
from benchapp.domain.journal.entries import (
    AliquotThawed,
    LabRuleSet,
    NoteAdded,
    SolutionAdded,
    SolutionDiscarded,
)
from benchapp.domain.journal.sharing.merging import replay_apart
from benchapp.domain.journal.state import LabState
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.lab_exchange import LabExchange, LabMember
from benchapp.presenters.session.undone_entries import UndoneEntries
from benchapp.store.files import free_name, leave_mark
from benchapp.store.journal import closing as years
from benchapp.store.journal import incremental
from benchapp.store.journal.anchors import load_anchors, save_anchors
from benchapp.store.journal.backups import backups_in, heads_in, make_backup, put_back
from benchapp.store.journal.rescue import open_or_rescue
from benchapp.store.lab.lab_folder import LabFolder
from tests.making import solution
from tests.presenters.session.test_lab_exchange import AtHand


class Computer:
    """A computer with its data folder, opened as the program opens it, and what its settings keep.

    Args:
        root: Its data folder.
        machine: Id of the machine.
        clock: Its clock.
    """

    def __init__(self, root: Path, machine: str, clock: SteppedClock) -> None:
        self.folder, self.machine, self.clock = DataFolder(root), machine, clock
        self.apart: tuple[str, ...] = ()
        self.member: LabMember | None = None
        # Id of the lab that it left last.
        self.before = ""
        root.mkdir(exist_ok=True)
        self.open()

    def open(self) -> None:
        """Open the journal, rescue it where it is damaged, and exchange with the lab."""
        folder = self.folder

        def opened(reason: str):  # type: ignore[no-untyped-def]
            return open_journal(folder, self.clock, self.machine, reason, apart=self.apart)

        heads = load_anchors(folder.anchors).heads
        journal, _ = open_or_rescue(opened, folder.journal, folder.backups, folder.mend, heads)
        self.workers = AtHand()
        self.session = JournalSession(journal, self.clock, folder.anchors, folder.snapshot)
        self.session.anchor_record.renew(self.clock.now())
        self.exchange = LabExchange(self.session, self.workers, "0.1")  # type: ignore[arg-type]
        self.exchange.changed.connect(self.keep)
        self.undone = UndoneEntries(self.session)
        self.undone.begin()
        if self.member is not None:
            self._begin(self.member)

    def _begin(self, member: LabMember) -> None:
        if (why := self.session.why_read_only) is None:
            self.exchange.join(member)
            self.workers.run()
        else:
            self.exchange.stand_by(member, why)

    def keep(self) -> None:
        """Keep in the settings what stays here, as each exchange does."""
        if self.member is not None:
            self.apart = staying(self.apart, self.session)

    def join(self, folder: Path, *, from_now_on: bool) -> None:
        """Join the lab of a folder, or make one there."""
        lab = "" if (folder / "lab.json").exists() else "Lab"
        named = ComputerNamed(self.machine)
        self.member = joined(self.session, LabFolder(folder), lab, named, from_now_on=from_now_on, before=self.before)
        self.keep()
        self._begin(self.member)

    def leave(self) -> None:
        assert self.member is not None
        self.before, self.member = self.member.lab, None
        self.exchange.leave()
        self.workers.run()

    def look(self) -> None:
        self.exchange.look()
        self.workers.run()

    def put_missing_back(self) -> None:
        """Write missing files again."""
        with suppress(BenchError):
            if (work := self.exchange.putting_back()) is not None:
                work()

    def close(self) -> None:
        self.exchange.end()
        self.workers.run()
        self.session.close()


def in_folder(folder: Path) -> str:
    """Return all that anybody can read in a folder, with the names of its files."""
    found = []
    for file in sorted(folder.rglob("*")):
        found.append(file.name)
        if file.is_file():
            data = file.read_bytes()
            found.append((gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode())
    return "\n".join(found)


def shared(state: LabState) -> tuple[object, ...]:
    """Return what two computers of a lab have to have alike."""
    solutions = {name: one for name, one in state.solutions.items() if not one.apart}
    incubations = {name: one for name, one in state.incubations.items() if not one.apart}
    return solutions, incubations, state.rules, dict(state.recipes), state.computers, dict(state.settled), state.unseen


class Sequence:
    """One computer of which much is asked, two labs with a computer each, and what may be read in neither.

    Args:
        root: Where all of it lies.
    """

    def __init__(self, root: Path) -> None:
        self.root, self.clock = root, SteppedClock()
        self.labs = (root / "lab 0", root / "lab 1")
        self.others: list[Computer] = []
        for number, folder in enumerate(self.labs):
            folder.mkdir()
            self.others.append(Computer(root / f"other {number}", f"other {number}", self.clock))
            self.others[-1].join(folder, from_now_on=False)
        self.here = Computer(root / "here", "here", self.clock)
        # What each lab is not to know, with the chain in which it was recorded and the solution that it is about.
        self.stays: list[dict[str, tuple[str, str]]] = [{}, {}]
        self.count = 0

    @property
    def at(self) -> int | None:
        """Which lab the computer is in; None for none."""
        member = self.here.member
        return None if member is None else [str(folder) for folder in self.labs].index(member.folder)

    # -- what is done ----------------------------------------------------------------------------------------

    def used_up(self) -> None:
        """Record a stock that is used up, with words that are nobody else's."""
        self.count += 1
        words = [f"{what} word {self.count:03}" for what in ("lot", "reason", "note", "person")]
        name, session = f"gone-{self.count}", self.here.session
        if session.why_read_only is not None:
            return
        bodies = (
            SolutionAdded(replace(solution(name), lot=words[0])),
            SolutionDiscarded(name, words[1]),
            NoteAdded(words[2], name),
        )
        session.record_all(bodies, person=words[3])
        for number, stays in enumerate(self.stays):
            if self.at != number:
                stays.update((word, (session.own_chains[0], name)) for word in words)

    def stock(self) -> None:
        """Record a stock that is in hand, and take a tube of one."""
        self.count += 1
        name, session = f"stock-{self.count}", self.here.session
        if session.why_read_only is None:
            session.record(SolutionAdded(solution(name)))
            known = next(iter(session.bench.in_hand())).solution.id
            session.record(AliquotThawed(known, 1, self.clock.now(), known))

    def noted(self) -> None:
        """Note something on what is used up."""
        session = self.here.session
        gone = [name for name, one in session.bench.solutions.items() if one.gone]
        if gone and session.why_read_only is None:
            session.record(NoteAdded("said later", gone[0]))

    def others_work(self) -> None:
        """In each lab the other computer sets a rule of its own, records a stock, and thaws one that it knows."""
        self.count += 1
        for number, other in enumerate(self.others):
            name, session = f"other-{number}-{self.count}", other.session
            session.record(
                LabRuleSet("overage_percent", 20.0 + 10 * number + self.count, session.bench.rules.overage_percent)
            )
            session.record(SolutionAdded(solution(name)))
            known = session.bench.in_hand()[-1].solution.id
            session.record(AliquotThawed(known, 1, self.clock.now(), known))

    def undone(self) -> None:
        with suppress(BenchError):
            self.here.session.undo_last()

    def redone(self) -> None:
        with suppress(BenchError):
            self.here.undone.bring_back()

    def undone_before(self) -> None:
        """What stayed is not taken back in the lab: that would say of it that it was there."""
        session = self.here.session
        found = next(
            (one for one in session.backwards() if one.chain in session.apart_chains and one.sequence > 2), None
        )
        if found is not None:
            with pytest.raises(BenchError):
                session.undo(found.id)

    def joins(self, lab: int, *, from_now_on: bool) -> None:
        here, folder = self.here, self.labs[lab]
        if here.member is not None or here.session.why_read_only is not None:
            return
        since = shared_since(here.session, LabFolder(folder))
        in_hand = {one.solution.id for one in here.session.bench.in_hand()}
        here.join(folder, from_now_on=from_now_on)
        stays = self.stays[lab]
        for word, (chain, name) in list(stays.items()):
            # All of it, or what the chain has that goes on there: it says so. And what Undo has put in hand again.
            if not from_now_on or chain in since or name in in_hand:
                del stays[word]

    def leaves(self) -> None:
        if self.at is not None:
            self.here.leave()

    def looks(self) -> None:
        for one in (self.here, *self.others, self.here):
            one.look()

    def put_missing_back(self) -> None:
        """A folder is emptied, and everybody writes there what is missing."""
        for folder in self.labs:
            for part in ("new", "old"):
                for file in (folder / part).glob("*"):
                    file.unlink()
        for one in (self.here, *self.others):
            one.put_missing_back()

    def reopened(self, *, killed: bool = False) -> None:
        if killed:
            self.here.session.abandon()
        else:
            self.here.close()
        self.here.open()

    def backed_up(self) -> None:
        self.clock.advance(minutes=1)
        # None is made of a journal in which something is missing since it was rescued.
        with suppress(BenchError):
            make_backup(self.here.folder.journal, self.here.folder.backups, self.clock.now().wall)

    def restored(self) -> None:
        """Put the oldest backup back."""
        folder = self.here.folder
        if not (kept := sorted(backups_in(folder.backups), key=lambda one: one.file.name)):
            return
        self.here.close()
        put_back(kept[0].file, folder.journal, free_name(folder.journal, "replaced"))
        save_anchors(folder.anchors, load_anchors(folder.anchors).with_backup(heads_in(folder.journal)))
        leave_mark(folder.restored)
        self.here.open()

    def rescued(self) -> None:
        """What says what stays is damaged: the journal is only read, then it is rescued without that."""
        folder = self.here.folder
        self.here.close()
        with closing(sqlite3.connect(folder.journal)) as file:
            file.execute("UPDATE entry SET body = x'7B' WHERE kind = 'ChainsApart'")
            file.commit()
        self.here.open()
        self.here.look()
        self.here.put_missing_back()
        self.here.close()
        leave_mark(folder.mend)
        self.here.open()

    def lost(self) -> None:
        """The journal is deleted, and what was kept for a fast start."""
        folder = self.here.folder
        self.here.close()
        for file in (*folder.root.glob("journal.sqlite*"), folder.snapshot):
            file.unlink(missing_ok=True)
        self.here.open()

    def moved(self) -> None:
        """The folder is copied to another machine, which goes on with it."""
        self.count += 1
        before, root = self.here, self.root / f"moved {self.count}"
        before.close()
        shutil.copytree(before.folder.root, root)
        self.here = Computer.__new__(Computer)
        self.here.folder, self.here.machine, self.here.clock = DataFolder(root), f"moved {self.count}", self.clock
        self.here.apart, self.here.member, self.here.before = before.apart, before.member, before.before
        self.here.open()

    def settings_lost(self) -> None:
        """The settings are set aside as damaged: this computer is in no lab that it knows of."""
        self.here.close()
        self.here.apart, self.here.member, self.here.before = (), None, ""
        self.here.open()

    def year_closed(self) -> None:
        self.clock.advance(days=500)
        folder = self.here.folder
        with suppress(BenchError):
            years.tend_years(folder.journal, folder.backups, self.clock.now().wall, lambda _done, _whole: None)
        self.reopened()
        if self.here.session.why_read_only is None:
            years.clear_years(folder.journal, folder.backups, lambda _span_s: None)

    # -- what holds ------------------------------------------------------------------------------------------

    def check(self, step: str) -> None:
        for folder, stays in zip(self.labs, self.stays, strict=True):
            text = in_folder(folder)
            told = [word for word in stays if word in text]
            assert not told, f"after {step}: {told}"

    def check_alike(self) -> None:
        """At rest, what is shared is the same where the same entries are shared."""
        self.looks()
        self.looks()
        at, session = self.at, self.here.session
        if at is None or session.why_read_only is not None or self.here.exchange.state.error is not None:
            return
        other = self.others[at].session
        given = [one for one in session.entries() if one.chain not in session.apart_chains]
        assert session.bench == replay_apart(session.entries(), session.apart_chains)
        assert {one.id for one in given} == {one.id for one in other.entries()}
        assert shared(session.bench) == shared(other.bench)

    def end(self) -> None:
        for one in (self.here, *self.others):
            one.close()


STEPS: dict[str, Callable[[Sequence], object]] = {
    "used up": Sequence.used_up,
    "stock": Sequence.stock,
    "noted": Sequence.noted,
    "others work": Sequence.others_work,
    "undone": Sequence.undone,
    "redone": Sequence.redone,
    "undone before": Sequence.undone_before,
    "joins from now on": partial(Sequence.joins, lab=0, from_now_on=True),
    "joins another from now on": partial(Sequence.joins, lab=1, from_now_on=True),
    "joins with everything": partial(Sequence.joins, lab=0, from_now_on=False),
    "joins another with everything": partial(Sequence.joins, lab=1, from_now_on=False),
    "leaves": Sequence.leaves,
    "looks": Sequence.looks,
    "put missing back": Sequence.put_missing_back,
    "reopened": Sequence.reopened,
    "killed": partial(Sequence.reopened, killed=True),
    "backed up": Sequence.backed_up,
    "restored": Sequence.restored,
    "rescued": Sequence.rescued,
    "lost": Sequence.lost,
    "moved": Sequence.moved,
    "settings lost": Sequence.settings_lost,
    "year closed": Sequence.year_closed,
}
ORDINARY = ("used up", "stock", "noted", "joins from now on", "looks", "leaves", "backed up", "restored", "used up")


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """Let short journals have years that are closed and backups that rest on others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(years, "FEWEST", 5)
        patch.setattr(incremental, "WHOLE_BELOW", 1)
        yield


def run(steps: tuple[str, ...] | list[str]) -> Sequence:
    """Do all of it; return what was done it with, ended."""
    with TemporaryDirectory() as root:
        done = Sequence(Path(root))
        try:
            for step in steps:
                STEPS[step](done)
                done.check(step)
            done.check_alike()
            done.check("the last looks")
        finally:
            done.end()
    return done


@settings(max_examples=12)
@given(st.lists(st.one_of(st.sampled_from(ORDINARY), st.sampled_from(sorted(STEPS))), min_size=4, max_size=16))
def test_no_step_gives_away_what_was_to_stay(qapp: QCoreApplication, steps: list[str]) -> None:
    assert qapp is not None
    run(["used up", "stock", "joins from now on", *steps])


# All that is joined and left, with what each way of joining shares.
GOING = (
    "stock",
    "used up",
    "others work",
    "joins from now on",
    "joins another from now on",
    "joins with everything",
    "joins another with everything",
    "leaves",
    "looks",
)
LAST = ("joins from now on", "joins another from now on", "joins with everything")


@settings(max_examples=12)
@given(st.lists(st.sampled_from(GOING), min_size=4, max_size=16), st.sampled_from(LAST))
def test_whatever_labs_a_computer_was_in_it_comes_to_what_the_others_of_its_lab_come_to(
    qapp: QCoreApplication, steps: list[str], last: str
) -> None:
    assert qapp is not None
    run(["stock", "others work", *steps, "leaves", "stock", last, "looks"])


@pytest.mark.parametrize(
    "steps",
    [
        ("joins with everything", "looks", "leaves", "stock", "joins another with everything"),
        ("joins from now on", "looks", "leaves", "stock", "joins another from now on", "leaves", "joins from now on"),
        ("joins with everything", "looks", "leaves", "joins another with everything", "leaves", "joins from now on"),
        ("joins from now on", "looks", "leaves", "joins another from now on", "leaves", "joins with everything"),
    ],
    ids=" ".join,
)
def test_each_way_from_lab_to_lab_comes_to_what_the_others_come_to(
    qapp: QCoreApplication, steps: tuple[str, ...]
) -> None:
    assert qapp is not None
    run(["stock", "others work", *(one for step in steps for one in (step, "stock", "looks")), "looks"])


BEGUN = ("used up", "stock", "backed up", "joins from now on", "looks")


@pytest.mark.parametrize(
    "steps",
    [
        (*BEGUN, "put missing back", "looks"),
        (*BEGUN, "restored", "looks", "put missing back"),
        (*BEGUN, "rescued", "looks", "put missing back"),
        (*BEGUN, "lost", "restored", "looks", "put missing back"),
        (*BEGUN, "moved", "restored", "looks", "put missing back"),
        (*BEGUN, "settings lost", "restored", "joins from now on", "looks", "put missing back"),
        (*BEGUN, "year closed", "used up", "looks", "reopened", "put missing back"),
        (*BEGUN, "leaves", "used up", "joins another from now on", "looks", "put missing back"),
        (*BEGUN, "leaves", "used up", "joins another from now on", "leaves", "joins from now on", "looks"),
        (*BEGUN, "leaves", "used up", "moved", "joins from now on", "looks", "put missing back"),
        (*BEGUN, "undone before", "undone", "looks"),
        ("stock", "used up", "undone", "joins from now on", "redone", "looks"),
    ],
    ids=" ".join,
)
def test_each_way_back_keeps_what_stays(qapp: QCoreApplication, steps: tuple[str, ...]) -> None:
    assert qapp is not None
    assert any(run(steps).stays)


def test_who_was_in_the_lab_before_goes_on_with_what_is_shared_there(qapp: QCoreApplication) -> None:
    assert qapp is not None
    done = run((*BEGUN, "leaves", "used up", "joins from now on", "looks"))
    # What was recorded out of the lab is in the chain that goes on, as the card says; what stayed before stays.
    assert {name for _, name in done.stays[0].values()} == {"gone-1"}


def test_what_is_shared_with_everything_is_so_though_an_own_chain_comes_back_that_says_it_stays(
    qapp: QCoreApplication,
) -> None:
    assert qapp is not None
    done = run((*BEGUN, "settings lost", "restored", "joins with everything", "looks"))

    assert done.here.session.apart_chains == frozenset()
    assert not done.stays[0]


def test_a_journal_that_is_only_read_writes_nothing_again(qapp: QCoreApplication, tmp_path: Path) -> None:
    assert qapp is not None
    done = Sequence(tmp_path)
    for step in BEGUN:
        STEPS[step](done)
    here = done.here
    here.close()
    with closing(sqlite3.connect(here.folder.journal)) as file:
        file.execute("UPDATE entry SET body = x'7B' WHERE kind = 'ChainsApart'")
        file.commit()
    kept = here.apart
    here.open()
    with pytest.raises(BenchError) as refused:
        here.exchange.putting_back()
    assert refused.value.code is Message.JOURNAL_DAMAGED
    assert here.apart == kept != ()
    done.end()
