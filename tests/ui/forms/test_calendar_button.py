"""The calendar beside a field: made when it is opened, reached by keys, and written as what is typed would be."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QCalendarWidget, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.domain.units.durations import ParsedDuration
from benchapp.ui.forms.calendar_button import Asks, offer_calendar
from benchapp.ui.forms.inline_form import InlineForm, InlineOptions
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.solutions.solution_forms import AddForm
from benchapp.ui.widgets.fields import LabelledField

NOW = datetime(2026, 11, 23, 9, 5, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[[Asks, str], tuple[LabelledField, QCalendarWidget, list[str]]]:
    def made(asks: Asks, text: str) -> tuple[LabelledField, QCalendarWidget, list[str]]:
        field, typed = LabelledField("Made", "test.made.ago"), list[str]()
        qtbot.addWidget(field)
        field.fill(text)
        offer_calendar(field, asks, lambda: NOW)
        field.edited.connect(typed.append)
        field.show()
        assert field.findChildren(QCalendarWidget) == []
        button = field.findChild(QPushButton, "test.made.ago.calendar")
        assert button is not None
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert "Made" in button.accessibleName()
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        (days,) = field.findChildren(QCalendarWidget)
        assert days.isVisible()
        return field, days, typed

    return made


def test_a_day_is_picked_with_the_keys_and_written_as_if_typed(
    qtbot: QtBot, opened: Callable[[Asks, str], tuple[LabelledField, QCalendarWidget, list[str]]]
) -> None:
    field, days, typed = opened(Asks.PAST, "now")
    assert days.firstDayOfWeek() == QLocale.system().firstDayOfWeek()
    assert days.selectedDate() == QDate(2026, 11, 23)
    inner = days.focusProxy() or days
    qtbot.keyClick(inner, Qt.Key.Key_Left)
    qtbot.keyClick(inner, Qt.Key.Key_Return)

    assert typed == ["2026-11-22 09:05"]
    assert field.text() == "2026-11-22 09:05"
    assert field.line.selectedText() == "09:05"
    assert not days.isVisible()


def test_escape_leaves_the_text_as_it_is(
    qtbot: QtBot, opened: Callable[[Asks, str], tuple[LabelledField, QCalendarWidget, list[str]]]
) -> None:
    field, days, typed = opened(Asks.DUE, "in 24 h")
    assert days.minimumDate() == QDate(2026, 11, 23)
    assert days.selectedDate() == QDate(2026, 11, 24)
    qtbot.keyClick(days.focusProxy() or days, Qt.Key.Key_Escape)

    assert (typed, field.text()) == ([], "in 24 h")
    assert not days.isVisible()


def test_a_date_on_a_label_has_no_time_of_day(
    opened: Callable[[Asks, str], tuple[LabelledField, QCalendarWidget, list[str]]],
) -> None:
    field, days, _ = opened(Asks.DAY, "03/2027")
    assert days.selectedDate() == QDate(2027, 3, 31)
    days.clicked.emit(QDate(2028, 2, 29))

    assert field.text() == "2028-02-29"


def test_every_field_for_a_day_or_an_instant_has_one(qtbot: QtBot) -> None:
    bar = PreparationBar("bar", lambda _details: "", lambda _text: ParsedDuration(NOW - NOW), now=lambda: NOW)
    form = AddForm(lambda _texts, _storage: "", lambda: "", now=lambda: NOW)
    fields = [(name, name, "") for name in ("when", "length", "lot_expiry", "solvent_expiry", "reason")]
    asked = InlineForm(
        "asked", fields, "Write", lambda _texts, _storage: None, lambda: None, InlineOptions(now=lambda: NOW)
    )
    found = set()
    for widget in (bar, form, asked):
        qtbot.addWidget(widget)
        found |= {one.objectName() for one in widget.findChildren(QPushButton) if one.objectName().endswith("calendar")}

    assert found == {
        "bar.ago.calendar",
        "solutions.add.ago.calendar",
        "solutions.add.lot_expiry.calendar",
        *(f"asked.{name}.calendar" for name in ("when", "length", "lot_expiry", "solvent_expiry")),
    }
