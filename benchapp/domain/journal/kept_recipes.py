"""Recipes that are kept to be made again: what stood in a calculator, under a name."""

from collections.abc import Mapping

from msgspec import Struct

from benchapp.domain.journal.entries import RecipeRemoved, RecipeSaved


class KeptInputs(Struct, frozen=True):
    """What stood in a calculator, to be put there again.

    Attributes:
        name: What people call it, or the label of what was made.
        compound: UUID of the compound.
        tool: The calculator.
        inputs: What stood in its fields, by name.
        solution: Id of what was made by it; "" for a saved recipe.
    """

    name: str
    compound: str
    tool: str
    inputs: dict[str, str]
    solution: str = ""


def with_recipe(kept: Mapping[str, KeptInputs], body: RecipeSaved | RecipeRemoved) -> dict[str, KeptInputs]:
    """Return the saved recipes with one more, or another of its name, or one less."""
    others = {name: value for name, value in kept.items() if name != body.name}
    if isinstance(body, RecipeRemoved):
        return others
    return {**others, body.name: KeptInputs(body.name, body.compound, body.tool, body.inputs)}
