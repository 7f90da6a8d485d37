"""The form of *Buffer or medium*: a recipe of several components, made to a volume."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Signal

from benchapp.domain.buffers.buffer_recipe import (
    BufferRecipe,
    ComponentForm,
    RecipePart,
    RecipeSource,
    read_lines,
    recipe_of,
    recipe_texts,
)
from benchapp.domain.buffers.shelf_life import buffer_limits, earliest
from benchapp.domain.recipes.cautions import check_reason
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.solutions.solutions import (
    Limit,
    Solution,
    Storage,
    freezes_in,
)
from benchapp.presenters.calculator.buffers.buffer_planning import WELLS, BufferAnswer, solve_buffer
from benchapp.presenters.calculator.buffers.buffer_recipes import TOOL, BufferRecipes
from benchapp.presenters.calculator.buffers.part_editing import editable_lines, edited_part
from benchapp.presenters.calculator.buffers.part_lots import DILUENT, PartLots
from benchapp.presenters.calculator.buffers.recorded_buffer import methods_of, recorded_buffer
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.presenters.solutions.preparation import PreparationDetails, made_by_recipe

if TYPE_CHECKING:
    from benchapp.domain.codes import MessageCode
    from benchapp.domain.messages import Value
    from benchapp.domain.recipes.recipes import Recipe
    from benchapp.domain.units.units import Units
    from benchapp.presenters.compounds.current_compound import CurrentCompound
    from benchapp.presenters.session.journal_session import JournalSession
    from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable

# The bottles are those of one batch, and no part of the recipe.
_OF_A_BATCH = ("lot", "until", "hand")
_AMOUNTS = frozenset({"volume", "base", "bottle", "per_well", "overage"})
_STORAGE = {"room": Storage.ROOM, "4 C": Storage.FRIDGE, "-20 C": Storage.FREEZER_20, "-80 C": Storage.FREEZER_80}


class BufferForm(RecipeForm[BufferAnswer]):
    """What is in the fields of *Buffer or medium*; its answer is the `BufferAnswer`.

    Args:
        book: For pipettes, rules, and the entry of what was made.
        compounds: Which compound is open; a buffer is of none.
        solutions: What is in hand.
        recipes: The recipes.
        look_up: Gives the forms of a substance by its name, with their molar masses.

    Signals:
        parts_changed: There are other parts than before, or fewer or more.
    """

    parts_changed = Signal()
    tool = TOOL
    scaled_amounts = ("volume",)

    def __init__(
        self,
        book: JournalSession,
        compounds: CurrentCompound,
        solutions: SolutionTable,
        recipes: BufferRecipes,
        look_up: Callable[[str], tuple[ComponentForm, ...]] = lambda _name: (),
    ) -> None:
        super().__init__({"wells": "6", "overage": "10 %"}, BufferAnswer(), book, compounds)
        self.recipes = recipes
        self.lots = PartLots(book, solutions)
        self._look_up = look_up
        self._sources: tuple[RecipeSource, ...] = ()
        self._forms: dict[str, tuple[ComponentForm, ...]] = {}
        self._chosen = BufferRecipe("", "", "", "", ())
        book.changed.connect(self.answer_soon)

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not words."""
        return name in _AMOUNTS

    # -- the recipe ------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> BufferRecipe:
        """The recipe as it was chosen; one without a name before any was."""
        return self._chosen

    @property
    def typed(self) -> BufferRecipe:
        """The recipe as it is in the fields."""
        return recipe_of(self._texts, self._sources)

    @property
    def changed(self) -> bool:
        """Whether the recipe in the fields is another one than the one that was chosen."""
        kept = {name: text for name, text in recipe_texts(self._chosen).items() if name != "volume"}
        return any(self.text(name).strip() != text.strip() for name, text in kept.items())

    @property
    def parts(self) -> tuple[RecipePart, ...]:
        """The parts as they are in the fields."""
        return read_lines(self.text("parts"))

    def choose(self, recipe: str) -> None:
        """Set a recipe by its id; "" for a new one."""
        found = self.recipes.find(recipe) if recipe else None
        self.take_recipe(found or BufferRecipe("", "", "", "", ()))

    def take_recipe(self, recipe: BufferRecipe, volume: str = "") -> None:
        """Put a recipe into the fields; nothing of another batch stays.

        Args:
            recipe: The recipe.
            volume: How much is made; as much as the recipe makes where that is left out.
        """
        self._chosen, self._sources = recipe, recipe.sources
        for part in recipe.parts:
            if part.forms:
                self._forms[part.name.casefold()] = part.forms
        for name in [one for one in self._texts if one.startswith(_OF_A_BATCH)]:
            self.fill(name, "")
        for name, text in {**recipe_texts(recipe), **dict.fromkeys(("plates", "per_well"), "")}.items():
            self.fill(name, volume if name == "volume" and volume else text)
        self.parts_changed.emit()
        self.answer_now()

    def keep_as(self, recipe: str) -> None:
        """Go on with the recipe in the fields as the one that it was just saved as; lots and volume stay."""
        found = self.recipes.find(recipe)
        if found is None:
            return
        self._chosen = replace(found, sources=self._sources)
        self._texts["recipe"] = found.id
        self.fill("name", found.name)
        self.answer_now()

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields."""
        found = self.recipes.find(inputs.get("recipe", ""))
        self._chosen, self._sources = found or recipe_of(inputs), found.sources if found else ()
        super().take_inputs(inputs)
        self.parts_changed.emit()

    def inputs(self) -> dict[str, str]:
        """Return everything that is in the fields, without the bottles of this batch."""
        return {name: text for name, text in super().inputs().items() if not name.startswith(_OF_A_BATCH)}

    def recipe_key(self) -> object:
        """Return what the recipe follows from, the bottles too."""
        return super().inputs()

    def set_text(self, name: str, text: str) -> None:
        """Set what was typed; a volume takes the place of wells, and the other way round."""
        if name == "volume" and text.strip():
            for well in filter(self.text, ("plates", "per_well")):
                self.fill(well, "")
        elif name in WELLS and text.strip() and self.text("volume"):
            self.fill("volume", "")
        elif name == "base" and self.text("volume") in {"", self.text("base")} and not self.text("per_well"):
            self.fill("volume", text)  # A new recipe is first made as it is written.
        super().set_text(name, text)

    # -- the parts -------------------------------------------------------------------------------------------

    def set_part(self, place: int, field: str, text: str) -> None:
        """Set what was typed for a part; a name that is known brings its molar mass.

        Args:
            place: Which part; the one after the last is a new one.
            field: "name", "amount", "stock", "molar_mass" or "form".
            text: What was typed.
        """
        parts = list(self.parts)
        while len(parts) <= place:
            parts.append(RecipePart("", ""))
        forms = self.forms_of(text if field == "name" else parts[place].name)
        changed = edited_part(parts[place], field, text, forms, self._mass_text)
        parts[place] = changed
        self._texts["parts"] = editable_lines(parts)
        if field in {"name", "form"}:
            self.filled.emit(f"part{place}.molar_mass", changed.molar_mass)
            self.filled.emit(f"part{place}.form", changed.form)
        self.answer_soon()

    def remove_part(self, place: int) -> None:
        """Leave a part out."""
        parts = [part for at, part in enumerate(self.parts) if at != place]
        for name in [one for one in self._texts if one.startswith(_OF_A_BATCH)]:
            self._texts[name] = ""
        self._texts["parts"] = editable_lines(parts)
        self.parts_changed.emit()
        self.answer_soon()

    def forms_of(self, name: str) -> tuple[ComponentForm, ...]:
        """Return the forms of a substance that are on file, with their molar masses; none for an unknown one."""
        key = name.strip().casefold()
        if not key:
            return ()
        if key not in self._forms:
            self._forms[key] = self.recipes.forms_of(name) or self._look_up(name)
        return self._forms[key]

    def _mass_text(self, form: ComponentForm) -> str:
        text = f"{form.molar_mass} g/mol"
        return text if self.units is None else self.units.written(text)

    # -- the answer ------------------------------------------------------------------------------------------

    def _solve(self, units: Units) -> BufferAnswer:
        answer = solve_buffer(units, self._texts, Lab(self.book.bench.rules, self.book.pipettes), self._sources)
        _, wrong = self.lots.dates(self._texts, self.names())
        if not wrong:
            return answer
        return replace(answer, errors={**answer.errors, **wrong}, plan=None, recipe=None)

    def names(self) -> dict[str, str]:
        """Return the parts by their numbers, and the diluent."""
        names = {str(place): part.name for place, part in enumerate(self.parts)}
        return {**names, DILUENT: self.text("diluent").strip()}

    def recipe(self) -> Recipe | None:
        """Return the recipe that is shown; None where there is none."""
        return self.answer.recipe

    def limits(self) -> tuple[Limit, ...]:
        """Return what its use-by follows from: its own life, the dates on its parts, and what these have left."""
        dates, _ = self.lots.dates(self._texts, self.names())
        from_parts = self.lots.inherited(self._texts, self.names())
        return buffer_limits(self.answer.life, self.typed.name, dates, from_parts)

    def use_within(self, storage: Storage | None) -> Limit | None:
        """Return the limit that ends first, with what it leaves from now; None where nobody set one."""
        there = [one for one in self.limits() if one.storage in {None, storage}]
        found = earliest(there, self.book.now().wall)
        if found is None:
            return None
        left, limit = found
        return limit if limit.months else replace(limit, span_s=max(0.0, left.total_seconds()))

    @property
    def solid_in(self) -> frozenset[Storage]:
        """Where what is made freezes."""
        return freezes_in(self.text("diluent"))

    @property
    def kept_at(self) -> Storage | None:
        """Where the recipe says it is kept; None where it does not."""
        return _STORAGE.get(self.text("storage"))

    def methods(self) -> tuple[MessageCode, dict[str, Value]] | None:
        """Return the sentence for a paper; None while there is no recipe."""
        return None if self.answer.plan is None else methods_of(self.answer.plan)

    # -- made ------------------------------------------------------------------------------------------------

    def stocks(self) -> tuple[Solution, ...]:
        """Return the solutions in hand that it is made of."""
        rows = (self.lots.row(self._texts, part) for part in self.names())
        return tuple(row.kept.solution for row in rows if row is not None)

    def offered(self, part: str) -> tuple[SolutionRow, ...]:
        """Return the solutions in hand that a part can be taken from, by its number."""
        return self.lots.offered(self.names().get(part, ""))

    def choose_bottle(self, part: str, solution: str) -> None:
        """Choose a part from a solution in hand, "" for a bottle that was bought; its lot is that of the solution."""
        self._texts[f"hand{part}"] = solution
        row = self.lots.row(self._texts, part)
        if row is not None:
            self.fill(f"lot{part}", row.kept.solution.label)
        elif self.text(f"lot{part}").startswith("BC-"):
            self.fill(f"lot{part}", "")
        self.answer_now()

    def made(self, details: PreparationDetails) -> str:
        """Write that it was made; return the id of the solution.

        Raises:
            BenchError: There is less of a part than is needed, or it could not be saved; everything stays as typed.
        """
        plan = self.answer.plan
        if plan is None or self.answer.recipe is None:
            msg = "there is no recipe"
            raise LookupError(msg)
        check_reason(self.answer.recipe.cautions, details.reason)
        sources = self.lots.sources(plan, self._texts)
        parts = self.lots.recorded(plan, self._texts)
        solution = recorded_buffer(self.book, plan, details, self.limits(), parts, sources)
        entry = made_by_recipe(solution, self.answer.recipe, sources, self.tool, self.inputs(), details.reason)
        self.book.record(entry, ago=details.ago, person=details.person)
        return solution.id
