"""What the tubes of a series really hold after rounding, and how far off each compound may be."""

from benchapp.domain.recipes.dose_series import DoseTube, SeriesPlan, SeriesRequest
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.series.series_tubes import SeriesTubes
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.recipes.worst_case import Dispensing, in_common, in_wells

# How far off each compound is, by its source and the tube.
_Errors = dict[str, dict[str, Uncertainty]]


def finished_plan(tubes: SeriesTubes, request: SeriesRequest) -> SeriesPlan:
    """Return the plan of a series whose tubes are made.

    Args:
        tubes: The series.
        request: What it was to be.

    Raises:
        CalculationError: No pipette can set what goes into a well.
    """
    rack, constant = tubes.rack, tubes.parts.constant
    every = tuple(rack.tubes.values())
    dispensing = _dispensing(tubes.parts.request, tubes.lab)
    compounds = tubes.parts.request.ingredients
    off = {one.source: in_wells(every, one.source, one.stock_error, dispensing) for one in compounds}
    doses = [rack.tubes[name] for name in tubes.names]
    names = (*rack.supplies, *rack.tubes)
    return SeriesPlan(
        request,
        tuple(rack.supplies.values()),
        every,
        {name: rack.drawn_ul(name) for name in names if rack.drawn_ul(name) > 0},
        tuple(
            _reached(tubes, name, tuple(one.doses[place] for one in compounds), off)
            for place, name in enumerate(tubes.names)
        ),
        _without(tubes, tubes.matched_vehicle, constant, off) if tubes.matched_vehicle else None,
        _without(tubes, tubes.vehicle_alone, {}, off) if tubes.vehicle_alone else None,
        tubes.scale_up,
        tubes.larger,
        tubes.batch,
        frozenset(tubes.together),
        tuple(in_common(doses, one.source, dispensing) for one in compounds),
    )


def _dispensing(request: SeriesRequest, lab: Lab) -> Dispensing | None:
    """Return how a tube goes into a well; None where no well is dosed yet."""
    if not request.per_well_ul:
        return None
    way = lab.into_well(request.per_well_ul)
    if request.kept_ul <= 0:
        return Dispensing(way, request.strength)
    # As much is taken off as all tubes of a well put in.
    taken = lab.into_well(request.per_well_ul * request.series_in_well)
    beside_ul = request.kept_ul + (request.series_in_well - 1) * way.volume_ul
    return Dispensing(way, request.strength, taken=taken, beside_ul=beside_ul)


def _without(tubes: SeriesTubes, name: str, held: dict[str, float], off: _Errors) -> DoseTube:
    """Return a matched vehicle, in which only the partners that are held have their dose."""
    compounds = tubes.parts.request.ingredients
    return _reached(tubes, name, tuple(one.doses[-1] if one.source in held else 0.0 for one in compounds), off)


def _reached(tubes: SeriesTubes, name: str, wanted: tuple[float, ...], off: _Errors) -> DoseTube:
    tube, strength = tubes.rack.tubes[name], tubes.parts.request.strength
    compounds = tubes.parts.request.ingredients
    return DoseTube(
        name,
        wanted,
        tuple(one.stock * tube.parts.get(one.source, 0.0) / strength for one in compounds),
        tuple(off[one.source].get(name, Uncertainty()) for one in compounds),
        tube.vehicle_percent / strength,
    )
