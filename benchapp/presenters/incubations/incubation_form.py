"""What is in the form of a new incubation, and what it comes to."""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from benchapp.domain.compounds.monograph import Relation
from benchapp.domain.incubations.incubations import Incubation, Plan
from benchapp.domain.incubations.redose import Method, Well, usual_spike_ul
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.journal.entries import IncubationStarted
from benchapp.domain.lab.picked_days import written_instant
from benchapp.domain.messages import BenchError, Caution, QuantityError
from benchapp.domain.recipes import cautions as say
from benchapp.domain.recipes.recipes import loudest_first
from benchapp.domain.units.amounts import Amount, plain
from benchapp.domain.units.kinds import in_base
from benchapp.domain.units.spans import span_text
from benchapp.presenters.calculator.leftovers import Leftover, LeftoverChoice
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.compounds.compound_change import CompoundChange
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.dosed_with import DosedWith
from benchapp.presenters.incubations.new_incubation import new_incubation, suggested_name
from benchapp.presenters.incubations.out_of_hours import MovedRedoses, OutOfHours, due_times, steps_out_of_hours
from benchapp.presenters.incubations.redose_plan import read_spike_ul, redose_plan
from benchapp.presenters.incubations.start_cautions import PlannedCourse, fresh_s, planned_course, start_cautions
from benchapp.presenters.incubations.start_times import StartTimes, read_times
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import kept_cautions


class IncubationAnswer(Struct, frozen=True):
    """What the form comes to.

    Attributes:
        errors: What is wrong, by field.
        cautions: What has to be said before the start.
        wells: The well after the first dose and after each re-dose.
        ready: Whether it can be started.
        out_of_hours: Steps that fall outside working hours, and can be moved.
        clock_change: By how much the clocks change before the end.
        overnight_s: What "overnight" is taken as in the field of the length; 0 where that was not typed.
        length: The length as it was read; None where it could not be.
        begin: When the first well was dosed, in the time zone shown; None where that could not be read.
        rests: The working solutions that go on the cells, with what becomes of what is left of each.
        compound: Name of the compound that is open; "" where none is.
    """

    errors: dict[str, BenchError] = field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()
    wells: tuple[Well, ...] = ()
    ready: bool = False
    out_of_hours: tuple[OutOfHours, ...] = ()
    clock_change: timedelta = timedelta()
    overnight_s: float = 0.0
    length: timedelta | None = None
    begin: datetime | None = None
    rests: tuple[Leftover, ...] = ()
    compound: str = ""


class IncubationForm(QObject):
    """What is in the form of a new incubation.

    Args:
        book: Where it is started.
        compounds: For the length on the card and the cautions.

    Attributes:
        vessel: Words a vessel, for the name that is suggested.
        dosed_with: What it is dosed with.
        single: Whether one dose is meant to last; None where that is not decided.
        method: How the dose is renewed, where it is.
        answer: What the form comes to.
        length_source: The id of the card that the length is from; "" for one's own.
        due: Each step with when it is due, local, as it was answered last.

    Signals:
        answered: The form was judged again; the `IncubationAnswer`.
        filled: A field was filled by the program: name and text.
        planned: Another dose is to be started.
    """

    answered = Signal(object)
    filled = Signal(str, str)
    planned = Signal()

    def __init__(self, book: JournalSession, compounds: CurrentCompound) -> None:
        super().__init__()
        self.vessel: Callable[[str], str] = str
        self._book = book
        self._compounds = compounds
        self._texts: dict[str, str] = {"ago": "now", "last_well": "0 min", "every": "48 h"}
        self.length_source = ""
        self.dosed_with = DosedWith(book)
        self._linked = self.dosed_with.links
        self.single: bool | None = None
        self.method = Method.HALF_CHANGE_1X
        self._moved = MovedRedoses()
        self.due: tuple[tuple[Step, datetime], ...] = ()
        self.answer = IncubationAnswer()
        self._change = CompoundChange(compounds)
        compounds.chosen.connect(self._on_compound)
        compounds.use_chosen.connect(self._on_use)
        book.changed.connect(self._on_book)
        self._take_first_card()
        if compounds.use is not None:
            self._on_use(compounds.use)

    # -- the fields ------------------------------------------------------------------------------------------

    def text(self, name: str) -> str:
        """Return what is in a field."""
        return self._texts.get(name, "")

    def set_text(self, name: str, text: str) -> None:
        """Set what was typed into a field."""
        if name == "length" and text != self._texts.get("length"):
            self.length_source = ""
        self._moved.follow(name)
        self._texts[name] = text
        self.compute()

    def fill(self, name: str, text: str) -> None:
        """Put a text into a field as the program's own."""
        self._moved.follow(name)
        self._texts[name] = text
        self.filled.emit(name, text)

    # -- what it is dosed with -------------------------------------------------------------------------------

    @property
    def prepared(self) -> PlannedDosing | None:
        """What the calculator handed over; None for nothing."""
        return self.dosed_with.prepared

    def prepare(self, prepared: PlannedDosing) -> None:
        """Take what the calculator hands over."""
        self.dosed_with.prepare(prepared)
        self._moved.forget()
        self.fill("name", suggested_name(prepared, self.vessel, self._book.bench))
        self.fill("spike", Amount(plain(usual_spike_ul(prepared.well_ul)), "uL").shown())
        self.compute()
        self.planned.emit()

    def take_over(self, prepared: PlannedDosing) -> None:
        """Take what the calculator hands over, beside what was made by the same plan before."""
        if not self.dosed_with.is_planned(prepared):
            self.prepare(prepared)
            return
        # What was typed for this plan stays.
        before = self.dosed_with.made_by(prepared)
        self.dosed_with.prepare(prepared)
        self.dosed_with.add_made(before)
        self.compute()

    def choose_rest(self, solution: str, choice: LeftoverChoice) -> None:
        """Decide what becomes of what is left of a working solution."""
        self.dosed_with.choose_rest(solution, choice)
        self.compute()

    def toggle_also(self, solution: str) -> None:
        """Choose a further solution, or leave it."""
        self.dosed_with.toggle_also(solution)
        self.compute()

    def _on_book(self) -> None:
        """Judge the form again where a solution it is linked to was undone, came back, or may hold less now."""
        if self.dosed_with.links != self._linked or self.answer.rests:
            self.compute()

    # -- the compound and its cards --------------------------------------------------------------------------

    def _on_compound(self) -> None:
        if self._change.happened():
            self.dosed_with.clear()
            self.single = None
            self.length_source = ""
            for name in ("length", "reason"):
                self.fill(name, "")
            self._take_first_card()
        self.compute()

    def _take_first_card(self) -> None:
        monograph = self._compounds.monograph
        first = next((use for use in monograph.uses if use.time), None) if monograph else None
        if first is not None:
            self._on_use(first)

    def _on_use(self, use: object) -> None:
        time = getattr(use, "time", None)
        if time is not None and time.number and time.relation is not Relation.RANGE:
            if (known := in_base(time.number, time.unit)) is not None:
                self.fill("length", span_text(timedelta(seconds=known[1])))
            self.length_source = getattr(use, "id", "")
        self.compute()

    # -- re-doses --------------------------------------------------------------------------------------------

    def choose_single(self) -> None:
        """Decide: a single dose."""
        self.single = True
        self._moved.forget()
        self.compute()

    def choose_redose(self, every: str, method: Method) -> None:
        """Decide: the dose is renewed."""
        self.single = False
        self.method = method
        if every != self.text("every"):
            self.fill("every", every)
        self.compute()

    def plan(self, every_s: float, length_s: float) -> Plan:
        """Return the plan as it is in the form; one dose needs no decision where it is fresh to the end.

        Raises:
            QuantityError: The volume of a spike cannot be read; `field` is "spike".
        """
        lead_s = self._book.bench.rules.redose_lead_min * 60
        if self.single is False:
            return redose_plan(every_s, self.method, self.text("spike"), self.dosed_with.well_ul, lead_s)
        prepared = self.prepared
        short = prepared is not None and length_s <= fresh_s(self._book, prepared)
        return Plan(lead_s=lead_s, chosen=self.single is True or short)

    def move(self, step: Step, at: datetime, *, later: bool = False) -> None:
        """Move a re-dose or the end to another instant, and where asked for the re-doses after it by as much."""
        if step.kind is StepKind.END:
            self.set_text("length", f"until {written_instant(at)}")
            self.fill("length", self.text("length"))
        else:
            self._moved.move(step, at, self.due, later=later)
            self.compute()

    # -- the answer ------------------------------------------------------------------------------------------

    def compute(self) -> None:
        """Judge the form."""
        self._linked = self.dosed_with.links
        times, errors = self._read()
        prepared, monograph = self.prepared, self._compounds.monograph
        cautions: list[Caution] = []
        course: PlannedCourse | None = None
        if prepared is not None and monograph is not None and not errors:
            course = planned_course(self._incubation(times))
            cautions = start_cautions(self._book, monograph, prepared, self.dosed_with.also, course)
        rests = self.dosed_with.leftovers()
        possible = prepared is not None and not errors and all(rest.error is None for rest in rests)
        ready = possible and bool(self.text("name").strip())
        self.answer = IncubationAnswer(
            errors=errors,
            cautions=tuple(loudest_first(cautions)),
            wells=course.wells if course else (),
            ready=ready,
            out_of_hours=self._out_of_hours(times.begin, course) if ready and times.begin and course else (),
            compound=monograph.identity.name if monograph is not None else "",
            clock_change=times.clock_change(self._book.local) if ready else timedelta(),
            overnight_s=times.overnight_s,
            length=times.length,
            begin=times.begin,
            rests=rests,
        )
        self.answered.emit(self.answer)

    def _read(self) -> tuple[StartTimes, dict[str, BenchError]]:
        times = read_times(self._texts, self._book, redosed=self.single is False)
        spike = self.text("spike") if self.single is False and self.method is Method.SPIKE else ""
        wrong = _spike_errors(spike, self.dosed_with.well_ul)
        return times, {**times.errors, **wrong, **self.dosed_with.errors_at(times.begin)}

    def _out_of_hours(self, begin: datetime, course: PlannedCourse) -> tuple[OutOfHours, ...]:
        self.due = due_times(course.steps, begin, self._book.local)
        return steps_out_of_hours(self.due, self._book.bench.rules, self._book.local_now())

    def _incubation(self, times: StartTimes) -> Incubation:
        """Return what would be started; nothing may be wrong in the form."""
        prepared, monograph = self.prepared, self._compounds.monograph
        if prepared is None or monograph is None:
            msg = "nothing was handed over from the calculator"
            raise LookupError(msg)
        made = new_incubation(self._book, monograph, prepared, self._texts, times)
        plan = self.plan(times.seconds("every"), times.seconds("length"))
        redosed = times.begin is not None and plan.method is not None
        moves = self._moved.steps(times.begin, self._book.clock.zone.key) if redosed and times.begin else ()
        return replace(made, plan=plan, also=self.dosed_with.also, length_source=self.length_source, moves=moves)

    # -- the start -------------------------------------------------------------------------------------------

    def start(self, person: str = "") -> str:
        """Start the incubation; return its id.

        Raises:
            BenchError: A field cannot be read, or it could not be saved; everything stays as typed.
        """
        times, errors = self._read()
        if errors:
            raise next(iter(errors.values()))
        cautions = self.answer.cautions
        say.check_reason(cautions, self.text("reason"))
        incubation = self._incubation(times)
        reason = self.text("reason").strip() if say.asks_reason(cautions) else ""
        body = IncubationStarted(incubation, kept_cautions(cautions), reason, *self.dosed_with.taken())
        self._book.record(body, ago=times.read["ago"].span, person=person)
        self.dosed_with.clear()
        self.dosed_with.forget_choices()
        self.single = None
        self._moved.forget()
        self.fill("reason", "")
        self.compute()
        return incubation.id


def _spike_errors(text: str, well_ul: float) -> dict[str, BenchError]:
    """Return what is wrong with the volume of a spike, by its field; nothing where none is typed."""
    try:
        read_spike_ul(text, well_ul)
    except QuantityError as error:
        return {"spike": error}
    return {}
