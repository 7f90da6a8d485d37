"""A buffer or medium asked for without a window: its form, filled in, and what is measured for it."""

from collections.abc import Iterator, Mapping

from benchapp.base import paths
from benchapp.commands.plan_reply import Pouring
from benchapp.domain.buffers.components import Way
from benchapp.domain.units.amounts import plain, show
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.presenters.calculator.buffers.buffer_recipes import BufferRecipes, recipe_called
from benchapp.presenters.calculator.buffers.substances import SubstanceForms
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable


def buffer_form(book: JournalSession, compounds: CurrentCompound, solutions: SolutionTable) -> BufferForm:
    """Return the form of *Buffer or medium*, with the recipes that come with the program."""
    resources = paths.resources()
    substances = SubstanceForms(compounds.library, resources / "identities" / "identities.dat")
    return BufferForm(book, compounds, solutions, BufferRecipes(book, resources / "buffers"), substances.forms_of)


def fill_buffer(form: BufferForm, texts: Mapping[str, str]) -> None:
    """Put a recipe into the form, and what is typed in place of parts of it.

    Raises:
        BenchError: There is no recipe of that name.
    """
    if texts.get("recipe"):
        form.take_recipe(recipe_called(form.recipes, texts["recipe"]))
    for name, text in texts.items():
        if name != "recipe":
            form.set_text(name, text)
    if "base" not in texts and not texts.get("recipe"):
        # A fixed amount is for what is made.
        form.set_text("base", texts.get("volume", ""))


def measured(form: BufferForm) -> dict[str, str]:
    """Return how much is taken of each part, as text, by its name."""
    plan = form.answer.plan
    found: dict[str, str] = {}
    for one in plan.parts if plan is not None else ():
        way = one.component.way
        if way is Way.WEIGHED:
            found[one.component.name] = show(one.set_g, Kind.MASS)
        elif way is Way.COUNTED:
            found[one.component.name] = f"{plain(one.amount)} {one.component.piece}"
        else:
            found[one.component.name] = show(one.amount * 1e-6, Kind.VOLUME)
    return found


def buffer_pourings(form: BufferForm) -> Iterator[Pouring]:
    """Yield what is measured by volume, and what is topped up."""
    plan = form.answer.plan
    if plan is None:
        return
    if plan.diluent is not None and not plan.bottles:
        way = plan.diluent
        yield Pouring(plan.recipe.diluent, "bottle", way.volume_ul, way.pipette, way.times, way.set_ul)
    for one in plan.parts:
        if one.transfer is not None:
            way = one.transfer
            yield Pouring(one.component.name, "bottle", way.volume_ul, way.pipette, way.times, way.set_ul)
    if plan.mark is not None and plan.rest_ul:
        mark = "" if plan.large else plan.mark.pipette
        yield Pouring(plan.recipe.diluent, "bottle", plan.rest_ul, mark, made_up_to_ul=plan.volume_ul)
