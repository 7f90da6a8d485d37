"""The check of the calculator on screen: how many examples agree, and each beside what is stated."""

from pathlib import Path

from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.verification import Verification
from benchapp.presenters.session.background_work import Workers
from benchapp.ui.calculator.verify_page import VerifyPage
from tests.presenters.calculator.test_verification import write_key


def test_what_differs_is_counted_and_comes_first(tmp_path: Path, units: Units, qtbot: QtBot) -> None:
    verification = Verification(write_key(tmp_path / "key.json"), lambda: units, Workers(QThreadPool()))
    page = VerifyPage(verification)
    qtbot.addWidget(page)
    with qtbot.waitSignal(verification.done):
        page.again.click()
        assert page.result.text() == "Checking…"

    assert page.result.text() == "1 of 3 examples: 2 differ."
    texts = [label.text() for label in page.findChildren(QLabel)]
    words = [text.split()[-1] for text in texts if text.split()]
    assert [word for word in words if word in {"agrees", "differs"}] == ["differs", "differs", "agrees"]
    assert "Concentration 0.475 M" in texts
    assert "cannot be computed" in texts


def test_why_it_was_not_checked_is_said_in_its_place(tmp_path: Path, units: Units, qtbot: QtBot) -> None:
    verification = Verification(tmp_path / "none.json", lambda: units, Workers(QThreadPool()))
    page = VerifyPage(verification)
    qtbot.addWidget(page)
    with qtbot.waitSignal(verification.failed):
        page.begin()

    assert "none.json" in page.result.text()
