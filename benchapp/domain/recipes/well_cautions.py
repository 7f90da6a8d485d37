"""What has to be said about cells in wells: their vehicle, their species, how full a well is, how long a run."""

import re

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells, Plan
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.plates import Format
from benchapp.domain.lab.solvents import Family, family
from benchapp.domain.messages import Caution, Message, Severity, Value
from benchapp.domain.patterns import late_pattern
from benchapp.domain.recipes.cautions import CELL_KINDS, said_by
from benchapp.domain.units.kinds import TOLERANCE

SENSITIVE_CELLS = frozenset(CELL_KINDS) - {"line"}


def vehicle(percent: float, name: str, cells: Cells, rules: LabRules) -> list[Caution]:
    """Return what the vehicle in the well means, compared at two significant figures, by the limits of that vehicle.

    Water and buffers harm no cells at the shares a dose brings; they dilute the medium. For a solvent without a rule
    it is said that there is none.

    Args:
        percent: Total of it in the well, % v/v.
        name: Which vehicle.
        cells: What is treated; T cells, PBMC and cytokine read-outs are sensitive to DMSO earlier.
        rules: The lab's rules.
    """
    level = float(f"{percent:.2g}")
    values: dict[str, Value] = {"percent": percent, "vehicle": name, "cells": cells.kind}
    match family(name):
        case Family.DMSO:
            return _dmso(level, values, cells, rules)
        case Family.ETHANOL:
            return _ethanol(level, values, rules)
        case Family.WATER | Family.BUFFER as kind:
            limit = rules.watery_share_percent
            code = Message.VEHICLE_IS_WATER if kind is Family.WATER else Message.VEHICLE_IS_BUFFER
            over = level >= limit * (1 - TOLERANCE)
            return [Caution(code, Severity.NOTE, {**values, "limit": limit})] if over else []
        case _:
            return [Caution(Message.VEHICLE_NO_LIMIT, Severity.NOTE, values)] if percent > 0 else []


def _dmso(level: float, values: dict[str, Value], cells: Cells, rules: LabRules) -> list[Caution]:
    usual, sensitive, high, strong = rules.vehicle_bands
    if level >= strong * (1 - TOLERANCE):
        return [Caution(Message.VEHICLE_STRONG, Severity.STRONG, {**values, "limit": strong})]
    if level >= high * (1 - TOLERANCE):
        return [Caution(Message.VEHICLE_HIGH, Severity.CAUTION, {**values, "limit": high})]
    if level >= sensitive * (1 - TOLERANCE) and cells.kind in SENSITIVE_CELLS:
        return [Caution(Message.VEHICLE_SENSITIVE_CELLS, Severity.CAUTION, {**values, "limit": sensitive})]
    if level > usual * (1 + TOLERANCE):
        return [Caution(Message.VEHICLE_NOTE, Severity.NOTE, {**values, "limit": usual})]
    return []


def _ethanol(level: float, values: dict[str, Value], rules: LabRules) -> list[Caution]:
    if level > rules.ethanol_high_percent * (1 + TOLERANCE):
        return [Caution(Message.VEHICLE_HIGH, Severity.CAUTION, {**values, "limit": rules.ethanol_high_percent})]
    if level > rules.ethanol_usual_percent * (1 + TOLERANCE):
        return [Caution(Message.VEHICLE_NOTE, Severity.NOTE, {**values, "limit": rules.ethanol_usual_percent})]
    return []


# How mice and rats are written: names, species and the strains by which cells are called without them.
_MOUSE = late_pattern(
    r"\b(?:mouse|mice|murin\w*|mus(?:\s+musculus)?|m\.\s*musculus|maus\w*|m(?:ä|ae|a\u0308)use\w*"
    r"|c57\W?bl\w*|bl/?6|balb\W?c\w*|nod\W?scid|nsg|dba\W?[12]|fvb|cd\W?1|129s\w*|swiss webster|icr|sjl|c3h\w*|mmu"
    r"|souris|rat[oó]n(?:es)?)\b",
    re.IGNORECASE,
)
_RODENT = late_pattern(
    r"\b(?:rats?|ratten?\w*|rattus(?:\s+norvegicus)?|r\.\s*norvegicus|sprague\W?dawley|wistar|rodents?|nage(?:r|tier)\w*"
    r"|hamsters?\w*)\b",
    re.IGNORECASE,
)
# Mice whose cereblon was made human respond, and so do human cells that grow in a mouse.
_HUMANISED = late_pattern(
    r"humani[sz]ed|humanisiert|i391v|hcrbn|xenograft|xenotransplantat|\b(?:non|not|no|nicht|keine?)\W+(?:mouse|maus)",
    re.IGNORECASE,
)


def is_mouse(text: str) -> bool:
    """Return whether a species as typed is the mouse."""
    return bool(_MOUSE.search(text)) and not _HUMANISED.search(text)


def species(monograph: Monograph, cells: Cells) -> list[Caution]:
    """Warn when mouse cells meet a drug that needs human cereblon; of another rodent that nothing is on file."""
    claim = next((claim for claim in monograph.pitfalls if claim.context.target == "cereblon"), None)
    if claim is None:
        return []
    if is_mouse(cells.species):
        return [Caution(Message.MOUSE_CEREBLON, Severity.STRONG, said_by(monograph, claim))]
    if _RODENT.search(cells.species):
        values: dict[str, Value] = {"species": cells.species.strip(), **said_by(monograph, claim)}
        return [Caution(Message.RODENT_CEREBLON, Severity.CAUTION, values)]
    return []


# Longer than this and smaller than that, wells at the border lose enough to matter (the test ran 72 h in 96 wells).
LONG_RUN_S = 72 * 3600.0
SMALL_WELL_UL = 300.0


def evaporation(length_s: float, well_ul: float) -> Caution:
    """Return what evaporates from small wells in a long run, and what helps."""
    return Caution(Message.EVAPORATION, Severity.NOTE, {"length_s": length_s, "ul": well_ul})


# Less than this part of what a well usually gets leaves its bottom half dry; a choice of this program.
_SHALLOW_PART = 1 / 3


def too_full(plate: Format | None, ul: float) -> list[Caution]:
    """Question a volume that is more than a well of this plate is usually given, or than it holds."""
    if plate is None or ul <= plate.most_ul * (1 + TOLERANCE):
        return []
    over = ul > plate.brim_ul * (1 + TOLERANCE)
    code, severity = (Message.WELL_OVERFLOWS, Severity.STRONG) if over else (Message.WELL_TOO_FULL, Severity.CAUTION)
    values: dict[str, Value] = {"ul": ul, "wells": plate.wells, "most_ul": plate.most_ul, "brim_ul": plate.brim_ul}
    values["brim_source"] = plate.brim_source
    return [Caution(code, severity, values)]


def too_shallow(plate: Format | None, ul: float) -> list[Caution]:
    """Question a volume that is far less than a well of this plate is usually given: it may not cover the cells."""
    if plate is None or ul >= plate.usual_ul * _SHALLOW_PART * (1 - TOLERANCE):
        return []
    values: dict[str, Value] = {"ul": ul, "wells": plate.wells, "usual_ul": plate.usual_ul}
    return [Caution(Message.WELL_TOO_SHALLOW, Severity.CAUTION, values)]


def one_dose(monograph: Monograph, length_s: float, plan: Plan) -> list[Caution]:
    """Warn that the source wants fresh solutions while one dose would have to last; once, until it is decided."""
    claim = monograph.wants_fresh()
    if claim is None or plan.chosen:
        return []
    values: dict[str, Value] = {
        "length_s": length_s,
        **said_by(monograph, claim),
    }
    return [Caution(Message.ONE_DOSE_FOR_ALL, Severity.CAUTION, values)]
