"""The line that confirms what was done."""

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.messages import BenchError, Message
from benchapp.ui.widgets.toast import Toast


def press(toast: Toast, name: str) -> None:
    """Press a button of the line."""
    button = toast.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_undo_takes_back_what_the_line_is_about(qtbot: QtBot) -> None:
    window, undone = QWidget(), list[str]()
    qtbot.addWidget(window)
    toast = Toast(window, lambda: undone.append("the last entry"))

    def undo_this() -> str:
        undone.append("this file")
        return "Taken back."

    def refuse() -> str:
        raise BenchError(Message.NOTHING_TO_UNDO)

    toast.say("Discarded.", undo=True)
    press(toast, "toast.line.undo")
    toast.say("Imported.", undo=undo_this)
    press(toast, "toast.line.undo")
    assert undone == ["the last entry", "this file"]
    assert toast.words.text() == "Taken back."
    toast.say("Imported.", undo=refuse)
    press(toast, "toast.line.undo")
    assert toast.words.text() == "There is nothing to undo."


def test_what_comes_next_is_offered_and_hides_the_line(qtbot: QtBot) -> None:
    window, done = QWidget(), list[str]()
    qtbot.addWidget(window)
    window.show()
    toast = Toast(window, lambda: None)
    toast.say("Made.", then=("Start the incubation", lambda: done.append("started")))
    assert toast.accessibleName() == "Made."
    press(toast, "toast.line.then")

    assert done == ["started"]
    assert toast.isHidden()
    toast.say("Made again.")
    toast.stop()
    assert toast.isHidden()
