"""Today: an agenda of what is overdue, due today and in the week after it, what to thaw and make, what expires."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.journal.entries import Entry
from benchapp.domain.journal.questions import open_questions
from benchapp.domain.units.moments import Moment
from benchapp.presenters.incubations.agenda import AgendaSteps, agenda_steps, expiring, to_prepare
from benchapp.presenters.incubations.ended import count_ended, latest_ended
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.elsewhere import ElsewhereStatus
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.incubations.today.agenda_lines import AgendaLines
from benchapp.ui.incubations.today.agenda_row import AgendaRow
from benchapp.ui.incubations.today.elsewhere_lines import ElsewhereLines
from benchapp.ui.text.journal.question_texts import QuestionWords
from benchapp.ui.text.language import day, tr
from benchapp.ui.text.task_texts import agenda_headline, agenda_time
from benchapp.ui.widgets.buttons import flat_button, push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout
from benchapp.ui.widgets.page import Page

# px: from this width on what is made and what expires is beside the steps; the most that a line is wide.
_BESIDE_FROM = 1100
_WIDEST, _WIDEST_OF_TWO = 1200, 1640
_MARGIN = 24
# So many steps of the week are shown before somebody asks for all.
_MOST_OF_WEEK = 6
# More than these are found in the journal.
_MOST_ENDED = 24


@qt_overrides
class TodayPage(Page):
    """The agenda.

    Args:
        board: What runs.
        solution_table: What there is to take.
        session: The open journal: what has ended, the boots seen and the time zone shown.
        sentence: Words an entry, for what is to be settled.

    Attributes:
        lines: Makes the lines, and tells what is wanted by them.
        elsewhere: The same of what runs on other computers.

    Signals:
        compound_wanted: The compound page is wanted.
    """

    compound_wanted = Signal()

    def __init__(
        self,
        board: TimerList,
        solution_table: SolutionTable,
        session: JournalSession,
        sentence: Callable[[Entry], str] = lambda entry: entry.kind,
    ) -> None:
        super().__init__(tr("Today"))
        self._board = board
        self._solution_table = solution_table
        self._session = session
        self.lines = AgendaLines(session.local)
        self._question_words = QuestionWords(
            lambda: session.bench, session.find, sentence, self.lines.when, session.origin_of
        )
        self.elsewhere = ElsewhereLines(self.lines)
        self._others: list[ElsewhereStatus] = []
        self._now: Moment = session.now()
        self._shown: list[object] = []
        self._begun: list[object] = []
        self._in_hand: list[object] = []
        self._round = -1
        self._steps = AgendaSteps()
        self._timed: list[tuple[AgendaRow, StepStatus]] = []
        self._ended_open = self._week_open = False
        self.headline = text_label("", size="large")
        self.headline.setObjectName("today.head.text")
        self._due, self._prepared = _column(), _column()
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(16)
        self._columns.addLayout(self._due)
        self._columns.addLayout(self._prepared)
        self.content.addWidget(self.headline)
        self.content.addLayout(self._columns)
        self.content.addStretch(1)
        self.refresh(self._now)

    # -- the time ----------------------------------------------------------------------------------------------

    def refresh(self, now: Moment) -> None:
        """Show what is due at this moment; where nobody sees it, when it is shown again."""
        self._now = now
        if not self._shown or self.isVisible():
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Catch up with what changed while another page was in view."""
        super().showEvent(event)
        self._now = self._session.now()
        self._catch_up()

    def pieces(self) -> Iterator[None]:
        """Show what changed while another page was in view, a section at a time."""
        self._now = self._session.now()
        yield from self._caught_up()

    def _catch_up(self) -> None:
        for _ in self._caught_up():
            pass

    def _caught_up(self) -> Iterator[None]:
        key = self._what_is_shown()
        came_due = any(status.phase is not Phase.DUE and status.due <= self._now.wall for status in self._steps.shown)
        if came_due or key != self._shown:
            # Where it is begun anew meanwhile, what was begun before adds nothing any more.
            self._begun = key
            for _ in self._rebuilt():
                yield
                if self._begun is not key:
                    return
            self._shown = key
        self.show_times()

    def _what_is_shown(self) -> list[object]:
        if self._round != self._solution_table.round:
            self._round = self._solution_table.round
            self._in_hand = [
                (row.kept.solution.id, row.kept.left, row.freshness.state) for row in self._solution_table.in_hand()
            ]
        others = self._session.elsewhere
        self._others = others.next(self._now) if others is not None else []
        return [
            self._session.count(),
            [(status.key, status.phase) for status in self._board.statuses],
            [status.key for status in self._board.ringing],
            self._session.local(self._now.wall).date(),
            self._in_hand,
            self._solution_table.volumes,
            [one.state for one in self._others],
        ]

    def show_times(self) -> None:
        """Show how long until each step of today, by the minute."""
        now = self._session.now()
        for row, status in self._timed:
            still = status.running.paused and status.step.due_at is None
            left = status.left if still else status.due - now.wall
            row.show_left(agenda_time(left))
        self.elsewhere.pass_time(now)

    # -- what is shown -----------------------------------------------------------------------------------------

    def _rebuilt(self) -> Iterator[None]:
        session, now = self._session, self._now.wall
        running = [one for one in session.bench.running() if session.is_here(one.home)]
        self._steps = steps = agenda_steps(running, self._now, session.anchors, session.local)
        self._timed = []
        self.elsewhere.forget()
        self.lines.begin(now)
        clear_layout(self._due)
        clear_layout(self._prepared)
        self.headline.setText(agenda_headline(steps, len(running), self.lines.when, len(self._others)))
        yield
        today = tr("Today · {day}", day=day(session.local(now)))
        self._add_questions()
        self._add_section(self._due, tr("Overdue"), self._step_rows(steps.overdue, 0), tone="past")
        place = len(steps.overdue)
        self._add_section(self._due, today, self._step_rows(steps.today, place))
        yield
        self._add_week(self._step_rows(steps.week, place + len(steps.today)))
        yield
        self._add_section(self._due, tr("On other computers"), self.elsewhere.rows(self._others, self._now))
        if not running:
            self._offer_beginning()
        made = to_prepare(steps, self._solution_table)
        yield
        rows = [self.lines.of_preparation(nth, one) for nth, one in enumerate(made)]
        self._add_section(self._prepared, tr("To thaw and make"), rows)
        yield
        stale = expiring(self._solution_table.in_hand())
        rows = [self.lines.of_expiry(nth, one) for nth, one in enumerate(stale)]
        self._add_section(self._prepared, tr("Expires"), rows)
        yield
        self._add_ended()
        for column in (self._due, self._prepared):
            column.addStretch(1)

    def _step_rows(self, statuses: Sequence[StepStatus], place: int) -> list[AgendaRow]:
        ringing = {status.key for status in self._board.ringing}
        rows = [self.lines.of_step(nth, status, ringing) for nth, status in enumerate(statuses, place)]
        soon = self._steps.overdue + self._steps.today
        self._timed += [(row, status) for row, status in zip(rows, statuses, strict=True) if status in soon]
        return rows

    def _add_section(self, column: QVBoxLayout, title: str, rows: Sequence[QWidget], *, tone: str = "") -> None:
        if not rows:
            return
        card = Card(title, tone=tone)
        card.body.setSpacing(0)
        # The frame of a row that has the keys keeps off the heading.
        card.body.addSpacing(6)
        for row in rows:
            card.body.addWidget(row)
        # The line under a row parts it from the next.
        rows[-1].setProperty("last", "true")
        column.addWidget(card)

    def _add_week(self, rows: list[AgendaRow]) -> None:
        """Show the first steps of the week, and the others when somebody asks for them."""
        shown: list[QWidget] = list(rows if self._week_open else rows[:_MOST_OF_WEEK])
        for row in rows[len(shown) :]:
            row.deleteLater()
        left = len(rows) - len(shown)
        if left:
            words = tr("Show {count} more", count=left + self._steps.more)
            shown.append(flat_button(words, "today.week.more", self._open_week))
        elif self._steps.more:
            shown.append(text_label(tr("and {count} more", count=self._steps.more), tone="muted"))
        self._add_section(self._due, tr("Next 7 days"), shown)

    def _open_week(self) -> None:
        self._week_open, self._shown = True, []
        self._catch_up()

    def _offer_beginning(self) -> None:
        words = tr("Begin with the compound: prepare a stock, dose cells, start the incubation.")
        self._due.addWidget(text_label(words, tone="muted"))
        opener = push_button(tr("Open the compound"), "today.actions.compound", self.compound_wanted.emit, primary=True)
        self._due.addLayout(flow(opener, 1))

    def _add_questions(self) -> None:
        """Ask what two computers recorded without knowing of each other."""
        asked = open_questions(self._session.bench)
        rows = []
        for nth, one in enumerate(asked):
            later = self._session.find(one.recorded)
            when = self.lines.when(later.happened_at) if later is not None else ""
            rows.append(self.lines.of_question(nth, one, when, self._question_words(one)))
        self._add_section(self._due, tr("To settle"), rows, tone="soon")

    def _add_ended(self) -> None:
        over = latest_ended(self._session, _MOST_ENDED)
        if not over:
            return
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        for nth, one in enumerate(over):
            column.addWidget(self.lines.of_ended(nth, one))
        words = tr("Ended incubations ({count})", count=count_ended(self._session))
        fold = flat_button("", "today.ended.fold", lambda: self._fold_ended(fold, rows, words))
        fold.setAccessibleName(words)
        card = Card()
        card.body.setSpacing(0)
        card.body.addLayout(flow(fold, 1))
        card.body.addWidget(rows)
        self._prepared.addWidget(card)
        self._ended_open = not self._ended_open
        self._fold_ended(fold, rows, words)

    def _fold_ended(self, fold: QPushButton, rows: QWidget, words: str) -> None:
        self._ended_open = not self._ended_open
        fold.setText(f"{words} {'▴' if self._ended_open else '▾'}")
        rows.setVisible(self._ended_open)

    # -- room --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put what is made and expires beside the steps where there is room; no line is wider than is readable."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE_FROM
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self._columns.setStretch(0, 3 if beside else 0)
        self._columns.setStretch(1, 2 if beside else 0)
        spare = self.width() - 2 * _MARGIN - (_WIDEST_OF_TWO if beside else _WIDEST)
        self.content.setContentsMargins(_MARGIN, 16, _MARGIN + max(0, spare), 16)


def _column() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(16)
    return made
