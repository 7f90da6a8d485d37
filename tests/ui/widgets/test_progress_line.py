"""A line shows how far work is, and stops it."""

import pytest
from pytestqt.qtbot import QtBot

from benchapp.domain.messages import BenchError
from benchapp.presenters.session.progress import Progress
from benchapp.ui.widgets.progress_line import ProgressLine


def test_it_is_shown_while_work_goes_on_and_stops_it(qtbot: QtBot) -> None:
    line, report = ProgressLine("Checking the journal", "journal.check"), Progress()
    qtbot.addWidget(line)
    line.watch(report)
    assert not line.isHidden()

    report.moved.emit(3, 12)
    assert (line.bar.value(), line.bar.maximum(), line.words.text()) == (3, 12, "3 of 12")
    line.stop.click()
    assert not line.stop.isEnabled()
    with pytest.raises(BenchError):
        report.tell(4, 12)

    report.ended.emit()
    assert line.isHidden()
