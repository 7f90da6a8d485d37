"""The plate desk: what is in the fields of *Plate* and *Combine*, the map, and the recipe for all wells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import field
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.solubility import usual_vehicle
from benchapp.domain.incubations.incubations import ADHERENT, Cells, Running
from benchapp.domain.incubations.steps import Step
from benchapp.domain.lab.plates import (
    FORMATS,
    Content,
    PlateMap,
    WellUse,
    read_edits,
    written,
)
from benchapp.domain.messages import BenchError, Message, Value
from benchapp.domain.recipes.dose_series import Scheme
from benchapp.domain.recipes.plate_plan import Axis, PlatePlan, PlateRequest
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.recipes.series_recipe import Surroundings, border_counts, plate_recipe
from benchapp.domain.recipes.source_tubes import SourceTubes
from benchapp.domain.units.amounts import Amount, round_figures, volume_amount
from benchapp.domain.units.fields import OVERAGE
from benchapp.domain.units.kinds import BASE_UNITS, Kind
from benchapp.presenters.calculator.plan_form import SCHEMES, PlanAnswer, PlanForm
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.calculator.planning.combination import Combination
from benchapp.presenters.calculator.planning.dose_fields import as_reached
from benchapp.presenters.calculator.planning.further_compound import FurtherCompound, FurtherCompounds, further_compound
from benchapp.presenters.calculator.planning.methods import methods_of_combination
from benchapp.presenters.calculator.planning.plate_layout import lay_out_wells, treatment_s
from benchapp.presenters.calculator.planning.redoses import PlannedRedose, percent_before, redose_of_plate
from benchapp.presenters.calculator.planning.well_filling import DOSING, dosing_of, read_filling
from benchapp.presenters.calculator.series_form import read_vehicle
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import read_amount, read_whole
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
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
PARTNERS = ("_2", "_3")
_CHOICES = {
    "format": frozenset(str(wells) for wells in FORMATS),
    "dosing": frozenset(DOSING),
    "mode": frozenset({"constant", "ratio", "checkerboard"}),
    "by_2": frozenset({"factor", "list"}),
    "alone": frozenset({"yes", "no"}),
    "edge": frozenset({"yes", "no"}),
}


class PlateAnswer(PlanAnswer, frozen=True):
    """What the fields come to.

    Attributes:
        map: Which well holds what; None while too little is entered.
        plan: How it is filled; None while it cannot be planned.
        names: The doses of each series as shown, the highest first, for the map.
        partners: What each further compound was found to be, by mark: "Pinometostat · 562.7 g/mol".
    """

    map: PlateMap | None = None
    plan: PlatePlan | None = None
    names: tuple[tuple[str, ...], ...] = ()
    partners: dict[str, str] = field(default_factory=dict)


class PlateForm(PlanForm[PlateAnswer]):
    """What is in the fields of *Plate*, and with partners of *Combine*.

    Args:
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar masses and cautions.
        shelf: For the stocks in hand.
        combine: Whether further compounds are asked for.
    """

    scaled_counts = ("plates",)

    def __init__(
        self, book: JournalSession, compounds: CurrentCompound, shelf: SolutionTable, *, combine: bool = False
    ) -> None:
        combined = {"mode": "constant", "by_2": "factor", "factor_2": "half-log", "points_2": "4", "points": "6"}
        combined |= {"replicates": "2", "alone": "yes"}
        super().__init__({**PRESET, **(combined if combine else {})}, PlateAnswer(), book, compounds, shelf)
        self.tool = "combine" if combine else "plate"
        self.combine = combine
        self.choices |= _CHOICES
        self.further = FurtherCompounds(compounds)
        self._owners: dict[str, str] = {}
        self.redose: PlannedRedose | None = None
        last = next((one for one in reversed(book.bench.repeatable) if one.inputs.get("edge_chosen")), None)
        if last is not None:
            self._texts |= {"edge": last.inputs.get("edge", "no"), "edge_chosen": "yes"}
        self._suit_edge()
        compounds.chosen.connect(self.further.forget)

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not words."""
        return super().is_amount(name) and not name.startswith("compound")

    # -- the map ---------------------------------------------------------------------------------------------

    def set_text(self, name: str, text: str) -> None:
        """Take what was typed or chosen; another plate has its usual volume and none of the edits."""
        if name == "format" and text != self.text("format"):
            self._texts["edits"] = ""
            usual = Amount(f"{FORMATS[int(text)].usual_ul:g}", "uL").shown()
            for volume in ("well_volume", "present_volume", "added_volume"):
                self.fill(volume, usual)
        if name == "edge":
            # Chosen once, it is the choice for the plates that follow too.
            self._texts["edge_chosen"] = "yes"
        if name.startswith(("c1_", "compound_", "solvent_")):
            # Another concentration, or another compound, is another stock.
            self._texts[f"stock{name[-2:]}"] = ""
        if name.startswith("compound_"):
            self.fill(f"solvent{name[-2:]}", "")
        super().set_text(name, text)
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
    def _mode(self) -> str:
        return self.text("mode") if self.combine else ""

    @property
    def separate(self) -> bool:
        """Whether each compound has tubes of its own, and a well gets one of each: only so there are wells of one."""
        return self.combine and (self._mode == "checkerboard" or self.text("alone") == "yes")

    # -- computing -------------------------------------------------------------------------------------------

    def _solve(self, units: Units) -> PlateAnswer:
        try:
            return self._plan(units)
        except BenchError as error:
            wrong = {self.field_of(error): error}
            return PlateAnswer(errors=wrong, map=self.answer.map, names=self.answer.names)

    def _plan(self, units: Units) -> PlateAnswer:
        told = self.doses(units)
        if not told.doses:
            return PlateAnswer(shown=told.shown, unknown=told.unknown)
        shown, doses = dict(told.shown), [told]
        checkerboard = self._mode == "checkerboard"
        partners = self._partners()
        told_as = "{0.monograph.identity.name} · {0.form} · {0.molar_mass} g/mol"
        found = {mark: told_as.format(one) for mark, one in partners.items()}
        if checkerboard:
            partners = dict(list(partners.items())[:1])
        together = Combination(units, self._texts, self._mode, self.separate, self.vehicle, partners)
        if checkerboard and partners:
            second = self.doses(units, "_2")
            shown |= second.shown
            doses.append(second)
        elif self.separate:
            try:
                doses += together.doses_beside(told)
            except BenchError as error:
                before = PlateAnswer(shown=shown, unknown=told.unknown, names=self.answer.names, partners=found)
                return replace(before, map=self.answer.map, errors={self.field_of(error): error})
        plate = FORMATS[int(self.text("format"))]
        names = tuple(tuple(units.show(dose) for dose in one.doses) for one in doses)
        answer = PlateAnswer(shown=shown, unknown=told.unknown, names=names, partners=found)
        if checkerboard and (len(doses) < 2 or not doses[1].doses):
            return answer
        try:
            laid = lay_out_wells(self._texts, plate, [len(one.doses) for one in doses], self._mode)
            answer = replace(answer, map=laid)
            if self.combine and not partners:
                return answer
            axes = together.axes(self.first(units, doses[0].doses), doses)
            plan = plan_plate(self._request(units, laid, axes), self.lab)
        except BenchError as error:
            return replace(answer, errors={self.field_of(error): error})
        recipe = self.judged(plate_recipe(plan, self._around(laid.treated(), partners)))
        names = as_reached(units, names, plan.series)
        return replace(answer, plan=plan, series=plan.series, recipe=recipe, names=names)

    def page_of(self, mark: str) -> Monograph | None:
        """Return the page of the compound of a mark; None where there is none."""
        return self.further.find(self.text(f"compound{mark}").strip()) if mark else super().page_of(mark)

    def _partners(self) -> dict[str, FurtherCompound]:
        """Return the further compounds that are entered, by mark.

        Raises:
            CalculationError: There is no such compound; `field` names where it was typed.
        """
        partners: dict[str, FurtherCompound] = {}
        for mark in PARTNERS if self.combine else ():
            text = self.text(f"compound{mark}").strip()
            if not text:
                continue
            monograph = self.further.partner(text, mark, partners.values())
            row = self.shelf.find(self.text(f"stock{mark}"))
            if row is None and not self.text(f"solvent{mark}").strip():
                self.fill(f"solvent{mark}", usual_vehicle(monograph))
            partners[mark] = further_compound(monograph, row)
        return partners

    def offered_to(self, mark: str) -> tuple[SolutionRow, ...]:
        """Return the stocks in hand of a further compound."""
        monograph = self.further.found(self.text(f"compound{mark}").strip())
        return () if monograph is None else self.shelf.stocks(monograph.id)

    def choose_partner_stock(self, mark: str, solution: str) -> None:
        """Take a stock from the shelf for a further compound; its concentration fills the field."""
        self._take_stock(mark, solution)
        self.answer_soon()

    def recipe_key(self) -> object:
        """Return what the recipe follows from, and which re-dose it is for."""
        return self.inputs(), self.redose and self.redose.key

    def partner_stocks(self) -> tuple[SolutionRow, ...]:
        """Return the stocks in hand of further compounds."""
        rows = (self.shelf.find(self.text(f"stock{mark}")) for mark in self.answer.partners)
        return tuple(row for row in rows if row is not None)

    def field_of(self, error: BenchError) -> str:
        """Return the field at which an error is shown; a partner's dose stands at the partner."""
        source = str(error.values.get("source", ""))
        for mark in PARTNERS if self.combine else ():
            row = self.shelf.find(self.text(f"stock{mark}"))
            monograph = self.further.found(self.text(f"compound{mark}").strip())
            named = {row.kept.solution.label} if row else set()
            named |= {f"{monograph.identity.name} stock"} if monograph else set()
            if source in named:
                return f"doses{mark}" if self.text(f"by{mark}") == "list" else f"top{mark}"
        return super().field_of(error)

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
            scheme=Scheme.MATCHED if self.combine else SCHEMES[self.text("scheme")],
            vehicle=self.vehicle,
            medium=self.text("medium").strip() or "medium",
            vehicle_percent=read_vehicle(units, self),
            plates=read_whole(self._texts, "plates", 1, MOST_PLATES),
            redose=self.redose.given if self.redose else None,
            before_percent=percent_before(self.book, self.redose, laid),
        )

    def _around(self, wells: int, partners: dict[str, FurtherCompound]) -> Surroundings:
        monographs: list[Monograph | None] = [self.compounds.monograph]
        rules = self.book.bench.rules
        stocks: list[SourceTubes] = [stock_in_hand(self.stock, rules)]
        for partner in partners.values():
            monographs.append(partner.monograph)
            stocks.append(stock_in_hand(partner.row, rules))
        return Surroundings(tuple(monographs), self.cells(wells), rules, tuple(stocks), treatment_s(self.compounds.use))

    def take_only_stock(self) -> None:
        """Take the stocks in hand, of further compounds too, where there is just one and none was named."""
        super().take_only_stock()
        for mark in PARTNERS if self.combine else ():
            offered = self.offered_to(mark)
            if len(offered) == 1 and not self.text(f"stock{mark}") and not self.text(f"c1{mark}").strip():
                self.choose_partner_stock(mark, offered[0].kept.solution.id)

    def clear_figures(self, mark: str = "") -> None:
        """Empty what belongs to one compound; a re-dose is left with the open one."""
        super().clear_figures(mark)
        self.redose = self.redose if mark else None

    def finish_name(self, mark: str) -> None:
        """Write out the name of a further compound that was found by a part of it, and take its only stock."""
        typed = self.text(f"compound{mark}").strip()
        monograph = self.further.find(typed) if typed else None
        if monograph is None:
            return
        owner = self._owners.get(mark, monograph.id)
        self._owners[mark] = monograph.id
        if owner != monograph.id:
            self.clear_figures(mark)
        name = monograph.identity.name
        self.further.add(name, monograph)
        if self.text(f"compound{mark}") != name:
            self.fill(f"compound{mark}", name)
        self.take_only_stock()
        self.answer_soon()

    def names_like(self, text: str) -> tuple[str, ...]:
        """Return the names in the library that go on as a text begins, the likeliest first; none for a whole name."""
        return self.further.names_like(text)

    def beside(self) -> tuple[FurtherCompound, ...]:
        """Return the further compounds of the plan, in order."""
        if self.answer.plan is None or not self.combine:
            return ()
        return tuple(one for mark, one in self._partners().items() if mark in self.answer.partners)[
            : len(self.answer.plan.ingredients) - 1
        ]

    def methods(self) -> tuple[Message, dict[str, Value]] | None:
        """Return the sentence for a paper; of a combination each compound with its own form, molar mass and doses."""
        plan, partners, units = self.answer.plan, self.beside(), self.units
        monograph, form = self.compounds.monograph, self.compounds.form
        if plan is None or units is None or not partners or monograph is None or form is None:
            return super().methods()
        first_of = next((one for one in monograph.identity.forms if self.stock and one.id == self._form_of_stock), form)
        mass = float(self.stock.kept.solution.molar_mass.value if self.stock else first_of.molar_mass)
        first = (monograph.identity.name, first_of.name, mass, "")
        how: dict[str, Value] = {
            "combined": self._mode,
            "alone": self.separate,
            "replicates": self.text("replicates").strip(),
        }
        return methods_of_combination(plan, units, first, partners, how)

    @property
    def _form_of_stock(self) -> str:
        return self.stock.kept.solution.form if self.stock else ""

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
            vehicle=plan.request.vehicle,
            vehicle_percent=round_figures(top[1], 6),
            percent_by_well=plan.percent_by_well(),
            solution=solution,
            stock=row.kept.solution.id if row else "",
            tool=self.tool,
            inputs=self.inputs(),
            doses=max(1, sum(len(series.doses) for series in plan.series)),
            used_ul=plan.wells_ul,
        )

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
        # Kept before the border was left free by itself, and wells of one compound laid out: the plate is what it was.
        inputs = {"edge": "no", **({"alone": "no"} if self.combine else {}), **inputs}
        super().take_inputs(inputs)
        found = {mark: self.further.find(self.text(f"compound{mark}").strip()) for mark in PARTNERS if self.combine}
        self._owners = {mark: one.id for mark, one in found.items() if one is not None}

    def leave_redose(self) -> None:
        """Go back to the plate as it was planned at first."""
        if self.redose is not None:
            self.take_inputs(self.redose.running.incubation.inputs)

    def _vessel(self) -> str:
        return f"{self.text('format')}-well plate"
