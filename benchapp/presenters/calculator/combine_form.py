"""The form of *Combine*: a plate with further compounds, together and each alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from benchapp.domain.buffers.buffer_recipe import ComponentForm
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.identities.plain_substance import plain_substance
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.solubility import usual_vehicle
from benchapp.domain.messages import BenchError, Value
from benchapp.domain.recipes.dose_series import Scheme
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import Quantity, positive
from benchapp.presenters.calculator.plan_form import MARKS
from benchapp.presenters.calculator.planning.combination import Combination
from benchapp.presenters.calculator.planning.dilution_fields import typed_potency
from benchapp.presenters.calculator.planning.dose_fields import as_shown
from benchapp.presenters.calculator.planning.further_compound import FurtherCompound, FurtherCompounds, further_compound
from benchapp.presenters.calculator.planning.methods import methods_of_combination
from benchapp.presenters.calculator.plate_form import PRESET, PlateAnswer, PlateForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import read_amount
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

_COMBINED = {
    "mode": "constant",
    "by_2": "factor",
    "factor_2": "half-log",
    "points_2": "4",
    "points": "6",
    "replicates": "2",
    "alone": "yes",
}
_CHOICES = {
    "mode": frozenset({"constant", "ratio", "checkerboard"}),
    "by_2": frozenset({"factor", "list"}),
    "alone": frozenset({"yes", "no"}),
    **{f"other{mark}": frozenset({"yes"}) for mark in MARKS},
}


class CombineForm(PlateForm):
    """What is in the fields of *Combine*.

    Args:
        book: For pipettes, rules, and the entry of what was made.
        compounds: For molar masses and cautions.
        solution_table: For the stocks in hand.
        record_of: Gives the public record that alone has a name; None where none or several have.

    Attributes:
        further: The further compounds, found by their names.
    """

    tool = "combine"

    def __init__(
        self,
        book: JournalSession,
        compounds: CurrentCompound,
        solution_table: SolutionTable,
        record_of: Callable[[str], ComponentForm | None] = lambda _name: None,
    ) -> None:
        super().__init__(book, compounds, solution_table, {**PRESET, **_COMBINED})
        self.choices |= _CHOICES
        self.further = FurtherCompounds(compounds, self._without_page)
        self._record_of = record_of
        # The records whose molar masses were filled in, with what was filled in, by mark.
        self._records: dict[str, tuple[ComponentForm, str]] = {}
        self._owners: dict[str, str] = {}
        compounds.chosen.connect(self.further.forget)

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not words."""
        return super().is_amount(name) and not name.startswith("compound")

    def set_text(self, name: str, text: str) -> None:
        """Set what was typed or chosen; another concentration, or another compound, is another stock."""
        if name.startswith(("c1_", "compound_", "solvent_")):
            self._texts[f"stock{name[-2:]}"] = ""
            self.activities.forget(name[-2:])
        if name.startswith("compound_"):
            self.fill(f"solvent{name[-2:]}", "")
            self._texts[f"other{name[-2:]}"] = ""
            self.fill(f"molar_mass{name[-2:]}", "")
        super().set_text(name, text)

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields; the compounds that they name are those of their figures."""
        # Kept before wells of one compound were laid out, the plate is what it was.
        super().take_inputs({"alone": "no", **inputs})
        found = {mark: self.further.find(self.text(f"compound{mark}").strip()) for mark in MARKS}
        self._owners = {mark: one.id for mark, one in found.items() if one is not None}

    @property
    def mode(self) -> str:
        """How the compounds go together: "constant", "ratio" or "checkerboard"."""
        return self.text("mode")

    @property
    def separate(self) -> bool:
        """Whether each compound has tubes of its own, and a well gets one of each: only so there are wells of one."""
        return self.mode == "checkerboard" or self.text("alone") == "yes"

    # -- without a page ----------------------------------------------------------------------------------------

    def is_missing(self, mark: str) -> bool:
        """Return whether there is no compound of the name of a partner, and it was not said to have no page."""
        typed = self.text(f"compound{mark}").strip()
        return bool(typed) and self.further.find(typed) is None

    def is_plain(self, mark: str) -> bool:
        """Return whether a partner is used without a page."""
        return bool(self.text(f"other{mark}") and self.text(f"compound{mark}").strip())

    def use_without_page(self, mark: str) -> None:
        """Use what is named as a partner without a page, with the molar mass of the record that alone has its name."""
        self._texts[f"other{mark}"] = "yes"
        record = self._record_of(self.text(f"compound{mark}").strip())
        if record is not None:
            self.fill(f"molar_mass{mark}", f"{record.molar_mass} g/mol")
            self._records[mark] = record, self.text(f"molar_mass{mark}")
        self.finish_name(mark)

    def record(self, mark: str) -> ComponentForm | None:
        """Return the record whose molar mass is in the field of a partner; None for one that was typed."""
        record, filled = self._records.get(mark, (None, ""))
        return record if filled and self.text(f"molar_mass{mark}") == filled else None

    def _without_page(self, text: str) -> Monograph | None:
        """Return what replaces the page of a partner that has none; None for every other name."""
        mark = next((one for one in MARKS if self.is_plain(one) and self.text(f"compound{one}").strip() == text), None)
        return None if mark is None else plain_substance(text, self._typed_mass(mark)).monograph

    def _typed_mass(self, mark: str) -> str:
        """Return the molar mass of a partner as typed, g/mol; "0" where none can be read."""
        try:
            mass = self._read_mass(mark)
        except BenchError:
            return "0"
        return "0" if mass is None else f"{float(mass.m_as('g/mol')):.10g}"

    def _read_mass(self, mark: str) -> Quantity | None:
        name = f"molar_mass{mark}"
        if self.units is None or not self.text(name).strip():
            return None
        return positive(read_amount(self.units, self._texts, name, Kind.MOLAR_MASS), name)

    # -- computing -------------------------------------------------------------------------------------------

    def _plan(self, units: Units) -> PlateAnswer:
        given = self.doses(units)
        if not given.doses:
            return PlateAnswer(shown=given.shown, unknown=given.unknown)
        shown, doses = dict(given.shown), [given]
        checkerboard = self.mode == "checkerboard"
        partners = self._partners()
        found = dict(partners)
        if checkerboard:
            partners = dict(list(partners.items())[:1])
        together = Combination(units, self._texts, self.mode, self.separate, self.carried, partners)
        if checkerboard and partners:
            second = self.doses(units, "_2")
            shown |= second.shown
            doses.append(second)
        elif self.separate:
            try:
                doses += together.doses_beside(given)
            except BenchError as error:
                before = PlateAnswer(shown=shown, unknown=given.unknown, names=self.answer.names, partners=found)
                return replace(before, map=self.answer.map, errors={self.field_of(error): error})
        answer = PlateAnswer(shown=shown, unknown=given.unknown, partners=found)
        if checkerboard and (len(doses) < 2 or not doses[1].doses):
            return replace(answer, names=as_shown(units, doses))
        answer = self._laid(answer, together, doses)
        return self._filled(answer, together, doses) if partners else answer

    def _scheme(self) -> Scheme:
        return Scheme.MATCHED

    def page_of(self, mark: str) -> Monograph | None:
        """Return the page of the compound of a mark; None where there is none."""
        return self.further.find(self.text(f"compound{mark}").strip()) if mark else super().page_of(mark)

    def _partners(self) -> dict[str, FurtherCompound]:
        """Return the further compounds that are entered, by mark.

        Raises:
            CalculationError: There is no such compound; `field` names where it was typed.
        """
        partners: dict[str, FurtherCompound] = {}
        for mark in MARKS:
            text = self.text(f"compound{mark}").strip()
            if not text:
                continue
            if self.is_plain(mark):
                self._read_mass(mark)
            monograph = self.further.partner(text, mark, partners.values())
            row = self.solution_table.find(self.text(f"stock{mark}"))
            if row is None and not self.text(f"solvent{mark}").strip():
                self.fill(f"solvent{mark}", usual_vehicle(monograph))
            partners[mark] = further_compound(monograph, row)
        return partners

    def offered_to(self, mark: str) -> tuple[SolutionRow, ...]:
        """Return the stocks in hand of a further compound."""
        monograph = self.further.found(self.text(f"compound{mark}").strip())
        return () if monograph is None else self.solution_table.stocks(monograph.id)

    def choose_partner_stock(self, mark: str, solution: str) -> None:
        """Choose a stock in hand for a further compound; its concentration fills the field."""
        self._take_stock(mark, solution)
        self.answer_soon()

    def partner_stocks(self) -> tuple[SolutionRow, ...]:
        """Return the stocks in hand of further compounds."""
        rows = (self.solution_table.find(self.text(f"stock{mark}")) for mark in self.answer.partners)
        return tuple(row for row in rows if row is not None)

    def partner_activities(self) -> dict[str, Amount]:
        """Return the activities of the lots of further compounds, by the ids of their stocks in hand."""
        units, marks = self.units, self.answer.partners
        typed = {} if units is None else {mark: typed_potency(units, self._texts, mark) for mark in marks}
        kept = {self.text(f"stock{mark}"): activity for mark, activity in typed.items() if activity is not None}
        return {stock: activity for stock, activity in kept.items() if stock}

    def field_of(self, error: BenchError) -> str:
        """Return the field at which an error is shown; a partner's dose is shown at the partner."""
        source = str(error.values.get("source", ""))
        for mark in MARKS:
            row = self.solution_table.find(self.text(f"stock{mark}"))
            monograph = self.further.found(self.text(f"compound{mark}").strip())
            named = {row.kept.solution.label} if row else set()
            named |= {f"{monograph.identity.name} stock"} if monograph else set()
            if source in named:
                return f"doses{mark}" if self.text(f"by{mark}") == "list" else f"top{mark}"
        return super().field_of(error)

    def take_only_stock(self) -> None:
        """Choose the stocks in hand, of further compounds too, where there is just one and none was named."""
        super().take_only_stock()
        for mark in MARKS:
            offered = self.offered_to(mark)
            if len(offered) == 1 and not self.text(f"stock{mark}") and not self.text(f"c1{mark}").strip():
                self.choose_partner_stock(mark, offered[0].kept.solution.id)

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
        if not self.is_plain(mark):
            self.further.add(name, monograph)
        if self.text(f"compound{mark}") != name:
            self.fill(f"compound{mark}", name)
        self.take_only_stock()
        self.answer_soon()

    def beside(self) -> tuple[FurtherCompound, ...]:
        """Return the further compounds of the plan, in order."""
        if self.answer.plan is None:
            return ()
        return tuple(one for mark, one in self._partners().items() if mark in self.answer.partners)[
            : len(self.answer.plan.ingredients) - 1
        ]

    def methods(self) -> tuple[MessageCode, dict[str, Value]] | None:
        """Return the sentence for a paper; of a combination each compound with its own form, molar mass and doses."""
        plan, partners, units = self.answer.plan, self.beside(), self.units
        monograph, form = self.compounds.monograph, self.compounds.form
        if plan is None or units is None or not partners or monograph is None or form is None:
            return super().methods()
        first_of = next((one for one in monograph.identity.forms if self.stock and one.id == self._form_of_stock), form)
        mass = float(self.stock.kept.solution.molar_mass.value if self.stock else first_of.molar_mass)
        first = (monograph.identity.name, first_of.name, mass, "")
        how: dict[str, Value] = {
            "combined": self.mode,
            "alone": self.separate,
            "replicates": self.text("replicates").strip(),
        }
        return methods_of_combination(plan, units, first, partners, how)

    @property
    def _form_of_stock(self) -> str:
        return self.stock.kept.solution.form if self.stock else ""
