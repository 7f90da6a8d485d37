"""The form of *In vivo*: a dosing solution for research animals, its recipe, and what each animal gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.stability import stated_lives
from benchapp.domain.in_vivo.animals import AnimalStock
from benchapp.domain.in_vivo.preparation import AnimalPlan, plan_animals
from benchapp.domain.in_vivo.vehicles import NAMED, AnimalVehicle, read_vehicle
from benchapp.domain.lab.solvents import DMSO
from benchapp.domain.messages import BenchError, CalculationError, Message, Value
from benchapp.domain.recipes.cautions import check_reason
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.recipes import Recipe, loudest_first
from benchapp.domain.solutions.freshness import limits_for
from benchapp.domain.solutions.solutions import Limit, SolutionPurpose
from benchapp.domain.units.amounts import Amount, round_figures, volume_amount
from benchapp.domain.units.quantities import as_mass
from benchapp.presenters.calculator.dosing_form import DosingForm
from benchapp.presenters.calculator.planning.animal_fields import AMOUNTS, CHOICES, read_request
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import read_stock
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails, PreparedContents, made_by_recipe, new_solution
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.presenters.solutions.tube_selection import source_of, stock_in_hand

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

_PRESET = {
    "volume": "10 mL/kg", "per_day": "1", "days": "1", "overage": "10 %", "graduation": "10 µL", "daily": "yes",
    "species": "mouse", "route": "oral gavage", "vehicle": NAMED[0].vehicle.text, "solvent": DMSO,
}  # fmt: skip


class InVivoAnswer(Struct, frozen=True):
    """What the fields come to.

    Attributes:
        errors: What is wrong, by field; "" for the calculation as a whole.
        shown: Computed values for fields left empty, by field.
        plan: The recipe's plan; None while it cannot be planned.
        unknown: The field that was computed; "" where none was.
    """

    errors: dict[str, BenchError] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    plan: AnimalPlan | None = None
    unknown: str = ""


class InVivoForm(DosingForm[InVivoAnswer]):
    """What is in the fields of *In vivo*; its answer is the `InVivoAnswer`.

    Args:
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar mass and what is on file.
        solution_table: For the stock in hand.
    """

    tool = "in_vivo"
    scaled_amounts = ()
    # Its vehicle, species and doses are those of animals, and it begins with the solid or with a stock.
    shared = frozenset()
    scaled_counts = ("animals",)

    def __init__(self, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable) -> None:
        super().__init__(_PRESET, InVivoAnswer(), book, compounds, solution_table)
        self.choices = CHOICES
        self._on_compound()

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not lists, words or choices."""
        return name in AMOUNTS

    def _on_use(self, use: object) -> None:
        """Leave the dose alone: that of a use is one for cells."""
        del use
        self.answer_soon()

    def _on_compound(self) -> None:
        if self._change.happened():
            self._texts["stock"] = ""
            for name in ("dose", "weighed", "c1"):
                self.fill(name, "")
            self._suit_solvent()
        self.answer_now()

    @property
    def animal_vehicle(self) -> AnimalVehicle | None:
        """The vehicle that is typed; None where it cannot be read."""
        comma = self.units is not None and self.units.decimal_comma
        try:
            return read_vehicle(self.text("vehicle"), decimal_comma=comma)
        except BenchError:
            return None

    def _solve(self, units: Units) -> InVivoAnswer:
        request, errors = read_request(units, self._texts, lambda: self._stock(units))
        monograph, form = self.compounds.monograph, self.compounds.form
        if request is None or errors or monograph is None or form is None:
            return InVivoAnswer(errors=errors)
        try:
            plan = plan_animals(request, monograph, form, Lab(self.book.bench.rules, self.book.pipettes))
        except CalculationError as error:
            return InVivoAnswer(errors={str(error.values.get("field", "")): error})
        said = self.stock_cautions(plan.stock.volume_ul) if plan.stock is not None else []
        recipe = replace(plan.recipe, cautions=loudest_first([*said, *plan.recipe.cautions]))
        return InVivoAnswer(plan=replace(plan, recipe=recipe))

    def _stock(self, units: Units) -> AnimalStock | None:
        """Return the stock that it begins with; None for the solid.

        Raises:
            BenchError: It cannot be read, or a molar one is of a compound whose molar mass is not known.
        """
        if not self.text("c1").strip():
            return None
        if not self.vehicle:
            raise CalculationError(Message.SOLVENT_NEEDED, field="solvent")
        strength = as_mass(read_stock(units, self._texts, "c1"), self.molar_mass(units))
        hand = stock_in_hand(self.stock_row, self.book.bench.rules)
        return AnimalStock(float(strength.m_as("mg/mL")), self.vehicle, hand)

    def recipe(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        return self.answer.plan.recipe if self.answer.plan else None

    def limits(self) -> tuple[Limit, ...]:
        """Return the limits of the dosing solution, as they will hold once it is made."""
        plan, monograph, form = self.answer.plan, self.compounds.monograph, self.compounds.form
        if plan is None or monograph is None or form is None:
            return ()
        vehicle, strength = plan.request.vehicle.text, _strength(plan)
        stated = stated_lives(monograph, SolutionPurpose.WORKING, vehicle, strength, float(form.molar_mass))
        return limits_for(SolutionPurpose.WORKING, self.book.bench.rules, solvent=vehicle, stated=stated)

    def methods(self) -> tuple[MessageCode, dict[str, Value]] | None:
        """Return the sentence for a paper; None while there is no recipe."""
        plan, monograph, form = self.answer.plan, self.compounds.monograph, self.compounds.form
        if plan is None or monograph is None or form is None:
            return None
        request = plan.request
        return Message.METHODS_IN_VIVO, {
            "compound": monograph.identity.name,
            "form": form.name,
            "vehicle": request.vehicle.text,
            "mg_ml": request.mg_ml,
            "species": request.species.value,
            "route": request.route.value,
            "dose": request.dose_mg_kg,
            "ml_kg": request.ml_kg,
        }

    def inputs(self) -> dict[str, str]:
        """Return what is in the fields and is chosen, to be kept."""
        return {**super().inputs(), "stock": self.text("stock")}

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields; a stock that is no longer in hand is not taken."""
        offered = {row.kept.solution.id for row in self.offered_stocks()}
        stock = inputs.get("stock", "")
        super().take_inputs({**inputs, "stock": stock if stock in offered else ""})

    def made(self, details: PreparationDetails) -> str:
        """Write that the dosing solution was made; give the id of the solution.

        Raises:
            BenchError: The stock is used up, or it could not be saved; everything stays as typed.
        """
        plan = self.answer.plan
        if plan is None:
            msg = "there is no recipe"
            raise LookupError(msg)
        check_reason(plan.recipe.cautions, details.reason)
        source = source_of(self.stock_row, plan.stock.volume_ul, self.book) if plan.stock is not None else None
        first = plan.request.vehicle.parts[0]
        contents = PreparedContents(
            role=SolutionPurpose.WORKING,
            concentration=_strength(plan),
            nominal=Amount(f"{plan.request.mg_ml:.4g}", "mg/mL"),
            vehicle=first.name,
            vehicle_percent=round_figures(first.percent, 6),
            medium=plan.request.vehicle.text,
            aliquot_volume=volume_amount(plan.made_ul),
            error=round(plan.error, 6),
            mass=None if plan.stock is not None else Amount(f"{plan.mass_mg:.4g}", "mg"),
            volume=volume_amount(plan.made_ul),
        )
        solution = replace(new_solution(self.book, self.compounds, contents, details, source), for_animals=True)
        entry = made_by_recipe(solution, plan.recipe, (source,), self.tool, self.inputs(), details.reason)
        self.book.record(entry, ago=details.ago, person=details.person)
        return solution.id


def _strength(plan: AnimalPlan) -> Amount:
    return Amount(f"{plan.mg_ml:.4g}", "mg/mL")
