"""Buffers and media in words: their steps, their working, and why one cannot be made.

A step has three parts: what leads | what follows | the smaller line.
"""

from collections.abc import Mapping

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message, Value
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.kinds import Kind
from benchapp.ui.text.language import show, term, tr
from benchapp.ui.text.recipe_texts import concentration

M = Message

BUFFER_TEXTS: dict[MessageCode, str] = {
    M.STEP_BUFFER_BEGIN: "Before you begin:|{hazard_text:term}|",
    M.STEP_BUFFER_START: "Beaker:|put {start_ul:volume} of {diluent:term} in first, on a stirrer.|room stays for what "
    "is added, and for the acid or base",
    M.STEP_BUFFER_BOTTLE: "Pour {shots}:|{diluent:term} into a bottle.|{tool}",
    M.STEP_BUFFER_FULL_BOTTLE: "Take out {shots}:|of {diluent:term}, from {bottles_text}; keep it.|{tool}; as much as "
    "comes in, so that the volume stays",
    M.STEP_BUFFER_WEIGH: "Weigh {set_g:mass}:|{name:term}{form_text}.|{target_text}balance that reads "
    "{readability_g:mass}",
    M.STEP_BUFFER_ADD: "Add {shots}:|{name:term}{of_stock}.|{target_text}{tool}",
    M.STEP_BUFFER_COUNT: "Add {pieces} {piece:term}:|{name:term}.|one for {each_ul:volume}",
    M.STEP_BUFFER_STIR: "Stirrer:|stir until everything is dissolved.|",
    M.STEP_BUFFER_HOW: "Dissolve:|{how:term}.|",
    M.STEP_BUFFER_PH: "{ph_number}:|adjust with {ph_with_text}, before it is topped up.|",
    M.STEP_BUFFER_PH_AT: "{ph_number}:|adjust with {ph_with_text} at {ph_at}, before it is topped "
    "up.|calibrate the meter at that temperature",
    M.STEP_BUFFER_TOP_UP: "Top up:|with {diluent:term} to the {total_ul:volume} mark, mix.|{marked}",
    M.STEP_BUFFER_TOP_UP_LARGE: "Top up:|with {diluent:term} to {total_ul:volume}, mix.|in a vessel that has a "
    "mark there",
    M.STEP_BUFFER_MIX: "Mix:|{total_ul:volume} in all.|",
    M.STEP_BUFFER_FILTER: "Filter, 0.22 µm:|filter it into a sterile bottle.|",
    M.STEP_BUFFER_AUTOCLAVE: "Autoclave:|121 °C for 20 min, with the lid loose; or filter it, 0.22 µm.|"
    "close the lid when it is cold",
    M.STEP_BUFFER_ASEPTIC: "Under the hood:|work sterile from the first step: nothing is filtered afterwards.|",
    M.STEP_BUFFER_STORE: "Label it:|{kept_text}.|name, pH, day, initials",
    M.STEP_BUFFER_LABEL: "Label it:|name, pH, day, initials.|",
    M.WORK_BUFFER_MASS: "{name:term}: {target} × {total_ul:volume} = {mass_g:mass}",
    M.WORK_BUFFER_MOLAR: "{name:term}: {target} × {total_ul:volume} × {molar_mass:molarmass} = {mass_g:mass}",
    M.WORK_BUFFER_STOCK: "{name:term}: {target} × {total_ul:volume} ÷ {stock} = {ul:volume}",
    M.WORK_BUFFER_SHARE: "{name:term}: {target} of {total_ul:volume} = {ul:volume}",
    M.WORK_BUFFER_COUNT: "{name:term}: {total_ul:volume} ÷ {each_ul:volume} = {pieces}",
    M.WORK_BUFFER_WELLS: "{wells:wells} × {well_ul:volume} + {overage:percent} = {total_ul:volume}",
    M.WORK_BUFFER_REST: "{diluent:term}: {ul:volume} of {total_ul:volume}",
    M.BUFFER_NOTE: "{note:term}",
    M.BUFFER_FULL_BOTTLE: "Added to a full bottle instead, everything is {share:two} % of what was wanted.",
    M.BUFFER_WEIGH_LITTLE: "{name:term}: {mass_g:mass} is too little for a balance that reads 0.1 mg to show three "
    "digits. Make more at once, or make a concentrated stock of it first.",
    M.BUFFER_NO_STORAGE: "No source on file gives a storage temperature or a shelf life. Choose what your lab does.",
    M.BUFFER_NO_LIFE: "No source on file gives a shelf life. Type how long your lab stores it.",
    M.BUFFER_SOURCE: "Source: {title}{where_text}{taken_text}",
    M.METHODS_BUFFER: "{name:term} was made of {parts_text} in {diluent:term}{ph_text}.",
    M.BUFFER_OVERFULL: "The liquids come to {ul:volume}, more than the {total_ul:volume} that are made. Take less of "
    "one, or a stronger stock.",
    M.BUFFER_CANNOT_WEIGH: "{name:term}: {mass_g:mass} cannot be weighed; the finest balances read to {finest_g:mass}. "
    "Check the unit, or take it from a stock.",
    M.BUFFER_STOCK_WEAK: "{name:term}: {text} cannot be made from {second_text}, which is weaker.",
    M.BUFFER_NAME_NEEDED: "Type what the buffer or medium is called.",
    M.BUFFER_PART_NAME_NEEDED: "Type what this part is.",
    M.BUFFER_PARTS_NEEDED: "Type at least one part.",
    M.BUFFER_AMOUNT_NEEDED: "{name:term}: type how much of it is wanted, such as 150 mM, 10 % v/v, 1×, 8 g, or 1 "
    "tablet per 100 mL.",
    M.BUFFER_MOLAR_MASS_NEEDED: "{name:term}: type the molar mass that is on its bottle, or a mass such as 8 g/L.",
    M.BUFFER_WHICH_PERCENT: "{name:term}: “{text}” can be by volume or by mass. Type % v/v for mL in 100 mL, % w/v "
    "for g in 100 mL.",
    M.BUFFER_STOCK_NEEDED: "{name:term}: type the concentration of its stock, for “{text}”.",
    M.BUFFER_STOCK_OTHER: "{name:term}: “{text}” and a stock of “{second_text}” are of different kinds. Type both in "
    "the same one.",
    M.BUFFER_PART_OF_ONE: "{name:term}: that would be {count:number} {piece:term}. Make {whole_text} to use whole "
    "ones.",
    M.BUFFER_TOO_LITTLE: "Make at least {ul:volume}: nothing smaller has a mark to be topped up to.",
    M.BUFFER_NO_PIPETTE: "{name:term}: {ul:volume} is less than your smallest pipette sets. Make more at once, or "
    "take it from a weaker stock.",
    M.BUFFER_DILUENT_NEEDED: "Type what it is made up with: {ul:volume} are missing.",
    M.BUFFER_PH_RANGE: "Type a pH between 0 and 14.",
    M.BUFFER_TWICE: "{name:term} is listed twice. Combine them into one.",
    M.BUFFER_UNKNOWN: "There is no recipe called “{text}”.",
    M.BUFFER_SEVERAL: "“{text}” is the name of several recipes: {names}. Type one of these.",
    M.BUFFER_SEVERAL_WAYS: "Type either the volume, or the wells.",
    M.BUFFER_NAME_USED: "“{name}” is the name of another recipe. Type another one.",
    M.BUFFER_NOT_READ: "{file} cannot be read as a recipe: {reason}.",
    M.RULE_RECIPE_LIFE: "stable for {life} by its recipe, {source}",
}
STORAGE_WORDS = {
    "room": Storage.ROOM,
    "4 C": Storage.FRIDGE,
    "-20 C": Storage.FREEZER_20,
    "-80 C": Storage.FREEZER_80,
}


def buffer_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what the sentences of buffers name and no plan gives: targets, stocks and forms in words."""
    if "name" not in values and "diluent" not in values and not _OF_BUFFERS & values.keys():
        return {}
    target = str(values.get("wanted") or "") or concentration(values)
    stock, form = str(values.get("taken_from") or ""), str(values.get("form") or "")
    name = str(values.get("name") or "").casefold()
    where, taken = values.get("where"), values.get("taken")
    return {
        "target": target,
        "stock": stock,
        "target_text": tr("{target} in the end · ", target=target) if target else "",
        # A record that has no name of its own form is called like the substance.
        "form_text": tr(" ({form:term})", form=form) if form and form.casefold() != name else "",
        "of_stock": tr(", from the {stock} stock", stock=stock) if stock else "",
        "where_text": f", {where}" if where else "",
        "taken_text": f" ({taken})" if taken else "",
        **_ph(values),
        **_kept(values),
        **_whole(values),
    }


_OF_BUFFERS = frozenset({"ph", "storage_word", "title"})


def _ph(values: Mapping[str, Value]) -> dict[str, Value]:
    ph, with_what = values.get("ph"), values.get("ph_with")
    if not ph:
        return {}
    shown = tr("pH {ph}", ph=str(ph))
    return {
        "ph_number": shown,
        "ph_with_text": str(with_what) if with_what else tr("acid or base"),
        "ph_text": tr(", {shown}", shown=shown),
    }


def _kept(values: Mapping[str, Value]) -> dict[str, Value]:
    storage, life = STORAGE_WORDS.get(str(values.get("storage_word"))), values.get("life")
    parts = []
    if storage is not None:
        parts.append(tr("keep it at {where}", where=term(storage.value)))
    if life:
        parts.append(tr("use it within {life}", life=str(life)))
    bottles, bottle = values.get("bottles"), values.get("bottle_text")
    several = isinstance(bottles, int) and bottles > 1
    found: dict[str, Value] = {"kept_text": ", ".join(parts)}
    if bottles:
        found["bottles_text"] = (
            tr("full bottles, {bottles} × {bottle}", bottles=bottles, bottle=str(bottle))
            if several
            else tr("a full bottle of {bottle}", bottle=str(bottle))
        )
    return found


def _whole(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the volumes next to the one wanted for which whole tablets or bottles are taken."""
    less, more = values.get("less_ul"), values.get("more_ul")
    if not isinstance(less, int | float) or not isinstance(more, int | float):
        return {}
    larger = show(more * 1e-6, Kind.VOLUME)
    return {"whole_text": tr("{less} or {more}", less=show(less * 1e-6, Kind.VOLUME), more=larger) if less else larger}
