"""The window with pages that only say their names: it makes each when it is needed, folds, and asks before closing."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QToolButton, QWidget

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import IncubationStarted
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.page import Page
from benchapp.ui.window.pages import PAGES, RAIL, PageName
from benchapp.ui.window.window import FOLD_BESIDE_SOLUTIONS_BELOW, Window
from tests.making import incubation


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


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_keys_once_and_nothing_else(window: Window, key: Qt.Key) -> None:
    window.show_page(PageName.TODAY)
    page = window.current_page()
    assert isinstance(page, Page)
    pressed: list[str] = []
    made = push_button("Record", "today.actions.record", lambda: pressed.append("button"))
    off = push_button("Off", "today.actions.off", lambda: pressed.append("off"))
    tool, line = QToolButton(), QLineEdit()
    tool.clicked.connect(lambda: pressed.append("tool"))
    for one in (made, off, tool, line):
        page.content.addWidget(one)
    window.show()
    for focused in (made, tool):
        focused.setFocus()
        QTest.keyClick(focused, key)
    assert pressed == ["button", "tool"]

    line.setFocus()
    QTest.keyClick(line, key)
    off.setFocus()
    QTest.keyClick(off, key, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["button", "tool"]


@pytest.mark.parametrize("name", [name for name in PageName if not PAGES[name].aside])
def test_the_rail_marks_where_the_page_belongs(window: Window, name: PageName) -> None:
    window.show_page(name)

    marked = [page.name for page in RAIL if button(window, f"rail.pages.{page.name.value.lower()}").isChecked()]
    assert marked == [PAGES[name].rail]


def test_the_rail_leads_to_what_was_looked_at_last_of_the_compounds_and_from_one_to_all(window: Window) -> None:
    rail, name = button(window, "rail.pages.compound"), button(window, "header.compound.name")
    shown = list[PageName]()
    window.page_shown.connect(shown.append)
    window.show_page(PageName.CALCULATE)
    rail.click()
    rail.click()
    window.show_page(PageName.CALCULATE)
    rail.click()
    window.show_page(PageName.COMPOUND)
    name.click()

    away, one, every = PageName.CALCULATE, PageName.COMPOUND, PageName.COMPOUNDS
    assert shown == [away, one, every, away, every, one, every]


def test_a_note_that_not_every_page_shows_leaves_the_rail_where_it_is(window: Window) -> None:
    window.notes.show_note("offer", "Do you have a P2?", "note")
    window.show()
    tops = []
    for name in (PageName.COMPOUND, PageName.CALCULATE):
        window.show_page(name)
        QTest.qWait(1)
        tops.append((window.notes.isVisible(), button(window, "rail.pages.compound").mapTo(window, QPoint()).y()))

    assert tops[0][0]
    assert not tops[1][0]
    assert tops[0][1] == tops[1][1]


def test_help_leaves_the_mark_at_the_page_one_came_from(window: Window) -> None:
    window.show_page(PageName.JOURNAL)
    window.show_page(PageName.HELP)

    assert button(window, "rail.pages.journal").isChecked()


@pytest.fixture
def running(board: TimerList, book: JournalSession, clock: SteppedClock) -> None:
    assert not board.statuses
    book.record(IncubationStarted(incubation("i1", 168, start=clock.now())))


def beside_the_page(window: Window) -> str:
    """Return what is at the right of the page."""
    shown = [name for name, there in (("panel", window.now.panel), ("strip", window.now.strip)) if in_sight(there)]
    return " and ".join(shown)


def in_sight(widget: QWidget | None) -> bool:
    return widget is not None and widget.isVisible()


@pytest.mark.usefixtures("running")
def test_now_is_a_panel_where_there_is_room_and_a_strip_in_a_small_window_and_beside_a_recipe(window: Window) -> None:
    window.show_page(PageName.TODAY)
    window.resize(1366, 768)
    window.show()
    assert beside_the_page(window) == "panel"

    window.show_page(PageName.CALCULATE)
    assert beside_the_page(window) == "strip"
    window.show_page(PageName.LAB)
    assert beside_the_page(window) == "panel"
    window.resize(1100, 600)
    assert beside_the_page(window) == "strip"


def test_now_is_a_strip_where_it_has_nothing_to_say(window: Window) -> None:
    window.show_page(PageName.TODAY)
    window.resize(1366, 768)
    window.show()

    assert beside_the_page(window) == "strip"
    assert window.now.strip.words == "No incubation running"


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("way", ["press again", "press the page", "escape", "another page", "another size"])
def test_the_strip_unfolds_the_panel_over_the_page_and_folds_it_again(window: Window, way: str) -> None:
    window.show_page(PageName.TODAY)
    window.resize(1000, 600)
    window.show()

    button(window, "now.strip.toggle").click()
    panel = window.now.panel
    assert panel is not None
    assert panel.isVisible()
    assert panel.geometry().right() < window.now.geometry().left()
    match way:
        case "press again":
            button(window, "now.strip.toggle").click()
        case "press the page":
            QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
        case "escape":
            QTest.keyClick(window, Qt.Key.Key_Escape)
        case "another page":
            window.show_page(PageName.SOLUTIONS)
        case _:
            window.resize(1010, 600)

    assert not panel.isVisible()
    assert beside_the_page(window) == "strip"


@pytest.mark.parametrize("name", list(PageName))
def test_the_header_names_the_compound_only_where_it_is_used(window: Window, name: PageName) -> None:
    window.show_page(name)
    header = window.header
    # The list, the form of a new compound and the import are about others.
    of_any = name in {PageName.COMPOUNDS, PageName.FORM, PageName.IMPORT}
    of_compound = PAGES[name].rail in {PageName.COMPOUND, PageName.CALCULATE} and not of_any

    shown = (header.compound.isVisibleTo(window), header.form.isVisibleTo(window), header.title.isVisibleTo(window))
    assert shown == (of_compound, of_compound, not of_compound)
    assert header.title.text() == name.value


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


@pytest.mark.usefixtures("running")
def test_now_is_a_strip_beside_the_solutions_unless_the_window_is_wide(window: Window) -> None:
    window.show()
    window.resize(1366, 768)
    window.show_page(PageName.SOLUTIONS)
    assert beside_the_page(window) == "strip"

    window.resize(FOLD_BESIDE_SOLUTIONS_BELOW, 768)
    assert beside_the_page(window) == "panel"


def test_no_page_decides_how_low_the_window_may_be(window: Window) -> None:
    # Windows lets no window be lower than such a height, whatever its least size is.
    window.show_page(PageName.TODAY)
    assert not window.hasHeightForWidth()
    window.resize(window.minimumSize())
    assert window.size() == window.minimumSize()
