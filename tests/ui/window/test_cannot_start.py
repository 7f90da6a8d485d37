"""What is shown before the first window: what each button answers, and that Enter alone does no harm."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchapp.domain.messages import BenchError, Message
from benchapp.ui.window.cannot_start import ask_override, show_problem, show_replaying
from tests.ui.window.test_blocking_dialogs import press


@pytest.mark.parametrize(("words", "answer"), [("Yes", True), ("No", False), (None, False)])
@pytest.mark.parametrize("host", ["bench-2", ""])
def test_a_folder_in_use_is_taken_by_yes_alone(host: str, words: str | None, answer: bool) -> None:
    press(words)
    assert ask_override("/data", host) is answer


def test_a_problem_can_be_tried_again_where_that_is_offered() -> None:
    error = BenchError(Message.WORK_FAILED)
    press("Try again")
    assert show_problem(error, again=True)
    press("Close")
    assert not show_problem(error)


def test_a_long_journal_that_is_read_is_in_sight_when_the_reading_begins(qtbot: QtBot) -> None:
    notice = show_replaying(60_000)
    qtbot.addWidget(notice)

    assert notice.windowHandle().isExposed()
    assert "60000 entries" in notice.text()
    assert notice.heightForWidth(notice.width()) <= notice.height(), "all of it can be read"
    assert not notice.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose), "the program goes on after it"
