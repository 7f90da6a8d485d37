"""Lines of working, and sentences for a paper, in words; a part of the one catalogue in `message_catalogue`."""

from collections.abc import Mapping

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message, Value
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.numerals import whole
from benchapp.ui.text.language import decimal, mark_text, percent, plain, show, tr
from benchapp.ui.text.recipe_texts import MARKS, concentration, instrument

M = Message

WORKING_TEXTS: dict[MessageCode, str] = {
    M.WORK_STOCK_VOLUME: "V = m{times_purity} ÷ (M × c) = {mass_g:mass}{purity_text} ÷ "
    "({molar_mass:molarmass} × {conc}) = {ul:volume}",
    M.WORK_STOCK_OF_MASS: "V = m{times_purity} ÷ c = {mass_g:mass}{purity_text} ÷ {conc} = {ul:volume}",
    M.WORK_STOCK_OF_ACTIVITY: "V = A ÷ c = {activity:activity} ÷ {conc} = {ul:volume}",
    M.WORK_ACTIVITY: "A = m × potency = {mass_g:mass} × {potency:potency} = {activity:activity}",
    M.WORK_MASS_OF_ACTIVITY: "m = A ÷ potency = {activity:activity} ÷ {potency:potency} = {mass_g:mass}",
    M.WORK_STOCK_REACHED: "set {shots} = {total_ul:volume} → {conc}",
    M.WORK_BATCH: "{wells} × {ul:volume} + {overage:number} % = {total_ul:volume}",
    M.WORK_BATCH_ROUND: "{ul:volume} is made, for round volumes; the difference is part of the overage.",
    M.WORK_TUBE: "{tube}: {take_ul:volume} in {total_ul:volume} → {held}",
    M.WORK_STRENGTH: "{well_ul:volume} ÷ {ul:volume} = {strength:times} the dose in what is added",
    M.WORK_SOLUBILITY: "{of_compound}at most {mg_ml:massconc}{in_place}, well below the {limit_mg_ml:number} mg/mL on "
    "file for {in_solvent:term} ({stated_by})",
    M.WORK_VEHICLE: "in the well: {conc}, {percent:percent} {vehicle}",
    M.WORK_REDOSE: "{after}. {vehicle}: {kept:number} × {before_percent:percent} + {added_percent:percent} = "
    "{percent:percent}",
    M.WORK_MIXED: "in all: {conc}, {percent:percent} {vehicle}",
    M.WORK_DOSE: "{tube}: {conc} ({off:signed} %) ± {error:error} %{and_vehicle}",
    M.WORK_OFF: "{of_tube_text}± {error:error} % typical, ± {worst:error} % at worst{mainly}",
    M.WORK_OFF_COMMON: "± {error:error} % of that (typical) is the same in every dose: it moves the whole curve, "
    "not one dose against another",
    M.WORK_USED: "{what} in all: {total_ul:volume}",
    M.WORK_WELLS: "{tube}: {wells:wells}, {total_ul:volume} of {made_ul:volume}",
    M.WORK_SHARE: "{count} tubes for each well, {ul:volume} of each",
    M.WORK_BOTTLE: "{density:number} g/mL × {percent:number} % ÷ {molar_mass:molarmass} = {bottle:molar}",
    M.WORK_BY_MASS: "ppm and ppb are read by mass: 1 ppm is 1 mg in 1 kg.",
    M.WORK_STRAND: "M = {count} × {each:molarmass} + {ends:molarmass} = {molar_mass:molarmass} for {strand}: the "
    "average residue, of a sequence with each base as often",
    M.WORK_OSMOLES_IDEAL: "Each particle counts as one: a real solution of a salt has somewhat less.",
    M.WORK_OF_THE_SOLUTION: "The density is that of the finished solution, at its temperature.",
    M.WORK_TAKE: "{take_ul:volume} of {bottle:molar}, made up to {total_ul:volume}",
    M.WORK_DENSITY: "{cells:count} viable cells in {total_ul:volume} = {per_ml:count} per mL",
    M.WORK_CELLS: "{cells:count} ÷ ({counted:count} per mL × {viable:number} %) = {take_ul:volume} of the suspension",
    M.WORK_TOO_LITTLE: "{take_ul:volume} is too little to pipette well with your pipettes, so dilute the suspension in "
    "medium first:",
    M.WORK_PREDILUTE: "{dilution}: {take_shots} {taken_from} + {medium_shots} of medium; mix",
    M.WORK_SET_TAKE: "for the plate: {take_shots} {taken_from}, no medium",
    M.WORK_SET_BOTH: "for the plate: {take_shots} {taken_from} + {medium_shots} of medium; mix",
    M.WORK_CELLS_OFF: "cells in a well, by the pipetting alone: ± {error:error} % typical, ± {worst:error} % at worst"
    "{mainly}",
    # for a paper
    M.METHODS_STOCK: "{compound} ({form:term}, {molar_mass:molarmass}{lot_text}) was dissolved in {solvent} at "
    "{conc_alone}.",
    M.METHODS_STOCK_PLAIN: "{compound}{lot_text} was dissolved in {solvent} at {conc_alone}.",
    M.METHODS_DOSE: "{cells_text} were treated with {conc_alone} {compound} ({form:term}, {molar_mass:molarmass}"
    "{lot_text}) in {percent:percent} (v/v) {vehicle}{controls_text}.",
    M.METHODS_DOSE_PLAIN: "{cells_text} were treated with {conc_alone} {compound} ({form:term}, {molar_mass:molarmass}"
    "{lot_text}).",
    M.METHODS_SERIES: "{count} concentrations of {compound} ({form:term}, {molar_mass:molarmass}{lot_text}) from "
    "{highest} to {lowest} were prepared {way_text}{gave_text}{wells_text}.",
    M.METHODS_SERIES_ONE: "{compound} ({form:term}, {molar_mass:molarmass}{lot_text}) was diluted to "
    "{highest}{gave_text}{wells_text}.",
    M.METHODS_COMBINE: "{compounds_text} were combined {combined_text}, each by serial dilution in medium with matched "
    "vehicle{alone_text}; wells held {percent:percent} (v/v) {vehicle}{wells_text}{controls_text}.",
}


def working_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the factors, dilutions and parts of sentences for a paper that are derived, in words."""
    purity, water = values.get("purity"), values.get("water")
    dry = "" if water is None else tr(" × (1 − water)")
    dry_percent = f" × {plain(100 - float(water))} %" if isinstance(water, int | float) else ""
    return {
        "times_purity": f"{'' if purity is None else tr(' × purity')}{dry}",
        "purity_text": f"{'' if purity is None else f' × {decimal(str(purity))} %'}{dry_percent}",
        **_dilutions(values),
        **_paper(values),
    }


def _dilutions(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return how cells are diluted before they are seeded: the dilution, what is taken of what, and the shots."""
    derived: dict[str, Value] = {"dilution": _dilution(values.get("factor")), "taken_from": ""}
    if "take_pipette" in values:
        of = values.get("of", 1)
        derived["taken_from"] = (
            tr("of the suspension") if of == 1 else tr("of the {dilution} dilution", dilution=_dilution(of))
        )
    for name in ("take", "medium"):
        pipette, times, set_ul = (values.get(f"{name}_{part}") for part in ("pipette", "times", "set_ul"))
        shot = show(set_ul * 1e-6, Kind.VOLUME) if isinstance(set_ul, int | float) else ""
        shots = f"{times} × {shot}" if isinstance(times, int) and times > 1 else shot
        derived[f"{name}_shots"] = f"{shots} ({instrument(str(pipette))})" if pipette else shots
    return derived


def _dilution(factor: Value) -> str:
    """Return a dilution as it is written at the bench, "1:1000"; "" where it is none."""
    return f"1:{factor:.0f}" if isinstance(factor, int | float) else ""


def _paper(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what was given to which cells and wells, as a paper writes it."""
    compounds = [_compound_given(values, mark) for mark in MARKS if values.get(f"compound{mark}")]
    controls, vehicle = values.get("controls"), values.get("vehicle")
    # What is counted by volume, as serum is, and what is in water alone brings no vehicle.
    part = values.get("percent")
    brought = {"percent": part, "vehicle": vehicle} if vehicle and isinstance(part, int | float) else {}
    lot, cells, wells = values.get("lot"), values.get("cells"), values.get("replicates")
    replicates = whole(str(wells)) if str(wells).isdecimal() else str(wells)
    return {
        "lot_text": tr(", lot {lot}", lot=lot) if lot else "",
        "cells_text": tr("{cells} cells", cells=cells) if cells else tr("Cells"),
        "wells_text": tr(", n = {wells:wells}", wells=replicates) if wells else "",
        "gave_text": tr(" and gave {percent:percent} (v/v) {vehicle} in each well", **brought) if brought else "",
        "and_vehicle": f", {percent(part)} {vehicle}" if vehicle and isinstance(part, int | float) else "",
        "way_text": tr(_WAYS.get(str(values.get("way")), "")),
        "conc_alone": concentration({**values, "compound": ""}),
        "compounds_text": tr(" and ").join(compounds) if values.get("combined") else "",
        "combined_text": tr(_COMBINED.get(str(values.get("combined")), "")),
        "alone_text": tr(", and each was given alone") if values.get("alone") else "",
        "controls_text": tr("; vehicle controls received {vehicle} alone", vehicle=str(vehicle)) if controls else "",
    }


def _compound_given(values: Mapping[str, Value], mark: str) -> str:
    """Return one of several compounds with its form, molar mass, lot and concentrations."""
    lot, count = values.get(f"lot{mark}"), values.get(f"count{mark}")
    parts = {name: values.get(f"{name}{mark}") or "" for name in ("compound", "form", "highest", "lowest")}
    parts["molar_mass"] = values.get(f"molar_mass{mark}") or 0.0
    parts["lot_text"] = tr(", lot {lot}", lot=lot) if lot else ""
    if isinstance(count, int) and count > 1:
        return tr(
            "{compound} ({form:term}, {molar_mass:molarmass}{lot_text}; {count} concentrations, {highest} to {lowest})",
            **parts,
            count=count,
        )
    return tr("{compound} ({form:term}, {molar_mass:molarmass}{lot_text}; {highest})", **parts)


# How compounds were put together, as a paper says it.
_COMBINED = {
    "constant": mark_text("at one dose of the second with every dose of the first"),
    "ratio": mark_text("at a constant ratio"),
    "checkerboard": mark_text("every dose with every dose"),
}
# How each way of making a series is called in a paper.
_WAYS = {
    "tube to tube, vehicle matched": mark_text("by serial dilution in medium with matched vehicle"),
    "in vehicle, then into medium": mark_text("by serial dilution in vehicle and equal dilution into medium"),
    "each from the stock, vehicle matched": mark_text("each from the stock with matched vehicle"),
    "tube to tube in plain medium": mark_text("by serial dilution in medium"),
}
