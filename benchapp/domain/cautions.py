"""What has to be said before something is made or dosed: one line for each decision, with whose word it is."""

from collections.abc import Iterable

from benchapp.domain.entries import Judged
from benchapp.domain.incubations import Cells, Plan
from benchapp.domain.ingredients import Ingredient
from benchapp.domain.kinds import Kind
from benchapp.domain.messages import CalculationError, Caution, Message, Severity, Value
from benchapp.domain.monograph import Claim, Monograph
from benchapp.domain.quantities import TOLERANCE, Quantity, as_mass, kind_of

# What is done all the same only with a written reason; everything else is one tap.
REASON_ASKED = frozenset(
    {Message.PAST_USE_BY, Message.WORKING_PAST_USE_BY, Message.VEHICLE_FALLS, Message.MOUSE_CEREBLON}
)
# Cells and read-outs in which DMSO from 0.25 % on is reported to change the result.
CELL_KINDS = ("line", "T cells", "PBMC", "cytokine read-out")
SENSITIVE_CELLS = frozenset(CELL_KINDS) - {"line"}


def solubility(
    monograph: Monograph, solvent: str, concentration: Quantity, molar_mass: Quantity
) -> tuple[list[Caution], list[Judged]]:
    """Check a stock against what is on file for its solvent.

    Below the highest value on file nothing is said: a lower bound is no maximum, and no reason to worry.

    Args:
        monograph: Of the compound.
        solvent: Name of the solvent.
        concentration: Of the stock.
        molar_mass: Of the chosen form, to compare mg/mL with molar.
    """
    comparable = kind_of(concentration) in {Kind.MOLARITY, Kind.MASS_CONCENTRATION}
    mg_ml = float(as_mass(concentration, molar_mass).m_as("mg/mL")) if comparable else None
    return dissolved(monograph, solvent, mg_ml, float(molar_mass.m_as("g/mol")))


def dissolved(
    monograph: Monograph, solvent: str, mg_ml: float | None, molar_mass: float
) -> tuple[list[Caution], list[Judged]]:
    """Check what is dissolved against what is on file for the solvent.

    Args:
        monograph: Of the compound.
        solvent: Name of the solvent.
        mg_ml: Of the stock, mg/mL; None where that cannot be told.
        molar_mass: Of the form in it, g/mol; 0 where it is not known.
    """
    insoluble = monograph.called_insoluble(solvent)
    if insoluble is not None:
        values = {"solvent": solvent, **_said_by(monograph, insoluble), "remedy": _best(monograph)}
        return [Caution(Message.CALLED_INSOLUBLE, Severity.STRONG, values)], [_judged(insoluble)]
    highest = monograph.highest_on_file(solvent)
    if highest is None or highest.value is None:
        return [Caution(Message.SOLUBILITY_UNKNOWN, Severity.NOTE, {"solvent": solvent})], []
    limit = monograph.mg_ml(highest) or 0.0
    if mg_ml is None or mg_ml <= limit * (1 + TOLERANCE):
        return [], [_judged(highest)]
    caution = Caution(
        Message.ABOVE_HIGHEST_VALUE,
        Severity.CAUTION,
        {
            "solvent": solvent,
            "relation": str(highest.value.relation),
            "mg_ml": limit,
            "molar": limit / molar_mass if molar_mass else None,
            "standing": str(highest.standing),
            **_said_by(monograph, highest),
        },
    )
    return [caution], [_judged(highest)]


def stock_used(monograph: Monograph, one: Ingredient, solvent: str) -> list[Caution]:
    """Check the stock that something is made of; only what speaks against it is said again when it is used."""
    found, _ = dissolved(monograph, solvent, one.mg_ml(one.stock), one.molar_mass)
    return [caution for caution in found if caution.severity is not Severity.NOTE]


def _best(monograph: Monograph) -> str:
    best = monograph.best_solvent()
    return best.context.solvent if best else ""


def _said_by(monograph: Monograph, claim: Claim) -> dict[str, Value]:
    """Give whose word a caution rests on: key and title of the source, and the fact."""
    source = monograph.sources.get(claim.source)
    title = source.title.partition(",")[0] if source else claim.source
    return {"source": claim.source, "stated_by": title, "fact": claim.id}


def _judged(claim: Claim) -> Judged:
    value = claim.value
    text = "" if value is None else f"{value.relation} {value.number or value.text} {value.unit}".strip()
    return Judged(claim.id, claim.source, text)


def in_water(monograph: Monograph, tubes_mg_ml: Iterable[float]) -> tuple[list[Caution], list[Judged]]:
    """Check every tube in medium against the lowest solubility in water on file.

    From half of it on a caution: a range of one source is no sharp edge.

    Args:
        monograph: Of the compound.
        tubes_mg_ml: What each tube in medium holds, mg/mL.
    """
    lowest = monograph.lowest_in_water()
    if lowest is None or lowest.value is None:
        return [Caution(Message.SOLUBILITY_UNKNOWN, Severity.NOTE, {"solvent": "medium"})], []
    limit = monograph.mg_ml(lowest) or 0.0
    highest = max(tubes_mg_ml, default=0.0)
    near = highest > limit / 2
    caution = Caution(
        Message.AQUEOUS_LIMIT_NEAR if near else Message.AQUEOUS_BELOW,
        Severity.CAUTION if near else Severity.NOTE,
        {"mg_ml": highest, "limit_mg_ml": limit, **_said_by(monograph, lowest)},
    )
    return [caution], [_judged(lowest)]


def vehicle(percent: float, name: str, cells: Cells, bands: tuple[float, float, float, float]) -> list[Caution]:
    """Say what the vehicle in the well means, compared at two significant figures.

    Args:
        percent: Total of it in the well, % v/v.
        name: Which vehicle.
        cells: What is treated; T cells, PBMC and cytokine read-outs are sensitive earlier.
        bands: Usual, sensitive, high and strong levels, % v/v, of the lab rules.
    """
    usual, sensitive, high, strong = bands
    level = float(f"{percent:.2g}")
    values: dict[str, Value] = {"percent": percent, "vehicle": name, "cells": cells.kind}
    if level >= strong * (1 - TOLERANCE):
        return [Caution(Message.VEHICLE_STRONG, Severity.STRONG, {**values, "limit": strong})]
    if level >= high * (1 - TOLERANCE):
        return [Caution(Message.VEHICLE_HIGH, Severity.CAUTION, {**values, "limit": high})]
    if level >= sensitive * (1 - TOLERANCE) and cells.kind in SENSITIVE_CELLS:
        return [Caution(Message.VEHICLE_SENSITIVE_CELLS, Severity.CAUTION, {**values, "limit": sensitive})]
    if level > usual * (1 + TOLERANCE):
        return [Caution(Message.VEHICLE_NOTE, Severity.NOTE, {**values, "limit": usual})]
    return []


def species(monograph: Monograph, cells: Cells) -> list[Caution]:
    """Say so when mouse cells meet a drug that needs human cereblon."""
    claim = monograph.needs_human_cereblon()
    if claim is None or cells.species.casefold() not in {"mouse", "murine"}:
        return []
    return [Caution(Message.MOUSE_CEREBLON, Severity.STRONG, _said_by(monograph, claim))]


# Longer than this and smaller than that, wells at the border lose enough to matter (the test ran 72 h in 96 wells).
LONG_RUN_S = 72 * 3600.0
SMALL_WELL_UL = 300.0


def evaporation(length_s: float, well_ul: float) -> Caution:
    """Say what evaporates from small wells in a long run, and what helps."""
    return Caution(Message.EVAPORATION, Severity.NOTE, {"length_s": length_s, "ul": well_ul})


def asks_reason(cautions: Iterable[Caution]) -> bool:
    """Tell whether a written reason is asked for."""
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
        **_said_by(monograph, claim),
    }
    return [Caution(Message.ONE_DOSE_FOR_ALL, Severity.CAUTION, values)]
