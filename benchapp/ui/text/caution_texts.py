"""Cautions about a plan, and how long solutions keep, in words; a part of the one catalogue in `message_catalogue`."""

from collections.abc import Mapping

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message, Value
from benchapp.domain.units.kinds import Kind
from benchapp.ui.text.language import mark_text, plain, show, tr
from benchapp.ui.text.recipe_texts import concentration, instrument

M = Message

CAUTION_TEXTS: dict[MessageCode, str] = {
    # chemistry
    M.ABOVE_HIGHEST_VALUE: "{of_compound}Above the highest value on file: {highest}, {whose}.{times_more} "
    "Make it weaker, or test a little first. ({stated_by})",
    M.CALLED_INSOLUBLE: "{of_compound}{calls_it} insoluble in {solvent:term}.{use_remedy} ({stated_by})",
    M.SOLUBILITY_UNKNOWN: "{of_compound}Solubility in {solvent:term}: no value found. Look for particles before use.",
    M.SOLUBILITY_ONLY_BELOW: "{of_compound}Only an upper bound is on file for {solvent}: {figure}. Less than that is "
    "not shown to dissolve; look for particles before use. ({stated_by})",
    M.SOLUBILITY_DIFFERS: "{of_compound}Sources differ for {solvent}: {figure} by {stated_by}, {high_mg_ml:number} "
    "mg/mL by {high_by}. The lower one counts, and this is above it: make it weaker, or test a little first.",
    M.FALLS_OUT: "{of_compound}It precipitates in {solvent}: neither dissolve nor dilute it there. ({stated_by})",
    M.DESTROYED: "{of_compound}{solvent} destroys it: it loses its effect there. Dissolve it in something else. "
    "({stated_by})",
    M.FALLS_OUT_OF_BUFFER: "{of_compound}It precipitates in {solvent}, and medium is a neutral buffer too: add it to "
    "medium only at the working dose, and look at it under the microscope. ({stated_by})",
    M.INSOLUBLE_NO_FIGURE: "{of_compound}Called insoluble in {solvent}, without a figure: how much stays dissolved in "
    "medium is not known. Look for particles before use. ({stated_by})",
    M.MIXTURE_UNKNOWN: "{of_compound}{vessel_first} contains {percent:percent} {vehicle}: no solubility is on file for "
    "such a mixture. Look for particles before you go on.",
    M.AQUEOUS_LIMIT_NEAR: "{of_compound}{mg_ml:massconc}{in_place} comes close to the {limit_mg_ml:number} mg/mL on "
    "file for {in_solvent:term}. It may precipitate: look at it under the microscope, or dose less. ({stated_by})",
    M.AQUEOUS_ABOVE: "{of_compound}{mg_ml:massconc}{in_place} is {times_over} times the {limit_mg_ml:number} mg/mL on "
    "file for {in_solvent:term} ({whose}). Expect it to precipitate: dose less. ({stated_by})",
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
    M.PIPETTE_ERROR: "{ul:volume} of stock for the whole batch is too little to pipette"
    "{with_pipette}: {count:intermediates} added.",
    M.BATCH_GROWN: "{wanted_ul:volume} would need {ul:volume} of stock, too little to pipette: "
    "{times:times} as much is made.",
    M.SERIES_GROWN: "A volume was too small to pipette: {times:times} as much as asked for is made of each tube.",
    M.TUBE_GROWN: "{vessel_first}: {ul:volume} is made, though {wanted_ul:volume} would do: a smaller volume of what "
    "goes into it could not be pipetted well.",
    M.BATCH_SAVES: "{ul:volume} of each dose is made, not {wanted_ul:volume}: without intermediates, {tubes:tubes} "
    "and {steps:steps} fewer. This takes {more_ul:volume} more medium and no more stock.",
    M.BATCH_LARGER: "{ul:volume} of each dose is made, not {wanted_ul:volume}: a smaller volume of what goes into it "
    "could not be pipetted well. This takes {more_ul:volume} more medium.",
    M.SERIES_ERROR: "Errors add up along the series: the dose of {vessel} is ± {error:error} % typically, "
    "± {worst:error} % at worst{mainly}. Leave more in each tube, or use smaller pipettes.",
    M.DOSE_ERROR: "The dose is ± {error:error} % typically, ± {worst:error} % at worst{mainly}. "
    "Use a smaller pipette for it, or a larger volume of a weaker solution.",
    M.UNDILUTED: "The stock goes in undiluted: {conc} is reached instead of {wanted_conc} ({off:signed} %), less than "
    "the pipetting error.",
    M.VEHICLE_FALLS: "The vehicle falls with the dose, from {percent:percent} to {lowest:percent} {vehicle}: a control "
    "matches only one of the doses. Choose “serial, constant vehicle”.",
    M.NO_VEHICLE_CONTROL: "No well is a vehicle control. Give some wells {vehicle} without the compound.",
    M.STOCK_NOT_ENOUGH: "{needed_ul:volume} of {label} is needed. In hand: {count:aliquots}, {ul:volume} in all, of "
    "which {usable_ul:volume} can be taken out ({dead_ul:volume} of dead volume in each, lab rule). Make less, or "
    "prepare more of it.",
    M.MASS_OF_ANOTHER_FORM: "{mass:molarmass} is the molar mass of {other}; the header shows {form} "
    "({form_mass:molarmass}). Choose the form that is in the vial.",
    M.MASS_NOT_OF_FORM: "{mass:molarmass} is not the molar mass of {form} ({form_mass:molarmass}). "
    "Use the figure on the label of this lot, or choose the form.",
    M.REASON_NEEDED: "Give a short reason: it is recorded in the journal with this. Or correct what is named above.",
    M.WRONG_FORM: "The stock was made of {stock_form} ({stock_mass:molarmass}); the header shows {form} "
    "({mass:molarmass}). The figures are those of the stock.",
    M.NOMINAL_MASS: "The mass is the label's nominal figure; its error is not included in the ±. Tare the vial and "
    "weigh it for the true mass.",
    M.RECONSTITUTED_THIN: "Dissolve it at {mg_ml:massconc} or stronger, and dilute that further with carrier "
    "protein: of a thinner solution the vial keeps back a part. ({stated_by})",
    M.ACTIVITY_OF_LOT: "Units of activity differ from lot to lot: take them from the certificate of this one. Their "
    "error is not included in the ±.",
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
    M.POWDER_FILLS: "The powder alone takes up about {powder_ul:volume} (0.7 µL per mg, an estimate), more than the "
    "{ul:volume} that are wanted. Make it weaker.",
    M.MANY_ALIQUOTS: "{count} aliquots of {ul:volume} are more than is usual. Check the mass and the concentration, "
    "or make the aliquots larger.",
    M.BELOW_BALANCE: "{mg:number} mg is less than this balance can weigh well ({smallest_mg:number} mg, lab rule). "
    "Dissolve the whole vial, or tare it.",
    M.EVAPORATION: "{length_s:span} in wells of {ul:volume}: outer wells lost 16 to 35 % of the signal of the middle "
    "ones within 72 h in one test of two plates (“The edge effect: a global problem”, RCSI). Fill the border with "
    "medium, humidify, or use a larger vessel.",
    M.BORDER_USED: "{wells:wells} of the border in use: over more than a day they evaporate first (“The edge effect: "
    "a global problem”, RCSI). Leave the border free, or keep the plate humid and read them apart.",
    M.WELL_TOO_FULL: "{ul:volume} is a lot for a well of a {wells}-well plate: {most_ul:volume} is the most that is "
    "usual, and {brim_ul:volume} fills it to the brim ({brim_by}). Check the volume and the plate.",
    M.WELL_TOO_SHALLOW: "{ul:volume} is little for a well of a {wells}-well plate, which usually gets "
    "{usual_ul:volume}: it may not cover the cells. Check the volume and the plate.",
    M.WELL_OVERFLOWS: "{ul:volume} does not fit into a well of a {wells}-well plate: it holds {brim_ul:volume} to the "
    "brim ({brim_by}), and {most_ul:volume} is the most that is usual. Check the volume and the plate.",
    M.WORKING_PAST_USE_BY: "{label} is past its use-by. Make a fresh one before you dose.",
    M.STOCK_ENDS_BEFORE: "{label} passes its use-by before the last re-dose. Have another stock ready.",
    M.ONE_DOSE_FOR_ALL: "The source wants fresh solutions, and one dose would have to last {length_s:span}. "
    "Choose a single dose, or re-doses.",
    # freshness
    M.RULE_AGE: "{life} after making (lab rule)",
    M.RULE_WORKING: "{life} after making, however it is stored (lab rule)",
    M.RULE_STATED: "{life} at {storage:term}, as its page states",
    M.RULE_LIQUID: "{life} liquid in all (lab rule)",
    M.RULE_WARM: "{span_s:span} at 37\u202f°C in all (lab rule)",
    M.RULE_THAW: "{life} after the first thaw (lab rule)",
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
    M.MORE_THAN_TUBES: "Available here: {count:tubes}. Type {count} or fewer.",
    M.NO_ALIQUOT_LEFT: "No aliquot of {label} is left. Choose another stock, or make one.",
    M.ALREADY_MADE: "Recorded at {time} as {label}. Press again to record another.",
    M.MADE_BEFORE_STOCK: "{label} was made at {time}, later than the time given here ({at}). "
    "Correct the time, or press again to record it so.",
    M.DONE_BEFORE_START: "{at} is before this incubation started ({time}). Type a later time.",
    M.GIVEN_BEFORE_MADE: "{label} was made at {time}, after the time given here ({at}). Correct one of the two times.",
    M.MADE_AFTER_USE: "{label} was used at {at}, before the time given here ({time}). Correct one of the two times.",
    M.NOTHING_MADE: "Nothing is made: the stock goes into the wells undiluted. Choose one of your stocks to record "
    "what is taken from it.",
    M.LABEL_UNKNOWN: "{label} is a label id, but no solution here has it. It may be in another laptop's journal.",
    M.BAD_LABEL: "“{text}” is not a label id. Type one such as BC-7F3KM2.",
}


def caution_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return whose compound and figure it is, and how far off something may be, in words."""
    compound, source = values.get("compound"), values.get("brim_source", "Corning")
    return {
        "of_compound": f"{compound}: " if compound else "",
        "brim_by": tr("flat bottom, {source}", source=source) if source else tr("no source found: a lab’s own figure"),
        **_errors(values),
        **_figures(values),
    }


def _errors(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what an error comes from, and what can be had in place of what was wanted."""
    pipette, error = values.get("pipette"), values.get("error")
    main, share, tube = values.get("main_ul"), values.get("share"), values.get("tube")
    wanted = {name.removeprefix("wanted_"): value for name, value in values.items() if name.startswith("wanted_")}
    with_pipette = mainly = ""
    if pipette and isinstance(error, float):
        with_pipette = tr(" (± {error:two} % with your {pipette})", error=error * 100, pipette=instrument(str(pipette)))
    if isinstance(main, int | float) and isinstance(share, int | float):
        mainly = tr(
            "; {share:number} % of it is the {main_ul:volume} ({main_pipette})",
            share=float(round(share)),
            main_ul=float(main),
            main_pipette=instrument(str(values.get("main_pipette", ""))),
        )
    return {
        "with_pipette": with_pipette,
        "mainly": mainly,
        "wanted_conc": concentration(wanted),
        "of_tube_text": f"{tube}: " if tube else "",
    }


def _figures(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return a figure on file as it was stated, in which solvent, whose it is, and where it is compared."""
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
    "laboratory protocol": mark_text("a laboratory protocol"),
    "secondary": mark_text("a secondary source"),
    "own measurement": mark_text("a measurement here"),
}
