"""Lines of working, and sentences for a paper, in words; a part of the one catalogue in `message_texts`."""

from collections.abc import Mapping

from benchapp.domain.messages import Message, Value
from benchapp.domain.units.kinds import Kind
from benchapp.ui.text.language import show, tr
from benchapp.ui.text.vessel_texts import instrument

M = Message

OF_WORKING: dict[Message, str] = {
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
    M.WORK_DOSE: "{tube}: {conc} ({off:signed} %) ± {error:error} %, {percent:percent} {vehicle}",
    M.WORK_OFF: "{of_tube_text}± {error:error} % typical, ± {worst:error} % at worst{mainly}",
    M.WORK_OFF_COMMON: "± {error:error} % of that (typical) is the same in every dose: it moves the whole curve, "
    "not one dose against another",
    M.WORK_USED: "{what} in all: {total_ul:volume}",
    M.WORK_WELLS: "{tube}: {wells:wells}, {total_ul:volume} of {made_ul:volume}",
    M.WORK_SHARE: "{count} tubes for each well, {ul:volume} of each",
    M.WORK_BOTTLE: "{density:number} g/mL × {percent:number} % ÷ {molar_mass:molarmass} = {bottle:molar}",
    M.WORK_TAKE: "{take_ul:volume} of {bottle:molar}, made up to {total_ul:volume}",
    M.WORK_DENSITY: "{cells:count} living cells in {total_ul:volume} = {per_ml:count} per mL",
    M.WORK_CELLS: "{cells:count} ÷ ({counted:count} per mL × {viable:number} %) = {take_ul:volume} of the suspension",
    M.WORK_TOO_LITTLE: "{take_ul:volume} is too little to pipette well with your pipettes, so dilute the suspension in "
    "medium first:",
    M.WORK_PREDILUTE: "{dilution}: {take_shots} {taken_from} + {medium_shots} of medium; mix",
    M.WORK_SET_TAKE: "for the plate: {take_shots} {taken_from}, no medium",
    M.WORK_SET_BOTH: "for the plate: {take_shots} {taken_from} + {medium_shots} of medium; mix",
    M.WORK_CELLS_OFF: "cells in a well, by the pipetting alone: ± {error:error} % typical, ± {worst:error} % at worst"
    "{mainly}",
    # for a paper
    M.METHODS_STOCK: "{compound} ({form}, {molar_mass:molarmass}{lot_text}) was dissolved in {solvent} at "
    "{conc_alone}.",
    M.METHODS_STOCK_PLAIN: "{compound}{lot_text} was dissolved in {solvent} at {conc_alone}.",
    M.METHODS_DOSE: "{cells_text} were treated with {conc_alone} {compound} ({form}, {molar_mass:molarmass}"
    "{lot_text}) in {percent:percent} (v/v) {vehicle}{controls_text}.",
    M.METHODS_SERIES: "{count} concentrations of {compound} ({form}, {molar_mass:molarmass}{lot_text}) from {highest} "
    "to {lowest} were prepared {way_text} and gave {percent:percent} (v/v) {vehicle} in each well{wells_text}.",
    M.METHODS_SERIES_ONE: "{compound} ({form}, {molar_mass:molarmass}{lot_text}) was diluted to {highest} and gave "
    "{percent:percent} (v/v) {vehicle} in each well{wells_text}.",
    M.METHODS_COMBINE: "{compounds_text} were combined {combined_text}, each by serial dilution in medium with matched "
    "vehicle{alone_text}; wells held {percent:percent} (v/v) {vehicle}{controls_text}{wells_text}.",
}


def of_dilutions(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return how cells are diluted before they are seeded: the dilution, what is taken of what, and the shots."""
    derived: dict[str, Value] = {"dilution": dilution_text(values.get("factor")), "taken_from": ""}
    if "take_pipette" in values:
        of = values.get("of", 1)
        derived["taken_from"] = (
            tr("of the suspension") if of == 1 else tr("of the {dilution} dilution", dilution=dilution_text(of))
        )
    for name in ("take", "medium"):
        pipette, times, set_ul = (values.get(f"{name}_{part}") for part in ("pipette", "times", "set_ul"))
        one = show(set_ul * 1e-6, Kind.VOLUME) if isinstance(set_ul, int | float) else ""
        shots = f"{times} × {one}" if isinstance(times, int) and times > 1 else one
        derived[f"{name}_shots"] = f"{shots} ({instrument(str(pipette))})" if pipette else shots
    return derived


def dilution_text(factor: Value) -> str:
    """Return a dilution as it is written at the bench, "1:1000"; "" where it is none."""
    return f"1:{factor:.0f}" if isinstance(factor, int | float) else ""
