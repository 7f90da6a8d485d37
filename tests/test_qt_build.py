"""The installed Qt binding must not eat references: with 6.12.0 a running timer ended in an abort."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_a_call_that_returns_nothing_costs_no_reference(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for _ in range(1000):
        label.setText("x")
        label.property("none")

    assert abs(sys.getrefcount(None) - before) < 500
