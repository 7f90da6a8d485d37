"""What is said of a dosing solution before it is made: how it dissolves and keeps, its form, balance and syringe."""

from collections.abc import Sequence

from benchapp.domain.calculations.stock_recipe import COMMON_READABILITY_MG
from benchapp.domain.compounds.monograph import Form, Monograph
from benchapp.domain.in_vivo.animals import AnimalDose, AnimalRequest
from benchapp.domain.journal.entries import Judged
from benchapp.domain.messages import Caution, Message, Severity, Value
from benchapp.domain.recipes.cautions import dissolved, said_by
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.kinds import TOLERANCE

# A syringe that is off by more than this by its graduation alone is said.
SYRINGE_OFF = 0.05


def dissolved_first(
    request: AnimalRequest, monograph: Monograph, mg_ml: float, molar_mass: float
) -> tuple[list[Caution], list[Judged]]:
    """Compare what is in the first part, before anything else is added, with what is on file for it."""
    vehicle = request.vehicle
    if vehicle.suspends and len(vehicle.parts) == 1:
        return [], []
    said, judged = dissolved(monograph, vehicle.parts[0].name, mg_ml, molar_mass)
    return [one for one in said if one.code != Message.SOLUBILITY_UNKNOWN or len(vehicle.parts) > 1], judged


def several_days(request: AnimalRequest, monograph: Monograph) -> list[Caution]:
    """Return what speaks against one preparation for several days."""
    if request.daily or request.days == 1:
        return []
    fresh = monograph.wants_fresh()
    if fresh is None:
        return [Caution(Message.KEEPS_UNKNOWN, Severity.CAUTION, {"days": request.days})]
    values = {"days": request.days, **said_by(monograph, fresh)}
    return [Caution(Message.WANTED_FRESH, Severity.STRONG, values)]


def of_form(request: AnimalRequest, monograph: Monograph, form: Form) -> list[Caution]:
    """Return what a dose of a salt or hydrate holds of the first form, for which doses are usually printed."""
    usual = monograph.identity.forms[0] if monograph.identity.forms else form
    mass, usual_mass = float(form.molar_mass), float(usual.molar_mass)
    if form.id == usual.id or not mass or not usual_mass:
        return []
    held = request.dose_mg_kg * usual_mass / mass
    values: dict[str, Value] = {"dose": request.dose_mg_kg, "form": form.name, "usual": usual.name, "held": held}
    return [Caution(Message.DOSE_OF_FORM, Severity.CAUTION, values)]


def weighing(mass_mg: float, lab: Lab) -> list[Caution]:
    """Return what a balance makes of so little, as for a stock."""
    rules = lab.rules
    smallest_mg = rules.balance_readability_mg * rules.smallest_weighing_factor
    percent = 100 * COMMON_READABILITY_MG / mass_mg
    if not rules.balance_readability_mg and percent >= 1:
        values: dict[str, Value] = {"mg": mass_mg, "readability_mg": COMMON_READABILITY_MG, "percent": percent}
        return [Caution(Message.DOSE_READABILITY, Severity.NOTE, values)]
    if mass_mg < smallest_mg:
        return [Caution(Message.BELOW_BALANCE, Severity.NOTE, {"mg": mass_mg, "smallest_mg": smallest_mg})]
    return []


def syringe(doses: Sequence[AnimalDose]) -> list[Caution]:
    """Warn where the graduation of the syringe puts a dose off by much."""
    worst = max(doses, key=lambda one: abs(one.off))
    if abs(worst.off) <= SYRINGE_OFF * (1 + TOLERANCE):
        return []
    values: dict[str, Value] = {"exact_ul": worst.exact_ul, "ul": worst.ul, "off": 100 * worst.off}
    return [Caution(Message.SYRINGE_COARSE, Severity.CAUTION, values)]
