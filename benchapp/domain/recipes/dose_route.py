"""Which way a dose takes: the stock as it is, one dilution, an intermediate in medium, or a sub-stock in the vehicle.

One rule for a single dose, a series and a plate; of a series the highest dose decides, and several compounds in one
tube go by all of them. The order is that of the bench: undiluted stock where it meets the dose within the error of
its own pipetting; then as few tubes as can be set; an intermediate in medium only as far as it is known to stay in
solution; and for what would need more than one, or is dosed in nanomolar, a sub-stock in the vehicle and one fixed
dilution from there, so that every arm and the control get the same vehicle. A stock in water or buffer needs no fixed
part of vehicle; its sub-stock is in its own water where the compound would not stay in solution in medium.
"""

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.messages import CalculationError
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.intermediates import DilutionPath, find_path, find_spike, in_steps, in_vehicle
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.premixes import vehicle_needed
from benchapp.domain.units.kinds import TOLERANCE

# The usual dilution of a sub-stock into what the cells get: 0.1 % of vehicle.
USUAL_SPIKE = 1000.0
# Up to this dose a sub-stock is the usual way, mol/L.
NANOMOLAR_UP_TO = 100e-9
# Less vehicle than this in the well is none, % v/v: the control is medium.
NO_VEHICLE_PERCENT = 0.001
# Up to this much water is brought so that no tube in medium is stronger than what the cells get, % v/v.
_WATER_PERCENT = 1.0
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
    in_medium: float = math.inf
    weaker: float = 0.0
    pure: bool = False

    @property
    def spike(self) -> float:
        """How many times the sub-stock is diluted into the solution for the wells."""
        return self.ratio / self.weaker if self.weaker else self.ratio

    def path(self, batch_ul: float, lab: Lab) -> DilutionPath:
        """Return the way to a volume.

        Raises:
            CalculationError: No way fits.
        """
        if self.pure:
            return _all_in_vehicle(batch_ul, self.ratio, lab)
        if self.weaker:
            return find_spike(batch_ul, self.weaker, self.spike, lab, in_medium=self.in_medium)
        return find_path(batch_ul, self.ratio, lab, strength=self.strength, in_medium=self.in_medium)

    def control(self, batch_ul: float, vehicle_part: float, lab: Lab) -> DilutionPath:
        """Return the way to a volume of the matched vehicle, which is this part of it.

        Raises:
            CalculationError: No way fits.
        """
        if self.weaker:
            return find_spike(batch_ul, 1.0, self.spike, lab)
        return find_path(batch_ul, 1 / vehicle_part, lab)


def route(
    ingredients: Sequence[Ingredient],
    strength: float,
    batch_ul: float,
    lab: Lab,
    *,
    series_in_well: int = 1,
    watery: bool = False,
) -> Route:
    """Return the way that the highest dose takes from stocks in a vehicle that is not what they are diluted with.

    Args:
        ingredients: The compound; or several that are in one tube, as if their stocks were mixed to one.
        strength: How many times the dose the solution for the wells is.
        batch_ul: How much of that is made, µL.
        lab: What these hands can do.
        series_in_well: How many such solutions go into one well and share the usual part of vehicle.
        watery: Whether the vehicle is water or buffer, of which no fixed part is matched.
    """
    parts = {one.source: one.doses[0] * strength / one.stock for one in ingredients}
    ratio = 1 / vehicle_needed(parts)
    alone = len(ingredients) == 1
    plain = Route(ratio, strength if alone else 0.0, stays_dissolved(ingredients, parts, 1 / ratio, watery=watery))
    if watery and any(one.falls_out for one in ingredients):
        return _as_dosed(plain, strength / series_in_well, batch_ul, lab)
    weaker = ratio / max(1.0, USUAL_SPIKE * series_in_well / strength)
    if weaker < _WORTH_A_TUBE:
        return plain
    through = replace(plain, weaker=weaker)
    try:
        through.path(batch_ul, lab)
    except CalculationError:
        return plain
    if watery:
        return through if _is_too_strong(plain, batch_ul, lab) else plain
    doses = (one.molar(one.doses[0]) for one in ingredients)
    nanomolar = all(dose is not None and dose <= NANOMOLAR_UP_TO * (1 + TOLERANCE) for dose in doses)
    return through if nanomolar or _is_awkward(plain, strength, batch_ul, lab) else plain


def stays_dissolved(
    ingredients: Sequence[Ingredient], parts: Mapping[str, float], vehicle: float, *, watery: bool = False
) -> float:
    """Return up to which part an intermediate in medium may be what its tube is made of, so that all stays dissolved.

    Args:
        ingredients: The compounds.
        parts: Part of the stock of each that is in the tube.
        vehicle: Part of the tube that is vehicle.
        watery: Whether that is water or buffer.
    """
    held = ((one, one.stock * parts.get(one.source, 0.0) / vehicle) for one in ingredients)
    return min((one.stays_dissolved(strong, watery=watery) for one, strong in held), default=math.inf)


def is_met_undiluted(ratio: float, way: Transfer, lab: Lab) -> bool:
    """Return whether a stock itself meets a dose as well as its pipetting does.

    Args:
        ratio: How many times stronger than wanted the stock is; less than 1 where it is weaker.
        way: How it is put into a well.
        lab: For the error that is accepted.
    """
    accepted = min(way.error_ul / way.volume_ul, lab.rules.pipette_error_percent / 100)
    return abs(ratio - 1) <= max(accepted, TOLERANCE)


def _is_awkward(plain: Route, strength: float, batch_ul: float, lab: Lab) -> bool:
    """Return whether the way without a sub-stock needs several intermediates, or one that may not stay in solution."""
    try:
        path = plain.path(batch_ul, lab)
    except CalculationError:
        return True
    if any(path.in_vehicle) or len(path.factors) > 2:
        return True
    return _exceeds(plain, path) or 100 / plain.ratio / strength < NO_VEHICLE_PERCENT


def _as_dosed(plain: Route, strength: float, batch_ul: float, lab: Lab) -> Route:
    """Return the way of a stock in water whose compound is to meet medium at the working dose only.

    Args:
        plain: The way without a sub-stock.
        strength: How many times the dose the solution for the wells is, shared among the series in a well.
        batch_ul: How much of that is made, µL.
        lab: What these hands can do.
    """
    most = 100 / _WATER_PERCENT
    if strength >= most * (1 - TOLERANCE):
        through = [replace(plain, weaker=plain.ratio)]
        ways = through
    else:
        spikes = (max(1.0, spike / strength) for spike in (USUAL_SPIKE, most))
        through = [replace(plain, weaker=plain.ratio / spike) for spike in spikes]
        through = [way for way in through if way.weaker >= _WORTH_A_TUBE]
        ways = [plain, *through]
    return next((way for way in ways if not _is_too_strong(way, batch_ul, lab)), plain)


def _is_too_strong(way: Route, batch_ul: float, lab: Lab) -> bool:
    """Return whether a way cannot be gone, or needs an intermediate in medium that may not stay in solution."""
    try:
        path = way.path(batch_ul, lab)
    except CalculationError:
        return True
    return _exceeds(way, path)


def _exceeds(way: Route, path: DilutionPath) -> bool:
    first = next((number for number, pure in enumerate(path.in_vehicle) if not pure), len(path.factors) - 1)
    strong = math.prod(1 / factor for factor in path.factors[: first + 1])
    return first < len(path.factors) - 1 and strong > way.in_medium * (1 + TOLERANCE)


def _all_in_vehicle(batch_ul: float, ratio: float, lab: Lab) -> DilutionPath:
    """Return dilutions in the vehicle alone, as few as can be set."""
    if ratio <= 1 + TOLERANCE or lab.dilutes(batch_ul, ratio) or lab.left_undiluted(batch_ul, ratio):
        path = find_path(batch_ul, ratio, lab)
        return DilutionPath(path.factors, path.totals_ul, (True,) * len(path.factors))
    for factors in in_steps(ratio):
        found = in_vehicle(factors, batch_ul, lab, exact=True)
        if found is not None:
            scale_up = max(1.0, found.totals_ul[-1] / batch_ul)
            return DilutionPath(found.factors, found.totals_ul, found.in_vehicle, scale_up)
    return find_path(batch_ul, ratio, lab)
