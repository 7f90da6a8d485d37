"""The parts of the journal's page, each by itself."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.journal.computers import ComputerNamed, Computers
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.presenters.journal.journal_table import JournalColumn, JournalTable
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.journal.backups_card import BackupsCard
from benchapp.ui.journal.entry_view import EntryView
from benchapp.ui.journal.filter_bar import FilterBar
from benchapp.ui.widgets.layout import vbox
from benchapp.ui.widgets.theme import Theme
from tests.making import solution


def test_the_filter_says_what_is_wanted(book: JournalSession, qtbot: QtBot) -> None:
    book.record(SolutionAdded(solution("s1", made=book.now())), person="Mara")
    bar = FilterBar(book.local_now)
    qtbot.addWidget(bar)
    bar.offer(book.bench)
    with qtbot.waitSignal(bar.wanted) as wanted:
        bar.text.setText("lena")
    assert wanted.args is not None
    assert (wanted.args[0].text, wanted.args[0].since, wanted.args[0].kinds) == ("lena", None, frozenset())

    bar.solution.setCurrentIndex(1)
    bar.time.setCurrentIndex(1)
    bar.group.setCurrentIndex(bar.group.findData("corrections"))
    with qtbot.waitSignal(bar.wanted) as wanted:
        bar.group.activated.emit(0)
    assert wanted.args is not None
    assert wanted.args[0].subject == "s1"
    assert wanted.args[0].since is not None
    assert "NoteAdded" in wanted.args[0].kinds
    bar.offer(book.bench)
    assert bar.solution.currentData() == "s1"


def test_of_several_computers_one_is_chosen_and_what_came_in_late(book: JournalSession, qtbot: QtBot) -> None:
    bar = FilterBar(book.local_now)
    qtbot.addWidget(bar)
    bar.offer(book.bench)
    assert bar.computer.isHidden()
    assert bar.group.findText("came in late") < 0

    computers = Computers().with_chain("c1", "one").with_chain("c2", "two").with_name("c2", ComputerNamed("office"))
    bar.offer(replace(book.bench, computers=computers))
    assert not bar.computer.isHidden()
    assert [bar.computer.itemText(row) for row in range(3)] == ["any computer", "office", "one"]
    bar.computer.setCurrentIndex(1)
    bar.group.setCurrentIndex(bar.group.findText("came in late"))
    with qtbot.waitSignal(bar.wanted) as wanted:
        bar.group.activated.emit(0)
    assert wanted.args is not None
    assert (wanted.args[0].computer, wanted.args[0].late, wanted.args[0].kinds) == ("office", True, frozenset())


def test_a_view_has_a_column_for_each_thing_said(book: JournalSession, qtbot: QtBot) -> None:
    book.record(SolutionAdded(solution("s1", made=book.now())))
    diary = JournalTable(book, lambda _bench, _find: lambda entry: entry.kind, str, ("1", "2", "3", "4", "5"))
    view = EntryView(diary, lambda: book.bench)
    qtbot.addWidget(view)
    diary.open()
    narrow = view.columnWidth(JournalColumn.PERSON)
    view.make_room_for(("Maximiliane Musterfrau",))

    assert view.columnWidth(JournalColumn.PERSON) > narrow
    assert view.line() is None
    view.copy()


def test_enter_in_another_field_of_the_window_is_not_taken_by_the_entries(book: JournalSession, qtbot: QtBot) -> None:
    book.record(SolutionAdded(solution("s1", made=book.now())))
    diary = JournalTable(book, lambda _bench, _find: lambda entry: entry.kind, str, ("1", "2", "3", "4", "5"))
    window = QWidget()
    qtbot.addWidget(window)
    view, line = EntryView(diary, lambda: book.bench), QLineEdit()
    window.setLayout(vbox(line, view))
    diary.open()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.setCurrentIndex(diary.index(0, 0))
    opened: list[str] = []
    view.solution_wanted.connect(opened.append)

    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    with qtbot.waitSignal(line.returnPressed):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert opened == []

    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == ["BC-S10000"]


def test_backups_are_asked_for(qtbot: QtBot) -> None:
    card = BackupsCard()
    qtbot.addWidget(card)
    card.show_backups("No backup yet.", [])
    now = card.findChild(QPushButton, "journal.backups.now")
    assert now is not None
    with qtbot.waitSignal(card.backup_wanted):
        now.click()
    with qtbot.waitSignal(card.copy_wanted):
        card.copy_it.click()
    card.show_backups("Today.", [("today", Path("a"))])
    assert card.findChild(QPushButton, "journal.backups.restore0") is not None


@pytest.mark.parametrize("dark", [True, False])
def test_all_filters_are_in_one_line_in_a_small_window_and_none_is_cut(
    book: JournalSession, qtbot: QtBot, qapp: QApplication, dark: bool
) -> None:
    theme = Theme(qapp)
    theme.load_typeface()
    theme.apply(dark=dark)
    book.record(SolutionAdded(solution("s1", made=book.now())), person="Mara")
    bar = FilterBar(book.local_now)
    qtbot.addWidget(bar)
    bar.offer(book.bench)
    # What a window of 960 px has beside the rail and the strip.
    bar.resize(776, 60)
    bar.show()

    boxes = (bar.time, bar.group, bar.compound, bar.incubation, bar.solution, bar.person)
    assert len({box.y() for box in boxes}) == 1
    for box in boxes:
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        assert option.currentText == box.itemText(0)
    assert bar.person.geometry().right() <= bar.rect().right()
