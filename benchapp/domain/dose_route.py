"""Which way a dose takes: the stock as it is, one dilution, an intermediate in medium, or a sub-stock in the vehicle.

The order is that of the bench: undiluted stock where it meets the dose within the error of its own pipetting; then as
few tubes as can be set; an intermediate in medium only as far as it is known to stay in solution; and for what would
need more than one, or is dosed in nanomolar, a sub-stock in the vehicle and one fixed dilution from there, so that
every arm and the control get the same vehicle.
"""

from msgspec import Struct

from benchapp.domain.ingredients import Ingredient
from benchapp.domain.intermediates import Path, find_path, find_spike, in_steps, in_vehicle
from benchapp.domain.kinds import Kind
from benchapp.domain.messages import CalculationError
from benchapp.domain.mixing import Lab
from benchapp.domain.pipettes import Transfer
from benchapp.domain.quantities import TOLERANCE

# The usual dilution of a sub-stock into what the cells get: 0.1 % of vehicle.
USUAL_SPIKE = 1000.0
# Up to this dose a sub-stock is the usual way, mol/L.
NANOMOLAR_UP_TO = 100e-9
# Less vehicle than this in the well is none, % v/v: the control is medium.
NO_VEHICLE_PERCENT = 0.001
# A sub-stock that is hardly weaker than the stock is not worth a tube.
_WORTH_A_TUBE = 1.25


class Route(Struct, frozen=True):
    """Which way a dose takes, for any volume of it.

    Attributes:
        ratio: How many times weaker than the stock the solution for the wells is.
        strength: How many times the dose that is; 0 where the vehicle of it may not change.
        in_medium: Largest part of an intermediate in medium that may be stock.
        weaker: How many times weaker than the stock a sub-stock in the vehicle is; 0 for none.
        pure: Whether what is diluted with is the vehicle itself.
    """

    ratio: float
    strength: float = 0.0
    in_medium: float = float("inf")
    weaker: float = 0.0
    pure: bool = False

    @property
    def spike(self) -> float:
        """How many times the sub-stock is diluted into the solution for the wells."""
        return self.ratio / self.weaker if self.weaker else self.ratio

    def path(self, batch_ul: float, lab: Lab) -> Path:
        """Return the way to a volume.

        Raises:
            CalculationError: No way fits.
        """
        if self.pure:
            return _all_in_vehicle(batch_ul, self.ratio, lab)
        if self.weaker:
            return find_spike(batch_ul, self.weaker, self.spike, lab, in_medium=self.in_medium)
        return find_path(batch_ul, self.ratio, lab, strength=self.strength, in_medium=self.in_medium)

    def control(self, batch_ul: float, vehicle_part: float, lab: Lab) -> Path:
        """Return the way to a volume of the matched vehicle, which is this part of it.

        Raises:
            CalculationError: No way fits.
        """
        if self.weaker:
            return find_spike(batch_ul, 1.0, self.spike, lab)
        return find_path(batch_ul, 1 / vehicle_part, lab)


def route(one: Ingredient, strength: float, batch_ul: float, lab: Lab, limit_mg_ml: float | None) -> Route:
    """Return the way that a dose from a stock in an organic vehicle takes.

    Args:
        one: The compound, with one dose.
        strength: How many times the dose the solution for the wells is.
        batch_ul: How much of that is made, µL.
        lab: What these hands can do.
        limit_mg_ml: Up to here it is known to stay in solution in medium; None where nothing is known.
    """
    dose = one.doses[0]
    ratio = one.stock / (dose * strength)
    stock_mg_ml = one.mg_ml(one.stock)
    in_medium = float("inf")
    if stock_mg_ml:
        in_medium = (limit_mg_ml or 0.0) / stock_mg_ml
    plain = Route(ratio, strength, in_medium)
    weaker = ratio / max(1.0, USUAL_SPIKE / strength)
    if weaker < _WORTH_A_TUBE:
        return plain
    through = Route(ratio, strength, in_medium, weaker)
    try:
        through.path(batch_ul, lab)
    except CalculationError:
        return plain
    return (
        through
        if _molar(one, dose) <= NANOMOLAR_UP_TO * (1 + TOLERANCE) or _is_awkward(plain, batch_ul, lab)
        else plain
    )


def is_met_undiluted(ratio: float, way: Transfer, lab: Lab) -> bool:
    """Tell whether a stock itself meets a dose as well as its pipetting does.

    Args:
        ratio: How many times stronger than wanted the stock is; less than 1 where it is weaker.
        way: How it is put into a well.
        lab: For the error that is accepted.
    """
    accepted = min(way.error_ul / way.volume_ul, lab.rules.pipette_error_percent / 100)
    return abs(ratio - 1) <= max(accepted, TOLERANCE)


def _molar(one: Ingredient, dose: float) -> float:
    if one.kind is Kind.MOLARITY:
        return dose
    mg_ml = one.mg_ml(dose)
    return mg_ml / one.molar_mass if mg_ml is not None and one.molar_mass else float("inf")


def _is_awkward(plain: Route, batch_ul: float, lab: Lab) -> bool:
    """Tell whether the way without a sub-stock needs several intermediates, or one that may not stay in solution."""
    try:
        path = plain.path(batch_ul, lab)
    except CalculationError:
        return True
    if any(path.in_vehicle) or len(path.factors) > 2:
        return True
    too_strong = len(path.factors) > 1 and 1 / path.factors[0] > plain.in_medium * (1 + TOLERANCE)
    return too_strong or 100 / plain.ratio / plain.strength < NO_VEHICLE_PERCENT


def _all_in_vehicle(batch_ul: float, ratio: float, lab: Lab) -> Path:
    """Return dilutions in the vehicle alone, as few as can be set."""
    if ratio <= 1 + TOLERANCE or lab.dilutes(batch_ul, ratio) or lab.left_undiluted(batch_ul, ratio):
        path = find_path(batch_ul, ratio, lab)
        return Path(path.factors, path.totals_ul, (True,) * len(path.factors))
    for factors in in_steps(ratio):
        found = in_vehicle(factors, batch_ul, lab, exact=True)
        if found is not None:
            grown = max(1.0, found.totals_ul[-1] / batch_ul)
            return Path(found.factors, found.totals_ul, found.in_vehicle, grown)
    return find_path(batch_ul, ratio, lab)
