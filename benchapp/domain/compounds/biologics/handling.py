"""How a biologic is dissolved and handled, as its page says: what a recipe and the hood view repeat."""

from msgspec import Struct

from benchapp.domain.compounds.facts import words_on_handling
from benchapp.domain.compounds.identity_facts import NOT_FROZEN, RECONSTITUTED, SubstanceKind
from benchapp.domain.compounds.monograph import Claim, Monograph
from benchapp.domain.compounds.solubility import in_mg_ml
from benchapp.domain.units.kinds import Kind, in_base


class LeastStrength(Struct, frozen=True):
    """How strong a protein is to be at the least when it is dissolved, so that little of it sticks to the vial.

    Attributes:
        mg_ml: The figure, mg/mL.
        claim: Who says so.
    """

    mg_ml: float
    claim: Claim


def kept_unfrozen(monograph: Monograph) -> bool:
    """Return whether a stock is not kept in a freezer: its page forbids it, or says only how it keeps above zero."""
    if NOT_FROZEN in words_on_handling(monograph):
        return True
    places = [shelf_life.temperature for claim in monograph.stability.stock for shelf_life in claim.keeps]
    return bool(places) and all(float(celsius) > 0 for celsius in places)


def least_strength(monograph: Monograph) -> LeastStrength | None:
    """Return how strong it is to be at the least when it is dissolved; None where the page does not say."""
    for claim in monograph.handling:
        if claim.context.form == RECONSTITUTED and claim.value is not None and claim.value.number:
            mg_ml = in_mg_ml(monograph, claim.value.number, claim.value.unit)
            if mg_ml is not None:
                return LeastStrength(mg_ml, claim)
    return None


def activity_on_file(monograph: Monograph) -> Claim | None:
    """Return the claim on units per mass; None without one. It is typical, and a lot has its own."""
    for claim in monograph.handling:
        known = None if claim.value is None or not claim.value.number else in_base("1", claim.value.unit)
        if known is not None and known[0] is Kind.SPECIFIC_ACTIVITY:
            return claim
    return None


def is_biologic(monograph: Monograph) -> bool:
    """Return whether it is no small molecule."""
    return monograph.kind is not SubstanceKind.SMALL_MOLECULE
