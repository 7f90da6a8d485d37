"""Tubes as steps of a recipe: what is poured into what, with which pipette."""

from collections.abc import Collection, Mapping, Sequence

from benchapp.domain.grammar import whole
from benchapp.domain.incubations import ADHERENT, SUSPENSION
from benchapp.domain.ingredients import Ingredient, concentration_values
from benchapp.domain.messages import Message, Value
from benchapp.domain.mixing import Pour, Tube
from benchapp.domain.pipettes import Transfer
from benchapp.domain.recipes import Line, pipetting


def tube_steps(
    tubes: Sequence[Tube], ingredients: Sequence[Ingredient], vehicle: str, together: Collection[str] = ()
) -> list[Line]:
    """Give the steps that make tubes.

    Args:
        tubes: In the order of making.
        ingredients: The compounds, for the concentrations named in the steps.
        vehicle: Name of the vehicle.
        together: Names of the tubes of a series, which get their diluent all at once before anything is transferred.
    """
    steps: list[Line] = []
    names = {tube.name for tube in tubes}
    for run in _runs(tubes, together):
        steps += _diluents(run, names)
        for tube in run:
            steps += [_added(tube, pour, ingredients, vehicle, names) for pour in _last(tube)]
    return steps


def _runs(tubes: Sequence[Tube], together: Collection[str]) -> list[list[Tube]]:
    runs: list[list[Tube]] = []
    for tube in tubes:
        if runs and tube.name in together and runs[-1][-1].name in together:
            runs[-1].append(tube)
        else:
            runs.append([tube])
    return runs


def _last(tube: Tube) -> Sequence[Pour]:
    """Give the pours that are not the first diluent; the only one where nothing is diluted."""
    return tube.pours[1:] or tube.pours


def _diluents(run: Sequence[Tube], tubes: Collection[str]) -> list[Line]:
    groups: list[tuple[str, Transfer, list[str]]] = []
    for tube in run:
        if len(tube.pours) < 2:
            continue
        first = tube.pours[0]
        alike = groups and groups[-1][0] == first.source and _alike(groups[-1][1], first.way)
        if alike and _is_next(groups[-1][2][-1], tube.name):
            groups[-1][2].append(tube.name)
        else:
            groups.append((first.source, first.way, [tube.name]))
    return [
        Line(
            Message.STEP_PUT_DILUENT if len(names) == 1 else Message.STEP_PUT_DILUENT_EACH,
            {
                **pipetting(way),
                "what": source,
                "of_tube": source in tubes,
                "tube": names[0],
                "last": names[-1],
                "count": len(names),
            },
        )
        for source, way, names in groups
    ]


def _is_next(name: str, other: str) -> bool:
    """Tell whether two tubes follow each other by number, so that "2 to 8" names all in between."""
    stem, number = _numbered(name)
    return number is not None and _numbered(other) == (stem, number + 1)


def _numbered(name: str) -> tuple[str, int | None]:
    stem = name.rstrip("0123456789")
    return stem, whole(name[len(stem) :]) if len(stem) < len(name) else None


def _alike(one: Transfer, other: Transfer) -> bool:
    return (one.pipette, one.times, one.set_ul) == (other.pipette, other.times, other.set_ul)


def _added(tube: Tube, pour: Pour, ingredients: Sequence[Ingredient], vehicle: str, tubes: Collection[str]) -> Line:
    whole = pour is tube.pours[-1]
    of_tube = pour.source in tubes
    values: dict[str, Value] = {**pipetting(pour.way), "what": pour.source, "of_tube": of_tube, "tube": tube.name}
    if not whole:
        return Line(Message.STEP_ADD_ALSO, values)
    return Line(
        Message.STEP_ADD_TO_TUBE,
        {
            **values,
            "total_ul": tube.volume_ul,
            "percent": tube.vehicle_percent,
            "vehicle": vehicle,
            **held_values(tube.parts, ingredients),
        },
    )


def held_values(parts: Mapping[str, float], ingredients: Sequence[Ingredient]) -> dict[str, Value]:
    """Give what a tube holds as values: `molar`, `mg_ml` or `other`, and the same with `_2`, `_3` for further ones."""
    values: dict[str, Value] = {}
    held = [one for one in ingredients if parts.get(one.source, 0.0) > 0]
    for place, one in enumerate(held, 1):
        mark = "" if place == 1 else f"_{place}"
        found = concentration_values(one.stock * parts[one.source], one.kind)
        values |= {f"{name}{mark}": value for name, value in found.items()}
        if len(ingredients) > 1:
            values[f"compound{mark}"] = one.compound
    return values


def tube_work(tube: Tube, ingredients: Sequence[Ingredient], vehicle: str) -> Line:
    """Give a tube as a line of working."""
    return Line(
        Message.WORK_TUBE,
        {
            "tube": tube.name,
            "take_ul": tube.pours[-1].way.volume_ul,
            "total_ul": tube.volume_ul,
            "percent": tube.vehicle_percent,
            "vehicle": vehicle,
            **held_values(tube.parts, ingredients),
        },
    )


# Steps in which medium is taken off the cells before something is put on.
TAKES_OFF = frozenset(
    {Message.STEP_REPLACE, Message.STEP_REPLACE_HALF, Message.STEP_REPLACE_IN, Message.STEP_REPLACE_HALF_IN}
)


def taking_off(code: Message | None, growth: str) -> list[Line]:
    """Return the step that says how medium is taken off; none where a step takes nothing off.

    Args:
        code: How the wells are filled.
        growth: How the cells grow; "" where that is not told, and both ways are said.
    """
    if code not in TAKES_OFF:
        return []
    steps = {ADHERENT: Message.STEP_OFF_ADHERENT, SUSPENSION: Message.STEP_OFF_SUSPENSION}
    return [Line(steps.get(growth, Message.STEP_OFF_EITHER))]
