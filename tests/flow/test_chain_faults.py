"""A finding of the check of the journal is shown until a person has answered it, whatever is written since."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from benchapp.app.start.startup import open_journal
from benchapp.domain.journal.chain_faults import ChainFaultAnswered, ChainFaultFound
from benchapp.domain.journal.entries import PersonNamed
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.selftest.scenario import Scenario
from benchapp.store.journal.anchors import load_anchors
from benchapp.store.journal.encoding import StoredRow, encode_body
from benchapp.store.journal.journal_file import COLUMNS
from tests.flow.begun_day import BegunDay, ResumedScenario, with_index
from tests.flow.begun_day import begin as begin_day


def cut_tail(journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as tool, tool:
        tool.execute("DELETE FROM entry WHERE sequence = (SELECT max(sequence) FROM entry)")


def change_last(journal: Path) -> None:
    """Change the last entry and work its hash out anew, as only somebody who knows the program does."""
    columns = ", ".join(COLUMNS)
    with closing(sqlite3.connect(journal)) as tool, tool:
        row = StoredRow(*tool.execute(f"SELECT {columns} FROM entry ORDER BY sequence DESC LIMIT 1").fetchone())  # noqa: S608
        changed = replace(row, kind="PersonNamed", version=1, body=encode_body(PersonNamed("Eve")))
        sets = (changed.kind, changed.version, changed.body, changed.computed_hash(), row.uuid)
        tool.execute("UPDATE entry SET kind = ?, version = ?, body = ?, hash = ? WHERE uuid = ?", sets)


def change_inside(journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as tool, tool:
        tool.execute("UPDATE entry SET person = 'Eve' WHERE sequence = 2")


def damage_anchors(journal: Path) -> None:
    journal.with_name("anchors.json").write_bytes(b'{"spans": [')


def cut_tail_and_hide_it(journal: Path) -> None:
    """Take the file of the last heads away as well: what the backups hold tells all the same."""
    cut_tail(journal)
    journal.with_name("anchors.json").unlink()


TAMPERED: list[tuple[Callable[[Path], None], str]] = [
    (cut_tail, "of the journal is missing"),
    (change_last, "was changed after it was written"),
    (change_inside, "was changed after it was written"),
    (damage_anchors, "anchors.json"),
]


def begin(acting: Scenario) -> None:
    acting.begin_with_stock()
    acting.press("solutions.rules.stock_frozen_20_d.91")


@pytest.fixture(scope="module")
def ruled_day(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, bundled_index: Path) -> BegunDay:
    """A day that began with a stock in hand and an answer how long it keeps."""
    return begin_day(qapp, with_index(tmp_path_factory.mktemp("ruled"), bundled_index), begin)


@pytest.fixture
def rehearsal(qapp: QApplication, tmp_path: Path, ruled_day: BegunDay) -> Iterator[Scenario]:
    acting = ResumedScenario(qapp, tmp_path / "data", ruled_day)
    acting.settle()
    yield acting
    acting.end()
    qapp.setStyleSheet("")


def again(rehearsal: Scenario, tamper: Callable[[Path], None] | None = None) -> None:
    """End the program, let another tool change the journal, and start it again with the page open."""
    rehearsal.program.end()
    rehearsal.kill()
    if tamper is not None:
        tamper(rehearsal.folder.journal)
    rehearsal.start_again()
    rehearsal.press("rail.pages.journal")


def bodies(rehearsal: Scenario, kind: type) -> list[object]:
    return [one.body for one in rehearsal.program.services.session.entries() if isinstance(one.body, kind)]


def shown(rehearsal: Scenario) -> bool:
    return not rehearsal.program.rooms.journal.page.faults.isHidden()


@pytest.mark.parametrize(("tamper", "said"), TAMPERED)
def test_what_another_tool_did_is_found_at_the_next_start(
    rehearsal: Scenario, tamper: Callable[[Path], None], said: str
) -> None:
    again(rehearsal, tamper)

    assert said in rehearsal.read("journal.fault0.words")
    assert len(bodies(rehearsal, ChainFaultFound)) == 1


# What becomes of a finding is the same for each: what it says is in it.
ANSWERED = [TAMPERED[0], *(pytest.param(*one, marks=pytest.mark.torture) for one in TAMPERED[1:])]


@pytest.mark.parametrize(("tamper", "said"), ANSWERED)
def test_a_finding_is_shown_until_somebody_has_answered_it(
    rehearsal: Scenario, tamper: Callable[[Path], None], said: str
) -> None:
    again(rehearsal, tamper)
    assert said in rehearsal.read("journal.fault0.words")
    rehearsal.program.services.session.record(PersonNamed("Mara"))
    again(rehearsal)
    again(rehearsal)
    assert said in rehearsal.read("journal.fault0.words")
    assert said in rehearsal.read("journal.chain.state")
    assert len(bodies(rehearsal, ChainFaultFound)) == 1, "once, not at each start"

    rehearsal.press("journal.fault0.answer")
    assert shown(rehearsal), "an answer says what had happened"
    rehearsal.type_into("journal.fault0.reason", "The computer was set back to Monday.")
    rehearsal.press("journal.fault0.answer")

    assert not shown(rehearsal)
    assert "Resolved before" in rehearsal.read("journal.chain.state")
    (answer,) = bodies(rehearsal, ChainFaultAnswered)
    assert isinstance(answer, ChainFaultAnswered)
    assert answer.reason == "The computer was set back to Monday."
    assert rehearsal.program.services.session.entries()[-1].person == "Mara"
    sentence = str(rehearsal.program.rooms.journal.table.index(0, 2).data())
    assert said in sentence
    assert "set back to Monday" in sentence
    again(rehearsal)
    assert not shown(rehearsal)
    assert "Resolved before" in rehearsal.read("journal.chain.state")
    assert len(bodies(rehearsal, ChainFaultFound)) == 1


def test_a_tail_that_is_cut_together_with_the_file_of_the_heads_is_found_by_the_backups(rehearsal: Scenario) -> None:
    rehearsal.program.rooms.backups.back_up()
    rehearsal.wait()

    again(rehearsal, cut_tail_and_hide_it)

    assert "of the journal is missing" in rehearsal.read("journal.fault0.words")
    again(rehearsal)
    assert len(bodies(rehearsal, ChainFaultFound)) == 1


def test_what_was_answered_hides_nothing_that_is_done_later(rehearsal: Scenario) -> None:
    again(rehearsal, change_inside)
    rehearsal.type_into("journal.fault0.reason", "a trial")
    rehearsal.press("journal.fault0.answer")
    rehearsal.program.services.session.record(PersonNamed("Mara"))

    again(rehearsal, cut_tail)

    assert "of the journal is missing" in rehearsal.read("journal.fault0.words")


def test_undo_takes_back_neither_a_finding_nor_its_answer(rehearsal: Scenario) -> None:
    again(rehearsal, change_inside)
    book = rehearsal.program.services.session
    found = book.entries()[-1]
    assert isinstance(found.body, ChainFaultFound)
    with pytest.raises(BenchError) as refused:
        book.undo(found.id)
    assert refused.value.code is Message.NOTHING_TO_UNDO
    last = book.undoable()

    assert last is None or last.kind not in {"ChainFaultFound", "ChainFaultAnswered"}


def test_a_kill_before_the_first_check_is_back_loses_no_finding(rehearsal: Scenario) -> None:
    rehearsal.program.end()
    rehearsal.kill()
    missing = load_anchors(rehearsal.folder.anchors).heads
    cut_tail(rehearsal.folder.journal)
    folder, clock = rehearsal.folder, rehearsal.clock
    book = JournalSession(open_journal(folder, clock, "a-laptop"), clock, folder.anchors, folder.snapshot)
    book.record(PersonNamed("Mara"))
    book.beat(clock.now())
    book.abandon()

    assert {chain: load_anchors(folder.anchors).heads[chain] for chain in missing} == missing
    rehearsal.start_again()
    rehearsal.press("rail.pages.journal")
    assert "of the journal is missing" in rehearsal.read("journal.fault0.words")


def test_a_damaged_file_of_the_last_heads_is_kept_beside_the_new_one(rehearsal: Scenario) -> None:
    again(rehearsal, damage_anchors)

    assert (rehearsal.folder.root / "anchors-damaged-1.json").read_bytes() == b'{"spans": ['
    assert load_anchors(rehearsal.folder.anchors).heads == rehearsal.program.services.session.heads()


def test_what_is_being_written_about_a_finding_stays_when_something_else_is_recorded(rehearsal: Scenario) -> None:
    again(rehearsal, change_inside)
    rehearsal.type_into("journal.fault0.reason", "half a sen")

    rehearsal.program.services.session.record(PersonNamed("Mara"))

    assert rehearsal.read("journal.fault0.reason") == "half a sen"


def test_a_whole_journal_shows_no_finding(rehearsal: Scenario) -> None:
    again(rehearsal)

    assert not shown(rehearsal)
    assert "Journal intact" in rehearsal.read("journal.chain.state")
    assert bodies(rehearsal, ChainFaultFound) == []
