"""What the forms have in common that dilute a stock for cells: the stock, its solvent, and how the cells grow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from benchapp.domain.compounds.solubility import usual_vehicle
from benchapp.domain.lab.solvents import canonical
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.calculator.lot_activities import LotActivities
from benchapp.presenters.calculator.planning.cell_fields import growth_of
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.presenters.calculator.typed_elsewhere import OF_CELLS, OF_STOCK, TypedElsewhere
from benchapp.presenters.forms.form_model import AnswerT_co, named_solvent
from benchapp.presenters.solutions.tube_selection import judged_stock

if TYPE_CHECKING:
    from benchapp.domain.compounds.monograph import Monograph
    from benchapp.domain.messages import Caution
    from benchapp.domain.solutions.solutions import Solution
    from benchapp.domain.units.quantities import Quantity
    from benchapp.domain.units.units import Units
    from benchapp.presenters.calculator.planned_dosing import PlannedDosing
    from benchapp.presenters.calculator.planning.redoses import PlannedRedose
    from benchapp.presenters.compounds.current_compound import CurrentCompound
    from benchapp.presenters.session.journal_session import JournalSession
    from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable


class DosingForm(RecipeForm[AnswerT_co]):
    """A form that begins with a stock of the open compound: one in hand, or one that is typed.

    Args:
        preset: What is in a field at first.
        answer: The answer before there is anything to compute.
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar mass and cautions.
        solution_table: For the stock in hand.

    Attributes:
        dose_field: The field that takes the dose of a use that is chosen.
        shared: The fields that other calculators ask for too.
        elsewhere: What was typed into those, in whatever calculator.
        activities: The activities of lots that were filled in.
        redose: The re-dose that is being made; None for none.
    """

    dose_field = "top"
    shared = OF_STOCK | OF_CELLS
    redose: PlannedRedose | None = None

    def __init__(
        self,
        preset: Mapping[str, str],
        answer: AnswerT_co,
        book: JournalSession,
        compounds: CurrentCompound,
        solution_table: SolutionTable,
    ) -> None:
        super().__init__(preset, answer, book, compounds)
        self.solution_table = solution_table
        self._just_made: PlannedDosing | None = None
        # The buffer or medium in hand that it is diluted with; "" for one from elsewhere.
        self._medium = ""
        # The stocks that were chosen and then taken back, by the marks of their fields.
        self._taken_back: dict[str, str] = {}
        self.elsewhere, self.activities = TypedElsewhere(), LotActivities(self.text, self.fill)
        # The shared fields that were typed into here: they are not filled by what is typed elsewhere.
        self._by_hand: set[str] = set()
        self._suit_solvent()
        compounds.chosen.connect(self._on_compound)
        compounds.form_chosen.connect(self.answer_soon)
        compounds.use_chosen.connect(self._on_use)
        book.changed.connect(self._on_book)
        if compounds.use is not None:
            self._on_use(compounds.use)

    def set_text(self, name: str, text: str) -> None:
        """Set what was typed; a concentration typed over that of a chosen stock is another stock."""
        self._just_made = None
        if name in {"c1", "solvent"}:
            self._texts["stock"] = ""
            self.activities.forget("")
        if name == "cells":
            self._suit_growth(text)
        if name.startswith("c1") and (solvent := named_solvent(text)):
            self.fill(f"solvent{name[2:]}", solvent)
            self._keep(f"solvent{name[2:]}", solvent)
        self._keep(name, text)
        super().set_text(name, text)

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields; they count as typed here."""
        self._count_as_typed(inputs)
        super().take_inputs(inputs)

    # -- what other calculators ask for too ------------------------------------------------------------------

    def _suit_growth(self, cells: str) -> None:
        self.fill("growth", growth_of(cells, self.book.bench.cells()) or self.text("growth"))

    def _count_as_typed(self, inputs: Mapping[str, str]) -> None:
        self._by_hand = {name for name in self.shared if inputs.get(name, "") not in {"", self._preset.get(name)}}

    def _keep(self, name: str, text: str) -> None:
        """Keep for the other calculators what somebody typed or chose; a re-dose is of another day."""
        if name in self.shared and self.redose is None:
            page = self.compounds.monograph
            self._by_hand.add(name)
            self.elsewhere.keep(name, text, page.id if page is not None else "")

    def fill_as_elsewhere(self) -> None:
        """Fill in what was typed in another calculator, where nobody typed anything else here."""
        page, held = self.compounds.monograph, self.inputs()
        if page is None or self.redose is not None:
            return
        own = {name for name in self._by_hand if held.get(name, "").strip()}
        wanted = self.elsewhere.wanted(page.id, self.shared, own)
        for name, text in wanted.items():
            if held.get(name, "") != text:
                self._take(name, text)
        if wanted:
            self.answer_soon()

    def _take(self, name: str, text: str) -> None:
        """Fill in what was typed in another calculator, as it was typed."""
        if name == "stock":
            self._take_stock("", text)
            return
        if name in {"c1", "solvent"}:
            self._texts["stock"] = ""
        if name == "cells":
            self._suit_growth(text)
        self._texts[name] = text
        self._unsigned.discard(name)
        self.filled.emit(name, text)

    # -- the stock, and what it is diluted with --------------------------------------------------------------

    @property
    def stock_row(self) -> SolutionRow | None:
        """The chosen stock; None where a concentration was typed."""
        return self.solution_table.find(self.text("stock"))

    def offered_stocks(self) -> tuple[SolutionRow, ...]:
        """Return the stocks of the open compound that can be used."""
        monograph = self.compounds.monograph
        return () if monograph is None else self.solution_table.stocks(monograph.id)

    def choose_stock(self, solution: str) -> None:
        """Choose a stock in hand; its concentration fills the field."""
        self._keep("stock", solution)
        self.go_on_with_stock(solution)

    def go_on_with_stock(self, solution: str) -> None:
        """Go on with a stock that was just recorded: here only, because nobody chose it among several."""
        self._take_stock("", solution)
        self._by_hand.add("stock")
        self.answer_soon()

    def _take_stock(self, mark: str, solution: str) -> None:
        """Choose a stock in hand for the compound of a mark; its concentration and solvent fill the fields."""
        row = self.solution_table.find(solution)
        self.activities.forget(mark)
        if row is not None:
            self.fill(f"c1{mark}", row.kept.solution.concentration.shown())
            self.fill(f"solvent{mark}", row.kept.solution.vehicle)
            self.activities.take(mark, row.kept.solution, (one.solution for one in self.book.bench.solutions.values()))
        self._texts[f"stock{mark}"] = solution if row is not None else ""

    def take_only_stock(self) -> None:
        """Choose the stock in hand where there is just one of the compound, and none was named."""
        offered = self.offered_stocks()
        if len(offered) == 1 and self.stock_row is None and not self.text("c1").strip():
            self._take_stock("", offered[0].kept.solution.id)
            self.answer_soon()

    def stocks(self) -> tuple[Solution, ...]:
        """Return the stocks in hand that it is made of."""
        return () if (row := self.stock_row) is None else (row.kept.solution,)

    def offered_media(self) -> tuple[SolutionRow, ...]:
        """Return the buffers and media in hand, not past their use-by."""
        return self.solution_table.media()

    @property
    def medium_row(self) -> SolutionRow | None:
        """The medium in hand that was chosen; None where another one was typed since."""
        row = self.solution_table.find(self._medium) if self._medium else None
        return row if row is not None and row.kept.solution.compound_name == self.text("medium") else None

    def choose_medium(self, solution: str) -> None:
        """Dilute with a medium in hand; what is made has its lot and never outlives it."""
        self._medium, row = solution, self.solution_table.find(solution)
        if row is not None:
            self.fill("medium", row.kept.solution.compound_name)
        self.answer_now()

    def stock_cautions(self, drawn_ul: float = 0.0) -> list[Caution]:
        """Return what is said first where so much is taken of it, µL: it is past its use-by, or of another form."""
        return judged_stock(self.stock_row, self.compounds, self.book.bench.rules, drawn_ul)

    @property
    def vehicle(self) -> str:
        """What the stock is dissolved in; "" where it was not given."""
        row = self.stock_row
        return row.kept.solution.vehicle if row else named_solvent(self.text("c1")) or canonical(self.text("solvent"))

    def customary_solvent(self, mark: str = "") -> str:
        """Return the solvent that the page makes customary for a typed stock; "" of one in hand, which has its own."""
        page = self.page_of(mark)
        return "" if page is None or self.solution_table.find(self.text(f"stock{mark}")) else usual_vehicle(page)

    def page_of(self, mark: str) -> Monograph | None:
        """Return the page of the compound of a mark; None where there is none."""
        return None if mark else self.compounds.monograph

    def molar_mass(self, units: Units) -> Quantity | None:
        """Return the molar mass of the form that the stock was made of; of the form in the header without one."""
        row, form = self.stock_row, self.compounds.form
        if row is not None:
            return units.quantity(row.kept.solution.molar_mass) if row.kept.solution.molar_mass.value else None
        return None if form is None or not float(form.molar_mass) else units.of(float(form.molar_mass), "g/mol")

    # -- handed on -------------------------------------------------------------------------------------------

    def prepared(self, solution: str) -> PlannedDosing | None:
        """Return what the wells get of a solution ("" where it was not entered); None without a plan.

        What was just made stays what the wells get, also where it took the last of the stock.
        """
        return self._planned_dosing(solution) or self.just_made(solution)

    def just_made(self, solution: str) -> PlannedDosing | None:
        """Return what the wells get of what was just made, where that took the last of a stock; None else."""
        return None if self._just_made is None else replace(self._just_made, solution=solution)

    def _planned_dosing(self, _solution: str) -> PlannedDosing | None:
        return None

    # -- what follows from elsewhere -------------------------------------------------------------------------

    def _suit_solvent(self) -> None:
        """Fill in the solvent that is customary for the compound; where none is, it is asked."""
        self.fill("solvent", self.compounds.usual_vehicle)

    def _on_compound(self) -> None:
        raise NotImplementedError

    def _on_book(self) -> None:
        self._follow_taken_back()
        self.answer_soon()

    def _follow_taken_back(self) -> None:
        """Leave a chosen stock, with what it filled, once its entry was taken back; take it again once it is back."""
        for mark, solution in tuple(self._taken_back.items()):
            row, page = self.solution_table.find(solution), self.page_of(mark)
            if row is not None and page is not None and page.id == row.kept.solution.compound:
                del self._taken_back[mark]
                if not self.text(f"c1{mark}").strip():
                    self._take_stock(mark, solution)
        chosen = {name.removeprefix("stock"): text for name, text in self._texts.items() if name.startswith("stock")}
        for mark, solution in chosen.items():
            if solution and self.solution_table.find(solution) is None:
                self._taken_back[mark] = solution
                self._just_made = None
                self._texts[f"stock{mark}"] = ""
                self.fill(f"c1{mark}", "")
                self.activities.forget(mark)
                self.fill(f"solvent{mark}", self.customary_solvent(mark))

    def _on_use(self, use: object) -> None:
        dose = getattr(use, "dose", None)
        if dose is not None and dose.number and not dose.high:
            self.fill(self.dose_field, Amount(dose.number, dose.unit).shown())
        self.answer_soon()
