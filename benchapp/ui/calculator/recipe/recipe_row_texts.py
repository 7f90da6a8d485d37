"""The rows of a recipe in words: which tube, what goes into it, what it is then, and with which pipettes."""

from collections.abc import Mapping, Sequence

from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.recipe_rows import RecipeRow, RowKind
from benchapp.domain.recipes.recipes import Line, Recipe
from benchapp.domain.units.amounts import nominal
from benchapp.domain.units.kinds import Kind
from benchapp.ui.calculator.recipe.animal_row_texts import animal_row
from benchapp.ui.calculator.recipe.row_text import RowText
from benchapp.ui.text.compounds.ghs_statements import hazard_text
from benchapp.ui.text.language import mark_text, percent, show, tr
from benchapp.ui.text.message_texts import say_step
from benchapp.ui.text.recipe_texts import concentrations, recipe_value, recipe_values

_ONTO_CELLS = frozenset(
    {Message.STEP_RESUSPEND, Message.STEP_ADD_TO_WELLS, Message.STEP_REPLACE, Message.STEP_REPLACE_HALF}
)
_EACH_FILLED = {
    Message.STEP_ADD_INTO: mark_text("Add {volume} of each tube to its wells.{then_mix}"),
    Message.STEP_TAKE_UP_INTO: mark_text("Spin the cells down and resuspend them, {volume} of a tube for each well."),
    Message.STEP_REPLACE_IN: mark_text("Remove the medium, add {volume} of each tube to its wells."),
    Message.STEP_REPLACE_HALF_IN: mark_text("Remove {volume} of medium, add {volume} of each tube to its wells."),
}
_DISSOLVED = {
    Message.STEP_DISSOLVE: mark_text("Add {shots} {solvent} to the {mass_g:mass} {in_vial}. Mix until clear."),
    Message.STEP_RECONSTITUTE: mark_text(
        "Add {shots} {solvent} to the {activity:activity} {in_vial}. Turn it gently until clear; do not vortex."
    ),
}
_JOINT = " · "


def stock_name(one: Ingredient) -> str:
    """Return what a stock is called in a recipe: "Lenalidomide 10 mM"."""
    return f"{one.compound} {show(nominal(one.stock), one.kind, 3)}"


def named_steps(recipe: Recipe) -> tuple[Line, ...]:
    """Return the steps of a recipe with its stocks called by their compounds; where one is fetched, by its code too.

    A plan calls a stock by its code, or "stock": short, and alike in every language.
    """
    names = {one.source: stock_name(one) for one in recipe.stocks if one.compound}
    return tuple(Line(line.code, _named(line.values, names)) for line in recipe.steps)


def _named(values: Mapping[str, Value], names: Mapping[str, str]) -> dict[str, Value]:
    named = dict(values)
    for place in ("what", "tube"):
        if (name := names.get(str(values.get(place, "")))) and not values.get("of_tube"):
            named[place] = name
    if name := names.get(code := str(values.get("label", ""))):
        named |= {"label": f"{name}, {code}", "called": name, "code": code}
    return named


def row_text(row: RecipeRow, steps: Sequence[Line]) -> RowText:
    """Return a row of a recipe in words.

    Args:
        row: Which steps belong to it.
        steps: All steps of the recipe.
    """
    lines = [steps[place] for place in row.places]
    match row.kind:
        case RowKind.STOCK:
            return _stock(lines)
        case RowKind.TUBE if lines[-1].code == Message.STEP_FILL_UP:
            return _made_up(lines)
        case RowKind.TUBE:
            return _tube(lines)
        case RowKind.TUBES:
            return _tubes(row, steps)
        case RowKind.MEDIUM:
            return _medium_alone(lines)
        case RowKind.WELLS if len(row.parts) > 1:
            return _wells(lines)
        case _:
            return _step(lines[0])


def _stock(lines: Sequence[Line]) -> RowText:
    """Return what is taken out, and how it is made ready."""
    taken = [line for line in lines if line.code in _TAKEN]
    ready = [tr(_READY[line.code], **line.values) for line in lines if line.code in _READY]
    words = " ".join([*(_taken(line) for line in taken), *ready])
    notes = [say_step(line.code, line.values)[2] for line in lines if line.code != Message.STEP_POOL]
    if taken[-1].code == Message.STEP_THAW:
        notes[len(taken) - 1] = tr("spin down briefly before opening")
    thawed = any(line.code != Message.STEP_TAKE_OPEN for line in taken)
    left = next((line.values["left"] for line in taken if "left" in line.values), None)
    remain = "" if left is None else tr("{left} left", left=left)
    detail = _JOINT.join(part for part in (str(taken[0].values.get("code", "")), remain) if part)
    return RowText(tr("Thaw") if thawed else tr("Take"), words, detail, "; ".join(notes))


def _taken(line: Line) -> str:
    values = {"called": line.values["label"], **line.values}
    return tr(_TAKEN[line.code], **values, at_place=recipe_value(values, "at_place"))


_TAKEN = {
    Message.STEP_THAW: mark_text("{count:aliquots} of {called}{at_place}."),
    Message.STEP_THAW_AGAIN: mark_text("The refrozen tube of {called}{at_place}."),
    Message.STEP_TAKE_OPEN: mark_text("The open tube of {called}{at_place}."),
}
_READY = {
    Message.STEP_POOL: mark_text("Pool {count:tubes} in one, mix."),
    Message.STEP_WARM: mark_text("Warm until clear, mix."),
}


def _step(line: Line) -> RowText:
    if (animals := animal_row(line)) is not None:
        return animals
    lead, text, note = say_step(line.code, line.values)
    title, words = lead.removesuffix(":"), text[:1].upper() + text[1:]
    if line.code in _DISSOLVED:
        known = recipe_values(line.values)
        values = {**line.values, **known, "shots": str(known["shots"]), "in_vial": str(known["in_vial"])}
        return RowText(tr("Dissolve"), tr(_DISSOLVED[line.code], **values), str(known["tool"]), note)
    if line.code == Message.STEP_HAZARD:
        return RowText(title, words, note=hazard_text(str(line.values["hazard"])), source=str(line.values["stated_by"]))
    if line.code == Message.STEP_LIGHT:
        return RowText(title, words, note=tr(str(line.values["hazard"])))
    if line.code == Message.STEP_WEIGH:
        values = {**line.values, "into_vial": recipe_value(line.values, "into_vial")}
        weigh = tr("Weigh {mass_g:mass} {into_vial}, and note what you really got.", **values)
        return RowText(tr("Weigh"), weigh, tr("Balance"), note)
    if line.code in {Message.STEP_SEED_WELLS, Message.STEP_INFECT_WELLS}:
        return RowText(tr("Seed") if line.code == Message.STEP_SEED_WELLS else tr("Infect"), words, title, note)
    if line.code == Message.STEP_WARM:
        return RowText(tr("Warm"), words, note=note)
    if line.code == Message.STEP_SPLIT:
        return RowText(tr("Aliquot"), tr("Split into {lead} for single experiments.", lead=title), "", note)
    if line.code == Message.STEP_BLANKS:
        return RowText(tr("Blanks"), words, title, note)
    if line.code in _ONTO_CELLS or line.code in _EACH_FILLED:
        # The pipette leads the step; in a row, what is done does.
        return RowText(_filled_by(line), words, title, note)
    return RowText(title, words, note=note)


def _filled_by(line: Line) -> str:
    if line.values.get("control"):
        return tr("Vehicle control")
    return tr("Dose") if line.code in _ONTO_CELLS or line.values.get("of_tube") else tr("Untreated")


def _tube(lines: Sequence[Line]) -> RowText:
    vessel = recipe_value(lines[-1].values, "vessel_first")
    return RowText(vessel, _poured(lines), _JOINT.join((_holds(lines[-1]), _tools(lines))))


def _made_up(lines: Sequence[Line]) -> RowText:
    """Return what is made up in a measuring cylinder: its steps, one sentence after the other."""
    said = [say_step(line.code, line.values) for line in lines]
    words = " ".join(f"{lead} {text}" for lead, text, _ in said)
    return RowText(recipe_value(lines[-1].values, "vessel_first"), words, _holds(lines[-1]))


def _poured(lines: Sequence[Line]) -> str:
    parts = " + ".join(_part(line.values) for line in lines)
    return tr("{parts}. Mix.", parts=parts) if lines[-1].code == Message.STEP_ADD_TO_TUBE else f"{parts}."


def _part(values: dict[str, Value]) -> str:
    """Return what is poured, and how much: "2 × 720 µL medium", "160 µL of tube A"."""
    shots = recipe_value(values, "shots")
    if values.get("of_tube"):
        # A tube with the name of its compound, “Len 2”, needs no other word.
        named = str(values["what"])
        what = named.replace(" ", "\u00a0") if " " in named else recipe_value(values, "from_what")
        return tr("{shots} of {what}", shots=shots, what=what)
    return tr("{shots} {what}", shots=shots, what=recipe_value(values, "from_what"))


def _holds(line: Line) -> str:
    """Return what a tube is when it is mixed: "20 µM, 0.2 % DMSO, 2.7 mL"."""
    total = line.values.get("total_ul")
    volume = show(float(total) * 1e-6, Kind.VOLUME) if isinstance(total, int | float) else ""
    return ", ".join(part for part in (recipe_value(line.values, "held"), volume) if part)


def _tools(lines: Sequence[Line]) -> str:
    tools = (recipe_value(line.values, "tool") for line in lines)
    return ", ".join(dict.fromkeys(tool for tool in tools if tool))


def _tubes(row: RecipeRow, steps: Sequence[Line]) -> RowText:
    """Return a run of tubes; what all of them have in common is said once."""
    parts = [[steps[place] for place in part] for part in row.parts if part]
    alone = {place for part in row.parts for place in part}
    shared = [steps[place] for place in row.places if place not in alone]
    common = [line for line in shared if line.code != Message.STEP_ZERO_TUBE]
    names = [str(part[-1].values["tube"]) for part in parts]
    ways = {_chain(part, names) for part in parts}
    sentences = [_into_each(line) for line in common]
    alike = _vehicle_of_all([part[-1] for part in parts])
    if len(ways) == 1 and "" not in ways:
        sentences.append(next(iter(ways)))
        held = [_held(part[-1], alike) for part in parts]
        named = ((name, what) for name, what in zip(names, held, strict=True))
    else:
        sentences.append(tr("Then, mixing each:") if common else tr("Mix each:"))
        named = (
            (name, f"{' + '.join(_part(line.values) for line in part)} → {_held(part[-1], alike)}")
            for name, part in zip(names, parts, strict=True)
        )
    notes = [
        tr("the rest of {vessel} is the vehicle control", vessel=recipe_value(line.values, "vessel"))
        for line in shared
        if line.code == Message.STEP_ZERO_TUBE
    ]
    first, last = (names[place].replace(" ", "\u00a0") for place in (0, -1))
    title = tr("Tubes {first}–{last}", first=first, last=last)
    detail = _JOINT.join(part for part in (alike, _tools([steps[place] for place in row.places])) if part)
    return RowText(title, " ".join(sentences), detail, "; ".join(notes), tuple(named))


def _vehicle_of_all(lines: Sequence[Line]) -> str:
    """Return the vehicle in tubes, where it is the same in all of them: "0.1 % DMSO"; "" where it is not."""
    held = {_vehicle(line) for line in lines}
    return next(iter(held)) if len(held) == 1 else ""


def _vehicle(line: Line) -> str:
    part, vehicle = line.values.get("percent"), line.values.get("vehicle")
    return f"{percent(float(part))} {vehicle}" if isinstance(part, int | float) and vehicle else ""


def _held(line: Line, alike: str) -> str:
    """Return what a tube holds; without the vehicle where all have the same."""
    held = concentrations(line.values)
    return ", ".join(held if alike and held else [recipe_value(line.values, "held")])


def _into_each(line: Line) -> str:
    each = recipe_value(line.values, "each_vessel" if line.code == Message.STEP_PUT_DILUENT_EACH else "vessel")
    return tr("{part} into {each}.", part=_part(line.values), each=each)


def _chain(part: Sequence[Line], names: Sequence[str]) -> str:
    """Return in words that a tube gets its part of the tube before it; "" where it does not."""
    (line, *more) = part
    tube, what = str(line.values["tube"]), str(line.values["what"])
    place = names.index(tube)
    if more or not line.values.get("of_tube") or (place and names[place - 1] != what):
        return ""
    return tr("Then {shots} from tube to tube, mixing each.", shots=recipe_value(line.values, "shots"))


_MEDIUM_ALONE = {
    Message.STEP_ADD_INTO: (mark_text("Untreated"), mark_text("{volume} each, {where}{of_plates}")),
    Message.STEP_BLANKS: (mark_text("Blanks, without cells"), mark_text("{volume} each, {where}{of_plates}")),
    Message.STEP_BORDER: (mark_text("Border"), mark_text("{volume} each, or PBS, {wells:wells}{of_plates}")),
}


def _medium_alone(lines: Sequence[Line]) -> RowText:
    """Return the wells that get medium and no tube, and how much each."""
    filled = []
    for line in lines:
        name, what = _MEDIUM_ALONE[line.code]
        volume = show(float(str(line.values["ul"])) * 1e-6, Kind.VOLUME)
        values = {"where": "", **line.values, "volume": volume}
        filled.append((tr(name), tr(what, **values, of_plates=recipe_value(line.values, "of_plates"))))
    tools = (recipe_value(line.values, "by_hand") for line in lines if line.values.get("pipette"))
    words = tr("Add medium to the wells that get no tube.")
    return RowText(tr("Medium alone"), words, ", ".join(dict.fromkeys(tools)), lines=tuple(filled))


def _wells(lines: Sequence[Line]) -> RowText:
    order = ""
    if lines[0].code == Message.STEP_DOSING_ORDER:
        order = tr("from the {vehicle} control up to the highest dose, or a new tip for each tube", **lines[0].values)
        lines = lines[1:]
    first = lines[0]
    volume = show(float(str(first.values["ul"])) * 1e-6, Kind.VOLUME)
    words = tr(_EACH_FILLED[first.code], volume=volume, then_mix=recipe_value(first.values, "then_mix"))
    filled = tuple(
        (str(line.values["what"]), f"{line.values['where']} ({say_step(line.code, line.values)[2]})") for line in lines
    )
    detail = recipe_value(first.values, "by_hand") + recipe_value(first.values, "of_plates")
    return RowText(tr("Dose"), words, detail, order, filled)
