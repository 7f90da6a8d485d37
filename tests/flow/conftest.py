import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchapp.base.paths import DataFolder
from benchapp.selftest.scenario import Scenario
from tests.flow.begun_day import BegunDay, ResumedScenario, begin, plan_stock, start_plate


@pytest.fixture
def rehearsal(qapp: QApplication, tmp_path: Path, bundled_index: Path) -> Iterator[Scenario]:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(bundled_index, DataFolder(folder).index)
    acting = Scenario(qapp, folder)
    acting.settle()
    yield acting
    acting.end()
    qapp.setStyleSheet("")


@pytest.fixture(scope="session")
def begun_day(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> BegunDay:
    return begin(qapp, tmp_path_factory.mktemp("begun") / "data", start_plate)


@pytest.fixture(scope="session")
def stocked_day(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> BegunDay:
    return begin(qapp, tmp_path_factory.mktemp("stocked") / "data", Scenario.begin_with_stock)


@pytest.fixture
def stocked(qapp: QApplication, tmp_path: Path, stocked_day: BegunDay) -> Iterator[Scenario]:
    """The program started again on a day that began with a stock in hand, at the plan of another; as after act 3."""
    acting = ResumedScenario(qapp, tmp_path / "data", stocked_day)
    plan_stock(acting)
    yield acting
    acting.end()
    qapp.setStyleSheet("")


@pytest.fixture
def incubating(qapp: QApplication, tmp_path: Path, begun_day: BegunDay) -> Iterator[Scenario]:
    """The program started again on a day on which a plate runs, as it is after act 7."""
    acting = ResumedScenario(qapp, tmp_path / "data", begun_day)
    acting.settle()
    yield acting
    acting.end()
    qapp.setStyleSheet("")
