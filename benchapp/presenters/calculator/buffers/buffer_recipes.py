"""The recipes of buffers and media: those that come with the program, and the lab's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from benchapp.domain.buffers.buffer_recipe import OWN, BufferRecipe, ComponentForm, RecipePart, recipe_of, recipe_texts
from benchapp.domain.journal.entries import RecipeRemoved, RecipeSaved
from benchapp.domain.journal.shared_changes import recipe_saved
from benchapp.domain.messages import BenchError, CalculationError, Message
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.amounts import respelled
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.buffers.buffer_files import bundled_recipes, read_recipes, write_recipes

TOOL = "buffer"
_NUMBERED = late_pattern(r" \([0-9]+\)$")
# The texts of a recipe in which a decimal sign can stand.
_NUMBERS = ("volume", "bottle", "ph")


class BufferRecipes:
    """The recipes, in the words and with the decimal sign of the screen.

    Args:
        session: Where the lab's own are kept.
        folder: Where those are that come with the program.
        say: Gives a text of theirs in the language of the screen.
        decimal_comma: Whether amounts are typed with a comma.
    """

    def __init__(
        self,
        session: JournalSession,
        folder: Path,
        say: Callable[[str], str] = str,
        *,
        decimal_comma: bool = False,
    ) -> None:
        self._session = session
        self._folder = folder
        self._say = say
        self._sign = "," if decimal_comma else "."
        self._bundled: tuple[BufferRecipe, ...] | None = None

    def bundled(self) -> tuple[BufferRecipe, ...]:
        """Return the recipes that come with the program, by name."""
        if self._bundled is None:
            found = (self._worded(one) for one in bundled_recipes(self._folder))
            self._bundled = tuple(sorted(found, key=lambda one: one.name.casefold()))
        return self._bundled

    def own(self) -> tuple[BufferRecipe, ...]:
        """Return the lab's own recipes, by name."""
        kept = (one for one in self._session.bench.recipes.values() if one.tool == TOOL)
        # By the name that it is kept under: of two that were saved under one, the later has its computer's.
        found = (
            replace(self._spelled(recipe_of(one.inputs), self._sign), id=OWN + one.name, name=one.name) for one in kept
        )
        return tuple(sorted(found, key=lambda one: one.name.casefold()))

    def every(self) -> tuple[BufferRecipe, ...]:
        """Return all of them, the lab's own first."""
        return (*self.own(), *self.bundled())

    def find(self, recipe: str) -> BufferRecipe | None:
        """Return a recipe by its id, or by its whole name or another one of it; None where there is none."""
        wanted = recipe.strip().casefold()
        every = self.every()
        found = next((one for one in every if one.id == recipe), None)
        return found or next((one for one in every if wanted in map(str.casefold, (one.name, *one.synonyms))), None)

    def forms_of(self, name: str) -> tuple[ComponentForm, ...]:
        """Return the forms in which a component of a recipe that comes with the program is sold, by its name."""
        wanted = name.strip().casefold()
        return next((part.forms for part in self._parts() if part.forms and part.name.casefold() == wanted), ())

    def _parts(self) -> Iterator[RecipePart]:
        return (part for one in self.bundled() for part in one.parts)

    # -- a lab's own -----------------------------------------------------------------------------------------

    def save(self, recipe: BufferRecipe, was: str = "") -> str:
        """Keep a recipe as the lab's own; return its id.

        Args:
            recipe: The recipe, with the decimal sign of the screen.
            was: The id of the lab's own that it takes the place of, under another name perhaps; "" for a new one.

        Raises:
            BenchError: It has no name, the name is that of another recipe, or it could not be saved.
        """
        name = recipe.name.strip()
        if not name:
            raise CalculationError(Message.BUFFER_NAME_NEEDED, field="name")
        other = self._session.bench.recipes.get(name)
        if other is not None and OWN + name != was:
            raise CalculationError(Message.BUFFER_NAME_USED, name=name, field="name")
        kept = self._spelled(replace(recipe, name=name, id=OWN + name), ".")
        inputs = {key: text for key, text in recipe_texts(kept).items() if text}
        saved = recipe_saved(self._session.bench.recipes, name, "", TOOL, inputs)
        entries: list[RecipeSaved | RecipeRemoved] = [saved]
        if was and was != OWN + name:
            entries.append(RecipeRemoved(was.removeprefix(OWN)))
        self._session.record_all(entries, person=self._session.person)
        return OWN + name

    def remove(self, recipe: str) -> None:
        """Remove one of the lab's own off the list.

        Raises:
            BenchError: It could not be written.
        """
        self._session.record(RecipeRemoved(recipe.removeprefix(OWN)), person=self._session.person)

    def free_name(self, name: str) -> str:
        """Return a name that no recipe has, made of another: "PBS 1× (2)"."""
        taken = {one.name.casefold() for one in self.every()} | {one.casefold() for one in self._session.bench.recipes}
        name, number = _NUMBERED.sub("", name), 2
        while f"{name} ({number})".casefold() in taken:
            number += 1
        return f"{name} ({number})"

    def take_file(self, file: Path) -> tuple[str, ...]:
        """Keep the recipes in a file as the lab's own; return their names.

        Raises:
            BenchError: It cannot be read, or they could not be saved; then none was.
        """
        found = read_recipes(file)
        names: list[str] = []
        entries: list[RecipeSaved] = []
        for recipe in found:
            name = recipe.name.strip()
            if name in self._session.bench.recipes or name in names:
                name = self.free_name(name)
            names.append(name)
            kept = replace(recipe, name=name, id=OWN + name)
            inputs = {key: text for key, text in recipe_texts(kept).items() if text}
            entries.append(recipe_saved(self._session.bench.recipes, name, "", TOOL, inputs))
        self._session.record_all(entries, person=self._session.person)
        return tuple(names)

    def write_file(self, file: Path, recipes: tuple[BufferRecipe, ...]) -> None:
        """Write recipes into a file, for another lab.

        Raises:
            BenchError: It cannot be written.
        """
        write_recipes(file, tuple(self._spelled(one, ".") for one in recipes))

    # -- words and signs -------------------------------------------------------------------------------------

    def _worded(self, recipe: BufferRecipe) -> BufferRecipe:
        say = self._say
        parts = tuple(
            replace(
                part,
                name=say(part.name),
                forms=tuple(replace(form, name=say(form.name)) for form in part.forms),
            )
            for part in recipe.parts
        )
        worded = replace(
            recipe,
            name=say(recipe.name),
            diluent=say(recipe.diluent),
            parts=parts,
            dissolve=_said(say, recipe.dissolve),
            life=_said(say, recipe.life),
            hazard=_said(say, recipe.hazard),
            notes=tuple(say(note) for note in recipe.notes),
            synonyms=(*recipe.synonyms, recipe.name),
        )
        return self._spelled(worded, self._sign)

    def _spelled(self, recipe: BufferRecipe, now: str) -> BufferRecipe:
        """Return a recipe with another decimal sign in its amounts."""
        before = "." if now == "," else ","
        if self._sign == ".":
            return recipe
        texts = {name: respelled(str(getattr(recipe, name)), before, now) for name in _NUMBERS}
        parts = tuple(
            replace(
                part,
                amount=respelled(part.amount, before, now),
                stock=respelled(part.stock, before, now),
                molar_mass=respelled(part.molar_mass, before, now),
                forms=tuple(replace(form, molar_mass=respelled(form.molar_mass, before, now)) for form in part.forms),
            )
            for part in recipe.parts
        )
        return replace(recipe, volume=texts["volume"], bottle=texts["bottle"], ph=texts["ph"], parts=parts)


def _said(say: Callable[[str], str], text: str) -> str:
    return say(text) if text else ""


def recipe_called(recipes: BufferRecipes, text: str) -> BufferRecipe:
    """Return a recipe by its id, its name or another one of it, or by words of them where only one recipe has these.

    Raises:
        BenchError: There is none, or there are several.
    """
    every, wanted = recipes.every(), text.strip().casefold()
    found = [one for one in every if one.id == text or one.name.casefold() == wanted][:1]
    found = found or [one for one in every if wanted in map(str.casefold, one.synonyms)]
    found = found or list(recipes_with_words(recipes, wanted))
    if not found:
        raise BenchError(Message.BUFFER_UNKNOWN, text=text, field="recipe")
    if len(found) > 1:
        names = ", ".join(one.name for one in found)
        raise BenchError(Message.BUFFER_SEVERAL, text=text, names=names, field="recipe")
    return found[0]


def as_typed(name: str) -> str:
    """Return a name as it is compared with what is typed: no keyboard has the sign of "PBS 1×"."""
    return name.strip().casefold().replace("×", "x")


def recipes_with_words(recipes: BufferRecipes, text: str) -> tuple[BufferRecipe, ...]:
    """Return the recipes of which one name has words that begin with each of those given; none without a word."""
    words = [f" {word}" for word in as_typed(text).split()]
    return tuple(one for one in recipes.every() if words and _has_words(one, words))


def _has_words(recipe: BufferRecipe, words: Sequence[str]) -> bool:
    return any(all(word in name for word in words) for name in map(_words_of, (recipe.name, *recipe.synonyms)))


@lru_cache(256)
def _words_of(name: str) -> str:
    """Return a name with one space before each of its words."""
    return f" {' '.join(as_typed(name).split())}"
