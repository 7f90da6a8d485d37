"""Where the data lie: as the system has it, or beside a portable program; a file that is double-clicked is opened."""

import sys
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtWidgets import QApplication

from benchapp import cli
from benchapp.base.paths import default_data_folder
from benchapp.base.temp_folder import scratch_folder
from benchapp.selftest.scenario import Scenario
from benchapp.system.single import SingleRun
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import QuickScenario

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("stated", ["", " ", "/srv/data", "~/elsewhere", "not/absolute"])
def test_linux_has_the_folder_that_platformdirs_gives(monkeypatch: pytest.MonkeyPatch, stated: str) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", stated)
    assert default_data_folder() == platformdirs.user_data_path("benchapp", appauthor=False)


def test_a_portable_program_keeps_its_data_beside_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "benchapp"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert default_data_folder() != tmp_path / "data"
    (tmp_path / "portable").write_bytes(b"")
    assert default_data_folder() == tmp_path / "data"


def test_a_scratch_folder_is_gone_afterwards() -> None:
    with scratch_folder() as folder:
        (folder / "inside").mkdir()
        assert folder.is_dir()
    assert not folder.exists()


def shown(bench: Scenario) -> PageName:
    """Which page is in view."""
    return bench.program.window.page


def test_a_file_that_is_double_clicked_is_shown_for_import(qapp: QApplication, tmp_path: Path) -> None:
    bench = QuickScenario(qapp, tmp_path / "data")
    single = SingleRun(tmp_path / "lock", tmp_path / "request")
    assert single.take()
    single.ask_to_come_forward(ROOT / "resources" / "monographs" / "pomalidomide.json")
    cli._come_forward(single, bench.program, None)
    assert shown(bench) is PageName.IMPORT
    bench.wait()
    assert "pomalidomide" in bench.read_page(PageName.IMPORT).casefold()
    # Once: the next beat finds nothing asked.
    bench.program.window.show_page(PageName.TODAY)
    cli._come_forward(single, bench.program, None)
    assert shown(bench) is PageName.TODAY
    single.release()
    bench.end()


def test_after_a_start_in_place_a_request_is_for_the_program_that_runs(qapp: QApplication, tmp_path: Path) -> None:
    bench = QuickScenario(qapp, tmp_path / "data")
    single = SingleRun(bench.folder.lock, bench.folder.request)
    assert single.take()
    before = bench.program
    cli._watch_for_requests(single, before)
    bench.end()
    bench.start_again()
    cli._watch_for_requests(single, bench.program)
    single.ask_to_come_forward(ROOT / "resources" / "monographs" / "pomalidomide.json")
    bench._until(lambda: shown(bench) is PageName.IMPORT)
    bench.wait()
    assert bench.program is not before
    single.release()
    bench.end()


def test_a_request_is_noticed_when_it_is_made(qapp: QApplication, tmp_path: Path) -> None:
    """Not with the next beat, which is a minute away while nobody looks; here there is none at all."""
    bench = QuickScenario(qapp, tmp_path / "data")
    folder = bench.folder
    single = SingleRun(folder.lock, folder.request)
    assert single.take()
    cli._watch_for_requests(single, bench.program)
    assert bench.program.services.heartbeat.told
    bench.program.window.hide()
    single.ask_to_come_forward(ROOT / "resources" / "monographs" / "pomalidomide.json")
    bench._until(lambda: shown(bench) is PageName.IMPORT)
    assert bench.program.window.isVisible()
    assert not folder.request.exists()
    bench.wait()
    single.release()
    bench.end()
