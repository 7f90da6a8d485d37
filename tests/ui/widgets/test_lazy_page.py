from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.lazy_page import LazyPage, Piece, some_at_once
from benchapp.ui.widgets.page import Page

HIGH = 100


class Long(Page):
    """A page of many lines of one height."""

    def __init__(self, guessed: int) -> None:
        super().__init__("long")
        self.made: list[int] = []
        self.rest = LazyPage(self)
        self.rest.add(*((guessed, partial(self._make, number)) for number in range(60)))

    def _make(self, number: int) -> None:
        line = QLabel(str(number))
        line.setFixedHeight(HIGH)
        self.content.addWidget(line)
        self.made.append(number)


@pytest.fixture(params=[20, HIGH, 300])
def page(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Long]:
    """A page whose pieces turn out higher than was guessed, as high, or lower."""
    page = Long(request.param)
    page.resize(400, 400)
    page.show()
    yield page
    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settle() -> None:
    for _ in range(400):
        QApplication.processEvents()


def test_nothing_is_made_before_the_paint_and_then_what_may_soon_be_seen(page: Long) -> None:
    settle()
    assert page.made == []
    page.rest.go_on()
    settle()

    assert page.made == list(range(len(page.made)))
    assert 1000 <= len(page.made) * HIGH < 2000
    assert not page.rest.whole
    before = len(page.made)
    page.area.verticalScrollBar().setValue(600)
    settle()
    assert before + 3 <= len(page.made) < 30


def test_who_goes_to_the_end_arrives_there(page: Long) -> None:
    page.rest.go_on()
    settle()
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()

    assert page.rest.whole
    assert bar.maximum() > 60 * HIGH - 400
    assert bar.value() == bar.maximum()


def test_what_grows_later_at_the_end_does_not_move_the_page(page: Long, qtbot: QtBot) -> None:
    page.rest.go_on()
    settle()
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    qtbot.wait(300)
    before = bar.value()
    page.content.addSpacing(500)
    settle()

    assert bar.value() == before < bar.maximum()


def test_all_is_made_for_who_looks_for_something(page: Long) -> None:
    then: list[int] = []
    page.rest.go_on()
    page.rest.make_all(lambda: then.append(len(page.made)))
    settle()

    assert then == [60]
    assert page.area.verticalScrollBar().value() == 0
    page.rest.make_all(lambda: then.append(0))
    settle()
    assert then == [60, 0]


def test_another_compound_begins_at_the_top(page: Long) -> None:
    page.rest.go_on()
    settle()
    page.area.verticalScrollBar().setValue(300)
    settle()
    page.rest.begin_anew()
    settle()
    made = len(page.made)
    page.rest.add((HIGH, partial(page._make, 99)))
    settle()

    assert page.area.verticalScrollBar().value() == 0
    assert len(page.made) >= made
    assert page.rest.whole is (page.made[-1] == 99)


@pytest.mark.parametrize("count", [1, 8, 9, 40])
def test_a_card_comes_with_its_first_lines(count: int) -> None:
    done: list[str] = []
    pieces: list[Piece] = list(
        some_at_once(lambda: done.append("card"), [partial(done.append, str(number)) for number in range(count)])
    )

    for _, make in pieces:
        make()
    assert done == ["card", *map(str, range(count))]
    assert len(pieces) == -(-count // 8)
    assert sum(height for height, _ in pieces) == 64 + 64 * count


def test_what_is_not_in_view_waits_where_it_is_not_to_be_made_ahead(qtbot: QtBot) -> None:
    page = Long(HIGH)
    qtbot.addWidget(page)
    page.resize(400, 400)
    page.show()
    page.rest.go_on(ahead=False)
    settle()
    assert 3 <= len(page.made) <= 5
    page.rest.go_on()
    settle()
    assert len(page.made) >= 10
