"""Every message in words.

Free of widgets, so that the command line speaks the same sentences. A sentence says what is wrong and what to do.
Places in braces name values; what stands after the colon says how they are shown.
"""

from collections.abc import Mapping

from benchapp.domain.messages import BenchError, Message, Value
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.numerals import whole
from benchapp.ui.text.input_texts import OF_TYPED, of_typed
from benchapp.ui.text.journal_texts import OF_JOURNAL
from benchapp.ui.text.language import decimal, fill, mark_text, percents, plain, show, term, tr
from benchapp.ui.text.language import percent as percent_text
from benchapp.ui.text.list_texts import OF_LISTS
from benchapp.ui.text.vessel_texts import OF_VESSELS, instrument, of_vessels
from benchapp.ui.text.working_texts import OF_WORKING, of_dilutions

M = Message

CATALOGUE: dict[Message, str] = {
    **OF_TYPED,
    # calculations
    M.TOO_FEW_GIVEN: "Too little is given. Fill in one more field: {missing}.",
    M.TOO_MANY_GIVEN: "These values contradict each other. Empty the field that is to be computed.",
    M.NEEDS_SPECIFIC_ACTIVITY: "Units of activity and mass meet here. Give the specific activity of the lot, such as "
    "5000 U/mg, from its label.",
    M.NEEDS_MOLAR_MASS: "Molar and mass units meet here. Give the molar mass, or use one kind of unit.",
    M.CANNOT_MIX: "Two kinds of unit meet here{both_kinds}. Use the same kind for both.",
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
    M.PER_WELL_TOO_LITTLE: "{ul:volume} a well is less than your smallest pipette can set ({smallest_ul:volume}). "
    "Give each well more of a weaker solution, or enter the acoustic dispenser that you use under Pipettes.",
    M.NO_INTERMEDIATE: "{ul:volume} is too little to set ({settable_ul:volume} is the least within your error), "
    "and no way round it fits: the batch holds {percent:percent} vehicle, and an intermediate in medium may hold "
    "{limit:percent} (lab rule). Make at least {least_ul:volume}, or start from a weaker stock.",
    M.SERIES_TOO_FINE: "{ul:volume} would go from tube to tube, too little to set well ({settable_ul:volume} is the "
    "least). Leave {least_ul:volume} or more in each tube, or take a smaller factor.",
    M.DIRECT_TOO_FINE: "Straight from the stock needs {ul:volume} and less, and {percent:percent} vehicle leaves no "
    "room for intermediates. Go tube to tube, or make more in each tube.",
    M.PREMIX_TOO_FINE: "The stocks cannot be mixed in these parts: {ul:volume} of one is too little to set "
    "({settable_ul:volume} is the least). Make a weaker stock of that one first.",
    M.SCHEME_NEEDS_MATCHED: "This way of making a series is for one compound that goes down alone. "
    "Choose tube to tube with matched vehicle.",
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
    M.SOLVENT_NEEDED: "What is the stock dissolved in? Choose the solvent, or type it after the concentration: 10 "
    "mM in DMSO.",
    M.VEHICLE_TOO_LITTLE: "{percent:percent} cannot be met: the stocks bring {least:percent}, which is the least. "
    "Type {least:percent} or more, or take stronger stocks.",
    M.TOO_MANY_DOSES: "Give between 1 and {most} doses.",
    M.PLATE_FULL: "{wanted:wells} wanted, and {room} of {wells} can be used. Take a larger plate, fewer replicates, "
    "or fill the edge too.",
    M.NO_DOSE_ON_PLATE: "No well on the map is dosed. Choose a dose beside the map and drag over wells.",
    # chemistry
    M.ABOVE_HIGHEST_VALUE: "{of_compound}Above the highest value on file: {highest}, {whose}.{times_more} "
    "Make it weaker, or test a little first. ({stated_by})",
    M.CALLED_INSOLUBLE: "{of_compound}{calls_it} insoluble in {solvent:term}.{use_remedy} ({stated_by})",
    M.SOLUBILITY_UNKNOWN: "{of_compound}Solubility in {solvent:term}: no value found. Look for particles before use.",
    M.SOLUBILITY_ONLY_BELOW: "{of_compound}Only an upper bound is on file for {solvent}: {figure}. Less than that is "
    "not shown to dissolve; look for particles before use. ({stated_by})",
    M.SOLUBILITY_DIFFERS: "{of_compound}Reports for {solvent} differ: {figure} here, {high_mg_ml:number} mg/mL "
    "elsewhere. Look for particles before use. ({stated_by})",
    M.FALLS_OUT: "{of_compound}It falls out of {solvent}: neither dissolve nor dilute it there. ({stated_by})",
    M.FALLS_OUT_OF_BUFFER: "{of_compound}It falls out of {solvent}, and medium is a neutral buffer too: add it to "
    "medium only at the working dose, and look at it under the microscope. ({stated_by})",
    M.INSOLUBLE_NO_FIGURE: "{of_compound}Called insoluble in {solvent}, without a figure: how much stays dissolved in "
    "medium is not known. Look for particles before use. ({stated_by})",
    M.MIXTURE_UNKNOWN: "{of_compound}{vessel_first} holds {percent:percent} {vehicle}: no solubility is on file for "
    "such a mixture. Look for particles before you go on.",
    M.AQUEOUS_LIMIT_NEAR: "{of_compound}{mg_ml:massconc}{in_place} comes close to the {limit_mg_ml:number} mg/mL on "
    "file for {in_solvent:term}. It may fall out: look at it under the microscope, or dose less. ({stated_by})",
    M.AQUEOUS_ABOVE: "{of_compound}{mg_ml:massconc}{in_place} is {times_over} times the {limit_mg_ml:number} mg/mL on "
    "file for {in_solvent:term} ({whose}). Expect it to fall out: dose less. ({stated_by})",
    M.AQUEOUS_UNTESTED: "{of_compound}{mg_ml:massconc}{in_place} is more than was tested in {in_solvent:term} "
    "({figure}, {whose}). Look at it under the microscope. ({stated_by})",
    M.AQUEOUS_BELOW: "{of_compound}Every tube in medium is below the {limit_mg_ml:number} mg/mL on file for "
    "{in_solvent:term} (highest {mg_ml:massconc}; {stated_by}).",
    M.VEHICLE_NOTE: "{percent:percent} {vehicle} in the well is more than the usual {limit:percent} (lab rule). "
    "A stronger stock brings less.",
    M.VEHICLE_SENSITIVE_CELLS: "{percent:percent} {vehicle} changes {cells:term}: activation markers fall from "
    "{limit:percent} on (lab rule). Use a stronger stock.",
    M.VEHICLE_HIGH: "{percent:percent} {vehicle} in the well is high for any cells ({limit:percent}, lab rule). "
    "Use a stronger stock.",
    M.VEHICLE_STRONG: "{percent:percent} {vehicle} in the well harms cells ({limit:percent}, lab rule). "
    "Use a stronger stock.",
    M.VEHICLE_IS_WATER: "{percent:percent} {vehicle} in the well dilutes the medium, salts included, by as much: its "
    "osmolality falls ({limit:percent}, lab rule). A stronger stock brings less.",
    M.VEHICLE_IS_BUFFER: "{percent:percent} {vehicle} in the well dilutes nutrients and serum by as much "
    "({limit:percent}, lab rule). A stronger stock brings less.",
    M.VEHICLE_NO_LIMIT: "{percent:percent} {vehicle} in the well: no limit is on file for this solvent. "
    "Compare cells in {vehicle} alone with untreated ones.",
    M.RODENT_CEREBLON: "{species}: whether its cereblon responds to this drug is not on file, and that of the mouse "
    "hardly does. Show the loss of a target first, or use human cells. ({stated_by})",
    M.MOUSE_CEREBLON: "Mouse cereblon does not respond to this drug, or hardly: expect little or no "
    "effect. Use human cells, or cells with cereblon I391V. ({stated_by})",
    M.PIPETTE_ERROR: "{ul:volume} of stock for the whole batch cannot be set well{with_pipette}: "
    "{count:intermediates} put in.",
    M.BATCH_GROWN: "{wanted_ul:volume} would need {ul:volume} of stock, too little to set: "
    "{times:times} as much is made.",
    M.SERIES_GROWN: "A volume was too small to set: {times:times} as much as asked for is made of each tube.",
    M.TUBE_GROWN: "{vessel_first}: {ul:volume} is made, though {wanted_ul:volume} would do: a smaller volume of what "
    "goes into it could not be set well.",
    M.BATCH_SAVES: "{ul:volume} of each dose is made, not {wanted_ul:volume}: without intermediates, {tubes:tubes} "
    "and {steps:steps} fewer. This takes {more_ul:volume} more medium and no more stock.",
    M.BATCH_LARGER: "{ul:volume} of each dose is made, not {wanted_ul:volume}: a smaller volume of what goes into it "
    "could not be set well. This takes {more_ul:volume} more medium.",
    M.SERIES_ERROR: "Errors add up along the series: the dose of {vessel} is ± {error:error} % typically, "
    "± {worst:error} % at worst{mainly}. Leave more in each tube, or use smaller pipettes.",
    M.DOSE_ERROR: "The dose is ± {error:error} % typically, ± {worst:error} % at worst{mainly}. "
    "Use a smaller pipette for it, or a larger volume of a weaker solution.",
    M.UNDILUTED: "The stock goes in as it is: {conc} is reached where {wanted_conc} was wanted ({off:signed} %), less "
    "of a difference than its pipetting makes.",
    M.VEHICLE_FALLS: "The vehicle falls with the dose, from {percent:percent} to {lowest:percent} {vehicle}: a control "
    "matches only one of the doses. Go tube to tube in medium with the matched vehicle.",
    M.NO_VEHICLE_CONTROL: "No well is a vehicle control. Give some wells {vehicle} without the compound.",
    M.STOCK_NOT_ENOUGH: "{needed_ul:volume} of {label} is needed. In hand: {count:aliquots}, {ul:volume} in all, of "
    "which {usable_ul:volume} can be taken out ({dead_ul:volume} stays behind in each, lab rule). Make less, or "
    "prepare more of it.",
    M.MASS_OF_ANOTHER_FORM: "{mass:molarmass} is the molar mass of {other}; the header shows {form} "
    "({form_mass:molarmass}). Choose the form that is in the vial.",
    M.MASS_NOT_OF_FORM: "{mass:molarmass} is not the molar mass of {form} ({form_mass:molarmass}). "
    "Use the figure on the label of this lot, or choose the form.",
    M.REASON_NEEDED: "Give a short reason: it is recorded in the journal with this. Or correct what is named above.",
    M.WRONG_FORM: "The stock was made of {stock_form} ({stock_mass:molarmass}); the header shows {form} "
    "({mass:molarmass}). The figures are those of the stock.",
    M.NOMINAL_MASS: "The mass is the label's nominal figure; how far off it is, is not counted in the ±. "
    "Tare the vial and weigh it for the real one.",
    M.ACTIVITY_OF_LOT: "Units of activity differ from lot to lot: take them from the certificate of this one. How far "
    "off they are, is not counted in the ±.",
    M.POTENCY_AS_WEIGHED: "The potency counts for the powder as it is weighed: purity and water are in it already, and "
    "are not counted again for the units.",
    M.STOCK_NOT_COMPARED: "How much dissolves in {solvent:term} is on file by mass, and is not compared with units. "
    "Give the potency in U/mg to compare it.",
    M.READABILITY_UNKNOWN: "On a balance that reads to {readability_mg:number} mg, {mg:number} mg is "
    "± {percent:percent}. Enter the readability of yours under Pipettes and lab rules, and the ± of the stock counts "
    "it.",
    M.POWDER_DISPLACES: "The powder takes up about {powder_ul:volume} itself (0.7 µL per mg, an estimate), and a "
    "vial has no mark to make up to: {mass_g:mass} + {ul:volume} {solvent} gives about {mg_ml:massconc} ({off:signed} "
    "%). For the full concentration add about {least_ul:volume}, or use a volumetric flask.",
    M.MANY_ALIQUOTS: "{count} aliquots of {ul:volume} are more than is usual. Check the mass and the concentration, "
    "or make the aliquots larger.",
    M.BELOW_BALANCE: "{mg:number} mg is less than this balance can weigh well ({smallest_mg:number} mg, lab rule). "
    "Dissolve the whole vial, or tare it.",
    M.EVAPORATION: "{length_s:span} in wells of {ul:volume}: outer wells lost 16 to 35 % of the signal of the middle "
    "ones within 72 h in one test of two plates (“The edge effect: a global problem”, RCSI). Fill the border with "
    "medium, humidify, or use a larger vessel.",
    M.BORDER_USED: "{wells:wells} of the border in use: over more than a day they evaporate first (“The edge effect: "
    "a global problem”, RCSI). Leave the border free, or keep the plate humid and read them apart.",
    M.WELL_TOO_FULL: "{ul:volume} is much for a well of a {wells}-well plate: {most_ul:volume} is the most that is "
    "usual, and {brim_ul:volume} fills it to the brim ({brim_by}). Check the volume and the plate.",
    M.WELL_TOO_SHALLOW: "{ul:volume} is little for a well of a {wells}-well plate, which usually gets "
    "{usual_ul:volume}: it may not cover the cells. Check the volume and the plate.",
    M.WELL_OVERFLOWS: "{ul:volume} does not fit into a well of a {wells}-well plate: it holds {brim_ul:volume} to the "
    "brim ({brim_by}), and {most_ul:volume} is the most that is usual. Check the volume and the plate.",
    M.WORKING_PAST_USE_BY: "{label} is past its use-by. Make a fresh one before you dose.",
    M.STOCK_ENDS_BEFORE: "{label} passes its use-by before the last re-dose. Have another stock ready.",
    M.ONE_DOSE_FOR_ALL: "The source wants fresh solutions, and one dose would have to last {length_s:span}. "
    "Choose: a single dose by design, or re-dose.",
    # freshness
    M.RULE_AGE: "{span_s:span} after making (lab rule)",
    M.RULE_WORKING: "{span_s:span} after making, however it is stored (lab rule)",
    M.RULE_STATED: "{span_s:span} at {storage:term}, as its page states",
    M.RULE_LIQUID: "{span_s:span} liquid in all (lab rule)",
    M.RULE_WARM: "{span_s:span} at 37\u202f°C in all (lab rule)",
    M.RULE_THAW: "{span_s:span} after the first thaw (lab rule)",
    M.RULE_THAWS: "thawed more than {most:often} (lab rule)",
    M.RULE_EXPIRY: "the date on the {source:term}",
    M.THAWED_AGAIN: "{label} has been thawed {count:often}. The article says to avoid it and gives no number; "
    "{noted:count} is a lab rule. A new aliquot is safer.",
    M.THAWED_OFTEN: "{label} has been thawed {count:often}. Take a new aliquot, or make a fresh stock.",
    M.RULE_PARENT: "no longer than {source}, which it was made from",
    M.NO_LIMIT_SET: "no limit set",
    M.PAST_USE_BY: "{label} is past its use-by. Make a fresh stock, or thaw an aliquot that is within its rule.",
    M.MORE_THAN_LEFT: "{label} holds {ul:volume} in that tube. Take less, or correct the volume.",
    M.WELLS_TAKE_MORE: "{label} holds {ul:volume}, and the wells take {needed_ul:volume}. Make more of it.",
    M.GIVEN_WITH_WHICH: "Choose the solution that the re-dose was given with, or “none of these”.",
    M.MORE_KEPT_THAN_HELD: "Before the wells there is {ul:volume} in all. Type what is left afterwards.",
    M.MORE_THAN_TUBES: "{count:tubes} can be had here. Type {count} or fewer.",
    M.NO_ALIQUOT_LEFT: "No aliquot of {label} is left. Choose another stock, or make one.",
    M.ALREADY_MADE: "Recorded at {time} as {label}. Press again to record another.",
    M.MADE_BEFORE_STOCK: "{label} was made at {time}, later than the time given here ({at}). "
    "Correct the time, or press again to record it so.",
    M.NOTHING_MADE: "Nothing is made: the stock goes into the wells as it is. "
    "Choose one from your stocks to record what is taken of it.",
    # recipe: what leads | what follows | the smaller line
    **OF_VESSELS,
    M.STEP_WEIGH: "Balance, {mass_g:mass}:|weigh into a vial, and note what you really got.|"
    "type that mass above: the volume follows",
    M.STEP_MAKE_UP: "{tool}, {shots} in all:|dissolve the {mass_g:mass} in some {solvent}, then make up to this "
    "volume in a volumetric flask.|gives {conc}",
    M.STEP_WARM: "Room temperature:|warm the {solvent} stock until clear, mix.|{solvent} is solid below 18.5 °C",
    M.STEP_SPLIT: "{count} aliquots of {ul:volume}:|split for single experiments.|each is opened once",
    M.STEP_HAZARD: "Before you begin:|gloves and coat on, {handled} under the hood, waste of {compound} "
    "apart.{out_of_light}|{hazard} ({stated_by})",
    M.STEP_GLOVES: "Before you begin:|gloves on, changed after a splash.|{solvent:term} takes what is dissolved in it "
    "through the skin (its safety data sheet)",
    M.STEP_LIGHT: "Before you begin:|keep {compound} out of the light.|{hazard}",
    M.STEP_SPIN_VIAL: "Vial:|spin it down briefly before you open it.|powder clings to lid and neck",
    M.STEP_FILTER_BOTTLE: "Bottle-top filter, 0.22 µm:|filter the solution into a sterile bottle.|it is not sterile "
    "otherwise; too much for a syringe",
    M.STEP_FILTER: "Syringe filter, 0.22 µm:|pass the solution into a sterile tube.|it is not sterile otherwise; the "
    "filter keeps back a little",
    M.STEP_STORE_ETHANOL: "Freezer:|label, close tightly, keep cold.|{solvent:term} stays liquid at −20 °C and "
    "evaporates when open",
    M.STEP_STORE_AS: "Keep:|label, close tightly, store as its page says.|{statement} ({stated_by})",
    M.STEP_STORE_UNKNOWN: "Keep:|label, close tightly, store as your lab decides.|nothing is on file about a stock in "
    "{solvent:term}",
    M.STEP_STORE: "Freezer:|label, close tightly, freeze.|{solvent} draws water when open",
    M.STEP_THAW: "{count:aliquots} of {label}:|thaw{at_place}.|{left} left after it; spin down briefly before opening",
    M.STEP_THAW_AGAIN: "{label}:|thaw the tube that was refrozen{at_place}.|{ul:volume} in it; thawed {thaws:often} "
    "with this",
    M.STEP_POOL: "{count} tubes of {label}:|pool them in one, mix.|{ul:volume} of it is taken",
    M.STEP_TAKE_OPEN: "{label}:|take the tube that is open{at_place}.|{ul:volume} in it",
    M.STEP_RESUSPEND: "{by_pipette}{ul:volume} a well:|spin the cells, take them up in {tube}, {wells:wells}.|{after}",
    M.STEP_ADD_TO_WELLS: "{by_pipette}{ul:volume} a well:|{tube} onto the cells, {wells:wells}.{then_mix}|{after}",
    M.STEP_DILUENT_FIRST: "{cylinder:term}:|put some {what:term} in first, about half of what is missing to the mark.|"
    "acid goes into water, never water into acid; the reagent is measured apart",
    M.STEP_SEED_WELLS: "{by_pipette}{ul:volume} a well:|{tube}, mixed again, into {wells:wells}.|",
    M.STEP_REPLACE: "{by_pipette}{ul:volume} a well:|take the medium off, put {tube} on, {wells:wells}.|{after}",
    M.STEP_REPLACE_HALF: "{by_pipette}{ul:volume} a well:|take that much off, put {tube} on, {wells:wells}.|{after}",
    M.STEP_CONTROL: "Vehicle control:|the same with {vehicle} in place of stock, for {wells:wells}.|",
    M.STEP_CONTROL_MEDIUM: "Vehicle control:|{percent:percent} {vehicle} is as good as none, so these get medium, "
    "{wells:wells}.|",
    M.STEP_TAKE_UP_INTO: "{by_pipette}{ul:volume} a well:|spin cells, take them up in {from_what}, into {where}"
    "{of_plates}.|"
    "{wells:wells}{and_after}",
    M.STEP_ADD_INTO: "{by_pipette}{ul:volume} a well:|{from_what} onto the cells in {where}{of_plates}.{then_mix}|"
    "{wells:wells}{and_after}",
    M.STEP_TAKE_OFF: "{ul:volume} a well:|take that much off {where}{of_plates}, and put nothing on yet.|{wells:wells}",
    M.STEP_TAKE_ALL_OFF: "All of it:|take the medium off {where}{of_plates}, and put nothing on yet.|{wells:wells}",
    M.STEP_REPLACE_IN: "{by_pipette}{ul:volume} a well:|take the medium off, {from_what} into {where}{of_plates}.|"
    "{wells:wells}{and_after}",
    M.STEP_REPLACE_HALF_IN: "{by_pipette}{ul:volume} a well:|take that much off, {from_what} into {where}{of_plates}.|"
    "{wells:wells}{and_after}",
    M.STEP_BLANKS: "{by_pipette}{ul:volume} a well:|{from_what} without cells into {where}{of_plates}.|{wells:blanks}",
    M.STEP_OFF_SUSPENSION: "Suspension cells:|spin the vessel at 300 × g for 5 min, or let the cells settle; take "
    "medium off from the top.|usual practice, no source on file; whirl the cells up again afterwards",
    M.STEP_OFF_ADHERENT: "Adherent cells:|aspirate at the edge of the well, put fresh medium slowly against its wall.|"
    "a few wells at a time, so that none dries",
    M.STEP_OFF_EITHER: "Before medium is taken off:|spin suspension cells at 300 × g for 5 min, or let them settle, "
    "and take off from the top; aspirate from adherent ones.|usual practice, no source on file",
    M.STEP_BORDER: "{ul:volume} a well:|medium or PBS into the {wells:wells} of the border{of_plates}.|"
    "what evaporates there is not read",
    M.STEP_DOSING_ORDER: "Tips:|dose from the {vehicle} control up to the highest dose, or take a new tip for each "
    "tube.|a tip that went down from a high dose carries it into the low ones",
    M.CANNOT_KNOW_PLASTIC: "what sticks to tubes and tips at low doses",
    M.CANNOT_KNOW_HYDRATE: "whether your lot is a hydrate or salt",
    M.CANNOT_KNOW_MEDIUM: "whether it falls out in your medium",
    M.CANNOT_KNOW_EVAPORATION: "how much evaporates over days",
    **OF_WORKING,
    # files
    M.FILE_UNREADABLE: "{file} cannot be read: {reason}. Check that it is there and is the right kind of file.",
    M.MONOGRAPH_NOT_JSON: "{file} is not JSON: {reason}. Correct it at that place.",
    M.MONOGRAPH_WRONG_TYPE: "{file}, at {path}: found {found}. Write {instead} instead.",
    M.MONOGRAPH_MISSING: "{file}: {path} is missing. Add it.",
    M.MONOGRAPH_UNKNOWN_KEY: "{file}: {path} is not part of the format. Use one of: {instead}.",
    M.MONOGRAPH_BAD_VALUE: "{file}, at {path}: “{found}” does not fit. Write {instead} instead.",
    M.MONOGRAPH_TWICE: "{file}, in {path}: the fact id “{fact}” is used twice. Give each fact an id of its own.",
    M.MONOGRAPH_NO_SOURCE: "{file}, at {path}: there is no source “{source}”. Add it to sources, or correct the key.",
    M.MONOGRAPH_FORMAT: "{file}, at {path}: found “{found}”. Write “{instead}”; a newer file needs a newer program.",
    M.MONOGRAPH_BAD_TEXT: "{file}, at {path}: the text holds a character that cannot be shown ({found}). Remove it.",
    M.MONOGRAPH_TOO_MANY: "{file}, in {path}: the compound {found} is listed twice. Keep one of the two.",
    M.MONOGRAPH_BUNDLED: "{file}, at {path}: this is the id of {name}, which comes with the program and is not "
    "replaced. Open it and choose Edit, or give the file’s compound an id of its own.",
    # a compound of one's own
    M.EMPTY_FORMULA: "Type a formula, for example C13H13N3O3 or C13H13N3O3·HCl.",
    M.FORMULA_WRONG: "“{text}” is not a formula: look at “{part}”. Type elements and counts, "
    "for example C13H13N3O3·HCl.",
    M.FORMULA_CHARGED: "“{text}” is charged, and an ion alone cannot be weighed. Type the salt with its counter-ion, "
    "for example C16H18N3SCl.",
    M.FORMULA_OPEN_WATER: "“{text}” leaves open how much water is in it. Type how much, for example ·H2O or ·2H2O, or "
    "the formula without water and the water content of the lot.",
    M.FORMULA_ISOTOPE: "“{text}” begins with a number: a labelled atom is typed as [13C], and a multiple needs what it "
    "is joined to. Look at “{part}”.",
    M.NOT_ONE_MASS: "“{text}” is a range or a limit, and no one molar mass. Type the figure to calculate with.",
    M.MOLAR_MASS_DIFFERS: "The formula weighs {computed:molarmass}, not {stated:molarmass}. "
    "Correct one of the two, or name the form.",
    M.MOLAR_MASS_MONOISOTOPIC: "{stated:molarmass} is the monoisotopic mass of this formula; a balance sees "
    "{computed:molarmass}. Use that.",
    M.MOLAR_MASS_OTHER_FORM: "{stated:molarmass} is this formula {other}: another form. "
    "Correct the formula, or the molar mass.",
    M.MOLAR_MASS_AGREES: "Formula and molar mass agree ({computed:molarmass}).",
    M.MOLAR_MASS_NEEDED: "Give the formula or the molar mass; without one of them nothing can be calculated.",
    M.CAS_WRONG: "The check digit of {cas} does not fit; it would be {digit}. Compare it with the label.",
    M.CAS_SHAPE: "“{text}” is not a CAS number. Type it with its two dashes, for example 191732-72-6.",
    M.CAS_KNOWN: "{cas} is in the library already, as {name}.",
    M.INCHIKEY_SHAPE: "“{text}” is not an InChIKey: 14 capitals, a dash, 10 capitals, a dash, 1 capital.",
    M.NAME_NEEDED: "Type the name as printed on the label.",
    M.NAME_KNOWN: "{name} is in the library already. Give it a name of its own, or edit that one.",
    M.SOURCE_NEEDED: "Name the source: the label, a product sheet, “my own measurement, {today}”.",
    M.BAD_TEXT: "The text holds a character that cannot be shown ({found}). Type it again without.",
    M.TEXT_TOO_LONG: "That is {length} characters; at most {longest} are allowed here. Shorten it.",
    M.RANGE_REVERSED: "“{text}” begins with the larger number. Type the smaller one first.",
    M.COMPOUND_GONE: "{name} is no longer in the library, so its doses cannot be worked out. "
    "Import it again, or bring its file back.",
    M.COMPOUND_IN_USE: "{name} is in use: {what}. Discard or end that first.",
    **OF_LISTS,
    **OF_JOURNAL,
    M.ZONE_UNKNOWN: "The time zone of this computer is not known; times are shown at UTC{offset}, as its clock is set "
    "today. Set the time zone in the settings of the system, or a time after the next change of clocks is an hour off.",
    # a plan asked for in a file
    M.PLAN_NOT_READ: "{file} is not a plan request: {reason}. See plan.schema.json.",
    M.PLAN_UNKNOWN: "There is no {what} called “{text}”. See plan.schema.json.",
    M.PLAN_TWICE: "Two stocks have the id “{text}”. Give each its own.",
    M.PLAN_STOCK_OF: "Stock “{text}” holds {compound}, another compound. Name one of the compound that is planned.",
    M.PLAN_NO_REDOSE: "“{text}” has no re-doses. Ask for one with dilute, plate or combine.",
    M.PLAN_NO_SUCH_REDOSE: "The incubation has {count:redoses}, and number {number} is asked for. Make it longer.",
    M.PLAN_TOO_LITTLE: "Too little is given for a plan. The fields are: {missing}.",
    M.PLAN_NO_COMPOUND: "The request names no compound. Give “compound”, or “substance” for one without a page.",
    M.NOTHING_TO_UNDO: "There is nothing to undo.",
    M.UNDO_ELSEWHERE: "This was recorded on another computer. Undo it there.",
    # running
    M.ALREADY_RUNNING: "Bench Companion is running already with this data folder; its window comes forward.",
    M.RUNNING_IN_OTHER_SESSION: "Bench Companion is running already with the data folder {file}, in another session "
    "on this computer (user {owner}), so its window is not on this screen. Close it there first, or use a data folder "
    "of your own.",
    M.RUNNING_UNANSWERED: "The data folder {file} is in use by a program on this computer that does not answer "
    "(process {pid}). Wait a moment and try again; if it hangs, end it first.",
    M.RUNNING_UNNAMED: "The data folder {file} is in use by a program on this computer that does not answer and whose "
    "lock file does not name it. Wait a moment and try again; if it hangs, end it first.",
    M.LOCKED_ELSEWHERE: "The data folder is in use on {host}. Close the program there first.",
    M.CLOCK_CHANGED: "The clock of this computer was set by {by_s:signed_span}. Running timers did not follow it; "
    "check the time shown.",
    M.NO_DISPLAY: "There is no display here, so pictures of every page were made instead: {folder}",
    M.WORK_FAILED: "{what:term} failed because of a fault in the program. Everything that was confirmed is saved. "
    "A report was written to {file}; please give it to whoever looks after the program.",
    M.WORK_FAILED_UNWRITTEN: "{what:term} failed because of a fault in the program ({fault}), and no report of it "
    "could be written to a file. Everything that was confirmed is saved. Please tell whoever looks after the program.",
    M.NO_MEMORY: "{what:term} failed: this computer has too little free memory for it. Close other programs, or take "
    "less at once, then try again.",
    M.LABEL_UNKNOWN: "{label} is a label id, but no solution here has it. It may be in another laptop's journal.",
    M.BAD_LABEL: "“{text}” is no label id. One looks like BC-7F3KM2.",
}


def say(code: Message | str, values: Mapping[str, Value] | None = None) -> str:
    """Give a message in words."""
    given = dict(values or {})
    if isinstance(given.get("text"), str):
        # Quoted without the blanks around it.
        given["text"] = str(given["text"]).strip()
    if (second := str(given.get("second", ""))).endswith(_AGO):
        given["second"] = tr("{length} ago", length=decimal(second.removesuffix(_AGO)))
    # A value that a message carries is never replaced by one that is derived for others under the same name.
    known = {**_derived(given), **given}
    return fill(tr(CATALOGUE[Message(code)]), known)


# The second reading of "9.30": so long ago.
_AGO = " ago"


def say_error(error: BenchError) -> str:
    """Give an error in words."""
    return say(error.code, error.values)


def say_step(code: Message | str, values: Mapping[str, Value]) -> tuple[str, str, str]:
    """Give a recipe step: what leads (pipette and setting), what follows, and the smaller line."""
    lead, _, rest = say(code, values).partition("|")
    text, _, detail = rest.partition("|")
    return lead.strip(), text.strip(), detail.strip()


def error_text(typical: float, worst: float) -> str:
    """Give how far off something may be, in a few words; both as a part of it."""
    shown = [plain(100 * one, 3 if one >= _ROUND_FROM else 2) for one in (typical, worst)]
    if shown[0] == shown[1]:
        return tr("±\u202f{error}\u202f%", error=shown[0])
    return tr("±\u202f{error}\u202f%, at worst ±\u202f{worst}\u202f%", error=shown[0], worst=shown[1])


# From here on an error is shown with a third figure.
_ROUND_FROM = 0.1


def _by_pipette(values: Mapping[str, Value]) -> str:
    """Return with what, and in how many shots, something goes into a well; "" where no pipette is named."""
    pipette, count, each = (values.get(name) for name in ("pipette", "shots", "shot_ul"))
    parts = f" ({count} × {show(float(each) * 1e-6, Kind.VOLUME)})" if isinstance(each, int | float) and count else ""
    return f"{instrument(str(pipette))}{parts}, " if pipette else ""


def _derived(values: Mapping[str, Value]) -> dict[str, Value]:
    """Give what several sentences need and no caller should compute."""
    typed, wanted, asked = (str(values.get(name, "")) for name in ("text", "wanted", "asked"))
    derived: dict[str, Value] = of_typed(typed, wanted, asked)
    likely = values.get("meant")
    derived["meant_percent"] = (
        tr(" Is {percent} % meant?", percent=plain(likely)) if isinstance(likely, int | float) else ""
    )
    ul, times = values.get("ul"), values.get("times")
    if isinstance(ul, int | float):
        one = show(float(ul) * 1e-6, Kind.VOLUME)
        derived["shots"] = f"{times} × {one}" if isinstance(times, int) and times > 1 else one
    held = [text for mark in ("", "_2", "_3") if (text := _concentration(values, mark))]
    if held:
        derived["conc"] = " + ".join(held)
    percent, vehicle = values.get("percent"), values.get("vehicle")
    if isinstance(percent, int | float) and vehicle:
        held.append(f"{percent_text(float(percent))} {vehicle}")
    derived["held"] = ", ".join(held)
    derived["contents"] = "".join(f"{part}, " for part in held)
    after = _after(values)
    derived["after"], derived["and_after"] = after, f"; {after}" if after else ""
    purity = values.get("purity")
    water = values.get("water")
    dry = "" if water is None else tr(" × (1 − water)")
    derived["times_purity"] = f"{'' if purity is None else tr(' × purity')}{dry}"
    dry = f" × {plain(100 - float(water))} %" if isinstance(water, int | float) else ""
    derived["purity_text"] = f"{'' if purity is None else f' × {decimal(str(purity))} %'}{dry}"
    pipette, error = values.get("pipette"), values.get("error")
    derived["with_pipette"] = (
        tr(" (± {error:two} % with your {pipette})", error=error * 100, pipette=instrument(str(pipette)))
        if pipette and isinstance(error, float)
        else ""
    )
    derived |= _how_far_off(values, str(derived.get("conc", "")))
    derived["by_pipette"] = _by_pipette(values)
    plates = values.get("plates")
    derived["of_plates"] = (
        tr(" of each of {plates} plates", plates=plates) if isinstance(plates, int) and plates > 1 else ""
    )
    derived |= of_vessels(values)
    derived["way_text"] = tr(_WAYS.get(str(values.get("way")), ""))
    derived |= _for_paper(values)
    derived |= of_dilutions(values)
    compound = values.get("compound")
    derived["of_compound"] = f"{compound}: " if compound else ""
    derived |= _on_file(values)
    kinds = [term(str(kind)) for kind in (values.get("first"), values.get("second")) if kind]
    derived["both_kinds"] = f" ({', '.join(kinds)})" if kinds else ""
    derived["out_of_light"] = tr(" Keep it out of the light.") if values.get("light") else ""
    derived["handled"] = tr("powder and open tubes") if values.get("powder", True) else tr("open tubes")
    derived["then_mix"] = tr(" Mix gently.") if values.get("mix") else ""
    lot, cells, wells = values.get("lot"), values.get("cells"), values.get("replicates")
    derived["lot_text"] = tr(", lot {lot}", lot=lot) if lot else ""
    derived["cells_text"] = tr("{cells} cells", cells=cells) if cells else tr("Cells")
    replicates = whole(str(wells)) if str(wells).isdecimal() else str(wells)
    derived["wells_text"] = tr(", n = {wells:wells}", wells=replicates) if wells else ""
    place = values.get("place")
    derived["at_place"] = f" ({place})" if place else ""
    return derived


def _how_far_off(values: Mapping[str, Value], conc: str) -> dict[str, Value]:
    """Give what an error may come from, and what can be had in place of what was wanted."""
    main, share, tube = values.get("main_ul"), values.get("share"), values.get("tube")
    wanted = {name.removeprefix("wanted_"): one for name, one in values.items() if name.startswith("wanted_")}
    mainly = ""
    if isinstance(main, int | float) and isinstance(share, int | float):
        mainly = tr(
            "; {share:number} % of it is the {main_ul:volume} ({main_pipette})",
            share=float(round(share)),
            main_ul=float(main),
            main_pipette=instrument(str(values.get("main_pipette", ""))),
        )
    return {
        "mainly": mainly,
        "most_text": tr(" allows: {most} at most", most=conc) if values.get("most") is True else "",
        "wanted_conc": _concentration(wanted, ""),
        "of_tube_text": f"{tube}: " if tube else "",
    }


def _for_paper(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what the sentences for a paper need: a concentration without its compound, and each of several ones."""
    marks = [mark for mark in ("", "_2", "_3") if values.get(f"compound{mark}")]
    told = []
    for mark in marks:
        lot, count = values.get(f"lot{mark}"), values.get(f"count{mark}")
        said = {name: values.get(f"{name}{mark}") or "" for name in ("compound", "form", "highest", "lowest")}
        said["molar_mass"] = values.get(f"molar_mass{mark}") or 0.0
        said["lot_text"] = tr(", lot {lot}", lot=lot) if lot else ""
        several = isinstance(count, int) and count > 1
        text = (
            mark_text(
                "{compound} ({form}, {molar_mass:molarmass}{lot_text}; {count} concentrations, {highest} to {lowest})"
            )
            if several
            else mark_text("{compound} ({form}, {molar_mass:molarmass}{lot_text}; {highest})")
        )
        told.append(tr(text, **said, count=count or 1))
    controls, vehicle = values.get("controls"), values.get("vehicle")
    return {
        "conc_alone": _concentration({**values, "compound": ""}, ""),
        "compounds_text": tr(" and ").join(told) if values.get("combined") else "",
        "combined_text": tr(_COMBINED.get(str(values.get("combined")), "")),
        "alone_text": tr(", and each was given alone") if values.get("alone") else "",
        "controls_text": tr("; vehicle controls received {vehicle} alone", vehicle=str(vehicle)) if controls else "",
    }


# How compounds were put together, as a paper says it.
_COMBINED = {
    "constant": mark_text("at one dose of the second with every dose of the first"),
    "ratio": mark_text("at a constant ratio"),
    "checkerboard": mark_text("every dose with every dose"),
}


def _on_file(values: Mapping[str, Value]) -> dict[str, Value]:
    """Give how a figure on file is named: as stated, in which solvent, whose it is, and where it is compared."""
    low, high = values.get("least_mg_ml"), values.get("most_mg_ml", values.get("mg_ml"))
    relation, times = str(values.get("relation", "")), values.get("times")
    number = plain(float(high)) if isinstance(high, int | float) else ""
    if relation == "range" and isinstance(low, int | float):
        number = f"{plain(float(low))}–{number}"
    sign = f"{relation} " if relation in {"≥", "≤", "≈"} else ""
    figure, molar = f"{sign}{number} mg/mL", values.get("molar")
    stated = tr("{figure} in {solvent:term}", figure=figure, solvent=str(values.get("solvent", "")))
    tube, remedy = values.get("tube"), values.get("remedy")
    vessel = tr(" in bottle {tube}", tube=tube) if values.get("bottle") else tr(" in tube {tube}", tube=tube)
    vendor = values.get("stated_in", "vendor") in _VENDORS
    place = tr(" in the well") if values.get("in_well") else ""
    over = float(times) if isinstance(times, int | float) else 0.0
    # 1.04 times is more than once; with two figures it would not be.
    times_over = plain(over, 3 if over < _BARELY else 2) if over else ""
    if times_over == "1":
        times_over = plain(over, 6)
    return {
        "figure": figure if number else values.get("figure", figure),
        "highest": f"{show(float(molar), Kind.MOLARITY)} ({stated})" if isinstance(molar, int | float) else stated,
        "in_solvent": values.get("solvent") or "water",
        "whose": tr(_WHOSE.get(str(values.get("stated_in", "vendor")), _OTHERWISE)),
        "in_place": vessel if tube else place,
        "times_over": times_over,
        # "At least" was only tested: twice that is not twice what dissolves.
        "times_more": tr(" This is {times} times as much.", times=times_over) if over and relation != "≥" else "",
        "calls_it": tr("The vendor calls it") if vendor else tr("It is called"),
        "use_remedy": tr(" Use {remedy}.", remedy=remedy) if remedy else "",
    }


_BARELY = 1.1
_VENDORS = frozenset({"vendor", "vendor list"})
_OTHERWISE = mark_text("one source")
# Whose word a figure is, by the kind of its source.
_WHOSE = {
    "vendor": mark_text("one vendor, others not checked"),
    "vendor list": mark_text("one vendor, others not checked"),
    "drug label": mark_text("a drug label"),
    "journal article": mark_text("one paper"),
    "database": mark_text("a database"),
    "patent": mark_text("a patent"),
    "safety data sheet": mark_text("a safety data sheet"),
    "secondary": mark_text("a secondary source"),
    "own measurement": mark_text("a measurement here"),
}


def _after(values: Mapping[str, Value]) -> str:
    """Return what is in the well after a re-dose, in words; "" for a first dose."""
    percent, vehicle = values.get("percent"), values.get("vehicle")
    ends = []
    for mark in ("", "_2", "_3"):
        low, high = _concentration(values, f"_low{mark}"), _concentration(values, f"_high{mark}")
        compound = values.get(f"compound{mark}")
        name = f" {compound}" if compound else ""
        if low == high and low:
            ends.append(f"{low}{name}")
        elif low:
            ends.append(tr("{low} if fully lost, {high} if stable", low=low, high=f"{high}{name}"))
    if not ends and not values.get("redose"):
        return ""
    if isinstance(percent, int | float) and vehicle:
        least = values.get("least_percent")
        shown = percents(float(least) if isinstance(least, int | float) else float(percent), float(percent))
        ends.append(tr("{percent} {vehicle} in all", percent=shown, vehicle=str(vehicle)))
    return tr("then in the well: {ends}", ends=", ".join(ends))


def _concentration(values: Mapping[str, Value], mark: str) -> str:
    """Give a concentration of a message in words, with its compound where several are named; "" for none."""
    found = ((values.get(f"{name}{mark}"), kind) for name, kind in _SCALES.items())
    shown = next((show(float(value), kind) for value, kind in found if isinstance(value, int | float)), "")
    other, kind = values.get(f"other{mark}"), values.get(f"other_kind{mark}")
    if isinstance(other, int | float) and isinstance(kind, str):
        shown = show(float(other), Kind(kind))
    compound = values.get(f"compound{mark}")
    return f"{shown} {compound}" if shown and compound else shown


# How each way of making a series is told in a paper.
_WAYS = {
    "tube to tube, vehicle matched": mark_text("by serial dilution in medium with matched vehicle"),
    "in vehicle, then into medium": mark_text("by serial dilution in vehicle and equal dilution into medium"),
    "each from the stock, vehicle matched": mark_text("each from the stock with matched vehicle"),
    "tube to tube in plain medium": mark_text("by serial dilution in medium"),
}
_SCALES = {"molar": Kind.MOLARITY, "mg_ml": Kind.MASS_CONCENTRATION}
