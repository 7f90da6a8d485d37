"""The form of *Plate*: what is in its fields, the map, and the recipe for all wells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import field
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import ADHERENT, Cells, Running
from benchapp.domain.incubations.steps import Step
from benchapp.domain.journal.entries import KeptPlate
from benchapp.domain.lab.plates import FORMATS, Content, PlateMap, read_edits, written
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import BenchError
from benchapp.domain.recipes.dose_series import Scheme
from benchapp.domain.recipes.plate_plan import Axis, PlatePlan, PlateRequest
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.recipes.series.series_recipe import Surroundings, border_counts, plate_recipe
from benchapp.domain.recipes.source_tubes import SourceTubes
from benchapp.domain.units.amounts import Amount, round_figures, volume_amount
from benchapp.domain.units.fields import OVERAGE
from benchapp.domain.units.kinds import BASE_UNITS, Kind
from benchapp.presenters.calculator.plan_form import SCHEMES, PlanAnswer, PlanForm
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.calculator.planning.combination import Combination
from benchapp.presenters.calculator.planning.dose_fields import Doses, as_reached, as_shown
from benchapp.presenters.calculator.planning.further_compound import FurtherCompound
from benchapp.presenters.calculator.planning.plate_layout import lay_out_wells, plate_as_kept, treatment_s
from benchapp.presenters.calculator.planning.redoses import percent_before, redose_of_plate
from benchapp.presenters.calculator.planning.well_filling import DOSING, dosing_of, read_filling
from benchapp.presenters.calculator.series_form import read_vehicle
from benchapp.presenters.calculator.typed_elsewhere import OF_WELLS
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import read_amount, read_whole
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.presenters.solutions.tube_selection import stock_in_hand

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

PRESET = {
    "format": "96",
    "replicates": "3",
    "vehicle_wells": "3",
    "untreated": "3",
    "blanks": "3",
    "dosing": "added",
    "well_volume": "100 µL",
    "present_volume": "100 µL",
    "added_volume": "100 µL",
    "plates": "1",
    "points": "8",
}
MOST_PLATES = 99
_CHOICES = {
    "format": frozenset(str(wells) for wells in FORMATS),
    "dosing": frozenset(DOSING),
    "edge": frozenset({"yes", "no"}),
}


class PlateAnswer(PlanAnswer, frozen=True):
    """What the fields come to.

    Attributes:
        map: Which well holds what; None while too little is entered.
        plan: How it is filled; None while it cannot be planned.
        names: The doses of each series as shown, the highest first, for the map.
        partners: What each further compound was found to be, by mark.
    """

    map: PlateMap | None = None
    plan: PlatePlan | None = None
    names: tuple[tuple[str, ...], ...] = ()
    partners: dict[str, FurtherCompound] = field(default_factory=dict)


class PlateForm(PlanForm[PlateAnswer]):
    """What is in the fields of *Plate*.

    Args:
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar masses and cautions.
        solution_table: For the stocks in hand.
        preset: What is in a field at first.
    """

    tool = "plate"
    scaled_counts = ("plates",)
    shared = PlanForm.shared | OF_WELLS | {"format", "vehicle_wells", "untreated", "blanks", "overage"}

    def __init__(
        self,
        book: JournalSession,
        compounds: CurrentCompound,
        solution_table: SolutionTable,
        preset: Mapping[str, str] = PRESET,
    ) -> None:
        super().__init__(preset, PlateAnswer(), book, compounds, solution_table)
        self.choices |= _CHOICES
        last = next((one for one in reversed(book.bench.repeatable) if one.inputs.get("edge_chosen")), None)
        if last is not None:
            self._texts |= {"edge": last.inputs.get("edge", "no"), "edge_chosen": "yes"}
        self._suit_edge()

    # -- the map ---------------------------------------------------------------------------------------------

    def set_text(self, name: str, text: str) -> None:
        """Set what was typed or chosen; another plate has its usual volume and none of the edits."""
        if name == "format" and text != self.text("format"):
            self._suit_volumes(text)
        if name == "edge":
            # Chosen once, it is the choice for the plates that follow too.
            self._texts["edge_chosen"] = "yes"
        super().set_text(name, text)
        if name == "format":
            self._suit_edge()

    def _suit_volumes(self, text: str) -> None:
        self._texts["edits"] = ""
        self._by_hand -= OF_WELLS
        usual = Amount(f"{FORMATS[int(text)].usual_ul:g}", "uL").shown()
        for volume in sorted(OF_WELLS):
            self.fill(volume, usual)

    def _take(self, name: str, text: str) -> None:
        """Fill in what was typed in another calculator; another plate has its usual volume."""
        if name == "format":
            self._suit_volumes(text)
        super()._take(name, text)
        if name == "format":
            self._suit_edge()

    def _suit_edge(self) -> None:
        """Leave the border free or use it as suits the plate and the time, until somebody chooses."""
        if not self.text("edge_chosen"):
            self.fill(
                "edge", "yes" if border_counts(int(self.text("format")), treatment_s(self.compounds.use)) else "no"
            )

    def _on_use(self, use: object) -> None:
        super()._on_use(use)
        if "format" in self._texts:
            self._suit_edge()

    def paint(self, wells: Sequence[str], content: Content) -> None:
        """Change wells on the map by hand."""
        edits = {**read_edits(self.text("edits")), **dict.fromkeys(wells, content)}
        self._texts["edits"] = written(edits)
        self.answer_now()

    def lay_out_anew(self) -> None:
        """Take back what was changed on the map by hand."""
        self._texts["edits"] = ""
        self.answer_now()

    @property
    def edited(self) -> bool:
        """Whether the map was changed by hand."""
        return bool(self.text("edits"))

    @property
    def separate(self) -> bool:
        """Whether each compound has tubes of its own, and a well gets one of each: only so there are wells of one."""
        return False

    # -- computing -------------------------------------------------------------------------------------------

    def _planned(self, units: Units) -> PlateAnswer:
        try:
            return self._plan(units)
        except BenchError as error:
            wrong = {self.field_of(error): error}
            return PlateAnswer(errors=wrong, map=self.answer.map, names=self.answer.names)

    def _plan(self, units: Units) -> PlateAnswer:
        given = self.doses(units)
        answer = PlateAnswer(shown=given.shown, unknown=given.unknown)
        if not given.doses:
            return answer
        alone = Combination(units, self._texts, "", separate=False, vehicle=self.vehicle, partners={})
        return self._filled(self._laid(answer, alone, [given]), alone, [given])

    def _laid(self, answer: PlateAnswer, together: Combination, doses: Sequence[Doses]) -> PlateAnswer:
        """Return an answer with the map, or with what is wrong with it."""
        answer = replace(answer, names=as_shown(together.units, doses))
        plate = FORMATS[int(self.text("format"))]
        try:
            laid = lay_out_wells(self._texts, plate, [len(one.doses) for one in doses], together.mode)
        except BenchError as error:
            return replace(answer, errors={self.field_of(error): error})
        return replace(answer, map=laid)

    def _filled(self, answer: PlateAnswer, together: Combination, doses: Sequence[Doses]) -> PlateAnswer:
        """Return an answer that has a map with the plan for it, or with what is wrong."""
        units, laid = together.units, answer.map
        if laid is None:
            return answer
        try:
            axes = together.axes(self.first(units, doses[0].doses), doses)
            plan = plan_plate(self._request(units, laid, axes), self.lab)
        except BenchError as error:
            return replace(answer, errors={self.field_of(error): error})
        recipe = self.judged(plate_recipe(plan, self._around(laid.treated(), together.partners)))
        names = as_reached(units, answer.names, plan.series)
        return replace(answer, plan=plan, series=plan.series, recipe=recipe, names=names)

    def _scheme(self) -> Scheme:
        return SCHEMES[self.text("scheme")]

    def recipe_key(self) -> object:
        """Return what the recipe follows from, and which re-dose it is for."""
        return self.inputs(), self.redose and self.redose.key

    def _request(self, units: Units, laid: PlateMap, axes: tuple[Axis, ...]) -> PlateRequest:
        wells = read_filling(units, self._texts, len(axes), self.redose.given if self.redose else None)
        overage = self.book.bench.rules.overage_percent
        if self.text("overage").strip():
            overage = float(read_amount(units, self._texts, "overage", Kind.PERCENT, sense=OVERAGE).m)
        return PlateRequest(
            map=laid,
            axes=axes,
            per_well_ul=wells.per_well_ul,
            well_ul=wells.well_ul,
            strength=wells.strength,
            last_step=wells.last_step,
            overage_percent=overage,
            scheme=self._scheme(),
            vehicle=self.carried,
            medium=self.text("medium").strip() or "medium",
            vehicle_percent=read_vehicle(units, self),
            plates=read_whole(self._texts, "plates", 1, MOST_PLATES),
            redose=self.redose.given if self.redose else None,
            before_percent=percent_before(self.book, self.redose, laid),
        )

    def _around(self, wells: int, partners: Mapping[str, FurtherCompound]) -> Surroundings:
        monographs: list[Monograph | None] = [self.compounds.monograph]
        rules = self.book.bench.rules
        stocks: list[SourceTubes] = [stock_in_hand(self.stock, rules)]
        for partner in partners.values():
            monographs.append(partner.monograph)
            stocks.append(stock_in_hand(partner.row, rules))
        return Surroundings(tuple(monographs), self.cells(wells), rules, tuple(stocks), treatment_s(self.compounds.use))

    def clear_figures(self, mark: str = "") -> None:
        """Empty what belongs to one compound; a re-dose is left with the open one."""
        super().clear_figures(mark)
        self.redose = self.redose if mark else None

    def cells(self, wells: int = 1) -> Cells:
        """Return the cells as they are in the fields; those of which the medium is replaced are adherent."""
        cells = super().cells(wells)
        if not cells.growth and self.text("dosing") == "replaced" and self.redose is None:
            cells = replace(cells, growth=ADHERENT)
        return cells

    # -- handed on -------------------------------------------------------------------------------------------

    def _planned_dosing(self, solution: str) -> PlannedDosing | None:
        plan = self.answer.plan
        if plan is None or self.units is None or self.redose is not None:
            return None
        top = plan.in_well(Content(WellUse.DOSE, (0,) * len(plan.series)))
        one = plan.series[0].request.ingredients[0]
        reached = self.units.amount(self.units.of(top[0][0], BASE_UNITS[one.kind]))
        row = self.stock
        return PlannedDosing(
            cells=replace(self.cells(plan.request.map.treated()), vessel=self.text("vessel") or self._vessel()),
            dosing=dosing_of(self._texts, len(plan.series)),
            well_ul=plan.request.well_ul,
            concentration=Amount(f"{reached.value:.4g}", reached.unit),
            vehicle=self.vehicle,
            vehicle_percent=round_figures(top[1], 6),
            percent_by_well=plan.percent_by_well(),
            solution=solution,
            stock=row.kept.solution.id if row else "",
            tool=self.tool,
            inputs=self.inputs(),
            doses=max(1, sum(len(series.doses) for series in plan.series)),
            used_ul=plan.wells_ul,
        )

    def kept_plate(self) -> KeptPlate | None:
        """Return the map with the doses of each series, as the journal keeps it."""
        plan, units = self.answer.plan, self.units
        return None if plan is None or units is None else plate_as_kept(plan, units)

    def percent_by_well(self) -> dict[str, float]:
        """Return the vehicle that each kind of well is given of the tubes, % v/v."""
        plan = self.answer.plan
        return plan.percent_by_well(plan.request.strength) if plan else {}

    def begin_redose(self, running: Running, step: Step) -> None:
        """Fill everything for one re-dose of a plate: the same doses, given by the method that was decided."""
        incubation = running.incubation
        self.take_inputs({"solvent": incubation.vehicle, **incubation.inputs})
        self.redose = redose_of_plate(self.book, running, step)
        self.fill("growth", incubation.cells.growth)
        added, strength = self.redose.given.add_ul, self.redose.given.strength
        self.fill("dosing", "added" if strength > 1 else "replaced")
        volumes = {"well_volume": added, "added_volume": added, "present_volume": added * (strength - 1)}
        for name, ul in volumes.items():
            self.fill(name, volume_amount(ul).shown() if ul > 0 else "")
        self.answer_now()

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields; a re-dose that was being made is left."""
        self.redose = None
        # Kept before the border was left free by itself, the plate is what it was.
        super().take_inputs({"edge": "no", **inputs})

    def leave_redose(self) -> None:
        """Go back to the plate as it was planned at first."""
        if self.redose is not None:
            self.take_inputs(self.redose.running.incubation.inputs)

    def _vessel(self) -> str:
        return f"{self.text('format')}-well plate"
