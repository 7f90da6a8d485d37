"""The tubes of a recipe as a table: which dose is in each, how it is made, and which wells it goes into."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from benchapp.domain.messages import Message
from benchapp.domain.recipes.recipe_rows import RowKind, recipe_rows
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.recipes.tube_names import numbered
from benchapp.ui.text.language import counted, tr
from benchapp.ui.text.recipe_texts import recipe_value

_POURED = frozenset(
    {
        Message.STEP_PUT_DILUENT,
        Message.STEP_PUT_DILUENT_EACH,
        Message.STEP_ADD_ALSO,
        Message.STEP_ADD_TO_TUBE,
        Message.STEP_INTO_CYLINDER,
        Message.STEP_LEFT_IN_CYLINDER,
        Message.STEP_FILL_UP,
    }
)


class SheetTube(Struct, frozen=True):
    """A tube in words.

    Attributes:
        tube: Its name.
        holds: What is in it.
        dose: What wells get by it.
        made: What goes into it.
        wells: Where it goes.
    """

    tube: str
    holds: str
    dose: str
    made: str
    wells: str


def tube_table(steps: Sequence[Line], doses: Mapping[str, str]) -> tuple[SheetTube, ...]:
    """Return the tubes of a recipe in the order of making.

    Args:
        steps: Of the recipe.
        doses: What wells get by each tube, in words.
    """
    made: dict[str, list[str]] = {}
    holds: dict[str, str] = {}
    for row in recipe_rows(steps):
        if row.kind not in {RowKind.TUBE, RowKind.TUBES}:
            continue
        filling = _filling([steps[place] for place in row.places])
        made |= filling
        for place in row.places:
            line = steps[place]
            if held := recipe_value(line.values, "held"):
                holds[str(line.values.get("tube"))] = held
    wells = _wells_by_tube(steps)
    return tuple(
        SheetTube(tube, holds.get(tube, ""), doses.get(tube, ""), " + ".join(parts), wells.get(tube, ""))
        for tube, parts in made.items()
    )


def _filling(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Return what goes into each of the tubes that steps make."""
    made: dict[str, list[str]] = {}
    several = [line for line in lines if line.code == Message.STEP_PUT_DILUENT_EACH]
    for line in lines:
        if line.code not in _POURED:
            continue
        names = _each(line) if line in several else [str(line.values.get("tube", lines[-1].values.get("tube")))]
        for name in names:
            made.setdefault(name, []).append(_part(line))
    return made


def _each(line: Line) -> list[str]:
    first = str(line.values["tube"])
    stem, number = numbered(first)
    if number is None:
        return [first, str(line.values["last"])]
    return [f"{stem}{number + more}" for more in range(int(str(line.values["count"])))]


def _part(line: Line) -> str:
    shots, what = recipe_value(line.values, "shots"), str(line.values.get("what", ""))
    if line.code == Message.STEP_FILL_UP:
        return tr("{what} to {total_ul:volume}", what=what, total_ul=line.values.get("total_ul"))
    if line.values.get("of_tube"):
        return tr("{shots} of {what}", shots=shots, what=what)
    return tr("{shots} {what}", shots=shots, what=what)


def _wells_by_tube(steps: Sequence[Line]) -> dict[str, str]:
    """Return where each tube goes: by the names of wells, or by their number."""
    found: dict[str, list[str]] = {}
    for line in steps:
        values = line.values
        count = values.get("wells")
        tube = str(values.get("what") or "") if values.get("of_tube") else str(values.get("tube") or "")
        if not tube or not isinstance(count, int):
            continue
        where = str(values.get("where") or "")
        control = "control_wells" if values.get("control") else "wells"
        found.setdefault(tube, []).append(where or counted(control, count))
    return {tube: ", ".join(dict.fromkeys(places)) for tube, places in found.items()}
