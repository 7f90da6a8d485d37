"""A page says how an action went, and scrolls to what is below its edge."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QScrollArea, QTableView, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.messages import BenchError, Message
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.page import Page, bring_into_view, post_message


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page("Solutions")
    qtbot.addWidget(made)
    return made


def test_what_was_written_and_what_could_not_be_are_said(page: Page) -> None:
    said: list[tuple[str, str]] = []
    page.did.connect(lambda sentence: said.append(("did", sentence)))
    page.said.connect(lambda sentence: said.append(("said", sentence)))

    def refused() -> None:
        raise BenchError(Message.NOTHING_TO_UNDO)

    page.attempt(lambda: None, "Discarded.")
    page.attempt(refused, "Undone.")
    assert said == [("did", "Discarded."), ("said", "There is nothing to undo.")]


def test_a_widget_posts_its_message_on_its_page_and_nowhere_without_one(page: Page, qtbot: QtBot) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    inner, alone = text_label("in"), QWidget()
    qtbot.addWidget(alone)
    page.content.addWidget(inner)
    post_message(inner, "Copied.")
    post_message(alone, "Nobody hears it.")
    bring_into_view(alone)

    assert said == ["Copied."]
    assert alone.isHidden()


def test_what_is_below_the_edge_is_scrolled_into_view_and_back(page: Page, qtbot: QtBot) -> None:
    top, bottom = text_label("top"), text_label("bottom")
    page.content.addWidget(top)
    page.content.addSpacing(2000)
    page.content.addWidget(bottom)
    page.resize(400, 300)
    page.show()
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().maximum() > 0)

    bring_into_view(bottom)
    assert not bottom.visibleRegion().isEmpty()
    bring_into_view(top)
    assert not top.visibleRegion().isEmpty()


def test_a_page_with_a_table_does_not_scroll_itself(qtbot: QtBot) -> None:
    page = Page("Table", scrolls=False)
    qtbot.addWidget(page)
    page.content.addWidget(QTableView())
    page.resize(600, 400)
    page.show()

    assert page.findChildren(QScrollArea) == []
    assert page.inner.isVisible()


def test_a_page_out_of_view_holds_up_no_other(page: Page, qtbot: QtBot) -> None:
    wide = QWidget()
    wide.setMinimumSize(900, 20)
    page.content.addWidget(wide)
    assert page.minimumSizeHint().width() == 0

    page.show()

    assert page.minimumSizeHint().height() > 0


def test_what_has_the_keys_stays_in_view_where_the_page_becomes_lower(page: Page) -> None:
    for _ in range(20):
        page.content.addWidget(QLineEdit())
    page.resize(400, 600)
    page.show()
    lines = page.findChildren(QLineEdit)
    below = next(one for one in lines if one.geometry().bottom() > 400)
    below.setFocus()
    page.resize(400, 300)
    QCoreApplication.processEvents()
    assert below.visibleRegion().boundingRect().height() == below.height()


@pytest.fixture
def typed_into(page: Page) -> tuple[QLineEdit, QWidget]:
    """A field with the keys at the lower edge of a page, and what will appear above it."""
    above = QWidget()
    above.setFixedHeight(120)
    above.hide()
    page.content.addWidget(above)
    for _ in range(20):
        page.content.addWidget(QLineEdit())
    page.resize(400, 300)
    page.show()
    QCoreApplication.processEvents()
    lines = page.findChildren(QLineEdit)
    field = next(one for one in reversed(lines) if one.visibleRegion().boundingRect().height() == one.height())
    field.setFocus()
    return field, above


def test_what_has_the_keys_stays_in_view_where_something_appears_above_it(
    page: Page, typed_into: tuple[QLineEdit, QWidget]
) -> None:
    field, above = typed_into
    above.show()
    QCoreApplication.processEvents()
    assert page.area.verticalScrollBar().value() > 0
    assert field.visibleRegion().boundingRect().height() == field.height()


def test_what_somebody_scrolled_out_of_view_does_not_bring_the_page_back(
    page: Page, typed_into: tuple[QLineEdit, QWidget]
) -> None:
    field, above = typed_into
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert field.visibleRegion().isEmpty()
    above.show()
    QCoreApplication.processEvents()
    assert field.visibleRegion().isEmpty()
