"""Counting cells, their growth area and virus for them, in words; a part of the catalogue in `message_catalogue`."""

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message

M = Message

COUNTING_TEXTS: dict[MessageCode, str] = {
    M.NOT_COUNTED: "“{text}” is not a number of cells in a square. Type one for each square, for example "
    "45, 52, 48, 50.",
    M.TOO_MANY_SQUARES: "These are more than {most} squares. Type the cells of each square that was counted.",
    M.SQUARES_DIFFER: "{live} squares were counted for living cells and {dead} for dead ones. Type both for each "
    "square.",
    M.NONE_COUNTED: "No cell was counted. Spin the suspension down, resuspend it in less, and count again.",
    M.DILUTED_BELOW_ONE: "A dilution is 1 or more: 1:2 for one part of suspension in two, 1 for none.",
    M.COUNTED_FEW: "Only {cells} cells were counted: by chance alone that is ± {chance:error} %. Count "
    "{enough} or more.",
    M.COUNTED_MANY: "{cells} cells in one square are hard to count. Dilute so that there are {most} at most.",
    M.SQUARES_UNEVEN: "The squares differ by more than chance explains ({low} to {high}): clumps, or an uneven "
    "filling. Mix well, fill the chamber again and count again.",
    M.NOT_AN_AREA: "“{text}” is not a growth area. Type it in cm², for example 1.9 cm².",
    M.AREA_NEEDED: "Choose the vessel or type the growth area of a well: the cells are given for each cm².",
    M.NOT_A_TITRE: "“{text}” is not a titre. Type infectious units per mL, for example 1e8 TU/mL or 2e7 PFU/mL.",
    M.TITRE_IN_DOSES: "“{text}” is in 50 % doses. Type infectious units: by chance 0.69 of them for each TCID50.",
    M.TITRE_IN_GENOMES: "“{text}” counts particles or genomes, of which few infect. Type infectious units per mL (TU "
    "or PFU).",
    M.TITRE_TOO_LOW: "The titre is too low: {need_ml:ml} of virus would go into a well that gets {well_ml:ml}. Add "
    "more volume, concentrate the virus, or take fewer units for a cell.",
    M.NOT_A_MOI: "“{text}” is not a multiplicity of infection. Type for example 5 or 0.3.",
    M.MOI_SEVERAL: "{several:percent} of the cells are infected more than once, {once:percent} exactly once. For one "
    "copy in a cell take an MOI of 0.3 or less.",
    M.WORK_COUNTED: "{cells} cells ÷ ({squares} × {square_ul:number} µL) × {factor:number} = {per_ml:count} cells per "
    "mL",
    M.WORK_LIVING: "{living} living of {cells} = {viable:percent}; {living_per_ml:count} living cells per mL",
    M.WORK_CHANCE: "by chance alone: 1 ÷ √{cells} = ± {chance:error} %",
    M.WORK_SPREAD: "squares: standard deviation {spread:error} % of their mean",
    M.WORK_ALL_CELLS: "{living_per_ml:count} per mL × {ml:ml} = {all:count} living cells in all",
    M.WORK_AREA: "{per_well:count} ÷ {area:number} cm² = {density:count} viable cells per cm²",
    M.WORK_VIRUS: "{cells:count} cells × {moi:number} ÷ ({titre:count} per mL) = {virus_ul:volume} of virus for a well",
    M.WORK_VIRUS_BATCH: "{wells} × {ul:volume} + {overage:number} % = {total_ul:volume}, with {take_ul:volume} of "
    "virus",
    M.WORK_INFECTED: "Poisson: 1 − e^−{moi:number} = {infected:percent} of the cells are infected, {moi:number} × "
    "e^−{moi:number} = {once:percent} exactly once",
    M.WORK_TOO_LITTLE_VIRUS: "{take_ul:volume} is too little to pipette well with your pipettes: the virus is "
    "diluted first.",
    M.WORK_DOSE_OFF: "virus in a well, by the pipetting alone: ± {error:error} % typical, ± {worst:error} % at worst"
    "{mainly}",
}
