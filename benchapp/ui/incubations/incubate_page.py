"""The incubate page: the form of a new incubation over the running ones."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import StepStatus
from benchapp.domain.incubations.steps import Step
from benchapp.presenters.incubations.half_lives import OfferedHalfLife
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.incubation_templates import IncubationTemplates
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.ui.incubations.card.elsewhere_cards import ElsewhereCards
from benchapp.ui.incubations.card.running_card import RunningCard
from benchapp.ui.incubations.ended_list import EndedList
from benchapp.ui.incubations.incubation_marker import mark
from benchapp.ui.incubations.start.start_form import StartForm
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import focus_in
from benchapp.ui.widgets.keys import bind_record
from benchapp.ui.widgets.labels import heading, text_label
from benchapp.ui.widgets.layout import dispose, hbox
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import Tokens

# More cards than these nobody reads; what is left out falls due last.
_MOST_CARDS = 24


@qt_overrides
class IncubatePage(Page):
    """The form of a new incubation over the running ones.

    Args:
        form: What is in the form.
        templates: What the form can be filled from.
        progress: What can be done with what runs.
        board: What runs.
        tokens: Gives the colours of the pictures.
        half_lives: Gives the half-lives on file for what an incubation is treated with.

    Signals:
        started: An incubation was started; its id.
        redose_wanted: A re-dose is to be made: the `Running` and the `Step`.
        dose_wanted: The dose is to be planned first.
        handed_out: An incubation is to be exported: the `Running`, and "phone", "door" or "story".
    """

    handed_out = Signal(object, str)

    dose_wanted = Signal()
    started = Signal(str)
    redose_wanted = Signal(object, object)

    def __init__(
        self,
        form: IncubationForm,
        templates: IncubationTemplates,
        progress: RunningIncubation,
        board: TimerList,
        *,
        tokens: Callable[[], Tokens],
        half_lives: Callable[[Running], tuple[OfferedHalfLife, ...]],
    ) -> None:
        super().__init__(tr("Incubate"))
        self.progress = progress
        self._board = board
        self.tokens = tokens
        self.half_lives = half_lives
        self._cards: dict[str, RunningCard] = {}
        self._start = StartForm(form, templates, progress, lambda: bool(board.statuses))
        self.first = self._start.fields["name"].line
        self._running = QVBoxLayout()
        self._running.setSpacing(12)
        self._empty = text_label(tr("No incubation running"), tone="muted")
        self._more = text_label("", tone="muted")
        self._elsewhere = ElsewhereCards(self)
        self._ended = EndedList(progress, lambda running: self.hand_out(running, "story"))
        self._new = push_button(tr("New incubation"), "incubate.page.new", self.dose_wanted.emit)
        self._new.setToolTip(tr("First plan the dose: it is taken over from Calculate."))
        self.content.addWidget(self._start)
        self.content.addLayout(hbox(heading(tr("Running")), 1, self._new))
        self.content.addWidget(self._empty)
        self.content.addLayout(self._running)
        self.content.addWidget(self._more)
        self.content.addWidget(self._elsewhere)
        self.content.addWidget(self._ended)
        self.content.addStretch(1)
        self.foot.addWidget(self._start.foot, 1)
        self.foot.addStretch()
        self.keep_readable()
        form.planned.connect(self._on_planned)
        form.answered.connect(self._make_room)
        self._start.started.connect(self._on_started)
        self._start.dose_wanted.connect(self.dose_wanted)
        self._start.did.connect(self.did)
        board.rowsInserted.connect(self.rebuild)
        board.rowsRemoved.connect(self.rebuild)
        bind_record(self, self._start.write)
        self.rebuild()

    def _on_planned(self) -> None:
        """Begin at the top with what was planned, with its name ready to be typed over."""
        self.area.verticalScrollBar().setValue(0)
        if self.isVisible():
            focus_in(self._start.fields["name"].line)

    def _on_started(self, incubation: str) -> None:
        self.started.emit(incubation)
        self.show_incubation(incubation)

    def rebuild(self) -> None:
        """Show what runs; a card stays as long as its incubation does, and only the first ones have one."""
        statuses = sorted(self._board.statuses, key=lambda status: status.left)[:_MOST_CARDS]
        wanted = [status.running.incubation.id for status in statuses]
        for identity in [one for one in self._cards if one not in wanted]:
            card = self._cards.pop(identity)
            self._running.removeWidget(card)
            dispose(card)
        for place, status in enumerate(statuses):
            identity = status.running.incubation.id
            if identity not in self._cards:
                self._cards[identity] = RunningCard(status, mark(self._board.number_of(identity)), self)
            self._running.insertWidget(place, self._cards[identity])
        self._make_room()
        self._ended.refresh()
        more = len(self._board.statuses) - len(statuses)
        self._more.setText(
            tr("and {more} more that fall due later; the journal finds each by its name", more=more) if more > 0 else ""
        )
        self._empty.setVisible(not self._cards)

    def _make_room(self) -> None:
        """Show the form, unless there is nothing to start: then what runs has the room."""
        self._start.make_room()
        self._start.setVisible(self._start.wanted)
        self._new.setVisible(not self._start.wanted)

    def _card(self, identity: str) -> RunningCard | None:
        return self._cards.get(identity) or self._elsewhere.card(identity)

    def show_incubation(self, identity: str) -> None:
        """Bring the card of an incubation into view."""
        card = self._card(identity)
        if card is not None:
            self.area.ensureWidgetVisible(card)
            card.first.setFocus(Qt.FocusReason.TabFocusReason)

    def ask_done_at(self, status: StepStatus) -> None:
        """Bring the card of an incubation into view and ask there when a step of it was done, and with what."""
        identity = status.running.incubation.id
        self.show_incubation(identity)
        card = self._card(identity)
        if card is not None:
            card.close_open()
            card.forms.ask_done_at(status)

    def refresh(self) -> None:
        """Show the state of everything now, where somebody sees it."""
        self._start.refresh()
        for card, status in self._in_view():
            card.show_standing(status)
        if self.isVisible():
            self._elsewhere.show_standings(self.progress.elsewhere(), self.progress.now())

    def show_times(self) -> None:
        """Show the times left, where somebody sees them; nothing else has changed."""
        for card, status in self._in_view():
            card.show_left(status)
        if self._elsewhere.isVisible():
            self._elsewhere.show_times(self.progress.elsewhere())

    def _in_view(self) -> list[tuple[RunningCard, StepStatus]]:
        if not self._cards or not self.isVisible():
            return []
        pairs = ((self._cards.get(status.running.incubation.id), status) for status in self._board.statuses)
        return [(card, status) for card, status in pairs if card is not None]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Show the time of now, when the page comes up."""
        super().showEvent(event)
        self.refresh()

    # -- what cards ask for ------------------------------------------------------------------------------------

    def wrote(self, sentence: str) -> None:
        """Show what was written."""
        self.did.emit(sentence)

    def make(self, running: Running, step: Step) -> None:
        """Make a re-dose."""
        self.redose_wanted.emit(running, step)

    def hand_out(self, running: Running, what: str) -> None:
        """Export it: "phone", "door" or "story"."""
        self.handed_out.emit(running, what)
