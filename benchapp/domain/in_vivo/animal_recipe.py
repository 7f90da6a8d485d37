"""The steps of a dosing solution, part after part, what each animal gets, and how the figures follow."""

from collections.abc import Sequence

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.in_vivo.animals import AnimalDose, AnimalRequest, PartVolume
from benchapp.domain.lab.pipettes import LARGEST_TUBE_UL, Transfer
from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.cautions import careful
from benchapp.domain.recipes.recipes import Line, pipetting
from benchapp.domain.recipes.source_tubes import SourceTubes
from benchapp.domain.units.kinds import TOLERANCE


def animal_steps(
    request: AnimalRequest,
    monograph: Monograph,
    stock: Transfer | None,
    parts: Sequence[PartVolume],
    made: tuple[float, float, float],
    doses: Sequence[AnimalDose],
) -> tuple[Line, ...]:
    """Return the steps that make a dosing solution and give it.

    Args:
        request: What is to be given.
        monograph: Of the compound.
        stock: What is taken of a stock; None for the solid.
        parts: The vehicle as it is measured.
        made: The mass in mg, the volume in µL and the strength in mg/mL.
        doses: What each animal gets.
    """
    mass_mg, made_ul, mg_ml = made
    solvent = request.vehicle.parts[0].name
    steps = [*careful([monograph], solvent, powder=stock is None), Line(Message.STEP_ANIMALS_ONLY)]
    bottle = made_ul > LARGEST_TUBE_UL * (1 + TOLERANCE)
    whole: dict[str, Value] = {"total_ul": made_ul, "mg_ml": mg_ml, "bottle": bottle}
    clear: dict[str, Value] = {"suspends": request.vehicle.suspends, "parts": len(parts)}
    if stock is None:
        weighed = request.weighed_mg is not None
        steps.append(Line(Message.STEP_WEIGH_DOSE, {"mass_g": mass_mg / 1000, "weighed": weighed, **clear}))
    else:
        hand = SourceTubes() if request.stock is None else request.stock.hand
        steps += hand.beginning(stock.volume_ul)
        steps.append(Line(Message.STEP_TAKE_STOCK, {**pipetting(stock), "part": solvent, "label": hand.label}))
    left = [(part, part.way) for part in parts if part.way is not None]
    for place, (part, way) in enumerate(left):
        first = part is parts[0] and stock is None
        code = Message.STEP_FIRST_PART if first else Message.STEP_NEXT_PART
        values = {**pipetting(way), "part": part.name, "percent": part.percent, "thick": part.thick, **clear}
        last = place == len(left) - 1
        steps.append(Line(code, {**values, **(whole if last else {}), "last": last}))
    steps.append(Line(Message.STEP_DOSE_ANIMALS, _given(request, doses)))
    if request.preparations > 1:
        again: dict[str, Value] = {"days": request.days, "mass_g": mass_mg * request.days / 1000}
        steps.append(Line(Message.STEP_EACH_DAY, again))
    return tuple(steps)


def _given(request: AnimalRequest, doses: Sequence[AnimalDose]) -> dict[str, Value]:
    """Return what the animals get as values of a step; the table as text, since a step names plain values."""
    return {
        "low_ul": min(one.ul for one in doses),
        "high_ul": max(one.ul for one in doses),
        "ul_g": request.ml_kg,
        "animals": request.weights.animals,
        "route": request.route.value,
        "per_day": request.per_day,
        "days": request.days,
        "table": ";".join(f"{one.animal}:{one.grams:g}:{one.ul:g}" for one in doses),
    }


def given_table(text: str) -> tuple[tuple[int, float, float], ...]:
    """Return the animals, their weights in g and their volumes in µL, as a step names them."""
    rows = [row.split(":") for row in text.split(";") if row.count(":") == 2]
    return tuple((int(animal), float(grams), float(ul)) for animal, grams, ul in rows)


def animal_working(request: AnimalRequest, mass_mg: float, made_ul: float) -> tuple[Line, ...]:
    """Return how mass and volume follow."""
    weights = request.weights
    values: dict[str, Value] = {
        "dose": request.dose_mg_kg, "ml_kg": request.ml_kg, "mg_ml": request.mg_ml, "grams": weights.reckoned_g,
        "animals": weights.animals, "high": weights.high, "doses": request.doses, "needed_ul": request.needed_ml * 1000,
        "overage": request.overage_percent, "total_ul": made_ul, "mass_g": mass_mg / 1000,
        "preparations": request.preparations, "all_g": mass_mg * request.preparations / 1000,
    }  # fmt: skip
    lines = [Line(Message.WORK_DOSE_STRENGTH, values)]
    if weights.is_range:
        lines.append(Line(Message.WORK_AS_HEAVIEST, values))
    lines += [Line(Message.WORK_ANIMALS, values), Line(Message.WORK_DOSE_MASS, values)]
    if request.preparations > 1:
        lines.append(Line(Message.WORK_ALL_DAYS, values))
    return tuple(lines)
