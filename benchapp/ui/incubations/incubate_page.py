"""The incubate page: start an incubation, decide on re-dosing, and see what runs."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from benchapp.domain.incubations.incubations import Running, vehicle_ends
from benchapp.domain.incubations.redose import Method, differs
from benchapp.domain.incubations.step_status import StepStatus
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.messages import BenchError, Message, Severity
from benchapp.domain.recipes.cautions import asks_reason
from benchapp.domain.units.durations import span_text
from benchapp.presenters.calculator.leftovers import Leftover
from benchapp.presenters.incubations.incubation_form import REDOSE_OFFERS_H, IncubationAnswer, IncubationForm
from benchapp.presenters.incubations.running_incubation import OfferedHalfLife, RunningIncubation
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.ui.forms.calendar_button import Asks, offer_calendar
from benchapp.ui.forms.leftover_row import LeftoverRow
from benchapp.ui.forms.overnight_hint import overnight_note
from benchapp.ui.incubations.running_card import RunningCard
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import percents, plain, shown, term, tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.widgets.buttons import push_button, toggle_button
from benchapp.ui.widgets.fields import DropDown, LabelledField
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.keys import bind_record
from benchapp.ui.widgets.labels import heading, set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, clear_layout, dispose, hbox, titled, vbox
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import Tokens

# More cards than these nobody reads; what is left out falls due last.
_MOST_CARDS = 24


class IncubatePage(Page):
    """The form of a new incubation over the running ones.

    Args:
        desk: What is in the form.
        progress: What can be done with what runs.
        board: What runs.
        local: Gives an instant in the time zone shown.
        person: Gives who works here.
        tokens: Gives the colours of the pictures.
        half_lives: Gives the half-lives on file for what an incubation is treated with.

    Signals:
        started: An incubation was started; its id.
        redose_wanted: A re-dose is to be made: the `Running` and the `Step`.
        dose_wanted: The dose is to be planned first.
        handed_out: An incubation is to be given out: the `Running`, and "phone", "door" or "story".
    """

    handed_out = Signal(object, str)

    dose_wanted = Signal()
    started = Signal(str)
    redose_wanted = Signal(object, object)

    def __init__(
        self,
        desk: IncubationForm,
        progress: RunningIncubation,
        board: TimerList,
        *,
        local: Callable[[datetime], datetime],
        person: Callable[[], str],
        tokens: Callable[[], Tokens],
        half_lives: Callable[[Running], tuple[OfferedHalfLife, ...]],
    ) -> None:
        super().__init__(tr("Incubate"))
        self._desk = desk
        self.progress = progress
        self._board = board
        self.local = local
        self.person = person
        self.tokens = tokens
        self.half_lives = half_lives
        self._cards: dict[str, RunningCard] = {}
        self._offered: list[tuple[str, bool]] | None = None
        self._rests: dict[str, LeftoverRow] = {}
        self.fields = {
            "name": LabelledField(tr("Name"), "incubate.start.name"),
            "length": LabelledField(tr("How long"), "incubate.start.length"),
            "ago": LabelledField(tr("First well dosed"), "incubate.start.ago"),
            "last_well": LabelledField(tr("Last well, after"), "incubate.start.last_well"),
            "every": LabelledField(tr("Re-dose every"), "incubate.start.every"),
            "spike": LabelledField(tr("Spike a well"), "incubate.start.spike"),
            "viability": LabelledField(tr("Viability"), "incubate.start.viability"),
            "density": LabelledField(tr("Cell density"), "incubate.start.density"),
            "medium": LabelledField(tr("Medium"), "incubate.start.medium"),
            "reason": LabelledField(tr("Why, in spite of the caution above"), "incubate.start.reason"),
            "template": LabelledField(tr("Save as a template named"), "incubate.start.template"),
        }
        offer_calendar(self.fields["length"], Asks.DUE, desk.local_now)
        offer_calendar(self.fields["ago"], Asks.PAST, desk.local_now)
        self.templates = DropDown()
        self.templates.setObjectName("incubate.start.templates")
        self.templates.setAccessibleName(tr("As a template"))
        self.templates.activated.connect(self._on_template)
        self.keep = push_button(tr("Keep"), "incubate.start.keep", self._keep_template)
        self.others = QHBoxLayout()
        self.rests = vbox()
        self.notes = text_label("", size="small", tone="muted")
        self.notes.setObjectName("incubate.start.notes")
        self.hours = text_label("", size="small", tone="soon")
        self.hours.setObjectName("incubate.start.hours")
        self.method = DropDown()
        self.method.setObjectName("incubate.start.method")
        self.method.setAccessibleName(tr("Method of re-dosing"))
        for method in Method:
            self.method.addItem(term(method), method)
        self.method.setCurrentIndex(self.method.findData(desk.method))
        self.single = toggle_button(tr("single dose by design"), "incubate.start.single", desk.choose_single)
        self.offers = {
            hours: toggle_button(
                tr("re-dose every {hours} h", hours=hours), f"incubate.start.every{hours}", partial(self._renew, hours)
            )
            for hours in REDOSE_OFFERS_H
        }
        self.start = push_button(tr("Start incubation"), "incubate.start.write", self.write, primary=True)
        self.caution = state_chip("", "soon")
        self.caution.setObjectName("incubate.start.caution")
        self.caution.setWordWrap(True)
        self.caution.setSizePolicy(self.caution.sizePolicy().Policy.Expanding, self.caution.sizePolicy().Policy.Minimum)
        self.course = text_label("", tone="muted")
        self.course.setObjectName("incubate.start.course")
        self.dosed = text_label("", strong=True)
        self.dosed.setObjectName("incubate.start.dosed")
        self.problem = text_label("", tone="past")
        for field in self.fields.values():
            field.edited.connect(self.problem.clear)
        self.first = self.fields["name"].line
        self._lay_out()
        self._join()

    def _join(self) -> None:
        desk, board = self._desk, self._board
        for name, field in self.fields.items():
            # What is there at first is a word of the program, and read in both languages.
            field.fill(tr(desk.text(name)))
            field.edited.connect(partial(desk.set_text, name))
        self.method.activated.connect(self._on_method)
        desk.answered.connect(self._on_answered)
        desk.filled.connect(self._on_filled)
        board.rowsInserted.connect(self.rebuild)
        board.rowsRemoved.connect(self.rebuild)
        bind_record(self, self.write)
        self.offer_templates()
        desk.compute()
        self.rebuild()

    def _lay_out(self) -> None:
        form = Card(tr("Start an incubation"))
        self.plan_dose = push_button(tr("Plan the dose"), "incubate.start.plan", self.dose_wanted.emit)
        dosed = hbox(self.dosed, self.plan_dose)
        dosed.setStretch(0, 1)
        form.body.addLayout(dosed)
        self._asked = QWidget()
        inner = QVBoxLayout(self._asked)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        names = ("name", "length", "ago", "last_well")
        inner.addLayout(hbox(*(self.fields[name] for name in names), spacing=12))
        told = (self.fields[name] for name in ("viability", "density", "medium"))
        inner.addLayout(hbox(*told, titled(tr("As a template"), self.templates), spacing=12))
        inner.addLayout(self.others)
        inner.addLayout(self.rests)
        inner.addWidget(self.caution)
        inner.addWidget(self.fields["reason"])
        inner.addLayout(flow(self.single, *self.offers.values(), 1))
        renew = hbox(
            self.fields["every"],
            vbox(text_label(tr("Method"), tone="muted"), self.method, 1),
            self.fields["spike"],
            1,
            spacing=12,
        )
        inner.addLayout(renew)
        inner.addWidget(self.course)
        inner.addWidget(self.hours)
        inner.addWidget(self.notes)
        keep = vbox(text_label(" ", wrap=False), self.keep, 1)
        start = vbox(text_label(" ", wrap=False), self.start, 1)
        last = hbox(spacing=12)
        last.addLayout(start)
        last.addWidget(self.problem, 1)
        self.fields["template"].setMinimumWidth(240)
        last.addWidget(self.fields["template"])
        last.addLayout(keep)
        inner.addLayout(last)
        form.body.addWidget(self._asked)
        self._running = QVBoxLayout()
        self._running.setSpacing(12)
        self._title = heading(tr("Running"))
        self._empty = text_label(tr("Nothing runs."), tone="muted")
        self._more = text_label("", tone="muted")
        self.content.addWidget(form)
        self.content.addWidget(self._title)
        self.content.addWidget(self._empty)
        self.content.addLayout(self._running)
        self.content.addWidget(self._more)
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
        self._show_times(answer)
        self.plan_dose.setVisible(prepared is None)
        # With nothing to start, what runs has the room.
        self._asked.setVisible(prepared is not None or not self._board.standings)
        if prepared is None:
            self.dosed.setText(tr("First plan the dose: it is taken over from Calculate."))
        else:
            ends = vehicle_ends(prepared.vehicle_percent, prepared.percent_by_well)
            vehicle = f"{percents(*ends)} {prepared.vehicle}"
            down = tr(" and down ({doses} doses)", doses=prepared.doses) if prepared.doses > 1 else ""
            self.dosed.setText(
                tr(
                    "{concentration}{down} in the well, {vehicle}, {wells:wells} of {cells}, {dosing}",
                    concentration=prepared.concentration,
                    down=down,
                    vehicle=vehicle,
                    wells=prepared.cells.wells,
                    cells=prepared.cells.name or "cells",
                    dosing=term(prepared.dosing),
                )
            )
        loud = [one for one in answer.cautions if one.severity is not Severity.NOTE]
        quiet = [say(one.code, one.values) for one in answer.cautions if one.severity is Severity.NOTE]
        self.caution.setVisible(bool(loud))
        self.notes.setText(" ".join(quiet))
        self.notes.setVisible(bool(quiet))
        self.fields["reason"].setVisible(asks_reason(answer.cautions))
        if loud:
            # What is still to be chosen is a question, and no warning yet.
            asks = all(one.code is Message.ONE_DOSE_FOR_ALL for one in loud)
            words = " ".join(say(one.code, one.values) for one in loud)
            set_chip(self.caution, words, "note" if asks else "soon")
        self.single.setChecked(self._desk.single is True)
        every = self._desk.text("every")
        for hours, button in self.offers.items():
            button.setChecked(self._desk.single is False and every == f"{hours} h")
        for widget in (self.fields["every"], self.method):
            widget.setEnabled(self._desk.single is False)
        self.fields["spike"].setVisible(self._desk.single is False and self._desk.method is Method.SPIKE)
        self.course.setText(course_text(self._desk, answer))
        said = [
            tr("Re-dose {step}", step=one.step.number + 1) if one.step.kind is StepKind.REDOSE else tr("The end")
            for one in answer.out_of_hours
        ]
        times = [
            tr(
                "{what} falls on {day_and_time}: nearest working times {day_and_time_2} and {day_and_time_3}.",
                what=what,
                day_and_time=day_and_time(one.at),
                day_and_time_2=day_and_time(one.before),
                day_and_time_3=day_and_time(one.after),
            )
            for what, one in zip(said, answer.out_of_hours, strict=True)
        ]
        clocks = (
            tr("Clocks change by {span} before the end. ", span=span_text(abs(answer.clock_change)))
            if answer.clock_change
            else ""
        )
        self.hours.setText(f"▲ {clocks}{' '.join(times)}" if times or clocks else "")
        self.hours.setVisible(bool(times or clocks))
        self._show_others()
        self._show_rests(answer.rests)
        self.start.setEnabled(answer.ready)

    def _show_times(self, answer: IncubationAnswer) -> None:
        """Say how the times were read: when the first well was dosed, how long it lasts, and when it ends."""
        night = say(Message.OVERNIGHT_TAKEN, {"length_s": answer.overnight_s}) if answer.overnight_s else ""
        said = [night] if night else ([tr("as the card says")] if self._desk.length_source else [])
        if answer.length is not None and answer.begin is not None:
            # In UTC: clocks may change before the end.
            end = day_and_time(self.local(answer.begin.astimezone(UTC) + answer.length))
            span = span_text(answer.length)
            same = _bare(span) == _bare(self.fields["length"].text())
            said.append(
                tr("ends {time}", time=end) if same or night else tr("{span}, ends {time}", span=span, time=end)
            )
        self.fields["length"].show_note(" · ".join(said))
        for name in ("every", "last_well"):
            if self.fields[name].note.text() or overnight_note(self.fields[name].text()):
                self.fields[name].show_note(overnight_note(self.fields[name].text()))
        told = self.fields["ago"].text().strip()
        begin = "" if answer.begin is None or told in {"", "now", tr("now")} else day_and_time(answer.begin)
        self.fields["ago"].show_note(begin)

    def _show_others(self) -> None:
        """Offer the other solutions in hand that it may have been dosed with too."""
        offered = self._desk.other_solutions()
        key = [(row.id, row.id in self._desk.also) for row in offered]
        if key == self._offered:
            return
        self._offered = key
        clear_layout(self.others)
        if offered:
            self.others.addWidget(text_label(tr("Dosed with too:"), tone="muted", wrap=False))
        for one in offered:
            name = f"incubate.start.also.{one.label}"
            button = toggle_button(f"{one.label} · {solution_text(one)}", name, partial(self._desk.toggle_also, one.id))
            button.setChecked(one.id in self._desk.also)
            self.others.addWidget(button)
        self.others.addStretch(1)

    def _show_rests(self, rests: Sequence[Leftover]) -> None:
        """Ask what becomes of what is left of each working solution."""
        there = {rest.solution.id: rest for rest in rests}
        for identity in [one for one in self._rests if one not in there]:
            row = self._rests.pop(identity)
            self.rests.removeWidget(row)
            dispose(row)
        for identity, rest in there.items():
            if identity not in self._rests:
                row = LeftoverRow(
                    f"incubate.start.rest.{rest.solution.label}", partial(self._desk.choose_rest, identity)
                )
                self._rests[identity] = row
                self.rests.addWidget(row)
            self._rests[identity].show_rest(rest)

    def offer_templates(self) -> None:
        """Offer the templates there are."""
        names = self._desk.templates()
        shown = [self.templates.itemText(place) for place in range(1, self.templates.count())]
        if names != shown or self.templates.count() == 0:
            self.templates.clear()
            self.templates.addItem(tr("none"), "")
            for name in names:
                self.templates.addItem(name, name)

    def _on_template(self, _index: int) -> None:
        chosen = str(self.templates.currentData() or "")
        if chosen:
            self._desk.take_template(chosen)
            self.method.setCurrentIndex(self.method.findData(self._desk.method))

    def _keep_template(self) -> None:
        self.fields["template"].show_problem("")
        try:
            name = self._desk.save_template(self.person())
        except BenchError as error:
            self.fields["template"].show_problem(say_error(error))
        else:
            self.offer_templates()
            self.did.emit(tr("Saved as the template “{name}”.", name=name))

    def write(self) -> None:
        """Start the incubation; on a problem the form stays as it is."""
        if not self.start.isEnabled():
            return
        self.problem.setText("")
        try:
            incubation = self._desk.start(self.person())
        except BenchError as error:
            if error.values.get("field") == "reason":
                self.fields["reason"].show_problem(say_error(error))
                self.fields["reason"].line.setFocus()
                return
            self.problem.setText(say_error(error))
        else:
            self.fields["ago"].fill(tr("now"))
            self._desk.set_text("ago", tr("now"))
            self.started.emit(incubation)
            self.show_incubation(incubation)

    def rebuild(self) -> None:
        """Show what runs; a card stays as long as its incubation does, and only the first ones have one."""
        stands = sorted(self._board.standings, key=lambda stand: stand.left)[:_MOST_CARDS]
        wanted = [stand.running.incubation.id for stand in stands]
        for identity in [one for one in self._cards if one not in wanted]:
            card = self._cards.pop(identity)
            self._running.removeWidget(card)
            dispose(card)
        for place, stand in enumerate(stands):
            identity = stand.running.incubation.id
            if identity not in self._cards:
                self._cards[identity] = RunningCard(stand, self._board.number_of(identity), self)
            self._running.insertWidget(place, self._cards[identity])
        self._asked.setVisible(self._desk.prepared is not None or not self._board.standings)
        more = len(self._board.standings) - len(stands)
        self._more.setText(
            tr("and {more} more that fall due later; the journal finds each by its name", more=more) if more > 0 else ""
        )
        self._empty.setVisible(not self._cards)

    def show_incubation(self, identity: str) -> None:
        """Bring the card of an incubation into view."""
        card = self._cards.get(identity)
        if card is not None:
            self.area.ensureWidgetVisible(card)
            shown = (button for button in card.findChildren(QPushButton) if not button.isHidden())
            next(shown, card).setFocus(Qt.FocusReason.TabFocusReason)

    def ask_given(self, identity: str) -> None:
        """Bring the card of an incubation into view and ask there what its re-dose was given with."""
        self.show_incubation(identity)
        card = self._cards.get(identity)
        if card is not None:
            card.close_open()
            card.ask_given()

    def refresh(self) -> None:
        """Show the state of everything now, where somebody sees it."""
        if self._asked.isVisible():
            # What would be started now ends later than what would have been started a while ago.
            self._desk.compute()
        for card, stand in self._in_view():
            card.show_standing(stand)

    def show_times(self) -> None:
        """Show the times left, where somebody sees them; nothing else has changed."""
        for card, stand in self._in_view():
            card.show_left(stand)

    def _in_view(self) -> list[tuple[RunningCard, StepStatus]]:
        if not self._cards or not self.isVisible():
            return []
        pairs = ((self._cards.get(stand.running.incubation.id), stand) for stand in self._board.standings)
        return [(card, stand) for card, stand in pairs if card is not None]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Show the time of now, when the page comes up."""
        super().showEvent(event)
        self.refresh()

    # -- what cards ask for ------------------------------------------------------------------------------------

    def wrote(self, sentence: str) -> None:
        """Say what was written."""
        self.did.emit(sentence)

    def make(self, running: Running, step: Step) -> None:
        """Make a re-dose."""
        self.redose_wanted.emit(running, step)

    def hand_out(self, running: Running, what: str) -> None:
        """Give it out."""
        self.handed_out.emit(running, what)


def _bare(text: str) -> str:
    """Return a text without blanks, to compare what was typed with what is shown."""
    return "".join(text.split()).casefold()


def _first_to_last(values: Sequence[float]) -> str:
    """Return the first and the last of what each re-dose leaves in a well; one number where they are the same."""
    first, last = plain(values[0], 3), plain(values[-1], 3)
    return first if first == last else f"{first} → {last}"


def course_text(desk: IncubationForm, answer: IncubationAnswer) -> str:
    """Return what the planned re-doses leave in the wells, from the first to the last; "" where none is planned."""
    prepared = desk.prepared
    if prepared is None or not answer.wells:
        return ""
    target = prepared.concentration
    redosed = answer.wells[1:] or answer.wells
    lows, highs = (
        [end * target.value for end in ends] for ends in zip(*((w.low, w.high) for w in redosed), strict=True)
    )
    low, high = _first_to_last(lows), _first_to_last(highs)
    unit = shown(target).removeprefix(shown(target).split("\u202f")[0])
    vehicles = [well.vehicle_percent for well in answer.wells]
    volumes = [well.volume_ul for well in answer.wells]
    volume = (
        ""
        if max(volumes) == min(volumes)
        else tr(" · {min} → {max}\u202fµL a well", min=plain(min(volumes), 4), max=plain(max(volumes), 4))
    )
    ends = (
        f"{low}{unit}"
        if low == high
        else tr("{low} if fully lost, up to {high} if stable", low=f"{low}{unit}", high=f"{high}{unit}")
    )
    least, most = vehicle_ends(prepared.vehicle_percent, prepared.percent_by_well)
    vehicle = _first_to_last(vehicles)
    if differs(least, most):
        vehicle = tr("up to {vehicle}", vehicle=vehicle)
    return tr(
        "{count:redoses}. In the well after each: {ends} · cumulative "
        "vehicle {vehicle}\u202f% {vehicle_2}{volume}. Half-life in medium: no value found, so no curve.",
        count=len(answer.wells) - 1,
        ends=ends,
        vehicle=vehicle,
        vehicle_2=prepared.vehicle,
        volume=volume,
    )
