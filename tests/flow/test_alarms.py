"""Alarms, settings, closing, backups and notes on the real window."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from benchapp.domain.messages import BenchError, Message
from benchapp.selftest.scenario import Scenario
from benchapp.ui.incubations.tray import Tray
from benchapp.ui.window.pages import PageName


def test_an_alarm_that_cannot_be_saved_is_silent_and_stays(incubating: Scenario) -> None:
    incubating.clock.advance(days=8)
    incubating.beat()
    alarms = incubating.program.rooms.alarms
    assert alarms.ringer.rings
    incubating.program.services.session._journal.why_read_only = BenchError(
        Message.NOT_SAVED, file="j", reason="the disk is full"
    )

    alarms.alarm_window.seen_all.click()
    incubating.settle()

    assert incubating.program.services.timers.ringing
    assert alarms.ringer._since is None
    assert "could not be saved" in alarms.alarm_window.problem.text()
    assert not alarms.alarm_window.isHidden()
    incubating.program.services.session._journal.why_read_only = None
    alarms.alarm_window.seen_all.click()
    incubating.settle()
    assert alarms.alarm_window.isHidden()


def test_a_closed_alarm_window_is_quiet_and_comes_back_with_the_next_alarm(incubating: Scenario) -> None:
    incubating.clock.advance(hours=47)
    incubating.beat()
    alarms = incubating.program.rooms.alarms
    alarms.alarm_window.close()
    incubating.clock.advance(minutes=5)
    incubating.beat()
    assert alarms.alarm_window.isHidden()
    assert incubating.program.services.timers.ringing

    incubating.clock.advance(hours=48)
    incubating.beat()
    assert not alarms.alarm_window.isHidden()


def test_an_alarm_is_shown_again_after_a_crash_and_a_snooze_is_an_instant(incubating: Scenario) -> None:
    incubating.clock.advance(hours=47)
    incubating.beat()
    incubating.kill()
    incubating.start_again()
    window = incubating.program.rooms.alarms.alarm_window
    assert not window.isHidden()
    window.findChild(QAbstractButton, "alarm.row0.snooze").click()  # type: ignore[union-attr]
    incubating.beat()
    assert window.isHidden()
    incubating.kill()
    incubating.clock.reboot(minutes=30)
    incubating.start_again()

    assert not incubating.program.rooms.alarms.alarm_window.isHidden()


def test_the_test_alarm_asks_whether_it_was_heard_and_keeps_the_answer(rehearsal: Scenario) -> None:
    rehearsal.program.window.show_page(PageName.SETTINGS)
    rehearsal.press("settings.alarm.test")
    page = rehearsal.program.rooms.settings.page
    assert not page.question.isHidden()
    window = rehearsal.program.rooms.alarms.alarm_window
    assert (window.isVisible(), window.title.text()) == (True, "Test alarm")
    window.findChild(QAbstractButton, "alarm.actions.seen").click()  # type: ignore[union-attr]
    assert not window.isVisible()
    rehearsal.press("settings.alarm.unheard")
    rehearsal.wait()

    assert rehearsal.program.services.device.settings.heard.endswith("not heard")
    assert "Turn the volume up" in rehearsal.read("settings.alarm.result")
    said = rehearsal.read_page(PageName.SETTINGS)
    for channel in ("Window on top", "Sound", "Taskbar", "Tray", "Desktop notification"):
        assert channel in said


def test_closing_with_nothing_running_asks_nothing(rehearsal: Scenario) -> None:
    assert rehearsal.program.rooms.alarms.may_close()


@pytest.mark.parametrize(("answer", "closes"), [("close", True), ("stay", False)])
def test_closing_with_something_running_says_what_will_not_happen(
    incubating: Scenario, monkeypatch: pytest.MonkeyPatch, answer: str, closes: bool
) -> None:
    asked: list[int] = []

    def ask(_window: object, running: int, *, tray: bool) -> str:
        asked.append(running)
        return answer

    monkeypatch.setattr("benchapp.ui.window.blocking_dialogs.ask_close", ask)

    assert incubating.program.rooms.alarms.may_close() is closes
    assert asked == [1]


def test_a_backup_is_made_each_day_and_shown(rehearsal: Scenario) -> None:
    rehearsal.begin_with_stock()
    rehearsal.wait()
    rehearsal.clock.advance(days=1)
    rehearsal.beat()
    rehearsal.wait()
    rehearsal.press("rail.pages.journal")
    rehearsal.press("journal.actions.backups")

    assert len(rehearsal.program.rooms.backups.backups()) == 2
    assert "Last backup 2026-11-24" in rehearsal.read("journal.backups.state")


def test_a_journal_damaged_while_closed_is_mended_and_that_is_said_until_understood(stocked: Scenario) -> None:
    stocked.wait()
    stocked.end()
    stocked.folder.journal.write_bytes(b"")
    stocked.start_again()

    said = stocked.read("notes.rescued.text")
    assert "The journal was damaged (the file is empty)" in said
    assert "journal-damaged-1.sqlite" in said
    assert (stocked.folder.root / "journal-damaged-1.sqlite").exists()
    stocked.press("notes.rescued.understood")
    assert stocked.program.window.notes.isHidden()
    stocked.type_into("header.find.text", "lenalidomide")


def test_damage_further_in_is_found_by_the_check_and_mended_when_asked(stocked: Scenario) -> None:
    stocked.end()
    with closing(sqlite3.connect(stocked.folder.journal)) as tool:
        (root,) = tool.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entry_in_order'").fetchone()
    data = bytearray(stocked.folder.journal.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    stocked.folder.journal.write_bytes(data)
    stocked.start_again()
    stocked.wait()

    note = stocked.program.window.notes.texts()
    if "damaged" in note:
        stocked.press("notes.damaged.act")
        stocked.end()
        stocked.start_again()
    assert "rescued" in stocked.program.window.notes.texts()
    assert stocked.program.services.solutions.rows


def test_the_journal_is_filtered_and_exported(incubating: Scenario) -> None:
    incubating.press("rail.pages.journal")
    incubating.type_into("journal.filter.text", "started h929")
    assert incubating.program.rooms.journal.table.rowCount() == 1
    assert incubating.read("journal.filter.found") == "5 entries, 1 shown"
    incubating.type_into("journal.filter.text", "")
    incubating.choose("journal.filter.incubation", "H929 plate 3")
    assert incubating.program.rooms.journal.table.rowCount() == 1
    for name in ("out.csv", "out.json"):
        incubating.program.rooms.journal.export(incubating.folder.root / name)
        assert "H929" in (incubating.folder.root / name).read_text(encoding="utf-8-sig")
    incubating.press("journal.actions.story")
    assert incubating.program.window.page is PageName.REPORT


def test_a_template_keeps_how_it_is_done_and_a_further_solution_is_kept_too(stocked: Scenario) -> None:
    stocked.dose_cells()
    stocked.make_it()
    stocked.press("rail.pages.calculate")
    # The same recipe again: it asks first.
    stocked.press("calculate.dilute.made")
    stocked.press("calculate.dilute.made")
    stocked.beat()
    other = stocked.program.services.solutions.rows[1].kept.solution
    stocked.press("calculate.actions.incubate")
    stocked.type_into("incubate.start.length", "until Fri 17:00")
    stocked.press("incubate.start.every48")
    stocked.type_into("incubate.start.template", "two doses")
    stocked.press("incubate.start.keep")
    stocked.press(f"incubate.start.also.{other.label}")
    stocked.press("incubate.start.write")
    stocked.beat()

    running = stocked.program.services.session.bench.running()[0]
    assert running.incubation.also == (other.id,)
    assert running.incubation.until is not None
    end = stocked.program.services.session.local(running.end.due_at)  # type: ignore[arg-type]
    assert f"{end:%a %H:%M}" == "Fri 17:00"
    stocked.press("rail.pages.calculate")
    stocked.press("calculate.actions.incubate")
    stocked.choose("incubate.start.templates", "two doses")
    assert stocked.read("incubate.start.length") == "until Fri 17:00"
    assert [
        label.text() for label in stocked.program.rooms.incubations.page.findChildren(QLabel, "incubate.start.dosed")
    ]


def test_cells_are_given_once_and_picked_afterwards(incubating: Scenario) -> None:
    incubating.press("rail.pages.calculate")
    incubating.press("calculate.tools.dilute")
    incubating.type_into("calculate.dilute.cells", "")
    incubating.type_into("calculate.dilute.species", "")
    incubating.press("calculate.dilute.known0")

    assert incubating.read("calculate.dilute.cells") == "H929"
    assert incubating.read("calculate.dilute.species") == "human"
    assert incubating.read("calculate.dilute.passage") == "14"


# Off-screen there is no tray to place the mark in, and Qt says so.
@pytest.mark.qt_log_ignore("systemTrayWindowChanged")
def test_the_tray_tells_what_is_most_urgent_and_its_menu_opens_now(incubating: Scenario) -> None:
    program = incubating.program
    tray = Tray(program.window)
    asked: list[str] = []
    tray.now_wanted.connect(lambda: asked.append("now"))
    tray.came_forward.connect(lambda: asked.append("show"))
    tray.quit_wanted.connect(lambda: asked.append("quit"))
    assert tray.shown.endswith("Nothing is running.")

    tray.show_standings(program.services.timers.statuses)
    assert tray.shown.splitlines()[1].startswith(program.services.timers.statuses[0].running.incubation.name)
    assert "in 1\u202fd 23\u202fh" in tray.shown
    before = tray.shown
    incubating.clock.advance(hours=50)
    incubating.beat()
    tray.show_standings(program.services.timers.statuses)
    assert tray.shown != before
    assert "2\u202fh 40\u202fmin ago" in tray.shown

    for action in tray.menu.actions():
        action.trigger()
    assert asked == ["show", "now", "quit"]
    program.rooms.alarms.now_wanted.emit()
    assert program.side.now_window is not None
    tray.hide()
