"""The form of a new incubation."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from benchapp.domain.incubations.redose import Method
from benchapp.domain.messages import BenchError, Caution, Message, Severity
from benchapp.domain.recipes.cautions import asks_reason
from benchapp.presenters.incubations.incubation_form import IncubationAnswer, IncubationForm
from benchapp.presenters.incubations.incubation_templates import IncubationTemplates
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.ui.forms.calendar_button import Asks, offer_calendar
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.forms.overnight_hint import overnight_note
from benchapp.ui.incubations.start.dosed_with_rows import DosedWithRows
from benchapp.ui.incubations.start.hours_rows import HoursRows
from benchapp.ui.incubations.start.redose_choice import RedoseChoice
from benchapp.ui.incubations.start.start_texts import clocks_text, course_text, dosed_text, length_text, summary_text
from benchapp.ui.incubations.start.template_choice import TemplateChoice
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.labels import set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, hbox, set_tab_order, titled, vbox

_NAME = "incubate.start"
# What is entered of the cells beside what the calculator knows.
_CELLS = ("viability", "density", "medium")


class StartForm(Card):
    """The form of a new incubation.

    Args:
        form: What is in it.
        templates: What it can be filled from.
        progress: Gives who works here, and the time zone shown.
        runs: Gives whether something runs.

    Signals:
        started: An incubation was started; its id.
        dose_wanted: The dose is to be planned first.
        did: Something was written into the journal, which Undo takes back: the sentence.
    """

    started = Signal(str)
    dose_wanted = Signal()
    did = Signal(str)

    def __init__(
        self,
        form: IncubationForm,
        templates: IncubationTemplates,
        progress: RunningIncubation,
        runs: Callable[[], bool],
    ) -> None:
        super().__init__(tr("Start an incubation"))
        self._form = form
        self._progress = progress
        self._runs = runs
        self.redoses = RedoseChoice(_NAME, form.method, form.choose_single, self._renew)
        self.templates = TemplateChoice(_NAME, templates, lambda: progress.person, self._on_template, self._on_kept)
        self.solutions = DosedWithRows(_NAME, form)
        self.fields = {
            "name": LabelledField(tr("Name"), f"{_NAME}.name"),
            "length": LabelledField(tr("How long"), f"{_NAME}.length"),
            "ago": LabelledField(tr("First well dosed"), f"{_NAME}.ago"),
            "last_well": LabelledField(tr("Dosing takes"), f"{_NAME}.last_well"),
            "every": self.redoses.every,
            "spike": self.redoses.spike,
            "viability": LabelledField(tr("Viability"), f"{_NAME}.viability"),
            "density": LabelledField(tr("Cell density"), f"{_NAME}.density"),
            "medium": LabelledField(tr("Medium"), f"{_NAME}.medium"),
            "reason": LabelledField(tr("Why, in spite of the caution above"), f"{_NAME}.reason"),
            "template": self.templates.name,
        }
        offer_calendar(self.fields["length"], Asks.DUE, progress.local_now)
        offer_calendar(self.fields["ago"], Asks.PAST, progress.local_now)
        self.dosed = _label("dosed", strong=True)
        self.plan_dose = push_button(tr("Plan the dose"), f"{_NAME}.plan", self.dose_wanted.emit)
        self.caution = state_chip("", "soon")
        self.caution.setObjectName(f"{_NAME}.caution")
        self.caution.setWordWrap(True)
        self.caution.setSizePolicy(self.caution.sizePolicy().Policy.Expanding, self.caution.sizePolicy().Policy.Minimum)
        self.course = _label("course", tone="muted")
        self.clocks = _label("clocks", size="small", tone="soon")
        self.hours = HoursRows(_NAME, form.move)
        self.notes = _label("notes", size="small", tone="muted")
        self.start = push_button(tr("Start incubation"), f"{_NAME}.write", self.write, primary=True)
        self.problem = text_label("", tone="past")
        self.summary = _label("summary", tone="muted")
        self._more = FoldedLine(tr("Cells and template"), f"{_NAME}.more", QWidget())
        self._asked = QWidget()
        # Outside of what scrolls, so that it stays in its place however much is asked above.
        self.foot = QWidget(self)
        self._lay_out()
        self._join()

    def _lay_out(self) -> None:
        dosed = hbox(self.dosed, self.plan_dose)
        dosed.setStretch(0, 1)
        self.body.addLayout(dosed)
        inner = QVBoxLayout(self._asked)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        times = (self.fields[name] for name in ("name", "length", "ago", "last_well"))
        inner.addLayout(hbox(*times, spacing=12))
        inner.addLayout(self.solutions.others)
        inner.addLayout(self.solutions.rests)
        inner.addWidget(self.caution)
        inner.addWidget(self.fields["reason"])
        inner.addLayout(self.redoses.choices)
        inner.addLayout(self.redoses.details)
        inner.addWidget(self.course)
        inner.addWidget(self.hours)
        inner.addWidget(self.clocks)
        inner.addWidget(self.notes)
        cells = (self.fields[name] for name in _CELLS)
        named = hbox(self.templates.name, vbox(text_label(" ", wrap=False), self.templates.keep, 1), 1, spacing=12)
        template = titled(tr("Template"), self.templates.names)
        self._more.body.setLayout(vbox(hbox(*cells, template, spacing=12), named, spacing=8))
        inner.addWidget(self._more)
        self.body.addWidget(self._asked)
        said = vbox(self.summary, self.problem, spacing=0)
        last = hbox(said, self.start, spacing=16)
        last.setStretch(0, 1)
        self.foot.setLayout(last)
        self.problem.hide()

    def _join(self) -> None:
        form = self._form
        for name, field in self.fields.items():
            # What is there at first is a word of the program, and read in both languages.
            field.fill(tr(form.text(name)))
            field.edited.connect(self.problem.hide)
            field.edited.connect(partial(form.set_text, name))
        form.answered.connect(self._on_answered)
        form.filled.connect(self._on_filled)
        form.compute()

    # -- what is chosen --------------------------------------------------------------------------------------

    def _renew(self, every: str | None, method: Method) -> None:
        self._form.choose_redose(self._form.text("every") if every is None else every, method)

    def _on_template(self) -> None:
        self.redoses.choose_method(self._form.method)

    def _on_kept(self, name: str) -> None:
        self.did.emit(tr("Saved as the template “{name}”.", name=name))

    def _on_filled(self, name: str, text: str) -> None:
        if name in self.fields:
            self.fields[name].fill(text)

    # -- what it comes to ------------------------------------------------------------------------------------

    def _on_answered(self, answer: IncubationAnswer) -> None:
        form, prepared = self._form, self._form.prepared
        for name, field in self.fields.items():
            error = answer.errors.get(name)
            # What nobody has typed yet is not wrong.
            field.show_problem(say_error(error) if error and field.text().strip() else "")
        self._show_times(answer)
        self.plan_dose.setVisible(prepared is None)
        self.make_room()
        nothing = tr("First plan the dose: it is taken over from Calculate.")
        self.dosed.setText(nothing if prepared is None else dosed_text(prepared, answer.compound))
        self._show_cautions(answer.cautions)
        self.redoses.show_choice(form.single, form.text("every"), form.method)
        self.redoses.offer(answer.length)
        self.course.setText(course_text(form, answer))
        self.course.setVisible(bool(self.course.text()))
        self.hours.show_steps(answer.out_of_hours)
        set_tab_order(self.redoses.methods, self.fields["spike"].line, *self.hours.buttons, self._more.button)
        clocks = clocks_text(answer)
        self.clocks.setText(clocks)
        self.clocks.setVisible(bool(clocks))
        self._more.show_summary(" · ".join(text for name in _CELLS if (text := form.text(name).strip())))
        self.summary.setText(summary_text(form.text("name"), answer, self._progress.local))
        self.solutions.show_others()
        self.solutions.show_rests(answer.rests)
        self.start.setEnabled(answer.ready)

    @property
    def wanted(self) -> bool:
        """Whether there is something to start, or nothing that runs in its place."""
        return self._form.prepared is not None or not self._runs()

    def make_room(self) -> None:
        """Show the fields, unless there is nothing to start: then what runs has the room."""
        self._asked.setVisible(self.wanted)
        self.foot.setVisible(self._form.prepared is not None)

    def _show_times(self, answer: IncubationAnswer) -> None:
        """Show how the times were read: when the first well was dosed, how long it lasts, and when it ends."""
        length, ago = self.fields["length"], self.fields["ago"]
        from_card = bool(self._form.length_source)
        read = length_text(length.text(), answer, self._progress.local, from_card=from_card)
        missing = answer.errors.get("length")
        length.show_note(read or (say_error(missing) if missing else ""))
        for name in ("every", "last_well"):
            field = self.fields[name]
            if field.said() or overnight_note(field.text()):
                field.show_note(overnight_note(field.text()))
        is_now = ago.text().strip() in {"", "now", tr("now")}
        ago.show_note("" if answer.begin is None or is_now else day_and_time(answer.begin))

    def _show_cautions(self, cautions: tuple[Caution, ...]) -> None:
        loud = [caution for caution in cautions if caution.severity is not Severity.NOTE]
        quiet = [say(caution.code, caution.values) for caution in cautions if caution.severity is Severity.NOTE]
        self.caution.setVisible(bool(loud))
        self.notes.setText(" ".join(quiet))
        self.notes.setVisible(bool(quiet))
        self.fields["reason"].setVisible(asks_reason(cautions))
        if loud:
            # What is still to be chosen is a question, and no warning yet.
            asks = all(caution.code == Message.ONE_DOSE_FOR_ALL for caution in loud)
            words = " ".join(say(caution.code, caution.values) for caution in loud)
            set_chip(self.caution, words, "note" if asks else "soon")

    def refresh(self) -> None:
        """Judge again, where somebody sees it: what is started now ends later than if it had been a while ago."""
        if self._asked.isVisible():
            self._form.compute()

    # -- the start -------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Start the incubation; on a problem the form stays as it is."""
        if not self.start.isEnabled():
            return
        self.problem.hide()
        try:
            incubation = self._form.start(self._progress.person)
        except BenchError as error:
            if error.values.get("field") == "reason":
                self.fields["reason"].show_problem(say_error(error))
                self.fields["reason"].line.setFocus()
                return
            self.problem.setText(say_error(error))
            self.problem.show()
        else:
            self.fields["ago"].fill(tr("now"))
            self._form.set_text("ago", tr("now"))
            self.started.emit(incubation)


def _label(name: str, *, size: str = "", tone: str = "", strong: bool = False) -> QLabel:
    made = text_label("", size=size, tone=tone, strong=strong)
    made.setObjectName(f"{_NAME}.{name}")
    return made
