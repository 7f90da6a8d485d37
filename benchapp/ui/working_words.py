"""Lines of working, and sentences for a paper, in words; a part of the one catalogue in `words`."""

from benchapp.domain.messages import Message

M = Message

OF_WORKING: dict[Message, str] = {
    M.WORK_STOCK_VOLUME: "V = m{times_purity} ÷ (M × c) = {mass_g:mass}{purity_text} ÷ "
    "({molar_mass:molarmass} × {conc}) = {ul:volume}",
    M.WORK_STOCK_OF_MASS: "V = m{times_purity} ÷ c = {mass_g:mass}{purity_text} ÷ {conc} = {ul:volume}",
    M.WORK_STOCK_REACHED: "set {shots} = {total_ul:volume} → {conc}",
    M.WORK_BATCH: "{wells} × {ul:volume} + {overage:number} % = {total_ul:volume}",
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
    M.WORK_USED: "{what} in all: {total_ul:volume}",
    M.WORK_WELLS: "{tube}: {wells} wells take {total_ul:volume} of {made_ul:volume}",
    M.WORK_SHARE: "{count} tubes for each well, {ul:volume} of each",
    M.WORK_BOTTLE: "{density:number} g/mL × {percent:number} % ÷ {molar_mass:molarmass} = {bottle:molar}",
    M.WORK_TAKE: "{take_ul:volume} of {bottle:molar}, made up to {total_ul:volume}",
    M.WORK_DENSITY: "{cells:count} living cells in {total_ul:volume} = {per_ml:count} per mL",
    M.WORK_CELLS: "{cells:count} ÷ ({counted:count} per mL × {viable:number} %) = {take_ul:volume} of the suspension",
    # for a paper
    M.METHODS_STOCK: "{compound} ({form}, {molar_mass:molarmass}{lot_text}) was dissolved in {solvent} at "
    "{conc_alone}.",
    M.METHODS_DOSE: "{cells_text} were treated with {conc_alone} {compound} ({form}, {molar_mass:molarmass}"
    "{lot_text}) in {percent:percent} (v/v) {vehicle}{controls_text}.",
    M.METHODS_SERIES: "{count} concentrations of {compound} ({form}, {molar_mass:molarmass}{lot_text}) from {highest} "
    "to {lowest} were prepared {way_text} and gave {percent:percent} (v/v) {vehicle} in each well{wells_text}.",
    M.METHODS_COMBINE: "{compounds_text} were combined {combined_text}, each by serial dilution in medium with matched "
    "vehicle{alone_text}; wells held {percent:percent} (v/v) {vehicle}{controls_text}{wells_text}.",
}
