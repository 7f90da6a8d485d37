"""From tube to tube in medium: with the matched vehicle, so that every dose has the same, or in plain medium."""

from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.series.cascade import CascadeStep, named
from benchapp.domain.recipes.series.series_tubes import SeriesTubes


def make_tube_to_tube(tubes: SeriesTubes, *, matched: bool) -> None:
    """Make each dose of the one before.

    Args:
        tubes: The series, to which it adds.
        matched: Whether they are diluted in medium with the matched vehicle, rather than in plain medium.

    Raises:
        CalculationError: One of the volumes cannot be set.
    """
    request, rack = tubes.parts.request, tubes.rack
    down = tubes.steps_down(tubes.parts.factors, request.left_ul)
    tubes.choose_way(down.top_ul)
    top = tubes.top(down.top_ul, (*tubes.named_ways(""), tubes.name("1")))
    tubes.names = [top.name]
    vehicle = top.vehicle_percent / 100
    below = request.medium
    if matched and (down.steps or request.matched_vehicle_ul):
        below = _matched(
            tubes, vehicle, sum(_drawn_for(step, tubes.lab) for step in down.steps) + request.matched_vehicle_ul
        )
        tubes.shared = below
        tubes.matched_vehicle = below if request.matched_vehicle_ul else ""
    made = [top.name]
    for name, step in named(down.steps, 1):
        tube = rack.mix(tubes.name(name), (below, step.diluent_ul), (made[-1], step.take_ul), one_pipette=True)
        made.append(tube.name)
        if step.dose:
            tubes.names.append(made[-1])
    tubes.together = set(made[1:])
    if not matched and request.matched_vehicle_ul:
        tubes.matched_vehicle = _matched(tubes, vehicle, request.matched_vehicle_ul)
    if request.vehicle_alone_ul:
        needed = request.vehicle_alone_ul + tubes.lab.rules.dead_volume_ul + tubes.spare_ul
        names = (*tubes.named_ways("W"), tubes.name("W"))
        tubes.vehicle_alone = tubes.mix_batch("PW", {}, vehicle, needed, names).name


def _matched(tubes: SeriesTubes, vehicle: float, volume_ul: float) -> str:
    """Make the medium that carries the matched vehicle, and the partner, `volume_ul` to be used; give its name."""
    volume_ul += tubes.lab.rules.dead_volume_ul + tubes.spare_ul
    parts = tubes.parts
    if parts.alike:
        return tubes.rack.mix(tubes.name("V"), (parts.request.medium, volume_ul)).name
    names = (*tubes.named_ways("V"), tubes.name("V"))
    return tubes.mix_batch("PV", parts.constant, vehicle, volume_ul, names).name


def _drawn_for(step: CascadeStep, lab: Lab) -> float:
    """Return what a pipette really takes of the diluent for a step, µL: seven roundings up are seven times short."""
    return max(step.diluent_ul, lab.transfer(step.diluent_ul).volume_ul)
