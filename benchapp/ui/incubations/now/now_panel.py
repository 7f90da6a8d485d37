"""The Now panel: what runs with its time left, and what is in hand with its freshness; each card opens its own."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.units.moments import Moment
from benchapp.domain.units.spans import clock_text
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.incubations.today import task_for
from benchapp.presenters.session import qt_numbers
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from benchapp.ui.incubations.incubation_marker import mark
from benchapp.ui.incubations.link_card import LinkCard
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.incubation_texts import step_title
from benchapp.ui.text.language import term, tr
from benchapp.ui.text.solution_texts import STATE_CHIPS, left_text, limit_text, solution_text
from benchapp.ui.text.task_texts import ACKNOWLEDGED_MEANS, DONE_MEANS, alarm_sentence, others_text, redose_sentence
from benchapp.ui.widgets.buttons import flat_button, push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import heading, restyle, set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import clear_layout, hbox
from benchapp.ui.widgets.page import ScrollBody
from benchapp.ui.widgets.theme import HUGE

MOST_SOLUTIONS = 4
MOST_TIMERS = 6
_TONES = {Phase.LEAD: "soon", Phase.DUE: "past"}


class NowPanel(QWidget):
    """Running incubations and solutions in hand.

    Args:
        board: What runs.
        solution_table: What is in hand.
        local: Gives an instant in the time zone shown.
        acknowledge: Writes that an alarm was seen.
        figures: Height of the times left, px.

    Signals:
        redose_wanted: A re-dose is to be made: the `Running` and the `Step`.
        done_wanted: The end of an incubation was done just now: its `StepStatus`.
        incubation_wanted: An incubation is to be opened; its id.
        solution_wanted: A solution is to be opened; its label.
        others_wanted: What runs on other computers is to be shown.
    """

    redose_wanted = Signal(object, object)
    done_wanted = Signal(object)
    incubation_wanted = Signal(str)
    solution_wanted = Signal(str)
    others_wanted = Signal()

    def __init__(
        self,
        board: TimerList,
        solution_table: SolutionTable,
        local: Callable[[datetime], datetime],
        acknowledge: Callable[[StepStatus], object],
        *,
        figures: int = HUGE,
    ) -> None:
        super().__init__()
        self.setObjectName("now")
        self.setAccessibleName(tr("Now"))
        self._board = board
        self._solution_table = solution_table
        self._local = local
        self._acknowledge = acknowledge
        self.figures = figures
        self._minute = self._round = -1
        self._timers: dict[str, TimerCard] = {}
        self._solutions: dict[str, SolutionInHandCard] = {}
        self._clock = heading(tr("Now"))
        self._clock.setWordWrap(True)
        self._clock.setObjectName("now.clock.time")
        self._running = QVBoxLayout()
        self._running.setSpacing(12)
        self._hand = QVBoxLayout()
        self._hand.setSpacing(12)
        self._nothing = text_label(tr("No incubation running"), tone="muted")
        self._more = text_label("", size="small", tone="muted")
        self._elsewhere = flat_button("", "now.others", self.others_wanted.emit)
        self._elsewhere.hide()
        self._no_solutions = text_label(tr("No solution in hand"), tone="muted")
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setObjectName("now_area")
        area.setWidgetResizable(True)
        area.setProperty("horizontalScrollBarPolicy", qt_numbers.SCROLL_BAR_OFF)
        area.setProperty("focusPolicy", qt_numbers.NO_FOCUS)
        inner = self._column()
        area.setWidget(inner)
        # The area had it fill its ground, with the page's colour.
        inner.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _column(self) -> ScrollBody:
        """Return what scrolls: what runs over what is in hand."""
        inner = ScrollBody()
        layout = QVBoxLayout(inner)
        # The line at its left, and the frame that goes with it, are part of the sixteen.
        layout.setContentsMargins(15, 16, 15, 16)
        layout.setSpacing(12)
        layout.addWidget(self._clock)
        layout.addWidget(self._nothing)
        layout.addLayout(self._running)
        layout.addWidget(self._more)
        layout.addLayout(flow(self._elsewhere, 1))
        in_hand = heading(tr("Solutions in hand"))
        in_hand.setWordWrap(True)
        layout.addWidget(in_hand)
        layout.addWidget(self._no_solutions)
        layout.addLayout(self._hand)
        layout.addStretch(1)
        return inner

    def show_now(self, now: Moment) -> None:
        """Show the state at this moment."""
        minute = int(now.wall.timestamp()) // 60
        if minute != self._minute:
            self._minute = minute
            _say(self._clock, tr("NOW · {day_and_time}", day_and_time=day_and_time(self._local(now.wall)).upper()))
        soonest = sorted(self._board.statuses, key=lambda status: status.left)
        statuses = {status.running.incubation.id: status for status in soonest[:MOST_TIMERS]}
        more = len(soonest) - MOST_TIMERS
        _say(self._more, tr("and {count} more", count=more) if more > 0 else "")
        self._more.setVisible(more > 0)
        if list(statuses) != list(self._timers):
            clear_layout(self._running)
            self._timers = {one: TimerCard(status, self) for one, status in statuses.items()}
            for card in self._timers.values():
                self._running.addWidget(card)
            self._nothing.setVisible(not statuses)
        if (others := others_text(self._board.others)) != self._elsewhere.text():
            self._elsewhere.setText(others)
            self._elsewhere.setVisible(bool(others))
            _say(self._nothing, tr("Nothing runs on this computer") if others else tr("No incubation running"))
        for one, status in statuses.items():
            self._timers[one].show_standing(status)
        if self._round != self._solution_table.round:
            self._round = self._solution_table.round
            self._show_solutions()

    def show_times(self) -> None:
        """Show the times left; nothing else has changed."""
        for status in self._board.statuses:
            card = self._timers.get(status.running.incubation.id)
            if card is not None:
                card.show_left(status)

    def _show_solutions(self) -> None:
        rows = {row.kept.solution.id: row for row in self._solution_table.in_hand()[:MOST_SOLUTIONS]}
        if list(rows) != list(self._solutions):
            clear_layout(self._hand)
            self._solutions = {one: SolutionInHandCard(row, self) for one, row in rows.items()}
            for solution_card in self._solutions.values():
                self._hand.addWidget(solution_card)
        for one, row in rows.items():
            self._solutions[one].show_row(row)
        self._no_solutions.setVisible(not rows)

    def hint(self, status: StepStatus) -> str:
        """Return what a step asks for, in a line."""
        if status.rings and status.step.kind is StepKind.END:
            return alarm_sentence(status)
        if status.step.kind is StepKind.REDOSE and status.phase is not Phase.WAITING:
            return redose_sentence(task_for(status, self._solution_table))
        return f"{step_title(status)} · {day_and_time(self._local(status.due))}"

    @property
    def round(self) -> int:
        """How often the solutions were judged."""
        return self._solution_table.round

    def number_of(self, incubation: str) -> int:
        """Return the place of an incubation among all, for its mark."""
        return self._board.number_of(incubation)

    def acknowledge(self, status: StepStatus) -> None:
        """Write that an alarm was seen."""
        self._acknowledge(status)


def _say(label: QLabel, text: str) -> None:
    """Change what a label says only where it changes: each change lays the panel out again."""
    if label.text() != text:
        label.setText(text)


class TimerCard(LinkCard):
    """One running incubation; pressed, it opens it."""

    def __init__(self, status: StepStatus, panel: NowPanel) -> None:
        from benchapp.ui.widgets.time_text import TimeText  # noqa: PLC0415 (a start in which nothing runs does without)

        incubation = status.running.incubation
        super().__init__(
            f"now.{incubation.id}",
            tr("Open {incubation}", incubation=incubation.name),
            partial(panel.incubation_wanted.emit, incubation.id),
        )
        self._panel = panel
        self._stand = status
        self._hinted: object = None
        title = hbox(mark(panel.number_of(incubation.id)), text_label(incubation.name, strong=True))
        title.setStretch(1, 1)
        self.body.addLayout(title)
        self._time = TimeText(panel.figures, f"now.{incubation.id}.left")
        self._hint = text_label("", size="small")
        self._hint.setMinimumWidth(1)
        self._hint.setObjectName(f"now.{incubation.id}.hint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(tr("Progress of {incubation}", incubation=incubation.name))
        self._make = push_button(tr("Make the re-dose"), f"now.{incubation.id}.make", self._want, primary=True)
        self._seen = push_button(tr("Acknowledge"), f"now.{incubation.id}.acknowledge", self._see, primary=True)
        self._seen.setToolTip(tr(ACKNOWLEDGED_MEANS))
        self._done = push_button(tr("Done"), f"now.{incubation.id}.done", self._end)
        self._done.setToolTip(tr(DONE_MEANS))
        self._done.setAccessibleName(tr("Done: the end of {name}", name=incubation.name))
        for widget in (self._time, self._bar, self._hint, self._make, self._seen, self._done):
            self.body.addWidget(widget)
        self.show_standing(status)

    def _want(self) -> None:
        self._panel.redose_wanted.emit(self._stand.running, self._stand.step)

    def _see(self) -> None:
        self._panel.acknowledge(self._stand)

    def _end(self) -> None:
        self._panel.done_wanted.emit(self._stand)

    def show_standing(self, status: StepStatus) -> None:
        """Show its state now."""
        self.show_left(status)
        # How late an alarm is changes with time; everything else by what happens.
        hinted = (status.key, status.phase, status.rings, self._panel.round)
        if status.rings or hinted != self._hinted:
            self._hinted = hinted
            _say(self._hint, self._panel.hint(status))
            self.set_tone(_TONES.get(status.phase, ""))
            redose = status.step.kind is StepKind.REDOSE and status.phase is not Phase.WAITING
            self._make.setVisible(redose)
            self._seen.setVisible(status.rings and not redose)
            self._done.setVisible(status.step.kind is StepKind.END and status.phase is Phase.DUE)

    def show_left(self, status: StepStatus) -> None:
        """Show the time left, where nothing else has changed."""
        self._stand = status
        self._time.set_text(clock_text(status.left))
        done = 1 - status.left.total_seconds() / status.step.due_s if status.step.due_s else 1.0
        self._bar.setValue(round(max(0.0, min(1.0, done)) * 1000))


class SolutionInHandCard(LinkCard):
    """One solution in hand; pressed, it opens it."""

    def __init__(self, row: SolutionRow, panel: NowPanel) -> None:
        solution = row.kept.solution
        super().__init__(
            f"now.{solution.label}",
            tr("Open {solution}", solution=f"{solution_text(solution)}, {solution.label}"),
            partial(panel.solution_wanted.emit, solution.label),
        )
        self._name = text_label("", strong=True)
        self.body.addWidget(self._name)
        self._state = state_chip("", "muted")
        self._left = text_label("", size="small", wrap=False)
        self.body.addLayout(flow(self._state, self._left))
        self._what = text_label("", size="small", tone="muted")
        self.body.addWidget(self._what)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(tr("Life left of {label}", label=solution.label))
        self.body.addWidget(self._bar)
        self.show_row(row)

    def show_row(self, row: SolutionRow) -> None:
        """Show its freshness now."""
        solution, freshness = row.kept.solution, row.freshness
        tone = STATE_CHIPS[freshness.state]
        _say(self._name, solution_text(solution))
        set_chip(self._state, term(freshness.state), tone)
        _say(self._left, left_text(freshness))
        count = tr(" · {left} left", left=row.kept.left) if solution.aliquots > 1 else ""
        rule = f" · {limit_text(freshness)}" if freshness.left is not None else ""
        _say(self._what, f"{solution.label}{count}{rule}")
        self._bar.setVisible(freshness.left is not None)
        if freshness.left is not None and freshness.life:
            if self._bar.property("tone") != tone:
                self._bar.setProperty("tone", tone)
                restyle(self._bar)
            part = freshness.left.total_seconds() / max(1.0, freshness.life.total_seconds())
            self._bar.setValue(round(max(0.0, min(1.0, part)) * 1000) if part > 0 else 1000)
