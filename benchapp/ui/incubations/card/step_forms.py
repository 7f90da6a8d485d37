"""The forms that open under a running incubation for its steps: one is added, or moved."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.solutions import Storage
from benchapp.presenters.incubations.running_incubation import ADDED_KINDS, WANTED
from benchapp.ui.forms.calendar_button import Asks, offer_calendar
from benchapp.ui.forms.inline_form import InlineForm, InlineOptions
from benchapp.ui.forms.overnight_hint import note_overnight
from benchapp.ui.incubations.card.card_page import IncubationCardPage
from benchapp.ui.incubations.start.hours_rows import later_text, moved_text
from benchapp.ui.text.course_texts import step_words
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.incubation_texts import planned_text
from benchapp.ui.text.language import term, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import DropDown, LabelledField, entered
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import hbox, titled, vbox


@qt_overrides
class StepForm(QWidget):
    """Asks what is to be done and when."""

    def __init__(self, running: Running, page: IncubationCardPage, name: str, wrote: Callable[[str], object]) -> None:
        super().__init__()
        self._running = running
        self._page = page
        self._wrote = wrote
        self.kind = DropDown()
        self.kind.setObjectName(f"{name}.step.kind")
        self.kind.setAccessibleName(tr("What is to be done"))
        for kind in ADDED_KINDS:
            self.kind.addItem(term(kind), kind)
        self.kind.activated.connect(self._on_kind)
        self.when = LabelledField(tr("When: in 24 h, or Fri 9:00; was: 9:30"), f"{name}.step.when")
        note_overnight(self.when)
        offer_calendar(self.when, Asks.DUE, page.progress.local_now)
        self.value = LabelledField("", f"{name}.step.value")
        self.dosed = QCheckBox(tr("fresh medium carries the dose"))
        self.dosed.setObjectName(f"{name}.step.dosed")
        self.dosed.setAccessibleName(tr("Fresh medium carries the dose"))
        self.note = LabelledField(tr("Note"), f"{name}.step.note")
        self.problem = text_label("", tone="past")
        self.problem.hide()
        for field in (self.when, self.value, self.note):
            field.edited.connect(self.problem.hide)
        plan = push_button(tr("Plan it"), f"{name}.step.plan", partial(self._write, done=False), primary=True)
        now = push_button(tr("Done already"), f"{name}.step.now", partial(self._write, done=True))
        first = hbox(titled(tr("What"), self.kind), self.when, self.value, self.note, spacing=12)
        buttons = flow(self.dosed, plan, now, 1, spacing=12)
        control = text_label(tr("The vehicle control gets the same step."), size="small", tone="muted")
        self.setLayout(vbox(first, buttons, self.problem, control))
        self._on_kind(0)

    @property
    def first(self) -> QWidget:
        """What is asked first."""
        return self.kind

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Plan the step with Enter in a field."""
        if entered(event, (self.when, self.value, self.note)):
            self._write(done=False)
        else:
            super().keyPressEvent(event)

    def _on_kind(self, _index: int) -> None:
        wanted = WANTED.get(StepKind(self.kind.currentData()))
        self.value.setVisible(wanted is not None)
        if wanted is not None:
            self.value.set_title(tr(wanted[1]))
            self.value.fill(wanted[2])
        fresh = {StepKind.CHANGE, StepKind.FEED, StepKind.SPLIT}
        self.dosed.setVisible(StepKind(self.kind.currentData()) in fresh)

    def _write(self, *, done: bool) -> None:
        kind = StepKind(self.kind.currentData())
        name = WANTED[kind][0] if kind in WANTED else "value"
        texts = {"when": "now" if done else self.when.text(), name: self.value.text(), "note": self.note.text()}
        fields = {"when": self.when, "at": self.when, name: self.value}
        for field in fields.values():
            field.show_problem("")
        self.problem.hide()
        try:
            step = self._page.progress.planned(self._running, kind, texts, dosed=self.dosed.isChecked())
            if done:
                typed = {"at": self.when.text()}
                self._page.progress.steps.did(self._running, step, typed, self._page.progress.person)
            else:
                self._page.progress.add(self._running, step, self._page.progress.person)
        except BenchError as error:
            wrong = str(error.values.get("field", ""))
            if wrong in fields:
                fields[wrong].show_problem(say_error(error))
            else:
                self.problem.setText(say_error(error))
                self.problem.show()
            return
        what = planned_text(step)
        if done:
            self._wrote(tr("{step} done.", step=what))
        else:
            due = self._page.progress.due(self._running.incubation.id, step.number)
            self._wrote(tr("{step} planned for {time}.", step=what, time=day_and_time(due)))


class MoveForm(QWidget):
    """Asks which step comes when, and whether the re-doses after it are moved too."""

    def __init__(self, running: Running, page: IncubationCardPage, name: str, wrote: Callable[[str], object]) -> None:
        super().__init__()
        self._running = running
        self._page = page
        self._wrote = wrote
        self._open = {step.number: step for step in running.open_steps() if step.kind is not StepKind.END}
        self.steps = DropDown()
        self.steps.setObjectName(f"{name}.moving.step")
        self.steps.setAccessibleName(tr("Which step"))
        for step in self._open.values():
            self.steps.addItem(step_words(step), step.number)
        self.later = QCheckBox(later_text())
        self.later.setObjectName(f"{name}.moving.later")
        self.later.setAccessibleName(self.later.text())
        self.steps.currentIndexChanged.connect(self._on_step)
        fields = [("when", tr("Move to: in 24 h, or Fri 9:00"), ""), ("reason", tr("Why"), "")]
        options = InlineOptions(now=page.progress.local_now)
        self.asked = InlineForm(f"{name}.moving", fields, tr("Move the step"), self._write, self._on_moved, options)
        self.setLayout(vbox(hbox(titled(tr("Which step"), self.steps), 1), self.later, self.asked))
        self.asked.setEnabled(bool(self._open))
        self._on_step()

    def _on_step(self) -> None:
        step = self._open.get(self.steps.currentData())
        self.later.setVisible(step is not None and bool(self._page.progress.moves.after(self._running, step)))

    @property
    def first(self) -> QWidget:
        """What is asked first: where only one step can be moved, when it is due then."""
        return self.steps if self.steps.count() > 1 else self.asked.fields["when"].line

    @property
    def _with_later(self) -> bool:
        return not self.later.isHidden() and self.later.isChecked()

    def _write(self, texts: Mapping[str, str], _storage: Storage | None) -> None:
        step, moves = self._open.get(self.steps.currentData()), self._page.progress.moves
        if step is not None:
            moves.move(self._running, step, texts["when"], texts["reason"], later=self._with_later)

    def _on_moved(self) -> None:
        step = self._open[self.steps.currentData()]
        due = self._page.progress.due(self._running.incubation.id, step.number)
        self._wrote(moved_text(step, due, later=self._with_later))
