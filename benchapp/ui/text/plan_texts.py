"""Messages about what a calculation or a plan lacks, in words; a part of the one catalogue in `message_catalogue`."""

from collections.abc import Mapping

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message, Value
from benchapp.ui.text.language import term, tr
from benchapp.ui.text.recipe_texts import concentrations

M = Message

PLAN_TEXTS: dict[MessageCode, str] = {
    M.TOO_FEW_GIVEN: "Too little is given. Fill in one more field: {missing}.",
    M.TOO_MANY_GIVEN: "These values contradict each other. Empty the field that is to be computed.",
    M.NEEDS_SPECIFIC_ACTIVITY: "Units of activity and of mass are mixed here. Give the specific activity of the lot, "
    "such as 5000 U/mg, from its label.",
    M.NEEDS_MOLAR_MASS: "Molar and mass units are mixed here. Give the molar mass, or use one kind of unit.",
    M.NO_MOLES: "{compound} has no molar mass, so moles of it cannot be counted. Use mg/mL, U/mL or % v/v.",
    M.NEEDS_DENSITY: "One of them counts by mass and the other by volume. Give the density of the solution, such as "
    "1.05 g/mL.",
    M.NEEDS_EQUIVALENTS: "A normality counts equivalents. Give how many there are in a mole in your reaction: 1 for "
    "HCl, 2 for H2SO4.",
    M.NEEDS_PARTICLES: "Osmoles count particles. Give how many a mole gives in solution: 1 for glucose, 2 for NaCl.",
    M.NO_SOLVENT_LEFT: "This leaves no solvent: check the strength and the density.",
    M.CANNOT_MIX: "Two kinds of unit are mixed here{both_kinds}. Use the same kind for both.",
    M.TARGET_ABOVE_STOCK: "This is stronger than the stock{most_text}. Take a stronger stock or a lower concentration.",
    M.VOLUMES_DISAGREE: "The volumes do not add up. Empty one of them.",
    M.PURITY_RANGE: "Purity is above 0 and at most 110 %.",
    M.WATER_RANGE: "Water content is 0 or more and less than 100 %.",
    M.RATIO_TWO_WAYS: "“{text}” can mean {first} + {rest} or {first} + {second}. Choose one below.",
    M.NOT_A_RATIO: "“{text}” is not a ratio. Type for example 1:10, the smaller number first.",
    M.FACTOR_TOO_SMALL: "The factor must be more than 1.",
    M.PERCENT_RANGE: "This must be above 0 and at most 100 %.",
    M.NO_PIPETTE: "{volume_ul:volume} is less than your smallest pipette can set ({smallest_ul:volume}). "
    "Make more, or a weaker stock first.",
    M.TOO_LITTLE_TO_WEIGH: "{mass_g:mass} cannot be weighed; the finest balances read to {finest_g:mass}. Make more or "
    "a stronger solution, or dilute a stock.",
    M.NEVER_WEIGHED: "No balance shows {mass_g:mass}; the finest read to {finest_g:mass}. Check the number and its "
    "unit.",
    M.STRONGER_THAN_ANY: "That would be {mg_ml:massconc}: no liquid on a bench weighs more than {most_mg_ml:massconc}. "
    "Take more volume, or check the number and its unit.",
    M.LESS_THAN_A_CELL: "That is less than one cell on the whole plate. Check the number.",
    M.PER_WELL_TOO_LITTLE: "{ul:volume} per well is less than your smallest pipette can set ({smallest_ul:volume}). "
    "Give each well more of a weaker solution, or enter the acoustic dispenser that you use under Pipettes.",
    M.NO_INTERMEDIATE: "{ul:volume} is too little to pipette (at least {settable_ul:volume} within your error), "
    "and no intermediate helps: the batch has {percent:percent} vehicle, and an intermediate in medium may have "
    "{limit:percent} (lab rule). Make at least {least_ul:volume}, or start from a weaker stock.",
    M.SERIES_TOO_FINE: "{ul:volume} would go from tube to tube, too little to pipette well (at least "
    "{settable_ul:volume}). Leave {least_ul:volume} or more in each tube, or take a smaller factor.",
    M.DIRECT_TOO_FINE: "Straight from the stock needs {ul:volume} and less, and {percent:percent} vehicle leaves no "
    "room for intermediates. Choose a serial dilution, or make more in each tube.",
    M.PREMIX_TOO_FINE: "The stocks cannot be mixed in these parts: {ul:volume} of one is too little to pipette "
    "(at least {settable_ul:volume}). Make a weaker stock of that one first.",
    M.ROUNDED_SHORT: "However much is made, these pipettes cannot set what is needed. Check their ranges and "
    "increments under Pipettes.",
    M.SCHEME_NEEDS_MATCHED: "This way of making a series is for one compound that goes down alone. "
    "Choose “serial, constant vehicle”.",
    M.VEHICLE_ABOVE_ALL: "The stocks together would be {percent:percent} of the tube. Take stronger stocks, lower "
    "doses, or add a larger volume to the well.",
    M.DOSE_TWICE: "One dose is listed twice. Give each dose once.",
    M.LOWEST_ABOVE_TOP: "The lowest dose must be below the highest. Swap them, or empty one.",
    M.COMPOUND_NOT_FOUND: "No compound called “{text}” is in the library. Add it on the Compound page, or correct it.",
    M.RECIPE_NAME_NEEDED: "Give the recipe a name, for example “Monday plate”.",
    M.PIPETTE_NAME_NEEDED: "Give the pipette a name, for example P200.",
    M.PIPETTE_TWICE: "Two pipettes are called {name}. Give each a name of its own.",
    M.PIPETTE_RANGE: "This must be more than the smallest volume, and the error less than the largest.",
    M.PIPETTE_STEP: "The increment is larger than the range. Type for example 0.2 µL.",
    M.PIPETTE_NEEDED: "At least one pipette is needed. Take the usual ones to begin with.",
    M.RULE_NUMBER: "“{text}” is not a plain number. The unit is shown beside the field.",
    M.COMPOUND_TWICE: "{name} is in the well already. Name another compound here.",
    M.NAME_TAKEN: "“{name}” is the name of a tube, a stock or the vehicle here. Call the medium something else.",
    M.VEHICLES_DIFFER: "{label} is in {other}, the first stock in {vehicle}: no one control matches both. "
    "Choose a stock in {vehicle}.",
    M.STOCK_NEEDED: "Type the concentration of the stock, or choose one from the shelf.",
    M.UNDILUTED_IN: "{amount} is the liquid itself, with nothing else in it. Leave the solvent empty, or give the "
    "strength that it has in {solvent}.",
    M.SOLVENT_NEEDED: "What is the stock dissolved in? Choose the solvent, or type it after the concentration: 10 "
    "mM in DMSO.",
    M.VEHICLE_TOO_LITTLE: "{percent:percent} is too little: the stocks alone bring {least:percent}. "
    "Type {least:percent} or more, or take stronger stocks.",
    M.TOO_MANY_DOSES: "Give between 1 and {most} doses.",
    M.PLATE_FULL: "{wanted:wells} wanted, and {room} of {wells} can be used. Take a larger plate, fewer replicates, "
    "or fill the edge too.",
    M.NO_DOSE_ON_PLATE: "No well on the map is dosed. Choose a dose beside the map and drag over wells.",
    # a plan asked for in a file
    M.PLAN_NOT_READ: "{file} is not a plan request: {reason}. See plan.schema.json.",
    M.PLAN_UNKNOWN: "There is no {what} called “{text}”. See plan.schema.json.",
    M.PLAN_TWICE: "Two stocks have the id “{text}”. Give each its own.",
    M.PLAN_STOCK_OF: "Stock “{text}” contains {compound}, another compound. Name one of the compound that is planned.",
    M.PLAN_NO_REDOSE: "“{text}” has no re-doses. Ask for one with dilute, plate or combine.",
    M.PLAN_NO_SUCH_REDOSE: "The incubation has {count:redoses}, and number {number} is asked for. Make it longer.",
    M.PLAN_TOO_LITTLE: "Too little is given for a plan. The fields are: {missing}.",
    M.PLAN_NO_COMPOUND: "The request names no compound. Give “compound”, or “substance” for one without a page.",
}


def plan_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the kinds of unit that meet, and the most that a stock allows, in words."""
    kinds = [term(str(kind)) for kind in (values.get("first"), values.get("second")) if kind]
    most = " + ".join(concentrations(values))
    return {
        "both_kinds": f" ({', '.join(kinds)})" if kinds else "",
        "most_text": tr(" allows: {most} at most", most=most) if values.get("most") is True else "",
    }
