"""The dialogs that stop everything: what each button answers, and that Enter alone does no harm."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.window.blocking_dialogs import ask_close, ask_restore, show_crash


def press(words: str | None) -> None:
    """Press a button of the dialog that opens next, by its words; the default one for None."""

    def act() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        if words is None:
            box.defaultButton().click()
            return
        # Qt's own buttons are found by what they are: another test may have put them into another language.
        own = {"Yes": box.button(QMessageBox.StandardButton.Yes), "No": box.button(QMessageBox.StandardButton.No)}
        named = own | {button.text().replace("&", ""): button for button in box.buttons()}
        if words not in named:
            # Left open it would wait for ever.
            box.reject()
        named[words].click()

    QTimer.singleShot(0, act)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(("words", "answer"), [("Restore", True), ("Cancel", False), (None, False)])
def test_a_backup_is_put_back_by_its_button_alone(parent: QWidget, words: str | None, answer: bool) -> None:
    press(words)
    assert ask_restore(parent, "23 Nov, <b>08:00</b>") is answer


@pytest.mark.parametrize(
    ("tray", "words", "answer"),
    [
        (True, "Close", "close"),
        (True, "Minimise", "hide"),
        (True, None, "hide"),
        (False, None, "hide"),
        (False, "Cancel", "stay"),
    ],
)
def test_closing_while_something_runs_asks_what_it_means(
    parent: QWidget, tray: bool, words: str | None, answer: str
) -> None:
    press(words)
    assert ask_close(parent, 2, tray=tray) == answer


def test_a_crash_report_is_shown_to_copy(parent: QWidget) -> None:
    show_crash("Traceback: <x>", last_time=True)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    text = dialog.findChild(QPlainTextEdit)

    assert isinstance(text, QPlainTextEdit)
    assert text.toPlainText() == "Traceback: <x>"
    assert text.isReadOnly()
    dialog.accept()
    assert dialog.isHidden()
