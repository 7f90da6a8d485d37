"""What helps from every page: finding anything, help, keys, the day at the hood, Now on top."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from benchapp.selftest.scenario import Scenario
from benchapp.ui.widgets.keys import KEYS
from benchapp.ui.window.keys.key_sheet import KeySheet
from benchapp.ui.window.pages import PageName


def results(rehearsal: Scenario, text: str) -> list[str]:
    rehearsal.type_into("header.find.text", text)
    found = rehearsal.program.window.finder.results
    return [found.item(row).text().replace("\u202f", " ") for row in range(found.count())]


def activate(rehearsal: Scenario) -> None:
    """Let the window have the keys, as a window has that a person looks at."""
    rehearsal.program.window.activateWindow()
    assert QTest.qWaitForWindowActive(rehearsal.program.window)


@pytest.fixture
def running(incubating: Scenario) -> Scenario:
    incubating.clock.advance(hours=46, minutes=58)
    incubating.beat()
    return incubating


def test_one_line_finds_compounds_solutions_incubations_pages_and_commands(running: Scenario) -> None:
    assert results(running, "lenalid")[0].startswith("Lenalidomide")
    assert any("box 3, B4" in line for line in results(running, "box 3"))
    assert any(line.startswith("H929 plate 3") for line in results(running, "H929"))
    assert "Journal" in results(running, "jour")
    assert "Dose series" in results(running, "series")
    assert results(running, running.stock_label)[0].startswith(running.stock_label)
    assert "Nothing found" in results(running, "zzqx")[0]


def test_what_is_found_is_opened_by_enter(running: Scenario) -> None:
    found = (("jour", PageName.JOURNAL), ("H929", PageName.INCUBATE), ("series", PageName.CALCULATE))
    for text, page in found:
        running.program.window.show_page(PageName.COMPOUND)
        running.type_into("header.find.text", text)

        running.press_key(running.program.window.finder, Qt.Key.Key_Return)
        running.settle()

        assert running.program.window.page is page
        assert running.program.window.finder.results.isHidden()


def test_before_anything_is_typed_the_pages_are_offered(rehearsal: Scenario) -> None:
    finder = rehearsal.program.window.finder
    finder.offer()

    lines = [finder.results.item(row).text() for row in range(finder.results.count())]
    assert lines[:6] == ["Today", "Compounds", "Calculate", "Solutions", "Incubate", "Journal"]
    rehearsal.press_key(finder, Qt.Key.Key_Escape)
    assert finder.results.isHidden()


def test_f1_opens_the_part_for_the_page_in_view(rehearsal: Scenario) -> None:
    parts = {PageName.COMPOUND: "compound", PageName.CALCULATE: "calculate", PageName.JOURNAL: "backup"}
    for page, part in parts.items():
        rehearsal.program.window.show_page(page)
        activate(rehearsal)

        QTest.keyClick(rehearsal.program.window, Qt.Key.Key_F1)
        rehearsal.settle()

        assert rehearsal.program.window.page is PageName.HELP
        assert rehearsal.program.help.help_page.key == part


def test_the_help_is_searched_and_says_what_it_does_not_hold(rehearsal: Scenario) -> None:
    rehearsal.program.help.show_help()
    page = rehearsal.program.help.help_page

    rehearsal.type_into("help.search.text", "back up")
    assert page.key == "backup"
    assert "stick" in page.text.toPlainText()
    rehearsal.type_into("help.search.text", "purity")
    assert page.key == "calculate"
    assert "V = m × purity × (1 − water) ÷ (M × c)" in page.text.toPlainText()
    rehearsal.type_into("help.search.text", "zzqx")
    assert "Nothing in the help" in page.text.toPlainText()
    rehearsal.type_into("help.search.text", "")
    assert page.list.count() == 11


def test_a_question_mark_lists_the_keys_and_in_a_field_is_typed(rehearsal: Scenario) -> None:
    window, assistance = rehearsal.program.window, rehearsal.program.help
    activate(rehearsal)
    rehearsal.press("rail.pages.solutions")
    line = rehearsal.find(QLineEdit, "solutions.filter.text")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Question)
    assert rehearsal.read("solutions.filter.text") == "?"
    rehearsal.type_into("solutions.filter.text", "")
    assert not window.findChildren(KeySheet)

    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Question)

    assert assistance.keys is not None
    assert assistance.keys.isVisible()
    QTest.keyClick(assistance.keys, Qt.Key.Key_Escape)
    assert assistance.keys.isHidden()


def test_each_key_that_is_listed_as_everywhere_is_bound(rehearsal: Scenario) -> None:
    rehearsal.press("rail.pages.calculate")
    bound = {one.key().toString() for one in rehearsal.program.window.findChildren(QShortcut)}
    listed = {key.shown for key in KEYS["Everywhere"] if key.shown.startswith(("Ctrl+K", "F", "?", "Ctrl+H"))}

    assert listed <= bound
    assert {f"Ctrl+{number}" for number in range(1, 7)} <= bound
    assert {"Ctrl+F", "Ctrl+N", "Ctrl+E", "Ctrl+Return"} <= bound


def test_the_day_is_shown_at_the_hood_with_the_timer_beside(running: Scenario) -> None:
    running.program.side.show_day()
    hood = running.program.side.hood
    assert hood is not None

    assert "Re-dose 10 µM" in hood.accessibleDescription().replace("\u202f", " ")
    assert hood._timer_name.text() == "H929 plate 3"
    assert hood._timer.text() == "0:22:00"
    running.clock.advance(seconds=10)
    running.beat()
    assert hood._timer.text() == "0:21:50"
    before = len(running.program.services.session.bench.incubations), running.program.services.timers.statuses[0].step
    QTest.keyClick(hood, Qt.Key.Key_Space)
    assert (
        len(running.program.services.session.bench.incubations),
        running.program.services.timers.statuses[0].step,
    ) == before
    QTest.keyClick(hood, Qt.Key.Key_Escape)
    assert running.program.side.hood is None


def test_a_day_without_anything_due_is_said_and_not_shown(rehearsal: Scenario) -> None:
    rehearsal.program.side.show_day()

    assert rehearsal.program.side.hood is None
    assert rehearsal.read("toast.line.words") == "Nothing is due in the next 24 h."


def test_now_hangs_on_top_in_a_window_of_its_own_and_goes_back(running: Scenario) -> None:
    program = running.program
    program.side.tear_off()
    window = program.side.now_window
    assert window is not None

    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert not program.window.now.isVisible()
    running.clock.advance(minutes=2)
    running.beat()
    left = window.panel._timers[program.services.timers.statuses[0].running.incubation.id]._time.text()
    assert left == "0:20:00"

    window.close()
    running.settle()

    assert program.side.now_window is None
    assert program.window.now.isVisible()


def test_every_command_that_is_offered_can_be_done(running: Scenario) -> None:
    search = running.program.search
    done = []
    for key in search.commands:
        search.do(key)
        running.settle()
        done.append(key)
    running.wait()

    assert len(done) > 20
    assert {f"tool:{name}" for name in running.program.rooms.calculator.page.tabs.ids} <= set(done)


def test_a_window_comes_forward_as_large_as_it_was(rehearsal: Scenario) -> None:
    window = rehearsal.program.window
    window.showMaximized()
    window.setWindowState(window.windowState() | Qt.WindowState.WindowMinimized)

    window.come_forward()

    assert window.isMaximized()
    assert not window.isMinimized()
    window.hide()
    window.come_forward()
    assert window.isVisible()


def test_nothing_is_looked_at_often_while_nobody_can_see_it(rehearsal: Scenario) -> None:
    window, heard = rehearsal.program.window, list[bool]()
    window.hidden.connect(heard.append)
    for change in (window.showMinimized, window.showNormal, window.hide, window.show):
        change()
        rehearsal.settle()

    # As often as Qt tells it: the last of each counts.
    assert [one for one, before in pairwise([*heard, None]) if one is not before] == [True, False, True, False]
    window.setWindowState(Qt.WindowState.WindowMinimized)
    window.hide()
    window.showMinimized()
    rehearsal.settle()
    assert heard[-1]
