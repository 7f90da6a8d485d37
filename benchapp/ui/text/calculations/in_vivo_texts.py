"""Doses for research animals in words; a part of the one catalogue in `message_catalogue`."""

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message

M = Message

IN_VIVO_TEXTS: dict[MessageCode, str] = {
    M.NOT_A_DOSE: "“{text}” is not a dose by weight. Type for example 25 mg/kg.",
    M.NOT_A_VOLUME_BY_WEIGHT: "“{text}” is not a volume by weight. Type for example 10 mL/kg or 100 µL/10 g.",
    M.DOSE_CANNOT_BE: "“{text}” is not a possible dose for an animal: it is less than 1 pg/kg, or more than the "
    "animal weighs. Check the number and its unit.",
    M.VOLUME_CANNOT_BE: "“{text}” is not a possible volume for an animal: no syringe measures less than 1 µL/kg, and "
    "1 L/kg is the whole animal. Type for example 10 mL/kg.",
    M.NOT_WEIGHTS: "“{text}” are not weights. Type one for each animal, a mean or a range: 18 21 19.5 g, 20 g or "
    "18–24 g.",
    M.WEIGHTS_COMMA: "“{text}” can be read in two ways. Put a semicolon between two weights, and a point into a "
    "number.",
    M.WEIGHTS_DIFFER: "{weights} weights for {animals:animals}. Type one for each, a mean or a range.",
    M.ANIMALS_NEEDED: "How many animals are there?",
    M.VEHICLE_EMPTY: "Choose a vehicle or type its parts, for example 10 % DMSO, 90 % corn oil.",
    M.VEHICLE_PARTS: "Too many parts ({most} at the most). Mix some of them beforehand.",
    M.VEHICLE_SHARES: "The parts of “{text}” add up to {sum:number} %, not to 100 %. Correct a share, or leave out "
    "one: that part takes the rest.",
    M.VEHICLE_TWICE: "{name} is named twice. Add its shares up.",
    M.STOCK_NOT_FIRST: "The stock is in {solvent:term}, and the vehicle begins with {first:term}. Choose a vehicle "
    "that begins with {solvent:term}, or begin with the solid.",
    M.STOCK_TOO_WEAK: "The stock is too weak: with it the dose would be {would:percent} {first:term}, and the vehicle "
    "has {percent:percent}. It takes {least_mg_ml:massconc} at least; or begin with the solid.",
    M.WEIGHED_TOO_LITTLE: "{mg:number} mg is too little: all animals together take {needed_mg:number} mg. Weigh in "
    "more.",
    M.VOLUME_ABOVE_MOST: "{given:number} {volume_unit} {route:term} is above the possible maximum for a "
    "{species:term} ({most:number} {volume_unit}). Make it stronger, or split the dose as your protocol says. "
    "({stated_by})",
    M.VOLUME_ABOVE_GOOD: "{given:number} {volume_unit} {route:term} is more than good practice for a {species:term} "
    "({good:number} {volume_unit}; possible maximum {most:number}). Make it stronger, or ask your veterinarian. "
    "({stated_by})",
    M.NOT_INTO_A_VEIN: "An oil or a suspension must not be injected into a vein: it can block vessels. Choose a "
    "clear, aqueous vehicle, or another route.",
    M.MUCH_DMSO: "{percent:percent} DMSO: {usual:number} % or less is usual for animals (answers collected by "
    "Norecopa, not reviewed). Give the vehicle alone to control animals.",
    M.VEHICLE_NO_FIGURE: "Solubility in this vehicle: no value found. Make a little first, and look whether it stays "
    "clear.",
    M.ABOVE_IN_VEHICLE: "{mg_ml:massconc} is {times:times} the highest figure on file for this vehicle "
    "({most_mg_ml:massconc}). Give more volume of a weaker solution, or test a little first. ({stated_by})",
    M.KEEPS_UNKNOWN: "One preparation for {days:days}: no value found for its stability in this vehicle. Make it "
    "fresh each day, or test it.",
    M.WANTED_FRESH: "One preparation for {days:days}, though its page asks for fresh solutions. Make it fresh each "
    "day. ({stated_by})",
    M.DOSE_OF_FORM: "{dose:number} mg/kg of {form:term} hold {held:number} mg/kg of {usual:term}. Which of them does "
    "your protocol mean?",
    M.DOSE_READABILITY: "On a balance that reads to {readability_mg:number} mg, {mg:number} mg is ± "
    "{percent:percent}. Weigh more, or begin with a stock.",
    M.SYRINGE_COARSE: "On this syringe {exact_ul:volume} become {ul:volume} ({off:signed} %). Take one with a finer "
    "graduation, or give more volume.",
    M.WEIGHT_UNLIKELY: "A {species:term} of {grams:number} g can hardly be. Check the weights and their unit.",
    M.DOSE_UNLIKELY: "{dose:number} mg/kg is {percent:percent} of what the animal weighs. Check the dose and its unit.",
    M.STEP_ANIMALS_ONLY: "Animals:|for research animals under an approved protocol; not for people.|",
    M.STEP_WEIGH_DOSE: "Weigh:|{mass_g:mass} of the compound into a tube.|what you really weighed can be typed: the "
    "volumes follow",
    M.STEP_TAKE_STOCK: "Stock:|{shots} of the stock in {part:term} into a tube.|{tool}",
    M.STEP_FIRST_PART: "{part_first}:|{shots} onto it{until}.|{gives}{tool}{thick_text}",
    M.STEP_NEXT_PART: "{part_first}:|add {shots}{until}.|{gives}{tool}{thick_text}",
    M.STEP_DOSE_ANIMALS: "Give:|{each_ul} to each animal by its weight ({ul_g:number} µL for each gram), "
    "{route:term}, {often}.|{table_text}",
    M.STEP_EACH_DAY: "Each day:|make it again on each of the {days:days}; {mass_g:mass} of the compound in all.|",
    M.CANNOT_KNOW_ANIMAL: "how well animals tolerate the dose, the vehicle and the volume",
    M.WORK_IN_VEHICLE: "{mg_ml:massconc} in this vehicle; {most_mg_ml:massconc} are on file for it ({stated_by})",
    M.WORK_DOSE_STRENGTH: "{dose:number} mg/kg ÷ {ml_kg:number} mL/kg = {mg_ml:massconc}",
    M.WORK_AS_HEAVIEST: "calculated with {high:number} g for each animal, so that there is enough whatever they weigh",
    M.WORK_ANIMALS: "{grams:number} g in all × {ml_kg:number} mL/kg × {doses:doses} = {needed_ul:volume}; made: "
    "{total_ul:volume}",
    M.WORK_DOSE_MASS: "{total_ul:volume} × {mg_ml:massconc} = {mass_g:mass} of the compound",
    M.WORK_ALL_DAYS: "{preparations} preparations: {all_g:mass} in all",
    M.METHODS_IN_VIVO: "{compound} ({form:term}{lot_text}) was prepared in {vehicle} at {mg_ml:massconc} and given to "
    "research animals ({species:term}, {route:term}) at {dose:number} mg/kg in {ml_kg:number} mL/kg.",
}
