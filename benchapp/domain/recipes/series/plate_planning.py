"""The tubes of a plate: one series for each axis of the map, and plain medium for the wells without vehicle."""

from collections import Counter
from collections.abc import Sequence

from benchapp.domain.lab.plates import Content
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.dose_series import SeriesPlan, SeriesRequest
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.plate_plan import PlatePlan, PlateRequest, TubeTotal
from benchapp.domain.recipes.premixes import vehicle_needed
from benchapp.domain.recipes.series.series_parts import typed_least
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.units.kinds import TOLERANCE

# The level of the matched vehicle alone, beside that of -1 which holds a partner.
_VEHICLE_ALONE = -2


def plan_plate(request: PlateRequest, lab: Lab) -> PlatePlan:
    """Plan the tubes for a plate.

    Raises:
        CalculationError: No well is dosed, or a series cannot be made.
    """
    if not any(one.use is WellUse.DOSE for one in request.map.wells.values()):
        raise CalculationError(Message.NO_DOSE_ON_PLATE, field="format")
    count = len(request.axes)
    share = request.per_well_ul / count
    pipettes = {share: lab.into_well(share)}
    shares = _vehicle_shares(request)
    counts = request.map.counts()
    series = tuple(_axis(request, counts, number, lab, share, shares) for number in range(count))
    totals: list[TubeTotal] = []
    for number, plan in enumerate(series):
        tubes = [(tube, place) for place, tube in enumerate(plan.doses)]
        tubes += [(plan.matched_vehicle, -1)] if plan.matched_vehicle else []
        tubes += [(plan.vehicle_alone, _VEHICLE_ALONE)] if plan.vehicle_alone else []
        for tube, level in tubes:
            wells = _wells(request, counts, number, level)
            made = next(one.volume_ul for one in plan.tubes if one.name == tube.tube)
            left = made - plan.used_ul.get(tube.tube, 0.0)
            totals.append(TubeTotal(tube.tube, wells, wells * share, left))
    plain = 0.0
    for use, ul in ((WellUse.UNTREATED, request.per_well_ul), (WellUse.BLANK, request.blank_ul)):
        wells = counts[Content(use)]
        plain += wells * ul
        if wells:
            pipettes[ul] = lab.into_well(ul)
    medium = request.plates * plain * (1 + request.overage_percent / 100)
    return PlatePlan(request, series, tuple(totals), share, medium, pipettes)


def _vehicle_shares(request: PlateRequest) -> list[float]:
    """Return the vehicle in the well that each series brings, % v/v; zeros where none is wanted in particular.

    Each brings what its highest dose needs, and an equal part of what is wanted beyond that.

    Raises:
        CalculationError: The stocks bring more than is wanted; the values name what was wanted and the least.
    """
    count = len(request.axes)
    if request.vehicle_percent <= 0:
        return [0.0] * count
    strength = request.strength * count
    needed = [
        100 / strength * vehicle_needed({one.source: one.doses[0] * strength / one.stock for one in axis.ingredients})
        for axis in request.axes
    ]
    beyond = request.vehicle_percent - sum(needed)
    if beyond < -TOLERANCE * request.vehicle_percent:
        values = {"percent": request.vehicle_percent, "least": typed_least(sum(needed))}
        raise CalculationError(Message.VEHICLE_TOO_LITTLE, field="vehicle_percent", **values)
    return [one + max(0.0, beyond) / count for one in needed]


def _wells(request: PlateRequest, counts: Counter[Content], axis: int, level: int) -> int:
    """Count the wells that get a level of an axis, -1 for its matched vehicle.

    With a partner, vehicle controls get the vehicle alone instead.

    Args:
        request: What is asked for.
        counts: Wells of its map by their content.
        axis: Which series, from 0.
        level: Which dose of it, from 0, or -1, or that of the vehicle alone.
    """
    partner = request.axes[axis].has_partner
    if level == _VEHICLE_ALONE:
        return request.plates * counts[Content(WellUse.VEHICLE)] if partner else 0
    dosed = sum(count for one, count in counts.items() if one.use is WellUse.DOSE and one.levels[axis] == level)
    controls = 0 if partner or level != -1 else sum(n for one, n in counts.items() if one.use is WellUse.VEHICLE)
    return request.plates * (dosed + controls)


def _axis(
    request: PlateRequest, counts: Counter[Content], number: int, lab: Lab, share_ul: float, shares: Sequence[float]
) -> SeriesPlan:
    axis, count = request.axes[number], len(request.axes)
    overage = 1 + request.overage_percent / 100
    dead = lab.rules.dead_volume_ul

    def needed(level: int) -> float:
        wells = _wells(request, counts, number, level)
        return wells * share_ul * overage + dead if wells else 0.0

    doses = range(len(axis.ingredients[0].doses))
    # A dose that was painted away is left out of the wells and stays in the series, which goes through its tube.
    lefts = tuple(needed(level) or dead for level in doses)
    wanted = SeriesRequest(
        ingredients=axis.ingredients,
        left_ul=lefts,
        matched_vehicle_ul=needed(-1),
        vehicle_alone_ul=needed(_VEHICLE_ALONE),
        strength=request.strength * count,
        scheme=request.scheme,
        vehicle=request.vehicle,
        medium=request.medium,
        vehicle_percent=shares[number],
        prefix=axis.prefix,
        per_well_ul=share_ul,
        series_in_well=count,
        kept_ul=0.0 if request.redose is None else request.redose.kept_ul,
    )
    return plan_series(wanted, lab)
