"""Tubes and bottles as steps of a recipe: what is poured into what, with which pipette or measuring cylinder."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import ADHERENT, SUSPENSION
from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.ingredients import Ingredient, concentration_values
from benchapp.domain.recipes.mixing import PipettedVolume, Tube
from benchapp.domain.recipes.recipes import Line, pipetting
from benchapp.domain.recipes.tube_names import follows


def tube_steps(
    tubes: Sequence[Tube], ingredients: Sequence[Ingredient], vehicle: str, together: Collection[str] = ()
) -> list[Line]:
    """Return the steps that make tubes.

    Args:
        tubes: In the order of making.
        ingredients: The compounds, for the concentrations named in the steps.
        vehicle: Name of the vehicle.
        together: Names of the tubes of a series, which get their diluent all at once before anything is transferred.
    """
    steps: list[Line] = []
    made = {tube.name: tube for tube in tubes}
    for run in _runs(tubes, together):
        steps += _diluents(run, made)
        for tube in run:
            if tube.made_up:
                steps += _made_up(tube, ingredients, vehicle, made)
            else:
                steps += [_added(tube, pour, ingredients, vehicle, made) for pour in _last(tube)]
    return steps


def source_values(source: str, made: Mapping[str, Tube]) -> dict[str, Value]:
    """Return what is poured as values of a step: a tube, a bottle that was filled here, or a stock, solvent or medium.

    Args:
        source: Its name.
        made: The tubes that were made, by name.
    """
    tube = made.get(source)
    values: dict[str, Value] = {"what": source, "of_tube": tube is not None}
    return {**values, "of_bottle": True} if tube is not None and tube.bottle else values


def target_values(tube: Tube) -> dict[str, Value]:
    """Return what is poured into as values of a step."""
    values: dict[str, Value] = {"tube": tube.name}
    return {**values, "bottle": True} if tube.bottle else values


def _runs(tubes: Sequence[Tube], together: Collection[str]) -> list[list[Tube]]:
    runs: list[list[Tube]] = []
    for tube in tubes:
        if runs and tube.name in together and runs[-1][-1].name in together:
            runs[-1].append(tube)
        else:
            runs.append([tube])
    return runs


def _last(tube: Tube) -> Sequence[PipettedVolume]:
    """Return the pours that are not the first diluent; the only one where nothing is diluted."""
    return tube.pours[1:] or tube.pours


def _diluents(run: Sequence[Tube], made: Mapping[str, Tube]) -> list[Line]:
    groups: list[tuple[str, Transfer, list[Tube]]] = []
    for tube in run:
        if len(tube.pours) < 2 or tube.made_up:
            continue
        first = tube.pours[0]
        alike = groups and groups[-1][0] == first.source and _alike(groups[-1][1], first.way)
        last = groups[-1][2][-1] if groups else tube
        if alike and follows(last.name, tube.name) and last.bottle == tube.bottle:
            groups[-1][2].append(tube)
        else:
            groups.append((first.source, first.way, [tube]))
    return [
        Line(
            Message.STEP_PUT_DILUENT if len(alike) == 1 else Message.STEP_PUT_DILUENT_EACH,
            {
                **pipetting(way),
                **source_values(source, made),
                **target_values(alike[0]),
                "last": alike[-1].name,
                "count": len(alike),
            },
        )
        for source, way, alike in groups
    ]


def _alike(one: Transfer, other: Transfer) -> bool:
    return (one.pipette, one.times, one.set_ul) == (other.pipette, other.times, other.set_ul)


def _added(
    tube: Tube, pour: PipettedVolume, ingredients: Sequence[Ingredient], vehicle: str, made: Mapping[str, Tube]
) -> Line:
    values: dict[str, Value] = {**pipetting(pour.way), **source_values(pour.source, made), **target_values(tube)}
    if pour is not tube.pours[-1]:
        return Line(Message.STEP_ADD_ALSO, values)
    return Line(Message.STEP_ADD_TO_TUBE, {**values, **_whole(tube, ingredients, vehicle)})


def _made_up(tube: Tube, ingredients: Sequence[Ingredient], vehicle: str, made: Mapping[str, Tube]) -> Iterator[Line]:
    """Yield the steps of what is made up in a measuring cylinder: the rest into it, then diluent up to the volume."""
    diluent, *others = tube.pours
    cylinder = diluent.way.pipette
    for place, pour in enumerate(others):
        values: dict[str, Value] = {**pipetting(pour.way), **source_values(pour.source, made), "cylinder": cylinder}
        left = not place and pour.way.pipette == cylinder
        yield Line(Message.STEP_LEFT_IN_CYLINDER if left else Message.STEP_INTO_CYLINDER, values)
    values = {"cylinder": cylinder, **source_values(diluent.source, made), **target_values(tube)}
    yield Line(Message.STEP_FILL_UP, {**values, **_whole(tube, ingredients, vehicle)})


def _whole(tube: Tube, ingredients: Sequence[Ingredient], vehicle: str) -> dict[str, Value]:
    """Return what a tube holds when it is mixed as values of a step."""
    whole: dict[str, Value] = {"total_ul": tube.volume_ul, "percent": tube.vehicle_percent, "vehicle": vehicle}
    return {**whole, **held_values(tube.parts, ingredients)}


def held_values(parts: Mapping[str, float], ingredients: Sequence[Ingredient]) -> dict[str, Value]:
    """Return what a tube holds as values: `molar`, `mg_ml` or `other`; with `_2`, `_3` of further compounds."""
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
    """Return a tube as a line of working."""
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


# Added to so many times its volume, a solution is a spike: it has to be mixed in, or it stays where it was dropped.
SPIKE_FROM = 5.0
# Steps in which medium is taken off the cells before something is put on.
TAKES_OFF = frozenset(
    {Message.STEP_REPLACE, Message.STEP_REPLACE_HALF, Message.STEP_REPLACE_IN, Message.STEP_REPLACE_HALF_IN}
)


def taking_off(code: MessageCode | None, growth: str) -> list[Line]:
    """Return the step that says how medium is taken off; none where a step takes nothing off.

    Args:
        code: How the wells are filled.
        growth: How the cells grow; "" where that is not given, and both ways are said.
    """
    if code not in TAKES_OFF:
        return []
    steps = {ADHERENT: Message.STEP_OFF_ADHERENT, SUSPENSION: Message.STEP_OFF_SUSPENSION}
    return [Line(steps.get(growth, Message.STEP_OFF_EITHER))]
