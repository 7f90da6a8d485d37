"""The incubate page: start an incubation, decide on re-dosing, and see what runs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from benchapp.domain.cautions import asks_reason
from benchapp.domain.durations import clock_text, span_text
from benchapp.domain.incubations import Phase, Running, Standing, Step, StepKind
from benchapp.domain.messages import BenchError
from benchapp.domain.redose import Method
from benchapp.presenters.incubation_desk import REDOSE_OFFERS_H, IncubationAnswer, IncubationDesk
from benchapp.presenters.timer_board import TimerBoard
from benchapp.ui import parts
from benchapp.ui.phrases import day_and_time, plan_text, step_title
from benchapp.ui.words import say, say_error


class IncubatePage(parts.Page):
    """The form of a new incubation over the running ones.

    Args:
        desk: What stands in the form.
        board: What runs.
        local: Gives an instant in the time zone shown.
        person: Gives who works here.

    Signals:
        started: An incubation was started; its id.
        redose_wanted: A re-dose is to be made: the `Running` and the `Step`.
        dose_wanted: The dose is to be planned first.
    """

    dose_wanted = Signal()
    started = Signal(str)
    redose_wanted = Signal(object, object)

    def __init__(
        self, desk: IncubationDesk, board: TimerBoard, local: Callable[[datetime], datetime], person: Callable[[], str]
    ) -> None:
        super().__init__("Incubate")
        self._desk = desk
        self._board = board
        self._local = local
        self._person = person
        self._cards: dict[str, RunningCard] = {}
        self.fields = {
            "name": parts.Field("Name", "incubate.start.name"),
            "length": parts.Field("How long", "incubate.start.length"),
            "ago": parts.Field("First well dosed", "incubate.start.ago"),
            "last_well": parts.Field("Last well, after", "incubate.start.last_well"),
            "every": parts.Field("Re-dose every", "incubate.start.every"),
            "reason": parts.Field("Why, in spite of the caution above", "incubate.start.reason"),
        }
        self.method = QComboBox()
        self.method.setObjectName("incubate.start.method")
        self.method.setAccessibleName("Method of re-dosing")
        for method in Method:
            self.method.addItem(method.value, method)
        self.method.setCurrentIndex(self.method.findData(desk.method))
        self.single = parts.choice("single dose by design", "incubate.start.single", desk.choose_single)
        self.offers = {
            hours: parts.choice(f"re-dose every {hours} h", f"incubate.start.every{hours}", partial(self._renew, hours))
            for hours in REDOSE_OFFERS_H
        }
        self.start = parts.button("Start incubation", "incubate.start.write", self.write, primary=True)
        self.caution = parts.chip("", "soon")
        self.caution.setObjectName("incubate.start.caution")
        self.caution.setWordWrap(True)
        self.caution.setSizePolicy(self.caution.sizePolicy().Policy.Expanding, self.caution.sizePolicy().Policy.Minimum)
        self.course = parts.label("", tone="muted")
        self.course.setObjectName("incubate.start.course")
        self.dosed = parts.label("", strong=True)
        self.dosed.setObjectName("incubate.start.dosed")
        self.problem = parts.label("", tone="past")
        self.first = self.fields["name"].line
        self._lay_out()
        for name, field in self.fields.items():
            field.fill(desk.text(name))
            field.edited.connect(partial(desk.set_text, name))
        self.method.activated.connect(self._on_method)
        desk.answered.connect(self._on_answered)
        desk.filled.connect(self._on_filled)
        board.rowsInserted.connect(self.rebuild)
        board.rowsRemoved.connect(self.rebuild)
        board.dataChanged.connect(self.refresh)
        write = QShortcut(QKeySequence("Ctrl+Return"), self)
        write.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        write.activated.connect(self.write)
        desk.compute()
        self.rebuild()

    def _lay_out(self) -> None:
        form = parts.Card("Start an incubation")
        self.plan_dose = parts.button("Plan the dose", "incubate.start.plan", self.dose_wanted.emit)
        dosed = parts.row(self.dosed, self.plan_dose)
        dosed.setStretch(0, 1)
        form.body.addLayout(dosed)
        names = ("name", "length", "ago", "last_well")
        form.body.addLayout(parts.row(*(self.fields[name] for name in names), spacing=12))
        form.body.addWidget(self.caution)
        form.body.addWidget(self.fields["reason"])
        form.body.addLayout(parts.row(self.single, *self.offers.values(), 1))
        renew = parts.row(
            self.fields["every"], parts.column(parts.label("Method", tone="muted"), self.method, 1), 1, spacing=12
        )
        form.body.addLayout(renew)
        form.body.addWidget(self.course)
        form.body.addLayout(parts.row(self.start, self.problem, 1))
        self._running = QVBoxLayout()
        self._running.setSpacing(12)
        self._title = parts.heading("Running")
        self._empty = parts.label("Nothing runs.", tone="muted")
        self.content.addWidget(form)
        self.content.addWidget(self._title)
        self.content.addWidget(self._empty)
        self.content.addLayout(self._running)
        self.content.addStretch(1)

    def _renew(self, hours: int) -> None:
        self._desk.choose_redose(f"{hours} h", Method(self.method.currentData()))

    def _on_method(self, _index: int) -> None:
        self._desk.choose_redose(self._desk.text("every"), Method(self.method.currentData()))

    def _on_filled(self, name: str, text: str) -> None:
        if name in self.fields:
            self.fields[name].fill(text)

    def _on_answered(self, answer: IncubationAnswer) -> None:
        prepared = self._desk.prepared
        for name, field in self.fields.items():
            error = answer.errors.get(name)
            field.show_problem(say_error(error) if error else "")
        self.fields["length"].show_note("as the card says" if self._desk.length_source else "")
        self.plan_dose.setVisible(prepared is None)
        if prepared is None:
            self.dosed.setText("First plan the dose: it is taken over from Calculate, Dilute.")
        else:
            vehicle = f"{prepared.vehicle_percent:.3g}\u202f% {prepared.vehicle}"
            down = f" and down ({prepared.doses} doses)" if prepared.doses > 1 else ""
            self.dosed.setText(
                f"{prepared.concentration.shown()}{down} in the well, {vehicle}, {prepared.cells.wells} wells of "
                f"{prepared.cells.name or 'cells'}, {prepared.dosing.value}"
            )
        self.caution.setVisible(bool(answer.cautions))
        self.fields["reason"].setVisible(asks_reason(answer.cautions))
        if answer.cautions:
            parts.set_chip(self.caution, " ".join(say(one.code, one.values) for one in answer.cautions), "soon")
        self.single.setChecked(self._desk.single is True)
        every = self._desk.text("every")
        for hours, button in self.offers.items():
            button.setChecked(self._desk.single is False and every == f"{hours} h")
        for widget in (self.fields["every"], self.method):
            widget.setEnabled(self._desk.single is False)
        self.course.setText(_course_text(self._desk, answer))
        self.start.setEnabled(answer.ready)

    def write(self) -> None:
        """Start the incubation; on a problem the form stays as it is."""
        if not self.start.isEnabled():
            return
        self.problem.setText("")
        try:
            incubation = self._desk.start(self._person())
        except BenchError as error:
            if error.values.get("field") == "reason":
                self.fields["reason"].show_problem(say_error(error))
                self.fields["reason"].line.setFocus()
                return
            self.problem.setText(say_error(error))
        else:
            self.fields["ago"].fill("now")
            self._desk.set_text("ago", "now")
            self.started.emit(incubation)

    def rebuild(self) -> None:
        """Show every running incubation anew."""
        parts.clear(self._running)
        self._cards.clear()
        for stand in self._board.standings:
            card = RunningCard(stand, self)
            self._cards[stand.running.incubation.id] = card
            self._running.addWidget(card)
        self._empty.setVisible(not self._cards)

    def refresh(self) -> None:
        """Show the time of now."""
        for stand in self._board.standings:
            card = self._cards.get(stand.running.incubation.id)
            if card is not None:
                card.show_standing(stand)

    def when(self, instant: datetime) -> str:
        """Give an instant as it is shown."""
        return day_and_time(self._local(instant))

    def skip(self, running: Running, step: Step) -> None:
        """Write that a re-dose is left out."""
        self.attempt(lambda: self._desk.skip(running, step, "left out", self._person()), "Re-dose left out.")

    def stop(self, running: Running) -> None:
        """Write that an incubation is ended early."""
        self.attempt(lambda: self._desk.stop(running, "ended early", self._person()), "Incubation stopped.")


class RunningCard(parts.Card):
    """One running incubation with what can be done."""

    def __init__(self, stand: Standing, page: IncubatePage) -> None:
        super().__init__()
        self._page = page
        self._stand = stand
        incubation = stand.running.incubation
        name = f"incubate.{incubation.id}"
        self._time = parts.label("", size="huge", wrap=False)
        self._next = parts.label("", strong=True)
        self._when = parts.label("", size="small", tone="muted")
        self._state = parts.chip("running", "fresh")
        cells = incubation.cells
        about = ", ".join(
            part
            for part in (
                cells.species,
                f"passage {cells.passage}" if cells.passage else "",
                cells.vessel,
                f"{cells.wells} wells",
            )
            if part
        )
        title = parts.row(parts.label(incubation.name, strong=True), self._state)
        title.setStretch(0, 1)
        self.body.addLayout(title)
        what = f"{incubation.concentration.shown()} {incubation.compound_name} · {about} · {plan_text(incubation.plan)}"
        self.body.addWidget(parts.label(what, size="small", tone="muted"))
        self.body.addWidget(self._time)
        self.body.addWidget(self._next)
        self.body.addWidget(self._when)
        self._make = parts.button("Make the re-dose", f"{name}.redose", self._want_redose)
        self._skip = parts.button("Leave it out", f"{name}.skip", self._leave_out)
        stop = parts.button("Stop", f"{name}.stop", self._stop)
        self.body.addLayout(parts.row(self._make, self._skip, stop, 1))
        self.show_standing(stand)

    def _want_redose(self) -> None:
        self._page.redose_wanted.emit(self._stand.running, self._stand.step)

    def _leave_out(self) -> None:
        self._page.skip(self._stand.running, self._stand.step)

    def _stop(self) -> None:
        self._page.stop(self._stand.running)

    def show_standing(self, stand: Standing) -> None:
        """Show the time of now."""
        self._stand = stand
        incubation = stand.running.incubation
        self._time.setText(clock_text(stand.left))
        overdue = stand.phase is Phase.DUE
        self._next.setText(f"{'overdue: ' if overdue else 'until '}{step_title(stand)}")
        last = f", last well {span_text_of(incubation.last_well_s)} later" if incubation.last_well_s else ""
        self._when.setText(f"{self._page.when(stand.due)} · first well {self._page.when(incubation.start.wall)}{last}")
        parts.set_chip(
            self._state,
            {Phase.WAITING: "running", Phase.LEAD: "due soon", Phase.DUE: "overdue", Phase.DONE: "done"}[stand.phase],
            {Phase.WAITING: "fresh", Phase.LEAD: "soon", Phase.DUE: "past", Phase.DONE: "muted"}[stand.phase],
        )
        redose = stand.step.kind is StepKind.REDOSE
        self._make.setVisible(redose)
        self._skip.setVisible(redose and stand.phase in {Phase.LEAD, Phase.DUE})


def span_text_of(seconds: float) -> str:
    """Give a span given in seconds."""
    return span_text(timedelta(seconds=seconds))


def _course_text(desk: IncubationDesk, answer: IncubationAnswer) -> str:
    prepared = desk.prepared
    if prepared is None or not answer.wells:
        return ""
    target = prepared.concentration
    low = min(well.low for well in answer.wells) * target.value
    high = max(well.high for well in answer.wells) * target.value
    unit = target.shown().removeprefix(target.shown().split("\u202f")[0])
    vehicles = [well.vehicle_percent for well in answer.wells]
    volumes = [well.volume_ul for well in answer.wells]
    volume = "" if max(volumes) == min(volumes) else f" · {min(volumes):.4g} → {max(volumes):.4g}\u202fµL a well"
    ends = f"{low:.3g}{unit}" if f"{low:.3g}" == f"{high:.3g}" else f"{low:.3g} to {high:.3g}{unit}"
    vehicle = (
        f"{vehicles[0]:.3g}"
        if f"{vehicles[0]:.3g}" == f"{vehicles[-1]:.3g}"
        else f"{vehicles[0]:.3g} → {vehicles[-1]:.3g}"
    )
    return (
        f"{len(answer.wells) - 1} re-doses. In the well after each: {ends} (if all had gone … if all remained) · "
        f"cumulative vehicle {vehicle}\u202f% {prepared.vehicle}{volume}. "
        "Half-life in medium: no value found, so no curve."
    )
