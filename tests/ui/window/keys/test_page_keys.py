"""The keys that every page shares, on a window that shows bare pages."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStackedWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.page import Page
from benchapp.ui.window.keys.page_keys import NOTHING_TO_PRINT, NOTHING_TO_SAVE, PageKeys
from benchapp.ui.window.pages import PageName
from benchapp.ui.window.window import Window

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class SheetPage(Page):
    """A page with a line, a word and, where it says so, a sheet."""

    def __init__(self, *, sheet: bool) -> None:
        super().__init__("page")
        self.line = QLineEdit()
        self.line.setObjectName("page.test.line")
        self.word = text_label("Thalidomide")
        self.content.addWidget(self.line)
        self.content.addWidget(self.word)
        self.first = self.line
        self.done: list[str] = []
        self._sheet = sheet

    def print_sheet(self) -> bool:
        self.done += ["printed"] * self._sheet
        return self._sheet

    def save_sheet(self) -> bool:
        self.done += ["saved"] * self._sheet
        return self._sheet


class Bound(NamedTuple):
    """The keys, the window they are bound in, and what came of them."""

    window: Window
    keys: PageKeys
    page: SheetPage
    heard: list[str]


@pytest.fixture
def make_bound(window: Window, qtbot: QtBot) -> Callable[..., Bound]:
    def make(*, sheet: bool = False) -> Bound:
        page = SheetPage(sheet=sheet)
        window.show_page(PageName.TODAY)
        stack = window.findChild(QStackedWidget)
        assert stack is not None
        stack.addWidget(page)
        window._pages[PageName.TODAY] = page
        stack.setCurrentWidget(page)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        keys, heard = PageKeys(window), list[str]()
        keys.undo_wanted.connect(lambda: heard.append("undo"))
        keys.redo_wanted.connect(lambda: heard.append("redo"))
        keys.said.connect(heard.append)
        page.line.clearFocus()
        page.line.setFocus()
        return Bound(window, keys, page, heard)

    return make


def test_undo_is_that_of_the_field_until_its_text_is_recorded(make_bound: Callable[..., Bound]) -> None:
    bound = make_bound()
    line = bound.page.line

    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert bound.heard == ["undo"]

    QTest.keyClicks(line, "lot 7")
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert (line.text(), bound.heard) == ("", ["undo"])

    QTest.keyClicks(line, "lot 8")
    bound.keys.own_undo.forget()
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert (line.text(), bound.heard) == ("lot 8", ["undo", "undo"])
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert bound.heard == ["undo", "undo", "redo"]


def test_a_page_without_a_search_gets_a_line_that_finds_words(make_bound: Callable[..., Bound], qtbot: QtBot) -> None:
    bound = make_bound()
    QTest.keyClick(bound.window, Qt.Key.Key_F, CONTROL)
    line = bound.page.findChild(QLineEdit, "page.find.text")
    assert line is not None
    assert line.isVisible()
    qtbot.keyClicks(line, "thalid")
    assert bound.page.word.property("found") == "here"


def test_a_page_with_a_search_goes_there(make_bound: Callable[..., Bound]) -> None:
    bound = make_bound()
    bound.page.search_line = bound.page.line
    bound.window.rail.focus(PageName.TODAY)
    QTest.keyClick(bound.window, Qt.Key.Key_F, CONTROL)
    assert bound.page.line.hasFocus()
    assert bound.page.findChild(QLineEdit, "page.find.text") is None


@pytest.mark.parametrize("sheet", [True, False])
def test_print_and_save_are_those_of_the_page_in_view(make_bound: Callable[..., Bound], sheet: bool) -> None:
    bound = make_bound(sheet=sheet)
    QTest.keyClick(bound.window, Qt.Key.Key_P, CONTROL)
    QTest.keyClick(bound.window, Qt.Key.Key_S, CONTROL)
    assert bound.page.done == (["printed", "saved"] if sheet else [])
    assert bound.heard == ([] if sheet else [NOTHING_TO_PRINT, NOTHING_TO_SAVE])


def test_f11_fills_the_screen_and_gives_it_back(make_bound: Callable[..., Bound]) -> None:
    bound = make_bound()
    QTest.keyClick(bound.window, Qt.Key.Key_F11)
    assert bound.window.isFullScreen()
    QTest.keyClick(bound.window, Qt.Key.Key_F11)
    assert not bound.window.isFullScreen()


def test_esc_leaves_the_full_screen_once_there_is_nothing_else_to_close(make_bound: Callable[..., Bound]) -> None:
    bound = make_bound()
    QTest.keyClick(bound.window, Qt.Key.Key_F11)
    finder = bound.window.finder
    finder.setFocus()
    QTest.keyClicks(finder, "len")
    QTest.keyClick(finder, Qt.Key.Key_Escape)
    assert (finder.text(), bound.window.isFullScreen()) == ("", True)
    QTest.keyClick(finder, Qt.Key.Key_Escape)
    assert not bound.window.isFullScreen()
    QTest.keyClick(bound.window, Qt.Key.Key_Escape)
    assert not bound.window.isFullScreen()


def test_shift_f10_opens_the_menu_of_what_has_the_keys_as_the_menu_key_does(make_bound: Callable[..., Bound]) -> None:
    bound, asked = make_bound(), list[str]()
    bound.page.line.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    bound.page.line.customContextMenuRequested.connect(lambda _at: asked.append("menu"))
    bound.page.line.setFocus()
    QTest.keyClick(bound.page.line, Qt.Key.Key_F10, SHIFT)
    assert asked == ["menu"]
