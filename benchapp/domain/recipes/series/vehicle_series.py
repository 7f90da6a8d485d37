"""Every dose in the vehicle first, then the same dilution into medium."""

from benchapp.domain.recipes.intermediates import follow, in_steps, in_vehicle
from benchapp.domain.recipes.larger_batches import for_many
from benchapp.domain.recipes.premixes import premix
from benchapp.domain.recipes.series.cascade import named
from benchapp.domain.recipes.series.series_tubes import SeriesTubes
from benchapp.domain.units.kinds import TOLERANCE


def make_in_vehicle(tubes: SeriesTubes) -> None:
    """Make each dose in the vehicle, and the same dilution of each into medium.

    Args:
        tubes: The series, to which it adds.

    Raises:
        CalculationError: One of the volumes cannot be set.
    """
    parts, rack, lab = tubes.parts, tubes.rack, tubes.lab
    request = parts.request
    volume = max(*request.left_ul, request.matched_vehicle_ul + tubes.spare_ul)
    tubes.choose_way(volume)
    count = len(parts.stock) + bool(request.matched_vehicle_ul)
    in_medium = parts.stays_dissolved(parts.stock[0], tubes.vehicle)
    path, tubes.batch = for_many(volume, 1 / tubes.vehicle, count, lab, in_medium=in_medium)
    path = tubes.rounded(path)
    keep = max(path.take_ul + lab.rules.dead_volume_ul, lab.rules.smallest_mix_ul)
    for number, before in enumerate(_in_pure_vehicle(tubes, keep), 1):
        names = (*tubes.named_ways(str(number), "abcde"), tubes.name(str(number)))
        made = follow(rack, path, before, names, request.medium, request.vehicle)
        tubes.names.append(made.name)
    if request.matched_vehicle_ul:
        names = (*tubes.named_ways("V"), tubes.name("V"))
        tubes.matched_vehicle = follow(rack, path, request.vehicle, names, request.medium, request.vehicle).name


def _in_pure_vehicle(tubes: SeriesTubes, keep_ul: float) -> list[str]:
    """Make each dose in the vehicle, `keep_ul` of each to be used; return the names."""
    request, rack, stock = tubes.parts.request, tubes.rack, tubes.parts.stock[0]
    total = sum(stock.values())
    alone = not tubes.parts.premixed
    first = tubes.vehicle / total if alone else 1.0
    doses = tubes.parts.factors
    factors, weaker = doses, first > 1 + TOLERANCE
    down = tubes.steps_down(factors, [keep_ul] * (len(factors) + 1))
    ways = (in_vehicle(steps, down.top_ul, tubes.lab, exact=False) for steps in in_steps(first) if weaker)
    weakened = next((path for path in ways if path is not None), None)
    if weaker and weakened is None:
        factors = [first, *factors]
        down = tubes.steps_down(factors, [keep_ul] * (len(factors) + 1))
    taken = down.top_ul if weakened is None else weakened.take_ul
    strong = [premix(rack, tubes.name("P"), stock, total if alone else tubes.vehicle, taken, request.vehicle)]
    if weakened is not None:
        names = (*tubes.named_ways("S0", "abcde"), tubes.name("S1"))
        strong = [follow(rack, weakened, strong[0], names, request.medium, request.vehicle).name]
    holders = [] if len(factors) > len(doses) else list(strong)
    for name, step in named(down.steps, 1 if holders else 0):
        made = rack.mix(
            tubes.name(f"S{name}"),
            (request.vehicle, step.diluent_ul),
            (strong[-1], step.take_ul),
            one_pipette=True,
        )
        strong.append(made.name)
        if step.dose:
            holders.append(made.name)
    tubes.together = set(strong[1:])
    return holders
