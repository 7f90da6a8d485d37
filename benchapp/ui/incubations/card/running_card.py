"""One running incubation on its page: its time line, what comes next, and what can be done."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QLabel, QPushButton

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.journal.notes import Note
from benchapp.domain.units.moments import to_second
from benchapp.domain.units.spans import left_text
from benchapp.ui.forms.opening_card import OpeningCard
from benchapp.ui.incubations.card.card_forms import CardForms
from benchapp.ui.incubations.card.card_page import IncubationCardPage
from benchapp.ui.incubations.card.more_menu import MoreMenu
from benchapp.ui.incubations.card.open_steps import OpenSteps
from benchapp.ui.incubations.card.plan_decision import PlanDecision
from benchapp.ui.incubations.card.running_texts import about_text, exact_text, next_text, when_text
from benchapp.ui.incubations.card.time_line import TimeLine, TimeMark
from benchapp.ui.incubations.start.hours_rows import HoursRows, moved_text
from benchapp.ui.journal.note_form import notes_text
from benchapp.ui.text.course_texts import step_words
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.task_texts import DONE_MEANS
from benchapp.ui.widgets.buttons import push_button, set_primary
from benchapp.ui.widgets.flow import Flow, flow
from benchapp.ui.widgets.labels import set_chip, set_tip, state_chip, text_label
from benchapp.ui.widgets.layout import dispose, hbox, set_tab_order, vbox
from benchapp.ui.widgets.theme import HUGE
from benchapp.ui.widgets.time_text import TimeText

# More notes than these are read in the report.
_MOST_NOTES = 4
_STATES = {
    Phase.WAITING: (mark_text("running"), "fresh"),
    Phase.LEAD: (mark_text("due soon"), "soon"),
    Phase.DUE: (mark_text("overdue"), "past"),
    Phase.DONE: (mark_text("done"), "muted"),
}


@qt_overrides
class RunningCard(OpeningCard):
    """One running incubation.

    Args:
        status: Its state.
        sign: What tells it from the others at a glance.
        page: Its page.
    """

    def __init__(self, status: StepStatus, sign: QLabel, page: IncubationCardPage) -> None:
        super().__init__()
        self._page = page
        self._stand = status
        self.name = f"incubate.{status.running.incubation.id}"
        self.forms = CardForms(self, page, self.name, lambda: self._stand)
        self._state = state_chip(tr("running"), "fresh")
        self._where = text_label("", size="small", tone="muted")
        self._where.setObjectName(f"{self.name}.where")
        self._where.hide()
        self._about = text_label("", size="small", tone="muted")
        self.line = TimeLine(page.tokens, f"{self.name}.line", self._at)
        self._time = TimeText(HUGE, f"{self.name}.left")
        self._next = text_label("", size="large")
        self._next.setObjectName(f"{self.name}.next")
        self._when = text_label("", size="small", tone="muted")
        self._beside = OpenSteps(self.name, self.forms.ask_done_at, self.forms.ask_skip)
        self._hours = HoursRows(self.name, self._move)
        self._noted: tuple[Note, ...] = ()
        self._notes = text_label("", size="small")
        self._notes.setObjectName(f"{self.name}.notes")
        self._notes.hide()
        self._decision: PlanDecision | None = None
        title = hbox(sign, text_label(status.running.incubation.name, strong=True), self._state)
        title.setStretch(1, 1)
        self.body.addLayout(title)
        self.body.addWidget(self._where)
        self.body.addWidget(self._about)
        self.body.addWidget(self.line)
        times = hbox(self._time, vbox(self._next, self._when), spacing=16)
        times.setStretch(1, 1)
        self.body.addLayout(times)
        self.body.addWidget(self._beside)
        self.body.addWidget(self._hours)
        self.body.addWidget(self._notes)
        self._make = push_button(tr("Make the re-dose"), f"{self.name}.redose", self._want_redose)
        self._done = push_button(tr("Done"), f"{self.name}.done", self._on_done)
        self._done.setToolTip(tr(DONE_MEANS))
        self._done_at = push_button(tr("Done at…"), f"{self.name}.given", self._on_done_at)
        self._resume = push_button(tr("Resume"), f"{self.name}.resume", self.forms.resume, primary=True)
        report = push_button(tr("Report"), f"{self.name}.report", partial(self._hand_out, "story"))
        self._more = MoreMenu(status.running.incubation.name, f"{self.name}.more")
        self._row = (self._make, self._done, self._done_at, self._resume, report, self._more)
        self._skip, self._pause = self._fill_menu()
        self.body.addLayout(self._buttons())
        self.show_standing(status)

    def _buttons(self) -> Flow:
        """Return the row of what matters now, and the menu of the rest."""
        return flow(*self._row, 1)

    def _fill_menu(self) -> tuple[QAction, QAction]:
        """Fill the menu; return what skips the next step and what pauses, which are not always there."""
        menu, forms = self._more, self.forms
        menu.offer(tr("Note / deviation…"), f"{self.name}.note", forms.ask_note)
        menu.part()
        menu.offer(tr("Add a step…"), f"{self.name}.add", forms.ask_step)
        menu.offer(tr("Move a step…"), f"{self.name}.move", forms.ask_move)
        skip = menu.offer(tr("Skip the next step…"), f"{self.name}.skip", lambda: forms.ask_skip(self._stand))
        menu.part()
        menu.offer(tr("Concentration over time"), f"{self.name}.well", forms.show_well)
        menu.part()
        menu.offer(tr("Change duration…"), f"{self.name}.length", forms.ask_length)
        pause = menu.offer(tr("Pause…"), f"{self.name}.pause", forms.ask_pause)
        menu.offer(tr("Stop early…"), f"{self.name}.stop", forms.ask_stop)
        menu.part()
        menu.offer(tr("Calendar file…"), f"{self.name}.phone", partial(self._hand_out, "phone"))
        menu.offer(tr("Door sign…"), f"{self.name}.door", partial(self._hand_out, "door"))
        menu.offer(tr("Save the time line as a picture…"), f"{self.name}.picture", self.line.ask_file)
        return skip, pause

    @property
    def first(self) -> QPushButton:
        """The first of its buttons that is shown."""
        return next(button for button in self._row if not button.isHidden())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 (Qt's name)
        """Open the menu where the pointer is."""
        self._more.open_at(event.globalPos())

    def show_where(self, words: str) -> None:
        """Show who started it on another computer, and where it rings."""
        if self._where.text() != words:
            self._where.setText(words)
            self._where.show()

    # -- what is shown ---------------------------------------------------------------------------------------

    def _at(self, at_s: float) -> datetime:
        """Return the local instant of a time after the start, as it is now."""
        step = self._stand.step
        due = step.due_at or self._stand.due
        return self._page.progress.local(to_second(due + timedelta(seconds=at_s - step.due_s)))

    def _lived_s(self) -> float:
        return self._stand.step.due_s - self._stand.left.total_seconds()

    def show_standing(self, status: StepStatus) -> None:
        """Show the time of now."""
        running, before = status.running, self._stand
        same = running is before.running and (status.key, status.phase) == (before.key, before.phase)
        fresh = not same or not self._next.text()
        self.show_left(status)
        words = next_text(status)
        if self._next.text() != words:
            self._next.setText(words)
        ended = status.step.kind is StepKind.END and status.phase is Phase.DUE
        word, tone = (mark_text("ended"), "soon") if ended else _STATES[status.phase]
        word, tone = (mark_text("paused"), "muted") if running.paused else (word, tone)
        set_chip(self._state, tr(word), tone)
        self._show_buttons(status)
        self._show_notes(running)
        self.line.show_steps(self._marks(), running.end.due_s, self._lived_s())
        overdue = self._page.progress.steps.overdue_beside(running)
        self._beside.show_steps(overdue, lambda one: day_and_time(self._page.progress.local(one.due)))
        if fresh:
            self._show_plan()
            set_tab_order(self.line, *self._beside.buttons, *self._hours.buttons, *self._row)
            self.forms.renew_well()

    def _show_buttons(self, status: StepStatus) -> None:
        """Show what can be done with the step that comes next; the first of it stands out only when it is due."""
        redose, end = status.step.kind is StepKind.REDOSE, status.step.kind is StepKind.END
        near = status.phase in {Phase.LEAD, Phase.DUE}
        self._make.setVisible(redose)
        self._done.setVisible(not redose and (not end or near))
        self._done_at.setVisible(redose or not end or near)
        self._resume.setVisible(status.running.paused)
        self._skip.setVisible(not end)
        self._pause.setVisible(not status.running.paused)
        for button in (self._make, self._done):
            if (button.property("primary") == "true") != near:
                set_primary(button, primary=near)

    def show_left(self, status: StepStatus) -> None:
        """Show the time left, where nothing else has changed."""
        self._stand = status
        self._time.set_text(left_text(status.left))

    def _show_plan(self) -> None:
        """Show what was decided on, and ask it where nothing was."""
        running = self._stand.running
        self._about.setText(about_text(running))
        set_tip(self._about, exact_text(running))
        self._when.setText(when_text(self._stand, self._at(running.end.due_s), self._page.progress.local))
        self._hours.show_steps(self._page.progress.out_of_hours(running))
        decided = running.incubation.plan.chosen
        if self._decision is not None and decided:
            dispose(self._decision)
            self._decision = None
        elif self._decision is None and not decided:
            self._decision = PlanDecision(running, self._page, f"{self.name}.plan")
            self.body.insertWidget(self.body.indexOf(self._hours) + 1, self._decision)

    def _show_notes(self, running: Running) -> None:
        """Show what was noted, under what comes next and on the line of time."""
        progress = self._page.progress
        noted = progress.notes.on(running.incubation.id)
        if noted == self._noted:
            return
        self._noted = noted
        self.line.show_notes([(progress.steps.at_s(running, one.at), one.text) for one in noted])
        words = notes_text(noted[-_MOST_NOTES:], progress.local)
        more = len(noted) - _MOST_NOTES
        earlier = tr("and {count} earlier, in the report", count=more) if more > 0 else ""
        self._notes.setText("\n".join(part for part in (earlier, words) if part))
        self._notes.setVisible(bool(noted))

    def _marks(self) -> list[TimeMark]:
        running, lived = self._stand.running, self._lived_s()
        marks = []
        for step in running.steps():
            done_s = self._page.progress.steps.done_s(running, step)
            out = step.number in running.skipped
            due = "due" if step.due_s <= lived else "waiting"
            state = "done" if done_s is not None else "left out" if out else due
            marks.append(TimeMark(step.due_s, state, step_words(step), done_s))
        return marks

    # -- what is done ----------------------------------------------------------------------------------------

    def _want_redose(self) -> None:
        self._page.make(self._stand.running, self._stand.step)

    def _on_done(self) -> None:
        self.forms.do_now(self._stand)

    def _on_done_at(self) -> None:
        self.forms.ask_done_at(self._stand)

    def _move(self, step: Step, at: datetime, *, later: bool) -> None:
        page, running = self._page, self._stand.running
        page.attempt(
            lambda: page.progress.moves.move_to(running, step, at, later=later),
            f"{running.incubation.name}: {moved_text(step, at, later=later)}",
        )

    def _hand_out(self, what: str) -> None:
        self._page.hand_out(self._stand.running, what)
