"""The incubation desk: what stands in the form of a new incubation, and the running ones' actions."""

import uuid
from datetime import timedelta

from msgspec import Struct, field
from PySide6.QtCore import QObject, Signal

from benchapp.domain import cautions as say
from benchapp.domain.durations import Told, read_duration, span_text
from benchapp.domain.entries import (
    IncubationStarted,
    IncubationStopped,
    PlanChosen,
    RedoseGiven,
    RedoseSkipped,
)
from benchapp.domain.incubations import Incubation, Plan, Running, Step
from benchapp.domain.messages import BenchError, Caution, Message, QuantityError
from benchapp.domain.monograph import Relation
from benchapp.domain.quantities import TOLERANCE
from benchapp.domain.redose import Method, Well, course
from benchapp.presenters.book import Book
from benchapp.presenters.compound_desk import CompoundDesk
from benchapp.presenters.making import kept_cautions
from benchapp.presenters.prepared import Prepared

DURATIONS = ("length", "ago", "last_well", "every")
REDOSE_OFFERS_H = (24, 48, 72)


class IncubationAnswer(Struct, frozen=True):
    """What the form comes to.

    Attributes:
        errors: What is wrong, by field.
        cautions: What has to be said before the start.
        wells: The well after the first dose and after each re-dose.
        ready: Whether it can be started.
    """

    errors: dict[str, BenchError] = field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()
    wells: tuple[Well, ...] = ()
    ready: bool = False


class IncubationDesk(QObject):
    """What stands in the form of a new incubation.

    Args:
        book: Where it is started.
        compounds: For the length on the card and the cautions.

    Signals:
        answered: The form was judged anew; the `IncubationAnswer`.
        filled: A field was filled by the program: name and text.
    """

    answered = Signal(object)
    filled = Signal(str, str)

    def __init__(self, book: Book, compounds: CompoundDesk) -> None:
        super().__init__()
        self._book = book
        self._compounds = compounds
        self._texts: dict[str, str] = {"ago": "now", "last_well": "0 min", "every": "48 h"}
        self._length_source = ""
        self.prepared: Prepared | None = None
        self.single: bool | None = None
        self.method = Method.HALF_CHANGE_1X
        self.answer = IncubationAnswer()
        compounds.chosen.connect(self._on_compound)
        compounds.use_chosen.connect(self._on_use)
        self._on_compound()
        if compounds.use is not None:
            self._on_use(compounds.use)

    def text(self, name: str) -> str:
        """Give what stands in a field."""
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

    def prepare(self, prepared: Prepared) -> None:
        """Take what the calculator hands over."""
        self.prepared = prepared
        cells = prepared.cells
        self._fill("name", " ".join(part for part in (cells.name, cells.vessel) if part))
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
        self.prepared = None
        self.single = None
        monograph = self._compounds.monograph
        first = next((use for use in monograph.uses if use.time), None) if monograph else None
        if first is not None:
            self._on_use(first)

    def _on_use(self, use: object) -> None:
        time = getattr(use, "time", None)
        if time is not None and time.number and time.relation is not Relation.RANGE:
            self._fill("length", span_text(read_duration(f"{time.number} {time.unit}").span))
            self._length_source = getattr(use, "id", "")
        self.compute()

    @property
    def length_source(self) -> str:
        """The id of the card that the length is from; "" for one's own."""
        return self._length_source

    def plan(self, every_s: float) -> Plan:
        """Give the plan as it stands in the form."""
        lead_s = self._book.bench.rules.redose_lead_min * 60
        if self.single is False:
            return Plan(every_s=every_s, method=self.method, spike_ul=5.0, lead_s=lead_s, chosen=True)
        return Plan(lead_s=lead_s, chosen=self.single is True)

    def compute(self) -> None:
        """Judge the form."""
        read, errors = self._read()
        cautions: list[Caution] = []
        wells: tuple[Well, ...] = ()
        monograph = self._compounds.monograph
        if self.prepared is not None and monograph is not None and not errors:
            plan = self.plan(read["every"].span.total_seconds())
            length_s = read["length"].span.total_seconds()
            cautions += say.one_dose(monograph, length_s, plan)
            cautions += say.species(monograph, self.prepared.cells)
            if plan.method is not None and plan.every_s > 0:
                doses = sum(1 for _ in self._steps(length_s, plan)) - 1
                wells = tuple(
                    course(self.prepared.well_ul, self.prepared.vehicle_percent, plan.method, doses, plan.spike_ul)
                )
                cautions += self._vehicle(max(well.vehicle_percent for well in wells), self.prepared)
        ready = self.prepared is not None and not errors and bool(self.text("name").strip())
        self.answer = IncubationAnswer(errors, tuple(cautions), wells, ready)
        self.answered.emit(self.answer)

    def _vehicle(self, highest: float, prepared: Prepared) -> list[Caution]:
        """Judge the vehicle that the re-doses add up to, where it is more than the first dose brought."""
        if highest <= prepared.vehicle_percent * (1 + TOLERANCE):
            return []
        return say.vehicle(highest, prepared.vehicle, prepared.cells, self._book.bench.rules.vehicle_bands)

    def _read(self) -> tuple[dict[str, Told], dict[str, BenchError]]:
        read: dict[str, Told] = {}
        errors: dict[str, BenchError] = {}
        for name in DURATIONS:
            try:
                read[name] = read_duration(self.text(name))
            except QuantityError as error:
                errors[name] = error
        if "length" in read and read["length"].span <= timedelta():
            errors["length"] = QuantityError(Message.NOT_POSITIVE, field="length")
        if self.single is False and "every" in read and read["every"].span < timedelta(minutes=1):
            errors["every"] = QuantityError(Message.NOT_POSITIVE, field="every")
        return read, errors

    def _steps(self, length_s: float, plan: Plan) -> tuple[Step, ...]:
        return tuple(self._incubation(length_s, plan, Told(timedelta()), 0.0).steps())

    def _incubation(self, length_s: float, plan: Plan, ago: Told, last_well_s: float) -> Incubation:
        prepared, monograph = self.prepared, self._compounds.monograph
        if prepared is None or monograph is None:
            msg = "nothing was handed over from the calculator"
            raise LookupError(msg)
        return Incubation(
            id=str(uuid.uuid4()),
            name=self.text("name").strip(),
            cells=prepared.cells,
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
        body = IncubationStarted(incubation, kept_cautions(self.answer.cautions), reason)
        self._book.record(body, ago=read["ago"].span, person=person)
        self.prepared = None
        self.single = None
        self._fill("reason", "")
        self.compute()
        return incubation.id

    def give(self, running: Running, step: Step, solution: str = "", person: str = "") -> None:
        """Write that a re-dose was given.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(RedoseGiven(running.incubation.id, step.number, self._book.now(), solution), person=person)

    def skip(self, running: Running, step: Step, reason: str, person: str = "") -> None:
        """Write that a re-dose was left out.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(RedoseSkipped(running.incubation.id, step.number, reason), person=person)

    def choose_plan(self, running: Running, plan: Plan, person: str = "") -> None:
        """Decide later whether the dose of a running incubation is renewed.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(PlanChosen(running.incubation.id, plan), person=person)

    def stop(self, running: Running, reason: str, person: str = "") -> None:
        """End an incubation early.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(IncubationStopped(running.incubation.id, reason), person=person)
