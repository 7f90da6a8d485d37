"""Carries out a request: it goes through the same forms that a person fills in, on a journal in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.commands.plan_buffer import buffer_form, fill_buffer
from benchapp.commands.plan_requests import CHOICES, FIELDS, PLATE_DOSING, PipetteGiven, PlanRequest, RedoseGivenAs
from benchapp.domain.incubations.incubations import Dosing, Running
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.journal.entries import LabRuleSet, PipettesSet, RedoseGiven, SolutionDiscarded
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import Pipette
from benchapp.domain.messages import BenchError, CalculationError, Message
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.durations import read_duration
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.in_vivo_form import InVivoForm
from benchapp.presenters.calculator.lab_form import LabForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.simple_forms import SIMPLE_SHEETS, SimpleForm, make_simple_forms
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.memory_journal import in_memory
from benchapp.store.journal.own_chains import Writer
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Headline

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

_METHODS = {
    "full change": Method.FULL_CHANGE,
    "half change at 1x": Method.HALF_CHANGE_1X,
    "half change at 2x": Method.HALF_CHANGE_2X,
    "spike": Method.SPIKE,
}
_DOSING = {"": "", "plain": "", **{one.name.casefold(): one.value for one in Dosing}}
_STORAGE = {
    "37 C": Storage.WARM,
    "room": Storage.ROOM,
    "4 C": Storage.FRIDGE,
    "-20 C": Storage.FREEZER_20,
    "-80 C": Storage.FREEZER_80,
}
# The small calculators are about no compound: what they need of one is typed.
_WITHOUT_COMPOUND = {"buffer"} | frozenset(sheet.name for sheet in SIMPLE_SHEETS)
_NAMELESS = "substance"
# The score of a search for a whole name, synonym or CAS number.
_EXACT = 100.0

PlanningForm = StockForm | DoseForm | SeriesForm | PlateForm | BufferForm | InVivoForm | SimpleForm

# What makes the forms that take from a stock in hand.
_OF_STOCK: Mapping[str, Callable[[JournalSession, CurrentCompound, SolutionTable], PlanningForm]] = {
    "dilute": DoseForm,
    "series": SeriesForm,
    "in_vivo": InVivoForm,
    "plate": PlateForm,
    "combine": CombineForm,
}


class Planned(Struct, frozen=True):
    """A request with the form that answers it.

    Attributes:
        form: The form, filled in.
        running: The incubation whose re-dose is planned; None for a first dose.
        step: The re-dose.
        compound: Name of the compound.
        labels: The ids of the request's stocks, by the labels that they were given here.
    """

    form: PlanningForm
    compound: str = ""
    running: Running | None = None
    step: Step | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


class Planner:
    """Answers requests, each on a journal in memory of its own.

    Args:
        library: The monographs.
        units: The registry, with the decimal point.
        folder: An empty folder for what a journal has beside it.
    """

    def __init__(self, library: Library, units: Units, folder: Path) -> None:
        self._library = library
        self._units = units
        self._folder = folder

    def plan(self, request: PlanRequest) -> Planned:
        """Return the form that a request fills in; its answer is computed when it is read.

        Raises:
            BenchError: The request names a compound, form, field, stock or rule that there is not, or a stock cannot be
                read; what is wrong with a field is in the form's answer.
        """
        clock = SteppedClock(request.now)
        journal = Journal(self._folder / "journal.sqlite", Writer("plan", clock.now().wall), connect=in_memory())
        with closing(journal):
            return _Bench(journal, clock, self._library, self._units, self._folder).plan(request)


class _Bench:
    """What one request is planned on."""

    def __init__(self, journal: Journal, clock: SteppedClock, library: Library, units: Units, folder: Path) -> None:
        self._clock = clock
        self._units = units
        self._book = JournalSession(journal, clock, folder / "anchors.json", folder / "snapshot.msgpack")
        self._compounds = CurrentCompound(library)
        self._solution_table = SolutionTable(self._book)

    def plan(self, request: PlanRequest) -> Planned:
        self._set_pipettes(request.pipettes)
        self._set_rules(request.rules)
        self._open(request)
        stocks = self._add_stocks(request)
        form = self._form_of(request.tool)
        # Filled in field by field, and computed once, when its answer is read.
        form.leave_view()
        form.use_units(self._units)
        self._fill(form, request, stocks)
        labels = {self._book.bench.solutions[kept].solution.label: given for given, kept in stocks.items()}
        if request.redose is None:
            return Planned(form, self._name, labels=labels)
        plain = isinstance(form, DoseForm) and form.dosing is None
        if not isinstance(form, DoseForm | PlateForm) or plain:
            raise CalculationError(Message.PLAN_NO_REDOSE, text="plain" if plain else request.tool, field="redose")
        return replace(self._redose(form, request.redose), labels=labels)

    @property
    def _name(self) -> str:
        monograph = self._compounds.monograph
        return monograph.identity.name if monograph else ""

    def _set_rules(self, rules: Mapping[str, float]) -> None:
        known = LabRules()
        form = LabForm(self._book)
        for name, value in rules.items():
            if not isinstance(getattr(known, name, None), float):
                raise BenchError(Message.PLAN_UNKNOWN, what="rule", text=name, field="rules")
            with _at("rules"):
                number = form.read_rule(name, repr(value))
                self._book.record(LabRuleSet(name, number, getattr(known, name), in_months=False))

    def _set_pipettes(self, given: tuple[PipetteGiven, ...]) -> None:
        if not given:
            return
        form = LabForm(self._book)
        form.units = self._units
        pipettes = [Pipette(*(getattr(one, name) for name in one.__struct_fields__)) for one in given]
        _, wrong = form.check(form.rows(pipettes))
        for (place, _), error in wrong.items():
            if given[place].error_ul > 0 or error.code != Message.NOT_POSITIVE:
                raise type(error)(error.code, **{**error.values, "field": "pipettes"})
        self._book.record(PipettesSet(tuple(pipettes)))

    def _find(self, compound: str, place: str) -> Headline:
        """Return a compound by its whole name, a synonym, its CAS number or id; or by the one name begun.

        Raises:
            BenchError: There is none, or a part of a name can be of several.
        """
        hits = self._compounds.search(compound)
        exact = [one.headline for one in hits if one.score >= _EXACT or one.headline.id == compound]
        begun = [one.headline for one in hits if one.headline.name.casefold().startswith(compound.casefold())]
        found = exact or (begun if len(hits) == 1 else [])
        if not found:
            raise BenchError(Message.COMPOUND_NOT_FOUND, text=compound, field=place)
        return found[0]

    def _open(self, request: PlanRequest) -> None:
        # The molar mass in the form of *Stock* is that of what is weighed: it is that of a substance as well.
        own_mass = request.molar_mass or (request.tool == "stock" and request.fields.get("molar_mass"))
        if request.compound:
            for name in ("substance", "molar_mass"):
                if getattr(request, name):
                    raise CalculationError(Message.TOO_MANY_GIVEN, field=name)
            self._compounds.open(self._find(request.compound, "compound").id)
            self._choose_form(request.form)
        elif request.substance or own_mass:
            if request.form:
                raise CalculationError(Message.TOO_MANY_GIVEN, field="substance")
            self._take_other(request)
        elif request.tool not in _WITHOUT_COMPOUND or request.form or request.stocks:
            raise BenchError(Message.PLAN_NO_COMPOUND, field="compound")

    def _take_other(self, request: PlanRequest) -> None:
        with _at("molar_mass"):
            mass = self._units.read(request.molar_mass, Kind.MOLAR_MASS) if request.molar_mass else None
        if mass is not None and not self._units.base(mass) > 0:
            raise CalculationError(Message.NOT_POSITIVE, field="molar_mass")
        name = request.substance or _NAMELESS
        self._compounds.take_other(name, "0" if mass is None else repr(self._units.base(mass)))

    def _choose_form(self, form: str) -> None:
        monograph = self._compounds.monograph
        if not form or monograph is None:
            return
        found = next((one.id for one in monograph.identity.forms if form in {one.id, one.name}), None)
        if found is None:
            raise BenchError(Message.PLAN_UNKNOWN, what="form", text=form, field="form")
        self._compounds.choose_form(found)

    def _add_stocks(self, request: PlanRequest) -> dict[str, str]:
        """Enter the stocks in hand; return the ids they were given, by those of the request."""
        ids: dict[str, str] = {}
        for one in request.stocks:
            if one.id in ids:
                raise BenchError(Message.PLAN_TWICE, text=one.id, field="stocks")
            if one.compound:
                self._compounds.open(self._find(one.compound, "stocks").id)
            texts = {
                "concentration": one.concentration,
                "aliquots": str(one.aliquots),
                "aliquot_volume": one.aliquot_volume,
                "vehicle": one.vehicle,
                "ago": one.ago,
                "lot": one.lot,
            }
            with _at("stocks"):
                ids[one.id] = add_solution(self._book, self._compounds, self._units, texts, _STORAGE[one.storage])
            if one.compound:
                self._open(request)
        return ids

    def _form_of(self, tool: str) -> PlanningForm:
        if tool in _OF_STOCK:
            return _OF_STOCK[tool](self._book, self._compounds, self._solution_table)
        match tool:
            case "stock":
                return StockForm(self._book, self._compounds)
            case "buffer":
                return buffer_form(self._book, self._compounds, self._solution_table)
            case _:
                return next(one for one in make_simple_forms(self._compounds, self._book) if one.sheet.name == tool)

    def _texts(self, request: PlanRequest, stocks: Mapping[str, str]) -> dict[str, str]:
        """Return what is in the fields, each checked to be one that there is, and to be of its choices."""
        texts = {name: _text(value) for name, value in request.fields.items()}
        if texts.get("nominal") == "no":
            texts["nominal"] = ""
        for name, text in list(texts.items()):
            if name not in FIELDS[request.tool]:
                raise BenchError(Message.PLAN_UNKNOWN, what="field", text=name, field=name)
            if name.startswith("stock") and text not in {"", *stocks}:
                raise BenchError(Message.PLAN_UNKNOWN, what="stock", text=text, field=name)
            choices = PLATE_DOSING if name == "dosing" and request.tool != "dilute" else CHOICES.get(name, {text})
            if text and text not in choices:
                raise BenchError(Message.PLAN_UNKNOWN, what=name, text=text, field=name)
            if name.startswith("stock") and text and texts.get(name.replace("stock", "c1"), ""):
                raise CalculationError(Message.TOO_MANY_GIVEN, field=name.replace("stock", "c1"))
            if name.startswith("compound") and text:
                texts[name] = self._find(text, name).name
        return {name: stocks.get(text, "") if name.startswith("stock") else text for name, text in texts.items()}

    def _fill(self, form: PlanningForm, request: PlanRequest, stocks: Mapping[str, str]) -> None:
        texts = self._texts(request, stocks)
        if isinstance(form, SimpleForm):
            for name, text in texts.items():
                form.set_text(name, text)
            return
        if isinstance(form, BufferForm):
            fill_buffer(form, texts)
            return
        if isinstance(form, DoseForm) and "dosing" in texts:
            if texts["dosing"] not in _DOSING:
                raise BenchError(Message.PLAN_UNKNOWN, what="dosing", text=texts["dosing"], field="dosing")
            texts["dosing"] = _DOSING[texts["dosing"]]
        if isinstance(form, PlateForm) and "format" in texts:
            # As in the form, another plate has its usual volumes.
            form.set_text("format", texts["format"])
        asked = form.inputs()
        if isinstance(form, DoseForm):
            # What nobody named is no plate whose wells could be too small.
            asked = {**asked, "vessel": ""}
        form.take_inputs({**asked, **texts})
        self._check_stocks(texts, request)
        for name, text in texts.items():
            if name == "stock" and not isinstance(form, StockForm):
                form.choose_stock(text)
            elif name in {"stock_2", "stock_3"} and isinstance(form, CombineForm):
                form.choose_partner_stock(name.removeprefix("stock"), text)

    def _check_stocks(self, texts: Mapping[str, str], request: PlanRequest) -> None:
        """Refuse a stock of another compound than the one that it is taken for."""
        monograph = self._compounds.monograph
        for name in ("stock", "stock_2", "stock_3"):
            if not texts.get(name):
                continue
            mark = name.removeprefix("stock")
            partner = texts.get(f"compound{mark}", "")
            wanted = monograph.id if not mark and monograph else self._find(partner, f"compound{mark}").id
            solution = self._book.bench.solutions[texts[name]].solution
            if solution.compound != wanted:
                text = str(request.fields[name])
                raise BenchError(Message.PLAN_STOCK_OF, text=text, compound=solution.compound_name, field=name)

    def _redose(self, form: DoseForm | PlateForm, wanted: RedoseGivenAs) -> Planned:
        prepared = form.prepared(self._made(form))
        if prepared is None:
            return Planned(form, self._name)
        incubation = IncubationForm(self._book, self._compounds)
        incubation.prepare(prepared)
        incubation.set_text("name", "plan")
        incubation.set_text("reason", "planned from a file")
        incubation.choose_redose(wanted.every, _METHODS[wanted.method])
        with _at("redose"):
            every_s = read_duration(wanted.every).span.total_seconds()
        if wanted.spike_volume:
            incubation.set_text("spike", wanted.spike_volume)
        incubation.set_text("length", wanted.length or f"{(wanted.number + 1) * every_s / 60:.0f} min")
        started = incubation.start()
        running = self._book.bench.incubations[started]
        steps = [step for step in running.steps() if step.kind is StepKind.REDOSE]
        if len(steps) < wanted.number:
            raise CalculationError(Message.PLAN_NO_SUCH_REDOSE, count=len(steps), number=wanted.number, field="redose")
        for step in steps[: wanted.number - 1]:
            self._begin(form, started, step, every_s)
            made = self._made(form) or self._typed_stock(form)
            self._book.record(RedoseGiven(started, step.number, self._clock.now(), made))
        step = steps[wanted.number - 1]
        self._begin(form, started, step, every_s)
        return Planned(form, self._name, self._book.bench.incubations[started], step)

    def _begin(self, form: DoseForm | PlateForm, incubation: str, step: Step, every_s: float) -> None:
        self._clock.advance(seconds=every_s)
        self._solution_table.refresh(self._clock.now())
        form.begin_redose(self._book.bench.incubations[incubation], step)

    def _made(self, form: DoseForm | PlateForm) -> str:
        """Record that what is planned was made; return its id, "" where nothing is made."""
        if not form.can_make():
            return ""
        return form.made(PreparationDetails(storage=Storage.ROOM, reason="planned from a file"))

    def _typed_stock(self, form: DoseForm | PlateForm) -> str:
        """Record a stock that was typed and goes into the wells as it is; return its id, "" where there is none.

        So the next re-dose counts with what it brought. It is not left in hand: nothing else is made of it.
        """
        if not (isinstance(form, DoseForm) and form.undiluted):
            return ""
        texts = {"concentration": form.text("c1"), "aliquots": "1", "aliquot_volume": "", "vehicle": form.vehicle}
        stock = add_solution(self._book, self._compounds, self._units, texts, Storage.ROOM)
        self._book.record(SolutionDiscarded(stock, "planned from a file"))
        return stock


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Add to an error the part of the request that is wrong."""
    try:
        yield
    except BenchError as error:
        raise type(error)(error.code, **{**error.values, "field": place}) from error


def _text(value: str | bool | float) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:.12g}"
