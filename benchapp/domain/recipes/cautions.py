"""What has to be said before something is made or dosed: one line for each decision, with whose word it is."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.hazards import by_weight
from benchapp.domain.compounds.monograph import Claim, Form, Monograph
from benchapp.domain.compounds.solubility import Figure, in_watery, on_file
from benchapp.domain.incubations.incubations import Cells, Plan
from benchapp.domain.journal.entries import Judged
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.plates import Format
from benchapp.domain.lab.solvents import Family, family, same
from benchapp.domain.messages import CalculationError, Caution, Message, Severity, Value
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import TOLERANCE, Quantity, as_mass, kind_of

# What is done all the same only with a written reason; everything else is one tap.
REASON_ASKED = frozenset(
    {Message.PAST_USE_BY, Message.WORKING_PAST_USE_BY, Message.VEHICLE_FALLS, Message.MOUSE_CEREBLON}
)
# Cells and read-outs in which DMSO from 0.25 % on is reported to change the result.
CELL_KINDS = ("line", "T cells", "PBMC", "cytokine read-out")
SENSITIVE_CELLS = frozenset(CELL_KINDS) - {"line"}


def solubility(
    monograph: Monograph, solvent: str, concentration: Quantity, molar_mass: Quantity | None
) -> tuple[list[Caution], list[Judged]]:
    """Check a stock against what is on file for its solvent.

    Below the highest value on file nothing is said: a lower bound is no maximum, and no reason to worry.

    Args:
        monograph: Of the compound.
        solvent: Name of the solvent.
        concentration: Of the stock.
        molar_mass: Of the chosen form, to compare mg/mL with molar.
    """
    kind = kind_of(concentration)
    comparable = kind is Kind.MASS_CONCENTRATION or (kind is Kind.MOLARITY and molar_mass is not None)
    mg_ml = float(as_mass(concentration, molar_mass).m_as("mg/mL")) if comparable else None
    return dissolved(monograph, solvent, mg_ml, 0.0 if molar_mass is None else float(molar_mass.m_as("g/mol")))


def dissolved(
    monograph: Monograph, solvent: str, mg_ml: float | None, molar_mass: float
) -> tuple[list[Caution], list[Judged]]:
    """Check what is dissolved against what is on file for the solvent.

    Args:
        monograph: Of the compound.
        solvent: Name of the solvent.
        mg_ml: Of the stock, mg/mL; None where that is not known.
        molar_mass: Of the form in it, g/mol; 0 where it is not known.
    """
    known = on_file(monograph, solvent)
    if known.falls_out is not None:
        return [_claimed(Message.FALLS_OUT, Severity.STRONG, monograph, known.falls_out)], [_judged(known.falls_out)]
    if known.insoluble is not None:
        told = {"solvent": solvent, **said_by(monograph, known.insoluble), "remedy": _best(monograph)}
        return [Caution(Message.CALLED_INSOLUBLE, Severity.STRONG, told)], [_judged(known.insoluble)]
    highest = known.shown
    if highest is None:
        return _against_bound(monograph, solvent, mg_ml, known.bound)
    judged = [_judged_by(highest)]
    if mg_ml is not None and _exceeds(mg_ml, highest.most):
        values: dict[str, Value] = {"times": mg_ml / highest.most}
        values["molar"] = highest.most / molar_mass if molar_mass else None
        return [_by(Message.ABOVE_HIGHEST_VALUE, Severity.CAUTION, monograph, highest, values)], judged
    lowest = known.lowest_end
    if mg_ml is not None and lowest is not None and _exceeds(mg_ml, lowest.most):
        values = {"high_mg_ml": highest.most}
        return [_by(Message.SOLUBILITY_DIFFERS, Severity.NOTE, monograph, lowest, values)], judged
    return [], judged


def _against_bound(
    monograph: Monograph, solvent: str, mg_ml: float | None, bound: Figure | None
) -> tuple[list[Caution], list[Judged]]:
    """Compare with an upper bound alone: over it is over, and under it nothing is shown."""
    if bound is None:
        return [Caution(Message.SOLUBILITY_UNKNOWN, Severity.NOTE, {"solvent": solvent})], []
    if mg_ml is not None and _exceeds(mg_ml, bound.most):
        values: dict[str, Value] = {"times": mg_ml / bound.most}
        said = _by(Message.ABOVE_HIGHEST_VALUE, Severity.CAUTION, monograph, bound, values)
    else:
        said = _by(Message.SOLUBILITY_ONLY_BELOW, Severity.NOTE, monograph, bound, {})
    return [said], [_judged_by(bound)]


def _exceeds(mg_ml: float, limit: float) -> bool:
    return mg_ml > limit * (1 + TOLERANCE)


def stock_used(monograph: Monograph, one: Ingredient, solvent: str) -> list[Caution]:
    """Check the stock that something is made of; only what speaks against it is said again when it is used."""
    found, _ = dissolved(monograph, solvent, one.mg_ml(one.stock), one.molar_mass)
    return [caution for caution in found if caution.severity is not Severity.NOTE]


def chosen_stock(
    solution: Solution, monograph: Monograph | None, form: Form | None, rules: LabRules, *, past: bool, thaws: int
) -> list[Caution]:
    """Say what is wrong with the stock in hand that was chosen: its use-by, its thaws, the form it was made of.

    Args:
        solution: The stock.
        monograph: Of the open compound.
        form: Of it, that the calculator goes by.
        rules: The lab's rules.
        past: Whether it is past its use-by.
        thaws: How often the tube that is used will have been thawed.
    """
    said = []
    if past:
        said.append(Caution(Message.PAST_USE_BY, Severity.STRONG, {"label": solution.label}))
    if thaws >= rules.thaws_noted:
        # The second is a note, every further one a caution: no source gives a number.
        code, severity = Message.THAWED_AGAIN, Severity.NOTE
        if thaws > rules.thaws_noted:
            code, severity = Message.THAWED_OFTEN, Severity.CAUTION
        said.append(Caution(code, severity, {"label": solution.label, "count": thaws, "noted": rules.thaws_noted}))
    if form is not None and monograph is not None and solution.compound == monograph.id and solution.form != form.id:
        made_of = next((one.name for one in monograph.identity.forms if one.id == solution.form), solution.form)
        values: dict[str, Value] = {
            "stock_form": made_of,
            "stock_mass": solution.molar_mass.value,
            "form": form.name,
            "mass": float(form.molar_mass),
        }
        said.append(Caution(Message.WRONG_FORM, Severity.CAUTION, values))
    return said


def _best(monograph: Monograph) -> str:
    best = monograph.best_solvent()
    return best.context.solvent if best else monograph.usual_vehicle()


def said_by(monograph: Monograph, claim: Claim) -> dict[str, Value]:
    """Return whose word a caution rests on: key, title and kind of the source, and the fact."""
    return {**_whose(monograph, claim.source), "fact": claim.id}


def _whose(monograph: Monograph, key: str) -> dict[str, Value]:
    source = monograph.sources.get(key)
    title = source.title.partition(",")[0] if source else key
    return {"source": key, "stated_by": title, "stated_in": source.kind if source else ""}


def _claimed(code: Message, severity: Severity, monograph: Monograph, claim: Claim) -> Caution:
    return Caution(code, severity, {"solvent": claim.context.solvent, **said_by(monograph, claim)})


def _by(code: Message, severity: Severity, monograph: Monograph, figure: Figure, values: dict[str, Value]) -> Caution:
    """Return a caution that rests on a figure on file: the figure as stated, its solvent, and whose word it is."""
    stated: dict[str, Value] = {
        "solvent": figure.solvent,
        "relation": str(figure.relation),
        "mg_ml": figure.most,
        "least_mg_ml": figure.least,
        "most_mg_ml": figure.most,
        "standing": str(figure.standing),
        "fact": figure.fact,
    }
    return Caution(code, severity, {**stated, **_whose(monograph, figure.source), **values})


def _judged(claim: Claim) -> Judged:
    value = claim.value
    text = "" if value is None else f"{value.relation} {value.number or value.text} {value.unit}".strip()
    return Judged(claim.id, claim.source, text)


def _judged_by(figure: Figure) -> Judged:
    ends = f"{figure.least:g}" if figure.least == figure.most else f"{figure.least:g} to {figure.most:g}"
    return Judged(figure.fact, figure.source, f"{figure.relation} {ends} mg/mL")


class HeldConcentration(Struct, frozen=True):
    """What a tube or the well holds of a compound.

    Attributes:
        mg_ml: How much, mg/mL.
        tube: Name of the tube; "" for the well.
        vehicle_percent: Organic solvent in it, % v/v.
        bottle: Whether the tube is a bottle.
    """

    mg_ml: float
    tube: str = ""
    vehicle_percent: float = 0.0
    bottle: bool = False


class Comparison(Struct, frozen=True):
    """How what is in medium compares with what is on file for water.

    Attributes:
        cautions: What has to be said.
        judged: The limits it was judged by.
        working: One line where all is well: how far below it is.
    """

    cautions: tuple[Caution, ...] = ()
    judged: tuple[Judged, ...] = ()
    working: tuple[Line, ...] = ()


# With more organic solvent than this in it, a tube is no watery solution, and no figure for water says anything.
WATERY_UP_TO_PERCENT = 10.0


def in_medium(
    monograph: Monograph, held: Sequence[HeldConcentration], medium: str = "medium", vehicle: str = ""
) -> Comparison:
    """Compare the wells and every tube in medium with the lowest solubility in water, buffer or medium on file.

    From half of it on a caution, above it how many times; below it no more than a line of working. What is not known
    is said: nothing on file, an upper bound alone, or a tube that is half solvent.

    Args:
        monograph: Of the compound.
        held: The wells and the tubes in medium.
        medium: Name of the diluent.
        vehicle: Name of the vehicle.
    """
    organic = bool(vehicle) and not family(vehicle).watery
    watery = [one for one in held if not organic or one.vehicle_percent <= WATERY_UP_TO_PERCENT * (1 + TOLERANCE)]
    mixed = [one for one in held if one not in watery]
    found = _watery(monograph, watery, medium)
    if not mixed:
        return found
    worst = max(mixed, key=lambda one: one.vehicle_percent)
    values: dict[str, Value] = {"tube": worst.tube, "percent": worst.vehicle_percent, "vehicle": vehicle}
    values |= {"bottle": True} if worst.bottle else {}
    unknown = Caution(Message.MIXTURE_UNKNOWN, Severity.NOTE, values)
    return replace(found, cautions=(*found.cautions, unknown))


def _watery(monograph: Monograph, held: Sequence[HeldConcentration], medium: str) -> Comparison:
    if not held:
        return Comparison()
    most = max(held, key=lambda one: one.mg_ml)
    known = in_watery(monograph)
    said: list[Caution] = []
    diluent = family(medium)
    if known.falls_out is not None and diluent is not Family.WATER:
        named = diluent is Family.BUFFER or same(known.falls_out.context.solvent, medium)
        code, severity = (Message.FALLS_OUT, Severity.STRONG)
        if not named:
            code, severity = Message.FALLS_OUT_OF_BUFFER, Severity.CAUTION
        said.append(_claimed(code, severity, monograph, known.falls_out))
    values: dict[str, Value] = {"mg_ml": most.mg_ml, "tube": most.tube, "in_well": not most.tube}
    values |= {"bottle": True} if most.bottle else {}
    bound, shown = known.bound, known.shown
    if bound is not None and _exceeds(most.mg_ml, bound.least):
        highest = max(one.most for one in known.figures if one.bounds)
        severity = Severity.STRONG if _exceeds(most.mg_ml, highest) else Severity.CAUTION
        values |= {"times": most.mg_ml / bound.least, "limit_mg_ml": bound.least}
        said.append(_by(Message.AQUEOUS_ABOVE, severity, monograph, bound, values))
    elif bound is not None and _exceeds(most.mg_ml, bound.least / 2):
        values |= {"limit_mg_ml": bound.least}
        said.append(_by(Message.AQUEOUS_LIMIT_NEAR, Severity.CAUTION, monograph, bound, values))
    elif known.lowest_shown is None and shown is not None and _exceeds(most.mg_ml, shown.most):
        said.append(_by(Message.AQUEOUS_UNTESTED, Severity.CAUTION, monograph, shown, values))
    elif shown is not None:
        by = bound or shown
        if said and not same(by.solvent, medium):
            # What water dissolves is no all-clear for a diluent that it falls out of.
            return Comparison(tuple(said), tuple(_judged(one) for one in (known.falls_out,) if one))
        line = _by(Message.AQUEOUS_BELOW, Severity.NOTE, monograph, by, {**values, "limit_mg_ml": by.least})
        return Comparison(tuple(said), (_judged_by(by),), (Line(Message.WORK_SOLUBILITY, line.values),))
    elif bound is not None:
        said.append(_by(Message.SOLUBILITY_ONLY_BELOW, Severity.NOTE, monograph, bound, values))
    elif known.insoluble is not None:
        said.append(_claimed(Message.INSOLUBLE_NO_FIGURE, Severity.NOTE, monograph, known.insoluble))
    elif not said:
        said.append(Caution(Message.SOLUBILITY_UNKNOWN, Severity.NOTE, {"solvent": "medium"}))
    figure = bound or shown
    return Comparison(tuple(said), () if figure is None else (_judged_by(figure),))


def vehicle(percent: float, name: str, cells: Cells, rules: LabRules) -> list[Caution]:
    """Say what the vehicle in the well means, compared at two significant figures, by the limits of that vehicle.

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
_MOUSE = re.compile(
    r"\b(?:mouse|mice|murin\w*|mus(?:\s+musculus)?|m\.\s*musculus|maus\w*|m(?:ä|ae|a\u0308)use\w*"
    r"|c57\W?bl\w*|bl/?6|balb\W?c\w*|nod\W?scid|nsg|dba\W?[12]|fvb|cd\W?1|129s\w*|swiss webster|icr|sjl|c3h\w*|mmu"
    r"|souris|rat[oó]n(?:es)?)\b",
    re.IGNORECASE,
)
_RODENT = re.compile(
    r"\b(?:rats?|ratten?\w*|rattus(?:\s+norvegicus)?|r\.\s*norvegicus|sprague\W?dawley|wistar|rodents?|nage(?:r|tier)\w*"
    r"|hamsters?\w*)\b",
    re.IGNORECASE,
)
# Mice whose cereblon was made human respond, and so do human cells that grow in a mouse.
_HUMANISED = re.compile(
    r"humani[sz]ed|humanisiert|i391v|hcrbn|xenograft|xenotransplantat|\b(?:non|not|no|nicht|keine?)\W+(?:mouse|maus)",
    re.IGNORECASE,
)


def is_mouse(text: str) -> bool:
    """Return whether a species as typed is the mouse."""
    return bool(_MOUSE.search(text)) and not _HUMANISED.search(text)


_LIGHT = re.compile(r"\b(?:light|dark)\b|licht|dunkel", re.IGNORECASE)


def careful(monographs: Iterable[Monograph | None], solvent: str, *, powder: bool = False) -> tuple[Line, ...]:
    """Return what comes first in a recipe: a line for each compound with a hazard on file, or that light spoils.

    Where none has a hazard on file, gloves are still worn for DMSO, which takes what is dissolved in it through skin.

    Args:
        monographs: Of the compounds; None where there is none.
        solvent: What they are dissolved in; "" where that brings nothing.
        powder: Whether a compound is handled dry.
    """
    lines = []
    for monograph in monographs:
        if monograph is None:
            continue
        kept = [*monograph.storage, *monograph.stability.stock, *monograph.stability.working, *monograph.pitfalls]
        dark = next((claim for claim in kept if _LIGHT.search(claim.statement)), None)
        values: dict[str, Value] = {"compound": monograph.identity.name, "light": dark is not None}
        if monograph.hazards:
            hazard = by_weight(monograph.hazards)[0]
            told = {**values, "hazard": hazard.statement, "powder": powder, **said_by(monograph, hazard)}
            lines.append(Line(Message.STEP_HAZARD, told))
        elif dark is not None:
            lines.append(Line(Message.STEP_LIGHT, {**values, "hazard": dark.statement}))
    if family(solvent) is Family.DMSO and all(line.code is not Message.STEP_HAZARD for line in lines):
        lines.append(Line(Message.STEP_GLOVES, {"solvent": solvent}))
    return tuple(lines)


def species(monograph: Monograph, cells: Cells) -> list[Caution]:
    """Say so when mouse cells meet a drug that needs human cereblon; of another rodent that nothing is on file."""
    claim = monograph.needs_human_cereblon()
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
    """Say what evaporates from small wells in a long run, and what helps."""
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


def asks_reason(cautions: Iterable[Caution]) -> bool:
    """Return whether a written reason is asked for."""
    return any(caution.code in REASON_ASKED for caution in cautions)


def check_reason(cautions: Iterable[Caution], reason: str) -> None:
    """Refuse what asks for a written reason and has none.

    Raises:
        CalculationError: It has none; `field` is "reason".
    """
    if asks_reason(cautions) and not reason.strip():
        raise CalculationError(Message.REASON_NEEDED, field="reason")


def one_dose(monograph: Monograph, length_s: float, plan: Plan) -> list[Caution]:
    """Say that the source wants fresh solutions while one dose would have to last; once, until it is decided."""
    claim = monograph.wants_fresh()
    if claim is None or plan.chosen:
        return []
    values: dict[str, Value] = {
        "length_s": length_s,
        **said_by(monograph, claim),
    }
    return [Caution(Message.ONE_DOSE_FOR_ALL, Severity.CAUTION, values)]


# Less than this part of alcohol changes the sum of the volumes by less than pipettes are off.
CONTRACTS_FROM = 0.05


def contracts(kind: Kind | None, part: float) -> bool:
    """Return whether this part of a liquid told in per cent by volume has to be reckoned not to add up with water."""
    return kind is Kind.PERCENT_VV and part >= CONTRACTS_FROM


def contraction(kind: Kind | None, total_ul: float, part: float) -> list[Caution]:
    """Say of a dilution in per cent by volume that volumes of alcohol and water do not add up.

    50 mL of ethanol and 50 mL of water give 97 mL (CRC Handbook), so that what is added is not what is made up to.
    """
    if not contracts(kind, part):
        return []
    return [Caution(Message.ALCOHOL_CONTRACTS, Severity.NOTE, {"ul": total_ul})]
