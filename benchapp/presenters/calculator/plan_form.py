"""What series and plates have in common: the stock, the doses, the cells, and what was made of it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.journal.entries import KeptPlate
from benchapp.domain.messages import BenchError, CalculationError, Message, Value
from benchapp.domain.recipes.cautions import check_reason
from benchapp.domain.recipes.dose_series import DoseTube, Scheme, SeriesPlan
from benchapp.domain.recipes.ingredients import Ingredient, ingredient, known_of
from benchapp.domain.recipes.mixing import Lab, poured_ul
from benchapp.domain.recipes.recipes import Recipe, loudest_first
from benchapp.domain.recipes.series.series_recipe import Surroundings
from benchapp.domain.solutions.solutions import COMPOUNDS_JOINED_BY, LOTS_JOINED_BY, Solution, SolutionPurpose
from benchapp.domain.units.amounts import Amount, round_figures, volume_amount
from benchapp.domain.units.kinds import BASE_UNITS
from benchapp.domain.units.quantities import PERCENTS, Quantity, kind_of
from benchapp.presenters.calculator.dosing_form import DosingForm
from benchapp.presenters.calculator.planning.cell_fields import read_cells
from benchapp.presenters.calculator.planning.dilution_fields import counted_as, typed_potency
from benchapp.presenters.calculator.planning.dose_fields import Doses, read_doses
from benchapp.presenters.calculator.planning.methods import methods_of_series
from benchapp.presenters.calculator.typed_elsewhere import OF_CELLS, OF_COMPOUND, OF_DOSES, OF_STOCK
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import SOON_MS, read_stock
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import (
    PreparationDetails,
    PreparedContents,
    also_made_from,
    diluted_with,
    made_by_recipe,
    new_solution,
)
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from benchapp.presenters.solutions.tube_selection import source_of, stock_in_hand

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

SCHEMES = {
    "matched": Scheme.MATCHED,
    "in_vehicle": Scheme.IN_VEHICLE,
    "direct": Scheme.DIRECT,
    "plain": Scheme.PLAIN,
}
# What follows the names of the fields of each further compound.
MARKS = ("_2", "_3")
# What belongs to one compound; how many doses there are and how they are spaced is the same for the next.
OF_ONE_COMPOUND = ("c1", "potency", "top", "lowest", "doses")
WORDS = frozenset(
    {
        "medium",
        "kind",
        "species",
        "cells",
        "vessel",
        "scheme",
        "by",
        "stock",
        "edits",
        "dosing",
        "mode",
        "other",
        "alone",
        "growth",
        "format",
        "edge",
        "solvent",
    }
)


class PlanAnswer(Struct, frozen=True):
    """What the fields come to.

    Attributes:
        errors: What is wrong, by field; "" for the calculation as a whole.
        shown: What follows for fields left empty, by name.
        unknown: The field that was computed.
        series: The planned series; empty while there is no plan.
        recipe: How to do it; None while there is none.
    """

    errors: dict[str, BenchError] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    unknown: str = ""
    series: tuple[SeriesPlan, ...] = ()
    recipe: Recipe | None = None


PlanAnswerT_co = TypeVar("PlanAnswerT_co", bound=PlanAnswer, covariant=True)


class PlanForm(DosingForm[PlanAnswerT_co]):
    """The fields of a series or a plate.

    Args:
        tool: Name of the calculator.
        preset: What is in its fields at first.
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar mass and cautions.
        solution_table: For the stocks in hand.
    """

    delay_ms = SOON_MS
    shared = OF_STOCK | OF_DOSES | OF_CELLS | {"vehicle_percent"}

    def __init__(
        self,
        preset: Mapping[str, str],
        answer: PlanAnswerT_co,
        book: JournalSession,
        compounds: CurrentCompound,
        solution_table: SolutionTable,
    ) -> None:
        common = {"medium": "medium", "kind": "line", "scheme": "matched", "by": "factor", "factor": "half-log"}
        super().__init__({**common, **preset}, answer, book, compounds, solution_table)
        self._lab: Lab | None = None
        self.choices = {"scheme": frozenset(SCHEMES), "by": frozenset({"factor", "list"})}

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not words."""
        return name.split("_", maxsplit=1)[0] not in WORDS

    @property
    def stock(self) -> SolutionRow | None:
        """The chosen stock; None where a concentration was typed."""
        return self.stock_row

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields; a stock that is no longer in hand is not taken."""
        self._just_made = None
        offered = {row.kept.solution.id for row in self.solution_table.in_hand()}
        gone = [name for name in inputs if name.startswith("stock") and inputs[name] not in offered]
        taken = {name: text for name, text in inputs.items() if name not in gone}
        super().take_inputs({"solvent": self.compounds.usual_vehicle, **taken})

    def _on_compound(self) -> None:
        self._just_made = None
        if self._change.happened():
            self._by_hand -= OF_COMPOUND
            for mark in ("", *MARKS):
                self.clear_figures(mark)
            self._suit_solvent()
            self.take_only_stock()
        self.answer_soon()

    def clear_figures(self, mark: str = "") -> None:
        """Empty what belongs to one compound: its stock and its doses.

        Args:
            mark: Of which compound, "" for the open one.
        """
        self._texts[f"stock{mark}"] = ""
        for name in OF_ONE_COMPOUND:
            if self.text(f"{name}{mark}"):
                self.fill(f"{name}{mark}", "")

    def _on_book(self) -> None:
        self._lab = None
        super()._on_book()

    @property
    def lab(self) -> Lab:
        """What these hands can do."""
        if self._lab is None:
            self._lab = Lab(self.book.bench.rules, self.book.pipettes)
        return self._lab

    # -- computing -------------------------------------------------------------------------------------------

    def field_of(self, error: BenchError) -> str:
        """Return the field at which an error is shown: that of an impossible dose is the field of the doses."""
        at = str(error.values.get("field", ""))
        return ("doses" if self.text("by") == "list" else "top") if at in {"c2", "doses"} else at

    def _solve(self, units: Units) -> PlanAnswerT_co:
        answer = self._planned(units)
        unread = self._unread_stocks(units)
        return replace(answer, errors={**answer.errors, **unread}) if unread else answer

    def _planned(self, units: Units) -> PlanAnswerT_co:
        """Return what the fields come to, once there is enough in them."""
        raise NotImplementedError

    def _unread_stocks(self, units: Units) -> dict[str, BenchError]:
        """Return what is wrong with the stocks, by field, though the doses may still be missing."""
        wrong: dict[str, BenchError] = {}
        for mark in ("", *MARKS):
            if self.text(f"c1{mark}").strip() and (not mark or self.text(f"compound{mark}").strip()):
                try:
                    read_stock(units, self._texts, f"c1{mark}")
                except BenchError as error:
                    wrong[f"c1{mark}"] = error
        return wrong

    def doses(self, units: Units, mark: str = "") -> Doses:
        """Return the doses as entered."""
        return read_doses(units, self._texts, mark)

    @property
    def carried(self) -> str:
        """What comes into the tubes beside the compound: its solvent; of a liquid by volume no more than the medium."""
        return self.vehicle or self.text("medium").strip() or "medium"

    def first(self, units: Units, doses: Sequence[Quantity]) -> Ingredient:
        """Return the open compound as an ingredient.

        Raises:
            BenchError: Its stock is missing, or cannot be mixed with the doses.
        """
        if not self.text("c1").strip():
            raise CalculationError(Message.STOCK_NEEDED, field="c1")
        stock = counted_as(units, self._texts, read_stock(units, self._texts, "c1"), doses[0])
        if not self.vehicle and kind_of(stock) not in PERCENTS:
            raise CalculationError(Message.SOLVENT_NEEDED, field="solvent")
        row, monograph = self.stock, self.compounds.monograph
        name = monograph.identity.name if monograph else ""
        one = ingredient(stock, doses, self.molar_mass(units), name, row.kept.solution.label if row else "stock")
        return known_of(replace(one, stock_error=row.kept.solution.error if row else 0.0), monograph)

    def cells(self, wells: int = 1) -> Cells:
        """Return the cells as they are in the fields."""
        return read_cells(self._texts, wells, self.text("kind"))

    def around(self, wells: int = 1) -> Surroundings:
        """Return what a plan is judged by."""
        rules = self.book.bench.rules
        hand = stock_in_hand(self.stock, rules)
        return Surroundings((self.compounds.monograph,), self.cells(wells), rules, (hand,))

    def judged(self, recipe: Recipe) -> Recipe:
        """Warn first where the stock is past its use-by or was made of another form than the header shows."""
        return replace(recipe, cautions=loudest_first([*self.stock_cautions(), *recipe.cautions]))

    def recipe(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        return self.answer.recipe

    def methods(self) -> tuple[MessageCode, dict[str, Value]] | None:
        """Return the sentence for a paper; None while there is no plan."""
        monograph, form = self.compounds.monograph, self.compounds.form
        if not self.answer.series or self.units is None or monograph is None or form is None:
            return None
        return methods_of_series(self.answer.series, self.units, form, self.text("replicates").strip())

    # -- made ------------------------------------------------------------------------------------------------

    def stocks(self) -> tuple[Solution, ...]:
        """Return the stocks in hand that it is made of."""
        rows = (self.stock, *self.partner_stocks())
        return tuple(row.kept.solution for row in rows if row is not None)

    def lot_source(self) -> Solution | None:
        """Return the stock in hand whose lot the first compound has; None where the stock was typed."""
        return self.stock.kept.solution if self.stock else None

    def made(self, details: PreparationDetails) -> str:
        """Write that the tubes were made, as one rack with one label; give its id.

        Raises:
            BenchError: The stock is used up, or it could not be saved; everything stays as typed.
        """
        recipe = self.answer.recipe
        if recipe is None or self.units is None:
            msg = "there is no recipe"
            raise LookupError(msg)
        check_reason(recipe.cautions, details.reason)
        self._just_made = self._planned_dosing("")
        plan, parent = self.answer.series[0], self.stock
        source = source_of(parent, self._drawn_ul(parent), self.book)
        partners = [source_of(row, self._drawn_ul(row), self.book) for row in self.partner_stocks()]
        amounts = tuple(self.held(plan, dose) for dose in plan.doses)
        first = plan.doses[0]
        tube = next(one for one in plan.tubes if one.name == first.tube)
        contents = PreparedContents(
            role=SolutionPurpose.WORKING,
            concentration=amounts[0],
            nominal=amounts[0],
            vehicle=self.vehicle,
            vehicle_percent=round_figures(tube.vehicle_percent, 6),
            medium=plan.request.medium,
            aliquot_volume=volume_amount(tube.volume_ul),
            error=round(first.errors[0], 6),
            doses=amounts,
            percent_by_well=self.percent_by_well(),
            potency=typed_potency(self.units, self._texts),
            potencies=self.partner_activities(),
        )
        solution = new_solution(self.book, self.compounds, contents, details, source)
        names = [one.compound for series in self.answer.series for one in series.request.ingredients]
        if len(names) > 1:
            held = [(names[0], solution.lot)]
            held += [(one.row.kept.solution.compound_name, one.row.kept.solution.lot) for one in partners if one]
            # Of several compounds a bare number would not say whose lot it is.
            lots = LOTS_JOINED_BY.join(f"{name} {lot}" for name, lot in held if lot)
            solution = replace(solution, compound_name=COMPOUNDS_JOINED_BY.join(names), lot=lots)
        for partner in partners:
            if partner is not None:
                solution = also_made_from(solution, partner)
        tubes = [one for series in self.answer.series for one in series.tubes]
        medium = source_of(self.medium_row, poured_ul(tubes, plan.request.medium), self.book)
        solution, sources = diluted_with(solution, medium), (source, *partners, medium)
        entry = made_by_recipe(solution, recipe, sources, self.tool, self.inputs(), details.reason)
        entry = replace(entry, plate=self.kept_plate())
        self.book.record(entry, ago=details.ago, person=details.person)
        return solution.id

    def kept_plate(self) -> KeptPlate | None:
        """Return the wells that the tubes are for, as the journal keeps them; None where they are not named."""
        return None

    def percent_by_well(self) -> dict[str, float]:
        """Return the vehicle that each kind of well is given of the tubes, % v/v; {} where no wells are known."""
        return {}

    def _drawn_ul(self, row: SolutionRow | None) -> float:
        """Return what all tubes take of a stock in hand, µL."""
        label = row.kept.solution.label if row else ""
        return sum(plan.used_ul.get(label, 0.0) for plan in self.answer.series)

    def partner_stocks(self) -> tuple[SolutionRow, ...]:
        """Return the stocks in hand of further compounds."""
        return ()

    def partner_activities(self) -> dict[str, Amount]:
        """Return the activities of the lots of further compounds, by the ids of their stocks in hand."""
        return {}

    def held(self, plan: SeriesPlan, dose: DoseTube) -> Amount:
        """Return what a tube holds of the first compound, to four figures."""
        if self.units is None:
            msg = "the registry is not there yet"
            raise LookupError(msg)
        one = plan.request.ingredients[0]
        reached = self.units.of(dose.reached[0] * plan.request.strength, BASE_UNITS[one.kind])
        amount = self.units.amount(reached)
        return Amount(f"{amount.value:.4g}", amount.unit)
