"""The form of *Stock*: what is in the fields of *Stock*, what follows from it, and the recipe."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.calculations.aliquots import EXPERIMENT_UL
from benchapp.domain.calculations.stock import Stock, solve_stock
from benchapp.domain.calculations.stock_recipe import StockPlan, StockRequest, plan_stock, quantity_values
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.biologics.handling import is_biologic, kept_unfrozen
from benchapp.domain.compounds.solubility import on_file
from benchapp.domain.compounds.stability import stated_lives
from benchapp.domain.lab.solvents import canonical
from benchapp.domain.messages import BenchError, CalculationError, Caution, Message, Severity, Value
from benchapp.domain.recipes.cautions import check_reason
from benchapp.domain.recipes.recipes import Recipe, loudest_first
from benchapp.domain.solutions.freshness import StatedLife, limits_for
from benchapp.domain.solutions.solutions import Limit, SolutionPurpose, Storage, freezes_in
from benchapp.domain.units.amounts import THIN_SPACE, Amount, volume_amount
from benchapp.domain.units.fields import PURITY, doubt
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.presenters.calculator.planning.solvent_table import TableCell, solvent_table
from benchapp.presenters.calculator.planning.stock_fields import (
    FIELDS,
    OF_ACTIVITY,
    OF_ONE_COMPOUND,
    read_fields,
    sorted_by_kind,
    typed_in,
)
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import named_solvent, typed_concentration
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import (
    PreparationDetails,
    PreparedContents,
    diluted_with,
    made_by_recipe,
    new_solution,
)
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from benchapp.presenters.solutions.tube_selection import source_of

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


# Until the volume is known.
USUAL_ALIQUOT = volume_amount(EXPERIMENT_UL).shown()


class StockAnswer(Struct, frozen=True):
    """What the fields come to.

    Attributes:
        errors: What is wrong, by field; "" for the calculation as a whole.
        shown: Computed values for fields left empty, by field.
        plan: The recipe's plan; None while it cannot be planned.
        unknown: The field that was computed; "" where none was.
        in_units: Whether units of activity are asked about, so that a potency may be needed.
        potency: Units per mass of the lot, typed or computed; None where they are not known.
    """

    errors: dict[str, BenchError] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    plan: StockPlan | None = None
    unknown: str = ""
    in_units: bool = False
    potency: Amount | None = None


def _stated(shown: StockForm) -> tuple[StatedLife, ...]:
    """Return how long such a stock keeps by the page of its compound."""
    plan, monograph, form = shown.answer.plan, shown.compounds.monograph, shown.compounds.form
    if plan is None or shown.units is None or monograph is None or form is None:
        return ()
    reached = shown.units.amount(plan.reached)
    return stated_lives(monograph, SolutionPurpose.STOCK, shown.solvent, reached, float(form.molar_mass))


class StockForm(RecipeForm[StockAnswer]):
    """What is in the fields of *Stock*; its answer is the `StockAnswer`.

    Args:
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar mass and solubility.

    Attributes:
        divided: Whether somebody said how it is divided; else that follows what is usual for the volume.
    """

    tool = "stock"
    scaled_amounts = ("mass", "volume", "amount")

    def __init__(
        self, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable | None = None
    ) -> None:
        super().__init__({"aliquot": USUAL_ALIQUOT}, StockAnswer(), book, compounds)
        self._solution_table = solution_table
        self.divided = False
        # The buffer in hand that it is dissolved in; "" for a solvent from elsewhere.
        self._medium = ""
        self.solvent = compounds.usual_vehicle
        self.nominal = False
        compounds.chosen.connect(self._on_compound)
        compounds.form_chosen.connect(self._on_compound)
        book.changed.connect(self.answer_soon)
        self._on_compound()

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not words."""
        return name in FIELDS

    def set_text(self, name: str, text: str) -> None:
        """Set what was typed into a field."""
        if name == "concentration" and (solvent := named_solvent(text)):
            self._suit_solvent(solvent)
        self.divided = self.divided or name == "aliquot"
        super().set_text(name, text)

    def set_solvent(self, solvent: str) -> None:
        """Set the solvent."""
        self.solvent = canonical(solvent)
        self.answer_now()

    def offered_media(self) -> tuple[SolutionRow, ...]:
        """Return the buffers and media in hand, not past their use-by."""
        return () if self._solution_table is None else self._solution_table.media()

    @property
    def medium_row(self) -> SolutionRow | None:
        """The buffer in hand that was chosen; None where another solvent was chosen or named since."""
        row = self._solution_table.find(self._medium) if self._medium and self._solution_table is not None else None
        return row if row is not None and canonical(row.kept.solution.compound_name) == self.solvent else None

    def choose_medium(self, solution: str) -> None:
        """Dissolve in a buffer in hand; the stock has its label as lot and never outlives it."""
        self._medium = solution
        row = None if self._solution_table is None else self._solution_table.find(solution)
        if row is not None:
            self._suit_solvent(canonical(row.kept.solution.compound_name))
        self.answer_now()

    def _suit_solvent(self, solvent: str) -> None:
        """Fill in a solvent that was named, or that is customary; where none is, it is asked."""
        self.solvent = solvent
        self.filled.emit("solvent", solvent)

    def customary_solvent(self) -> str:
        """Return the solvent that the page makes customary; "" where it makes none."""
        return self.compounds.usual_vehicle

    def set_nominal(self, nominal: bool) -> None:
        """Set whether the mass is the label's figure."""
        self.nominal = nominal
        self.answer_now()

    def _on_compound(self) -> None:
        if self._change.happened():
            for name in OF_ONE_COMPOUND:
                self.fill(name, "")
            self._suit_solvent(self.compounds.usual_vehicle)
            self.nominal = False
            self.filled.emit("nominal", "")
            if not self.divided:
                self.fill("aliquot", USUAL_ALIQUOT)
        form = self.compounds.form
        if form is not None:
            # What has no page may have no molar mass, and then needs none as long as units do not mix.
            given = bool(float(form.molar_mass))
            self.fill("molar_mass", f"{form.molar_mass}{THIN_SPACE}g/mol" if given else "")
        self.answer_now()

    def _solve(self, units: Units) -> StockAnswer:
        read, errors = read_fields(units, self._texts)
        in_units = bool(self.text("potency").strip()) or any(kind_of(one) in OF_ACTIVITY for one in read.values())
        if errors:
            return StockAnswer(errors=errors, in_units=in_units)
        try:
            answer = self._solved(units, read)
        except BenchError as error:
            answer = StockAnswer(errors={typed_in(str(error.values.get("field", "")), read): error})
        return replace(answer, in_units=in_units)

    def _solved(self, units: Units, read: dict[str, Quantity]) -> StockAnswer:
        given = {name: value for name, value in read.items() if name != "aliquot"}
        typed = frozenset(given)
        known = Stock(**sorted_by_kind(given))
        main = [name for name in ("mass", "amount", "volume", "concentration") if name in typed]
        if len(main) < 2:
            return StockAnswer()
        solved = solve_stock(known)
        names = ("mass", "amount", "volume", "concentration", "molar_mass", "potency")
        shown = {
            name: units.show(value)
            for name in names
            if name not in typed and (value := getattr(solved, name)) is not None
        }
        if "mass" not in typed and solved.mass is None and solved.activity is not None:
            shown["mass"] = units.show(solved.activity)
        unknown = next((name for name in ("volume", "mass", "concentration") if name in shown), "")
        potency = None if solved.potency is None else units.amount(solved.potency)
        answer = StockAnswer(shown=shown, unknown=unknown, potency=potency)
        monograph = self.compounds.monograph
        if monograph is None or solved.concentration is None or (solved.mass is None and solved.activity is None):
            return answer
        if not self.solvent:
            return replace(answer, errors={"solvent": CalculationError(Message.SOLVENT_NEEDED, field="solvent")})
        request = StockRequest(
            mass=solved.mass,
            nominal=self.nominal,
            target=solved.concentration,
            molar_mass=solved.molar_mass,
            solvent=self.solvent,
            purity=solved.purity,
            water=solved.water,
            weigh=solved.mass is not None and not typed & {"mass", "amount"},
            aliquot_ul=_ul(read.get("aliquot")) if self.divided else None,
            activity=solved.activity,
            potency=solved.potency,
            labelled=known.activity is not None or solved.mass is None,
        )
        try:
            plan = plan_stock(request, monograph, self.book.bench.rules, self.book.pipettes)
        except CalculationError as error:
            # The figures hold all the same; only it cannot be done.
            return replace(answer, errors={str(error.values.get("field", "")): error})
        _show_division(self, units, plan)
        mass = solved.molar_mass
        said = [] if mass is None else _form_cautions(self.compounds, float(mass.m_as("g/mol")))
        questioned = doubt(PURITY, units.base(solved.purity)) if solved.purity is not None else None
        said += [questioned] if questioned is not None else []
        recipe = replace(plan.recipe, cautions=loudest_first([*said, *plan.recipe.cautions]))
        return replace(answer, plan=replace(plan, recipe=recipe))

    def table(self) -> tuple[tuple[TableCell, ...], ...]:
        """Return the table of a vendor's sheet for the form, purity and solvent chosen."""
        units, monograph = self.units, self.compounds.monograph
        if units is None or monograph is None:
            return ()
        read, errors = read_fields(units, self._texts)
        if "molar_mass" not in read or errors.keys() & {"molar_mass", "purity", "water"} or self.answer.in_units:
            return ()
        highest = on_file(monograph, self.solvent).careful
        known = Stock(molar_mass=read["molar_mass"], purity=read.get("purity"), water=read.get("water"))
        limit = highest.most if highest is not None else None
        return solvent_table(units, known, limit, biologic=is_biologic(monograph))

    def take_cell(self, cell: TableCell) -> None:
        """Take a mass and a concentration from the table into the fields."""
        for name, text in (("mass", cell.mass), ("concentration", cell.concentration), ("volume", "")):
            self._texts[name] = text
            self.filled.emit(name, text)
        self.answer_now()

    def inputs(self) -> dict[str, str]:
        """Return what is in the fields and is chosen, to be kept; the molar mass follows the form."""
        # A molar mass follows the form; a potency in its place does not.
        follows = "/mg" not in self.text("molar_mass")
        left_out = {"aliquot", "molar_mass" if follows else ""}
        kept = {name: text for name, text in sorted(self._texts.items()) if text and name not in left_out}
        kept |= {"solvent": self.solvent, "nominal": "yes" if self.nominal else ""}
        # What is usual is left out, and follows the volume again; that it is not divided may have been said.
        return {**kept, "aliquot": self.text("aliquot")} if self.divided else kept

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields."""
        self.solvent = canonical(inputs.get("solvent", self.compounds.usual_vehicle))
        self.nominal = bool(inputs.get("nominal"))
        self.divided = "aliquot" in inputs
        for name in FIELDS:
            # What was kept before names no molar mass: it follows the form.
            if name != "molar_mass" or inputs.get(name):
                self.fill(name, inputs.get(name, self._preset.get(name, "")))
        self.filled.emit("solvent", self.solvent)
        self.filled.emit("nominal", inputs.get("nominal", ""))
        self.answer_now()

    def recipe(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        return self.answer.plan.recipe if self.answer.plan else None

    def limits(self) -> tuple[Limit, ...]:
        """Return the limits of the stock, as they will hold once it is made; what its page states comes first."""
        return limits_for(SolutionPurpose.STOCK, self.book.bench.rules, solvent=self.solvent, stated=_stated(self))

    @property
    def solid_in(self) -> Collection[Storage]:
        """Where what is made freezes."""
        return freezes_in(self.solvent)

    def methods(self) -> tuple[MessageCode, dict[str, Value]] | None:
        """Return the sentence for a paper; None while there is no recipe."""
        plan, monograph, form = self.answer.plan, self.compounds.monograph, self.compounds.form
        if plan is None or monograph is None or form is None:
            return None
        plain = not float(form.molar_mass) or kind_of(plan.reached) is Kind.ACTIVITY_CONCENTRATION
        return Message.METHODS_STOCK_PLAIN if plain else Message.METHODS_STOCK, {
            "compound": monograph.identity.name,
            "form": form.name,
            "molar_mass": float(form.molar_mass),
            "solvent": self.solvent,
            **quantity_values(plan.reached),
        }

    def made(self, details: PreparationDetails) -> str:
        """Write that the stock was made; give the id of the solution.

        Raises:
            BenchError: It could not be saved; everything stays as typed.
        """
        plan, units = self.answer.plan, self.units
        if plan is None or units is None:
            msg = "there is no recipe"
            raise LookupError(msg)
        check_reason(plan.recipe.cautions, details.reason)
        contents = _contents(self, plan, units)
        medium = source_of(self.medium_row, plan.add.volume_ul, self.book)
        solution = diluted_with(new_solution(self.book, self.compounds, contents, details), medium)
        self.book.record(
            made_by_recipe(solution, plan.recipe, (medium,), self.tool, self.inputs(), details.reason),
            ago=details.ago,
            person=details.person,
        )
        return solution.id


def usual_storage(shown: StockForm) -> Storage | None:
    """Return where such a stock is kept unless its page says otherwise; None for a bottle, of which labs decide."""
    plan, monograph = shown.answer.plan, shown.compounds.monograph
    if monograph is not None and kept_unfrozen(monograph):
        return Storage.FRIDGE
    return None if plan is not None and plan.shelf else Storage.FREEZER_20


def _show_division(shown: StockForm, units: Units, plan: StockPlan) -> None:
    """Show how a bench divides it, as long as nobody says otherwise; nothing for one vessel."""
    text = units.written(volume_amount(plan.aliquot_ul).shown()) if plan.aliquots > 1 else ""
    if not shown.divided and text != shown.text("aliquot"):
        shown.fill("aliquot", text)


def _contents(shown: StockForm, plan: StockPlan, units: Units) -> PreparedContents:
    """Return what is in the stock of a plan; where a concentration was typed, that is its nominal one."""
    concentration, mass = shown.text("concentration"), shown.text("mass")
    reached = units.amount(plan.reached)
    in_vial, weighed = units.read_both(mass) if mass.strip() else (None, None)
    return PreparedContents(
        role=SolutionPurpose.STOCK,
        concentration=Amount(f"{reached.value:.4g}", reached.unit),
        nominal=typed_concentration(units, concentration)[0] if concentration.strip() else reached,
        vehicle=shown.solvent,
        vehicle_percent=100.0,
        aliquots=plan.aliquots,
        aliquot_volume=volume_amount(plan.aliquot_ul),
        error=round(plan.error, 6),
        mass=weighed,
        # Units in a vial are known from its label alone.
        mass_nominal=shown.nominal or (in_vial is not None and kind_of(in_vial) is Kind.ACTIVITY),
        volume=volume_amount(plan.add.volume_ul),
        potency=shown.answer.potency,
    )


def _form_cautions(compounds: CurrentCompound, molar_mass: float) -> list[Caution]:
    """Warn where the molar mass is not that of the form in the header, and whose it is."""
    form, monograph = compounds.form, compounds.monograph
    if compounds.something_else:
        return []
    if form is None or monograph is None or _alike(molar_mass, float(form.molar_mass)):
        return []
    values: dict[str, Value] = {"mass": molar_mass, "form": form.name, "form_mass": float(form.molar_mass)}
    for other in monograph.identity.forms:
        if _alike(molar_mass, float(other.molar_mass)):
            given = {**values, "other": other.name}
            return [Caution(Message.MASS_OF_ANOTHER_FORM, Severity.CAUTION, given)]
    return [Caution(Message.MASS_NOT_OF_FORM, Severity.NOTE, values)]


def _ul(volume: Quantity | None) -> float:
    return 0.0 if volume is None else float(volume.m_as("uL"))


# Two figures of a molar mass that differ by less than this are the same figure, rounded otherwise.
_ALIKE = 2e-4


def _alike(one: float, other: float) -> bool:
    return abs(one / other - 1) < _ALIKE
