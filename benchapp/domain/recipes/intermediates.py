"""The way from a source to a batch: straight, or through intermediates where a volume is too small to set.

Among the ways in which every transfer is within range, the one with the fewest tubes is taken, then the one that
takes the least compound, then the one with the smallest error. An intermediate in medium that stays in solution comes
first; then a larger batch, as medium is cheap; then an intermediate in the vehicle, which costs vehicle in the well.
An intermediate in medium of which nothing says that it stays in solution comes last.
Doses far below the stock go through a sub-stock in the vehicle, and from there by one dilution for all.
"""

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.mixing import MOST_DOUBLINGS, Lab, Tube, TubePlan
from benchapp.domain.recipes.round_volumes import round_take
from benchapp.domain.units.kinds import TOLERANCE

# Volumes that are easy to set and to remember, µL.
_HANDY_UL = (2.0, 4.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 100.0, 150.0, 200.0, 300.0, 500.0, 1000.0)
_VEHICLE_FACTORS = (2.0, 4.0, 5.0, 10.0, 20.0, 50.0, 100.0)
_MEDIUM_SHARES = (1.0, 2.0, 5.0, 10.0)
_MOST_INTERMEDIATES = 4
_MOST_IN_VEHICLE = 100.0
MOST_LARGER = 10.0
_ERROR_STEP = 0.05
# A batch this much larger is hardly more, and saves a tube.
HARDLY_LARGER = 1.02
SOMEWHAT_LARGER = (1.25, 1.5, 2.0)
MUCH_LARGER = (3.0, 5.0, 10.0, 20.0)


class DilutionPath(Struct, frozen=True):
    """The dilutions from a source to a batch, the batch last.

    Attributes:
        factors: How many times each tube dilutes what goes into it; 1 where nothing is diluted.
        totals_ul: Volume of each tube, µL.
        in_vehicle: Whether each is diluted with the vehicle itself.
        scale_up: How many times larger than asked for the batch is.
    """

    factors: tuple[float, ...]
    totals_ul: tuple[float, ...]
    in_vehicle: tuple[bool, ...]
    scale_up: float = 1.0

    @property
    def take_ul(self) -> float:
        """What is taken from the source, µL."""
        return self.totals_ul[0] / self.factors[0]

    @property
    def diluent_ul(self) -> float:
        """What is put to it in all tubes, µL."""
        return sum(total - total / factor for factor, total in zip(self.factors, self.totals_ul, strict=True))


def find_path(
    batch_ul: float, ratio: float, lab: Lab, *, strength: float = 0.0, in_medium: float = math.inf
) -> DilutionPath:
    """Find the way to a batch that is `ratio` times weaker than its source in pure vehicle.

    Args:
        batch_ul: Volume of the batch, µL.
        ratio: How many times weaker, at least 1.
        lab: What these hands can do.
        strength: How many times the dose the batch is; 0 where no intermediate in the vehicle is allowed, because
            it would change the vehicle.
        in_medium: Largest part of an intermediate in medium that may come from the source, so that it stays in
            solution; 0 where no solubility is known. A stronger one is made only where there is no other way.

    Raises:
        CalculationError: No way fits; the values say what is in the way.
    """
    if ratio <= 1 + TOLERANCE:
        return DilutionPath((1.0,), (batch_ul,), (False,))
    if lab.dilutes(batch_ul, ratio):
        return DilutionPath((ratio,), (batch_ul,), (False,))
    if lab.left_undiluted(batch_ul, ratio):
        return DilutionPath((1.0,), (batch_ul,), (False,))
    least = lab.least_ul() * ratio / batch_ul
    hardly = _larger(batch_ul, ratio, lab, (least,)) if 1 < least <= HARDLY_LARGER else None
    if hardly is not None:
        return replace(hardly, scale_up=1.0)
    through_medium = list(_through_medium(batch_ul, ratio, lab))
    dissolved = [path for path in through_medium if 1 / path.factors[0] <= in_medium * (1 + TOLERANCE)]
    if dissolved:
        return min(dissolved, key=lambda path: _cost(path, lab))
    larger = _larger(batch_ul, ratio, lab, (*SOMEWHAT_LARGER, *([least] if 1 < least <= MOST_LARGER else [])))
    if larger is not None:
        return larger
    through_vehicle = list(_through_vehicle(batch_ul, ratio, lab, strength)) if strength else []
    if through_vehicle:
        return min(through_vehicle, key=lambda path: _cost(path, lab))
    larger = _larger(batch_ul, ratio, lab, MUCH_LARGER)
    if larger is not None:
        return larger
    if through_medium:
        return min(through_medium, key=lambda path: _cost(path, lab))
    raise _no_way(batch_ul, ratio, 100 / ratio, lab)


def _no_way(batch_ul: float, ratio: float, percent: float, lab: Lab) -> CalculationError:
    return CalculationError(
        Message.NO_INTERMEDIATE,
        ul=batch_ul / ratio,
        settable_ul=lab.least_ul(),
        least_ul=lab.least_ul() * ratio,
        percent=percent,
        limit=lab.rules.medium_vehicle_percent,
    )


def find_spike(batch_ul: float, weaker: float, spike: float, lab: Lab, *, in_medium: float = math.inf) -> DilutionPath:
    """Find the way through a sub-stock in the vehicle, of which the batch is then a fixed dilution.

    The last part is the same for every dose and for the control, so all of them get the same vehicle.

    Args:
        batch_ul: Volume of the batch, µL.
        weaker: How many times weaker than the stock the sub-stock is; 1 for the stock or the vehicle itself.
        spike: How many times the sub-stock is diluted into the batch; 1 where it is added to the wells as it is.
        lab: What these hands can do.
        in_medium: As in `find_path`, for the stock.

    Raises:
        CalculationError: No way fits.
    """
    last = _spiked(batch_ul, spike, lab, in_medium * weaker) if spike > 1 + TOLERANCE else None
    if weaker <= 1 + TOLERANCE:
        return last or DilutionPath((1.0,), (batch_ul,), (True,))
    size = batch_ul if last is None else max(last.take_ul + lab.rules.dead_volume_ul, lab.rules.smallest_mix_ul)
    ways = (in_vehicle(factors, size, lab, exact=last is None) for factors in in_steps(weaker))
    first = next((path for path in ways if path is not None), None)
    if first is None:
        raise _no_way(size, weaker, 100 / spike, lab)
    if last is None:
        return first
    return DilutionPath(
        (*first.factors, *last.factors),
        (*first.totals_ul, *last.totals_ul),
        (*first.in_vehicle, *last.in_vehicle),
        last.scale_up,
    )


def in_vehicle(factors: Sequence[float], size_ul: float, lab: Lab, *, exact: bool) -> DilutionPath | None:
    """Return dilutions in the vehicle alone; None where a volume cannot be set well.

    Args:
        factors: How many times each dilutes.
        size_ul: What the last tube has to hold, µL.
        lab: What these hands can do.
        exact: Whether it holds just that, or a volume that is handy to make.
    """
    last = size_ul if exact else _holding(size_ul, factors[-1], lab)
    if exact and not lab.dilutes(last, factors[-1]):
        last = handy_ul(max(size_ul / factors[-1], lab.least_ul()), lab) * factors[-1]
    return _sized(factors, last, [True] * len(factors), lab)


def in_steps(weaker: float) -> Iterator[tuple[float, ...]]:
    """Yield ways to dilute in steps of at most a hundred, the fewest steps."""
    count = max(1, math.ceil(math.log(weaker) / math.log(_MOST_IN_VEHICLE) - TOLERANCE))
    if count == 1:
        yield (weaker,)
        return
    for first in (100.0, 50.0, 20.0, 10.0):
        rest = weaker / (_MOST_IN_VEHICLE ** (count - 2) * first)
        if 1 + TOLERANCE < rest <= _MOST_IN_VEHICLE * (1 + TOLERANCE):
            yield (*[_MOST_IN_VEHICLE] * (count - 2), first, rest)
    yield (weaker ** (1 / count),) * count


def _spiked(batch_ul: float, spike: float, lab: Lab, in_medium: float) -> DilutionPath:
    """Find a fixed dilution into medium: straight, of a larger batch, else as any other."""
    if lab.dilutes(batch_ul, spike):
        return DilutionPath((spike,), (batch_ul,), (False,))
    # Medium is cheap and a sub-stock weak: the least that can be set, rather than a tube more.
    return least_larger(batch_ul, spike, lab, MOST_LARGER) or find_path(batch_ul, spike, lab, in_medium=in_medium)


def rounded(path: DilutionPath, least_ul: float, most_ul: float, lab: Lab) -> DilutionPath:
    """Return a way with a batch of which a rounder volume is taken, if there is one.

    Args:
        path: The way.
        least_ul: The least that the batch may be, µL.
        most_ul: The most that it may be, µL.
        lab: What these hands can do.
    """
    factor, total = path.factors[-1], path.totals_ul[-1]
    if factor <= 1 + TOLERANCE:
        return path
    take = round_take(total / factor, least_ul / factor, most_ul / factor, factor - 1, lab)
    made = take * factor
    if abs(made / total - 1) <= TOLERANCE:
        return path
    sized = _sized(path.factors, made, path.in_vehicle, lab)
    if sized is None:
        return path
    return DilutionPath(
        sized.factors, sized.totals_ul, path.in_vehicle, path.scale_up * made / total if path.scale_up > 1 else 1.0
    )


def follow(
    rack: TubePlan,
    path: DilutionPath,
    source: str,
    names: tuple[str, ...],
    diluent: str,
    vehicle: str,
    *,
    make_up: bool = False,
) -> Tube:
    """Make the tubes of a path; give the batch.

    Args:
        rack: The tubes, to which it adds.
        path: The way.
        source: What it starts from.
        names: Names for the tubes; the last one is the batch's, the others serve as far as they are needed.
        diluent: What is diluted with.
        vehicle: The pure vehicle, for intermediates in it.
        make_up: Whether the batch is made up to its volume in a measuring cylinder.

    Raises:
        CalculationError: No pipette can set one of the volumes.
    """
    before = source
    used = (*names[: len(path.factors) - 1], names[-1])
    for name, factor, total, pure in zip(used, path.factors, path.totals_ul, path.in_vehicle, strict=True):
        taken = total / factor
        rest = total - taken if factor > 1 + TOLERANCE else 0.0
        rack.mix(name, (vehicle if pure else diluent, rest), (before, taken), make_up=make_up and name == used[-1])
        before = name
    return rack.tubes[before]


def handy_ul(least_ul: float, lab: Lab) -> float:
    """Return the next volume from `least_ul` upwards that is easy to set, µL."""
    handy = (ul for ul in _HANDY_UL if ul >= least_ul * (1 - TOLERANCE) and lab.settable(ul))
    return next(handy, least_ul)


def _holding(needed_ul: float, factor: float, lab: Lab) -> float:
    """Return the volume of an intermediate of which so much is needed, its dead volume included, µL.

    What is set on a serological pipette may be less than was wanted by more than the dead volume.

    Raises:
        CalculationError: However much is made, the pipettes set less.
    """
    drawn_ul = _set_ul(needed_ul - lab.rules.dead_volume_ul, lab)
    more_ul = 0.0
    # What is added doubles, so that what rounding takes of it is soon made up for.
    for _ in range(MOST_DOUBLINGS):
        total = handy_ul((needed_ul + more_ul) / factor, lab) * factor
        short = drawn_ul - _set_ul(total / factor, lab) - _set_ul(total - total / factor, lab)
        if short <= TOLERANCE * drawn_ul:
            return total
        more_ul = max(more_ul + short, 2 * more_ul)
    raise CalculationError(Message.ROUNDED_SHORT)


def _set_ul(wanted_ul: float, lab: Lab) -> float:
    """Return what a pipette sets for a volume, µL; the volume itself where none does."""
    try:
        return lab.transfer(wanted_ul).volume_ul
    except CalculationError:
        return wanted_ul


def _cost(path: DilutionPath, lab: Lab) -> tuple[int, float, int, float]:
    squares = 0.0
    for factor, total in zip(path.factors, path.totals_ul, strict=True):
        squares += lab.transfer(total / factor).relative_error ** 2
    # Errors within one step of what a lab accepts are the same error, and then less liquid decides.
    steps = round(math.sqrt(squares) / _ERROR_STEP)
    return len(path.factors), path.take_ul, steps, sum(path.totals_ul)


def _through_medium(batch_ul: float, ratio: float, lab: Lab) -> Iterator[DilutionPath]:
    """Yield the ways through intermediates in medium that hold no more vehicle than the lab allows in one."""
    for in_medium in range(1, _MOST_INTERMEDIATES + 1):
        found = False
        for share in _MEDIUM_SHARES:
            factors = _medium_factors(ratio, in_medium, 100 * share / lab.rules.medium_vehicle_percent)
            if factors and lab.dilutes(batch_ul, factors[-1]):
                path = _sized(factors, batch_ul, [False] * len(factors), lab)
                if path is not None:
                    found = True
                    yield path
        if found:
            return


def _medium_factors(ratio: float, tubes: int, first: float) -> list[float]:
    rest = ratio / first
    between = [100.0] * (tubes - 1)
    last = rest / math.prod(between)
    return [first, *between, last] if last > 1 + TOLERANCE else []


def _through_vehicle(batch_ul: float, ratio: float, lab: Lab, strength: float) -> Iterator[DilutionPath]:
    for factor in _VEHICLE_FACTORS:
        vehicle = 100 * factor / ratio / strength
        fits = ratio / factor > 1 and float(f"{vehicle:.2g}") <= lab.rules.vehicle_high_percent
        if fits and lab.dilutes(batch_ul, ratio / factor):
            path = _sized([factor, ratio / factor], batch_ul, [True, False], lab)
            if path is not None:
                yield path


def _larger(batch_ul: float, ratio: float, lab: Lab, times: tuple[float, ...]) -> DilutionPath | None:
    for grow in times:
        if lab.dilutes(batch_ul * grow, ratio):
            return DilutionPath((ratio,), (batch_ul * grow,), (False,), grow)
    return None


def least_larger(batch_ul: float, ratio: float, lab: Lab, most: float) -> DilutionPath | None:
    """Return a dilution to a larger batch, as much larger as it takes for its volumes to be set; None where none is.

    Args:
        batch_ul: Volume that is asked for, µL.
        ratio: How many times weaker than its source.
        lab: What these hands can do.
        most: How many times larger it may be.
    """
    least = lab.least_ul() * ratio / batch_ul
    times = sorted((*SOMEWHAT_LARGER, *([least] if 1 < least <= most else [])))
    return _larger(batch_ul, ratio, lab, tuple(times))


def _sized(factors: Sequence[float], batch_ul: float, pure: Sequence[bool], lab: Lab) -> DilutionPath | None:
    """Size each tube for what the next one takes, from the batch back; None where a volume cannot be set well."""
    totals = [batch_ul]
    for factor, next_factor in zip(factors[-2::-1], factors[:0:-1], strict=True):
        needed = max(totals[0] / next_factor + lab.rules.dead_volume_ul, lab.rules.smallest_mix_ul)
        totals.insert(0, _holding(needed, factor, lab))
    if not all(lab.dilutes(total, factor) for factor, total in zip(factors, totals, strict=True)):
        return None
    return DilutionPath(tuple(factors), tuple(totals), tuple(pure))
