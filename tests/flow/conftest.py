from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchapp.selftest.scenario import Scenario


@pytest.fixture
def rehearsal(qapp: QApplication, tmp_path: Path) -> Iterator[Scenario]:
    acting = Scenario(qapp, tmp_path / "data")
    acting.settle()
    yield acting
    acting.end()
    qapp.setStyleSheet("")
