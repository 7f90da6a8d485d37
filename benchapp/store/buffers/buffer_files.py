"""Recipes of buffers and media as files: read whole, or refused with the reason."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from benchapp.domain.buffers.buffer_recipe import BufferRecipe
from benchapp.domain.messages import BenchError, Message
from benchapp.store import json_schema
from benchapp.store.files import read_plain, reason_of, write_whole

# A recipe is some kilobytes, and a lab has some hundred.
LARGEST_BYTES = 4 * 1024 * 1024
LONGEST_TEXT = 600
MOST_PARTS = 40


class RecipeFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Several recipes in one file, as a lab hands them on.

    Attributes:
        recipes: The recipes.
        format: The format of the file.
    """

    recipes: tuple[BufferRecipe, ...]
    format: Literal["benchapp-buffers/1"] = "benchapp-buffers/1"


class _Format(Struct):
    format: str = ""


def read_recipes(file: Path) -> tuple[BufferRecipe, ...]:
    """Return the recipes in a file, of one or of several.

    Raises:
        BenchError: It cannot be read, or is no recipe; the reason names the place.
    """
    try:
        data = read_plain(file)
    except OSError as error:
        raise BenchError(Message.BUFFER_NOT_READ, file=file.name, reason=reason_of(error)) from error
    return decoded(data, file.name)


def decoded(data: bytes, name: str) -> tuple[BufferRecipe, ...]:
    """Return the recipes in the bytes of a file.

    Raises:
        BenchError: They are none; the reason names the place.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        if len(data) > LARGEST_BYTES:
            raise ValueError(f"{len(data)} bytes")
        if msgspec.json.decode(data, type=_Format).format == "benchapp-buffers/1":
            found = msgspec.json.decode(data, type=RecipeFile).recipes
        else:
            found = (msgspec.json.decode(data, type=BufferRecipe),)
        for recipe in found:
            _check(recipe)
    except (msgspec.DecodeError, ValueError) as error:
        raise BenchError(Message.BUFFER_NOT_READ, file=name, reason=str(error)) from error
    return found


def _check(recipe: BufferRecipe) -> None:
    """Refuse a recipe without a name, with a text that no screen has room for, or that would be read as two."""
    texts = [recipe.name, recipe.volume, recipe.diluent, recipe.dissolve, recipe.hazard, *recipe.notes]
    texts += [text for part in recipe.parts for text in (part.name, part.amount, part.stock, part.molar_mass)]
    if not recipe.name.strip() or not recipe.id.strip():
        msg = "a recipe without a name"
        raise ValueError(msg)
    if len(recipe.parts) > MOST_PARTS or any(len(text) > LONGEST_TEXT for text in texts):
        msg = f"{recipe.name[:40]}: too long"
        raise ValueError(msg)
    split = (text for part in recipe.parts for text in (part.name, part.amount, part.stock, part.form))
    if any(";" in text or "\n" in text for text in split):
        msg = f"{recipe.name[:40]}: a part with a semicolon"
        raise ValueError(msg)


def write_recipes(file: Path, recipes: tuple[BufferRecipe, ...]) -> None:
    """Write recipes into a file; one alone has the shape of those that come with the program.

    Raises:
        OSError: It cannot be written.
    """
    content: Struct = recipes[0] if len(recipes) == 1 else RecipeFile(recipes)
    write_whole(file, msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")


@cache
def bundled_recipes(folder: Path) -> tuple[BufferRecipe, ...]:
    """Return the recipes in a folder, by their names; one that cannot be read is left out, as the check names it."""
    found: list[BufferRecipe] = []
    for file in sorted(folder.glob("*.json")):
        try:
            found += read_recipes(file)
        except BenchError:
            continue
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def schema_bytes() -> bytes:
    """Return the JSON Schema of a recipe, as it lies in `resources/buffer.schema.json`."""
    return json_schema.schema_bytes(BufferRecipe)
