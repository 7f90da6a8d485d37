"""One running incubation on its page: its time, its steps on a line, what is in the well, and what can be done."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.spans import left_text, span_text
from benchapp.ui.forms.inline_form import InlineForm, InlineOptions
from benchapp.ui.forms.opening_card import OpeningCard
from benchapp.ui.incubations.card_page import IncubationCardPage
from benchapp.ui.incubations.given_form import RedoseDone
from benchapp.ui.incubations.incubation_marker import mark
from benchapp.ui.incubations.plan_decision import PlanDecision
from benchapp.ui.incubations.running_texts import about_text, out_of_hours_text, when_text
from benchapp.ui.incubations.step_forms import MoveForm, StepForm
from benchapp.ui.incubations.time_line import TimeLine, TimeMark
from benchapp.ui.incubations.well_view import WellView
from benchapp.ui.text.course_texts import step_words
from benchapp.ui.text.incubation_texts import step_title
from benchapp.ui.text.language import fill, mark_text, tr
from benchapp.ui.widgets.buttons import flat_button, push_button
from benchapp.ui.widgets.flow import Flow, flow
from benchapp.ui.widgets.labels import set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import dispose, hbox, vbox
from benchapp.ui.widgets.theme import HUGE
from benchapp.ui.widgets.time_text import TimeText

_STATES = {
    Phase.WAITING: (mark_text("running"), "fresh"),
    Phase.LEAD: (mark_text("due soon"), "soon"),
    Phase.DUE: (mark_text("overdue"), "past"),
    Phase.DONE: (mark_text("done"), "muted"),
}


class RunningCard(OpeningCard):
    """One running incubation.

    Args:
        stand: Its state.
        number: Its place among all, for its mark.
        page: Its page.
    """

    def __init__(self, stand: StepStatus, number: int, page: IncubationCardPage) -> None:
        super().__init__()
        self._page = page
        self._stand = stand
        self.name = f"incubate.{stand.running.incubation.id}"
        self._time = TimeText(HUGE, f"{self.name}.left")
        self._about = text_label("", size="small", tone="muted")
        self._next = text_label("", strong=True)
        self._when = text_label("", size="small", tone="muted")
        self._hours = text_label("", size="small", tone="soon")
        self._hours.setObjectName(f"{self.name}.hours")
        self._state = state_chip(tr("running"), "fresh")
        self._decision: PlanDecision | None = None
        title = hbox(mark(number), text_label(stand.running.incubation.name, strong=True), self._state)
        title.setStretch(1, 1)
        self.body.addLayout(title)
        self.body.addWidget(self._about)
        times = hbox(self._time, vbox(self._next, self._when), spacing=16)
        times.setStretch(1, 1)
        self.body.addLayout(times)
        self.line = TimeLine(page.tokens, f"{self.name}.line", self._at)
        self.body.addWidget(self.line)
        self.body.addWidget(self._hours)
        self._make = push_button(tr("Make the re-dose"), f"{self.name}.redose", self._want_redose, primary=True)
        self._done = push_button(tr("Done"), f"{self.name}.done", self._ask_done, primary=True)
        self._given = push_button(tr("Given already"), f"{self.name}.given", self.ask_given)
        self._skip = push_button(tr("Leave it out"), f"{self.name}.skip", self._ask_skip)
        self._pause = push_button(tr("Pause"), f"{self.name}.pause", self._ask_pause)
        self.body.addLayout(self._of_steps())
        self.body.addLayout(self._of_all())
        self.show_standing(stand)

    def _of_steps(self) -> Flow:
        """Return the buttons for its steps."""
        return flow(
            self._make,
            self._done,
            self._given,
            self._skip,
            push_button(tr("Add a step"), f"{self.name}.add", self._ask_step),
            push_button(tr("Move a step"), f"{self.name}.move", self._ask_move),
            push_button(tr("In the well"), f"{self.name}.well", self._show_well),
            1,
        )

    def _of_all(self) -> Flow:
        """Return the buttons for the whole of it."""
        buttons = flow(self._pause, spacing=4)
        for text, action, pressed in (
            (tr("Change the length"), "length", self._ask_length),
            (tr("Stop"), "stop", self._ask_stop),
            (tr("Calendar file"), "phone", partial(self._hand_out, "phone")),
            (tr("Door sheet"), "door", partial(self._hand_out, "door")),
            (tr("Report"), "story", partial(self._hand_out, "story")),
        ):
            buttons.addWidget(flat_button(text, f"{self.name}.{action}", pressed))
        buttons.addWidget(self.line.saver(f"{self.name}.picture"))
        buttons.addStretch(1)
        return buttons

    # -- what is shown ---------------------------------------------------------------------------------------

    def _at(self, at_s: float) -> datetime:
        """Return the local instant of a time after the start, as it is now."""
        step = self._stand.step
        if step.due_at is not None:
            return self._page.progress.local(step.due_at + timedelta(seconds=at_s - step.due_s))
        return self._page.progress.local(self._stand.due + timedelta(seconds=at_s - step.due_s))

    def _lived_s(self) -> float:
        return self._stand.step.due_s - self._stand.left.total_seconds()

    def show_standing(self, stand: StepStatus) -> None:
        """Show the time of now."""
        running = stand.running
        fresh = running is not self._stand.running or not self._next.text()
        self.show_left(stand)
        overdue = stand.phase is Phase.DUE
        lead = tr("paused, {step}") if running.paused else tr("overdue: {step}") if overdue else tr("until {step}")
        words = fill(lead, {"step": step_title(stand)})
        if self._next.text() != words:
            self._next.setText(words)
        word, tone = (mark_text("paused"), "muted") if running.paused else _STATES[stand.phase]
        set_chip(self._state, tr(word), tone)
        redose = stand.step.kind is StepKind.REDOSE
        near = stand.phase in {Phase.LEAD, Phase.DUE}
        self._make.setVisible(redose)
        self._done.setVisible(not redose and (stand.step.kind is not StepKind.END or near))
        self._given.setVisible(redose and near)
        self._skip.setVisible(stand.step.kind is not StepKind.END and near)
        self._pause.setText(tr("Resume") if running.paused else tr("Pause"))
        self.line.show_steps(self._marks(), running.end.due_s, self._lived_s())
        if fresh:
            self._show_plan()
            if self._opened_by == "inside":
                # What is in the well has changed with what was written.
                self.close_open()
                self._show_well()

    def show_left(self, stand: StepStatus) -> None:
        """Show the time left, where nothing else has changed."""
        self._stand = stand
        self._time.set_text(left_text(stand.left))

    def _show_plan(self) -> None:
        """Show what was decided on, and ask it where nothing was."""
        running = self._stand.running
        self._about.setText(about_text(running))
        self._when.setText(when_text(self._stand, self._at(running.end.due_s), self._page.progress.local))
        outside = out_of_hours_text(self._page.progress.out_of_hours(running))
        self._hours.setText(outside)
        self._hours.setVisible(bool(outside))
        decided = running.incubation.plan.chosen
        if self._decision is not None and decided:
            dispose(self._decision)
            self._decision = None
        elif self._decision is None and not decided:
            self._decision = PlanDecision(running, self._page, f"{self.name}.plan")
            self.body.insertWidget(self.body.indexOf(self._hours) + 1, self._decision)

    def _marks(self) -> list[TimeMark]:
        running, lived = self._stand.running, self._lived_s()
        marks = []
        for step in running.steps():
            done = running.done_at(step) is not None
            out = step.number in running.skipped
            state = "done" if done else "left out" if out else "due" if step.due_s <= lived else "waiting"
            marks.append(TimeMark(step.due_s, state, step_words(step)))
        return marks

    # -- what opens under it -----------------------------------------------------------------------------------

    def _ask(
        self,
        by: str,
        fields: list[tuple[str, str, str]],
        button: str,
        write: Callable[[Mapping[str, str]], object],
        said: str,
    ) -> None:
        def take(texts: Mapping[str, str], _storage: Storage | None) -> None:
            write(texts)

        done = partial(self._wrote, said)
        self.open(
            by,
            lambda: InlineForm(
                f"{self.name}.{by}", fields, button, take, done, InlineOptions(now=self._page.progress.local_now)
            ),
        )

    def _wrote(self, sentence: str) -> None:
        self.close_open()
        self._page.wrote(f"{self._stand.running.incubation.name}: {sentence}")

    def _want_redose(self) -> None:
        self._page.make(self._stand.running, self._stand.step)

    def _hand_out(self, what: str) -> None:
        self._page.hand_out(self._stand.running, what)

    def _ask_done(self) -> None:
        stand = self._stand
        fields = {
            StepKind.COUNT: [("cells_per_ml", "Living cells per mL", ""), ("viability_percent", "Viability, %", "")],
        }.get(stand.step.kind, [])
        fields = [*fields, ("note", tr("Note"), "")]

        def write(texts: Mapping[str, str]) -> None:
            self._page.progress.done(stand.running, stand.step, texts, self._page.progress.person)

        self._ask("did", fields, tr("Record as done"), write, tr("done."))

    def ask_given(self) -> None:
        """Ask what a re-dose was given with that is recorded without its recipe; where that is open, close it."""
        stand = self._stand
        if stand.step.kind is not StepKind.REDOSE:
            return
        wrote, name = partial(self._wrote, tr("re-dose recorded.")), f"{self.name}.gave"
        self.open("gave", lambda: RedoseDone(stand.running, stand.step, self._page, name, wrote))

    def _ask_skip(self) -> None:
        stand = self._stand

        def write(texts: Mapping[str, str]) -> None:
            self._page.progress.leave_out(stand.running, stand.step, texts["reason"], self._page.progress.person)

        self._ask("leave", [("reason", tr("Why"), "")], tr("Leave it out"), write, tr("left out."))

    def _ask_pause(self) -> None:
        running = self._stand.running
        if running.paused:
            self._page.attempt(lambda: self._page.progress.go_on(running, self._page.progress.person), tr("Resumed."))
            return

        def write(texts: Mapping[str, str]) -> None:
            self._page.progress.pause(running, texts["reason"], self._page.progress.person)

        self._ask("hold", [("reason", tr("Why"), "")], tr("Pause it"), write, tr("paused; its timer is stopped."))

    def _ask_length(self) -> None:
        running = self._stand.running
        length = span_text(timedelta(seconds=running.incubation.length_s))

        def write(texts: Mapping[str, str]) -> None:
            self._page.progress.change_length(running, texts["length"], texts["reason"], self._page.progress.person)

        fields = [("length", tr("In all, or until Fri 17:00"), length), ("reason", tr("Why"), "")]
        self._ask("longer", fields, tr("Change its length"), write, tr("its length was changed."))

    def _ask_stop(self) -> None:
        running = self._stand.running

        def write(texts: Mapping[str, str]) -> None:
            self._page.progress.stop(running, texts["reason"], self._page.progress.person)

        self._ask("end", [("reason", tr("Why"), "")], tr("Stop it"), write, tr("stopped."))

    def _ask_step(self) -> None:
        self.open("step", lambda: StepForm(self._stand.running, self._page, self.name, self._wrote))

    def _ask_move(self) -> None:
        self.open("moving", lambda: MoveForm(self._stand.running, self._page, self.name, self._wrote))

    def _show_well(self) -> None:
        self.open("inside", lambda: WellView(self._stand.running, self._page, self.name, self._wrote))
