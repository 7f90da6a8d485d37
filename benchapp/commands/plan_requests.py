"""A plan asked for without a window: a request as values goes through the same forms that a person fills in.

A request names a calculator, a compound, and what would be typed into the fields. Nothing of it is kept: the journal
behind it lives in memory and goes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from benchapp.domain.incubations.incubations import ADHERENT, SUSPENSION
from benchapp.domain.lab.plates import FORMATS
from benchapp.presenters.calculator.plan_form import SCHEMES
from benchapp.presenters.calculator.planning.animal_fields import CHOICES as ANIMAL_CHOICES

REQUEST_FORMAT = "benchapp-plan-request/1"
ToolName = Literal[
    "stock",
    "dilute",
    "series",
    "plate",
    "combine",
    "buffer",
    "reagent",
    "convert",
    "count",
    "seed",
    "infect",
    "in_vivo",
]
MethodName = Literal["full change", "half change at 1x", "half change at 2x", "spike"]
StorageName = Literal["37 C", "room", "4 C", "-20 C", "-80 C"]
_MOST_REDOSES = 100


class StockGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """A stock that is in hand.

    Attributes:
        id: By which the fields `stock`, `stock_2` and `stock_3` name it.
        concentration: As typed: "10 mM".
        compound: Name, CAS number or id; the compound of the request where it is left out.
        vehicle: Its solvent, unless one is named behind the concentration.
        aliquots: How many tubes.
        aliquot_volume: What is in one, as typed.
        storage: Where it is.
        ago: How long ago it was made, as typed.
        lot: Its lot.
    """

    id: str
    concentration: str
    compound: str = ""
    vehicle: str = "DMSO"
    aliquots: Annotated[int, Meta(ge=1, le=10_000)] = 1
    aliquot_volume: str = ""
    storage: StorageName = "-20 C"
    ago: str = "now"
    lot: str = ""


class PipetteGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """A pipette of the lab.

    Attributes:
        name: As people call it.
        low_ul: Smallest volume, µL.
        high_ul: Largest volume, µL.
        step_ul: Increment, µL.
        error_ul: Largest systematic error, µL.
        serological: Whether it is a serological pipette.
    """

    name: str
    low_ul: Annotated[float, Meta(gt=0)]
    high_ul: Annotated[float, Meta(gt=0)]
    step_ul: Annotated[float, Meta(gt=0)]
    error_ul: Annotated[float, Meta(ge=0)]
    serological: bool = False


class RedoseGivenAs(Struct, frozen=True, forbid_unknown_fields=True):
    """One re-dose of what the fields plan.

    Attributes:
        method: How it is given.
        number: Which one, from 1; those before it are taken as given on time.
        every: Time between two re-doses, as typed.
        length: Length of the incubation, as typed; as long as it must be for this re-dose where it is left out.
        spike_volume: Volume of a spike, as typed; as the program proposes where it is left out.
    """

    method: MethodName
    number: Annotated[int, Meta(ge=1, le=_MOST_REDOSES)] = 1
    every: str = "48 h"
    length: str = ""
    spike_volume: str = ""


class PlanRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be planned.

    Attributes:
        format: The format of the request.
        tool: The calculator.
        fields: What is in its fields, by name, as a person types it; numbers may be without quotes.
        compound: Name, CAS number or id of the compound; needed unless `substance` or a molar mass is in its
            place, and for `reagent`, `convert`, `count`, `seed` and `infect`.
        substance: Name of a substance without a page, in place of `compound`; nothing on file judges it.
        molar_mass: Molar mass of that substance, as typed; needed only where molar and mass units meet. Without a
            name the substance is called "substance".
        form: Id or name of its form; the first where it is left out.
        stocks: What is in hand.
        pipettes: The lab's pipettes; the usual ones where none are given.
        rules: Lab rules that differ from the defaults, by name.
        redose: Plan a re-dose instead of the first dose; for `dilute`, `plate` and `combine`.
        now: The present instant, ISO 8601 with an offset; decides what is fresh.
    """

    tool: ToolName
    fields: Mapping[str, str | bool | int | float] = field(default_factory=dict)
    format: Literal["benchapp-plan-request/1"] = "benchapp-plan-request/1"
    compound: str = ""
    substance: str = ""
    molar_mass: str = ""
    form: str = ""
    stocks: tuple[StockGiven, ...] = ()
    pipettes: tuple[PipetteGiven, ...] = ()
    rules: Mapping[str, float] = field(default_factory=dict)
    redose: RedoseGivenAs | None = None
    now: datetime | None = None


_MARKED = ("c1", "stock", "compound", "top", "by", "factor", "points", "lowest", "doses")
_CELLS = {
    "cells": "Name of the cell line.",
    "species": "Species of the cells.",
    "kind": "line, T cells, PBMC …",
    "growth": "adherent or suspension.",
}
_STOCK = {
    "c1": "Concentration of the stock.",
    "stock": "Id of a stock of this request, instead of `c1`.",
    "solvent": "What the stock is dissolved in; asked where the page makes none customary.",
}
_STEPS = {
    "by": "factor or list.",
    "top": "Highest dose.",
    "factor": "Factor between doses: 3, half-log.",
    "points": "How many doses.",
    "lowest": "Lowest dose.",
    "doses": "The doses as a list: 10; 3; 1 µM.",
}
_SERIES = {
    **_STOCK,
    **_STEPS,
    **_CELLS,
    "potency": "Units per mass of the lot, where a stock by mass and doses in units meet: 5000 U/mg.",
    "scheme": "matched, in_vehicle, direct or plain.",
    "medium": "Name of the diluent.",
    "vehicle_percent": "Vehicle wanted in the well, % v/v.",
    "vessel": "Plate or flask.",
}
_PLATE = {
    **_SERIES,
    "format": "Wells of the plate.",
    "replicates": "Wells for each dose.",
    "vehicle_wells": "Vehicle controls.",
    "untreated": "Untreated wells.",
    "blanks": "Blanks.",
    "edge": "yes: the border is left free; no: its wells are used.",
    "edits": "Wells changed by hand.",
    "dosing": "added, resuspended or replaced.",
    "well_volume": "Volume in a well, where the cells are taken up in it or the medium is replaced.",
    "present_volume": "Volume in a well before adding.",
    "added_volume": "Volume added to a well.",
    "overage": "Made beyond what is needed.",
    "plates": "How many plates.",
}
_PARTNERS = {
    f"{name}{mark}": f"As `{name}`, for the {place} compound."
    for mark, place in (("_2", "second"), ("_3", "third"))
    for name in ("compound", "potency", *_STOCK, *_STEPS)
}
PLATE_DOSING = frozenset({"added", "resuspended", "replaced"})
_YES_NO = frozenset({"yes", "no"})
# What may be in a field that is a choice and no text.
CHOICES: dict[str, frozenset[str]] = {
    **ANIMAL_CHOICES,
    "scheme": frozenset(SCHEMES),
    **{f"by{mark}": frozenset({"factor", "list"}) for mark in ("", "_2", "_3")},
    "ratio_way": frozenset({"in_all", "plus"}),
    "growth": frozenset({ADHERENT, SUSPENSION}),
    "format": frozenset(str(wells) for wells in FORMATS),
    "mode": frozenset({"constant", "ratio", "checkerboard"}),
    "alone": _YES_NO,
    "edge": _YES_NO,
    "nominal": _YES_NO,
    "sterile": frozenset({"filter", "autoclave", "aseptic"}),
    "storage": frozenset({"room", "4 C", "-20 C", "-80 C"}),
}
# What each calculator asks for, by the name its answers and the journal know it by, with what it means.
FIELDS: dict[str, Mapping[str, str]] = {
    "stock": {
        "mass": "Mass in the vial, or its units of activity: 1 MU.",
        "amount": "Amount of substance.",
        "volume": "Volume of the stock.",
        "concentration": "Concentration wanted; units of activity as well: 10000 U/mL.",
        "potency": "Units per mass of powder, where a mass and units meet: 5000 U/mg.",
        "molar_mass": "Molar mass; that of the form where it is left out.",
        "purity": "Purity on the dry basis.",
        "water": "Water content.",
        "aliquot": "Volume of one aliquot.",
        "solvent": "Name of the solvent.",
        "nominal": "yes: the mass is the label's figure, and not weighed.",
    },
    "dilute": {
        **_STOCK,
        **_CELLS,
        "potency": "Units per mass of the lot, where a stock by mass and a dose in units meet: 5000 U/mg.",
        "c2": "Final concentration; where wells are dosed, in the well after adding.",
        "v1": "Volume of stock; for a plain dilution.",
        "v2": "Final volume; for a plain dilution.",
        "diluent": "Volume of diluent; for a plain dilution.",
        "ratio": "Ratio in place of a concentration: 1:10.",
        "ratio_way": "in_all (1 in 10) or plus (1 + 10).",
        "dosing": "plain, resuspended, added, spiked or replaced.",
        "wells": "Wells dosed.",
        "control_wells": "Wells of the vehicle control.",
        "passage": "Passage number.",
        "well_volume": "Volume in a well, where the cells are taken up in it.",
        "present_volume": "Volume in a well before adding.",
        "added_volume": "Volume added to a well.",
        "medium": "Name of the diluent.",
        "vessel": "Plate or flask.",
    },
    "series": {**_SERIES, "left": "Volume left in each tube.", "strength": "How many times the dose a tube holds."},
    "plate": _PLATE,
    "combine": {
        **_PLATE,
        **_PARTNERS,
        "mode": "constant, ratio or checkerboard.",
        "alone": "no: no wells of each compound alone.",
    },
    "buffer": {
        "recipe": "Name or id of a recipe that comes with the program; what stands in other fields takes its place.",
        "volume": "How much is made.",
        "plates": "Instead of a volume: plates or flasks.",
        "wells": "Wells of each.",
        "per_well": "Volume per well.",
        "overage": "Made beyond what is needed.",
        "parts": "The parts, one a line: name; amount; stock; molar mass; form.",
        "name": "What it is called.",
        "base": "The volume that fixed amounts are for.",
        "diluent": "What it is made up with.",
        "bottle": "The volume of a bottle of it, where the rest is added to its bottle.",
        "ph": "The pH it is adjusted to.",
        "ph_with": "By what.",
        "ph_at": "At what temperature.",
        "dissolve": "How it is dissolved, where stirring is not enough.",
        "sterile": "filter, autoclave or aseptic.",
        "storage": "room, 4 C, -20 C or -80 C.",
        "life": "How long it keeps.",
        "hazard": "What to mind before one begins.",
        "notes": "What is good to know, one a line.",
    },
    "in_vivo": {
        **_STOCK,
        "dose": "Dose by weight: 25 mg/kg.",
        "volume": "Volume by weight: 10 mL/kg, 100 µL/10 g.",
        "animals": "How many animals.",
        "weights": "What they weigh: one each, a mean or a range.",
        "per_day": "Doses a day.",
        "days": "Days of dosing.",
        "daily": "yes: made fresh each day; no: once for all days.",
        "vehicle": "Its parts in the order of mixing: 10 % DMSO, 90 % corn oil.",
        "species": "mouse, rat, rabbit or another species.",
        "route": "oral gavage, intraperitoneal, subcutaneous, intravenous bolus, intramuscular or another route.",
        "overage": "Made beyond what is needed.",
        "graduation": "Graduation of the syringe.",
        "weighed": "What was really weighed of the compound.",
    },
    "reagent": {
        "percent_ww": "Content, % w/w.",
        "density": "Density of the bottle.",
        "molar_mass": "Molar mass.",
        "target": "Concentration wanted.",
        "volume": "Volume wanted.",
    },
    "convert": {
        "value": "What is converted.",
        "unit": "The unit wanted.",
        "molar_mass": "Molar mass, the length of a nucleic acid (5000 bp, 21 nt RNA), or units per mass (5000 U/mg).",
        "density": "Density of the solution, between what counts by mass (% w/w, ppm, mol/kg) and by volume.",
        "each": "Equivalents in a mole for N, particles in a mole for Osm.",
    },
    "count": {
        "live": "Living cells in each square, as a list: 45, 52, 48, 50.",
        "dead": "Dead cells in each square.",
        "dilution": "Dilution, the dye counted: 1:2 for one part and one part.",
        "square": "Volume over a square.",
        "volume": "Volume of the suspension in all.",
    },
    "infect": {
        "titre": "Infectious units per mL.",
        "cells": "Cells in a well.",
        "moi": "Infectious units for a cell.",
        "wells": "How many wells.",
        "added": "Volume of virus and medium for a well.",
        "overage": "Made beyond what is needed.",
    },
    "seed": {
        "counted": "Cells counted, per mL.",
        "viable": "Viability.",
        "per_well": "Viable cells wanted in a well, or for each cm² of it.",
        "well": "Volume in a well.",
        "wells": "How many wells.",
        "area": "Growth area of a well; needed for cells per cm².",
        "overage": "Made beyond what is needed.",
    },
}
