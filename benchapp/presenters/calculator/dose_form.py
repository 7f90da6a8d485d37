"""The form of *Dilute*: what is in its fields, where the cells are, and the recipe for all wells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Signal

from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import ADHERENT, Cells, Dosing, Running
from benchapp.domain.incubations.redose import usual_spike_ul
from benchapp.domain.incubations.steps import Step
from benchapp.domain.messages import BenchError, Value
from benchapp.domain.recipes.cautions import check_reason
from benchapp.domain.recipes.mixing import poured_ul
from benchapp.domain.recipes.recipes import Recipe
from benchapp.domain.units.amounts import Amount, round_figures, volume_amount
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.dosing_form import DosingForm
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.calculator.planning.cell_fields import as_treated_before, as_treated_together, read_cells
from benchapp.presenters.calculator.planning.counts import as_counted, count
from benchapp.presenters.calculator.planning.dilution_fields import by_activity, read_fields
from benchapp.presenters.calculator.planning.dose_planning import DoseAnswer, DosePlanning, prepared_dose
from benchapp.presenters.calculator.planning.dose_ways import QUANTITIES
from benchapp.presenters.calculator.planning.methods import methods_of_dose
from benchapp.presenters.calculator.planning.redoses import redose_of_one_tube
from benchapp.presenters.calculator.typed_elsewhere import OF_COMPOUND, OF_WELLS
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails, diluted_with, made_by_recipe, new_solution
from benchapp.presenters.solutions.preparation_checks import check_made_by_then
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.presenters.solutions.tube_selection import dosing_draws, source_of

if TYPE_CHECKING:
    from benchapp.domain.solutions.solutions import Solution
    from benchapp.domain.units.units import Units


# What is chosen, and kept under its name though it is no text field.
CHOSEN = ("dosing", "kind", "stock")
PRESET = {
    "wells": "24",
    "control_wells": "6",
    "well_volume": "100 µL",
    "present_volume": "100 µL",
    "added_volume": "100 µL",
    "medium": "medium",
    "vessel": "96-well plate",
    "kind": "line",
}


class DoseForm(DosingForm[DoseAnswer]):
    """What is in the fields of *Dilute*; its answer is the `DoseAnswer`.

    Args:
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar mass and cautions.
        solution_table: For the stock in hand.

    Signals:
        asked_changed: Which fields are asked for changed.
    """

    asked_changed = Signal()
    tool = "dilute"
    scaled_amounts = ("v1", "v2")
    scaled_counts = ("wells", "control_wells")
    dose_field = "c2"
    shared = DosingForm.shared | OF_WELLS

    def __init__(self, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable) -> None:
        super().__init__(PRESET, DoseAnswer(), book, compounds, solution_table)
        # Whether the volume added was typed, and no longer follows the well.
        self._added_typed = False
        self.dosing: Dosing | None = Dosing.RESUSPENDED

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not words."""
        return name in QUANTITIES

    def recipe_key(self) -> object:
        """Return what the recipe follows from, and which re-dose it is for."""
        return self.inputs(), self.redose and self.redose.key

    def set_text(self, name: str, text: str) -> None:
        """Set what was typed into a field; a concentration typed over that of a chosen stock is another stock."""
        if name == "added_volume":
            self._added_typed = bool(text.strip())
        if name == "present_volume" and self.dosing is Dosing.SPIKED:
            self._suit_added(self.dosing, text)
        super().set_text(name, text)

    def set_dosing(self, dosing: Dosing | None) -> None:
        """Set where the cells are; None for a plain dilution."""
        self._just_made = None
        self._suit_added(dosing, self.text("present_volume"))
        self.dosing = dosing
        self.redose = None
        self.asked_changed.emit()
        self.answer_now()

    def _suit_added(self, dosing: Dosing | None, present: str) -> None:
        """Fill the volume added that suits the way of dosing and the well, until somebody types one."""
        if self.units is None or self._added_typed or dosing not in {Dosing.ADDED, Dosing.SPIKED}:
            return
        try:
            present_ul = float(self.units.read(present, Kind.VOLUME).m_as("uL"))
        except BenchError:
            return
        if present_ul > 0:
            suited = usual_spike_ul(present_ul) if dosing is Dosing.SPIKED else present_ul
            self.fill("added_volume", volume_amount(suited).shown())

    def _take(self, name: str, text: str) -> None:
        """Fill in what was typed in another calculator; a volume added that was typed no longer follows the well."""
        self._added_typed = self._added_typed or name == "added_volume"
        super()._take(name, text)

    @property
    def stock(self) -> str:
        """The id of the chosen stock; "" where a concentration was typed."""
        return self.text("stock")

    def customary_solvent(self, mark: str = "") -> str:
        """Return the solvent that the page makes customary for a typed stock; "" of one in hand, which has its own."""
        # A stock that the last dose has used up is still the one whose solvent is shown.
        return "" if self.stock else super().customary_solvent(mark)

    def take_only_stock(self) -> None:
        """Choose the stock in hand where there is just one of the compound, and none was named."""
        if self.redose is None:
            super().take_only_stock()

    def begin_redose(self, running: Running, step: Step, others: tuple[tuple[Running, Step], ...] = ()) -> None:
        """Fill everything for one re-dose of an incubation, and of others that are due with it."""
        incubation = running.incubation
        self.redose = redose_of_one_tube(self.book, running, step, others)
        self.dosing = incubation.dosing
        self.fill("c2", incubation.concentration.shown())
        together = [incubation.cells, *(other.incubation.cells for other, _ in others)]
        for name, text in as_treated_together(together).items():
            self.fill(name, text)
        self.fill("kind", incubation.cells.kind)
        offered = [row.kept.solution.id for row in self.offered_stocks()]
        stock = incubation.stock if incubation.stock in offered else next(iter(offered), "")
        self.asked_changed.emit()
        self.fill("solvent", incubation.vehicle)
        self.choose_stock(stock)

    def _on_compound(self) -> None:
        self._just_made = None
        if self._change.happened():
            self._by_hand -= OF_COMPOUND
            self._texts["stock"] = ""
            for name in ("c1", "c2", "potency"):
                self.fill(name, "")
            self._suit_solvent()
            if self.redose is not None:
                self.redose = None
                self.asked_changed.emit()
            self.take_only_stock()
        self.answer_now()

    def cells(self) -> Cells:
        """Return the cells as they are in the fields; what cannot be read counts as not given."""
        cells = read_cells(self._texts, count(self.text("wells")) or 1, self.text("kind"))
        growth = cells.growth or (ADHERENT if self.dosing is Dosing.REPLACED else "")
        return replace(cells, passage=count(as_counted("passage", self.text("passage"))) or 0, growth=growth)

    def _solve(self, units: Units) -> DoseAnswer:
        read, errors = read_fields(units, self._texts, self.dosing)
        if errors:
            return DoseAnswer(errors=errors)
        try:
            planning, read = self._planning(units), by_activity(units, self._texts, read)
            return planning.plain(read) if self.dosing is None else planning.dosed(read)
        except BenchError as error:
            return DoseAnswer(errors={str(error.values.get("field", "")): error})

    def _planning(self, units: Units) -> DosePlanning:
        return DosePlanning(
            units=units,
            texts=self._texts,
            book=self.book,
            compounds=self.compounds,
            dosing=self.dosing,
            cells=self.cells(),
            stock=self.stock_row,
            vehicle=self.vehicle,
            molar_mass=self.molar_mass(units),
            redose=self.redose,
        )

    def _planned_dosing(self, solution: str) -> PlannedDosing | None:
        plan, units = self.answer.plan, self.units
        if plan is None or units is None or self.dosing is None or self.redose is not None:
            return None
        read, _ = read_fields(units, self._texts, self.dosing)
        reached = units.amount(plan.in_well)
        return PlannedDosing(
            cells=self.cells(),
            dosing=self.dosing,
            well_ul=self._planning(units).volumes(read)[1],
            concentration=Amount(f"{reached.value:.4g}", reached.unit),
            vehicle=plan.vehicle,
            vehicle_percent=round_figures(plan.vehicle_percent, 6),
            solution=solution,
            stock=self.stock,
            percent_by_well=plan.percent_by_well(),
            used_ul=plan.wells_ul,
            undiluted=not plan.tubes,
        )

    def inputs(self) -> dict[str, str]:
        """Return what is in the fields and is chosen, to be kept."""
        dosing = self.dosing.value if self.dosing else ""
        return {**super().inputs(), "dosing": dosing, "stock": self.stock}

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields; a stock that is no longer in hand is not taken."""
        self._just_made = None
        self.redose = None
        self._count_as_typed(inputs)
        self.dosing = next((one for one in Dosing if one.value == inputs.get("dosing")), None)
        for name in {*self._texts, *inputs} - set(CHOSEN):
            self.fill(name, inputs.get(name, ""))
        self._added_typed = bool(inputs.get("added_volume", ""))
        self.fill("kind", inputs.get("kind", "line"))
        offered = {row.kept.solution.id for row in self.offered_stocks()}
        self._texts["stock"] = inputs.get("stock", "") if inputs.get("stock", "") in offered else ""
        if not self.text("solvent"):
            self._suit_solvent()
        self.asked_changed.emit()
        self.answer_now()

    def known_cells(self) -> tuple[Cells, ...]:
        """Return the cells that were treated before, the latest first."""
        return self.book.bench.cells()

    def choose_cells(self, cells: Cells) -> None:
        """Take cells as they were entered last; the vessel is today's."""
        for name, text in {"kind": cells.kind, **as_treated_before(cells)}.items():
            self.fill(name, text)
            self._keep(name, text)
        self.answer_now()

    def recipe(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        return self.answer.plan.recipe if self.answer.plan else None

    def methods(self) -> tuple[MessageCode, dict[str, Value]] | None:
        """Return the sentence for a paper; None where no cells are dosed."""
        plan, monograph, form = self.answer.plan, self.compounds.monograph, self.compounds.form
        if plan is None or monograph is None or form is None or self.dosing is None:
            return None
        return methods_of_dose(plan, monograph, form, self.text("cells").strip())

    def can_make(self) -> bool:
        """Return whether there is something to write: what was made, or what was taken of a stock in hand."""
        plan = self.answer.plan
        return plan is not None and (bool(plan.tubes) or self.stock_row is not None)

    @property
    def undiluted(self) -> bool:
        """Whether the stock goes into the wells as it is, so that nothing is made."""
        return self.answer.plan is not None and not self.answer.plan.tubes

    def diluted_from(self) -> tuple[Solution, ...]:
        """Return the stock in hand that is diluted; none where it goes into the wells as it is."""
        return () if self.undiluted else self.stocks()

    def made(self, details: PreparationDetails) -> str:
        """Write that the solution was made, or that the stock was taken as it is; give the id of what is dosed.

        Raises:
            BenchError: The stock is used up or goes into wells before it was made, or it could not be saved; everything
                stays as typed.
        """
        plan, units = self.answer.plan, self.units
        if plan is None or units is None:
            msg = "there is no recipe"
            raise LookupError(msg)
        check_reason(plan.recipe.cautions, details.reason)
        self._just_made = self._planned_dosing("")
        source = source_of(self.stock_row, plan.stock_ul, self.book)
        if not plan.tubes:
            if source is not None:
                at = self.book.now().wall - details.ago
                check_made_by_then(self.book, source.row.kept.solution, at, "ago")
            draws = dosing_draws(source, self.book.now().before(details.ago), details.reason)
            self.book.record_all(draws, ago=details.ago, person=details.person)
            return draws[0].solution
        contents = prepared_dose(plan, units, self._texts)
        medium = source_of(self.medium_row, poured_ul((*plan.tubes, *plan.control), contents.medium), self.book)
        solution = diluted_with(new_solution(self.book, self.compounds, contents, details, source), medium)
        entry = made_by_recipe(solution, plan.recipe, (source, medium), self.tool, self.inputs(), details.reason)
        self.book.record(entry, ago=details.ago, person=details.person)
        return solution.id
