"""A dose or a plain dilution, planned from what the fields of *Dilute* hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.calculations.dilution import dilute
from benchapp.domain.incubations.incubations import Cells, Dosing
from benchapp.domain.lab.solvents import is_alcohol, may_be_alcohol
from benchapp.domain.messages import BenchError, CalculationError, Message
from benchapp.domain.recipes.cautions import contraction, contracts
from benchapp.domain.recipes.dose_recipe import DosePlan, plan_dose
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.recipes.recipes import loudest_first
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.domain.units.amounts import Amount, round_figures, volume_amount
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.presenters.calculator.planning.counts import count, positive_ul
from benchapp.presenters.calculator.planning.dilution_fields import take_ratio, typed_potency
from benchapp.presenters.calculator.planning.dose_ways import ASKED, LAST_STEP, REDOSE_STEP
from benchapp.presenters.calculator.planning.redoses import PlannedRedose
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparedContents
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.presenters.solutions.tube_selection import judged_stock, stock_in_hand

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


class DosePlanning(Struct, frozen=True):
    """What a dose is planned from.

    Attributes:
        units: The registry.
        texts: What is in the fields.
        book: For pipettes and rules.
        compounds: For the compound and its form.
        dosing: Where the cells are; None for a plain dilution.
        cells: What is treated.
        stock: The stock in hand; None where a concentration was typed.
        vehicle: What it is dissolved in; "" where that was not given.
        molar_mass: Of the form that it was made of; None where it is not known.
        redose: The re-dose that is planned; None for a first dose.
    """

    units: Units
    texts: Mapping[str, str]
    book: JournalSession
    compounds: CurrentCompound
    dosing: Dosing | None
    cells: Cells
    stock: SolutionRow | None
    vehicle: str
    molar_mass: Quantity | None
    redose: PlannedRedose | None

    def plain(self, read: dict[str, Quantity]) -> DoseAnswer:
        """Return a plain dilution, computed from what was read; its recipe where it can be given."""
        units = self.units
        monograph, molar_mass = self.compounds.monograph, self.molar_mass
        ratio = take_ratio(units, self.texts, read)
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
            worked_out = [name for name in ("c1", "c2") if name in read and not self.texts.get(name, "").strip()]
            shown |= {name: units.show(read[name]) for name in worked_out}
        if monograph is None:
            return answer
        v2_ul = float(solved.v2.m_as("uL"))
        try:
            request = self._request(solved.c1, solved.c2, molar_mass, per_well_ul=v2_ul, well_ul=v2_ul, strength=1.0)
            cells, to_mark = Cells(name="", kind=self.cells.kind), "diluent" not in read
            request = replace(
                request,
                cells=cells,
                control_wells=0,
                last_step=None,
                overage_percent=0.0,
                make_up=to_mark,
                shrinks=shrinks,
            )
            plan = plan_dose(request, monograph, self.book.bench.rules, self.book.pipettes)
        except CalculationError as error:
            # The figures hold all the same; only the recipe cannot be given.
            at = str(error.values.get("field", ""))
            return replace(answer, errors={at if at == "solvent" else "": error})
        said = contraction(kind_of(solved.c1), v2_ul, 1 / solved.factor) if shrinks else []
        plan = self._judged(plan)
        recipe = replace(plan.recipe, cautions=loudest_first([*said, *plan.recipe.cautions]))
        return replace(answer, plan=replace(plan, recipe=recipe))

    def _may_be_alcohol(self, stock: Quantity, wanted: Quantity) -> bool:
        monograph = self.compounds.monograph
        substance = monograph.identity.name if self.compounds.something_else and monograph is not None else ""
        # A solvent chosen beside the stock goes before that of the page.
        named = substance or (self.vehicle if is_alcohol(self.vehicle) else "")
        return may_be_alcohol(named, self.texts.get("medium", ""), float(stock.m), float(wanted.m))

    def dosed(self, read: dict[str, Quantity]) -> DoseAnswer:
        """Return the dose of all wells, from what was read."""
        monograph, units = self.compounds.monograph, self.units
        if "c1" not in read or "c2" not in read or monograph is None:
            return DoseAnswer()
        per_well, well, strength = self.volumes(read)
        request = self._request(
            read["c1"], read["c2"], self.molar_mass, per_well_ul=per_well, well_ul=well, strength=strength
        )
        plan = self._judged(plan_dose(request, monograph, self.book.bench.rules, self.book.pipettes))
        volumes = {"v1": plan.stock_ul, "v2": plan.made_ul or plan.stock_ul}
        shown = {name: units.show(units.of(ul, "uL")) for name, ul in volumes.items()}
        return DoseAnswer(shown=shown, plan=plan, unknown="v1")

    def _vehicle_of(self, stock: Quantity) -> str:
        """Return the vehicle that comes with a stock; "" with one given in per cent, and a plain "20×" or "U/mL".

        Raises:
            CalculationError: It was not given; `field` is "solvent".
        """
        kind = kind_of(stock)
        # Diluted by itself "20×" is a buffer; given to cells, what it is dissolved in comes along.
        into_cells = self.dosing is not None and kind in {Kind.FOLD, Kind.ACTIVITY_CONCENTRATION}
        if kind not in {Kind.MOLARITY, Kind.MASS_CONCENTRATION} and not into_cells:
            return ""
        if not self.vehicle:
            raise CalculationError(Message.SOLVENT_NEEDED, field="solvent")
        return self.vehicle

    def _judged(self, plan: DosePlan) -> DosePlan:
        """Warn first where the stock is past its use-by or was made of another form than the header shows."""
        said = judged_stock(self.stock, self.compounds, self.book.bench.rules, plan.stock_ul)
        if not said:
            return plan
        cautions = loudest_first([*said, *plan.recipe.cautions])
        return replace(plan, recipe=replace(plan.recipe, cautions=cautions))

    def volumes(self, read: dict[str, Quantity]) -> tuple[float, float, float]:
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
        last = LAST_STEP[self.dosing]
        if self.redose is not None:
            last = REDOSE_STEP[self.redose.given.method]
        row = self.stock
        return DoseRequest(
            stock=c1,
            target=c2,
            molar_mass=molar_mass,
            cells=self.cells,
            per_well_ul=per_well_ul,
            well_ul=well_ul,
            strength=strength,
            last_step=last,
            overage_percent=self.book.bench.rules.overage_percent,
            control_wells=count(self.texts.get("control_wells", "")) or 0,
            vehicle=self._vehicle_of(c1),
            medium=self.texts.get("medium", "") or "medium",
            stock_error=row.kept.solution.error if row else 0.0,
            hand=stock_in_hand(row, self.book.bench.rules),
            redose=self.redose.given if self.redose else None,
            dosed=self._dosed_before(),
            control_before_percent=self.redose.control_percent if self.redose else None,
        )

    def _dosed_before(self) -> Quantity | None:
        """Return the dose of the incubation that a re-dose is for; None for a first dose."""
        if self.redose is None:
            return None
        return self.units.quantity(self.redose.running.incubation.concentration)


def prepared_dose(plan: DosePlan, units: Units, texts: Mapping[str, str]) -> PreparedContents:
    """Return what is in the working solution of a plan: what was reached in its last tube."""
    last = plan.tubes[-1]
    reached = units.amount(plan.concentration)
    return PreparedContents(
        role=SolutionPurpose.WORKING,
        concentration=Amount(f"{reached.value:.4g}", reached.unit),
        nominal=reached,
        vehicle=plan.vehicle,
        vehicle_percent=round_figures(last.vehicle_percent, 6),
        medium=texts.get("medium", "") or "medium",
        aliquot_volume=volume_amount(last.volume_ul),
        error=round(plan.error, 6),
        percent_by_well=plan.given_by_well,
        potency=typed_potency(units, texts),
    )
