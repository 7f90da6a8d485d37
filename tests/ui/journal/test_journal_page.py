"""The journal's page, without the program around it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import Entry, IncubationStarted, SolutionAdded
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.journal.journal_table import JournalColumn, JournalRole, JournalTable
from benchapp.presenters.journal.notes import NoteForm
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.journal.backups_card import backup_text
from benchapp.ui.journal.journal_page import HEADERS, JournalPage, came_text
from benchapp.ui.journal.note_form import NoteFields
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
    made = JournalPage(
        JournalTable(book, kinds, when, HEADERS), undo, lambda: book.bench, book.local_now, NoteForm(book)
    )
    qtbot.addWidget(made)
    made.open()
    return made


def press(page: JournalPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_what_is_looked_for_leaves_its_lines_and_says_how_many(page: JournalPage) -> None:
    assert page.found.text() == "3 entries"
    page.filters.text.setText("IncubationStarted")
    assert page.found.text() == "3 entries, 1 shown"
    page.filters.text.clear()
    page.filters.solution.setCurrentIndex(page.filters.solution.findText("Lenalidomide 10\u202fmM in DMSO (BC-S10000)"))
    page.filters.solution.activated.emit(page.filters.solution.currentIndex())

    assert page.table.model().rowCount() == 1


def test_the_report_is_of_the_incubation_that_is_chosen(page: JournalPage, qtbot: QtBot) -> None:
    assert not page.report.isEnabled()
    page.filters.incubation.setCurrentIndex(page.filters.incubation.findText("H929 i1"))
    page.filters.incubation.activated.emit(page.filters.incubation.currentIndex())

    with qtbot.waitSignal(page.report_wanted) as wanted:
        page.report.click()

    assert wanted.args == ["i1"]


def test_the_key_that_saves_exports_the_lines_that_are_shown(page: JournalPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.export_wanted):
        assert page.save_sheet()


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
    page.backups.show_backups("Last backup today.", [("today", Path("a")), ("yesterday", Path("b"))])

    with qtbot.waitSignal(page.backups.restore_wanted) as wanted:
        press(page, "journal.backups.restore1")

    assert wanted.args == [Path("b")]
    assert page.backups.state.text() == "Last backup today."


def test_the_state_of_the_chain_is_said_as_the_check_found_it(page: JournalPage) -> None:
    page.show_chain(["Entry 7 was changed."], "abc")
    assert page.state.text().startswith("■ Entry 7 was changed.")
    page.show_unchecked("The disk is full.")
    assert page.state.text() == "■ Not checked. The disk is full."
    page.show_chain([], "abc")
    assert not page.state.text().startswith("■")


@pytest.mark.parametrize(
    ("days", "said"), [(0, "↓ came in 17:05"), (1, "↓ came in Tue 17:05"), (8, "↓ came in Tue 1 Dec")]
)
def test_when_an_entry_came_in_is_as_short_as_its_column(page: JournalPage, days: int, said: str) -> None:
    recorded = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
    text = came_text(recorded + timedelta(days=days, hours=3), recorded)
    assert plain_spaces(text) == said
    room = page.table.columnWidth(JournalColumn.RECORDED) - 12
    assert page.table.fontMetrics().horizontalAdvance(text) <= room


def test_entries_of_a_kind_are_shown_together(page: JournalPage) -> None:
    box = page.filters.group
    for group, count in (("solutions", 1), ("incubations", 1), ("corrections", 0), ("other", 1), ("", 3)):
        box.setCurrentIndex(box.findData(group))
        box.activated.emit(box.currentIndex())
        assert page.table.model().rowCount() == count


def choose(page: JournalPage, kind: str) -> None:
    row = next(row for row, line in enumerate(page._diary.lines) if line.kind == kind)
    page.table.setCurrentIndex(page.table.model().index(row, 0))


def test_a_note_on_an_entry_is_shown_under_it(page: JournalPage, book: JournalSession, qtbot: QtBot) -> None:
    page.show()
    assert not page.note.isEnabled()
    choose(page, "SolutionAdded")
    height = page.table.rowHeight(page.table.currentIndex().row())
    page.note.click()
    form = page.findChild(NoteFields)
    assert form is not None
    assert form.head.text() == "Note on: SolutionAdded"
    form.text.fill("the vial was warm")
    with qtbot.waitSignal(page.did):
        form.save.click()

    line = page.table.line()
    assert line is not None
    assert [note.text for note in book.bench.notes_on(line.id)] == ["the vial was warm"]
    assert page.table.currentIndex().data(JournalRole.NOTES) == "the vial was warm"
    assert page.table.rowHeight(page.table.currentIndex().row()) > height
    page.table.copy()
    assert QGuiApplication.clipboard().text().endswith("SolutionAdded\tMara\nthe vial was warm")
    book.undo_last()
    assert page.table.rowHeight(page.table.currentIndex().row()) == height


def test_the_menu_of_an_entry_opens_what_it_names(page: JournalPage, qtbot: QtBot) -> None:
    choose(page, "SolutionAdded")
    texts = [action.text() for action in page.table.menu().actions() if action.text()]
    assert texts == ["Open Lenalidomide 10\u202fmM in DMSO", "Add note…", "Copy"]
    with qtbot.waitSignal(page.table.solution_wanted) as wanted:
        page.table.open_first()
    assert wanted.args == ["BC-S10000"]

    choose(page, "IncubationStarted")
    menu = page.table.menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Open H929 i1",
        "Report of H929 i1",
        "Add note…",
        "Copy",
        "Undo",
    ]
    with qtbot.waitSignal(page.table.incubation_wanted) as wanted:
        menu.actions()[0].trigger()
    assert wanted.args == ["i1"]
    assert page.report.isEnabled()
    with qtbot.waitSignal(page.report_wanted) as wanted:
        menu.actions()[1].trigger()
    assert wanted.args == ["i1"]
    with qtbot.waitSignal(page.said):
        menu.actions()[-1].trigger()
    assert page._diary.lines[0].kind == "Retracted"


def test_keys_ask_for_a_note_and_esc_gives_them_back(page: JournalPage, qtbot: QtBot) -> None:
    page.show()
    page.table.ask_note()
    page.table.open_first()
    assert page.findChild(NoteFields) is None
    assert page.table.menu().isEmpty()
    choose(page, "IncubationStarted")
    with qtbot.waitSignal(page.table.note_wanted):
        page.table.ask_note()
    form = page.findChild(NoteFields)
    assert form is not None
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.findChild(NoteFields) is None)


def test_backups_take_the_place_of_the_entries(page: JournalPage) -> None:
    page.show()
    press(page, "journal.actions.backups")
    assert page.backups.isVisible()
    assert not page.table.isVisible()
    press(page, "journal.actions.backups")
    assert page.table.isVisible()


def test_lines_stay_at_a_width_that_can_be_read(page: JournalPage) -> None:
    page.resize(2000, 800)
    page.show()
    assert page.table.width() <= 1200
    assert page.search_line is page.filters.text


def test_backups_of_one_minute_are_distinguished_by_their_second_and_their_reason() -> None:
    made = datetime(2026, 11, 24, 21, 26, 5)  # noqa: DTZ001 (names tell local time)
    texts = [
        backup_text(made, "a1", daily=True, work=False),
        backup_text(made.replace(second=40), "b2", daily=False, work=True),
        backup_text(made.replace(second=41), "b2", daily=False, work=False),
    ]
    assert texts == [
        "2026-11-24 21:26:05 · of the day · last entry a1",
        "2026-11-24 21:26:40 · after new entries · last entry b2",
        "2026-11-24 21:26:41 · before the file was changed · last entry b2",
    ]
