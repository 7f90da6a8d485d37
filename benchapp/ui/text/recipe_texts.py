"""Steps of a recipe, its tubes and tools, in words; a part of the one catalogue in `message_catalogue`.

A step has three parts: what leads | what follows | the smaller line.
"""

from collections.abc import Mapping
from functools import cache

from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.pipettes import CYLINDERS, USUAL_PIPETTES
from benchapp.domain.messages import Message, Value
from benchapp.domain.units.kinds import Kind
from benchapp.ui.text.language import counted, mark_text, percent, percents, plain, show, tr, volume_in_it

M = Message

# On the page, on paper, on the label and in the record.
ANIMALS_ONLY = mark_text("For research animals under an approved protocol; not for people.")
ON_LABEL = mark_text("research animals only; not for people")

RECIPE_TEXTS: dict[MessageCode, str] = {
    M.STEP_PUT_DILUENT: "{tool}, {shots}:|{from_what} into {vessel}.|",
    M.STEP_PUT_DILUENT_EACH: "{tool}, {shots}:|{from_what} into {each_vessel}.|",
    M.STEP_ADD_ALSO: "{tool}, {shots}:|{from_what} into {vessel}.|",
    M.STEP_ADD_TO_TUBE: "{tool}, {shots}:|{from_what} into {vessel}. Mix.|{tube}: {contents}{total_ul:volume}",
    M.STEP_INTO_CYLINDER: "{tool}, {shots}:|{from_what} into the {marked}.|",
    M.STEP_LEFT_IN_CYLINDER: "{tool}, {shots}:|{from_what}; leave it in the cylinder.|",
    M.STEP_FILL_UP: "{marked}:|make up to {total_ul:volume} with {from_what}, mix, top up to the mark, pour into "
    "{vessel}.|{tube}: {contents}{total_ul:volume}",
    M.STEP_DISSOLVE: "{tool}, {shots}:|add {solvent} to the {mass_g:mass} {in_vial}. Mix until clear.|gives {conc}",
    M.STEP_DISSOLVE_GENTLY: "{tool}, {shots}:|add sterile {solvent} to the {mass_g:mass} {in_vial}. Turn it gently "
    "until clear; do not vortex.|gives {conc}",
    M.STEP_RECONSTITUTE: "{tool}, {shots}:|add {solvent} to the {activity:activity} {in_vial}. Turn it gently until "
    "clear; do not vortex.|gives {conc}",
    M.STEP_RECONSTITUTE_IN_CYLINDER: "{tool}:|dissolve the {activity:activity} in the vial in a little of the "
    "{solvent}, pour it over, rinse the vial twice, make up to {shots} with it, mix gently, pour into a bottle.|"
    "gives {conc}",
    M.STEP_DISSOLVE_IN_CYLINDER: "{tool}:|dissolve the {mass_g:mass} in most of the {solvent}, make up to {shots} "
    "with it, mix, pour into a bottle.|gives {conc}",
    M.STEP_ZERO_TUBE: "{vessel_first}:|the last one, without compound: it is the vehicle control.|"
    "same {vehicle} as the doses",
    M.STEP_WEIGH: "Balance, {mass_g:mass}:|weigh {into_vial}, and note what you really got.|"
    "type that mass: the volume follows",
    M.STEP_MAKE_UP: "{tool}, {shots} in all:|dissolve the {mass_g:mass} in some {solvent}, then make up to this "
    "volume in a volumetric flask.|gives {conc}",
    M.STEP_WARM: "Room temperature:|warm the {solvent} stock until clear, mix.|{solvent} is solid below 18.5 °C",
    M.STEP_SPLIT: "{count} aliquots of {ul:volume}:|split for single experiments.|each is opened once",
    M.STEP_HAZARD: "Before you begin:|gloves and coat on, {handled} under the hood; collect {compound} waste "
    "separately.{out_of_light}|{hazard} ({stated_by})",
    M.STEP_GLOVES: "Before you begin:|gloves on, changed after a splash.|{solvent:term} takes what is dissolved in it "
    "through the skin (its safety data sheet)",
    M.STEP_HANDLING: "{compound}:|{cared_for}.|{stated_by}",
    M.STEP_LIGHT: "Before you begin:|keep {compound} out of the light.|{hazard}",
    M.STEP_SPIN_VIAL: "Vial:|spin it down briefly before you open it.|powder clings to lid and neck",
    M.STEP_FILTER_BOTTLE: "Bottle-top filter, 0.22 µm:|filter the solution into a sterile bottle.|it is not sterile "
    "otherwise; too much for a syringe",
    M.STEP_FILTER: "Syringe filter, 0.22 µm:|pass the solution into a sterile tube.|it is not sterile otherwise; the "
    "filter keeps back a little",
    M.STEP_STORE_ETHANOL: "Freezer:|label, close tightly, keep cold.|{solvent:term} stays liquid at −20 °C and "
    "evaporates when open",
    M.STEP_STORE_AS: "Store:|label, close tightly, store as its page says.|{statement:term} ({stated_by})",
    M.STEP_STORE_UNKNOWN: "Store:|label, close tightly, store as your lab decides.|nothing is on file about a stock "
    "in {solvent:term}",
    M.STEP_STORE: "Freezer:|label, close tightly, freeze.|{solvent} draws water when open",
    M.STEP_THAW: "{count:aliquots} of {label}:|thaw{at_place}.|{left} left after it; spin down briefly before opening",
    M.STEP_THAW_AGAIN: "{label}:|thaw the tube that was refrozen{at_place}.|{in_it}; thawed {thaws:often} with this",
    M.STEP_POOL: "{count} tubes of {label}:|pool them in one, mix.|{ul:volume} of it is taken",
    M.STEP_TAKE_OPEN: "{label}:|take the tube that is open{at_place}.|{in_it}",
    M.STEP_RESUSPEND: "{by_hand}:|spin the cells down and resuspend them in {tube}, {ul:volume} for {each_well}."
    "|{after}",
    M.STEP_ADD_TO_WELLS: "{by_hand}:|add {ul:volume} of {tube} to {each_well}.{then_mix}|{after}",
    M.STEP_DILUENT_FIRST: "{cylinder:term}:|put some {what:term} in first, about half of what is missing to the mark.|"
    "acid goes into water, never water into acid; the reagent is measured apart",
    M.STEP_SEED_WELLS: "{by_hand}:|mix {tube} again, add {ul:volume} to {each_well}.|",
    M.STEP_INFECT_WELLS: "{by_hand}:|mix {tube} gently, add {ul:volume} to {each_well}.|virus under the rules of your "
    "biosafety level",
    M.STEP_REPLACE: "{by_hand}:|remove the medium, add {ul:volume} of {tube} to {each_well}.|{after}",
    M.STEP_REPLACE_HALF: "{by_hand}:|remove {ul:volume} of medium, add {ul:volume} of {tube} to {each_well}.|{after}",
    M.STEP_CONTROL_MEDIUM: "Vehicle control:|{percent:percent} {vehicle} is as good as none, so these get medium, "
    "{wells:wells}.|",
    M.STEP_TAKE_UP_INTO: "{by_hand}:|spin the cells down and resuspend them in {from_what}, {ul:volume} into "
    "{each_where}{of_plates}.|{wells:wells}{and_after}",
    M.STEP_ADD_INTO: "{by_hand}:|add {ul:volume} of {from_what} to {each_where}{of_plates}.{then_mix}|"
    "{wells:wells}{and_after}",
    M.STEP_TAKE_OFF: "{by_hand}:|remove {ul:volume} of medium from {each_where}{of_plates}; add nothing yet.|"
    "{wells:wells}",
    M.STEP_TAKE_ALL_OFF: "{by_hand}:|remove the medium from {where}{of_plates}; add nothing yet.|{wells:wells}",
    M.STEP_REPLACE_IN: "{by_hand}:|remove the medium, add {ul:volume} of {from_what} to {each_where}{of_plates}.|"
    "{wells:wells}{and_after}",
    M.STEP_REPLACE_HALF_IN: "{by_hand}:|remove {ul:volume} of medium, add {ul:volume} of {from_what} to "
    "{each_where}{of_plates}.|{wells:wells}{and_after}",
    M.STEP_BLANKS: "{by_hand}:|add {ul:volume} of {from_what} to {each_where}{of_plates}, without cells.|"
    "{wells:blanks}",
    M.STEP_OFF_SUSPENSION: "Suspension cells:|spin the vessel at 300 × g for 5 min, or let the cells settle; take "
    "medium off from the top.|usual practice, no source on file; resuspend the cells afterwards",
    M.STEP_OFF_ADHERENT: "Adherent cells:|aspirate at the edge of the well, put fresh medium slowly against its wall.|"
    "a few wells at a time, so that none dries",
    M.STEP_OFF_EITHER: "Before medium is taken off:|spin suspension cells at 300 × g for 5 min, or let them settle, "
    "and take off from the top; aspirate from adherent ones.|usual practice, no source on file",
    M.STEP_BORDER: "Border:|add {ul:volume} of medium or PBS to each of the {wells:wells} there{of_plates}.|"
    "what evaporates there is not read",
    M.STEP_DOSING_ORDER: "Tips:|dose from the {vehicle} control up to the highest dose, or take a new tip for each "
    "tube.|a tip that went down from a high dose carries it into the low ones",
    M.CANNOT_KNOW_PLASTIC: "what sticks to tubes and tips at low doses",
    M.CANNOT_KNOW_HYDRATE: "whether your lot is a hydrate or salt",
    M.CANNOT_KNOW_MEDIUM: "whether it precipitates in your medium",
    M.CANNOT_KNOW_EVAPORATION: "how much evaporates over days",
}
_SIZES = {cylinder.name: cylinder.name.removesuffix(" measuring cylinder") for cylinder in CYLINDERS}


_SEROLOGICAL = {one.name: one.name.removesuffix(" serological") for one in USUAL_PIPETTES if one.serological}


def instrument(name: str) -> str:
    """Return the name of a pipette as the lab gave it; of a usual one or a cylinder, in the language of the screen."""
    if name in _SEROLOGICAL:
        return tr("{size} serological", size=_SEROLOGICAL[name])
    return tr("{size} measuring cylinder", size=_SIZES[name]) if name in _SIZES else name


def typed_instrument(text: str) -> str:
    """Return the name of a pipette for what was typed: that of a usual one where it is called so on the screen."""
    return next((name for name in _SEROLOGICAL if instrument(name) == text.strip()), text)


def concentration(values: Mapping[str, Value], mark: str = "") -> str:
    """Return a concentration of a message in words, with its compound where several are named; "" for none.

    Args:
        values: Of the message.
        mark: What is added to the names of the values: "_2" for the second compound.
    """
    names = _names(mark)
    if values.keys().isdisjoint(names):
        # Of most steps, all but one: this is asked for each of them at every key that is typed.
        return ""
    molar, mg_ml, other, other_kind = map(values.get, names)
    shown = ""
    if isinstance(other, int | float) and isinstance(other_kind, str):
        shown = show(float(other), Kind(other_kind))
    elif isinstance(molar, int | float):
        shown = show(float(molar), Kind.MOLARITY)
    elif isinstance(mg_ml, int | float):
        shown = show(float(mg_ml), Kind.MASS_CONCENTRATION)
    compound = values.get(f"compound{mark}")
    return f"{shown} {compound}" if shown and compound else shown


@cache
def _names(mark: str) -> tuple[str, ...]:
    return tuple(f"{name}{mark}" for name in ("molar", "mg_ml", "other", "other_kind"))


# What is added to the names of the values of each compound.
MARKS = ("", "_2", "_3")


def concentrations(values: Mapping[str, Value]) -> list[str]:
    """Return the concentration of each compound of a message."""
    return [text for mark in MARKS if (text := concentration(values, mark))]


def recipe_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the tools, vessels, contents and handling that steps name, in words."""
    return {name: value for derive in RECIPE_VALUES for name, value in derive(values).items()}


def recipe_value(values: Mapping[str, Value], name: str) -> str:
    """Return one of these, and work out none that has nothing to do with it: a plate has a hundred steps."""
    return str(_WORKED_OUT_BY[name](values).get(name, ""))


def _tools(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the instruments of a step, and the volumes that they are set to."""
    pipette, count, each = (values.get(name) for name in ("pipette", "shots", "shot_ul"))
    parts = f" ({count} × {show(float(each) * 1e-6, Kind.VOLUME)})" if isinstance(each, int | float) and count else ""
    tools: dict[str, Value] = {
        "tool": instrument(str(values.get("pipette", ""))),
        "marked": instrument(str(values.get("cylinder", ""))),
        "by_hand": f"{instrument(str(pipette))}{parts}" if pipette else tr("Cells"),
    }
    ul, times = values.get("ul"), values.get("times")
    if isinstance(ul, int | float):
        shot = show(float(ul) * 1e-6, Kind.VOLUME)
        tools["shots"] = f"{times} × {shot}" if isinstance(times, int) and times > 1 else shot
    return tools


def _vessels(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what is poured, and into what."""
    tube, what, plates, place = (values.get(name) for name in ("tube", "what", "plates", "place"))
    bottle = bool(values.get("bottle"))
    poured = tr("bottle {tube}", tube=what) if values.get("of_bottle") else tr("tube {tube}", tube=what)
    several = isinstance(plates, int) and plates > 1
    return {
        "vessel": tr("bottle {tube}", tube=tube) if bottle else tr("tube {tube}", tube=tube),
        "vessel_first": tr("Bottle {tube}", tube=tube) if bottle else tr("Tube {tube}", tube=tube),
        "each_vessel": tr(_EACH[bottle], count=values.get("count"), tube=tube, last=values.get("last")),
        "in_vial": tr("in a bottle") if bottle else tr("in the vial"),
        "into_vial": tr("into a beaker") if bottle else tr("into a vial"),
        "from_what": poured if values.get("of_tube") else tr(_SUPPLIES.get(str(what), "")) or what,
        "of_plates": tr(" of each of {plates} plates", plates=plates) if several else "",
        "at_place": f" ({place})" if place else "",
        "in_it": volume_in_it(_number(values, "ul")),
        **_wells(values),
    }


def _number(values: Mapping[str, Value], name: str) -> float:
    value = values.get(name)
    return value if isinstance(value, int | float) else 0.0


def _wells(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return which wells are meant, and that each of them is: "each of 24 wells", "each of B2–D2"."""
    count = values.get("wells")
    if not isinstance(count, int | float):
        return {}
    wells = counted("control_wells" if values.get("control") else "wells", count)
    where = str(values.get("where", ""))
    if count == 1:
        return {"each_well": wells, "each_where": where}
    return {"each_well": tr("each of {wells}", wells=wells), "each_where": tr("each of {wells}", wells=where)}


# What the small calculators take from, by the names that their tubes call it.
_SUPPLIES = {
    "suspension": mark_text("suspension"),
    "virus": mark_text("virus"),
    "medium": mark_text("medium"),
}
_EACH = {
    False: mark_text("each of the {count} tubes {tube} to {last}"),
    True: mark_text("each of the {count} bottles {tube} to {last}"),
}


def _contents(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what a tube or a well holds."""
    contents: dict[str, Value] = {}
    held = concentrations(values)
    if held:
        contents["conc"] = " + ".join(held)
    part, vehicle = values.get("percent"), values.get("vehicle")
    if isinstance(part, int | float) and vehicle:
        held.append(f"{percent(float(part))} {vehicle}")
    after = _after(values)
    return contents | {
        "held": ", ".join(held),
        "contents": "".join(f"{text}, " for text in held),
        "after": after,
        "and_after": f"; {after}" if after else "",
    }


def _after(values: Mapping[str, Value]) -> str:
    """Return what is in the well after a re-dose, in words; "" for a first dose."""
    part, vehicle = values.get("percent"), values.get("vehicle")
    ends = []
    for mark in MARKS:
        low, high = concentration(values, f"_low{mark}"), concentration(values, f"_high{mark}")
        compound = values.get(f"compound{mark}")
        name = f" {compound}" if compound else ""
        if low == high and low:
            ends.append(f"{low}{name}")
        elif low:
            ends.append(tr("{low} if fully lost, {high} if stable", low=low, high=f"{high}{name}"))
    if not ends and not values.get("redose"):
        return ""
    if isinstance(part, int | float) and vehicle:
        least = values.get("least_percent")
        shown = percents(float(least) if isinstance(least, int | float) else float(part), float(part))
        ends.append(tr("{percent} {vehicle} in all", percent=shown, vehicle=str(vehicle)))
    return tr("then in the well: {ends}", ends=", ".join(ends))


# What a recipe says of each word on handling.
_CARE = {
    "do not vortex": mark_text("turn gently, do not vortex"),
    "low-bind tubes": mark_text("use low-bind tubes and tips"),
    "no freeze–thaw": mark_text("freeze it in portions for one use, thaw each once"),
    "do not freeze": mark_text("do not freeze it"),
    "carrier protein": mark_text("dilute it in medium or buffer with carrier protein, such as 0.1 % BSA"),
}


def _handling(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return how the compound and the cells are handled."""
    return {
        "out_of_light": tr(" Keep it out of the light.") if values.get("light") else "",
        "handled": tr("powder and open tubes") if values.get("powder", True) else tr("open tubes"),
        "then_mix": tr(" Mix gently.") if values.get("mix") else "",
        "cared_for": "; ".join(tr(_CARE[word]) for word in str(values.get("care", "")).split("|") if word in _CARE),
    }


def animal_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what steps and cautions for animals name in words."""
    if "per_site" in values:
        return {"volume_unit": tr("mL for a site") if values["per_site"] else "mL/kg"}
    if "part" in values:
        return _part(values)
    if "table" in values:
        return _given(values)
    return {}


def _part(values: Mapping[str, Value]) -> dict[str, Value]:
    part, total, mg_ml = str(values["part"]), values.get("total_ul"), values.get("mg_ml")
    name = tr(part)
    gives = ""
    if isinstance(total, int | float) and isinstance(mg_ml, int | float):
        strength = show(float(mg_ml), Kind.MASS_CONCENTRATION, 3)
        gives = tr("gives {volume} of {strength}; ", volume=show(float(total) * 1e-6, Kind.VOLUME), strength=strength)
    until = ""
    if values.get("suspends"):
        until = tr(": rub it in, then mix to an even suspension") if values.get("last") else ""
    elif "last" in values:
        until = tr("; mix until clear") if values["last"] else tr("; mix until clear before the next is added")
    return {
        "part_first": name[:1].upper() + name[1:],
        "until": until,
        "gives": gives,
        "thick_text": tr("; thick, draw slowly") if values.get("thick") else "",
    }


def _given(values: Mapping[str, Value]) -> dict[str, Value]:
    low, high = (float(str(values[name])) * 1e-6 for name in ("low_ul", "high_ul"))
    ends = (show(low, Kind.VOLUME), show(high, Kind.VOLUME))
    per_day, days = int(str(values["per_day"])), int(str(values["days"]))
    once = tr("once a day") if per_day == 1 else tr("{count:often} a day", count=per_day)
    often = tr("once") if per_day * days == 1 else tr("{once} for {days}", once=once, days=counted("days", days))
    return {
        "each_ul": ends[0] if ends[0] == ends[1] else tr("{low} to {high}", low=ends[0], high=ends[1]),
        "often": often,
        "table_text": "; ".join(f"{animal} {volume}".strip() for animal, volume in table_lines(str(values["table"]))),
    }


RECIPE_VALUES = (_tools, _vessels, _contents, _handling, animal_values)
_WORKED_OUT_BY = {
    **dict.fromkeys(("tool", "by_hand", "shots"), _tools),
    **dict.fromkeys(
        ("vessel", "vessel_first", "each_vessel", "into_vial", "from_what", "of_plates", "at_place", "in_it"), _vessels
    ),
    "held": _contents,
    "then_mix": _handling,
}


def table_lines(table: str) -> tuple[tuple[str, str], ...]:
    """Return the table of a step as what leads and the volume: "1, 18 g" and "180 µL"."""
    from benchapp.domain.in_vivo.animal_recipe import given_table  # noqa: PLC0415 (only where animals are dosed)

    return tuple(
        (
            tr("No. {animal}, {grams} g", animal=animal, grams=plain(grams)) if animal else f"{plain(grams)} g",
            show(ul * 1e-6, Kind.VOLUME),
        )
        for animal, grams, ul in given_table(table)
    )
