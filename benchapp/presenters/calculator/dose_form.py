"""The dose desk: what is in the fields of *Dilute*, where the cells are, and the recipe for all wells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from benchapp.domain.calculations.dilution import dilute, read_ratio
from benchapp.domain.calculations.stock_recipe import quantity_values
from benchapp.domain.incubations.incubations import ADHERENT, Cells, Dosing, Running
from benchapp.domain.incubations.redose import usual_spike_ul
from benchapp.domain.incubations.steps import Step
from benchapp.domain.lab.solvents import canonical, is_alcohol, may_be_alcohol
from benchapp.domain.messages import BenchError, CalculationError, Message, QuantityError, Value
from benchapp.domain.recipes.cautions import check_reason, contraction, contracts
from benchapp.domain.recipes.dose_recipe import DosePlan, plan_dose
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.recipes.recipes import Recipe, loudest_first
from benchapp.domain.solutions.solutions import Solution, SolutionPurpose
from benchapp.domain.units.amounts import Amount, round_figures, volume_amount
from benchapp.domain.units.durations import ParsedDuration
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.presenters.calculator.counts import as_counted, count, positive_ul, why_no_count
from benchapp.presenters.calculator.dose_ways import ASKED, COUNTS, LAST_STEP, QUANTITIES, REDOSE_STEP
from benchapp.presenters.calculator.plan_form import growth_of
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.calculator.redoses import PlannedRedose, redose_of_one_tube
from benchapp.presenters.compounds.compound_change import CompoundChange
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import named_solvent
from benchapp.presenters.forms.pending_decimal_signs import PendingDecimalSigns
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails, PreparedContents, made_by_recipe, new_solution
from benchapp.presenters.solutions.preparation_checks import OnceMore
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from benchapp.presenters.solutions.tube_selection import dosing_draws, judged_stock, source_of, stock_in_hand

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


class DoseAnswer(Struct, frozen=True):
    """What the fields come to.

    Attributes:
        errors: What is wrong, by field; "" for the calculation as a whole.
        shown: Computed values for fields left empty, by field.
        plan: How to dose; None while it cannot be planned.
        unknown: The field that was computed.
    """

    errors: dict[str, BenchError] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    plan: DosePlan | None = None
    unknown: str = ""


class DoseForm(QObject):
    """What is in the fields of *Dilute*.

    Args:
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar mass and cautions.
        shelf: For the stock in hand.

    Signals:
        answered: The fields were recomputed; the `DoseAnswer`.
        filled: A field was filled by the program: name and text.
        asked_changed: Which fields are asked for changed.
    """

    answered = Signal(object)
    filled = Signal(str, str)
    asked_changed = Signal()
    tool = "dilute"
    scaled_amounts: tuple[str, ...] = ("v1", "v2")
    scaled_counts: tuple[str, ...] = ("wells", "control_wells")

    def __init__(self, book: JournalSession, compounds: CurrentCompound, shelf: SolutionTable) -> None:
        super().__init__()
        self._book = book
        self._compounds = compounds
        self._shelf = shelf
        self.units: Units | None = None
        self._texts: dict[str, str] = {
            "wells": "24",
            "control_wells": "6",
            "well_volume": "100 µL",
            "present_volume": "100 µL",
            "added_volume": "100 µL",
            "medium": "medium",
            "vessel": "96-well plate",
        }
        self._unsigned = PendingDecimalSigns()
        # Whether the volume added was typed, and no longer follows the well.
        self._added_typed = False
        self.dosing: Dosing | None = Dosing.RESUSPENDED
        self.kind = "line"
        self.stock = ""
        self.redose: PlannedRedose | None = None
        self._just_made: PlannedDosing | None = None
        self.answer = DoseAnswer()
        self.once = OnceMore(book, compounds, lambda: (self.inputs(), self.redose and self.redose.key), self.stocks)
        self._change = CompoundChange(compounds)
        self._fill("solvent", compounds.usual_vehicle)
        compounds.chosen.connect(self._on_compound)
        compounds.form_chosen.connect(self.compute)
        compounds.use_chosen.connect(self._on_use)
        book.changed.connect(self.compute)
        if compounds.use is not None:
            self._on_use(compounds.use)

    def use_units(self, units: Units) -> None:
        """Take the registry, once it is there; what was typed before is computed now."""
        self.units = units
        for name in self._unsigned.take():
            self._fill(name, self.text(name))
        self.compute()

    def text(self, name: str) -> str:
        """Return what is in a field."""
        return self._texts.get(name, "")

    def set_text(self, name: str, text: str) -> None:
        """Take what was typed into a field; a concentration typed over that of a chosen stock is another stock."""
        self._texts[name] = text
        self._just_made = None
        self._unsigned.typed(name)
        if name in {"c1", "solvent"}:
            self.stock = ""
        if name == "cells":
            self._fill("growth", growth_of(text, self._book.bench.cells()) or self.text("growth"))
        if name == "c1" and (solvent := named_solvent(text)):
            self._fill("solvent", solvent)
        if name == "added_volume":
            self._added_typed = bool(text.strip())
        if name == "present_volume" and self.dosing is Dosing.SPIKED:
            self._suit_added(self.dosing)
        self.compute()

    def _fill(self, name: str, text: str) -> None:
        if name in QUANTITIES:
            text = self._unsigned.signed(name, text, self.units)
        self._texts[name] = text
        self.filled.emit(name, text)

    def set_dosing(self, dosing: Dosing | None) -> None:
        """Take where the cells are; None for a plain dilution."""
        self._just_made = None
        self._suit_added(dosing)
        self.dosing = dosing
        self.redose = None
        self.asked_changed.emit()
        self.compute()

    def _suit_added(self, dosing: Dosing | None) -> None:
        """Fill the volume added that suits the way of dosing and the well, until somebody types one."""
        if self.units is None or self._added_typed or dosing not in {Dosing.ADDED, Dosing.SPIKED}:
            return
        try:
            present_ul = float(self.units.read(self.text("present_volume"), Kind.VOLUME).m_as("uL"))
        except BenchError:
            return
        if present_ul > 0:
            suited = usual_spike_ul(present_ul) if dosing is Dosing.SPIKED else present_ul
            self._fill("added_volume", volume_amount(suited).shown())

    def set_kind(self, kind: str) -> None:
        """Take what kind of cells they are; decides how careful to be about vehicle."""
        self.kind = kind
        self.compute()

    def choose_stock(self, solution: str) -> None:
        """Take a stock from the shelf; its concentration fills the field."""
        self.stock = solution
        row = self._shelf.find(solution)
        if row is not None:
            self._fill("c1", row.kept.solution.concentration.shown())
            self._fill("solvent", row.kept.solution.vehicle)
        self.compute()

    @property
    def vehicle(self) -> str:
        """What the stock is dissolved in; "" where it was not given."""
        row = self._shelf.find(self.stock)
        typed = named_solvent(self.text("c1")) or canonical(self.text("solvent"))
        return row.kept.solution.vehicle if row is not None else typed

    def customary_solvent(self) -> str:
        """Return the solvent that the page makes customary for a typed stock; "" of one in hand, which has its own."""
        return "" if self.stock else self._compounds.usual_vehicle

    def _vehicle_of(self, stock: Quantity) -> str:
        """Return the vehicle that comes with a stock; "" with one told in per cent, and a plain "20×" or "U/mL".

        Raises:
            CalculationError: It was not told; `field` is "solvent".
        """
        kind = kind_of(stock)
        # Diluted by itself "20×" is a buffer; given to cells, what it is dissolved in comes along.
        into_cells = self.dosing is not None and kind in {Kind.FOLD, Kind.ACTIVITY_CONCENTRATION}
        if kind not in {Kind.MOLARITY, Kind.MASS_CONCENTRATION} and not into_cells:
            return ""
        if not self.vehicle:
            raise CalculationError(Message.SOLVENT_NEEDED, field="solvent")
        return self.vehicle

    def offered_stocks(self) -> tuple[SolutionRow, ...]:
        """Return the stocks of this compound that can be used."""
        monograph = self._compounds.monograph
        return () if monograph is None else self._shelf.stocks(monograph.id)

    def take_only_stock(self) -> None:
        """Take the stock in hand where there is just one of the compound, and none was named."""
        offered = self.offered_stocks()
        if len(offered) == 1 and not self.stock and self.redose is None and not self.text("c1").strip():
            self.choose_stock(offered[0].kept.solution.id)

    def begin_redose(self, running: Running, step: Step, others: tuple[tuple[Running, Step], ...] = ()) -> None:
        """Fill everything for one re-dose of an incubation, and of others that are due with it."""
        incubation = running.incubation
        self.redose = redose_of_one_tube(self._book, running, step, others)
        self.dosing = incubation.dosing
        self._fill("c2", incubation.concentration.shown())
        all_cells = [incubation.cells, *(other.incubation.cells for other, _ in others)]
        self._fill("wells", str(sum(cells.wells for cells in all_cells)))
        self._fill("cells", ", ".join(dict.fromkeys(cells.name for cells in all_cells if cells.name)))
        self._fill("species", incubation.cells.species)
        self._fill("growth", incubation.cells.growth)
        self._fill("vessel", ", ".join(dict.fromkeys(cells.vessel for cells in all_cells if cells.vessel)))
        self.kind = incubation.cells.kind
        self.filled.emit("kind", self.kind)
        offered = [row.kept.solution.id for row in self.offered_stocks()]
        stock = incubation.stock if incubation.stock in offered else next(iter(offered), "")
        self.asked_changed.emit()
        self._fill("solvent", incubation.vehicle)
        self.choose_stock(stock)

    def _on_compound(self) -> None:
        self._just_made = None
        if self._change.happened():
            self.stock = ""
            for name in ("c1", "c2"):
                self._fill(name, "")
            self._fill("solvent", self._compounds.usual_vehicle)
            if self.redose is not None:
                self.redose = None
                self.asked_changed.emit()
            self.take_only_stock()
        self.compute()

    def _on_use(self, use: object) -> None:
        dose = getattr(use, "dose", None)
        if dose is not None and dose.number and not dose.high:
            self._fill("c2", Amount(dose.number, dose.unit).shown())
        self.compute()

    def cells(self) -> Cells:
        """Return the cells as they are in the fields; what cannot be read counts as not told."""
        return Cells(
            name=self.text("cells").strip(),
            species=self.text("species").strip(),
            passage=count(as_counted("passage", self.text("passage"))) or 0,
            vessel=self.text("vessel").strip(),
            wells=count(self.text("wells")) or 1,
            kind=self.kind,
            growth=self.text("growth") or (ADHERENT if self.dosing is Dosing.REPLACED else ""),
        )

    def compute(self) -> None:
        """Compute the answer from what is in the fields."""
        if self.units is None:
            return
        read, errors = self._read(self.units)
        answer = DoseAnswer(errors=errors)
        if not errors:
            try:
                answer = self._plain(self.units, read) if self.dosing is None else self._dosed(read)
            except BenchError as error:
                answer = DoseAnswer(errors={str(error.values.get("field", "")): error})
        self.answer = answer
        self.answered.emit(answer)

    def _read(self, units: Units) -> tuple[dict[str, Quantity], dict[str, BenchError]]:
        read: dict[str, Quantity] = {}
        errors: dict[str, BenchError] = {}
        for name in ASKED[self.dosing]:
            text = self.text(name).strip()
            if not text:
                continue
            if name in COUNTS:
                text = as_counted(name, text)
                if count(text) is None:
                    errors[name] = why_no_count(text)
                elif name == "wells" and count(text) == 0:
                    errors[name] = CalculationError(Message.NOT_POSITIVE, field="wells")
                continue
            try:
                # Of the stock the solvent may be named behind its concentration.
                read[name] = (
                    units.read_with_solvent(text, *QUANTITIES[name])[0]
                    if name == "c1"
                    else units.read(text, *QUANTITIES[name])
                )
            except QuantityError as error:
                errors[name] = error
        return read, errors

    def _plain(self, units: Units, read: dict[str, Quantity]) -> DoseAnswer:
        monograph, molar_mass = self._compounds.monograph, self._molar_mass(units)
        ratio = self._ratio(units, read)
        if len(read) < 3:
            return DoseAnswer()
        solved = dilute(**read, molar_mass=molar_mass)
        shrinks = contracts(kind_of(solved.c1), 1 / solved.factor) and self._may_be_alcohol(solved.c1, solved.c2)
        # Concentrations of a mere ratio are no one's, and what makes alcohol up to a volume is not the difference.
        hidden = {*(("c1", "c2") if ratio else ()), *(("diluent",) if shrinks else ())}
        names = [name for name in ASKED[None] if name not in hidden and name not in read]
        shown = {name: units.show(getattr(solved, name)) for name in names}
        answer = DoseAnswer(shown=shown, unknown=next(iter(shown), ""))
        if not ratio:
            worked_out = [name for name in ("c1", "c2") if name in read and not self.text(name).strip()]
            shown |= {name: units.show(read[name]) for name in worked_out}
        if monograph is None:
            return answer
        v2_ul = float(solved.v2.m_as("uL"))
        try:
            request = self._request(solved.c1, solved.c2, molar_mass, per_well_ul=v2_ul, well_ul=v2_ul, strength=1.0)
            cells, to_mark = Cells(name="", kind=self.kind), "diluent" not in read
            request = replace(
                request,
                cells=cells,
                control_wells=0,
                last_step=None,
                overage_percent=0.0,
                make_up=to_mark,
                shrinks=shrinks,
            )
            plan = plan_dose(request, monograph, self._book.bench.rules, self._book.pipettes)
        except CalculationError as error:
            # The figures hold all the same; only the recipe cannot be given.
            at = str(error.values.get("field", ""))
            return replace(answer, errors={at if at == "solvent" else "": error})
        said = contraction(kind_of(solved.c1), v2_ul, 1 / solved.factor) if shrinks else []
        plan = self._judged(plan)
        recipe = replace(plan.recipe, cautions=loudest_first([*said, *plan.recipe.cautions]))
        return replace(answer, plan=replace(plan, recipe=recipe))

    def _may_be_alcohol(self, stock: Quantity, wanted: Quantity) -> bool:
        monograph = self._compounds.monograph
        substance = monograph.identity.name if self._compounds.something_else and monograph is not None else ""
        # What the solvent is, is told beside the stock where somebody chose one; that of the page says nothing of it.
        named = substance or (self.vehicle if is_alcohol(self.vehicle) else "")
        return may_be_alcohol(named, self.text("medium"), float(stock.m), float(wanted.m))

    def _ratio(self, units: Units, read: dict[str, Quantity]) -> bool:
        """Take a ratio in place of a concentration; tell whether it stands for both.

        Raises:
            CalculationError: It is none, or which way it is meant has not been chosen.
        """
        text = self.text("ratio").strip()
        if not text:
            return False
        ratio = read_ratio(text, decimal_comma=units.decimal_comma)
        way = ratio.way or self.text("ratio_way")
        if way not in {"in_all", "plus"}:
            values: dict[str, Value] = {"first": ratio.part, "rest": ratio.whole - ratio.part, "second": ratio.whole}
            raise CalculationError(Message.RATIO_TWO_WAYS, text=text, field="ratio", **values)
        factor = ratio.factor(in_all=way == "in_all")
        if "c1" in read and "c2" in read:
            raise CalculationError(Message.TOO_MANY_GIVEN, field="ratio")
        if "c1" in read:
            read["c2"] = read["c1"] / factor
        elif "c2" in read:
            read["c1"] = read["c2"] * factor
        else:
            read |= {"c1": units.of(factor, "x"), "c2": units.of(1, "x")}
            return True
        return False

    def _dosed(self, read: dict[str, Quantity]) -> DoseAnswer:
        monograph, units = self._compounds.monograph, self.units
        molar_mass = None if units is None else self._molar_mass(units)
        if "c1" not in read or "c2" not in read or monograph is None or units is None:
            return DoseAnswer()
        per_well, well, strength = self._volumes(read)
        request = self._request(
            read["c1"], read["c2"], molar_mass, per_well_ul=per_well, well_ul=well, strength=strength
        )
        plan = self._judged(plan_dose(request, monograph, self._book.bench.rules, self._book.pipettes))
        volumes = {"v1": plan.stock_ul, "v2": plan.made_ul or plan.stock_ul}
        shown = {name: units.show(units.of(ul, "uL")) for name, ul in volumes.items()}
        return DoseAnswer(shown=shown, plan=plan, unknown="v1")

    def _molar_mass(self, units: Units) -> Quantity | None:
        """Give the molar mass of the form that the chosen stock was made of; of the form in the header without one."""
        row, form = self._shelf.find(self.stock), self._compounds.form
        if row is not None:
            return units.quantity(row.kept.solution.molar_mass) if row.kept.solution.molar_mass.value else None
        return None if form is None or not float(form.molar_mass) else units.of(float(form.molar_mass), "g/mol")

    def _judged(self, plan: DosePlan) -> DosePlan:
        """Say so first where the stock is past its use-by or was made of another form than the header shows."""
        said = judged_stock(self._shelf.find(self.stock), self._compounds, self._book.bench.rules, plan.stock_ul)
        if not said:
            return plan
        cautions = loudest_first([*said, *plan.recipe.cautions])
        return replace(plan, recipe=replace(plan.recipe, cautions=cautions))

    def _volumes(self, read: dict[str, Quantity]) -> tuple[float, float, float]:
        """Return the volume put into a well, the volume in it afterwards, and the strength that it needs."""
        if self.redose is not None:
            given = self.redose.given
            return given.add_ul, given.change.volume_ul, given.strength
        if self.dosing in {Dosing.RESUSPENDED, Dosing.REPLACED}:
            well = positive_ul(read, "well_volume")
            return well, well, 1.0
        present, added = positive_ul(read, "present_volume"), positive_ul(read, "added_volume")
        return added, present + added, (present + added) / added

    def _request(
        self,
        c1: Quantity,
        c2: Quantity,
        molar_mass: Quantity | None,
        *,
        per_well_ul: float,
        well_ul: float,
        strength: float,
    ) -> DoseRequest:
        last = LAST_STEP[self.dosing] if self.redose is None else REDOSE_STEP[self.redose.given.method]
        row = self._shelf.find(self.stock)
        return DoseRequest(
            stock=c1,
            target=c2,
            molar_mass=molar_mass,
            cells=self.cells(),
            per_well_ul=per_well_ul,
            well_ul=well_ul,
            strength=strength,
            last_step=last,
            overage_percent=self._book.bench.rules.overage_percent,
            control_wells=count(self.text("control_wells")) or 0,
            vehicle=self._vehicle_of(c1),
            medium=self.text("medium") or "medium",
            stock_error=row.kept.solution.error if row else 0.0,
            hand=stock_in_hand(row, self._book.bench.rules),
            redose=self.redose.given if self.redose else None,
            dosed=self._dosed_before(),
            control_before_percent=self.redose.control_percent if self.redose else None,
        )

    def _dosed_before(self) -> Quantity | None:
        """Return the dose of the incubation that a re-dose is for; None for a first dose."""
        if self.redose is None or self.units is None:
            return None
        return self.units.quantity(self.redose.running.incubation.concentration)

    def prepared(self, solution: str) -> PlannedDosing | None:
        """Return what the wells get from a working solution ("" where it was not entered); None without a plan.

        What was just made stays what the wells get, also where it took the last of the stock.
        """
        planned = self._planned_dosing(solution)
        if planned is None and self._just_made is not None:
            return replace(self._just_made, solution=solution)
        return planned

    def _planned_dosing(self, solution: str) -> PlannedDosing | None:
        plan, units = self.answer.plan, self.units
        if plan is None or units is None or self.dosing is None or self.redose is not None:
            return None
        read, _ = self._read(units)
        reached = units.amount(plan.in_well)
        return PlannedDosing(
            cells=self.cells(),
            dosing=self.dosing,
            well_ul=self._volumes(read)[1],
            concentration=Amount(f"{reached.value:.4g}", reached.unit),
            vehicle=plan.vehicle,
            vehicle_percent=round_figures(plan.vehicle_percent, 6),
            solution=solution,
            stock=self.stock,
            percent_by_well=plan.percent_by_well(),
            used_ul=plan.wells_ul,
        )

    def inputs(self) -> dict[str, str]:
        """Return what is in the fields and is chosen, to be kept."""
        kept = {name: text for name, text in sorted(self._texts.items()) if text}
        return {**kept, "dosing": self.dosing.value if self.dosing else "", "kind": self.kind, "stock": self.stock}

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields; a stock that is no longer in hand is not taken."""
        self._just_made = None
        self.redose = None
        self.dosing = next((one for one in Dosing if one.value == inputs.get("dosing")), None)
        self.kind = inputs.get("kind", "line")
        for name in {*self._texts, *inputs} - {"dosing", "kind", "stock"}:
            self._fill(name, inputs.get(name, ""))
        self._added_typed = bool(inputs.get("added_volume", ""))
        self.filled.emit("kind", self.kind)
        offered = {row.kept.solution.id for row in self.offered_stocks()}
        self.stock = inputs.get("stock", "") if inputs.get("stock", "") in offered else ""
        if not self.text("solvent"):
            self._fill("solvent", self._compounds.usual_vehicle)
        self.asked_changed.emit()
        self.compute()

    def known_cells(self) -> tuple[Cells, ...]:
        """Return the cells that were treated before, the latest first."""
        return self._book.bench.cells()

    def choose_cells(self, cells: Cells) -> None:
        """Take cells as they were told last; the vessel is today's."""
        self.kind = cells.kind
        self.filled.emit("kind", self.kind)
        passage = str(cells.passage) if cells.passage else ""
        told = {"cells": cells.name, "species": cells.species, "passage": passage, "growth": cells.growth}
        if cells.medium:
            told["medium"] = cells.medium
        for name, text in told.items():
            self._fill(name, text)
        self.compute()

    def fill(self, name: str, text: str) -> None:
        """Put a text into a field as the program's own, and compute."""
        self._fill(name, text)
        self.compute()

    def recipe(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        return self.answer.plan.recipe if self.answer.plan else None

    def methods(self) -> tuple[Message, dict[str, Value]] | None:
        """Return the sentence for a paper; None where no cells are dosed."""
        plan, monograph, form = self.answer.plan, self._compounds.monograph, self._compounds.form
        if plan is None or monograph is None or form is None or self.dosing is None:
            return None
        return Message.METHODS_DOSE, {
            "compound": monograph.identity.name,
            "form": form.name,
            "molar_mass": float(form.molar_mass),
            "cells": self.text("cells").strip(),
            "controls": bool(plan.control),
            "percent": plan.vehicle_percent,
            "vehicle": plan.vehicle,
            **quantity_values(plan.in_well),
        }

    def can_make(self) -> bool:
        """Return whether there is something to write: what was made, or what was taken of a stock in hand."""
        plan = self.answer.plan
        return plan is not None and (bool(plan.tubes) or self._shelf.find(self.stock) is not None)

    @property
    def undiluted(self) -> bool:
        """Whether the stock goes into the wells as it is, so that nothing is made."""
        return self.answer.plan is not None and not self.answer.plan.tubes

    def stocks(self) -> tuple[Solution, ...]:
        """Return the stocks in hand that it is made of."""
        row = self._shelf.find(self.stock)
        return () if row is None else (row.kept.solution,)

    def local_now(self) -> datetime:
        """Return the present in the time zone shown."""
        return self._book.local_now()

    def read_when(self, text: str) -> ParsedDuration:
        """Read when it was made.

        Raises:
            QuantityError: It is no time, or lies ahead.
        """
        return self._book.read_past(text)

    def made(self, told: PreparationDetails) -> str:
        """Write that the solution was made, or that the stock was taken as it is; give the id of what is dosed.

        Raises:
            BenchError: The stock is used up, or it could not be saved; everything stays as typed.
        """
        plan, units = self.answer.plan, self.units
        if plan is None or units is None:
            msg = "there is no recipe"
            raise LookupError(msg)
        check_reason(plan.recipe.cautions, told.reason)
        self._just_made = self._planned_dosing("")
        parent = self._shelf.find(self.stock)
        source = source_of(parent, plan.stock_ul, self._book)
        if not plan.tubes:
            draws = dosing_draws(source, self._book.now().before(told.ago), told.reason)
            self._book.record_all(draws, ago=told.ago, person=told.person)
            return draws[0].solution
        last = plan.tubes[-1]
        reached = units.amount(plan.concentration)
        contents = PreparedContents(
            role=SolutionPurpose.WORKING,
            concentration=Amount(f"{reached.value:.4g}", reached.unit),
            nominal=reached,
            vehicle=plan.vehicle,
            vehicle_percent=round_figures(last.vehicle_percent, 6),
            medium=self.text("medium") or "medium",
            aliquot_volume=volume_amount(last.volume_ul),
            error=round(plan.error, 6),
            percent_by_well=plan.given_by_well,
        )
        solution = new_solution(self._book, self._compounds, contents, told, source)
        entry = made_by_recipe(solution, plan.recipe, (source,), self.tool, self.inputs(), told.reason)
        self._book.record(entry, ago=told.ago, person=told.person)
        return solution.id
