"""A button beside a field for a day or an instant: a calendar, in which a day is picked instead of typed.

What is picked is written into the field as a text that its reader reads back as just this day or instant.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QVBoxLayout

from benchapp.domain.lab.picked_days import day_typed, written_for
from benchapp.domain.messages import BenchError
from benchapp.domain.units.durations import LONGEST
from benchapp.domain.units.expiry_dates import YEARS, read_expiry
from benchapp.ui.text.language import language_code, tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import LabelledField

if TYPE_CHECKING:
    from PySide6.QtCore import QDate
    from PySide6.QtWidgets import QCalendarWidget

# Where the time of day begins in "2026-11-28 16:00", and how long it is.
_TIME_AT, _TIME_LONG = 11, 5


class Asks(StrEnum):
    """What a field asks for."""

    DAY = "a day, as labels print it"
    PAST = "when something was done"
    DUE = "when something is due"


def offer_calendar(field: LabelledField, asks: Asks, now: Callable[[], datetime]) -> None:
    """Put the button beside a field.

    Args:
        field: The field; what is typed into it goes on being read.
        asks: What it asks for.
        now: Returns the present, in the time zone shown.
    """
    if asks is not Asks.DAY:
        keep_room_for_instant(field)
    _Calendar(field, asks, now)


def keep_room_for_instant(field: LabelledField) -> None:
    """Set the least width of a field to that of a day and a time of day."""
    field.keep_room_for("2026-11-28 16:00")


class _Calendar:
    """The button and its calendar, which is made when it is first opened."""

    def __init__(self, field: LabelledField, asks: Asks, now: Callable[[], datetime]) -> None:
        self._field = field
        self._asks = asks
        self._now = now
        self._made: tuple[QFrame, QCalendarWidget] | None = None
        self._button = push_button("", f"{field.line.objectName()}.calendar", self._open, tip=tr("Pick a day"))
        self._button.setProperty("calendar", "true")
        self._button.setAccessibleName(tr("Pick a day: {field}", field=field.title()))
        field.put_beside(self._button)

    def _make(self) -> tuple[QFrame, QCalendarWidget]:
        from PySide6.QtCore import QLocale, Qt  # noqa: PLC0415 (few calendars are ever opened)
        from PySide6.QtGui import QKeySequence, QPalette, QShortcut, QTextCharFormat  # noqa: PLC0415
        from PySide6.QtWidgets import QCalendarWidget, QToolButton  # noqa: PLC0415

        popup, days = QFrame(self._button, Qt.WindowType.Popup), QCalendarWidget()
        popup.setObjectName("calendar")
        for named in (popup, days):
            named.setAccessibleName(self._button.accessibleName())
        days.setLocale(QLocale(language_code()))
        days.setFirstDayOfWeek(QLocale.system().firstDayOfWeek())
        days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        plain = QTextCharFormat()
        plain.setForeground(days.palette().brush(QPalette.ColorRole.Text))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Red is kept for what is past its use-by.
            days.setWeekdayTextFormat(weekday, plain)
        turns = (("prev", "‹", tr("Previous month")), ("next", "›", tr("Next month")))
        for which, sign, words in turns:
            # Its own arrows are black on any ground.
            for turn in days.findChildren(QToolButton, f"qt_calendar_{which}month"):
                turn.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
                turn.setText(sign)
                turn.setAccessibleName(words)
        days.clicked.connect(self._pick)
        days.activated.connect(self._pick)
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(days)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), popup)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(popup.close)
        return popup, days

    def _open(self) -> None:
        self._made = self._made or self._make()
        popup, days = self._made
        now = self._now()
        today = now.date()
        first = {Asks.PAST: today - LONGEST, Asks.DUE: today, Asks.DAY: date(YEARS[0], 1, 1)}[self._asks]
        last = {Asks.PAST: today, Asks.DUE: today + LONGEST, Asks.DAY: date(YEARS[-1], 12, 31)}[self._asks]
        days.setDateRange(_qt(first), _qt(last))
        days.setSelectedDate(_qt(self._day(now)))
        free, size = self._button.screen().availableGeometry(), popup.sizeHint()
        below = self._button.mapToGlobal(QPoint(0, self._button.height()))
        room = below.y() + size.height() <= free.bottom()
        top = below.y() if room else below.y() - self._button.height() - size.height()
        popup.move(min(below.x(), free.right() - size.width()), max(free.top(), top))
        popup.show()
        days.setFocus()

    def _day(self, now: datetime) -> date:
        """Return the day that is in the field; today where none can be read."""
        if self._asks is not Asks.DAY:
            return day_typed(self._field.text(), now, past=self._asks is Asks.PAST)
        try:
            return read_expiry(self._field.text())
        except BenchError:
            return now.date()

    def _pick(self, picked: QDate) -> None:
        day, line = date(picked.year(), picked.month(), picked.day()), self._field.line
        if self._asks is Asks.DAY:
            text = day.isoformat()
        else:
            text = written_for(day, line.text(), self._now(), past=self._asks is Asks.PAST)
        if self._made is not None:
            self._made[0].close()
        line.setText(text)
        line.textEdited.emit(text)
        line.setFocus()
        if self._asks is not Asks.DAY:
            # The day is picked; its time of day is typed over.
            line.setSelection(_TIME_AT, _TIME_LONG)


def _qt(day: date) -> QDate:
    from PySide6.QtCore import QDate  # noqa: PLC0415

    return QDate(day.year, day.month, day.day)
