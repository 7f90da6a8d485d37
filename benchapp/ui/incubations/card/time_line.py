"""An incubation as pictures: its steps on a line of time, and between which ends the compound is; both in words too."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from benchapp.domain.incubations.well_course import BandPoint
from benchapp.domain.units.spans import span_text
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import plain, term, time_of_day, tr, weekday
from benchapp.ui.widgets.picture import Picture
from benchapp.ui.widgets.theme import Tokens

_WEEK_S = 7 * 86400.0
_LINE_HEIGHT, _BAND_HEIGHT = 104, 132
_MARGIN = 48
_DOT = 5
# Where the line is, and the lines of text over and under it, px from the top.
_OVER, _LINE, _WHAT, _WHEN, _LATE = 14, 38, 62, 78, 94
# A step that was done within this was done on time.
_ON_TIME = timedelta(minutes=1)


class TimeMark(Struct, frozen=True):
    """One step on the line.

    Attributes:
        at_s: When it is planned, s after the start.
        state: "done", "left out", "due" or "waiting".
        words: What it is.
        done_s: When it was done, s after the start; None where it was not.
    """

    at_s: float
    state: str
    words: str
    done_s: float | None = None

    @property
    def delay(self) -> timedelta | None:
        """How much later than planned it was done; None where it was not done, or on time."""
        if self.done_s is None:
            return None
        delay = timedelta(seconds=self.done_s - self.at_s)
        return delay if abs(delay) > _ON_TIME else None


def delay_text(delay: timedelta) -> str:
    """Return a delay: "+3 h 1 min", "−20 min"."""
    return f"{'+' if delay > timedelta() else '−'}{span_text(abs(delay))}"


class TimeLine(Picture):
    """The steps of an incubation from its start to its end, how late each was done, and where it is now.

    Args:
        tokens: Gives the colours.
        name: Stable object name.
        local: Gives the instant of a time after the start, in the zone shown.
    """

    def __init__(self, tokens: Callable[[], Tokens], name: str, local: Callable[[float], datetime]) -> None:
        super().__init__(tokens, name, tr("Time line"), QSize(400, _LINE_HEIGHT))
        self._local = local
        self._marks: tuple[TimeMark, ...] = ()
        self._length_s = 1.0
        self._now_s = 0.0
        self._notes: tuple[tuple[float, str], ...] = ()

    def show_notes(self, notes: Sequence[tuple[float, str]]) -> None:
        """Show what was noted: when, s after the start, and what; drawn with the steps that are shown next."""
        self._notes = tuple(notes)

    def show_steps(self, marks: Sequence[TimeMark], length_s: float, now_s: float) -> None:
        """Show steps."""
        self._marks, self._now_s = tuple(marks), now_s
        self._length_s = max([length_s, now_s, 1.0, *(mark.done_s or 0.0 for mark in marks)])
        started = tr("started {time}", time=self._day(0.0))
        noted = (f"{text}, {self._day(at_s)}" for at_s, text in self._notes)
        self.tell("; ".join([started, *(self._words(mark) for mark in marks), *noted]))

    def _words(self, mark: TimeMark) -> str:
        said = f"{mark.words}, {self._day(mark.at_s)}, {term(mark.state)}"
        return f"{said} {self._day(mark.done_s)} ({delay_text(mark.delay)})" if mark.done_s and mark.delay else said

    def _day(self, at_s: float) -> str:
        at = self._local(at_s)
        # Beyond a week, a weekday is that of two days.
        return day_and_time(at) if self._length_s > _WEEK_S else f"{weekday(at)} {time_of_day(at)}"

    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        """Draw the line, the steps and the present."""
        width = room.width() - 2 * _MARGIN

        def at(at_s: float) -> QPointF:
            return QPointF(_MARGIN + width * min(1.0, max(0.0, at_s / self._length_s)), _LINE)

        painter.setPen(QPen(QColor(tokens.line), 4))
        painter.drawLine(at(0), at(self._length_s))
        painter.setPen(QPen(QColor(tokens.accent), 4))
        painter.drawLine(at(0), at(self._now_s))
        for mark in self._marks:
            _draw_mark(painter, at(mark.at_s), mark.state, tokens)
            if mark.done_s is not None and mark.delay is not None:
                _draw_delay(painter, at(mark.at_s), at(mark.done_s), tokens)
        for at_s, _ in self._notes:
            _draw_note(painter, at(at_s), tokens)
        painter.setPen(QPen(QColor(tokens.ink), 2))
        painter.drawLine(at(0) - QPointF(0, 8), at(0) + QPointF(0, 8))
        now = at(self._now_s)
        painter.drawLine(now - QPointF(0, 12), now + QPointF(0, 12))
        _write(painter, tr("now"), now.x(), _OVER, room, tokens.ink)
        self._draw_words(painter, [at(mark.at_s).x() for mark in self._marks], at(0).x(), room, tokens)

    def _draw_words(
        self, painter: QPainter, places: Sequence[float], start: float, room: QRectF, tokens: Tokens
    ) -> None:
        """Write what each step is, when, and how late it was, as far as there is room; the start and the end always."""
        measure = QFontMetricsF(painter.font()).horizontalAdvance
        columns = [(start, (tr("start"), self._day(0.0), ""))]
        for place, mark in zip(places, self._marks, strict=True):
            late = delay_text(mark.delay) if mark.delay else ""
            columns.append((place, (mark.words, self._day(mark.at_s), late)))
        last = columns[-1]
        end_from = _left(last[0], max(map(measure, last[1])), room)
        free = -1e9
        for column in columns:
            place, (what, when, late) = column
            needed = max(measure(what), measure(when), measure(late))
            left = _left(place, needed, room)
            if column is not last and (left < free or left + needed + 8 > end_from):
                # What a step is may be long; when it is due is what matters.
                what, needed = "", max(measure(when), measure(late))
                left = _left(place, needed, room)
                if left < free or left + needed + 8 > end_from:
                    continue
            centre = left + needed / 2
            _write(painter, what, centre, _WHAT, room, tokens.ink)
            _write(painter, when, centre, _WHEN, room, tokens.muted)
            _write(painter, late, centre, _LATE, room, tokens.past)
            free = left + needed + 8


def _left(place: float, needed: float, room: QRectF) -> float:
    """Return where a text begins that is centred at a place, without leaving the room."""
    return min(max(0.0, place - needed / 2), room.width() - needed)


def _write(painter: QPainter, text: str, place: float, y: float, room: QRectF, colour: str) -> None:
    if text:
        needed = QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(_left(place, needed, room), y), text)


def _draw_mark(painter: QPainter, at: QPointF, state: str, tokens: Tokens) -> None:
    """Draw a step: each state with a shape of its own, never by colour alone."""
    colours = {"done": tokens.fresh, "due": tokens.past, "left out": tokens.muted, "waiting": tokens.accent}
    colour = QColor(colours.get(state, tokens.accent))
    painter.setPen(QPen(colour, 2))
    painter.setBrush(QColor(tokens.surface) if state == "waiting" else colour)
    if state == "due":
        painter.drawRect(QRectF(at.x() - _DOT, at.y() - _DOT, 2 * _DOT, 2 * _DOT))
    elif state == "left out":
        painter.drawLine(at + QPointF(-_DOT, -_DOT), at + QPointF(_DOT, _DOT))
        painter.drawLine(at + QPointF(-_DOT, _DOT), at + QPointF(_DOT, -_DOT))
    else:
        painter.drawEllipse(at, _DOT + 1, _DOT + 1)


def _draw_note(painter: QPainter, at: QPointF, tokens: Tokens) -> None:
    """Draw that something was noted: a flag over the line."""
    painter.setPen(QPen(QColor(tokens.note), 2))
    painter.setBrush(QColor(tokens.note))
    painter.drawLine(at - QPointF(0, 3), at - QPointF(0, 18))
    painter.drawPolygon(QPolygonF([at - QPointF(0, 18), at + QPointF(8, -15), at - QPointF(0, 12)]))


def _draw_delay(painter: QPainter, planned: QPointF, done: QPointF, tokens: Tokens) -> None:
    """Draw that a step was done at another time than planned: its planned place hollow, and a dot where it was done."""
    painter.setPen(QPen(QColor(tokens.past), 2))
    painter.setBrush(QColor(tokens.surface))
    painter.drawEllipse(planned, _DOT, _DOT)
    painter.drawLine(planned, done)
    painter.setBrush(QColor(tokens.fresh))
    painter.setPen(QPen(QColor(tokens.fresh), 2))
    painter.drawEllipse(done, _DOT, _DOT)


class BandPlot(Picture):
    """Between which ends the compound is, over the time of an incubation.

    Args:
        tokens: Gives the colours.
        name: Stable object name.
    """

    def __init__(self, tokens: Callable[[], Tokens], name: str) -> None:
        super().__init__(tokens, name, tr("Compound in the well over time"), QSize(400, _BAND_HEIGHT))
        self._points: tuple[BandPoint, ...] = ()
        self._unit = ""
        self._dose = 1.0

    def show_band(self, points: Sequence[BandPoint], dose: float, unit: str) -> None:
        """Show a band.

        Args:
            points: In doses.
            dose: The dose, in `unit`.
            unit: As shown.
        """
        self._points, self._dose, self._unit = tuple(points), dose, unit
        self.tell(band_text(points, dose, unit))

    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        """Draw the axes, the upper line, and the band where there is a half-life."""
        if not self._points:
            return
        length = max(point.at_s for point in self._points) or 1.0
        most = max(1.0, *(point.high for point in self._points))
        left, right, top, bottom = 56.0, room.width() - 16.0, 10.0, room.height() - 24.0

        def at(at_s: float, value: float) -> QPointF:
            return QPointF(left + (right - left) * at_s / length, bottom - (bottom - top) * value / most)

        upper = [at(point.at_s, point.high) for point in self._points]
        lower = [at(point.at_s, point.low) for point in self._points if point.low is not None]
        if lower:
            ground = QColor(tokens.accent)
            ground.setAlpha(40)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
            painter.setPen(QPen(QColor(tokens.accent), 1.5, Qt.PenStyle.DashLine))
            painter.drawPolyline(lower)
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawPolyline(upper)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(QPointF(left, top), QPointF(left, bottom))
        painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))
        painter.setPen(QColor(tokens.muted))
        for value in (most, most / 2, 0.0):
            place = QRectF(0, at(0, value).y() - 8, left - 6, 16)
            text = f"{plain(value * self._dose, 3)}{self._unit if value == most else ''}"
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        for at_s in _ticks(length):
            place = QRectF(at(at_s, 0).x() - 40, bottom + 4, 80, 16)
            place.moveRight(min(place.right(), right + 16))
            text = span_text(timedelta(seconds=at_s)) if at_s else tr("start")
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, text)


def _ticks(length_s: float) -> list[float]:
    """Return round times for an axis, at most nine."""
    step = next(one for one in (3600, 10800, 21600, 43200, 86400, 2 * 86400, 7 * 86400, 10**9) if length_s / one <= 8)
    return [float(number * step) for number in range(int(length_s / step + 1e-9) + 1)]


def band_text(points: Sequence[BandPoint], dose: float, unit: str) -> str:
    """Return a band in words."""
    if not points:
        return ""
    highest = max(point.high for point in points) * dose
    lows = [point.low for point in points if point.low is not None]
    first = tr("At most {highest}{unit} if nothing was lost", highest=plain(highest, 3), unit=unit)
    return (
        tr("{first}; down to {min}{unit} by the half-life.", first=first, min=plain(min(lows) * dose, 2), unit=unit)
        if lows
        else f"{first}."
    )
