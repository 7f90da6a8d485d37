"""The small calculators beside the recipes: a bottled reagent, a conversion, cells to count, to seed and to infect.

Each is a sheet: its fields, and a function from them to figures with their working. None of them writes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Values
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.amounts import THIN_SPACE, plain
from benchapp.presenters.calculator.sheets.conversion_sheet import CONVERT
from benchapp.presenters.calculator.sheets.counting_sheet import COUNT, LISTS, counted_from
from benchapp.presenters.calculator.sheets.infection_sheet import INFECT
from benchapp.presenters.calculator.sheets.reagent_sheet import REAGENT
from benchapp.presenters.calculator.sheets.seeding_sheet import SEED
from benchapp.presenters.calculator.sheets.simple_sheet import SENSES, SimpleAnswer, SimpleCalculator, doubt_about
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import FormModel

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units
    from benchapp.presenters.session.journal_session import JournalSession


SIMPLE_SHEETS = (REAGENT, CONVERT, COUNT, SEED, INFECT)
# Fields that hold no amount: the name of a unit, and lists.
_NO_AMOUNTS = frozenset({"unit", *LISTS})


def make_simple_forms(compounds: CurrentCompound, book: JournalSession) -> tuple[SimpleForm, ...]:
    """Make the small calculators; a bottled reagent is not the open compound, and has its own molar mass."""

    def lab() -> Lab:
        return Lab(book.bench.rules, book.pipettes)

    return tuple(SimpleForm(sheet, compounds if sheet.of_compound else None, lab) for sheet in SIMPLE_SHEETS)


class SimpleForm(FormModel[SimpleAnswer]):
    """What is in the fields of a sheet; its answer is the `SimpleAnswer`.

    Args:
        sheet: The calculator.
        compounds: For the molar mass, where the sheet is about the open compound; None where it is not.
        lab: Gives pipettes and rules as they are now; None where nothing is pipetted.
    """

    def __init__(
        self, sheet: SimpleCalculator, compounds: CurrentCompound | None = None, lab: Callable[[], Lab] | None = None
    ) -> None:
        super().__init__(sheet.preset, SimpleAnswer())
        self.sheet = sheet
        self._lab = lab
        self._compounds = compounds
        if compounds is not None:
            compounds.chosen.connect(self._on_compound)
            compounds.form_chosen.connect(self._on_compound)
            self._on_compound()

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not the name of a unit or a list."""
        return name not in _NO_AMOUNTS

    def _on_compound(self) -> None:
        form = self._compounds.form if self._compounds is not None else None
        if form is not None:
            # What has no page may have no molar mass; that of the compound before is not its own.
            known = bool(float(form.molar_mass))
            self.fill("molar_mass", f"{form.molar_mass}{THIN_SPACE}g/mol" if known else "")
        self.answer_now()

    def _solve(self, units: Units) -> SimpleAnswer:
        errors: dict[str, BenchError] = {}
        questioned: dict[str, tuple[MessageCode, Values]] = {}
        for name in self.sheet.fields:
            if not self.text(name).strip():
                continue
            try:
                read = self.sheet.readers[name](units, self._texts)
            except BenchError as error:
                errors[name] = error
            else:
                found = doubt_about(units, name, read) if name in SENSES else None
                if found is not None:
                    questioned[name] = found
        if errors or not all(self.text(name).strip() for name in self.sheet.needed):
            return SimpleAnswer(errors=errors, questioned=questioned)
        try:
            solved = self.sheet.solve(units, self._texts, None if self._lab is None else self._lab())
        except BenchError as error:
            return SimpleAnswer(errors={str(error.values.get("field", "")): error}, questioned=questioned)
        return replace(solved, questioned=questioned)


def hand_count_to_seeding(counting: SimpleForm, seeding: SimpleForm) -> bool:
    """Put what was counted into the fields of *Seed cells*; return whether there was a count."""
    if counting.units is None or not counting.answer.figures:
        return False
    counted = counted_from(counting.units, counting.inputs())
    viable = counted.viable_percent
    # What is handed on is the count of all cells, of which the viability is a part there too.
    seeding.fill("counted", f"{plain(counted.per_ml, 3)}{THIN_SPACE}/mL")
    seeding.fill("viable", f"{plain(100.0 if viable is None else viable, 4)}{THIN_SPACE}%")
    seeding.answer_now()
    return True
