"""What entries do to what a lab shares beside solutions: recipes saved under names, and compounds."""

from collections.abc import Mapping

from msgspec.structs import replace

from benchapp.domain.journal.computers import Computers
from benchapp.domain.journal.entries import (
    CompoundShared,
    CompoundWithdrawn,
    Entry,
    NoteAdded,
    RecipeRemoved,
    RecipeSaved,
    SolutionBrought,
    SolutionMade,
)
from benchapp.domain.journal.entry_body import KeptInputs
from benchapp.domain.journal.lab_compounds import LabCompound, SharedVersion, shared, withdrawn
from benchapp.domain.journal.notes import Note
from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.mappings import with_value, without_key

# How many recipes that were made are offered again.
MOST_REPEATED = 50


def recipe_saved(
    recipes: Mapping[str, KeptInputs], name: str, compound: str, tool: str, inputs: dict[str, str]
) -> RecipeSaved:
    """Return the body that saves a recipe, and says which one of its name is known here.

    Args:
        recipes: The recipes that are known here, by name.
        name: What people call it.
        compound: UUID of the compound.
        tool: The calculator.
        inputs: What was in its fields, by name.
    """
    held = recipes.get(name)
    return RecipeSaved(name, compound, tool, inputs, held.entry if held is not None else "")


def with_recipe(
    recipes: Mapping[str, KeptInputs], entry: Entry, body: RecipeSaved | RecipeRemoved, computers: Computers
) -> Mapping[str, KeptInputs]:
    """Return the recipes with one more, or another of its name, or one less.

    One that another computer saved under its name, unseen, stays: the later is called after its computer.
    """
    if isinstance(body, RecipeRemoved):
        return without_key(recipes, body.name)
    name, held = body.name, recipes.get(body.name)
    saved = KeptInputs(name, body.compound, body.tool, body.inputs, entry=entry.id, home=entry.chain)
    unseen = held is not None and body.replaces not in {None, held.entry} and held.home != entry.chain
    if held is not None and unseen and replace(held, entry=saved.entry, home=saved.home) != saved:
        name = f"{name} ({computers.name_of(entry.chain)})"
    return with_value(without_key(recipes, name), name, replace(saved, name=name))


def with_repeatable(kept: tuple[KeptInputs, ...], body: SolutionMade | SolutionBrought) -> tuple[KeptInputs, ...]:
    """Return what was made by recipes, the latest last, with one more."""
    if not body.tool:
        return kept
    made = body.solution
    return (*kept, KeptInputs(made.label, made.compound, body.tool, body.inputs, made.id))[-MOST_REPEATED:]


def with_compound(
    compounds: Mapping[str, LabCompound], entry: Entry, body: CompoundShared | CompoundWithdrawn
) -> Mapping[str, LabCompound]:
    """Return the compounds with one more, or another version of one, or one that was removed."""
    known = compounds.get(body.compound)
    if isinstance(body, CompoundShared):
        at, person = entry.happened_at, entry.person
        version = SharedVersion(body.hash, entry.id, entry.chain, person, at, body.name, body.cas)
        return with_value(compounds, body.compound, shared(known, version, body.was))
    return compounds if known is None else with_value(compounds, body.compound, withdrawn(known, body.was))


def with_note(notes: Mapping[str, LongTuple[Note]], entry: Entry, body: NoteAdded) -> Mapping[str, LongTuple[Note]]:
    """Return what was noted with one note more."""
    note = Note(entry.id, body.kind, body.text, entry.happened_at, entry.recorded_at, entry.person, body.step)
    return with_value(notes, body.target, notes.get(body.target, LongTuple()).with_one(note))
