"""What a compound's page says of a vehicle for animals: how much was dissolved or given in it, and by whom."""

from benchapp.domain.compounds.monograph import Claim, Monograph, Relation
from benchapp.domain.compounds.solubility import in_mg_ml
from benchapp.domain.in_vivo.vehicles import AnimalVehicle, read_vehicle
from benchapp.domain.journal.entries import Judged
from benchapp.domain.messages import Caution, Message, QuantityError, Severity, Value
from benchapp.domain.recipes.cautions import said_by
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.units.kinds import TOLERANCE


def claim_for(monograph: Monograph, vehicle: AnimalVehicle) -> Claim | None:
    """Return the claim with the highest figure for a vehicle; None where there is none."""
    fitting = [claim for claim in monograph.in_vivo if _is_for(claim, vehicle)]
    return max(fitting, key=lambda claim: _most(monograph, claim) or 0.0, default=None)


def _is_for(claim: Claim, vehicle: AnimalVehicle) -> bool:
    try:
        return read_vehicle(claim.context.solvent).same(vehicle)
    except QuantityError:
        return False


def _most(monograph: Monograph, claim: Claim) -> float | None:
    value = claim.value
    return None if value is None else in_mg_ml(monograph, value.high or value.number, value.unit)


def in_vehicle(
    monograph: Monograph, vehicle: AnimalVehicle, mg_ml: float
) -> tuple[list[Caution], list[Judged], list[Line]]:
    """Compare a dosing solution with what is on file for its vehicle.

    Args:
        monograph: Of the compound.
        vehicle: What it is made in.
        mg_ml: How strong it is.
    """
    claim = claim_for(monograph, vehicle)
    most = None if claim is None else _most(monograph, claim)
    if claim is None or claim.value is None or most is None:
        return [Caution(Message.VEHICLE_NO_FIGURE, Severity.CAUTION, {"vehicle": vehicle.text})], [], []
    values: dict[str, Value] = {
        "mg_ml": mg_ml, "most_mg_ml": most, "at_least": claim.value.relation is Relation.AT_LEAST,
        "times": mg_ml / most, **said_by(monograph, claim),
    }  # fmt: skip
    judged = [Judged(claim.id, claim.source, f"{claim.value.relation} {claim.value.number} {claim.value.unit}")]
    if mg_ml > most * (1 + TOLERANCE):
        return [Caution(Message.ABOVE_IN_VEHICLE, Severity.CAUTION, values)], judged, []
    return [], judged, [Line(Message.WORK_IN_VEHICLE, values)]
