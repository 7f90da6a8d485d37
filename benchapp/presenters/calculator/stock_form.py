"""The stock desk: what is in the fields of *Stock*, what follows from it, and the recipe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from benchapp.domain.calculations.stock import Stock, solve_stock
from benchapp.domain.calculations.stock_recipe import StockPlan, StockRequest, plan_stock, quantity_values
from benchapp.domain.compounds.solubility import on_file
from benchapp.domain.lab.solvents import canonical
from benchapp.domain.messages import BenchError, CalculationError, Caution, Message, QuantityError, Severity, Value
from benchapp.domain.recipes.cautions import check_reason
from benchapp.domain.recipes.recipes import Recipe, loudest_first
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.domain.units.amounts import THIN_SPACE, Amount, volume_amount
from benchapp.domain.units.durations import ParsedDuration
from benchapp.domain.units.fields import PURITY, WATER_CONTENT, doubt
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.numerals import ANY
from benchapp.domain.units.quantities import TOLERANCE, Quantity, as_mass, kind_of
from benchapp.presenters.compounds.compound_change import CompoundChange
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import STOCK_KINDS, named_solvent, typed_concentration
from benchapp.presenters.forms.pending_decimal_signs import PendingDecimalSigns
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails, PreparedContents, made_by_recipe, new_solution
from benchapp.presenters.solutions.preparation_checks import OnceMore

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

FIELDS: dict[str, tuple[Kind, ...]] = {
    "mass": (Kind.MASS, Kind.ACTIVITY),
    "volume": (Kind.VOLUME,),
    "concentration": STOCK_KINDS,
    "amount": (Kind.AMOUNT, Kind.ACTIVITY),
    "molar_mass": (Kind.MOLAR_MASS, Kind.SPECIFIC_ACTIVITY),
    "potency": (Kind.SPECIFIC_ACTIVITY,),
    "purity": (Kind.PERCENT, Kind.PERCENT_WW),
    "water": (Kind.PERCENT, Kind.PERCENT_WW),
    "aliquot": (Kind.VOLUME,),
}
_SENSES = {"purity": PURITY, "water": WATER_CONTENT}
# What belongs to one compound, as its solvent does; volumes are the same for the next.
OF_ONE_COMPOUND = ("mass", "amount", "concentration", "potency", "purity", "water")
# What each field is in the calculation, where what was typed into it counts units of activity.
_IN_UNITS = {"mass": "activity", "amount": "activity", "molar_mass": "potency"}
_OF_ACTIVITY = (Kind.ACTIVITY, Kind.ACTIVITY_CONCENTRATION, Kind.SPECIFIC_ACTIVITY)

# The table of a vendor's sheet: how much solvent for so much in the vial.
TABLE_MASSES = ("1 mg", "5 mg", "10 mg")
TABLE_CONCENTRATIONS = ("1 mM", "5 mM", "10 mM", "50 mM")


class TableCell(Struct, frozen=True):
    """One cell of the table.

    Attributes:
        mass: In the vial, as typed.
        concentration: Wanted, as typed.
        volume: Of solvent, as shown.
        above: Whether that is above the highest value on file for the solvent.
    """

    mass: str
    concentration: str
    volume: str
    above: bool


class StockAnswer(Struct, frozen=True):
    """What the fields come to.

    Attributes:
        errors: What is wrong, by field; "" for the calculation as a whole.
        shown: Computed values for fields left empty, by field.
        plan: The recipe's plan; None while it cannot be planned.
        unknown: The field that was computed; "" where none was.
        in_units: Whether units of activity are asked about, so that a potency may be needed.
    """

    errors: dict[str, BenchError] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    plan: StockPlan | None = None
    unknown: str = ""
    in_units: bool = False


class StockForm(QObject):
    """What is in the fields of *Stock*.

    Args:
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar mass and solubility.

    Signals:
        answered: The fields were recomputed; the `StockAnswer`.
        filled: A field was filled by the program: name and text.
    """

    answered = Signal(object)
    filled = Signal(str, str)
    tool = "stock"
    scaled_amounts: tuple[str, ...] = ("mass", "volume", "amount")
    scaled_counts: tuple[str, ...] = ()

    def __init__(self, book: JournalSession, compounds: CurrentCompound) -> None:
        super().__init__()
        self._book = book
        self._compounds = compounds
        self.units: Units | None = None
        self._texts: dict[str, str] = {"aliquot": "100 µL"}
        self._unsigned = PendingDecimalSigns()
        self.solvent = compounds.usual_vehicle
        self.nominal = False
        self.answer = StockAnswer()
        self.once = OnceMore(book, compounds, self.inputs, tuple)
        self._change = CompoundChange(compounds)
        compounds.chosen.connect(self._on_compound)
        compounds.form_chosen.connect(self._on_compound)
        book.changed.connect(self.compute)
        self._on_compound()

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
        """Take what was typed into a field."""
        self._texts[name] = text
        self._unsigned.typed(name)
        if name == "concentration" and (solvent := named_solvent(text)):
            self._suit_solvent(solvent)
        self.compute()

    def set_solvent(self, solvent: str) -> None:
        """Take the solvent."""
        self.solvent = canonical(solvent)
        self.compute()

    def _suit_solvent(self, solvent: str) -> None:
        """Fill in a solvent that was named, or that is customary; where none is, it is asked."""
        self.solvent = solvent
        self.filled.emit("solvent", solvent)

    def customary_solvent(self) -> str:
        """Return the solvent that the page makes customary; "" where it makes none."""
        return self._compounds.usual_vehicle

    def set_nominal(self, nominal: bool) -> None:
        """Take whether the mass is the label's figure."""
        self.nominal = nominal
        self.compute()

    def _on_compound(self) -> None:
        if self._change.happened():
            for name in OF_ONE_COMPOUND:
                self._fill(name, "")
            self._suit_solvent(self._compounds.usual_vehicle)
            self.nominal = False
            self.filled.emit("nominal", "")
        form = self._compounds.form
        if form is not None:
            # What has no page may have no molar mass, and then needs none as long as units do not mix.
            told = bool(float(form.molar_mass))
            self._fill("molar_mass", f"{form.molar_mass}{THIN_SPACE}g/mol" if told else "")
        self.compute()

    def compute(self) -> None:
        """Compute the answer from what is in the fields."""
        if self.units is None:
            return
        read, errors = self._read(self.units)
        answer = StockAnswer(errors=errors)
        in_units = bool(self.text("potency").strip()) or any(kind_of(one) in _OF_ACTIVITY for one in read.values())
        if not errors:
            try:
                answer = self._solve(self.units, read)
            except BenchError as error:
                answer = StockAnswer(errors={_typed_in(str(error.values.get("field", "")), read): error})
        self.answer = replace(answer, in_units=in_units)
        answer = self.answer
        self.answered.emit(answer)

    def _read(self, units: Units) -> tuple[dict[str, Quantity], dict[str, BenchError]]:
        read: dict[str, Quantity] = {}
        errors: dict[str, BenchError] = {}
        for name, kinds in FIELDS.items():
            text = self.text(name)
            if not text.strip():
                continue
            try:
                # Behind the concentration the solvent may be named.
                reads = units.read_with_solvent if name == "concentration" else units.read_both
                read[name] = reads(text, *kinds, sense=_SENSES.get(name, ANY))[0]
            except QuantityError as error:
                errors[name] = error
        return read, errors

    def _solve(self, units: Units, read: dict[str, Quantity]) -> StockAnswer:
        aliquot = read.get("aliquot")
        given = {name: value for name, value in read.items() if name != "aliquot"}
        typed = frozenset(given)
        known = Stock(**_sorted_by_kind(given))
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
        answer = StockAnswer(shown=shown, unknown=unknown)
        monograph = self._compounds.monograph
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
            aliquot_ul=float(aliquot.m_as("uL")) if aliquot is not None else 0.0,
            activity=solved.activity,
            potency=solved.potency,
            labelled=known.activity is not None or solved.mass is None,
        )
        try:
            plan = plan_stock(request, monograph, self._book.bench.rules, self._book.pipettes)
        except CalculationError as error:
            # The figures hold all the same; only these pipettes cannot do it.
            return replace(answer, errors={"": error})
        mass = solved.molar_mass
        said = [] if mass is None else self._form_cautions(float(mass.m_as("g/mol")))
        questioned = doubt(PURITY, units.base(solved.purity)) if solved.purity is not None else None
        said += [questioned] if questioned is not None else []
        recipe = replace(plan.recipe, cautions=loudest_first([*said, *plan.recipe.cautions]))
        return replace(answer, plan=replace(plan, recipe=recipe))

    def _form_cautions(self, molar_mass: float) -> list[Caution]:
        """Say so where the molar mass is not that of the form in the header, and whose it is."""
        form, monograph = self._compounds.form, self._compounds.monograph
        if self._compounds.something_else:
            return []
        if form is None or monograph is None or _alike(molar_mass, float(form.molar_mass)):
            return []
        values: dict[str, Value] = {"mass": molar_mass, "form": form.name, "form_mass": float(form.molar_mass)}
        for other in monograph.identity.forms:
            if _alike(molar_mass, float(other.molar_mass)):
                told = {**values, "other": other.name}
                return [Caution(Message.MASS_OF_ANOTHER_FORM, Severity.CAUTION, told)]
        return [Caution(Message.MASS_NOT_OF_FORM, Severity.NOTE, values)]

    def table(self) -> tuple[tuple[TableCell, ...], ...]:
        """Give the table of a vendor's sheet for the form, purity and solvent chosen; a row for each concentration."""
        units, monograph = self.units, self._compounds.monograph
        if units is None or monograph is None:
            return ()
        read, errors = self._read(units)
        if "molar_mass" not in read or errors.keys() & {"molar_mass", "purity", "water"} or self.answer.in_units:
            return ()
        known = Stock(molar_mass=read["molar_mass"], purity=read.get("purity"), water=read.get("water"))
        highest = on_file(monograph, self.solvent).shown
        limit = highest.most if highest is not None else None
        rows = []
        for concentration in TABLE_CONCENTRATIONS:
            strength = units.read(concentration)
            mg_ml = float(as_mass(strength, read["molar_mass"]).m_as("mg/mL"))
            cells = []
            for mass in TABLE_MASSES:
                solved = solve_stock(replace(known, mass=units.read(mass), concentration=strength))
                volume = "" if solved.volume is None else units.show(solved.volume)
                above = limit is not None and mg_ml > limit * (1 + TOLERANCE)
                cells.append(TableCell(units.written(mass), units.written(concentration), volume, above))
            rows.append(tuple(cells))
        return tuple(rows)

    def take_cell(self, cell: TableCell) -> None:
        """Take a mass and a concentration from the table into the fields."""
        for name, text in (("mass", cell.mass), ("concentration", cell.concentration), ("volume", "")):
            self._texts[name] = text
            self.filled.emit(name, text)
        self.compute()

    def inputs(self) -> dict[str, str]:
        """Return what is in the fields and is chosen, to be kept; the molar mass follows the form."""
        # A molar mass follows the form; a potency in its place does not.
        follows = "/mg" not in self.text("molar_mass")
        kept = {
            name: text for name, text in sorted(self._texts.items()) if text and not (follows and name == "molar_mass")
        }
        return {**kept, "solvent": self.solvent, "nominal": "yes" if self.nominal else ""}

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields."""
        self.solvent = canonical(inputs.get("solvent", self._compounds.usual_vehicle))
        self.nominal = bool(inputs.get("nominal"))
        for name in FIELDS:
            # What was kept before names no molar mass: it follows the form.
            if name != "molar_mass" or inputs.get(name):
                self._fill(name, inputs.get(name, ""))
        self.filled.emit("solvent", self.solvent)
        self.filled.emit("nominal", inputs.get("nominal", ""))
        self.compute()

    def fill(self, name: str, text: str) -> None:
        """Put a text into a field as the program's own, and compute."""
        self._fill(name, text)
        self.compute()

    def _fill(self, name: str, text: str) -> None:
        self._texts[name] = self._unsigned.signed(name, text, self.units)
        self.filled.emit(name, self._texts[name])

    def recipe(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        return self.answer.plan.recipe if self.answer.plan else None

    def methods(self) -> tuple[Message, dict[str, Value]] | None:
        """Return the sentence for a paper; None while there is no recipe."""
        plan, monograph, form = self.answer.plan, self._compounds.monograph, self._compounds.form
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

    def can_make(self) -> bool:
        """Return whether there is a recipe to have made."""
        return self.answer.plan is not None

    def local_now(self) -> datetime:
        """Return the present in the time zone shown."""
        return self._book.local_now()

    def read_when(self, text: str) -> ParsedDuration:
        """Read when it was made.

        Raises:
            QuantityError: It is no time, or lies ahead.
        """
        return self._book.read_past(text)

    def _typed_concentration(self, units: Units) -> Amount | None:
        """Return the concentration as it was typed; None where it was computed."""
        text = self.text("concentration")
        return typed_concentration(units, text)[0] if text.strip() else None

    def _in_vial_are_units(self, units: Units) -> bool:
        """Return whether the vial is known by its units of activity, which only its label tells."""
        text = self.text("mass")
        return bool(text.strip()) and kind_of(units.read_both(text)[0]) is Kind.ACTIVITY

    def made(self, told: PreparationDetails) -> str:
        """Write that the stock was made; give the id of the solution.

        Raises:
            BenchError: It could not be saved; everything stays as typed.
        """
        plan, units = self.answer.plan, self.units
        if plan is None or units is None:
            msg = "there is no recipe"
            raise LookupError(msg)
        check_reason(plan.recipe.cautions, told.reason)
        nominal = self._typed_concentration(units)
        reached = units.amount(plan.reached)
        contents = PreparedContents(
            role=SolutionPurpose.STOCK,
            concentration=Amount(f"{reached.value:.4g}", reached.unit),
            nominal=nominal or reached,
            vehicle=self.solvent,
            vehicle_percent=100.0,
            aliquots=plan.aliquots,
            aliquot_volume=volume_amount(plan.aliquot_ul),
            error=round(plan.error, 6),
            mass=units.read_both(self.text("mass"))[1] if self.text("mass").strip() else None,
            mass_nominal=self.nominal or self._in_vial_are_units(units),
            volume=volume_amount(plan.add.volume_ul),
        )
        solution = new_solution(self._book, self._compounds, contents, told)
        self._book.record(
            made_by_recipe(solution, plan.recipe, (), self.tool, self.inputs(), told.reason),
            ago=told.ago,
            person=told.person,
        )
        return solution.id


def _sorted_by_kind(read: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Return what was read by what it is: units in the vial, and a potency where a molar mass is asked.

    Raises:
        CalculationError: The same is given in two fields.
    """
    known: dict[str, Quantity] = {}
    for name, value in read.items():
        place = _IN_UNITS.get(name, name) if kind_of(value) in _OF_ACTIVITY else name
        if place in known:
            raise CalculationError(Message.TOO_MANY_GIVEN, field=name)
        known[place] = value
    return known


def _typed_in(place: str, read: Mapping[str, Quantity]) -> str:
    """Return the field into which a value of the calculation was typed."""
    names = (name for name, one in _IN_UNITS.items() if one == place and name in read)
    return place if place in read else next((one for one in names if kind_of(read[one]) in _OF_ACTIVITY), place)


# Two figures of a molar mass that differ by less than this are the same figure, rounded otherwise.
_ALIKE = 2e-4


def _alike(one: float, other: float) -> bool:
    return abs(one / other - 1) < _ALIKE
