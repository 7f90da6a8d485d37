"""Long work shows how far it is, and can be stopped; what is stopped leaves nothing half done."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QProgressBar, QPushButton

from benchapp.base import paths
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.session.progress import Progress
from benchapp.selftest.scenario import Scenario
from benchapp.store.journal.backups import backups_in, copy_journal
from benchapp.store.library.library_index import Folders
from benchapp.store.lists.previews import Reader
from benchapp.ui.window.pages import PageName


def test_the_check_of_the_calculator_shows_how_far_it_is(rehearsal: Scenario) -> None:
    seen: list[tuple[int, int]] = []
    rehearsal.program.rooms.calculator.show_verify()
    page = rehearsal.program.rooms.calculator.verify_page
    assert page.progress.isVisible()
    assert page.progress._report is not None
    page.progress._report.moved.connect(lambda done, whole: seen.append((done, whole)))

    rehearsal.wait()

    # The first may have come before anybody listened.
    assert seen
    assert seen == [(place, 81) for place in range(81)][-len(seen) :]
    assert not page.progress.isVisible()
    assert rehearsal.read("verify.result.words") == "81 of 81 examples: all agree."


def test_the_check_of_the_calculator_can_be_stopped(rehearsal: Scenario) -> None:
    rehearsal.program.rooms.calculator.show_verify()
    page = rehearsal.program.rooms.calculator.verify_page

    rehearsal.press("verify.progress.stop")
    rehearsal.wait()

    assert rehearsal.read("verify.result.words") == "Stopped. Nothing was changed."
    assert not page.progress.isVisible()
    rehearsal.press("verify.actions.again")
    rehearsal.wait()
    assert rehearsal.read("verify.result.words") == "81 of 81 examples: all agree."


def test_a_backup_that_is_stopped_leaves_no_file_and_no_alarm(rehearsal: Scenario) -> None:
    rehearsal.wait()
    before = backups_in(rehearsal.folder.backups)
    rehearsal.program.window.show_page(PageName.JOURNAL)
    rehearsal.press("journal.actions.backups")
    button = rehearsal.find(QPushButton, "journal.backups.now")
    assert isinstance(button, QPushButton)
    button.click()
    stop = rehearsal.find(QPushButton, "journal.backups.progress.stop")
    assert isinstance(stop, QPushButton)

    stop.click()
    rehearsal.wait()

    # A small journal may be copied before it is stopped; then it is whole.
    assert len(backups_in(rehearsal.folder.backups)) in {len(before), len(before) + 1}
    assert not list(rehearsal.folder.backups.glob(".journal.part.*"))
    assert "backup" not in rehearsal.program.window.notes.texts()
    assert not rehearsal.find(QProgressBar, "journal.backups.progress.bar").isVisible()


def test_copying_stops_at_its_next_step(rehearsal: Scenario, tmp_path: Path) -> None:
    report = Progress()
    report.stop()
    made = rehearsal.program.services.session.local(rehearsal.clock.now().wall)

    with pytest.raises(BenchError) as caught:
        copy_journal(rehearsal.folder.journal, tmp_path / "stick", made, "copy", report.tell)

    assert caught.value.code is Message.STOPPED
    assert list((tmp_path / "stick").iterdir()) == []


def test_the_reading_of_a_list_stops_at_its_next_rows(tmp_path: Path, qapp: object) -> None:
    report = Progress()
    folders = Folders(paths.resources() / "monographs", tmp_path / "own")
    file = paths.resources() / "examples" / "compound-list.xlsx"
    reader = Reader(file, str(tmp_path / "library.sqlite"), folders, "2026-11-26", report=report)
    assert len(reader.run().verdicts) == 3
    report.stop()

    with pytest.raises(BenchError) as caught:
        reader.run()

    assert caught.value.code is Message.STOPPED
