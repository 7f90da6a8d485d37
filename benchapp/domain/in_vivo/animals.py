"""What is to be given to research animals, and what each of them gets of it."""

import math
from collections.abc import Sequence

from msgspec import Struct

from benchapp.domain.in_vivo.by_weight import Weights
from benchapp.domain.in_vivo.guides import Administration, Species
from benchapp.domain.in_vivo.vehicles import AnimalVehicle
from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.recipes.source_tubes import SourceTubes
from benchapp.domain.units.kinds import TOLERANCE


class AnimalStock(Struct, frozen=True):
    """A stock that the dosing solution begins with.

    Attributes:
        mg_ml: How strong it is.
        solvent: What it is in.
        hand: Its tubes; empty for one that is only typed.
    """

    mg_ml: float
    solvent: str
    hand: SourceTubes = SourceTubes()


class AnimalRequest(Struct, frozen=True):
    """What is to be given.

    Attributes:
        dose_mg_kg: Dose for each kg.
        ml_kg: Volume for each kg.
        weights: What the animals weigh.
        per_day: Doses a day.
        days: Days of dosing.
        daily: Whether it is made fresh each day.
        overage_percent: Made beyond what is needed.
        vehicle: What it is made in.
        species: Which animals.
        route: How it is given.
        graduation_ul: Graduation of the syringe, µL.
        stock: What it begins with; None for the solid.
        weighed_mg: What was really weighed; None while it is still to be.
    """

    dose_mg_kg: float
    ml_kg: float
    weights: Weights
    per_day: int
    days: int
    daily: bool
    overage_percent: float
    vehicle: AnimalVehicle
    species: Species = Species.MOUSE
    route: Administration = Administration.ORAL
    graduation_ul: float = 10.0
    stock: AnimalStock | None = None
    weighed_mg: float | None = None

    @property
    def mg_ml(self) -> float:
        """How strong the dosing solution is."""
        return self.dose_mg_kg / self.ml_kg

    @property
    def doses(self) -> int:
        """Doses for each animal of one preparation."""
        return self.per_day * (1 if self.daily else self.days)

    @property
    def preparations(self) -> int:
        """How often it is made."""
        return self.days if self.daily else 1

    @property
    def needed_ml(self) -> float:
        """What all animals get of one preparation, mL."""
        return self.weights.reckoned_g / 1000 * self.ml_kg * self.doses


class AnimalDose(Struct, frozen=True):
    """What one animal gets, or each of a weight.

    Attributes:
        animal: Its number, from 1; 0 for a weight that is looked up.
        grams: Its weight.
        exact_ul: Volume for its weight.
        ul: The same on the syringe's graduation.
    """

    animal: int
    grams: float
    exact_ul: float
    ul: float

    @property
    def off(self) -> float:
        """How far off the graduation puts it, as a part of it."""
        return self.ul / self.exact_ul - 1


class PartVolume(Struct, frozen=True):
    """One part of the vehicle as it is measured.

    Attributes:
        name: What it is.
        percent: Its share, % v/v.
        way: How it is measured; None where the stock is all of it.
        thick: Whether it is too thick to be pipetted like water.
    """

    name: str
    percent: float
    way: Transfer | None
    thick: bool


def animal_doses(request: AnimalRequest) -> tuple[AnimalDose, ...]:
    """Return what each animal gets; of a range, of each whole gram in it, to be looked up."""
    weights = request.weights
    if weights.each:
        numbered = enumerate(weights.each, 1)
        return tuple(_dose(request, number, grams) for number, grams in numbered)
    return tuple(_dose(request, 0, grams) for grams in _looked_up(weights.low, weights.high))


# More lines than this are no table for a cage card.
_MOST_LOOKED_UP = 24


def _looked_up(low: float, high: float) -> Sequence[float]:
    if low == high:
        return (low,)
    step = 1.0
    while (high - low) / step > _MOST_LOOKED_UP:
        step *= 5 if str(step)[0] == "1" else 2
    found = [low]
    while found[-1] + step < high * (1 - TOLERANCE):
        found.append(found[-1] + step)
    return (*found, high)


def _dose(request: AnimalRequest, animal: int, grams: float) -> AnimalDose:
    exact = grams * request.ml_kg
    ul = max(math.floor(exact / request.graduation_ul + 0.5), 1) * request.graduation_ul
    return AnimalDose(animal, grams, exact, round(ul, 6))
