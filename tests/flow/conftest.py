from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchapp.selftest.scenario import Rehearsal


@pytest.fixture
def rehearsal(qapp: QApplication, tmp_path: Path) -> Iterator[Rehearsal]:
    acting = Rehearsal(qapp, tmp_path / "data")
    acting.settle()
    yield acting
    acting.end()
    qapp.setStyleSheet("")
