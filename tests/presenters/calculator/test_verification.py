"""The check of the calculator: each example of a file, by what it states."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.verification import Verification, verify_key
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.progress import Progress
from benchapp.store.answer_keys import FORMAT


def write_key(file: Path) -> Path:
    """Write an answer key of three examples: one is right, one is wrong, and one cannot be computed."""
    given = {"amount": "0.133 mol", "volume": "355 mL"}
    cases = [
        {"id": name, "calculator": tool, "given": given, "expect": {"concentration": stated}, "sig_figs": 3}
        for name, tool, stated in (
            ("right", "stock", "0.375 M"),
            ("wrong", "stock", "0.475 M"),
            ("unknown", "a tool of a later version", "1 M"),
        )
    ]
    file.write_text(json.dumps({"format": FORMAT, "cases": cases}), encoding="utf-8")
    return file


def test_each_example_is_computed_and_one_that_cannot_be_has_no_verdict(tmp_path: Path, units: Units) -> None:
    verdicts = verify_key(write_key(tmp_path / "key.json"), lambda: units, Progress())

    assert [(case.id, verdict and verdict.agrees) for case, verdict in verdicts] == [
        ("right", True),
        ("wrong", False),
        ("unknown", None),
    ]


def test_it_stops_where_that_is_wanted(tmp_path: Path, units: Units) -> None:
    report = Progress()
    report.stop()
    with pytest.raises(BenchError) as stopped:
        verify_key(write_key(tmp_path / "key.json"), lambda: units, report)
    assert stopped.value.code is Message.STOPPED


def test_it_is_done_in_the_background_and_a_file_that_is_missing_is_said(
    tmp_path: Path, units: Units, qtbot: QtBot
) -> None:
    workers = Workers(QThreadPool())
    verification = Verification(write_key(tmp_path / "key.json"), lambda: units, workers)
    with qtbot.waitSignal(verification.done) as done:
        verification.begin(Progress())
    assert len(done.args[0]) == 3

    verification = Verification(tmp_path / "none.json", lambda: units, workers)
    with qtbot.waitSignal(verification.failed) as failed:
        verification.begin(Progress())
    assert failed.args[0].code is Message.FILE_UNREADABLE
