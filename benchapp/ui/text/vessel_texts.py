"""Tubes, bottles and measuring cylinders in the steps of a recipe; a part of the one catalogue in `message_texts`."""

from collections.abc import Mapping

from benchapp.domain.lab.pipettes import CYLINDERS
from benchapp.domain.messages import Message, Value
from benchapp.ui.text.language import mark_text, tr

M = Message

OF_VESSELS: dict[Message, str] = {
    M.STEP_PUT_DILUENT: "{tool}, {shots}:|{from_what} into {vessel}.|",
    M.STEP_PUT_DILUENT_EACH: "{tool}, {shots}:|{from_what} into {each_vessel}.|",
    M.STEP_ADD_ALSO: "{tool}, {shots}:|{from_what} into {vessel}.|",
    M.STEP_ADD_TO_TUBE: "{tool}, {shots}:|{from_what} into {vessel}. Mix.|{tube}: {contents}{total_ul:volume}",
    M.STEP_INTO_CYLINDER: "{tool}, {shots}:|{from_what} into the {marked}.|",
    M.STEP_LEFT_IN_CYLINDER: "{tool}, {shots}:|{from_what}; leave it in the cylinder.|",
    M.STEP_FILL_UP: "{marked}:|make up to {total_ul:volume} with {from_what}, mix, top up to the mark, pour into "
    "{vessel}.|{tube}: {contents}{total_ul:volume}",
    M.STEP_DISSOLVE: "{tool}, {shots}:|add {solvent} to the {mass_g:mass} {in_vial}. Mix until clear.|gives {conc}",
    M.STEP_RECONSTITUTE: "{tool}, {shots}:|add {solvent} to the {activity:activity} {in_vial}. Turn it gently until "
    "clear; do not vortex.|gives {conc}",
    M.STEP_RECONSTITUTE_IN_CYLINDER: "{tool}:|dissolve the {activity:activity} in the vial in a little of the "
    "{solvent}, pour it over, rinse the vial twice, make up to {shots} with it, mix gently, pour into a bottle.|"
    "gives {conc}",
    M.STEP_DISSOLVE_IN_CYLINDER: "{tool}:|dissolve the {mass_g:mass} in most of the {solvent}, make up to {shots} "
    "with it, mix, pour into a bottle.|gives {conc}",
    M.STEP_ZERO_TUBE: "{vessel_first}:|the last one, without compound: it is the vehicle control.|"
    "same {vehicle} as the doses",
}
_SIZES = {one.name: one.name.removesuffix(" measuring cylinder") for one in CYLINDERS}


def instrument(name: str) -> str:
    """Return the name of a pipette as the lab gave it, or of a measuring cylinder in the language of the screen."""
    return tr("{size} measuring cylinder", size=_SIZES[name]) if name in _SIZES else name


def of_vessels(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what is poured, into what, and with what, in words."""
    derived: dict[str, Value] = {
        "tool": instrument(str(values.get("pipette", ""))),
        "marked": instrument(str(values.get("cylinder", ""))),
    }
    tube, what = values.get("tube"), values.get("what")
    bottle = bool(values.get("bottle"))
    derived["vessel"] = tr("bottle {tube}", tube=tube) if bottle else tr("tube {tube}", tube=tube)
    derived["vessel_first"] = tr("Bottle {tube}", tube=tube) if bottle else tr("Tube {tube}", tube=tube)
    derived["each_vessel"] = tr(_EACH[bottle], count=values.get("count"), tube=tube, last=values.get("last"))
    source = values.get("brim_source", "Corning")
    derived["brim_by"] = (
        tr("flat bottom, {source}", source=source) if source else tr("no source found: a lab’s own figure")
    )
    derived["in_vial"] = tr("in a bottle") if bottle else tr("in the vial")
    of_bottle = bool(values.get("of_bottle"))
    poured = tr("bottle {tube}", tube=what) if of_bottle else tr("tube {tube}", tube=what)
    derived["from_what"] = poured if values.get("of_tube") else what
    return derived


_EACH = {
    False: mark_text("each of the {count} tubes {tube} to {last}"),
    True: mark_text("each of the {count} bottles {tube} to {last}"),
}
