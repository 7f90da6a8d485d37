from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchapp.selftest.scenario import Scenario
from tests.flow.begun_day import BegunDay, QuickScenario, ResumedScenario, begin, plan_stock, start_plate, with_index


@pytest.fixture
def rehearsal(qapp: QApplication, tmp_path: Path, bundled_index: Path) -> Iterator[Scenario]:
    acting = QuickScenario(qapp, with_index(tmp_path / "data", bundled_index))
    acting.settle()
    yield acting
    acting.end()
    qapp.setStyleSheet("")


@pytest.fixture(scope="session")
def begun_day(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, bundled_index: Path) -> BegunDay:
    return begin(qapp, with_index(tmp_path_factory.mktemp("begun"), bundled_index), start_plate)


@pytest.fixture(scope="session")
def stocked_day(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, bundled_index: Path) -> BegunDay:
    return begin(qapp, with_index(tmp_path_factory.mktemp("stocked"), bundled_index), Scenario.begin_with_stock)


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
