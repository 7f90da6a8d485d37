"""Today: alarms to acknowledge, and what falls due within a day, with what to thaw and make for it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.units.spans import left_text
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.incubations.today import Preparation, Task, due, preparations, tasks
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import tr
from benchapp.ui.text.task_texts import alarm_sentence, redose_sentence, step_sentence, together_sentence
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, vbox
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import LARGE
from benchapp.ui.widgets.time_text import TimeText

# More than these at once are no list any more.
_MOST_TASKS = 12


class TodayPage(Page):
    """What to do and when.

    Args:
        board: What runs.
        shelf: What there is to take.
        local: Gives an instant in the time zone shown.
        acknowledge: Writes that an alarm was seen.

    Signals:
        redose_wanted: A re-dose is to be made: the `Running` and the `Step`.
        given_wanted: A re-dose was given already and is to be recorded: the id of its incubation.
        together_wanted: Re-doses are to be made together: pairs of `Running` and `Step`.
        compound_wanted: The compound page is wanted.
    """

    together_wanted = Signal(object)

    redose_wanted = Signal(object, object)
    given_wanted = Signal(str)
    compound_wanted = Signal()

    def __init__(
        self,
        board: TimerList,
        shelf: SolutionTable,
        local: Callable[[datetime], datetime],
        acknowledge: Callable[[StepStatus], object],
    ) -> None:
        super().__init__(tr("Today"))
        self._board = board
        self._shelf = shelf
        self._local = local
        self._acknowledge = acknowledge
        self._grouped: set[tuple[str, int]] = set()
        self._shown: list[object] = []
        self._in_hand: list[object] = []
        self._round = -1
        self._sentences: list[tuple[Card, Callable[[], None]]] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.content.addWidget(text_label(tr("Today"), size="large"))
        self.content.addLayout(self._list)
        self.content.addStretch(1)
        self.rebuild()

    def refresh(self) -> None:
        """Show what is due now."""
        key: list[object] = [(stand.key, stand.phase) for stand in due(self._board)]
        key += [(stand.key, stand.phase) for stand in self._board.ringing[:_MOST_TASKS]]
        if self._round != self._shelf.round:
            self._round = self._shelf.round
            self._in_hand = [
                (row.kept.solution.id, row.kept.left, row.freshness.state) for row in self._shelf.in_hand()
            ]
        key += [*self._in_hand, self._shelf.rules, self._shelf.volumes]
        if key != self._shown:
            self._shown = key
            self.rebuild()
        self.show_times()

    def show_times(self) -> None:
        """Show the times left; nothing else has changed."""
        for _, update in self._sentences:
            update()

    def rebuild(self) -> None:
        """Show everything again."""
        clear_layout(self._list)
        self._sentences.clear()
        for place, stand in enumerate(self._board.ringing[:_MOST_TASKS]):
            self._list.addWidget(self._alarm(place, stand))
        found = tasks(self._board, self._shelf)
        self._grouped = set()
        for number, one in enumerate(preparations(found, self._shelf)):
            if len(one.tasks) > 1:
                self._grouped |= {task.stand.key for task in one.tasks}
                self._list.addWidget(self._together(number, one))
        for place, task in enumerate(found[:_MOST_TASKS]):
            self._list.addWidget(self._task(place, task))
        if len(found) > _MOST_TASKS:
            self._list.addWidget(text_label(tr("and {count} more", count=len(found) - _MOST_TASKS), tone="muted"))
        if not found and not self._board.ringing:
            running = len(self._board.standings)
            text = (
                tr("Nothing falls due within a day.")
                if running
                else tr("Nothing runs. Begin with the compound: prepare a stock, dose cells, start the incubation.")
            )
            self._list.addWidget(text_label(text, tone="muted"))
            if not running:
                opener = push_button(tr("Open the compound"), "today.actions.compound", self.compound_wanted.emit)
                self._list.addLayout(flow(opener, 1))

    def _alarm(self, place: int, stand: StepStatus) -> Card:
        card = Card(tone="past" if stand.phase is Phase.DUE else "soon")
        words = text_label(alarm_sentence(stand), strong=True)
        words.setObjectName(f"today.alarm{place}.text")
        seen = push_button(
            tr("Seen"), f"today.alarm{place}.acknowledge", partial(self._acknowledge, stand), primary=True
        )
        seen.setAccessibleName(tr("Seen: {alarm_sentence}", alarm_sentence=alarm_sentence(stand)))
        line = hbox(words, seen, spacing=16)
        line.setStretch(0, 1)
        card.body.addLayout(line)
        key = (stand.running.incubation.id, stand.step.number)

        def update() -> None:
            now = next(
                (one for one in self._board.ringing if (one.running.incubation.id, one.step.number) == key), None
            )
            if now is not None:
                words.setText(alarm_sentence(now))

        self._sentences.append((card, update))
        return card

    def _together(self, number: int, one: Preparation) -> Card:
        first = one.tasks[0].stand
        card = Card(tr("One preparation"), tone="soon" if first.phase is not Phase.WAITING else "")
        words = text_label(together_sentence(one, day_and_time(self._local(first.due))), strong=True)
        words.setObjectName(f"today.together{number}.text")
        steps = [(task.stand.running, task.stand.step) for task in one.tasks]
        make = push_button(
            tr("Make it for all"),
            f"today.together{number}.make",
            partial(self.together_wanted.emit, steps),
            primary=True,
        )
        card.body.addWidget(words)
        card.body.addLayout(flow(make, 1))
        return card

    def _task(self, place: int, task: Task) -> Card:
        stand = task.stand
        card = Card(tone={Phase.DUE: "past", Phase.LEAD: "soon"}.get(stand.phase, ""))
        redose = stand.step.kind is StepKind.REDOSE
        text = redose_sentence(task) if redose else step_sentence(stand)
        words = text_label(text, strong=True)
        words.setObjectName(f"today.task{place}.text")
        time = TimeText(LARGE, f"today.task{place}.left", right=True)
        when = text_label(day_and_time(self._local(stand.due)), size="small", tone="muted")
        line = hbox(vbox(words, when), time, spacing=16)
        line.setStretch(0, 1)
        card.body.addLayout(line)
        if redose:
            make = push_button(
                tr("Make it"),
                f"today.task{place}.make",
                partial(self.redose_wanted.emit, stand.running, stand.step),
                primary=stand.phase is not Phase.WAITING and stand.key not in self._grouped,
            )
            given = push_button(
                tr("Given already"),
                f"today.task{place}.given",
                partial(self.given_wanted.emit, stand.running.incubation.id),
            )
            card.body.addLayout(flow(make, given, 1))
            # Shown before it is in the card, it would be a window of its own for a moment.
            given.setVisible(stand.phase is not Phase.WAITING)
        identity = stand.running.incubation.id

        def update() -> None:
            now = self._board.standing_of(identity)
            if now is not None:
                time.set_text(left_text(now.left))

        self._sentences.append((card, update))
        update()
        return card
