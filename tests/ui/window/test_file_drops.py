"""A file that is dragged over the window: it says what would come of it, and why another one is not taken."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from benchapp.ui.window.file_drops import FileDrops
from benchapp.ui.window.pages import PageName
from benchapp.ui.window.window import Window

BUTTONS = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize(("file", "taken"), [("stocks.xlsx", True), ("Testimib.JSON", True), ("gel.png", False)])
def test_it_says_what_a_drop_comes_to_and_answers_it(window: Window, file: str, taken: bool) -> None:
    window.show_page(PageName.TODAY)
    window.show()
    drops, said, dropped = FileDrops(window), list[str](), list[str]()
    drops.said.connect(said.append)
    window.dropped.connect(dropped.append)
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(f"/data/{file}")])

    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, dragged, *BUTTONS)
    QCoreApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert drops.hint.isVisible()
    assert file in drops.hint.words.text()
    assert ("cannot be imported" in drops.hint.words.text()) is not taken

    drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, dragged, *BUTTONS, QEvent.Type.Drop)
    QCoreApplication.sendEvent(window, drop)
    assert drops.hint.isHidden()
    assert dropped == ([f"/data/{file}"] if taken else [])
    assert len(said) == (0 if taken else 1)


def test_a_drag_that_leaves_takes_the_hint_along_and_text_shows_none(window: Window) -> None:
    window.show_page(PageName.TODAY)
    window.show()
    drops, dragged = FileDrops(window), QMimeData()
    dragged.setUrls([QUrl.fromLocalFile("/data/stocks.csv")])
    QCoreApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, dragged, *BUTTONS))
    QCoreApplication.sendEvent(window, QDragLeaveEvent())
    assert drops.hint.isHidden()

    words = QMimeData()
    words.setText("lenalidomide")
    QCoreApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, words, *BUTTONS))
    assert drops.hint.isHidden()
