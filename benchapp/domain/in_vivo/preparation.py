"""A dosing solution for research animals: how strong, how much, of what, with these pipettes."""

from msgspec import Struct

from benchapp.domain.compounds.monograph import Form, Monograph
from benchapp.domain.in_vivo.animal_cautions import dissolved_first, of_form, several_days, syringe, weighing
from benchapp.domain.in_vivo.animal_recipe import animal_steps, animal_working
from benchapp.domain.in_vivo.animals import AnimalDose, AnimalRequest, PartVolume, animal_doses
from benchapp.domain.in_vivo.guides import typing_cautions, vehicle_cautions, volume_cautions
from benchapp.domain.in_vivo.on_file import in_vehicle
from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.lab.solvents import same
from benchapp.domain.messages import CalculationError, Message, Value
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.recipes import Line, Recipe, loudest_first
from benchapp.domain.units.bounds import check_strength, check_weighed
from benchapp.domain.units.kinds import TOLERANCE


class AnimalPlan(Struct, frozen=True):
    """How it is made.

    Attributes:
        request: What is to be given.
        made_ul: Volume made, µL, as it is measured.
        mass_mg: Of the compound, for one preparation.
        mg_ml: How strong it is, by what is measured.
        stock: How much of the stock is taken; None for the solid.
        parts: The vehicle, in the order of mixing.
        doses: What each animal gets.
        recipe: The steps.
        error: How far off its strength may be by the measuring, as a part of it.
    """

    request: AnimalRequest
    made_ul: float
    mass_mg: float
    mg_ml: float
    stock: Transfer | None
    parts: tuple[PartVolume, ...]
    doses: tuple[AnimalDose, ...]
    recipe: Recipe
    error: float


def plan_animals(request: AnimalRequest, monograph: Monograph, form: Form, lab: Lab) -> AnimalPlan:
    """Plan a dosing solution.

    Args:
        request: What is to be given.
        monograph: Of the compound.
        form: What is weighed.
        lab: Pipettes and rules.

    Raises:
        CalculationError: A stock is too weak or in another solvent, too little was weighed or is to be, no liquid holds
            so much, or no pipette can set a volume; `field` names where.
    """
    check_strength(request.mg_ml, "volume")
    wanted_ul = _made_ul(request)
    mass_mg = request.mg_ml * wanted_ul / 1000
    if request.stock is None and request.weighed_mg is None:
        check_weighed(mass_mg, "dose")
    first = request.vehicle.parts[0]
    stock = _stock(request, mass_mg, wanted_ul, lab)
    parts = []
    for place, part in enumerate(request.vehicle.parts):
        ul = wanted_ul * part.percent / 100 - (0.0 if place or stock is None else stock.volume_ul)
        parts.append(PartVolume(part.name, part.percent, _measured(ul, wanted_ul, lab), part.thick))
    made_ul = sum(one.way.volume_ul for one in parts if one.way) + (stock.volume_ul if stock else 0.0)
    held_mg = mass_mg if stock is None or request.stock is None else request.stock.mg_ml * stock.volume_ul / 1000
    error = sum(one.way.error_ul for one in parts if one.way) / made_ul
    error += 0.0 if stock is None else stock.error_ul / stock.volume_ul
    doses = animal_doses(request)
    molar_mass = float(form.molar_mass)
    cautions, judged = dissolved_first(request, monograph, mass_mg / (wanted_ul * first.percent / 1e5), molar_mass)
    found, more, lines = in_vehicle(monograph, request.vehicle, request.mg_ml)
    if not (len(request.vehicle.parts) == 1 and judged and not more):
        cautions += found
    cautions += typing_cautions(request.species, request.weights, request.dose_mg_kg)
    cautions += volume_cautions(request.species, request.route, request.ml_kg, request.weights.high)
    cautions += vehicle_cautions(request.vehicle, request.route)
    cautions += [*several_days(request, monograph), *of_form(request, monograph, form), *syringe(doses)]
    cautions += [] if stock is not None or request.weighed_mg is not None else weighing(mass_mg, lab)
    recipe = Recipe(
        steps=animal_steps(request, monograph, stock, parts, (mass_mg, made_ul, held_mg * 1000 / made_ul), doses),
        working=(*animal_working(request, mass_mg, wanted_ul), *lines),
        cautions=loudest_first(cautions),
        judged=(*judged, *more),
        cannot_know=(Line(Message.CANNOT_KNOW_ANIMAL),),
    )
    return AnimalPlan(request, made_ul, mass_mg, held_mg * 1000 / made_ul, stock, tuple(parts), doses, recipe, error)


def _made_ul(request: AnimalRequest) -> float:
    """Return the volume that is made, µL: with the overage, or as what was weighed gives it."""
    if request.weighed_mg is None or request.stock is not None:
        return request.needed_ml * (1 + request.overage_percent / 100) * 1000
    made_ul = request.weighed_mg / request.mg_ml * 1000
    if made_ul < request.needed_ml * 1000 * (1 - TOLERANCE):
        needed = request.needed_ml * request.mg_ml
        raise CalculationError(Message.WEIGHED_TOO_LITTLE, mg=request.weighed_mg, needed_mg=needed, field="weighed")
    return made_ul


def _stock(request: AnimalRequest, mass_mg: float, made_ul: float, lab: Lab) -> Transfer | None:
    """Return how much of the stock holds the compound; None for the solid."""
    stock, first = request.stock, request.vehicle.parts[0]
    if stock is None:
        return None
    if not same(stock.solvent, first.name):
        raise CalculationError(Message.STOCK_NOT_FIRST, solvent=stock.solvent, first=first.name, field="c1")
    stock_ul = mass_mg / stock.mg_ml * 1000
    room_ul = made_ul * first.percent / 100
    if stock_ul > room_ul * (1 + TOLERANCE):
        values: dict[str, Value] = {"percent": first.percent, "first": first.name}
        values |= {"would": 100 * stock_ul / made_ul, "least_mg_ml": mass_mg / room_ul * 1000}
        raise CalculationError(Message.STOCK_TOO_WEAK, field="c1", **values)
    stock.hand.check(stock_ul)
    return _set(stock_ul, lab)


def _measured(ul: float, made_ul: float, lab: Lab) -> Transfer | None:
    """Return how a part is measured; None where the stock is all of it, or too little is missing to be set."""
    accepted = lab.rules.pipette_error_percent / 100
    if ul <= made_ul * TOLERANCE:
        return None
    try:
        return lab.transfer(ul)
    except CalculationError:
        if ul <= made_ul * accepted / 10:
            return None
        return _set(ul, lab)


def _set(ul: float, lab: Lab) -> Transfer:
    try:
        return lab.transfer(ul)
    except CalculationError as error:
        raise CalculationError(error.code, **{**error.values, "field": "overage"}) from error
