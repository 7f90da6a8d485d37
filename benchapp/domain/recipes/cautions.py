"""What has to be said before something is made or dosed: one line for each decision, with its source."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.facts import words_on_handling
from benchapp.domain.compounds.hazards import by_weight
from benchapp.domain.compounds.monograph import Claim, Form, Monograph
from benchapp.domain.compounds.solubility import Figure, best_solvent, in_watery, on_file, usual_vehicle
from benchapp.domain.journal.entries import Judged
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.solvents import Family, family, same
from benchapp.domain.messages import CalculationError, Caution, Message, Severity, Value
from benchapp.domain.patterns import late_pattern
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.recipes import Line, Recipe
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.kinds import TOLERANCE, Kind

# What is done all the same only with a written reason; everything else is one tap.
REASON_ASKED = frozenset(
    {Message.PAST_USE_BY, Message.WORKING_PAST_USE_BY, Message.VEHICLE_FALLS, Message.MOUSE_CEREBLON}
)
# Cells and read-outs in which DMSO from 0.25 % on is reported to change the result.
CELL_KINDS = ("line", "T cells", "PBMC", "cytokine read-out")


def dissolved(
    monograph: Monograph, solvent: str, mg_ml: float | None, molar_mass: float
) -> tuple[list[Caution], list[Judged]]:
    """Check what is dissolved against what is on file for the solvent.

    Below the lowest value that has an upper end nothing is said, nor below the highest of those that only say "at
    least": a lower bound is no maximum, and no reason to worry. Where sources differ, the lower one is gone by.

    Args:
        monograph: Of the compound.
        solvent: Name of the solvent.
        mg_ml: Of the stock, mg/mL; None where that is not known.
        molar_mass: Of the form in it, g/mol; 0 where it is not known.
    """
    known = on_file(monograph, solvent)
    if known.destroyed is not None:
        return [_claimed(Message.DESTROYED, Severity.STRONG, monograph, known.destroyed)], [_judged(known.destroyed)]
    if known.falls_out is not None:
        return [_claimed(Message.FALLS_OUT, Severity.STRONG, monograph, known.falls_out)], [_judged(known.falls_out)]
    if known.insoluble is not None:
        given = {"solvent": solvent, **said_by(monograph, known.insoluble), "remedy": _best(monograph)}
        return [Caution(Message.CALLED_INSOLUBLE, Severity.STRONG, given)], [_judged(known.insoluble)]
    highest = known.shown
    if highest is None:
        return _against_bound(monograph, solvent, mg_ml, known.bound)
    judged = [_judged_by(known.careful or highest)]
    if mg_ml is not None and _exceeds(mg_ml, highest.most):
        values: dict[str, Value] = {"times": mg_ml / highest.most}
        values["molar"] = highest.most / molar_mass if molar_mass else None
        return [_by(Message.ABOVE_HIGHEST_VALUE, Severity.CAUTION, monograph, highest, values)], judged
    lowest = known.lowest_end
    if mg_ml is not None and lowest is not None and _exceeds(mg_ml, lowest.most):
        values = {"high_mg_ml": highest.most, "high_by": _whose(monograph, highest.source)["stated_by"]}
        return [_by(Message.SOLUBILITY_DIFFERS, Severity.CAUTION, monograph, lowest, values)], judged
    return [], judged


def _against_bound(
    monograph: Monograph, solvent: str, mg_ml: float | None, bound: Figure | None
) -> tuple[list[Caution], list[Judged]]:
    """Compare with an upper bound alone: over it is over, and under it nothing is shown."""
    if bound is None and monograph.kind.is_protein and family(solvent).watery:
        # Proteins are sold to be dissolved in water and buffer; what they stand is on their page.
        return [], []
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
    """Return what is wrong with the stock in hand that was chosen: its use-by, its thaws, the form it was made of.

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
    best = best_solvent(monograph)
    return best.context.solvent if best else usual_vehicle(monograph)


def said_by(monograph: Monograph, claim: Claim) -> dict[str, Value]:
    """Return the source of a caution: key, title and kind of the source, and the fact."""
    return {**_whose(monograph, claim.source), "fact": claim.id}


def _whose(monograph: Monograph, key: str) -> dict[str, Value]:
    source = monograph.sources.get(key)
    title = source.title.partition(",")[0] if source else key
    return {"source": key, "stated_by": title, "stated_in": source.kind if source else ""}


def _claimed(code: MessageCode, severity: Severity, monograph: Monograph, claim: Claim) -> Caution:
    return Caution(code, severity, {"solvent": claim.context.solvent, **said_by(monograph, claim)})


def _by(
    code: MessageCode, severity: Severity, monograph: Monograph, figure: Figure, values: dict[str, Value]
) -> Caution:
    """Return a caution that rests on a figure on file: the figure as stated, its solvent and its source."""
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


# What is said where a solubility is exceeded, near, doubtful or not on file.
_NOT_SHOWN_SOLUBLE = frozenset(
    {
        Message.ABOVE_HIGHEST_VALUE, Message.ABOVE_IN_VEHICLE, Message.VEHICLE_NO_FIGURE,
        Message.AQUEOUS_ABOVE, Message.AQUEOUS_LIMIT_NEAR, Message.AQUEOUS_UNTESTED,
        Message.CALLED_INSOLUBLE, Message.DESTROYED, Message.FALLS_OUT, Message.FALLS_OUT_OF_BUFFER,
        Message.INSOLUBLE_NO_FIGURE, Message.MIXTURE_UNKNOWN, Message.SOLUBILITY_DIFFERS, Message.SOLUBILITY_ONLY_BELOW,
        Message.SOLUBILITY_UNKNOWN, Message.STOCK_NOT_COMPARED,
    }
)  # fmt: skip


def shown_soluble(recipe: Recipe) -> bool:
    """Return whether everything in a recipe was compared with a solubility on file, and is below it."""
    compared = sum(line.code == Message.WORK_SOLUBILITY for line in recipe.working)
    doubtful = any(caution.code in _NOT_SHOWN_SOLUBLE for caution in recipe.cautions)
    return bool(recipe.judged) and compared >= len(recipe.stocks) and not doubtful


_LIGHT = late_pattern(r"\b(?:light|dark)\b|licht|dunkel", re.IGNORECASE)


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
            given = {**values, "hazard": hazard.statement, "powder": powder, **said_by(monograph, hazard)}
            lines.append(Line(Message.STEP_HAZARD, given))
        elif dark is not None:
            lines.append(Line(Message.STEP_LIGHT, {**values, "hazard": dark.statement}))
        lines += _handled(monograph)
    if family(solvent) is Family.DMSO and all(line.code != Message.STEP_HAZARD for line in lines):
        lines.append(Line(Message.STEP_GLOVES, {"solvent": solvent}))
    return tuple(lines)


def _handled(monograph: Monograph) -> list[Line]:
    """Return how a biologic is handled, as its page says; nothing where it says nothing."""
    words = words_on_handling(monograph)
    if not words:
        return []
    first = next(iter(words.values()))
    care: Value = "|".join(words)
    return [
        Line(Message.STEP_HANDLING, {"compound": monograph.identity.name, "care": care, **said_by(monograph, first)})
    ]


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


# Less than this part of alcohol changes the sum of the volumes by less than pipettes are off.
CONTRACTS_FROM = 0.05


def contracts(kind: Kind | None, part: float) -> bool:
    """Return whether this part of a liquid given in per cent by volume has to be reckoned not to add up with water."""
    return kind is Kind.PERCENT_VV and part >= CONTRACTS_FROM


def contraction(kind: Kind | None, total_ul: float, part: float) -> list[Caution]:
    """Return for a dilution in per cent by volume that volumes of alcohol and water do not add up.

    50 mL of ethanol and 50 mL of water give 97 mL (CRC Handbook), so that what is added is not what is made up to.
    """
    if not contracts(kind, part):
        return []
    return [Caution(Message.ALCOHOL_CONTRACTS, Severity.NOTE, {"ul": total_ul})]
