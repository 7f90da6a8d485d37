"""Recipes to be made again: saved ones, what was made, and the one in the calculator made larger or smaller."""

import math

from benchapp.domain.journal.entry_body import KeptInputs
from benchapp.domain.journal.shared_changes import recipe_saved
from benchapp.domain.messages import CalculationError, Message, QuantityError
from benchapp.domain.units.amounts import THIN_SPACE, plain
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import SHOWN_AS
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession

MOST_OFFERED = 6


class SavedRecipes:
    """The recipes that can be made again.

    Args:
        book: Where they are kept.
        compounds: Which compound is open.
    """

    def __init__(self, book: JournalSession, compounds: CurrentCompound) -> None:
        self._book = book
        self._compounds = compounds

    def saved(self) -> tuple[KeptInputs, ...]:
        """Return the saved recipes of the open compound, by name."""
        monograph = self._compounds.monograph
        kept = self._book.bench.recipes.values()
        mine = (one for one in kept if monograph is not None and one.compound == monograph.id)
        return tuple(sorted(mine, key=lambda one: one.name.casefold()))

    def recent(self) -> tuple[KeptInputs, ...]:
        """Return what was made of the open compound, the latest first, each set of inputs once."""
        monograph = self._compounds.monograph
        found: list[KeptInputs] = []
        for one in reversed(self._book.bench.repeatable):
            same = any((one.tool, one.inputs) == (other.tool, other.inputs) for other in found)
            if monograph is not None and one.compound == monograph.id and not same:
                found.append(one)
        return tuple(found[:MOST_OFFERED])

    def last(self) -> KeptInputs | None:
        """Return what was made last of the open compound, a plate or a dose before a stock; None for nothing."""
        recent = self.recent()
        return next((one for one in recent if one.tool != "stock"), next(iter(recent), None))

    def save(self, name: str, form: RecipeForm[object], person: str = "") -> None:
        """Save what is in a calculator under a name.

        Raises:
            BenchError: The name is empty, or it could not be saved.
        """
        monograph = self._compounds.monograph
        if not name.strip() or monograph is None:
            raise CalculationError(Message.RECIPE_NAME_NEEDED, field="name")
        body = recipe_saved(self._book.bench.recipes, name.strip(), monograph.id, form.tool, form.inputs())
        self._book.record(body, person=person)


def scale(form: RecipeForm[object], text: str) -> None:
    """Scale what is in a calculator; counts go up to the next whole.

    Raises:
        QuantityError: The text is no factor.
    """
    comma = form.units.decimal_comma if form.units else False
    typed = read_typed(text, decimal_comma=comma, unit_needed=False)
    if typed.unit not in {"", "x"} or not typed.number > 0:
        raise QuantityError(Message.NOT_A_FACTOR, text=text)
    for name in (*form.scaled_amounts, *form.scaled_counts):
        filled = form.text(name).strip()
        if not filled:
            continue
        was = read_typed(filled, decimal_comma=comma, unit_needed=False)
        if name in form.scaled_counts:
            form.fill(name, str(math.ceil(was.number * typed.number - 1e-9)))
        else:
            form.fill(name, f"{plain(was.number * typed.number, 6)}{THIN_SPACE}{SHOWN_AS.get(was.unit, was.unit)}")
    form.compute()
