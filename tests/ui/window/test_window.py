"""The window with pages that only say their names: it makes each when it is needed, folds, and asks before closing."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from benchapp.ui.window.pages import PAGES, RAIL, PageName
from benchapp.ui.window.window import Window


def button(window: QWidget, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def test_a_page_is_made_when_it_is_first_shown_and_once(window: Window) -> None:
    shown = list[PageName]()
    window.page_shown.connect(shown.append)

    for name in (PageName.TODAY, PageName.LABELS, PageName.TODAY):
        window.show_page(name)

    assert shown == [PageName.TODAY, PageName.LABELS, PageName.TODAY]
    assert window.page is PageName.TODAY
    assert [name for name in PageName if window.is_made(name)] == [PageName.TODAY, PageName.LABELS]


@pytest.mark.parametrize("name", [name for name in PageName if not PAGES[name].aside])
def test_the_rail_marks_where_the_page_belongs(window: Window, name: PageName) -> None:
    window.show_page(name)

    marked = [page.name for page in RAIL if button(window, f"rail.pages.{page.name.value.lower()}").isChecked()]
    assert marked == [PAGES[name].rail]


def test_help_leaves_the_mark_at_the_page_one_came_from(window: Window) -> None:
    window.show_page(PageName.JOURNAL)
    window.show_page(PageName.HELP)

    assert button(window, "rail.pages.journal").isChecked()


def test_a_small_window_folds_the_strip_behind_a_button(window: Window) -> None:
    window.show_page(PageName.TODAY)
    window.resize(1000, 600)
    window.show()
    assert (window.header.folded, window.strip.isVisible()) == (True, False)

    button(window, "header.now.toggle").click()
    assert window.strip.isVisible()
    window.resize(1366, 768)
    assert (window.header.folded, window.strip.isVisible()) == (False, True)


def test_a_window_that_may_not_close_stays(window: Window) -> None:
    closed = list[bool]()
    window.closed.connect(lambda: closed.append(True))
    window.show_page(PageName.TODAY)
    window.show()

    window.may_close = lambda: False
    assert not window.close()
    assert closed == []
    window.may_close = lambda: True
    assert window.close()
    assert closed == [True]


def test_the_first_file_that_is_dropped_is_opened(window: Window) -> None:
    dropped = list[str]()
    window.dropped.connect(dropped.append)
    files = QMimeData()
    files.setUrls([QUrl("https://example.org/x"), QUrl.fromLocalFile("/a/list.csv"), QUrl.fromLocalFile("/b")])

    window.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            files,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )

    assert dropped == [QUrl.fromLocalFile("/a/list.csv").toLocalFile()]


def test_its_keys_show_pages_and_ask_for_commands(window: Window) -> None:
    asked = list[str]()
    window.asked.connect(asked.append)
    window.add_wanted.connect(lambda: asked.append("add"))
    window.show_page(PageName.TODAY)
    window.bind_keys()
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)

    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_F1, Qt.Key.Key_Question):
        QTest.keyClick(window, key)
    for key in (Qt.Key.Key_H, Qt.Key.Key_N):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert window.page is PageName.SOLUTIONS
    assert asked == ["help", "keys", "day", "add"]
    assert window.finder.hasFocus()


def test_the_examples_are_marked_with_the_way_out(window: Window) -> None:
    pressed = list[str]()
    window.mark_examples(lambda: pressed.append("alarm"), lambda: pressed.append("leave"))

    button(window, "examples.alarm.try").click()
    button(window, "examples.window.close").click()

    assert pressed == ["alarm", "leave"]
    assert not window.rail.offers_examples
