"""A recipe of a buffer or medium as it is written: every amount as a person types it.

One that comes with the program, one of a lab's own and one from a file are the same, and are read by the same rules.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

# What tells one of a lab's own from what comes with the program.
OWN = "own:"
Sterile = Literal["", "filter", "autoclave", "aseptic"]
StorageWord = Literal["", "room", "4 C", "-20 C", "-80 C"]
_BETWEEN = "; "
# The texts of a recipe beside its parts, as they are in the fields of a form.
FIELDS = (
    "name", "volume", "diluent", "bottle", "ph", "ph_with", "ph_at", "dissolve", "sterile", "storage", "life", "hazard",
)  # fmt: skip


class ComponentForm(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One form in which a component is sold: anhydrous, a hydrate, a salt.

    Attributes:
        name: What the label calls it: "dihydrate".
        formula: Its formula, by which its molar mass is checked.
        molar_mass: Of this form, g/mol, as decimal text.
        cas: Its CAS number; "" where it was not found.
    """

    name: str
    formula: str
    molar_mass: str
    cas: str = ""


class RecipePart(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One component, as it is typed.

    Attributes:
        name: What it is.
        amount: How much of it is in what is made: "137 mM", "10 % v/v", "1×", "8 g", "1 tablet per 100 mL".
        stock: How strong what it is taken from is: "0.5 M", "10×", "96 % v/v"; "" for a solid, and a liquid as it is.
        molar_mass: Of the form that is weighed; "" where it is not needed.
        form: The name of that form.
        forms: The forms that it is sold in.
    """

    name: str
    amount: str
    stock: str = ""
    molar_mass: str = ""
    form: str = ""
    forms: tuple[ComponentForm, ...] = ()

    def chosen(self) -> "RecipePart":
        """Return it with the molar mass of its form, where it has forms and none was typed."""
        if self.molar_mass or not self.forms:
            return self
        found = next((one for one in self.forms if one.name == self.form), self.forms[0])
        return RecipePart(self.name, self.amount, self.stock, f"{found.molar_mass} g/mol", found.name, self.forms)


class RecipeSource(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a recipe, or a part of it, was found.

    Attributes:
        title: What it is.
        kind: What kind of source, as in monographs: "vendor", "journal article", "secondary".
        url: Where it can be read; "" where only a DOI is known.
        doi: Its DOI.
        note: What was taken from it.
    """

    title: str
    kind: str
    url: str = ""
    doi: str = ""
    note: str = ""


class BufferRecipe(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A recipe.

    Attributes:
        format: The format of the file.
        id: What it is kept under; that of a lab's own one begins with `OWN`.
        name: What people call it.
        volume: How much it makes, and what fixed amounts are for.
        diluent: What it is made up with.
        parts: What goes in, in the order of adding.
        bottle: In what volume the diluent is sold, where the rest is added to its bottle; "" where it is not.
        ph: To what pH it is adjusted; "" where it is not.
        ph_with: By what.
        ph_at: At what temperature.
        dissolve: How it is dissolved, where stirring is not enough.
        sterile: How it is made sterile; "aseptic" for parts that are.
        storage: Where it is kept.
        life: How long it keeps there; "" where no source says so.
        hazard: What to mind before one begins.
        notes: What is good to know.
        sources: Where it is from.
        synonyms: What else it is found by.
    """

    id: str
    name: str
    volume: str
    diluent: str
    parts: tuple[RecipePart, ...]
    format: Literal["benchapp-buffer/1"] = "benchapp-buffer/1"
    bottle: str = ""
    ph: str = ""
    ph_with: str = ""
    ph_at: str = ""
    dissolve: str = ""
    sterile: Sterile = ""
    storage: StorageWord = ""
    life: str = ""
    hazard: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[RecipeSource, ...] = ()
    synonyms: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        """Return what of it is said in the language of the screen."""
        forms = (form.name for part in self.parts for form in part.forms)
        texts = (self.name, self.diluent, *(part.name for part in self.parts), *forms)
        return tuple(text for text in (*texts, self.dissolve, self.life, self.hazard, *self.notes) if text)

    @property
    def own(self) -> bool:
        """Whether it is one of the lab's own."""
        return self.id.startswith(OWN)


def part_lines(parts: tuple[RecipePart, ...]) -> str:
    """Return parts as lines: "sodium chloride; 137 mM; ; 58.44 g/mol; anhydrous"."""
    chosen = (part.chosen() for part in parts)
    return "\n".join(
        _BETWEEN.join((one.name, one.amount, one.stock, one.molar_mass, one.form)).rstrip("; ") for one in chosen
    )


def read_lines(text: str) -> tuple[RecipePart, ...]:
    """Return the parts in lines; an empty line is none, and one with a semicolon alone a part yet to be typed."""
    parts = []
    for line in text.splitlines():
        if line.strip():
            cells = [cell.strip() for cell in line.split(";")]
            name, amount, stock, molar_mass, form = (*cells, "", "", "", "", "")[:5]
            parts.append(RecipePart(name, amount, stock, molar_mass, form))
    return tuple(parts)


def recipe_texts(recipe: BufferRecipe) -> dict[str, str]:
    """Return a recipe as the texts of a form."""
    texts = {name: str(getattr(recipe, name)) for name in FIELDS}
    return {
        **texts,
        "recipe": recipe.id,
        "parts": part_lines(recipe.parts),
        "base": recipe.volume,
        "notes": "\n".join(recipe.notes),
    }


def recipe_of(texts: Mapping[str, str], sources: tuple[RecipeSource, ...] = ()) -> BufferRecipe:
    """Return the recipe that is in the texts of a form; what is no word of the format is left out.

    Args:
        texts: As `recipe_texts` gives them.
        sources: Where it is from.
    """
    found = {name: texts.get(name, "").strip() for name in FIELDS}
    return BufferRecipe(
        id=texts.get("recipe", ""),
        name=found["name"],
        volume=texts.get("base", "").strip() or found["volume"],
        diluent=found["diluent"],
        parts=read_lines(texts.get("parts", "")),
        bottle=found["bottle"],
        ph=found["ph"],
        ph_with=found["ph_with"],
        ph_at=found["ph_at"],
        dissolve=found["dissolve"],
        sterile=next((one for one in _STERILE if one == found["sterile"]), ""),
        storage=next((one for one in _STORAGE if one == found["storage"]), ""),
        life=found["life"],
        hazard=found["hazard"],
        notes=tuple(line for line in texts.get("notes", "").splitlines() if line.strip()),
        sources=sources,
    )


_STERILE: tuple[Sterile, ...] = ("", "filter", "autoclave", "aseptic")
_STORAGE: tuple[StorageWord, ...] = ("", "room", "4 C", "-20 C", "-80 C")
