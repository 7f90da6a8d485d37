"""The incubation desk: what is in the form of a new incubation, and the running ones' actions."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from benchapp.domain.compounds.monograph import Relation
from benchapp.domain.incubations.incubations import Incubation, Plan, Running
from benchapp.domain.incubations.redose import Method, Well, usual_spike_ul
from benchapp.domain.incubations.steps import END_NUMBER, Step, StepKind
from benchapp.domain.incubations.well_course import well_course
from benchapp.domain.journal.entries import IncubationStarted, PlanChosen, RecipeSaved, RedoseGiven, SolutionMade
from benchapp.domain.lab.appointments import clock_change, outside_hours, read_length
from benchapp.domain.messages import BenchError, Caution, Message, QuantityError, Severity
from benchapp.domain.recipes import cautions as say
from benchapp.domain.recipes import well_cautions
from benchapp.domain.recipes.recipes import loudest_first
from benchapp.domain.solutions.freshness import State, judge
from benchapp.domain.solutions.solutions import Solution, SolutionPurpose
from benchapp.domain.units.amounts import Amount, plain
from benchapp.domain.units.durations import ParsedDuration, span_text
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import Kind, in_base
from benchapp.domain.units.quantities import TOLERANCE
from benchapp.presenters.calculator.leftovers import (
    AmountOnCells,
    Leftover,
    LeftoverChoice,
    entries_of,
    rest_of,
    used_by_recipe,
)
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.compounds.compound_change import CompoundChange
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.running_incubation import OutOfHours
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import kept_cautions

# The tool of a saved recipe that is a template of an incubation.
TEMPLATE = "incubate"
DURATIONS = ("length", "ago", "last_well", "every")
REDOSE_OFFERS_H = (24, 48, 72)


class IncubationAnswer(Struct, frozen=True):
    """What the form comes to.

    Attributes:
        errors: What is wrong, by field.
        cautions: What has to be said before the start.
        wells: The well after the first dose and after each re-dose.
        ready: Whether it can be started.
        out_of_hours: Steps that fall outside working hours.
        clock_change: By how much the clocks change before the end.
        overnight_s: What "overnight" is taken as in the field of the length; 0 where that was not typed.
        length: The length as it was read; None where it could not be.
        begin: When the first well was dosed, in the time zone shown; None where that could not be read.
        rests: The working solutions that go on the cells, with what becomes of what is left of each.
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


class IncubationForm(QObject):
    """What is in the form of a new incubation.

    Args:
        book: Where it is started.
        compounds: For the length on the card and the cautions.

    Signals:
        answered: The form was judged again; the `IncubationAnswer`.
        filled: A field was filled by the program: name and text.
    """

    answered = Signal(object)
    filled = Signal(str, str)

    def __init__(self, book: JournalSession, compounds: CurrentCompound) -> None:
        super().__init__()
        self._book = book
        self._compounds = compounds
        self._texts: dict[str, str] = {"ago": "now", "last_well": "0 min", "every": "48 h"}
        self._length_source = ""
        # The plan without what was made by it; what of that has not been undone is looked up when it is asked for.
        self._plan: PlannedDosing | None = None
        self._made: tuple[str, ...] = ()
        self._also: tuple[str, ...] = ()
        self._linked: tuple[PlannedDosing | None, tuple[str, ...]] = (None, ())
        # What becomes of what is left of each working solution, by its id.
        self._rests: dict[str, LeftoverChoice] = {}
        self._used: dict[str, float | None] = {}
        self.single: bool | None = None
        self.method = Method.HALF_CHANGE_1X
        self.answer = IncubationAnswer()
        self._change = CompoundChange(compounds)
        compounds.chosen.connect(self._on_compound)
        compounds.use_chosen.connect(self._on_use)
        book.changed.connect(self._on_book)
        self._take_first_card()
        if compounds.use is not None:
            self._on_use(compounds.use)

    def text(self, name: str) -> str:
        """Return what is in a field."""
        return self._texts.get(name, "")

    def set_text(self, name: str, text: str) -> None:
        """Take what was typed into a field."""
        if name == "length" and text != self._texts.get("length"):
            self._length_source = ""
        self._texts[name] = text
        self.compute()

    def _fill(self, name: str, text: str) -> None:
        self._texts[name] = text
        self.filled.emit(name, text)

    @property
    def prepared(self) -> PlannedDosing | None:
        """What the calculator handed over, with the last solution made by it that is still there; None for nothing."""
        if self._plan is None:
            return None
        there = self._book.bench.solutions
        made = next((one for one in reversed(self._made) if one in there), "")
        return replace(self._plan, solution=made, stock=self._plan.stock if self._plan.stock in there else "")

    @property
    def also(self) -> tuple[str, ...]:
        """The further solutions that were chosen and are still there."""
        return tuple(one for one in self._also if one in self._book.bench.solutions)

    def rests(self) -> tuple[Leftover, ...]:
        """Return the working solutions that go on the cells, with what becomes of what is left of each."""
        prepared, there = self.prepared, self._book.bench.solutions
        if prepared is None:
            return ()
        goes_on = {prepared.solution: prepared.used_ul, **{one: self._used_of(one) for one in self.also}}
        return tuple(
            rest_of(there[one], used_ul, self._rests.get(one, LeftoverChoice()))
            for one, used_ul in goes_on.items()
            if one in there
        )

    def _used_of(self, solution: str) -> float | None:
        """Return what the wells take of a further solution by the recipe it was made by, µL."""
        if solution not in self._used:
            origin = self._book.origin_of(solution)
            made = origin.body if origin is not None else None
            self._used[solution] = used_by_recipe(made) if isinstance(made, SolutionMade) else None
        return self._used[solution]

    def choose_rest(self, solution: str, choice: LeftoverChoice) -> None:
        """Decide what becomes of what is left of a working solution."""
        self._rests[solution] = choice
        self.compute()

    def prepare(self, prepared: PlannedDosing) -> None:
        """Take what the calculator hands over."""
        self._plan = replace(prepared, solution="")
        self._made = (prepared.solution,) if prepared.solution else ()
        self._also = ()
        cells = prepared.cells
        self._fill("name", " ".join(part for part in (cells.name, cells.vessel) if part))
        self._fill("spike", Amount(plain(usual_spike_ul(prepared.well_ul)), "uL").shown())
        self.compute()

    def take_over(self, prepared: PlannedDosing) -> None:
        """Take what the calculator hands over; what was made goes with the plan it was made by, and with no other."""
        before = self._made if replace(prepared, solution="") == self._plan else ()
        self.prepare(prepared)
        if before:
            self._made = (*before, *self._made)
            self.compute()

    def _on_book(self) -> None:
        """Judge the form again where a solution it is linked to was undone, came back, or may hold less now."""
        if (self.prepared, self.also) != self._linked or self.answer.rests:
            self.compute()

    def choose_single(self) -> None:
        """Decide: one dose by design."""
        self.single = True
        self.compute()

    def choose_redose(self, every: str, method: Method) -> None:
        """Decide: the dose is renewed."""
        self.single = False
        self.method = method
        self._fill("every", every)
        self.compute()

    def _on_compound(self) -> None:
        if self._change.happened():
            self._plan = None
            self._made = self._also = ()
            self.single = None
            self._length_source = ""
            for name in ("length", "reason"):
                self._fill(name, "")
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
            known = in_base(time.number, time.unit)
            if known is not None:
                self._fill("length", span_text(timedelta(seconds=known[1])))
            self._length_source = getattr(use, "id", "")
        self.compute()

    @property
    def length_source(self) -> str:
        """The id of the card that the length is from; "" for one's own."""
        return self._length_source

    def plan(self, every_s: float) -> Plan:
        """Return the plan as it is in the form."""
        lead_s = self._book.bench.rules.redose_lead_min * 60
        if self.single is False:
            spike_ul = self._spike_ul() if self.method is Method.SPIKE else 0.0
            return Plan(every_s=every_s, method=self.method, spike_ul=spike_ul, lead_s=lead_s, chosen=True)
        return Plan(lead_s=lead_s, chosen=self.single is True)

    def _spike_ul(self) -> float:
        """Return the volume of a spike, µL; one that suits the well where nothing is typed.

        Raises:
            QuantityError: It cannot be read, or is nothing; `field` is "spike".
        """
        text = self.text("spike").strip()
        if not text:
            return usual_spike_ul(self.prepared.well_ul) if self.prepared else 0.0
        try:
            typed = read_typed(text, unit_needed=False)
        except QuantityError as error:
            values = {"wanted": Kind.VOLUME.value, **error.values, "field": "spike"}
            raise QuantityError(error.code, **values) from error
        kind, litres = in_base(typed.digits, typed.unit or "uL") or (None, 0.0)
        if kind is not Kind.VOLUME:
            found = kind.value if kind else typed.unit
            raise QuantityError(Message.WRONG_KIND, text=text, found=found, wanted=Kind.VOLUME.value, field="spike")
        if not litres > 0:
            raise QuantityError(Message.NOT_POSITIVE, field="spike")
        return litres * 1e6

    def compute(self) -> None:
        """Judge the form."""
        self._linked = (self.prepared, self.also)
        read, errors = self._read()
        cautions: list[Caution] = []
        wells: tuple[Well, ...] = ()
        monograph = self._compounds.monograph
        if self.prepared is not None and monograph is not None and not errors:
            plan = self.plan(read["every"].span.total_seconds())
            length_s = read["length"].span.total_seconds()
            cautions += well_cautions.one_dose(monograph, length_s, plan)
            cautions += well_cautions.species(monograph, self.prepared.cells)
            if plan.method is not None and plan.every_s > 0:
                wells = self._wells(length_s, plan)
                cautions += self._vehicle(max(well.vehicle_percent for well in wells), self.prepared)
            cautions += self._of_solutions(length_s, plan)
            if length_s >= well_cautions.LONG_RUN_S and self.prepared.well_ul <= well_cautions.SMALL_WELL_UL:
                cautions.append(well_cautions.evaporation(length_s, self.prepared.well_ul))
        rests = self.rests()
        possible = not errors and all(rest.error is None for rest in rests)
        ready = self.prepared is not None and possible and bool(self.text("name").strip())
        outside, change = self._times(read) if ready else ((), timedelta())
        night = read["length"].span.total_seconds() if "length" in read and read["length"].overnight else 0.0
        length = None if "length" in errors else read["length"].span
        begin = self._book.local(self._book.now().wall - read["ago"].span) if "ago" in read else None
        self.answer = IncubationAnswer(
            errors, tuple(loudest_first(cautions)), wells, ready, outside, change, night, length, begin, rests
        )
        self.answered.emit(self.answer)

    def _wells(self, length_s: float, plan: Plan) -> tuple[Well, ...]:
        """Return the well after the first dose and after each re-dose."""
        points = well_course(Running(self._incubation(length_s, plan, ParsedDuration(timedelta()), 0.0)))
        return tuple(point.well for point in points if point.step is None or point.step.kind is StepKind.REDOSE)

    def _times(self, read: dict[str, ParsedDuration]) -> tuple[tuple[OutOfHours, ...], timedelta]:
        """Return which steps fall outside working hours, and how clocks change before the end."""
        start = self._book.local(self._book.now().wall - read["ago"].span)
        plan = self.plan(read["every"].span.total_seconds())
        found = []
        for step in self._steps(read["length"].span.total_seconds(), plan):
            at = self._book.local(start + timedelta(seconds=step.due_s))
            nearest = outside_hours(at, self._book.bench.rules)
            if nearest is not None:
                found.append(OutOfHours(step, at, *nearest))
        end = self._book.local(start.astimezone(UTC) + read["length"].span)
        return tuple(found), clock_change(start, end)

    def _of_solutions(self, length_s: float, plan: Plan) -> list[Caution]:
        """Say so where what it is dosed with is past its use-by, or its stock will be before the last re-dose."""
        prepared, bench = self.prepared, self._book.bench
        found: list[Caution] = []
        if prepared is None:
            return found
        now, anchors = self._book.now(), self._book.anchors
        for identity in (prepared.solution, *self.also):
            kept = bench.solutions.get(identity)
            if kept is not None and judge(kept, now, anchors, bench.rules).state is State.PAST:
                found.append(Caution(Message.WORKING_PAST_USE_BY, Severity.STRONG, {"label": kept.solution.label}))
        stock = bench.solutions.get(prepared.stock)
        redoses = [step.due_s for step in self._steps(length_s, plan)][:-1]
        if stock is not None and redoses:
            left = judge(stock, now, anchors, bench.rules).left
            if left is not None and left.total_seconds() < redoses[-1]:
                found.append(Caution(Message.STOCK_ENDS_BEFORE, Severity.NOTE, {"label": stock.solution.label}))
        return found

    def other_solutions(self) -> tuple[Solution, ...]:
        """Return the working solutions within their use-by that it may have been dosed with beside the planned one."""
        if self.prepared is None:
            return ()
        bench, now = self._book.bench, self._book.now()
        return tuple(
            kept.solution
            for kept in bench.in_hand()
            if kept.solution.role is SolutionPurpose.WORKING
            and kept.solution.id != self.prepared.solution
            and judge(kept, now, self._book.anchors, bench.rules).state in {State.FRESH, State.USE_SOON}
        )

    def toggle_also(self, solution: str) -> None:
        """Take a further solution, or leave it."""
        if solution in self.also:
            self._also = tuple(one for one in self._also if one != solution)
        else:
            self._also = (*self._also, solution)
        self.compute()

    # -- templates -------------------------------------------------------------------------------------------

    def templates(self) -> list[str]:
        """Return the names of the templates."""
        return [name for name, kept in self._book.bench.recipes.items() if kept.tool == TEMPLATE]

    def save_template(self, person: str = "") -> str:
        """Keep what is in the form, but for the cells and times of today, under a name; give the name.

        Raises:
            BenchError: It has no name, or could not be saved.
        """
        name = self.text("template").strip()
        if not name:
            raise BenchError(Message.RECIPE_NAME_NEEDED)
        kept = {told: self.text(told) for told in ("length", "every", "last_well", "medium")}
        single = {True: "yes", False: "no", None: ""}[self.single]
        monograph = self._compounds.monograph
        body = RecipeSaved(
            name, monograph.id if monograph else "", TEMPLATE, {**kept, "single": single, "method": self.method.value}
        )
        self._book.record(body, person=person)
        self._fill("template", "")
        return name

    def take_template(self, name: str) -> None:
        """Put a template into the form."""
        kept = self._book.bench.recipes.get(name)
        if kept is None:
            return
        for told in ("length", "every", "last_well", "medium"):
            self._fill(told, kept.inputs.get(told, ""))
        self.single = {"yes": True, "no": False}.get(kept.inputs.get("single", ""))
        self.method = next((one for one in Method if one.value == kept.inputs.get("method")), self.method)
        self._length_source = ""
        self.compute()

    def _vehicle(self, highest: float, prepared: PlannedDosing) -> list[Caution]:
        """Judge the vehicle that the re-doses add up to, where it is more than the first dose brought."""
        if highest <= prepared.vehicle_percent * (1 + TOLERANCE):
            return []
        return well_cautions.vehicle(highest, prepared.vehicle, prepared.cells, self._book.bench.rules)

    def local_now(self) -> datetime:
        """Return the present in the time zone shown."""
        return self._book.local_now()

    def _read(self) -> tuple[dict[str, ParsedDuration], dict[str, BenchError]]:
        read: dict[str, ParsedDuration] = {}
        errors: dict[str, BenchError] = {}
        for name in DURATIONS:
            try:
                read[name] = self._told(name)
            except QuantityError as error:
                errors[name] = error
        if "length" in read and read["length"].span <= timedelta():
            errors["length"] = QuantityError(Message.NOT_POSITIVE, field="length")
        if self.single is False and self.method is Method.SPIKE:
            try:
                self._spike_ul()
            except QuantityError as error:
                errors["spike"] = error
        if self.single is False and "every" in read and read["every"].span < timedelta(minutes=1):
            errors["every"] = QuantityError(Message.NOT_POSITIVE, field="every")
        return read, errors

    def _told(self, name: str) -> ParsedDuration:
        if name == "length":
            return self._length()
        if name == "ago":
            return self._book.read_past(self.text(name), exact=True)
        # An interval that is given as an instant lasts until then.
        try:
            length = read_length(self.text(name), self._book.local(self._book.now().wall))
        except QuantityError as error:
            raise QuantityError(error.code, **{**error.values, "asked": "interval"}) from error
        return ParsedDuration(length.span, overnight=length.overnight)

    def _length(self) -> ParsedDuration:
        """Read the length; one that is given as an instant counts from the first well."""
        now = self._book.now()
        length = read_length(self.text("length"), self._book.local(now.wall))
        if length.until is None:
            return ParsedDuration(length.span, overnight=length.overnight)
        try:
            ago = self._book.read_past(self.text("ago"), exact=True).span
        except QuantityError:
            ago = timedelta()
        return ParsedDuration(length.span + ago)

    def _until(self) -> datetime | None:
        return read_length(self.text("length"), self._book.local(self._book.now().wall)).until

    def _steps(self, length_s: float, plan: Plan) -> tuple[Step, ...]:
        return tuple(self._incubation(length_s, plan, ParsedDuration(timedelta()), 0.0).steps())

    def _incubation(self, length_s: float, plan: Plan, ago: ParsedDuration, last_well_s: float) -> Incubation:
        prepared, monograph = self.prepared, self._compounds.monograph
        until = self._until()
        if prepared is None or monograph is None:
            msg = "nothing was handed over from the calculator"
            raise LookupError(msg)
        return Incubation(
            id=self._book.ids.uuid(),
            name=self.text("name").strip(),
            cells=replace(
                prepared.cells,
                viability=self.text("viability").strip(),
                density=self.text("density").strip(),
                medium=self.text("medium").strip() or prepared.cells.medium,
            ),
            compound=monograph.id,
            compound_name=monograph.identity.name,
            dosing=prepared.dosing,
            well_ul=prepared.well_ul,
            concentration=prepared.concentration,
            vehicle=prepared.vehicle,
            vehicle_percent=prepared.vehicle_percent,
            start=self._book.now().before(ago.span),
            last_well_s=last_well_s,
            length_s=length_s,
            length_source=self._length_source,
            plan=plan,
            solution=prepared.solution,
            stock=prepared.stock,
            overage_percent=self._book.bench.rules.overage_percent,
            tool=prepared.tool,
            inputs=prepared.inputs,
            doses=prepared.doses,
            also=self.also,
            until=until,
            zone=self._book.clock.zone.key if until else "",
            end_number=END_NUMBER,
            percent_by_well=prepared.percent_by_well,
        )

    def start(self, person: str = "") -> str:
        """Start the incubation; give its id.

        Raises:
            BenchError: A field cannot be read, or it could not be saved; everything stays as typed.
        """
        read, errors = self._read()
        if errors:
            raise next(iter(errors.values()))
        say.check_reason(self.answer.cautions, self.text("reason"))
        plan = self.plan(read["every"].span.total_seconds())
        incubation = self._incubation(
            read["length"].span.total_seconds(), plan, read["ago"], read["last_well"].span.total_seconds()
        )
        reason = self.text("reason").strip() if say.asks_reason(self.answer.cautions) else ""
        taken, discarded = entries_of(self._book.bench.solutions.values(), self.rests())
        body = IncubationStarted(incubation, kept_cautions(self.answer.cautions), reason, taken, discarded)
        self._book.record(body, ago=read["ago"].span, person=person)
        self._plan = None
        self._made = self._also = ()
        self._rests.clear()
        self.single = None
        self._fill("reason", "")
        self.compute()
        return incubation.id

    def give(
        self,
        steps: Sequence[tuple[Running, Step]],
        solution: str = "",
        person: str = "",
        put_on: AmountOnCells | None = None,
    ) -> None:
        """Write that re-doses were given, all of them with one solution.

        Args:
            steps: Of which incubations.
            solution: Id of what they were given with.
            person: Whose work.
            put_on: What the wells take of a working solution in all; None where nothing is taken of it here.

        Raises:
            BenchError: There is less of it, or it could not be saved.
        """
        now, kept = self._book.now(), self._book.bench.solutions.get(solution)
        bodies = [
            RedoseGiven(running.incubation.id, step.number, now, solution if kept else "") for running, step in steps
        ]
        if kept is not None and put_on is not None and kept.solution.role is SolutionPurpose.WORKING:
            taken, discarded = entries_of([kept], [rest_of(kept, put_on.used_ul, put_on.rest)])
            # One solution for all of them: it is taken once, and with the last, which Undo takes back first.
            bodies[-1] = replace(bodies[-1], taken=taken, discarded=discarded)
        self._book.record_all(bodies, person=person)

    def choose_plan(self, running: Running, plan: Plan, person: str = "") -> None:
        """Decide later whether the dose of a running incubation is renewed.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(PlanChosen(running.incubation.id, plan), person=person)
