"""A defect in background work, in the real window: it is said where the answer was awaited, and nothing hangs on it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QAbstractButton, QApplication

from benchapp.app.program.application import Application
from benchapp.app.services import Computer
from benchapp.base.clock import SteppedClock
from benchapp.base.paths import DataFolder
from benchapp.selftest.driver import wait_in_qt
from benchapp.selftest.scenario import Scenario
from benchapp.store.export.list_export import ListExport
from benchapp.store.settings import DeviceSettings


def broken(*_given: object, **_named: object) -> object:
    raise KeyError("defect")


def test_a_defect_is_said_in_its_place_and_the_next_try_works(
    rehearsal: Scenario, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program, notes = rehearsal.program, rehearsal.program.window.notes
    rehearsal.press("rail.pages.journal")
    with monkeypatch.context() as wrong:
        wrong.setattr("benchapp.app.journal.check_journal", broken)
        rehearsal.press("journal.chain.check")
        rehearsal.wait()
    said = rehearsal.read("notes.unchecked.text")
    assert said.startswith("The check of the journal failed because of a fault in the program.")
    assert rehearsal.read("journal.chain.state").startswith("■ Not checked. The check of the journal failed")
    # A defect is no damage: nothing is offered to be moved aside.
    assert program.window.findChild(QAbstractButton, "notes.damaged.act") is None
    assert "KeyError" in rehearsal.folder.crash.read_text(encoding="utf-8")
    rehearsal.press("journal.chain.check")
    rehearsal.wait()
    assert "unchecked" not in notes.texts()
    assert rehearsal.read("journal.chain.state").startswith("✓")

    with monkeypatch.context() as wrong:
        wrong.setattr(ListExport, "run", broken)
        program.rooms.compounds.library.export(tmp_path / "out.json", ())
        rehearsal.wait()
    assert program.shell.toast.words.text().startswith("The export failed because of a fault")

    with monkeypatch.context() as wrong:
        wrong.setattr("benchapp.app.alarms.play_sound", broken)
        program.rooms.alarms.ring_once()
        rehearsal.wait()
    assert rehearsal.read("notes.sound.text").startswith("The alarm sound failed because of a fault")


def test_an_alarm_sounds_when_the_sound_was_off_during_the_one_before(
    rehearsal: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[bool] = []

    def play(_file: Path) -> bool:
        played.append(True)
        return True

    monkeypatch.setattr("benchapp.app.alarms.play_sound", play)
    alarms = rehearsal.program.rooms.alarms
    assert not rehearsal.program.services.device.settings.sound
    alarms.ringer.ring(rehearsal.clock.now())
    alarms.ringer.silence()
    assert not played

    rehearsal.program.rooms.settings.page.sound_chosen.emit(True)
    alarms.ringer.ring(rehearsal.clock.now())
    rehearsal.wait()
    assert played
    alarms.ringer.silence()


def test_calculators_that_cannot_answer_say_so(
    qapp: QApplication, tmp_path: Path, clock: SteppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchapp.app.program.application.load_units", broken)
    computer = Computer(qapp, clock, "here", QThreadPool())
    program = Application(computer, DataFolder(tmp_path / "data"), DeviceSettings(sound=False))
    program.window.show()
    program.begin()
    assert wait_in_qt(lambda: not program.services.workers.busy)

    assert "units" in program.window.notes.texts()
    assert program.window.findChild(QAbstractButton, "notes.units.act") is not None
    program.end()
    program.window.hide()
    program.window.deleteLater()
