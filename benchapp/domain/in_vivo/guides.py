"""What good practice says of volumes, and what is said of DMSO, each with who says it; cautions and never limits."""

from enum import StrEnum
from math import inf

from msgspec import Struct

from benchapp.domain.in_vivo.by_weight import Weights
from benchapp.domain.in_vivo.vehicles import AnimalVehicle
from benchapp.domain.messages import Caution, Message, Severity, Value
from benchapp.domain.units.kinds import TOLERANCE


class Species(StrEnum):
    """Which animals."""

    MOUSE = "mouse"
    RAT = "rat"
    RABBIT = "rabbit"
    OTHER = "another species"


class Administration(StrEnum):
    """How it is given."""

    ORAL = "oral gavage"
    INTRAPERITONEAL = "intraperitoneal"
    SUBCUTANEOUS = "subcutaneous"
    INTRAVENOUS = "intravenous bolus"
    INTRAMUSCULAR = "intramuscular"
    OTHER = "another route"


class Guide(Struct, frozen=True):
    """What is good practice for one species and route.

    Attributes:
        good: Volume that is good practice.
        most: The possible maximum.
        per_site: Whether both are mL for each site, and not mL for each kg.
    """

    good: float
    most: float
    per_site: bool = False


# Diehl et al., J. Appl. Toxicol. 21:15 (2001), table of administration volumes, doi 10.1002/jat.727; read in two copies
# of the table. Of an intravenous bolus only one figure is given; a slow injection may be more.
SOURCE = "Diehl et al. 2001"
_ORAL, _IP, _SC = Administration.ORAL, Administration.INTRAPERITONEAL, Administration.SUBCUTANEOUS
_IV, _IM = Administration.INTRAVENOUS, Administration.INTRAMUSCULAR
GUIDES = {
    (Species.MOUSE, _ORAL): Guide(10, 50), (Species.MOUSE, _SC): Guide(10, 40), (Species.MOUSE, _IP): Guide(20, 80),
    (Species.MOUSE, _IV): Guide(5, 5), (Species.MOUSE, _IM): Guide(0.05, 0.1, per_site=True),
    (Species.RAT, _ORAL): Guide(10, 40), (Species.RAT, _SC): Guide(5, 10), (Species.RAT, _IP): Guide(10, 20),
    (Species.RAT, _IV): Guide(5, 5), (Species.RAT, _IM): Guide(0.1, 0.2, per_site=True),
    (Species.RABBIT, _ORAL): Guide(10, 15), (Species.RABBIT, _SC): Guide(1, 2), (Species.RABBIT, _IP): Guide(5, 20),
    (Species.RABBIT, _IV): Guide(2, 2), (Species.RABBIT, _IM): Guide(0.25, 0.5),
}  # fmt: skip
# "Generally DMSO is used at 5-10 %, often with other components": answers collected by Norecopa, not reviewed.
DMSO_USUAL_PERCENT = 10.0
# Around what animals weigh, g, so that only slips of the unit are questioned; it bounds no dose. Mice are born with 1.5
# to 2 g and weigh 30 to 35 grown (Animal Resources Centre, Western Australia); rats are born with 5 to 8 g and reach
# 520 (the same; National Cheng Kung University); rabbits are born with 39 to 70 g (Poigner and others, World Rabbit
# Science, Pannon White) and New Zealand does reach 5.4 kg (Wikipedia). How far beyond is an assumption.
WEIGHTS_G = {Species.MOUSE: (1.0, 100.0), Species.RAT: (4.0, 1500.0), Species.RABBIT: (20.0, 12_000.0)}
# The highest fixed dose of an acute test by mouth, which is given by exception: OECD Test Guideline 420 (2001).
DOSE_UNLIKELY_MG_KG = 5000.0


def volume_cautions(species: Species, route: Administration, ml_kg: float, heaviest_g: float) -> list[Caution]:
    """Compare the volume for one dose with what is good practice.

    Args:
        species: Which animals.
        route: How it is given.
        ml_kg: Volume for each kg.
        heaviest_g: Weight of the heaviest animal, g.
    """
    guide = GUIDES.get((species, route))
    if guide is None:
        return []
    given = ml_kg * heaviest_g / 1000 if guide.per_site else ml_kg
    values: dict[str, Value] = {
        "species": species.value, "route": route.value, "given": given, "good": guide.good, "most": guide.most,
        "per_site": guide.per_site, "stated_by": SOURCE,
    }  # fmt: skip
    if given > guide.most * (1 + TOLERANCE):
        return [Caution(Message.VOLUME_ABOVE_MOST, Severity.STRONG, values)]
    if given > guide.good * (1 + TOLERANCE):
        return [Caution(Message.VOLUME_ABOVE_GOOD, Severity.CAUTION, values)]
    return []


def typing_cautions(species: Species, weights: Weights, dose_mg_kg: float) -> list[Caution]:
    """Question a weight that no such animal has, as in kg for g, and a dose that is no dose.

    Args:
        species: Which animals.
        weights: What they weigh.
        dose_mg_kg: Dose, mg for each kg.
    """
    said = []
    lightest, heaviest = WEIGHTS_G.get(species, (0.0, inf))
    for grams in (weights.low, weights.high):
        if not lightest <= grams <= heaviest:
            values: dict[str, Value] = {"species": species.value, "grams": grams}
            said.append(Caution(Message.WEIGHT_UNLIKELY, Severity.STRONG, values))
            break
    if dose_mg_kg > DOSE_UNLIKELY_MG_KG:
        values = {"dose": dose_mg_kg, "percent": dose_mg_kg / 1e4}
        said.append(Caution(Message.DOSE_UNLIKELY, Severity.STRONG, values))
    return said


def vehicle_cautions(vehicle: AnimalVehicle, route: Administration) -> list[Caution]:
    """Return what is said of a vehicle: much DMSO, or what does not belong into a vein."""
    said = []
    if route is Administration.INTRAVENOUS and (vehicle.oily or vehicle.suspends):
        said.append(Caution(Message.NOT_INTO_A_VEIN, Severity.STRONG, {"oily": vehicle.oily}))
    if vehicle.dmso_percent > DMSO_USUAL_PERCENT * (1 + TOLERANCE):
        values: dict[str, Value] = {"percent": vehicle.dmso_percent, "usual": DMSO_USUAL_PERCENT}
        said.append(Caution(Message.MUCH_DMSO, Severity.CAUTION, values))
    return said
