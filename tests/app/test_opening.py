"""What is opened for the first time is made with the event loop between its pieces, and shown when it is whole."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.app.calculator import CalculatorController
from benchapp.app.rooms import Rooms
from benchapp.app.shell import Shell
from benchapp.ui.widgets.page import Page
from benchapp.ui.window.pages import PageName


def test_a_calculator_is_made_in_pieces_while_what_was_in_view_stays(qtbot: QtBot, rooms: Rooms, shell: Shell) -> None:
    turns = list[bool]()
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(CalculatorController.page.if_made(rooms.calculator) is None))
    timer.start(0)
    rooms.compounds.stock_wanted.emit()
    assert (shell.window.page, rooms.opening.idle) == (PageName.TODAY, False)
    assert CalculatorController.frame.if_made(rooms.calculator) is None

    qtbot.waitUntil(lambda: rooms.opening.idle)
    assert (shell.window.page, rooms.calculator.page.current) == (PageName.CALCULATE, "stock")
    assert turns.count(True) >= 4

    rooms.compounds.stock_wanted.emit()
    assert rooms.opening.idle


def test_what_is_opened_later_is_shown_later_though_it_is_there(qtbot: QtBot, rooms: Rooms, shell: Shell) -> None:
    rooms.compounds.stock_wanted.emit()
    rooms.opening.open_page(PageName.TODAY)
    assert not rooms.opening.idle
    qtbot.waitUntil(lambda: rooms.opening.idle)

    assert rooms.calculator.page.current == "stock"
    assert shell.window.page is PageName.TODAY


def test_a_page_is_made_before_it_is_shown_and_shown_at_once_where_it_is_there(
    qtbot: QtBot, rooms: Rooms, shell: Shell
) -> None:
    rooms.opening.open_page(PageName.JOURNAL)
    assert shell.window.page is PageName.TODAY
    qtbot.waitUntil(lambda: shell.window.is_made(PageName.JOURNAL))
    qtbot.waitUntil(lambda: shell.window.page is PageName.JOURNAL)

    rooms.opening.open_page(PageName.TODAY)
    assert shell.window.page is PageName.TODAY


def test_a_calculator_that_is_needed_meanwhile_is_finished_at_once(qtbot: QtBot, rooms: Rooms) -> None:
    rooms.compounds.stock_wanted.emit()
    qtbot.waitUntil(lambda: CalculatorController.frame.if_made(rooms.calculator) is not None)
    page = rooms.calculator.page
    assert page.current == "stock"
    qtbot.waitUntil(lambda: rooms.opening.idle)
    assert rooms.calculator.page is page


def test_nothing_is_made_any_more_after_the_end(qtbot: QtBot, rooms: Rooms) -> None:
    rooms.compounds.stock_wanted.emit()
    rooms.end()
    qtbot.wait(5)
    assert CalculatorController.frame.if_made(rooms.calculator) is None


def test_a_page_has_caught_up_before_it_is_shown_again(qtbot: QtBot, rooms: Rooms, shell: Shell) -> None:
    page, left = shell.window.make(PageName.JOURNAL), [3]
    assert isinstance(page, Page)

    def pieces() -> Iterator[None]:
        while left[0]:
            left[0] -= 1
            yield

    page.pieces = pieces  # type: ignore[method-assign]
    seen: list[int] = []
    shell.window.page_shown.connect(lambda _: seen.append(left[0]))
    rooms.opening.open_page(PageName.JOURNAL)
    assert (shell.window.page, rooms.opening.idle, left) == (PageName.TODAY, False, [2])

    qtbot.waitUntil(lambda: rooms.opening.idle)
    assert (shell.window.page, seen) == (PageName.JOURNAL, [0])
    shell.show(PageName.TODAY)
    rooms.opening.open_page(PageName.JOURNAL)
    assert shell.window.page is PageName.JOURNAL, "nothing has changed"


def test_a_page_is_made_in_its_place_and_moved_into_it_never(qtbot: QtBot, rooms: Rooms, shell: Shell) -> None:
    moved: list[QWidget] = []

    class Watching(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.ParentChange and isinstance(watched, Page):
                moved.append(watched)
            return False

    application, watching = QCoreApplication.instance(), Watching()
    assert application is not None
    application.installEventFilter(watching)
    for name in (PageName.SOLUTIONS, PageName.INCUBATE, PageName.JOURNAL, PageName.SETTINGS):
        shell.window.make(name)
    application.removeEventFilter(watching)
    assert not moved
