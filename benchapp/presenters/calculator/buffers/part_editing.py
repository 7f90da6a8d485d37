"""What typing into a part of a recipe does to it."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from benchapp.domain.buffers.buffer_recipe import ComponentForm, RecipePart, part_lines


def edited_part(
    part: RecipePart,
    field: str,
    text: str,
    forms: Sequence[ComponentForm],
    mass_text: Callable[[ComponentForm], str],
) -> RecipePart:
    """Return a part after something was typed into it; a name that is known brings the molar mass of its first form.

    Args:
        part: As it was.
        field: "name", "amount", "stock", "molar_mass" or "form".
        text: What was typed; what would begin another part in a line of text is another sign.
        forms: The forms that are on file of its name.
        mass_text: Gives the molar mass of a form as it is typed.
    """
    changed = replace(part, **{field: text.replace(";", ",").replace("\n", " ")})
    match field:
        case "name" if forms:
            return replace(changed, molar_mass=mass_text(forms[0]), form=forms[0].name)
        case "name":
            return replace(changed, molar_mass="", form="")
        case "form":
            found = next((one for one in forms if one.name == text), None)
            return replace(changed, molar_mass=mass_text(found)) if found is not None else changed
        case "molar_mass":
            return replace(changed, form="")
        case _:
            return changed


def editable_lines(parts: Sequence[RecipePart]) -> str:
    """Return parts as lines; one without anything keeps its line, so that the others keep their places."""
    return "\n".join(part_lines((part,)) or "; " for part in parts)
