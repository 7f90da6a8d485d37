"""When the folder of the lab is looked into, and what becomes of what came."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import AlarmAcknowledged, ComputerNamed, NoteAdded, PersonNamed, PipettesSet
from benchapp.domain.journal.state import replay
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.presenters.session import lab_exchange
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.lab_exchange import LabExchange, LabMember
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.snapshot import load_bench
from benchapp.store.lab.exchange import Exchange
from benchapp.store.lab.held_rows import RowsInFile
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.server_note import ServerNote, leave_note
from tests.making import BEGIN


class AtHand:
    """Does the work when it is asked to, on this thread."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def do(
        self,
        _what: Work,
        work: Callable[[], object],
        done: Callable[[object], object],
        failed: Callable[[BenchError], object],
    ) -> None:
        def run() -> None:
            try:
                value = work()
            except BenchError as error:
                failed(error)
            else:
                done(value)

        self.waiting.append(run)

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class Computer:
    """A computer with its journal and its exchange."""

    def __init__(self, folder: Path, name: str, clock: SteppedClock) -> None:
        self.clock, self.folder = clock, folder / name
        self.workers = AtHand()
        self.open()

    def open(self) -> None:
        journal = Journal(self.folder / "journal.sqlite", Writer(self.folder.name, self.clock.now().wall))
        self.session = JournalSession(journal, self.clock, self.folder / "anchors.json", self.folder / "snapshot")
        self.exchange = LabExchange(self.session, self.workers, "0.1")  # type: ignore[arg-type]

    def look(self) -> None:
        self.exchange.look()
        self.workers.run()

    def end(self) -> None:
        self.exchange.end()
        self.session.close()


@pytest.fixture
def member(tmp_path: Path) -> LabMember:
    (tmp_path / "lab").mkdir()
    lab = LabFolder(tmp_path / "lab").make("Lab")
    return LabMember(str(tmp_path / "lab"), lab.lab, lab.name)


@pytest.fixture
def two(tmp_path: Path, member: LabMember, qapp: QApplication):  # type: ignore[no-untyped-def]
    clock = SteppedClock(BEGIN)
    made = [Computer(tmp_path, name, clock) for name in ("hood", "office")]
    for one in made:
        one.exchange.join(member)
        one.workers.run()
    yield made
    for one in made:
        one.end()


def test_what_comes_is_in_the_state_and_announced_once(two: list[Computer]) -> None:
    hood, office = two
    said: list[str] = []
    hood.session.arrived.connect(lambda: said.append("arrived"))
    hood.session.changed.connect(lambda: said.append("changed"))
    office.session.record(PersonNamed("Jo"))
    office.look()
    hood.look()

    assert hood.session.bench.people == ("Jo",)
    assert said == ["arrived", "changed"]
    hood.look()
    assert said == ["arrived", "changed"]


@pytest.mark.parametrize("most", [0, 2000])
def test_what_was_written_here_meanwhile_stays(two: list[Computer], most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab_exchange, "_MOST_AT_ONCE", most)
    hood, office = two
    office.session.record(PersonNamed("Jo"))
    office.look()
    hood.exchange.look()
    hood.workers.waiting.pop(0)()
    hood.session.record(NoteAdded("written while the rest is worked out", "i1"))
    hood.workers.run()
    office.session.record(PersonNamed("Ada"))
    office.look()
    hood.look()

    assert hood.session.bench.people == ("Jo", "Ada")
    assert hood.session.bench == replay(hood.session.entries())


def test_one_look_at_a_time_and_what_was_asked_meanwhile_follows(two: list[Computer]) -> None:
    hood, _ = two
    for _ in range(3):
        hood.exchange.look()

    assert len(hood.workers.waiting) == 1
    hood.workers.waiting.pop(0)()
    assert len(hood.workers.waiting) == 1
    hood.workers.run()
    assert hood.workers.waiting == []


def test_an_answered_alarm_travels_at_once_and_other_entries_a_little_later(two: list[Computer]) -> None:
    hood, _ = two
    hood.session.record(PersonNamed("Mara"))
    # Qt lets such a timer be a twentieth late.
    assert 0 < hood.exchange._timer.remainingTime() <= lab_exchange.AFTER_ENTRY_MS * 1.06
    hood.session.record(AlarmAcknowledged("i1", 0, 0.0))
    assert hood.exchange._timer.remainingTime() == 0


def test_a_folder_that_is_away_or_anothers_is_said_and_looked_at_again(two: list[Computer], tmp_path: Path) -> None:
    hood, _ = two
    away = (tmp_path / "lab").rename(tmp_path / "away")
    hood.look()
    assert hood.exchange.state.error is not None
    assert hood.exchange.state.error.code is Message.LAB_NOT_HERE
    (tmp_path / "lab").mkdir()
    LabFolder(tmp_path / "lab").make("Another lab")
    hood.look()
    assert hood.exchange.state.error.code is Message.LAB_OTHER

    (tmp_path / "lab").rename(tmp_path / "another")
    away.rename(tmp_path / "lab")
    hood.look()
    assert hood.exchange.state.error is None


def test_a_folder_that_does_not_answer_is_not_asked_twice(two: list[Computer]) -> None:
    hood, _ = two
    assert hood.exchange.answers
    hood.exchange.look()
    assert hood.exchange.answers
    hood.clock.advance(seconds=6)
    later = hood.exchange.answers
    hood.workers.run()
    assert (later, hood.exchange.answers) == (False, True)


def test_after_leaving_nothing_is_looked_for(two: list[Computer]) -> None:
    hood, _ = two
    hood.exchange.look()
    hood.exchange.leave()
    hood.workers.run()
    hood.exchange.look()
    hood.session.record(PersonNamed("Mara"))

    assert hood.workers.waiting == []
    assert hood.exchange.state.member is None
    assert hood.exchange.putting_back() is None


def test_an_emptied_folder_is_filled_again(two: list[Computer], tmp_path: Path) -> None:
    hood, office = two
    office.session.record(PersonNamed("Jo"))
    for one in (office, hood):
        one.look()
    for file in (tmp_path / "lab" / "new").iterdir():
        file.unlink()
    put_back = hood.exchange.putting_back()

    assert put_back is not None
    assert put_back() == 2
    assert put_back() == 0


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_damaged_journal_lacks_comes_again_and_the_state_follows(
    two: list[Computer], member: LabMember, fails: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    hood, office = two
    for name in ("Jo", "Ada", "Max"):
        office.session.record(PersonNamed(name))
    office.look()
    hood.look()
    whole = hood.session.bench
    # The journal is damaged in the middle, and rescued with the start.
    hood.session.close()
    with closing(sqlite3.connect(hood.session.path)) as tool:
        query = "DELETE FROM entry WHERE json_extract(body, '$.name') = 'Ada'"
        assert tool.execute(query).rowcount == 1
        tool.commit()
    snapshot = hood.folder / "snapshot"
    snapshot.unlink()
    for _ in range(2):
        hood.open()
        hood.session.close()
    hood.open()
    assert hood.session.bench.people == ("Jo", "Max")
    assert snapshot.exists()
    if fails:
        monkeypatch.setattr(Exchange, "_give", refuse)
    hood.exchange.join(member)
    hood.workers.run()

    assert hood.session.bench == whole == replay(hood.session.entries())
    # What was kept for a fast start has the last entries as they are, and is of no use all the same.
    with closing(Journal(hood.session.path, read_only=True)) as journal:
        assert not load_bench(journal, snapshot).kept


def refuse(*_: object) -> None:
    raise BenchError(Message.LAB_AWAY, folder="/share", reason="no route")


def same_as_replayed(one: Computer) -> bool:
    return one.session.bench == replay(one.session.entries())


def test_what_was_taken_before_a_look_failed_is_in_the_state(
    two: list[Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    hood, office = two
    office.session.record(PersonNamed("Jo"))
    office.look()
    hood.session.record(PersonNamed("Mara"))

    def refuse(*_: object, **__: object) -> None:
        raise BenchError(Message.LAB_AWAY, folder="lab", reason="read-only")

    monkeypatch.setattr(LabFolder, "put", refuse)
    hood.look()

    assert hood.exchange.state.error is not None
    assert sorted(hood.session.bench.people) == ["Jo", "Mara"]
    assert same_as_replayed(hood)


def test_what_came_while_the_lab_was_left_is_in_the_state(two: list[Computer]) -> None:
    hood, office = two
    office.session.record(PersonNamed("Jo"))
    office.look()
    hood.exchange.look()
    hood.exchange.leave()
    hood.workers.run()

    assert hood.session.bench.people == ("Jo",)
    assert same_as_replayed(hood)


def again(one: Computer) -> JournalSession:
    folder = one.session.path.parent
    journal = Journal(one.session.path, Writer(folder.name, one.clock.now().wall))
    return JournalSession(journal, one.clock, folder / "anchors.json", folder / "snapshot")


def test_a_program_that_ends_before_the_state_follows_keeps_no_snapshot_of_it(two: list[Computer]) -> None:
    hood, office = two
    office.session.record(PersonNamed("Jo"))
    office.look()
    hood.exchange.look()
    # The look is done, and what came is not replayed yet.
    hood.workers.waiting.pop(0)()
    assert not hood.session.bench.people
    hood.session.record(NoteAdded("written meanwhile", "i1"))
    hood.session.close()

    opened = again(hood)
    assert opened.bench.people == ("Jo",)
    opened.close()


def test_what_could_not_be_replayed_is_replayed_at_the_next_look(
    two: list[Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    hood, office = two
    office.session.record(PersonNamed("Jo"))
    office.look()

    def fail(*_: object) -> None:
        raise BenchError(Message.NO_MEMORY, what=Work.READING)

    with monkeypatch.context() as short:
        short.setattr(lab_exchange, "replay_journal", fail)
        hood.look()
    assert not hood.session.bench.people
    office.session.record(PersonNamed("Ada"))
    office.look()
    hood.look()

    assert hood.session.bench.people == ("Jo", "Ada")
    assert same_as_replayed(hood)


def test_nothing_is_taken_into_a_file_that_lies_in_the_place_of_the_journal(two: list[Computer]) -> None:
    hood, office = two
    office.session.record(PersonNamed("Jo"))
    office.look()
    hood.session.path.rename(hood.session.path.with_name("moved away"))
    hood.look()

    assert hood.exchange.state.error is not None
    assert hood.exchange.state.error.code is Message.JOURNAL_GONE
    assert not hood.session.path.exists()
    hood.session.write_back()
    hood.look()
    assert hood.session.bench.people == ("Jo",)


def test_who_only_reads_the_journal_is_in_the_lab_and_exchanges_nothing(two: list[Computer], member: LabMember) -> None:
    hood, _ = two
    hood.exchange.leave()
    why = BenchError(Message.READ_ONLY, file="journal.sqlite")
    hood.exchange.stand_by(member, why)
    hood.look()

    assert hood.exchange.state.member == member
    assert hood.exchange.state.error is why
    assert hood.workers.waiting == []


def test_what_the_folder_says_of_a_server_is_known_after_a_look(two: list[Computer], member: LabMember) -> None:
    hood = two[0]
    assert [one.exchange.state.server for one in two] == [None, None]
    note = ServerNote(BEGIN, "The server “db” cannot be reached.", BEGIN)
    leave_note(Path(member.folder), note)
    hood.look()
    assert hood.exchange.state.server == note

    # Where the folder cannot be used, what it said last is kept.
    (Path(member.folder) / "lab.json").rename(Path(member.folder) / "away.json")
    hood.look()
    assert hood.exchange.state.error is not None
    assert hood.exchange.state.server == note


def test_who_closes_gives_what_is_new_takes_nothing_and_says_that_it_was_closed(two: list[Computer]) -> None:
    hood, office = two
    hood.look()
    office.session.record(PersonNamed("Ada"))
    office.look()
    before = hood.session.heads()
    hood.session.record(PersonNamed("Jo"))
    hood.exchange.end()
    hood.workers.run()
    assert hood.session.heads().keys() == before.keys()
    assert hood.session.bench.people == ("Jo",)

    office.look()
    assert set(office.session.bench.people) == {"Ada", "Jo"}
    presence = office.exchange.state.presence
    assert presence is not None
    (seen,) = presence.computers.values()
    assert seen.closed_at(office.clock.now()) == hood.clock.now().wall


def test_who_leaves_the_lab_gives_what_is_new_and_is_closed_for_the_others(two: list[Computer]) -> None:
    hood, office = two
    hood.look()
    office.look()
    hood.session.record(PersonNamed("Jo"))
    hood.exchange.leave()
    hood.workers.run()
    assert hood.exchange.state.member is None

    office.look()
    assert set(office.session.bench.people) == {"Jo"}
    presence = office.exchange.state.presence
    assert presence is not None
    (seen,) = presence.computers.values()
    assert seen.closed_at(office.clock.now()) is not None


@pytest.mark.parametrize("trouble", ["folder", "journal", "look"])
def test_a_folder_that_does_not_answer_holds_no_end_up(two: list[Computer], member: LabMember, trouble: str) -> None:
    hood = two[0]
    if trouble == "folder":
        (Path(member.folder) / "lab.json").unlink()
        hood.look()
    elif trouble == "journal":
        hood.session.path.rename(hood.session.path.with_name("moved away"))
    else:
        hood.exchange.look()
    waiting = len(hood.workers.waiting)
    hood.exchange.end()

    assert len(hood.workers.waiting) == waiting


def test_the_pipettes_of_the_place_are_used_where_none_were_set(two: list[Computer]) -> None:
    hood, office = two
    one, other = (USUAL_PIPETTES[:1], USUAL_PIPETTES[1:2])
    hood.session.record_all([ComputerNamed("hood", "Room 3"), PipettesSet(one)])
    office.session.record(ComputerNamed("office", "Room 3"))
    for computer in (hood, office):
        computer.look()
    third = Journal(Path(hood.session.path).parent / "third.sqlite", Writer("third", BEGIN))
    hood.look()
    assert office.session.pipettes == one

    # What somebody set at another place later is not that of this one.
    with closing(third):
        third.append_all(
            [ComputerNamed("microscope", "Room 4"), PipettesSet(other)], recorded=BEGIN, happened=BEGIN, zone="UTC"
        )
        with closing(RowsInFile(office.session.path)) as rows:
            rows.add([row for row in third.rows() if row.chain == third.own[0]])
    office.look()
    assert office.session.bench.pipettes_of[third.own[0]] == other
    assert office.session.pipettes == one
    office.session.record(PipettesSet(other))
    assert office.session.pipettes == other
