"""The finder by itself: the arrow keys choose, Enter opens, and nothing found is said."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.ui.window.finder import Finder


@pytest.fixture
def finder(library: Library, qapp: object) -> Iterator[Finder]:
    host = QWidget()
    host.resize(900, 600)
    made = Finder(lambda text: library.search(text) if text else (), host)
    QVBoxLayout(host).addWidget(made)
    host.show()
    yield made
    host.hide()
    host.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def lines(finder: Finder) -> list[str]:
    return [finder.results.item(row).text() for row in range(finder.results.count())]


def test_a_compound_is_found_by_what_is_typed_and_opened_by_enter(finder: Finder) -> None:
    chosen = list[str]()
    finder.chosen.connect(chosen.append)

    QTest.keyClicks(finder, "lenalid")
    assert lines(finder)[0].startswith("Lenalidomide")
    QTest.keyClick(finder, Qt.Key.Key_Return)

    assert chosen == [FIRST_COMPOUND]
    assert finder.text() == ""
    assert finder.results.isHidden()


def test_commands_come_first_what_holds_the_words_last_and_the_arrows_go_round(finder: Finder) -> None:
    others = list[str]()
    finder.other_chosen.connect(others.append)
    finder.others = lambda _text: (("→ Journal", "page:JOURNAL"),)
    finder.more = lambda _text: (("BC-1 · 10 mM", "label:BC-1"),)
    finder.offer()

    assert lines(finder) == ["→ Journal", "BC-1 · 10 mM"]
    QTest.keyClick(finder, Qt.Key.Key_Up)
    QTest.keyClick(finder, Qt.Key.Key_Enter)

    assert others == ["label:BC-1"]


def test_nothing_found_is_said_and_cannot_be_chosen(finder: Finder) -> None:
    chosen = list[str]()
    finder.chosen.connect(chosen.append)
    finder.other_chosen.connect(chosen.append)

    QTest.keyClicks(finder, "zzqx")
    assert "Nothing found" in lines(finder)[0]
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert chosen == []

    QTest.keyClick(finder, Qt.Key.Key_Escape)
    assert finder.results.isHidden()
    assert finder.text() == "zzqx"


def test_it_says_less_where_there_is_little_room(finder: Finder) -> None:
    wide = finder.placeholderText()
    finder.be_narrow(narrow=True)
    assert len(finder.placeholderText()) < len(wide)
    finder.be_narrow(narrow=False)
    assert finder.placeholderText() == wide
