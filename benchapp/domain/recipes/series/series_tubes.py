"""The tubes of a series while they are planned: what they start from, what is made, and what is still short."""

import math
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.dose_route import Route
from benchapp.domain.recipes.dose_series import SeriesRequest
from benchapp.domain.recipes.intermediates import (
    MUCH_LARGER,
    SOMEWHAT_LARGER,
    DilutionPath,
    find_path,
    find_spike,
    follow,
    rounded,
)
from benchapp.domain.recipes.larger_batches import LargerBatch
from benchapp.domain.recipes.mixing import Lab, Tube, TubePlan
from benchapp.domain.recipes.premixes import premix
from benchapp.domain.recipes.round_volumes import room_for_rounding, round_take
from benchapp.domain.recipes.series.cascade import Cascade, cascade, split
from benchapp.domain.recipes.series.series_parts import SeriesParts

_LETTERS = "ABCDEFGH"


class SeriesTubes:
    """One attempt at the tubes of a series.

    Args:
        parts: What the tubes hold.
        lab: What these hands can do.
        spare_ul: What is made beyond need of the tubes beside the doses, µL.

    Attributes:
        rack: Every tube that is made.
        way: Which way the highest dose takes.
        vehicle: Part of every tube that is vehicle.
        room: How many times more may be made for the sake of round volumes.
        scale_up: How many times more than asked for is made of all doses.
        names: The tubes of the doses, the highest first.
        matched_vehicle: The matched vehicle with the partner; "" for none.
        vehicle_alone: The matched vehicle alone; "" for none.
        shared: What the doses are diluted with, where it is made; "" for none.
        together: Tubes that are made with one pipette.
        larger: Tubes of which alone more is made, and how much would have been enough, µL.
        batch: What it saves that more of every dose is made.
    """

    def __init__(self, parts: SeriesParts, lab: Lab, spare_ul: float = 0.0) -> None:
        self.parts = parts
        self.lab = lab
        self.spare_ul = spare_ul
        self.rack = TubePlan(lab, parts.supplies)
        self.vehicle = parts.vehicle
        self.way = Route(1 / self.vehicle)
        # What goes into wells has its overage already.
        overage = lab.rules.overage_percent / 100
        dosed = parts.request.per_well_ul
        self.room = 1 + (room_for_rounding(overage / 2) if dosed else 2 * room_for_rounding(overage / 2))
        self.scale_up = 1.0
        self.names: list[str] = []
        self.matched_vehicle = self.vehicle_alone = self.shared = ""
        self.together: set[str] = set()
        self.larger: dict[str, float] = {}
        self.batch: LargerBatch | None = None

    def name(self, name: str) -> str:
        """Return the name of a tube, with what comes before all names of this series."""
        return f"{self.parts.request.prefix}{name}"

    def named_ways(self, before: str, letters: str = _LETTERS) -> tuple[str, ...]:
        """Return names for intermediates."""
        return tuple(self.name(f"{before}{letter}") for letter in letters)

    def choose_way(self, batch_ul: float) -> None:
        """Decide which way the highest dose takes, and with it the vehicle of all.

        Args:
            batch_ul: How much of it is made, µL.
        """
        self.way, self.vehicle = self.parts.way(batch_ul, self.lab)

    def top(self, volume_ul: float, names: tuple[str, ...]) -> Tube:
        """Make the tube of the highest dose."""
        request = self.parts.request
        if self.parts.premixed or request.vehicle_percent:
            return self.mix_batch("P", self.parts.stock[0], self.vehicle, volume_ul, names)
        # A vehicle of one's own would no longer be that of the control, nor a partner's dose the same everywhere.
        way = replace(self.way, strength=request.strength)
        path = self.rounded(way.path(volume_ul, self.lab))
        self._note_larger(names[-1], path, volume_ul)
        return follow(self.rack, path, request.ingredients[0].source, names, request.medium, request.vehicle)

    def mix_batch(
        self, premixed: str, stock: Mapping[str, float], vehicle: float, volume_ul: float, names: tuple[str, ...]
    ) -> Tube:
        """Make a tube in medium that holds parts of stocks and a part of vehicle."""
        in_medium = self.parts.stays_dissolved(stock, self.vehicle)
        if self.way.weaker:
            path = find_spike(volume_ul, 1.0, 1 / vehicle, self.lab, in_medium=in_medium)
        else:
            path = find_path(volume_ul, 1 / vehicle, self.lab, in_medium=in_medium)
        path = self.rounded(path)
        source = premix(self.rack, self.name(premixed), stock, vehicle, path.take_ul, self.parts.request.vehicle)
        self._note_larger(names[-1], path, volume_ul)
        return follow(self.rack, path, source, names, self.parts.request.medium, self.parts.request.vehicle)

    def _note_larger(self, tube: str, path: DilutionPath, needed_ul: float) -> None:
        if path.scale_up > 1:
            self.larger[tube] = needed_ul

    def steps_down(self, factors: Sequence[float], lefts: Sequence[float]) -> Cascade:
        """Return what goes from tube to tube.

        A step too large for these pipettes is first made somewhat larger as a whole, then split by tubes between,
        then made much larger.
        """
        splits = [split(factors, most) for most in (math.inf, 32.0, 10.0, 5.0)]
        for growths in ((1.0, *SOMEWHAT_LARGER), MUCH_LARGER):
            for steps in splits:
                for grow in growths:
                    wanted = [left * grow for left in lefts]
                    found = cascade(steps, wanted, self.lab.rules.dead_volume_ul * grow, self._round_take)
                    if all(self.lab.dilutes(step.take_ul + step.diluent_ul, step.factor) for step in found.steps):
                        self.scale_up = max(self.scale_up, grow)
                        return self._on_increments(found)
        smallest = min(step.take_ul for step in cascade(splits[0], lefts, 0.0).steps)
        raise CalculationError(
            Message.SERIES_TOO_FINE,
            field="left",
            ul=smallest,
            settable_ul=self.lab.least_ul(),
            least_ul=max(lefts) * self.lab.least_ul() / smallest,
        )

    def _round_take(self, take_ul: float, factor: float) -> float:
        return round_take(take_ul, take_ul, take_ul * self.room, factor - 1, self.lab)

    def rounded(self, path: DilutionPath) -> DilutionPath:
        """Return a way of which a rounder volume is taken, as far as there is room for more of it."""
        made = path.totals_ul[-1]
        return rounded(path, made, made * self.room, self.lab)

    def _on_increments(self, found: Cascade) -> Cascade:
        """Return the diluent that fits what a pipette really carries, so that rounding does not add up tube by tube."""
        steps = []
        for step in found.steps:
            carried = self.lab.transfer(step.take_ul).volume_ul
            steps.append(replace(step, take_ul=carried, diluent_ul=carried * (step.factor - 1)))
        return replace(found, steps=tuple(steps))

    def short_ul(self, wanted: SeriesRequest) -> tuple[float, float]:
        """Return how much is missing of what is taken and must be left, µL: in the worst dose, and beside it."""
        left = dict(zip(self.names, wanted.left_ul, strict=True))
        if self.matched_vehicle:
            left[self.matched_vehicle] = wanted.matched_vehicle_ul
        if self.vehicle_alone:
            left[self.vehicle_alone] = wanted.vehicle_alone_ul
        # Settings are rounded to increments: a part in a hundred is no shortage while the dead volume covers it.
        spare = self.lab.rules.dead_volume_ul / 2
        short = {
            name: wanted_ul - min(wanted_ul / 100, spare) - self.rack.left_ul(name)
            for name in self.rack.tubes
            if (wanted_ul := left.get(name, 0.0)) >= 0
        }
        beside = {self.matched_vehicle, self.vehicle_alone, self.shared}
        # What only leads to others counts for both: it grows with either.
        return (
            max(by for name, by in short.items() if name not in beside),
            max((by for name, by in short.items() if name not in self.names), default=0.0),
        )
