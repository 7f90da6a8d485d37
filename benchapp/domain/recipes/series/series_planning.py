"""A series planned: backwards from what must be left in each tube, by one of the ways of making it.

Where a volume is too small to set, the whole series is made larger, and the plan says so.
"""

from itertools import pairwise

from msgspec.structs import replace

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.dose_route import is_met_undiluted
from benchapp.domain.recipes.dose_series import Scheme, SeriesPlan, SeriesRequest
from benchapp.domain.recipes.ingredients import check_strength
from benchapp.domain.recipes.mixing import MOST_DOUBLINGS, Lab
from benchapp.domain.recipes.series.direct_series import make_direct
from benchapp.domain.recipes.series.reached_doses import finished_plan
from benchapp.domain.recipes.series.series_parts import series_parts
from benchapp.domain.recipes.series.series_tubes import SeriesTubes
from benchapp.domain.recipes.series.tube_to_tube import make_tube_to_tube
from benchapp.domain.recipes.series.vehicle_series import make_in_vehicle
from benchapp.domain.units.kinds import TOLERANCE

MOST_DOSES = 48


def plan_series(request: SeriesRequest, lab: Lab) -> SeriesPlan:
    """Plan a series.

    Args:
        request: What it is to be.
        lab: What these hands can do.

    Raises:
        CalculationError: A dose is above what its stock allows, is listed twice, no way of making it fits, or however
            much is made, the pipettes set less.
    """
    asked = request
    request = _with_stock_as_it_is(request, lab)
    _check(request)
    slack, spare = 0.0, 0.0
    for _ in range(MOST_DOUBLINGS):
        wanted = replace(request, left_ul=tuple(left + slack for left in request.left_ul))
        tubes = SeriesTubes(series_parts(wanted), lab, spare)
        _make(tubes)
        short, short_beside = tubes.short_ul(request)
        if max(short, short_beside) <= 0:
            return _as_asked(finished_plan(tubes, request), asked)
        # Doubled, as what is rounded to a pipette's increment may not change by a little more. Each on its own: more
        # of every dose would also take more of the medium they share, which then never catches up.
        if short > 0:
            slack = max(slack + short, 2 * slack)
        if short_beside > 0:
            spare = max(spare + short_beside, 2 * spare)
    raise CalculationError(Message.ROUNDED_SHORT)


def _with_stock_as_it_is(request: SeriesRequest, lab: Lab) -> SeriesRequest:
    """Return the request with a dose just above what the stock gives lowered to that if its pipetting is less exact."""
    if not request.per_well_ul:
        return request
    way = lab.into_well(request.per_well_ul)
    ingredients = []
    for one in request.ingredients:
        most = one.stock / request.strength
        doses = tuple(most if dose > most and is_met_undiluted(most / dose, way, lab) else dose for dose in one.doses)
        ingredients.append(replace(one, doses=doses))
    return replace(request, ingredients=tuple(ingredients))


def _as_asked(plan: SeriesPlan, asked: SeriesRequest) -> SeriesPlan:
    """Return a plan that names the doses as they were wanted, where the stock as it is gives a little less."""
    doses = tuple(
        replace(tube, wanted=tuple(one.doses[place] for one in asked.ingredients))
        for place, tube in enumerate(plan.doses)
    )
    return replace(plan, doses=doses)


def _check(request: SeriesRequest) -> None:
    first = request.ingredients[0].doses
    if not first or len(first) > MOST_DOSES:
        raise CalculationError(Message.TOO_MANY_DOSES, field="doses", most=MOST_DOSES)
    for one in request.ingredients:
        check_strength(one, request.strength)
    for before, after in pairwise(first):
        if after >= before * (1 - TOLERANCE):
            raise CalculationError(Message.DOSE_TWICE, field="doses")
    if any(left <= 0 for left in request.left_ul):
        raise CalculationError(Message.NOT_POSITIVE, field="left")


def _make(tubes: SeriesTubes) -> None:
    """Make the tubes the way that is asked for."""
    parts = tubes.parts
    scheme = parts.request.scheme
    if (parts.constant and scheme is not Scheme.MATCHED) or (parts.premixed and scheme is Scheme.DIRECT):
        raise CalculationError(Message.SCHEME_NEEDS_MATCHED, field="scheme")
    match scheme:
        case Scheme.MATCHED:
            make_tube_to_tube(tubes, matched=True)
        case Scheme.PLAIN:
            make_tube_to_tube(tubes, matched=False)
        case Scheme.IN_VEHICLE:
            make_in_vehicle(tubes)
        case Scheme.DIRECT:
            make_direct(tubes)
