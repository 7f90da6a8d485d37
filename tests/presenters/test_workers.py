from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchapp.presenters.workers import Workers


def test_an_answer_comes_back_on_the_thread_that_asked(qtbot: QtBot) -> None:
    workers = Workers(QThreadPool())
    answers: list[int] = []

    workers.do(lambda: 6 * 7, answers.append)

    qtbot.waitUntil(lambda: not workers.busy)
    assert answers == [42]


def test_after_the_end_no_answer_reaches_what_may_be_gone(qapp: QApplication) -> None:
    workers = Workers(QThreadPool())
    written: list[str] = []
    answers: list[None] = []

    workers.do(lambda: written.append("the backup"), answers.append)
    workers.end()
    qapp.processEvents()

    assert written == ["the backup"]
    assert not workers.busy
    assert answers == []
