"""The journal's page, without the program around it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import Entry, IncubationStarted, SolutionAdded
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.journal.journal_table import JournalTable
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.journal.journal_page import HEADERS, JournalPage
from tests.making import incubation, solution


def kinds(_bench: object, _find: object) -> Callable[[Entry], str]:
    return lambda entry: entry.kind


@pytest.fixture
def page(book: JournalSession, clock: SteppedClock, qtbot: QtBot) -> JournalPage:
    def when(instant: datetime) -> str:
        return f"{instant:%H:%M}"

    def undo() -> str:
        return book.undo_last().kind

    book.record(SolutionAdded(solution("s1", made=clock.now())), person="Mara")
    book.record(IncubationStarted(incubation("i1", 168, 48, clock.now())), person="Jo")
    made = JournalPage(JournalTable(book, kinds, when, HEADERS), undo, lambda: book.bench, book.local_now)
    qtbot.addWidget(made)
    made.open()
    return made


def press(page: JournalPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_what_is_looked_for_leaves_its_lines_and_says_how_many(page: JournalPage) -> None:
    assert page.found.text() == "3 entries"
    page.filter.setText("IncubationStarted")
    assert page.found.text() == "3 entries, 1 shown"
    page.filter.clear()
    page.solution.setCurrentIndex(page.solution.findText("BC-S10000"))
    page.solution.activated.emit(page.solution.currentIndex())

    assert page.table.model().rowCount() == 1


def test_the_report_is_of_the_incubation_that_is_chosen(page: JournalPage, qtbot: QtBot) -> None:
    assert not page.story.isEnabled()
    page.incubation.setCurrentIndex(page.incubation.findText("H929 i1"))
    page.incubation.activated.emit(page.incubation.currentIndex())

    with qtbot.waitSignal(page.story_wanted) as wanted:
        page.story.click()

    assert wanted.args == ["i1"]


def test_undo_says_what_was_undone_or_why_nothing_was(page: JournalPage, book: JournalSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.said) as said:
        press(page, "journal.actions.undo")
    assert said.args == ["Undone: IncubationStarted"]
    assert book.bench.incubations == {}

    def refused() -> str:
        raise BenchError(Message.NOTHING_TO_UNDO)

    page._undo = refused
    with qtbot.waitSignal(page.said) as said:
        press(page, "journal.actions.undo")
    assert said.args is not None
    assert not str(said.args[0]).startswith("Undone")


def test_a_backup_that_is_offered_can_be_put_back(page: JournalPage, qtbot: QtBot) -> None:
    page.show_backups("Last backup today.", [("today", Path("a")), ("yesterday", Path("b"))])

    with qtbot.waitSignal(page.restore_wanted) as wanted:
        press(page, "journal.backups.restore1")

    assert wanted.args == [Path("b")]
    assert page.backup_state.text() == "Last backup today."


def test_the_state_of_the_chain_is_said_as_the_check_found_it(page: JournalPage) -> None:
    page.show_chain(["Entry 7 was changed."], "abc")
    assert page.state.text().startswith("■ Entry 7 was changed.")
    page.show_unchecked("The disk is full.")
    assert page.state.text() == "■ Not checked. The disk is full."
    page.show_chain([], "abc")
    assert not page.state.text().startswith("■")
