"""What the forms have in common whose answer is a recipe: it is shown, made, and made again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.solutions.freshness import limits_for
from benchapp.domain.solutions.solutions import FREEZERS, Limit, LimitKind, SolutionPurpose, Storage
from benchapp.presenters.compounds.compound_change import CompoundChange
from benchapp.presenters.forms.form_model import AnswerT_co, FormModel
from benchapp.presenters.solutions.preparation_checks import OnceMore

if TYPE_CHECKING:
    from benchapp.domain.codes import MessageCode
    from benchapp.domain.messages import Value
    from benchapp.domain.recipes.recipes import Recipe
    from benchapp.domain.solutions.solutions import Solution
    from benchapp.domain.units.durations import ParsedDuration
    from benchapp.presenters.compounds.current_compound import CurrentCompound
    from benchapp.presenters.session.journal_session import JournalSession
    from benchapp.presenters.solutions.preparation import PreparationDetails


class RecipeForm(FormModel[AnswerT_co]):
    """A form whose answer is a recipe.

    Args:
        preset: What is in a field at first.
        answer: The answer before there is anything to compute.
        book: For pipettes, rules, and the entry of what was made.
        compounds: Which compound it is.

    Attributes:
        tool: Name of the calculator.
        scaled_amounts: The fields of amounts that grow with the whole recipe.
        scaled_counts: The fields of counts that do.
        once: Asks before the same is recorded twice.
    """

    tool = ""
    scaled_amounts: tuple[str, ...] = ()
    scaled_counts: tuple[str, ...] = ()

    def __init__(
        self, preset: Mapping[str, str], answer: AnswerT_co, book: JournalSession, compounds: CurrentCompound
    ) -> None:
        super().__init__(preset, answer)
        self.book = book
        self.compounds = compounds
        self.once = OnceMore(book, compounds, self.recipe_key, self.diluted_from)
        self._change = CompoundChange(compounds)

    def recipe_key(self) -> object:
        """Return what the recipe follows from."""
        return self.inputs()

    def stocks(self) -> tuple[Solution, ...]:
        """Return the stocks in hand that it is made of."""
        return ()

    def diluted_from(self) -> tuple[Solution, ...]:
        """Return the stocks in hand that are diluted for it, and so should be older than what is made."""
        return self.stocks()

    def _word_answer(self) -> None:
        """Refuse moles of a serum as what they are: there are none."""
        page, errors = self.compounds.monograph, getattr(self._answer, "errors", {})
        missing = {name: error for name, error in errors.items() if error.code == Message.NEEDS_MOLAR_MASS}
        if page is not None and missing and not page.kind.has_molecules:
            compound = page.identity.name
            said = {name: CalculationError(Message.NO_MOLES, field=name, compound=compound) for name in missing}
            answer: Any = self._answer
            self._answer = replace(answer, errors={**errors, **said})

    def recipe(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        raise NotImplementedError

    def methods(self) -> tuple[MessageCode, dict[str, Value]] | None:
        """Return the sentence for a paper; None while there is none."""
        raise NotImplementedError

    def can_make(self) -> bool:
        """Return whether there is a recipe to have made."""
        return self.recipe() is not None

    def made(self, details: PreparationDetails) -> str:
        """Write that it was made; return the id of the solution.

        Raises:
            BenchError: A stock is used up, or it could not be saved; everything stays as typed.
        """
        raise NotImplementedError

    def limits(self) -> tuple[Limit, ...]:
        """Return the limits of what is shown, as they will hold once it is made."""
        return limits_for(SolutionPurpose.WORKING, self.book.bench.rules, solvent="medium")

    @property
    def solid_in(self) -> Collection[Storage]:
        """Where what is made freezes."""
        return FREEZERS

    def use_within(self, storage: Storage | None) -> Limit | None:
        """Return the shortest limit of what is kept so from the beginning; None where nobody set one."""
        apply = [limit for limit in self.limits() if self._applies(limit, storage)]
        now = self.book.now().wall
        return min(apply, key=lambda limit: limit.span_from(now), default=None)

    def _applies(self, limit: Limit, storage: Storage | None) -> bool:
        if limit.kind is LimitKind.LIQUID:
            return storage not in self.solid_in
        if limit.kind is LimitKind.WARM:
            return storage is Storage.WARM
        return limit.kind is LimitKind.AGE and limit.storage in {None, storage}

    def local_now(self) -> datetime:
        """Return the present in the time zone shown."""
        return self.book.local_now()

    def read_when(self, text: str) -> ParsedDuration:
        """Read when it was made.

        Raises:
            QuantityError: It is no time, or lies ahead.
        """
        return self.book.read_past(text)
