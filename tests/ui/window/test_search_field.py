"""The finder by itself: the arrow keys choose, Enter opens, and nothing found is said."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.ui.window.search_field import SearchField


@pytest.fixture
def finder(library: Library, qapp: object) -> Iterator[SearchField]:
    host = QWidget()
    host.resize(900, 600)
    made = SearchField(lambda text: library.search(text) if text else (), host, adds=True)
    QVBoxLayout(host).addWidget(made)
    host.show()
    yield made
    host.hide()
    host.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def lines(finder: SearchField) -> list[str]:
    return [finder.results.item(row).text() for row in range(finder.results.count())]


def test_a_compound_is_found_by_what_is_typed_and_opened_by_enter(finder: SearchField) -> None:
    chosen = list[str]()
    finder.chosen.connect(chosen.append)

    QTest.keyClicks(finder, "lenalid")
    assert lines(finder)[0].startswith("Lenalidomide")
    QTest.keyClick(finder, Qt.Key.Key_Return)

    assert chosen == [FIRST_COMPOUND]
    assert finder.text() == ""
    assert finder.results.isHidden()


def test_commands_come_first_what_holds_the_words_last_and_the_arrows_go_round(finder: SearchField) -> None:
    others = list[str]()
    finder.other_chosen.connect(others.append)
    finder.others = lambda _text: (("→ Journal", "page:JOURNAL"),)
    finder.more = lambda _text: (("BC-1 · 10 mM", "label:BC-1"),)
    finder.offer()

    assert lines(finder) == ["→ Journal", "BC-1 · 10 mM"]
    QTest.keyClick(finder, Qt.Key.Key_Up)
    QTest.keyClick(finder, Qt.Key.Key_Enter)

    assert others == ["label:BC-1"]


def test_what_was_not_found_is_offered_to_be_added_under_its_name(finder: SearchField) -> None:
    chosen = list[str]()
    finder.chosen.connect(chosen.append)
    finder.other_chosen.connect(chosen.append)

    QTest.keyClicks(finder, "navitoclax")
    assert "Nothing found" in lines(finder)[0]
    assert lines(finder)[1:] == [
        "Add “navitoclax” as a new compound",
        "Calculate with “navitoclax” without a page",
    ]
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert chosen == ["add:navitoclax"]

    QTest.keyClicks(finder, "navitoclax")
    QTest.keyClick(finder, Qt.Key.Key_Down)
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert chosen[1:] == ["other:navitoclax"]


def test_nothing_is_offered_to_be_added_for_a_letter_or_where_nothing_is_added(finder: SearchField) -> None:
    QTest.keyClicks(finder, "qq")
    assert lines(finder) == ["Nothing found. Try another name, the CAS number or a catalogue number."]
    QTest.keyClick(finder, Qt.Key.Key_Return)
    QTest.keyClick(finder, Qt.Key.Key_Down)
    assert finder.text() == "qq"


def test_escape_closes_the_list_and_empties_the_line(finder: SearchField) -> None:
    QTest.keyClicks(finder, "lenalid")
    QTest.keyClick(finder, Qt.Key.Key_Escape)

    assert finder.results.isHidden()
    assert finder.text() == ""


def test_long_lines_are_broken_and_never_cut(finder: SearchField) -> None:
    finder.more = lambda _text: (
        ("a very long line that names a solution with all that is known of it " * 3, "label:1"),
    )
    QTest.keyClicks(finder, "lenalid")

    short, long = finder.results.item(0), finder.results.item(finder.results.count() - 1)
    assert long.sizeHint().height() > short.sizeHint().height()
    assert long.sizeHint().width() <= finder.results.viewport().width()
    assert not long.icon().isNull()


def test_it_says_less_where_there_is_little_room(finder: SearchField) -> None:
    wide = finder.placeholderText()
    finder.be_narrow(narrow=True)
    assert len(finder.placeholderText()) < len(wide)
    finder.be_narrow(narrow=False)
    assert finder.placeholderText() == wide


def test_its_list_stays_under_the_line_when_the_window_gets_smaller(finder: SearchField) -> None:
    host = finder.window()
    QTest.keyClicks(finder, "e")
    host.resize(500, 400)
    QCoreApplication.processEvents()

    found = finder.results.geometry()
    assert finder.results.isVisible()
    assert host.rect().contains(found)
    assert found.top() == finder.geometry().bottom() + 5


def test_identities_come_last_and_the_name_can_still_be_added(finder: SearchField) -> None:
    chosen = list[str]()
    finder.other_chosen.connect(chosen.append)
    finder.more = lambda text: (("Verapamil · 454.61 g/mol", "identity:52-53-9:Verapamil"),) if text else ()

    QTest.keyClicks(finder, "verapamil")
    assert lines(finder) == ["Verapamil · 454.61 g/mol", "Add “verapamil” as a new compound"]
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert chosen == ["identity:52-53-9:Verapamil"]

    QTest.keyClicks(finder, "lenalidomide")
    assert lines(finder)[0] == "Lenalidomide"
    assert lines(finder)[-1] == "Verapamil · 454.61 g/mol"


def test_what_was_typed_before_another_window_took_the_keys_is_still_opened_by_enter(finder: SearchField) -> None:
    chosen = list[str]()
    finder.chosen.connect(chosen.append)
    away, back = QEvent.Type.FocusOut, QEvent.Type.FocusIn
    reason = Qt.FocusReason.ActiveWindowFocusReason

    QTest.keyClicks(finder, "lenalid")
    QCoreApplication.sendEvent(finder, QFocusEvent(away, reason))
    assert finder.results.isHidden()
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert chosen == [FIRST_COMPOUND]

    QTest.keyClicks(finder, "lenalid")
    QCoreApplication.sendEvent(finder, QFocusEvent(away, reason))
    QCoreApplication.sendEvent(finder, QFocusEvent(back, reason))
    assert finder.results.isVisible()
