"""What the tubes of a series hold: the part of each that is stock, and the part that is vehicle."""

import math
from collections.abc import Mapping
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.lab.solvents import family, same
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.dose_route import Route, route, stays_dissolved
from benchapp.domain.recipes.dose_series import Scheme, SeriesRequest
from benchapp.domain.recipes.mixing import Lab, Supply
from benchapp.domain.recipes.premixes import vehicle_needed
from benchapp.domain.units.kinds import TOLERANCE
from benchapp.domain.units.quantities import PERCENTS


class SeriesParts(Struct, frozen=True):
    """The parts of stock and vehicle in the tubes of a series.

    Attributes:
        request: What the series is to be.
        alike: Whether the stock is in what it is diluted with, so that there is no vehicle to match.
        watery: Whether the vehicle is water or a buffer.
        stock: Part of each stock in each tube, by its source, the highest dose first.
        constant: Part of each partner that is the same in every tube.
        vehicle: Part of every tube that is vehicle, as far as the stock is not weakened first.
    """

    request: SeriesRequest
    alike: bool
    watery: bool
    stock: tuple[dict[str, float], ...]
    constant: dict[str, float]
    vehicle: float

    @property
    def premixed(self) -> bool:
        """Whether several compounds are in every tube."""
        return len(self.stock[0]) > 1

    @property
    def factors(self) -> list[float]:
        """How many times weaker each dose is than the one before."""
        return [before / after for before, after in pairwise(self.request.ingredients[0].doses)]

    @property
    def supplies(self) -> tuple[Supply, ...]:
        """What the series starts from: stocks, vehicle and medium."""
        request = self.request
        pure = not (self.alike and self.watery)
        stocks = tuple(
            Supply(one.source, pure_vehicle=pure, stock=True, error=one.stock_error) for one in request.ingredients
        )
        solvents = () if self.alike else (Supply(request.vehicle, pure_vehicle=True),)
        return (*stocks, *solvents, Supply(request.medium, pure_vehicle=self.alike and pure))

    def stays_dissolved(self, stock: Mapping[str, float], vehicle: float) -> float:
        """Return up to which part of the source an intermediate in medium stays in solution.

        Args:
            stock: Part of each stock in the tube that is made of it.
            vehicle: Part of that tube that is vehicle.
        """
        if self.alike:
            return math.inf
        return stays_dissolved(self.request.ingredients, stock, vehicle, watery=self.watery)

    def way(self, batch_ul: float, lab: Lab) -> tuple[Route, float]:
        """Return which way the highest dose takes, and the part of every tube that is vehicle by it.

        Args:
            batch_ul: How much of the highest dose is made, µL.
            lab: What these hands can do.
        """
        request, straight = self.request, Route(1 / self.vehicle)
        if self.alike:
            return straight, self.vehicle
        if request.vehicle_percent:
            return replace(straight, in_medium=self.stays_dissolved(self.stock[0], self.vehicle)), self.vehicle
        way = route(
            request.ingredients,
            request.strength,
            batch_ul,
            lab,
            series_in_well=request.series_in_well,
            watery=self.watery,
        )
        return way, vehicle_needed(self.stock[0], 1 / way.spike) if way.weaker else self.vehicle


def series_parts(request: SeriesRequest) -> SeriesParts:
    """Return what the tubes of a series hold.

    Raises:
        CalculationError: The stocks bring more vehicle than is wanted, or more than a tube holds.
    """
    alike = same(request.vehicle, request.medium)
    if alike:
        # A stock in what it is diluted with: one bottle, and no vehicle to match. Of water and buffer none counts.
        request = replace(request, vehicle=request.medium, scheme=Scheme.PLAIN, vehicle_percent=0.0)
    strength = request.strength
    stock = tuple(
        {one.source: one.doses[place] * strength / one.stock for one in request.ingredients}
        for place in range(len(request.left_ul))
    )
    constant = {one.source: stock[0][one.source] for one in request.ingredients[1:] if one.constant}
    wanted = request.vehicle_percent * strength / 100
    vehicle = max(vehicle_needed(stock[0]), wanted)
    if len(stock[0]) > 1:
        vehicle = vehicle_needed(stock[0], vehicle)
    if 0 < wanted < vehicle * (1 - TOLERANCE):
        raise CalculationError(
            Message.VEHICLE_TOO_LITTLE,
            field="vehicle_percent",
            percent=request.vehicle_percent,
            least=typed_least(100 * vehicle / strength),
        )
    if vehicle > 1 + TOLERANCE:
        raise CalculationError(Message.VEHICLE_ABOVE_ALL, field="c2", percent=100 * vehicle)
    # What is dosed by volume, as serum is, brings no more than the medium itself, whatever that is called.
    bare = alike and all(one.kind in PERCENTS for one in request.ingredients)
    return SeriesParts(request, alike, bare or family(request.vehicle).watery, stock, constant, vehicle)


def typed_least(percent: float) -> float:
    """Return a percentage rounded up to three figures: what is named as the least can be typed and is enough."""
    scale = 10.0 ** (2 - math.floor(math.log10(percent)))
    return math.ceil(percent * scale * (1 - TOLERANCE)) / scale
