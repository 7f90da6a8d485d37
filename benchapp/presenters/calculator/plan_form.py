"""What series and plates have in common: the stock, the doses, the cells, and what was made of it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.solvents import canonical
from benchapp.domain.messages import BenchError, CalculationError, Message, Value
from benchapp.domain.recipes.cautions import check_reason
from benchapp.domain.recipes.dose_series import DoseTube, Scheme, SeriesPlan
from benchapp.domain.recipes.ingredients import Ingredient, ingredient, known_of
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.recipes import Recipe, loudest_first
from benchapp.domain.recipes.series_recipe import Surroundings
from benchapp.domain.solutions.solutions import COMPOUNDS_JOINED_BY, LOTS_JOINED_BY, Solution, SolutionPurpose
from benchapp.domain.units.amounts import Amount, round_figures, volume_amount
from benchapp.domain.units.durations import ParsedDuration
from benchapp.domain.units.kinds import BASE_UNITS
from benchapp.domain.units.quantities import Quantity
from benchapp.presenters.calculator.dose_fields import Doses, read_doses
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.compounds.compound_change import CompoundChange
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import FormModel, named_solvent, read_stock
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import (
    PreparationDetails,
    PreparedContents,
    also_made_from,
    made_by_recipe,
    new_solution,
)
from benchapp.presenters.solutions.preparation_checks import OnceMore
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from benchapp.presenters.solutions.tube_selection import judged_stock, source_of, stock_in_hand

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

SCHEMES = {
    "matched": Scheme.MATCHED,
    "in_vehicle": Scheme.IN_VEHICLE,
    "direct": Scheme.DIRECT,
    "plain": Scheme.PLAIN,
}
# What belongs to one compound; how many doses there are and how they are spaced is the same for the next.
OF_ONE_COMPOUND = ("c1", "top", "lowest", "doses")
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


class PlanForm(FormModel):
    """The fields of a series or a plate.

    Args:
        tool: Name of the calculator.
        preset: What is in its fields at first.
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar mass and cautions.
        shelf: For the stocks in hand.
    """

    scaled_amounts: tuple[str, ...] = ()
    scaled_counts: tuple[str, ...] = ()

    def __init__(
        self,
        tool: str,
        preset: Mapping[str, str],
        book: JournalSession,
        compounds: CurrentCompound,
        shelf: SolutionTable,
    ) -> None:
        common = {"medium": "medium", "kind": "line", "scheme": "matched", "by": "factor", "factor": "half-log"}
        super().__init__({**common, **preset})
        self.choices = {"scheme": frozenset(SCHEMES), "by": frozenset({"factor", "list"})}
        self.tool = tool
        self.book = book
        self.compounds = compounds
        self.shelf = shelf
        self.answer: PlanAnswer = PlanAnswer()
        self.once = OnceMore(book, compounds, self.recipe_key, self.stocks)
        self._lab: Lab | None = None
        self._just_made: PlannedDosing | None = None
        self._change = CompoundChange(compounds)
        self._suit_solvent()
        compounds.chosen.connect(self._on_compound)
        compounds.form_chosen.connect(self.answer_soon)
        compounds.use_chosen.connect(self._on_use)
        book.changed.connect(self._on_book)
        if compounds.use is not None:
            self._on_use(compounds.use)

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not words."""
        return name.split("_", maxsplit=1)[0] not in WORDS

    # -- the stock -------------------------------------------------------------------------------------------

    def offered_stocks(self) -> tuple[SolutionRow, ...]:
        """Return the stocks of the open compound that can be used."""
        monograph = self.compounds.monograph
        return () if monograph is None else self.shelf.stocks(monograph.id)

    def choose_stock(self, solution: str) -> None:
        """Take a stock from the shelf; its concentration fills the field."""
        row = self.shelf.find(solution)
        if row is not None:
            self.fill("c1", row.kept.solution.concentration.shown())
            self.fill("solvent", row.kept.solution.vehicle)
        self._texts["stock"] = solution if row is not None else ""
        self.answer_soon()

    def take_only_stock(self) -> None:
        """Take the stock in hand where there is just one of the compound, and none was named."""
        offered = self.offered_stocks()
        if len(offered) == 1 and self.stock is None and not self.text("c1").strip():
            self.choose_stock(offered[0].kept.solution.id)

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields; a stock that is no longer in hand is not taken."""
        self._just_made = None
        offered = {row.kept.solution.id for row in self.shelf.in_hand()}
        gone = [name for name in inputs if name.startswith("stock") and inputs[name] not in offered]
        taken = {name: text for name, text in inputs.items() if name not in gone}
        super().take_inputs({"solvent": self.compounds.usual_vehicle, **taken})

    def set_text(self, name: str, text: str) -> None:
        """Take what was typed; a concentration typed over that of a chosen stock is another stock."""
        self._just_made = None
        if name in {"c1", "solvent"}:
            self._texts["stock"] = ""
        if name == "cells":
            self.fill("growth", growth_of(text, self.book.bench.cells()) or self.text("growth"))
        if name.startswith("c1") and (solvent := named_solvent(text)):
            self.fill(f"solvent{name[2:]}", solvent)
        super().set_text(name, text)

    @property
    def stock(self) -> SolutionRow | None:
        """The chosen stock; None where a concentration was typed."""
        return self.shelf.find(self.text("stock"))

    @property
    def vehicle(self) -> str:
        """What the stock is dissolved in; "" where it was not given."""
        row = self.stock
        return row.kept.solution.vehicle if row else named_solvent(self.text("c1")) or canonical(self.text("solvent"))

    def customary_solvent(self, mark: str = "") -> str:
        """Return the solvent that the page makes customary for a typed stock; "" of one in hand, which has its own."""
        page = self.page_of(mark)
        return "" if page is None or self.shelf.find(self.text(f"stock{mark}")) else page.usual_vehicle()

    def page_of(self, mark: str) -> Monograph | None:
        """Return the page of the compound of a mark; None where there is none."""
        return None if mark else self.compounds.monograph

    def _suit_solvent(self) -> None:
        """Fill in the solvent that is customary for the compound; where none is, it is asked."""
        self.fill("solvent", self.compounds.usual_vehicle)

    def _on_compound(self) -> None:
        self._just_made = None
        if self._change.happened():
            for mark in ("", "_2", "_3"):
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
        self.answer_soon()

    def _on_use(self, use: object) -> None:
        dose = getattr(use, "dose", None)
        if dose is not None and dose.number and not dose.high:
            self.fill("top", Amount(dose.number, dose.unit).shown())
        self.answer_soon()

    @property
    def lab(self) -> Lab:
        """What these hands can do."""
        if self._lab is None:
            self._lab = Lab(self.book.bench.rules, self.book.pipettes)
        return self._lab

    # -- computing -------------------------------------------------------------------------------------------

    def _compute(self, units: Units) -> None:
        try:
            self.answer = self._answer(units)
        except BenchError as error:
            self.answer = PlanAnswer(errors={self.field_of(error): error})
        self.answered.emit(self.answer)

    def _answer(self, units: Units) -> PlanAnswer:
        raise NotImplementedError

    def field_of(self, error: BenchError) -> str:
        """Return the field at which an error is shown: a dose that cannot be stands where the doses were told."""
        at = str(error.values.get("field", ""))
        return ("doses" if self.text("by") == "list" else "top") if at in {"c2", "doses"} else at

    def doses(self, units: Units, mark: str = "") -> Doses:
        """Return the doses as entered."""
        return read_doses(units, self._texts, mark)

    def molar_mass(self, units: Units) -> Quantity | None:
        """Return the molar mass of the form that the stock was made of; of the form in the header without one."""
        row, form = self.stock, self.compounds.form
        if row is not None:
            return units.quantity(row.kept.solution.molar_mass) if row.kept.solution.molar_mass.value else None
        return None if form is None or not float(form.molar_mass) else units.of(float(form.molar_mass), "g/mol")

    def first(self, units: Units, doses: Sequence[Quantity]) -> Ingredient:
        """Return the open compound as an ingredient.

        Raises:
            BenchError: Its stock is not told, or cannot be mixed with the doses.
        """
        if not self.text("c1").strip():
            raise CalculationError(Message.STOCK_NEEDED, field="c1")
        stock = read_stock(units, self._texts, "c1")
        if not self.vehicle:
            raise CalculationError(Message.SOLVENT_NEEDED, field="solvent")
        row, monograph = self.stock, self.compounds.monograph
        name = monograph.identity.name if monograph else ""
        one = ingredient(stock, doses, self.molar_mass(units), name, row.kept.solution.label if row else "stock")
        return known_of(replace(one, stock_error=row.kept.solution.error if row else 0.0), monograph)

    def cells(self, wells: int = 1) -> Cells:
        """Return the cells as they are in the fields."""
        return Cells(
            name=self.text("cells").strip(),
            species=self.text("species").strip(),
            vessel=self.text("vessel").strip(),
            wells=wells,
            kind=self.text("kind"),
            growth=self.text("growth"),
        )

    def around(self, wells: int = 1) -> Surroundings:
        """Return what a plan is judged by."""
        rules = self.book.bench.rules
        hand = stock_in_hand(self.stock, rules)
        return Surroundings((self.compounds.monograph,), self.cells(wells), rules, (hand,))

    def judged(self, recipe: Recipe) -> Recipe:
        """Say so first where the stock is past its use-by or was made of another form than the header shows."""
        said = judged_stock(self.stock, self.compounds, self.book.bench.rules)
        return Recipe(
            recipe.steps, recipe.working, loudest_first([*said, *recipe.cautions]), recipe.judged, recipe.cannot_know
        )

    def recipe(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        return self.answer.recipe

    def methods(self) -> tuple[Message, dict[str, Value]] | None:
        """Return the sentence for a paper; None while there is no plan."""
        monograph, form = self.compounds.monograph, self.compounds.form
        if not self.answer.series or self.units is None or monograph is None or form is None:
            return None
        plan = self.answer.series[0]
        one = plan.request.ingredients[0]
        unit = BASE_UNITS[one.kind]
        doses = [self.units.show(self.units.of(dose, unit), 3) for dose in one.doses]
        vehicle = sum(series.doses[0].vehicle_percent for series in self.answer.series)
        return Message.METHODS_SERIES if len(doses) > 1 else Message.METHODS_SERIES_ONE, {
            "compound": " and ".join(each.compound for s in self.answer.series for each in s.request.ingredients),
            "form": form.name,
            "molar_mass": float(form.molar_mass),
            "count": len(doses),
            "highest": doses[0],
            "lowest": doses[-1],
            "way": plan.request.scheme.value,
            "percent": vehicle,
            "vehicle": plan.request.vehicle,
            "replicates": self.text("replicates").strip(),
        }

    # -- made ------------------------------------------------------------------------------------------------

    def can_make(self) -> bool:
        """Return whether there is a recipe to have made."""
        return self.answer.recipe is not None

    def recipe_key(self) -> object:
        """Return what the recipe follows from."""
        return self.inputs()

    def stocks(self) -> tuple[Solution, ...]:
        """Return the stocks in hand that it is made of."""
        rows = (self.stock, *self.partner_stocks())
        return tuple(row.kept.solution for row in rows if row is not None)

    def lot_source(self) -> Solution | None:
        """Return the stock in hand whose lot the first compound has; None where the stock was typed."""
        return self.stock.kept.solution if self.stock else None

    def local_now(self) -> datetime:
        """Return the present in the time zone shown."""
        return self.book.local_now()

    def read_when(self, text: str) -> ParsedDuration:
        """Read when it was made.

        Raises:
            QuantityError: It is no time, or lies ahead.
        """
        return self.book.read_past(text)

    def made(self, told: PreparationDetails) -> str:
        """Write that the tubes were made, as one rack with one label; give its id.

        Raises:
            BenchError: The stock is used up, or it could not be saved; everything stays as typed.
        """
        recipe = self.answer.recipe
        if recipe is None or self.units is None:
            msg = "there is no recipe"
            raise LookupError(msg)
        check_reason(recipe.cautions, told.reason)
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
            vehicle=plan.request.vehicle,
            vehicle_percent=round_figures(tube.vehicle_percent, 6),
            medium=plan.request.medium,
            aliquot_volume=volume_amount(tube.volume_ul),
            error=round(first.errors[0], 6),
            doses=amounts,
            percent_by_well=self.percent_by_well(),
        )
        solution = new_solution(self.book, self.compounds, contents, told, source)
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
        entry = made_by_recipe(solution, recipe, (source, *partners), self.tool, self.inputs(), told.reason)
        self.book.record(entry, ago=told.ago, person=told.person)
        return solution.id

    def just_made(self, solution: str) -> PlannedDosing | None:
        """Return what the wells get of what was just made, where that took the last of a stock; None else."""
        return None if self._just_made is None else replace(self._just_made, solution=solution)

    def percent_by_well(self) -> dict[str, float]:
        """Return the vehicle that each kind of well is given of the tubes, % v/v; {} where no wells are known."""
        return {}

    def _planned_dosing(self, _solution: str) -> PlannedDosing | None:
        return None

    def _drawn_ul(self, row: SolutionRow | None) -> float:
        """Return what all tubes take of a stock on the shelf, µL."""
        label = row.kept.solution.label if row else ""
        return sum(plan.used_ul.get(label, 0.0) for plan in self.answer.series)

    def partner_stocks(self) -> tuple[SolutionRow, ...]:
        """Return the stocks in hand of further compounds."""
        return ()

    def held(self, plan: SeriesPlan, dose: DoseTube) -> Amount:
        """Return what a tube holds of the first compound, to four figures."""
        if self.units is None:
            msg = "the registry is not there yet"
            raise LookupError(msg)
        one = plan.request.ingredients[0]
        reached = self.units.of(dose.reached[0] * plan.request.strength, BASE_UNITS[one.kind])
        amount = self.units.amount(reached)
        return Amount(f"{amount.value:.4g}", amount.unit)


def growth_of(name: str, known: Sequence[Cells]) -> str:
    """Return how cells grow, as it was given when they were treated before; "" where it never was."""
    wanted = name.strip().casefold()
    return next((one.growth for one in known if wanted and one.name.casefold() == wanted and one.growth), "")
